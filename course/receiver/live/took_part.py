"""Who answered in live classes, for the workshop's report: ``kelas/workshop/langsung.csv``.

One line for a person and a class, with how many questions were answered and asked; nothing of what
was answered. Guests are in no file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from course.files import Places, write_private
from course.people.roster import read_table
from course.receiver.live.store import LiveStore
from course.spreadsheets import csv_text, typed

COLUMNS = ("class", "day", "participant", "answered", "asked")
Line = tuple[str, ...]


def lines_of(store: LiveStore) -> list[Line]:
    """Return what the classes that ended left, a line each, as ``COLUMNS``."""
    return [
        (code, _day(opened), who, str(answered), str(asked))
        for code, opened, who, answered, asked in store.took_part()
    ]


def _day(moment: float) -> str:
    return dt.datetime.fromtimestamp(moment).astimezone().date().isoformat()


def write_down(root: Path, lines: Iterable[Line]) -> int:
    """Add lines to the class's list; one that is there stands once. Return how many it holds."""
    path = Places(root).live
    known: dict[tuple[str, str], Line] = {}
    if path.is_file():
        for row in read_table(path, "kelas langsung"):
            line = tuple(typed(row.get(name, "")) for name in COLUMNS)
            known[line[0], line[2]] = line
    known |= {(line[0], line[2]): line for line in lines}
    if known:
        rows = sorted(known.values(), key=lambda line: (line[1], line[0], line[2]))
        write_private(path, csv_text([COLUMNS, *rows]).encode("utf-8-sig"))
    return len(known)
