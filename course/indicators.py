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


def known(code: str) -> Indicator:
    """Return an indicator; one that is not in the list goes by its code."""
    return indicators().get(code, Indicator(code, "", code, "", code, paper=False))


def paper_codes() -> list[str]:
    """Return the seven of the paper, in its order."""
    return [code for code, indicator in indicators().items() if indicator.paper]


def extension_codes() -> list[str]:
    """Return the indicators that extend the paper, which have a table of their own."""
    return [code for code, indicator in indicators().items() if not indicator.paper]


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
        indicator=scores["cell"].str.split("-").str[0],
        answered=scores["score"] > 0,
        share=((scores["score"] - 1) / (scores["max_score"] - 1)).where(scores["score"] > 0),
    )
    frame = frame[frame["lesson"].isin(PHASES)]
    sums = frame.groupby(["participant", "lesson", "indicator"]).agg(
        points=("score", "sum"),
        possible=("max_score", "sum"),
        cells=("max_score", "size"),
        scored=("score", "count"),
        answered=("answered", "sum"),
        shares=("share", "sum"),
    )
    return percents_of_points(sums.reset_index())


def percents_of_points(points: pd.DataFrame) -> pd.DataFrame:
    """Return the percentages of ``indicator_percents`` from ``gradebook.read_points``."""
    tests = points[points["lesson"].isin(PHASES)]
    percent = (100 * tests["points"] / tests["possible"]).where(tests["scored"] == tests["cells"])
    # An attitude indicator without an answer is 0 / 0, which is missing all the same.
    attitude = (100 * tests["shares"] / tests["answered"]).where(
        tests["answered"] >= LEAST_ANSWERED * tests["cells"]
    )
    attitudes = [code for code in tests["indicator"].unique() if code.startswith(ATTITUDE)]
    opinion = tests["indicator"].isin(attitudes)
    percents = tests[["participant"]].assign(
        phase=tests["lesson"].map(PHASES),
        indicator=tests["indicator"],
        percent=percent.where(~opinion, attitude),
    )
    return percents.sort_values(["participant", "phase", "indicator"], ignore_index=True)
