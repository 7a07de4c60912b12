"""How long the course is and what it asks at once (``sizes.py``): the promises that it makes."""

from __future__ import annotations

import pytest
from conftest import REPOSITORY
from sizes import Sitting, before_and_after, core, course, minutes

from course import lessons

MOST_INPUTS = 6
LONGEST = 15
"""Slow minutes of a sitting of a core lesson: what its opening page says."""
CORE_HOURS, HOURS = 6.6, 9.5
"""Slow hours of what is for everybody and of all there is, both tests included."""
OWN, PICTURES = 40, 80


@pytest.fixture(scope="module")
def every() -> list[Sitting]:
    return course()


def test_no_step_asks_for_more_than_six_things(every: list[Sitting]) -> None:
    asked = {(one.lesson, name): n for one in every for name, n in one.inputs.items()}
    assert {step: n for step, n in asked.items() if n > MOST_INPUTS} == {}


def test_a_sitting_is_short_and_ends_with_one_deed(every: list[Sitting]) -> None:
    sittings = [one for one in every if one.name.startswith("Duduk")]
    assert len({one.lesson for one in sittings}) == 8
    assert [one for one in sittings if len(one.deeds) != 1] == []
    assert [(one.lesson, one.name) for one in core(sittings) if one.minutes > LONGEST] == []


def test_the_course_is_no_longer_than_it_says(every: list[Sitting]) -> None:
    assert minutes(core(every)) + minutes(before_and_after()) <= 60 * CORE_HOURS
    assert minutes(every) + minutes(before_and_after()) <= 60 * HOURS


def test_graded_tasks_are_about_the_own_shop(every: list[Sitting]) -> None:
    assert sum(len(one.own) for one in every) >= OWN
    graded = sum(len(one.graded) for one in core(every))
    assert sum(len(one.own) for one in core(every)) > graded / 2


def test_an_idea_comes_back_once_in_a_later_lesson() -> None:
    known = lessons.load_all(REPOSITORY)
    taught = [name for name, one in known.items() if one.about.deeds]
    for name in taught:
        about = known[name].about
        for earlier in about.recalls.values():
            lesson, _, practice = earlier.partition("/")
            assert known[lesson].definitions[practice].practice
            assert known[lesson].about.order < about.order
        assert bool(about.recalls) == (name != "m1-internet")


def test_a_practice_with_numbers_has_a_second_example() -> None:
    """But one that comes back to an earlier lesson: that is a second example."""
    for name, lesson in lessons.load_all(REPOSITORY).items():
        about = lesson.about
        numbers = {
            key
            for key, asked in lesson.definitions.items()
            if asked.practice and any(field.kind == "number" for field in asked.fields)
        }
        lonely = numbers - set(about.again) - set(about.again.values()) - set(about.recalls)
        assert not (about.deeds and lonely), name


def test_the_lessons_are_drawn_as_well_as_told() -> None:
    drawn = [p for p in REPOSITORY.glob("source/m*/*") if p.suffix in {".svg", ".webp", ".png"}]
    assert len(drawn) >= PICTURES
