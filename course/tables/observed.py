"""The mentors' observation beside the test, and how far both agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from course import lessons
from course.evaluation import CATEGORIES, HIDDEN, LEAST, category
from course.sheets.observed import LESSON, beside_tests, observed_percents
from course.sheets.observed import read_observations as read
from course.statistics.agreement import bland_altman, category_agreement

COLUMNS = [
    *("indicator", "n", "observed_n", "simulated", "observed", "agreement", "within_one"),
    *("kappa", "kappa_low", "kappa_high", "bias", "bias_low", "bias_high", "lower", "upper"),
    "notes",
]


def read_observed(root: Path) -> pd.DataFrame:
    """Return ``observed_percents`` of the course at ``root``; no rows where nobody observed."""
    if LESSON not in lessons.names(root):
        return pd.DataFrame(columns=["participant", "indicator", "observed", "n"])
    return observed_percents(read(root))


def observed_table(percents: pd.DataFrame, observed: pd.DataFrame) -> pd.DataFrame:
    """Return how far observation and test after the course agree, one row an observed skill.

    ``percents`` as ``evaluation.indicator_percents`` gives them, ``observed`` as
    ``read_observed``. Columns: indicator; n (people with both), observed_n (people observed);
    simulated, observed (mean percent of those with both); agreement, within_one (share of equal
    categories, and of those at most one step apart); kappa (quadratic weights) with interval; bias
    (observation - test, percentage points) with interval, and the limits of agreement lower, upper
    (Bland & Altman 1986); notes. Fewer than five people have no figures. No rows where nobody was
    observed.
    """
    both = beside_tests(percents, observed)
    rows = [
        _row(code, both[both["indicator"] == code]) for code in sorted(set(observed["indicator"]))
    ]
    return pd.DataFrame([row for row in rows if row["observed_n"]], columns=COLUMNS)


def _row(code: str, own: pd.DataFrame) -> dict[str, Any]:
    pairs = own.dropna(subset=["simulated", "observed"])
    counts = {"indicator": code, "n": len(pairs), "observed_n": int(own["observed"].count())}
    if len(pairs) < LEAST:
        return {**counts, "notes": (HIDDEN,)}
    seen, tested = pairs["observed"], pairs["simulated"]
    found = category_agreement(
        seen.map(category).tolist(), tested.map(category).tolist(), CATEGORIES
    )
    apart = bland_altman(seen.to_numpy(float), tested.to_numpy(float))
    figures = {**vars(apart), **vars(found), "notes": (*found.notes, *apart.notes)}
    return {**figures, **counts, "simulated": tested.mean(), "observed": seen.mean()}
