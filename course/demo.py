"""``course demo``: the path of one answer, whole, on the example class."""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.autograde.engine import Graded, grade
from course.autograde.engine import Progress as GradingProgress
from course.check import check
from course.errors import CourseError
from course.inbox import Collected, collect
from course.release import release
from course.report import write_report
from course.roster import FILE_NAME, read_roster
from course.sheets.needs_report import write_needs
from course.sheets.week_report import write_week

Progress = Callable[[str, list[Any]], Iterable[Any]]


@dataclass(frozen=True)
class Demo:
    """What each stage did."""

    collected: Collected
    graded: Graded
    page: Path
    others: tuple[Path, ...]
    """The reports for lecturers and mentors."""


def demo(root: Path, progress: Progress, grading: GradingProgress) -> Demo:
    """Check, release, collect, grade and report the example class; can be repeated at any time.

    Raises CourseError when the folder already holds a real class (another ``roster.csv``).
    """
    example, roster = root / "examples" / FILE_NAME, root / FILE_NAME
    if roster.exists() and not filecmp.cmp(example, roster, shallow=False):
        raise CourseError(
            f"{roster}: di folder ini sudah ada kelas sungguhan. "
            "Jalankan course demo di salinan Kelas UMKM yang masih baru."
        )
    problems = check(root)
    if problems:
        raise CourseError("Pelajaran perlu diperbaiki:\n" + "\n".join(problems))
    release(root, progress=lambda names: progress("Merilis pelajaran", names))
    shutil.copyfile(example, roster)
    collected = collect(root, root / "examples" / "inbox", read_roster(roster))
    graded = grade(root, progress=grading)
    page = write_report(root)
    return Demo(collected, graded, page, (write_needs(root), write_week(root)))
