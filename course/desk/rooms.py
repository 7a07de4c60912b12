"""The desk's pages, in the order of a class's work."""

from __future__ import annotations

from course.desk import (
    arrivals,
    backups,
    invitations,
    lessons,
    marks,
    overview,
    people,
    results,
)

PAGES = (
    *(overview.PAGE, people.PAGE, invitations.PAGE, arrivals.PAGE),
    *(marks.PAGE, results.PAGE, lessons.PAGE, backups.PAGE),
)
