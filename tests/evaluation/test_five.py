"""The rule of five, over every table, figure and page: on many small invented classes."""

from __future__ import annotations

import dataclasses
import itertools
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from made_class import quick_model
from small_workshop import PARTICIPANTS, new_workshop

from course import lessons
from course.evaluation import results as making
from course.evaluation.changes import later_table, split_table
from course.evaluation.cohort import Cohort
from course.evaluation.distribution import Item, counts
from course.evaluation.five import HIDDEN_TOO, LEAST, few, gives_away, hidden_answers, hide
from course.evaluation.guessing import guess_table, option_points
from course.evaluation.items import FACILITY, LESSONS, TEST, marks
from course.evaluation.opinions import COUNTS, read_opinions
from course.evaluation.percents import indicator_percents, matched, means
from course.evaluation.records import (
    CRITERIA_COLUMNS,
    STOPPED_COLUMNS,
    helped_participants,
)
from course.evaluation.results import Results, read_results
from course.evaluation.statistics.marks import ITEM_FIELDS, WHOLE_FIELDS
from course.evaluation.workshop import read_workshop
from course.indicators import paper_codes
from course.reports import evaluation as reporting
from course.reports.evaluation import EvaluationReport
from course.reports.language import rounded

pytestmark = pytest.mark.xdist_group("five")  # the classes are made once
SEEDS = range(8)
LESSON = {
    n: lessons.load(REPOSITORY, n) for n in LESSONS.values() if n in lessons.names(REPOSITORY)
}


def computed(sets: Iterable[set[str]]) -> set[str] | None:
    """One to four people whose sum follows from the sums over ``sets``; None when there are none.

    People whom every set has or has not together are one unknown; what follows from the sums is
    what linear algebra finds among their combinations.
    """
    known = [one for one in sets if one]
    together: dict[tuple[bool, ...], set[str]] = {}
    for who in set().union(*known):
        together.setdefault(tuple(who in one for one in known), set()).add(who)
    if not known:
        return None
    matrix = np.array(list(together), float).T  # a row a set, a column an unknown
    unknowns, rank = list(together.values()), np.linalg.matrix_rank(matrix)
    small = [n for n, people in enumerate(unknowns) if few(len(people))]
    for size in range(1, LEAST):
        for chosen in itertools.combinations(small, size):
            people = set().union(*(unknowns[n] for n in chosen))
            if few(len(people)):
                target = [float(n in chosen) for n in range(len(unknowns))]
                if np.linalg.matrix_rank(np.vstack([matrix, target])) == rank:
                    return people
    return None


def test_the_judge_itself_sees_what_subtraction_gives_away() -> None:
    class_, part = set("abcdefgh"), set("abcdef")
    assert computed([class_, part]) == set("gh")
    assert computed([class_, set("abc")]) == set("abc")
    assert computed([class_]) is None
    assert computed([class_ | set("ij"), set("abcde")]) is None


people = st.integers(5, 14).map(lambda n: [f"U{k:02d}" for k in range(n)])


@given(st.data(), people)
def test_no_group_under_five_is_shown_not_even_by_subtraction(
    data: st.DataObject, whole: list[str]
) -> None:
    def divided(names: str) -> dict[str, set[str]]:
        of = [data.draw(st.sampled_from(f"{names}-")) for _ in whole]
        pairs = list(zip(whole, of, strict=True))
        return {name: {who for who, own in pairs if own == name} for name in names}

    first, second = divided("AB"), divided("xyz")
    hidden = hide(first, set(whole))
    shown = [group for name, group in first.items() if name not in hidden]
    hidden_too = hide(second, set(whole), shown)
    shown += [group for name, group in second.items() if name not in hidden_too]
    assert computed([set(whole), *shown]) is None


def test_all_groups_of_five_are_shown() -> None:
    groups = {"A": set("abcde"), "B": set("fghij")}
    assert hide(groups, set("abcdefghij")) == {}
    assert set(hide(groups, set("abcdefghijk"))) == {"A"}  # k has no group
    assert hide({"x": set("abcdefg")}, set("abcdefghijklm"), [set("abcde")]).keys() == {"x"}
    assert gives_away(set("abcdefg"), set("abcde"))
    assert not gives_away(set("abcdefg"), set("abcdefg"))


@given(st.lists(st.sampled_from("abcd"), max_size=20))
def test_counts_of_one_answer_each_leave_nobody_or_five(given_: list[str]) -> None:
    n, rows = counts([[answer] for answer in given_], dict.fromkeys("abcd", "words"))
    shown = [row.count for row in rows if row.count is not None]
    assert all(count >= LEAST for count in shown)
    assert not shown or not few(n - sum(shown))
    assert hidden_answers({"a": 6, "b": 3}, 9, one_each=False) == {"b"}


def measured(**phases: Iterable[int]) -> pd.DataFrame:
    """Percents of K2 of the people with these numbers, by phase."""
    rows = [(f"U{n:02d}", phase, "K2", 10.0 * n % 97) for phase, own in phases.items() for n in own]
    return pd.DataFrame(rows, columns=["participant", "phase", "indicator", "percent"])


def test_two_kinds_of_groups_do_not_give_one_another_s_few_away() -> None:
    class_ = measured(pre=range(12), post=range(12))
    helped = {f"U{n:02d}": "helped" if n < 6 else "unaided" for n in range(12)}
    mentors = {f"U{n:02d}": "MH01" if n < 5 else "MH02" for n in range(12)}
    assert split_table(class_, mentors, ["K2"])["shown"].all()
    beside = split_table(class_, mentors, ["K2"], helped)
    assert not beside["shown"].any()  # helped - MH01 is one person
    assert beside["gain"].isna().all()


def test_two_delayed_changes_do_not_give_their_difference_away() -> None:
    table = later_table(measured(pre=range(10), post=range(1, 10), delayed=range(10)))
    shown = table[table["indicator"] == "K2"].set_index("start")
    assert shown["n"].to_dict() == {"pre": 10, "post": 9}
    assert shown["gain"].notna().to_dict() == {"pre": False, "post": True}
    assert shown.loc["pre", "notes"][0] == HIDDEN_TOO
    table = later_table(measured(pre=range(10), post=range(10), delayed=range(7)))
    assert table.loc[table["indicator"] == "K2", "gain"].notna().all()


# A whole class, in memory, through the door of the report.


@dataclasses.dataclass(frozen=True)
class Small:
    """A class of 5 to 12 invented people."""

    cohort: Cohort
    criteria: pd.DataFrame
    observed: pd.DataFrame


def invented(seed: int) -> Small:
    dice = random.Random(seed)
    codes = [f"U{n:02d}" for n in range(1, dice.randint(5, 12) + 1)]
    took = {
        phase: [who for who in codes if dice.random() < share]
        for phase, share in (("pre", 0.92), ("post", 0.8), ("delayed", dice.choice([0.0, 0.75])))
    }
    took["pre"] = took["pre"] or codes[:1]
    gaps = dice.choice([0.0, 0.08, 0.3])
    scored, chosen, criteria = [], [], []
    for phase, name in LESSONS.items():
        if name not in LESSON:
            continue
        lesson = LESSON[name]
        for who in took[phase]:
            for cell in lesson.criteria:
                opinion = cell.grade_id.startswith("S")
                earned = dice.randint(0, 5) if opinion else dice.randint(0, 4) / 4 * cell.points
                missing = dice.random() < gaps
                most = 5.0 if opinion else cell.points
                scored.append((who, name, cell.grade_id, np.nan if missing else earned, most))
                if not missing:
                    share = float(earned / most)
                    row = (who, name, cell.grade_id, "syarat", most, float(earned), share)
                    criteria.append(row)
            for exercise, definition in lesson.definitions.items():
                for field in definition.fields:
                    if field.kind in {"choice", "choices"} and dice.random() >= gaps:
                        options = list(field.to_json()["options"])
                        keys = [key for key, _ in options]
                        most_ = 1 if field.kind == "choice" else 2
                        taken = tuple(dice.sample(keys, min(most_, len(keys))))
                        ticked = who == codes[0] or dice.random() < 0.03
                        chosen.append((who, name, exercise, field.key, field.kind, taken, ticked))
    scores = pd.DataFrame(scored, columns=["participant", "lesson", "cell", "score", "max_score"])
    answers = pd.DataFrame(
        chosen,
        columns=["participant", "lesson", "exercise", "field", "kind", "chosen", "helped"],
    )
    mentors = {who: dice.choice(["MH01", "MH02"]) for who in codes if dice.random() < 0.9}
    seen = [(who, code, dice.uniform(0, 100), 4) for who in codes for code in ("K1", "K2")]
    percents = indicator_percents(scores)
    later = percents[percents["phase"] == "post"].assign(phase="delayed")
    late = later[later["participant"].isin(took["delayed"])]
    if late["phase"].nunique():
        late = pd.concat([late, _only_late(took, late)])
    cohort = Cohort(
        percents=pd.concat([percents[percents["phase"] != "delayed"], late], ignore_index=True),
        as_zero=pd.concat([percents[percents["phase"] != "delayed"], late], ignore_index=True),
        stopped=pd.DataFrame(columns=STOPPED_COLUMNS), late=frozenset(),
        scores=scores, registered=frozenset(codes), practised=frozenset(codes[1:]),
        mentors=mentors, answers=answers,
        helped={**helped_participants(answers), **dict.fromkeys(codes[: dice.randint(0, 6)], "helped")},
        blank=frozenset(), kept_back=frozenset(), outside=frozenset(), ungraded=int(scores["score"].isna().sum()),
    )  # fmt: skip
    frame = pd.DataFrame(criteria, columns=CRITERIA_COLUMNS)
    columns = ["participant", "indicator", "observed", "n"]
    return Small(cohort, frame, pd.DataFrame(seen, columns=columns))


def _only_late(took: dict[str, list[str]], late: pd.DataFrame) -> pd.DataFrame:
    """Somebody with the first and the last test alone."""
    who = [code for code in took["delayed"] if code not in took["post"]]
    rows = [(code, "delayed", own, 50.0) for code in who for own in paper_codes()]
    return pd.DataFrame(rows, columns=late.columns)


@pytest.fixture(scope="module")
def classes() -> Iterator[list[tuple[Small, Results]]]:
    with pytest.MonkeyPatch.context() as patch:
        guesses, points = guess_table(REPOSITORY, "pretest"), {}

        def worth(root: Path, name: str, exercise: str, field: Any) -> dict[str, float]:
            place = (name, exercise, field.key)
            if place not in points:
                points[place] = option_points(root, name, exercise, field)
            return points[place]

        patch.setattr(making, "guess_table", lambda *_: guesses)
        patch.setattr("course.evaluation.items.option_points", worth)
        patch.setattr("course.evaluation.statistics.missing.mixed_model", quick_model)
        found = []
        for seed in SEEDS:
            small = invented(seed)
            patch.setattr(making, "read_cohort", lambda _, own=small: own.cohort)
            patch.setattr(making, "criteria_records", lambda _, own=small: own.criteria)
            patch.setattr(making, "read_observed", lambda _, own=small: own.observed)
            found.append((small, read_results(REPOSITORY)))
        yield found


CHANGE = ("mean_pre", "mean_post", "gain", "t", "p_t", "p_pratt", "class_gain", "d_z", "floor_pre")


def figures_rest_on(table: pd.DataFrame, n: str, figures: Iterable[str]) -> None:
    """Assert that no row shows one of ``figures`` on one to four people."""
    for row in table.to_dict("records"):
        shown = [name for name in figures if name in row and not pd.isna(row[name])]
        if row[n] == 0:
            shown = [name for name in shown if row[name] != 0]
        assert not shown or row[n] >= LEAST, (row, shown)


@pytest.mark.long
def test_every_figure_rests_on_five_or_more(classes: list[tuple[Small, Results]]) -> None:
    shown = 0
    for small, found in classes:
        for table in (found.indicators, found.means, found.extensions, found.delayed):
            figures_rest_on(table, "n", CHANGE)
            assert (table.loc[table["n"] < LEAST, "category_pre"] == "-").all()
        for table in (found.helped, found.by_mentor):
            figures_rest_on(table, "people", CHANGE)
            assert table.loc[~table["shown"].astype(bool), "n"].eq(0).all()
        figures_rest_on(found.observed, "n", ["simulated", "observed", "kappa", "bias", "lower"])
        figures_rest_on(found.estimates, "n", ["gain", "low", "high"])
        figures_rest_on(found.lost, "stayed", ["mean_stayed", "mean_lost", "g", "p_fisher"])
        figures_rest_on(found.lost, "lost", ["mean_lost", "g"])
        for phase in ("pre", "post"):
            names = [f"{name}_{phase}" for name in (*FACILITY, "floor", "ceiling")]
            figures_rest_on(found.items, f"n_{phase}", names)
            complete = marks(small.cohort.scores, phase, TEST).dropna()
            if few(len(complete)):
                of_all = [f"{name}_{phase}" for name in ITEM_FIELDS[len(FACILITY) :]]
                assert found.items[of_all].isna().all(axis=None)
        figures_rest_on(found.items, "n", ["up", "down", "p", "p_smallest"])
        figures_rest_on(found.reliability, "n", WHOLE_FIELDS)
        figures_rest_on(found.attitudes, "n", ["mean", "sd", *COUNTS])
        figures_rest_on(found.criteria, "n", ["met", "share"])
        figures_rest_on(found.options, "n", ["mean_rest"])
        answered = found.options.groupby(["lesson", "exercise", "field"])[["n", "share"]].max()
        short = answered["n"] < LEAST * answered["share"].clip(upper=1)
        assert not short.any()
        assert (found.people.groupby("indicator")["participant"].nunique() >= LEAST).all()
        data = found.tables()["peserta"]
        assert (data.groupby(["phase", "indicator"])["participant"].nunique() >= LEAST).all()
        shown += int(found.indicators["gain"].notna().sum())
    assert shown > 20  # the classes are not so small that everything is hidden


@pytest.mark.long
def test_no_hidden_group_follows_by_subtraction(classes: list[tuple[Small, Results]]) -> None:
    for small, found in classes:
        for code in paper_codes():
            pairs = matched(small.cohort.percents)
            own = pairs[pairs.index.get_level_values("indicator") == code].droplevel("indicator")
            both, began = set(own.dropna().index), set(own["pre"].dropna().index)
            if len(both) >= LEAST:
                assert computed([both, *split_sets(small, found, code, both)]) is None
            assert computed(pretests(found, code, both, began)) is None
            late = later_sets(small, found, code)
            assert computed(late["delayed"]) is None
            # Who has both other tests stands by code among the changes; of the rest nobody alone.
            late["post"] += observed_sets(small, found, code)
            for start in ("pre", "post"):
                sums = [both, *late[start]] if len(both) >= LEAST else late[start]
                left = computed([*sums, *item_sets(small, found, code, start)])
                assert left is None or left <= both, (code, start, left)
        assert option_means(small, found) is None


def row_of(table: pd.DataFrame, **keys: str) -> pd.Series:
    here = pd.Series(data=True, index=table.index)
    for name, key in keys.items():
        here &= table[name] == key
    return table[here].iloc[0]


def split_sets(small: Small, found: Results, code: str, both: set[str]) -> Iterator[set[str]]:
    cohort = small.cohort
    for table, groups in ((found.helped, cohort.helped), (found.by_mentor, cohort.mentors)):
        for row in table[(table["indicator"] == code) & table["shown"].astype(bool)].to_dict(
            "records"
        ):
            yield {who for who in both if groups.get(who) == row["group"]}


def pretests(found: Results, code: str, both: set[str], began: set[str]) -> Iterator[set[str]]:
    """Yield over whom the table of estimates and that of the lost sum up the test before."""
    if not np.isnan(row_of(found.estimates, indicator=code, estimate="matched")["gain"]):
        yield both
    if not np.isnan(row_of(found.estimates, indicator=code, estimate="worst")["gain"]):
        yield began
    lost = row_of(found.lost, indicator=code)
    for name, people in (("stayed", both), ("lost", began - both)):
        if not np.isnan(lost[f"mean_{name}"]):
            yield people


def later_sets(small: Small, found: Results, code: str) -> dict[str, list[set[str]]]:
    """Return over whom the delayed tables sum up each test."""
    sums: dict[str, list[set[str]]] = {"pre": [], "post": [], "delayed": []}
    for start in ("pre", "post"):
        pairs = matched(small.cohort.percents, start, "delayed").dropna()
        own = {who for who, of in pairs.index if of == code}
        table = found.delayed
        if len(table) and not np.isnan(row_of(table, start=start, indicator=code)["gain"]):
            sums[start].append(own)
            sums["delayed"].append(own)
    return sums


def observed_sets(small: Small, found: Results, code: str) -> list[set[str]]:
    """Return over whom the table of observations sums up the test after."""
    tests = small.cohort.percents.dropna()
    here = tests[(tests["phase"] == "post") & (tests["indicator"] == code)]
    seen = small.observed[small.observed["indicator"] == code]["participant"]
    rows = found.observed[found.observed["indicator"] == code]
    shown = len(rows) > 0 and rows["simulated"].notna().all()
    return [set(here["participant"]) & set(seen)] if shown else []


def item_sets(small: Small, found: Results, code: str, phase: str) -> list[set[str]]:
    """Return over whom facilities, criteria and options of an indicator sum up a test."""
    name = LESSONS[phase]
    here = (found.basis["lesson"] == name) & (found.basis["indicator"] == code)
    people = set(found.basis.loc[here, "participant"])
    scores = small.cohort.scores
    own = scores[(scores["lesson"] == name) & scores["cell"].str.startswith(code)]
    for row in found.items[found.items["indicator"] == code].to_dict("records"):
        marked = own[(own["cell"] == row["cell"]) & own["score"].notna()]["participant"]
        assert np.isnan(row[f"n_{phase}"]) or row[f"n_{phase}"] == len(people & set(marked))
    judged = found.criteria[found.criteria["lesson"] == name]
    assert (judged.loc[judged["cell"].str.startswith(code), "n"] <= len(people)).all()
    exercises = {c.exercise for c in LESSON[name].criteria if c.grade_id.startswith(code)}
    asked = found.options[found.options["lesson"] == name]
    assert (asked.loc[asked["exercise"].isin(exercises), "n"] <= len(people)).all()
    return [people]


def test_facilities_and_changes_together_do_not_give_a_lost_person_away(
    classes: list[tuple[Small, Results]],
) -> None:
    shown = 0
    for _, found in classes:
        changes = found.indicators.dropna(subset="gain").set_index("indicator")
        for row in found.items.to_dict("records"):
            if row["indicator"] in changes.index and len(items_of(found, row["indicator"])) == 1:
                n = changes.loc[row["indicator"], "n"]
                for phase in ("pre", "post"):
                    # Sum of everybody's marks less that of those with both tests.
                    assert not few(row[f"n_{phase}"] - n), (row["cell"], phase)
                    shown += 1
    assert shown > 20


def items_of(found: Results, code: str) -> list[str]:
    return list(found.items.loc[found.items["indicator"] == code, "cell"])


def option_means(small: Small, found: Results) -> set[str] | None:
    """Return whose rest of the test follows from the options' means, beside that of all."""
    for phase, name in LESSONS.items():
        if name not in set(found.options["lesson"]):
            continue
        whole = set(marks(small.cohort.scores, phase).dropna().index)
        answers = small.cohort.answers[small.cohort.answers["lesson"] == name]
        cells = {c.exercise for c in LESSON[name].criteria}
        for (exercise, field), rows in found.options[found.options["lesson"] == name].groupby(
            ["exercise", "field"]
        ):
            assert exercise in cells
            own = answers[(answers["exercise"] == exercise) & (answers["field"] == field)]
            took = {
                key: {w for w, c in zip(own["participant"], own["chosen"], strict=True) if key in c}
                for key in rows["option"]
            }
            shown = rows[rows["mean_rest"].notna()]["option"]
            sets = [took[key] & whole for key in shown]
            several = set(own["kind"]) == {"choices"}
            for published in [[s] for s in sets] if several else [sets]:
                if published and (left := computed([whole, *published])):
                    return left
    return None


@pytest.mark.parametrize("seed", range(8))
def test_the_workshop_shows_no_few(tmp_path: Path, seed: int) -> None:
    registered = new_workshop(tmp_path, seed, ("Sudah", "Belum", "Nanti"))
    found = read_workshop(tmp_path)
    figures_rest_on(found.opinions.items, "n", ["mean", "sd", *COUNTS])
    figures_rest_on(found.opinions.recommendation, "n", ["mean", "high", "middle", "low", "net"])
    for table in (found.opinions.obstacles, found.polls, found.sheets):
        assert (table["of"] >= LEAST).all()
    assert found.funnel["n"].iloc[0] == len(registered) >= LEAST
    ratings = read_opinions(tmp_path, PARTICIPANTS)["participant"].nunique()
    assert bool(len(found.opinions.items)) == (ratings >= LEAST)
    assert Item("", "", 4, (("a", 4),)).hidden


# Figures and pages.

ONE_ITEM = 90
"""Size of the mark of a single item."""


@pytest.fixture(scope="module")
def reports(classes: list[tuple[Small, Results]]) -> Iterator[list[EvaluationReport]]:
    with pytest.MonkeyPatch.context() as patch:
        made = []
        for _, found in classes[:3]:
            patch.setattr(reporting, "read_results", lambda _, own=found: own)
            made.append(EvaluationReport(REPOSITORY, "en"))
        yield made


def values_in(found: Results) -> np.ndarray:
    """Every number of the tables a report has, with shares in percent, and the means of rows."""
    tables = [*found.tables().values(), found.people, means(found.indicators)]
    per_code = found.people.groupby("indicator")[["pre", "post"]].mean()
    values = [np.array([])]
    for table in [*tables, per_code]:
        numbers = table.apply(pd.to_numeric, errors="coerce").to_numpy(float).ravel()
        values += [numbers[np.isfinite(numbers)]]
        noted = [note for notes in table.get("notes", []) for note in notes]
        values.append(
            np.array([value for note in noted for value in dict(note.values).values()], float)
        )
    falls = [t["changed"] - t["up"] for t in tables if "changed" in t]
    flat = np.concatenate([*values, *map(np.asarray, falls)])
    return np.unique(np.concatenate([flat, 100 * flat]))


@pytest.mark.long
def test_the_figures_draw_only_what_stands_in_the_tables(reports: list[EvaluationReport]) -> None:
    for report in reports:
        known = values_in(report.results)
        for key in ("dumbbell", "slopes", "item_map"):
            drawn = [np.array([])]
            for axes in report.figures[key].axes:
                lines = [
                    line.get_xydata() for line in axes.get_lines() if len(line.get_xdata()) == 2
                ]
                drawn += [np.ravel(xy) for xy in lines if key == "slopes"]
                drawn += [xy[:, 0] for xy in lines if key == "dumbbell" and xy[0, 0] != xy[1, 0]]
                for dots in axes.collections:
                    places = np.asarray(dots.get_offsets(), float)
                    if key == "item_map" and max(dots.get_sizes()) > ONE_ITEM:
                        continue  # items in one place share a mark in the middle
                    drawn.append(places.ravel() if key == "item_map" else places[:, 0])
            assert_known(np.concatenate(drawn), known)


def assert_known(drawn: np.ndarray, known: np.ndarray) -> None:
    allowed = np.concatenate([known, np.arange(0, 101), [-0.0]])
    for value in drawn[np.isfinite(drawn)]:
        assert np.isclose(allowed, value, atol=1e-9).any(), value


@pytest.mark.long
def test_the_pages_show_only_what_stands_in_the_tables(reports: list[EvaluationReport]) -> None:
    for report in reports:
        known = values_in(report.results)
        printed = {float(rounded(abs(v), digits)) for v in known for digits in range(4)}
        for key, sheet in report.sheets.items():
            for row in sheet.rows:
                for cell in row[1:] if key != "options" else row[2:]:
                    for number in re.findall(r"(?<![A-Za-z\d])\d+(?:\.\d+)?(?![A-Za-z\d])", cell):
                        assert float(number) in printed or float(number) <= 1, (key, row, cell)
        hidden = report.results.indicators["gain"].isna()
        sheet = report.sheets["indicators"]
        for row, gone in zip(sheet.rows, hidden, strict=False):
            assert not gone or not re.search(r"\d", "".join(row[3:])), row
