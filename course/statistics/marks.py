"""Item analysis by Moodle's definitions, on a table of marks.

Moodle's quiz statistics (``question/classes/statistics`` and ``mod/quiz/report/statistics``), all
variances and covariances with n - 1, null where Moodle has null. Its discrimination index is the
correlation of an item with the rest of the test, not the upper minus the lower 27%.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from course.statistics.arrays import CONFIDENCE, NAN, NOISE, Array, cannot, varies

ITEM_FIELDS = (
    "facility",
    "facility_low",
    "facility_high",
    "discrimination_index",
    "discriminative_efficiency",
    "effective_weight",
)
WHOLE_FIELDS = (
    "alpha",
    "alpha_low",
    "alpha_high",
    "cic",
    "error_ratio",
    "standard_error",
    "mean",
    "sd",
    "skewness",
    "kurtosis",
)


@dataclass(frozen=True)
class ItemAnalysis:
    """What a table of marks says about its items."""

    items: pd.DataFrame
    """One row an item: item, n (people with a mark for it), ``ITEM_FIELDS``, notes (a tuple)."""
    whole: dict[str, float]
    """n (complete people), items, and ``WHOLE_FIELDS``; NaN where it cannot be computed."""
    notes: tuple[str, ...]
    """Why figures of ``whole`` are missing."""


def analyse(marks: pd.DataFrame, most: Mapping[str, float] | None = None) -> ItemAnalysis:
    """Return the item analysis of ``marks``: one row a person, one column an item, NaN = no mark.

    ``most`` gives the highest mark of an item; where it is missing, 1 if no mark is above 1,
    otherwise the item has no facility. Facility uses everyone with a mark for the item, all other
    figures only people with every mark (listwise); an item without any mark is left out of those.
    Raises ValueError for infinite marks.
    """
    values = marks.to_numpy(float)
    if np.isinf(values).any():
        raise ValueError("infinite marks")
    used = ~np.isnan(values).all(axis=0)
    whole = values[used.any() & ~np.isnan(values[:, used]).any(axis=1)]
    total = whole[:, used].sum(axis=1)
    weights = _effective_weights(whole, total)
    rows = [
        _item(str(item), values[:, i], whole[:, i], total, weights[i], (most or {}).get(str(item)))
        for i, item in enumerate(marks.columns)
    ]
    found, notes = _whole(whole[:, used], total)
    if len(whole) < len(values):
        left = len(values) - len(whole)
        notes = (*notes, f"{left} orang tanpa nilai lengkap hanya dihitung dalam facility")
    return ItemAnalysis(
        pd.DataFrame(rows, columns=["item", "n", *ITEM_FIELDS, "notes"]), found, notes
    )


def _item(
    item: str, column: Array, whole: Array, total: Array, weight: float, most: float | None
) -> dict[str, object]:
    known = column[~np.isnan(column)]
    facility, notes = _facility(known, most)
    if not len(known):
        figures = (*facility, NAN, NAN, NAN)
        notes = [cannot(", ".join(ITEM_FIELDS), "n = 0")]
    else:
        index, efficiency, why = _discrimination(whole, total)
        figures = (*facility, index, efficiency, weight)
        notes += why
        if math.isnan(weight):
            reason = "kovarians dengan nilai total negatif"
            notes.append(
                cannot(
                    "effective_weight", reason if varies(total) else "nilai total tidak punya ragam"
                )
            )
    return {
        "item": item,
        "n": len(known),
        **dict(zip(ITEM_FIELDS, figures, strict=True)),
        "notes": tuple(notes),
    }


def _facility(marks: Array, most: float | None) -> tuple[tuple[float, float, float], list[str]]:
    """Return mean / highest mark with its Wilson interval (Wilson 1927).

    For marks between 0 and 1 the sum of the shares takes the count's place; their variance is at
    most that of a yes or no, so the interval is not too short.
    """
    fields, none = "facility, facility_low, facility_high", (NAN, NAN, NAN)
    if not len(marks):
        return none, [cannot(fields, "n = 0")]
    if most is None and marks.max() > 1:
        return none, [cannot(fields, "nilai tertinggi butir tidak diketahui; tambahkan baris max")]
    if most == 0:
        return none, [cannot(fields, "nilai tertinggi butir 0")]
    share = float(marks.mean()) / (most or 1.0)
    if not 0 <= share <= 1 + NOISE:
        reason = "rata-rata di luar 0 sampai nilai tertinggi"
        return (share, NAN, NAN), [cannot("facility_low, facility_high", reason)]
    count = min(share, 1.0) * len(marks)
    low, high = proportion_confint(count, len(marks), alpha=1 - CONFIDENCE, method="wilson")
    # At 0 and 1 rounding would leave the estimate outside its own interval.
    return (share, min(float(low), share), max(float(high), share)), []


def _discrimination(item: Array, total: Array) -> tuple[float, float, list[str]]:
    """Return 100 * r(item, rest) and 100 * cov(item, rest) / the largest cov their order allows."""
    rest = total - item
    fields = "discrimination_index, discriminative_efficiency"
    if len(item) < 2:
        return NAN, NAN, [cannot(fields, f"n lengkap = {len(item)}, paling sedikit 2")]
    if not varies(item) or not varies(rest, scale=np.abs(total).max()):
        what = "butir" if not varies(item) else "sisa tes"
        return NAN, NAN, [cannot(fields, f"{what} tidak punya ragam")]
    shared = np.cov(item, rest)
    index = 100 * shared[0, 1] / math.sqrt(shared[0, 0] * shared[1, 1])
    possible = np.cov(np.sort(item), np.sort(rest))[0, 1]
    return float(index), float(100 * shared[0, 1] / possible), []


def _effective_weights(marks: Array, total: Array) -> Array:
    """Return 100 * sqrt(cov(item, total)) over the sum of those roots; NaN for a negative cov."""
    n, k = marks.shape
    if n < 2 or not varies(total):
        return np.full(k, NAN)
    with_total = (marks - marks.mean(axis=0)).T @ (total - total.mean()) / (n - 1)
    with_total[np.abs(with_total) <= NOISE * np.nanmax(np.abs(with_total))] = 0.0
    roots = np.sqrt(np.where(with_total >= 0, with_total, NAN))  # an unused item stays NaN
    return np.asarray(100 * roots / np.nansum(roots), float)


def alpha_interval(alpha: float, n: int, k: int) -> tuple[float, float]:
    """Return the 95% interval of Cronbach's alpha of k items and n people (Feldt 1965).

    (Feldt, Woodruff & Salih 1987.) Own two lines, because pingouin rounds it to three decimals.
    """
    f = stats.f(n - 1, (n - 1) * (k - 1))
    tail = (1 - CONFIDENCE) / 2
    return float(1 - (1 - alpha) * f.ppf(1 - tail)), float(1 - (1 - alpha) * f.ppf(tail))


def _whole(marks: Array, total: Array) -> tuple[dict[str, float], tuple[str, ...]]:
    n, k = marks.shape
    found = dict.fromkeys(WHOLE_FIELDS, NAN)
    notes = []
    if n:
        found["mean"] = float(total.mean())
    spread = varies(total)
    if spread:
        found["sd"] = float(total.std(ddof=1))
    else:
        notes.append(cannot("sd", "perlu dua orang dengan nilai total berbeda"))
    for name, least, moment in (("skewness", 3, stats.skew), ("kurtosis", 4, stats.kurtosis)):
        if spread and n >= least:
            # bias=False: k3/k2^1.5 and k4/k2^2, Fisher's k-statistics, as Moodle.
            found[name] = float(moment(total, bias=False))
        else:
            notes.append(cannot(name, f"perlu {least} orang dengan nilai total berbeda"))
    if spread and k >= 2:
        found |= _reliability(marks, found["sd"])
    else:
        fields = "alpha, alpha_low, alpha_high, cic, error_ratio, standard_error"
        notes.append(cannot(fields, "perlu dua butir dan dua orang dengan nilai total berbeda"))
    return {"n": n, "items": k, **found}, tuple(notes)


def _reliability(marks: Array, sd: float) -> dict[str, float]:
    """Return alpha, its interval and Moodle's three figures made of it."""
    n, k = marks.shape
    alpha = k / (k - 1) * (1 - float(marks.var(axis=0, ddof=1).sum()) / sd**2)
    low, high = alpha_interval(alpha, n, k)
    ratio = 100 * math.sqrt(max(0.0, 1 - alpha))
    return {
        "alpha": alpha,
        "alpha_low": low,
        "alpha_high": high,
        "cic": 100 * alpha,
        "error_ratio": ratio,
        "standard_error": ratio * sd / 100,
    }
