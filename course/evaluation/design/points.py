"""Three points in time, indicator by indicator: what was learnt, kept, and what remains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from course.evaluation.changes import codes_with_data, has_phase
from course.evaluation.five import HIDDEN_TOO, Shown, why_hidden
from course.evaluation.percents import MEAN_OF_INDICATORS
from course.evaluation.statistics.arrays import NAN
from course.evaluation.statistics.growth import POINTS, STEPS, growth
from course.indicators import paper_codes

GROWTH_COLUMNS = [
    *("indicator", "start", "end", "n"),
    *("mean_start", "mean_start_low", "mean_start_high"),
    *("mean_end", "mean_end_low", "mean_end_high"),
    *("change", "change_low", "change_high"),
    *("people", "model", "model_low", "model_high", "notes"),
]


def growth_table(percents: pd.DataFrame, shown: Shown | None = None) -> pd.DataFrame:
    """Return the three steps of each indicator and of the mean of all, a row a step.

    Columns ``GROWTH_COLUMNS``: start and end (phases), n (people with all three tests), their means
    with t intervals, change (points) with the paired-t interval; people and model are of the mixed
    model over everybody's tests. No p: each step is tested once, in the tables of changes, and a
    second p of the same people by another adjustment would contradict it. The mean is of people
    with every indicator three times. No rows where nobody took the delayed test. Figures over
    people who may not be ``shown`` are left out, and ``notes`` says why.
    """
    if not has_phase(percents, "delayed"):
        return pd.DataFrame(columns=GROWTH_COLUMNS)
    shown = shown or Shown()
    own = percents[percents["indicator"].isin(paper_codes())]
    by = {
        code: pd.DataFrame({point: _measured(own, code, point) for point in POINTS}, dtype=float)
        for code in codes_with_data(own, paper_codes())
    }
    whole = {point: pd.concat([own[point] for own in by.values()], axis=1) for point in POINTS}
    mean = pd.DataFrame({point: own.mean(axis=1, skipna=False) for point, own in whole.items()})
    last = list(_rows("", mean, shown))  # the mean asks first: it is the more important one
    rows = [row for code, own in by.items() for row in _rows(code, own, shown)]
    return pd.DataFrame([*rows, *last], columns=GROWTH_COLUMNS)


def _measured(percents: pd.DataFrame, code: str, point: str) -> pd.Series:
    """Return the percentages of one indicator at one point, by participant."""
    here = (percents["indicator"] == code) & (percents["phase"] == point)
    found = percents[here].set_index("participant")["percent"]
    return found.set_axis(found.index.astype(str))


def _rows(code: str, own: pd.DataFrame, shown: Shown) -> Iterator[dict[str, Any]]:
    """Yield the rows of ``STEPS`` of one indicator; ``own`` has a column a phase."""
    name, complete = code or MEAN_OF_INDICATORS, own.dropna()
    who, every = (set(map(str, part.index)) for part in (complete, own.dropna(how="all")))
    if not shown.may(who, of=code):
        for start, end in STEPS:
            row = {"indicator": name, "start": start, "end": end, "n": len(who)}
            yield {**row, "people": len(every), "notes": (why_hidden(who),)}
        return
    found = growth(*(own[point].to_numpy(float) for point in POINTS))
    modelled = every == who or shown.may(every, of=code)
    notes = found.notes if modelled else (HIDDEN_TOO,)
    places = {point: n for n, point in enumerate(POINTS)}
    for step in found.steps:
        row = {"indicator": name, "start": step.start, "end": step.end, "n": found.n}
        for side, point in (("start", step.start), ("end", step.end)):
            ends = (found.means, found.lows, found.highs)
            values = (one[places[point]] for one in ends)
            row |= zip(
                (f"mean_{side}", f"mean_{side}_low", f"mean_{side}_high"), values, strict=True
            )
        row |= {"change": step.change, "change_low": step.low, "change_high": step.high}
        row |= {"people": found.people, "notes": notes}
        model = (step.model, step.model_low, step.model_high) if modelled else (NAN, NAN, NAN)
        yield row | dict(zip(("model", "model_low", "model_high"), model, strict=True))
