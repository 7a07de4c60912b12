"""Checkers: colloquial right answers pass, near-misses do not."""

from __future__ import annotations

import math

import pytest
from checkers import called, share
from hypothesis import given, settings
from hypothesis import strategies as st

from course.criteria import chose_set, criteria, in_order, likert, written_for_a_reader
from course.criteria.numbers import prices, readings
from course.criteria.scoring import CAP, CRITERIA_MIME, Check, Finding, any_of
from course.criteria.text import normalise
from course.exercises.workbook import Workbook, opened


@pytest.mark.parametrize(
    ("check", "accepted"),
    [
        ("mentions", ["Keripik pisang", "kripikkk pisanggg", "KERIPIKNYA enak", "kripik keripk", "ada keripik!"]),
        (
            "has_price",
            ["Rp15.000", "Rp 15.000,-", "rp. 15.000", "15rb aja", "15 ribu", "15k", "15.000/bks",
             "harga 15000", "IDR 15000", "15 ribuan", "Rp15,000", "RP.15000"],
        ),
        ("has_quantity", ["isi 6", "per kotak", "/bks", "100 gr", "sebungkus", "satu btl", "25rb/btl", "2 lusin",
                          "2 m x 1 m", "180x60 cm", "2x1 meter", "180 x 60", "200x100cm"]),
        ("invites", ["chat ya bu", "balas DONAT", "order yuk", "dipesan", "cek link di bio", "japri aja", "minat? inbox"]),
        ("has_limit", ["hari ini", "tutup hari Jum’at", "sisa 12", "stok terbatas", "sampai jam 3", "PO", "ready 12 btl"]),
        ("avoids", ["pesan paling lambat Jumat", "enak dan renyah"]),
        ("hashtag_count", ["#keripik", "#a1 #b_2 #cc #dd #ee"]),
        ("has_hashtag", ["#KulinerMalang", "enak #malangfood"]),
    ],
)  # fmt: skip
def test_colloquial_right_answers_pass(check: str, accepted: list[str]) -> None:
    refused = [text for text in accepted if share(called(check, text)) < 1]
    assert refused == []


@pytest.mark.parametrize(
    ("check", "near_misses"),
    [
        ("mentions", ["kerupuk", "keris", ""]),
        (
            "has_price",
            ["Rp50.000", "murah meriah", "0812-0000-1500", "15 bungkus", "15", "belasan ribu"],
        ),
        ("has_quantity", ["sekali", "perjuangan", "banyak", ""]),
        ("invites", ["jangan chat", "tidak usah pesan", "warna", "beliau"]),
        (
            "has_limit",
            ["stok cuaca panas", "cuma 15rb", "tahan sampai dua minggu", "hanya Rp15.000"],
        ),
        ("length", ["", "a", "x" * 251]),
        ("avoids", ["", "paling enak sedunia", "dijamin nagih"]),
        (
            "hashtag_count",
            ["", "keripik", "#a1 #b2 #c3 #d4 #e5 #f6", "#", "#2026", "#kripik-pisang"],
        ),
        ("has_hashtag", ["malang", "#bandung", ""]),
    ],
)
def test_near_misses_do_not_pass(check: str, near_misses: list[str]) -> None:
    accepted = [text for text in near_misses if share(called(check, text)) > 0]
    assert accepted == []


def test_sentences_pass_the_guard() -> None:
    for text in (
        "Donat kentang isi 6, Rp18.000. Hari ini sisa 12 kotak. Balas DONAT untuk pesan.",
        "Sambal Kenanga pedasnya mantap. Sebotol 150 ml harganya Rp25.000. Chat admin sekarang.",
        "Bu ibu, donat kentangnya ready 🍩 isi 6 cuma 18rb\nyang mau langsung chat ya",
    ):
        assert share(written_for_a_reader(text)) == 1, text


def test_strings_of_keywords_fail_the_guard() -> None:
    for text in (
        "donat harga Rp18.000 isi pesan chat stok hari ini",
        "donat donat donat Rp18.000 isi 6 pesan pesan. chat chat chat hari ini stok.",
        "keripik, pisang, murah, enak, 15rb, order, WA, COD. grosir, ecer, malang, ready",
        "sambal bawang enak dan pedas yuk. 25rb 150ml stok order. wa chat beli ya jumat",
        "",
    ):
        assert share(written_for_a_reader(text)) == 0, text


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1,5", 1.5), ("1.5 %", 1.5), ("1,5%", 1.5), ("1.275", 1275), ("1.275.000", 1_275_000),
     ("Rp 1.200.000,-", 1_200_000), ("15rb", 15_000), ("15 ribu", 15_000), ("15k", 15_000),
     ("1,5 juta", 1_500_000), ("2.500,75", 2500.75), ("325MB", 325), ("1.275MB", 1275), ("4,55x", 4.55), ("15kg", 15), ("5 x 2,5 x 26 = 325", 325), (3, 3), (1.5, 1.5), ("-5", -5)],
)  # fmt: skip
def test_numbers_as_typed(typed: object, value: float) -> None:
    assert readings(typed)[0] == pytest.approx(value)


@pytest.mark.parametrize(
    "typed", ["", "banyak", None, True, [], {}, ["15rb"], math.inf, math.nan, 10**400, "12.34.56"]
)
def test_what_is_no_number_has_no_reading(typed: object) -> None:
    assert readings(typed) == ()


def test_telephone_numbers_and_years_are_no_prices() -> None:
    assert prices("WA 0812-0000-1234, sejak tahun 2026, 08123456500") == []


def test_order_is_scored_by_pairs() -> None:
    def order(raw: object) -> float:
        return share(in_order(raw, list("abcd"), label="urutan"))

    assert order(list("abcd")) == 1
    assert order(list("dcba")) == 0
    assert order(list("bacd")) == pytest.approx(5 / 6)
    assert order(["a", "b"]) == pytest.approx(1 / 6)  # missing items make their pairs wrong


def test_sets_are_scored_by_overlap() -> None:
    assert share(chose_set(["a", "b", "c"], {"a", "b"}, label="")) == pytest.approx(2 / 3)
    assert share(chose_set([], {"a"}, label="")) == 0


def test_likert_turns_reversed_items_and_keeps_zero_for_no_answer() -> None:
    points = [likert(raw, reverse=True).evaluate().share * 5 for raw in (1, 5, None, 0, 6, True)]
    assert points == [5, 1, 0, 0, 0, 0]


def run_criteria(*checks: Check, guard: Check | None = None) -> tuple[float, dict]:
    shown: list[dict] = []
    with opened(Workbook(folder=None, lesson="x", publish=shown.append)):  # type: ignore[arg-type]
        earned = criteria(*checks, guard=guard)
    return earned, shown[0]


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-2, 3), st.sampled_from([0.1, 0.3, 1.0, 2.5])), max_size=8))
def test_criteria_return_a_plain_float_within_the_points(rows: list[tuple[float, float]]) -> None:
    checks = [Check("k", lambda s=s: Finding(s), p) for s, p in rows]
    earned, bundle = run_criteria(*checks)
    possible = math.fsum(p for _, p in rows)
    assert type(earned) is float
    assert 0 <= earned <= possible
    assert bundle[CRITERIA_MIME]["earned"] == earned


def test_a_failed_guard_caps_the_points_and_says_so() -> None:
    good, bad = (
        Check("k", lambda: Finding(1.0), 10),
        Check("kalimat", lambda: Finding(0.0, "daftar")),
    )
    assert run_criteria(good, guard=bad)[0] == CAP * 10
    assert "Nilai paling tinggi 25%" in run_criteria(good, guard=bad)[1]["text/html"]
    assert run_criteria(good, guard=Check("kalimat", lambda: Finding(1.0)))[0] == 10


def test_a_check_that_returns_nan_is_our_defect() -> None:
    with pytest.raises(ValueError, match="nan"):
        run_criteria(Check("k", lambda: Finding(math.nan)))


def test_what_a_participant_wrote_is_escaped_in_the_table() -> None:
    check = Check("k", lambda: Finding(1.0, "<script>alert(1)</script>"))
    assert "<script>" not in run_criteria(check)[1]["text/html"]


def test_any_of_takes_the_best() -> None:
    half, full = Check("a", lambda: Finding(0.5)), Check("b", lambda: Finding(1.0, "ada"))
    assert any_of(half, full, label="satu").evaluate() == Finding(1.0, "ada")


def test_days_and_times_count_both_ends() -> None:
    days = ("2026-12-01", "2026-12-07", "2026-12-08", "5 Desember", None)
    assert [share(called("day_between", raw)) for raw in days] == [1, 1, 0, 0, 0]
    times = ("07:00", "09:00", "09:01", "07:30+07:00", "pagi", 8)
    assert [share(called("time_between", raw)) for raw in times] == [1, 1, 0, 0, 0, 0]


def test_a_hostile_text_stays_a_page() -> None:
    """Signs that unfold to many letters, and empty lines without end, made patterns take minutes."""
    assert len(normalise("ﷺ" * 5_000)) <= 2 * 5_000 + 200
    assert normalise("ﷺ a") == "صلى الله عليه وسلم a"
    assert len(normalise("a" + "\n" * 4_998 + "b")) == 12
    assert len(normalise("a" + "\n " * 2_499 + "b")) == 12
    assert normalise("a\n\n\nb") == "a\n\n\nb"
