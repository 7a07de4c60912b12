"""The signed-rank test as it should be for small classes, its effect size, and Holm."""

from __future__ import annotations

import math

import numpy as np
from scipy import stats

from course.statistics.arrays import NAN, Array

EXACT_WORK = 10**8
"""Additions that an exact p-value may cost: about 450 people who all changed, in a second."""


def signed_rank_p(steps: Array) -> tuple[float, bool]:
    """Return the two-sided p-value of the signed-rank test, and whether it is exact.

    Zeros are ranked with the others and then dropped (Pratt 1959, JASA 54:655), ties share their
    mean rank, and the null distribution is that of these very ranks with random signs, counted by
    the shift algorithm (Streitberg & Röhmel 1986). ``scipy.stats.wilcoxon`` switches to the normal
    approximation above 13 people as soon as there are ties or zeros, and its ``method="exact"``
    ignores them; R's coin gives the p-values of this function.

    Args:
        steps: differences as ``arrays.steps`` makes them, at least one.

    """
    ranks = stats.rankdata(np.abs(steps))
    moved = steps != 0
    # Mean ranks end in .0 or .5: doubled, they are whole.
    doubled = np.rint(2 * ranks[moved]).astype(int)
    total = int(doubled.sum())
    if len(doubled) * total > EXACT_WORK:
        approximate = stats.wilcoxon(steps, zero_method="pratt", method="asymptotic")
        return float(approximate.pvalue), False
    up = int(doubled[steps[moved] > 0].sum())
    chance = _null_distribution(doubled, total)
    return min(1.0, float(2 * chance[: min(up, total - up) + 1].sum())), True


def _null_distribution(doubled: np.ndarray[tuple[int], np.dtype[np.int_]], total: int) -> Array:
    """Return P(sum of the doubled ranks that go up = s) for s = 0 .. total."""
    chance = np.zeros(total + 1)
    chance[0] = 1.0
    for rank in doubled:
        shifted = chance[: total + 1 - rank].copy()
        chance[rank:] += shifted
        chance /= 2  # exact: a division by two loses no digit
    return chance


def smallest_p(steps: Array) -> float:
    """Return the smallest p that so many people who changed could give: all in one direction."""
    return min(1.0, math.ldexp(1.0, 1 - int(np.count_nonzero(steps))))


def rank_biserial(steps: Array) -> float:
    """Return the matched-pairs rank-biserial correlation, -1 to 1; NaN when nobody changed.

    (Sum of ranks up - sum of ranks down) / sum of ranks, without the zeros (Kerby 2014,
    10.2466/11.IT.3.1). pingouin gives the same number but builds an n by n table on the way.
    """
    moved = steps[steps != 0]
    if not len(moved):
        return NAN
    ranks = stats.rankdata(np.abs(moved))
    return float((ranks * np.sign(moved)).sum() / ranks.sum())


def holm(p_values: Array) -> Array:
    """Return Holm's adjusted p-values (Holm 1979); a missing one (NaN) stays missing.

    It is no test either: statsmodels' ``multipletests`` would count it as one more.
    """
    adjusted = np.full(len(p_values), NAN)
    known = np.flatnonzero(~np.isnan(p_values))
    order = known[np.argsort(p_values[known], kind="stable")]
    factors = len(order) - np.arange(len(order))
    adjusted[order] = np.minimum(np.maximum.accumulate(p_values[order] * factors), 1.0)
    return adjusted
