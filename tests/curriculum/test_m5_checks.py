"""Lesson 5's checkers: any value is an answer, near-misses earn little, follow-through earns."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest
from checkers import raises_nothing, share
from hypothesis import given, settings
from hypothesis import strategies as st

from course.curriculum import m5_ekspor as grading
from course.curriculum.m5_ekspor.english import (
    boast,
    english,
    has_fact,
    indonesian,
    is_english,
    reads_as_english,
)

ROWS = dict.fromkeys("abcd")
CHECKS = {
    "hs_codes": lambda raw: grading.hs_codes(raw, {"a": "090121", "b": "6205"}, label="hs"),
    "dialled": lambda raw: grading.dialled(raw, "6281200001234", label="hp"),
    "few_and_fitting": lambda raw: grading.few_and_fitting(raw, {"a", "b"}, most=2, label="few"),
    "answered_rows": lambda raw: grading.answered_rows(raw, ROWS, column="punya", label="rows"),
    "steps_for_gaps": lambda raw: grading.steps_for_gaps(raw, raw, ROWS, label="steps"),
    "restated": lambda raw: grading.restated(
        raw, {"a": "wood", "b": "day"}, column="kode", label="new"
    ),
    "in_english": lambda raw: grading.in_english([raw], label="en"),
    "without_boasts": lambda raw: grading.without_boasts([raw], label="plain"),
    "goods_and_brand": lambda raw: grading.goods_and_brand(raw, label="name"),
    "facts_of_goods": lambda raw: grading.facts_of_goods(raw, label="facts"),
    "order_size": lambda raw: grading.order_size(raw, label="moq"),
    "price_amount": lambda raw: grading.price_amount(raw, label="price"),
    "price_rule": lambda raw: grading.price_rule(raw, label="rule"),
    "price_place": lambda raw: grading.price_place(raw, label="place"),
    "price_unit": lambda raw: grading.price_unit(raw, label="unit"),
    "payment_way": lambda raw: grading.payment_way(raw, label="way"),
    "payment_split": lambda raw: grading.payment_split(raw, label="split"),
    "lead_time": lambda raw: grading.lead_time(raw, label="days"),
    "counted_from": lambda raw: grading.counted_from(raw, label="since"),
    "own_listing": lambda raw: grading.own_listing([raw, "USD 2"], ["an example"]),
    "addressed_to": lambda raw: grading.addressed_to(raw, "peter", label="dear"),
    "greets_or_thanks": lambda raw: grading.greets_or_thanks(raw, label="hello"),
    "thanks_buyer": lambda raw: grading.thanks_buyer(raw, label="thanks"),
    "quotes_price": lambda raw: grading.quotes_price(raw, 2.01, label="price"),
    "counts": lambda raw: grading.counts(raw, 500, "pcs pieces", label="moq"),
    "offers_sample": lambda raw: grading.offers_sample(raw, 15, label="sample"),
    "asks_buyer": lambda raw: grading.asks_buyer(raw, label="asks"),
    "next_step": lambda raw: grading.next_step(raw, label="next"),
    "signed": lambda raw: grading.signed(raw, "marni", label="name"),
    "trusting": lambda raw: grading.trusting(raw, label="trust"),
    "gives_reason": lambda raw: grading.gives_reason(raw, label="why"),
    "says_until": lambda raw: grading.says_until(raw, label="when"),
    "written_as_letter": lambda raw: grading.written_as_letter(raw, prompt="a prompt"),
    "followed": lambda raw: grading.followed(raw, lambda a: a / 2, (raw, 4.0), label="half"),
    "followed_choice": lambda raw: grading.followed_choice(raw, str, (raw, 4), label="c"),
}
BLANK_IS_FULL = {"own_listing"}  # a guard: nothing written is no copy
NAMES = st.sampled_from(["a", "b", "satu", "kode", "punya", "langkah", "kapan"]) | st.text(
    max_size=3
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=60),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize("name", CHECKS)
@settings(max_examples=60, deadline=None)
@given(raw=JSON)
def test_no_value_from_a_participant_raises(name: str, raw: object) -> None:
    raises_nothing(CHECKS[name](raw))


def test_a_blank_answer_earns_nothing() -> None:
    earning = [name for name, make in CHECKS.items() if share(make(None))]
    assert set(earning) == BLANK_IS_FULL


@pytest.mark.parametrize("text", ["x" * 5_000, "1" * 5_000, "1 x " * 1_250, "a, " * 1_600, "$1" * 2_500])  # fmt: skip
def test_long_texts_are_cheap(text: str) -> None:
    """No pattern here backtracks without end, nor reads a long row of digits from each of them."""
    for name, make in CHECKS.items():
        begun = time.process_time()
        assert 0 <= share(make(text)) <= 1
        assert time.process_time() - begun < 1, name


@pytest.mark.parametrize(
    ("typed", "earned"),
    [("0901.21", 1), ("090121", 1), ("HS 0901 21", 1), ("901.21", 1), ("0901.21.10", 1),
     ("0901.11", 0.6), ("0901", 0.6), ("901", 0.6), ("09", 0.3), ("9", 0.3), ("0910.11", 0.3),
     ("2101.21", 0), ("kopi", 0), ("", 0), ("0", 0), ("09012109012109", 0)],
)  # fmt: skip
def test_an_hs_code_earns_by_what_agrees_from_the_left(typed: str, earned: float) -> None:
    check = grading.hs_codes({"a": {"kode": typed}}, {"a": "090121"}, label="hs")
    assert share(check) == pytest.approx(earned)


def test_a_heading_is_enough_where_the_key_is_a_heading() -> None:
    check = grading.hs_codes({"a": {"kode": "6205.20"}}, {"a": "6205"}, label="hs")
    assert share(check) == 1


@pytest.mark.parametrize(
    ("text", "clean"),
    [("best before 12 months", True), ("Best regards", True), ("at most 5%", True),
     ("the best coffee", False), ("No. 1 sambal", False), ("100% guaranteed", False),
     ("100% cotton", True), ("cheapest", False), ("never fades", False), ("it cures cough", False),
     ("cured with salt", True), ("superb", True), ("super crispy", False), ("in the world", False),
     ("made by 10 women", True), ("no 12 pcs", True), ("tidak paling murah", False)],
)  # fmt: skip
def test_exaggeration_is_a_list_of_words(text: str, *, clean: bool) -> None:
    assert bool(boast(text)) is not clean


@pytest.mark.parametrize(
    ("text", "english"),
    [("100 pcs", True), ("minimun order 20 cartoon", True), ("2 minggu after DP", True),
     ("USD 15/jar FOB Tg Perak", True), ("keripik pisang enak sekali", False), ("", False),
     ("asdf qwer", False), ("25 hari setelah pembayaran", False), ("dari pisang, crispy", False)],
)  # fmt: skip
def test_mixed_words_are_english_until_most_are_not(text: str, *, english: bool) -> None:
    assert reads_as_english(text) is english


@pytest.mark.parametrize("word", ["cartoon", "minimun", "recieve", "shiping", "bananas", "packed", "scarfs"])  # fmt: skip
def test_misspelt_words_count(word: str) -> None:
    assert is_english(word)


def test_the_word_lists_do_not_overlap() -> None:
    assert (english() & indonesian()) - {"jam"} == set()  # jam: selai, and the hour


@pytest.mark.parametrize("text", ["delicious", "very good", "original", "healthy 100%", "good colour"])  # fmt: skip
def test_praise_is_no_fact(text: str) -> None:
    assert not has_fact(text)


@pytest.mark.parametrize("text", ["USD 2", "35 days", "made of wood", "washed 20 times", "100% cotton"])  # fmt: skip
def test_what_can_be_checked_is_a_fact(text: str) -> None:
    assert has_fact(text)


def test_a_fact_must_belong_to_its_row() -> None:
    def score(a: str, b: str) -> float:
        rows = {"a": {"x": a}, "b": {"x": b}}
        return share(grading.restated(rows, {"a": "cotton", "b": "35 day"}, column="x", label="n"))

    assert score("100% cotton", "35 days") == 1
    assert score("35 days", "100% cotton") == 0
    assert score("cotton, 35 days", "cotton, 35 days") == 0.5


def test_cnf_earns_half_and_says_why() -> None:
    finding = grading.price_rule("USD 2 CNF Hamburg", label="rule").evaluate()
    assert finding.share == 0.5
    assert "CFR" in finding.found


@pytest.mark.parametrize(
    ("typed", "earned"),
    [("+62 812-0000-1234", 1), ("0062812 0000 1234", 1), ("62 812 0000 1234", 0.5),
     ("0812-0000-1234", 0), ("+62 0812 0000 1234", 0), ("+62", 0)],
)  # fmt: skip
def test_a_number_is_dialled_with_its_country(typed: str, earned: float) -> None:
    assert share(grading.dialled(typed, "6281200001234", label="hp")) == earned


def followed(raw: Any, *earlier: Any) -> float:
    rule = lambda modal, untung: modal + untung  # noqa: E731
    return share(
        grading.followed(raw, rule, *zip(earlier, (100.0, 25.0), strict=True), label="exw")
    )


def test_a_wrong_early_number_used_rightly_still_earns() -> None:
    assert followed("125", "100", "25") == 1
    assert followed("115", "90", "25") == 1
    assert followed("125", "90", "25") == 1
    assert followed("120", "90", "25") == 0
    assert followed("125", None, None) == 1
    assert followed("", "100", "25") == 0


def test_a_promise_follows_from_the_own_days_and_not_from_none() -> None:
    def promise(raw: Any, days: Any) -> float:
        rule = lambda need: "a" if need <= 20 else "b"  # noqa: E731
        return share(grading.followed_choice(raw, rule, (days, 33.0), label="janji"))

    assert promise("b", "33") == 1
    assert promise("a", "18") == 1
    assert promise("a", "33") == 0
    assert promise("b", None) == 0


def test_an_expectation_that_is_no_number_is_left_out() -> None:
    rule = lambda a: math.nan if a < 10 else a  # noqa: E731
    assert share(grading.followed("5", rule, ("5", 20.0), label="x")) == 0


def checklist(state: str, *steps: str) -> float:
    rows = {row: {"punya": state} for row in "abcd"}
    taken = {f"n{n}": {"langkah": s, "kapan": "minggu"} for n, s in enumerate(steps, start=1)}
    return share(grading.steps_for_gaps(rows, taken, ROWS, label="steps"))


def test_steps_count_once_and_only_for_what_lacks() -> None:
    assert checklist("belum", "a", "b", "c") == 1
    assert checklist("belum", "a", "a", "a") == pytest.approx(1 / 3)
    assert checklist("belum", "x", "y", "z") == 0
    assert checklist("sudah", "a", "b", "c") == 1
    assert checklist("sudah") == 0
    assert checklist("", "a", "b", "c") == 0
