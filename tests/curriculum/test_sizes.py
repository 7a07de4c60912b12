"""How long the course is and what it asks at once: limits that only ever come down (``sizes.py``)."""

from __future__ import annotations

from sizes import Sitting, core, course

MOST_INPUTS = 6
CROWDED = 39
"""Steps with more inputs than that; none shall be left."""
HOURS, CORE_HOURS, OWN = 11.5, 9, 25
"""Slow hours of the whole course and of what is for everybody, six in the end; graded tasks about the
own shop, 40 in the end."""


def crowded(every: list[Sitting]) -> list[str]:
    return [name for one in every for name, n in one.inputs.items() if n > MOST_INPUTS]


def test_every_sitting_of_a_lesson_ends_with_a_deed() -> None:
    without = [
        f"{one.lesson} {one.name}"
        for one in course()
        if one.name.startswith("Duduk") and len(one.deeds) != 1
    ]
    assert without == []


def test_the_course_grows_no_longer_and_no_more_crowded() -> None:
    every = course()
    assert len(crowded(every)) <= CROWDED, crowded(every)
    assert sum(one.minutes for one in every) / 60 <= HOURS
    assert sum(one.minutes for one in core(every)) / 60 <= CORE_HOURS


def test_graded_tasks_are_about_the_own_shop() -> None:
    assert sum(len(one.own) for one in course()) >= OWN
