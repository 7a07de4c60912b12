"""Fairness of items to two groups, and whether groups that must differ do."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable

from course.evaluation.statistics.arrays import CONFIDENCE, NAN, Note
from course.evaluation.statistics.paired import correction, hedges_g

DELTA = -2.35
"""Delta of ETS = -2.35 ln(odds ratio): a unit of the delta scale of difficulty."""
SLIGHT, LARGE = 1.0, 1.5
LEVEL = 0.05


@dataclass(frozen=True)
class Functioning:
    """Differential functioning of one item by Mantel & Haenszel."""

    n: int
    """People in strata that hold both groups."""
    odds: float = NAN
    """Common odds ratio of the first group against the second; above 1 easier for the first."""
    odds_low: float = NAN
    """95% interval (Robins, Breslow & Greenland 1986)."""
    odds_high: float = NAN
    p: float = NAN
    """Of Mantel & Haenszel's chi-square with correction for continuity."""
    delta: float = NAN
    """MH D-DIF; negative: harder for the second group."""
    ets: str = ""
    """A slight, B moderate, C large (Dorans & Holland 1993); "" without."""
    notes: tuple[Note, ...] = ()


def mantel_haenszel(tables: npt.ArrayLike) -> Functioning:
    """Return the figures of 2 x 2 tables, one a level of the score: shape (levels, 2, 2).

    Rows: first group (reference), second group (focal); columns: right, wrong (Holland & Thayer
    1988). Levels without one of the groups say nothing and are left out. The class is
    ``ets_class``.
    """
    levels = np.asarray(tables, float).reshape(-1, 2, 2)
    both = levels[(levels.sum(axis=2) > 0).all(axis=1)]
    n = int(both.sum())
    varied = both[(both.sum(axis=1) > 0).all(axis=1)]
    cross = both[:, 0, 0] @ both[:, 1, 1], both[:, 0, 1] @ both[:, 1, 0]
    if not len(varied) or min(cross) <= 0:
        return Functioning(n, notes=(Note.of("no_common_odds", "odds", n=n),))
    whole = StratifiedTable([table.copy() for table in varied])
    with np.errstate(all="ignore"):
        p = float(whole.test_null_odds(correction=True).pvalue)
        low, high = map(float, whole.oddsratio_pooled_confint(1 - CONFIDENCE))
    odds = float(whole.oddsratio_pooled)
    delta = DELTA * math.log(odds)
    return Functioning(
        n, odds, low, high, p, delta, ets_class(delta, p, float(whole.logodds_pooled_se))
    )


def ets_class(delta: float, p: float, log_error: float) -> str:
    """Return A, B or C (Dorans & Holland 1993); ``log_error`` is the log odds ratio's.

    A: |delta| below 1 or not different from 0. C: 1.5 or more and above 1 beyond chance (one-sided
    5%). B: the others.
    """
    if abs(delta) < SLIGHT or p >= LEVEL:
        return "A"
    beyond = (abs(delta) - SLIGHT) / (abs(DELTA) * log_error)
    large = abs(delta) >= LARGE and beyond > stats.norm.ppf(1 - LEVEL)
    return "C" if large else "B"


def by_level(right: npt.ArrayLike, focal: npt.ArrayLike, score: npt.ArrayLike) -> npt.ArrayLike:
    """Return the tables of ``mantel_haenszel`` of one item: arrays of one entry a person.

    ``right`` and ``focal`` are 0 or 1, ``score`` is what people are matched on (the total with the
    item, as Holland & Thayer 1988 have it).
    """
    hit, second, level = (np.asarray(one) for one in (right, focal, score))
    tables = np.zeros((len(np.unique(level)), 2, 2))
    place = np.searchsorted(np.unique(level), level)
    np.add.at(tables, (place, second.astype(int), 1 - hit.astype(int)), 1)
    return tables


@dataclass(frozen=True)
class Apart:
    """Two groups that ought to differ."""

    n_high: int
    n_low: int
    g: float = NAN
    """Hedges' g: the group expected higher less the other."""
    g_low: float = NAN
    g_high: float = NAN
    notes: tuple[Note, ...] = ()


def known_groups(high: npt.ArrayLike, low: npt.ArrayLike) -> Apart:
    """Return how far a group that is expected higher lies above the other, in its own spread.

    Interval g ± z * J * sqrt((n1 + n2)/(n1 n2) + d^2 / (2 (n1 + n2))) (Hedges & Olkin 1985;
    Borenstein et al. 2009, ch. 4).
    """
    first, second = np.asarray(high, float), np.asarray(low, float)
    g = hedges_g(first, second)
    n = len(first), len(second)
    if math.isnan(g):
        return Apart(*n, notes=(Note.of("too_few_or_no_spread", "g"),))
    half = float(stats.norm.ppf((1 + CONFIDENCE) / 2)) * g_error(g, *n)
    return Apart(*n, g, g - half, g + half)


def g_error(g: float, n_one: int, n_other: int) -> float:
    """Return the standard error of Hedges' g of two independent groups."""
    j = correction(n_one + n_other - 2)
    variance = (n_one + n_other) / (n_one * n_other) + (g / j) ** 2 / (2 * (n_one + n_other))
    return j * math.sqrt(variance)
