"""Codes, dates and telephone numbers as people and spreadsheets write them.

What can mean only one thing is read; what could mean two, or lost digits, is not guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from course.words import UNSEEN, month_number

_CODE = re.compile(r"[A-Z]{1,3}[0-9]{2,6}")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050
"""Excel's numbers of the days from 2000 to 2099."""
_EPOCH = dt.date(1899, 12, 30)
_FORMS = (
    re.compile(r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})[-/. ](?P<d>\d{1,2})"),
    re.compile(r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)"),
    re.compile(r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4}|\d\d)"),
    re.compile(r"(?P<d>\d{1,2})[-/., ]*(?P<m>[^\W\d]{3,9})[-/., ]*(?P<y>\d{4}|\d\d)"),
    re.compile(r"(?P<m>[^\W\d]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? ?(?P<y>\d{4})"),
)
_TIME = re.compile(r"[T ,]+\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?Z?$")
_WEEKDAY = re.compile(r"^[^\W\d]{3,9}'?[^\W\d]*, *(?=\d)")
_POWER = re.compile(r"(\d)(?:[.,](\d+))?[Ee]\+?(\d{1,2})")


def seen(text: str) -> str:
    """Return a cell's text without what nobody sees: full-width forms, odd and double blanks."""
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(text.split())


def read_code(text: str) -> str:
    """Return a code as it is meant (``u 7`` is ``U07``); empty for what could be something else.

    A code without its zero gets it back. A letter before the digits that looks like one (``UO7``,
    ``Ul7``) is not guessed.
    """
    if _CODE.fullmatch(text):
        return text
    plain = re.sub(r"[\s'\u2019`._\-–()]", "", seen(text))
    found = re.fullmatch(r"([A-Za-z]{1,3})([0-9]{1,6})", plain)
    if not found or re.search(r"[Oo]$|[A-Z]l$", found[1]):
        return ""
    return f"{found[1].upper()}{found[2].zfill(2)}"


@lru_cache(4096)
def read_date(text: str) -> dt.date | None:
    """Return a date as Indonesians, Excel and Google Sheets write it; None when it is none.

    2026-11-03, 03/11/2026 (the day first), 3/11/26, 3 Nov 2026, 3-Nov-26, November 3, 2026, with a
    weekday or a time; Excel's number of a day. A month above 12 is not read the other way round.
    """
    plain = _WEEKDAY.sub("", seen(text).lstrip("'").strip())
    plain = _TIME.sub("", plain)
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", plain):
        days = int(plain[:5])
        return _EPOCH + dt.timedelta(days) if _FIRST_SERIAL <= days <= _LAST_SERIAL else None
    for form in _FORMS:
        if found := form.fullmatch(plain):
            month = found["m"]
            number = int(month) if month.isdigit() else month_number(month)
            year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
            return _day(year, number or 0, int(found["d"]))
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if 2000 <= year < 2100 else None
    except ValueError:
        return None


def lost_digits(text: str) -> bool:
    """Return whether a spreadsheet rounded a long number: 8,12E+11 has three digits of twelve."""
    found = _POWER.fullmatch(seen(text))
    return found is not None and len(found[2] or "") < int(found[3])


def read_number(text: str) -> str:
    """Return an Indonesian telephone number as ``62812…``; empty for what is not surely one.

    The zero that a spreadsheet dropped comes back (``812…``): wa.me would take the number for one
    of another country (+81 is Japan). Spaces, hyphens, brackets and a leading apostrophe are no
    matter, nor is a number that was stored with decimals.
    """
    plain = seen(text).lstrip("'\u2019`").strip()
    if found := _POWER.fullmatch(plain):
        if lost_digits(plain):
            return ""
        plain = f"{found[1]}{found[2] or ''}"[: int(found[3]) + 1]
    plain = re.sub(r"(?<=\d{9})[.,]0{1,2}$", "", plain)
    digits = re.sub(r"[\s().\-–]", "", plain)
    for start in ("+62", "0062", "62"):
        if digits.startswith(start):
            rest = re.sub(r"^0(?=8)", "", digits.removeprefix(start))
            break
    else:
        rest = digits.removeprefix("0")
        if digits == rest and not re.fullmatch(r"8\d{8,11}", digits):
            return ""
    return f"62{rest}" if re.fullmatch(r"[0-9]{8,12}", rest) else ""
