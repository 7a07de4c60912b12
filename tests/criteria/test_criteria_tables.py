"""Tables, sets, made-up passwords and addresses: what passes, what does not, nothing raises."""

from __future__ import annotations

from typing import Any

import pytest
from checkers import raises_nothing, share
from hypothesis import given, settings
from hypothesis import strategies as st

from course.criteria.scoring import Check
from course.curriculum import m1_internet as grading

KINDS = {"r1": ("palsu", "apk"), "r2": ("palsu", ("apk", "alamat")), "r3": ("aman", "resmi")}
AMOUNTS = {"r1": {"rp": 15_000, "jenis": "masuk"}, "r2": {"rp": 7_500.5}}
SIZES = {"a": 1_000, "b": 2_000, "c": 5_000}
TAKEN = ["cempaka2021", "payung-kuning-ikan-58"]
NAMES = ["wulan", "cempaka"]


def table(column: str, cells: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row: {column: value} for row, value in cells.items()}


def password(raw: object) -> Check:
    return grading.strong_password(raw, taken=TAKEN, personal=NAMES, label="sandi")


def different(raws: list[object]) -> Check:
    return grading.different(raws, taken=TAKEN, label="berbeda")


def address(raw: object) -> Check:
    return grading.email_address(raw, "cempaka", "peyek", most=40, label="alamat")


def fits(raw: object, need: object) -> Check:
    return grading.fits(raw, need, SIZES, right="b", label="paket")


CHECKS = {
    "classified": lambda raw: grading.classified(raw, KINDS, label="pesan"),
    "cells": lambda raw: grading.cells(raw, AMOUNTS, tolerance=1, label="kas"),
    "named": lambda raw: grading.named(raw, {"a", "b"}, optional={"c"}, label="himpunan"),
    "marked": lambda raw: grading.named(
        grading.marked(raw, "jenis", "masuk"), {"r1"}, label="baris"
    ),
    "fits": lambda raw: fits(raw, raw),
    "strong_password": password,
    "different": lambda raw: different([raw, "gitar-sungai-bantal", "meja-hujan-duku"]),
    "email_address": address,
}
# Rows and columns of the keys above, so that tables of the right shape with odd cells come up too.
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40)
)
NAMES_OF_CELLS = st.sampled_from(["r1", "r2", "r3", "label", "alasan", "rp", "jenis"]) | st.text(
    max_size=3
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES_OF_CELLS, inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize("name", CHECKS)
@settings(max_examples=80, deadline=None)
@given(raw=JSON)
def test_no_value_from_a_participant_raises(name: str, raw: object) -> None:
    raises_nothing(CHECKS[name](raw))


def test_nothing_is_evaluated_before_criteria_does_it() -> None:
    assert all(isinstance(make(None), Check) for make in CHECKS.values())
    assert [name for name, make in CHECKS.items() if share(make(None))] == []


def test_a_reason_counts_only_beside_the_right_label() -> None:
    def score(*rows: tuple[str, str], **options: Any) -> float:
        raw = {
            f"r{n}": {"label": label, "alasan": why} for n, (label, why) in enumerate(rows, start=1)
        }
        return share(grading.classified(raw, KINDS, label="pesan", **options))

    assert score(("palsu", "apk"), ("palsu", "alamat"), ("aman", "resmi")) == pytest.approx(1)
    assert score(("palsu", ""), ("palsu", ""), ("aman", "")) == pytest.approx(0.6)
    assert score(("aman", "apk"), ("aman", "apk"), ("palsu", "resmi")) == 0
    assert score(("palsu", "resmi"), ("palsu", ""), ("", "resmi"), reason=0.5) == pytest.approx(
        1 / 3
    )


def test_one_label_all_the_way_down_earns_little() -> None:
    key = {f"p{n}": ("palsu", why) for n, why in enumerate(("apk", "kode", "alamat", "uang"))}
    key |= {f"a{n}": ("aman", why) for n, why in enumerate(("resmi", "biasa", "resmi", "biasa"))}
    raw = {row: {"label": "palsu", "alasan": "apk"} for row in key}
    assert share(grading.classified(raw, key, label="pesan")) <= 0.4


def test_the_columns_of_a_classification_may_have_other_names() -> None:
    raw = {"r1": {"golongan": "bebas", "sebab": "umum"}}
    check = grading.classified(
        raw, {"r1": ("bebas", "umum")}, columns=("golongan", "sebab"), label="barang"
    )
    assert share(check) == 1


@pytest.mark.parametrize(
    "typed", ["15rb", "15 ribu", "15k", "Rp 15.000,-", "15000", "Rp15.000", "15.001"]
)
def test_amounts_in_cells_are_read_as_typed(typed: str) -> None:
    assert share(CHECKS["cells"]({"r1": {"rp": typed}})) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "typed", ["", "15", "150.000", "15.002", "lima belas", None, True, ["15rb"]]
)
def test_other_amounts_in_cells_do_not_count(typed: object) -> None:
    assert share(CHECKS["cells"]({"r1": {"rp": typed}})) == 0


def test_cells_accept_one_key_or_several() -> None:
    key = {"r1": {"x": "a"}, "r2": {"x": ("a", "b")}}
    assert share(grading.cells(table("x", {"r1": "a", "r2": "b"}), key, label="")) == 1
    assert share(grading.cells(table("x", {"r1": "b", "r2": "c"}), key, label="")) == 0
    assert share(grading.cells(table("x", {"r1": "ab", "r2": ""}), key, label="")) == 0


def test_a_set_loses_by_what_is_missed_and_by_what_is_too_much() -> None:
    def score(*chosen: str) -> float:
        return share(CHECKS["named"](list(chosen)))

    assert score("a", "b") == 1
    assert score("a", "b", "c") == 1  # optional
    assert score("a") == pytest.approx(2 / 3)
    assert score("a", "b", "x", "y") == pytest.approx(2 / 3)
    assert score("c") == score("x") == 0


def test_marked_returns_the_rows_that_hold_a_value() -> None:
    raw = {"b1": {"hasil": "cocok"}, "b2": {"hasil": "belum"}, "b3": "belum", "b4": {}}
    assert grading.marked(raw, "hasil", "belum") == ["b2"]
    assert grading.marked(["belum"], "hasil", "belum") == []


@pytest.mark.parametrize(
    ("chosen", "need", "expected"),
    [
        ("b", "1.275", 1), ("b", "1275 MB", 1), ("b", "1.100", 1), ("b", 2000, 1),
        ("a", "965", 0.5), ("c", "3.000", 0.5),
        ("b", "965", 0), ("c", "1.275", 0), ("b", "", 0), ("b", None, 0), ("c", "12.000", 0), (None, "1.275", 0),
    ],
)  # fmt: skip
def test_a_choice_follows_from_the_participant_s_own_number(
    chosen: object, need: object, expected: float
) -> None:
    assert share(fits(chosen, need)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("sendok-hujan-biru-71", 1), ("gitar sungai bantal", 1), ("KerbauTeras48Lilin", 1), ("Xk9#mWq2!zTb", 1),
        ("sendok-hujan-cempaka", 0.75), ("meja-kursi-pintu-1998", 0.75), ("meja-kursi-1234-pintu", 0.75),
        ("sendokhujanbiru", 0.75), ("Kopi#72", 0.75), ("kopisusu7", 0.5), ("wulan99", 0.25),
        ("cempaka2021", 0), ("CEMPAKA2021xyz", 0), ("payung-kuning-ikan-59", 0), ("password12345!", 0),
        ("Qwerty-uiop-77", 0), ("bismillah", 0), ("aaaaaaaaaaaa", 0), ("121212121212", 0), ("", 0), ("   ", 0),
    ],
)  # fmt: skip
def test_passwords_are_scored_in_quarters(word: str, expected: float) -> None:
    assert share(password(word)) == expected


def test_what_is_found_never_repeats_the_password() -> None:
    for word in ("wulan-sendok", "kopisusu7", "cempaka2021"):
        assert word not in password(word).evaluate().found


def test_passwords_must_differ_in_more_than_a_digit() -> None:
    good = ["sendok-hujan-biru-71", "gitar sungai bantal", "KerbauTeras48Lilin"]
    assert share(different([*good])) == 1
    assert share(different([good[0], good[0][:-1] + "2", good[1]])) == 0
    assert share(different([*good[:2], "pendek"])) == 0
    assert share(different([*good[:2], None])) == 0
    assert share(different([*good[:2], "cempaka2021-cempaka"])) == 0


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("rempeyekcempaka@contoh.example", 1), (" Peyek.Cempaka@contoh.example ", 1), ("peyek_cempaka-2@a.example", 1),
        ("wulan.manis@contoh.example", 0.5), ("cempaka1972@contoh.example", 0.5),
        ("cempaka", 0), ("cempaka@contoh", 0), ("cempaka peyek@contoh.example", 0), ("@contoh.example", 0),
        ("cempaka@@contoh.example", 0), ("cempaka.@contoh.example", 0), (f"{'cempaka' * 6}@contoh.example", 0),
    ],
)  # fmt: skip
def test_addresses_have_a_form_and_tell_the_business(typed: str, expected: float) -> None:
    assert share(address(typed)) == expected
