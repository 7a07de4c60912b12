"""Who passed an item of a test with "Saya belum tahu": 0 points, but neither wrong nor blank."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from course import lessons
from course.evaluation.records import Cell, indicator_of
from course.evaluation.statistics.arrays import NAN
from course.exercises.passed import DOES_NOT_KNOW
from course.indicators import PHASES

UNSURE_COLUMNS = ["participant", "lesson", "cell"]
_LESSONS = {phase: lesson for lesson, phase in PHASES.items()}


def unsure_records(root: Path, answers: pd.DataFrame) -> pd.DataFrame:
    """Return who passed which graded cell of a test (``UNSURE_COLUMNS``).

    ``answers`` from ``records.answer_records``. Who answered a part of an exercise did not pass it.
    """
    columns = (answers[name] for name in ("lesson", "exercise", "participant", "chosen"))
    said: dict[tuple[str, str, str], bool] = {}
    for lesson, exercise, participant, chosen in zip(*columns, strict=True):
        key = (lesson, exercise, participant)
        said[key] = said.get(key, True) and tuple(chosen) == (DOES_NOT_KNOW,)
    who = sorted(key for key, is_passed in said.items() if is_passed)
    rows = [
        (participant, name, cell.grade_id)
        for name in sorted({*PHASES} & set(lessons.names(root)))
        for cell in lessons.load(root, name).criteria
        for lesson, exercise, participant in who
        if (lesson, exercise) == (name, cell.exercise)
    ]
    return pd.DataFrame(rows, columns=UNSURE_COLUMNS)


def in_items(
    items: pd.DataFrame, root: Path, answers: pd.DataFrame, late: Collection[Cell] = ()
) -> pd.DataFrame:
    """Return ``items.item_table`` with unsure_pre and unsure_post.

    That is the share, 0 to 1, of those of ``answers`` who reached the cell (``late``: as
    ``records.unreached``); none where the facility is not shown either.
    """
    unsure = unsure_records(root, answers)
    came = answers.groupby("lesson")["participant"].agg(set).to_dict()
    counts = unsure.groupby(["lesson", "cell"])["participant"].agg(set).to_dict()
    table = items.copy()
    for phase in ("pre", "post"):
        lesson, shares = _LESSONS[phase], []
        for row in items.to_dict("records"):
            gone = {who for who, name, cell in late if (name, cell) == (lesson, row["cell"])}
            reached = came.get(lesson, set()) - gone
            passed = counts.get((lesson, row["cell"]), set()) & reached
            is_shown = bool(reached) and not pd.isna(row[f"facility_{phase}"])
            shares.append(len(passed) / len(reached) if is_shown else NAN)
        table[f"unsure_{phase}"] = shares
    return table


def beside(percents: pd.DataFrame, unsure: pd.DataFrame) -> pd.DataFrame:
    """Return percents person by person with a column unsure: how many cells of it were passed."""
    keys = ["participant", "phase", "indicator"]
    own = unsure.assign(
        phase=unsure["lesson"].map(PHASES), indicator=unsure["cell"].map(indicator_of)
    )
    counts = own.groupby(keys).size().rename("unsure").reset_index()
    for key in keys:
        counts[key] = counts[key].astype(percents[key].dtype)
    both = percents.merge(counts, on=keys, how="left")
    return both.assign(unsure=both["unsure"].fillna(0).astype(int))
