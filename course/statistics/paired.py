"""Mean change with its interval, and its standardized sizes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats
from scipy.special import gammaln

from course.statistics.arrays import CONFIDENCE, NAN, Array, varies


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
    interval = stats.ttest_1samp(values, 0.0).confidence_interval(CONFIDENCE)
    return float(interval.low), float(interval.high)


def correction(df: int) -> float:
    """Return Hedges' factor J(df), exact (Hedges 1981, eq. 6e); NaN below two."""
    if df < 2:
        return NAN
    half = df / 2
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
