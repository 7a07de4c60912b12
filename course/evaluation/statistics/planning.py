"""How many people a class needs to show a gain, and what a class of a size can show."""

from __future__ import annotations

import math

from scipy import stats
from scipy.optimize import brentq
from scipy.special import nctdtr

DESIGNS = ("paired", "crossover")
"""Everybody the same forms in one order, or half A then B and half B then A."""
_SPENT = {"paired": 1, "crossover": 2}
"""Means that the spread is taken around: that of all changes, or one a sequence."""
RANK_EFFICIENCY = 3 / math.pi
"""Of the signed-rank test against the t test where changes are normal: 0.955 (Lehmann 1975)."""
LEVEL = 0.05
MOST = 100_000
"""People from which on no class is planned."""


def power(dz: float, n: int, *, design: str = "paired", level: float = LEVEL) -> float:
    """Return the chance that the two-sided t test of the mean change finds ``dz``.

    ``dz`` = gain / SD of the change (Cohen 1988). Noncentral t with n - 1 degrees of freedom;
    in a crossover of forms n - 2: the mean of the two sequences' mean changes is free of the forms'
    difficulty, with error SD / sqrt(n) (Senn 2002, ch. 3; Julious 2010, ch. 4, whose SD within a
    person is that of a difference over sqrt(2)). ``n`` people over both sequences, half in each.
    """
    df = n - _SPENT[design]
    if df < 1:
        return 0.0
    limit, shift = float(stats.t.ppf(1 - level / 2, df)), abs(dz) * math.sqrt(n)
    below = float(nctdtr(df, shift, -limit))  # far out it is NaN, and nothing
    return float(1 - nctdtr(df, shift, limit)) + (0.0 if math.isnan(below) else below)


def people_needed(
    dz: float, chance: float = 0.8, *, design: str = "paired", level: float = LEVEL
) -> int:
    """Return the smallest n whose ``power`` is at least ``chance``; even for a crossover.

    Raises ValueError where no class of ``MOST`` is enough.
    """
    step = _SPENT[design]
    low, high = step, 2 * step
    while power(dz, high, design=design, level=level) < chance:
        low, high = high, 2 * high
        if high > MOST:
            raise ValueError(f"more than {MOST} people")
    while high - low > step:
        middle = low + (high - low) // (2 * step) * step
        enough = power(dz, middle, design=design, level=level) >= chance
        low, high = (low, middle) if enough else (middle, high)
    return high


def smallest_gain(
    n: int, sd: float, chance: float = 0.8, *, design: str = "paired", level: float = LEVEL
) -> float:
    """Return the gain that ``n`` people show with ``chance``, in the unit of ``sd``; else NaN."""
    if n - _SPENT[design] < 1:
        return math.nan
    top = 0.01
    while power(top, n, design=design, level=level) < chance:
        top *= 2
    return sd * float(
        brentq(lambda dz: power(dz, n, design=design, level=level) - chance, 1e-9, top, xtol=1e-12)
    )


def for_signed_rank(n: int, step: int = 1) -> int:
    """Return how many the signed-rank test needs where the t test needs ``n``."""
    return math.ceil(n / RANK_EFFICIENCY / step) * step


def to_invite(n: int, lost: float, step: int = 1) -> int:
    """Return how many must begin where the share ``lost`` does not take the second test."""
    return math.ceil(n / (1 - lost) / step - 1e-9) * step
