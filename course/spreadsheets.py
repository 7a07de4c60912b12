"""Small tables that people keep in Excel or a text editor: read as text, cell by cell.

Every CSV that the course reads is taken apart here, and every text of somebody else's that leaves
in a table passes ``plain_cell``.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from course import CourseError
from course.files import trouble, write_atomically

XLSX = ".xlsx"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class BadLineError(ValueError):
    """A line that is not CSV: ``line`` is its number in the file, from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True)
class Cells:
    """Every line of a table, as text."""

    lines: list[list[str]]
    delimiter: str
    merged: tuple[str, ...] = ()
    """Merged ranges of an Excel sheet (``A1:C1``)."""


def numbered_lines(
    text: str | Iterable[str], delimiter: str, *, strict: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Yield each line of a CSV with the number of the line in the file where it ends, from 1.

    ``text`` is the whole, or its lines. ``strict``: quotes that do not close are no CSV either.
    Raises BadLineError.
    """
    source = io.StringIO(text, newline="") if isinstance(text, str) else text
    reader = csv.reader(source, delimiter=delimiter, strict=strict)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise BadLineError(reader.line_num, str(error)) from error


def separator(text: str) -> str:
    """Return what separates the cells: a semicolon (Excel in Indonesian) or a comma."""
    return ";" if ";" in re.split(r"[\r\n]", text, maxsplit=1)[0] else ","


def read_cells(path: Path, what: str, sheet: str = "") -> Cells:
    """Read a CSV or the sheet called ``sheet`` (else the first) of an XLSX.

    ``what`` names the list in the CourseError for a file that cannot be read.
    """
    try:
        if path.suffix.lower() == XLSX:
            return _excel(path, sheet)
        # utf-8-sig: Excel on Windows writes a byte order mark.
        text = path.read_bytes().decode("utf-8-sig")
        delimiter = separator(text)
        return Cells([line for _, line in numbered_lines(text, delimiter)] or [[]], delimiter)
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        why = trouble(error) if isinstance(error, OSError) else ""
        raise CourseError(why or f"{path}: {what} tidak bisa dibaca ({error}).") from error


def _excel(path: Path, sheet: str) -> Cells:
    from openpyxl import load_workbook  # noqa: PLC0415  slow to load; most rosters are CSV

    book = load_workbook(path, data_only=True)
    page: Any = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
    lines = [[_text(value) for value in row] for row in page.iter_rows(values_only=True)]
    while lines and not any(lines[-1]):
        lines.pop()
    merged = tuple(str(area) for area in page.merged_cells.ranges)
    book.close()
    return Cells(lines or [[]], "", merged)


def sheet_names(path: Path) -> list[str]:
    """Return the names of an XLSX's sheets; none for another kind of file, or a broken one."""
    from openpyxl import load_workbook  # noqa: PLC0415  as in _excel

    try:
        return list(load_workbook(path, read_only=True).sheetnames)
    except (OSError, BadZipFile, KeyError, ValueError):
        return []


def _text(value: Any) -> str:
    """Return a cell as one would have typed it into a CSV."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def by_column(cells: Cells) -> list[dict[str, str]]:
    """Return the rows under the first line by its names; a cell that is not there is empty."""
    head, *rows = cells.lines
    return [dict(zip_longest(head, row[: len(head)], fillvalue="")) for row in rows if any(row)]


def plain_cell(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula.

    A cell that begins with ``= + - @``, a tab or a line end gets an apostrophe before it (OWASP,
    "CSV Injection").
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def typed(cell: str) -> str:
    """Return what stood in a cell before ``plain_cell``."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def csv_text(rows: Iterable[Iterable[object]], ends: str = "\r\n") -> str:
    """Return rows as CSV, by comma; every text in them becomes a ``plain_cell``."""
    text = io.StringIO()
    csv.writer(text, lineterminator=ends).writerows(
        [plain_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return text.getvalue()


def fill_in(path: Path, what: str, key: str, column: str, values: Mapping[str, str]) -> None:
    """Write ``values`` (by the text in column ``key``) into ``column``; all else stays as it is."""

    def filled(cells: Cells) -> list[list[str]]:
        head, *rows = cells.lines
        if column not in head:
            head.append(column)
        at, to = head.index(key), head.index(column)
        for row in rows:
            if len(row) > at and row[at].strip() in values:
                row.extend([""] * (to + 1 - len(row)))
                row[to] = values[row[at].strip()]
        return [head, *rows]

    _rewrite(path, what, filled)


def drop_rows(path: Path, what: str, unwanted: Callable[[Sequence[str]], bool]) -> int:
    """Remove the rows for which ``unwanted`` is true; return how many. The header stays."""
    dropped = 0

    def kept(cells: Cells) -> list[list[str]]:
        nonlocal dropped
        head, *rows = cells.lines
        left = [row for row in rows if not unwanted(row)]
        dropped = len(rows) - len(left)
        return [head, *left]

    _rewrite(path, what, kept)
    return dropped


def _rewrite(path: Path, what: str, change: Callable[[Cells], list[list[str]]]) -> None:
    cells = read_cells(path, what)
    before = [list(line) for line in cells.lines]
    lines = change(cells)
    if lines == before:
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if path.suffix.lower() == XLSX:
        _rewrite_excel(path, lines)
    else:
        old, text = path.read_bytes(), io.StringIO()
        ends = "\r\n" if b"\r\n" in old else "\n"
        csv.writer(text, delimiter=cells.delimiter, lineterminator=ends).writerows(lines)
        mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
        write_atomically(path, mark + text.getvalue().encode())
    path.chmod(mode)


def _rewrite_excel(path: Path, lines: Sequence[Sequence[str]]) -> None:
    """Write the first sheet anew; the other sheets stay."""
    from openpyxl import load_workbook  # noqa: PLC0415  as in _excel

    book = load_workbook(path)
    page = book.worksheets[0]
    page.delete_rows(1, page.max_row)
    for line in lines:
        page.append(list(line))
    content = io.BytesIO()
    book.save(content)
    write_atomically(path, content.getvalue())
