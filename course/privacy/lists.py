"""The lists that name people by code: who stands where in them, and the lists without somebody.

The rows of others keep every byte: their quotes, their line ends, in Excel their form.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.files import Places
from course.spreadsheets import XLSX, by_column, numbered_lines, read_cells, separator, sheet_names

Unwanted = Callable[[Mapping[str, str]], bool]
"""Whether a row (by its columns, in small letters) is to go."""
_WHOSE = ("participant", "speaker", "mentor", "lecturer")
"""The columns that say whose row it is; the first that is there counts."""
_NAMES = {"name", "nama"}
_CONTACT = re.compile(r"whatsapp|\bwa\b|\bhp\b|telepon|telp|phone|nomor|mail|surel")
_CODE = re.compile(r"\s*([A-Za-z]{1,3})[\s._-]*([0-9]{1,6})\s*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True)
class Entry:
    """One row of a private list."""

    path: Path
    code: str
    mentor: str
    """Who looks after them; empty in the other lists."""
    names: tuple[str, ...]
    contacts: tuple[str, ...]
    """The cells with a number or an address, as they stand there."""


def lists(root: Path) -> list[Path]:
    """Return the private lists that are there, CSV and Excel; the roster last."""
    places = Places(root)
    every = (
        *(places.mentors, places.lecturers, places.speakers, places.workshop_list, places.roster),
    )
    both = (path for one in every for path in (one, one.with_suffix(XLSX)))
    return [path for path in both if path.is_file()]


def counts(root: Path) -> list[Path]:
    """Return the lists that hold only codes: attendance, votes, decisions."""
    places = Places(root)
    return [p for p in (places.attendance, places.votes, places.decisions) if p.is_file()]


def entries(root: Path) -> Iterator[Entry]:
    """Yield every row of the private lists; CourseError for one that cannot be read."""
    for path in lists(root):
        for row in _rows(path):
            if code := code_of(row):
                yield Entry(
                    path, code,
                    code_in(row.get("mentor", "")) if row.get("participant") else "",
                    tuple(v for k, v in row.items() if k in _NAMES and v),
                    tuple(v for k, v in row.items() if _CONTACT.search(k) and v),
                )  # fmt: skip


def rows_about(path: Path, code: str) -> list[dict[str, str]]:
    """Return a list's rows about ``code`` by column; CourseError for one that cannot be read."""
    return [row for row in _rows(path) if code_of(row) == code]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    for sheet in sheet_names(path) if path.suffix == XLSX else [""]:
        for raw in by_column(read_cells(path, "daftar", sheet)):
            yield {_head(name): cell.strip() for name, cell in raw.items()}


def code_of(row: Mapping[str, str]) -> str:
    """Return whose row it is; empty where that is not said."""
    return next((code_in(row[column]) for column in _WHOSE if column in row), "")


def code_in(cell: str) -> str:
    """Return the code in a cell, also from ``u7`` or ``U 07``; the cell itself where it is none."""
    found = _CODE.fullmatch(cell)
    return f"{found[1].upper()}{found[2].zfill(2)}" if found else cell.strip()


def _head(cell: str) -> str:
    return cell.strip().casefold()


def is_about(code: str) -> Unwanted:
    """Return what tells the rows of ``code``."""
    return lambda row: code_of(row) == code


def drop(path: Path, unwanted: Unwanted) -> bytes | None:
    """Return a list without the rows that are ``unwanted``; None where there are none.

    Raises CourseError for a list that cannot be read.
    """
    data = path.read_bytes()
    if path.suffix.lower() == XLSX:
        read_cells(path, "daftar")  # a broken one is named
        return _without_excel_rows(data, unwanted)
    return _without_lines(data, unwanted)


def _without_lines(data: bytes, unwanted: Unwanted) -> bytes | None:
    head: list[str] = []

    def left(cells: Sequence[str], line: str) -> str:
        if not head:
            names = [_head(cell) for cell in cells]
            head.extend(names if set(names) & set(_WHOSE) else [])
            return line
        return "" if unwanted(dict(zip(head, cells, strict=False))) else line

    return change_lines(data, left)


def change_lines(
    data: bytes, change: Callable[[Sequence[str], str], str], delimiter: str = ""
) -> bytes | None:
    """Return a CSV with each line as ``change`` (cells, the line itself) gives it back.

    What it does not change keeps every byte, whatever the encoding. None where nothing changed.
    Raises BadLineError for what is no CSV.
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    little = data.startswith(codecs.BOM_UTF16_LE)
    coding = ("utf-16-le" if little else "utf-16-be") if wide else "utf-8"
    errors = "surrogatepass" if wide else "surrogateescape"
    text = data.decode(coding, errors)
    lines, last, left = _LINE.findall(text), 0, list[str]()
    # A mark before the first quote would make the quote a part of the cell.
    read = (line.removeprefix("\ufeff") for line in lines)
    for number, cells in numbered_lines(read, delimiter or _delimiter(text)):
        left.append(change(cells, "".join(lines[last:number])))
        last = number
    changed = "".join(left)
    return None if changed == text else changed.encode(coding, errors)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0].removeprefix("\ufeff")
    return "\t" if "\t" in first and ";" not in first else separator(text)


def _without_excel_rows(data: bytes, unwanted: Unwanted) -> bytes | None:
    from openpyxl import load_workbook  # noqa: PLC0415  slow to load; most lists are CSV

    book = load_workbook(io.BytesIO(data))
    changed = False
    for page in book.worksheets:
        rows = [[_shown(cell) for cell in row] for row in page.iter_rows(values_only=True)]
        at = next((n for n, row in enumerate(rows) if set(map(_head, row)) & set(_WHOSE)), None)
        if at is None:
            continue
        head = [_head(cell) for cell in rows[at]]
        for number in range(len(rows) - 1, at, -1):
            if unwanted(dict(zip(head, rows[number], strict=False))):
                page.delete_rows(number + 1)
                changed = True
    content = io.BytesIO()
    if changed:
        book.save(content)
    return content.getvalue() if changed else None


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
