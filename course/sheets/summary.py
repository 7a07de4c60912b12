"""A workshop's evaluation sheets as they are published: means, recommendation, obstacles."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from course import lessons
from course.evaluation import LEAST
from course.lessons import Lesson
from course.sheets.opinions import (
    PARTICIPANTS,
    read_comments,
    read_obstacles,
    read_opinions,
    read_recommendations,
)
from course.statistics.questionnaire import sheet_items

ITEMS = ["sheet", "text", "reversed", "n", "missing", "mean", "sd"]
COUNTS = [f"count_{step}" for step in range(1, 6)]
LIKELY = ["n", "mean", "high", "middle", "low", "net"]
OBSTACLES = ["sheet", "text", "n", "of", "percent"]
COMMENTS = ["sheet", "question", "text"]


@dataclass(frozen=True)
class Summary:
    """The sheets that five people or more filled in; no codes in it."""

    items: pd.DataFrame
    """``ITEMS`` and ``COUNTS``, as ``statistics.questionnaire.sheet_items``: reversed items are
    turned in the mean, not in the counts."""
    recommendation: pd.DataFrame
    """One row ``LIKELY`` or none: n, mean (0 to 10), how many gave 9 or 10, 7 or 8, 0 to 6, and the
    share of the first less that of the last, in percent (Reichheld 2003)."""
    obstacles: pd.DataFrame
    """``OBSTACLES``: how many ticked each, of how many who answered the question."""
    comments: pd.DataFrame
    """``COMMENTS``, in the order of the alphabet. They may name somebody: for the organisers."""
    few: tuple[tuple[str, int], ...]
    """(title, n) of the sheets that too few people filled in."""


def summarise(root: Path, names: Iterable[str], others: Collection[str] = ()) -> Summary:
    """Return the summary of the evaluation sheets ``names`` of the course at ``root``.

    ``others`` are codes whose sheets do not count.
    """
    parts: dict[str, list[pd.DataFrame]] = {"items": [], "obstacles": [], "comments": []}
    few, likely = [], pd.DataFrame(columns=LIKELY)
    for name in names:
        lesson = lessons.load(root, name)
        if lesson.about.reversed is None:
            continue
        title = lessons.title(lesson.notebook)
        ratings = _of_others(read_opinions(root, name), others)
        if (n := ratings["participant"].nunique()) < LEAST:
            few.append((title, n))
            continue
        obstacles = _obstacles(_of_others(read_obstacles(root, name), others))
        comments = _of_others(read_comments(root, name), others).sort_values(["question", "text"])
        for key, table in zip(parts, (_items(ratings, lesson), obstacles, comments), strict=True):
            parts[key].append(table.assign(sheet=title))
        if name == PARTICIPANTS:
            likely = _likely(_of_others(read_recommendations(root), others)["value"].dropna())
    columns = {"items": [*ITEMS, *COUNTS], "obstacles": OBSTACLES, "comments": COMMENTS}
    tables = {key: _joined(parts[key], columns[key]) for key in parts}
    return Summary(recommendation=likely, few=tuple(few), **tables)


def _of_others(table: pd.DataFrame, codes: Collection[str]) -> pd.DataFrame:
    return table[~table["participant"].isin(list(codes))]


def _joined(tables: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    return pd.concat(tables)[columns] if tables else pd.DataFrame(columns=columns)


def _items(ratings: pd.DataFrame, lesson: Lesson) -> pd.DataFrame:
    """Return the rating items, in the order of the sheet; one that few answered has only its n."""
    texts = ratings.drop_duplicates("item").set_index("item")["text"]
    wide = ratings.pivot(index="participant", columns="item", values="value")[list(texts.index)]
    found = sheet_items(wide, lesson.about.reversed or frozenset())
    shown = found["n"] >= LEAST
    figures = ["mean", "sd", *COUNTS]
    return found.assign(
        text=found["item"].map(texts), **{c: found[c].where(shown) for c in figures}
    )


def _likely(values: pd.Series) -> pd.DataFrame:
    n = len(values)
    if n < LEAST:
        return pd.DataFrame(columns=LIKELY)
    high, low = int((values >= 9).sum()), int((values <= 6).sum())
    row = [n, float(values.mean()), high, n - high - low, low, 100 * (high - low) / n]
    return pd.DataFrame([row], columns=LIKELY)


def _obstacles(ticked: pd.DataFrame) -> pd.DataFrame:
    of = ticked["participant"].nunique()
    if of < LEAST:
        return pd.DataFrame(columns=["text", "n", "of", "percent"])
    counts = ticked["text"].value_counts().rename_axis("text").rename("n").reset_index()
    return counts.assign(of=of, percent=100 * counts["n"] / of)
