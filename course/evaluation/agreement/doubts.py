"""Perlu dilihat orang: graded cells that a person should look at.

A checker that doubts gives its best guess and says why (``Finding.unsure``); and where people often
gave other marks to answers that earned the same, they would here (``precedents``). These cells are
listed by how much a person is likely to move them, until she has given points.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from course import lessons
from course.autograde.notebooks import graded_records
from course.criteria.scoring import CAP, is_capped
from course.evaluation.agreement.precedents import LOOK, Outlook, Task, precedents
from course.gradebook import scores
from course.lessons.lesson import Lesson
from course.people.roster import admitted

_WHO = ("participant", "lesson", "cell", "indicator")
COLUMNS = (*_WHO, "why", "points", "earned", "least", "most", "chance")
"""``least`` and ``most``: points if every doubt goes against the participant, or for her;
``chance``: that a person gives other points, by a quarter of them or more (0 to 1)."""


def doubts(root: Path) -> pd.DataFrame:
    """Return the cells a person should look at, those likely to move most first.

    Columns ``COLUMNS``, points as the cell has them. Who is not ``roster.admitted`` is left out, as
    are cells to which a person has given points: they are precedents. Empty without a gradebook.
    Raises CourseError for precedents that cannot be read.
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
    moved = table["chance"] * (table["most"] - table["least"]) / table["points"]
    return table.loc[moved.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def _doubts_in(
    root: Path, lesson: Lesson, given: Mapping[tuple[str, str], Mapping[str, scores.Given]]
) -> Iterator[tuple[Any, ...]]:
    cells, known = {cell.grade_id: cell for cell in lesson.criteria}, precedents(lesson)
    asked = []
    for participant, records in graded_records(root, lesson.name):
        points = given.get((participant, lesson.name), {})
        for name, record in records.items():
            if name not in cells or name not in points:
                continue
            task, manual = known.get(name), points[name].manual
            pattern = task.pattern(record) if task else None
            if manual is None:
                worth = (record["points"], record["earned"])
                asked.append((participant, name, pattern, _range(record), *worth))
            elif task and pattern and len(task.criteria) == len(record["criteria"]):
                task.add(pattern, manual / record["points"])
    # Only now all the points that people gave are known.
    outlook = cache(lambda name, pattern: known[name].outlook(pattern))
    for participant, name, pattern, own, points_, earned in asked:
        doubt = own.beside(outlook(name, pattern), known[name], earned) if pattern else own
        if doubt.why and doubt.least < doubt.most:
            about = (participant, lesson.name, name, cells[name].indicator, doubt.why)
            span = (round(doubt.least, 2), round(doubt.most, 2))
            yield *about, points_, earned, *span, doubt.chance


@dataclass(frozen=True)
class _Doubt:
    """Why a person should look, what a cell earns at least and at most, and how likely that is."""

    why: str
    least: float
    most: float
    chance: float = LOOK

    def beside(self, outlook: Outlook, task: Task, earned: float) -> _Doubt:
        """Return the doubt with what people gave to answers alike."""
        chance = outlook.otherwise
        if not outlook.asks(doubted=bool(self.why)):
            return replace(self, why="", chance=chance)
        if chance < LOOK:
            return replace(self, chance=chance)
        ways = {"lebih rendah": outlook.lower, "lebih tinggi": outlook.higher}
        likely = [way for way, one in ways.items() if one >= LOOK / 2]
        worth, of_ten = math.fsum(task.points), max(round(10 * chance), 1)
        said = (
            f"{of_ten} dari 10 jawaban yang nilainya seperti ini diberi nilai lain oleh orang, "
            f"jauh {' atau '.join(likely)}"
        )
        return _Doubt(
            "; ".join(filter(None, (self.why, said))),
            min(self.least, earned - worth * outlook.down * ("lebih rendah" in likely)),
            max(self.most, earned + worth * outlook.up * ("lebih tinggi" in likely)),
            chance,
        )


def _range(record: Mapping[str, Any]) -> _Doubt:
    """Return why a record is doubted, and what it earns at least and at most."""
    rows, guard = record["criteria"], record["guard"]
    doubted = [row for row in [*rows, *([guard] if guard else [])] if "unsure" in row]
    why = "; ".join(f"{row['label']}: {row['unsure']}" for row in doubted)
    least = sum(0.0 if "unsure" in row else row["earned"] for row in rows)
    most = sum(row["points"] if "unsure" in row else row["earned"] for row in rows)
    cap = CAP * record["points"]
    held, open_ = is_capped(record), guard in doubted
    if held or open_:
        least = min(least, cap)
    if held and not open_:
        most = min(most, cap)
    return _Doubt(why, round(least, 2), round(most, 2))


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
