"""Questionnaire sheets: what was answered, item by item."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd


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
