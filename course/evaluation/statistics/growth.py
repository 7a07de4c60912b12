"""Three points in time: before, after, and weeks later."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats
from statsmodels.regression.mixed_linear_model import MixedLM

from course.evaluation.statistics.arrays import (
    CONFIDENCE,
    NAN,
    Array,
    Note,
    complete,
    steps,
    varies,
)
from course.evaluation.statistics.missing import MIXED_MODEL_PEOPLE
from course.evaluation.statistics.paired import mean_interval, paired_t

POINTS = ("pre", "post", "delayed")
STEPS = (("pre", "post"), ("post", "delayed"), ("pre", "delayed"))
"""Learnt, kept, and what remains of it."""
_CONTRASTS = np.array([[0.0, 1, 0], [0, -1, 1], [0, 0, 1]])
"""``STEPS`` out of (before, after - before, delayed - before)."""
_Z = float(stats.norm.ppf((1 + CONFIDENCE) / 2))


@dataclass(frozen=True)
class Step:
    """The change from one point to another."""

    start: str
    end: str
    change: float = NAN
    """Mean difference of who has all three, in the unit of the scores."""
    low: float = NAN
    """95% paired-t interval."""
    high: float = NAN
    model: float = NAN
    """The same from the mixed model, which uses everybody's measurements."""
    model_low: float = NAN
    model_high: float = NAN


@dataclass(frozen=True)
class Growth:
    """Means and steps over three points."""

    n: int
    """People with all three: means and steps are theirs."""
    people: int
    """People in the mixed model: anybody with a measurement."""
    means: tuple[float, float, float] = (NAN, NAN, NAN)
    lows: tuple[float, float, float] = (NAN, NAN, NAN)
    """95% t intervals of the means."""
    highs: tuple[float, float, float] = (NAN, NAN, NAN)
    steps: tuple[Step, ...] = ()
    """As ``STEPS``."""
    notes: tuple[Note, ...] = ()


def growth(pre: npt.ArrayLike, post: npt.ArrayLike, delayed: npt.ArrayLike) -> Growth:
    """Return the course of a score over three points; NaN = missing.

    Paired t intervals of who has all three; beside it score ~ point with a random intercept a
    person (REML, Wald), which uses what is there of everybody and is right where who is missing
    depends on nothing but the scores seen. Raises ValueError for columns of unequal length and
    infinite scores.
    """
    columns = [np.asarray(one, float) for one in (pre, post, delayed)]
    whole = complete(*columns)
    n = len(whole[0])
    table = np.column_stack(columns)
    people = int((~np.isnan(table)).any(axis=1).sum())
    if n < 2:
        return Growth(n, people, notes=(Note.of("few_at_three_points", "all", n=n),))
    by = dict(zip(POINTS, whole, strict=True))
    model, notes = _mixed(table, n)
    moves = [steps(by[start], by[end]) for start, end in STEPS]
    found = []
    for (start, end), move in zip(STEPS, moves, strict=True):
        ends = paired_t(by[start], by[end]) if varies(move) else None
        low, high = (ends.low, ends.high) if ends else (NAN, NAN)
        change = float((by[end] - by[start]).mean())
        modelled = model.get((start, end), (NAN, NAN, NAN))
        found.append(Step(start, end, change, low, high, *modelled))
    intervals = [mean_interval(one) for one in whole]
    means, lows, highs = (
        (float(a), float(b), float(c))
        for a, b, c in ([one.mean() for one in whole], *zip(*intervals, strict=True))
    )
    return Growth(n, people, means, lows, highs, tuple(found), notes)


def _mixed(
    table: Array, n: int
) -> tuple[dict[tuple[str, str], tuple[float, float, float]], tuple[Note, ...]]:
    """Return (estimate, low, high) of each step by score ~ point with a random intercept."""
    failed = (Note.of("unsuited", "mixed_model"),)
    rows = table[~np.isnan(table).all(axis=1)]
    whole = complete(*table.T)
    if (
        n < 3
        or len(rows) > MIXED_MODEL_PEOPLE
        or not any(varies(steps(whole[a], whole[b])) for a, b in ((0, 1), (1, 2)))
    ):
        return {}, failed
    # In an order of its own, so that the order of people cannot move the last digits.
    rows = rows[np.lexsort(rows.T)]
    long = pd.DataFrame(rows).rename_axis("person").reset_index().melt("person").dropna()
    point = long["variable"].to_numpy(int)
    design = np.column_stack([np.ones(len(long)), point == 1, point == 2]).astype(float)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a boundary or failed fit is checked below
        try:
            fit = MixedLM(long["value"].to_numpy(float), design, groups=long["person"]).fit()
            effects = _CONTRASTS @ fit.fe_params
            errors = np.sqrt(np.diag(_CONTRASTS @ fit.cov_params()[:3, :3] @ _CONTRASTS.T))
        except (np.linalg.LinAlgError, ValueError):
            return {}, failed
    if not np.isfinite([effects, errors]).all():
        return {}, failed
    ends = zip(STEPS, effects, effects - _Z * errors, effects + _Z * errors, strict=True)
    return {step: (float(e), float(low), float(high)) for step, e, low, high in ends}, ()
