"""Numbers in words are the numbers they say, in every language owners speak."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.criteria import has_price, has_quantity
from course.criteria.numbers import prices
from course.criteria.spoken import in_figures

_ONES = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


def _said(number: int) -> str:
    """Return a number below ten million in Indonesian words, by the rules of the language."""
    if number < 10:
        return _ONES[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number) or f"{_ONES[number - 10]} belas"
    for size, word in ((1_000_000, "juta"), (1_000, "ribu"), (100, "ratus"), (10, "puluh")):
        if number >= size:
            count, rest = divmod(number, size)
            one = "satu juta" if size == 1_000_000 else f"se{word}"
            head = one if count == 1 else f"{_said(count)} {word}"
            return f"{head} {_said(rest)}".strip()
    raise AssertionError(number)


@given(st.integers(1, 9_999_999))
@settings(max_examples=300, deadline=None)
def test_every_number_said_is_that_number(number: int) -> None:
    assert in_figures(_said(number)) == f"{number:,}".replace(",", ".")


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("delapan belas ribu satu bungkus", "18.000 1 bungkus"), ("dua ribu lima", "2.005"),
        ("enam puluh lima ribu satu hari sabtu", "65.000 1 hari sabtu"), ("rongpuluh ewu", "20.000"),
        ("limabelas ribu", "15.000"), ("rong bungkus pat likur ewu", "2 bungkus 24.000"),
        ("telu likur ewu", "23.000"), ("songo likur ewu", "29.000"), ("patlikur ewu", "24.000"),
        ("salawe rebu", "25.000"), ("ping pindho", "ping 2"),
        ("regane wolulas ewu", "regane 18.000"), ("limolas ewu", "15.000"),
        ("rong puluh limang ewu", "25.000"), ("gangsal welas ewu", "15.000"),
        ("lima welas rebu", "15.000"), ("dalapan belas rebu", "18.000"),
        ("opat puluh rebu", "40.000"), ("selawe ewu", "25.000"), ("seket ewu", "50.000"),
        ("goceng", "5.000"), ("ceban", "10.000"), ("noban", "20.000"),
        ("isi enam dua puluh ribu", "isi 6 20.000"), ("telung dino", "3 dino"),
        ("dua koma nol satu dolar", "2,01 dolar"), ("two point zero one dollars", "2,01 dollars"),
        ("five hundred pcs in thirty five days", "500 pcs in 35 days"),
        ("setengah delapan", "setengah 8"), ("kalih mas", "kalih mas"), ("ribu ratus", "ribu ratus"),
        ("warna limau", "warna limau"), ("persatuan", "persatuan"),
    ],
)  # fmt: skip
def test_javanese_sundanese_slang_and_english(said: str, figures: str) -> None:
    assert in_figures(said) == figures


def test_a_dictated_price_and_quantity_count() -> None:
    text = "keripik pisang cokelat satu bungkus seratus gram harganya lima belas ribu rupiah"
    assert has_price(text, 15_000).evaluate().share == 1
    assert has_price(text, 18_000).evaluate().share == 0
    assert has_price("cuma 18.ooo saja", 18_000).evaluate().share == 1
    assert has_quantity("isine enem").evaluate().share == 0  # six of what is not said
    assert has_quantity("isi enem").evaluate().share == 1
    assert prices("lima belas ribu") == []  # a price list is read as it was typed
