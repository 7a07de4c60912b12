"""What mentors saw their partners do: K1 to K3 observed, beside the tests' simulation."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from course import lessons
from course.indicators import LEAST_ANSWERED
from course.submitted import answered

LESSON = "pengamatan"
HIGHEST = 3
"""Rating of what is done alone; 0 = not yet, 1 = with much help, 2 = with little."""
COLUMNS = ["participant", "by", "day", "indicator", "behaviour", "score"]


def read_observations(root: Path) -> pd.DataFrame:
    """Return every behaviour of every sheet, one row each; columns ``COLUMNS``.

    score: 0 to 3; NaN = not observed. day: ``2026-11-25``, empty where it was left out.
    """
    lesson, rows = lessons.load(root, LESSON), []
    lesson.require("shows")
    for sheet in answered(root, LESSON, consented=True):
        day = str(sheet.get("amati-tentang").get("tanggal", ""))
        for indicator, exercise in lesson.about.shows.items():
            (table,) = lesson.definitions[exercise].fields
            given = sheet.get(exercise).get(table.key) or {}
            for row in table.to_json()["rows"]:
                rating = given.get(row["key"], {}).get("nilai", "")
                score = float(rating) if rating.isdigit() else float("nan")
                rows.append([sheet.participant, sheet.by, day, indicator, row["key"], score])
    return pd.DataFrame(rows, columns=COLUMNS).astype({"score": float})


def observed_percents(observations: pd.DataFrame) -> pd.DataFrame:
    """Return a row per participant and indicator: participant, indicator, observed, n.

    observed: mean of the ratings in percent of 3, 0 to 100, NaN when fewer than three of the four
    behaviours were seen; n: behaviours seen.
    """
    groups = observations.groupby(["participant", "indicator"])["score"]
    percent = 100 * groups.mean() / HIGHEST
    enough = groups.count() >= LEAST_ANSWERED * groups.size()
    table = pd.DataFrame({"observed": percent.where(enough), "n": groups.count()})
    return table.reset_index()


def beside_tests(
    percents: pd.DataFrame, observed: pd.DataFrame, phase: str = "post"
) -> pd.DataFrame:
    """Return simulation and observation side by side: participant, indicator, simulated, observed.

    ``percents`` are those of ``evaluation.indicator_percents``, of which ``phase`` is taken;
    ``observed`` those of ``observed_percents``, which name the skills. A side that is missing is
    NaN.
    """
    tests = percents[
        (percents["phase"] == phase) & percents["indicator"].isin(observed["indicator"])
    ]
    simulated = tests.rename(columns={"percent": "simulated"})
    keys = ["participant", "indicator"]
    both = simulated[[*keys, "simulated"]].merge(
        observed[[*keys, "observed"]], on=keys, how="outer"
    )
    return both.sort_values(keys, ignore_index=True)
