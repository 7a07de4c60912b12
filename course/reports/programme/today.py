"""The page of what a class has today, also before any test is graded, and what comes next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from course import CourseError, lessons
from course.evaluation.progress import deed_lines, deeds, notices, programme_state
from course.files import Places
from course.inbox.kept import keys
from course.pages import write_page
from course.people.program import find_program
from course.people.roster import admitted, course_roster, roster_problems
from course.words import in_words

NAME = "keadaan"


@dataclass(frozen=True)
class Came:
    """A lesson, and how many have sent something to it."""

    title: str
    released: bool
    count: int


def write_today(root: Path) -> Path:
    """Write ``reports/keadaan.html`` and return its path; it holds counts and no names.

    Lists that cannot be read are said on the page instead of counted.
    """
    today = dt.datetime.now().astimezone().date()
    program = find_program(root, lessons.names(root))
    roster, problems = course_roster(root), roster_problems(root)
    try:
        agreed = admitted(root)
    except CourseError as error:
        agreed, problems = None, [*problems, str(error)]
    sent = [name for _, name in keys(root)]
    came = [
        Came(
            lessons.title(one.notebook),
            (Places(root).release / one.name).is_dir(),
            sent.count(one.name),
        )
        for one in sorted(lessons.load_all(root).values(), key=lambda one: one.about.order)
    ]
    return write_page(
        Places(root).reports / f"{NAME}.html",
        "reports/today",
        "Keadaan kelas",
        name=program.course.name if program else "",
        day=in_words(today),
        listed=len(roster),
        # Mentors and speakers are admitted as well, and are on no list of participants.
        agreed=len(agreed & roster.keys()) if agreed is not None else len(roster),
        came=came,
        stages=programme_state(root, program, roster, today) if program else [],
        deeds=deed_lines(deeds(root, lessons.names(root))) if agreed is not None else [],
        lines=[*problems, *notices(root, today)],
    )
