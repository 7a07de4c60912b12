"""Do the grader's marks agree with people's? From the bank of labelled answers, and from the class.

The bank (``course.lessons.bank``) says it criterion by criterion and for every kind of writer; a
class says it where somebody has marked by hand: in the formgrader, or on a marking sheet that two
raters filled (``course.evaluation.agreement.sheets``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

import pandas as pd

from course import lessons
from course.evaluation.agreement.precedents import to_look_at
from course.evaluation.statistics.agreement import FAR, score_agreement
from course.gradebook import scores
from course.lessons.bank import Judged, judge_all

COLUMNS = [*Judged.model_fields]
CLOSE = 0.25
"""Shares of a criterion count as equal up to this: a quarter of what it is worth."""
PEOPLE = ("penulis", "penilai kedua", "penilai ketiga")
"""Who marked an answer of a bank: who wrote it, and who did so again without seeing that."""
CLASS = "kelas"
"""The kind of writer of what a class wrote: nobody knows how."""


def bank_marks(
    root: Path, names: Iterable[str] = (), part: str = ""
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return person's and grader's marks of the lessons' banks; columns ``COLUMNS``.

    Then those of each person for what several marked, with ``PEOPLE`` for the hand. ``part``:
    ``tune`` or ``test``; "" for both. Where a person should look (``unsure``) is told also by what
    people gave to the other hands' answers. Raises CourseError for a bank that is not right.
    """
    every = []
    for name in names or lessons.graded_names(root):
        bank = [people for people in judge_all(lessons.load(root, name)) if people[0]]
        every += [people for people in to_look_at(bank) if part in {"", people[0][0].part}]
    rated = [
        row.model_copy(update={"hand": hand})
        for people in every
        if len(people) > 1
        for hand, rows in zip(PEOPLE, people, strict=False)
        for row in rows
    ]
    return _frame(row for people in every for row in people[0]), _frame(rated)


def _frame(rows: Iterable[Judged]) -> pd.DataFrame:
    return pd.DataFrame([row.model_dump() for row in rows], columns=COLUMNS)


def class_marks(
    root: Path, counts: Callable[[str, str, str], bool] = lambda *_: True
) -> pd.DataFrame:
    """Return what people gave in the formgrader beside what the grader gave; columns ``COLUMNS``.

    Whole cells only (``label`` is ""): nbgrader keeps no marks by criterion. Of those that
    ``counts(participant, lesson, cell)``. Raises CourseError without a gradebook.
    """
    graded = [lessons.load(root, name) for name in lessons.graded_names(root)]
    worth = {lesson.name: {cell.grade_id: cell for cell in lesson.criteria} for lesson in graded}
    found = []
    for number, ((participant, lesson), cells) in enumerate(
        sorted(scores.given(root, worth).items())
    ):
        give = partial(Judged, lesson=lesson, label="", kind=CLASS, hand="formgrader", part=CLASS)
        for name, given in cells.items():
            cell = worth[lesson].get(name) if counts(participant, lesson, name) else None
            if cell and cell.points and given.manual is not None and given.automatic is not None:
                person, grader = given.manual / cell.points, given.automatic / cell.points
                one = give(
                    cell=name, exercise=cell.exercise, points=cell.points, person=person,
                    grader=grader, answer=number,
                )  # fmt: skip
                found.append(one.model_dump())
    return pd.DataFrame(found, columns=COLUMNS)


def summary(marks: pd.DataFrame) -> dict[str, float]:
    """Return one line on marks with the columns ``COLUMNS``.

    Keys: criteria (how many), equal (share of criteria within ``CLOSE``), and those of
    ``ScoreAgreement`` for whole cells, with unsure (share of cells a person should look at) and
    left (share of cells that stay far when she has).
    """
    whole, parts = marks[marks["label"] == ""], marks[marks["label"] != ""]
    near = (parts["person"] - parts["grader"]).abs() <= CLOSE
    far = (whole["person"] - whole["grader"]).abs() >= FAR - 1e-9
    asked = len(whole) > 0 and bool(whole["unsure"].notna().all())  # not so between two people
    return {
        "criteria": len(parts),
        "equal": float(near.mean()) if len(parts) else float("nan"),
        **asdict(score_agreement(whole["person"], whole["grader"])),
        "unsure": float(whole["unsure"].mean()) if len(whole) else float("nan"),
        "left": float((far & (whole["unsure"] == 0)).mean()) if asked else float("nan"),
    }


def by(marks: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return ``summary`` for each group of ``columns`` (cell, kind), the worst kappa first."""
    groups = marks.groupby(list(columns), sort=True)
    rows = [{**dict(zip(columns, key, strict=True)), **summary(own)} for key, own in groups]
    table = pd.DataFrame(rows, columns=[*columns, *summary(marks)])
    return table.sort_values("kappa", na_position="last", kind="stable").reset_index(drop=True)


def by_criterion(marks: pd.DataFrame) -> pd.DataFrame:
    """Return a row a criterion: how often person and grader agree, the worst first.

    Columns: lesson, cell, label, n, equal (share within ``CLOSE``), error (mean of grader - person,
    in points of 100).
    """
    parts = marks[marks["label"] != ""]
    difference = parts["grader"] - parts["person"]
    grouped = parts.assign(near=difference.abs() <= CLOSE, error=100 * difference).groupby(
        ["lesson", "cell", "label"], sort=False
    )
    table = grouped.agg(n=("near", "size"), equal=("near", "mean"), error=("error", "mean"))
    return table.reset_index().sort_values("equal", kind="stable").reset_index(drop=True)


def farthest(marks: pd.DataFrame, least: float = CLOSE) -> pd.DataFrame:
    """Return the whole cells in which person and grader differ by ``least``, worst first."""
    whole = marks[marks["label"] == ""]
    difference = whole["grader"] - whole["person"]
    far = whole.assign(error=100 * difference)[difference.abs() >= least - 1e-9]
    order = far["error"].abs().sort_values(ascending=False, kind="stable").index
    return far.loc[order].reset_index(drop=True)
