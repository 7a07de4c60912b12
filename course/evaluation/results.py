"""Every table of a class's evaluation, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import pandas as pd

from course import lessons
from course.evaluation.attrition import (
    ASIDE,
    aside_table,
    estimate_table,
    flow_table,
    incomplete_table,
    lost_table,
)
from course.evaluation.changes import (
    LEVEL,
    best_possible,
    by_gain,
    change_table,
    codes_with_data,
    has_phase,
    is_hopeless,
    later_table,
    mean_changes,
    person_table,
    split_table,
)
from course.evaluation.cohort import Cohort, mentor_table, read_cohort
from course.evaluation.design.equated import equated_table
from course.evaluation.design.points import growth_table
from course.evaluation.five import HIDDEN_TOO, LEAST, Shown, enough
from course.evaluation.gate import only, participants
from course.evaluation.guessing import guess_table
from course.evaluation.instrument.forms import crossover_table, order_table, orders
from course.evaluation.instrument.measured import NAMES, Instrument, read_instrument
from course.evaluation.instrument.unsure import beside, in_items, unsure_records
from course.evaluation.items import (
    LESSONS,
    attitude_table,
    item_table,
    option_table,
    reliability_table,
)
from course.evaluation.observed import deed_table, observed_table, read_observed
from course.evaluation.percents import (
    MEAN_OF_INDICATORS,
    analysed,
    came,
    common,
    means,
    one_set,
    with_both,
)
from course.evaluation.progress import deeds
from course.evaluation.records import (
    OBSERVED,
    Cell,
    Key,
    answers_within,
    blank_cells,
    criteria_records,
    criteria_table,
    read_basis,
    with_marks,
    within,
)
from course.evaluation.statistics.arrays import NAN
from course.inbox.filing import set_aside_tests
from course.indicators import extension_codes, paper_codes


@dataclass(frozen=True)
class Results:
    """The evaluation's tables, unrounded; each is documented where it is made."""

    indicators: pd.DataFrame
    """``changes.change_table`` of the seven of the paper."""
    means: pd.DataFrame
    """``changes.mean_changes``."""
    row_means: pd.DataFrame
    """``percents.means`` of ``indicators``: the paper's own last line."""
    headline: pd.DataFrame
    """``headline_table``: the numbers of the ready paragraph."""
    extensions: pd.DataFrame
    """``changes.change_table`` of the extensions that were measured; may have no rows."""
    forms: pd.DataFrame
    """``instrument.forms.crossover_table``; no rows where nobody took two forms in two orders."""
    orders: pd.DataFrame
    """``instrument.forms.order_table``, by code."""
    delayed: pd.DataFrame
    """``changes.later_table``; may have no rows."""
    growth: pd.DataFrame
    """``points.growth_table``; no rows without a delayed test."""
    lost_later: pd.DataFrame
    """``attrition.lost_table`` from the posttest to the delayed one; no rows without that."""
    equated: pd.DataFrame
    """``equated.equated_table``; no rows where nobody took the forms in an order."""
    people: pd.DataFrame
    """``changes.person_table`` with a column counted: whether they are in the class's figures."""
    percents: pd.DataFrame
    """``percents.indicator_percents``: what the tables above are computed from."""
    as_zero: pd.DataFrame
    """``Cohort.as_zero``."""
    incomplete: pd.DataFrame
    """``attrition.incomplete_table``: who is not in every figure and why, by code."""
    flow: pd.DataFrame
    """``attrition.flow_table``."""
    estimates: pd.DataFrame
    """``attrition.estimate_table``."""
    lost: pd.DataFrame
    """``attrition.lost_table``."""
    helped: pd.DataFrame
    """``changes.split_table`` by "helped" and "unaided"."""
    by_mentor: pd.DataFrame
    """``changes.split_table`` by mentor."""
    mentors: pd.DataFrame
    """``cohort.mentor_table``; no rows without a roster."""
    items: pd.DataFrame
    """``items.item_table``, with the shares of ``instrument.unsure.in_items``."""
    unsure: pd.DataFrame
    """``instrument.unsure.unsure_records``, by code."""
    reliability: pd.DataFrame
    """``items.reliability_table``."""
    attitudes: pd.DataFrame
    """``items.attitude_table``."""
    options: pd.DataFrame
    """``items.option_table``."""
    criteria: pd.DataFrame
    """``records.criteria_table``."""
    observed: pd.DataFrame
    """``observed.observed_table``; no rows where no mentor observed."""
    deeds: pd.DataFrame
    """``observed.deed_table``; no rows where five or more sent no lesson with deeds."""
    ungraded: int
    """Cells that wait for a person; their participants' indicators are missing until then."""
    blank: frozenset[tuple[str, str]]
    """``Cohort.blank``."""
    aside: pd.DataFrame
    """``aside_table``: tests that were sent and do not count, by code."""
    basis: pd.DataFrame
    """``records.Basis.table``: on whom the figures of items, options, criteria and observations
    rest, lesson by lesson; read again by the next report."""
    waiting: int
    """Who took a test or was observed and is not in those figures yet (``five.in_steps``)."""
    instrument: Instrument
    """What the tests are worth as a measurement."""
    scores: pd.DataFrame
    """Whose items are shown, as ``read_scores``: what the tables of items are computed from."""
    outside: frozenset[str] = frozenset()
    """``Cohort.outside``: named, in none of the tables."""

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name they have on disk."""
        found = {name: attrgetter(field)(self) for name, field in FILE_NAMES.items()}
        # A test that few people took is in no table, so not in this one either.
        keys = ["participant", "phase", "indicator"]
        zero = self.as_zero.rename(columns={"percent": "percent_if_zero"})
        both = self.percents.merge(zero, on=keys, how="left")
        own = enough(beside(both, self.unsure), ["phase", "indicator"])
        return found | {"peserta": own}


FILE_NAMES = {
    "indikator": "indicators",
    "rata-rata": "means",
    "rata-rata-baris": "row_means",
    "paragraf": "headline",
    "perluasan": "extensions",
    "bentuk": "forms",
    "urutan-bentuk": "orders",
    "tunda": "delayed",
    "tiga-titik": "growth",
    "hilang-tunda": "lost_later",
    "penyetaraan": "equated",
    "perubahan": "people",
    "peserta": "percents",
    "alur": "flow",
    "perkiraan": "estimates",
    "hilang": "lost",
    "tidak-lengkap": "incomplete",
    "tidak-dihitung": "aside",
    "dibantu": "helped",
    "per-pendamping": "by_mentor",
    "pendamping": "mentors",
    "butir": "items",
    "keandalan": "reliability",
    **NAMES,
    "sikap": "attitudes",
    "pilihan": "options",
    "kriteria": "criteria",
    "pengamatan": "observed",
    "dikerjakan": "deeds",
    "terbit": "basis",
}
"""Names of the tables' files, each with its field of ``Results``."""


def read_results(root: Path) -> Results:
    """Compute the evaluation of the course at ``root``.

    Nothing is said of fewer than ``LEAST`` people together. Raises CourseError when no test has
    been graded yet.
    """
    cohort, shown = read_cohort(root), Shown()
    percents, as_zero = cohort.percents, cohort.as_zero
    who, seen = participants(root), read_observed(root)
    measured = codes_with_data(percents, extension_codes())
    # The more important tables ask first whether they may be shown beside the others.
    inside = one_set(percents, shown, [*paper_codes(), *measured])
    order = order_table(cohort.forms)
    later = later_table(inside, shown)
    growth = growth_table(inside, shown)
    forms = crossover_table(inside, orders(order), shown)
    people = with_marks(cohort.scores, percents, seen)
    basis = read_basis(root, {k: own for k, own in people.items() if k not in alone(later)}, shown)
    scores = enough(within(cohort.scores, basis, cohort.late), "lesson")
    answers = enough(answers_within(root, cohort.answers, basis), "lesson")
    judged = within(only(criteria_records(root), who), basis, cohort.late)
    observed = seen[seen["participant"].isin(list(basis.people[OBSERVED, ""]))]
    left_out = cells_of(cohort.scores) - cells_of(scores)
    indicators = _changes(percents, inside, paper_codes())
    means_, row_means = mean_changes(percents, least=LEAST), means(indicators)
    flow = flow_table(percents, cohort.registered, cohort.practised, cohort.silent)
    incomplete = incomplete_table(percents, cohort.stopped)
    return Results(
        indicators=indicators,
        means=means_,
        row_means=row_means,
        headline=headline_table(percents, flow, incomplete, indicators, means_, row_means),
        extensions=_changes(percents, inside, measured),
        orders=order,
        delayed=later,
        growth=growth,
        forms=forms,
        equated=equated_table(scores, orders(order), shown),
        people=_counted(enough(person_table(percents), "indicator"), with_both(inside)),
        percents=percents,
        as_zero=as_zero,
        incomplete=incomplete,
        flow=flow,
        basis=basis.table,
        waiting=len(basis.waiting),
        items=in_items(
            item_table(scores, _guesses(root, cohort), blank_cells(root, answers, left_out), shown),
            *(root, answers, left_out),
        ),
        unsure=unsure_records(root, cohort.answers),
        reliability=reliability_table(scores, shown),
        attitudes=attitude_table(scores, shown),
        criteria=criteria_table(enough(judged, "lesson"), shown),
        observed=observed_table(inside, observed, shown),
        deeds=deed_table(root, deeds(root, lessons.names(root), who)),
        estimates=estimate_table(inside, as_zero=as_zero, shown=shown),
        lost=lost_table(inside, shown=shown),
        lost_later=_lost_later(inside, shown),
        helped=split_table(inside, cohort.helped, shown=shown),
        by_mentor=split_table(inside, cohort.mentors, shown=shown),
        options=option_table(root, answers, scores, shown),
        aside=aside_table(only(pd.DataFrame(set_aside_tests(root), columns=ASIDE), who)),
        mentors=mentor_table(percents, cohort.mentors),
        instrument=read_instrument(root, cohort, scores, who, shown),
        ungraded=cohort.ungraded,
        blank=cohort.blank,
        scores=scores,
        outside=cohort.outside,
    )


def _lost_later(inside: pd.DataFrame, shown: Shown) -> pd.DataFrame:
    """Return who of those with a posttest did not take the delayed one, against who did."""
    later = inside if has_phase(inside, "delayed") else inside.head(0)
    return lost_table(later, shown=shown, before="post", after="delayed")


def _changes(percents: pd.DataFrame, inside: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return the change of the people in ``inside``; n_pre and n_post count all with that test."""
    left, known = with_both(inside), percents.dropna(subset="percent")
    held = {
        code: HIDDEN_TOO
        for code, own in with_both(percents).items()
        if len(own) >= LEAST and code not in left
    }
    table = change_table(inside, codes, least=LEAST, hidden=held)
    for phase in ("pre", "post"):
        sizes = known.loc[known["phase"] == phase, "indicator"].value_counts()
        table[f"n_{phase}"] = [int(sizes.get(code, 0)) for code in table["indicator"]]
    return table


def _counted(people: pd.DataFrame, inside: dict[str, set[str]]) -> pd.DataFrame:
    """Return ``changes.person_table`` with a column counted: who is in the class's figures."""
    rows = zip(people["participant"], people["indicator"], strict=True)
    counted = [who in inside.get(code, ()) for who, code in rows]
    return people.assign(counted=pd.Series(counted, index=people.index, dtype=bool))


def alone(later: pd.DataFrame) -> set[Key]:
    """Return of which indicators the delayed test shows the difference alone (``later_table``).

    Their items in that test are left out, because their sum would give the means.
    """
    shown = later[later["gain"].notna() & later["mean_post"].isna()]
    return {(LESSONS["delayed"], str(code)) for code in shown["indicator"]}


def cells_of(scores: pd.DataFrame) -> set[Cell]:
    """Return (participant, lesson, grade id) of the rows."""
    columns = (scores[name] for name in ("participant", "lesson", "cell"))
    return {(str(who), str(lesson), str(cell)) for who, lesson, cell in zip(*columns, strict=True)}


HEADLINE = (
    *("mean_pre", "mean_post", "gain", "gain_low", "gain_high"),
    *("class_gain", "class_gain_low", "class_gain_high", "g_av", "g_av_low", "g_av_high"),
)
WHY = ("left_half_way", "few_statements", "ungraded")
"""Why somebody with both tests is not in the headline, the first that applies."""


def headline_table(
    percents: pd.DataFrame,
    flow: pd.DataFrame,
    incomplete: pd.DataFrame,
    indicators: pd.DataFrame,
    means: pd.DataFrame,
    row_means: pd.DataFrame,
) -> pd.DataFrame:
    """Return every number that the ready paragraph says; columns name, value (unrounded).

    registered, consented, pretest, both, share (percent of the registered) of both; complete:
    people with every indicator of ``over`` in both tests, and how many others are not, by reason
    (``WHY``). The headline is theirs (``HEADLINE``, up, down, same: the last row of
    ``changes.mean_changes``, which is not tested: the plan has one test an indicator). rows_pre,
    rows_post, rows_gain: the mean of the indicators' rows (``percents.means``), with the smallest
    and largest n of those (rows_n_low, rows_n_high); best_gain, best_n, least_gain, least_n; tests,
    passed, hopeless (Holm), best_p, best_p_high (``changes.best_possible``); lost (no test after).
    NaN for what is not shown. Tables as ``Results`` has them.
    """
    steps = flow.set_index("step")["n"]
    registered, both = int(steps["registered"]), int(steps["analysed"])
    why = _why_not(percents, incomplete)
    row, rows = means.iloc[-1], row_means.set_index("name").loc[MEAN_OF_INDICATORS]
    ranked = by_gain(indicators)
    gains = ranked["gain"]
    best_p, best_p_high = best_possible(indicators)
    known = indicators["p_holm"].dropna()
    sizes = [float(n) for n in str(rows["n"]).split("-")]
    shown = row["n"] >= LEAST
    tests = came(percents)
    found = {
        "registered": registered,
        "consented": steps["consented"],
        "pretest": steps["pretest"],
        "both": both,
        "share": 100 * both / registered if registered else NAN,
        "over": len(row["over"]),
        "complete": row["n"],
        **{reason: why.count(reason) for reason in WHY},
        **{name: row[name] for name in HEADLINE},
        "up": row["up"] if shown else NAN,
        "down": row["changed"] - row["up"] if shown else NAN,
        "same": row["n"] - row["changed"] if shown else NAN,
        "rows_pre": rows["mean_pre"],
        "rows_post": rows["mean_post"],
        "rows_gain": rows["gain"],
        "rows_n_low": sizes[0],
        "rows_n_high": sizes[-1],
        "best_gain": gains.iloc[-1] if len(gains) else NAN,
        "best_n": ranked["n"].iloc[-1] if len(gains) else NAN,
        "least_gain": gains.iloc[0] if len(gains) else NAN,
        "least_n": ranked["n"].iloc[0] if len(gains) else NAN,
        "tests": len(known),
        "passed": int((known < LEVEL).sum()),
        "hopeless": sum(any(map(is_hopeless, notes)) for notes in indicators["notes"]),
        "best_p": best_p,
        "best_p_high": best_p_high,
        "lost": len(tests.get("pre", set()) - tests.get("post", set())),
    }
    return pd.DataFrame({"name": list(found), "value": [float(v) for v in found.values()]})


def _why_not(percents: pd.DataFrame, incomplete: pd.DataFrame) -> list[str]:
    """Return the reason of each person who is analysed but not complete."""
    gaps = incomplete[incomplete["indicators"].map(len) > 0]
    own = {str(who): set(reasons) for who, reasons in gaps.groupby("participant")["reason"]}
    rest = sorted(analysed(percents) - common(percents).people)
    return [next((r for r in WHY if r in own.get(who, ())), "") for who in rest]


def _guesses(root: Path, cohort: Cohort) -> pd.DataFrame | None:
    """Return the guess level of the test it is held against: that after, else the one there is."""
    seen = set(cohort.scores["lesson"]) & set(lessons.names(root))
    order = sorted(LESSONS.values(), key=lambda name: name != LESSONS["post"])
    first = next((name for name in order if name in seen), None)
    return None if first is None else guess_table(root, first)
