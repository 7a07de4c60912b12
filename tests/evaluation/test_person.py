"""What one participant is told to do next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
from conftest import REPOSITORY

from course import lessons
from course.evaluation.person import Handed, Person

LESSON = Handed(
    lesson="m4-strategi", title="Strategi", came=None, answered=0, exercises=18, helped=0,
    waiting=0, by_mentor=False, optional=False, deeds=8, done=(),
)  # fmt: skip


def test_nobody_is_sent_to_a_lesson_for_those_who_want_it() -> None:
    wish = replace(LESSON, lesson="m5-ekspor", optional=True)
    done = replace(LESSON, lesson="m1-internet", came=date(2026, 11, 29))
    person = Person("U01", (done, wish, LESSON), (), pd.DataFrame(), frozenset(), ())
    assert [one.lesson for one in person.missing] == ["m5-ekspor", "m4-strategi"]
    assert [one.lesson for one in person.to_do] == ["m4-strategi"]


def test_nobody_is_reminded_of_a_test_that_is_not_open() -> None:
    later = replace(LESSON, lesson="posttest", ahead=True)
    person = Person("U01", (later, LESSON), (), pd.DataFrame(), frozenset(), ())
    assert [one.lesson for one in person.missing] == ["posttest", "m4-strategi"]
    assert [one.lesson for one in person.to_do] == ["m4-strategi"]


def test_export_and_the_marketplace_are_for_those_who_want_them() -> None:
    every = lessons.load_all(REPOSITORY)
    assert [name for name, one in every.items() if one.about.optional] == [
        "m5-ekspor",
        "m6-marketplace",
    ]
