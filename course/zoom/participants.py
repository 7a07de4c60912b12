"""Zoom's participant report, in each layout its web page has exported.

With or without the lines about the meeting above it, one row a join or one a person ("Show unique
users"), in English or Indonesian, saved by Zoom (commas, byte order mark) or by Excel (semicolons).
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course.errors import CourseError
from course.zoom.times import Span, read_spans

_COLUMNS = {
    "name": {
        "name (original name)", "user name (original name)", "nama (nama asli)",
        "nama pengguna (nama asli)", "name", "nama",
    },
    "email": {"user email", "email", "email address", "email pengguna", "alamat email"},
    "join": {"join time", "waktu bergabung", "waktu masuk"},
    "leave": {"leave time", "waktu keluar", "waktu meninggalkan"},
    "minutes": {"duration (minutes)", "durasi (menit)"},
    # Zoom's own Indonesian page writes "(menit)s".
    "total": {"total duration (minutes)", "total durasi (menit)", "total durasi (menit)s"},
    "waiting": {"in waiting room", "di ruang tunggu"},
}  # fmt: skip
_YES = {"yes", "ya", "y", "true"}
_ORIGINAL = re.compile(r"^(?P<shown>.*?)\s*\((?P<original>[^()]*)\)\s*$")


@dataclass(frozen=True)
class Attendee:
    """One name and address as Zoom lists them; one person may appear under several."""

    name: str
    """As listed: the last name shown, and in brackets the one they came with."""
    email: str

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells two attendees apart, whatever the case and spaces."""
        return " ".join(self.name.casefold().split()), self.email.casefold()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the listed name, and its two parts where it was changed."""
        found = _ORIGINAL.match(self.name)
        return (self.name, found["shown"], found["original"]) if found else (self.name,)


@dataclass(frozen=True)
class Join:
    """One row of the report."""

    attendee: Attendee
    minutes: int | None
    """Zoom's own count."""
    span: Span | None
    """None in a report without times, or when they cannot be read."""
    waiting: bool
    """Whether this was the waiting room."""


@dataclass
class Report:
    """What a report says."""

    joins: list[Join] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """One line a row that cannot be used as it is, and what was done."""


def read_lines(path: Path) -> list[list[str]]:
    """Return a report's lines as cells, whatever the encoding and separator.

    Raises CourseError when the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path}: laporan Zoom tidak bisa dibuka ({error.strerror}).") from error
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    counts = {mark: text.count(mark) for mark in (",", ";", "\t")}
    delimiter = max(counts, key=lambda mark: counts[mark])
    try:
        lines = list(csv.reader(text.replace("\0", "").splitlines(), delimiter=delimiter))
    except csv.Error as error:
        raise CourseError(f"{path}: laporan Zoom tidak bisa dibaca ({error}).") from error
    return [[cell.strip() for cell in line] for line in lines]


def read_participants(path: Path, day: dt.date | None = None) -> Report:
    """Return the joins of a participant report; ``day`` (the workshop's) settles 05/06 or 06/05.

    Raises CourseError when the file holds no such report.
    """
    lines = read_lines(path)
    at, columns = _head(path, lines)
    cells = [(n, _row(line, columns)) for n, line in enumerate(lines[at + 1 :], start=at + 2)]
    rows = [(number, row) for number, row in cells if any(row.values())]
    times = [(row["join"], row["leave"], _whole(row["minutes"])) for _, row in rows]
    with_times = {"join", "leave"} <= columns.keys()
    spans = read_spans(times, day) if with_times else [None] * len(rows)
    report = Report()
    for (number, row), span in zip(rows, spans, strict=True):
        minutes = _whole(row["minutes"] or row["total"])
        if span is None and minutes is None:
            line = f"{path.name}, baris {number}: waktu dan durasi tidak terbaca; baris dilewati."
            report.problems.append(line)
            continue
        if span is None and with_times:
            line = f"{path.name}, baris {number}: jam tidak terbaca; dipakai durasi dari Zoom."
            report.problems.append(line)
        attendee = Attendee(row["name"], row["email"])
        report.joins.append(Join(attendee, minutes, span, row["waiting"].casefold() in _YES))
    if not with_times:
        report.problems.append(
            f"{path.name}: laporan ini tanpa jam masuk dan keluar, jadi dua alat sekaligus bisa "
            "terhitung dua kali. Unduh lagi tanpa centang Show unique users."
        )
    return report


def _head(path: Path, lines: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Return where the table begins, and its columns."""
    for number, line in enumerate(lines):
        columns = _columns(line)
        if "name" in columns and ({"join", "leave"} <= columns.keys() or "total" in columns):
            return number, columns
    raise CourseError(
        f"{path}: bukan laporan peserta Zoom. Di zoom.us pilih Reports, Usage, "
        "klik jumlah peserta, lalu Export."
    )


def _columns(line: Sequence[str]) -> dict[str, int]:
    """Return the columns by kind, from the attendee's name on: the meeting's own stand before it.

    An older export repeats "User Email" and "Duration (Minutes)" on every row, first the meeting's.
    """
    found: dict[str, int] = {}
    for number, cell in enumerate(line):
        kind = next((k for k, names in _COLUMNS.items() if cell.casefold() in names), None)
        if kind == "name" and "name" not in found:
            found = {"name": number}
        elif kind and kind not in found:
            found[kind] = number
    return found if "name" in found else {}


def _row(line: Sequence[str], columns: dict[str, int]) -> dict[str, str]:
    return {
        kind: line[columns[kind]] if kind in columns and columns[kind] < len(line) else ""
        for kind in _COLUMNS
    }


def _whole(text: str) -> int | None:
    number = re.fullmatch(r"(\d+)(?:[.,]\d+)?", text)
    return int(number[1]) if number else None
