"""nbgrader's tables as far as we read them; importing nbgrader itself takes a second.

A test compares them with nbgrader's own (``nbgrader.api``, 0.9.6).
"""

from __future__ import annotations

from sqlalchemy import Boolean, ColumnClause, Float, String, TableClause, column, table


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
