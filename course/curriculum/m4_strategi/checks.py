"""Checkers of lesson 4: questions, one change, what is counted, when to stop, a work plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from course.criteria.lists import AnyPattern, Pattern, WordLists, either
from course.criteria.scoring import Check, Finding
from course.criteria.text import normalise, words
from course.words import MONTH, NUMBER

_LISTS = WordLists("course.curriculum.m4_strategi")


def _stems(name: str, *also: str) -> Pattern:
    """Return the pattern of a list of stems, and of ``also``, which are patterns.

    From four letters on a stem takes any prefix and ending ("catat" is in "nyatetin" only if
    listed, but in "dicatat"); shorter ones stand alone, because "wa" is not in "warna".
    """
    return Pattern(lambda: _written(_LISTS[name], also))


def _written(stems: Sequence[str], also: Sequence[str]) -> str:
    long = [stem for stem in stems if not (stem.isalpha() and len(stem) < 4)]
    short = [stem for stem in stems if stem not in long]
    prefix = "(?:di|ke|ter|me[mnr]?[gy]?|ber|nge|ng|ny|pe[mn]?|se|sa)?"
    found = f"{prefix}(?:{either(long, *also)})[a-z]*"
    if short:
        found += f"|(?:{either(short)})(?:nya|ne|na|e)?"
    return f"(?<![a-z])(?:{found})(?![a-z])"


def _whole(name: str, *within: str, also: str = "") -> Pattern:
    """Return the pattern of a list of words that stand alone.

    ``within`` are patterns of such words, ``also`` is one of its own.
    """

    def write() -> str:
        listed = f"(?<![a-z])(?:{either(_LISTS[name], *within)})(?![a-z])"
        return f"{listed}|{also}" if also else listed

    return Pattern(write)


_TIME = r"(?:hari|hr|minggu|mgg|mg|pekan|bulan|bln|tahun|thn|dino|dina|wulan|dinten|po[eé])"
_NUMBER = f"(?:{NUMBER}|sa|se)"

PERIODS = re.compile(
    rf"""(?<![a-z])(?:
        (?:per|/)[\s-]*(?:{_TIME}|apa|opo|naon|brp|berapa) | (?:se|sa|sak)[\s-]*{_TIME}(?:an)?
      | (?:satu|tiap|setiap|saben|unggal|itungan|hitungan|dalam|berapa|brp|brapa|piro|pirang
          |sabaraha)\s+{_TIME}
      | (?:berapa|brp|piro|sabaraha)\s+(?:lama|lami|suwe|kali)
      | {_TIME}an(?![a-z]) | dari\s+kapan | sejak\s+kapan | jangka\s+waktu
    )""",
    re.VERBOSE,
)
"""A period of time: "per hari", "sebulan", "brp lama"."""
KINDS_OF_MONEY = _stems("uang", r"untung(?:nya)?\s+(?:apa|atau|opo)", r"keuntungan\s+(?:apa|atau)")
"""Which money is meant: "bersih", "omset", "sudah dipotong modal"."""
SOURCES = _stems(
    "sumber",
    r"(?:siapa|sapa|saha)\s+(?:yang|yg|sing|nu)\s+(?:bilang|ngomong|bikin|buat)",
    r"kata\s+siapa",
    r"dari\s+mana",
)
"""Where a claim comes from: "siapa yang ngitung", "ada catatannya"."""
QUESTION = _whole("tanya", also=r"\?")


@cache
def _topics() -> dict[str, Pattern]:
    """Return what a change may be about.

    ``kanal`` and ``layanan`` often only say where and when.
    """
    return {
        name.partition(".")[2]: _stems(name, *_NUMBERED.get(name, ()))
        for name in _LISTS.group("perubahan")
    }


_NUMBERED = {
    "perubahan.tawaran": (r"beli\s+\d", r"isi\s+\d"),
    "perubahan.layanan": (r"jam\s+\d",),
}
DOING = _stems("tindakan")
MOVING = _stems("pindah")
AND = re.compile(
    r"[,;+&]|(?<![a-z])(?:dan|sama|sm|serta|plus|terus|trus|sekalian|karo|jeung)(?![a-z])"
)
VAGUE = _stems("kabur")
WISH = _whole("harapan")

COUNTED = _stems("hitungan")
HOW_MANY = _whole("berapa", "dibanding[a-z]*", also=r"\d")

END = re.compile(
    rf"""(?<![a-z\d])(?:
        (?:\d{{1,2}}|{_NUMBER}(?:\s+(?:belas|puluh|likur))?)\s*{_TIME}(?![a-z])(?!\s*(?:sekali|pisan))
      | (?:tgl|tanggal|tg)\.?\s*\d | \d{{1,2}}\s*{MONTH} | \d{{1,2}}[/-]\d{{1,2}}
      | akhir\s+(?:bulan|minggu|tahun|{MONTH}) | {_TIME}\s+ke[\s-]?(?:\d|dua|tiga|empat)
      | (?:sampai|sampe|smp|hingga|nganti|tekan|dugi\s+ka)\s+(?:lebaran|natal|tahun\s+baru|puasa)
    )""",
    re.VERBOSE,
)
OFTEN = re.compile(
    rf"(?:x|kali|per|/)\s*(?:se|sa|satu|1)?\s*{_TIME}|(?:se|sa){_TIME}\s*\S+\s*(?:x|kali)"
    rf"|{_TIME}\s+(?:depan\s+)?mulai"
)
"""How often, or when it begins: no end."""
IF = _whole(
    "jika",
    "misal[a-z]*",
    "umpama[a-z]*",
    "andai[a-z]*",
    also=r"(?<![a-z])(?:rame|ramai|laku|payu|naik|mundak|sepi|turun)\s*(?:=|:|-+>|→|y[ao](?![a-z]))",
)
THEN = _stems(
    "maka",
    r"cara\s+(?:lama|lain|biasa)",
    r"coba\s+lagi",
    r"cari\s+cara",
    r"(?:gawe|bikin|buat|jual|jualan|jalan|pakai|pake)\s+terus",
)

STEPS = _stems("langkah")
VERBAL = re.compile(
    r"(?:meng|meny|mem|men|nge|ng|ny)[a-z]{3,20}|di[a-z]{3,20}(?:in|kan|i)|mb[a-z]{3,20}"
    r"|[a-z]{4,20}(?:kan|ake|akeun|keun)|[a-z]{3,20}[^aeiou]in"
)
"""Prefix or ending of everyday verbs: "ngajarin", "nyetok", "mbenakno", "rapikan"."""

AMOUNT = re.compile(
    rf"""(?<![a-z\d.,:])(?:\d+|{_NUMBER}(?![a-z])|(?:se|sa){_TIME}|tiap|setiap|saben|unggal|semua|
    kabeh|sadaya|seluruh)""",
    re.VERBOSE,
)
CLOCK = re.compile(r"(?<![a-z])(?:jam|pukul|pkl|tgl|tanggal)\.?\s*\d+(?:[.:]\d+)?")


def _found(pattern: AnyPattern, raw: Any) -> str:
    match = pattern.search(normalise(raw))
    return match[0].strip() if match else ""


def asks(raw: Any, *topics: AnyPattern, label: str, points: float = 1.0) -> Check:
    """Check for a question about one of ``topics`` (``PERIODS`` and others).

    A list of single words is no question.
    """

    def evaluate() -> Finding:
        topic = next((found for t in topics if (found := _found(t, raw))), "")
        asked = _found(QUESTION, raw) and not _is_list(normalise(raw))
        return Finding(bool(topic and asked), topic)

    return Check(label, evaluate, points)


def one_change(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names one concrete change; two at once earn half."""

    def evaluate() -> Finding:
        parts = [part for part in AND.split(normalise(raw)) if part.strip()]
        named = [found for part in parts if (found := _about(part))]
        if not _is_concrete(raw, named=bool(named)):
            return Finding(0.0, "belum ada perubahan yang jelas")
        if named and any(_is_another(part, named[0]) for part in parts):
            return Finding(0.5, "lebih dari satu perubahan")
        return Finding(1.0, ", ".join(sorted(named[0])) if named else "")

    return Check(label, evaluate, points)


def _about(text: str) -> set[str]:
    return {name for name, pattern in _topics().items() if pattern.search(text)}


def _is_concrete(raw: Any, *, named: bool) -> bool:
    """Return whether something is done to a thing we know, or, in three words, to any thing."""
    tokens = words(raw)
    if named:
        return len(tokens) >= 2 and bool(_found(DOING, raw))
    doing = any(_is_doing(token) or DOING.fullmatch(token) for token in tokens)
    wish = _found(VAGUE, raw) or _begins_with_a_wish(tokens)
    return len(tokens) >= 3 and doing and not wish


def _is_another(part: str, first: set[str]) -> bool:
    """Return whether a part of the text changes something else, and does not just say where."""
    about = _about(part)
    doing = MOVING if about <= {"kanal", "layanan"} else DOING
    return bool(about) and not about & first and bool(doing.search(part))


def _is_doing(token: str) -> bool:
    """Return whether a word is something one does: from the list, or by its prefix or ending."""
    if token in _LISTS.set("bukan_kerja") or VAGUE.fullmatch(token):
        return False
    return bool(STEPS.fullmatch(token) or VERBAL.fullmatch(token))


def _begins_with_a_wish(tokens: list[str]) -> bool:
    return bool(tokens) and bool(WISH.match(tokens[0]))


def counts_sales(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says what is counted: orders, buyers, chats, money; likes are no sales."""

    def evaluate() -> Finding:
        what = _found(COUNTED, raw)
        wish = _found(WISH, raw)
        return Finding(bool(what and _found(HOW_MANY, raw) and not wish), what)

    return Check(label, evaluate, points)


def sets_an_end(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text sets an end: a number of days or weeks, or a date; no mere frequency."""

    def evaluate() -> Finding:
        end = _found(END, OFTEN.sub(" ", normalise(raw)))
        return Finding(bool(end), end)

    return Check(label, evaluate, points)


def decides(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check for a decision: if so, then go on, stop or go back."""

    def evaluate() -> Finding:
        then = _found(THEN, raw)
        return Finding(bool(then and _found(IF, raw)), then)

    return Check(label, evaluate, points)


def is_step(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names something to do, in two words or more, and is no mere wish."""

    def evaluate() -> Finding:
        tokens = words(raw)
        doing = next(filter(_is_doing, tokens), "")
        wish = _begins_with_a_wish(tokens)
        return Finding(len(tokens) >= 2 and bool(doing) and not wish, doing)

    return Check(label, evaluate, points)


def is_measurable(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says how many of what: "10 foto", "tiap malam ada catatan"."""

    def evaluate() -> Finding:
        text = CLOCK.sub(" ", normalise(raw))
        measure = _found(AMOUNT, text) if len(words(text)) >= 2 else ""
        return Finding(bool(measure), measure)

    return Check(label, evaluate, points)


def in_own_words(*raws: Any, prompt: str = "", label: str = "ditulis dengan kalimat") -> Check:
    """Guard for a form of short texts: short and dialect are fine, lists and copies are not.

    Fails without a single text of three words, for a list of single words, for the same text twice,
    and for a copy of the ``prompt``.
    """

    def evaluate() -> Finding:
        reason = _stuffing([text for raw in raws if (text := normalise(raw))], normalise(prompt))
        return Finding(not reason, reason)

    return Check(label, evaluate)


def _stuffing(texts: list[str], prompt: str) -> str:
    if all(len(set(words(text))) < 3 for text in texts):
        return "terlalu pendek untuk dimengerti"
    if len(set(texts)) < len(texts):
        return "tulisan yang sama dua kali"
    if any(map(_is_list, texts)):
        return "berupa daftar kata"
    copied = [len(words(t)) >= 4 and fuzz.partial_ratio(t, prompt) >= 90 for t in texts]
    return "menyalin soal" if any(copied) else ""


def _is_list(text: str) -> bool:
    parts = [words(part) for part in re.split(r"[,/|]", text) if words(part)]
    return len(parts) >= 3 and sum(len(part) == 1 for part in parts) > len(parts) / 2
