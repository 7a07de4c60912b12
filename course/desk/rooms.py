"""The desk's pages, in the order of a class's work."""

from __future__ import annotations

from course.desk import arrivals, backups, lessons, marks, overview, results

PAGES = (
    overview.PAGE,
    arrivals.PAGE,
    marks.PAGE,
    results.PAGE,
    lessons.PAGE,
    backups.PAGE,
)
