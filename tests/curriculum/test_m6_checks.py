"""Lesson 6's checkers: names of shops and goods as marketplaces take them, a price as typed."""

from __future__ import annotations

import pytest
from checkers import called, share

from course.criteria.own_shop import own_shop, price_is
from course.curriculum.m6_marketplace import served


@pytest.mark.parametrize(
    ("check", "accepted"),
    [
        ("shop_name", ["Cempaka", "Cempaka & Co.", "Toko cempaka 2"]),
        ("plain_title", ["Rempeyek Cempaka 150 g", "Tahu (isi 10)", "PVC 3 m, pipa air"]),
    ],
)
def test_right_answers_pass(check: str, accepted: list[str]) -> None:
    assert [text for text in accepted if share(called(check, text)) < 1] == []


@pytest.mark.parametrize(
    ("check", "refused"),
    [
        ("shop_name", ["", "***", "1234", "cempaka 0810000", "cempaka.com", "Cempaka Shopee"]),
        ("plain_title", ["", "123", "MURAH BANGET", "diskon besar", "peyek terenak", "x" * 71]),
    ],
)
def test_near_misses_do_not_pass(check: str, refused: list[str]) -> None:
    assert [text for text in refused if share(called(check, text)) > 0] == []


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("plain_title", "peyek cempaka 🔥"),
        ("plain_title", "peyek cempaka, wa 0812 0000 1234"),
        ("plain_title", "REMPEYEK CEMPAKA 150 GRAM"),
        ("plain_title", "Rempeyek Cempaka 22rb"),
        ("shop_name", "Camilan Blitar"),
    ],
)
def test_half_for_half_a_thing(check: str, text: str) -> None:
    assert share(called(check, text)) == 0.5


@pytest.mark.parametrize(
    ("typed", "found"),
    [("KRIPIK MBOK YEM!!!", "ada !"), ("Tenun Bu Siti Official", "ada kata: official"),
     ("cempaka.com", "ada .com"), ("", "kosong atau terlalu panjang")],
)  # fmt: skip
def test_what_is_wrong_with_a_shop_s_name_is_said(typed: str, found: str) -> None:
    assert called("shop_name", typed).evaluate().found == found


def test_a_service_is_named_by_whom_it_is_for() -> None:
    barber = own_shop({"barang": "Cukur anak", "jenis": "jasa"}, goods=["rempeyek"])
    right = ["Cukur rambut dewasa", "Cukur Pak Min per orang"]
    assert [text for text in right if share(served(text, barber, label="")) < 1] == []
    # "anak" is in what it is called: nobody else is named.
    wrong = ["Cukur anak Pak Min", "Cukur rambut", ""]
    assert [text for text in wrong if share(served(text, barber, label=""))] == []


def test_a_price_is_one_of_those_told_or_any_where_none_was() -> None:
    told = [15_000.0, 17_000.0]
    right = ["15.000", "15rb", "Rp 17.000", "17", "lima belas ribu"]
    assert [text for text in right if share(price_is(text, told, label="")) < 1] == []
    assert [text for text in ("16.000", "", "murah") if share(price_is(text, told, label=""))] == []
    assert share(price_is("85rb", [], label="")) == 1
    assert share(price_is("tanya dulu", [], label="")) == 0
