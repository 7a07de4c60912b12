"""The desk's pages, in the order of a class's work."""

from __future__ import annotations

from course.desk import lessons, overview, people

PAGES = (overview.PAGE, people.PAGE, lessons.PAGE)
