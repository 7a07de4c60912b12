"""The cash book of lesson 4 as a workbook: sums are formulas, so the owner only fills in rows.

``Buku kas`` is empty and for the owner, ``Ringkasan`` adds it up, ``Contoh`` shows an invented
week, so that the formulas can be seen at work. Of the answers only names of costs are used: the
course never asks for the sums of anybody's own business.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from course.curriculum.keepsakes import Files
from course.inbox.submitted import Submission
from course.spreadsheets import plain_cell

FIRST, LAST = 6, 305
"""Rows of the owner's notes: a month of ten notes a day."""
SALES, CAPITAL, HOME = "Penjualan", "Tambahan modal", "Uang rumah"
USUAL_COSTS = (
    "Bahan",
    "Kemasan",
    "Ongkos kirim",
    "Kuota dan listrik",
    "Upah sendiri",
    "Biaya lain",
)
COSTS = "Biaya usaha"
WEEK = (
    ("Uang dari pembeli, tujuh hari", SALES, 1_800_000),
    ("Cabai, bawang, minyak", COSTS, 620_000),
    ("Gas untuk memasak", COSTS, 66_000),
    ("Botol dan label", COSTS, 140_000),
    ("Ongkos kirim ke pembeli", COSTS, 90_000),
    ("Kuota HP", COSTS, 50_000),
    ("Beras dan lauk keluarga", HOME, 200_000),
)
"""An invented week: what for, its group, how much (Rupiah)."""
WEEK_OPENING = 300_000
_HEADINGS = ("Tanggal", "Untuk apa", "Golongan", "Masuk (Rp)", "Keluar (Rp)", "Sisa kas (Rp)")
_WIDTHS = (13, 34, 20, 15, 15, 16)
_RUPIAH, _SHARE = "#,##0", "0.0%"
_PLAIN, _BOLD = Font(name="Calibri", size=11), Font(name="Calibri", size=11, bold=True)
_TITLE = Font(name="Calibri", size=16, bold=True)
_LINE = Side(style="thin", color="D9CFA3")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_INPUT, _HEAD = PatternFill("solid", fgColor="FFF8DC"), PatternFill("solid", fgColor="EEF4F2")


def write_cashbook(work: Submission) -> Files:
    """Return ``buku-kas.xlsx`` from ``kas-golongan``."""
    answer = work.get("kas-golongan")
    costs = own_costs(answer)
    book = Workbook()
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    own, summary = book.worksheets[0], book.create_sheet("Ringkasan")
    own.title = "Buku kas"
    practice, groups = book.create_sheet("Contoh"), book.create_sheet("Daftar")
    _groups_sheet(groups, [SALES, CAPITAL, *costs, HOME])
    _own_sheet(own, len(costs) + 3)
    _summary_sheet(summary, costs)
    _practice_sheet(practice)
    saved = io.BytesIO()
    book.save(saved)
    return Files({"buku-kas.xlsx": saved.getvalue()})


def own_costs(answer: Mapping[str, Any]) -> list[str]:
    """Return the owner's names of costs, then the usual ones, none twice.

    Only letters, digits and a few signs stay: a name is a criterion of SUMIF, where
    ``> < = * ? ~`` would have a meaning.
    """
    typed = [answer.get(f"sendiri{n}") for n in (1, 2, 3)]
    cleaned = [re.sub(r"[^\w .,/&()]", " ", name) for name in typed if isinstance(name, str)]
    mine = [" ".join(name.split())[:30].strip(" .,/&()") for name in cleaned]
    taken = {SALES.casefold(), CAPITAL.casefold(), HOME.casefold()}
    names = []
    for name in [*mine, *USUAL_COSTS]:
        if re.search(r"[^\W\d_]", name) and name.casefold() not in taken:
            taken.add(name.casefold())
            names.append(name[:1].upper() + name[1:])
    return names


def _put(
    sheet: Worksheet, place: str, value: Any, *, style: str = _RUPIAH, bold: bool = False
) -> None:
    """Write a number or a formula of ours."""
    sheet[place].value = value
    sheet[place].number_format = style
    sheet[place].font = _BOLD if bold else _PLAIN


def _text(sheet: Worksheet, place: str, value: str, *, bold: bool = False) -> None:
    """Write a text that stays a text, whatever it begins with."""
    sheet[place].value = plain_cell(value)
    sheet[place].data_type = "s"
    sheet[place].font = _BOLD if bold else _PLAIN


def _heading(sheet: Worksheet, title: str, note: str, row: int) -> None:
    _text(sheet, "A1", title)
    sheet["A1"].font = _TITLE
    _text(sheet, "A2", note)
    for column, (name, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        letter = "ABCDEF"[column]
        sheet.column_dimensions[letter].width = width
        _text(sheet, f"{letter}{row}", name, bold=True)
        sheet[f"{letter}{row}"].fill = _HEAD
        side = "right" if "(Rp)" in name else "left"
        sheet[f"{letter}{row}"].alignment = Alignment(horizontal=side, wrap_text=True)
    sheet.print_title_rows = f"{row}:{row}"
    sheet.freeze_panes = f"A{row + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _groups_sheet(sheet: Worksheet, groups: Sequence[str]) -> None:
    _text(sheet, "A1", "Golongan", bold=True)
    sheet.column_dimensions["A"].width = 34
    for row, group in enumerate(groups, start=2):
        _text(sheet, f"A{row}", group)


def _own_sheet(sheet: Worksheet, groups: int) -> None:
    note = "Satu file untuk satu bulan. Isi kotak kuning saja; sisanya dihitung sendiri."
    _heading(sheet, "Buku kas", note, FIRST - 1)
    _text(sheet, "A3", "Kas awal: uang di dompet usaha pada hari pertama", bold=True)
    _fillable(sheet, "D3", _RUPIAH)
    for row in range(FIRST, LAST + 1):
        for letter, style in zip("ABCDE", ("dd/mm/yyyy", "@", "@", _RUPIAH, _RUPIAH), strict=True):
            _fillable(sheet, f"{letter}{row}", style)
        left = f"$D$3+SUM(D${FIRST}:D{row})-SUM(E${FIRST}:E{row})"
        _put(sheet, f"F{row}", f'=IF(COUNT(D{row}:E{row})=0,"",{left})')
    _validate(sheet, f"C{FIRST}:C{LAST}", f"=Daftar!$A$2:$A${groups + 1}")
    _numbers_only(sheet, f"D3 D{FIRST}:E{LAST}")


def _fillable(sheet: Worksheet, place: str, style: str) -> None:
    sheet[place].fill, sheet[place].border, sheet[place].font = _INPUT, _GRID, _PLAIN
    sheet[place].number_format = style


def _validate(sheet: Worksheet, cells: str, source: str) -> None:
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "Golongan", "Pilih golongan dari daftar."
    sheet.add_data_validation(rule)
    rule.add(cells)


def _numbers_only(sheet: Worksheet, cells: str) -> None:
    """Refuse "20rb": a text would be left out of every sum without a word."""
    rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
    rule.allow_blank = rule.showErrorMessage = True
    rule.errorTitle, rule.error = "Angka", "Tulis angkanya saja, misalnya 20000."
    sheet.add_data_validation(rule)
    for part in cells.split():
        rule.add(part)


def _summary_sheet(sheet: Worksheet, costs: Sequence[str]) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 18
    _text(sheet, "A1", "Ringkasan bulan ini")
    sheet["A1"].font = _TITLE
    first, last = 5, 4 + len(costs)
    total = last + 1
    grouped = f"SUM(B4,B{total},B{total + 3},B{total + 4})"
    rows = [(3, "Kas awal", "='Buku kas'!D3"), (4, SALES, _sum_of("A4", "D"))]
    rows += [(row, name, _sum_of(f"A{row}", "E")) for row, name in enumerate(costs, start=first)]
    rows += [
        (total, "Jumlah biaya usaha", f"=SUM(B{first}:B{last})"),
        (total + 1, "Untung", f"=B4-B{total}"),
        (total + 2, "Untung dari penjualan", f"=IF(B4=0,0,B{total + 1}/B4)"),
        (total + 3, HOME, _sum_of(f"A{total + 3}", "E")),
        (total + 4, CAPITAL, _sum_of(f"A{total + 4}", "D")),
        (total + 5, "Kas akhir", f"=B3+SUM({_range('D')})-SUM({_range('E')})"),
        (total + 6, "Belum diberi golongan", f"=SUM({_range('D')},{_range('E')})-{grouped}"),
    ]
    for row, name, formula in rows:
        strong = name in {SALES, "Jumlah biaya usaha", "Untung", "Kas akhir"}
        _text(sheet, f"A{row}", name, bold=strong)
        _put(sheet, f"B{row}", formula, style=_SHARE if row == total + 2 else _RUPIAH, bold=strong)
    _text(sheet, f"A{total + 8}", "Kas akhir harus sama dengan uang di dompet usaha.")


def _range(letter: str) -> str:
    return f"'Buku kas'!${letter}${FIRST}:${letter}${LAST}"


def _sum_of(group: str, letter: str) -> str:
    return f"=SUMIF({_range('C')},{group},{_range(letter)})"


def _practice_sheet(sheet: Worksheet) -> None:
    _heading(sheet, "Contoh", "Seminggu Bu Endah (data latihan).", 5)
    _text(sheet, "A3", "Kas awal", bold=True)
    _put(sheet, "D3", WEEK_OPENING)
    for row, (what, group, amount) in enumerate(WEEK, start=6):
        _text(sheet, f"B{row}", what)
        _text(sheet, f"C{row}", group)
        _put(sheet, f"D{row}", amount if group == SALES else None)
        _put(sheet, f"E{row}", None if group == SALES else amount)
        _put(sheet, f"F{row}", f"=$D$3+SUM(D$6:D{row})-SUM(E$6:E{row})")
    last = 5 + len(WEEK)
    _validate(sheet, f"C6:C{last}", f'"{SALES},{COSTS},{HOME},Kas awal"')
    _practice_sums(sheet, last)


def _practice_sums(sheet: Worksheet, last: int) -> None:
    groups, top = f"C6:C{last}", last + 2
    rows = [
        (SALES, f'=SUMIF({groups},"{SALES}",D6:D{last})', _RUPIAH),
        (COSTS, f'=SUMIF({groups},"{COSTS}",E6:E{last})', _RUPIAH),
        ("Untung", f"=D{top}-D{top + 1}", _RUPIAH),
        ("Untung dari penjualan", f"=IF(D{top}=0,0,D{top + 2}/D{top})", _SHARE),
        (HOME, f'=SUMIF({groups},"{HOME}",E6:E{last})', _RUPIAH),
        ("Kas akhir", f"=D3+SUM(D6:D{last})-SUM(E6:E{last})", _RUPIAH),
    ]
    for row, (name, formula, style) in enumerate(rows, start=top):
        _text(sheet, f"B{row}", name, bold=True)
        _put(sheet, f"D{row}", formula, style=style, bold=True)
