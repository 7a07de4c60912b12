"""Lesson 2's free texts: what owners really write is accepted, what only looks like it is not.

``readings/m2.json`` was written before the checkers were tuned: for each text task, right answers
with short forms, typos, Javanese and Sundanese words, emoji; and near-misses, each with the
criterion it must not earn and why.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lesson_cell import record

LESSON = "m2-akun-usaha"
GROUPS = json.loads((Path(__file__).parent / "readings" / "m2.json").read_text("utf-8"))
GUARD = "ditulis sebagai kalimat"
HALF = " (separuh)"
ACCEPT = [
    pytest.param(group, text, id=f"{group['grade']}-{group['field']}-{number}")
    for group in GROUPS
    for number, text in enumerate(group["accept"])
]
REFUSE = [
    pytest.param(group, miss, id=f"{group['grade']}-{group['field']}-{number}")
    for group in GROUPS
    for number, miss in enumerate(group["refuse"])
]


def read(group: dict[str, Any], text: str) -> dict[str, Any]:
    """Return what the lesson finds in ``text`` in the group's field."""
    value = {**group["base"], group["field"]: text}
    return record(LESSON, group["exercise"], value, group["grade"])


@pytest.mark.parametrize(("group", "text"), ACCEPT)
def test_what_owners_write_is_accepted(group: dict[str, Any], text: str) -> None:
    found = read(group, text)
    missed = [row["label"] for row in found["criteria"] if row["share"] < 1]
    guard = found["guard"]
    assert (missed, guard and guard["found"]) == ([], guard and ""), text
    assert found["earned"] == found["points"]


@pytest.mark.parametrize(("group", "miss"), REFUSE)
def test_near_misses_are_refused(group: dict[str, Any], miss: dict[str, str]) -> None:
    found = read(group, miss["text"])
    label = miss["label"].removesuffix(HALF)
    rows = [*found["criteria"], *([found["guard"]] if found["guard"] else [])]
    (row,) = [row for row in rows if row["label"] == label]
    assert row["share"] == (0.5 if miss["label"].endswith(HALF) else 0), miss["why"]
    if label == GUARD:
        assert found["earned"] <= 0.4 * found["points"]


def test_the_table_is_large_enough() -> None:
    assert len(ACCEPT) >= 25
    assert len(REFUSE) >= 25
