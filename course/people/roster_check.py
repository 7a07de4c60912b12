"""``course roster check``: everything that is wrong with the private lists, one line a problem.

A list is a CSV, or a sheet of one XLSX: participants (``roster.csv``, sheet ``peserta``), mentors
(``mentors.csv``, sheet ``pendamping``) and lecturers (``lecturers.csv``, sheet ``dosen``).
Telephone numbers and names never stand in a message.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course import spreadsheets
from course.files import is_readable_by_others
from course.people.roster import CODE, read_date

PARTNERS = 2
"""Partners of one mentor in the paper's M2M programme."""
_NUMBER = re.compile(r"(?:\+62|\b62|\b0)8[\d\s().-]{7,}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_WHATSAPP = re.compile(r"(?:\+?62|0)[\d\s().-]{7,16}")


@dataclass(frozen=True)
class Kind:
    """What one list may hold."""

    what: str
    file: str
    sheet: str
    key: str
    required: tuple[str, ...]
    optional: tuple[str, ...]


PARTICIPANTS = Kind(
    "daftar peserta", "roster.csv", "peserta", "participant",
    ("participant", "mentor", "consent"),
    ("token", "helper", "name", "whatsapp", "email", "business", "town"),
)  # fmt: skip
MENTORS = Kind(
    "daftar pendamping", "mentors.csv", "pendamping", "mentor",
    ("mentor",), ("whatsapp", "name", "email", "lecturer"),
)  # fmt: skip
LECTURERS = Kind(
    "daftar dosen", "lecturers.csv", "dosen", "lecturer",
    ("lecturer",), ("whatsapp", "name", "email"),
)  # fmt: skip


@dataclass
class RosterCheck:
    """What a check found."""

    participants: int = 0
    mentors: int = 0
    lecturers: int = 0
    problems: list[str] = field(default_factory=list)
    """Must be mended: where, what, how."""
    warnings: list[str] = field(default_factory=list)
    """Worth a look."""


@dataclass(frozen=True)
class _Row:
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()


def check_roster(path: Path, today: dt.date) -> RosterCheck:
    """Return every problem of the lists at and beside ``path``.

    Raises CourseError when the participants' list itself cannot be read.
    """
    found = RosterCheck()
    people = list(_rows(path, PARTICIPANTS, found))
    mentors = _beside(path, MENTORS, found)
    lecturers = _beside(path, LECTURERS, found)
    found.participants, found.mentors = len(people), len(mentors or ())
    found.lecturers = len(lecturers or ())
    for row in people:
        _check_person(f"{path}, baris {row.line}", row, today, found)
    if mentors is None:
        found.warnings.append(f"{path.parent / MENTORS.file}: belum ada daftar pendamping.")
    _check_pairs(path, people, mentors, found)
    _check_lecturers(path, mentors or [], lecturers, found)
    return found


def _beside(path: Path, kind: Kind, found: RosterCheck) -> list[_Row] | None:
    """Return the rows of a list kept with the participants'; None when there is none."""
    if kind.sheet in (
        spreadsheets.sheet_names(path) if path.suffix.lower() == spreadsheets.XLSX else ()
    ):
        return list(_rows(path, kind, found))
    beside = path.parent / kind.file
    return list(_rows(beside, kind, found)) if beside.exists() else None


def _rows(path: Path, kind: Kind, found: RosterCheck) -> Iterator[_Row]:
    """Yield the rows of one list; what is wrong with its form goes into ``found``."""
    cells = spreadsheets.read_cells(path, kind.what, kind.sheet)
    if is_readable_by_others(path):
        found.warnings.append(
            f"{path}: bisa dibaca orang lain yang memakai komputer ini. Tutup: chmod 600 {path}"
        )
    problems = list(_about_head(cells, kind))
    found.problems += [f"{path}: {line}" for line in problems]
    head = [name.strip() for name in cells.lines[0]]
    if kind.key not in head:
        return
    seen: dict[str, int] = {}
    for number, line in enumerate(cells.lines[1:], start=2):
        if any(cell.strip() for cell in line):
            # Of a column written twice the first counts.
            row = _Row(number, dict(reversed(list(zip(head, line, strict=False)))))
            lines = [*_about_row(row, line, head, kind), *_about_double(row[kind.key], seen)]
            found.problems += [f"{path}, baris {number}: {words}" for words in lines]
            seen.setdefault(row[kind.key], number)
            yield row


def _about_double(code: str, seen: Mapping[str, int]) -> Iterator[str]:
    if code in seen:
        yield f"kode {code} sudah dipakai di baris {seen[code]}. Ganti atau hapus salah satu."


def _about_head(cells: spreadsheets.Cells, kind: Kind) -> Iterator[str]:
    """Yield what is wrong with merged cells, titles and column names."""
    for area in cells.merged:
        yield f"sel {area} digabung. Pisahkan (Home, Merge & Center), isi tiap sel sendiri."
    head = [name.strip() for name in cells.lines[0]]
    if kind.key not in head:
        below = [n for n, line in enumerate(cells.lines[:6], 1) if kind.key in map(str.strip, line)]
        if below:
            yield f"nama kolom ada di baris {below[0]}. Hapus baris judul di atasnya."
            return
    known = {*kind.required, *kind.optional}
    for name in kind.required:
        if name not in head:
            yield f"kolom {name} tidak ada. Tambahkan di baris pertama."
    for number, name in enumerate(head, start=1):
        if name and name not in known:
            names = ", ".join((*kind.required, *kind.optional))
            yield f"kolom {name!r} tidak dikenal. Hapus, atau pakai nama: {names}."
        elif name and head.index(name) != number - 1:
            yield f"kolom {name} tertulis dua kali. Hapus salah satu."
        elif not name and any(len(line) >= number and line[number - 1] for line in cells.lines[1:]):
            yield f"kolom ke-{number} berisi, tetapi tidak punya nama. Beri nama atau kosongkan."


def _about_row(row: _Row, line: list[str], head: list[str], kind: Kind) -> Iterator[str]:
    """Yield what is wrong with any row: its code, its length, private data out of place."""
    if not CODE.fullmatch(row[kind.key]):
        yield f"kode {row[kind.key][:20]!r} harus seperti U07, MH03, atau D01."
    if any(cell.strip() for cell in line[len(head) :]):
        yield "ada isi di luar kolom. Mungkin ada koma di dalam sel; beri tanda kutip."
    for column, value in row.cells.items():
        if column != "whatsapp" and _NUMBER.search(value):
            yield f"ada nomor HP di kolom {column}. Pindahkan ke kolom whatsapp."
        if column != "email" and _MAIL.search(value):
            yield f"ada alamat email di kolom {column}. Pindahkan ke kolom email."
    if row["whatsapp"] and not _WHATSAPP.fullmatch(row["whatsapp"]):
        yield "nomor WhatsApp tidak terbaca. Tulis seperti 6281200000000."


def _check_person(where: str, row: _Row, today: dt.date, found: RosterCheck) -> None:
    consent, helper = row["consent"], row["helper"].lower()
    day = read_date(consent)
    if "consent" in row.cells and not consent:
        found.problems.append(
            f"{where}: {row['participant']} belum punya tanggal persetujuan. Isi kolom consent "
            "setelah ia setuju; sampai saat itu jawabannya tidak dinilai."
        )
    elif consent and day is None:
        found.problems.append(
            f"{where}: tanggal persetujuan {consent[:20]!r} tidak terbaca. "
            "Tulis seperti 2026-11-02."
        )
    elif day and day > today:
        found.problems.append(f"{where}: tanggal persetujuan {day} belum tiba. Periksa tahunnya.")
    if helper not in {"", "ya", "tidak"}:
        found.problems.append(f"{where}: helper {helper[:20]!r} harus ya atau tidak.")


def _check_pairs(
    path: Path, people: list[_Row], mentors: list[_Row] | None, found: RosterCheck
) -> None:
    partners: dict[str, list[_Row]] = defaultdict(list)
    for row in people:
        if row["mentor"]:
            partners[row["mentor"]].append(row)
    known = {row["mentor"] for row in mentors or ()}
    for mentor, own in sorted(partners.items()):
        lines = ", ".join(str(row.line) for row in own)
        if not CODE.fullmatch(mentor):
            found.problems.append(
                f"{path}, baris {lines}: pendamping {mentor[:20]!r} harus seperti MH03."
            )
        elif mentors is not None and mentor not in known:
            found.problems.append(
                f"{path}, baris {lines}: pendamping {mentor} tidak ada di daftar pendamping. "
                "Tambahkan, atau perbaiki kodenya."
            )
        if len(own) > PARTNERS:
            codes = ", ".join(row["participant"] for row in own)
            found.problems.append(
                f"{path}, baris {lines}: {mentor} mendampingi {len(own)} mitra ({codes}), "
                f"paling banyak {PARTNERS}. Pindahkan ke pendamping lain."
            )
    for mentor in sorted(known | partners.keys()):
        if len(partners[mentor]) < PARTNERS and CODE.fullmatch(mentor):
            found.warnings.append(f"{mentor} baru mendampingi {len(partners[mentor])} mitra.")


def _check_lecturers(
    path: Path, mentors: list[_Row], lecturers: list[_Row] | None, found: RosterCheck
) -> None:
    known = {row["lecturer"] for row in lecturers or ()}
    for row in mentors:
        if lecturers is not None and row["lecturer"] and row["lecturer"] not in known:
            found.problems.append(
                f"{path.parent / MENTORS.file}, baris {row.line}: dosen {row['lecturer'][:20]} "
                "tidak ada di daftar dosen. Tambahkan, atau perbaiki kodenya."
            )
