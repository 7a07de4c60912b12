"""Lesson 7's checkers: who mends a table reads which cell is not right yet, and why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from checkers import opened_lesson

from course.curriculum.m7_katalog_tabel import repaired
from course.exercises.workbook import Workbook

COLUMNS = {"kode": "id", "nama": "title", "harga": "price", "stok": "availability"}
MENDED = {
    "b1": {"nama": "Keripik Pisang 100 g", "harga": "14000 IDR"},
    "b2": {"harga": "22000 IDR", "stok": "out of stock"},
}


@pytest.fixture(autouse=True)
def book() -> Iterator[Workbook]:
    with opened_lesson("m7-katalog-tabel") as one:
        yield one


@pytest.mark.parametrize(
    ("row", "column", "text", "says", "missed"),
    [
        ("b1", "nama", "KERIPIK", "3 dari 4 diperbaiki. Lihat lagi: Baris 1, Nama", ("b1",)),
        ("b1", "harga", "15000 IDR",
         "3 dari 4 diperbaiki. Lihat lagi: Baris 1, Harga (harganya berubah)", ("b1",)),
        ("b1", "nama", "Sambal",
         "3 dari 4 diperbaiki. Lihat lagi: Baris 1, Nama (jadi barang lain)", ("b1",)),
        ("b2", "kode", "kp-1",
         "4 dari 4 diperbaiki. Tadinya benar: Baris 2, Kode", ("b2",)),
        ("b1", "stok", "ada",
         "4 dari 4 diperbaiki. Tadinya benar: Baris 1, Stok", ("b1",)),
        ("b2", "nama", "Keripik Bayam 200 g", "4 dari 4 diperbaiki", ()),
    ],
)  # fmt: skip
def test_each_cell_that_is_not_right_is_named(
    row: str, column: str, text: str, says: str, missed: tuple[str, ...]
) -> None:
    table = {**MENDED, row: {**MENDED[row], column: text}}
    check = repaired(
        table, "perbaiki-katalog", COLUMNS, {"b1": 14_000, "b2": 22_000}, label="kotak"
    )
    found = check.evaluate()
    assert (found.found, found.missed) == (says, missed)


def test_all_wrong_cells_are_named_where_all_are_wrong() -> None:
    """What is found is cut after 200 letters: the last cell must still be whole."""
    wrong = {row: dict.fromkeys(COLUMNS, "") for row in MENDED}
    check = repaired(
        wrong, "perbaiki-katalog", COLUMNS, {"b1": 14_000, "b2": 22_000}, label="kotak"
    )
    found = check.evaluate().found
    assert len(found) <= 200
    assert all(
        f"Baris {n}, {name}" in found for n in (1, 2) for name in ("Kode", "Nama", "Harga", "Stok")
    )
