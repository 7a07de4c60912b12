"""Lesson 5 to keep: a price sheet in Rupiah and dollars (XLSX) and the listing (text and PDF)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from unicodedata import category

from fpdf import FPDF
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from course.criteria.own_shop import own_shop
from course.curriculum.keepsakes import Files
from course.inbox.submitted import Submission
from course.pages import font
from course.spreadsheets import plain_cell

FIELDS = {
    "nama": ("Product", "nama dan merek"),
    "spesifikasi": ("Specification", "spesifikasi"),
    "moq": ("Minimum order", "MOQ"),
    "harga": ("Price", "harga"),
    "bayar": ("Payment", "cara bayar"),
    "kirim": ("Delivery", "lama kirim"),
}
"""English heading and Indonesian name by field."""
_LINE = 7
_LABEL = 38


def write_listing(work: Submission) -> Files:
    """Return ``listing.txt`` and ``listing.pdf`` from ``listing``; blank fields are left out."""
    answer = work.get("listing")
    values = {key: text for key in FIELDS if (text := _listing_text(answer.get(key)))}
    files = Files()
    if not values:
        files.notes.append("Listing masih kosong")
        return files
    missing = [name for key, (_, name) in FIELDS.items() if key not in values]
    if missing:
        files.notes.append("Listing belum lengkap: " + ", ".join(missing))
    files.contents["listing.txt"] = listing_text(values).encode()
    pdf, lost = listing_pdf(values)
    files.contents["listing.pdf"] = pdf
    if lost:
        files.notes.append(
            f"listing.pdf: {lost} huruf atau gambar kecil tidak bisa dicetak. Periksa hasilnya"
        )
    return files


def _listing_text(raw: Any) -> str:
    """Return what can be shown of a field: printable characters and line ends."""
    text = raw if isinstance(raw, str) else ""
    return "".join(c for c in text if c.isprintable() or c == "\n").strip()[:5_000]


def listing_text(values: Mapping[str, str]) -> str:
    """Return the listing as lines to paste: an English heading, then the field."""
    return "".join(f"{FIELDS[key][0]}: {text}\n" for key, text in values.items())


def listing_pdf(values: Mapping[str, str]) -> tuple[bytes, int]:
    """Return the listing as one A4 page and how many characters the font could not print."""
    pdf = FPDF(format="A4")
    for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        pdf.add_font("body", style=style, fname=font(name))
    pdf.add_page()
    pdf.set_font("body", style="B", size=18)
    title, _ = _printable(pdf, values.get("nama", "Listing"))
    pdf.set_title(title)
    pdf.multi_cell(0, 10, title, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)
    lost = sum([_row(pdf, FIELDS[key][0], text) for key, text in values.items()])
    return bytes(pdf.output()), lost


def _row(pdf: FPDF, heading: str, text: str) -> int:
    pdf.set_font("body", style="B", size=11)
    pdf.cell(_LABEL, _LINE, heading)
    pdf.set_font("body", size=11)
    shown, lost = _printable(pdf, text)
    pdf.multi_cell(0, _LINE, shown, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
    return lost


def _printable(pdf: FPDF, text: str) -> tuple[str, int]:
    """Leave out emoji the current font has no glyph for; other unknown letters become "?"."""
    glyphs = pdf.current_font.cmap  # type: ignore[union-attr]
    unknown = {c for c in text if c != "\n" and ord(c) not in glyphs}
    signs = {ord(c): "?" if category(c)[0] in "LN" else "" for c in unknown}
    return text.translate(signs), sum(c in unknown for c in text)


INPUTS = {
    "jumlah": "Jumlah barang sekali kirim",
    "modal": "Modal satu barang (Rp)",
    "kali": "Harga di rumah = modal kali",
    "antar": "Surat, truk, dan pelabuhan, satu barang (Rp)",
    "kurs": "Kurs satu dolar (Rp)",
}
TASK: Mapping[str, float] = {"jumlah": 100, "kali": 1.25, "antar": 2_500, "kurs": 16_000}
"""What ``lembar-harga`` gives; the cost of one piece is the owner's. All may be changed in it."""
LESSON: Mapping[str, float] = {
    "jumlah": 500, "modal": 20_500, "kali": 1.25, "antar": 6_500, "kurs": 16_000,
}  # fmt: skip
"""The story's scarf, which is USD 2.01 wherever the lesson names its price."""
FIRST = 5
"""Row of the first input."""
_LARGEST = 1e12
_YELLOW = PatternFill("solid", fgColor="FFF2B3")
_BOLD = Font(name="Calibri", size=11, bold=True)
_SIDE = Side(style="thin", color="BBBBBB")
_THIN = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_MONEY, _DOLLARS = "#,##0", "0.00"


def write_price_sheet(work: Submission) -> Files:
    """Return ``lembar-harga.xlsx`` from ``lembar-harga``; what cannot be read stays blank."""
    told = work.get("lembar-harga").get("usaha")
    cost = own_shop(told, goods=[]).cost
    known = {"modal": cost} if 0 < cost <= _LARGEST else {}
    files = Files()
    if not known:
        files.notes.append(f"Lembar harga: {INPUTS['modal']} belum ada, dikosongkan")
    book = Workbook()
    book.remove(book.worksheets[0])
    _fill(
        book.create_sheet("Usaha saya"),
        _price_text(told.get("barang") if isinstance(told, dict) else ""),
        {**TASK, **known},
    )
    _fill(book.create_sheet("Latihan"), "Syal Kenanga, dari pelajaran", LESSON)
    data = io.BytesIO()
    book.save(data)
    files.contents["lembar-harga.xlsx"] = data.getvalue()
    return files


def _price_text(raw: Any) -> str:
    return "".join(c for c in raw if c.isprintable())[:60] if isinstance(raw, str) else ""


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
    cell.number_format = _DOLLARS if key == "kali" else _MONEY
    return f"B{row}"


def _results(sheet: Worksheet, top: int, at: Mapping[str, str]) -> None:
    for column, head in enumerate(("", "Semua (Rp)", "Satu barang (Rp)", "Satu barang (USD)"), 1):
        _literal(sheet.cell(top, column), head, bold=True)
        sheet.cell(top, column).alignment = Alignment(horizontal="right")
    home, fob = (f"C{top + n}" for n in (1, 2))
    formulas = {
        "Harga di rumah": f'=IF({at["modal"]}>0,{at["modal"]}*{at["kali"]},"")',
        "Harga FOB (sampai naik kapal)": f'=IF(ISNUMBER({home}),{home}+{at["antar"]},"")',
    }
    for row, (label, formula) in enumerate(formulas.items(), start=top + 1):
        _literal(sheet.cell(row, 1), label)
        one = f"C{row}"
        sheet[one] = formula
        sheet[f"B{row}"] = f'=IF(ISNUMBER({one}),{one}*{at["jumlah"]},"")'
        sheet[f"D{row}"] = f'=IF(AND(ISNUMBER({one}),{at["kurs"]}>0),{one}/{at["kurs"]},"")'
        sheet[one].number_format = sheet[f"B{row}"].number_format = _MONEY
        sheet[f"D{row}"].number_format = _DOLLARS
    _literal(sheet.cell(top + 4, 1), "Tulis untuk pembeli", bold=True)
    sheet.cell(top + 4, 2, _sentence(fob.replace("C", "D")))


def _sentence(dollars: str) -> str:
    # Without TEXT(): its format codes change with the language of the spreadsheet program.
    cents = f"ROUND({dollars}*100,0)"
    price = f'INT({cents}/100)&"."&RIGHT("0"&MOD({cents},100),2)'
    sentence = f'"USD "&{price}&" per pc FOB (nama pelabuhan)"'
    return f'=IF(ISNUMBER({dollars}),{sentence},"")'


def _literal(cell: Any, text: str, *, bold: bool = False) -> None:
    """Write text that stays text: openpyxl takes "=…" for a formula unless told otherwise."""
    cell.value = plain_cell(text) or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = True
    if bold:
        cell.font = _BOLD


KEEPSAKES = {"lembar-harga": write_price_sheet, "listing": write_listing}
"""Writer by exercise."""
