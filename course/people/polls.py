"""Zoom's poll reports, in the layouts since 2020."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError
from course.people.exports import read_lines, title
from course.people.zoom import Attendee

_NAME = {"username", "name", "namapengguna", "nama", "usernameoriginalname"}
_EMAIL = {"useremail", "email", "emailaddress", "emailpengguna", "alamatemail"}
_TIME = ("submitted", "tanggal", "waktu", "dikirim", "datetime")
_POLL_LIST = ("poll", "jajak", "polling")
_QUESTION, _ANSWER = {"question", "pertanyaan"}, {"answer", "jawaban"}
_ANONYMOUS = ("anonymous", "anonim")
_NUMBER = "#"


@dataclass(frozen=True)
class Vote:
    """One person's answer to one question."""

    attendee: Attendee | None
    """None in an anonymous poll."""
    question: str
    answer: str
    where: str = field(default="", compare=False)
    """The file and its row."""

    @property
    def options(self) -> tuple[str, ...]:
        """Return the chosen options; Zoom sets a semicolon between several."""
        return tuple(part.strip() for part in self.answer.split(";") if part.strip())


@dataclass
class Polls:
    """What poll reports say."""

    votes: list[Vote] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """One line a row that was left out, and why."""


@dataclass(frozen=True)
class _Head:
    """Where a table of votes has what."""

    name: int
    email: int | None
    questions: int
    """Where the questions begin."""
    asked: list[str]

    @property
    def by_row(self) -> bool:
        """Return whether each row holds one question and its answer."""
        return (
            len(self.asked) > 1
            and title(self.asked[0]) in _QUESTION
            and title(self.asked[1]) in _ANSWER
        )


def read_polls(paths: Sequence[Path]) -> Polls:
    """Return the votes of poll reports; somebody's last answer to a question counts.

    Raises CourseError for a file that holds no such report.
    """
    votes: dict[object, Vote] = {}
    problems: list[str] = []
    for path in paths:
        found = _read(path)
        problems += found.problems
        for number, vote in enumerate(found.votes):
            # An anonymous answer cannot replace another one.
            who: object = vote.attendee.key if vote.attendee else (path, number)
            votes[who, vote.question] = vote
    return Polls(list(votes.values()), problems)


def _read(path: Path) -> Polls:
    lines = read_lines(path, "laporan polling Zoom", _is_known)
    head: _Head | None = None
    found, tables = Polls(), 0
    for number, line in enumerate(lines, start=1):
        if (begun := _head(line)) is not None:
            head, tables = begun, tables + 1
        elif _starts_another_table(line):
            head = None
        elif head and line and line[0].isdigit():
            where = f"{path.name}, baris {number}"
            if problem := _misshapen(line, head):
                found.problems.append(f"{where}: {problem}; baris dilewati.")
            else:
                found.votes += _votes(line, head, where)
    if not tables or not (found.votes or found.problems):
        raise CourseError(
            f"{path}: bukan laporan polling Zoom. Di zoom.us pilih Reports, Meeting, Poll Report."
        )
    return found


def _is_known(cell: str) -> bool:
    name = title(cell)
    return cell.strip() == _NUMBER or name in _NAME | _EMAIL or name.startswith(_TIME)


def _head(line: Sequence[str]) -> _Head | None:
    """Return what a line of titles says; None for another line, and for the list of polls."""
    if not line or line[0] != _NUMBER:
        return None
    known = [title(cell) for cell in line]
    name = next((n for n, cell in enumerate(known) if cell in _NAME), None)
    if name is None or known[1].startswith(_POLL_LIST):
        return None
    email = next((n for n, cell in enumerate(known) if cell in _EMAIL), None)
    last = name
    while last + 1 < len(line) and _is_known(line[last + 1]):
        last += 1
    return _Head(name, email, last + 1, [cell for cell in line[last + 1 :] if cell])


def _starts_another_table(line: Sequence[str]) -> bool:
    """Return whether the line is a poll's title, or the head of the list of polls."""
    return bool(line) and bool(line[0]) and not line[0].isdigit()


def _misshapen(line: Sequence[str], head: _Head) -> str:
    """Return why no answer can be read in a row: it ends before them, or its cells have shifted."""
    if len(line) <= head.questions:
        return "baris terpotong, jawabannya tidak ada"
    if head.asked and any(line[head.questions + len(head.asked) :]):
        return "selnya lebih banyak dari judul kolom"
    return ""


def _votes(line: Sequence[str], head: _Head, where: str) -> Iterator[Vote]:
    who, name = None, line[head.name]
    if name and not name.casefold().startswith(_ANONYMOUS):
        email = line[head.email] if head.email is not None else ""
        who = Attendee(name, email if "@" in email else "")
    given = line[head.questions :]
    if not head.asked:
        pairs = list(zip(given[::2], given[1::2], strict=False))
    elif head.by_row:
        pairs = [(given[0], given[1])] if len(given) > 1 else []
    else:
        pairs = list(zip(head.asked, given, strict=False))
    said = ((question, answer) for question, answer in pairs if question and answer)
    yield from (Vote(who, question, answer, where) for question, answer in said)
