"""Perlu dilihat orang: graded cells of which the grader itself is not sure.

A checker that doubts gives its best guess and says why (``Finding.unsure``). Here these cells are
listed by how much they could move an indicator, until a person has given points in the formgrader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from course import lessons
from course.autograde.notebooks import graded_records
from course.criteria.scoring import CAP
from course.gradebook import scores
from course.lessons.lesson import Lesson
from course.people.roster import admitted

_WHO = ("participant", "lesson", "cell", "indicator")
COLUMNS = (*_WHO, "why", "points", "earned", "least", "most")
"""``least`` and ``most``: points if every doubt goes against the participant, or for her."""


def doubts(root: Path) -> pd.DataFrame:
    """Return the cells a person should look at, those that could move most first.

    Columns ``COLUMNS``, points as the cell has them. Who is not ``roster.admitted`` is left out, as
    are cells to which a person has given points. Empty without a gradebook.
    """
    rows: list[tuple[Any, ...]] = []
    gate = admitted(root)
    if (root / "gradebook.db").exists():
        names = lessons.graded_names(root)
        given = scores.given(root, names)
        for name in names:
            rows += _doubts_in(root, lessons.load(root, name), given)
    kept = [row for row in rows if gate is None or row[0] in gate]
    table = pd.DataFrame(kept, columns=list(COLUMNS))
    swing = (table["most"] - table["least"]) / table["points"]
    return table.loc[swing.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def _doubts_in(
    root: Path, lesson: Lesson, given: Mapping[tuple[str, str], Mapping[str, scores.Given]]
) -> Iterator[tuple[Any, ...]]:
    cells = {cell.grade_id: cell for cell in lesson.criteria}
    for participant, records in graded_records(root, lesson.name):
        points = given.get((participant, lesson.name), {})
        for name, record in records.items():
            if name in cells and name in points and points[name].manual is None:
                why, least, most = _range(record)
                if why and least < most:
                    about = (name, cells[name].indicator, why)
                    worth = (record["points"], record["earned"])
                    yield participant, lesson.name, *about, *worth, least, most


def _range(record: Mapping[str, Any]) -> tuple[str, float, float]:
    """Return why a record is doubted, and what it earns at least and at most."""
    rows, guard = record["criteria"], record["guard"]
    doubted = [row for row in [*rows, *([guard] if guard else [])] if "unsure" in row]
    why = "; ".join(f"{row['label']}: {row['unsure']}" for row in doubted)
    least = sum(0.0 if "unsure" in row else row["earned"] for row in rows)
    most = sum(row["points"] if "unsure" in row else row["earned"] for row in rows)
    cap = CAP * record["points"]
    held, open_ = bool(guard and guard["share"] < 1), guard in doubted
    if held or open_:
        least = min(least, cap)
    if held and not open_:
        most = min(most, cap)
    return why, round(least, 2), round(most, 2)


def bands(root: Path, found: pd.DataFrame) -> pd.DataFrame:
    """Return each indicator's class mean as it is, and if every doubt went down or up.

    Columns: lesson, indicator, doubts (cells), mean, low, high (percent of the points possible).
    ``found`` from ``doubts``. Means are over the participants who were graded.
    """
    gate, names = admitted(root), sorted(set(found["lesson"]))
    given = scores.given(root, names) if names else {}
    rows = []
    for (lesson, indicator), own in found.groupby(["lesson", "indicator"], sort=True):
        cells = lessons.load(root, str(lesson)).criteria
        worth = {cell.grade_id: cell.points for cell in cells if cell.indicator == indicator}
        people = [
            {cell: points[cell].points for cell in worth if cell in points}
            for (participant, name), points in given.items()
            if name == lesson and (gate is None or participant in gate)
        ]
        earned = sum(value or 0.0 for points in people for value in points.values())
        possible = sum(worth.values()) * len(people)
        down, up = (own["earned"] - own["least"]).sum(), (own["most"] - own["earned"]).sum()
        percents = (100 * (earned + step) / possible for step in (0.0, -down, up))
        rows.append((lesson, indicator, len(own), *percents))
    return pd.DataFrame(rows, columns=["lesson", "indicator", "doubts", "mean", "low", "high"])
