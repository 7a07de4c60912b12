"""Normalized gain: of the class, with an interval; of a person, as Marx and Cummings define it."""

from __future__ import annotations

import math

import numpy as np
from scipy import stats

from course.statistics.arrays import CONFIDENCE, NAN, NOISE, Array, steps, varies

TOP = 100.0
MEDIUM, HIGH = 0.3, 0.7
"""Hake (1998): below 0.3 low, 0.3 to 0.7 medium, above 0.7 high."""


def class_gain(pre: Array, post: Array) -> float:
    """Return (mean post - mean pre) / (100 - mean pre), percentages (Hake 1998).

    Of the means, not the mean of individual gains: that one is biased by measurement error (arXiv
    2407.07730). NaN when the pretest leaves no room (mean at 100).
    """
    room = TOP - pre.mean()
    return NAN if room <= NOISE * TOP else float((post.mean() - pre.mean()) / room)


def fieller(pre: Array, post: Array) -> tuple[float, float] | None:
    """Return the 95% interval of ``class_gain`` by Fieller's theorem (Fieller 1954, JRSS B 16:175).

    All g for which a paired t test of (post - pre) against g * (100 - pre) does not reject. None
    when that set has no ends: the pretest mean is not clearly below 100 for so few people.
    """
    room, change, n = TOP - pre, post - pre, len(pre)
    t2 = stats.t.ppf((1 + CONFIDENCE) / 2, n - 1) ** 2
    shared = np.cov(room, change) / n
    a = room.mean() ** 2 - t2 * shared[0, 0]
    b = room.mean() * change.mean() - t2 * shared[0, 1]
    c = change.mean() ** 2 - t2 * shared[1, 1]
    if a <= NOISE * TOP**2:
        return None
    root = math.sqrt(max(0.0, b * b - a * c))  # below 0 only by rounding when a > 0
    return float((b - root) / a), float((b + root) / a)


def has_spread(pre: Array, post: Array) -> bool:
    """Return whether pretest or change vary, so that ``fieller`` has something to go by."""
    return varies(pre) or varies(steps(pre, post))


def normalized_change(pre: float, post: float) -> float:
    """Return a person's c, -1 to 1, from percentages (Marx & Cummings 2007, AJP 75:87).

    Share of the possible rise when up, of the possible fall when down, 0 when equal; NaN for who
    was at 0 or at 100 both times, as they define it. Raises ValueError outside 0 to 100.
    """
    if math.isnan(pre) or math.isnan(post):
        return NAN
    pre, post = round(pre, 9), round(post, 9)  # full points may sum to 100.00000000000001
    if not (0 <= pre <= TOP and 0 <= post <= TOP):
        raise ValueError(f"percentages must lie between 0 and 100, not {pre} and {post}")
    if pre == post:
        return NAN if pre in (0.0, TOP) else 0.0
    return (post - pre) / (TOP - pre if post > pre else pre)


def hake_level(gain: float) -> str:
    """Return Hake's level of a normalized gain; "-" for a missing one.

    low, medium or high; 0.3 and 0.7 themselves are medium.
    """
    if math.isnan(gain):
        return "-"
    exact = round(gain, 12)
    return "low" if exact < MEDIUM else "medium" if exact <= HIGH else "high"
