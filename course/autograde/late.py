"""Late penalties, by nbgrader's own preprocessor and whatever plugin the settings name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbformat.v4 import new_notebook
from nbgrader.api import Assignment
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import create_engine, select

from course.autograde.marking import Outcome
from course.gradebook import database
from course.nbgrader_files import settings


def assign_penalties(root: Path, outcomes: Sequence[Outcome]) -> None:
    """Set the penalty of the submissions whose lesson has a due date (few courses have one)."""
    with_date = _with_due_date(database(root))
    late = [o.submission for o in outcomes if o.submission.lesson in with_date]
    if not late:
        return
    preprocessor: Any = AssignLatePenalties(config=settings(root))
    for submission in late:
        names = {"student": submission.participant, "assignment": submission.lesson}
        resources = {"nbgrader": {**names, "notebook": submission.lesson, "db_url": database(root)}}
        preprocessor.preprocess(new_notebook(), resources)


def _with_due_date(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return set(
                connection.scalars(select(Assignment.name).where(Assignment.duedate.is_not(None)))
            )
    finally:
        engine.dispose()
