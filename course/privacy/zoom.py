"""One person out of Zoom's reports, and out of the sheets in which names were confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from course import CourseError
from course.files import Places, is_regular
from course.people.sheet import Line, read_sheet, sheets
from course.people.written import read_code
from course.privacy.identity import Person, plain
from course.privacy.lists import change_lines, changed_workbook, is_workbook, without_rows
from course.spreadsheets import drop_rows, set_cells, typed

_Key = tuple[str, str]
_WHO_COLUMNS = 6  # name and address stand in front, in a webinar's report after three others
_NO = {"tidak", "tdk", "t", "bukan", "no", "n", "false", "salah", "-", "x", "0", "lain"}
_OURS = {"usulan", "nama_daftar", "alasan"}
"""The columns in which a proposal of ours says who somebody may be."""


@dataclass(frozen=True)
class Attendees:
    """Who is who by the sheets that a person confirmed: name (``plain``) and address of each."""

    theirs: frozenset[_Key]
    others: frozenset[_Key]


def tables(root: Path) -> list[Path]:
    """Return Zoom's reports, then the sheets of names, which say whose rows are whose."""
    folder = Places(root).zoom
    every = sorted(p for end in ("csv", "xlsx") for p in folder.glob(f"*.{end}") if is_regular(p))
    return sorted(every, key=lambda path: is_sheet(root, path))


def is_sheet(root: Path, path: Path) -> bool:
    """Return whether a file is a sheet of names, also one that was set aside."""
    return Places(root).matches.stem in path.stem


def attendees_of(root: Path, person: Person) -> Attendees:
    """Return whom the sheets take for ``person``, and for anybody else."""
    theirs, others = set[_Key](), set[_Key]()
    for line in _lines(root):
        one = plain(line.attendee.name), plain(line.attendee.email)
        (theirs if _is_said(line, person, one) else others).add(one)
    return Attendees(frozenset(theirs), frozenset(others - theirs))


def _lines(root: Path) -> Iterator[Line]:
    for path in sheets(root):
        with suppress(CourseError):  # named when it is to be changed
            yield from read_sheet(path)


def _is_said(line: Line, person: Person, one: _Key) -> bool:
    answer, code = line.answer.strip().casefold(), read_code(line.answer)
    if not answer:
        return _says(one, person)
    if code:
        return code == person.code
    return answer.strip(" .!") not in _NO and read_code(line.proposed) == person.code


def _says(one: _Key, person: Person) -> bool:
    """Return whether name and address leave no doubt, although nobody has confirmed them."""
    name, address = one
    return bool(
        person.word.search(name.upper())
        or (address and address in person.addresses)
        or (name in {plain(own) for own in person.names} and name not in person.others)
    )


def without_attendee(data: bytes, person: Person, known: Attendees) -> bytes | None:
    """Return a Zoom report without their rows; None where there are none."""
    theirs = partial(_is_theirs, person, known)
    if is_workbook(data):
        return without_rows(data, lambda _lines: theirs)
    text = data.decode("utf-8", "replace").replace("\0", "")
    delimiter = max(",;\t", key=text.count)
    return change_lines(data, lambda cells, line: "" if theirs(cells) else line, delimiter)


def _is_theirs(person: Person, known: Attendees, cells: Sequence[str]) -> bool:
    strangers = {name for name, _ in known.others}
    shown = [plain(typed(cell)) for cell in cells[:_WHO_COLUMNS]]
    addresses = {cell for cell in shown if "@" in cell}
    listed = any(
        name in shown
        and (not address or address in addresses)
        and not any((name, other) in known.others for other in addresses)
        for name, address in known.theirs
        if name
    )
    return listed or any(
        _says((cell, ""), person) or cell in person.addresses
        for cell in shown
        if cell and cell not in strangers
    )


def without_match(data: bytes, person: Person, known: Attendees) -> bytes | None:
    """Return a sheet of names without their rows, and without the proposal of them elsewhere."""
    if is_workbook(data):
        return changed_workbook(data, partial(_match_in_workbook, person, known))
    head: list[str] = []

    def left(cells: Sequence[str], line: str) -> str:
        if not head:
            names = [cell.strip().casefold() for cell in cells]
            head.extend(names if "nama_zoom" in names else [])
            return line
        row = dict(zip(head, map(typed, cells), strict=False))
        if _is_row_of(row, known):
            return ""
        for column, text in _unproposed(row, person).items():
            at = line.rfind(row[column])
            line = line[:at] + text + line[at + len(row[column]) :]
        return line

    return change_lines(data, left)


def _match_in_workbook(
    person: Person, known: Attendees, copy: Path, name: str, lines: Sequence[Sequence[str]]
) -> int:
    heads = [[cell.strip().casefold() for cell in line] for line in lines]
    at = next((n for n, head in enumerate(heads) if "nama_zoom" in head), None)
    if at is None:
        return 0
    head = heads[at]

    def row_of(line: Sequence[str]) -> dict[str, str]:
        return dict(zip(head, map(typed, line), strict=False))

    changes = {
        (number, head.index(column) + 1): text
        for number, line in enumerate(lines[at + 1 :], start=at + 2)
        for column, text in _unproposed(row_of(line), person).items()
    }
    set_cells(copy, copy.name, changes, name)
    gone = drop_rows(copy, copy.name, lambda line: _is_row_of(row_of(line), known), name)
    return len(changes) + gone


def _is_row_of(row: dict[str, str], known: Attendees) -> bool:
    return (plain(row.get("nama_zoom", "")), plain(row.get("email", ""))) in known.theirs


def _unproposed(row: dict[str, str], person: Person) -> dict[str, str]:
    """Return the cells of a proposal that say something of the person, as they are to be."""
    changed = {}
    for column in _OURS & row.keys():
        text = row[column]
        name = column == "nama_daftar" and text.strip() in person.names
        left = "" if name else person.word.sub("", text)
        if left != text:
            changed[column] = left
    return changed
