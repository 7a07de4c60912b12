"""The price sheet as a workbook: yellow cells to change, formulas that follow.

Everything is a formula, so the owner keeps a calculator, not a result. One sheet holds the
participant's own numbers, the other those of the lesson, to compare. CIF is worked out exactly
(insurance of 110 % of the CIF value); the lesson's easy way, 0.33 % of CFR, differs a little.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from course.grading.followed import amounts
from course.keepsakes.material import Files
from course.submitted import Submission

INPUTS = {
    "jumlah": "Jumlah barang sekali kirim",
    "membuat": "Biaya membuat satu barang (Rp)",
    "kemasan": "Kemasan ekspor satu barang (Rp)",
    "untung": "Untung, bagian dari modal",
    "surat": "Surat-surat (Rp)",
    "truk": "Truk ke pelabuhan (Rp)",
    "pelabuhan": "Biaya pelabuhan (Rp)",
    "laut": "Ongkos laut (Rp)",
    "asuransi": "Tarif asuransi",
    "nilai": "Yang diasuransikan, bagian dari CIF",
    "kurs": "Kurs satu dolar (Rp)",
}
SHARES = {"untung", "asuransi", "nilai"}
GIVEN = {"asuransi": 0.003, "nilai": 1.1}
LESSON: Mapping[str, float] = {
    "jumlah": 500, "membuat": 18_000, "kemasan": 2_500, "untung": 0.25, "surat": 1_250_000,
    "truk": 900_000, "pelabuhan": 1_100_000, "laut": 4_000_000, "kurs": 16_000, **GIVEN,
}  # fmt: skip
"""The lesson's own exercise (curriculum M5-06)."""
FIRST = 5
"""Row of the first input."""
_LARGEST = 1e12
_YELLOW = PatternFill("solid", fgColor="FFF2B3")
_BOLD = Font(name="Calibri", size=11, bold=True)
_SIDE = Side(style="thin", color="BBBBBB")
_THIN = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_MONEY, _DOLLARS, _SHARE = "#,##0", "0.00", "0.0%"


def write_price_sheet(work: Submission) -> Files:
    """Return ``lembar-harga.xlsx`` from ``lembar-harga``; what cannot be read stays blank."""
    answer = work.get("lembar-harga")
    files = Files()
    book = Workbook()
    book.remove(book.worksheets[0])
    _fill(
        book.create_sheet("Usaha saya"), _text(answer.get("barang")), _numbers(answer, files.notes)
    )
    _fill(book.create_sheet("Latihan"), "500 syal, dari pelajaran", LESSON)
    data = io.BytesIO()
    book.save(data)
    files.contents["lembar-harga.xlsx"] = data.getvalue()
    return files


def _text(raw: Any) -> str:
    return "".join(c for c in raw if c.isprintable())[:60] if isinstance(raw, str) else ""


def _numbers(answer: Mapping[str, Any], notes: list[str]) -> dict[str, float]:
    """Read what was typed ("18rb", "25%"); money has no decimals, so the largest reading counts."""
    found: dict[str, float] = dict(GIVEN)
    for key, label in INPUTS.items():
        raw = answer.get(key)
        if key in GIVEN or not raw:
            continue
        value = max(amounts(raw), default=-1.0)
        highest = 100 if key in SHARES else _LARGEST
        if 0 <= value <= highest:
            found[key] = value / 100 if key in SHARES else value
        else:
            notes.append(f"Lembar harga: {label} {_text(raw)[:40]!r} tidak terbaca, dikosongkan")
    return found


def _fill(sheet: Worksheet, goods: str, numbers: Mapping[str, float]) -> None:
    sheet.column_dimensions["A"].width = 38
    for column in "BCD":
        sheet.column_dimensions[column].width = 22
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    _literal(sheet["A1"], "Lembar harga ekspor", bold=True)
    _literal(sheet["A2"], "Ganti sel kuning. Yang lain menghitung sendiri.")
    _literal(sheet["A3"], "Nama barang", bold=True)
    _literal(sheet["B3"], goods)
    cells = {key: _input(sheet, row, key, numbers) for row, key in enumerate(INPUTS, start=FIRST)}
    _results(sheet, FIRST + len(INPUTS) + 1, cells)


def _input(sheet: Worksheet, row: int, key: str, numbers: Mapping[str, float]) -> str:
    _literal(sheet.cell(row, 1), INPUTS[key])
    cell = sheet.cell(row, 2, numbers.get(key))
    cell.fill, cell.border = _YELLOW, _THIN
    cell.number_format = _SHARE if key in SHARES else _MONEY
    return f"B{row}"


def _results(sheet: Worksheet, top: int, at: Mapping[str, str]) -> None:
    for column, head in enumerate(("", "Semua (Rp)", "Satu barang (Rp)", "Satu barang (USD)"), 1):
        _literal(sheet.cell(top, column), head, bold=True)
        sheet.cell(top, column).alignment = Alignment(horizontal="right")
    modal, exw, fob, cfr, cif = (f"B{top + n}" for n in range(1, 6))
    formulas = {
        "Modal": f"={at['jumlah']}*({at['membuat']}+{at['kemasan']})",
        "EXW (di tempat kita)": f"={modal}*(1+{at['untung']})",
        "FOB (sampai naik kapal)": f"={exw}+{at['surat']}+{at['truk']}+{at['pelabuhan']}",
        "CFR (dengan ongkos laut)": f"={fob}+{at['laut']}",
        "CIF (dengan asuransi)": f"={cfr}/(1-{at['asuransi']}*{at['nilai']})",
    }
    for row, (label, formula) in enumerate(formulas.items(), start=top + 1):
        _literal(sheet.cell(row, 1), label)
        one, dollars = f"C{row}", f"D{row}"
        sheet.cell(row, 2, formula).number_format = _MONEY
        sheet[one] = f'=IF({at["jumlah"]}>0,B{row}/{at["jumlah"]},"")'
        sheet[dollars] = f'=IF(AND({at["jumlah"]}>0,{at["kurs"]}>0),{one}/{at["kurs"]},"")'
        sheet[one].number_format, sheet[dollars].number_format = _MONEY, _DOLLARS
    _literal(sheet.cell(top + 6, 1), "Asuransi")
    sheet.cell(top + 6, 2, f"={cif}-{cfr}").number_format = _MONEY
    _literal(sheet.cell(top + 8, 1), "Tulis di listing", bold=True)
    sheet.cell(top + 8, 2, _sentence(f"D{top + 3}"))


def _sentence(dollars: str) -> str:
    # Without TEXT(): its format codes change with the language of the spreadsheet program.
    cents = f"ROUND({dollars}*100,0)"
    price = f'INT({cents}/100)&"."&RIGHT("0"&MOD({cents},100),2)'
    sentence = f'"USD "&{price}&" per pc FOB (nama pelabuhan), Incoterms 2020"'
    return f'=IF(ISNUMBER({dollars}),{sentence},"")'


def _literal(cell: Any, text: str, *, bold: bool = False) -> None:
    """Write text that stays text: openpyxl takes "=…" for a formula unless told otherwise."""
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = True
    if bold:
        cell.font = _BOLD
