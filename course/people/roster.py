"""The roster: who takes part. The private file may hold names; what is read here are codes."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from course import CourseError, spreadsheets
from course.files import Places

WHAT = "daftar peserta"
CODE = re.compile(r"[A-Z]{1,3}[0-9]{2,6}")
"""Participants' and mentors' codes."""
CODE_AS_WORD = re.compile(rf"(?<![A-Za-z0-9]){CODE.pattern}(?![A-Za-z0-9])")
"""A code that stands alone, as in a file's name."""
_SHOWN = 10
_DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


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


def find_roster(root: Path) -> Path:
    """Return the course's own roster, ``roster.csv`` or ``roster.xlsx``; it need not be there."""
    path = Places(root).roster
    excel = path.with_suffix(spreadsheets.XLSX)
    return excel if excel.exists() and not path.exists() else path


def read_roster(path: Path) -> dict[str, Participant]:
    """Return the participants by code from a CSV or XLSX with columns participant, mentor, token.

    Further columns (consent, helper; name, business, town) are allowed. Raises CourseError naming
    the file, the line and the mend; ``course roster check`` names all problems at once.
    """
    rows = read_table(path, WHAT)
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
    path = find_roster(root)
    return read_roster(path) if path.exists() else {}


def rosters(root: Path) -> list[Path]:
    """Return the private lists of participants that are there: the course's, the workshop's."""
    return [path for path in (find_roster(root), Places(root).workshop_list) if path.exists()]


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
    """Return who may hand something in: ``everybody``, their mentors, and the speakers.

    ``own``: a list to take in place of the class's. Raises CourseError as ``everybody`` does.
    """
    people = read_roster(own) if own else everybody(root)
    path = Places(root).speakers
    rows = read_table(path, "daftar narasumber") if path.exists() else []
    speakers = [Participant(row["speaker"].strip(), "", row.get("token", "")) for row in rows]
    return {person.code: person for person in speakers} | with_mentors(people)


def admitted(root: Path) -> frozenset[str] | None:
    """Return whose work counts: who is invited and has agreed; None where there is no list at all.

    The one gate for grades, figures, reports and exports. Raises CourseError for a list that
    cannot be read.
    """
    if not rosters(root):
        return None
    return frozenset(invited(root)) - kept_back(root)


def with_mentors(roster: Mapping[str, Participant]) -> dict[str, Participant]:
    """Return the roster with its mentors beside the participants: they hand in sheets too."""
    return {**{code: Participant(code, "", "") for code in mentors_of(roster)}, **roster}


def mentors_of(roster: Mapping[str, Participant]) -> list[str]:
    """Return the codes of the roster's mentors, in order."""
    return sorted({person.mentor for person in roster.values() if person.mentor})


def read_table(path: Path, what: str) -> list[dict[str, str]]:
    """Return the rows of a CSV or XLSX by column; a cell that is not there is empty.

    ``what`` names the list in the CourseError for a file that cannot be read.
    """
    return spreadsheets.by_column(spreadsheets.read_cells(path, what))


def _participant(path: Path, line: int, row: dict[str, str]) -> Participant:
    code, mentor, token = (row.get(key, "").strip() for key in ("participant", "mentor", "token"))
    for value in (code, mentor or "MH00"):
        if not CODE.fullmatch(value):
            raise CourseError(f"{path}, baris {line}: kode {value!r} harus seperti U07 atau MH03.")
    helper = row.get("helper", "").strip().lower() == "ya"
    return Participant(code, mentor, token, read_date(row.get("consent", "")), helper)


def read_date(text: str) -> dt.date | None:
    """Return a date as Indonesians write it (2026-11-02, 02/11/2026); None when it is none."""
    for form in _DATE_FORMS:
        try:
            return dt.datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None


def without_consent(path: Path) -> set[str]:
    """Return the codes whose data may not be processed: the column consent is there and empty.

    A roster without that column (an old one), or no roster at all, keeps nobody back.
    """
    rows = read_table(path, WHAT) if path.exists() else []
    return {
        row.get("participant", "").strip()
        for row in rows
        if "consent" in row and read_date(row["consent"]) is None
    }


def line_for_kept_back(codes: set[str]) -> str:
    """Return the sentence about participants that are left out; empty for none."""
    if not codes:
        return ""
    return (
        f"{', '.join(sorted(codes))}: belum ada tanggal persetujuan di daftar peserta, "
        "jadi datanya tidak diolah. Isi kolom consent setelah mereka setuju."
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
    return [line for line in found if line]


def write_tokens(path: Path, tokens: Mapping[str, str]) -> None:
    """Fill in the token of the participants in ``tokens``; every other cell stays as it is."""
    spreadsheets.fill_in(path, WHAT, "participant", "token", tokens)


def workshop_roster(root: Path) -> Path:
    """Return the list of who registered: the workshop's own, else the course's."""
    own = Places(root).workshop_list
    return own if own.exists() else find_roster(root)
