"""Checkers of lesson 1: passwords, an address, a reply to an e-mail."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from course.criteria.goods import elsewhere, known_words
from course.criteria.lists import Pattern, WordLists, either
from course.criteria.numbers import prices, readings
from course.criteria.reader import written_for_a_reader
from course.criteria.scoring import NAMED, Answer, Check, Finding
from course.criteria.selling import INVITES, SALUTES, affirmed, opening_of
from course.criteria.spoken import in_figures
from course.criteria.tables import email_address
from course.criteria.text import LISTS, mentioned, normalise, searched, sentences, split_words
from course.words import WEEKDAY

LONG_PASSWORD = 12
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_RUNS = ("01234567890", "09876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl")
_LISTS = WordLists("course.curriculum.m1_internet")


def fits(
    raw: Any,
    need: Any,
    sizes: Mapping[str, float],
    *,
    wanted: float,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check that the chosen size is the smallest that holds ``need``, as the participant found it.

    ``wanted`` is what is really needed. A choice that follows from a wrong need earns half, where
    the right one is another; one that does not follow earns nothing.
    """

    def evaluate() -> Finding:
        # "1.275" may be read as 1,275 too; nobody's need is that small, so the largest counts.
        own = max(readings(need), default=None)
        if own is None or raw != _smallest(sizes, own) or raw not in sizes:
            return Finding(0.0, "tidak cocok dengan jumlah yang dihitung")
        right = wanted > 0 and raw == _smallest(sizes, wanted)
        return Finding(1.0, "cocok") if right else Finding(0.5, "cocok dengan jumlah sendiri")

    return Check(label, evaluate, points)


def _smallest(sizes: Mapping[str, float], need: float) -> str:
    """Return the smallest size that holds ``need``; "" where none does."""
    enough = [key for key in sizes if sizes[key] >= need]
    return min(enough, key=lambda key: sizes[key], default="")


def strong_password(
    raw: Any,
    *,
    taken: Sequence[str],
    personal: Sequence[str],
    business: Sequence[str] = (),
    label: str,
    points: float = 1.0,
) -> Check:
    """Check an *invented* password: hard to guess, 12 letters, mixed, nothing about its owner.

    A common one, one ``taken`` from the lesson, one with a name of the owner or her shop
    (``personal``) and a short one earn nothing; a year, a run of digits or somebody addressed
    ("bu-warsi") half; what is sold (``business``), and fewer than three words or kinds of letters,
    a quarter less each. Names in lower case.
    """

    def evaluate() -> Finding:
        word = raw.strip() if isinstance(raw, str) else ""
        if not word:
            return Finding(0.0, "kosong")
        lower = word.casefold()
        if _is_easy(lower, taken):
            return Finding(0.0, "mudah ditebak, atau contoh dari pelajaran")
        if not _LETTER.search(lower) or _talks(lower):
            return Finding(0.0, "kalimat atau angka saja, bukan kata sandi")
        if name := _name_in(lower, personal):
            return Finding(0.0, f"memuat nama: {name}")
        if len(word) < LONG_PASSWORD:
            nearly = len(word) >= _NEARLY_LONG and _kinds(word) >= 3
            return Finding(0.5 if nearly else 0.0, f"kurang dari {LONG_PASSWORD} huruf")
        faults = [
            (_strings(lower, _LISTS.set("istilah_sandi")), 0.5, "hanya kata-kata soal"),
            (not _is_mixed(word), 0.25, "belum tiga kata atau tiga jenis huruf"),
            (_is_guessable(lower), 0.5, "ada tahun, atau angka berurutan"),
            (bool(_ADDRESSED.search(lower)), 0.5, "memuat nama orang atau usaha"),
            (bool(_name_in(lower, business)), 0.25, "memuat nama dagangan"),
        ]
        found = [(less, text) for is_fault, less, text in faults if is_fault]
        lost = sum(less for less, _ in found)
        return Finding(max(1 - lost, 0.0), "; ".join(text for _, text in found))

    return Check(label, evaluate, points)


_NEARLY_LONG = 10
_ADDRESSED = re.compile(r"(?<![a-z])(?:bu|pak|mbak|mbok|bude|pakde)[\W_]+[a-z]{3,}")
"""Whoever is called so is somebody, most often the owner or her shop."""
_LOOKS = str.maketrans("013457@$", "oieastas")


def _name_in(word: str, names: Sequence[str]) -> str:
    """Return the name a password holds, with figures for letters too ("wul4n")."""
    plain = re.sub(r"[\W_]", "", word)
    written = {word, plain, plain.translate(_LOOKS)}
    return next((name for name in names if any(name in one for one in written)), "")


def _is_easy(word: str, taken: Sequence[str]) -> bool:
    letters = re.sub(r"[\W\d_]", "", word)
    common = letters in _LISTS.set("sandi_umum") or any(
        c in letters for c in ("password", "katasandi", "qwerty")
    )
    copied = any(_resembles(word, old) for old in map(str.casefold, taken))
    return common or copied or len(set(word)) < 5


def _resembles(word: str, old: str) -> bool:
    """Return whether a password is ``old`` again: other digits, or one of its words changed."""
    return old in word or _is_example(word, old)


def _is_example(word: str, old: str) -> bool:
    parts = set(_LETTERS.findall(old))
    shared = parts & set(_LETTERS.findall(word))
    return fuzz.ratio(old, word) >= 90 or (len(parts) >= 3 and len(shared) >= 2)


_LETTERS = re.compile(r"[a-z]{3,}")


def _kinds(word: str) -> int:
    return sum(bool(re.search(kind, word)) for kind in (r"[a-z]", r"[A-Z]", r"\d", r"[^\w\s]|_"))


def _is_mixed(word: str) -> bool:
    return _kinds(word) >= 3 or len(set(re.findall(r"[^\W\d_]{2,}", word.casefold()))) >= 3


def _strings(word: str, known: Collection[str]) -> bool:
    """Return whether most words of a password are of a list: "huruf besar kecil angka"."""
    told = _LETTERS.findall(word)
    return bool(told) and sum(one in known for one in told) > _MOST * len(told)


_MOST = 0.6
_LETTER = re.compile(r"[^\W\d_]")
_SAID = 3
"""Words that a sentence has more of, and a password hardly ever."""


def _talks(word: str) -> bool:
    """Return whether a password says something to somebody: "maaf saya belum bisa".

    Most of its words join, address or thank, or stand in the lesson's rules; words that do not
    belong together, as the lesson asks for, hardly ever do.
    """
    return (
        len(_LETTERS.findall(word)) > 1
        and _strings(word, _talk())
        and not _strings(word, _LISTS.set("istilah_sandi"))
    )


@cache
def _talk() -> frozenset[str]:
    lists = ("penghubung", "menyapa", "terima_kasih", "salam")
    spoken = {part for name in lists for word in LISTS[name] for part in word.split()}
    return _LISTS.set("jawaban_lain").union(spoken, _LISTS.set("istilah_sandi"))


def _is_guessable(word: str) -> bool:
    runs = {run[i : i + 4] for run in _RUNS for i in range(len(run) - 3)}
    return bool(_YEAR.search(word)) or any(part in word for part in runs)


def different(
    raws: Sequence[Any], *, taken: Sequence[str], label: str, points: float = 1.0
) -> Check:
    """Check that invented passwords are long, none easy, and differ in more than a digit or two.

    Half where one of them is short or easy, or where they differ only in digits.
    """

    def evaluate() -> Finding:
        texts = [raw.strip().casefold() for raw in raws if isinstance(raw, str) and raw.strip()]
        long = [text for text in texts if len(text) >= LONG_PASSWORD and len(set(text)) >= 5]
        if len(texts) < len(raws) or len(set(texts)) < len(texts) or len(long) < 2:
            return Finding(0.0, "belum panjang, atau belum berbeda")
        said = any(_talks(text) or _strings(text, _LISTS.set("istilah_sandi")) for text in texts)
        alike = any(fuzz.ratio(a, b) >= 80 for a, b in combinations(texts, 2))
        easy = [text for text in texts if _is_easy(text, taken)]
        if len(easy) == len(texts) and not alike and not _only_examples(texts, taken):
            return Finding(0.0, "semuanya mudah ditebak")
        if alike and len(long) < len(texts):
            return Finding(0.0, "ada yang pendek, ada yang mirip")
        half = alike or easy or said or len(long) < len(texts)
        why = "ada yang mirip" if alike else "ada yang pendek atau mudah ditebak"
        return Finding(0.5 if half else 1.0, why if half else "")

    return Check(label, evaluate, points)


def _only_examples(texts: Sequence[str], taken: Sequence[str]) -> bool:
    return all(any(_is_example(text, old) for old in taken) for text in texts)


def own_address(
    raw: Any,
    name: str,
    *,
    shown: Sequence[str],
    about: Sequence[str] = (),
    most: int,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check an *invented* address with the ``name`` of the shop, not one ``shown`` in the lesson.

    Half for one that tells the shop by what it is ``about`` and not by name, for a year, praise,
    one among others, and for the right one with a sign missing: "rempeyekcempaka contoh example".
    """
    address = _INTRODUCED.sub("", normalise(raw))
    whole = email_address(address, name, most=most, label=label)

    def evaluate() -> Finding:
        if address in shown:
            return Finding(0.0, "contoh dari pelajaran")
        found = whole.evaluate()
        parts = _PARTS.split(_SIGNS.sub("", address)) if not found.share else []
        if any(name in part and _ADDRESS.fullmatch(part) for part in parts):
            return Finding(0.5, "alamatnya ada, tidak sendiri")
        own, _, provider = address.partition("@")
        if found.share:
            if not (spells(name, own) or any(part in own for part in about)):
                return Finding(0.0, "alamat usaha lain")
            if _PRAISING.search(own):
                return Finding(min(found.share, 0.5), "terlalu memuji")
            return Finding(1.0) if _is_shorter(own, about) else found
        if " " not in own and "@" in address:
            almost = name in own and bool(_PROVIDER.fullmatch(provider))
        else:
            said = re.sub(r"[\s.]", "", address)
            almost = name in said and "@" not in said and bool(_ALMOST.search(said))
            almost = almost and not _TASK.search(address)
        short = len(address) <= most + 5
        return Finding(0.5, "ada tanda yang kurang") if almost and short else found

    return Check(label, evaluate, points)


_INTRODUCED = re.compile(
    r"\A(?:(?:alamat|email|emel|imel|emailnya|emelnya|alamate|alamatnya|usaha|saya|sy|kula|abdi|kami|yaitu|ini|nya|e-mail)"
    r"[\s:=]+){1,4}(?=[a-z0-9._-]+@)"
)
"""Said before an address: "emel sy bibitsubur@...", which is meant."""
_ADDRESS = re.compile(r"[a-z0-9][a-z0-9._-]{2,40}@[a-z0-9-]{2,20}(?:\.[a-z]{2,10}){1,3}")
_PARTS = re.compile(r"\s*[,/;]\s*|\s+(?:atau|dan)\s+")
_SIGNS = re.compile(r"[^\x20-\x7e]")
_PRAISING = re.compile(r"nomor|no1|paling|terenak|terbaik|terlezat|juara|mantap|the-?best")
_PROVIDER = re.compile(r"[a-z0-9-]{3,30}(?:[ ,][a-z]{2,10})?")
_ALMOST = re.compile(r"(?:contoh|surat|gmail|yahoo)(?:titik|dot)?(?:example|com|id)$")
_TASK = re.compile(r"(?<![a-z])(?:alamat|email|usaha|nama|penyedia)(?![a-z])")


def _is_shorter(own: str, about: Sequence[str]) -> bool:
    """Return whether an address is a long name of the shop without some of its words.

    "pijatbusari" of "pijat tunanetra bu sari". Shops, not goods, are called in one word as well.
    """
    said = re.sub(r"[._-]", "", own)
    for words in map(split_words, about):
        whole = "".join(words)
        if len(words) < _LONG_NAME or whole not in about or 2 * len(said) < len(whole):
            continue
        if re.fullmatch("".join([f"(?:{re.escape(word)})?" for word in words]), said):
            return True
    return False


_LONG_NAME = 3
"""Words of the shortest name that is told by some of them."""


def spells(name: str, text: str) -> bool:
    """Return whether a text holds a name, a typing error in it included."""
    return fuzz.partial_ratio(name, text) >= _NEARLY


_NEARLY = 80

_COMPLAINS = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['keluhan'])})[a-z]*")
_PRAISES = re.compile(
    r"(?<![a-z])(?:ter(?:baik|enak|murah|lezat)|paling|nomor\s+(?:1|satu)|juara|sedunia)"
)


def tells_subject(
    raw: Any, *, goods: Sequence[str], others: Sequence[str], label: str, points: float = 1.0
) -> Check:
    """Check that a subject says what the e-mail answers: the ``goods``, a price, an order.

    Half for praise and for ``others``' goods; nothing for a complaint and for a word that any
    e-mail could have ("Penawaran").
    """

    def evaluate() -> Finding:
        text = normalise(raw)
        found = mentioned(text, (*goods, *_LISTS["subjek"])) or ""
        if not found or _COMPLAINS.search(text):
            return Finding(0.0, found)
        if len(split_words(text)) == 1 and not mentioned(text, goods):
            return Finding(0.0, f"hanya “{found}”: tentang apa?")
        elsewhere = set() if mentioned(text, ("kacang", "suuk")) else set(others)
        if not mentioned(text, goods):
            elsewhere |= LISTS.set("barang_lain") - {"kacang"}
        half = _PRAISES.search(text) or any(word in elsewhere for word in split_words(text))
        return Finding(0.5 if half else 1.0, found)

    return Check(label, evaluate, points)


def tells_news(raw: Any, *, asked: Answer, about: Sequence[str], label: str) -> Check:
    """Check that a line for a status tells customers something: more than a name, no mere letters.

    "Sambal" says nothing of it, "sambal ready" does; "asdf" is no word.
    """
    reads = written_for_a_reader(raw, asked=asked, about=about, label=label)

    def evaluate() -> Finding:
        text = normalise(raw)
        names = {word for one in about for word in split_words(one)}
        said = split_words(text)
        besides = [word for word in said if word not in names]
        if not besides and text:
            return Finding(0.0, "baru nama barangnya, kabarnya apa?")
        named = len(besides) < len(said)
        untold = len(besides) == 1 and not _tells(besides[0], text, asked)
        if untold or _EXPLAINS.search(text) or not (named or _is_news(text, about)):
            return Finding(0.0, "belum ada kabarnya")
        return reads.evaluate()

    return reads._replace(evaluate=evaluate)


_EXPLAINS = re.compile(
    r"(?<![a-z])(?:(?:saya\s+)?pilih\s+(?:status|akun|chat)|memberi\s+tahu|memajang|menjawab\s+pembeli|pasang\s+status|pakai\s+status)(?![a-z])"
)
"""Why a tool was chosen, or what it is for, is no news."""


def _is_news(text: str, about: Sequence[str]) -> bool:
    """Return whether a text names the goods by another name or says what customers wait for."""
    words = [
        *LISTS["memuji_barang"],
        *LISTS["ajakan_halus"],
        *_LISTS["kabar_barang"],
        *LISTS["cara_hubungi"],
    ]
    return bool(
        mentioned(text, [*about, *words])
        or searched(INVITES, text)
        or any(map(str.isdigit, in_figures(text)))
        or _WHEN.search(text)
    )


_WHEN = re.compile(
    r"(?<![a-z])(?:hari|dino|dina|dinten|poe|pagi|siang|sore|malam|minggu|bulan)\s+(?:ini|iki|niki|ieu)|(?<![a-z])(?:besok|bsk|sesuk|isukan|mbenjing|lusa|ready|redi|stok|sisa|tinggal|ayeuna|saiki|sekarang|sakniki)(?![a-z])"
)


def _tells(word: str, text: str, asked: Answer) -> bool:
    """Return whether a single word beside the goods is one that people know, or a figure."""
    known = known_words(asked.prompt) | LISTS.set("bukan_nama_barang")
    return bool(
        word in known
        or any(map(str.isdigit, text))
        or mentioned(word, [*LISTS["memuji_barang"], *_LISTS["kabar_barang"]])
    )


def opens(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter begins with a greeting."""

    def evaluate() -> Finding:
        text = opening_of(raw)
        greetings = LISTS.set("salam") - {"salam"}  # a bare "salam" is the part's name
        found = mentioned(text, (*_LISTS["salam"], *sorted(greetings)))
        salute = None if found else SALUTES.search(text)
        found = salute[0].strip() if salute else found
        found = found or mentioned(" ".join(split_words(text)[:_FIRST]), LISTS["terima_kasih"])
        called = "" if found else next((w for w in split_words(text)[:2] if w in _CALLS), "")
        return Finding(1.0 if found else 0.5 * bool(called), found or called)

    return Check(label, evaluate, points)


_FIRST = 4
"""Words in which thanks open a letter as a greeting does: "Wah terima kasih sudah ..."."""
_CALLS = frozenset(
    {"bu", "ibu", "kak", "mbak", "mba", "bunda", "teh", "ceu", "yth", "kepada", "kpd"}
)
"""Who only calls the reader has half greeted."""


def closes(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter ends with thanks or a wish; a greeting at its beginning is none."""

    def evaluate() -> Finding:
        text = normalise(raw)
        rest = text.partition(" ")[2]
        found = mentioned(rest, (*LISTS["terima_kasih"], *_LISTS["penutup"]))
        return Finding(found is not None, found or "")

    return Check(label, evaluate, points, NAMED)


def _delivers(text: str) -> str:
    """Return the word that promises a delivery, in what a text affirms."""
    said = affirmed(text)
    brought = _BRINGS.search(said)
    return mentioned(said, _LISTS["bisa"]) or (brought[0] if brought else "")


_BRINGS = re.compile(
    r"(?<![a-z])(?:sabtu|saptu|setu|sbtu)[^.!?\n]{0,30}?(?<![a-z])"
    r"(?:saya|sy|kami|tak|kula|kulo|abdi|kuring|ambo|ulun|aku)\s+(?!(?:cek|lihat|tanya|kabar|tunggu|libur|tutup))[a-z]{4,}"
)
"""Somebody does something on Saturday: "Sabtu saya bawa ke toko Ibu"."""


def _other_day(text: str) -> bool:
    return not mentioned(text, _LISTS["sabtu"]) and bool(_WEEKDAY.search(text))


_WEEKDAY = re.compile(
    rf"(?<![a-z])(?:(?!sabtu|saptu|setu|sbtu)(?:{WEEKDAY})|minggu|monday|tuesday|wednesday|sunday)(?![a-z])"
)


def _no_saturday() -> str:
    day = rf"(?<![a-z])(?:{either(_LISTS['sabtu'])})"
    free = rf"(?!\s+(?:{either(_LISTS['bukan_halangan'])})(?![a-z]))"
    cannot = (
        rf"(?<![a-z])(?:{either(_LISTS['menolak'])})\s+(?:{either(_LISTS['tidak_bisa'])}){free}"
    )
    closed = rf"{day}[a-z]*\s+(?:\w+\s+){{0,3}}?(?:{either(_LISTS['libur'])})(?![a-z])"
    perhaps = (
        r"\s+(?:(?:itu|ini|masih|juga)\s+)?(?:belum|blm|tidak|durung|dereng)\s+(?:tentu|pasti)"
    )
    unsure = rf"{day}[a-z]*{perhaps}"
    return rf"{day}[^.!?]{{0,25}}?{cannot}|{cannot}[^.!?]{{0,25}}?{day}|{closed}|{unsure}"


_NO_SATURDAY = Pattern(_no_saturday)


def _on_saturday(text: str) -> str:
    """Return the word for Saturday in a normalised text; none in "buka Senin sampai Sabtu"."""
    return mentioned(_OPENING_DAYS.sub(" ", text), _LISTS["sabtu"]) or ""


_OPENING_DAYS = re.compile(
    r"(?<![a-z])(?:sene?in|senen|monday)\s*(?:-|\u2013|s/?d|sampai|sampe|smp|hingga|nganti|dugi|to)\s*"
    r"(?:ka\s+|dengan\s+|hari\s+)?(?:sabtu|saptu|setu|saturday)(?![a-z])"
)


def answers_saturday(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a reply speaks of Saturday; half where it refuses."""

    def evaluate() -> Finding:
        text = normalise(raw)
        found = _on_saturday(text)
        return Finding(bool(found) * (0.5 if _NO_SATURDAY.search(text) else 1.0), found)

    return Check(label, evaluate, points, NAMED)


def promises_delivery(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a reply says it can be brought; not on another day, and not where it refuses."""

    def evaluate() -> Finding:
        text = normalise(raw)
        found = _delivers(text)
        refused = _other_day(text) or _NO_SATURDAY.search(text)
        return Finding(bool(found) and not refused, found)

    return Check(label, evaluate, points, NAMED)


def replies(raw: Any, *, asked: Answer, about: Sequence[str]) -> Check:
    """Guard for a reply: written for a reader (``written_for_a_reader``), and answers something.

    A text with neither a price nor a delivery answers another question. The goods in the signature
    ("Wulan, Rempeyek Cempaka") do not make a letter about donat one about them.
    """
    reads = written_for_a_reader(raw, asked=asked, about=about)

    def evaluate() -> Finding:
        found = reads.evaluate()
        text = normalise(raw)
        body = _unsigned(raw)
        if found.share == 1 and body != text:
            told = split_words(normalise(asked.prompt))
            if other := elsewhere(body, about, alike=[*told, *_KIN]):
                return Finding(0.0, f"tentang barang lain: {other}")
        if found.share < 1 or prices(in_figures(text)):
            return found
        answers = _on_saturday(text) or mentioned(text, _LISTS["antar"])
        return found if answers else Finding(0.0, "tidak menjawab pertanyaannya")

    return Check(reads.label, evaluate)


_KIN = ("kacang", "teri", "kedelai")
"""What a kind of rempeyek is called as well."""
_SIGNATURE = re.compile(
    r".*(?<![a-z])(?:terima\s?kasih|makasih?|trims|thanks|(?:hatur\s*|matur\s*)?nuhun|(?:matur\s*)?(?:suwun|nuwun)"
    r"|salam|hormat|wassalam\w*|dari)(?![a-z])",
    re.DOTALL,
)
_SIGNED = 8
"""Words of the longest signature."""


def _unsigned(raw: Any) -> str:
    """Return a letter, normalised, without how it closes: its thanks, wish and names."""
    text = normalise(raw)
    closing = _SIGNATURE.match(text)
    if closing and len(split_words(text[closing.end() :])) <= _SIGNED:
        return text[: closing.end()]
    parts = sentences(text)
    if len(parts) > 1 and len(split_words(parts[-1])) <= _SIGNED // 2:
        return " ".join(parts[:-1])
    return text
