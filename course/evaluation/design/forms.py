"""The gain without the forms' difficulty, and what a score on one is worth on the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from course.evaluation.changes import by_indicator
from course.evaluation.five import Shown, why_hidden
from course.evaluation.items import marks, own_indicator, scales
from course.evaluation.percents import MEAN_OF_INDICATORS, common, matched
from course.evaluation.statistics.arrays import Note
from course.evaluation.statistics.crossover import ORDERS, crossover
from course.evaluation.statistics.equating import Curve, equate
from course.indicators import ATTITUDE, paper_codes

PARTS = ("gain", "form", "order")
FORM_COLUMNS = [
    *("indicator", "n", "n_ab", "n_ba", "plain"),
    *(f"{part}{end}" for part in PARTS for end in ("", "_low", "_high")),
    *("df", "p", "p_form", "notes"),
]


def form_table(
    percents: pd.DataFrame, orders: Mapping[str, str], shown: Shown | None = None
) -> pd.DataFrame:
    """Return the crossover of the forms, a row an indicator and one for the mean of all.

    ``orders`` is ``{participant: "AB" or "BA"}``; no rows where nobody drew one. Columns
    ``FORM_COLUMNS``: people of each sequence, plain (change as if there were one form), gain, form
    (A less B in points: above 0 B is harder), order (AB less BA, mean of both tests), each with its
    interval; df and p are the gain's, p_form the form's. The mean is of each person's indicators,
    over ``percents.common``, opinions too, whose items are the same in both forms and which have no
    row of their own. From gain and form the mean of each sequence follows: both must be ``shown``
    together (``Shown.together``).
    """
    if not set(orders.values()) & set(ORDERS):
        return pd.DataFrame(columns=FORM_COLUMNS)
    shown, one = shown or Shown(), common(percents)
    pairs = matched(percents).dropna()
    people = pairs.index.get_level_values("participant")
    codes = pairs.index.get_level_values("indicator")
    whole = pairs[people.isin(list(one.people)) & codes.isin(one.over)]
    rows = [_row("", whole.groupby("participant").mean(), orders, shown)]
    rows += [
        _row(code, own.droplevel("indicator"), orders, shown)
        for code, own in by_indicator(pairs, paper_codes())
        if not code.startswith(ATTITUDE)
    ]
    return pd.DataFrame([*rows[1:], rows[0]], columns=FORM_COLUMNS)


def _row(code: str, pairs: pd.DataFrame, orders: Mapping[str, str], shown: Shown) -> dict[str, Any]:
    row: dict[str, Any] = {"indicator": code or MEAN_OF_INDICATORS}
    groups, hidden = _together(pairs.index, orders, shown, code)
    row |= {f"n_{side.lower()}": len(own) for side, own in zip(ORDERS, groups, strict=True)}
    row["n"] = sum(map(len, groups))
    if hidden:
        return {**row, "notes": (hidden,)}
    own = pairs[pairs.index.map(str).isin(set.union(*groups))]
    before, after = own["pre"].to_numpy(float), own["post"].to_numpy(float)
    found = crossover(before, after, [orders[str(who)] for who in own.index])
    for part in PARTS:
        one = getattr(found, part)
        row |= {part: one.value, f"{part}_low": one.low, f"{part}_high": one.high}
    ends = {"df": found.gain.df, "p": found.gain.p, "p_form": found.form.p}
    return {**row, **ends, "plain": found.plain, "notes": found.notes}


def _together(
    people: Iterable[Any], orders: Mapping[str, str], shown: Shown, of: str
) -> tuple[list[set[str]], Note | None]:
    """Return who of each order is in the figures, and why there are none."""
    here = set(map(str, people))
    groups = [{who for who in here if orders.get(who) == side} for side in ORDERS]
    if kept := shown.together(groups, of):
        return kept, None
    return groups, why_hidden(min(groups, key=len))


METHODS = ("mean", "line", "percentile")
EQUATED_COLUMNS = [
    *("scale", "score", "n"),
    *(f"{method}{end}" for method in METHODS for end in ("", "_low", "_high")),
    "notes",
]


def equated_table(
    scores: pd.DataFrame, orders: Mapping[str, str], shown: Shown | None = None
) -> pd.DataFrame:
    """Return what each total of points on form B is worth on form A, a row a scale and score.

    Knowledge and skill (attitude items are the same in both forms); of people with every item of
    the scale in both tests, totals in whole points. Columns ``EQUATED_COLUMNS``; no rows where
    nobody drew an order. ``scores`` from ``read_scores``.
    """
    rows: list[dict[str, Any]] = []
    if not set(orders.values()) & set(ORDERS):
        return pd.DataFrame(columns=EQUATED_COLUMNS)
    shown = shown or Shown()
    most = scores.groupby("cell")["max_score"].max()
    for scale in dict.fromkeys(name for _, name, _ in scales(scores)):
        if scale.startswith(ATTITUDE):
            continue
        sides = [marks(scores, phase, scale).dropna() for phase in ("pre", "post")]
        totals = [np.rint(side.sum(axis=1)) for side in sides]
        pairs = pd.concat(totals, axis=1, join="inner")
        groups, hidden = _together(pairs.index, orders, shown, own_indicator(scale))
        n = sum(map(len, groups))
        if hidden:
            rows.append({"scale": scale, "n": n, "notes": (hidden,)})
            continue
        pairs = pairs[pairs.index.isin(set.union(*groups))]
        before, after = pairs.to_numpy(float).T
        top = int(max(most.reindex(side.columns).sum() for side in sides))
        found = equate(before, after, [orders[str(who)] for who in pairs.index], top)
        curves = {name: getattr(found, name) for name in METHODS}
        rows += [
            {
                "scale": scale,
                "score": score,
                "n": n,
                **_at(curves, score),
                "notes": _once(found.notes, score),
            }
            for score in range(top + 1)
        ]
    return pd.DataFrame(rows, columns=EQUATED_COLUMNS)


def _at(curves: Mapping[str, Curve | None], score: int) -> dict[str, float]:
    return {
        f"{name}{end}": float(values[score])
        for name, curve in curves.items()
        if curve is not None
        for end, values in (("", curve.value), ("_low", curve.low), ("_high", curve.high))
    }


def _once(notes: tuple[Note, ...], score: int) -> tuple[Note, ...]:
    """Return the notes in the scale's first row alone."""
    return () if score else notes
