"""Two forms and three points in time: published figures to the digits printed, and what must hold.

Sources: Armitage, Berry & Matthews (2002), ch. 18 (data of Hills & Armitage 1979); Kolen & Brennan
(2014), tables 2.3, 2.5, 2.7 and 2.8; Laerd Statistics' repeated measures ANOVA.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.evaluation.statistics.crossover import crossover
from course.evaluation.statistics.equating import (
    LINEAR_PEOPLE,
    PERCENTILE_PEOPLE,
    counts,
    equate,
    equipercentile,
    linear,
)
from course.evaluation.statistics.growth import growth

NAN = math.nan
ACT = np.loadtxt(
    Path(__file__).parent / "published/kolen_brennan_act.csv", delimiter=",", skiprows=1
)
# Dry nights of 14 on the drug and on placebo; the first 17 had the drug first.
ENURESIS = [
    *((8, 5), (14, 10), (8, 0), (9, 7), (11, 6), (3, 5), (6, 0), (0, 0), (13, 12), (10, 2)),
    *((7, 5), (13, 13), (8, 10), (7, 7), (9, 0), (10, 6), (2, 2)),
    *((12, 11), (6, 8), (13, 9), (8, 8), (8, 9), (4, 8), (8, 14), (2, 4), (8, 13), (9, 7)),
    *((7, 10), (7, 6)),
]


def test_a_crossover_trial_gives_the_printed_effect_and_interval() -> None:
    first, second = np.array(ENURESIS, float).T
    found = crossover(first, second, ["AB"] * 17 + ["BA"] * 12, pooled=True)
    # The drug is form A. Printed: 2.04 nights, 0.77 to 3.31, t = 3.29 on 27 DF, P = 0.003.
    assert [f"{x:.2f}" for x in (found.form.value, found.form.low, found.form.high)] == [
        *("2.04", "0.77", "3.31")
    ]
    assert (found.n_ab, found.n_ba, found.form.df) == (17, 12, 27)
    assert f"{found.form.p:.3f}" == "0.003"


def test_satterthwaite_needs_no_equal_spread() -> None:
    first, second = np.array(ENURESIS, float).T
    found = crossover(first, second, ["AB"] * 17 + ["BA"] * 12)
    # R: t.test(d ~ sequence): t = 3.3806, df = 25.816.
    half = (found.form.high - found.form.low) / 2
    assert f"{found.form.df:.3f}" == "25.816"
    assert f"{found.form.value / half * 2.0562:.3f}" == "3.381"  # t(0.975; 25.816) = 2.0562


percent = st.floats(0, 100, allow_nan=False)


@settings(max_examples=40, deadline=None)
@given(
    ab=st.lists(st.tuples(percent, percent), min_size=2, max_size=8),
    ba=st.lists(st.tuples(percent, percent), min_size=2, max_size=8),
    harder=st.floats(-30, 30),
)
def test_how_hard_a_form_is_moves_the_form_effect_and_never_the_gain(
    ab: list[tuple[float, float]], ba: list[tuple[float, float]], harder: float
) -> None:
    order = ["AB"] * len(ab) + ["BA"] * len(ba)
    pre, post = np.array([*ab, *ba]).T
    first = np.array([one == "AB" for one in order])
    plain = crossover(pre, post, order)
    moved = crossover(pre - harder * ~first, post - harder * first, order)
    assert moved.gain.value == pytest.approx(plain.gain.value, abs=1e-9)
    assert moved.form.value == pytest.approx(plain.form.value + harder, abs=1e-9)
    turned = crossover(pre, post, [one[::-1] for one in order])
    assert turned.gain.value == pytest.approx(plain.gain.value, abs=1e-9)
    assert turned.form.value == pytest.approx(-plain.form.value, abs=1e-9)


def test_who_drew_no_form_or_lacks_a_test_is_in_no_figure() -> None:
    pre, post = [50, 60, 40, 55, 0, 70], [60, 80, 55, 60, 100, NAN]
    order = ["AB", "AB", "BA", "BA", "", "AB"]
    assert crossover(pre, post, order) == crossover(pre[:4], post[:4], order[:4])


def test_one_sequence_is_no_crossover() -> None:
    found = crossover([1, 2, 3], [2, 4, 4], ["AB", "AB", "BA"])
    assert math.isnan(found.gain.value)
    assert found.plain == pytest.approx(4 / 3)
    assert str(found.notes[0]) == "one_sequence(figures=gain;n_ab=2;n_ba=1)"


def test_the_same_change_of_everybody_has_no_interval() -> None:
    found = crossover([10.1, 20.3, 30.7, 40.9], [20.1, 30.3, 40.7, 50.9], ["AB", "AB", "BA", "BA"])
    assert found.gain.value == pytest.approx(10)
    assert math.isnan(found.gain.low)
    assert found.notes[0].code == "no_spread_of_change"


def test_equipercentile_equating_gives_the_printed_equivalents() -> None:
    small = equipercentile(
        counts([0, 0, 1, 1, 1, 2, 2, 3, 3, 4], 4), counts([0, 1, 1, 2, 2, 3, 3, 3, 4, 4], 4)
    )
    assert [f"{x:.2f}" for x in small] == ["0.50", "1.75", "2.83", "3.50", "4.25"]
    score, x, y, printed = ACT.T
    assert (x.sum(), y.sum()) == (4329, 4152)
    assert np.array_equal(np.round(equipercentile(x, y), 4), printed)
    scores = [np.repeat(score, column.astype(int)) for column in (x, y)]
    slope, intercept = linear(*scores)
    assert (f"{slope:.4f}", f"{intercept:.4f}") == ("1.0886", "-2.6319")


@settings(max_examples=30, deadline=None)
@given(f=st.lists(st.integers(0, 9), min_size=4, max_size=12).filter(any))
def test_a_form_is_equated_to_itself_by_itself(f: list[int]) -> None:
    taken = [score for score, n in enumerate(f) if n]
    found = equipercentile(f, f)
    assert found[taken] == pytest.approx(np.array(taken, float), abs=1e-9)
    assert (np.diff(found) >= -1e-9).all()


def test_a_form_that_is_two_points_harder_is_worth_two_points_more() -> None:
    random = np.random.default_rng(5)
    on_a = random.integers(6, 16, PERCENTILE_PEOPLE)
    order = ["AB", "BA"] * (PERCENTILE_PEOPLE // 2)
    first = np.array([one == "AB" for one in order])
    later = on_a + 3
    found = equate(on_a - 2 * ~first, later - 2 * first, order, 20, samples=50)
    for curve in (found.mean, found.line, found.percentile):
        assert curve is not None
        assert curve.value[8:14] == pytest.approx(np.arange(10, 16), abs=0.6)
        assert (curve.low <= curve.high).all()
        assert curve.low[10] <= 12.6
        assert curve.high[10] >= 11.4
    again = equate(on_a - 2 * ~first, later - 2 * first, order, 20, samples=50)
    assert again.line is not None
    assert found.line is not None
    assert np.array_equal(again.line.low, found.line.low)


@pytest.mark.parametrize("n", [8, 20, LINEAR_PEOPLE])
def test_so_few_people_get_no_line_and_a_note_says_why(n: int) -> None:
    order = ["AB", "BA"] * (n // 2)
    found = equate(np.arange(n) % 9, np.arange(n) % 9 + 1, order, 10, samples=20)
    assert (found.mean is not None) == (n >= 10)
    assert (found.line is not None) == (n >= LINEAR_PEOPLE)
    assert found.percentile is None
    assert {note.code for note in found.notes} == {"few_for_equating"}


def test_half_points_are_refused_and_said() -> None:
    with pytest.raises(ValueError, match="whole points from 0 to 10"):
        equate([1.5] * 10, [2] * 10, ["AB", "BA"] * 5, 10)


# Fitness before, after three and after six months; printed F(2, 10) = 12.53, error SS 57.22.
LAERD = ([45, 42, 36, 39, 51, 44], [50, 42, 41, 35, 55, 49], [55, 45, 43, 40, 59, 56])


def test_the_mixed_model_of_complete_data_is_the_repeated_measures_anova() -> None:
    found = growth(*LAERD)
    assert [f"{mean:.1f}" for mean in found.means] == ["42.8", "45.3", "49.7"]
    error = 57.22 / 10
    half = 1.959964 * math.sqrt(2 * error / 6)
    for step in found.steps:
        assert step.model == pytest.approx(step.change, abs=1e-6)
        assert step.model_high - step.model == pytest.approx(half, abs=1e-3)
    between = 6 * np.var(found.means, ddof=0) * 3 / 2
    assert f"{between / error:.2f}" == "12.53"


def test_who_did_not_come_again_counts_in_the_model_alone() -> None:
    pre, post, late = (np.array(one, float) for one in LAERD)
    late[0] = NAN
    found = growth(pre, post, late)
    assert (found.n, found.people) == (5, 6)
    rest = growth(pre[1:], post[1:], late[1:])
    assert found.means == rest.means
    assert found.steps[0].model != rest.steps[0].model


def test_one_person_has_no_course() -> None:
    assert str(growth([1], [2], [3]).notes[0]) == "few_at_three_points(figures=all;n=1)"
