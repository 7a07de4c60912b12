"""Two parallel forms, half the people A then B, half B then A: the gain without the forms' own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from course.evaluation.statistics.arrays import CONFIDENCE, NAN, Array, Note, complete, varies
from course.indicators import ORDERS


@dataclass(frozen=True)
class Part:
    """One estimate with its interval, in the unit of the scores; NaN for what there is none of."""

    value: float = NAN
    low: float = NAN
    """95%, t with Satterthwaite's degrees of freedom (or pooled)."""
    high: float = NAN
    df: float = NAN
    p: float = NAN
    """Two-sided, against 0."""


@dataclass(frozen=True)
class Crossover:
    """What two sequences of two forms say."""

    n_ab: int
    """People with both scores who had A before and B after."""
    n_ba: int
    gain: Part = Part()
    """After less before, the mean of the two sequences: how hard the forms are cancels."""
    form: Part = Part()
    """How much easier form A is than form B (points); above 0: B is the harder one."""
    order: Part = Part()
    """Mean of before and after, AB less BA. 0 where lot made the groups alike and the gain does not
    depend on the form; it is told, never used to choose an analysis (Freeman 1989; Senn 2002)."""
    plain: float = NAN
    """After less before over everybody, as if there were one form: it keeps form * (n_ba - n_ab)
    / n of the forms' difference."""
    notes: tuple[Note, ...] = ()


def crossover(
    pre: npt.ArrayLike, post: npt.ArrayLike, order: Sequence[str], *, pooled: bool = False
) -> Crossover:
    """Return gain, form effect and order effect of a two-form, two-sequence crossover.

    With d = post - pre, E(d | AB) = gain + (B - A) and E(d | BA) = gain + (A - B), A and B the
    forms' easiness: gain = (mean d_AB + mean d_BA) / 2, form = (mean d_BA - mean d_AB) / 2, each
    with standard error sqrt(s_AB²/n_AB + s_BA²/n_BA) / 2 (Hills & Armitage 1979; Senn 2002, ch. 3).

    ``pooled`` takes one spread for both sequences, as Hills and Armitage do; else Welch's test with
    Satterthwaite's degrees of freedom, which needs no such assumption. What this removes is the
    forms' difficulty and the memory of the same items. It cannot tell learning from having grown
    used to this kind of test, or from time: those are in the gain.

    ``order``: "AB" or "BA" of each row; any other, or "" (who drew no form), is left out, as is who
    lacks a score (NaN). Raises ValueError for columns of unequal length and infinite scores.
    """
    sequence = np.array([ORDERS.index(one) if one in ORDERS else NAN for one in order], float)
    before, after, side = complete(pre, post, sequence)
    change, level, second = after - before, (before + after) / 2, side == 1
    sizes = int((~second).sum()), int(second.sum())
    found = Crossover(*sizes, plain=float(change.mean()) if len(change) else NAN)
    if min(sizes) < 2:
        note = Note.of("one_sequence", "gain", n_ab=sizes[0], n_ba=sizes[1])
        return replace(found, notes=(note,))
    ab, ba = change[~second], change[second]
    gain, form = _compare(ab, -ba, 0.5, pooled=pooled), _compare(ba, ab, 0.5, pooled=pooled)
    levels = _compare(level[~second], level[second], 1.0, pooled=pooled)
    flat = not (varies(ab, np.abs(after).max()) or varies(ba, np.abs(after).max()))
    notes = (Note.of("no_spread_of_change", "gain_low", "gain_high"),) if flat else ()
    return replace(found, gain=gain, form=form, order=levels, notes=notes)


def _compare(one: Array, other: Array, share: float, *, pooled: bool) -> Part:
    """Return ``share`` times (mean of one - mean of other)."""
    value = share * float(one.mean() - other.mean())
    size = float(max(np.abs(one).max(), np.abs(other).max()))
    if not (varies(one, size) or varies(other, size)):
        return Part(value)
    # scipy's test warns where one sequence has no spread; this one has the same figures.
    test = CompareMeans(DescrStatsW(one), DescrStatsW(other))
    kind = "pooled" if pooled else "unequal"
    _, p, df = test.ttest_ind(usevar=kind)
    low, high = test.tconfint_diff(1 - CONFIDENCE, usevar=kind)
    return Part(value, share * float(low), share * float(high), float(df), float(p))
