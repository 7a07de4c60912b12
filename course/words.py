"""Words that many rooms need, once: months, numbers, units, dates, unseen marks, languages.

What checkers share is written as pieces of patterns (alternatives joined by ``|``), in small
letters, with the short forms people type and the Javanese and Sundanese ones.

Participants may read another language than Indonesian: ``said`` gives a sentence in the language of
the block it is called in (``speaking``), as far as the language's catalogue has it. A catalogue is
a gettext file (``.po``) whose msgid is the Indonesian sentence as it stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from course import CourseError

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_OTHER_MONTHS = {
    "pebruari": "feb", "peb": "feb", "sept": "sep", "agt": "agu", "ags": "agu", "agst": "agu",
    "nopember": "nov", "nop": "nov",
}  # fmt: skip
"""Forms of months that are not the first letters of today's spelling."""
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

MONTH = rf"(?:{'|'.join(month[:3].lower() for month in MONTHS)}|agt)[a-z]*"
"""A month as typed: "november", "nov", "agt"."""
WEEKDAY = (
    r"sene?in|senen|snin|selasa|salasa|seloso|slasa|rabu|rebo|kamis|kemis|kmis|jum'?at|jumaah|jumuah"
    r"|jemuwah|jemuah|jmat|sabtu|saptu|setu|sbtu|ahad|akad|(?:hari|hr|dinten|dina|dino|poe)\s+minggu"
    r"|sabtu\s*-?\s*minggu"
)
"""A day as typed; "minggu" alone is a week."""
TIMES = (
    r"(?:hari|hri|hr|minggu|mnggu|mggu|mgg|mg|pekan|bulan|bln|tahun|taun|thn|dino|dina|wulan|sasih?|dinten"
    r"|po[eé]|days?"
    r"|weeks?|months?)"
)
"""A day, a week, a month, a year as typed, where one counts in them."""
NUMBERS = {
    "setengah": 0.5, "separo": 0.5, "satu": 1, "siji": 1, "hiji": 1, "dua": 2, "loro": 2, "rong": 2,
    "tiga": 3, "telu": 3, "telung": 3, "tilu": 3, "empat": 4, "papat": 4, "patang": 4, "opat": 4,
    "lima": 5, "limang": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10,
    "sebelas": 11, "enampuluh": 60, "seratus": 100, "genep": 6, "dalapan": 8, "salapan": 9,
    "sapuluh": 10, "sabelas": 11, "pitu": 7, "wolu": 8, "sanga": 9, "kalih": 2, "gangsal": 5,
}  # fmt: skip
"""Numbers in words that answers use, Javanese and Sundanese ones among them."""
NUMBER = "|".join(sorted(NUMBERS, key=len, reverse=True))
PACKS = (
    "bungkus|bngkus|bungkusan|bks|bgks|kotak|ktk|box|dus|dos|pack|pak|paket|pcs|pc|toples|jar|keler|kaleng|porsi"
    "|botol|btl|pouch|besek|mika|kantong|renteng|loyang|sachet|saset|batang|kendil|pot|polybag"
)
"""What goods are sold in."""
UNITS = (
    f"{PACKS}|buah|bh|biji|bj|butir|helai|stel|setel|set|pasang|siki|iji|potong|mangkuk|mangkok|bowl|piring|cup|gelas|kg|kilo|ons|gram|grm|gr"
    "|g|ml|mili|mililiter|cc|liter|lusin|lembar|lbr|meter|cm|senti|orang|jam|jm|tusuk|ikat|ekor|slice|iris|keping|lempeng|sisir|tangkai"
)
"""What is counted or measured: ``PACKS``, pieces, weights, lengths, people and hours."""
GRAMS = {"kg": 1000.0, "kilo": 1000.0, "ons": 100.0, "gram": 1.0, "grm": 1.0, "gr": 1.0, "g": 1.0}
UNSEEN_BUT_JOINERS = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
UNSEEN = f"{UNSEEN_BUT_JOINERS}\u200c\u200d"
"""Marks that nobody sees (of direction, of joining), which phones and Office set around names,
numbers and times; for a class of characters in a pattern. Joiners hold one emoji together."""


def first_of(lines: Sequence[str], most: int) -> list[str]:
    """Return the first ``most`` lines, and one that says how many more there are."""
    more = len(lines) - most
    return [*lines[:most], *([f"dan {more} lagi"] if more > 0 else [])]


def in_words(day: dt.date) -> str:
    """Return a date as ``30 November 2026``."""
    return f"{day.day} {said(' '.join(MONTHS)).split()[day.month - 1]} {day.year}"


def month_number(text: str) -> int | None:
    """Return 1 to 12 for a month as typed, in Indonesian or English, long or short; else None."""
    word = text.lower().strip(" .")
    word = _OTHER_MONTHS.get(word, word)
    for number, names in enumerate(zip(MONTHS, ENGLISH_MONTHS, strict=True), start=1):
        if word in {form for name in map(str.lower, names) for form in (name, name[:3])}:
            return number
    return None


def in_english(text: str) -> str:
    """Return a date's month, long or short, in English: "agu" and "Agustus" as "aug", "August"."""
    word = text.lower()
    for own, english in zip(MONTHS, ENGLISH_MONTHS, strict=True):
        if word in {own.lower(), own[:3].lower()}:
            return english if word == own.lower() else english[:3]
    return "Aug" if word == "agt" else text


INDONESIAN: Final = "id"
"""The language of every source: what is not translated stays in it."""
LANGUAGES = {
    INDONESIAN: "Indonesia", "en": "English", "jv": "Basa Jawa", "su": "Basa Sunda",
}  # fmt: skip
"""The languages a class may offer, each as it calls itself."""
UNCHECKED = "belum diperiksa penutur asli"
"""What a catalogue's header ``Language-Team`` says until a native reader has gone over it."""


@dataclass(frozen=True)
class Speech:
    """A language, and its sentences by the Indonesian ones."""

    language: str = INDONESIAN
    words: Mapping[str, str] = field(default_factory=dict)
    checked: bool = True
    """Whether a native reader has gone over it."""
    begun: bool = True
    """Whether the lesson at hand is translated; else all of its own texts stay Indonesian."""

    def say(self, text: str) -> str:
        """Return a sentence in this language; as it is where the catalogue does not have it."""
        return self.words.get(text) or text

    def knows(self, text: str) -> bool:
        """Return whether the catalogue has the sentence."""
        return bool(self.words.get(text))

    def and_also(self, other: Speech) -> Speech:
        """Return the same language with another catalogue's sentences, which go before."""
        return Speech(self.language, {**self.words, **other.words}, self.checked, other.begun)


_NOW: ContextVar[Speech] = ContextVar("speech", default=Speech())  # noqa: B039  it is frozen


def said(text: str) -> str:
    """Return a sentence in the language that is spoken now; Indonesian outside ``speaking``."""
    return _NOW.get().say(text)


def sayable(text: str) -> str:
    """Return the sentence; it is said later, and translators find it by this."""
    return text


def spoken() -> Speech:
    """Return what is spoken now."""
    return _NOW.get()


@contextmanager
def speaking(speech: Speech) -> Iterator[None]:
    """Speak another language inside the block."""
    token = _NOW.set(speech)
    try:
        yield
    finally:
        _NOW.reset(token)


def read_catalogue(path: Path, language: str) -> Speech:
    """Return what a catalogue says; nothing where there is none, or a sentence is not sure (fuzzy).

    Raises CourseError naming the file and the mend when it cannot be read as one.
    """
    if not path.is_file():
        return Speech(language, begun=False)
    return _read_catalogue(path, language, path.stat().st_mtime_ns)


@cache
def _read_catalogue(path: Path, language: str, _modified: int) -> Speech:
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415  few need it

    try:
        with path.open("rb") as content:
            catalogue = read_po(content, locale=None, charset="utf-8", abort_invalid=True)
    except (PoFileError, ValueError, OSError) as error:
        raise CourseError(
            f"{path}: bukan berkas terjemahan yang bisa dibaca ({error}). Buka dan simpan dengan "
            "Poedit, atau kembalikan salinan yang lama."
        ) from error
    checked = UNCHECKED not in (catalogue.language_team or "")
    words = {
        str(one.id): str(one.string)
        for one in catalogue
        if one.id and one.string and not one.fuzzy and isinstance(one.id, str)
    }
    return Speech(language, words, checked)


FIXED = Path(__file__).parent / "locale"
"""The catalogues of the words that every page has, whatever the lesson: ``<language>.po``."""


def fixed_words(language: str) -> Speech:
    """Return the words of the pages themselves in a language."""
    return read_catalogue(FIXED / f"{language}.po", language)
