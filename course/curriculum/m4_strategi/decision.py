"""Checkers of how an experiment ends: by when, and what is decided then."""

from __future__ import annotations

import re
from typing import Any

from course.criteria.lists import WordLists
from course.criteria.scoring import Check, Finding
from course.criteria.spoken import in_figures
from course.criteria.text import mentioned, split_words
from course.curriculum.m4_strategi.checks import NOT, entire, found, full_text, stemmed
from course.words import MONTH, NUMBER, TIMES

_LISTS = WordLists("course.curriculum.m4_strategi")
_NUMBER = f"(?:{NUMBER}|sa|se)"
_PAIR = 2
OPEN = re.compile(r"(?<![a-z])(?:bagaimana|gimana|piye|kumaha|apa|apakah|kapan)(?![a-z])")
END = re.compile(
    rf"""(?<![a-z\d])(?:
        (?:\d{{1,3}}|kalih|tigang|sekawan|gangsal|{_NUMBER}(?:\s+(?:belas|puluh|likur))?)\s*{TIMES}(?![a-z])(?!\s*(?:sekali|pisan|sepisan))
      | (?:(?:ping|kaping)\s+)?(?:\d{{1,2}}|{_NUMBER})\s*
            (?:pertemuan|sesi|putaran|pasaran|semester|musim|panen|kali\s+(?:produksi|bazar|pasar))(?![a-z])
      | \d{{1,2}}\s*(?:bengi|wengi|peuting|dalu|malam)(?![a-z])
      | (?:pungkasan|tungtung|ujung)\s+{MONTH}
      | bulan\s+{MONTH} | \d\s*bla?n(?![a-z])
      | \d{{1,2}}\s*(?:kali|x)\s+(?:hari\s+)?(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu)
      | (?:tgl|tanggal|tg)\.?\s*\d | \d{{1,2}}\s*{MONTH} | \d{{1,2}}[/-]\d{{1,2}}
      | akhir\s+(?:bulan|minggu|tahun|{MONTH}) | {TIMES}\s+ke[\s-]?(?:\d|dua|tiga|empat)
      | (?:sampai|sampe|smp|hingga|nganti|tekan|dugi\s+ka)\s+(?:lebaran|natal|tahun\s+baru|puasa
            |(?:[a-z]+\s+){{0,3}}{MONTH}
            |(?:bulan|malam|malem|hari|tanggal|tgl|musim|habis|abis|selesai|\d+)\s+[a-z]{{2,}})
      | (?:\d{{1,2}}|{_NUMBER})\s*(?:kali|x|malem|peuting|balik)\s+(?:bakar|produksi|masak|belanja
            |buka|minggu|ahad|jumat|sabtu|pasar|pertemuan|arisan|panen|tanam|giling|jahit|antar)
    )""",
    re.VERBOSE,
)
OFTEN = re.compile(
    rf"(?:x|kali|per|/)\s*(?:se|sa|satu|1)?\s*{TIMES}|(?:se|sa){TIMES}\s*\S+\s*(?:x|kali)"
    rf"|(?<!\d\s)(?<!\d)(?<!kalih\s)(?<!tigang\s)(?<!sekawan\s){TIMES}\s+(?:(?:depan|ngarep|payun)\s+)?(?:mulai|wiwit|mimiti)"
)
"""How often, or when it begins: no end."""
IF = entire(
    "jika",
    "misal[a-z]*",
    "umpama[a-z]*",
    "andai[a-z]*",
    also=r"(?<![a-z])(?:rame|ramai|laku|payu|naik|mundak|sepi|turun|penuh|kosong)\s*(?:=|:|-+>|→|y[ao](?![a-z]))",
)
OUTCOME = re.compile(
    r"(?<![a-z])(?:rame|ramai|laku|payu|untung|penuh|kosong|bertambah|berkurang|naik|naek|nae?k|mundhak|mundak|munggah|nambah|nambih"
    r"|tambah|bagus|apik|sepi|turun|mudun|rugi|sama\s+(?:aja|saja)|tetap|kurang|gagal)"
    r"(?:\s+(?:ya|yo|nya|mah|maka|langsung|berarti))?[\s,:=>→-]{1,4}(?=[a-z])"
)
"""What came of it, before what is done then: "naik lanjut"."""
THEN = stemmed(
    "maka",
    r"cara\s+(?:lama|lain|biasa)",
    r"coba\s+lagi",
    r"(?:beli|meuli|meser|mésér|tuku|tumbas|nambah|nyobi|jual|dijual|icalan)\s+(?:deui|maneh|malih|lagi|w[ae]e?|wé|mawon|saja|aja)",
    r"cari\s+cara",
    r"(?:gawe|bikin|buat|jual|jualan|jalan|pakai|pake)\s+terus",
    r"terus(?:k?[aeo]n|in|ake|keun|no|na|aken)",
    r"masuk\s+(?:menu|daftar)",
    r"terus(?=\s*(?:[,.;]|\Z))",
    r"(?:di|dipun)(?:tambah|tambih|buka|bukak|pakai|pake|anggo|naik|turun|cari|coba|perbanyak)",
    r"(?:saya|aku|kulo|kula|abdi|tak|kita|kami)\s+(?:akan\s+|bakal\s+)?"
    r"(?:beli|buka|tambah|nambah|pakai|pake|bikin|gawe|cari|coba|jual|stok|perbanyak)",
    r"(?:pakai|pake|nganggo|pakek)\s+(?:yang|yg|sing|nu)",
    r"(?:jadi|dadi|janten)\s+(?:menu|harga|cara|kemasan)?\s*tetap",
    r"(?:kurang|tambah|tambih|turun|naik|coba|cobi)(?:i|in|kan|ake|keun|na)",
)


def sets_an_end(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text sets an end: a number of days or weeks, or a date; no mere frequency."""

    def evaluate() -> Finding:
        end = mentioned(_ENDLESS.sub(" ", full_text(raw)), _LISTS["batas_waktu"])
        end = end or found(END, OFTEN.sub(" ", _ENDLESS.sub(" ", in_figures(full_text(raw)))))
        return Finding(bool(end), end)

    return Check(label, evaluate, points)


_ENDLESS = re.compile(
    rf"(?<![a-z])(?:(?:{NOT})\s+(?:ada|pakai|pake|punya|tahu|tau|tentu)|tanpa\s+batas|bukan)(?![a-z])[^,.;]*"
)
"""No end, or not that one: "tidak ada batas 7 hari", "bukan 2 minggu"."""


def decides(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check for a decision: if so, then go on, stop or go back; half where one case is told."""

    def evaluate() -> Finding:
        text = _UNDECIDED.sub(" ", full_text(raw))
        then = found(THEN, text)
        given = (IF.search(text) and len(split_words(text)) > _PAIR) or any(
            THEN.match(text[place.end() : place.end() + 60]) for place in OUTCOME.finditer(text)
        )
        # "Klo yg bayar lebih banyak tetap malam, klo ga ya siang lagi": it may be anything.
        cases = [] if then and given else _CASES.findall(text)
        told, both = in_figures(text), None
        if not (then and given) and len(cases) < _PAIR:
            both = _BOTH.search(told) or _SIGNED.search(told)
        if len(cases) > 1 or both:
            then, given = (both[0] if both else cases[0]).strip(), True
        decided = bool(then and given and not _asks_back(text))
        if decided and not both and _is_one_case(text):
            return Finding(0.5, "baru satu keadaan")
        return Finding(float(decided), then)

    return Check(label, evaluate, points)


_WHEN = "kalau|kalo|klo|kl|amun|lamun|angger|nek|yen|mun|upami|menawi|jika|jk|lek|bila|apabila"
_CASES = re.compile(rf"(?<![a-z])(?:{_WHEN})\s+(?:(?!(?:{_WHEN})(?![a-z]))[^.;\n\s]+[ ,]*){{2,40}}")
"""What is done in a case; two cases make a decision."""
_UP = (
    r"(?:luwih|langkung|leuwih|lebih|makin|tambah)\s+[a-z]{4,}|kathah|katah|cepet|gancang|ban?nya|nambahan"
    r"|naik|naek|nae?k|mundhak|mundak|munggah|rame|ramai|laku|payu|pajeng|laris|nambah|tambah|bertambah"
    r"|banyak|akeh|okeh|seueur|loba|penuh|pinuh|untung|bathi|meningkat|\U0001F44D|abis|habis"
)
_NO = rf"{NOT}|kaga|engga|enje"
_DOWN = (
    rf"(?:(?:{_NO})(?:\s+(?:{_UP}|wonten|ada))?|turun|mudun|mudhun|medhun|suda|sepi|kosong|ngirangan"
    r"|berkurang|sebaliknya|\U0001F44E|(?:padha|podho|sami|sama|tetep|tetap|pancet)\s+"
    r"(?:wae|mawon|saja|aja|bae|sekedhik|sepi|sedikit))"
)
_BOTH = re.compile(
    rf"(?:{_UP})(?![a-z])[\s,:=>\u2192-]+(?!(?:atau|dan|turun|sepi|{NOT})(?![a-z]))\S+[^\n]{{2,80}}?"
    rf"(?<![a-z]){_DOWN}(?![a-z])[\s,:=>\u2192-]+"
    r"(?!sama|apa|bagaimana|gimana|keputusan|perlu|ada|punya)[a-z0-9]+"
)
"""What is done when it goes up, then when it does not: "naik > jemput. gak naik > min 5 lagi"."""
_SIGNED = re.compile(
    r"(?<![a-z])(?:naik|naek|turun|rame|ramai|sepi|laku|kurang|tambah|banyak)\s*\?\s*[a-z]{3,}"
    r"|(?<![a-z])(?:lebih|leuwih|luwih)\s+dari\s[^.;]{3,80}?(?<![a-z])(?:kurang|di\s+bawah)\s[^.;]{0,20}?[a-z]{4,}"
    r"|\U0001F4C8[^\n]{3,60}\U0001F4C9\s*[a-z]{3,}"
)
"""Two cases by signs: "naik? terus dijemput", "lebih dari 5 ditambah, kurang dari itu diambil"."""
_FEW = 9
"""Words of the longest decision that is told as one case; longer ones tell more."""
_OTHERWISE = re.compile(
    rf"(?<![a-z])(?:{_NO}|sebaliknya|selain)(?![a-z])"
    r"|[\u2191\u2193\U0001F44D\U0001F44E\U0001F4C8\U0001F4C9]"
)
"""What tells the other case, by a word or a sign."""


def _is_one_case(text: str) -> bool:
    """Return whether a short decision says nothing of the other case: "kalau naik diteruskan"."""
    pieces = [part for part in re.split(r"[,;.?\n]+", text) if part.strip()]
    cases = len(_IN_CASE.findall(text))
    # "Untung ikut lagi, rugi stop" are two, "kalau naik, diteruskan" is one.
    if cases > 1 or len(pieces) > 1 + cases or len(split_words(text)) > _FEW:
        return False
    # Of "kalau tidak naik, berhenti" the one case is that it does not.
    rest = _IF_NOT.sub(" ", text)
    return not (_OTHERWISE.search(rest) or (_GOES_UP.search(rest) and _GOES_DOWN.search(rest)))


_IF_NOT = re.compile(rf"\A\W*(?:{_WHEN})\s+(?:[a-z]+\s+)?(?:{NOT})(?![a-z])")
_GOES_UP = re.compile(rf"(?<![a-z])(?:{_UP})(?![a-z])")
_GOES_DOWN = re.compile(rf"(?<![a-z])(?:{_DOWN})(?![a-z])")
_IN_CASE = re.compile(rf"(?<![a-z])(?:{_WHEN})(?![a-z])")
_UNDECIDED = re.compile(rf"(?<![a-z])(?:{NOT})\s+(?:tahu|tau|ngerti|yakin|pasti)(?![a-z])[^,.;]*")
"""What somebody does not know yet: "tidak tahu mau lanjut atau tidak"."""


def _asks_back(text: str) -> bool:
    """Return whether a decision is left open: "kalau naik bagaimana"."""
    return len(OPEN.findall(_NO_MATTER.sub(" ", text))) >= 2


_NO_MATTER = re.compile(rf"(?<![a-z])(?:{NOT})\s+(?:apa|opo|naon)[ -](?:apa|opo|naon)(?![a-z])")
"""Nothing is asked: "enggak apa apa"."""
