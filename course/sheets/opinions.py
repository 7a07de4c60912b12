"""Opinions of a workshop, in long tables; means and counts are the statistics' business."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from course import lessons
from course.grading.numbers import readings
from course.submitted import answered

PARTICIPANTS, SPEAKERS = "evaluasi-peserta", "evaluasi-narasumber"
_MOST_LIKELY = 10


def read_opinions(root: Path, lesson: str) -> pd.DataFrame:
    """Return the rating items of a sheet: participant, item, text, reversed, value.

    One row an item and person, in the order of the sheet; value 1 to 5 *as given*, NaN = left out.
    """
    known = lessons.load(root, lesson)
    known.require("reversed")
    turned = known.about.reversed or frozenset()
    items = [
        (exercise, field)
        for exercise, definition in known.definitions.items()
        for field in definition.fields
        if field.kind == "scale"
    ]
    rows = [
        [
            sheet.participant, field.key, field.label, field.key in turned,
            sheet.get(exercise).get(field.key, float("nan")),
        ]
        for sheet in answered(root, lesson, consented=True)
        for exercise, field in items
    ]  # fmt: skip
    columns = ["participant", "item", "text", "reversed", "value"]
    return pd.DataFrame(rows, columns=columns).astype({"value": float, "reversed": bool})


def read_recommendations(root: Path) -> pd.DataFrame:
    """Return how likely each participant recommends the workshop: participant, value.

    value: 0 to 10; NaN where it was left out or is no such number.
    """
    rows = []
    for sheet in answered(root, PARTICIPANTS, consented=True):
        values = readings(sheet.get("anjuran").get("nilai", ""))
        fitting = [v for v in values if 0 <= v <= _MOST_LIKELY and v == int(v)]
        rows.append([sheet.participant, fitting[0] if fitting else float("nan")])
    return pd.DataFrame(rows, columns=["participant", "value"]).astype({"value": float})


def read_obstacles(root: Path, lesson: str) -> pd.DataFrame:
    """Return the obstacles that were ticked, one row each: participant, obstacle, text."""
    (field, *_) = lessons.load(root, lesson).definitions["kendala"].fields
    texts = dict(field.to_json()["options"])
    rows = [
        [sheet.participant, key, texts[key]]
        for sheet in answered(root, lesson, consented=True)
        for key in sheet.get("kendala").get("apa") or []
    ]
    return pd.DataFrame(rows, columns=["participant", "obstacle", "text"])


def read_comments(root: Path, lesson: str) -> pd.DataFrame:
    """Return the open answers, one row each: participant, question, text.

    They may name somebody: a person reads them before they are shown to others.
    """
    definitions = lessons.load(root, lesson).definitions
    rows = [
        [sheet.participant, field.label, sheet.get(exercise)[field.key]]
        for sheet in answered(root, lesson, consented=True)
        for exercise, definition in definitions.items()
        for field in definition.fields
        if field.kind in {"long_text", "short_text"} and sheet.get(exercise).get(field.key)
    ]
    return pd.DataFrame(rows, columns=["participant", "question", "text"])
