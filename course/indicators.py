"""From graded cells to indicators: one percentage per participant, phase and indicator."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pandas as pd

PHASES = {"pretest": "pre", "posttest": "post", "posttest-tunda": "delayed"}
"""The phase comes from the lesson's name; other lessons are exercises, not measurements."""
ATTITUDE = "S"
LEAST_ANSWERED = 0.75
"""An attitude indicator counts from 6 of its 8 items answered (curriculum, section 5)."""

_TASK = re.compile(r"(MT|N)[0-9]{2}")


@dataclass(frozen=True)
class Indicator:
    """What the programme measures."""

    code: str
    """``K2``; grade ids begin with it."""
    group: str
    """Pengetahuan, Keterampilan or Sikap."""
    name: str
    group_en: str
    name_en: str
    paper: bool
    """Whether it is one of the seven of the paper's Table 3."""


@cache
def indicators() -> dict[str, Indicator]:
    """Return every indicator by code, in reporting order."""
    rows = tomllib.loads(files("course").joinpath("indicators.toml").read_text("utf-8"))[
        "indicator"
    ]
    return {row["code"]: Indicator(**row) for row in rows}


def is_task(code: str) -> bool:
    """Return whether a grade id's code is a mentor's task (``MT03``), which feeds no indicator."""
    return _TASK.fullmatch(code) is not None


def indicator_percents(scores: pd.DataFrame) -> pd.DataFrame:
    """Return percentages from ``gradebook.read_scores``.

    Columns: participant, phase, indicator, percent (0 to 100, unrounded; NaN = missing). There is a
    row only where a lesson was handed in: an absent posttest has no row, never a 0. Knowledge and
    skill: 100 * points / possible points, missing while a cell still needs grading. Attitude: each
    item 1 to 5, its 0 meaning "not answered"; the mean of (x - 1) / 4 from six of eight on.
    """
    frame = scores.assign(
        phase=scores["lesson"].map(PHASES), indicator=scores["cell"].str.partition("-")[0]
    ).dropna(subset=["phase"])
    keys = ["participant", "phase", "indicator"]
    attitude = frame["indicator"].str.startswith(ATTITUDE)
    parts = [_test_percents(frame[~attitude], keys), _attitude_percents(frame[attitude], keys)]
    percents = pd.concat([part for part in parts if len(part)] or parts)
    return percents.sort_values(keys, ignore_index=True)


def _test_percents(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    # skipna=False: a sum with an ungraded cell is missing, not silently smaller.
    sums = frame.groupby(keys)[["score", "max_score"]].sum(skipna=False)
    return (100 * sums["score"] / sums["max_score"]).rename("percent").reset_index()


def _attitude_percents(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    answered = frame["score"].where(frame["score"] > 0)
    share = (answered - 1) / (frame["max_score"] - 1)
    groups = frame.assign(share=share).groupby(keys)["share"]
    percent = 100 * groups.mean()
    return (
        percent.where(groups.count() >= LEAST_ANSWERED * groups.size())
        .rename("percent")
        .reset_index()
    )
