"""Tables, sets and addresses: what passes and what does not."""

from __future__ import annotations

from typing import Any

import pytest
from checkers import share

from course.criteria import cells, marked, named
from course.criteria.scoring import Check
from course.criteria.tables import classified, email_address

KINDS = {"r1": ("palsu", "apk"), "r2": ("palsu", ("apk", "alamat")), "r3": ("aman", "resmi")}
AMOUNTS = {"r1": {"rp": 15_000, "jenis": "masuk"}, "r2": {"rp": 7_500.5}}


def table(column: str, values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row: {column: value} for row, value in values.items()}


def address(raw: object) -> Check:
    return email_address(raw, "cempaka", "peyek", most=40, label="alamat")


def amounts(raw: object) -> Check:
    return cells(raw, AMOUNTS, tolerance=1, label="kas")


def test_a_reason_counts_only_beside_the_right_label() -> None:
    def score(*rows: tuple[str, str], **options: Any) -> float:
        raw = {
            f"r{n}": {"label": label, "alasan": why} for n, (label, why) in enumerate(rows, start=1)
        }
        return share(classified(raw, KINDS, label="pesan", **options))

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
    assert share(classified(raw, key, label="pesan")) <= 0.4


def test_the_columns_of_a_classification_may_have_other_names() -> None:
    raw = {"r1": {"golongan": "bebas", "sebab": "umum"}}
    check = classified(
        raw, {"r1": ("bebas", "umum")}, columns=("golongan", "sebab"), label="barang"
    )
    assert share(check) == 1


@pytest.mark.parametrize(
    "typed", ["15rb", "15 ribu", "15k", "Rp 15.000,-", "15000", "Rp15.000", "15.001"]
)
def test_amounts_in_cells_are_read_as_typed(typed: str) -> None:
    assert share(amounts({"r1": {"rp": typed}})) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "typed", ["", "15", "150.000", "15.002", "lima belas", None, True, ["15rb"]]
)
def test_other_amounts_in_cells_do_not_count(typed: object) -> None:
    assert share(amounts({"r1": {"rp": typed}})) == 0


def test_cells_accept_one_key_or_several() -> None:
    key = {"r1": {"x": "a"}, "r2": {"x": ("a", "b")}}
    assert share(cells(table("x", {"r1": "a", "r2": "b"}), key, label="")) == 1
    assert share(cells(table("x", {"r1": "b", "r2": "c"}), key, label="")) == 0
    assert share(cells(table("x", {"r1": "ab", "r2": ""}), key, label="")) == 0


def test_a_set_loses_by_what_is_missed_and_by_what_is_too_much() -> None:
    def score(*chosen: str) -> float:
        return share(named(list(chosen), {"a", "b"}, optional={"c"}, label="himpunan"))

    assert score("a", "b") == 1
    assert score("a", "b", "c") == 1  # optional
    assert score("a") == pytest.approx(2 / 3)
    assert score("a", "b", "x", "y") == pytest.approx(2 / 3)
    assert score("c") == score("x") == 0


def test_marked_returns_the_rows_that_hold_a_value() -> None:
    raw = {"b1": {"hasil": "cocok"}, "b2": {"hasil": "belum"}, "b3": "belum", "b4": {}}
    assert marked(raw, "hasil", "belum") == ["b2"]
    assert marked(["belum"], "hasil", "belum") == []


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


def test_a_space_inside_an_address_is_named_and_one_around_it_is_no_fault() -> None:
    found = address("rempeyek cempaka@contoh.example").evaluate()
    assert (found.share, found.found) == (0, "ada spasi di tengah alamatnya")
    assert address("  rempeyekcempaka@contoh.example \n").evaluate().share == 1
    assert "spasi" not in address("rempeyek cempaka").evaluate().found
