"""Checkers for a mentor's texts and ratings: a goal that can be counted, a message to a group."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from course.criteria.lists import Pattern, WordLists, either
from course.criteria.reader import written_for_a_reader
from course.criteria.scoring import NAMED, Answer, Check, Finding
from course.criteria.selling import affirmed
from course.criteria.spelling import Words, respelled
from course.criteria.spoken import in_figures
from course.criteria.tables import cell
from course.criteria.text import LISTS, avoids, mentioned, normalise, split_words
from course.words import MONTH, MONTHS, month_number

_LISTS = WordLists("course.curriculum.pendampingan")
_ASKED = re.compile(
    r"(?<![a-z])(?:(?:berapa\s+kali|hari\s+apa|mulai\s+kapan|sejak\s+kapan|(?:di)?hitung\s+di\s?mana"
    r"|dicatat\s+di\s?mana|di\s?mana\s+dihitung|apa|kapan|(?:yang\s+)?bisa\s+dihitung)(?![a-z]))"
)
"""The questions of the task, which answer nothing."""
_STATUS = ("status", "story", "sw", "sts", "nyetatus", "statusan")
_DAYS = {
    "senin": "senin sanayan senen snn sen monday",
    "selasa": "selasa slasa seloso salasa sel sls tuesday",
    "rabu": "rabu rebo rebu rab wednesday",
    "kamis": "kamis kemis kmis kms kam thursday",
    "jumat": "jumat jumahat jum'at jemuah jumuah jemuwah jumaah jum jmt jumah friday",
    "sabtu": "sabtu setu saptu sbtu sab sbt saturday",
    "minggu": "ahad akad sunday",
    **{day: day for day in ("legi", "pahing", "paing", "pon", "wage", "kliwon")},
}
_DAY = {word: day for day, words in _DAYS.items() for word in words.split()}
_NAMED = "|".join(sorted(_DAY, key=len, reverse=True))
_SUNDAY = re.compile(
    rf"(?<![a-z])(?:(?:hari|dinten|dina|po[eé])\s+minggu|(?:(?:{_NAMED})\s*(?:,|&|-|dan|lan|jeung"
    r"|sama|karo|sampai|s/d|nganti|,\s*dan)?\s*|kecuali\s+)minggu|minggu(?=\s+(?:pagi|sore|siang|esuk|malam)))"
    r"(?!\s*(?:depan|ini|ngarep|payun))(?![a-z])"
)
_BRIEF = re.compile(r"(?<![a-z\d])(?<!\d\s)(?:sn|sl|rb|km|kms|jm|sb|mg)(?![a-z])")
"""Days in two letters, which only several of them show: "Sn, Rb, Jm"."""
_WEEKDAYS = re.compile(rf"(?<![a-z'])(?:{_NAMED})(?![a-z])")
_BEGINS = (
    r"(?:mulai(?:nya|nye|ne|na)?|dimulai|memulai|sejak|wiwit|kawit|ngawitan|ngawitanana|mimiti|mimitina|mimitian|kamimitian|miwiti"
    r"|start|starting|strt|terhitung|mulay|mulae|diwiwiti|dimimitian|berangkat|tamulai|kawiwitan|wiwite|wiwitane|per\s+tanggal|per\s+tgl|ti|saka|saking|awit)"
)
_FIRST_DAY = re.compile(
    rf"(?<![a-z])(?:{_BEGINS}|dari)\s+(?:hari\s+|dinten\s+|dina\s+|besok\s+)?(?:{_NAMED}|minggu)"
    r"(?![a-z])(?!\s*(?:sampai|sampe|s/d|nganti|dugi|-))"
)
_DAILY = re.compile(
    r"(?<![a-z])(?:(?:setiap|tiap|tiap-tiap|saben|unggal|each|every)\s*"
    r"(?:hari(?!\s+[a-z])|hari\s+(?:mulai|jam|sekali|pagi|sore|tanpa|kerja|selama|kecuali|dan|buat|pasang"
    r"|unggah|upload|bikin|status|satu)|dina|dino|dinten|po[eé]|day|pagi|sore|malam|esuk|isuk|enjing"
    r"|bengi|sonten)|se-?hari(?!\s+(?:sebelum|sesudah))|saben\s?dino|sedinten|sapo[eé]|per\s?hari"
    r"|daily|senin\s*(?:-|sampai|sampe|s/d|nganti|dugi\s+ka)\s*(?:minggu|ahad)|x\s?/\s?(?:hr|hari)(?![a-z]))"
)
_COUNT = re.compile(
    r"(?<![a-z\d])(?:\d{1,3}\s*(?:x|kali|kalian|balen|rambahan|status|foto|unggahan|posting\w*|konten|produk|video"
    r"|chat|story|times|balikan|buah|biji)(?![a-z])|(?:ping|kaping|kali)\s*\d{1,3}(?!\d)"
    r"|(?:ping|kaping)\s*(?:pisan|sepisan)|(?:se|sa|per|tiap\s)?-?(?:hari|minggu|pekan|dina|dino|poe|dinten)\s+(?:se|sa)kali"
    r"|(?:se|sa)kali\s+(?:se|per|tiap|setiap|saben|unggal|dalam)|sapisan|sepisan|pisan\s+(?:saben|se|tiap)"
    r"|(?:se|sa)kali\s+(?:saja|aja|wae|mawon)|once|twice|1\s+(?:foto\s+)?status)"
)
_PLAIN_COUNT = re.compile(
    r"(?<![a-z\d/])\d{1,3}(?![\d/])[^.!?\n]{0,30}?(?:(?:per|se|sa|tiap|setiap|saben|unggal)[\s-]*"
    r"(?:minggu|hari|pekan|dina|dino|po[eé])|/\s?(?:minggu|mgg|hari))"
    r"|(?:(?:per|se|sa)-?(?:minggu|hari|pekan)(?:nya)?)\s+(?:ping\s+)?\d{1,3}(?!\d)"
)
_PERIOD = re.compile(
    r"(?<![a-z])(?:per|se|sa|tiap|setiap|saben|unggal|in a|a)?[\s-]{0,3}(?:minggu|mgg|pekan|week)"
    r"|/\s?(?:minggu|mgg|hari)"
)
_FROM = re.compile(
    rf"(?<![a-z]){_BEGINS}(?![a-z])[^.,!?\n]{{0,15}}?(?:(?<!\d)\d{{1,2}}(?!\d)|{_NAMED}|minggu|besok|besuk|lusa|sesuk"
    rf"|mbenjing|isuk|isukan|enjing|hari\s+ini|dinten\s+niki|bulan|awal|tomorrow|next|today)"
    rf"|(?<![a-z])(?:per|jalan\s+(?:per|mulai))\s+(?:{_NAMED}|besok|lusa)"
    rf"|\bdari\b[^.!?\n]{{0,15}}?(?:(?<!\d)\d{{1,2}}(?!\d)|{_NAMED}|minggu|besok|lusa)"
    rf"|\b\d{{1,2}}\s*(?:-\s*)?{MONTH}\b|\b\d{{1,2}}/\d{{1,2}}\b|\bbesok\s+(?:{_NAMED})"
)
_DATE = re.compile(rf"(?<!\d)(\d{{1,2}})\s*({MONTH})(?![a-z])|(?<!\d)(\d{{1,2}})/(\d{{1,2}})(?!\d)")
_LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
_MINUTES = re.compile(
    r"(?<![\d.,])(\d{1,3})\s*-?\s*(?:(?:-|sampai)\s*(\d{1,3})\s*)?(?:menit|mnt|mnit|min|minutes?)\b"
)
_HOURS = re.compile(r"(?<![\d.,])(?<!jam\s)(\d{1,2})\s*(?:jam|hours?)(?![a-z])")
_SHORT = 10


def _given(raw: Any) -> str:
    """Return a text, normalised, with its numbers in figures and without the task's questions."""
    return _ASKED.sub(" ", in_figures(_text(raw)))


def _known() -> list[str]:
    lists = ["pasang", "mencatat", "memotret", "yang_difoto", "mengunggah", "mengajak"]
    own = ["minggu", "seminggu", "setiap", "mulai", "status", *_DAYS]
    return [*(word for name in lists for word in _LISTS[name]), *own]


_WORDS = Words(_known)


def _text(raw: Any) -> str:
    """Return a text, normalised, with the words that chat shortens written in full."""
    return respelled(normalise(raw), _WORDS)


def _none(pattern: Pattern | re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0].strip() if match else ""


_DOING = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['pasang'])})[a-z]*")
_ELSEWHERE = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['bukan_wa'])})(?![a-z])")
_NOT = re.compile(
    r"(?<![a-z])(?:tidak|tdk|nggak|enggak|gak|ga|ora|mboten|teu|belum)\s+(?:usah|perlu|bisa|sempat|jadi"
    r"|mau|kedah|kudu)(?![a-z])"
)


def names_a_status(raw: Any, *, label: str = "apa yang dikerjakan", points: float = 1.0) -> Check:
    """Check that a goal is about WhatsApp Status, or about posting where no other place is named.

    A Status with nothing done to it, or only "more often", earns half.
    """

    def evaluate() -> Finding:
        text = _given(raw)
        status = mentioned(text, _STATUS)
        doing = _none(_DOING, text)
        if _NOT.search(text) or not (status or doing):
            return Finding(0.0)
        if not status:
            posts = _POSTS.search(text) and not (_ELSEWHERE.search(text) or _RULE.search(text))
            return Finding(bool(posts), doing)
        counted = _COUNT.search(text) or _counted(text) or _WEEKDAYS.search(text)
        if counted or (doing and not _VAGUE.search(text)):
            return Finding(1.0 if counted or not _ADVICE.search(text) else 0.0, status)
        return Finding(0.5, status)

    return Check(label, evaluate, points, NAMED)


def about_a_status(raw: Any, *, asked: Answer) -> Check:
    """Guard for a goal: written for a reader, and about posting something."""
    reads = written_for_a_reader(raw, asked=asked)
    answers = (says_how_often(raw), says_which_days(raw), says_from_when(raw))

    def evaluate() -> Finding:
        text = _given(raw)
        status = mentioned(text, _STATUS)
        elsewhere = not status and _ELSEWHERE.search(text)
        posts = status or _POSTS.search(text)
        if posts and not elsewhere:
            found = reads.evaluate()
            # Who answers every question in short items, and says where, has answered.
            whole = found.is_list and not _WHERE.isdisjoint(split_words(text))
            whole = whole and all(one.evaluate().share >= 1 for one in answers)
            return Finding(1.0) if whole else found
        return Finding(0.0, f"di {elsewhere[0]}" if elsewhere else "bukan tentang Status")

    return reads._replace(evaluate=evaluate)


_WHERE = frozenset(("di", "dina", "nang", "neng", "ning", "ing", "teng", "wonten", "pakai", "pake"))
_POSTS = re.compile(
    r"(?<!papan )(?:pasang|masang|unggah|upload|up\s?lod|aplod|post|share|bagi|tayang|foto|poto"
    r"|ngisi|kirim)"
)
_RULE = re.compile(
    r"(?<![a-z])(?:posting|post|foto|unggahan)\s+(?:yang|yg|sing|nu)\s+(?:baik|bagus|benar)"
)
_VAGUE = re.compile(r"(?<![a-z])posting\s+lebih\s+sering")
_ADVICE = re.compile(r"(?<![a-z])(?:sebaiknya|soalnya|diajari|ajari|karena|masih|gelap)(?![a-z])")


def says_how_often(raw: Any, *, label: str = "berapa kali", points: float = 1.0) -> Check:
    """Check that a goal counts something ("3 Status") in a period or on named days.

    A count without either, and every day without a count, earn half.
    """

    def evaluate() -> Finding:
        text = _given(raw)
        if _NOT.search(text):
            return Finding(0.0)
        count = _counted(text)
        when = _DAILY.search(text) or _PERIOD.search(text) or _weekdays(text)
        said = count or _none(_COUNT, text)
        if said and (count or when):
            return Finding(1.0, said)
        return Finding(
            0.5 if said or _DAILY.search(text) or len(_weekdays(text)) > 1 else 0.0, said
        )

    return Check(label, evaluate, points)


def _counted(text: str) -> str:
    """Return a number with its period; looked for only where a period is named at all."""
    return _none(_PLAIN_COUNT, text) if _SPAN.search(text) else ""


_SPAN = re.compile(r"minggu|mgg|hari|pekan|dina|dino|poe")


def _weekdays(text: str) -> list[str]:
    """Return the days a goal names, without the one it begins on."""
    rest = _FIRST_DAY.sub(" ", text)
    days = {_DAY[word] for word in _WEEKDAYS.findall(rest)}
    brief = _BRIEF.findall(rest)
    days |= set(brief) if len(brief) > 1 else set()
    return sorted(days | ({"minggu"} if _SUNDAY.search(rest) else set()))


def says_which_days(raw: Any, *, label: str = "hari apa", points: float = 1.0) -> Check:
    """Check that a goal names days of the week, or says every day; the first day is none."""

    def evaluate() -> Finding:
        text = _given(raw)
        days = _weekdays(text)
        daily = _DAILY.search(text)
        return Finding(bool(days or daily) and not _NOT.search(text), ", ".join(days))

    return Check(label, evaluate, points)


def says_from_when(raw: Any, *, label: str = "mulai kapan", points: float = 1.0) -> Check:
    """Check that a goal says from when: "mulai Senin", "30 Nov"; half for a day that is none."""

    def evaluate() -> Finding:
        text = _given(raw)
        found = _none(_FROM, text)
        real = all(_is_real(match) for match in _DATE.finditer(text))
        return Finding(bool(found) * (1.0 if real else 0.5), found)

    return Check(label, evaluate, points)


def _is_real(date: re.Match[str]) -> bool:
    day = int(date[1] or date[3])
    month = month_number(date[2]) if date[2] else int(date[4])
    return 1 <= day <= _LONGEST.get(month or 0, 31) and (month is None or 1 <= month <= len(MONTHS))


_KEPT = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['mencatat'])})[a-z]*")


def says_where_counted(raw: Any, *, label: str = "dihitung di mana", points: float = 1.0) -> Check:
    """Check that a goal says where it is counted: in a book, ticked in a calendar, in a note."""

    def evaluate() -> Finding:
        text = _given(raw)
        # What is written on a picture is no note of how many there were.
        found = _none(_KEPT, _CONTENT.sub(" ", text))
        return Finding(bool(found) and not _NOT.search(text), found)

    return Check(label, evaluate, points, NAMED)


_CONTENT = re.compile(
    r"(?<![a-z])(?:di)?tulis(?:kan)?\s+(?:[a-z]+\s+)?(?:ajakan|harga|nama|cara|keterangan)|tempat\s+mencatat"
)
_PHOTO = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['memotret'])})[a-z]*|📸|📷")
_THING = Pattern(
    lambda: rf"(?<![a-z])(?:{either(_LISTS['yang_difoto'])})[a-z]*|🍩|(?<!\d)\d{{1,2}}(?!\d)"
)
_MORE = Pattern(
    lambda: (
        rf"(?<![a-z])(?:dan|lalu|terus|trus|sama|serta|sekalian)\s[^.]{{0,30}}?(?:{either(_LISTS['sasaran_lain'])})"
    )
)


def names_the_goal(
    raw: Any, *, goods: str = "donat", label: str = "satu sasaran", points: float = 1.0
) -> Check:
    """Check that a note says the goal of the story: photographs of the partner's goods.

    Half for a photograph of nothing in particular, for boasts and for several goals.
    """

    def evaluate() -> Finding:
        text = in_figures(_text(raw))
        photo, window = _none(_PHOTO, text), mentioned(text, ("jendela", "jendhela"))
        right = mentioned(text, (goods, "donut", "🍩")) or ("🍩" if "🍩" in text else "")
        if _NOT.search(text) or not (photo or (right and window)):
            return Finding(0.0)
        others = LISTS.set("barang_lain") | _LISTS.set("barang_lain")
        others -= set(_LISTS["yang_difoto"])
        if not right and (other := next((w for w in split_words(text) if w in others), "")):
            return Finding(0.5 if window else 0.0, other)
        vague = not (right or window or _THING.search(text))
        half = vague or _MORE.search(text) or _BOAST.search(text)
        return Finding(0.5 if half else 1.0, photo or window or "")

    return Check(label, evaluate, points)


_BOAST = re.compile(
    r"(?<![a-z])(?:ter(?:baik|bagus|enak|keren)|paling|pasti|dijamin|viral)(?![a-z])"
)
_UPLOAD = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['mengunggah'])})[a-z]*|⬆️|📤")
_SENDS = re.compile(r"(?:unggah|upload|posting|pasang|kirim)")


def next_step(
    raw: Any, *, day: str = "kamis", date: int = 26, label: str, points: float = 1.0
) -> Check:
    """Check that a note says the next step of the story: an upload, on its day of the week.

    Half where only one of the two is right, and something is done.
    """

    def evaluate() -> Finding:
        text = in_figures(_text(raw))
        days = {_DAY[word] for word in _WEEKDAYS.findall(text)}
        on_date = re.search(rf"(?<!\d){date}(?:\s*(?:/|-)?\s*(?:11|nov[a-z]*))(?!\d)", text)
        right = day in days or bool(on_date) or "lusa" in split_words(text)
        upload = _none(_UPLOAD, text)
        if _NOT.search(text) or _BOAST.search(text):
            return Finding(0.0)
        if right and upload:
            return Finding(1.0, day)
        half = right or (upload and days) or _SENDS.search(text)
        return Finding(0.5 if half else 0.0, upload or (day if right else ""))

    return Check(label, evaluate, points)


_PRAISE = Pattern(
    lambda: (
        rf"(?<![a-z])(?:{either(_LISTS['memuji'])})(?:[a-z]{{0,4}})(?![a-z])|selamat(?!\s+(?:pagi|siang|sore|malam))|👏|👍|💯|😍"
    )
)
_THANKS = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['berterima_kasih'])})")
_REAL = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['hasil_nyata'])})[a-z]*")


_NOT_YET = re.compile(r"(?<![a-z])(?:belum|blm|kurang|tidak|durung)(?:\s+[a-z]+){0,4}")


_CLOSING = re.compile(
    r"(?:terima\s*kasih|makasih|suwun|nuhun)\s+(?:banyak\s+)?(?:atas\s+)?(?:pengertian|perhatian|kerja\s?sama|izin)[a-z]*"
)
"""What ends any notice and thanks for nothing that was done."""


def _praised(raw: Any) -> str:
    """Return the praise in a message; none in "belum bagus" or in the words of the task."""
    text = affirmed(_NOT_YET.sub(" ", _CLOSING.sub(" ", _text(raw))))
    listed = mentioned(text, (*_LISTS["memuji"], *_LISTS["berterima_kasih"]))
    return _none(_PRAISE, text) or _none(_THANKS, text) or listed or ""


def praises(raw: Any, *, label: str = "ada pujian", points: float = 1.0) -> Check:
    """Check that a message praises or thanks."""

    def evaluate() -> Finding:
        found = _praised(raw)
        return Finding(bool(found), found)

    return Check(label, evaluate, points)


def praises_something(
    raw: Any, *, label: str = "pujian untuk hal yang nyata", points: float = 1.0
) -> Check:
    """Check that a message praises the partners' Status; half for another thing they made."""

    def evaluate() -> Finding:
        text = normalise(raw)
        if not _praised(raw):
            return Finding(0.0)
        if status := mentioned(text, ("status", "story")):
            return Finding(1.0, status)
        real = _none(_REAL, text)
        return Finding(0.5 if real else 0.0, real)

    return Check(label, evaluate, points, NAMED)


_INVITES = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['mengajak'])})[a-z]{{0,4}}(?![a-z])")
_SMALL = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['hal_kecil'])})(?![a-z])|(?<!\d)1(?!\d)")
_TASK = re.compile(r"(?<![a-z])(?:ajakan|mengajak|hal\s+kecil|memuji|pujian)(?![a-z])")


def short_action(
    raw: Any, *, most: int = _SHORT, label: str = "ajakan yang singkat", points: float = 1.0
) -> Check:
    """Check that a message asks for something short: at most ``most`` minutes, or one small thing.

    An invitation that says neither earns half; more minutes earn nothing.
    """

    def evaluate() -> Finding:
        text = in_figures(_text(raw))
        found = [int(last or first) for first, last in _MINUTES.findall(text)]
        found += [60 * int(hours) for hours in _HOURS.findall(text)]
        invites = _none(_INVITES, _NOT_DOING.sub(" ", text))
        if not invites and _TASK.search(text):
            return Finding(0.0)
        if found:
            return Finding(max(found) <= most, f"{max(found)} menit")
        if not invites or len(split_words(text)) < _FEW:
            return Finding(0.0)
        small = _SMALL.search(text) and not _PRESSING.search(text)
        return Finding(1.0 if small else 0.5, invites)

    return Check(label, evaluate, points)


_NOT_DOING = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|nggak|ora|mboten|teu|jangan|ojo|ulah|tong)\s+(?:usah\s+|perlu\s+|sah\s+|kedah\s+|kudu\s+)?"
    r"(?!lupa|ragu|sungkan)[a-z]+"
)
_FEW = 4
_PRESSING = re.compile(r"(?<![a-z])(?:wajib|harus|kudu|tanpa\s+kecuali|jangan\s+sampai)(?![a-z])")


def presses_nobody(raw: Any, *, label: str = "tanpa tekanan", points: float = 1.0) -> Check:
    """Check that a message neither commands nor shames; an empty one does not pass."""
    text = _SHY.sub(" ", normalise(raw))
    return avoids(text, *_LISTS["tekanan"], label=label, points=points)


_SHY = re.compile(
    r"(?<![a-z])(?:walau|walaupun|meski|meskipun|biar|biarpun|masih|agak|sempat|jangan|usah|tidak|gak|nggak|tak|kada|ora|teu)"
    r"\s+malu(?![a-z]*in)"
)
"""Who is told not to be shy, or did it though shy, is not shamed."""


def ranks_nobody(raw: Any, *, label: str = "tanpa peringkat", points: float = 1.0) -> Check:
    """Check that a message compares nobody with anybody; an empty one does not pass."""
    text = _MOST_OFTEN.sub(" ", normalise(raw))
    return avoids(text, *_LISTS["peringkat"], label=label, points=points)


_MOST_OFTEN = re.compile(
    r"(?<![a-z])paling\s+(?:sering|laku|gampang|mudah|ringan|penting|disuka|ditanya|dicari|lama|lambat|telat)[a-z]*"
)
"""Said of goods and of time: "barang yang paling sering ditanyakan"."""


def rated(
    raw: Any, key: Mapping[str, int], *, column: str = "nilai", label: str, points: float = 1.0
) -> Check:
    """Check ratings of a scale: the key's earns a row, a step beside it half, more nothing.

    One rating all the way down is no rating and earns a fifth at most.
    """

    def evaluate() -> Finding:
        given = {row: cell(raw, row, column) for row in key}
        numbers = {row: int(v) for row, v in given.items() if v in tuple("0123456789")}
        steps = {row: abs(value - key[row]) for row, value in numbers.items()}
        share = sum({0: 1.0, 1: 0.5}.get(step, 0.0) for step in steps.values()) / len(key)
        exact = sum(step == 0 for step in steps.values())
        same = len(numbers) == len(key) and len(set(numbers.values())) == 1
        return Finding(min(share, 0.2) if same else share, f"{exact} dari {len(key)} sama")

    return Check(label, evaluate, points)
