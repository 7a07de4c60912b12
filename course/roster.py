"""The roster: who takes part, by code. Names and telephone numbers have no column here."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from course.answers import write_atomically
from course.errors import CourseError

FILE_NAME = "roster.csv"
CODE = re.compile(r"[A-Z]{1,3}[0-9]{2,6}")
"""Participants' and mentors' codes."""


@dataclass(frozen=True)
class Participant:
    """One row of the roster."""

    code: str
    """``U07``."""
    mentor: str
    """``MH03``; empty without a mentor."""
    token: str
    """Proof from the invitation link; empty where none was given out."""


def read_roster(path: Path) -> dict[str, Participant]:
    """Return the participants by code from a CSV with columns participant, mentor, token.

    Further columns (business, town) are allowed and left alone. Raises CourseError naming the
    file, the line and the mend.
    """
    rows = read_table(path, "daftar peserta")
    missing = {"participant", "mentor"} - set(rows[0] if rows else {})
    if missing:
        raise CourseError(
            f"{path}: kolom {', '.join(sorted(missing))} tidak ada. "
            "Baris pertama harus berisi: participant,mentor,token."
        )
    found = [_participant(path, number, row) for number, row in enumerate(rows, start=2)]
    twice = [code for code, count in Counter(p.code for p in found).items() if count > 1]
    if twice:
        raise CourseError(f"{path}: kode {', '.join(twice)} tertulis dua kali. Hapus salah satu.")
    return {p.code: p for p in found}


def course_roster(root: Path) -> dict[str, Participant]:
    """Return ``read_roster`` of the course at ``root``; nobody where there is none yet."""
    path = root / FILE_NAME
    return read_roster(path) if path.exists() else {}


def with_mentors(roster: Mapping[str, Participant]) -> dict[str, Participant]:
    """Return the roster with its mentors beside the participants: they hand in sheets too."""
    return {**{code: Participant(code, "", "") for code in mentors_of(roster)}, **roster}


def mentors_of(roster: Mapping[str, Participant]) -> list[str]:
    """Return the codes of the roster's mentors, in order."""
    return sorted({person.mentor for person in roster.values() if person.mentor})


def read_table(path: Path, what: str) -> list[dict[str, str]]:
    """Return the rows of a CSV by column; a cell that is not there is empty.

    ``what`` names the list in the CourseError for a file that cannot be read.
    """
    (head, *rows), _ = _cells(path, what)
    return [dict(zip_longest(head, row[: len(head)], fillvalue="")) for row in rows if row]


def _cells(path: Path, what: str) -> tuple[list[list[str]], str]:
    """Return every line's cells and what separates them: Excel in Indonesia writes semicolons."""
    try:
        # utf-8-sig: Excel on Windows writes a byte order mark.
        with path.open(encoding="utf-8-sig", newline="") as file:
            delimiter = ";" if ";" in file.readline() else ","
            file.seek(0)
            return list(csv.reader(file, delimiter=delimiter)) or [[]], delimiter
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CourseError(f"{path}: {what} tidak bisa dibaca ({error}).") from error


def _participant(path: Path, line: int, row: dict[str, str]) -> Participant:
    code, mentor, token = (row.get(key, "").strip() for key in ("participant", "mentor", "token"))
    for value in (code, mentor or "MH00"):
        if not CODE.fullmatch(value):
            raise CourseError(f"{path}, baris {line}: kode {value!r} harus seperti U07 atau MH03.")
    return Participant(code, mentor, token)


def write_tokens(path: Path, tokens: Mapping[str, str]) -> None:
    """Fill in the token of the participants in ``tokens``; every other cell stays as it is."""
    (head, *rows), delimiter = _cells(path, "daftar peserta")
    if "token" not in head:
        head.append("token")
    code, token = head.index("participant"), head.index("token")
    for row in rows:
        if row and row[code].strip() in tokens:
            row.extend([""] * (token + 1 - len(row)))
            row[token] = tokens[row[code].strip()]
    filled = io.StringIO()
    csv.writer(filled, delimiter=delimiter).writerows([head, *rows])
    write_atomically(path, filled.getvalue().encode("utf-8-sig"))
