"""``course demo``: the path of one answer, whole, on the example class."""

from __future__ import annotations

import datetime as dt
import filecmp
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course import CourseError, lessons
from course.autograde.engine import Graded, grade
from course.autograde.engine import Progress as GradingProgress
from course.evaluation.progress import programme_state, state_lines
from course.files import write_private
from course.inbox.collect import Collected, collect
from course.lessons.check import check
from course.lessons.release import release
from course.people import program
from course.people.attendance import import_reports
from course.people.matching import SHEET
from course.people.roster import FILE_NAME, WORKSHOP, course_roster, everybody
from course.reports.report import write_report

_OTHERS = (
    *(("needs", ""), ("week", ""), ("workshop", "")),
    *(("mentor", "MH04"), ("participant", "U07")),
)
Progress = Callable[[str, list[Any]], Iterable[Any]]
LISTS = (FILE_NAME, "mentors.csv", "lecturers.csv", program.FILE_NAME, WORKSHOP)
"""What a real class would have of its own."""


@dataclass(frozen=True)
class Demo:
    """What each stage did."""

    collected: Collected
    graded: Graded
    state: list[str]
    """The programme's state by stage, as lines."""
    page: Path
    others: tuple[Path, ...]
    """A report of each of the other kinds."""


def demo(root: Path, progress: Progress, grading: GradingProgress) -> Demo:
    """Check, release, collect, grade and report the example class; can be repeated at any time.

    Raises CourseError when the folder already holds a real class (other lists than the example's).
    """
    for name in LISTS:
        _refuse_another(root / name, root / "examples" / name)
    problems = check(root)
    if problems:
        raise CourseError("Pelajaran perlu diperbaiki:\n" + "\n".join(problems))
    release(root, progress=lambda names: progress("Merilis pelajaran", names))
    for name in LISTS:
        write_private(root / name, (root / "examples" / name).read_bytes())
    collected = collect(root, root / "examples" / "inbox", everybody(root))
    graded = grade(root, progress=grading)
    state, page = _state(root), write_report(root)
    _workshop(root)
    return Demo(collected, graded, state, page, tuple(write_report(root, *one) for one in _OTHERS))


def _refuse_another(own: Path, example: Path) -> None:
    if own.exists() and not filecmp.cmp(example, own, shallow=False):
        raise CourseError(
            f"{own}: di folder ini sudah ada kelas sungguhan. "
            "Jalankan course demo di salinan Kelas UMKM yang masih baru."
        )


def _state(root: Path) -> list[str]:
    """Return where the example programme stands today."""
    own = program.read_program(root / program.FILE_NAME, lessons.names(root))
    today = dt.datetime.now().astimezone().date()
    return state_lines(own, programme_state(root, own, course_roster(root), today))


def _workshop(root: Path) -> None:
    """Count the example workshop from Zoom's reports and the names a person has matched."""
    zoom = root / "examples" / "zoom"
    (root / SHEET).parent.mkdir(exist_ok=True)
    shutil.copyfile(zoom / SHEET.name, root / SHEET)
    reports, polls = sorted(zoom.glob("participants_*.csv")), sorted(zoom.glob("pollreport_*.csv"))
    import_reports(root, reports, polls, root / WORKSHOP)
