"""Kelas UMKM: lessons for Indonesian micro-businesses, graded into indicators.

The ten names a newcomer must know. They are looked up on first use, so that importing one room
does not load the tools of the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, Self

_HOME = {
    "Answers": "course.exercises.answers",
    "Exercise": "course.exercises",
    "Indicator": "course.indicators",
    "Lesson": "course.lessons",
    "Score": "course.gradebook.scores",
    "Submission": "course.inbox.submitted",
    "collect": "course.inbox.collect",
    "grade": "course.autograde.engine",
    "read_scores": "course.gradebook.scores",
    "write_report": "course.reports.report",
}

__all__ = sorted(["CourseError", *_HOME])  # noqa: PLE0605  the keys are the names


class CourseError(Exception):
    """Something a person can mend: what happened, where, and what to do.

    The command line prints it without a traceback and exits with code 2.
    """


class Said(str):
    """``place: words``, as a command prints it, with ``about`` for who shows it where it belongs.

    ``about`` names cells of a list (``participant 7 whatsapp``: the list's key, the row, the
    column; row 0 is the whole list, no column the whole row) or fields of a form
    (``course.start``).
    """

    __slots__ = ("about", "words")
    about: tuple[str, ...]
    words: str
    """The sentence without the place before it."""

    def __new__(cls, place: str, words: str, about: Iterable[str] = (), joint: str = ": ") -> Self:
        """Make the sentence; without a place it is the words alone."""
        made = super().__new__(cls, f"{place}{joint}{words}" if place else words)
        made.words, made.about = words, tuple(about)
        return made


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
