"""``course roster check``: everything that is wrong with the private lists, one line a problem.

Telephone numbers and names never stand in a message.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from course import Said
from course.files import is_readable_by_others
from course.indicators import ORDERS
from course.people.lists import (
    LECTURERS,
    MENTORS,
    PARTICIPANTS,
    SPEAKERS,
    Row,
    Table,
    columns_in,
    find_list,
    read_list,
    shown,
)
from course.people.program import ProgramError, find_program
from course.people.written import lost_digits, read_date, read_number
from course.spreadsheets import merged_areas, read_cells

PARTNERS = 2
"""Partners of one mentor in the paper's M2M programme."""
_NUMBER = re.compile(r"(?:\+62|\b62|\b0)8[\d\s().-]{7,}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_BY_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}")
LOST = (
    "nomor WhatsApp kehilangan angka (Excel membulatkannya, misalnya 8,12E+11). Ubah format kolom "
    "whatsapp menjadi Teks (Format Cells, Text), lalu tulis lagi nomornya."
)
UNREAD = "nomor WhatsApp tidak terbaca. Tulis seperti 6281200000000, di kolom berformat Teks."


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


def most_partners(root: Path) -> int:
    """Return how many partners a mentor of the class may have; ``PARTNERS`` where none is said."""
    try:
        program = find_program(root)
    except ProgramError:
        program = None
    return program.course.partners if program else PARTNERS


def check_roster(path: Path, today: dt.date, partners: int = PARTNERS) -> RosterCheck:
    """Return every problem of the lists at and beside ``path``.

    Raises CourseError when the participants' list itself cannot be read.
    """
    found = RosterCheck()
    people = read_list(path, PARTICIPANTS)
    _take(people, found)
    beside = {kind: find_list(path, kind) for kind in (MENTORS, LECTURERS, SPEAKERS)}
    for table in beside.values():
        if table:
            _take(table, found)
    mentors, lecturers = beside[MENTORS], beside[LECTURERS]
    found.participants = len(people.rows)
    found.mentors = len(mentors.rows) if mentors else 0
    found.lecturers = len(lecturers.rows) if lecturers else 0
    for row in people.rows:
        _check_person(people, row, today, found)
    _check_order_of_dates(people, found)
    if mentors is None:
        found.warnings.append(f"{path.parent / MENTORS.file}: belum ada daftar pendamping.")
    _check_pairs(people, mentors, partners, found)
    if mentors and lecturers:
        _check_lecturers(mentors, lecturers, found)
    return found


def _take(table: Table, found: RosterCheck) -> None:
    """Add what was met in reading a list, and what is wrong with its form."""
    path = table.path
    if is_readable_by_others(path):
        warning = (
            f"{path}: bisa dibaca orang lain yang memakai komputer ini. Batasi izinnya untuk "
            f"pemilik saja: chmod 600 {path}"
        )
        found.warnings += [warning] if warning not in found.warnings else []
    found.warnings += table.notes
    head = read_cells(path, table.kind.what, table.sheet).lines
    found.problems += [table.of_all(words, name) for name, words in _about_head(table, head)]
    found.problems += table.problems
    width = len(head[table.head - 1])
    for row in table.rows:
        lines = [*_about_row(row)]
        if any(cell.strip() for cell in head[row.line - 1][width:]):
            words = "ada isi di luar kolom. Mungkin ada koma di dalam sel; beri tanda kutip."
            lines.append(("", words))
        found.problems += [table.at(row, words, column) for column, words in lines]
        if re.match(r"'?8", row["whatsapp"]) and read_number(row["whatsapp"]):
            words = "nomor WhatsApp tanpa 0 dibaca dengan 62 di depan."
            found.warnings.append(table.at(row, words, "whatsapp"))


def _about_head(table: Table, lines: list[list[str]]) -> Iterator[tuple[str, str]]:
    """Yield (column, words) for what is wrong with merged cells and column names."""
    kind = table.kind
    for area in merged_areas(table.path, table.sheet) if table.sheet else ():
        words = f"sel {area} digabung. Pisahkan (Home, Merge & Center), isi tiap sel sendiri."
        yield "", words
    head, below = columns_in(lines[table.head - 1]), lines[table.head :]
    for name in kind.required:
        if name not in head and not (name == "consent" and table.unclear):
            yield name, f"kolom {name} tidak ada. Tambahkan di baris pertama."
    for number, name in enumerate(head, start=1):
        if name in table.unclear:
            continue
        if name and name not in {*kind.required, *kind.optional}:
            names = ", ".join((*kind.required, *kind.optional))
            yield name, f"kolom {name!r} tidak dikenal. Hapus, atau pakai nama: {names}."
        elif name and head.index(name) != number - 1:
            yield name, f"kolom {name} tertulis dua kali. Hapus salah satu."
        elif not name and any("".join(line[number - 1 : number]).strip() for line in below):
            words = f"kolom ke-{number} berisi, tetapi tidak punya nama. Beri nama atau kosongkan."
            yield "", words


def _about_row(row: Row) -> Iterator[tuple[str, str]]:
    """Yield (column, words) for any row: private data out of place, a number that is none."""
    for column, value in row.cells.items():
        if column != "whatsapp" and _NUMBER.search(value):
            yield column, f"ada nomor HP di kolom {column}. Pindahkan ke kolom whatsapp."
        if column != "email" and _MAIL.search(value):
            yield column, f"ada alamat email di kolom {column}. Pindahkan ke kolom email."
    if row["whatsapp"] and not read_number(row["whatsapp"]):
        yield "whatsapp", LOST if lost_digits(row["whatsapp"]) else UNREAD
    if row["token"] and not row["token"].isalnum() and not _NUMBER.search(row["token"]):
        words = (
            "token tidak terbaca; mungkin diubah Excel menjadi angka atau tanggal. Kosongkan, lalu "
            "buat tautan baru dengan course invite."
        )
        yield "token", words


def _check_person(table: Table, row: Row, today: dt.date, found: RosterCheck) -> None:
    consent, helper = row["consent"], row["helper"].casefold()
    day = read_date(consent)

    def wrong(words: str, column: str = "consent") -> None:
        found.problems.append(table.at(row, words, column))

    if "consent" in table.columns and not consent:
        wrong(
            f"{row['participant']} belum punya tanggal persetujuan. "
            "Isi kolom Tanggal setuju (consent) setelah ia setuju; "
            "sampai saat itu jawabannya tidak dinilai."
        )
    elif consent and day is None:
        wrong(
            f"tanggal persetujuan {shown(consent)} tidak terbaca. Tulis seperti 2 November 2026; "
            "sampai saat itu jawabannya tidak dinilai."
        )
    elif day and day > today:
        wrong(f"tanggal persetujuan {day} belum tiba. Periksa tahunnya.")
    elif day and re.fullmatch(r"\d{5}(?:[.,]\d+)?", consent):
        words = f"tanggal persetujuan {consent} dibaca {day}."
        found.warnings.append(table.at(row, words, "consent"))
    if row["forms"] not in {"", *ORDERS}:
        wrong(
            f"urutan bentuk tes {shown(row['forms'])} harus AB atau BA. Kosongkan, lalu buat "
            "undangan lagi.",
            "forms",
        )
    if helper not in {"", "ya", "tidak", "y", "t", "true", "false"}:
        wrong(f"helper {shown(helper)} harus ya atau tidak.", "helper")


def _check_order_of_dates(table: Table, found: RosterCheck) -> None:
    """Name dates that an English Excel may have turned round, where others surely were."""
    dates = [(row, _BY_NUMBERS.fullmatch(row["consent"])) for row in table.rows]
    if any(date and int(date[1]) <= 12 < int(date[2]) for _, date in dates):
        rows = [row for row, date in dates if date and int(date[2]) <= 12]
        if rows:
            words = (
                "tanggal persetujuan dibaca hari dulu, lalu bulan. Baris lain menulis bulan dulu; "
                "periksa, dan tulis seperti 2 November 2026."
            )
            found.warnings.append(table.at(rows, words, "consent"))


def _check_pairs(table: Table, mentors: Table | None, most: int, found: RosterCheck) -> None:
    partners: dict[str, list[Row]] = defaultdict(list)
    for row in table.rows:
        if row["mentor"]:
            partners[row["mentor"]].append(row)
    known = set(mentors.by_code) if mentors else set()
    for mentor, own in sorted(partners.items()):
        if mentors is not None and mentor not in known:
            words = f"pendamping {mentor} tidak ada di daftar pendamping. "
            words += "Tambahkan, atau perbaiki kodenya."
            found.problems.append(table.at(own, words, "mentor"))
        if len(own) > most:
            codes = ", ".join(row["participant"] for row in own)
            words = (
                f"{mentor} mendampingi {len(own)} mitra ({codes}), paling banyak {most}. "
                "Pindahkan ke pendamping lain, atau tulis partners di bagian [course] program.toml."
            )
            found.problems.append(table.at(own, words, "mentor"))
    everyone = known | set(partners)
    few = [f"{mentor} ({len(partners[mentor])})" for mentor in sorted(everyone)
           if len(partners[mentor]) < most]  # fmt: skip
    if few:
        words = f"Pendamping dengan kurang dari {most} mitra: {', '.join(few)}."
        found.warnings.append(Said("", words, [f"{MENTORS.key} 0 {MENTORS.key}"]))
    for row in table.rows:
        if row["participant"] in everyone:
            words = f"{row['participant']} juga kode pendamping. Beri kode lain."
            found.problems.append(table.at(row, words, table.kind.key))


def _check_lecturers(mentors: Table, lecturers: Table, found: RosterCheck) -> None:
    known = lecturers.by_code
    for row in mentors.rows:
        if row["lecturer"] and row["lecturer"] not in known:
            words = f"dosen {row['lecturer']} tidak ada di daftar dosen. "
            words += "Tambahkan, atau perbaiki kodenya."
            found.problems.append(mentors.at(row, words, "lecturer"))
