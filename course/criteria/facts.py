"""Facts that age: hashtag limit, catalogue sizes, dates from which a rule holds (``facts.csv``).

Each stands there once, with its source, the day it was checked and the day from which it must be
checked again. Criteria read them with ``fact("hashtag-limit")``. Lessons state them and mark the
place: in prose ``paling banyak 5<!-- fact: hashtag-limit --> tagar``, in a code cell by a line
``# fact: hashtag-limit``. ``course check`` compares, and warns of facts that expired.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from course import CourseError
from course.spreadsheets import by_column, read_cells
from course.words import in_words

FILE = Path(__file__).parent / "facts.csv"
_IN_BROWSER = ("fact",)
_MARK = re.compile(r"<!--\s*fact:\s*([\w-]+)\s*-->")
_LINE = re.compile(r"^\s*#\s*fact:\s*([\w-]+)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Fact:
    """One line of ``facts.csv``."""

    name: str
    value: str
    source: str
    checked: dt.date
    expires: dt.date
    """From this day on somebody has to look it up again."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return how lessons may write the value: ``1024`` and ``1.024``, a date in words."""
        if re.fullmatch(r"\d{4,}", self.value):
            return self.value, f"{int(self.value):,}".replace(",", ".")
        if re.fullmatch(r"\d{4}-\d\d-\d\d", self.value):
            return self.value, in_words(dt.date.fromisoformat(self.value))
        return (self.value,)


@cache
def facts(path: Path = FILE) -> dict[str, Fact]:
    """Return every fact by name.

    Raises CourseError that names the line which cannot be read.
    """
    rows = by_column(read_cells(path, "daftar fakta"))
    found: dict[str, Fact] = {}
    for number, row in enumerate(rows, start=2):
        try:
            name, value, source = (row[key].strip() for key in ("fact", "value", "source"))
            dates = (dt.date.fromisoformat(row[key]) for key in ("checked", "expires"))
            one = Fact(name, value, source, *dates)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise CourseError(f"{path.name}, baris {number}: tidak terbaca ({error}).") from error
        if not (name and value and source) or name in found:
            raise CourseError(
                f"{path.name}, baris {number}: {name!r} kosong atau tertulis dua kali."
            )
        found[name] = one
    return found


def fact(name: str) -> str:
    """Return a fact's value, as text. Raises CourseError for an unknown name."""
    try:
        return facts()[name].value
    except KeyError:
        raise CourseError(f"Fakta {name!r} tidak ada di facts.csv.") from None


def stale(today: dt.date) -> list[str]:
    """Return a sentence for each fact that expired by ``today``."""
    return [
        f"fakta {one.name!r} ({one.value}) perlu diperiksa lagi: terakhir {one.checked}, "
        f"sumber: {one.source}"
        for one in facts().values()
        if one.expires <= today
    ]


def misstated(source: str, *, prose: bool) -> Iterator[str]:
    """Yield a sentence for each marked fact that a cell's ``source`` does not state as it is.

    In prose the value stands directly before the mark; in code anywhere in the cell.
    """
    for mark in (_MARK if prose else _LINE).finditer(source):
        one = facts().get(mark[1])
        if one is None:
            yield f"fakta {mark[1]!r} tidak ada di facts.csv"
            continue
        text = source[: mark.start()] if prose else source.replace(mark[0], "")
        end = r"\**$" if prose else r"(?![\w]|[.,]\d)"
        if not any(
            re.search(rf"(?:(?<![\w.,])|(?<=Rp)){re.escape(s)}{end}", text) for s in one.spellings
        ):
            yield f"fakta {one.name!r} seharusnya {' atau '.join(one.spellings)}"
