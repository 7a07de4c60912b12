"""Zoom's poll report, in each layout its web page has exported.

Until 2021 a row held question and answer in turns; then each poll became a table of its own under
its questions; some accounts get one row an answer. Lines about the meeting may stand above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from course.zoom.participants import Attendee, read_lines

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
