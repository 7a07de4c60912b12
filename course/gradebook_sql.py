"""nbgrader's schema in standard SQL: the same statements on SQLite, PostgreSQL and DuckDB."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    GradeCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import ColumnElement, Double, Select, Subquery, and_, case, func, select

ExtraCredit = Literal["ignore", "add", "cap"]
"""What a grader's extra credit does: nothing, added, or added up to the cell's points."""

_GRADE = Grade.__table__.c
_CELL = GradeCell.__table__.c
_NAMED = BaseCell.__table__.c


def _score(extra_credit: ExtraCredit, most: ColumnElement[float]) -> ColumnElement[float]:
    """Return a graded cell's points: manual before automatic, NULL while nobody has graded.

    nbgrader's own ``Grade.score`` says 0 for NULL (``nbgrader.api``, 0.9.6).
    """
    given = func.coalesce(_GRADE.manual_score, _GRADE.auto_score)
    if extra_credit == "ignore":
        return given
    more = given + func.coalesce(_GRADE.extra_credit, 0.0)
    return more if extra_credit == "add" else case((more > most, most), else_=more)


def scores(extra_credit: ExtraCredit) -> Select[Any]:
    """Return the statement of ``gradebook.read_scores``: one row a graded cell of a submission."""
    submission, lesson = SubmittedAssignment.__table__.c, Assignment.__table__.c
    return (
        select(
            submission.student_id.label("participant"),
            lesson.name.label("lesson"),
            _NAMED.name.label("cell"),
            _score(extra_credit, _CELL.max_score).label("score"),
            _CELL.max_score.label("max_score"),
            _GRADE.needs_manual_grade.label("needs_grading"),
        )
        .select_from(Grade.__table__)
        .join(GradeCell.__table__, _GRADE.cell_id == _CELL.id)
        .join(BaseCell.__table__, _CELL.id == _NAMED.id)
        .join(SubmittedNotebook.__table__, _GRADE.notebook_id == SubmittedNotebook.__table__.c.id)
        .join(
            SubmittedAssignment.__table__,
            SubmittedNotebook.__table__.c.assignment_id == submission.id,
        )
        .join(Assignment.__table__, submission.assignment_id == lesson.id)
        .order_by(submission.student_id, lesson.name, _NAMED.name)
    )


def points(codes: Iterable[str], lessons: Iterable[str], extra_credit: ExtraCredit) -> Select[Any]:
    """Return the statement of ``gradebook.read_points``: one row a notebook and indicator.

    Two stages: the many rows of ``grade`` are first summed by notebook and indicator, joined only
    to the few graded cells; the submissions' tables join the sums. A join of all six tables first
    takes four times as long on SQLite.
    """
    sums = _notebook_sums(_cells(codes, lessons), extra_credit)
    submission = SubmittedAssignment.__table__.c
    figures = [sums.c[name] for name in SUMS]
    who = submission.student_id.label("participant")
    return (
        select(who, sums.c.lesson, sums.c.indicator, *figures)
        .select_from(sums)
        .join(SubmittedNotebook.__table__, sums.c.notebook_id == SubmittedNotebook.__table__.c.id)
        .join(
            SubmittedAssignment.__table__,
            SubmittedNotebook.__table__.c.assignment_id == submission.id,
        )
    )


SUMS = ("points", "possible", "cells", "scored", "answered", "shares")


def _cells(codes: Iterable[str], lessons: Iterable[str]) -> Subquery:
    """Return the graded cells that feed an indicator: id, lesson, indicator, max_score, span."""
    name = _NAMED.name
    indicator = case(
        *((name.startswith(f"{code}-", autoescape=True), code) for code in codes), else_=None
    )
    lesson = Assignment.__table__.c.name
    statement = (
        select(
            _CELL.id,
            lesson.label("lesson"),
            indicator.label("indicator"),
            _CELL.max_score,
            (_CELL.max_score - 1).label("span"),
        )
        .select_from(GradeCell.__table__)
        .join(BaseCell.__table__, _CELL.id == _NAMED.id)
        .join(Notebook.__table__, _NAMED.notebook_id == Notebook.__table__.c.id)
        .join(Assignment.__table__, Notebook.__table__.c.assignment_id == Assignment.__table__.c.id)
        .where(lesson.in_(list(lessons)), indicator.is_not(None))
    )
    return statement.subquery("cells")


def _notebook_sums(cells: Subquery, extra_credit: ExtraCredit) -> Subquery:
    """Return the first stage: the grades of each submitted notebook, summed by indicator."""
    # The coalesce changes nothing (no row that counts has a NULL there) but keeps SQLite from
    # walking through ``grade`` in the order of an index, which reads its pages many times over.
    notebook = func.coalesce(_GRADE.notebook_id, "")
    statement = (
        select(
            notebook.label("notebook_id"),
            cells.c.lesson,
            cells.c.indicator,
            *_sums(cells, _score(extra_credit, cells.c.max_score)),
        )
        .select_from(Grade.__table__)
        # An outer join, so that SQLite walks through ``grade`` once, instead of looking up each
        # cell's grades all over the file; the other lessons' cells drop out afterwards.
        .outerjoin(cells, _GRADE.cell_id == cells.c.id)
        .group_by(notebook, cells.c.lesson, cells.c.indicator)
        .having(cells.c.lesson.is_not(None))
    )
    return statement.subquery("sums")


def _sums(cells: Subquery, given: ColumnElement[float]) -> list[ColumnElement[Any]]:
    """Return the columns ``SUMS`` over a group of graded cells."""
    answered = given > 0
    # op("/"): both sides are double already, and DuckDB would read a cast to FLOAT as 32 bits.
    share: ColumnElement[float] = (given - 1).op("/", precedence=8, return_type=Double())(
        cells.c.span
    )
    return [
        func.sum(given).label("points"),
        func.sum(cells.c.max_score).label("possible"),
        func.count().label("cells"),
        func.count(given).label("scored"),
        func.sum(case((answered, 1), else_=0)).label("answered"),
        # An attitude item counts (x - 1) / (max - 1); its 0 means "not answered".
        func.sum(case((and_(answered, cells.c.span > 0), share), else_=0.0)).label("shares"),
    ]
