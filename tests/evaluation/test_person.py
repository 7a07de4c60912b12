"""What one participant is told to do next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import REPOSITORY

from course import lessons
from course.evaluation.person import Handed, Person, read_people, skipped
from course.evaluation.progress import missing, programme_state
from course.exercises.answers import Answers, Entry, Skipped
from course.lessons.lesson import About
from course.people.program import read_program
from course.people.roster import read_roster
from course.reports.person import mentor_page, participant_page

pytestmark = pytest.mark.xdist_group("demo")

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
    asked = replace(person, lessons=(done, replace(wish, wanted=True), LESSON))
    assert [one.lesson for one in asked.to_do] == ["m4-strategi", "m5-ekspor"], "everybody's first"


WANTED = {"asesmen/usaha-saya": {"jenis": ["kemasan", "barang"]}, "asesmen/perlu": {"mau": ["x"]}}


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({}, False),
        ({"asesmen/perlu": {"mau": ["x", "y"]}}, False),
        ({"asesmen/perlu": {"mau": ["x"]}, "asesmen/usaha-saya": {"jenis": "siap"}}, False),
        ({"asesmen/perlu": {"mau": ["y", "x"]}, "asesmen/usaha-saya": {"jenis": "barang"}}, True),
        ({"asesmen/perlu": {"mau": [{}]}, "asesmen/usaha-saya": {"jenis": 3}}, False),
    ],
)
def test_a_lesson_is_wanted_by_every_field_that_it_names(
    told: dict[str, dict[str, Any]],
    wanted: bool,  # noqa: FBT001
) -> None:
    about = About.model_validate({"optional": True, "wanted": WANTED})
    assert about.is_wanted(told) is wanted
    assert not About(optional=True).is_wanted(told)


def test_a_noodle_cart_is_never_sent_to_export(demo: tuple[Path, str]) -> None:
    """U02 sells noodles from a cart; U07 sent three bags abroad, and asks for it."""
    root, _ = demo
    people = {one.code: one for one in read_people(root, ["U02", "U04", "U07"])}
    assert "m5-ekspor" in {one.lesson for one in people["U02"].missing}
    named = {
        code: [one.lesson for one in person.lessons if one.optional and one.is_asked]
        for code, person in people.items()
    }
    assert named == {
        "U02": [],
        "U04": ["m6-marketplace", "m7-katalog-tabel"],
        "U07": ["m5-ekspor", "m6-marketplace"],
    }
    assert "ekspor" not in str(participant_page(root, "U02").data).lower()
    mentor = str(mentor_page(root, "MH01").data).split("U02")[-1]
    assert "ekspor" not in mentor.lower()


def test_nobody_is_late_for_what_they_did_not_ask_for(demo: tuple[Path, str]) -> None:
    root, _ = demo
    program = read_program(root / "kelas" / "program.toml")
    roster = read_roster(root / "kelas" / "roster.csv")
    late = missing(root, program, roster, date(2026, 12, 1))
    assert "m5-ekspor" not in late, "U07 and U10 sent it"
    assert "U02" not in late.get("m5-ekspor", [])
    states = programme_state(root, program, roster, date(2026, 12, 1))
    (asked,) = (one for state in states for one in state.came if one[0] == "m5-ekspor")
    assert asked == ("m5-ekspor", 6, 6)


def test_nobody_is_reminded_of_a_test_that_is_not_open() -> None:
    later = replace(LESSON, lesson="posttest", ahead=True)
    person = Person("U01", (later, LESSON), (), pd.DataFrame(), frozenset(), ())
    assert [one.lesson for one in person.missing] == ["posttest", "m4-strategi"]
    assert [one.lesson for one in person.to_do] == ["m4-strategi"]


def test_some_lessons_are_for_those_who_want_them_and_the_core_is_for_all() -> None:
    every = lessons.load_all(REPOSITORY)
    optional = {name for name, one in every.items() if one.about.optional}
    assert {"m5-ekspor", "m6-marketplace", "m7-katalog-tabel", "m8-angka"} <= optional
    assert not optional & {"m1-internet", "m2-akun-usaha", "m3-foto-katalog", "m4-strategi"}


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
