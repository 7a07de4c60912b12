"""Small tables that people keep in Excel or a text editor: read as text, cell by cell.

Every CSV is read here, whatever program saved it, and every text that leaves passes ``plain_cell``.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
import stat
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from course import CourseError
from course.files import trouble, write_atomically
from course.words import UNSEEN

XLSX = ".xlsx"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_INSIDE = re.compile(r"([;\r\n]\s*)(?=[=+\-@])")
_GUARDED_INSIDE = re.compile(r"([;\r\n]\s*)'(?=[=+\-@])")

_SEPARATORS = (";", "\t", ",", "|")
_DECLARED = re.compile(r'"?sep=(.)"?[;,\t ]*(\r\n|\r|\n)', re.IGNORECASE)
"""The first line by which Excel is told the separator; Excel does not count it as a row."""
_SAMPLE = 30  # rows by which the separator is told
OLD_ENCODINGS = ("cp1252", "cp850", "mac_roman")
"""Excel's "CSV" (Windows), "CSV (MS-DOS)" and "CSV (Macintosh)", the likeliest first."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_SAVE_AS = "Buka dengan Excel, lalu simpan sebagai Excel Workbook (.xlsx) atau CSV UTF-8"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MOST_IN_SHEETS, _MOST_BESIDE, _MOST_TO_CHANGE = 200 << 20, 50 << 20, 20 << 20
"""Bytes of an XLSX's unpacked parts; the last, of one that is to be written into."""
_A_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")  # only a filled cell's XML holds one


class BadLineError(ValueError):
    """A line that is not CSV: ``line`` is its number in the file, from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True)
class Cells:
    """A table as text: ``lines[0]`` is what a spreadsheet shows as row 1, empty rows included."""

    lines: list[list[str]]
    delimiter: str = ""
    """What separates the cells of a CSV; empty for a sheet of an XLSX."""
    encoding: str = ""
    declared: str = ""  # a CSV's first line ``sep=;`` with its end


def numbered_lines(
    text: str | Iterable[str], delimiter: str, *, strict: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Yield each line of a CSV with the number of the line in the file where it ends, from 1.

    ``text`` is the whole, or its lines; ``strict`` refuses open quotes too. Raises BadLineError.
    """
    source = io.StringIO(text, newline="") if isinstance(text, str) else text
    reader = csv.reader(source, delimiter=delimiter, strict=strict)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise BadLineError(reader.line_num, str(error)) from error


def separator(text: str) -> str:
    """Return what separates the cells: by which the most rows have the same number of cells."""

    def fit(mark: str) -> tuple[int, int]:
        rows = (cells for _, cells in numbered_lines(text, mark) if any(map(str.strip, cells)))
        widths = Counter(len(cells) for cells in islice(rows, _SAMPLE) if len(cells) > 1)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    # Of two that fit alike the finer one; where none fits, the comma.
    return max(_SEPARATORS, key=lambda mark: (fit(mark), mark == ","))


def decoded(data: bytes) -> tuple[str, str]:
    """Return (text, encoding) of a text file as Excel, LibreOffice or an editor saves it.

    Of Excel's old code pages it is the one in which letters beyond ASCII look the most like names.
    Raises ValueError for what is no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    start = data[:400]
    for zeros, name in ((start[1::2], "utf-16-le"), (start[::2], "utf-16-be")):
        if len(zeros) > 3 and zeros.count(0) > len(zeros) * 0.8:
            return data.decode(name, "replace"), name
    if b"\0" in start:
        raise ValueError("bukan tabel")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        texts = {name: data.decode(name, "replace") for name in OLD_ENCODINGS}
        best = max(texts, key=lambda name: _like_names(texts[name]))
        return texts[best], best


def _like_names(text: str) -> int:
    """Return how many letters beyond ASCII stand where names have them."""
    good = 0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        first = not text[max(found.start() - 1, 0) : found.start()].isalpha()
        good += found[0] in "\u2018\u2019" or found[0].islower() or (found[0].isupper() and first)
    return good


def read_cells(path: Path, what: str, sheet: str = "") -> Cells:
    """Read a CSV or the sheet called ``sheet`` (else the first) of an XLSX.

    ``what`` names the list in the CourseError for a file that cannot be read.
    """
    sheets = read_sheets(path, what)
    return sheets[sheet] if sheet in sheets else next(iter(sheets.values()))


def read_sheets(path: Path, what: str) -> dict[str, Cells]:
    """Read every sheet of an XLSX (told by its content) by name; of a CSV its only one, ""."""
    with _in_words(path, what):
        data = path.read_bytes()
        if data.startswith(_OLD_EXCEL):
            raise CourseError(
                f"{path}: {what} tidak bisa dibaca: ini Excel lama (.xls), atau berkasnya berkata "
                f"sandi. {_SAVE_AS}."
            )
        if data.startswith(b"PK\x03\x04") or path.suffix.lower() == XLSX:
            return _sheets_of(data)
        text, encoding = decoded(data)
        if re.match(r"\s*<(?:!doctype|html|table|\?xml)", text, re.IGNORECASE):
            raise CourseError(f"{path}: {what} tidak bisa dibaca: ini halaman web. {_SAVE_AS}.")
        return {"": _csv(text, encoding)}


@contextmanager
def _in_words(path: Path, what: str) -> Iterator[None]:
    """Say in one line what keeps a list from being read or written."""
    try:
        yield
    except CourseError:
        raise
    except FileNotFoundError as error:
        raise CourseError(f"{path}: {what} belum ada.") from error
    except PermissionError as error:
        raise CourseError(
            f"{path}: {what} tidak bisa dibuka. Kalau sedang terbuka di Excel, tutup dulu; kalau "
            "tidak, periksa izin berkasnya."
        ) from error
    except OSError as error:
        raise CourseError(trouble(error) or f"{path}: {what} tidak bisa dibaca.") from error
    except MemoryError as error:
        raise CourseError(
            f"{path}: {what} terlalu besar. Salin baris yang berisi ke buku "
            "baru, lalu simpan dengan nama yang sama."
        ) from error
    except Exception as error:
        # openpyxl raises almost anything for a workbook that is damaged or no workbook.
        raise CourseError(
            f"{path}: {what} tidak bisa dibaca: berkasnya rusak, atau bukan tabel. {_SAVE_AS}."
        ) from error


def _csv(text: str, encoding: str) -> Cells:
    declared = _DECLARED.match(text)
    text = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else separator(text)
    lines = [cells for _, cells in numbered_lines(text, delimiter)]
    # Opened where another separator is usual, everything came into the first column.
    if any(lines) and all(not any(map(str.strip, cells[1:])) for cells in lines):
        text = "\n".join(cells[0].replace("\n", " ") if cells else "" for cells in lines)
        inner = separator(text)
        if inner in text:
            return Cells([cells for _, cells in numbered_lines(text, inner)], inner, encoding)
    return Cells(lines or [[]], delimiter, encoding, declared[0] if declared else "")


def _sheets_of(data: bytes) -> dict[str, Cells]:
    from openpyxl import load_workbook  # noqa: PLC0415  slow to load; most rosters are CSV

    left = _filled_cells(data)
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that only a writer would lose
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for page in book.worksheets:
            page.reset_dimensions()  # what a program wrote there may be too little
            lines: list[list[str]] = []
            # Formatted to the last row, a sheet goes on for a million empty ones.
            rows = page.iter_rows(values_only=True) if left > 0 else ()
            for row in rows:
                lines.append([_text(value) for value in row])
                left -= sum(value is not None for value in row)
                if left <= 0:
                    break
            while lines and not any(lines[-1]):
                lines.pop()
            found[page.title] = Cells(lines or [[]])
        book.close()
    return found


def _filled_cells(data: bytes, most: int = _MOST_IN_SHEETS) -> int:
    """Return how many cells of a workbook hold something. Raises MemoryError."""
    with ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        sheets = [part for part in parts if part.filename.startswith("xl/worksheets/sheet")]
        if "xl/workbook.xml" not in archive.namelist():
            raise BadZipFile("no workbook")
        size = sum(part.file_size for part in sheets)
        if size > most or sum(part.file_size for part in parts) - size > _MOST_BESIDE:
            raise MemoryError(f"{size} bytes")
        count = 0
        for part in sheets:
            with archive.open(part) as xml:
                rest = b""
                while chunk := xml.read(1 << 20):
                    whole, mark, begun = (rest + chunk).rpartition(b"<")
                    count += len(_A_VALUE.findall(whole))
                    rest = mark + begun
                count += len(_A_VALUE.findall(rest))
    return count


def merged_areas(path: Path, sheet: str) -> list[str]:
    """Return the merged areas (``A1:C1``) of an XLSX's sheet; of a huge book none."""
    try:
        book = _whole_book(path.read_bytes())
    except MemoryError:
        return []
    return [str(area) for area in book[sheet].merged_cells.ranges]


def _text(value: Any) -> str:
    """Return a cell as one would have typed it into a CSV."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def by_column(cells: Cells) -> list[dict[str, str]]:
    """Return the rows under the first filled line by its names; rows of blanks are no rows."""
    filled = [line for line in cells.lines if any(map(str.strip, line))]
    head, *rows = filled or [[]]
    names = [name.strip() for name in head]
    return [dict(zip_longest(names, row[: len(names)], fillvalue="")) for row in rows]


def plain_cell(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula.

    A cell that begins with ``= + - @``, a tab or a line end gets an apostrophe before it, also
    behind blanks and as full-width signs (OWASP, "CSV Injection").
    """
    return f"'{text}" if _is_formula(text) else text


def _is_formula(text: str) -> bool:
    seen = re.sub(rf"^[\s\x00-\x1f{UNSEEN}]+", "", text)[:1]
    return text.startswith(_FORMULA) or unicodedata.normalize("NFKC", seen).startswith(_FORMULA)


def guarded(text: str) -> str:
    """Return ``text`` as a ``plain_cell`` of a CSV.

    Where the semicolon separates (Excel in Indonesian), a text in a CSV by comma is taken apart at
    its semicolons and line ends: what begins like a formula there gets its apostrophe as well.
    """
    return _INSIDE.sub(r"\1'", plain_cell(text))


def typed(cell: str) -> str:
    """Return what stood in a cell before ``plain_cell`` and ``csv_text``."""
    text = cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell
    return _GUARDED_INSIDE.sub(r"\1", text)


def csv_text(rows: Iterable[Iterable[object]], ends: str = "\r\n") -> str:
    """Return rows as CSV, by comma; every text in them is ``guarded``."""
    text = io.StringIO()
    csv.writer(text, lineterminator=ends).writerows(
        [_INSIDE.sub(r"\1'", plain_cell(cell)) if isinstance(cell, str) else cell for cell in row]
        for row in rows
    )
    return text.getvalue()


def set_cells(
    path: Path,
    what: str,
    changes: Mapping[tuple[int, int], str],
    sheet: str = "", gone: Collection[int] = (),
) -> None:  # fmt: skip
    """Write texts into cells by (row, column), both from 1, also below the last row.

    Then the rows ``gone`` go; all else stays. No text becomes a formula. CourseError as
    ``read_cells``, and for a file that cannot be written.
    """

    def changed(lines: list[list[str]]) -> list[list[str]]:
        for (row, column), text in changes.items():
            lines.extend([] for _ in range(row - len(lines)))
            line = lines[row - 1]
            line.extend([""] * (column - len(line)))
            line[column - 1] = guarded(text)
        return [line for number, line in enumerate(lines, start=1) if number not in gone]

    def change(page: Any) -> None:
        for place, text in changes.items():
            cell = page.cell(*place)
            cell.value, cell.data_type, cell.number_format = text, "s", "@"
        for number in sorted(gone, reverse=True):
            page.delete_rows(number)

    if changes or gone:
        _rewrite(path, what, changed, change, sheet)


def drop_rows(
    path: Path, what: str, unwanted: Callable[[Sequence[str]], bool], sheet: str = ""
) -> int:
    """Remove the rows for which ``unwanted`` is true; return how many. The first line stays."""
    lines = read_cells(path, what, sheet).lines
    gone = {number for number, line in enumerate(lines[1:], start=2) if unwanted(line)}
    set_cells(path, what, {}, sheet, gone)
    return len(gone)


def _rewrite(
    path: Path,
    what: str,
    change: Callable[[list[list[str]]], list[list[str]]],
    change_page: Callable[[Any], None],
    sheet: str,
) -> None:
    """Write a list anew as it was saved: encoding, separator, line ends; the sheets beside it."""
    cells = read_cells(path, what, sheet)
    with _in_words(path, what):
        old, mode = path.read_bytes(), stat.S_IMODE(path.stat().st_mode)
        if not cells.delimiter:
            write_atomically(path, _changed_book(old, change_page, sheet), mode)
            return
        before, text = old.decode(cells.encoding, "replace"), io.StringIO()
        ends = "\r\n" if "\r\n" in before else "\n" if "\n" in before else "\r"
        writer = csv.writer(text, delimiter=cells.delimiter, lineterminator=ends)
        writer.writerows(change(cells.lines))
        written = cells.declared + text.getvalue()
        try:
            data = written.encode(cells.encoding)
        except UnicodeEncodeError:
            data = written.encode("utf-8-sig")
        write_atomically(path, data, mode)


def _changed_book(data: bytes, change: Callable[[Any], None], sheet: str) -> bytes:
    book, content = _whole_book(data), io.BytesIO()
    page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
    # What formulas show is not saved with them: it would be gone until Excel reckons again. Only of
    # cells that are there (iter_rows makes one of every place), and where anything is shown.
    if formulas := [cell for cell in page._cells.values() if cell.data_type == "f"]:  # noqa: SLF001
        shown = _whole_book(data, data_only=True)[page.title]
        for cell in formulas:
            if (value := shown[cell.coordinate].value) is not None:
                cell.value = value
    change(page)
    book.save(content)
    return content.getvalue()


def _whole_book(data: bytes, *, data_only: bool = False) -> Any:
    """Return a workbook with its formats, and its formulas or what they show; or MemoryError."""
    from openpyxl import load_workbook  # noqa: PLC0415  as in _sheets_of

    _filled_cells(data, _MOST_TO_CHANGE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        macros = b"xl/vbaProject.bin" in data
        return load_workbook(io.BytesIO(data), keep_vba=macros, data_only=data_only)
