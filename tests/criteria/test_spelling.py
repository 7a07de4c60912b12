"""Short forms and typing errors of common words are read as they are meant, others stay."""

from __future__ import annotations

import pytest

from course.criteria import has_hashtag, has_limit, has_quantity, hashtag_count, invites
from course.criteria.spelling import respelled


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tnggal 20 bngks psen lwat chatt", "tinggal 20 bungkus pesan lewat chat"),
        ("kripk pisng coklt 100 grm hrga 15 rb", "keripik pisang cokelat 100 gram harga 15 rb"),
        ("bisa tranfer atau tunaii", "bisa transfer atau tunai"),
        ("malas makan di pasar", "malas makan di pasar"),
        ("batal botak haram", "batal botak haram"),
        ("", ""),
    ],
)
def test_common_words_are_mended_and_real_words_stay(typed: str, meant: str) -> None:
    assert respelled(typed) == meant


@pytest.mark.parametrize(
    ("check", "text", "share"),
    [
        (has_quantity, "kripk pisng 100 grm", 1), (has_quantity, "harga 15 rb", 0),
        (invites, "psen lwat wa ya", 1), (invites, "buruan chatt", 1),
        (invites, "maaf belum bisa pesan lewat wa", 0), (invites, "jangan lupa pesan ya", 1),
        (invites, "udah ga terima pesenan lagi yg minat japri ya", 1),
        (invites, "ora iso pesen saiki", 0), (invites, "jangan sampai kehabisan chat aja", 1),
        (has_limit, "dino iki mung ono 20 bungkus", 1), (has_limit, "poe ieu aya 20 wungkul", 1),
        (has_limit, "hr ini tnggal 20 bngks", 1), (has_limit, "enak dan murah", 0),
    ],
)  # fmt: skip
def test_elements_are_found_however_they_are_typed(check: object, text: str, share: float) -> None:
    assert check(text).evaluate().share == share  # type: ignore[operator]


def test_dictated_hashtags_are_worth_half_and_emoji_cost_nothing() -> None:
    said = "hashtag kuliner malang tagar nasi bowl"
    assert hashtag_count(said, most=5, label="x").evaluate().share == 0.5
    assert has_hashtag(said, "malang", label="x").evaluate().share == 0.5
    assert hashtag_count("#brownies\U0001f36b #bandung", most=5, label="x").evaluate().share == 1
    assert has_hashtag("#broniesbandug", "bandung", label="x").evaluate().share == 0.5
    assert has_hashtag("#fotoku", "bandung", label="x").evaluate().share == 0
