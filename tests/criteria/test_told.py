"""What a text says otherwise than its task: another weight, stock, last day, telephone number."""

from __future__ import annotations

import pytest

from course.criteria import has_limit, has_quantity, mentions
from course.criteria.told import other_amount, other_number, other_stock, reaches


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("keripik 100 gram 15rb", ""),
        ("keripik seratus gram, 1 bungkus", ""),
        ("keripik 1 ons", ""),
        ("keripik 0,1 kg", ""),
        ("sebungkus 15rb", ""),
        ("keripik 250 gr 15rb", "250 gr"),
        ("setengah kilo", ""),
        ("botol 150 ml", ""),  # no weight: of another kind
    ],
)
def test_another_weight_is_told_from_the_same_in_other_units(text: str, other: str) -> None:
    assert other_amount(text, "100 gram") == other


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("sisa 12 botol", 1),
        ("12 botol, satu botol 150 ml", 1),
        ("tinggal dua belas, tutup Jum'at", 1),
        ("stok 12, dinten Jemuah tutup", 1),
        ("sisa 120 botol", 0.5),
        ("stok 12 botol, ditutup Minggu", 0.5),
        ("sampai hari Rabu", 0.5),
        ("enak dan murah", 0),
    ],
)
def test_a_limit_that_is_another_earns_half(text: str, share: float) -> None:
    assert has_limit(text, "12 botol", day="jum jem").evaluate().share == share


def test_a_quantity_that_is_another_earns_half() -> None:
    assert has_quantity("botol 150 ml 25rb", "150 ml").evaluate().share == 1
    assert has_quantity("botol 250 ml 25rb", "150 ml").evaluate().share == 0.5
    assert has_quantity("botol 250 ml 25rb").evaluate().share == 1


def test_what_one_gets_is_not_what_is_left() -> None:
    assert other_stock("1 bungkus 150 gram 18.000", "15 bungkus") == ""
    assert other_stock("ada 50 bungkus", "15 bungkus") == "50"
    assert other_stock("ada 50 bungkus", "tidak tentu") == ""


def test_a_number_that_reaches_somebody_else_earns_half() -> None:
    own, other = "WA 0810-0000-1234", "WA +62 812 9999 8888"
    assert (other_number(own, "081000001234"), other_number("WA saja", "081000001234")) == ("", "")
    found = [
        reaches(mentions(text, "wa", label="nomor"), text, "081000001234").evaluate().share
        for text in (own, other)
    ]
    assert found == [1, 0.5]
