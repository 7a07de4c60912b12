"""Who answered in live classes, for the workshop's report: ``kelas/workshop/langsung.csv``.

One line for a person and a class, with how many questions were answered and asked; nothing of what
was answered. Guests are in no file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from course.files import Places, write_private
from course.people.roster import read_table
from course.spreadsheets import csv_text, typed

COLUMNS = ("class", "day", "participant", "answered", "asked")
Line = tuple[str, ...]
"""As ``COLUMNS``: code of the class, day, person, how many were answered, and asked."""


def write_down(root: Path, lines: Iterable[Line], forgotten: Collection[str] = ()) -> int:
    """Add lines to the class's list, where one stands once; return how many it holds.

    ``forgotten``: of whom nothing is written any more. Raises CourseError for a list that cannot be
    read.
    """
    path = Places(root).live
    known: dict[tuple[str, str], Line] = {}
    if path.is_file():
        for row in read_table(path, "kelas langsung"):
            line = tuple(typed(row.get(name, "")) for name in COLUMNS)
            known[line[0], line[2]] = line
    before = dict(known)
    known |= {(line[0], line[2]): line for line in lines if line[2] not in forgotten}
    if known != before:
        rows = sorted(known.values(), key=lambda line: (line[1], line[0], line[2]))
        write_private(path, csv_text([COLUMNS, *rows]).encode("utf-8-sig"))
    return len(known)
