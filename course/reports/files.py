"""Tables for statistics programs and figures for print, beside the report's page."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from pandas.api.types import is_numeric_dtype

from course.evaluation.statistics.arrays import Note
from course.reports.figures import WIDTH
from course.reports.language import Language
from course.spreadsheets import guarded, plain_cell

DPI = 300
"""Of the PNG figures: what journals ask for."""
_WIDEST = 48
_LINE = 15.0
"""Points a line of a spreadsheet is high."""
_PAGE, _NARROW = 220, 130
"""Characters across an A4 page that can still be read when a sheet is fitted to it; up to so many
it is printed upright."""


def save_tables(
    folder: Path, name: str, tables: Mapping[str, pd.DataFrame], words: Language
) -> None:
    """Write each table as ``<name>-<key>.csv``, and all as sheets of ``<name>.xlsx``.

    Numbers are unrounded; what cannot be computed is an empty cell, and the column ``notes`` says
    why: notes and flags stand as codes with a space between them (``Note.__str__``). The CSV, for
    statistics programs, has a decimal point and is the same in every language; the workbook, for
    people, has headings in words, a legend first, and is set for printing. A text that a
    spreadsheet would take for a formula is a ``plain_cell``.
    """
    flat = {key: _flat(table) for key, table in tables.items()}
    with pd.ExcelWriter(folder / f"{words.named(name)}.xlsx", engine="openpyxl") as book:
        legend = words.say("text.legend")
        _legend(words, flat).to_excel(book, sheet_name=legend, index=False, header=False)
        _dress(book.sheets[legend], words.say("text.legend"))
        for key, table in flat.items():
            _guarded(table).to_csv(folder / f"{name}-{key}.csv", index=False, lineterminator="\n")
            heads = {column: words.column(key, column) for column in table.columns}
            table.rename(columns=heads).to_excel(book, sheet_name=key, index=False)
            _dress(book.sheets[key], words.sections["sheets"][key])


def _legend(words: Language, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what the sheets hold, what their columns are called in the CSV, what codes mean."""
    said = words.sections
    rows: list[tuple[str, ...]] = [("", words.say("text.workbook"), ""), ("", "", "")]
    rows.append((*(words.say(f"heads.{name}") for name in ("sheet", "holds")), ""))
    rows += [(key, said["sheets"][key], "") for key in tables]
    rows.append(("", "", ""))
    rows.append(tuple(words.say(f"heads.{name}") for name in ("in_csv", "column", "sheet")))
    columns: dict[tuple[str, str], list[str]] = {}
    for key, table in tables.items():
        for column in table.columns:
            columns.setdefault((column, words.column(key, column)), []).append(key)
    rows += [(*named, ", ".join(keys)) for named, keys in columns.items()]
    rows.append(("", "", ""))
    rows.append((*(words.say(f"heads.{name}") for name in ("code", "meaning")), ""))
    rows += [(code, meaning, "") for code, meaning in said["codes"].items()]
    return pd.DataFrame(rows)


def _flat(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its notes and tuples (of notes or flags) as text, texts harmless."""
    coded = [c for c in table.columns if any(isinstance(v, tuple | Note) for v in table[c])]
    # Codes may be categories, of which there are none in a class without grades.
    texts = [c for c in table.columns if c not in coded and not is_numeric_dtype(table[c].dtype)]
    plain = table.astype(dict.fromkeys(texts, object))
    cells = {c: plain[c].map(_text) for c in coded} | {c: plain[c].map(_harmless) for c in texts}
    return table.assign(**cells)


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _harmless(value: object, guard: Callable[[str], str] = plain_cell) -> object:
    # A dash alone is our own sign for "no category", and no formula.
    return guard(value) if isinstance(value, str) and value != "-" else value


def _guarded(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table for a CSV, its texts harmless where a semicolon separates too."""
    texts = table.select_dtypes(["object", "string"]).columns
    return table.assign(**{c: table[c].map(lambda v: _harmless(v, guarded)) for c in texts})


def _dress(sheet: Worksheet, title: str) -> None:
    """Set a sheet for reading and for print: A4 across, its headings on every page."""
    sheet.freeze_panes = "B2"
    total = 0.0
    for column, cells in enumerate(sheet.iter_cols(), start=1):
        head, *below = cells
        shown = [_shown(cell) for cell in below]
        words = max((len(word) for word in str(head.value or "").split()), default=4)
        longest = max([words, *(min(len(text), _WIDEST) for text in shown)])
        sheet.column_dimensions[get_column_letter(column)].width = longest + 2
        total += longest + 2
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    _stretch(sheet)
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    if sheet.max_row > 1:
        sheet.print_area = sheet.dimensions
    wide = total > _NARROW
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = math.ceil(total / _PAGE), 0
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(left=_HeaderFooterPart(text=title))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(right=_HeaderFooterPart(text="&P/&N"))


def _stretch(sheet: Worksheet) -> None:
    """Make the rows high enough for texts that are wrapped: not every program does so itself."""
    widths = [
        sheet.column_dimensions[get_column_letter(n + 1)].width for n in range(sheet.max_column)
    ]
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        texts = zip(row, widths, strict=True)
        lines = max((math.ceil(len(v) / w) for v, w in texts if isinstance(v, str)), default=1)
        if lines > 1:
            sheet.row_dimensions[number].height = _LINE * lines


def _shown(cell: Cell | MergedCell) -> str:
    """Return what a cell shows; a long number shows few digits, and keeps the others."""
    if isinstance(cell.value, float) and not cell.value.is_integer():
        cell.number_format = "0.000"
        return f"{cell.value:.3f}"
    if isinstance(cell.value, str):
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    return "" if cell.value is None else str(cell.value)


def inline(svg: bytes) -> str:
    """Return a drawing as a data URL, for a page that stands alone."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


def figure_html(figure: Figure, svg: bytes, caption: str) -> str:
    """Return a figure with its caption as HTML; ``svg`` is its drawing."""
    words = escape(caption)
    # A narrow figure keeps its letters as small as the others'.
    look = f"--part: {figure.get_figwidth() / WIDTH:.2f}"
    picture = f'<img style="{look}" src="{inline(svg)}" alt="{words}">'
    drawing = f'<div class="drawing" tabindex="0">{picture}</div>'
    return f"<figure>{drawing}<figcaption>{words}</figcaption></figure>"


def drawn_as_svg(figure: Figure) -> bytes:
    """Return the figure as SVG, the same bytes on every run."""
    drawn = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "kelas-umkm"}):
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    return drawn.getvalue()
