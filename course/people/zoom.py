"""Zoom's participant reports, of meetings and of webinars: who joined and left when."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError
from course.people.exports import Span, read_lines, read_spans, title

_COLUMNS = {
    "name": {
        "nameoriginalname", "usernameoriginalname", "namanamaasli", "namapenggunanamaasli",
        "name", "nama", "username", "namapengguna",
    },
    "email": {"useremail", "email", "emailaddress", "emailpengguna", "alamatemail"},
    "minutes": {
        "durationminutes", "durasimenit", "durasimenits", "duration", "durasi",
        "timeinsessionminutes", "timeinsession", "waktudalamsesimenit", "durasisesimenit",
    },
    # Zoom's own Indonesian page writes "(menit)s".
    "total": {"totaldurationminutes", "totaldurasimenit", "totaldurasimenits"},
    "waiting": {"inwaitingroom", "diruangtunggu"},
    "attended": {"attended", "hadir", "menghadiri"},
}  # fmt: skip
_STARTS = {
    "join": ("jointime", "waktubergabung", "waktumasuk", "jammasuk"),
    "leave": ("leavetime", "waktukeluar", "waktumeninggalkan", "jamkeluar"),
}
"""Titles that may end with a zone: ``Join Time (Asia/Jakarta)``."""
_KINDS = (*_COLUMNS, *_STARTS)
_ABOUT = {"topic", "topik", "id", "meetingid", "idrapat", "webinarid", "idwebinar"}
"""What the line about the meeting begins with, twice; the meeting itself is the line below."""
_MADE = ("reportgenerated", "laporandibuat")
_YES, _NO = {"yes", "ya", "y", "true"}, {"no", "tidak", "n", "false"}
_NOTHING = {"-", "--", "—"}
_ORIGINAL = re.compile(r"^(?P<shown>.*?) ?\((?P<original>[^()]*)\) ?$")
_JOINERS = re.compile("[\u200c\u200d\ufe0e\ufe0f]")


@dataclass(frozen=True)
class Attendee:
    """One name and address as Zoom lists them; one person may appear under several."""

    name: str
    """As listed: the last name shown, and in brackets the one they came with."""
    email: str

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells two attendees apart, whatever the case, spaces and Unicode form."""
        plain = _JOINERS.sub("", unicodedata.normalize("NFKC", self.name).casefold())
        return " ".join(plain.split()), self.email.casefold()

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
    where: str
    """The file and its row."""


@dataclass
class Report:
    """What a report says."""

    joins: list[Join] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """One line a row that cannot be used as it is, and what was done."""


@dataclass(frozen=True)
class _Row:
    """One row of one of a report's tables, by kind of column."""

    number: int
    cells: dict[str, str]
    with_times: bool


def read_participants(path: Path, day: dt.date | None = None) -> Report:
    """Return the joins of a participant report; ``day`` (the workshop's) settles 05/06 or 06/05.

    A webinar's report has one table for hosts, panelists and attendees each, with columns of its
    own; who registered and did not come is not counted. Raises CourseError when the file holds no
    such report.
    """
    rows = list(_rows(path, read_lines(path, "laporan Zoom", lambda cell: _kind(cell) is not None)))
    spans = read_spans(
        [(r.cells["join"], r.cells["leave"], _whole(r.cells["minutes"])) for r in rows], day
    )
    report = Report()
    for row, span in zip(rows, spans, strict=True):
        where, cells = f"{path.name}, baris {row.number}", row.cells
        minutes = _whole(cells["minutes"] or cells["total"])
        if span is None and minutes is None:
            report.problems.append(f"{where}: waktu dan durasi tidak terbaca; baris dilewati.")
            continue
        if span is None and row.with_times:
            report.problems.append(f"{where}: jam tidak terbaca; dipakai durasi dari Zoom.")
        attendee = Attendee(cells["name"], cells["email"])
        waiting = cells["waiting"].casefold() in _YES
        report.joins.append(Join(attendee, minutes, span, waiting, where))
    if not all(row.with_times for row in rows):
        report.problems.append(
            f"{path.name}: laporan ini tanpa jam masuk dan keluar, jadi dua alat sekaligus bisa "
            "terhitung dua kali. Unduh lagi tanpa centang Show unique users."
        )
    return report


def _rows(path: Path, lines: Sequence[Sequence[str]]) -> Iterator[_Row]:
    """Yield the rows of every table of a report whose people came."""
    columns: dict[str, int] = {}
    heads = [_columns(line) for line in lines]
    if not any(heads):
        raise CourseError(
            f"{path}: bukan laporan peserta Zoom. Di zoom.us pilih Reports, Usage, "
            "klik jumlah peserta, lalu Export."
        )
    about = -1
    for number, line in enumerate(lines):
        if heads[number]:
            columns = heads[number]
        elif len(line) > 1 and {title(line[0]), title(line[1])} <= _ABOUT:
            about = number + 1
        elif columns and any(line) and number != about and not _is_heading(lines, heads, number):
            cells = _row(line, columns)
            if any(cells.values()) and cells["attended"].casefold() not in _NO:
                yield _Row(number + 1, cells, {"join", "leave"} <= columns.keys())


def _is_heading(
    lines: Sequence[Sequence[str]], heads: Sequence[dict[str, int]], number: int
) -> bool:
    """Return whether a line stands above a table: its title, or when the report was made."""
    line = lines[number]
    if title(line[0]).startswith(_MADE):
        return True
    below = next((n for n in range(number + 1, len(lines)) if any(lines[n])), None)
    return below is not None and bool(heads[below]) and not any(line[1:])


def _columns(line: Sequence[str]) -> dict[str, int]:
    """Return a table's columns by kind, from the attendee's name on; empty for another line.

    An older export repeats "User Email" and "Duration (Minutes)" on every row, first the meeting's.
    """
    found: dict[str, int] = {}
    attended = None
    for number, cell in enumerate(line):
        kind = _kind(cell)
        if kind == "attended":
            attended = number
        elif kind == "name" and "name" not in found:
            found = {"name": number}
        elif kind and kind not in found:
            found[kind] = number
    if "name" not in found or not ({"join", "leave"} <= found.keys() or "total" in found):
        return {}
    return found if attended is None else {**found, "attended": attended}


def _kind(cell: str) -> str | None:
    name = title(cell)
    for kind, starts in _STARTS.items():
        if name.startswith(starts):
            return kind
    return next((kind for kind, names in _COLUMNS.items() if name in names), None)


def _row(line: Sequence[str], columns: dict[str, int]) -> dict[str, str]:
    found = {k: line[columns[k]] if columns.get(k, len(line)) < len(line) else "" for k in _KINDS}
    return {kind: "" if cell in _NOTHING else cell for kind, cell in found.items()}


def _whole(text: str) -> int | None:
    number = re.fullmatch(r"(\d+)(?:[.,]\d+)?", text)
    return int(number[1]) if number else None
