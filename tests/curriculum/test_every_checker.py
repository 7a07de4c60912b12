"""What every registered checker owes: any JSON value is an answer, none earns nothing, all is quick."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from checkers import JSON, called, is_checker, is_guard, raises_nothing, registered, share
from conftest import REPOSITORY
from hypothesis import HealthCheck, given, settings

from course import lessons
from course.criteria import criteria
from course.criteria.scoring import Check
from course.exercises.workbook import Workbook, opened

REGISTERED = registered()
CHECKERS = [name for name, function in REGISTERED.items() if is_checker(function)]
PREPARE = {"cell", "entries", "marked", "steps"}
"""What is registered and is no checker: it makes of an answer what a checker takes."""
FULL_WHEN_BLANK = {"own_listing"}
"""A guard: nothing written is no copy."""


@pytest.fixture(autouse=True)
def book() -> Iterator[Workbook]:
    """An open workbook with no file beside it; it holds the definitions some checkers look up."""
    lesson = lessons.load(REPOSITORY, "m3-foto-katalog")
    definitions = dict(lesson.definitions)
    with opened(
        Workbook(Path("/nonexistent"), lesson.name, definitions, publish=json.dumps)
    ) as one:
        yield one


def test_every_registered_name_is_a_checker_or_prepares_for_one() -> None:
    assert set(REGISTERED) - set(CHECKERS) == PREPARE
    assert len(CHECKERS) >= 100
    for name in CHECKERS:
        assert isinstance(called(name, None), Check), name


@pytest.mark.parametrize("name", REGISTERED)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=JSON)
def test_no_value_from_a_participant_raises(name: str, raw: object) -> None:
    made = called(name, raw)
    if name in CHECKERS:
        raises_nothing(made)
        assert 0 <= criteria(made) <= made.points


def test_a_blank_answer_earns_nothing() -> None:
    earning = {name for name in CHECKERS if share(called(name, None))}
    assert earning == FULL_WHEN_BLANK
    assert all(is_guard(REGISTERED[name]) for name in earning)


@pytest.mark.parametrize(
    "part", ["x", "1", "1 ", "1 x ", "a, ", "$1", "dari mana ", "beli  ", "se", "per"]
)
def test_long_texts_are_cheap(part: str) -> None:
    """No pattern here backtracks without end, nor reads a long row of digits from each of them."""
    text = (part * 5_000)[:5_000]
    for name in CHECKERS:
        begun = time.process_time()
        raises_nothing(called(name, text))
        assert time.process_time() - begun < 1, name
