"""Content validity: what experts say of the items of a test, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from course.evaluation.statistics.arrays import CONFIDENCE, NAN

LOWEST, HIGHEST = 1, 4
"""Relevance: 1 not, 2 somewhat, 3 quite, 4 highly relevant (Davis 1992)."""
RELEVANT = 3
"""From here on an expert calls an item relevant."""


@dataclass(frozen=True)
class Aiken:
    """Aiken's V of one item."""

    n: int
    """Experts who rated it."""
    v: float = NAN
    """0 (all gave the lowest) to 1 (all gave the highest)."""
    low: float = NAN
    """Score interval (Penfield & Giacobbi 2004)."""
    high: float = NAN


def aiken_v(
    ratings: npt.ArrayLike,
    lowest: int = LOWEST,
    highest: int = HIGHEST,
    confidence: float = CONFIDENCE,
) -> Aiken:
    """Return Aiken's V (1980, 1985) of one item's ratings with its score interval; NaN = none.

    V = (mean - lowest) / (highest - lowest). Penfield & Giacobbi (2004, 10.1207/
    s15327841mpee0804_3) take Wilson's interval of a share of n * (highest - lowest) steps. Raises
    ValueError for a rating off the scale.
    """
    given = np.asarray(ratings, float)
    given = given[~np.isnan(given)]
    if ((given < lowest) | (given > highest)).any():
        raise ValueError(f"ratings must be from {lowest} to {highest}")
    n, steps = len(given), highest - lowest
    if not n:
        return Aiken(0)
    v = float(given.mean() - lowest) / steps
    low, high = proportion_confint(v * n * steps, n * steps, 1 - confidence, method="wilson")
    # Rounding would leave 0 and 1 outside their own interval.
    return Aiken(n, v, min(float(low), v), max(float(high), v))


@dataclass(frozen=True)
class ItemIndex:
    """How many experts call one item relevant."""

    n: int
    relevant: int
    index: float = NAN
    """I-CVI: relevant / n (Lynn 1986)."""
    low: float = NAN
    """Exact interval (Clopper & Pearson 1934): a panel is small."""
    high: float = NAN
    kappa: float = NAN
    """Modified kappa: I-CVI corrected for agreement by chance (Polit, Beck & Owen 2007)."""


def item_index(relevant: int, n: int) -> ItemIndex:
    """Return the item-level content validity index of ``relevant`` out of ``n`` experts.

    Chance: each expert calls the item relevant with probability 1/2, pc = C(n, relevant) / 2^n;
    kappa* = (I-CVI - pc) / (1 - pc) (Polit, Beck & Owen 2007, 10.1002/nur.20199, who round both
    before they divide: for five of six experts they print .81 beside the exact .816).
    """
    if not 0 <= relevant <= n:
        raise ValueError(f"{relevant} of {n} experts")
    if not n:
        return ItemIndex(0, 0)
    index, chance = relevant / n, comb(n, relevant) / 2**n
    low, high = proportion_confint(relevant, n, 1 - CONFIDENCE, method="beta")
    # One expert agrees or not: nothing is left to correct.
    kappa = (index - chance) / (1 - chance) if chance < 1 else NAN
    return ItemIndex(n, relevant, index, float(low), float(high), kappa)


@dataclass(frozen=True)
class ScaleIndex:
    """The content validity of a whole test."""

    experts: int
    items: int
    average: float = NAN
    """S-CVI/Ave: mean of the items' I-CVI (Polit & Beck 2006)."""
    average_low: float = NAN
    """t interval over experts, each with the share of items called relevant; NaN below two."""
    average_high: float = NAN
    universal: float = NAN
    """S-CVI/UA: share of items that every expert calls relevant."""
    universal_low: float = NAN
    """Exact interval over items."""
    universal_high: float = NAN


def scale_index(ratings: npt.ArrayLike, relevant: int = RELEVANT) -> ScaleIndex:
    """Return both scale-level indices (Polit & Beck 2006, 10.1002/nur.20147).

    ``ratings``: one row an expert, one column an item, NaN = not rated; an item that nobody rated
    is left out.
    """
    given = np.asarray(ratings, float)
    given = given[:, ~np.isnan(given).all(axis=0)] if given.size else given.reshape(0, 0)
    experts, items = given.shape
    if not items:
        return ScaleIndex(experts, 0)
    yes, known = given >= relevant, ~np.isnan(given)
    shares = yes.sum(axis=0) / known.sum(axis=0)
    every = int((shares == 1).sum())
    low, high = proportion_confint(every, items, 1 - CONFIDENCE, method="beta")
    ends = _over_experts(yes, known, float(shares.mean()))
    return ScaleIndex(
        experts, items, float(shares.mean()), *ends, every / items, float(low), float(high)
    )


def _over_experts(
    yes: npt.NDArray[np.bool_], known: npt.NDArray[np.bool_], mean: float
) -> tuple[float, float]:
    rated = known.any(axis=1)
    own = yes[rated].sum(axis=1) / known[rated].sum(axis=1)
    if len(own) < 2 or np.ptp(own) == 0:
        return NAN, NAN
    t = float(stats.t.ppf((1 + CONFIDENCE) / 2, len(own) - 1))
    half = t * float(own.std(ddof=1)) / len(own) ** 0.5
    return max(0.0, mean - half), min(1.0, mean + half)
