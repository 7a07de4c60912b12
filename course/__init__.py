"""Kelas UMKM: lessons for Indonesian micro-businesses, graded into indicators.

The ten names a newcomer must know. They are looked up on first use, so that importing one room
does not load the tools of the others.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

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


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
