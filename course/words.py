"""Words that many rooms need, once: months, numbers in words, units, dates, unseen marks.

What checkers share is written as pieces of patterns (alternatives joined by ``|``), in small
letters, with the short forms people type and the Javanese and Sundanese ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

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
    "|botol|btl|pouch|besek|mika|kantong|renteng|loyang"
)
"""What goods are sold in."""
UNITS = (
    f"{PACKS}|buah|bh|biji|siki|iji|potong|mangkuk|mangkok|bowl|piring|cup|gelas|kg|kilo|ons|gram|grm|gr"
    "|g|ml|liter|lusin|lembar|lbr|meter|cm|orang|jam|tusuk|ikat|ekor|slice|iris"
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
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


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
