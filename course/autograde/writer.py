"""Scores into nbgrader's tables, in batches: what nbgrader's own ``SaveAutoGrades`` would write.

The most expensive promise of the house: these rows must equal stock's for ever
(``tests/autograde``, both ways compared). Late penalties are computed by nbgrader's plugin.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Self

from nbformat.v4 import new_notebook
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Connection, bindparam, insert, or_, select, update

from course.autograde.marking import Outcome
from course.gradebook import stamps
from course.gradebook.opening import open_engine, reading, take_turns
from course.gradebook.scores import database
from course.gradebook.settings import settings
from course.inbox.submitted import Submission


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
        with reading(self._url) as connection:
            return set(connection.scalars(chosen))


def remove(url: str, pairs: Collection[tuple[str, str]]) -> None:
    """Delete what some (participant, lesson) earned from the gradebook at ``url``."""
    for participant, lesson in pairs:
        stamps.forget_stamp(url, participant, lesson)
    with Gradebook(url, "kelas-umkm") as gradebook:
        for participant, lesson in pairs:
            gradebook.remove_submission(lesson, participant)


@dataclass(frozen=True)
class _Target:
    """A lesson's rows in the gradebook."""

    assignment: str
    notebook: str
    graded: Mapping[str, str]
    """Cell id by grade id, tasks included."""
    tasks: frozenset[str]
    """Grade ids of the tasks (the comment cell at the foot)."""
    commented: tuple[str, ...]
    """Ids of the cells that carry a comment."""


class Record:
    """Writes outcomes into the gradebook at ``url``; use as a context manager."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._targets: dict[str, _Target] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def write(self, outcomes: Sequence[Outcome]) -> None:
        """Save the scores of a batch, all of one lesson, in one transaction: all stand, or none."""
        with self.engine.connect() as connection, connection.begin():
            take_turns(connection)
            stamps.lay_out(connection)
            target = self._target(connection, outcomes[0].submission.lesson)
            self._write(connection, target, outcomes)

    def _target(self, connection: Connection, lesson: str) -> _Target:
        if lesson not in self._targets:
            self._targets[lesson] = _find(connection, lesson)
        return self._targets[lesson]

    def _write(self, connection: Connection, target: _Target, some: Sequence[Outcome]) -> None:
        people = [o.submission.participant for o in some]
        _add_students(connection, people)
        works = _add_works(connection, target, some)
        notebooks, new = _add_notebooks(connection, target, list(works.values()))
        _add_comments(connection, target, new)
        own = {notebooks[works[o.submission.participant]]: o for o in some}
        stamps.replace(connection, [(notebook, outcome.stamp) for notebook, outcome in own.items()])
        known = _standing(connection, target, own.keys() - new)
        _save_scores(connection, target, own, known)


def _find(connection: Connection, lesson: str) -> _Target:
    assignment, notebook = connection.execute(
        select(Assignment.id, Notebook.id)
        .join(Notebook, Notebook.assignment_id == Assignment.id)
        .where(Assignment.name == lesson, Notebook.name == lesson)
    ).one()
    cells: dict[type, dict[str, str]] = {
        kind: _pairs(connection, _cells(kind, notebook))
        for kind in (GradeCell, TaskCell, SolutionCell)
    }
    tasks = cells[TaskCell]
    return _Target(
        assignment,
        notebook,
        {**cells[GradeCell], **tasks},
        frozenset(tasks),
        (*cells[SolutionCell].values(), *tasks.values()),
    )


def _cells(kind: Any, notebook: str) -> Any:
    table, base = kind.__table__, BaseCell.__table__
    return (
        select(base.c.name, table.c.id)
        .join(base, base.c.id == table.c.id)
        .where(base.c.notebook_id == notebook)
    )


def _pairs(connection: Connection, chosen: Any) -> dict[str, str]:
    return {row[0]: row[1] for row in connection.execute(chosen)}


_RUN, _COUNT = uuid.uuid4().hex[:16], count()


def _new_id() -> str:
    """Return an id in nbgrader's form; they rise, so that indexes grow at their end."""
    return f"{_RUN}{next(_COUNT):016x}"


def _add_students(connection: Connection, people: Sequence[str]) -> None:
    known = set(connection.scalars(select(Student.id).where(Student.id.in_(people))))
    if missing := [{"id": code} for code in people if code not in known]:
        connection.execute(insert(Student), missing)


def _add_works(connection: Connection, target: _Target, some: Sequence[Outcome]) -> dict[str, str]:
    """Return each participant's ``submitted_assignment`` id, its time brought up to date."""
    people = [o.submission.participant for o in some]
    chosen = select(SubmittedAssignment.student_id, SubmittedAssignment.id).where(
        SubmittedAssignment.assignment_id == target.assignment,
        SubmittedAssignment.student_id.in_(people),
    )
    found = _pairs(connection, chosen)
    at = {o.submission.participant: o.at for o in some}
    _update_times(connection, [(id_, at[code]) for code, id_ in found.items()])
    new = {code: _new_id() for code in people if code not in found}
    if new:
        rows = [
            {
                "id": id_,
                "assignment_id": target.assignment,
                "student_id": code,
                "timestamp": at[code],
            }
            for code, id_ in new.items()
        ]
        connection.execute(insert(SubmittedAssignment), rows)
    return found | new


def _update_times(connection: Connection, times: Sequence[tuple[str, datetime | None]]) -> None:
    if known := [{"key": id_, "at": at} for id_, at in times if at]:
        table = SubmittedAssignment.__table__
        change = update(table).where(table.c.id == bindparam("key"))
        connection.execute(change.values(timestamp=bindparam("at")), known)


def _add_notebooks(
    connection: Connection, target: _Target, works: Sequence[str]
) -> tuple[dict[str, str], set[str]]:
    """Return ``submitted_notebook`` ids by ``submitted_assignment`` id, and the new ones."""
    chosen = select(SubmittedNotebook.assignment_id, SubmittedNotebook.id).where(
        SubmittedNotebook.notebook_id == target.notebook,
        SubmittedNotebook.assignment_id.in_(works),
    )
    found = _pairs(connection, chosen)
    new = {work: _new_id() for work in works if work not in found}
    if new:
        rows = [
            {"id": id_, "assignment_id": work, "notebook_id": target.notebook, "flagged": False}
            for work, id_ in new.items()
        ]
        connection.execute(insert(SubmittedNotebook), rows)
    return found | new, set(new.values())


def _add_comments(connection: Connection, target: _Target, new: Iterable[str]) -> None:
    """Give new notebooks their empty comments, as nbgrader does."""
    comments = [
        {"id": _new_id(), "notebook_id": notebook, "cell_id": cell}
        for notebook in new
        for cell in target.commented
    ]
    if comments:
        connection.execute(insert(Comment), comments)


_Standing = dict[tuple[str, str], tuple[str, float | None]]
"""Id and manual score by notebook and cell."""


def _save_scores(
    connection: Connection,
    target: _Target,
    outcomes: Mapping[str, Outcome],
    standing: _Standing,
) -> None:
    """Insert or update the grades of the batch; manual scores and extra credit stay."""
    table = Grade.__table__
    new, old = [], []
    for notebook, outcome in outcomes.items():
        for name, score in _all_scores(target, outcome):
            cell = target.graded[name]
            id_, manual = standing.get((notebook, cell), ("", None))
            # A task of 0 points (the comment cell) waits for nobody (see SaveCriteria).
            needs = name not in target.tasks and (score is None or manual is not None)
            row = {"auto_score": score, "needs_manual_grade": needs}
            if id_:
                old.append({"key": id_, **row})
            else:
                new.append({"id": _new_id(), "notebook_id": notebook, "cell_id": cell, **row})
    if new:
        _insert(connection, table, new)
    if old:
        connection.execute(update(table).where(table.c.id == bindparam("key")), old)


def _insert(connection: Connection, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of plain values by the driver itself: a quarter less for the writer to do."""
    statement: Any = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    values: Sequence[Any] = rows
    if statement.positional:
        values = [tuple([row[name] for name in statement.positiontup]) for row in rows]
    connection.exec_driver_sql(str(statement), values)


def _standing(connection: Connection, target: _Target, notebooks: Iterable[str]) -> _Standing:
    """Return the grades that these notebooks have."""
    known = list(notebooks)
    if not known:
        return {}
    table = Grade.__table__
    chosen = select(table.c.id, table.c.notebook_id, table.c.cell_id, table.c.manual_score)
    # By cells too: nbgrader's only index begins with them.
    where = table.c.cell_id.in_(target.graded.values()), table.c.notebook_id.in_(known)
    rows = connection.execute(chosen.where(*where))
    return {(notebook, cell): (id_, manual) for id_, notebook, cell, manual in rows}


def _all_scores(target: _Target, outcome: Outcome) -> list[tuple[str, float | None]]:
    given = dict(outcome.scores)
    return [(name, 0.0 if name in target.tasks else given.get(name)) for name in target.graded]
