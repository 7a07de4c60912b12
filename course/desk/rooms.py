"""The desk's pages, in the order of a class's work."""

from __future__ import annotations

from course.desk import backups, invitations, lessons, marks, overview, people, results

PAGES = (
    *(overview.PAGE, people.PAGE, invitations.PAGE, marks.PAGE, results.PAGE, lessons.PAGE),
    backups.PAGE,
)
