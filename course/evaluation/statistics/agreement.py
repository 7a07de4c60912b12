"""Two ways of measuring the same people: a mentor's observation against the test."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa

from course.evaluation.statistics.arrays import CONFIDENCE, NAN, Note, complete, varies
from course.evaluation.statistics.paired import mean_interval


@dataclass(frozen=True)
class CategoryAgreement:
    """Agreement of two raters on ordered categories."""

    n: int
    """People rated by both."""
    agreement: float = NAN
    """Share of equal categories, 0 to 1."""
    within_one: float = NAN
    """Share of categories at most one step apart."""
    kappa: float = NAN
    """Quadratic weighted kappa (Cohen 1968)."""
    kappa_low: float = NAN
    """95% interval by the asymptotic standard error (Fleiss, Cohen & Everitt 1969)."""
    kappa_high: float = NAN
    notes: tuple[Note, ...] = ()


def category_agreement(
    one: Sequence[str | None], other: Sequence[str | None], categories: Sequence[str]
) -> CategoryAgreement:
    """Return how far two lists of categories agree, person by person; None or "-" = not rated.

    ``categories`` gives the order, lowest first. Raises ValueError for lists of unequal length and
    a category that is not in it. Kappa alone misleads when nearly everyone is in one category: the
    plain agreement stands beside it. Where one list has one category, what chance agrees on is what
    there is: kappa is 0 whatever the other list says, and a note says so.
    """
    place = {name: i for i, name in enumerate(categories)}
    rated = [(a, b) for a, b in zip(one, other, strict=True) if a not in _NOT and b not in _NOT]
    unknown = {name for pair in rated for name in pair if name not in place}
    if unknown:
        raise ValueError(f"unknown categories: {sorted(map(str, unknown))}")
    if not rated:
        return CategoryAgreement(0, notes=(Note.of("nobody", "all"),))
    table = np.zeros((len(place), len(place)))
    for a, b in rated:
        table[place[str(a)], place[str(b)]] += 1
    n, far = len(rated), np.abs(np.subtract.outer(range(len(place)), range(len(place))))
    shares = float(table[far == 0].sum() / n), float(table[far <= 1].sum() / n)
    both = table.sum(axis=0) + table.sum(axis=1)
    if np.count_nonzero(both) < 2:
        note = Note.of("one_category", "kappa", "kappa_low", "kappa_high")
        return CategoryAgreement(n, *shares, notes=(note,))
    if min(np.count_nonzero(table.sum(axis=side)) for side in (0, 1)) < 2:
        note = Note.of("kappa_one_sided", "kappa_low", "kappa_high")
        return CategoryAgreement(n, *shares, kappa=0.0, notes=(note,))
    return _with_kappa(table, n, shares)


_NOT = (None, "", "-")


def _with_kappa(
    table: npt.NDArray[np.float64], n: int, shares: tuple[float, float]
) -> CategoryAgreement:
    with np.errstate(all="ignore"):  # its tests of kappa = 0 divide by variances that may be 0
        found = cohens_kappa(table, wt="quadratic")
    low, high = float(found.kappa_low), float(found.kappa_upp)
    if not math.isfinite(low) or high - low <= 0:
        note = Note.of("kappa_no_spread", "kappa_low", "kappa_high")
        return CategoryAgreement(n, *shares, kappa=float(found.kappa), notes=(note,))
    return CategoryAgreement(n, *shares, float(found.kappa), low, high)


@dataclass(frozen=True)
class BlandAltman:
    """Differences of two measurements (first - second), in their unit."""

    n: int
    bias: float = NAN
    """Mean difference."""
    bias_low: float = NAN
    """95% t interval."""
    bias_high: float = NAN
    sd: float = NAN
    lower: float = NAN
    """Lower limit of agreement: bias - multiplier * sd."""
    lower_low: float = NAN
    """95% interval of the limit, from its standard error sqrt(3 / n) * sd."""
    lower_high: float = NAN
    upper: float = NAN
    upper_low: float = NAN
    upper_high: float = NAN
    notes: tuple[Note, ...] = ()


def bland_altman(one: npt.ArrayLike, other: npt.ArrayLike, multiplier: float = 1.96) -> BlandAltman:
    """Return bias and limits of agreement (Bland & Altman 1986, Lancet i:307); NaN = missing.

    Own arithmetic: statsmodels draws the plot and returns no numbers. The paper itself
    takes ``multiplier`` 2.
    """
    first, second = complete(one, other)
    difference, n = first - second, len(first)
    if n < 2:
        bias = float(difference.mean()) if n else NAN
        note = Note.of("too_few", "limits", n=n, least=2)
        return BlandAltman(n, bias, notes=(note,))
    bias, sd = float(difference.mean()), float(difference.std(ddof=1))
    if not varies(difference, scale=max(np.abs(first).max(), np.abs(second).max())):
        note = Note.of("same_differences", "limits")
        return BlandAltman(n, bias, notes=(note,))
    t = float(stats.t.ppf((1 + CONFIDENCE) / 2, n - 1))
    half, of_limit = t * sd / math.sqrt(n), t * sd * math.sqrt(3 / n)
    lower, upper = bias - multiplier * sd, bias + multiplier * sd
    return BlandAltman(
        n, bias, bias - half, bias + half, sd,
        lower, lower - of_limit, lower + of_limit,
        upper, upper - of_limit, upper + of_limit,
    )  # fmt: skip


@dataclass(frozen=True)
class ScoreAgreement:
    """Agreement of two raters on scores, as shares of what could be earned."""

    n: int
    kappa: float = NAN
    """Quadratic weighted kappa of the scores as they are (Fleiss & Cohen 1973): 1 less the mean
    squared difference over what two raters with these means and variances differ by chance; NaN
    where neither rater varies."""
    kappa_low: float = NAN
    """95% percentile bootstrap, 999 samples."""
    kappa_high: float = NAN
    error: float = NAN
    """Mean of second - first, in points of 100."""
    error_low: float = NAN
    """95% t interval."""
    error_high: float = NAN
    far: float = NAN
    """Share of scores that differ by 25 points of 100 or more."""


FAR = 0.25
_SAMPLES, _SEED = 999, 1


def score_agreement(person: npt.ArrayLike, grader: npt.ArrayLike) -> ScoreAgreement:
    """Return how far two lists of scores (shares, 0 to 1) agree, answer by answer; NaN = missing.

    Intervals need three scores; fewer leave NaN.
    """
    first, second = complete(person, grader)
    n = len(first)
    if not n:
        return ScoreAgreement(0)
    difference = second - first
    far = float((np.abs(difference) >= FAR - 1e-9).mean())
    found = ScoreAgreement(n, _score_kappa(first, second), error=100 * difference.mean(), far=far)
    if n < 3:
        return found
    low, high = mean_interval(difference) if varies(difference) else (difference[0],) * 2
    drawn = np.random.default_rng(_SEED).integers(n, size=(_SAMPLES, n))
    kappas = np.array([_score_kappa(first[d], second[d]) for d in drawn])
    spread = np.nanquantile(kappas, [0.025, 0.975]) if np.isfinite(kappas).any() else (NAN, NAN)
    return replace(
        found, kappa_low=float(spread[0]), kappa_high=float(spread[1]),
        error_low=100 * float(low), error_high=100 * float(high),
    )  # fmt: skip


def _score_kappa(first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]) -> float:
    expected = first.var() + second.var() + (first.mean() - second.mean()) ** 2
    return float(1 - ((first - second) ** 2).mean() / expected) if expected > 1e-12 else NAN
