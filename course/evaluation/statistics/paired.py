"""Two paired samples: t-test, effect sizes, signed ranks, and Holm's correction."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from course.evaluation.statistics.arrays import CONFIDENCE, NAN, Array, varies


@dataclass(frozen=True)
class PairedT:
    """The paired t test; NaN where fewer than two people or no spread allow none."""

    low: float = NAN
    """Lower end of the 95% interval of the mean change, in the unit of the scores."""
    high: float = NAN
    t: float = NAN
    df: float = NAN
    p: float = NAN


def paired_t(pre: Array, post: Array) -> PairedT:
    """Return the paired t test of post - pre; both columns complete and of one length."""
    from scipy import stats  # noqa: PLC0415  slow to load

    result = stats.ttest_rel(post, pre)
    interval = result.confidence_interval(CONFIDENCE)
    return PairedT(
        float(interval.low),
        float(interval.high),
        float(result.statistic),
        float(result.df),
        float(result.pvalue),
    )


def mean_interval(values: Array) -> tuple[float, float]:
    """Return the t interval of a mean; NaN where it has none (one person, or all equal)."""
    if not varies(values):
        return NAN, NAN
    from scipy import stats  # noqa: PLC0415  slow to load

    interval = stats.ttest_1samp(values, 0.0).confidence_interval(CONFIDENCE)
    return float(interval.low), float(interval.high)


def correction(df: int) -> float:
    """Return Hedges' factor J(df), exact (Hedges 1981, eq. 6e); NaN below two."""
    if df < 2:
        return NAN
    half = df / 2
    from scipy.special import gammaln  # noqa: PLC0415  slow to load

    return float(math.exp(gammaln(half) - 0.5 * math.log(half) - gammaln(half - 0.5)))


def average_spread(pre: Array, post: Array) -> float:
    """Return the square root of the mean of the two variances (n - 1), the unit of d_av."""
    return math.sqrt((pre.var(ddof=1) + post.var(ddof=1)) / 2)


def g_av(pre: Array, post: Array) -> tuple[float, float, float]:
    """Return Hedges' g_av with its 95% interval.

    d_av = mean change / ``average_spread`` (Cumming 2012; Lakens 2013) times J(n - 1); interval
    d_av ± z * SE(mean change) / ``average_spread``, times J (Algina & Keselman 2003, Bird 2002; as
    R's effectsize 1.0.3). Own code: pingouin takes J of n1 + n2 people and puts the interval of
    d_z around d_av. Needs three people and spread in both columns and in the change.
    """
    change, n, spread = post - pre, len(pre), average_spread(pre, post)
    j, d = correction(n - 1), float(change.mean()) / spread
    from scipy import stats  # noqa: PLC0415  slow to load

    half = stats.norm.ppf((1 + CONFIDENCE) / 2) * change.std(ddof=1) / math.sqrt(n) / spread
    return d * j, float(d - half) * j, float(d + half) * j


def hedges_g(one: Array, other: Array) -> float:
    """Return Hedges' g of two independent groups (one - other); NaN without pooled spread.

    For comparing those who stayed with those who were lost (Hedges 1981).
    """
    df = len(one) + len(other) - 2
    if min(len(one), len(other)) < 1 or not varies(np.concatenate([one, other])) or df < 2:
        return NAN
    squares = ((one - one.mean()) ** 2).sum() + ((other - other.mean()) ** 2).sum()
    if squares <= 0:
        return NAN
    return float((one.mean() - other.mean()) / math.sqrt(squares / df)) * correction(df)


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
    from scipy import stats  # noqa: PLC0415  slow to load

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

    (Sum of ranks up - sum of ranks down) / (their sum): Kerby's simple difference formula (2014,
    10.2466/11.IT.3.1) on the very ranks of ``signed_rank_p``, where zeros are ranked and then
    dropped (Pratt 1959). A zero, the smallest change a fall, seven rises: (42 - 2) / 44. pingouin
    and R's effectsize drop zeros first, as Wilcoxon did: (35 - 1) / 36; without zeros they agree.
    """
    from scipy import stats  # noqa: PLC0415  slow to load

    ranks = stats.rankdata(np.abs(steps))[steps != 0]
    if not len(ranks):
        return NAN
    return float((ranks * np.sign(steps[steps != 0])).sum() / ranks.sum())


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
