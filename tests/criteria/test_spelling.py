"""Short forms and typing errors of common words are read as they are meant, others stay."""

from __future__ import annotations

import pytest
from costs import within

from course.criteria import has_hashtag, has_limit, has_price, has_quantity, hashtag_count, invites
from course.criteria.spelling import Words, respelled, short_forms


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dkirim dbalas dterusin", "dikirim dibalas diterusin"),
        ("dompet drama dgn dll", "dompet drama dgn dll"),
        ("tnggal 20 bngks psen lwat chatt", "tinggal 20 bungkus pesan lewat chat"),
        ("kripk pisng coklt 100 grm hrga 15 rb", "keripik pisang cokelat 100 gram harga 15 rb"),
        ("bisa tranfer atau tunaii", "bisa transfer atau tunai"),
        ("malas makan di pasar", "malas makan di pasar"),
        ("batal botak haram", "batal botak haram"),
        ("rujak udang sebatang besek tanggal", "rujak udang sebatang besek tanggal"),
        ("hargny uangny", "harganya uangnya"),
        ("company", "company"),
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
        (has_limit, "kantun 12 botol, bilih seep", 1), (has_limit, "Jumaah ditutup", 1),
        (has_limit, "stok 12 botol sudah habis semua", 0.5), (has_limit, "sudah abis belum? sisa 20", 1),
        (invites, "jangan makan ya pesan di WA", 1), (invites, "siapa cepat dia dapat", 0.5),
        (invites, "pesanannya sudah sampai belum", 0), (invites, "mangga ngechat abdi", 1),
        (has_quantity, "saboto 25 rebu", 0), (has_quantity, "sabotol 25 rebu", 1),
    ],
)  # fmt: skip
def test_elements_are_found_however_they_are_typed(check: object, text: str, share: float) -> None:
    assert check(text).evaluate().share == share  # type: ignore[operator]


def test_short_forms_leave_out_vowels_and_short_words_lose_none() -> None:
    assert {"hrga", "harg", "hrg"} & short_forms("harga") == {"hrga", "hrg"}
    assert {"bngks", "bngkus"} <= short_forms("bungkus")
    assert short_forms("isi") == short_forms("wa") == frozenset()
    assert respelled("ftoe dnat", Words(lambda: ["foto", "donat"])) == "ftoe donat"
    assert respelled("r\u00e9bu".replace("\u00e9", "e"), Words(lambda: ["rebu"])) == "rebu"


@pytest.mark.parametrize("name", ["larasatibatik" * 3, "ba" * 2_500])
def test_a_word_as_long_as_a_line_is_cheap(name: str) -> None:
    """An account's name may be: each vowel would double its short forms."""
    within(0.05, lambda: short_forms.__wrapped__(name))
    assert "lrstbtk" * 3 in short_forms("larasatibatik" * 3)


def test_accents_make_no_other_word() -> None:
    assert has_price("dalapan welas r\u00e9bu", 18_000).evaluate().share == 1


def test_dictated_hashtags_and_emoji_cost_nothing() -> None:
    said = "hashtag kuliner malang tagar nasi bowl"
    assert hashtag_count(said, most=5, label="x").evaluate().share == 1
    assert has_hashtag(said, "malang", label="x").evaluate().share == 1
    assert hashtag_count("#brownies\U0001f36b #bandung", most=5, label="x").evaluate().share == 1
    assert has_hashtag("#broniesbandug", "bandung", label="x").evaluate().share == 0.5
    assert has_hashtag("#fotoku", "bandung", label="x").evaluate().share == 0
    assert has_hashtag("# bandung", "bandung", label="x").evaluate().share == 0.5
