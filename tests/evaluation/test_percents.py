"""Indicators and evaluation: the paper's numbers, bands at their edges, missing is not zero."""

from __future__ import annotations

import math

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.evaluation.changes import change_table
from course.evaluation.cohort import mentor_table
from course.evaluation.percents import category, indicator_percents, is_ambiguous, means
from course.indicators import indicators
from course.reports.change_tables import indicator_sheet
from course.reports.figures import dumbbell
from course.reports.language import NONE, language

PAPER = {"P1": 78, "P2": 75, "K1": 75, "K2": 90, "K3": 78, "S1": 75, "S2": 80}


def test_the_paper_s_seven_percentages_give_its_mean_and_categories() -> None:
    bands = {code: category(float(percent)) for code, percent in PAPER.items()}
    assert bands.pop("K2") == "very_good"
    assert set(bands.values()) == {"good"}
    mean = sum(PAPER.values()) / len(PAPER)
    assert language("id").number(mean, 2) == "78,71"
    assert category(mean) == "good"


def test_the_same_percentages_through_the_report_s_own_table() -> None:
    rows = [
        ("U01", phase, code, float(value))
        for code, value in PAPER.items()
        for phase in ("pre", "post")
    ]
    percents = pd.DataFrame(rows, columns=["participant", "phase", "indicator", "percent"])
    table = change_table(percents)
    last = indicator_sheet(language("id"), table).rows[-1]
    assert last[:6] == ("Rata-rata baris", "", "1", "78,7", "baik", "78,7")
    assert means(table)["mean_post"].iloc[-1] == pytest.approx(78.714, abs=0.001)
    groups = means(table).set_index("name")["mean_post"]
    assert groups["mean_knowledge"] == 76.5
    assert groups["mean_skill"] == 81.0
    assert groups["mean_attitude"] == 77.5
    assert groups["mean_groups"] == pytest.approx(78.333, abs=0.001)


@pytest.mark.parametrize(
    ("percent", "band"),
    [(0, "low"), (40, "low"), (40.0000001, "fair"), (59.999, "fair"), (60, "fair"), (60.3, "good"),
     (78.71, "good"), (80, "good"), (80.0001, "very_good"), (80.5, "very_good"), (81, "very_good"),
     (100, "very_good"), (math.nan, "-"), (0.29 * 100, "low"), (0.1 * 3 * 100 + 10, "low")],
)  # fmt: skip
def test_bands_are_right_closed_on_the_unrounded_percent(percent: float, band: str) -> None:
    assert category(percent) == band


@pytest.mark.parametrize("percent", [-0.1, 100.1, math.inf])
def test_what_is_no_percentage_has_no_band(percent: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 100"):
        category(percent)


def test_values_in_the_gaps_of_the_printed_scale_are_marked() -> None:
    assert [is_ambiguous(p) for p in (40, 60, 80.5, 80, 81, 50)] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def scores(*rows: tuple[str, str, str, float | None, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["participant", "lesson", "cell", "score", "max_score"])
    return frame.assign(score=frame["score"].astype(float), needs_grading=False)


def test_points_become_percent_per_indicator_and_phase() -> None:
    frame = scores(
        ("U01", "pretest", "K2-a", 3, 7),
        ("U01", "posttest", "K2-a", 6, 7),
        ("U01", "m2", "K2-b", 1, 1),
    )
    percents = indicator_percents(frame).set_index("phase")["percent"]
    assert percents.to_dict() == {
        "pre": pytest.approx(42.857, abs=0.001),
        "post": pytest.approx(85.714, abs=0.001),
    }


def test_an_ungraded_cell_makes_the_indicator_missing_never_smaller() -> None:
    frame = scores(("U01", "pretest", "K2-a", 3, 7), ("U01", "pretest", "K2-b", None, 1))
    assert indicator_percents(frame)["percent"].isna().all()


def attitude(*answers: int) -> float:
    rows = [("U01", "pretest", f"S1-i{n}", float(a), 5.0) for n, a in enumerate(answers)]
    return float(indicator_percents(scores(*rows))["percent"].iloc[0])


def test_attitude_uses_the_whole_scale_and_zero_means_not_answered() -> None:
    assert attitude(1, 1, 1, 1, 1, 1, 1, 1) == 0
    assert attitude(5, 5, 5, 5, 5, 5, 5, 5) == 100
    assert attitude(3, 3, 3, 3, 3, 3, 0, 0) == 50  # six of eight answered
    assert math.isnan(attitude(3, 3, 3, 3, 3, 0, 0, 0))


def people(*rows: tuple[str, float | None, float | None]) -> pd.DataFrame:
    long = [
        (who, phase, "K2", v)
        for who, pre, post in rows
        for phase, v in (("pre", pre), ("post", post))
        if v is not None
    ]
    return pd.DataFrame(long, columns=["participant", "phase", "indicator", "percent"])


def test_who_is_absent_lowers_n_and_changes_no_mean() -> None:
    two = change_table(people(("U01", 40, 60), ("U02", 60, 80))).set_index("indicator").loc["K2"]
    three = (
        change_table(people(("U01", 40, 60), ("U02", 60, 80), ("U03", 0, None)))
        .set_index("indicator")
        .loc["K2"]
    )
    assert (two["n"], three["n"], three["n_pre"], three["n_post"]) == (2, 2, 3, 2)
    assert (
        (two["mean_pre"], two["mean_post"]) == (three["mean_pre"], three["mean_post"]) == (50, 70)
    )


def test_nobody_in_an_indicator_gives_dashes_not_errors() -> None:
    table = change_table(people(("U01", 40, 60)))
    shown = indicator_sheet(language("id"), table)
    assert shown.rows[0] == (
        "Pengetahuan", "Pengetahuan pemasaran digital", "0", *([NONE] * 6),
    )  # fmt: skip
    plt.close(dumbbell(language("id"), table))


THREE = people(("U01", 40, 60), ("U02", 60, 85), ("U03", 20, 30))
IN_ORDER = change_table(THREE)


@pytest.mark.long
@settings(deadline=None, max_examples=40)  # of 720 orders
@given(st.permutations(range(6)))
def test_the_order_of_rows_is_irrelevant(order: list[int]) -> None:
    pd.testing.assert_frame_equal(change_table(THREE.iloc[order]), IN_ORDER)


def test_a_mentor_s_row_counts_what_came_in_and_shows_no_result() -> None:
    frame = people(("U01", 40, 60), ("U02", 60, 80), ("U03", 20, 30), ("U04", 10, None))
    mentors = {"U01": "MH01", "U02": "MH01", "U03": "MH02", "U04": "MH02", "U05": "MH03"}
    rows = mentor_table(frame, mentors).set_index("mentor")
    assert list(rows.columns) == ["partners", "pretests", "posttests", "n"]
    assert rows.loc["MH01"].tolist() == [2, 2, 2, 2]
    assert rows.loc["MH02"].tolist() == [2, 2, 1, 1]
    assert rows.loc["MH03"].tolist() == [1, 0, 0, 0]


def test_the_seven_of_the_paper_come_first_in_its_order() -> None:
    assert [code for code, i in indicators().items() if i.paper] == list(PAPER)
