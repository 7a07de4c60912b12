"""Change between two measurements: means, effect sizes, class gain and normalised change."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from course.evaluation.statistics.arrays import (
    CONFIDENCE,
    NAN,
    NOISE,
    Array,
    Note,
    complete,
    steps,
    varies,
)
from course.evaluation.statistics.paired import (
    average_spread,
    g_av,
    mean_interval,
    paired_t,
    rank_biserial,
    signed_rank_p,
    smallest_p,
)


@dataclass(frozen=True)
class Change:
    """Before and after of the same people; NaN for what cannot be computed, with a note why."""

    n: int
    """People with both measurements."""
    mean_pre: float = NAN
    mean_post: float = NAN
    pre_low: float = NAN
    """95% t interval of the mean before."""
    pre_high: float = NAN
    post_low: float = NAN
    post_high: float = NAN
    gain: float = NAN
    """Mean of post - pre, in the unit of the scores (percentage points)."""
    gain_low: float = NAN
    """95% paired-t interval."""
    gain_high: float = NAN
    t: float = NAN
    df: float = NAN
    p_t: float = NAN
    d_z: float = NAN
    """Mean change / SD of the change (n - 1): what power analysis needs."""
    d_av: float = NAN
    """Mean change / ``paired.average_spread``."""
    g_av: float = NAN
    g_av_low: float = NAN
    g_av_high: float = NAN
    p_pratt: float = NAN
    """Signed-rank test, zeros by Pratt, exact for classes; the test that counts."""
    p_smallest: float = NAN
    """The smallest p that so many people who changed could give."""
    rank_biserial: float = NAN
    changed: int = 0
    """People whose two scores differ."""
    up: int = 0
    """People whose score rose."""
    class_gain: float = NAN
    """(mean post - mean pre) / (100 - mean pre); only for percentages."""
    class_gain_low: float = NAN
    """95% Fieller interval."""
    class_gain_high: float = NAN
    notes: tuple[Note, ...] = ()


def change(pre: npt.ArrayLike, post: npt.ArrayLike, *, percent: bool = True) -> Change:
    """Return the change from ``pre`` to ``post``, two columns of the same people.

    Args:
        pre: scores before; NaN for who is missing.
        post: scores after, in the same order.
        percent: whether the scores are percentages (0 to 100); otherwise there is no normalized
            gain.

    Raises ValueError for infinite scores and columns of unequal length.

    """
    before, after = complete(pre, post)
    n = len(before)
    if n == 0:
        return Change(0, notes=(Note.of("no_pairs", "all"),))
    mean_pre, mean_post = float(before.mean()), float(after.mean())
    found = Change(n, mean_pre, mean_post, gain=mean_post - mean_pre)
    for part in (_means, _mean_change, _sizes, _ranks, _normalized if percent else _in_own_units):
        found = part(found, before, after)
    return found


def _noted(found: Change, note: Note) -> Change:
    return replace(found, notes=(*found.notes, note))


def _means(found: Change, pre: Array, post: Array) -> Change:
    pre_low, pre_high = mean_interval(pre)
    post_low, post_high = mean_interval(post)
    return replace(
        found, pre_low=pre_low, pre_high=pre_high, post_low=post_low, post_high=post_high
    )


def _mean_change(found: Change, pre: Array, post: Array) -> Change:
    figures = ("gain_low", "gain_high", "t", "df", "p_t", "d_z")
    if found.n < 2:
        return _noted(found, Note.of("too_few", *figures, n=1, least=2))
    if not varies(steps(pre, post)):
        return _noted(found, Note.of("no_spread_of_change", *figures))
    test = paired_t(pre, post)
    d_z = test.t / found.n**0.5
    return replace(
        found, gain_low=test.low, gain_high=test.high, t=test.t, df=test.df, p_t=test.p, d_z=d_z
    )


def _sizes(found: Change, pre: Array, post: Array) -> Change:
    figures = ("g_av", "g_av_low", "g_av_high")
    if found.n < 2:
        return _noted(found, Note.of("too_few", "d_av", *figures, n=1, least=2))
    if not (varies(pre) or varies(post)):
        return _noted(found, Note.of("no_spread", "d_av", *figures))
    found = replace(found, d_av=found.gain / average_spread(pre, post))
    if found.n < 3:
        return _noted(found, Note.of("too_few", *figures, n=2, least=3))
    size, low, high = g_av(pre, post)
    if not varies(steps(pre, post)):
        return _noted(replace(found, g_av=size), Note.of("same_change", *figures[1:]))
    return replace(found, g_av=size, g_av_low=low, g_av_high=high)


def _ranks(found: Change, pre: Array, post: Array) -> Change:
    moves = steps(pre, post)
    p, exact = signed_rank_p(moves)
    found = replace(
        found,
        changed=int((moves != 0).sum()),
        up=int((moves > 0).sum()),
        p_pratt=p,
        p_smallest=smallest_p(moves),
        rank_biserial=rank_biserial(moves),
    )
    if not found.changed:
        return _noted(found, Note.of("nobody_changed", "rank_biserial"))
    return found if exact else _noted(found, Note.of("p_approximate"))


def _normalized(found: Change, pre: Array, post: Array) -> Change:
    gain, ends = class_gain(pre, post), ("class_gain_low", "class_gain_high")
    if math.isnan(gain):
        return _noted(found, Note.of("no_room", "class_gain", *ends))
    found = replace(found, class_gain=gain)
    if found.n < 2:
        return _noted(found, Note.of("too_few", *ends, n=1, least=2))
    if not has_spread(pre, post):
        return _noted(found, Note.of("no_spread", *ends))
    interval = fieller(pre, post)
    if interval is None:
        return _noted(found, Note.of("room_unclear", *ends, n=found.n))
    return replace(found, class_gain_low=interval[0], class_gain_high=interval[1])


def _in_own_units(found: Change, _pre: Array, _post: Array) -> Change:
    empty = ("class_gain", "class_gain_low", "class_gain_high", "category_pre", "category_post")
    return _noted(found, Note.of("highest_unknown", *empty))


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
    from scipy import stats  # noqa: PLC0415  slow to load

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
