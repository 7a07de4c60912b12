"""The evaluation: pure functions on frames of percentages (``course.indicators``)."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from course.distribution import LEAST_GROUP
from course.indicators import indicators

BANDS = ((40.0, "rendah"), (60.0, "sedang"), (80.0, "baik"), (100.0, "sangat baik"))
"""Upper edges, right-closed: [0,40] rendah, (40,60] sedang, (60,80] baik, (80,100] sangat baik.

The paper's scale (0-40, 40-60, 60-80, 81-100) is double at 40 and 60 and empty between 80 and 81;
this reading agrees with it wherever it is unambiguous, so its own 80% stays "baik".
"""


def category(percent: float) -> str:
    """Return the band of an unrounded percentage; "-" for a missing one.

    Raises ValueError outside 0 to 100.
    """
    if math.isnan(percent):
        return "-"
    exact = round(percent, 9)  # 0.29 * 100 is 28.999999999999996
    if not 0 <= exact <= 100:
        raise ValueError(f"a percentage must lie between 0 and 100, not {percent}")
    return next(name for edge, name in BANDS if exact <= edge)


def is_ambiguous(percent: float) -> bool:
    """Return whether the paper's printed scale puts a percentage in two bands or in none."""
    exact = round(percent, 9)
    return exact in {40.0, 60.0} or 80.0 < exact < 81.0


def matched(percents: pd.DataFrame) -> pd.DataFrame:
    """Return pre and post of one row per participant and indicator.

    Index (participant, indicator), columns pre and post; NaN where a phase is missing.
    """
    index = ["participant", "indicator", "phase"]
    wide = percents.set_index(index)["percent"].unstack("phase")
    return wide.reindex(columns=["pre", "post"]).astype(float)


def indicator_table(percents: pd.DataFrame) -> pd.DataFrame:
    """Return the paper's Table 3 with its missing half: pre and post of the same people.

    One row an indicator of the paper, in its order. Columns: goal, indicator, name, n_pre, n_post,
    n (both), pre, post, difference (means over the n people, percent and percentage points) and
    the two categories.
    """
    pairs = matched(percents)
    rows = []
    for code, indicator in indicators().items():
        if not indicator.paper:
            continue
        own = pairs[pairs.index.get_level_values("indicator") == code]
        both = own.dropna()
        counts = {"n_pre": own["pre"].count(), "n_post": own["post"].count(), "n": len(both)}
        pre, post = both["pre"].mean(), both["post"].mean()
        name = {"goal": indicator.group, "indicator": code, "name": indicator.name}
        rows.append({**name, **counts, "pre": pre, "post": post})
    return _with_categories(pd.DataFrame(rows))


def from_five(table: pd.DataFrame) -> pd.DataFrame:
    """Return ``indicator_table`` without the values of rows with fewer than five people.

    Their n stays: who they are and how they did could be guessed otherwise (data rules).
    """
    values = ["pre", "post", "difference"]
    few = table["n"] < LEAST_GROUP
    hidden = table.assign(**{name: table[name].mask(few) for name in values})
    return hidden.assign(
        category_pre=hidden["pre"].map(category), category_post=hidden["post"].map(category)
    )


def with_mean(table: pd.DataFrame) -> pd.DataFrame:
    """Return ``indicator_table`` with the indicators' mean as last row, as in the paper."""
    last = means(table).tail(1).assign(goal="Rata-rata", name="")
    return pd.concat([table, last], ignore_index=True)


def level_table(levels: Mapping[str, float]) -> pd.DataFrame:
    """Return one phase's percentages (``{indicator code: percent}``) as rows with categories.

    The last row is the unweighted mean of the indicators, as in the paper; its seven printed values
    give 78,71.
    """
    known = indicators()
    rows = [
        {"goal": known[code].group, "name": known[code].name, "percent": float(percent)}
        for code, percent in levels.items()
    ]
    mean = pd.Series(levels, dtype=float).mean()
    table = pd.DataFrame([*rows, {"goal": "Rata-rata", "name": "", "percent": mean}])
    return table.assign(category=table["percent"].map(category))


def means(table: pd.DataFrame) -> pd.DataFrame:
    """Return the means under ``indicator_table``: over the three groups, and over the indicators.

    Rows: each group, the mean of the three groups, the mean of the indicators (the paper's). All
    are unweighted means of unrounded rows; n is the smallest and largest n of the rows, as text.
    """
    groups = table.groupby("goal", sort=False)[["pre", "post"]].mean()
    rows = [
        {"name": f"Rata-rata {goal}", **_span(table[table["goal"] == goal]), **row}
        for goal, row in groups.iterrows()
    ]
    rows.append({"name": "Rata-rata tiga kelompok", **_span(table), **groups.mean()})
    overall = table[["pre", "post"]].mean()
    rows.append({"name": "Rata-rata tujuh indikator", **_span(table), **overall})
    return _with_categories(pd.DataFrame(rows))


def _span(rows: pd.DataFrame) -> dict[str, str]:
    low, high = rows["n"].min(), rows["n"].max()
    return {"n": str(low) if low == high else f"{low}-{high}"}


def _with_categories(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(
        difference=table["post"] - table["pre"],
        category_pre=table["pre"].map(category),
        category_post=table["post"].map(category),
    )


def mentor_table(percents: pd.DataFrame, mentors: Mapping[str, str]) -> pd.DataFrame:
    """Return a row per mentor: partners, lessons handed in, and their partners' mean change.

    ``mentors`` is ``{participant: mentor}``. Columns: mentor, partners, pretests, posttests, n
    (partners with both), pre, post, difference (means over indicators, then over partners). For
    supervision, not for publication: the groups are far smaller than five.
    """
    paper = [code for code, indicator in indicators().items() if indicator.paper]
    chosen = percents[percents["indicator"].isin(paper)]
    came = chosen.groupby("phase")["participant"].agg(set).to_dict()
    person = matched(chosen).dropna().groupby("participant")[["pre", "post"]].mean()
    rows = []
    for mentor in sorted(set(mentors.values())):
        partners = {code for code, own in mentors.items() if own == mentor}
        both = person[person.index.isin(partners)]
        # The mean of one partner would be that person's own result.
        shown = both if len(both) > 1 else both.head(0)
        counts = {
            "partners": len(partners),
            "pretests": len(partners & came.get("pre", set())),
            "posttests": len(partners & came.get("post", set())),
            "n": len(both),
        }
        rows.append(
            {"mentor": mentor, **counts, "pre": shown["pre"].mean(), "post": shown["post"].mean()}
        )
    table = pd.DataFrame(rows)
    return table.assign(difference=table["post"] - table["pre"])
