"""What one participant is told to do next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
from conftest import REPOSITORY

from course import lessons
from course.evaluation.person import Handed, Person, skipped
from course.exercises.answers import Answers, Entry, Skipped

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


def test_export_is_for_those_who_want_it_and_nothing_else_is() -> None:
    every = lessons.load_all(REPOSITORY)
    assert [name for name, one in every.items() if one.about.optional] == ["m5-ekspor"]


def test_what_was_skipped_is_named_in_the_order_of_the_lesson() -> None:
    at = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)
    said = {
        "Duduk 10": Skipped(at=at),
        "Duduk 2": Skipped(at=at),
        "Duduk 3": Skipped(at=at, back=True),
    }
    answers = Answers(
        lesson="m1-internet", participant="U07", skipped=said, answers={"x": Entry(value={}, at=at)}
    )
    assert skipped(answers) == ["Duduk 2", "Duduk 10"]
