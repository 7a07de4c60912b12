"""Item analysis by Moodle's definitions, and the reliability of questionnaires."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from course.evaluation.statistics.arrays import CONFIDENCE, NAN, NOISE, Array, Note, varies

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
    notes: tuple[Note, ...]
    """Why figures of ``whole`` are missing."""


def table_of_marks(people: pd.Series, items: pd.Series, points: Array) -> pd.DataFrame:
    """Return ``points`` in a table with a row a person and a column an item, both in order.

    The three have one length; a mark there is none of is NaN. An evaluation asks for this a hundred
    times, and pandas takes three times as long to unstack.
    """
    (row, index), (column, columns) = _placed(people), _placed(items)
    table = np.full((len(index), len(columns)), NAN)
    table[row, column] = points
    return pd.DataFrame(table, index=index, columns=columns)


def _placed(column: pd.Series) -> tuple[npt.NDArray[np.intp], pd.Index]:
    """Return where each of its words stands among all of them in order, and these."""
    codes, found = pd.factorize(column)
    words = np.asarray(found, dtype=object).astype(str)
    order = words.argsort()
    return order.argsort()[codes], pd.Index(words[order], dtype=str, name=column.name)


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
        notes = (*notes, Note.of("incomplete", n=len(values) - len(whole)))
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
        notes = [Note.of("nobody", *ITEM_FIELDS)]
    else:
        index, efficiency, gaps = _discrimination(whole, total)
        figures = (*facility, index, efficiency, weight)
        notes += gaps
        if math.isnan(weight):
            code = "negative_covariance" if varies(total) else "total_no_spread"
            notes.append(Note.of(code, "effective_weight"))
    return {
        "item": item,
        "n": len(known),
        **dict(zip(ITEM_FIELDS, figures, strict=True)),
        "notes": tuple(notes),
    }


def _facility(marks: Array, most: float | None) -> tuple[tuple[float, float, float], list[Note]]:
    """Return mean / highest mark with its Wilson interval (Wilson 1927).

    For marks between 0 and 1 the sum of the shares takes the count's place; their variance is at
    most that of a yes or no, so the interval is not too short.
    """
    figures, none = ("facility", "facility_low", "facility_high"), (NAN, NAN, NAN)
    if not len(marks):
        return none, [Note.of("nobody", *figures)]
    if most is None and marks.max() > 1:
        return none, [Note.of("item_highest_unknown", *figures)]
    if most == 0:
        return none, [Note.of("item_highest_zero", *figures)]
    share = float(marks.mean()) / (most or 1.0)
    if not 0 <= share <= 1 + NOISE:
        return (share, NAN, NAN), [Note.of("mean_out_of_range", *figures[1:])]
    count = min(share, 1.0) * len(marks)
    low, high = proportion_confint(count, len(marks), alpha=1 - CONFIDENCE, method="wilson")
    # At 0 and 1 rounding would leave the estimate outside its own interval.
    return (share, min(float(low), share), max(float(high), share)), []


def _discrimination(item: Array, total: Array) -> tuple[float, float, list[Note]]:
    """Return 100 * r(item, rest) and 100 * cov(item, rest) / the largest cov their order allows."""
    rest = total - item
    figures = ("discrimination_index", "discriminative_efficiency")
    if len(item) < 2:
        return NAN, NAN, [Note.of("too_few_complete", *figures, n=len(item), least=2)]
    if not varies(item) or not varies(rest, scale=np.abs(total).max()):
        code = "item_no_spread" if not varies(item) else "rest_no_spread"
        return NAN, NAN, [Note.of(code, *figures)]
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


def _whole(marks: Array, total: Array) -> tuple[dict[str, float], tuple[Note, ...]]:
    n, k = marks.shape
    found = dict.fromkeys(WHOLE_FIELDS, NAN)
    notes = []
    if n:
        found["mean"] = float(total.mean())
    spread = varies(total)
    if spread:
        found["sd"] = float(total.std(ddof=1))
    else:
        notes.append(Note.of("two_totals_needed", "sd"))
    for name, least, moment in (("skewness", 3, stats.skew), ("kurtosis", 4, stats.kurtosis)):
        if spread and n >= least:
            # bias=False: k3/k2^1.5 and k4/k2^2, Fisher's k-statistics, as Moodle.
            found[name] = float(moment(total, bias=False))
        else:
            notes.append(Note.of("totals_needed", name, least=least))
    if spread and k >= 2:
        found |= _reliability(marks, found["sd"])
    else:
        figures = ("alpha", "alpha_low", "alpha_high", "cic", "error_ratio", "standard_error")
        notes.append(Note.of("two_items_needed", *figures))
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


def sheet_items(
    sheets: pd.DataFrame, reversed_items: Collection[str] = (), points: int = 5
) -> pd.DataFrame:
    """Return one row an item of a rating sheet; no answer is no 1, it lowers n.

    Args:
        sheets: one row a person, one column an item; 1 to ``points``, NaN or 0 = not answered.
        reversed_items: items worded the other way; their mean is that of points + 1 - x.
        points: steps of the scale.

    Returns columns item, reversed, n (answers), missing, mean (1 to ``points``, turned so that high
    is good; NaN without answers), sd (n - 1; NaN below two answers), and count_1 .. count_<points>
    of the answers as they were given. Raises ValueError naming an item with another value.

    """
    rows = []
    for item in sheets.columns:
        given = pd.to_numeric(sheets[item], errors="raise")
        answers = given[given.notna() & (given != 0)]
        if not answers.isin(range(1, points + 1)).all():
            raise ValueError(f"{item}: answers must be whole numbers from 1 to {points}")
        turned = item in reversed_items
        scored = points + 1 - answers if turned else answers
        counts = {f"count_{step}": int((answers == step).sum()) for step in range(1, points + 1)}
        figures = {
            "n": len(answers),
            "missing": len(given) - len(answers),
            "mean": float(scored.mean()) if len(answers) else float("nan"),
            "sd": float(scored.std(ddof=1)) if len(answers) > 1 else float("nan"),
        }
        rows.append({"item": str(item), "reversed": turned, **figures, **counts})
    columns = ["item", "reversed", "n", "missing", "mean", "sd"]
    counted = [f"count_{step}" for step in range(1, points + 1)]
    return pd.DataFrame(rows, columns=[*columns, *counted])
