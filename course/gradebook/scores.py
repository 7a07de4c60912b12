"""The gradebook: nbgrader's database, read in our words."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, func, inspect, select

from course import CourseError
from course.gradebook.opening import database_file, reading
from course.gradebook.settings import settings
from course.gradebook.tables import (
    ASSIGNMENT,
    BASE_CELL,
    GRADE,
    GRADE_CELL,
    NOTEBOOK,
    SOURCE_CELL,
    SUBMITTED_ASSIGNMENT,
    SUBMITTED_NOTEBOOK,
    handed,
)

if TYPE_CHECKING:  # slow to load, and grading does without
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

ExtraCredit = Literal["ignore", "add", "cap"]
"""What a grader's extra credit does: nothing, added, or added up to the cell's points."""

_PIECE = 500
"""Rows a piece: fewer than the 700 new tuples that make Python's garbage collector start, which
would take as long again as the reading."""


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
    return str(settings(root).CourseDirectory.db_url)


def read_scores(root: Path, extra_credit: ExtraCredit = "ignore") -> pd.DataFrame:
    """Return every graded cell of every submission, one row a cell.

    Columns: those of ``Score``; participant, lesson and cell are categories, in alphabetical order,
    as the rows are. A cell that neither grader nor checker has scored is missing (NaN), never 0:
    nbgrader's own ``grade.score`` would say 0 (``nbgrader.api``, 0.9.6). Extra credit counts by the
    policy given. Five million rows take 0.4 GB. Raises CourseError when there is no gradebook yet.
    """
    return scores_at(_existing(root), extra_credit)


def scores_at(url: str, extra_credit: ExtraCredit = "ignore") -> pd.DataFrame:
    """Return the scores of ``read_scores`` from the database at ``url``."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    with reading(url) as connection:
        rows = sorted(map(tuple, connection.execute(handed())), key=lambda row: row[1:])
        cells = sorted(map(tuple, connection.execute(_cells())), key=lambda row: row[1])
        ids = ([row[0] for row in rows], [row[0] for row in cells])
        place, item, score, needs = _grades(connection, *ids, extra_credit)
    # Both are numbered in alphabetical order; -1 is a grade that belongs to nothing.
    order = np.argsort(place.astype(np.int64) * len(cells) + item, kind="stable")
    order = order[(place[order] >= 0) & (item[order] >= 0)]
    place, item, score = place[order], item[order], score[order]
    most = np.array([row[2] for row in cells], float)[item]
    return pd.DataFrame(
        {
            "participant": _words([row[1] for row in rows], place),
            "lesson": _words([row[2] for row in rows], place),
            "cell": _words([row[1] for row in cells], item),
            "score": np.minimum(score, most) if extra_credit == "cap" else score,
            "max_score": most,
            "needs_grading": needs[order],
        }
    )


def _cells() -> Select[Any]:
    """Return the statement for id, grade id and points of every graded cell."""
    cell, named = GRADE_CELL.c, BASE_CELL.c
    return select(cell.id, named.name, cell.max_score).join_from(
        GRADE_CELL, BASE_CELL, cell.id == named.id
    )


class _Numbers(dict[str, int]):
    """The place of each id in a list; -1 for an id that is not there."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__({one: number for number, one in enumerate(ids)})

    def __missing__(self, _: str) -> int:
        return -1


def _grades(
    connection: Connection, handed: Sequence[str], cells: Sequence[str], extra_credit: ExtraCredit
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[Any], npt.NDArray[Any]]:
    """Return the column of notebooks, of cells (as places in those lists), of points, of needs.

    The ids are matched here: a join of the tables takes the databases several times as long.
    """
    import numpy as np  # noqa: PLC0415

    grade = GRADE.c
    given: ColumnElement[Any] = func.coalesce(grade.manual_score, grade.auto_score)
    if extra_credit != "ignore":
        given += func.coalesce(grade.extra_credit, 0.0)
    chosen = select(grade.notebook_id, grade.cell_id, given, grade.needs_manual_grade)
    places, items = _Numbers(handed), _Numbers(cells)
    pieces = [
        (
            np.array([places[one] for one in notebooks], np.int32),
            np.array([items[one] for one in own], np.int32),
            np.array(scores, float),
            np.array(needs, bool),
        )
        for notebooks, own, scores, needs in _in_pieces(connection, chosen)
    ]
    if not pieces:
        return np.array([], np.int32), np.array([], np.int32), np.array([]), np.array([], bool)
    place, item, score, needed = map(np.concatenate, zip(*pieces, strict=True))
    return place, item, score, needed


def _in_pieces(connection: Connection, chosen: Select[Any]) -> Iterator[Iterable[tuple[Any, ...]]]:
    """Yield the columns of ``_PIECE`` rows at a time, as the database's driver gives them.

    SQLAlchemy's rows would take half as long again.
    """
    driver = connection.connection
    # A cursor with a name stays in PostgreSQL; without one all rows come at once.
    named = connection.dialect.name == "postgresql"
    cursor: Any = driver.cursor("scores") if named else driver.cursor()
    try:
        cursor.execute(str(chosen.compile(connection, compile_kwargs={"literal_binds": True})))
        while rows := cursor.fetchmany(_PIECE):
            yield zip(*rows, strict=True)
    finally:
        cursor.close()


def _words(words: Sequence[str], row: npt.NDArray[np.int32]) -> pd.Categorical:
    """Return ``words[row]`` with the words that occur as categories, in alphabetical order."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    used = np.flatnonzero(np.bincount(row, minlength=len(words)))
    known, numbers = np.unique(np.array(words, object)[used], return_inverse=True)
    code = np.zeros(len(words), np.int32)
    code[used] = numbers
    return pd.Categorical.from_codes(code[row], pd.Index(known, dtype=str))


class NothingGradedError(CourseError):
    """No test is graded yet, or nothing at all: there is nothing to evaluate, and no fault."""


def _existing(root: Path) -> str:
    """Return the database's URL; CourseError when nothing was released into it yet."""
    url = database(root)
    if not _is_laid_out(url):
        raise NothingGradedError(
            "Buku nilai belum ada. Jalankan: course release, lalu course grade."
        )
    return url


def _is_laid_out(url: str) -> bool:
    """Return whether the gradebook holds nbgrader's tables; opening it would make an empty file."""
    path = database_file(url)
    if path and not os.path.lexists(path):
        return False
    with reading(url) as connection:
        return inspect(connection).has_table(GRADE.name)


def released_checksums(root: Path, lesson: str) -> dict[str, str]:
    """Return ``{grade id: checksum}`` of a released lesson; empty when it was never released."""
    url, table = database(root), SOURCE_CELL
    if not _is_laid_out(url):
        return {}
    chosen = (
        select(table.c.name, table.c.checksum)
        .join_from(table, NOTEBOOK, table.c.notebook_id == NOTEBOOK.c.id)
        .join(ASSIGNMENT, NOTEBOOK.c.assignment_id == ASSIGNMENT.c.id)
        .where(ASSIGNMENT.c.name == lesson)
    )
    with reading(url) as connection:
        return {row[0]: row[1] for row in connection.execute(chosen)}


def graded_pairs(root: Path) -> set[tuple[str, str]]:
    """Return (participant, lesson) of everything in the gradebook; empty where there is none."""
    if not _is_laid_out(database(root)):
        return set()
    return {(row[1], row[2]) for row in _rows(root, handed())}


def automatic_scores(root: Path) -> dict[tuple[str, str], list[tuple[str, float | None]]]:
    """Return grade id and automatic score of every test cell, by (participant, lesson).

    Only of submissions that have scores. Raises CourseError when there is no gradebook yet.
    """
    # Matched here, not joined: nbgrader's tables have no index for it (see ``_grades``).
    grade = GRADE.c
    found: dict[tuple[str, str], list[tuple[str, float | None]]] = {}
    with reading(_existing(root)) as connection:
        owner = {row[0]: (row[1], row[2]) for row in connection.execute(handed())}
        cells = {row[0]: row[1] for row in connection.execute(_cells())}
        chosen = select(grade.notebook_id, grade.cell_id, grade.auto_score)
        for columns in _in_pieces(connection, chosen):
            for notebook, cell, score in zip(*columns, strict=True):
                if notebook in owner:
                    own = found.setdefault(owner[notebook], [])
                    if cell in cells:
                        own.append((cells[cell], score))
    return found


@dataclass(frozen=True)
class Given:
    """What a graded cell of one submission got."""

    automatic: float | None
    """By the criteria; None where they left it to a person."""
    manual: float | None
    """By a person; None where nobody has."""

    @property
    def points(self) -> float | None:
        """What counts: a person's points before the automatic ones."""
        return self.automatic if self.manual is None else self.manual


def given(root: Path, lessons: Iterable[str]) -> dict[tuple[str, str], dict[str, Given]]:
    """Return ``{(participant, lesson): {grade id: Given}}`` of what was sent to these lessons."""
    grade, named = GRADE.c, BASE_CELL.c
    chosen = (
        handed()
        .join(GRADE, grade.notebook_id == SUBMITTED_NOTEBOOK.c.id)
        .join(BASE_CELL, grade.cell_id == named.id)
        .add_columns(named.name, grade.auto_score, grade.manual_score)
        .where(ASSIGNMENT.c.name.in_(list(lessons)))
    )
    found: dict[tuple[str, str], dict[str, Given]] = {}
    for _, participant, lesson, cell, automatic, manual in _rows(root, chosen):
        found.setdefault((participant, lesson), {})[cell] = Given(automatic, manual)
    return found


def waiting_for_a_person(root: Path, lessons: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return participant, lesson and cell of every grade in these lessons a person must give."""
    named = BASE_CELL.c
    chosen = (
        handed()
        .join(GRADE, GRADE.c.notebook_id == SUBMITTED_NOTEBOOK.c.id)
        .join(BASE_CELL, GRADE.c.cell_id == named.id)
        .add_columns(named.name)
        .where(GRADE.c.needs_manual_grade, ASSIGNMENT.c.name.in_(list(lessons)))
        .order_by(SUBMITTED_ASSIGNMENT.c.student_id, ASSIGNMENT.c.name, named.name)
    )
    return [(row[1], row[2], row[3]) for row in _rows(root, chosen)]


def _rows(root: Path, chosen: Select[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a query; CourseError when there is no gradebook yet."""
    with reading(_existing(root)) as connection:
        return [tuple(row) for row in connection.execute(chosen)]
