"""Who came, who was lost, and what that could mean for the figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd

from course.evaluation.changes import by_indicator
from course.evaluation.five import HIDDEN, HIDDEN_TOO, Shown, few
from course.evaluation.percents import analysed, came, common, matched
from course.evaluation.statistics.missing import (
    Estimate,
    LostCompared,
    estimates,
    lost_compared,
    paired_estimate,
)
from course.inbox.merge import REASONS
from course.indicators import ATTITUDE, PHASES, paper_codes

LEFT_AS_ZERO = "left_as_zero"
BOUNDS = ("worst", "best")
"""Estimates between which everything possible lies."""


def flow_table(
    percents: pd.DataFrame,
    registered: Collection[str] = (),
    practised: Collection[str] = (),
    kept_back: Collection[str] = (),
) -> pd.DataFrame:
    """Return how many people each step still had.

    ``registered`` are those on the roster who have agreed, ``kept_back`` the others on it. Rows:
    registered (both; everyone seen where there is no roster), consented, pretest, practised (handed
    in a lesson between the tests), posttest, analysed (both tests, at least one of the paper's
    indicators complete in both), complete (``percents.common``) and, where there is that test,
    delayed. Columns: step, n, share (of the first step, 0 to 1), lost (of the registered, not in
    this step), lost_here (last seen in the step before: everybody once at most; they add up to who
    is not complete; of the delayed test, who is complete and did not take it).
    """
    tests = came(percents)
    agreed = set(registered) or set().union(*tests.values(), set(practised))
    steps = {
        "registered": agreed | set(kept_back),
        "consented": agreed,
        "pretest": tests.get("pre", set()),
        "practised": set(practised),
        "posttest": tests.get("post", set()),
        "analysed": analysed(percents),
        "complete": set(common(percents).people),
    }
    first = steps["registered"]
    rows: list[dict[str, Any]] = []
    for place, (name, people) in enumerate(steps.items()):
        here_or_later = set().union(*list(steps.values())[place:])
        if name not in {"analysed", "complete"}:  # who came back weeks later had not left before
            here_or_later |= tests.get("delayed", set())
        before = rows[-1]["left"] if rows else here_or_later
        rows.append(
            {
                "step": name,
                "n": len(people),
                "share": len(people) / len(first) if first else float("nan"),
                "lost": len(first - people),
                "lost_here": len(before - here_or_later),
                "left": here_or_later,
            }
        )
    if "delayed" in tests:
        people, missing = tests["delayed"], len(steps["complete"] - tests["delayed"])
        share = len(people) / len(first) if first else float("nan")
        row = {"step": "delayed", "n": len(people), "share": share}
        rows.append({**row, "lost": len(first - people), "lost_here": missing})
    return pd.DataFrame(rows, columns=["step", "n", "share", "lost", "lost_here"])


INCOMPLETE_COLUMNS = ["participant", "phase", "reason", "indicators", "last", "left"]


def incomplete_table(percents: pd.DataFrame, stopped: pd.DataFrame) -> pd.DataFrame:
    """Return who lacks one of the paper's indicators in one of the two tests, by code, and why.

    ``stopped`` as ``records.stopped_records``. Columns: participant, phase, reason (no_test,
    left_half_way, few_statements: fewer answered than an attitude needs, ungraded: a person still
    has to), indicators (codes), last and left of who left the test half way.
    """
    tests = came(percents)
    known = percents.dropna(subset="percent")
    had = {pair: set(own) for pair, own in known.groupby(["participant", "phase"])["indicator"]}
    half = {(row.participant, row.phase): (row.last, row.left) for row in stopped.itertuples()}
    measured = [code for code in paper_codes() if code in set(known["indicator"])]
    rows: list[tuple[Any, ...]] = []
    phases = [phase for phase in ("pre", "post") if phase in tests]
    for who in sorted(set().union(*(tests[phase] for phase in phases))):
        for phase in phases:
            gaps = [code for code in measured if code not in had.get((who, phase), ())]
            if who not in tests[phase]:
                rows.append((who, phase, "no_test", tuple(gaps), "", 0))
            elif (who, phase) in half:
                rows.append((who, phase, "left_half_way", tuple(gaps), *half[who, phase]))
            else:
                for reason, opinion in (("few_statements", True), ("ungraded", False)):
                    own = tuple(code for code in gaps if code.startswith(ATTITUDE) == opinion)
                    rows += [(who, phase, reason, own, "", 0)] if own else []
    return pd.DataFrame(rows, columns=INCOMPLETE_COLUMNS)


def estimate_table(
    percents: pd.DataFrame,
    codes: Iterable[str] | None = None,
    as_zero: pd.DataFrame | None = None,
    shown: Shown | None = None,
) -> pd.DataFrame:
    """Return the estimates of the mean change for those who were lost, by indicator.

    ``as_zero`` are the percentages with what was never reached counted as 0 (``Cohort.as_zero``).
    Columns: indicator, estimate (matched, left_as_zero where ``as_zero`` is given, lost_unchanged,
    mixed_model, and worst and best, which are the bounds), n (people used), gain (points), low,
    high (95%), notes. With fewer than five people who have both tests none is shown. Those beside
    matched that use others too, their pretest or the test they left half way, are there where they
    may be ``shown``: of one to four others, the difference to matched would tell.
    """
    shown = shown or Shown()
    rows = []
    filled = dict(by_indicator(matched(percents if as_zero is None else as_zero), codes))
    for code, own in by_indicator(matched(percents), codes):
        pairs, began = _people(own.dropna()), _people(own.dropna(subset="pre"))
        shown.may(pairs, of=code)
        every = list(estimates(own["pre"].to_numpy(), own["post"].to_numpy()))
        # Who is lost counts with change 0 in lost_unchanged: nothing of theirs is in it.
        used = dict.fromkeys(BOUNDS, began) | {"mixed_model": _people(own)}
        if as_zero is not None:
            whole = filled[code].loc[filled[code].index.intersection(own.index)].dropna()
            sides = (whole[phase].to_numpy(float) for phase in ("pre", "post"))
            every.insert(1, paired_estimate(LEFT_AS_ZERO, *sides))
            used[LEFT_AS_ZERO] = _people(whole)
        for found in every:
            why, people = None, used.get(found.name, pairs)
            if few(len(pairs)) or few(found.n):
                why = HIDDEN
            elif people and not shown.may(people, of=code):
                why = HIDDEN_TOO
            row = vars(Estimate(found.name, found.n, notes=(why,)) if why else found)
            rows.append({"indicator": code, "estimate": found.name, **row})
    columns = ["indicator", "estimate", "n", "gain", "low", "high", "notes"]
    return pd.DataFrame(rows, columns=columns)


def _people(pairs: pd.DataFrame) -> set[str]:
    """Return whose rows these are of ``percents.matched``."""
    return {str(who) for who in pairs.index.get_level_values("participant")}


def lost_table(
    percents: pd.DataFrame,
    codes: Iterable[str] | None = None,
    shown: Shown | None = None,
    before: str = "pre",
    after: str = "post",
) -> pd.DataFrame:
    """Return whether those without the test ``after`` already differed at ``before``, by indicator.

    Columns: indicator, stayed, lost (people), mean_stayed, mean_lost (percent before), g (Hedges,
    stayed - lost), p_fisher (at or below 60% against above, staying against being lost), notes.
    The means and g of fewer than five people are not shown: they would be those people's own; nor
    those over people who may not be ``shown`` beside the others.
    """
    shown = shown or Shown()
    rows = []
    for code, own in by_indicator(matched(percents, before, after), codes):
        found = lost_compared(own[before].to_numpy(), own[after].to_numpy())
        sides = _people(own.dropna()), _people(own[own[after].isna()].dropna(subset=before))
        if few(found.stayed) or few(found.lost):
            found = LostCompared(found.stayed, found.lost, notes=(HIDDEN,))
        elif not all(shown.may(people, of=code) for people in sides if people):
            found = LostCompared(found.stayed, found.lost, notes=(HIDDEN_TOO,))
        rows.append({"indicator": code, **vars(found)})
    columns = ["indicator", "stayed", "lost", "mean_stayed", "mean_lost", "g", "p_fisher", "notes"]
    return pd.DataFrame(rows, columns=columns)


ASIDE = ["participant", "lesson", "day", "reason"]


def aside_table(found: pd.DataFrame) -> pd.DataFrame:
    """Return the tests that do not count: participant, phase, day (ISO), reason (a code).

    ``found`` has the fields of ``inbox.filing.Aside``.
    """
    codes = {words: code for code, words in REASONS.items()}
    return pd.DataFrame(
        {
            "participant": found["participant"],
            "phase": found["lesson"].map(PHASES),
            "day": found["day"].map(str),
            "reason": found["reason"].map(lambda words: f"aside_{codes[words]}"),
        },
        columns=["participant", "phase", "day", "reason"],
    )
