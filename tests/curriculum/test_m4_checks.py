"""Follow-through credit, plans and schedules: what passes and what does not."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from checkers import share
from costs import within

from course.criteria.lists import AnyPattern, Pattern
from course.criteria.numbers import amounts
from course.curriculum import m4_strategi as strategi
from course.curriculum.m4_strategi import checks as plan_words
from course.curriculum.m4_strategi import swot
from course.curriculum.m4_strategi.schedule import Entry, posting_days


@pytest.mark.parametrize(
    "pattern",
    [
        pattern
        for pattern in (*vars(plan_words).values(), *vars(swot).values())
        if isinstance(pattern, re.Pattern | Pattern)
    ],
)
def test_long_texts_are_read_at_once(pattern: AnyPattern) -> None:
    """No pattern may take exponential time: a text has at most 5,000 letters."""
    for text in ("dari mana " * 500, "1 " * 2_500, "se" * 2_500, "beli  " * 800, "per" * 1_600):
        within(2, lambda text=text: pattern.search(text), text[:10])


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("5jt 200rb", (5_200_000,)), ("1 juta 973 ribu 333", (1_973_333,)), ("2jt500rb", (2_500_000,)),
        ("5 200 000", (5_200_000,)), ("kira2 17rb", (17_000,)), ("Rp69.000", (69_000, 69)), ("200rb x 26 = 5,2jt", (5_200_000,)),
        ("bln2 ini 45", (45,)), (12, (12,)), (None, ()), ("", ()), ("lima", (5,)), ("lima juta dua ratus ribu", (5_200_000,)), ("banyak", ()), ("5jt20", (5_000_000,)), (True, ()),
    ],
)  # fmt: skip
def test_sums_are_read_as_people_say_them(typed: object, values: tuple[float, ...]) -> None:
    assert amounts(typed) == pytest.approx(values)


# Follow-through: sold - spent = kept, kept / sold = percent


def kept(raw: object, sold: object, spent: object) -> float:
    steps = (sold, 1_800_000), (spent, 966_000)
    return share(strategi.followed(raw, lambda a, b: a - b, *steps, label="untung"))


@pytest.mark.parametrize(
    ("raw", "sold", "spent", "expected"),
    [
        ("834.000", "1.800.000", "966.000", 1),  # right
        ("834rb", None, "", 1),  # right without the steps
        ("834.000", "5", "7", 1),  # right, however wrong the steps
        ("634.000", "1.800.000", "1.166.000", 1),  # a wrong cost, rightly used
        ("494.000", "1.460.000", "966.000", 1),  # a wrong sale, rightly used
        ("634.000", "", "1.166.000", 1),  # what was left out counts as right
        ("300.000", "1.466.000", "1.166.000", 1),  # both wrong, rightly used
        ("834", "1800", "966", 1),  # all in thousands: the rule is kept
        ("634.000", "1.800.000", "966.000", 0),  # follows from nothing
        ("2.966.000", "1.800.000", "1.166.000", 0),  # added instead of taken away
        ("0", "0", "0", 0),  # zeros are no numbers to go on with
        ("-966.000", "0", "966.000", 0),
        ("", "1.800.000", "1.166.000", 0),
        (None, None, None, 0),
        (["634.000"], "1.800.000", "1.166.000", 0),
    ],
)
def test_a_wrong_early_number_rightly_used_earns_the_later_points(
    raw: object, sold: object, spent: object, expected: float
) -> None:
    assert kept(raw, sold, spent) == expected


def test_what_followed_from_own_numbers_is_said() -> None:
    check = strategi.followed("12", lambda a: a * 2, ("6", 5), label="")
    assert check.evaluate().found == "benar, dari angka sendiri"
    assert strategi.followed("10", lambda a: a * 2, ("6", 5), label="").evaluate().found == "10"


def test_a_chain_is_credited_link_by_link() -> None:
    """1 wrong of 4: the first link costs its point, the three that follow from it do not."""
    own = ["100", "200", "400", "800"]  # each twice the one before; the first should be 50
    checks = [strategi.followed(own[0], 50, label="")]
    checks += [
        strategi.followed(now, lambda a: a * 2, (before, key), label="")
        for before, now, key in zip(own, own[1:], (50, 100, 200), strict=False)
    ]
    assert [share(check) for check in checks] == [0, 1, 1, 1]


def test_the_tolerance_is_half_a_percent_or_as_given() -> None:
    assert share(strategi.followed("1.973.000", 1_973_333, label="")) == 1
    assert share(strategi.followed("1.990.000", 1_973_333, label="")) == 0
    assert share(strategi.followed("45", 45.27, tolerance=0.5, label="")) == 1
    assert share(strategi.followed("46", 45.27, tolerance=0.5, label="")) == 0
    assert share(strategi.followed("-69", 69, label="")) == 0
    assert share(strategi.followed("-69", 69, either_sign=True, label="")) == 1


def test_a_rule_that_cannot_be_applied_gives_no_credit_and_no_error() -> None:
    def check(raw: str, own: str) -> float:
        return share(strategi.followed(raw, lambda a: 100 / (a - 5), (own, 7), label=""))

    assert check("50", "7") == 1
    assert check("100", "6") == 1
    assert check("1", "5") == 0


def best(raw: object, *own: object) -> float:
    def rule(first: float, second: float) -> str:
        return "a" if first > second else "b"

    steps = zip(own, (6, 7.5), strict=True)
    return share(strategi.followed_choice(raw, rule, *steps, label=""))


@pytest.mark.parametrize(
    ("raw", "first", "second", "expected"),
    [
        ("b", "6", "7,5", 1),
        ("a", "9", "7,5", 1),  # follows from an own wrong number
        ("b", "9", "7,5", 1),  # right all the same
        ("a", "6", "7,5", 0),
        ("b", "", None, 0),  # a guess: nothing was worked out
        ("a", "6.000", "7.500", 0),  # "6.000" is read one way only
        (None, "6", "7,5", 0),
        (["b"], "6", "7,5", 0),
    ],
)
def test_a_choice_follows_from_the_own_numbers(
    raw: object, first: object, second: object, expected: float
) -> None:
    assert best(raw, first, second) == expected


def test_half_credit_for_a_number_that_was_not_rounded() -> None:
    both = strategi.any_of(
        strategi.followed("11,1", 12, tolerance=0, label=""),
        strategi.half(strategi.followed("11,1", 11.1, label="")),
        label="",
    )
    assert share(both) == 0.5


# Sums about the own shop


def test_a_loss_is_said_in_any_way_and_a_gain_is_no_loss() -> None:
    def check(raw: object, right: float) -> float:
        return share(strategi.reckoned(raw, right, label=""))

    for raw in (
        "rugi 500",
        "-500",
        "− 500",
        "minus 500",
        "Rp500 rugi",
        "rugi lima ratus",
        "500",
        -500,
    ):
        assert check(raw, -500) == 1, raw
    for raw in ("untung 500", "5.000", "", None, ["rugi 500"], "rugi"):
        assert check(raw, -500) == 0, raw
    for raw in ("3.500", "untung 3,5rb", "3 ribu 500", "3rb500"):
        assert check(raw, 3_500) == 1, raw
    for raw in ("rugi 3.500", "-3.500"):
        assert check(raw, 3_500) == 0, raw
    assert [check(raw, 0) for raw in ("0", "impas", "pas", "")] == [1, 1, 1, 0]


def test_what_a_loss_means_is_said_however_it_is_written() -> None:
    def found(raw: object, right: float, tolerance: float | None = None) -> Any:
        lost = "belum kembali"
        check = strategi.reckoned(raw, right, tolerance=tolerance, lost=lost, label="")
        return check.evaluate()

    for raw in ("17000", "-17.000", "rugi 17rb", "17.000", -17_000):
        assert found(raw, -17_000)[:2] == (1.0, "itu rugi Rp17.000: belum kembali"), raw
        assert found(raw, -17_000).told
    for raw, right in (
        ("17000", 17_000),
        ("untung 17000", -17_000),
        ("5000", -17_000),
        ("", -17_000),
        ("impas", 0),
    ):
        assert not found(raw, right).told, raw
    assert not found("500", 200, 1_000).told  # as near to a gain as to a loss


def test_what_follows_from_an_own_loss_is_credited() -> None:
    step = ("rugi 200", 300)
    assert share(strategi.reckoned("rugi 1.200", lambda a: 6 * a, step, label="")) == 1
    assert share(strategi.reckoned("1.200", lambda a: 6 * a, step, label="")) == 1
    assert share(strategi.reckoned("untung 1.200", lambda a: 6 * a, step, label="")) == 0


def test_who_told_no_cost_may_round_two_thirds_of_the_price() -> None:
    def shop(**told: str) -> Any:
        return strategi.own_shop({"barang": "donat", **told}, goods=["x"], price=9_000, priced=True)

    untold, told, story = shop(harga="2.500"), shop(harga="2.500", modal="1.500"), shop()
    assert (told.cost, round(untold.cost), story.cost) == (1_500, 1_667, 6_000)
    assert strategi.loosely(told) is strategi.loosely(story) is None
    near = strategi.loosely(untold, 20)
    assert share(strategi.reckoned("34.000", 20 * untold.cost, tolerance=near, label="")) == 1
    assert share(strategi.reckoned("40.000", 20 * untold.cost, tolerance=near, label="")) == 0


@pytest.mark.parametrize(
    ("typed", "many"),
    [("15 bungkus", 15), ("dua puluh", 20), ("10-15", 10), ("", 20), ("0", 20), ("ramai", 20), (["5"], 20)],
)  # fmt: skip
def test_what_sells_in_a_day_is_as_told_or_the_practice_number(typed: Any, many: float) -> None:
    assert strategi.how_many(typed, 20) == many


# Schedules


def test_days_fall_in_order_whatever_day_the_plan_begins() -> None:
    assert posting_days("2026-11-30", ["sen", "rab", "jum"], 2) == [
        [dt.date(2026, 11, 30), dt.date(2026, 12, 2), dt.date(2026, 12, 4)],
        [dt.date(2026, 12, 7), dt.date(2026, 12, 9), dt.date(2026, 12, 11)],
    ]
    (week,) = posting_days("2026-12-03", ["jum", "sen"], 1)  # a Thursday
    assert week == [dt.date(2026, 12, 4), dt.date(2026, 12, 7)]
    for start in (None, "", "besok", 20261130, "9999-12-31", ["2026-11-30"]):
        assert posting_days(start, ["sen", "rab"], 4) == [[], [], [], []]


def table(*kinds: str) -> dict[str, dict[str, str]]:
    return {
        row: {"jenis": kind, "isi": f"isi ke {n}"}
        for n, (row, kind) in enumerate(zip("abc", kinds, strict=False))
    }


def plan(*weeks: dict[str, dict[str, str]]) -> list[Entry]:
    return strategi.entries(weeks, ["a", "b", "c"])


def test_entries_keep_the_order_shown_and_leave_out_blank_rows() -> None:
    found = plan(
        {"c": {"jenis": "tips"}, "a": {"jenis": " "}, "b": {"isi": "x"}}, {"a": {"jenis": "promo"}}
    )
    assert [(e.week, e.place) for e in found] == [(0, 1), (0, 2), (1, 0)]
    assert found[0].get("jenis") == ""


def test_variety_needs_some_entries_and_more_than_one_kind() -> None:
    good = plan(table("produk", "proses", "promo"), table("tips", "produk", "proses"))
    same = plan(table("produk", "produk", "produk"), table("produk", "produk", "produk"))
    week = plan(table("produk", "proses", "promo"))
    few = plan({"a": {"jenis": "produk"}, "b": {"jenis": "proses"}})
    cases = ((good, (1, 1, 1)), (same, (0, 0, 0)), (week, (1, 1, 1)), (few, (0, 0, 0)))
    for entries, expected in cases:
        assert (
            share(strategi.varied(entries, "jenis", least=3, label="")),
            share(strategi.alternating(entries, "jenis", label="")),
            share(strategi.limited(entries, "jenis", "promo", most=1 / 3, label="")),
        ) == expected
    pushy = plan(table("promo", "produk", "promo"), table("tips", "promo", "proses"))
    assert share(strategi.limited(pushy, "jenis", "promo", most=1 / 3, label="")) == 0
    running = plan(table("promo", "promo", "tips"), table("tips", "proses", "produk"))
    assert share(strategi.alternating(running, "jenis", label="")) == pytest.approx(3 / 5)


def test_copied_contents_are_told_once() -> None:
    week = table("a", "b", "c")
    assert share(strategi.told(plan(week), "isi", of=3, label="")) == 1
    assert share(strategi.told(plan(week, week), "isi", of=6, label="")) == 0.5


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Siang Bu, sambalnya ada rasa baru", 1),
        ("sekarang donatnya ada yang isi keju", 1),
        ("baksonya sakniki wonten isi ayam", 1),
        ("tidak ada yang baru", 0),
        ("Bu, saya masih jualan donat", 0.5),
        ("kangen nih sama ibu", 0.5),
        ("Selamat pagi, pesan lagi ya Bu", 0),
        ("", 0),
        (["baru"], 0),
    ],
)
def test_a_reason_to_come_back_is_more_than_being_there(message: Any, expected: float) -> None:
    assert share(strategi.gives_reason(message, label="")) == expected


def test_only_steps_are_counted_in_a_work_plan() -> None:
    raw = {
        "l1": {"langkah": "foto ulang semua kue", "tanda": "10 foto"},
        "l2": {"langkah": "foto ulang semua kue", "tanda": "10 foto"},
        "l3": {"langkah": "biar laris", "tanda": "100%"},
        "n1": {"tanda": "5 orang"},
    }
    found = strategi.steps(strategi.entries([raw], ["l1", "l2", "l3", "n1"]))
    assert [entry.place for entry in found] == [0]
    assert share(strategi.measured(found, "tanda", of=3, label="")) == pytest.approx(1 / 3)


def test_a_work_plan_names_the_rows_to_look_at_again() -> None:
    rows = ["l1", "l2", "l3"]
    raw = {
        "l1": {"tanda": "laris", "siapa": "saya"},
        "l2": {"tanda": "ada 3 foto", "siapa": "saya"},
        "l3": {"tanda": "sudah selesai"},
    }
    plan = strategi.planned(strategi.entries([raw], rows), "tanda")
    signs = strategi.measured(plan, "tanda", of=3, rows=rows, label="").evaluate()
    assert signs.share < 1
    assert signs.missed == ("l1", "l3")
    who = strategi.completed(plan, "siapa", of=3, rows=rows, label="").evaluate()
    assert who.missed == ("l3",)
    # What was written twice counts once, and is the later row's fault.
    twice = {
        "l1": {"langkah": "foto kue", "kapan": "m2"},
        "l2": {"langkah": "foto kue", "kapan": "m1"},
    }
    plan = strategi.planned(strategi.entries([twice], rows))
    steps = strategi.completed(
        strategi.steps(plan), "langkah", of=3, rows=rows, label=""
    ).evaluate()
    assert steps.missed == ("l2", "l3")


def test_what_is_earlier_than_the_step_before_is_named() -> None:
    rows, times = ["l1", "l2", "l3"], ["m1", "m2", "m3"]
    for chosen, missed in ((["m1", "m3", "m2"], ("l3",)), (["m1", "", "m2"], ("l2",)), (times, ())):
        raw = {key: {"kapan": time} for key, time in zip(rows, chosen, strict=True)}
        plan = strategi.entries([raw], rows)
        found = strategi.in_time_order(plan, "kapan", times, of=3, rows=rows, label="").evaluate()
        assert found.missed == missed
        assert (found.share == 1) == (not missed)


def test_to_sell_somewhere_is_a_step_and_to_add_a_thing_a_change() -> None:
    steps = ("jualan di pasar malam", "tambah ceker", "renovasi dapur", "promosi di grup RT")
    assert [share(strategi.is_step(one, label="")) for one in steps] == [1] * 4
    none = ("jualan", "promosi pemasaran digital", "kotak dipasangkan menjadi langkah")
    assert [share(strategi.is_step(one, label="")) for one in none] == [0] * 3
    changes = ("tambah ceker", "jualan di pasar malam")
    assert [share(strategi.one_change(one, label="")) for one in changes] == [1] * 2
    none = ("jualan online", "tambah laris", "tambah pembeli", "saya jualan bakso sejak 2010")
    assert [share(strategi.one_change(one, label="")) for one in none] == [0] * 4


def test_one_change_is_one_thing_with_what_belongs_to_it_and_why() -> None:
    one = (
        "ganti mangkok dan tutupnya", "pasang spanduk supaya kelihatan dan lebih rapi",
        "bikin spanduk terus pasang di depan", "naikkan porsi, harga tetap",
        "tambah topping keju dan sosis", "beli mangkok baru, ganti yang lama",
    )  # fmt: skip
    assert [text for text in one if share(strategi.one_change(text, label="")) < 1] == []
    more = (
        "ganti mangkok, turunkan harga, pindah tempat", "ganti mangkok dan foto",
        "ganti spanduk, pindah lapak", "kemasan sama harga diganti",
        "gerobaknya digeser supaya kelihatan dan harga diturunkan",
    )  # fmt: skip
    assert [text for text in more if share(strategi.one_change(text, label="")) != 0.5] == []


def test_whatever_is_sold_may_be_counted_and_likes_may_not() -> None:
    counted = ("berapa panggilan seminggu", "piro motor sing teko")
    assert [share(strategi.counts_sales(one, label="")) for one in counted] == [1] * 2
    none = ("jumlah like sama komentar di IG", "jumlah yang lihat status", "berapa hari lamanya")
    assert [share(strategi.counts_sales(one, label="")) for one in none] == [0] * 3


ASKED: Any = SimpleNamespace(
    shown="Tulis satu percobaan.\nb. Satu hal apa yang diubah? ",
    prompt="Tulis satu percobaan.\nb. Satu hal apa yang diubah? ",
    story="Albar mengganti kotak kardus dengan bowl. Dua minggu biasanya cukup untuk mulai.",
)


@pytest.mark.parametrize(
    ("texts", "passes"),
    [
        (["ganti kemasan", "jumlah pesanan", "2 minggu", "kalau naik lanjut"], True),
        (["statuse tak unggah sore", "sing pesen piro", "rong minggu", ""], True),
        (["tambah ceker", "porsi yang laku", "2 minggu", "laku lanjut"], True),
        (["ganti kemasan", "2 minggu"], False),  # nobody could act on it
        (["stiker baru", "jml pesanan", "14 hr", "naik lanjut, gak naik stop"], True),
        (["mengganti kotak kardus dengan bowl", "dua minggu biasanya cukup untuk mulai"], False),
        (["satu hal menu kemasan stiker foto", "waktu minggu tanggal", "keputusan naik"], False),
        (["ganti, kemasan, foto", "jumlah pesanan tiap hari"], False),
        (["jumlah pesanan tiap hari", "jumlah pesanan tiap hari"], False),
        (["Satu hal apa yang diubah?", "dua minggu"], False),  # the prompt
        ([None, 3, ["foto"]], False),
    ],
)
def test_short_answers_pass_the_guard_lists_and_copies_do_not(
    texts: list[Any], *, passes: bool
) -> None:
    guard = strategi.in_own_words(*texts, asked=ASKED)
    assert share(guard) == passes


BOXES = ("resep dari ibu", "belum punya kulkas", "ada bazar desember", "harga cabai naik terus")


@pytest.mark.parametrize(
    ("box", "text"),
    [
        (0, "pesaing baru"), (0, "saingan tambah akeh"), (0, "modal masih kecil"), (0, "ada bazar tiap minggu"),
        (1, "harga cabai naik"), (1, "rasanya enak dan gurih"), (2, "rasa enak"), (2, "banyak saingan baru"),
        (3, "rasa sambal saya enak"), (3, "rasane enak"), (3, "belum ada label"),
        (2, "harga tempe naik"), (2, "harga minyak goreng naik terus"), (2, "tepung terigu mahal"),
        (3, "dekat pasar"), (3, "lokasi saya dekat dengan sekolah"),
    ],
)  # fmt: skip
def test_what_clearly_stands_in_a_wrong_box_earns_half_of_it(box: int, text: str) -> None:
    boxes = [text if at == box else own for at, own in enumerate(BOXES)]
    assert share(strategi.filled_boxes(boxes, label="")) == 0.875, text


def test_what_may_be_meant_either_way_is_not_held_against_anybody() -> None:
    assert share(strategi.filled_boxes(BOXES, label="")) == 1
    meant: list[tuple[int, str]] = [
        (0, "dekat sekolah"), (0, "modal kecil tapi cepat balik"), (0, "tidak pakai pengawet"),
        (0, "harga lebih murah dari pesaing"), (0, "belum ada pesaing"), (1, "kalah murah dari pesaing"),
        (1, "rasa enak tapi tempat sempit"), (2, "pesaing tutup bulan lalu"), (2, "harga pesaing naik"),
        (2, "belum ada pesaing di desa"), (2, "bengkel saya dekat pasar"), (3, "ada pasar malam di sebelah"),
        (3, "warung sebelah rasanya enak"), (3, "saya sakit tidak ada yang menggantikan"),
        (2, "harga jual saya naik"), (2, "harga tempe turun"), (2, "harga kopi naik"), (2, "harga ikan naik"), (2, "dekat pasar"),
        (3, "warung baru dekat pasar"), (3, "dekat pasar jadi banyak saingan"), (3, "dekat pasar sepi"),
    ]  # fmt: skip
    for box, text in meant:
        boxes = [text if at == box else own for at, own in enumerate(BOXES)]
        assert share(strategi.filled_boxes(boxes, label="")) == 1, text
