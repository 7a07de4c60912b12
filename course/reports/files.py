"""Tables for statistics programs and figures for print, beside the report's page."""

from __future__ import annotations

import base64
import io
import math
import re
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
_WIDEST, _FIGURE = 48, 14
"""Characters a column is wide at most; a column of figures in a table that is turned."""
_LINE = 15.0
"""Points a line of a spreadsheet is high."""
_PAGE, _NARROW = 220, 130
"""Characters across an A4 page that can still be read when a sheet is fitted to it; up to so many
it is printed upright."""
_HIGH = 100
"""Lines down an A4 page that can still be read."""
_MARGIN = 0.5
"""Inches; the header and the footer stand in it."""


def save_tables(
    folder: Path, name: str, tables: Mapping[str, pd.DataFrame], words: Language
) -> None:
    """Write each table as ``<name>-<key>.csv``, and all as sheets of ``<name>.xlsx``.

    Numbers are unrounded; what cannot be computed is an empty cell, and the column ``notes`` says
    why: notes and flags stand as codes with a space between them (``Note.__str__``). The CSV, for
    statistics programs, has a decimal point and is the same in every language; the workbook, for
    people, has headings in words and a legend first, is set for printing, and holds a wide table
    turned: a row a figure. A text that a spreadsheet would take for a formula is a ``plain_cell``.
    """
    flat = {key: _flat(table) for key, table in tables.items()}
    with pd.ExcelWriter(folder / f"{words.named(name)}.xlsx", engine="openpyxl") as book:
        legend = words.say("text.legend")
        _legend(words, flat).to_excel(book, sheet_name=legend, index=False, header=False)
        _dress(book.sheets[legend], words.say("text.legend"))
        for key, table in flat.items():
            (folder / f"{name}-{key}.csv").write_bytes(_as_csv(table).encode())
            headed = table.rename(columns={c: words.column(key, c) for c in table.columns})
            if is_turned(table):
                head = words.column(key, next(c for c in _NAMES if c in table))
                headed = headed[[head, *headed.columns.drop(head)]].T
                headed.to_excel(book, sheet_name=key, header=False)
            else:
                headed.to_excel(book, sheet_name=key, index=False)
            _dress(book.sheets[key], words.sections["sheets"][key], turned=is_turned(table))
            if is_put_away(table):
                # LibreOffice prints a hidden sheet that has a print area.
                book.sheets[key].sheet_state, book.sheets[key].print_area = "hidden", None


def csv_of(table: pd.DataFrame) -> str:
    """Return a table as it is written for statistics programs."""
    return _as_csv(_flat(table))


def _as_csv(flat: pd.DataFrame) -> str:
    return str(_guarded(flat).to_csv(index=False, lineterminator="\n"))


_MANY = 20
"""Columns from which on a table of fewer rows is easier read turned."""
_NAMES = ("indicator", "cell", "name")
"""Columns that name a row."""


def is_turned(table: pd.DataFrame) -> bool:
    """Return whether a table stands turned in the workbook: a row a figure."""
    named = any(name in table for name in _NAMES)
    return named and len(table.columns) > max(_MANY, len(table))


def is_put_away(table: pd.DataFrame) -> bool:
    """Return whether a sheet is hidden, and not printed: people by code, and what shows nothing."""
    figures = (name for name in ("mean_lost", "odds", "g_high") if name in table)
    few_ = any(table[name].isna().all() for name in figures)
    unshown = "shown" in table and not table["shown"].any()
    return bool("participant" in table or table.empty or few_ or unshown)


def _legend(words: Language, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what the sheets hold, what their columns are called in the CSV, what codes mean.

    One row a term. A column whose name is made of parts (``Language.column``) is explained by
    them; of the codes only those that the tables hold.
    """
    said = words.sections
    rows: list[tuple[str, ...]] = [("", words.say("text.workbook")), ("", "")]
    rows.append(tuple(words.say(f"heads.{name}") for name in ("sheet", "holds")))
    rows += [(key, said["sheets"][key]) for key in tables]
    rows += [("", ""), tuple(words.say(f"heads.{name}") for name in ("in_csv", "column"))]
    terms: dict[str, dict[str, list[str]]] = {}
    for key, table in tables.items():
        for column in table.columns:
            for part in words.parts(key, column):
                named = words.column(key, part)
                terms.setdefault(part, {}).setdefault(named, []).append(key)
    for part, meanings in terms.items():
        for named, keys in meanings.items():
            where = f" ({', '.join(dict.fromkeys(keys))})" if len(meanings) > 1 else ""
            rows.append((f"…{part}" if part.startswith("_") else part, f"{named}{where}"))
    rows += [("", ""), tuple(words.say(f"heads.{name}") for name in ("code", "meaning"))]
    texts = (
        table[c] for table in tables.values() for c in table.select_dtypes(["object", "string"])
    )
    held = {word for text in texts for value in text for word in _WORD.findall(str(value))}
    rows += [(code, meaning) for code, meaning in said["codes"].items() if code in held]
    return pd.DataFrame(rows)


_WORD = re.compile(r"\w+")


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


def _dress(sheet: Worksheet, title: str, *, turned: bool = False) -> None:
    """Set a sheet for reading and for print: A4, all its width, its headings on every page."""
    sheet.freeze_panes = "B2"
    total = 0.0
    for column, cells in enumerate(sheet.iter_cols(), start=1):
        head, *below = cells
        shown = [_shown(cell) for cell in below]
        words = max((len(word) for word in str(head.value or "").split()), default=4)
        widest = _FIGURE if turned and column > 1 else _WIDEST
        longest = max([words, *(min(len(text), widest) for text in shown)])
        sheet.column_dimensions[get_column_letter(column)].width = longest + 2
        total += longest + 2
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    _stretch(sheet)
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    if sheet.max_row > 1:
        sheet.print_area = sheet.dimensions
    wide = total > _NARROW and _lines(sheet) < _HIGH / 2
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = math.ceil(total / _PAGE)
    sheet.page_setup.fitToHeight = math.ceil(_lines(sheet) / _HIGH)
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, _MARGIN)
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(left=_HeaderFooterPart(text=title))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(right=_HeaderFooterPart(text="&P/&N"))


def _lines(sheet: Worksheet) -> float:
    heights = (sheet.row_dimensions[n + 1].height or _LINE for n in range(sheet.max_row))
    return sum(heights) / _LINE


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
