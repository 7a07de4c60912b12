"""The desk's pages, in the order of a class's work."""

from __future__ import annotations

<<<<<<< HEAD
from course.desk import arrivals, lessons, marks, overview, results

PAGES = (overview.PAGE, arrivals.PAGE, marks.PAGE, results.PAGE, lessons.PAGE)
=======
from course.desk import backups, lessons, marks, overview, results

PAGES = (overview.PAGE, marks.PAGE, results.PAGE, lessons.PAGE, backups.PAGE)
>>>>>>> main
