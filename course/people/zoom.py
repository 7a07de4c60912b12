"""Zoom's participant and poll reports, with times in whatever form the account writes them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from course import CourseError
from course.files import trouble
from course.spreadsheets import BadLineError, numbered_lines
from course.words import in_english

# Zoom writes times in the format of the account: month first (US), day first, or ISO; Excel in
# Indonesia rewrites them with dots.
_DAYS = (
    "%m/%d/%Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%b %d, %Y", "%d %b %Y",
    "%B %d, %Y", "%d %B %Y", "%m/%d/%y", "%d/%m/%y",
)  # fmt: skip
_CLOCKS = ("%I:%M:%S %p", "%H:%M:%S", "%I:%M %p", "%H:%M", "%H.%M.%S", "%H.%M")
_JOINS = (" ", "T", ", ")
FORMATS = tuple(f"{day}{join}{clock}" for day, clock, join in product(_DAYS, _CLOCKS, _JOINS))
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_TOLERANCE = dt.timedelta(minutes=2)  # Zoom rounds minutes up


@dataclass(frozen=True)
class Span:
    """From joining to leaving."""

    start: dt.datetime
    end: dt.datetime


def read_spans(
    rows: Sequence[tuple[str, str, int | None]], day: dt.date | None = None
) -> list[Span | None]:
    """Return the span of each row (join time, leave time, Zoom's own minutes); None if unreadable.

    One format serves the whole report. Where several can be read (05/06/2026), the one wins that
    agrees with Zoom's minutes, then the one nearest to ``day``.
    """
    best: tuple[tuple[int, int, int], list[Span | None]] | None = None
    for form in FORMATS:
        spans = [_span(join, leave, form) for join, leave, _ in rows]
        read = [span for span in spans if span]
        if not read:
            continue
        wrong = sum(1 for span, row in zip(spans, rows, strict=True) if not _agrees(span, row[2]))
        away = abs((read[0].start.date() - day).days) if day else 0
        rank = (len(rows) - len(read), wrong, away)
        if best is None or rank < best[0]:
            best = rank, spans
    return best[1] if best else [None] * len(rows)


def _agrees(span: Span | None, minutes: int | None) -> bool:
    if span is None or minutes is None:
        return span is not None
    return abs((span.end - span.start) - dt.timedelta(minutes=minutes)) <= _TOLERANCE


def _span(join: str, leave: str, form: str) -> Span | None:
    start, end = _moment(join, form), _moment(leave, form)
    return Span(start, end) if start and end and start <= end else None


def _moment(text: str, form: str) -> dt.datetime | None:
    plain = _WORD.sub(lambda word: in_english(word[0]), " ".join(text.split()))
    try:
        return dt.datetime.strptime(plain, form)  # noqa: DTZ007  the account's own clock, no zone
    except ValueError:
        return None


def minutes_together(spans: Iterable[Span]) -> int:
    """Return how many minutes the spans cover; what overlaps (two devices) counts once."""
    covered, until = dt.timedelta(), dt.datetime.min  # noqa: DTZ901  as the spans
    for span in sorted(spans, key=lambda s: s.start):
        start = max(span.start, until)
        covered += max(span.end - start, dt.timedelta())
        until = max(until, span.end)
    return int(covered / dt.timedelta(minutes=1) + 0.5)


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
        raise CourseError(trouble(error) or f"{path}: laporan Zoom tidak bisa dibuka.") from error
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
        found = numbered_lines(text.replace("\0", "").splitlines(), delimiter)
        return [[cell.strip() for cell in line] for _, line in found]
    except BadLineError as error:
        raise CourseError(f"{path}: laporan Zoom tidak bisa dibaca ({error}).") from error


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


_FIXED = 4  # number, name, address, time
_POLL_LIST = ("poll", "jajak", "polling")
_QUESTION, _ANSWER = {"question", "pertanyaan"}, {"answer", "jawaban"}
_ANONYMOUS = ("anonymous", "anonim")


@dataclass(frozen=True)
class Vote:
    """One person's answer to one question."""

    attendee: Attendee | None
    """None in an anonymous poll."""
    question: str
    answer: str

    @property
    def options(self) -> tuple[str, ...]:
        """Return the chosen options; Zoom sets a semicolon between several."""
        return tuple(part.strip() for part in self.answer.split(";") if part.strip())


def read_polls(path: Path) -> list[Vote]:
    """Return the votes of a poll report; somebody's last answer to a question counts.

    Raises CourseError when the file holds no such report.
    """
    lines, head = read_lines(path), None
    votes: dict[object, Vote] = {}
    for number, line in enumerate(lines):
        if _is_head(line):
            head = line
        elif _starts_another_table(line):
            head = None
        elif head and line and line[0].isdigit():
            for vote in _votes(line, head):
                # An anonymous answer cannot replace another one.
                who: object = vote.attendee.key if vote.attendee else number
                votes[who, vote.question] = vote
    if not votes:
        raise CourseError(
            f"{path}: bukan laporan polling Zoom. Di zoom.us pilih Reports, Meeting, Poll Report."
        )
    return list(votes.values())


def _is_head(line: Sequence[str]) -> bool:
    return len(line) >= _FIXED and line[0] == "#" and not line[1].casefold().startswith(_POLL_LIST)


def _starts_another_table(line: Sequence[str]) -> bool:
    """Return whether the line is a poll's title, or the head of the list of polls."""
    return bool(line) and bool(line[0]) and not line[0].isdigit()


def _votes(line: Sequence[str], head: Sequence[str]) -> Iterator[Vote]:
    who = None
    if line[1] and not line[1].casefold().startswith(_ANONYMOUS):
        who = Attendee(line[1], line[2] if "@" in line[2] else "")
    given = line[_FIXED:]
    asked = [cell for cell in head[_FIXED:] if cell]
    if not asked:
        pairs = list(zip(given[::2], given[1::2], strict=False))
    elif len(asked) > 1 and asked[0].casefold() in _QUESTION and asked[1].casefold() in _ANSWER:
        pairs = [(given[0], given[1])] if len(given) > 1 else []
    else:
        pairs = list(zip(asked, given, strict=False))
    yield from (Vote(who, question, answer) for question, answer in pairs if question and answer)
