"""The rule of five, over every table, figure and page: on many small invented classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from invented_class import Small, evaluating, invented
from small_workshop import PARTICIPANTS, new_workshop
from sums import Sums, people_in, printed, told

from course.evaluation.changes import later_table, split_table
from course.evaluation.distribution import Item, counts
from course.evaluation.five import (
    HIDDEN,
    HIDDEN_TOO,
    LEAST,
    Shown,
    few,
    hidden_answers,
    why_hidden,
)
from course.evaluation.items import FACILITY
from course.evaluation.opinions import COUNTS, read_opinions
from course.evaluation.percents import means
from course.evaluation.results import Results
from course.evaluation.statistics.marks import WHOLE_FIELDS
from course.evaluation.workshop import read_workshop
from course.inbox.mailbox.took_part import write_down
from course.reports import evaluation as reporting
from course.reports.evaluation import EvaluationReport
from course.reports.language import rounded

pytestmark = pytest.mark.xdist_group("five")  # the classes are made once
SEEDS = (4, 6, 7)
"""Classes of 8, 14 and 10: lost, stopped, left out, tested again, in groups."""

PEOPLE = [f"U{n:02d}" for n in range(1, 13)]


@given(st.lists(st.tuples(st.sets(st.sampled_from(PEOPLE)), st.sampled_from(["", "K1", "K2"]))))
def test_what_is_shown_leaves_no_few_however_it_is_added_up(
    asked: list[tuple[set[str], str]],
) -> None:
    shown, sums = Shown(), []
    for people, of in asked:
        if shown.may(people, of):
            assert len(people) >= LEAST
            codes = [of] if of else ["K1", "K2"]
            sums += [{(who, code): 1.0 for who in people} for code in codes]
    assert told(sums) is None


def test_all_groups_of_five_are_shown() -> None:
    shown = Shown()
    assert shown.may(set("abcdefghij"))
    assert shown.may(set("abcde"))
    assert shown.may(set("fghij"))
    assert not shown.may(set("abcdefgh"))
    assert not shown.may(set("abcd"))
    assert not shown.may(set())
    assert shown.most(set("abcdefghijk")) == set("abcdefghij")
    assert shown.most(set("abcdek")) == set("abcde")
    assert shown.most(set("abck")) == set()
    assert why_hidden("abck") == HIDDEN
    assert why_hidden("abcdek") == HIDDEN_TOO


def test_figures_of_one_thing_are_not_set_off_against_those_of_another() -> None:
    shown = Shown()
    assert shown.may(set("abcdefghij"))
    assert shown.may(set("abcdefghijklmno"), of="K1")
    assert shown.may(set("abcdefghijmnopq"), of="K2")  # klm is not what is left of K1
    assert not shown.may(set("abcdefghijklmnopq"), of="K1")
    assert not shown.may(set("abcdefghijklm"))  # of everything


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
    shown = Shown()
    assert split_table(class_, helped, ["K2"], shown)["shown"].all()
    beside = split_table(class_, mentors, ["K2"], shown)
    assert not beside["shown"].any()  # helped - MH01 is one person
    assert beside["gain"].isna().all()


def test_of_a_delayed_test_that_few_missed_the_difference_stands_alone() -> None:
    table = later_table(measured(pre=range(10), post=range(10), delayed=range(8)))
    shown = table[table["indicator"] == "K2"].set_index("start")
    assert shown["n"].to_dict() == {"pre": 8, "post": 8}
    assert shown["gain"].notna().to_dict() == {"pre": False, "post": True}
    assert shown[["mean_pre", "mean_post", "class_gain", "d_av"]].isna().all(axis=None)
    assert shown.loc["pre", "notes"][0] == shown.loc["post", "notes"][0] == HIDDEN_TOO
    for late in (range(10), range(5)):
        table = later_table(measured(pre=range(10), post=range(10), delayed=late))
        assert table.loc[table["indicator"] == "K2", "mean_pre"].notna().all()


def test_who_lacks_one_of_the_two_tests_is_not_told_by_the_delayed_one() -> None:
    shown = Shown()
    assert shown.may({f"U{n:02d}" for n in range(1, 10)})  # the changes
    table = later_table(measured(pre=range(10), post=range(1, 10), delayed=range(10)), shown)
    rows = table[table["indicator"] == "K2"].set_index("start")
    assert rows["n"].to_dict() == {"pre": 9, "post": 9}
    assert rows["mean_pre"].notna().all()


# A whole class, in memory, through the door of the report.


@pytest.fixture(scope="module")
def evaluate() -> Iterator[Callable[[Small], Results]]:
    with evaluating() as evaluate:
        yield evaluate


@pytest.fixture(scope="module")
def classes(evaluate: Callable[[Small], Results]) -> list[tuple[Small, Results]]:
    return [(small, evaluate(small)) for small in map(invented, SEEDS)]


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
    for _, found in classes:
        for table in (found.indicators, found.means, found.extensions, found.delayed):
            figures_rest_on(table, "n", CHANGE)
            assert (table.loc[table["n"] < LEAST, "category_pre"] == "-").all()
        for table in (found.helped, found.by_mentor):
            figures_rest_on(table, "people", CHANGE)
            assert table.loc[~table["shown"].astype(bool), "n"].eq(0).all()
        figures_rest_on(found.observed, "n", ["simulated", "observed", "kappa", "bias", "lower"])
        figures_rest_on(found.estimates, "n", ["gain", "low", "high"])
        figures_rest_on(found.growth, "n", ["mean_start", "mean_end", "change"])
        figures_rest_on(found.lost_later, "stayed", ["mean_stayed", "mean_lost", "g", "p_fisher"])
        figures_rest_on(found.lost_later, "lost", ["mean_lost", "g"])
        figures_rest_on(found.lost, "stayed", ["mean_stayed", "mean_lost", "g", "p_fisher"])
        figures_rest_on(found.lost, "lost", ["mean_lost", "g"])
        for phase in ("pre", "post"):
            names = [f"{name}_{phase}" for name in (*FACILITY, "floor", "ceiling")]
            figures_rest_on(found.items, f"n_{phase}", names)
        for size in ("n_ab", "n_ba"):
            figures_rest_on(found.forms, size, ["plain", "gain", "form_effect", "order_effect"])
        figures_rest_on(own_items := found.instrument.form_items, "n", [*FACILITY, "floor"])
        assert (own_items["n"] < len(PEOPLE)).all()
        figures_rest_on(found.items, "n", ["up", "down", "p", "p_smallest"])
        figures_rest_on(found.reliability, "n", WHOLE_FIELDS)
        figures_rest_on(found.attitudes, "n", ["mean", "sd", *COUNTS])
        figures_rest_on(found.criteria, "n", ["met", "share"])
        figures_rest_on(found.options, "n", ["mean_rest"])
        own = found.instrument
        figures_rest_on(own.scales, "n", ["omega", "floor", "ceiling"])
        figures_rest_on(own.item_total, "n", ["r", "r_low"])
        figures_rest_on(own.retest, "n", ["icc", "icc_low"])
        for size in ("n_high", "n_low"):
            figures_rest_on(own.known, size, ["g", "g_low"])
        answered = found.options.groupby(["lesson", "exercise", "field"])[["n", "share"]].max()
        short = answered["n"] < LEAST * answered["share"].clip(upper=1)
        assert not short.any()
        assert (found.people.groupby("indicator")["participant"].nunique() >= LEAST).all()
        data = found.tables()["peserta"]
        assert (data.groupby(["phase", "indicator"])["participant"].nunique() >= LEAST).all()
        shown += int(found.indicators["gain"].notna().sum())
    assert shown >= 20  # the classes are not so small that everything is hidden


@pytest.mark.long
@pytest.mark.parametrize("place", range(len(SEEDS)))
def test_nothing_about_fewer_than_five_follows_from_all_that_is_printed(
    place: int,
    classes: list[tuple[Small, Results]],
    evaluate: Callable[[Small], Results],
) -> None:
    small, found = classes[place]
    moved = {who: printed(evaluate(small.moved(who))) for who in small.codes}
    sums = Sums(small, found, people_in(small, printed(found), moved))
    assert told(sums) is None
    for question in sums.questions():
        assert told([*sums, *question]) is None


@pytest.mark.parametrize("seed", range(8))
def test_the_workshop_shows_no_few(tmp_path: Path, seed: int) -> None:
    registered = new_workshop(tmp_path, seed, ("Sudah", "Belum", "Nanti"))
    found = read_workshop(tmp_path)
    figures_rest_on(found.opinions.items, "n", ["mean", "sd", *COUNTS])
    figures_rest_on(found.opinions.recommendation, "n", ["mean", "high", "middle", "low", "net"])
    for table in (found.opinions.ticked, found.polls, found.sheets):
        assert (table["of"] >= LEAST).all()
    assert found.funnel["n"].iloc[0] == len(registered) >= LEAST
    ratings = read_opinions(tmp_path, PARTICIPANTS)["participant"].nunique()
    assert bool(len(found.opinions.items)) == (ratings >= LEAST)
    assert Item("", "", 4, (("a", 4),)).hidden


def test_who_answered_live_on_the_workshop_s_day_is_counted(tmp_path: Path) -> None:
    registered = new_workshop(tmp_path, 3)
    before = read_workshop(tmp_path).funnel
    day = read_workshop(tmp_path).workshop.date.isoformat()
    lines = [("abcdef", day, code, "2", "3") for code in (*registered[:4], "W99")]
    write_down(tmp_path, [*lines, ("ghjkmn", "2026-01-01", registered[4], "1", "1")])
    after = read_workshop(tmp_path).funnel
    assert [*after["n"]] == [*before["n"][:2], 4, *before["n"][2:]]
    assert after["step"][2].code == "live"


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
    per_code = found.people[found.people["counted"]].groupby("indicator")[["pre", "post"]].mean()
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
        keys = ("dumbbell", "slopes", "item_map", "course")
        for key in (one for one in keys if one in report.figures):
            drawn = [np.array([])]
            for axes in report.figures[key].axes:
                lines = [
                    line.get_xydata() for line in axes.get_lines() if len(line.get_xdata()) == 2
                ]
                drawn += [np.ravel(xy) for xy in lines if key in {"slopes", "course"}]
                drawn += [xy[:, 0] for xy in lines if key == "dumbbell" and xy[0, 0] != xy[1, 0]]
                for dots in axes.collections:
                    places = np.asarray(dots.get_offsets(), float)
                    if key == "item_map" and max(dots.get_sizes()) > ONE_ITEM:
                        continue  # items in one place share a mark in the middle
                    drawn.append(places.ravel() if key in {"item_map", "course"} else places[:, 0])
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
