"""The evaluation: from graded cells to percentages of indicators, and pure functions on those."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from course.evaluation.five import LEAST, Shown
from course.indicators import ATTITUDE, LEAST_ANSWERED, PHASES, indicators, paper_codes

BANDS = ((40.0, "low"), (60.0, "fair"), (80.0, "good"), (100.0, "very_good"))
"""Upper edges, right-closed: [0,40] low, (40,60] fair, (60,80] good, (80,100] very_good.

The paper's scale (0-40, 40-60, 60-80, 81-100) is double at 40 and 60 and empty between 80 and 81;
this reading agrees with it wherever it is unambiguous, so its own 80% stays "good".
"""
CATEGORIES = tuple(name for _, name in BANDS)
"""The bands' names, lowest first."""

MEANS = {"P": "mean_knowledge", "K": "mean_skill", "S": "mean_attitude"}
"""The mean of each group of indicators, by the letter their codes begin with."""
MEAN_OF_GROUPS, MEAN_OF_INDICATORS = "mean_groups", "mean_indicators"


def indicator_percents(scores: pd.DataFrame) -> pd.DataFrame:
    """Return percentages from ``gradebook.scores.read_scores``.

    Columns: participant, phase, indicator, percent (0 to 100, unrounded; NaN = missing); in the
    order of participant, lesson, indicator. There is a row only where a lesson was handed in: an
    absent posttest has no row, never a 0; and none for a cell that belongs to no indicator of ours.
    Knowledge and skill: 100 * points / possible points, missing while a cell still needs grading.
    Attitude: each item 1 to 5, its 0 meaning "not answered"; the mean of (x - 1) / 4 from six of
    eight on.
    """
    indicator = _indicators(scores["cell"])
    here = (scores["lesson"].isin(list(PHASES)) & indicator.isin(list(indicators()))).to_numpy()
    tests = scores.loc[here, ["participant", "lesson"]].assign(indicator=indicator[here])
    score, most = (scores.loc[here, name].to_numpy(float) for name in ("score", "max_score"))
    answered = (score > 0) & (most > 1)
    share = np.divide(score - 1, most - 1, out=np.zeros(len(score)), where=answered)
    columns = {"points": score, "possible": most, "answered": score > 0, "shares": share}
    keys = ["participant", "lesson", "indicator"]
    groups = tests.assign(**columns).groupby(keys, observed=True)
    counts = {"cells": groups.size(), "scored": groups["points"].count()}
    found = _percent(groups[[*columns]].sum().assign(**counts)).rename("percent").reset_index()
    phases = found["lesson"].map(PHASES)
    return found.assign(phase=phases)[["participant", "phase", "indicator", "percent"]]


def _percent(sums: pd.DataFrame) -> pd.Series:
    """Return the percentage of each row of sums, by the rule of its indicator."""
    percent = (100 * sums["points"] / sums["possible"]).where(sums["scored"] == sums["cells"])
    # An attitude indicator without an answer is 0 / 0, which is missing all the same.
    attitude = (100 * sums["shares"] / sums["answered"]).where(
        sums["answered"] >= LEAST_ANSWERED * sums["cells"]
    )
    opinions = [code for code in indicators() if code.startswith(ATTITUDE)]
    return percent.where(~sums.index.isin(opinions, level="indicator"), attitude)


def _indicators(cells: pd.Series) -> pd.Series:
    """Return what grade ids begin with (``K2``), as categories: some hundred names, many rows."""
    names = cells.astype("category").cat
    codes = pd.Categorical([str(name).split("-")[0] for name in names.categories])
    own = np.asarray(codes.codes)[names.codes]
    return pd.Series(pd.Categorical.from_codes(own, codes.categories), index=cells.index)


def category(percent: float) -> str:
    """Return the band of an unrounded percentage; "-" for a missing one.

    Raises ValueError outside 0 to 100.
    """
    if math.isnan(percent):
        return "-"
    exact = round(percent, 9)  # 0.29 * 100 is 28.999999999999996
    if not 0 <= exact <= 100:
        raise ValueError(f"a percentage must lie between 0 and 100, not {percent}")
    return next(name for edge, name in BANDS if exact <= edge)


def is_ambiguous(percent: float) -> bool:
    """Return whether the paper's printed scale puts a percentage in two bands or in none."""
    exact = round(percent, 9)
    return exact in {40.0, 60.0} or 80.0 < exact < 81.0


def matched(percents: pd.DataFrame, before: str = "pre", after: str = "post") -> pd.DataFrame:
    """Return two phases side by side, one row per participant and indicator.

    Index (participant, indicator), columns ``before`` and ``after``; NaN where a phase is missing.
    Raises ValueError when a participant has an indicator twice in a phase.
    """
    chosen = percents[percents["phase"].isin([before, after])]
    who, people = pd.factorize(chosen["participant"], sort=True)
    what, codes = pd.factorize(chosen["indicator"], sort=True)
    # A grid of people by indicators: for a hundred thousand people much lighter than an unstack.
    place, width = who * len(codes) + what, max(len(codes), 1)
    sides = {phase: np.full(len(people) * width, np.nan) for phase in (before, after)}
    times = np.zeros(len(people) * width, int)
    for phase, side in sides.items():
        here = (chosen["phase"] == phase).to_numpy()
        seen = np.bincount(place[here], minlength=len(side))
        if seen.max(initial=0) > 1:
            raise ValueError("a participant has an indicator twice in one phase")
        side[place[here]] = chosen["percent"].to_numpy(float)[here]
        times += seen
    used = np.flatnonzero(times)
    index = pd.MultiIndex(
        levels=[list(people), list(codes)],
        codes=[list(used // width), list(used % width)],
        names=["participant", "indicator"],
    )
    return pd.DataFrame({phase: side[used] for phase, side in sides.items()}, index=index)


def came(percents: pd.DataFrame) -> dict[str, set[str]]:
    """Return who has that test, by phase; no key for a phase without anyone."""
    return {str(phase): set(who) for phase, who in percents.groupby("phase")["participant"]}


def analysed(percents: pd.DataFrame) -> set[str]:
    """Return who has at least one of the paper's indicators complete in both tests."""
    chosen = percents[percents["indicator"].isin(paper_codes())]
    return set(matched(chosen).dropna().index.get_level_values("participant"))


@dataclass(frozen=True)
class Common:
    """The one set of people over whom several indicators are shown together."""

    people: frozenset[str]
    """Who has every indicator of ``over`` in both phases."""
    over: tuple[str, ...]
    """The paper's indicators without those for whose sake fewer than enough would be left."""


def common(
    percents: pd.DataFrame, least: int = LEAST, before: str = "pre", after: str = "post"
) -> Common:
    """Return who has every one of the paper's indicators in both phases.

    An indicator that fewer than ``least`` people have is left out; while fewer have all the others,
    so is the one that the fewest have: many people with six indicators say more than nobody.
    """
    chosen = percents[percents["indicator"].isin(paper_codes())]
    had = with_both(chosen, before, after)
    over = [code for code in paper_codes() if len(had.get(code, ())) >= max(least, 1)]
    while over:
        people = set.intersection(*(had[code] for code in over))
        if len(people) >= least:
            return Common(frozenset(people), tuple(over))
        over.remove(min(reversed(over), key=lambda code: len(had[code])))
    return Common(frozenset(), ())


def with_both(
    percents: pd.DataFrame, before: str = "pre", after: str = "post"
) -> dict[str, set[str]]:
    """Return who has an indicator in both phases, by indicator."""
    pairs = matched(percents, before, after).dropna().index.to_frame(index=False)
    people = pairs.groupby("indicator", observed=True)["participant"]
    return {str(code): {str(who) for who in own} for code, own in people}


def one_set(percents: pd.DataFrame, shown: Shown, codes: Collection[str]) -> pd.DataFrame:
    """Return ``percents`` of the people over whom the changes of ``codes`` are shown.

    Whoever has an indicator in both tests is in its figures where nothing about fewer than five
    follows from these and from those of ``common``; else ``common`` alone, and the others are in
    no figure of it: their rows are left out. (Where even that tells of few, so are all.) Who has
    it in one test alone stays: that is who was lost.
    """
    shown.may(common(percents).people)
    gone: set[tuple[str, str]] = set()
    for code, own in with_both(percents).items():
        kept = shown.most(own, of=code) if code in codes else set()
        gone |= {(who, code) for who in own - kept if len(own) >= LEAST}
    return percents[~are(percents, gone)]


def are(percents: pd.DataFrame, pairs: Collection[tuple[str, str]]) -> npt.NDArray[np.bool_]:
    """Return which rows are of these (participant, indicator)."""
    keys = zip(percents["participant"], percents["indicator"], strict=True)
    return np.array([key in pairs for key in keys], bool)


def means(table: pd.DataFrame) -> pd.DataFrame:
    """Return the means of an indicator table's rows, as the paper's last line is made.

    ``table`` has columns goal, n, mean_pre, mean_post (``changes.change_table``). Rows: each
    group (``MEANS``), the mean of the three groups, the mean of the indicators (the paper's). All
    are unweighted means of unrounded rows with figures. Columns: name, over and without (codes of
    the indicators with and without figures), n (smallest and largest n of the rows in it, as text),
    mean_pre, mean_post, gain, category_pre, category_post.
    """
    sides = ["mean_pre", "mean_post"]
    groups = table.groupby("goal", sort=False)[sides].mean()
    rows = [
        {"name": MEANS[str(goal)], **_span(table[table["goal"] == goal]), **row}
        for goal, row in groups.iterrows()
    ]
    rows.append({"name": MEAN_OF_GROUPS, **_span(table), **groups.mean()})
    rows.append({"name": MEAN_OF_INDICATORS, **_span(table), **table[sides].mean()})
    found = pd.DataFrame(rows)
    return found.assign(
        gain=found["mean_post"] - found["mean_pre"],
        category_pre=found["mean_pre"].map(category),
        category_post=found["mean_post"].map(category),
    )


def _span(rows: pd.DataFrame) -> dict[str, Any]:
    known = rows["mean_post"].notna()
    inside = rows[known] if known.any() else rows
    low, high = inside["n"].min(), inside["n"].max()
    return {
        "over": tuple(rows.loc[known, "indicator"]),
        "without": tuple(rows.loc[~known, "indicator"]),
        "n": str(low) if low == high else f"{low}-{high}",
    }
