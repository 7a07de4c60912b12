"""The lists that name people by code: who stands where in them, and the lists without somebody.

The rows of others keep every byte: their quotes, their line ends, in Excel their form.
"""

from __future__ import annotations

import codecs
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from course.files import Places
from course.people.lists import columns_in, find_file, head_in
from course.people.written import read_code
from course.spreadsheets import (
    XLSX,
    decoded,
    drop_rows,
    numbered_lines,
    read_cells,
    read_sheets,
    separator,
)

Unwanted = Callable[[Mapping[str, str]], bool]
"""Whether a row, by its columns, is to go."""
_WHAT = "daftar"
_WHOSE = ("participant", "speaker", "mentor", "lecturer")
"""The columns that say whose row it is; the first that is there counts."""
_NAMES = {"name", "nama"}
_CONTACT = re.compile(r"whatsapp|\bwa\b|\bhp\b|telepon|telp|phone|nomor|mail|surel")
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
    """Return the private lists that are there, whatever saved them; the roster last."""
    places = Places(root)
    every = (places.mentors, places.lecturers, places.speakers, places.workshop_list, places.roster)
    found = [(one, one.with_suffix(XLSX), find_file(one)) for one in every]
    return [path for path in dict.fromkeys(chain.from_iterable(found)) if path.is_file()]


def counts(root: Path) -> list[Path]:
    """Return the lists that hold only codes: attendance, votes, live classes, decisions."""
    places = Places(root)
    own = (places.attendance, places.votes, places.live, places.decisions)
    return [path for path in own if path.is_file()]


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
    for cells in read_sheets(path, _WHAT).values():
        if head := _head_of(cells.lines):
            for line in cells.lines:
                yield dict(zip(head, map(str.strip, line), strict=False))


def _head_of(lines: Sequence[Sequence[str]]) -> list[str]:
    """Return the columns' names of a list of people; empty where there are none."""
    at = head_in(lines)
    return [] if at is None else columns_in(lines[at])


def code_of(row: Mapping[str, str]) -> str:
    """Return whose row it is; empty where that is not said, as above the columns' names."""
    return next((code_in(row[column]) for column in _WHOSE if column in row), "")


def code_in(cell: str) -> str:
    """Return the code in a cell, also from ``u7`` or ``U 07``; the cell itself where it is none."""
    return read_code(cell) or cell.strip()


def is_about(code: str) -> Unwanted:
    """Return what tells the rows of ``code``."""
    return lambda row: code_of(row) == code


def drop(path: Path, unwanted: Unwanted) -> bytes | None:
    """Return a list without the rows that are ``unwanted``; None where there are none.

    Raises CourseError for a list that cannot be read.
    """
    data = path.read_bytes()
    if is_workbook(data):
        return without_rows(data, lambda lines: partial(_is_unwanted, unwanted, _head_of(lines)))
    head = _head_of(read_cells(path, _WHAT).lines)
    return change_lines(
        data, lambda cells, line: "" if _is_unwanted(unwanted, head, cells) else line
    )


def is_workbook(data: bytes) -> bool:
    """Return whether a list is an Excel workbook, whatever its name."""
    return data.startswith(b"PK\x03\x04")


def without_rows(
    data: bytes, unwanted: Callable[[Sequence[Sequence[str]]], Callable[[Sequence[str]], bool]]
) -> bytes | None:
    """Return a workbook without rows; ``unwanted`` says of a sheet's lines which of them go.

    None where there are none. Raises CourseError for what cannot be read, or is too large.
    """
    return changed_workbook(
        data, lambda copy, name, lines: drop_rows(copy, _WHAT, unwanted(lines), name)
    )


def changed_workbook(
    data: bytes, change: Callable[[Path, str, Sequence[Sequence[str]]], int]
) -> bytes | None:
    """Let ``change`` (file, sheet, lines) write into a copy; return it, or None if it did not."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"daftar{XLSX}"
        copy.write_bytes(data)
        sheets = read_sheets(copy, _WHAT).items()
        changed = sum(change(copy, name, cells.lines) for name, cells in sheets)
        return copy.read_bytes() if changed else None


def _is_unwanted(unwanted: Unwanted, head: Sequence[str], line: Sequence[str]) -> bool:
    return bool(head) and unwanted(dict(zip(head, line, strict=False)))


def change_lines(
    data: bytes, change: Callable[[Sequence[str], str], str], delimiter: str = ""
) -> bytes | None:
    """Return a CSV with each line as ``change`` (cells, the line itself) gives it back.

    What it does not change keeps every byte, whatever the encoding. None where nothing changed.
    Raises BadLineError for what is no CSV.
    """
    text, coding = _decoded(data)
    declared = re.match(r'"?sep=(.)"?', text.removeprefix("\ufeff"), re.IGNORECASE)
    delimiter = delimiter or (declared[1] if declared else separator(text.removeprefix("\ufeff")))
    lines, last, left = _LINE.findall(text), 0, list[str]()
    # A mark before the first quote would make the quote a part of the cell.
    read = (line.removeprefix("\ufeff") for line in lines)
    for number, cells in numbered_lines(read, delimiter):
        left.append(change(cells, "".join(lines[last:number])))
        last = number
    changed = "".join(left)
    return None if changed == text else changed.encode(coding, "surrogateescape")


def _decoded(data: bytes) -> tuple[str, str]:
    """Return a table's text and encoding, such that every byte comes back, a mark as a letter."""
    try:
        coding = decoded(data)[1]
    except ValueError:
        coding = "utf-8"
    if coding == "utf-16":
        coding = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    coding = coding.removesuffix("-sig")
    with suppress(ValueError):
        text = data.decode(coding)
        if text.encode(coding) == data:
            return text, coding
    return data.decode("utf-8", "surrogateescape"), "utf-8"
