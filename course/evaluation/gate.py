"""Whose work counts in figures and pages: who is on the list of participants and has agreed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from course import CourseError
from course.exercises.ballots import is_ballot
from course.files import Places
from course.inbox.submitted import submissions
from course.indicators import PHASES
from course.people.roster import (
    admitted,
    course_roster,
    everybody,
    find_roster,
    invited,
    kept_back,
    lines_for_left_out,
)

if TYPE_CHECKING:
    import pandas as pd  # slow to load, and writing keepsakes does without


def participants(root: Path) -> frozenset[str] | None:
    """Return whose tests count: the course's participants who have agreed.

    Mentors and speakers are admitted to their own lessons but are not measured, and who is only on
    the workshop's list belongs to the course where that has no list of its own. None without any
    list: then everybody counts. Raises CourseError for a list that cannot be read.
    """
    who = admitted(root)
    if who is None:
        return None
    of = course_roster(root) if find_roster(root).exists() else everybody(root)
    return who & frozenset(of)


def only(frame: pd.DataFrame, who: frozenset[str] | None) -> pd.DataFrame:
    """Return the rows of ``participants``; every row where there is no list."""
    return frame if who is None else frame[frame["participant"].isin(list(who))]


def outside(root: Path) -> set[str]:
    """Return whose work lies in the class's folders although they are on no list."""
    found = {(one.participant, one.lesson) for one in submissions(root, consented=False)}
    graded = (path for path in Places(root).autograded.glob("*/*") if path.is_dir())
    found |= {(path.parent.name, path.name) for path in graded}
    return strangers(root, found)


def strangers(root: Path, found: Iterable[tuple[str, str]]) -> set[str]:
    """Return who of ``found`` (participant, lesson) is on no list of the class at ``root``.

    Also who took a test but is no participant: a mentor, somebody of the workshop's list. Not who
    is kept back for want of consent (``roster.kept_back``); nobody where there is no list at all.
    """
    measured = participants(root)
    if measured is None:
        return set()
    known, counted = set(invited(root)), measured | kept_back(root)
    return {
        code
        for code, lesson in found
        if code not in counted
        and (code not in known or lesson in PHASES)
        and not (is_ballot(code) and lesson not in PHASES)
    }


def require(root: Path, codes: Collection[str]) -> None:
    """Raise CourseError naming those of ``codes`` about whom nothing may be shown."""
    who = admitted(root)
    if who is None or who.issuperset(codes):
        return
    raise CourseError(" ".join(lines_for_left_out(root, set(codes) - who)))
