"""Who came, who was lost, and what that could mean for the figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict

import pandas as pd

from course.evaluation import HIDDEN, LEAST, analysed, came, matched
from course.statistics.attrition import Estimate, LostCompared, estimates, lost_compared
from course.tables.changes import by_indicator


def flow_table(
    percents: pd.DataFrame,
    registered: Collection[str] = (),
    practised: Collection[str] = (),
) -> pd.DataFrame:
    """Return how many people each step still had.

    Rows: terdaftar (on the roster; everyone seen where there is none), tes awal, berlatih (handed
    in a lesson between the tests), tes akhir, dianalisis (both tests, at least one of the paper's
    indicators complete in both), and tes tunda where there is one. Columns: step, n, share (of the
    first step, 0 to 1), lost (of the registered, not in this step).
    """
    tests = came(percents)
    everyone = set(registered) | set().union(*tests.values(), set(practised))
    steps = {
        "terdaftar": set(registered) or everyone,
        "tes awal": tests.get("pre", set()),
        "berlatih": set(practised),
        "tes akhir": tests.get("post", set()),
        "dianalisis": analysed(percents),
    }
    if "delayed" in tests:
        steps["tes tunda"] = tests["delayed"]
    first = steps["terdaftar"]
    rows = [
        {
            "step": name,
            "n": len(people),
            "share": len(people) / len(first) if first else float("nan"),
            "lost": len(first - people),
        }
        for name, people in steps.items()
    ]
    return pd.DataFrame(rows, columns=["step", "n", "share", "lost"])


def estimate_table(percents: pd.DataFrame, codes: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the four estimates of the mean change for those who were lost, by indicator.

    Columns: indicator, estimate (matched, lost_unchanged, mixed_model, and worst and best, which
    are the bounds), n (people used), gain (points), low, high (95%), note. With fewer than five
    people who have both tests none is shown.
    """
    rows = []
    for code, own in by_indicator(matched(percents), codes):
        few = 0 < len(own.dropna()) < LEAST
        for found in estimates(own["pre"].to_numpy(), own["post"].to_numpy()):
            row = asdict(Estimate(found.name, found.n, note=HIDDEN) if few else found)
            rows.append({"indicator": code, "estimate": row.pop("name"), **row})
    columns = ["indicator", "estimate", "n", "gain", "low", "high", "note"]
    return pd.DataFrame(rows, columns=columns)


def lost_table(percents: pd.DataFrame, codes: Iterable[str] | None = None) -> pd.DataFrame:
    """Return whether those without a posttest already differed at the pretest, by indicator.

    Columns: indicator, stayed, lost (people), mean_stayed, mean_lost (percent before), g (Hedges,
    stayed - lost), p_fisher (at or below 60% against above, staying against being lost), note.
    The means and g of fewer than five people are not shown: they would be those people's own.
    """
    rows = []
    for code, own in by_indicator(matched(percents), codes):
        found = lost_compared(own["pre"].to_numpy(), own["post"].to_numpy())
        if 0 < min(found.stayed, found.lost) < LEAST:
            found = LostCompared(found.stayed, found.lost, note=HIDDEN)
        rows.append({"indicator": code, **asdict(found)})
    columns = ["indicator", "stayed", "lost", "mean_stayed", "mean_lost", "g", "p_fisher", "note"]
    return pd.DataFrame(rows, columns=columns)
