"""Texts that were marked wrongly when somebody used the course: right ones pass, others do not."""

from __future__ import annotations

import pytest

from course.criteria.own_shop import own_shop
from course.criteria.scoring import Answer
from course.criteria.signals import signals
from course.curriculum.m1_internet import tells_news, tells_subject
from course.curriculum.m2_akun_usaha import answers_complaint, names_damage, opens_politely
from course.curriculum.m4_strategi import distinct_names, is_step
from course.curriculum.m5_ekspor import made_of, names_own

ASKED = Answer({}, None)
SQUID = own_shop({"barang": "Sambal cumi"}, goods=["syal"])


@pytest.mark.parametrize(
    ("thing", "share"),
    [("botol", 1), ("toples", 1), ("dus", 1), ("plastik", 1), ("cup", 1), ("besek", 1), ("mangkuk", 1), ("gelas", 0)],
)  # fmt: skip
def test_what_goods_are_packed_in_is_no_other_goods(thing: str, share: float) -> None:
    text = f"Maaf ya Bu, {thing}nya pecah. Besok pagi saya antar gantinya."
    check = answers_complaint(text, asked=ASKED, about=["sambal"], own=True)
    assert check.evaluate().share == share


def test_an_own_shop_s_goods_may_come_loose_faded_or_sour() -> None:
    for text in ("jahitan celananya lepas", "batiknya luntur", "tahunya sampai asam"):
        assert names_damage(text, own=True).evaluate().share == 1, text
        assert names_damage(text).evaluate().share == 0, text
    assert names_damage("kunyit asam", own=True).evaluate().share == 0


def test_sorry_to_somebody_is_polite_and_a_call_alone_is_said_so() -> None:
    sorry = opens_politely("Maaf Bu, teri habis").evaluate()
    assert (sorry.share, sorry.found) == (1, "maaf bu")
    assert opens_politely("Teri habis").evaluate().share == 0
    called = opens_politely("teri habis bu").evaluate()
    assert (called.share, called.found) == (0.5, "hanya menyapa: bu")


@pytest.mark.parametrize(
    ("text", "share"),
    [("asdf", 0), ("sambal", 0), ("Sambal cumi", 0), ("sambal asdf", 0), ("sambal ready", 1), ("sambal 20rb", 1),
     ("sambal pedas", 1), ("hari ini ada sambal cumi", 1), ("", 0)],
)  # fmt: skip
def test_news_is_more_than_a_name(text: str, share: float) -> None:
    check = tells_news(text, asked=ASKED, about=SQUID.goods, label="kabar")
    assert check.evaluate().share == share


@pytest.mark.parametrize(
    ("subject", "share"),
    [("Penawaran", 0), ("Balasan", 0), ("Penawaran sambal", 1), ("Penawaran harga", 1), ("Sambal", 1)],
)  # fmt: skip
def test_a_subject_says_what_it_is_about(subject: str, share: float) -> None:
    check = tells_subject(subject, goods=SQUID.goods, others=[], label="")
    assert check.evaluate().share == share


def test_selling_somewhere_is_a_step_and_selling_badly_is_none() -> None:
    for text in ("jualan sambal di bazar desember", "jualan sambal resep sendiri di bazar"):
        assert is_step(text, label="").evaluate().share == 1, text
    for text in ("jualan saya sepi di pasar", "dagangan turun di pasar", "jualan sambal"):
        assert is_step(text, label="").evaluate().share == 0, text


@pytest.mark.parametrize(
    ("costs", "share"),
    [
        (["gaji saya", "beras rumah"], 0), (["cabai", "uang jajan anak"], 0.5), (["gajiku", "botol"], 0.5),
        (["gaji karyawan", "sewa rumah produksi"], 1), (["beras", "upah rewang"], 1), (["cabai", "cabai"], 0.5),
        (["belanja rumah makan", "ongkos jahit"], 1),
    ],
)  # fmt: skip
def test_money_of_the_house_is_no_cost_of_the_shop(costs: list[str], share: float) -> None:
    assert distinct_names(costs, label="").evaluate().share == share


@pytest.mark.parametrize(
    ("name", "share"),
    [("sambal cumi", 0.5), ("sambal", 0.5), ("sambal cumi, chilli sauce with squid", 1), ("squid chili sauce", 1)],
)  # fmt: skip
def test_a_dish_keeps_its_name_with_english_beside_it(name: str, share: float) -> None:
    assert names_own(name, SQUID, label="").evaluate().share == share


def test_a_material_in_indonesian_is_half() -> None:
    assert made_of("cabai dan cumi", SQUID, label="").evaluate().share == 0.5
    assert made_of("chilli, cumi", SQUID, label="").evaluate().share == 1


def test_a_price_behind_the_name_of_its_goods_is_a_price() -> None:
    assert signals("halo peter, harga sambal cumi 2 dolar. terima kasih").bare == 0
    assert signals("harga stok sambal cumi ajakan").bare > 0
