"""Late penalties, by nbgrader's own preprocessor and whatever plugin the settings name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbformat.v4 import new_notebook
from nbgrader.api import Assignment, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import create_engine, or_, select

from course.gradebook import database
from course.nbgrader_files import settings
from course.submitted import Submission


class Penalties:
    """Sets the penalties of a course's late submissions."""

    def __init__(self, root: Path) -> None:
        self._root, self._url = root, database(root)
        self._dated = self._select(select(Assignment.name).where(Assignment.duedate.is_not(None)))

    def assign(self, graded: Sequence[Submission]) -> None:
        """Set or take back the penalty of those that may need it; all of one lesson.

        Few lessons have a due date.
        """
        lesson = graded[0].lesson
        if lesson not in self._dated:
            return
        preprocessor: Any = AssignLatePenalties(config=settings(self._root))
        concerned = self._concerned(lesson)
        for code in [s.participant for s in graded if s.participant in concerned]:
            names = {"student": code, "assignment": lesson, "notebook": lesson}
            resources = {"nbgrader": {**names, "db_url": self._url}}
            preprocessor.preprocess(new_notebook(), resources)

    def _concerned(self, lesson: str) -> set[str]:
        """Return who is late, had more time, or bears a penalty."""
        is_late = SubmittedAssignment.timestamp > Assignment.duedate
        return self._select(
            select(SubmittedAssignment.student_id)
            .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .where(
                Assignment.name == lesson,
                or_(is_late, SubmittedNotebook.late_submission_penalty.is_not(None)),
            )
        )

    def _select(self, chosen: Any) -> set[str]:
        engine = create_engine(self._url)
        try:
            with engine.connect() as connection:
                return set(connection.scalars(chosen))
        finally:
            engine.dispose()
