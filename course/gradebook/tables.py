"""nbgrader's tables as far as we read them; importing nbgrader itself takes a second.

A test compares them with nbgrader's own (``nbgrader.api``, 0.9.6).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnClause,
    Float,
    Select,
    String,
    TableClause,
    column,
    select,
    table,
)


def _ids(*names: str) -> list[ColumnClause[str]]:
    return [column(name, String) for name in names]


ASSIGNMENT = table("assignment", *_ids("id", "name"))
NOTEBOOK = table("notebook", *_ids("id", "name", "assignment_id"))
BASE_CELL = table("base_cell", *_ids("id", "name", "notebook_id"))
GRADE_CELL = table("grade_cells", *_ids("id"), column("max_score", Float))
SOURCE_CELL = table("source_cell", *_ids("id", "name", "checksum", "notebook_id"))
SUBMITTED_ASSIGNMENT = table("submitted_assignment", *_ids("id", "assignment_id", "student_id"))
SUBMITTED_NOTEBOOK = table("submitted_notebook", *_ids("id", "assignment_id", "notebook_id"))
GRADE = table(
    "grade",
    *_ids("id", "notebook_id", "cell_id"),
    *(column(name, Float) for name in ("auto_score", "manual_score", "extra_credit")),
    column("needs_manual_grade", Boolean),
)
COMMENT = table("comment", *_ids("id", "notebook_id", "cell_id", "manual_comment"))
EVERY: tuple[TableClause, ...] = (
    *(ASSIGNMENT, NOTEBOOK, BASE_CELL, GRADE_CELL, SOURCE_CELL),
    *(SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK, GRADE, COMMENT),
)


def handed() -> Select[Any]:
    """Return the statement for id, participant and lesson of every notebook handed in."""
    paper, work = SUBMITTED_NOTEBOOK, SUBMITTED_ASSIGNMENT
    return (
        select(paper.c.id, work.c.student_id, ASSIGNMENT.c.name)
        .join_from(paper, work, paper.c.assignment_id == work.c.id)
        .join(ASSIGNMENT, work.c.assignment_id == ASSIGNMENT.c.id)
    )


def notebook_of(participant: str, lesson: str) -> Select[Any]:
    """Return the statement for the id of what one participant handed in to a lesson."""
    return (
        handed()
        .with_only_columns(SUBMITTED_NOTEBOOK.c.id)
        .where(SUBMITTED_ASSIGNMENT.c.student_id == participant, ASSIGNMENT.c.name == lesson)
    )
