"""The numbers of the paragraph for an article, by their names: one headline, the rest beside."""

from __future__ import annotations

import pandas as pd

from course.evaluation.changes import LEVEL, is_hopeless
from course.evaluation.five import LEAST
from course.evaluation.percents import MEAN_OF_INDICATORS, came
from course.evaluation.statistics.arrays import NAN

FIGURES = (
    *("mean_pre", "mean_post", "gain", "gain_low", "gain_high"),
    *("class_gain", "class_gain_low", "class_gain_high", "p_pratt", "rank_biserial"),
    *("g_av", "g_av_low", "g_av_high"),
)


def headline_table(
    percents: pd.DataFrame,
    flow: pd.DataFrame,
    indicators: pd.DataFrame,
    means: pd.DataFrame,
    row_means: pd.DataFrame,
) -> pd.DataFrame:
    """Return every number that the ready paragraph says; columns name, value (unrounded).

    registered, both, share (percent) of them; complete: people with every indicator of ``over`` in
    both tests, of whom the headline is (``FIGURES``, up, down, same: ``changes.mean_changes``, last
    row); rows_pre, rows_post, rows_gain: the mean of the indicators' rows (``percents.means``),
    with the smallest and largest n of those (rows_n_low, rows_n_high); best_gain, least_gain;
    tests, passed, hopeless (Holm); lost (no test after). NaN for what is not shown. Tables as
    ``Results`` has them.
    """
    steps = flow.set_index("step")["n"]
    registered, both = int(steps["registered"]), int(steps["analysed"])
    row, rows = means.iloc[-1], row_means.set_index("name").loc[MEAN_OF_INDICATORS]
    gains = indicators["gain"].dropna()
    known = indicators["p_holm"].dropna()
    sizes = [float(n) for n in str(rows["n"]).split("-")]
    shown = row["n"] >= LEAST
    tests = came(percents)
    found = {
        "registered": registered,
        "both": both,
        "share": 100 * both / registered if registered else NAN,
        "over": len(row["over"]),
        "complete": row["n"],
        **{name: row[name] for name in FIGURES},
        "up": row["up"] if shown else NAN,
        "down": row["changed"] - row["up"] if shown else NAN,
        "same": row["n"] - row["changed"] if shown else NAN,
        "rows_pre": rows["mean_pre"],
        "rows_post": rows["mean_post"],
        "rows_gain": rows["gain"],
        "rows_n_low": sizes[0],
        "rows_n_high": sizes[-1],
        "best_gain": gains.max() if len(gains) else NAN,
        "least_gain": gains.min() if len(gains) else NAN,
        "tests": len(known),
        "passed": int((known < LEVEL).sum()),
        "hopeless": sum(any(map(is_hopeless, notes)) for notes in indicators["notes"]),
        "lost": len(tests.get("pre", set()) - tests.get("post", set())),
    }
    return pd.DataFrame({"name": list(found), "value": [float(v) for v in found.values()]})
