"""What every registered checker owes: any JSON value is an answer, none earns nothing, all is quick."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from checkers import (
    JSON,
    called,
    is_checker,
    is_guard,
    opened_lesson,
    raises_nothing,
    registered,
    share,
)
from conftest import REPOSITORY
from costs import grows_as_its_size, within
from hypothesis import HealthCheck, given, note, settings
from lesson_cell import names_of

from course import lessons
from course.criteria import criteria
from course.criteria.scoring import Check
from course.exercises.answers import Answers, Entry
from course.exercises.fields import MAX_NUMBER_TEXT, MAX_TEXT, Field, Number, ShortText
from course.exercises.tables import Table
from course.exercises.workbook import Workbook, opened
from course.lessons.run import execute

REGISTERED = registered()
CHECKERS = [name for name, function in REGISTERED.items() if is_checker(function)]
PREPARE = {
    "affirmed",
    "cell",
    "days_sold",
    "entries",
    "how_many",
    "largest",
    "listed",
    "loosely",
    "marked",
    "multiplied",
    "of_own",
    "offered",
    "own_or_story",
    "own_pair",
    "own_shop",
    "photos_a_month",
    "planned",
    "steps",
    "told_goods",
    "total_of",
    "undenied",
    "without_serving",
}
"""What is registered and is no checker: it makes of an answer what a checker takes."""
FULL_WHEN_BLANK = {"own_listing"}
"""A guard: nothing written is no copy."""


@pytest.fixture(autouse=True)
def book() -> Iterator[Workbook]:
    """An open workbook with no file beside it; it holds the definitions some checkers look up."""
    with opened_lesson("m7-katalog-tabel") as one:
        yield one


def test_every_registered_name_is_a_checker_or_prepares_for_one() -> None:
    assert set(REGISTERED) - set(CHECKERS) == PREPARE
    assert len(CHECKERS) >= 100
    for name in CHECKERS:
        assert isinstance(called(name, None), Check), name


@pytest.mark.long
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=JSON)
def test_no_value_from_a_participant_raises(raw: object) -> None:
    """Every value goes to every checker: to make one up costs more than they all."""
    for name in REGISTERED:
        note(name)
        made = called(name, raw)
        if name in CHECKERS:
            raises_nothing(made)
            assert 0 <= criteria(made) <= made.points, name


def test_a_blank_answer_earns_nothing() -> None:
    earning = {name for name in CHECKERS if share(called(name, None))}
    assert earning == FULL_WHEN_BLANK
    assert all(is_guard(REGISTERED[name]) for name in earning)


FILLERS = ("x", "1", "1 ", "1 x ", "a, ", "$1", "dari mana ", "beli  ", "se", "per", "Rp", "08",
           "a. ", "?", "\n-")  # fmt: skip


@pytest.mark.parametrize("part", FILLERS)
def test_long_texts_are_cheap(part: str) -> None:
    """No pattern here backtracks without end, nor reads a long row of digits from each of them."""
    text = (part * 5_000)[:5_000]
    for name in CHECKERS:
        within(0.2, lambda name=name: raises_nothing(called(name, text)), name)


@pytest.mark.parametrize(("name", "part"), [("asks_buyer", "Rp"), ("asks_buyer", "ab"),
                         ("file_name", "1"), ("promises_when", "08"), ("promises_when", "1")])  # fmt: skip
def test_twice_the_text_costs_about_twice(name: str, part: str) -> None:
    grows_as_its_size(lambda size: raises_nothing(called(name, (part * size)[:size])), 20_000)


LESSONS = [name for name in lessons.names(REPOSITORY) if lessons.load(REPOSITORY, name).criteria]


@pytest.mark.parametrize("name", LESSONS)
def test_every_text_of_a_lesson_may_be_full_of_anything(name: str) -> None:
    """A class whose people fill every field to its end is still graded in seconds."""
    within(10, lambda: grade_full(name))


def grade_full(name: str) -> None:
    lesson = lessons.load(REPOSITORY, name)
    for part in FILLERS:
        entries = {}
        for exercise, definition in lesson.definitions.items():
            value = {field.key: full(field, part) for field in definition.fields}
            read, _ = definition.read({key: text for key, text in value.items() if text})
            entries[exercise] = Entry(value=read, at=AT, item=definition.item)
        answers = Answers(lesson=name, participant="U01", answers=entries)
        one = Workbook(Path(), name, dict(lesson.definitions)).with_answers(answers)
        with opened(one):
            for cell in lesson.criteria:
                execute(cell.source, dict(names_of(name)), one, 1)


AT = datetime(2026, 11, 20, tzinfo=UTC)


def full(field: Field, part: str) -> Any:
    """Return what fills a field to its last letter; None for one that is chosen."""

    def cut(most: int) -> str:
        return (part * most)[:most].strip() or part.strip()

    if isinstance(field, ShortText):
        return cut(min(field.max_chars, MAX_TEXT))
    if isinstance(field, Number):
        return cut(MAX_NUMBER_TEXT)
    if isinstance(field, Table):
        typed = [c for c in field.columns if c.kind in {"text", "number"}]
        return {
            row.key: {
                c.key: cut(c.max_chars if c.kind == "text" else MAX_NUMBER_TEXT) for c in typed
            }
            for row in field.rows
        }
    return None
