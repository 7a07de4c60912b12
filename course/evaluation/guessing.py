"""What someone earns who knows nothing: the lesson's own criteria, run on blind answers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from course import lessons
from course.exercises.answers import Answers, Entry
from course.exercises.definition import Definition
from course.exercises.fields import Choice, Choices, Field, Order
from course.exercises.tables import Table
from course.exercises.workbook import Workbook, opened
from course.lessons.forms import load_asked
from course.lessons.run import execute

TRIES = 200
"""Blind sheets a cell, where there are too many to try them all."""
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
CLOSED = (Choice, Order)
"""``Choices`` is a ``Choice``; of a table, its choice columns. Blank elsewhere."""


def guess_table(root: Path, name: str) -> pd.DataFrame:
    """Return what blind answers earn in each graded cell of a lesson, by its own criteria.

    Columns: cell, guess (expected share of the points when every option is equally likely; exact
    for a single choice, else the mean of ``TRIES`` sheets drawn with the cell's name as seed), same
    (the best share from giving one and the same option everywhere; NaN for a single choice). NaN
    for a cell without closed fields; fields to be written stay blank, so mixed forms earn what
    their options earn.
    """
    lesson = lessons.load(root, name)
    bench = _Bench(lesson)
    rows = []
    for cell in lesson.criteria:
        definition = lesson.definitions.get(cell.exercise)
        sheets = list(_blind(definition, cell.grade_id)) if definition else []
        if definition is None or not sheets or not cell.points:
            rows.append((cell.grade_id, float("nan"), float("nan")))
            continue
        earned = [bench.earned(cell.source, definition, sheet) / cell.points for sheet in sheets]
        same = [
            bench.earned(cell.source, definition, sheet) / cell.points
            for sheet in _all_the_same(definition)
        ]
        best = max(same, default=float("nan"))
        rows.append((cell.grade_id, sum(earned) / len(earned), best))
    return pd.DataFrame(rows, columns=["cell", "guess", "same"])


@dataclass(frozen=True)
class _Bench:
    """A lesson whose criteria can be tried on invented answers."""

    lesson: lessons.Lesson

    def earned(self, source: str, definition: Definition, value: dict[str, Any]) -> float:
        """Return the points one answer earns in one criteria cell; 0 where it raises."""
        entry = Entry(value=value, at=_EPOCH, tries=1, helped=False, item=definition.item)
        answers = Answers(lesson=self.lesson.name, answers={definition.id: entry})
        book = Workbook(Path(), self.lesson.name, dict(self.lesson.definitions))
        book = book.with_answers(answers)
        namespace: dict[str, Any] = {}
        with opened(book):
            execute(self._setup, namespace, book, 1)
            results = [o for o in execute(source, namespace, book, 2) if "execution_count" in o]
        return float(results[0]["data"]["text/plain"]) if results else 0.0

    @cached_property
    def _setup(self) -> str:
        cells = self.lesson.notebook.cells
        ours = [c for c in cells if lessons.grading_metadata(c).get("grade_id") == lessons.SETUP]
        return str(ours[0].source) if ours else ""


def option_points(root: Path, name: str, exercise: str, field: Choice) -> dict[str, float]:
    """Return what each option of a field earns by itself, in points over a blank answer.

    Over all graded cells that read the exercise. The keys of right answers stay where they are:
    this only asks the criteria.
    """
    lesson = load_asked(root, name)
    bench, definition = _Bench(lesson), lesson.definitions[exercise]
    cells = [c.source for c in lesson.criteria if c.exercise == exercise]
    blank = {source: bench.earned(source, definition, {}) for source in cells}
    return {
        option: sum(
            bench.earned(source, definition, {field.key: option}) - blank[source]
            for source in cells
        )
        for option in field.options
    }


def _blind(definition: Definition, seed: str) -> Iterator[dict[str, Any]]:
    """Yield answers of someone who guesses; nothing for a form without closed fields."""
    closed = [f for f in definition.fields if _is_closed(f)]
    if len(closed) == 1 and type(closed[0]) is Choice:
        yield from ({closed[0].key: option} for option in closed[0].options)
    elif closed:
        dice = random.Random(seed)  # noqa: S311  a drawing that must be the same every time
        yield from ({f.key: _drawn(f, dice) for f in closed} for _ in range(TRIES))


def _is_closed(field: Field) -> bool:
    if isinstance(field, Table):
        return bool(field.rows) and any(column.kind == "choice" for column in field.columns)
    return isinstance(field, CLOSED)


def _drawn(field: Field, dice: random.Random) -> Any:
    if isinstance(field, Choices):
        return [key for key in field.options if dice.random() < 0.5][: field.most]
    if isinstance(field, Choice):
        return dice.choice(list(field.options))
    if isinstance(field, Order):
        return dice.sample(list(field.options), len(field.options))
    assert isinstance(field, Table)  # noqa: S101  the kinds of ``_is_closed``
    return {
        row.key: {c.key: dice.choice(list(c.options)) for c in _choosing(field)}
        for row in field.rows
    }


def _choosing(field: Table) -> list[Any]:
    return [column for column in field.columns if column.kind == "choice"]


def _all_the_same(definition: Definition) -> Iterator[dict[str, Any]]:
    """Yield the answers that take the n-th option everywhere; nothing for one single choice."""
    closed = [f for f in definition.fields if _is_closed(f)]
    if len(closed) == 1 and isinstance(closed[0], Choice):
        return
    longest = max(_width(f) for f in closed)
    for place in range(longest):
        yield {f.key: _placed(f, place) for f in closed}


def _width(field: Any) -> int:
    if isinstance(field, Table):
        return max(len(column.options) for column in _choosing(field))
    return len(field.options)


def _placed(field: Any, place: int) -> Any:
    if isinstance(field, Table):
        cells = {c.key: list(c.options)[place % len(c.options)] for c in _choosing(field)}
        return {row.key: dict(cells) for row in field.rows}
    options = list(field.options)
    if isinstance(field, Order):
        return options
    key = options[place % len(options)]
    return [key] if isinstance(field, Choices) else key
