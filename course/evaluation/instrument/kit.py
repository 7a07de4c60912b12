"""Reliability and fairness of the tests' scales, table by table; nothing of fewer than five."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from course.evaluation.five import Shown, why_hidden
from course.evaluation.items import LESSONS, marks, own_indicator, scales, whole_test
from course.evaluation.statistics.arrays import NAN, Note
from course.evaluation.statistics.functioning import (
    Functioning,
    by_level,
    known_groups,
    mantel_haenszel,
)
from course.evaluation.statistics.reliability import correlation, intraclass, omega
from course.indicators import ATTITUDE

OMEGA_PEOPLE = 50
"""Fewest people for a factor model: below, its figures say more about the sample than the scale."""
GROUP_PEOPLE = 50
"""Fewest people in each group for Mantel and Haenszel's differential functioning."""
SCALE_COLUMNS = [
    *("phase", "scale", "n", "items", "omega", "omega_low", "omega_high", "floor", "ceiling"),
    "notes",
]


def scale_table(scores: pd.DataFrame, shown: Shown | None = None) -> pd.DataFrame:
    """Return a row a phase and scale, columns ``SCALE_COLUMNS``.

    omega: McDonald's, of one factor, from ``OMEGA_PEOPLE`` people on. floor, ceiling: share of
    people with the lowest and the highest total that is possible (attitude items begin at 1).
    ``scores`` from ``read_scores``; figures of who has every item, where they may be ``shown``.
    """
    most, shown = scores.groupby("cell")["max_score"].max(), shown or Shown()
    rows: list[dict[str, Any]] = []
    for phase, scale, every in scales(scores):
        wide = whole_test(every, shown, own_indicator(scale))
        row: dict[str, Any] = {"phase": phase, "scale": scale, "n": len(wide), "notes": ()}
        row["items"] = wide.shape[1]
        if wide.empty:
            whole = every.dropna(axis="columns", how="all").dropna()
            rows.append({**row, "n": len(whole), "notes": (why_hidden(whole.index),)})
            continue
        total, least = wide.sum(axis=1), wide.shape[1] * scale.startswith(ATTITUDE)
        row["floor"] = float(np.isclose(total, least).mean())
        row["ceiling"] = float(np.isclose(total, most.reindex(wide.columns).sum()).mean())
        if len(wide) < OMEGA_PEOPLE:
            row["notes"] = (Note.of("too_few", "omega", n=len(wide), least=OMEGA_PEOPLE),)
        else:
            found = omega(np.atleast_2d(np.cov(wide.to_numpy(float), rowvar=False)), len(wide))
            ends = {"omega_low": found.low, "omega_high": found.high}
            row |= {"omega": found.omega, **ends, "notes": found.notes}
        rows.append(row)
    return pd.DataFrame(rows, columns=SCALE_COLUMNS)


ITEM_COLUMNS = ["phase", "scale", "cell", "n", "r", "r_low", "r_high", "notes"]


def item_total_table(scores: pd.DataFrame, shown: Shown | None = None) -> pd.DataFrame:
    """Return each item's correlation with the rest of its own scale, columns ``ITEM_COLUMNS``.

    Corrected: the item is not in the rest; interval by Fisher's z. Of people with every item.
    """
    rows, shown = [], shown or Shown()
    for phase, scale, every in scales(scores):
        wide = whole_test(every, shown, own_indicator(scale))
        if wide.empty or wide.shape[1] < 2:
            continue
        total = wide.sum(axis=1)
        for cell in wide.columns:
            n, *figures = correlation(wide[cell], total - wide[cell])
            flat = np.isnan(figures[0])
            notes = (Note.of("item_or_rest_no_spread", "r"),) if flat else ()
            rows.append((phase, scale, cell, n, *figures, notes))
    return pd.DataFrame(rows, columns=ITEM_COLUMNS)


RETEST_COLUMNS = ["scale", "n", "icc", "icc_low", "icc_high", "notes"]


def retest_table(scores: pd.DataFrame, shown: Shown | None = None) -> pd.DataFrame:
    """Return how stable people's totals are from the posttest to the delayed one, a row a scale.

    ICC(A,1) of the percentages of who has every item of the scale both times; no rows without a
    delayed test. Columns ``RETEST_COLUMNS``.
    """
    rows: list[tuple[Any, ...]] = []
    most, shown = scores.groupby("cell")["max_score"].max(), shown or Shown()
    for scale in dict.fromkeys(name for _, name, _ in scales(scores)):
        sides = [marks(scores, phase, scale).dropna() for phase in ("post", "delayed")]
        if any(side.empty for side in sides):
            continue
        first, second = (100 * s.sum(axis=1) / most.reindex(s.columns).sum() for s in sides)
        pairs = pd.concat([first, second], axis=1, join="inner")
        if not shown.may(set(pairs.index), of=own_indicator(scale)):
            rows.append((scale, len(pairs), NAN, NAN, NAN, (why_hidden(pairs.index),)))
            continue
        both = pairs.to_numpy(float)
        found = intraclass(both[:, 0], both[:, 1])
        rows.append((scale, found.n, found.icc, found.low, found.high, found.notes))
    return pd.DataFrame(rows, columns=RETEST_COLUMNS)


DIF_COLUMNS = [
    *(
        "phase",
        "cell",
        "n",
        "n_focal",
        "n_reference",
        "odds",
        "odds_low",
        "odds_high",
        "p",
        "delta",
    ),
    *("ets", "notes"),
]


def functioning_table(
    scores: pd.DataFrame,
    groups: Mapping[str, str],
    focal: str,
    reference: str,
    shown: Shown | None = None,
) -> pd.DataFrame:
    """Return whether all-or-nothing items mean the same for two groups, a row an item.

    ``groups``: ``{participant: group}``; who is in neither ``focal`` nor ``reference`` is left out.
    People are matched on their total of the test's all-or-nothing items. Where a group has fewer
    than ``GROUP_PEOPLE`` there are no figures, and one row a phase says so. Columns
    ``DIF_COLUMNS``: odds above 1 and delta below 0: harder for the focal group, given the same
    total. Not adjusted for many items.
    """
    most, rows, shown = scores.groupby("cell")["max_score"].max(), [], shown or Shown()
    for phase in LESSONS:
        wide = marks(scores, phase).dropna()
        wide = wide[[groups.get(str(who)) in (focal, reference) for who in wide.index]]
        right = wide.loc[:, [_is_binary(wide[cell], most[cell]) for cell in wide.columns]] > 0
        if right.empty:
            continue
        second = np.array([groups[str(who)] == focal for who in right.index])
        sizes = int(second.sum()), int((~second).sum())
        groups_ = (set(right.index[second]), set(right.index[~second]))
        if min(sizes) < GROUP_PEOPLE or not all(shown.may(own) for own in groups_):
            note = Note.of("groups_too_small", "odds", least=GROUP_PEOPLE)
            rows.append(_functioning(phase, "", Functioning(len(right), notes=(note,)), sizes))
            continue
        total = right.sum(axis=1)
        for cell in right.columns:
            found = mantel_haenszel(by_level(right[cell], second, total))
            rows.append(_functioning(phase, str(cell), found, sizes))
    return pd.DataFrame(rows, columns=DIF_COLUMNS)


def _is_binary(column: pd.Series, most: float) -> bool:
    return bool(most) and bool(column.isin((0.0, most)).all()) and len(column.unique()) > 1


def _functioning(
    phase: str, cell: str, found: Functioning, sizes: tuple[int, int]
) -> tuple[Any, ...]:
    figures = (found.odds, found.odds_low, found.odds_high, found.p, found.delta, found.ets)
    return phase, cell, found.n, *sizes, *figures, found.notes


KNOWN_COLUMNS = ["phase", "high", "low", "n_high", "n_low", "g", "g_low", "g_high", "notes"]


def known_groups_table(
    scores: pd.DataFrame,
    helped: Mapping[str, str],
    practised: Collection[str],
    shown: Shown | None = None,
) -> pd.DataFrame:
    """Return whether groups that ought to differ do, on the total of knowledge and skill.

    Before: who answers unaided above who is helped. After: who handed in a lesson above who handed
    in none. Columns ``KNOWN_COLUMNS``; high and low are codes of the groups. Hidden where a group
    has fewer than five people or follows from what is left.
    """
    rows, shown = [], shown or Shown()
    before, after = (marks(scores, phase).dropna().sum(axis=1) for phase in ("pre", "post"))
    lessons_ = {str(who): "practised" if who in practised else "unpractised" for who in after.index}
    for phase, total, groups, names in (
        ("pre", before, helped, ("unaided", "helped")),
        ("post", after, lessons_, ("practised", "unpractised")),
    ):
        people = {n: {str(w) for w in total.index if groups.get(str(w)) == n} for n in names}
        sizes = [len(people[name]) for name in names]
        hidden = [own for own in people.values() if not shown.may(own)]
        if hidden:
            notes = tuple(dict.fromkeys(map(why_hidden, hidden)))
            rows.append((phase, *names, *sizes, NAN, NAN, NAN, notes))
            continue
        found = known_groups(*(total[sorted(people[name])] for name in names))
        rows.append((phase, *names, *sizes, found.g, found.g_low, found.g_high, found.notes))
    return pd.DataFrame(rows, columns=KNOWN_COLUMNS)
