"""Lesson 5's keepsakes: formulas that compute, answers that stay data, any letter in the PDF."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from filled import filled
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from course.curriculum.keepsakes import Files
from course.curriculum.m5_ekspor.keepsakes import (
    FIELDS,
    FIRST,
    INPUTS,
    TASK,
    listing_pdf,
    write_listing,
    write_price_sheet,
)

OFFICE = shutil.which("libreoffice") or shutil.which("soffice")
LISTING = {
    "nama": "Kenanga batik scarf",
    "spesifikasi": "100% cotton, 180 x 70 cm, blue and brown, 50 pcs per carton",
    "moq": "500 pcs",
    "harga": "USD 2.01 per pc FOB Tanjung Perak",
    "bayar": "T/T 30% deposit, 70% before shipment",
    "kirim": "35 days after deposit",
}
HOSTILE = [
    '=HYPERLINK("https://contoh.example")', "+1+1", "-1", "@SUM(1)", "\t=1", "=cmd|' /C calc'!A0",
    "x" * 500, "Batik \U0001f9e3 \U0001f1ee\U0001f1e9 ꧋ꦧꦠꦶꦏ꧋ 蜡染 ผ้า \u202eabc\u0000\uffff \u200b", "a\nb\r\nc",
]  # fmt: skip


def price_sheet(goods: str = "", cost: str = "", price: str = "") -> Files:
    answer = {"usaha": {"barang": goods, "modal": cost, "harga": price}}
    return write_price_sheet(filled("m5-ekspor", {"lembar-harga": answer}))


def listing(answer: dict[str, Any]) -> Files:
    return write_listing(filled("m5-ekspor", {"listing": answer}))


def opened(files: Files) -> Any:
    return load_workbook(io.BytesIO(files.contents["lembar-harga.xlsx"]))


def values_of(files: Files) -> dict[str, Any]:
    sheet = opened(files)["Usaha saya"]
    values = {key: sheet.cell(FIRST + n, 2).value for n, key in enumerate(INPUTS)}
    return {key: value for key, value in values.items() if value is not None}


def test_the_own_cost_is_read_as_typed_beside_what_the_task_gives() -> None:
    files = price_sheet("Syal batik", "18,5rb", "90rb")
    assert values_of(files) == pytest.approx({**TASK, "modal": 18_500})
    assert opened(files)["Usaha saya"]["B3"].value == "Syal batik"
    assert files.notes == []
    assert values_of(price_sheet("Syal", "", "45.000"))["modal"] == pytest.approx(30_000)


def test_a_cost_that_cannot_be_read_stays_blank_and_is_named() -> None:
    files = price_sheet("Syal batik", "belum tahu")
    assert values_of(files) == pytest.approx(dict(TASK))
    (note,) = files.notes
    assert INPUTS["modal"] in note


@pytest.mark.parametrize("text", HOSTILE)
def test_no_answer_becomes_a_formula(text: str) -> None:
    book = opened(price_sheet(text, text[:40]))
    ours = opened(price_sheet())
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                theirs = ours[sheet.title][cell.coordinate]
                assert (cell.data_type == "f") == (theirs.data_type == "f"), cell.coordinate


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_answer_makes_a_workbook_that_opens(goods: str, cost: str) -> None:
    assert opened(price_sheet(goods, cost)).sheetnames == ["Usaha saya", "Latihan"]


def test_the_listing_is_kept_as_text_and_pdf() -> None:
    files = listing(LISTING)
    text = files.contents["listing.txt"].decode()
    assert text.splitlines()[3] == "Price: USD 2.01 per pc FOB Tanjung Perak"
    assert files.contents["listing.pdf"].startswith(b"%PDF")
    assert files.notes == []


def test_an_unfinished_listing_is_kept_and_says_what_is_missing() -> None:
    files = listing({"nama": "Kenanga batik scarf", "moq": "  ", "harga": 5})
    assert set(files.contents) == {"listing.txt", "listing.pdf"}
    assert files.notes == ["Listing belum lengkap: spesifikasi, MOQ, harga, cara bayar, lama kirim"]
    assert listing({}).contents == {}


@pytest.mark.parametrize("text", HOSTILE)
def test_any_letter_can_stand_in_the_pdf(text: str) -> None:
    files = listing(dict.fromkeys(FIELDS, text))
    assert files.contents["listing.pdf"].startswith(b"%PDF")
    assert len(files.contents["listing.pdf"]) < 200_000


@pytest.mark.long
@settings(max_examples=8, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(max_size=400)))
def test_any_listing_can_be_written(answer: dict[str, str]) -> None:
    files = listing(answer)
    assert set(files.contents) in ({"listing.txt", "listing.pdf"}, set())


def test_what_the_font_lacks_is_counted() -> None:
    _, lost = listing_pdf({"nama": "Batik \U0001f9e3 é × ½"})
    assert lost == 1


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (apt: libreoffice-calc)")
def test_the_workbook_computes_in_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "lembar-harga.xlsx"
    path.write_bytes(price_sheet("=batik", "30rb").contents[path.name])
    out = tmp_path / "out"
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    book = load_workbook(out / path.name, data_only=True)
    known = {
        "Latihan": ([12_812_500, 16_062_500], "2.01"),
        "Usaha saya": ([3_750_000, 4_000_000], "2.50"),
    }
    for sheet in book:
        values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert not [v for v in values if isinstance(v, str) and v.startswith(("#", "Err:"))]
        top = FIRST + len(INPUTS) + 1
        totals, dollars = known[sheet.title]
        assert [sheet.cell(top + n, 2).value for n in (1, 2)] == pytest.approx(totals, abs=0.5)
        assert sheet.cell(top + 2, 4).value == pytest.approx(float(dollars), abs=0.005)
        assert sheet.cell(top + 4, 2).value == f"USD {dollars} per pc FOB (nama pelabuhan)"
    assert book["Usaha saya"]["B3"].value == "'=batik"
