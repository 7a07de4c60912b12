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
from course.receiver.live import page as live
from course.receiver.lti import page as lti

PAGES = (
    *(overview.PAGE, people.PAGE, lessons.PAGE, invitations.PAGE, live.PAGE),
    *(arrivals.PAGE, marks.PAGE, results.PAGE, lti.PAGE, backups.PAGE),
)
