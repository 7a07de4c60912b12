"""The roster: who takes part. The private file may hold names; what is read here are codes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from course import CourseError, spreadsheets
from course.files import Places
from course.indicators import ORDERS
from course.people.lists import (
    MENTORS,
    PARTICIPANTS,
    SPEAKERS,
    Kind,
    Row,
    find_file,
    find_list,
    read_list,
)
from course.people.written import read_code, read_date
from course.spreadsheets import XLSX

WHAT = PARTICIPANTS.what
CODE = re.compile(r"[A-Z]{1,3}[0-9]{2,6}")
"""Participants' and mentors' codes."""
CODE_AS_WORD = re.compile(rf"(?<![A-Za-z0-9]){CODE.pattern}(?![A-Za-z0-9])")
"""A code that stands alone, as in a file's name."""
_SHOWN = 10


@dataclass(frozen=True)
class Participant:
    """One row of the roster."""

    code: str
    """``U07``."""
    mentor: str
    """``MH03``; empty without a mentor."""
    token: str
    """Proof from the invitation link; empty where none was given out."""
    consent: dt.date | None = None
    """When they agreed to the use of their data; None where no date (that can be read) stands."""
    helper: bool = False
    """Whether somebody of the family works along."""
    forms: str = ""
    """In which order the tests' forms were drawn, ``AB`` or ``BA``; empty where nothing was."""


def find_roster(root: Path) -> Path:
    """Return the course's own roster, ``roster.csv`` or ``roster.xlsx``; it need not be there."""
    return find_file(Places(root).roster)


def read_roster(path: Path) -> dict[str, Participant]:
    """Return the participants by code from a CSV or XLSX with columns participant, mentor, token.

    Further columns (consent, helper; name, business, town) are allowed. A row without a code that
    can be read is left out and named by ``roster_problems``; a mentor's code that cannot be read is
    no mentor. Raises CourseError for a list without these columns, or that is no table.
    """
    table = read_list(path, PARTICIPANTS)
    if "mentor" not in table.columns:
        raise CourseError(
            f"{path}: kolom mentor tidak ada. Baris pertama harus berisi: participant,mentor,token."
        )
    return {code: _participant(row) for code, row in table.by_code.items()}


def roster_problems(root: Path) -> list[str]:
    """Return what could not be read in the lists of participants: row, and mend, one line each."""
    lines = [line for path in rosters(root) for line in read_list(path, PARTICIPANTS).problems]
    return lines + beside_each_other(root)


def beside_each_other(root: Path) -> list[str]:
    """Return a line for each list that lies there twice, as CSV and as XLSX: which is used."""
    found = []
    for used in rosters(root):
        other = used.with_suffix(XLSX)
        if used != other and other.exists():
            found.append(
                f"{used.name} dan {other.name} ada dua-duanya; yang dipakai {used.name}. "
                "Hapus salah satu."
            )
    return found


def course_roster(root: Path) -> dict[str, Participant]:
    """Return ``read_roster`` of the course at ``root``; nobody where there is none yet."""
    path = find_roster(root)
    return read_roster(path) if path.exists() else {}


def rosters(root: Path) -> list[Path]:
    """Return the private lists of participants that are there: the course's, the workshop's."""
    paths = (find_roster(root), find_file(Places(root).workshop_list))
    return [path for path in paths if path.exists()]


def everybody(root: Path) -> dict[str, Participant]:
    """Return who may hand something in: the course's participants and the workshop's.

    Raises CourseError as ``read_roster`` does, and where there is no list at all.
    """
    lists = [read_roster(path) for path in rosters(root) or [find_roster(root)]]
    return {code: person for own in reversed(lists) for code, person in own.items()}


def kept_back(root: Path) -> set[str]:
    """Return ``without_consent`` of all lists of the course at ``root``."""
    return set().union(*map(without_consent, rosters(root)))


def invited(root: Path, own: Path | None = None) -> dict[str, Participant]:
    """Return who may hand something in: ``everybody``, the mentors, and the speakers, with tokens.

    ``own``: a list to take in place of the class's. Raises CourseError as ``everybody`` does.
    """
    people = read_roster(own) if own else everybody(root)
    found = {code: Participant(code, "", "") for code in mentors_of(people)}
    for kind in (SPEAKERS, MENTORS):
        beside = find_list(own, kind) if own else None
        if table := beside or find_list(find_roster(root), kind):
            found |= {c: Participant(c, "", row["token"]) for c, row in table.by_code.items()}
    return found | people


def admitted(root: Path) -> frozenset[str] | None:
    """Return whose work counts: who is invited and has agreed; None where there is no list at all.

    The one gate for grades, figures, reports and exports. Raises CourseError for a list that
    cannot be read.
    """
    if not rosters(root):
        return None
    return frozenset(invited(root)) - kept_back(root)


def forgotten(root: Path) -> frozenset[str]:
    """Return the codes whose data were deleted (``deletions.csv``): nothing of theirs comes back.

    Such a code is never given out again. Raises CourseError for a record that cannot be read.
    """
    path = Places(root).deletions
    lines = spreadsheets.read_cells(path, "catatan penghapusan").lines if path.exists() else []
    return frozenset(code for line in lines for cell in line[:1] if (code := read_code(cell)))


def names(root: Path) -> dict[str, str]:
    """Return the names that the class's lists have, by code: for a screen, never for a log."""
    tables = [read_list(path, PARTICIPANTS) for path in reversed(rosters(root))]
    if mentors := find_list(find_roster(root), MENTORS):
        tables.append(mentors)
    return {
        code: row["name"] for table in tables for code, row in table.by_code.items() if row["name"]
    }


def with_mentors(roster: Mapping[str, Participant]) -> dict[str, Participant]:
    """Return the roster with its mentors beside the participants: they hand in sheets too."""
    return {**{code: Participant(code, "", "") for code in mentors_of(roster)}, **roster}


def mentors_of(roster: Mapping[str, Participant]) -> list[str]:
    """Return the codes of the roster's mentors, in order."""
    return sorted({person.mentor for person in roster.values() if person.mentor})


def read_table(path: Path, what: str) -> list[dict[str, str]]:
    """Return the rows of a CSV or XLSX by column; a cell that is not there is empty.

    ``what`` names the list in the CourseError for a file that cannot be read. The participants'
    list (``WHAT``) is read as ``read_list`` does, wherever its columns stand; rows without a code
    that can be read are left out.
    """
    if what == WHAT:
        return [row.cells for row in read_list(path, PARTICIPANTS).rows if row["participant"]]
    return spreadsheets.by_column(spreadsheets.read_cells(path, what))


def _participant(row: Row) -> Participant:
    helper = row["helper"].casefold() in {"ya", "y", "true"}
    return Participant(
        row["participant"],
        row["mentor"],
        row["token"],
        read_date(row["consent"]),
        helper,
        row["forms"] if row["forms"] in ORDERS else "",
    )


def without_consent(path: Path) -> set[str]:
    """Return the codes whose data may not be processed.

    There is a column of consent, or one that may be it, and no date in it; or the code stands in
    two rows. A roster without such a column (an old one), or no roster at all, keeps nobody back.
    """
    if not path.exists():
        return set()
    table = read_list(path, PARTICIPANTS)
    undated = {
        row["participant"]
        for row in table.rows
        if "consent" in row.cells and read_date(row["consent"]) is None
    }
    return (undated | table.double) - {""}


def line_for_kept_back(codes: set[str]) -> str:
    """Return the sentence about participants that are left out; empty for none."""
    if not codes:
        return ""
    return (
        f"{', '.join(sorted(codes))}: belum ada tanggal persetujuan yang jelas di daftar peserta, "
        "jadi datanya tidak diolah. Isi kolom Tanggal setuju (consent) setelah mereka setuju."
    )


def lines_for_left_out(root: Path, codes: Collection[str]) -> list[str]:
    """Return why the work of these codes does not count: no consent, or on no list."""
    held = kept_back(root) & set(codes)
    strangers = sorted(set(codes) - held)
    found = [line_for_kept_back(held)]
    if strangers:
        more = f" dan {len(strangers) - _SHOWN} lagi" if len(strangers) > _SHOWN else ""
        found.append(
            f"{', '.join(strangers[:_SHOWN])}{more}: tidak ada di daftar peserta, jadi "
            "jawabannya tidak dinilai dan tidak dihitung. Tambahkan ke daftar kalau memang peserta "
            "kelas ini."
        )
    return [line for line in found if line] + (roster_problems(root) if held else [])


def workshop_roster(root: Path) -> Path:
    """Return the list of who registered: the workshop's own, else the course's."""
    own = find_file(Places(root).workshop_list)
    return own if own.exists() else find_roster(root)


def set_aside(root: Path, kind: Kind) -> list[str]:
    """Rename a list that lies beside the one in use, else the one itself, which cannot be read.

    Return what was renamed. Nothing is deleted: ``roster.xlsx`` becomes ``roster-lama.xlsx``.
    """
    used = find_file(Places(root).roster.with_name(kind.file))
    beside = used.with_suffix(XLSX)
    path = beside if used != beside and beside.exists() else used
    if not path.exists():
        return []
    number, new = 1, path.with_name(f"{path.stem}-lama{path.suffix}")
    while new.exists():
        number += 1
        new = path.with_name(f"{path.stem}-lama-{number}{path.suffix}")
    path.rename(new)
    return [path.name]
