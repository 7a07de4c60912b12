"""The two forms of the tests: who took which when, the gain without their difference, their items.

An item of form A is not an item of form B; a grade cell is a pair of parallel items. What is said
of cells over a class that took both forms at once is about the pairs; ``form_item_table`` is about
the items.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd

from course.evaluation.five import Shown, why_hidden
from course.evaluation.items import LESSONS, item_side, marks, most_points
from course.evaluation.percents import matched
from course.evaluation.statistics.arrays import NAN
from course.evaluation.statistics.crossover import Crossover, crossover
from course.indicators import ATTITUDE, ORDERS, PHASES, paper_codes

MEAN = "mean"
"""The row of the mean over the indicators, for people who have all of them."""
_PARTS = {"gain": "gain", "form_effect": "form", "order_effect": "order"}
"""Columns, with the parts of ``Crossover`` they hold."""
CROSSOVER_COLUMNS = [
    *("indicator", "n_ab", "n_ba", "plain"),
    *(f"{part}{end}" for part in _PARTS for end in ("", "_low", "_high")),
    "notes",
]


def order_table(answered: pd.DataFrame) -> pd.DataFrame:
    """Return a row a person: participant, pre, post, delayed (forms; "" where not taken), order.

    order: ``AB`` or ``BA`` as the tests before and after were really answered, whatever was drawn;
    "" for who took one form twice, or only one of the two tests.
    """
    wide = answered.set_index(["participant", "phase"])["form"].unstack("phase", fill_value="")
    wide = wide.reindex(columns=list(PHASES.values()), fill_value="").reset_index()
    order = (wide["pre"] + wide["post"]).where(lambda both: both.isin(ORDERS), "")
    return wide.assign(order=order).rename_axis(columns=None)


def orders(table: pd.DataFrame) -> dict[str, str]:
    """Return ``{participant: order}`` of ``order_table``, without those who have none."""
    known = table[table["order"] != ""]
    return dict(zip(known["participant"], known["order"], strict=True))


def crossover_table(
    percents: pd.DataFrame, order: Mapping[str, str], shown: Shown | None = None
) -> pd.DataFrame:
    """Return the change of knowledge and skills without the difference of the forms.

    ``percents`` as ``percents.indicator_percents``, ``order`` from ``orders``. A row an indicator
    of the paper, then their mean (``MEAN``, of who has all). Columns ``CROSSOVER_COLUMNS``: people
    by order, plain (points, as if there were one form), gain, form_effect (how much easier A is)
    and order_effect with their intervals (``statistics.crossover``), notes. Attitude is asked in
    the same words in both forms, so it has no row; no rows where nobody took the forms in two
    orders. The figures tell the means of each order's people: they are shown of five in each,
    where these may be ``shown`` together: where some did not come again, of those who did. No p:
    the plan has one test an indicator, and it is another.
    """
    shown = shown or Shown()
    if set(order.values()) != set(ORDERS):
        return pd.DataFrame(columns=CROSSOVER_COLUMNS)
    codes = [code for code in paper_codes() if not code.startswith(ATTITUDE)]
    rows = []
    for name, pairs in _pairs(percents, codes):
        here = {str(who) for who in pairs.index}
        sides = [{who for who in here if order.get(who) == one} for one in ORDERS]
        if kept := shown.together(sides, "" if name == MEAN else name):
            own = pairs[pairs.index.map(str).isin(set.union(*kept))]
            sequence = [order[str(who)] for who in own.index]
            found = crossover(own["pre"], own["post"], sequence)
        else:
            why = why_hidden(min(sides, key=len))
            found = Crossover(len(sides[0]), len(sides[1]), notes=(why,))
        rows.append(_row(name, found))
    return pd.DataFrame(rows, columns=CROSSOVER_COLUMNS)


def _pairs(percents: pd.DataFrame, codes: Collection[str]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each indicator with its people's percents before and after, then their mean."""
    both = matched(percents[percents["indicator"].isin(list(codes))]).dropna()
    grouped = both.groupby(level="indicator", observed=True)
    by_code = {str(code): own.droplevel("indicator") for code, own in grouped}
    yield from ((code, by_code[code]) for code in codes if code in by_code)
    whole = pd.concat(list(by_code.values())) if by_code else both.droplevel("indicator")
    people = whole.groupby(level="participant")
    yield MEAN, people.mean()[people.size() == len(by_code)]


def _row(name: str, found: Crossover) -> dict[str, Any]:
    row: dict[str, Any] = {"indicator": name, "n_ab": found.n_ab, "n_ba": found.n_ba}
    row |= {"plain": found.plain, "notes": found.notes}
    for column, part in _PARTS.items():
        own = getattr(found, part)
        row |= {column: own.value, f"{column}_low": own.low, f"{column}_high": own.high}
    return row


FORM_ITEM_FIELDS = ("n", "facility", "facility_low", "facility_high", "discrimination_index")
FORM_ITEM_COLUMNS = ["of_form", "phase", "cell", *FORM_ITEM_FIELDS, "floor", "ceiling", "notes"]


def form_item_table(
    scores: pd.DataFrame, answered: pd.DataFrame, shown: Shown | None = None
) -> pd.DataFrame:
    """Return the knowledge and skill items of each form, phase by phase (``FORM_ITEM_COLUMNS``).

    ``scores`` as ``items.item_table``, ``answered`` from ``answered_forms``. Figures as there; of
    the people who took that form at that test, where they may be ``shown`` beside the others. No
    rows of a test that everybody took in one form: the table of items speaks of it.
    """
    shown, rows = shown or Shown(), []
    most = most_points(scores)
    for phase, own in answered.groupby("phase", sort=False):
        forms = own.groupby("form")["participant"].agg(set)
        for form, people in forms.items() if len(forms) > 1 else ():
            here = scores[scores["participant"].isin(list(people))]
            wide = marks(here[here["lesson"] == LESSONS[str(phase)]], str(phase))
            for cell, item in item_side(wide, most, str(phase), shown).items():
                figures = {
                    name: item.get(f"{name}_{phase}", NAN)
                    for name in (*FORM_ITEM_FIELDS, "floor", "ceiling")
                }
                place = {"of_form": form, "phase": phase, "cell": cell, "notes": item["notes"]}
                rows.append({**place, **figures})
    return pd.DataFrame(rows, columns=FORM_ITEM_COLUMNS)
