"""What must hold for any data: symmetry, order, and a reason in words where there is no figure."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.evaluation.statistics.agreement import bland_altman, category_agreement
from course.evaluation.statistics.change import Change, change
from course.evaluation.statistics.marks import ITEM_FIELDS, WHOLE_FIELDS, analyse, sheet_items
from course.evaluation.statistics.missing import estimates, lost_compared
from course.evaluation.statistics.paired import holm

NAN = math.nan
# Percentages as tests give them (shares of few points), and any others.
percent = st.one_of(
    st.builds(lambda got, of: 100 * min(got, of) / of, st.integers(0, 12), st.integers(1, 12)),
    # Marks have two decimals, so no two percentages are a hair apart.
    st.floats(0, 100).map(lambda value: round(value, 6)),
)
pairs = st.lists(st.tuples(percent, percent), min_size=0, max_size=25)
gappy = st.lists(st.tuples(percent | st.just(NAN), percent | st.just(NAN)), max_size=15)
unhurried = settings(deadline=None, max_examples=60)

NEGATED = ("gain", "t", "d_z", "d_av", "g_av", "rank_biserial")
KEPT = ("n", "df", "p_t", "p_pratt", "p_smallest", "changed")
TURNED = (("gain_low", "gain_high"), ("g_av_low", "g_av_high"))


def columns(data: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [a for a, _ in data], [b for _, b in data]


def same(one: float, other: float) -> bool:
    return (math.isnan(one) and math.isnan(other)) or one == pytest.approx(
        other, rel=1e-9, abs=1e-9
    )


@unhurried
@given(pairs)
def test_swapping_before_and_after_negates_gain_and_effect_sizes_and_keeps_p(
    data: list[tuple[float, float]],
) -> None:
    pre, post = columns(data)
    there, back = change(pre, post), change(post, pre)
    for name in NEGATED:
        assert same(getattr(there, name), -getattr(back, name)), name
    for name in KEPT:
        assert same(getattr(there, name), getattr(back, name)), name
    for low, high in TURNED:
        assert same(getattr(there, low), -getattr(back, high))


@pytest.mark.long
@unhurried
@given(pairs.flatmap(lambda data: st.tuples(st.just(data), st.permutations(data))))
def test_the_order_of_people_is_irrelevant_to_a_change(
    orders: tuple[list[tuple[float, float]], list[tuple[float, float]]],
) -> None:
    one, other = (change(*columns(data)) for data in orders)
    for field in dataclasses.fields(Change):
        if field.name != "notes":
            assert same(getattr(one, field.name), getattr(other, field.name)), field.name
    assert one.notes == other.notes


def test_noise_in_the_last_digits_does_not_move_the_figures() -> None:
    # 100 * 1/3 - 100 * 0/3 and 100 * 2/3 - 100 * 1/3 differ in the last bit.
    thirds = [100 * k / 3 for k in (0, 1, 0, 1)]
    found = change(thirds, [100 * k / 3 for k in (1, 2, 1, 2)])
    assert found.notes[0].code == "no_spread_of_change"
    assert math.isnan(found.t)
    assert found.p_pratt == 0.125


def figures(found: Any) -> list[float]:
    values = vars(found).values()
    return [float(v) for v in values if isinstance(v, int | float)]


def no_figure_is_infinite_and_every_gap_has_a_reason(found: Any) -> bool:
    values = figures(found)
    return not any(map(math.isinf, values)) and (
        not any(map(math.isnan, values)) or any(note.figures for note in found.notes)
    )


EXTREMES = {
    "nobody": [],
    "one": [(40.0, 60.0)],
    "two": [(40.0, 60.0), (50.0, 55.0)],
    "two alike": [(40.0, 60.0), (40.0, 60.0)],
    "all equal": [(50.0, 50.0)] * 6,
    "all up the same": [(50.0, 60.0)] * 6,
    "all at the ceiling": [(100.0, 100.0)] * 6,
    "ceiling before": [(100.0, 90.0), (100.0, 80.0), (100.0, 100.0)],
    "all at the floor": [(0.0, 0.0)] * 6,
    "all missing": [(NAN, NAN)] * 6,
    "none after": [(40.0, NAN)] * 6,
    "floor to ceiling": [(0.0, 100.0)] * 6,
    "nearly no room": [(99.0, 100.0), (100.0, 100.0), (98.0, 100.0)],
}


@pytest.mark.parametrize("name", EXTREMES)
def test_where_nothing_can_be_computed_there_is_a_reason(name: str) -> None:
    pre, post = columns(EXTREMES[name])
    for percent_ in (True, False):
        found = change(pre, post, percent=percent_)
        bare = dataclasses.replace(found, pre_low=0, pre_high=0, post_low=0, post_high=0)
        assert no_figure_is_infinite_and_every_gap_has_a_reason(bare), found
    for found in (*estimates(pre, post), lost_compared(pre, post), bland_altman(pre, post)):
        assert not any(map(math.isinf, figures(found)))


@pytest.mark.long
@unhurried
@given(gappy)
def test_no_data_makes_a_figure_infinite_or_a_crash(data: list[tuple[float, float]]) -> None:
    pre, post = columns(data)
    found = change(pre, post)
    bare = dataclasses.replace(found, pre_low=0, pre_high=0, post_low=0, post_high=0)
    assert no_figure_is_infinite_and_every_gap_has_a_reason(bare)
    assert found.n == sum(not (math.isnan(a) or math.isnan(b)) for a, b in data)
    assert not any(map(math.isinf, figures(lost_compared(pre, post))))
    for estimate in estimates(pre, post):
        assert not any(map(math.isinf, figures(estimate)))


@unhurried
@given(pairs, percent)
def test_who_is_absent_lowers_nothing_but_the_number_of_people_who_came(
    data: list[tuple[float, float]], before: float
) -> None:
    pre, post = columns(data)
    assert change([*pre, before], [*post, NAN]) == change(pre, post) or not data


@pytest.mark.long
@unhurried
@given(pairs.filter(lambda data: len(data) > 2))
def test_someone_who_did_not_change_pulls_the_gain_to_zero_and_moves_every_rank_up_by_one(
    data: list[tuple[float, float]],
) -> None:
    pre, post = columns(data)
    found, more = change(pre, post), change([*pre, 50.0], [*post, 50.0])
    assert abs(more.gain) <= abs(found.gain) + 1e-9
    if not found.changed:
        assert math.isnan(more.rank_biserial)
        return
    zeros = found.n - found.changed
    total = (found.n * (found.n + 1) - zeros * (zeros + 1)) / 2
    apart = found.rank_biserial * total + found.up - (found.changed - found.up)
    assert same(more.rank_biserial, apart / (total + found.changed))


@unhurried
@given(pairs)
def test_the_estimate_lies_in_its_interval_and_p_in_its_range(
    data: list[tuple[float, float]],
) -> None:
    found = change(*columns(data))
    for name in ("gain", "g_av", "class_gain"):
        low, high = getattr(found, f"{name}_low"), getattr(found, f"{name}_high")
        if not math.isnan(low):
            assert low <= getattr(found, name) + 1e-9
            assert getattr(found, name) <= high + 1e-9
    if data:
        assert found.p_smallest - 1e-12 <= found.p_pratt <= 1


@unhurried
@given(pairs.filter(lambda data: len(data) > 1))
def test_fieller_s_ends_are_where_the_paired_t_test_just_rejects(
    data: list[tuple[float, float]],
) -> None:
    pre, post = map(np.array, columns(data))
    found = change(pre, post)
    for g in (found.class_gain_low, found.class_gain_high):
        residual = (post - pre) - g * (100 - pre)
        spread = residual.std(ddof=1)
        if not math.isnan(g) and spread > 1e-6:
            t = residual.mean() / (spread / math.sqrt(len(pre)))
            from scipy import stats

            assert abs(t) == pytest.approx(stats.t.ppf(0.975, len(pre) - 1), rel=1e-3)


p_values = st.lists(st.floats(0, 1) | st.just(NAN), max_size=10)


@unhurried
@given(p_values)
def test_holm_keeps_the_order_and_never_lowers_a_p(values: list[float]) -> None:
    adjusted = holm(np.array(values, float))
    known = [(p, a) for p, a in zip(values, adjusted, strict=True) if not math.isnan(p)]
    assert all(p <= a <= 1 for p, a in known)
    assert [a for _, a in sorted(known)] == sorted(a for _, a in known)
    assert [math.isnan(p) for p in values] == [math.isnan(a) for a in adjusted]


mark = st.sampled_from([0.0, 0.25, 0.5, 1.0]) | st.just(NAN)
sheets = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(mark, min_size=width, max_size=width), max_size=12)
)


def as_marks(rows: list[list[float]], width: int = 1) -> pd.DataFrame:
    width = len(rows[0]) if rows else width
    return pd.DataFrame(rows, columns=[f"i{n}" for n in range(width)], dtype=float)


@unhurried
@given(sheets, st.randoms(use_true_random=False))
def test_the_order_of_people_and_items_is_irrelevant_to_the_item_analysis(
    rows: list[list[float]], dice: Any
) -> None:
    table = as_marks(rows)
    items, people = list(table.columns), list(table.index)
    dice.shuffle(items)
    dice.shuffle(people)
    one = analyse(table)
    other = analyse(table.loc[people, items])
    mixed = other.items.set_index("item").loc[[f"i{n}" for n in range(len(items))]]
    for field in ITEM_FIELDS:
        for a, b in zip(one.items[field], mixed[field], strict=True):
            assert same(a, b), field
    for field in WHOLE_FIELDS:
        assert same(one.whole[field], other.whole[field]), field


@unhurried
@given(sheets)
def test_no_marks_make_an_item_figure_infinite_or_leave_a_gap_without_reason(
    rows: list[list[float]],
) -> None:
    found = analyse(as_marks(rows))
    for row in found.items.to_dict("records"):
        values = [row[field] for field in ITEM_FIELDS]
        assert not any(map(math.isinf, values))
        assert not any(map(math.isnan, values)) or row["notes"]
        if not math.isnan(row["facility_low"]):
            assert 0 <= row["facility_low"] <= row["facility"] <= row["facility_high"] <= 1
    whole = [found.whole[field] for field in WHOLE_FIELDS]
    assert not any(map(math.isinf, whole))
    assert not any(map(math.isnan, whole)) or found.notes


def test_an_item_with_marks_above_one_has_no_facility_until_its_maximum_is_known() -> None:
    table = as_marks([[3.0, 1.0], [1.0, 0.0], [5.0, 1.0]])
    unknown, known = analyse(table).items.iloc[0], analyse(table, {"i0": 5.0}).items.iloc[0]
    assert math.isnan(unknown["facility"])
    assert unknown["notes"][0].code == "item_highest_unknown"
    assert known["facility"] == 0.6
    assert unknown["discrimination_index"] == known["discrimination_index"]


ratings = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=20)


@unhurried
@given(ratings)
def test_agreement_is_the_same_for_both_raters_and_never_infinite(
    data: list[tuple[str, str]],
) -> None:
    one, other = [a for a, _ in data], [b for _, b in data]
    there, back = (category_agreement(*r, "abcd") for r in ((one, other), (other, one)))
    assert same(there.kappa, back.kappa)
    assert no_figure_is_infinite_and_every_gap_has_a_reason(there)


def test_agreement_says_why_it_has_no_kappa() -> None:
    assert category_agreement("aaa", "aaa", "abc").notes[0].code == "one_category"
    assert category_agreement([None, "-"], ["a", "b"], "abc").n == 0
    perfect = category_agreement("abc", "abc", "abc")
    assert (perfect.agreement, perfect.kappa) == (1, 1)
    with pytest.raises(ValueError, match="unknown"):
        category_agreement("a", "z", "abc")


def test_an_unanswered_questionnaire_item_is_not_a_1() -> None:
    sheet = pd.DataFrame(
        {"jelas": [5, 4, 0, None], "cepat": [1, 2, None, 0], "kosong": [0, None, 0, 0]}
    )
    found = sheet_items(sheet, reversed_items={"cepat"}).set_index("item")
    assert found.loc["jelas", ["n", "missing", "mean", "count_1"]].tolist() == [2, 2, 4.5, 0]
    assert found.loc["cepat", ["n", "mean", "count_1", "count_2"]].tolist() == [2, 4.5, 1, 1]
    assert found.loc["kosong", "n"] == 0
    assert math.isnan(found.loc["kosong", "mean"])
    with pytest.raises(ValueError, match="jelas: answers must be"):
        sheet_items(pd.DataFrame({"jelas": [6]}))


def test_bland_altman_of_swapped_measurements_is_mirrored() -> None:
    one, other = [50.0, 60, 70, 85], [55.0, 58, 80, 80]
    there, back = bland_altman(one, other), bland_altman(other, one)
    assert there.bias == -back.bias
    assert (there.lower, there.upper) == pytest.approx((-back.upper, -back.lower))
