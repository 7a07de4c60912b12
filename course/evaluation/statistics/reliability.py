"""Reliability: one factor's omega, an item with the rest, and a second time."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.multivariate.factor import Factor
from statsmodels.tools.sm_exceptions import ConvergenceWarning

from course.evaluation.statistics.arrays import CONFIDENCE, NAN, Array, Note, complete, varies

_Z = float(stats.norm.ppf((1 + CONFIDENCE) / 2))


@dataclass(frozen=True)
class Omega:
    """McDonald's omega of one factor."""

    omega: float = NAN
    """Share of the variance of the sum that the factor explains, 0 to 1."""
    low: float = NAN
    """Wald interval, delta method on the expected information."""
    high: float = NAN
    loadings: tuple[float, ...] = ()
    """In the items' own units, in their order."""
    notes: tuple[Note, ...] = ()


NO_UNIQUENESS = 0.005
"""Below this share of an item's variance a solution is improper (Heywood 1931)."""


def omega(covariance: npt.ArrayLike, n: int) -> Omega:
    """Return McDonald's omega (1999) of a one-factor model fitted by maximum likelihood.

    (sum of loadings)^2 / ((sum of loadings)^2 + sum of unique variances). ``covariance`` of three
    items or more, from ``n`` people; the correlation matrix gives the standardised omega. No
    figure, and a note, where an item has no variance, where the fit does not converge or is
    improper. The fit is statsmodels' ``Factor``; the interval, which it does not have, is own code,
    as that of R's lavaan.
    """
    sigma = np.asarray(covariance, float)
    if len(sigma) < 3:
        return Omega(notes=(Note.of("three_items_needed", "omega"),))
    sd = np.sqrt(np.diag(sigma))
    if not sd.all():
        return Omega(notes=(Note.of("item_without_spread", "omega"),))
    with warnings.catch_warnings():
        warnings.simplefilter("error", ConvergenceWarning)
        try:
            fitted = Factor(corr=sigma / np.outer(sd, sd), n_factor=1, nobs=n, method="ml").fit()
        except (ConvergenceWarning, np.linalg.LinAlgError, ValueError):
            return Omega(notes=(Note.of("not_converged", "omega"),))
    share = np.asarray(fitted.loadings, float)[:, 0]
    if (1 - share**2 < NO_UNIQUENESS).any() or not np.isfinite(share).all():
        return Omega(notes=(Note.of("improper_factor", "omega"),))
    loadings = share * sd * (1 if share.sum() >= 0 else -1)
    unique = (1 - share**2) * sd**2
    value = float(loadings.sum() ** 2 / (loadings.sum() ** 2 + unique.sum()))
    half = _Z * _omega_error(loadings, unique, n)
    return Omega(value, value - half, min(1.0, value + half), tuple(loadings.tolist()))


def _omega_error(loadings: Array, unique: Array, n: int) -> float:
    """Return the standard error of omega: expected information of the normal model, then delta."""
    k = len(loadings)
    inverse = np.linalg.inv(np.outer(loadings, loadings) + np.diag(unique))
    slopes: list[npt.NDArray[np.floating]] = []
    for i in range(k):
        of_loading = np.zeros((k, k))
        of_loading[i] += loadings
        of_loading[:, i] += loadings
        slopes.append(inverse @ of_loading)
    slopes += [inverse @ np.diag(np.eye(k)[i]) for i in range(k)]
    information = n / 2 * np.array([[np.trace(a @ b) for b in slopes] for a in slopes])
    total, rest = loadings.sum(), unique.sum()
    whole = total**2 + rest
    slope = np.repeat([2 * total * rest / whole**2, -(total**2) / whole**2], k)
    return float(math.sqrt(slope @ np.linalg.inv(information) @ slope))


def correlation(one: npt.ArrayLike, other: npt.ArrayLike) -> tuple[int, float, float, float]:
    """Return (n, r, low, high): Pearson's r with Fisher's interval (1921); NaN = missing.

    r needs two people and spread on both sides, the interval four people and |r| < 1.
    """
    first, second = complete(one, other)
    n = len(first)
    if not (varies(first) and varies(second)):
        return n, NAN, NAN, NAN
    found = stats.pearsonr(first, second)
    if n < 4 or abs(found.statistic) > 1 - 1e-12:
        return n, float(found.statistic), NAN, NAN
    ends = found.confidence_interval(CONFIDENCE)
    return n, float(found.statistic), float(ends.low), float(ends.high)


@dataclass(frozen=True)
class Intraclass:
    """Agreement of repeated measurements of the same people."""

    n: int
    icc: float = NAN
    """ICC(A,1), Shrout & Fleiss's ICC(2,1): 1 = every time the same."""
    low: float = NAN
    high: float = NAN
    notes: tuple[Note, ...] = ()


def intraclass(*times: npt.ArrayLike) -> Intraclass:
    """Return ICC(A,1): two-way random, absolute agreement, one measurement.

    ``times``: one column a measurement, one row a person, NaN = missing (listwise). Shrout & Fleiss
    (1979), interval by McGraw & Wong (1996, table 7). Own arithmetic: pingouin rounds its interval
    to two decimals. A shift of everybody (learning, forgetting) counts as disagreement.
    """
    table = np.column_stack(complete(*times))
    n, k = table.shape
    if n < 3 or not varies(table.ravel()):
        return Intraclass(n, notes=(Note.of("few_or_no_spread", "icc", n=n),))
    mean, rows, columns = table.mean(), table.mean(axis=1), table.mean(axis=0)
    between = k * float(((rows - mean) ** 2).sum()) / (n - 1)
    of_times = n * float(((columns - mean) ** 2).sum()) / (k - 1)
    left = table - rows[:, None] - columns[None, :] + mean
    error = float((left**2).sum()) / ((n - 1) * (k - 1))
    icc = (between - error) / (between + (k - 1) * error + k * (of_times - error) / n)
    if not varies(rows, np.abs(table).max()) or error <= 1e-12 * between:
        return Intraclass(n, icc, notes=(Note.of("no_error_spread", "icc_low", "icc_high"),))
    a = k * icc / (n * (1 - icc))
    b = 1 + k * icc * (n - 1) / (n * (1 - icc))
    df = (a * of_times + b * error) ** 2 / (
        (a * of_times) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1))
    )
    high_f = stats.f.ppf((1 + CONFIDENCE) / 2, n - 1, df)
    low_f = stats.f.ppf((1 + CONFIDENCE) / 2, df, n - 1)
    noise = k * of_times + (k * n - k - n) * error
    low = n * (between - high_f * error) / (high_f * noise + n * between)
    high = n * (low_f * between - error) / (noise + n * low_f * between)
    return Intraclass(n, icc, float(low), float(high))
