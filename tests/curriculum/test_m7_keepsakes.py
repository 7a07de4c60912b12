"""The table of lesson 7 as a file: what was typed, by the rules of the catalogue."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from filled import filled

from course.curriculum.m3_foto_katalog.catalogue import COLUMNS, faults
from course.curriculum.m7_katalog_tabel.keepsakes import write_table

ROW = {"kode": "BG-1", "nama": "Bawang goreng toples", "harga": "25000 IDR", "stok": "in-stock"}
SECOND = {"kode": "BG-2", "nama": "BAWANG GORENG POUCH", "harga": "12rb", "stok": "out-of-stock"}


def table(*rows: Any, brand: str = "Bawang Contoh") -> tuple[list[dict[str, str]], list[str]]:
    """Return the rows of the file made of these rows, and the notes."""
    cells = {f"p{n}": row for n, row in enumerate(rows, start=1)}
    answer = {"usaha": {"nama": brand}, "tabel": cells}
    files = write_table(filled("m7-katalog-tabel", {"tabel-saya": answer}))
    text = files.contents.get("tabel-katalog.csv", b"").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text))), files.notes


def test_two_own_rows_become_a_table_that_keeps_the_rules() -> None:
    rows, _ = table(ROW, SECOND)
    assert tuple(rows[0]) == COLUMNS
    assert list(faults(rows)) == []
    assert [row["id"] for row in rows] == ["BG-1", "BG-2"]
    assert [row["price"] for row in rows] == ["25000 IDR", "12000 IDR"]
    assert [row["availability"] for row in rows] == ["in stock", "out of stock"]
    assert rows[1]["title"] == "Bawang goreng pouch"
    assert rows[0]["description"] == "Bawang goreng toples dari Bawang Contoh"


@pytest.mark.parametrize(
    ("change", "says"),
    [({"harga": "murah"}, "price"), ({"kode": ""}, "id: kosong"), ({"kode": "bg-1"}, ""),
     ({"kode": "BG-1"}, "kode dipakai dua kali"), ({"nama": "  "}, "'Barang 2'")],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_left_out_and_named(change: dict[str, str], says: str) -> None:
    rows, notes = table(ROW, SECOND | change)
    assert len(rows) == (1 if says else 2)
    assert not says or any(says in note for note in notes)


def test_no_formula_of_a_participant_runs() -> None:
    rows, _ = table(ROW | {"nama": "=HYPERLINK(1)", "kode": "=1+1"}, brand="@SUM(A1)")
    assert not any(text.startswith(("=", "@", "+")) for row in rows for text in row.values())


def test_nothing_answered_makes_no_file() -> None:
    assert table() == ([], [])
