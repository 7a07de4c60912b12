"""A task about the own shop: what is known of it, and that the story stands in where it is not."""

from __future__ import annotations

import pytest

from course.criteria import has_price, mentions, of_these
from course.criteria.own_shop import (
    called,
    costing,
    of_own,
    own_pair,
    own_shop,
)

CHIPS = {
    "nama": "Keripik Melati",
    "barang": "Keripik singkong pedas",
    "harga": "15rb",
    "isi": "1 bungkus 250 gram",
    "daerah": "Kab. Malang",
}
STORY = {"goods": ["rempeyek"], "price": 18_000.0, "names": ["cempaka"]}


@pytest.mark.parametrize("raw", [None, {}, {"barang": ""}, {"barang": "12"}, {"barang": ["x"]}, 3])
def test_where_no_shop_is_told_it_is_the_story(raw: object) -> None:
    shop = own_shop(raw, **STORY)
    assert (shop.own, shop.goods, shop.prices) == (False, ("rempeyek",), (18_000.0,))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15.000", 15_000), ("Rp 15.000,-", 15_000), ("15rb", 15_000), ("15", 15_000),
        ("lima belas ribu", 15_000), ("300", 300), ("350rb", 350_000), ("1,2 juta", 1_200_000),
        ("65.000 : 10 = 6.500", 6_500),
    ],
)  # fmt: skip
def test_a_price_is_read_as_owners_write_it(typed: str, meant: float) -> None:
    assert costing(typed)[0] == meant


def test_a_cost_is_the_told_one_or_two_thirds_of_the_price() -> None:
    assert own_shop({**CHIPS, "modal": "9rb"}, **STORY, priced=True).cost == 9_000
    assert own_shop(CHIPS, **STORY, priced=True).cost == 10_000
    for unnamed in ({}, {"modal": "9rb"}):
        assert own_shop(unnamed, **STORY, priced=True).cost == 12_000


def test_the_kind_of_goods_is_known_where_it_is_told() -> None:
    assert own_shop({**CHIPS, "jenis": "kemasan"}, **STORY).kind == "kemasan"
    for untold in (CHIPS, {}, {**CHIPS, "jenis": ["siap"]}, {"jenis": "siap"}):
        assert own_shop(untold, **STORY).kind == ""


def test_a_range_holds_both_of_its_prices() -> None:
    assert {10_000, 12_000} <= set(costing("10-12 ribu"))
    assert costing("tergantung") == ()


def test_goods_are_called_by_their_own_words_and_other_spellings() -> None:
    assert {"keripik", "singkong", "kripik", "keripik singkong"} <= set(called("keripik singkong"))
    assert not {"pedas", "isi", "bungkus"} & set(called("keripik pedas isi 10 bungkus"))


@pytest.mark.parametrize(
    ("text", "about", "price"),
    [
        ("kripik singkong 15rb sebungkus, chat ya", 1, 1),
        ("keripik renyah cuma lima belas ribu", 1, 1),
        ("Keripik singkong Rp20.000", 1, 0),
        ("Keripik pisang manis Rp15.000", 0, 0),
        ("Bakso urat Rp15.000", 0, 0),
        ("Rempeyek kacang Rp18.000", 0, 0),
    ],
)
def test_the_own_goods_and_price_are_known_and_others_refused(
    text: str, about: float, price: float
) -> None:
    shop = own_shop(CHIPS, **STORY)
    own = of_own(text, shop)
    assert mentions(own, *shop.goods, label="").evaluate().share == about
    assert of_these(has_price(own, shop.prices), own, *shop.goods).evaluate().share == price


def test_without_a_price_any_price_is_the_own_and_nothing_is_reckoned() -> None:
    told = {"barang": "Jahit seragam", "isi": "1 stel"}
    shop = own_shop(told, **STORY)
    assert has_price("jahit seragam 85rb", shop.prices).evaluate().share == 1
    assert (shop.units, shop.price) == (("stel",), 0.0)
    assert not own_shop(told, **STORY, priced=True).own


def test_two_goods_are_told_apart_by_what_only_one_is_called() -> None:
    pair = {**CHIPS, "barang2": "Keripik pisang", "harga2": "12rb"}
    one, two = own_pair(pair, goods=[["kacang"], ["teri"]], prices=[1.0, 2.0])
    assert "keripik" not in {*one.goods, *two.goods}
    assert ("singkong" in one.goods, "pisang" in two.goods) == (True, True)
    assert (one.prices, two.prices) == ((15_000.0,), (12_000.0,))
    story, _ = own_pair(CHIPS, goods=[["kacang"], ["teri"]], prices=[1.0, 2.0])
    assert not story.own


def test_a_shop_is_told_by_what_others_are_not_called() -> None:
    assert own_shop({"nama": "Batik Seruni", "barang": "Kain batik"}, **STORY).names[0] == "seruni"
    assert own_shop({"barang": "Kain batik"}, **STORY).names[0] == "kain"
    assert own_shop(CHIPS, **STORY).towns == ("malang", "mlg", "ngalam")


def test_a_text_about_the_second_goods_is_about_the_shop_with_those() -> None:
    told = {"barang": "Sambal cumi", "harga": "25.000", "barang2": "Bandeng presto"}
    for said, first in (
        ("bandeng prestonya hancur", "bandeng presto"),
        ("sambal dan bandeng ada", "sambal cumi"),
        ("donat hangat", "sambal cumi"),
        (None, "sambal cumi"),
    ):
        assert own_shop(told, **STORY, said=said).goods[0] == first, said
    pair = {"barang": "Keripik singkong", "barang2": "Keripik pisang"}
    assert own_shop(pair, **STORY, said="keripik renyah").goods[0] == "keripik singkong"
    assert own_shop(pair, **STORY, said="keripik pisang").goods[0] == "keripik pisang"
    assert own_shop(None, **STORY, said="keripik pisang").goods == ("rempeyek",)
