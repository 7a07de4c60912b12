"""Lesson 5's checkers: near-misses earn little, follow-through earns."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from checkers import called, share
from conftest import REPOSITORY
from costs import within

from course import lessons
from course.criteria.own_shop import Shop, own_shop
from course.curriculum import m5_ekspor as ekspor
from course.curriculum.m5_ekspor import letters
from course.curriculum.m5_ekspor.english import (
    boast,
    english,
    figures,
    has_fact,
    indonesian,
    is_english,
    reads_as_english,
)
from course.curriculum.m5_ekspor.guard import is_keywords, other_goods
from course.exercises.answers import Answers
from course.lessons.check import check_lesson
from course.lessons.compiled.module import ways
from course.lessons.taken import usable

ROWS = dict.fromkeys("abcd")


def test_sentences_to_fill_name_answers_that_there_are(course_root: Path) -> None:
    path = course_root / "source" / "m5-ekspor" / "m5-ekspor.ipynb"
    assert not any("bukan isian" in p for p in check_lesson(lessons.load(course_root, "m5-ekspor")))
    path.write_text(
        path.read_text("utf-8").replace("{lembar-harga.dolar}", "{lembar-harga.tulis}"), "utf-8"
    )
    problems = [*check_lesson(lessons.load(course_root, "m5-ekspor"))]
    assert (
        "soal 'listing': {lembar-harga.tulis} bukan isian teks atau angka di pelajaran ini"
        in problems
    )


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
        return share(ekspor.restated(rows, {"a": "cotton", "b": "35 day"}, column="x", label="n"))

    assert score("100% cotton", "35 days") == 1
    assert score("35 days", "100% cotton") == 0
    assert score("cotton, 35 days", "cotton, 35 days") == 0.5


def test_cnf_earns_half_and_says_why() -> None:
    finding = ekspor.price_rule("USD 2 CNF Hamburg", label="rule").evaluate()
    assert finding.share == 0.5
    assert "CFR" in finding.found


@pytest.mark.parametrize(
    ("typed", "earned"),
    [("+62 812-0000-1234", 1), ("0062812 0000 1234", 1), ("62 812 0000 1234", 0.5),
     ("0812-0000-1234", 0), ("+62 0812 0000 1234", 0), ("+62", 0)],
)  # fmt: skip
def test_a_number_is_dialled_with_its_country(typed: str, earned: float) -> None:
    assert share(ekspor.dialled(typed, "6281200001234", label="hp")) == earned


def test_who_wrote_62_is_told_of_the_plus_alone() -> None:
    way = ways(lessons.load(REPOSITORY, "m5-ekspor"))["daftar-situs"]["nomor HP dengan +62"]
    assert "62? Tambahkan + di depan." in way
    assert "0? Ganti 0 dengan +62." in way


def followed(raw: Any, *earlier: Any) -> float:
    rule = lambda modal, untung: modal + untung  # noqa: E731
    return share(ekspor.followed(raw, rule, *zip(earlier, (100.0, 25.0), strict=True), label="exw"))


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
        return share(ekspor.followed_choice(raw, rule, (days, 33.0), label="janji"))

    assert promise("b", "33") == 1
    assert promise("a", "18") == 1
    assert promise("a", "33") == 0
    assert promise("b", None) == 0


def test_an_expectation_that_is_no_number_is_left_out() -> None:
    rule = lambda a: math.nan if a < 10 else a  # noqa: E731
    assert share(ekspor.followed("5", rule, ("5", 20.0), label="x")) == 0


@pytest.mark.parametrize(
    ("state", "step", "when", "earned"),
    [("belum", "a", "minggu", 1), ("belum", "a", "", 0.5), ("belum", "x", "minggu", 0),
     ("sudah", "a", "minggu", 1), ("sudah", None, "minggu", 0), ("proses", "a", "bulan", 1)],
)  # fmt: skip
def test_a_first_step_is_for_what_lacks(
    state: str, step: str | None, when: str, earned: float
) -> None:
    rows = {row: {"punya": state} for row in ROWS}
    assert share(ekspor.step_for_gap(rows, step, when, ROWS, label="step")) == earned


def test_a_first_step_for_what_is_there_is_none() -> None:
    rows = {"a": {"punya": "sudah"}, "b": {"punya": "belum"}}
    assert share(ekspor.step_for_gap(rows, "a", "minggu", ROWS, label="step")) == 0
    # What nobody looked at is open.
    assert share(ekspor.step_for_gap({}, "a", "minggu", ROWS, label="step")) == 1


@pytest.mark.parametrize(
    ("said", "shown"),
    [("two point zero one dollar", "2,01 dollar"), ("Two dollars and one cent", "2.01 dollars"),
     ("two dollar zero one cent", "2.01 dollar"), ("thirty percent", "30%"),
     ("one hundred and eighty by seventy", "180 x 70"), ("send and receive", "send and receive")],
)  # fmt: skip
def test_dictated_english_becomes_figures(said: str, shown: str) -> None:
    assert figures(said) == shown


@pytest.mark.parametrize(
    ("text", "keywords"),
    [("price minimum order delivery sample colour quotation saturday deposit", True),
     ("dear travelling saturday reply email quotation regards", True),
     ("price, moq, delivery time, sample, colour, deposit", True),
     ("hi peter i am travelling now full reply saturday", False),
     ("thanks peter. travelling, full answer saturday. marni", False),
     ("usd 2.01 500 pcs 35 days sample usd 15 send saturday", False)],
)  # fmt: skip
def test_english_keywords_are_told_from_a_telegram(text: str, *, keywords: bool) -> None:
    assert is_keywords(text) is keywords


@pytest.mark.parametrize(
    ("text", "other"),
    [("our cassava chips are usd 2.01 per pack", "cassava"), ("the rattan basket", "rattan"),
     ("price usd 2.01 per piece, which colour, blue or gold", ""),
     ("our batik scarf and our chips", ""), ("keripik pisang usd 2", "keripik")],
)  # fmt: skip
def test_a_letter_about_other_goods_is_seen(text: str, other: str) -> None:
    assert other_goods(text, ["scarf", "batik"]) == other


@pytest.mark.parametrize(
    ("text", "earned"),
    [("i reply on saturday", 1), ("i reply on saterday", 1), ("i reply on monday", 0.5),
     ("i can not reply by saturday", 0), ("i cannot reply now but i will reply on saturday", 1),
     ("the price is usd 2.01", 0), ("i send it later", 0)],
)  # fmt: skip
def test_a_promise_names_the_day_of_the_task(text: str, earned: float) -> None:
    assert share(ekspor.next_step(text, label="kapan")) == earned


@pytest.mark.parametrize(
    ("check", "text", "earned"),
    [
        ("price_rule", "USD 5 per pc, not FOB", 0), ("payment_way", "we do not accept T/T", 0),
        ("order_size", "100", 0.5), ("order_size", "100 cartons", 1),
        ("goods_and_brand", "Rattan tray", 0.5), ("thanks_buyer", "we are grateful that you like it", 1),
        ("counts_least", "minimun ordr 500", 1),
    ],
)  # fmt: skip
def test_what_people_said_of_letters_and_listings(check: str, text: str, earned: float) -> None:
    if check == "counts_least":
        assert share(letters.counts(text, 500, "pcs", least=True, label="")) == earned
    else:
        assert share(called(check, text)) == earned


def test_a_sample_offered_without_its_fee_is_half_and_refused_none() -> None:
    assert share(letters.offers_sample("Sample is free, you pay courier", 15, label="")) == 0.5
    assert share(letters.offers_sample("We can not give sample, sorry", 15, label="")) == 0
    assert share(letters.offers_sample("Sample USD 15", 15, label="")) == 1


@pytest.mark.parametrize(
    ("text", "earned"),
    [("The sample fee is USD 25, plus courier", 1), ("We can send one sample. It is USD 5", 1),
     ("sample 25 dollars, courier paid by buyer", 1), ("One sample is free", 1),
     ("The sample is not free", 0.5), ("We can send one sample. The price is USD 5", 0.5),
     ("We can not send a sample. Feel free to ask", 0)],
)  # fmt: skip
def test_a_sample_of_own_goods_costs_what_its_owner_says(text: str, earned: float) -> None:
    assert share(letters.offers_sample(text, None, label="")) == earned


@pytest.mark.parametrize(
    ("listed", "told", "earned"),
    [("3 months after deposit", "3 months", 1), ("3 months", "90 days", 1), ("4 weeks", "1 month", 1),
     ("35 days", "5 weeks", 1), ("35 days", "35 weeks", 0), ("35 days", "1 month", 0),
     ("3 months", "3 days", 0), ("30-35 days", "40 days", 1), ("", "soon", 0),
     ("35 days after 30% deposit", "30 days", 0), ("35 days after 30% deposit", "35 days", 1),
     ("30 to 35 days", "40 days", 1), ("2 or 3 weeks", "40 days", 1)],
)  # fmt: skip
def test_a_delivery_is_as_long_in_another_unit(listed: str, told: str, earned: float) -> None:
    deal = ekspor.offered("Our cassava chips", shop("keripik singkong"), "", "", "", listed)
    assert share(letters.takes(f"Delivery is {told}.", deal.days, label="")) == earned


@pytest.mark.parametrize(
    ("typed", "product"),
    [("40x30x10", 12_000), ("40 × 30 × 10 cm", 12_000), ("40 cm x 30 cm x 10 cm", 12_000),
     ("12.000", "12.000"), ("40*30*10=12000", "40*30*10=12000"), ("40 x 30", "40 x 30"), (None, None)],
)  # fmt: skip
def test_the_sides_of_a_box_are_what_they_come_to(typed: Any, product: Any) -> None:
    assert ekspor.multiplied(typed) == product


def test_a_harbour_may_be_called_as_something_indonesian() -> None:
    assert share(ekspor.in_english(["USD 3 per pack FOB Lembar", "We ship from Lembar"])) == 1
    assert (
        share(letters.letter_in_english("Dear Peter, USD 3 FOB Lembar. Thank you", label="")) == 1
    )
    assert share(ekspor.in_english(["made from singkong asli"])) == 0


def test_a_service_may_take_the_scarf_of_the_story_and_nobody_else() -> None:
    goods = ["syal", "batik", "katun"]
    for said in ("Kenanga batik scarf", "batik scarf", "scarf"):
        tailor = ekspor.own_or_story({"barang": "Jahit kebaya", "jenis": "jasa"}, said, goods)
        assert share(ekspor.names_own(said, tailor, label="")) == 1
    cakes = ekspor.own_or_story({"barang": "kue nastar", "jenis": "siap"}, "batik scarf", goods)
    assert share(ekspor.names_own("batik scarf", cakes, label="")) == 0


def test_a_listing_is_of_one_kind_of_goods() -> None:
    def own(name: str, facts: str) -> float:
        fields = [name, facts, "40 cartons", "USD 2 per pack FOB Belawan", "T/T", "20 days"]
        return share(ekspor.own_listing(fields, []))

    assert own("Sari ginger powder", "red ginger, sugar, 200 g, shelf life 6 months") == 1
    assert own("Sari lemongrass soap", "coconut oil, 80 g, shelf life 24 months") == 1
    assert own("Sari ginger powder", "potato chips, 200 g") == 0


def shop(goods: str, name: str = "") -> Shop:
    return own_shop({"barang": goods, "nama": name}, goods=["syal"])


@pytest.mark.parametrize(
    ("goods", "text", "earned"),
    [("keripik singkong pedas", "cassava chips", 1), ("keripik singkong", "Casava crackers", 1),
     ("keripik singkong", "potato chips", 0), ("keripik singkong", "keripik singkong", 0.5),
     ("tas anyaman rotan", "woven rattan bag", 1), ("tas anyaman rotan", "leather bag", 0),
     ("kopi bubuk", "coffee powder", 1), ("kopi bubuk", "batik scarf", 0), ("gantungan kunci", "", 0),
     ("kopi", "thank you", 0), ("jasa jahit", "sewing", 0.5), ("layangan", "bamboo kite", 1)],
)  # fmt: skip
def test_own_goods_are_named_in_english(goods: str, text: str, earned: float) -> None:
    assert share(ekspor.names_own(text, shop(goods), label="nama")) == earned


@pytest.mark.parametrize(
    ("goods", "text", "earned"),
    [("keripik singkong", "cassava, palm oil, salt", 1), ("keripik singkong", "potato", 0),
     ("emping melinjo", "melinjo", 1), ("donat", "potato, flour", 1), ("tas rajut", "best quality", 0),
     ("bros", "mutiara", 0.5), ("bros", "", 0)],
)  # fmt: skip
def test_what_goods_are_made_of_is_theirs(goods: str, text: str, earned: float) -> None:
    assert share(ekspor.made_of(text, shop(goods), label="bahan")) == earned


def test_a_letter_is_held_to_the_own_listing() -> None:
    listed = ("", "USD 0.95 per pack FOB Tanjung Perak", "100 cartons", "25 days after deposit")
    mine = shop("keripik singkong", "Keripik Melati")
    deal = ekspor.offered("Our cassava chips ...", mine, *listed)
    assert (deal.price, deal.least, deal.days) == (0.95, 100, 25)
    assert {"cassava", "chips", "keripik"} <= set(deal.goods)
    anything = ekspor.offered("Our cassava chips ...", mine, "", "nego", "", "30-35 days")
    assert (anything.price, anything.least, anything.days) == (None, None, None)
    for text, told in (("Our chips", shop("")), ("Our batik scarf is USD 2.01", mine)):
        story = ekspor.offered(text, told, *listed)
        assert (story.price, story.least, story.days) == (2.01, 500, 35)
    untold = ekspor.offered("Our chips", shop(""), "Mawar banana chips", *listed[1:])
    assert (untold.own, untold.price, untold.goods) == (True, 0.95, ("banana", "chips"))
    before = ekspor.offered("The price is USD 2.01", shop(""), "Mawar banana chips", *listed[1:])
    assert (before.own, before.price) == (False, 2.01)  # from before it was about the own goods
    unnamed = ekspor.offered("The price is USD 0.95", shop(""), "Mawar banana chips", *listed[1:])
    assert (unnamed.own, unnamed.price) == (True, 0.95)


def test_what_a_letter_is_signed_with_is_not_what_it_is_about() -> None:
    about = ("keripik", "chips", "cassava")
    assert other_goods("our coffee is fine. best regards, keripik melati", about) == "coffee"
    assert other_goods("our chips are fine. best regards, kopi lereng", about) == ""


def test_an_own_letter_may_be_signed_by_anybody_and_ask_any_price() -> None:
    letter = "Dear Peter, USD 3 per jar. Best regards, Tini"
    assert share(ekspor.signed(letter, "melati", anybody=True, label="nama")) == 1
    assert share(ekspor.signed(letter, "melati", label="nama")) == 0
    assert (
        share(ekspor.signed("Dear Peter, USD 3. Best regards,", "x", anybody=True, label="")) == 0
    )
    assert share(ekspor.quotes_price(letter, None, label="harga")) == 1
    assert share(ekspor.quotes_price("Dear Peter", None, label="harga")) == 0
    assert share(ekspor.counts("minimum 60 jars", None, "jars", least=True, label="")) == 1
    assert share(ekspor.counts("minimum some jars", None, "jars", least=True, label="")) == 0


def test_what_stood_beside_a_checked_letter_is_read_as_any_answer() -> None:
    """A field or a task that the lesson does not have is left out, what is no text too."""
    lesson = lessons.load(REPOSITORY, "m5-ekspor")
    beside = {"listing": {"harga": " USD 2 ", "moq": 7, "x": "y"}, "lain": {"a": "b"}}
    at = "2026-11-21T13:00:00+07:00"
    letter = {
        "value": {"balasan": "Dear Peter"},
        "at": at,
        "item": lesson.definitions["balas-pembeli"].item,
        "first": {"value": {"balasan": "Dear Peter"}, "at": at, "beside": beside},
    }
    sent = Answers.model_validate({"lesson": lesson.name, "answers": {"balas-pembeli": letter}})
    kept, _ = usable(sent, lesson)
    assert kept.answers["balas-pembeli"].first.beside == {"listing": {"harga": "USD 2"}}


def test_what_a_listing_denies_over_and_over_is_read_at_once() -> None:
    text = "we can not " * 150
    within(0.1, lambda: share(ekspor.facts_of_goods(text, label="")))
