"""The gradebook: nbgrader's database, read in our words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Select, create_engine, inspect, select

from course import points
from course.errors import CourseError
from course.gradebook_sql import ExtraCredit, scores
from course.nbgrader_files import course_directory, settings

COLUMNS = ["participant", "lesson", "cell", "score", "max_score", "needs_grading"]


@dataclass(frozen=True)
class Score:
    """What one participant earned in one graded cell."""

    participant: str
    """``U07``."""
    lesson: str
    cell: str
    """The grade id, ``K2-status-wa``; it begins with the indicator's code."""
    score: float | None
    """Points, a manual score before the automatic one; ``None`` where nobody has graded yet."""
    max_score: float
    needs_grading: bool
    """Whether nbgrader's formgrader asks a person to look."""


def database(root: Path) -> str:
    """Return the database's URL from the course's settings."""
    return str(course_directory(settings(root)).db_url)


def read_scores(root: Path, extra_credit: ExtraCredit = "ignore") -> pd.DataFrame:
    """Return every graded cell of every submission, one row a cell.

    Columns: those of ``Score``. A cell that neither grader nor checker has scored is missing
    (NaN), never 0: nbgrader's own ``grade.score`` would say 0 (``nbgrader.api``, 0.9.6). Extra
    credit counts by the policy given (``gradebook_sql.ExtraCredit``). Raises CourseError when there
    is no gradebook yet.
    """
    rows = _rows(root, scores(extra_credit))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"score": float, "max_score": float, "needs_grading": bool})


def read_points(
    root: Path,
    codes: Iterable[str],
    lessons: Iterable[str],
    extra_credit: ExtraCredit = "ignore",
) -> pd.DataFrame:
    """Return the same scores summed in the database: one row a submission and indicator.

    ``codes`` are the indicators, ``lessons`` the lessons to look at. Columns participant, lesson,
    indicator; points and possible (sums over the indicator's cells), cells (how many), scored (how
    many have a score; fewer than cells = incomplete), answered (how many above 0) and shares (sum
    of (x - 1) / (max - 1) over those, for attitude). Rows only for what was handed in. Raises
    CourseError when there is no gradebook yet.
    """
    found = points.fetch(_existing(root), codes, lessons, extra_credit)
    return found.sort_values(list(points.KEYS), ignore_index=True)


def _existing(root: Path) -> str:
    """Return the database's URL; CourseError when nothing was released into it yet."""
    url = database(root)
    engine = create_engine(url)
    try:
        if not inspect(engine).has_table(Grade.__tablename__):
            raise CourseError("Buku nilai belum ada. Jalankan: course release, lalu course grade.")
    finally:
        engine.dispose()
    return url


def released_checksums(root: Path, lesson: str) -> dict[str, str]:
    """Return ``{grade id: checksum}`` of a released lesson; empty when it was never released."""
    with Gradebook(database(root), "kelas-umkm") as gradebook:
        notebooks = gradebook.db.query(Notebook).join(Assignment).filter(Assignment.name == lesson)
        return {cell.name: cell.checksum for nb in notebooks for cell in nb.source_cells}


def graded_submissions(root: Path) -> set[tuple[str, str]]:
    """Return the (participant, lesson) pairs that have scores in the gradebook."""
    chosen = (
        select(SubmittedAssignment.student_id, Assignment.name)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        # Not one query a row: nbgrader's tables have no index for it.
        .where(SubmittedNotebook.id.in_(select(Grade.notebook_id)))
    )
    return {(row[0], row[1]) for row in _rows(root, chosen)}


def waiting_for_a_person(root: Path, lessons: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return participant, lesson and cell of every grade in these lessons a person must give."""
    chosen = scores("ignore").where(Grade.needs_manual_grade, Assignment.name.in_(list(lessons)))
    return [(row[0], row[1], row[2]) for row in _rows(root, chosen)]


def _rows(root: Path, chosen: Select[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a query; CourseError when there is no gradebook yet."""
    engine = create_engine(_existing(root))
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(chosen)]
    finally:
        engine.dispose()
