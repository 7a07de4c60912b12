"""The evaluation sheets: how participants and speakers found the course, summed up."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from course import lessons
from course.criteria.numbers import readings
from course.evaluation.five import LEAST, shown_items
from course.evaluation.statistics.marks import sheet_items
from course.exercises.ballots import ANY_GROUP, group_of, is_ballot
from course.inbox.submitted import answered
from course.lessons.lesson import Lesson

LIKELY_ASKED = "anjuran"
"""The exercise that asks how likely one recommends the workshop."""
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


def read_recommendations(root: Path, lesson: str) -> pd.DataFrame:
    """Return how likely each participant recommends the workshop: participant, value.

    value: 0 to 10; NaN where it was left out or is no such number.
    """
    rows = []
    for sheet in answered(root, lesson, consented=True):
        values = readings(sheet.get(LIKELY_ASKED).get("nilai", ""))
        fitting = [v for v in values if 0 <= v <= _MOST_LIKELY and v == int(v)]
        rows.append([sheet.participant, fitting[0] if fitting else float("nan")])
    return pd.DataFrame(rows, columns=["participant", "value"]).astype({"value": float})


def read_ticked(root: Path, lesson: str) -> pd.DataFrame:
    """Return what was ticked (what one does now, what stood in the way), one row each.

    Columns: participant, item (the question), answer.
    """
    asked = [
        (exercise, field, dict(field.to_json()["options"]))
        for exercise, definition in lessons.load(root, lesson).definitions.items()
        for field in definition.fields
        if field.kind == "choices"
    ]
    sheets = list(answered(root, lesson, consented=True))
    rows = [
        [sheet.participant, field.label, texts[key]]
        for exercise, field, texts in asked
        for sheet in sheets
        for key in sheet.get(exercise).get(field.key) or []
    ]
    return pd.DataFrame(rows, columns=["participant", "item", "answer"])


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


ITEMS = ["sheet", "text", "reversed", "n", "missing", "mean", "sd"]
COUNTS = [f"count_{step}" for step in range(1, 6)]
LIKELY = ["n", "mean", "high", "middle", "low", "net"]
TICKED = ["sheet", "item", "answer", "n", "of", "percent"]
COMMENTS = ["sheet", "question", "text"]


@dataclass(frozen=True)
class Summary:
    """The sheets that five people or more filled in; no codes in it."""

    items: pd.DataFrame
    """``ITEMS`` and ``COUNTS``, as ``statistics.marks.sheet_items``: reversed items are
    turned in the mean, not in the counts."""
    recommendation: pd.DataFrame
    """One row ``LIKELY`` or none: n, mean (0 to 10), how many gave 9 or 10, 7 or 8, 0 to 6, and the
    share of the first less that of the last, in percent (Reichheld 2003)."""
    ticked: pd.DataFrame
    """``TICKED``: how many ticked each answer, of how many who answered the question; questions
    that fewer than five answered are left out."""
    comments: pd.DataFrame
    """``COMMENTS``, in the order of the alphabet. They may name somebody: for the organisers."""
    few: tuple[tuple[str, int], ...]
    """(title, n) of the sheets that too few people filled in."""


def summarise(root: Path, names: Iterable[str], counted: Collection[str] | None = None) -> Summary:
    """Return the summary of the evaluation sheets ``names`` of the course at ``root``.

    Only those of ``counted`` where that is given.
    """
    parts: dict[str, list[pd.DataFrame]] = {"items": [], "ticked": [], "comments": []}
    few, likely = [], pd.DataFrame(columns=LIKELY)
    for name in names:
        lesson = lessons.load(root, name)
        if lesson.about.reversed is None:
            continue
        title = lessons.title(lesson.notebook)
        ratings = _of(counted, read_opinions(root, name))
        if (n := ratings["participant"].nunique()) < LEAST:
            few.append((title, n))
            continue
        ticked = _ticked(_of(counted, read_ticked(root, name)))
        comments = _of(counted, read_comments(root, name)).sort_values(["question", "text"])
        for key, table in zip(parts, (_items(ratings, lesson), ticked, comments), strict=True):
            parts[key].append(table.assign(sheet=title))
        if LIKELY_ASKED in lesson.definitions:
            given = _of(counted, read_recommendations(root, name))
            likely = _likely(given["value"].dropna())
    columns = {"items": [*ITEMS, *COUNTS], "ticked": TICKED, "comments": COMMENTS}
    tables = {key: _joined(parts[key], columns[key]) for key in parts}
    return Summary(recommendation=likely, few=tuple(few), **tables)


def _of(counted: Collection[str] | None, table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``counted``; of a ballot only the list is known on which its person is."""
    if counted is None:
        return table
    groups = {code[0] for code in counted} | {ANY_GROUP}
    own = table["participant"].isin(list(counted))
    unnamed = [is_ballot(code) and group_of(code) in groups for code in table["participant"]]
    return table[own | pd.Series(unnamed, table.index, dtype=bool)]


def _joined(tables: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    return pd.concat(tables)[columns] if tables else pd.DataFrame(columns=columns)


def _items(ratings: pd.DataFrame, lesson: Lesson) -> pd.DataFrame:
    """Return the rating items, in the order of the sheet; one that few answered has only its n."""
    texts = ratings.drop_duplicates("item").set_index("item")["text"]
    wide = ratings.pivot(index="participant", columns="item", values="value")[list(texts.index)]
    found = shown_items(sheet_items(wide, lesson.about.reversed or frozenset()))
    return found.assign(text=found["item"].map(texts))


def _likely(values: pd.Series) -> pd.DataFrame:
    n = len(values)
    if n < LEAST:
        return pd.DataFrame(columns=LIKELY)
    high, low = int((values >= 9).sum()), int((values <= 6).sum())
    row = [n, float(values.mean()), high, n - high - low, low, 100 * (high - low) / n]
    return pd.DataFrame([row], columns=LIKELY)


def _ticked(rows: pd.DataFrame) -> pd.DataFrame:
    of = rows.groupby("item", sort=False)["participant"].nunique()
    many = rows[rows["item"].map(of) >= LEAST]
    counts = many.groupby("item", sort=False)["answer"].value_counts().rename("n").reset_index()
    counts = counts.assign(of=counts["item"].map(of))
    return counts.assign(percent=100 * counts["n"] / counts["of"])
