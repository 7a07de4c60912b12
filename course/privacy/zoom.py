"""Taking one participant out of the workshop: ``zoom/`` (names) and ``workshop/`` (codes)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from course.privacy.person import Person
from course.roster import CODE, read_table
from course.worksheets import drop_rows
from course.zoom.attendance import ATTENDANCE, VOTES
from course.zoom.matching import SHEET


def forget_in_zoom(root: Path, person: Person) -> list[str]:
    """Drop their rows from the sheet of names, Zoom's reports kept beside it, and the counts.

    Return one line a file.
    """
    names = {name for name, _ in attendees_of(root, person.code)}
    reports = sorted((root / "zoom").glob("*.csv"))
    done = [
        f"zoom/{path.name}: baris dihapus"
        for path in reports
        if drop_rows(path, "laporan Zoom", lambda row: _is_theirs(row, person, names))
    ]
    for part in (ATTENDANCE, VOTES):
        path = root / part
        if path.exists() and drop_rows(path, str(part), lambda row: row[:1] == [person.code]):
            done.append(f"{part}: baris dihapus")
    return done


def attendees_of(root: Path, code: str) -> list[tuple[str, str]]:
    """Return (name, address) in Zoom of everybody who is, or was proposed to be, ``code``."""
    path = root / SHEET
    if not path.exists():
        return []
    rows = read_table(path, "lembar pencocokan")
    own = [row for row in rows if _says(row, code)]
    return [(row["nama_zoom"].removeprefix("'"), row["email"]) for row in own]


def _says(row: Mapping[str, str], code: str) -> bool:
    """Return whether a row of the sheet gives the code, or proposed it and was not overruled."""
    said = row["benar"].strip().upper()
    return said == code or (row["usulan"].strip() == code and not CODE.fullmatch(said))


def _is_theirs(row: Sequence[str], person: Person, names: set[str]) -> bool:
    return any(cell and cell in names for cell in row) or any(map(person.mention.search, row))
