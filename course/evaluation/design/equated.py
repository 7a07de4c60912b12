"""What a score on form B is worth on form A."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from course.evaluation.five import Shown, why_hidden
from course.evaluation.items import marks, own_indicator, scales
from course.evaluation.statistics.arrays import Note
from course.evaluation.statistics.equating import Curve, equate
from course.indicators import ATTITUDE, ORDERS

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
        here = set(pairs.index)
        groups = [{who for who in here if orders.get(who) == side} for side in ORDERS]
        kept = shown.together(groups, own_indicator(scale))
        groups, hidden = kept or groups, None if kept else why_hidden(min(groups, key=len))
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
