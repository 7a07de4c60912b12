"""Tables for statistics programs and figures for print, beside the report's page."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from course.evaluation.statistics.arrays import Note
from course.reports.figures import WIDTH
from course.spreadsheets import guarded, plain_cell

DPI = 300
"""Of the PNG figures: what journals ask for."""
_WIDEST = 48


def save_tables(folder: Path, name: str, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write each table as ``<name>-<key>.csv``, and all as sheets of ``<name>.xlsx``.

    Numbers are unrounded, with a decimal point, for statistics programs; what cannot be computed is
    an empty cell, and the column ``notes`` says why: notes and flags stand as codes with a space
    between them (``Note.__str__``), in no language. A text that a spreadsheet would take for a
    formula is a ``plain_cell``.
    """
    with pd.ExcelWriter(folder / f"{name}.xlsx", engine="openpyxl") as book:
        for key, table in tables.items():
            flat = _flat(table)
            _guarded(flat).to_csv(folder / f"{name}-{key}.csv", index=False, lineterminator="\n")
            flat.to_excel(book, sheet_name=key, index=False)
            _dress(book.sheets[key])


def _flat(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its notes and tuples (of notes or flags) as text, texts harmless."""
    coded = [c for c in table.columns if table[c].map(lambda v: isinstance(v, tuple | Note)).any()]
    texts = [c for c in table.select_dtypes(["object", "string"]).columns if c not in coded]
    cells = {c: table[c].map(_text) for c in coded} | {c: table[c].map(_harmless) for c in texts}
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


def _dress(sheet: Worksheet) -> None:
    sheet.freeze_panes = "A2"
    for column, cells in enumerate(sheet.iter_cols(), start=1):
        longest = max((len(str(cell.value)) for cell in cells if cell.value is not None), default=4)
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, _WIDEST)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top")


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
