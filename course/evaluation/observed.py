"""What people do in their own shops: as mentors saw it (K1 to K3), beside the test; as they say."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from course import lessons
from course.evaluation.five import HIDDEN, HIDDEN_TOO, LEAST, Shown, hidden_answers
from course.evaluation.percents import CATEGORIES, category, with_both
from course.evaluation.progress import Deed
from course.evaluation.statistics.agreement import bland_altman, category_agreement
from course.inbox.submitted import answered
from course.indicators import LEAST_ANSWERED

HIGHEST = 3
"""Rating of what is done alone; 0 = not yet, 1 = with much help, 2 = with little."""
OBSERVATION_COLUMNS = ["participant", "by", "day", "indicator", "behaviour", "score"]


def read_observations(root: Path) -> pd.DataFrame:
    """Return every behaviour of every sheet, one row each; columns ``OBSERVATION_COLUMNS``.

    score: 0 to 3; NaN = not observed. day: ``2026-11-25``, empty where it was left out.
    """
    every = [lessons.load(root, name) for name in lessons.saying(root, "shows")]
    rows = []
    for lesson, sheet in ((e, s) for e in every for s in answered(root, e.name, consented=True)):
        day = str(sheet.get(lesson.about.day).get("tanggal", ""))
        for indicator, exercise in lesson.about.shows.items():
            (table,) = lesson.definitions[exercise].fields
            given = sheet.get(exercise).get(table.key) or {}
            for row in table.to_json()["rows"]:
                rating = given.get(row["key"], {}).get("nilai", "")
                score = float(rating) if rating.isdigit() else float("nan")
                rows.append([sheet.participant, sheet.by, day, indicator, row["key"], score])
    return pd.DataFrame(rows, columns=OBSERVATION_COLUMNS).astype({"score": float})


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

    ``percents`` are those of ``percents.indicator_percents``, of which ``phase`` is taken;
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


OBSERVED_COLUMNS = [
    *("indicator", "n", "observed_n", "simulated", "observed", "agreement", "within_one"),
    *("kappa", "kappa_low", "kappa_high", "bias", "bias_low", "bias_high", "lower", "upper"),
    "notes",
]


def read_observed(root: Path) -> pd.DataFrame:
    """Return ``observed_percents`` of the course at ``root``; no rows where nobody observed."""
    if not lessons.saying(root, "shows"):
        return pd.DataFrame(columns=["participant", "indicator", "observed", "n"])
    return observed_percents(read_observations(root))


def observed_table(
    percents: pd.DataFrame, observed: pd.DataFrame, shown: Shown | None = None
) -> pd.DataFrame:
    """Return how far observation and test after the course agree, one row an observed skill.

    ``percents`` as ``percents.indicator_percents`` gives them, ``observed`` as
    ``read_observed``. Columns: indicator; n (people with both), observed_n (people observed);
    simulated, observed (mean percent of those with both); agreement, within_one (share of equal
    categories, and of those at most one step apart); kappa (quadratic weights) with interval; bias
    (observation - test, percentage points) with interval, and the limits of agreement lower, upper
    (Bland & Altman 1986); notes. Fewer than five people have no figures. Where figures of the test
    over these people may not be ``shown`` beside the others, both means are left out: no other
    figure has to do with the difference. No rows where nobody was observed.
    """
    shown = shown or Shown()
    both, changed = beside_tests(percents, observed), with_both(percents)
    rows = []
    for code in sorted(set(observed["indicator"])):
        shown.may(changed.get(code, set()), of=code)
        rows.append(_row(code, both[both["indicator"] == code], shown))
    return pd.DataFrame([row for row in rows if row["observed_n"]], columns=OBSERVED_COLUMNS)


def _row(code: str, own: pd.DataFrame, shown: Shown) -> dict[str, Any]:
    pairs = own.dropna(subset=["simulated", "observed"])
    who = set(map(str, pairs["participant"]))
    if means := shown.most(who, of=code):
        pairs = pairs[pairs["participant"].isin(list(means))]
    counts = {"indicator": code, "n": len(pairs), "observed_n": int(own["observed"].count())}
    if len(pairs) < LEAST:
        return {**counts, "notes": (HIDDEN,)}
    seen, tested = pairs["observed"], pairs["simulated"]
    found = category_agreement(
        seen.map(category).tolist(), tested.map(category).tolist(), CATEGORIES
    )
    apart = bland_altman(seen.to_numpy(float), tested.to_numpy(float))
    figures = {**vars(apart), **vars(found), "notes": (*found.notes, *apart.notes), **counts}
    if not means:
        return {**figures, "notes": (HIDDEN_TOO, *figures["notes"])}
    return {**figures, "simulated": tested.mean(), "observed": seen.mean()}


DEED_COLUMNS = ["lesson", "title", "sitting", "n", "done", "share"]


def deed_table(root: Path, found: Iterable[Deed]) -> pd.DataFrame:
    """Return how many did in the own shop what each sitting asks for, one row a sitting.

    Columns: lesson; its title; sitting (from 1); n, who handed the lesson in; done, and share of n
    (0 to 1), both NaN where so few did it, or so few did not, that who they are could be guessed
    (``five.hidden_answers``). A lesson's last row has sitting 0: done is how many of its deeds a
    person did in the mean, share that of all its deeds; NaN where it would give one sitting away.
    No rows of a lesson that fewer than ``LEAST`` handed in, or whose deeds nobody did: it may be
    older than they are.
    """
    rows: list[tuple[Any, ...]] = []
    for name, own in groupby(found, key=lambda one: one.lesson):
        deeds = list(own)
        n, total = deeds[0].of, sum(one.done for one in deeds)
        if n < LEAST or not total:
            continue
        title = lessons.title(lessons.load(root, name).notebook)
        hidden = 0
        for one in deeds:
            counts = {"done": one.done, "left": n - one.done}
            few = "done" in hidden_answers(counts, n, one_each=True)
            hidden += few
            done = float("nan") if few else one.done
            rows.append((name, title, one.sitting, n, done, done / n))
        mean = float("nan") if hidden == 1 else total / n
        rows.append((name, title, 0, n, mean, mean / len(deeds)))
    return pd.DataFrame(rows, columns=DEED_COLUMNS).astype({"done": float, "share": float})
