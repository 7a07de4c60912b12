"""Free texts through the lessons' own criteria cells: what owners really write, and near-misses.

``source/<lesson>/authors/readings.json`` holds them, in the form ``course/lessons/marked.py`` tells.
The tables were written before the checkers were tuned to them, most in several rounds, the later
ones blind. A lesson that gets such a file is tested by it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from conftest import REPOSITORY
from lesson_cell import record

from course.criteria.scoring import CAP

FILES = sorted((REPOSITORY / "source").glob("*/authors/readings.json"))
READINGS = {path.parent.parent.name: json.loads(path.read_text("utf-8")) for path in FILES}


GROUPS = [
    pytest.param(lesson, group, id=f"{lesson}-{number}")
    for lesson, groups in READINGS.items()
    for number, group in enumerate(groups)
]


def place(group: dict[str, Any]) -> str:
    words = (group.get("grade", group["exercise"]), group.get("field"), group.get("criterion"))
    return "-".join(word for word in words if word)


def earned(lesson: str, group: dict[str, Any], reading: str | dict[str, Any]) -> dict[str, Any]:
    """Return the criteria record of one reading."""
    value = copy.deepcopy(group.get("base", {}))
    if isinstance(reading, str):
        *tables, last = group["field"].split(".")
        inner = value
        for key in tables:
            inner = inner.setdefault(key, {})
        inner[last] = reading
    else:
        value |= reading["value"]
    return record(lesson, group["exercise"], value, group.get("grade", ""))


def shares(found: dict[str, Any]) -> dict[str, float]:
    """Return what each criterion earned, the guard as one of them."""
    guard = [found["guard"]] if found["guard"] else []
    return {row["label"]: row["share"] for row in [*found["criteria"], *guard]}


def all_of(check: Callable[..., None], lesson: str, group: dict[str, Any], kind: str) -> None:
    """Check every reading of a kind, ``accept`` or ``refuse``; name all that fail."""
    wrong = []
    for one in group[kind]:
        try:
            check(lesson, group, one)
        except AssertionError as error:
            wrong.append(f"{place(group)} {one!r}: {error}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("lesson", "group"), GROUPS)
def test_what_owners_write_is_accepted(lesson: str, group: dict[str, Any]) -> None:
    all_of(is_accepted, lesson, group, "accept")


def is_accepted(lesson: str, group: dict[str, Any], reading: Any) -> None:
    found = earned(lesson, group, reading)
    asked = shares(found)
    if "criterion" in group:
        asked = {group["criterion"]: asked[group["criterion"]]}
    else:
        assert found["earned"] == pytest.approx(found["points"] / group.get("of", 1)), found
    full = pytest.approx(1 / group.get("of", 1), abs=1e-4)
    assert asked == dict.fromkeys(asked, full), found


@pytest.mark.parametrize(("lesson", "group"), GROUPS)
def test_near_misses_are_refused(lesson: str, group: dict[str, Any]) -> None:
    all_of(is_refused, lesson, group, "refuse")


def is_refused(lesson: str, group: dict[str, Any], miss: dict[str, Any]) -> None:
    found = earned(lesson, group, miss.get("text", miss))
    got, refused = shares(found), miss.get("not", group.get("criterion"))
    if "value" in miss:
        assert {label for label, share in got.items() if share < 1} == set(refused), miss["why"]
        return
    assert got[refused] == pytest.approx(miss.get("share", 0), abs=1e-4), (miss["why"], found)
    if found["guard"] and refused == found["guard"]["label"]:
        assert found["earned"] <= CAP * found["points"]


@pytest.mark.parametrize("lesson", READINGS)
def test_a_table_is_large_enough_and_says_nothing_twice(lesson: str) -> None:
    for kind in ("accept", "refuse"):
        told = [
            json.dumps([place(group), one if isinstance(one, str) else {**one, "why": ""}])
            for group in READINGS[lesson]
            for one in group[kind]
        ]
        assert len(told) >= 20, kind
        assert len(set(told)) == len(told), kind
    misses = [miss for group in READINGS[lesson] for miss in group["refuse"]]
    assert all(miss["why"] and miss.get("share", 0) < 1 for miss in misses)
