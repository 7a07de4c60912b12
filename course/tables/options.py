"""Distractors: which option was chosen, by whom, and what it is worth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from course import lessons
from course.exercises.fields import Choice, Choices
from course.indicators import PHASES
from course.tables.guessing import option_points
from course.tables.items import marks
from course.tables.records import exercise_of

OPTION_COLUMNS = [
    *("lesson", "phase", "exercise", "field", "option", "text", "n", "share", "earns", "mean_rest"),
    "flag",
]
RARE = 0.05
"""Share of answers below which a wrong option tempts nobody."""
FEW = 3
"""Choosers from which their mean says something about the option."""
DOES_NOT_KNOW = "tidak-tahu"
"""The option of who does not want to guess: no distractor."""


def option_table(root: Path, records: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Return how often each option of each graded choice was taken, one row an option.

    ``records`` from ``records.answer_records``, ``scores`` from ``gradebook.read_scores``. Columns:
    lesson, phase, exercise, field, option (key), text; n (people who took it) and share (of those
    who answered, 0 to 1; of ``choices`` each option by itself); earns (whether it earns points by
    itself; None for ``choices``, where the set counts); mean_rest (mean percent of the choosers on
    the rest of that test; NaN when nobody chose it); flag
    (chosen_by_nobody, rarely_chosen, preferred_by_the_strong or empty). In the lesson's order.
    """
    rows: list[dict[str, Any]] = []
    for name, phase in PHASES.items():
        if name not in lessons.names(root) or records[records["lesson"] == name].empty:
            continue
        lesson = lessons.load(root, name)
        rest = _rest(scores, phase)
        graded = {exercise_of(cell.source): cell.grade_id for cell in lesson.criteria}
        for exercise, definition in lesson.definitions.items():
            for field in definition.fields:
                if exercise in graded and isinstance(field, Choice):
                    here = records[
                        (records["lesson"] == name)
                        & (records["exercise"] == exercise)
                        & (records["field"] == field.key)
                    ]
                    worth = (
                        {}
                        if isinstance(field, Choices)
                        else option_points(root, name, exercise, field)
                    )
                    place = {"lesson": name, "phase": phase, "exercise": exercise}
                    other = rest.get(graded[exercise], pd.Series(dtype=float))
                    rows += [{**place, **row} for row in _options(field, here, worth, other)]
    return pd.DataFrame(rows, columns=OPTION_COLUMNS)


def _rest(scores: pd.DataFrame, phase: str) -> dict[str, pd.Series]:
    """Return each person's percent on all other cells, by the cell left out."""
    wide = marks(scores, phase).dropna()
    most = scores.groupby("cell")["max_score"].max()
    total, points = wide.sum(axis=1), float(most.reindex(wide.columns).sum())
    return {
        str(cell): 100 * (total - wide[cell]) / (points - float(most[cell]))
        for cell in wide.columns
        if points > float(most[cell])
    }


def _options(
    field: Choice, answers: pd.DataFrame, worth: dict[str, float], rest: pd.Series
) -> list[dict[str, Any]]:
    rows = []
    for option, text in field.options.items():
        took = answers[[option in chosen for chosen in answers["chosen"]]]
        n = len(took)
        row = {
            "field": field.key,
            "option": option,
            "text": text,
            "n": n,
            "share": n / len(answers) if len(answers) else float("nan"),
            "earns": worth[option] > 0 if worth else None,
            "mean_rest": float(rest.reindex(took["participant"]).mean()) if n else float("nan"),
        }
        rows.append(row)
    return [{**row, "flag": _flag(row, rows)} for row in rows]


def _flag(row: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    if row["earns"] is not False or row["option"] == DOES_NOT_KNOW:
        return ""
    if not row["n"]:
        return "chosen_by_nobody"
    right = [other["mean_rest"] for other in rows if other["earns"]]
    if right and row["n"] >= FEW and row["mean_rest"] > max(right):
        return "preferred_by_the_strong"
    return "rarely_chosen" if row["share"] < RARE else ""
