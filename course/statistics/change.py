"""Everything that is said about one indicator's change, in one record."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy.typing as npt

from course.statistics.arrays import NAN, Array, cannot, complete, steps, varies
from course.statistics.gain import class_gain, fieller, has_spread
from course.statistics.paired import average_spread, g_av, mean_interval, paired_t
from course.statistics.ranks import rank_biserial, signed_rank_p, smallest_p


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
    notes: tuple[str, ...] = field(default=())


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
        return Change(0, notes=(cannot("semua", "n = 0: tidak ada pasangan awal dan akhir"),))
    mean_pre, mean_post = float(before.mean()), float(after.mean())
    found = Change(n, mean_pre, mean_post, gain=mean_post - mean_pre)
    for part in (_means, _mean_change, _sizes, _ranks, _normalized if percent else _in_own_units):
        found = part(found, before, after)
    return found


def _noted(found: Change, fields: str, reason: str) -> Change:
    return replace(found, notes=(*found.notes, cannot(fields, reason)))


def _means(found: Change, pre: Array, post: Array) -> Change:
    pre_low, pre_high = mean_interval(pre)
    post_low, post_high = mean_interval(post)
    return replace(
        found, pre_low=pre_low, pre_high=pre_high, post_low=post_low, post_high=post_high
    )


def _mean_change(found: Change, pre: Array, post: Array) -> Change:
    fields = "gain_low, gain_high, t, df, p_t, d_z"
    if found.n < 2:
        return _noted(found, fields, "n = 1, paling sedikit 2")
    if not varies(steps(pre, post)):
        return _noted(found, fields, "selisih semua orang sama, tidak ada ragam")
    test = paired_t(pre, post)
    d_z = test.t / found.n**0.5
    return replace(
        found, gain_low=test.low, gain_high=test.high, t=test.t, df=test.df, p_t=test.p, d_z=d_z
    )


def _sizes(found: Change, pre: Array, post: Array) -> Change:
    fields = "g_av, g_av_low, g_av_high"
    if found.n < 2 or not (varies(pre) or varies(post)):
        reason = "n = 1, paling sedikit 2" if found.n < 2 else "semua nilai sama, tidak ada ragam"
        return _noted(found, f"d_av, {fields}", reason)
    found = replace(found, d_av=found.gain / average_spread(pre, post))
    if found.n < 3:
        return _noted(found, fields, "n = 2, paling sedikit 3")
    size, low, high = g_av(pre, post)
    if not varies(steps(pre, post)):
        return _noted(replace(found, g_av=size), "g_av_low, g_av_high", "selisih semua orang sama")
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
        return _noted(found, "rank_biserial", "tidak ada yang berubah, maka p_pratt = 1")
    return found if exact else replace(found, notes=(*found.notes, "p_pratt: pendekatan normal"))


def _normalized(found: Change, pre: Array, post: Array) -> Change:
    gain = class_gain(pre, post)
    if math.isnan(gain):
        fields = "class_gain, class_gain_low, class_gain_high"
        return _noted(found, fields, "rata-rata awal sudah 100, tidak ada ruang untuk naik")
    found = replace(found, class_gain=gain)
    fields = "class_gain_low, class_gain_high"
    if found.n < 2 or not has_spread(pre, post):
        reason = "n = 1, paling sedikit 2" if found.n < 2 else "semua nilai sama, tidak ada ragam"
        return _noted(found, fields, reason)
    ends = fieller(pre, post)
    if ends is None:
        reason = f"rata-rata awal tidak jelas di bawah 100 dengan n = {found.n}"
        return _noted(found, fields, reason)
    return replace(found, class_gain_low=ends[0], class_gain_high=ends[1])


def _in_own_units(found: Change, _pre: Array, _post: Array) -> Change:
    return _noted(
        found,
        "class_gain, class_gain_low, class_gain_high, category_pre, category_post",
        "nilai tertinggi tidak diketahui; isi kolom max",
    )
