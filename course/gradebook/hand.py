"""Points and comments that a person gives, as nbgrader's formgrader writes them.

``nbgrader.server_extensions.formgrader.apihandlers`` (0.9.6): a person's points stand beside the
automatic ones and count before them; a cell that has neither waits for a person.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, select, update

from course import CourseError
from course.gradebook.opening import reading, take_turns
from course.gradebook.scores import database
from course.gradebook.tables import BASE_CELL, COMMENT, GRADE, GRADE_CELL, notebook_of


def _sent(connection: Connection, participant: str, lesson: str) -> str:
    found = connection.scalar(notebook_of(participant, lesson))
    if found is None:
        raise CourseError(f"Jawaban {participant} untuk {lesson} belum dinilai: course grade")
    return str(found)


def give_points(
    root: Path, participant: str, lesson: str, cell: str, points: float | None
) -> tuple[float | None, float | None]:
    """Give one cell a person's points; None takes them back, so that the automatic ones count.

    Returns what counted before and what counts now. Raises CourseError for a cell that is not
    graded, and for points below 0 or above what can be earned.
    """
    with reading(database(root)) as connection, connection.begin():
        take_turns(connection)
        notebook = _sent(connection, participant, lesson)
        found = connection.execute(
            select(GRADE.c.id, GRADE.c.auto_score, GRADE.c.manual_score, GRADE_CELL.c.max_score)
            .join(GRADE_CELL, GRADE.c.cell_id == GRADE_CELL.c.id)
            .join(BASE_CELL, GRADE.c.cell_id == BASE_CELL.c.id)
            .where(GRADE.c.notebook_id == notebook, BASE_CELL.c.name == cell)
        ).one_or_none()
        if found is None:
            raise CourseError(f"{lesson}, {cell}: bagian ini tidak dinilai.")
        key, automatic, manual, most = found
        if points is not None and not 0 <= points <= most:
            raise CourseError(f"Nilai harus antara 0 dan {most:g}.")
        connection.execute(
            update(GRADE)
            .where(GRADE.c.id == key)
            .values(manual_score=points, needs_manual_grade=points is None and automatic is None)
        )
        before = automatic if manual is None else manual
        return before, automatic if points is None else points


def comment(root: Path, participant: str, lesson: str) -> str:
    """Return the comment a person has written under a participant's lesson; "" without one."""
    with reading(database(root)) as connection:
        chosen = select(COMMENT.c.manual_comment).where(
            COMMENT.c.notebook_id.in_(notebook_of(participant, lesson)),
            COMMENT.c.manual_comment.is_not(None),
        )
        return str(connection.scalar(chosen) or "")


def write_comment(root: Path, participant: str, lesson: str, words: str) -> None:
    """Write the comment under a participant's lesson; empty words take it away.

    Raises CourseError for a lesson without a place for one (its last cell, ``catatan``).
    """
    with reading(database(root)) as connection, connection.begin():
        take_turns(connection)
        notebook = _sent(connection, participant, lesson)
        done = connection.execute(
            update(COMMENT)
            .where(COMMENT.c.notebook_id == notebook)
            .values(manual_comment=words or None)
        )
        if not done.rowcount:
            raise CourseError(f"{lesson}: pelajaran ini tidak punya tempat untuk catatan.")
