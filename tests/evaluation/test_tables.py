"""The tables of an evaluation, on invented people and on the example class."""

from __future__ import annotations

import io
import math
from pathlib import Path

import pandas as pd
import pytest
from conftest import REPOSITORY

from course.evaluation import attrition, changes, items, records
from course.evaluation import changes as splits
from course.evaluation import items as options
from course.evaluation.cohort import Cohort, read_cohort
from course.evaluation.guessing import guess_table
from course.evaluation.observed import deed_table, observed_table
from course.evaluation.percents import common
from course.evaluation.progress import Deed
from course.evaluation.statistics.arrays import Note
from course.evaluation.statistics.change import change
from course.exercises.answers import FILE_NAME
from course.indicators import extension_codes
from course.lessons.lesson import CriteriaCell
from course.reports.language import language
from course.reports.tables import category_cell

PAPER = ["P1", "P2", "K1", "K2", "K3", "S1", "S2"]


def percents(
    people: dict[str, tuple[float | None, float | None]], code: str = "K2"
) -> pd.DataFrame:
    rows = [
        (who, phase, code, value)
        for who, values in people.items()
        for phase, value in zip(("pre", "post"), values, strict=True)
        if value is not None
    ]
    return pd.DataFrame(rows, columns=["participant", "phase", "indicator", "percent"]).astype(
        {"percent": float}
    )


TWELVE = {f"U{n:02d}": (30.0 + n, 50.0 + 3 * n) for n in range(12)}


@pytest.fixture(scope="session")
def cohort(demo: tuple[Path, str]) -> Cohort:
    return read_cohort(demo[0])


def test_every_indicator_keeps_its_row_and_holm_counts_those_with_data() -> None:
    table = changes.change_table(percents(TWELVE)).set_index("indicator")
    assert list(table.index) == PAPER
    assert table.loc["P1", ["n", "n_pre", "n_post"]].tolist() == [0, 0, 0]
    assert table.loc["P1", "category_pre"] == "-"
    assert table.loc["K2", "p_holm"] == table.loc["K2", "p_pratt"] == 2 / 2**12
    two = pd.concat([percents(TWELVE), percents(TWELVE, "S1")])
    assert changes.change_table(two).set_index("indicator").loc["K2", "p_holm"] == 4 / 2**12


def test_the_category_stands_at_the_estimate_and_at_both_ends() -> None:
    row = changes.change_table(percents(TWELVE)).set_index("indicator").loc["K2"]
    assert row[["category_pre", "category_pre_low", "category_pre_high"]].tolist() == [
        "low", "low", "low",
    ]  # fmt: skip
    assert row["category_post"] == "good"
    words = language("id")
    assert category_cell(words, row, "post") == (
        f"baik [{words.decoded(row['category_post_low'])}–"
        f"{words.decoded(row['category_post_high'])}]"
    )
    one = changes.change_table(percents({"U01": (30.0, 70.0)})).set_index("indicator").loc["K2"]
    assert category_cell(words, one, "post") == "baik"


def test_an_interval_beyond_the_scale_ends_at_its_category() -> None:
    row = (
        changes.change_table(percents({"A": (1.0, 70.0), "B": (9.0, 99.0)}))
        .set_index("indicator")
        .loc["K2"]
    )
    assert row["post_high"] > 100
    assert row["category_post_high"] == "very_good"


def test_too_few_who_changed_are_told_that_no_p_could_have_passed() -> None:
    six = {who: TWELVE[who] for who in list(TWELVE)[:5]}
    row = changes.change_table(percents(six)).set_index("indicator").loc["K2"]
    assert row["p_smallest"] == 0.0625
    assert row["notes"][-1] == Note.of("holm_hopeless", changed=5, tests=1)
    assert changes.is_hopeless(row["notes"][-1])


def test_the_smallest_p_possible_is_a_span_where_not_as_many_changed_everywhere() -> None:
    table = pd.DataFrame({"p_smallest": [0.03125, 0.0625, 0.001, float("nan")]})
    assert changes.best_possible(table) == (0.0625, 0.0625)  # 2 tests at 1/32, then 1 at 1/16
    table = pd.DataFrame({"p_smallest": [0.0625 / 2, 0.125]})
    assert changes.best_possible(table) == (0.0625, 0.125)
    assert all(map(math.isnan, changes.best_possible(table.head(0))))


def test_floor_and_ceiling_are_flagged_above_15_percent() -> None:
    people = {"A": (0.0, 100.0), "B": (0.0, 100.0), "C": (40.0, 100.0), "D": (50.0, 60.0)}
    row = changes.change_table(percents(people)).set_index("indicator").loc["K2"]
    assert (row["floor_pre"], row["ceiling_post"], row["ceiling_pre"]) == (0.5, 0.75, 0)
    assert changes.flags(row) == (
        Note.of("many_floor_pre", share=0.5),
        Note.of("many_ceiling_post", share=0.75),
    )


def test_extensions_have_their_own_table() -> None:
    table = changes.change_table(percents(TWELVE, "K6"), extension_codes())
    assert table.loc[table["n"] > 0, "indicator"].tolist() == ["K6"]
    assert set(table["indicator"]).isdisjoint(PAPER)
    assert changes.codes_with_data(percents(TWELVE, "K6"), extension_codes()) == ["K6"]


def test_the_delayed_test_is_a_change_of_its_own() -> None:
    late = percents(TWELVE).replace({"phase": {"post": "delayed"}})
    assert changes.has_phase(late, "delayed")
    assert not changes.has_phase(percents(TWELVE), "delayed")
    kept = changes.change_table(late, after="delayed").set_index("indicator").loc["K2"]
    there = changes.change_table(percents(TWELVE)).set_index("indicator").loc["K2"]
    assert kept["gain"] == there["gain"]


def test_means_over_groups_count_only_people_with_every_part() -> None:
    frames = [percents(TWELVE, code) for code in PAPER]
    whole = changes.mean_changes(pd.concat(frames)).set_index("name")
    assert list(whole.index)[-2:] == ["mean_groups", "mean_indicators"]
    assert whole["n"].tolist() == [12] * 5
    assert whole.loc["mean_indicators", "mean_pre"] == pytest.approx(35.5)
    one_out = pd.concat([frames[0][frames[0]["participant"] != "U00"], *frames[1:]])
    fewer = changes.mean_changes(one_out).set_index("name")
    assert set(fewer["n"]) == {11}  # all rows: skill of twelve less that of eleven is one person's


def test_person_rows_carry_the_normalized_change_in_reporting_order() -> None:
    both = pd.concat(
        [
            percents({"U02": (40.0, 70.0)}, "S1"),
            percents({"U02": (100.0, 100.0), "U01": (50.0, 25.0)}, "P1"),
        ]
    )
    table = changes.person_table(both)
    assert table["participant"].tolist() == ["U01", "U02", "U02"]
    assert table["indicator"].tolist() == ["P1", "P1", "S1"]
    assert table["c"].tolist() == pytest.approx([-0.5, math.nan, 0.5], nan_ok=True)


def test_a_participant_measured_twice_in_a_phase_is_an_error_not_a_mean() -> None:
    twice = pd.concat([percents({"U01": (10.0, 20.0)})] * 2)
    with pytest.raises(ValueError, match="twice"):
        changes.change_table(twice)


def test_splits_show_groups_of_five_and_hide_the_rest() -> None:
    groups = {who: "helped" if n < 6 else "unaided" for n, who in enumerate(TWELVE)}
    table = splits.split_table(percents(TWELVE), groups, ["K2"]).set_index("group")
    assert table["shown"].all()
    assert table["people"].tolist() == [6, 6]
    groups["U00"] = groups["U01"] = groups["U02"] = "unaided"
    hidden = splits.split_table(percents(TWELVE), groups, ["K2"]).set_index("group")
    assert hidden.loc["helped", "people"] == 3
    assert not hidden["shown"].any()
    assert hidden["gain"].isna().all()
    assert hidden.loc["helped", "notes"] == (splits.HIDDEN,)
    assert hidden.loc["unaided", "notes"] == (splits.HIDDEN_TOO,)


def test_the_example_class_s_mentors_are_too_small_to_show(cohort: Cohort) -> None:
    assert not splits.split_table(cohort.percents, cohort.mentors)["shown"].any()
    assert cohort.helped["U03"] == "helped"
    assert not splits.split_table(cohort.percents, cohort.helped)["shown"].any()


def test_the_flow_of_the_example_class(cohort: Cohort) -> None:
    flow = attrition.flow_table(cohort.percents, cohort.registered, cohort.practised)
    assert dict(zip(flow["step"], flow["n"], strict=True)) == {
        "registered": 10, "consented": 10, "pretest": 10, "practised": 9, "posttest": 9,
        "analysed": 9, "complete": 7,
    }  # fmt: skip
    assert flow["lost"].tolist() == [0, 0, 0, 1, 1, 1, 3]


def test_the_estimates_stand_side_by_side_and_the_few_who_were_lost_are_not_shown(
    cohort: Cohort,
) -> None:
    table = attrition.estimate_table(cohort.percents, ["K2"]).set_index("estimate")
    assert table["n"].to_dict() == {
        "matched": 8, "lost_unchanged": 10, "mixed_model": 10, "worst": 10, "best": 10,
    }  # fmt: skip
    assert table.loc[["worst", "best"], "gain"].isna().all()  # they hold one person's pretest
    lost = attrition.lost_table(cohort.percents, ["K2"]).iloc[0]
    assert (lost["stayed"], lost["lost"]) == (8, 2)  # U09 did not come, U04 stopped before it
    assert math.isnan(lost["mean_lost"])
    assert lost["notes"] == (splits.HIDDEN,)
    many = {
        who: (pre, post if n > 5 else None) for n, (who, (pre, post)) in enumerate(TWELVE.items())
    }
    shown = attrition.lost_table(percents(many), ["K2"]).iloc[0]
    assert (shown["lost"], shown["mean_lost"]) == (6, 32.5)
    assert shown["g"] > 0
    bounds = attrition.estimate_table(percents(many), ["K2"]).set_index("estimate")["gain"]
    assert bounds["worst"] < bounds["lost_unchanged"] < bounds["best"]


def test_the_items_of_the_example_class(cohort: Cohort, demo: tuple[Path, str]) -> None:
    inside = cohort.scores["participant"].isin(list(common(cohort.percents).people))
    scores = cohort.scores[inside]
    table = items.item_table(scores, guess_table(demo[0], "pretest")).set_index("cell")
    assert len(table) == 11
    tujuan = table.loc["P1-tujuan"]
    assert (tujuan["n_pre"], tujuan["n_post"], tujuan["n"]) == (7, 7, 7)
    assert (tujuan["test"], tujuan["up"], tujuan["down"], tujuan["p"]) == ("McNemar", 3, 0, 0.25)
    every = items.item_table(cohort.scores).set_index("cell").loc["P2-katalog"]
    assert (every["n_pre"], every["n_post"]) == (10, 9)
    assert math.isnan(every["facility_post"])  # of ten before and nine after: one person's
    assert tujuan["guess"] == 0.2  # one of five options
    assert table.loc["K2-status-wa", "test"] == "Pratt"
    assert math.isnan(table.loc["K2-status-wa", "guess"])
    assert 0.3 < table.loc["K1-pasang-aplikasi", "guess"] < 0.5
    scales = items.reliability_table(scores)
    assert set(scales["scale"]) == {"P", "K", "S1", "S2"}
    test = scales[(scales["scale"] == "P") & (scales["phase"] == "pre")].iloc[0]
    assert test["alpha_low"] < test["alpha"] < test["alpha_high"]
    assert test["cic"] == 100 * test["alpha"]


def test_distractors_come_from_the_chosen_keys(cohort: Cohort, demo: tuple[Path, str]) -> None:
    found = records.answer_records(demo[0])
    table = options.option_table(demo[0], found, cohort.scores)
    own = table[(table["lesson"] == "posttest") & (table["exercise"] == "katalog")]
    assert set(own["of_form"]) == {"A"}  # of four people who took form B there nothing is said
    own = own.set_index("option")
    assert own["n"].to_dict() == {"wa": 1, "gmail": 0, "wab": 4, "zoom": 0, "tidak-tahu": 0}
    assert own["earns"].to_dict()["wab"] is True
    assert own["share"].sum() == 1
    assert own.loc["gmail", "flag"] == "chosen_by_nobody"
    assert own.loc["tidak-tahu", "flag"] == ""
    several = table[(table["lesson"] == "posttest") & (table["exercise"] == "hilang-24-jam")]
    assert several["earns"].isna().all()
    assert several["share"].max() == 1


def test_criteria_that_tell_nobody_apart_are_named(demo: tuple[Path, str]) -> None:
    table = records.criteria_table(records.criteria_records(demo[0]))
    own = table.set_index(["lesson", "cell", "criterion"])
    assert own.loc[("pretest", "K2-status-wa", "menyebut produk"), "flag"] == "met_by_everybody"
    row = own.loc[("pretest", "P2-batas-tagar", "batas hashtag Instagram")]
    assert (row["n"], row["met"], row["share"], row["flag"]) == (10, 1, 0.1, "")


def test_a_spoilt_file_is_left_out_of_the_records(demo_copy: Path) -> None:
    folder = demo_copy / "submitted" / "U01" / "pretest"
    folder.joinpath(FILE_NAME).write_text("bukan jawaban")
    notebook = demo_copy / "autograded" / "U01" / "pretest" / "pretest.ipynb"
    notebook.chmod(0o644)
    notebook.write_text("{")
    assert "U01" not in set(records.answer_records(demo_copy, ["pretest"])["participant"])
    assert "U01" not in set(records.criteria_records(demo_copy, ["pretest"])["participant"])


def test_guessing_finds_the_exercise_a_criteria_cell_reads() -> None:
    reads = CriteriaCell("K2-a", 1, 'answer = read_answer("status-wa")\ncriteria()')
    assert (reads.exercise, CriteriaCell("K2-b", 1, "1 + 1").exercise) == ("status-wa", "")


def csv(tables: list[pd.DataFrame]) -> str:
    text = io.StringIO()
    for table in tables:
        table.to_csv(text, index=False, lineterminator="\n")
    return text.getvalue()


def test_rerunning_gives_identical_csv(demo: tuple[Path, str]) -> None:
    def everything() -> str:
        cohort = read_cohort(demo[0])
        found = records.answer_records(demo[0])
        return csv(
            [changes.change_table(cohort.percents), changes.mean_changes(cohort.percents),
             changes.person_table(cohort.percents), attrition.estimate_table(cohort.percents),
             items.item_table(cohort.scores, guess_table(demo[0], "pretest")),
             items.reliability_table(cohort.scores), options.option_table(demo[0], found, cohort.scores)]
        )  # fmt: skip

    first = everything()
    assert first == everything()
    assert "inf" not in first.lower().replace("informasi", "")


def test_the_order_of_people_changes_no_table(cohort: Cohort) -> None:
    turned = cohort.percents.iloc[::-1]
    for make in (changes.change_table, changes.mean_changes, attrition.estimate_table):
        pd.testing.assert_frame_equal(make(turned), make(cohort.percents))


def observations(**given: float) -> pd.DataFrame:
    """What mentors saw of K2 (``{participant: percent}``), as ``observed_percents`` gives it."""
    rows = [[who, "K2", percent, 4] for who, percent in given.items()]
    return pd.DataFrame(rows, columns=["participant", "indicator", "observed", "n"])


def test_observation_stands_beside_the_posttest_s_simulation() -> None:
    tests = percents({f"U0{n}": (10.0, 20.0 * n) for n in range(1, 6)})  # 20, 40, 60, 80, 100
    seen = observations(U01=30.0, U02=30.0, U03=50.0, U04=100.0, U05=90.0, U09=10.0)
    (row,) = observed_table(tests, seen).to_dict("records")
    assert (row["indicator"], row["n"], row["observed_n"]) == ("K2", 5, 6)
    assert (row["simulated"], row["observed"]) == (60.0, 60.0)
    assert row["bias"] == pytest.approx(0.0)
    # low, low, fair, good, very good against low, low, fair, very good twice
    assert (row["agreement"], row["within_one"]) == (0.8, 1.0)
    assert row["lower"] < -10 < 10 < row["upper"]


def test_observation_of_fewer_than_five_shows_no_figures() -> None:
    tests = percents({f"U0{n}": (10.0, 20.0 * n) for n in range(1, 5)})
    (row,) = observed_table(tests, observations(U01=30.0, U02=30.0, U03=50.0)).to_dict("records")
    assert (row["n"], row["notes"]) == (3, (splits.HIDDEN,))
    assert math.isnan(row["observed"])
    assert observed_table(tests, observations()).empty


def test_deeds_are_counted_by_sitting_and_no_count_is_about_fewer_than_five() -> None:
    m1 = [Deed("m1-internet", n, done, 12) for n, done in enumerate((12, 7, 8, 4, 0), start=1)]
    others = [Deed("m2-akun-usaha", 1, 4, 4), Deed("m3-foto-katalog", 1, 0, 9)]
    table = deed_table(REPOSITORY, [*m1, *others])
    assert set(table["lesson"]) == {"m1-internet"}  # four people; nobody who did one
    assert list(table["sitting"]) == [1, 2, 3, 4, 5, 0]
    # Of 8 of 12 the other four would be known; of none, that it is not 1 to 4.
    assert list(table["done"].fillna(-1)) == [12, 7, -1, -1, -1, 31 / 12]
    assert list(table["share"].dropna()) == [1, 7 / 12, 31 / 60]
    # A mean beside all but one sitting would be that one.
    one_hidden = deed_table(
        REPOSITORY, [Deed("m1-internet", 1, 3, 12), Deed("m1-internet", 2, 12, 12)]
    )
    assert math.isnan(one_hidden["done"].iloc[-1])
    assert "Pelajaran 1" in table["title"][0]


def test_a_difference_whose_square_is_nothing_is_no_spread() -> None:
    found = change([0.0, 7.5e-262], [0.0, 0.0])
    assert math.isnan(found.d_av)
    assert any(note.code == "no_spread" for note in found.notes)
