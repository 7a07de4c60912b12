"""A list as it is edited on a page: its cells as they were typed, and what a change does to it.

A change names its rows by their place and the code they had, and only the cells that were changed:
what another program wrote meanwhile stays. A list from elsewhere is taken in by such changes.
It comes as a lecturer keeps it: other names of columns, no codes, numbers that Excel rounded. An
empty cell never wipes one that is filled, nor a broken number one that can be read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from course import CourseError, spreadsheets
from course.files import Places, write_private
from course.people.blank import SHOWN
from course.people.lists import (
    EXAMPLES,
    HEAD_AMONG,
    PARTICIPANTS,
    Kind,
    Row,
    columns_in,
    find_list,
    is_like_consent,
    kind_of,
    read_list,
)
from course.people.roster import find_roster
from course.people.written import lost_digits, read_code, read_date, read_number, seen

TOKEN = "token"  # noqa: S105  a column's name
_MOST_ROWS = 5_000

Cell = Annotated[str, Field(max_length=5_000)]


class Edit(BaseModel):
    """What was done to one row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: Annotated[int, Field(ge=0)] = 0
    """Its row in the file; 0 for a new one."""
    was: Cell = ""
    """The code as it stood there."""
    cells: dict[str, Cell] = {}
    """What was typed into which column."""
    gone: bool = False


_EDITS = TypeAdapter(Annotated[tuple[Edit, ...], Field(max_length=_MOST_ROWS)])


def edits_in(text: str) -> tuple[Edit, ...]:
    """Return the changes in a page's JSON. Raises CourseError for what is none."""
    try:
        return _EDITS.validate_json(text or "[]")
    except ValidationError as error:
        raise CourseError(
            f"Perubahan ini tidak bisa dibaca (paling banyak {_MOST_ROWS} baris, dan satu sel "
            "tidak lebih dari 5.000 huruf). Muat ulang halaman ini."
        ) from error


def json_of(edits: Sequence[Edit]) -> str:
    """Return changes as ``edits_in`` reads them."""
    return _EDITS.dump_json(tuple(edits)).decode()


@dataclass(frozen=True)
class Grid:
    """A list as it was typed."""

    kind: Kind
    path: Path
    sheet: str = ""
    head: int = 1
    """The row with the columns' names."""
    places: Mapping[str, int] = field(default_factory=dict)
    """The place of each column, from 1."""
    width: int = 0
    rows: tuple[Row, ...] = ()
    last: int = 1
    """The last row of the file."""
    is_new: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns to show: those offered, then the list's own."""
        offered = SHOWN[self.kind]
        return (*offered, *(c for c in self.places if c not in {*offered, TOKEN}))

    @property
    def codes(self) -> list[str]:
        """Return the codes that can be read."""
        found = (read_code(row[self.kind.key]) for row in self.rows)
        return [code for code in found if code]


def read_grid(root: Path, kind: Kind) -> Grid:
    """Read a list of the class at ``root`` for editing; an empty one where there is none yet.

    Raises CourseError for one that cannot be read.
    """
    beside = find_roster(root)
    if kind is PARTICIPANTS:
        table = read_list(beside, kind) if beside.exists() else None
    else:
        table = find_list(beside, kind)
    if table is None:
        names = (*SHOWN[kind], *((TOKEN,) if TOKEN in kind.optional else ()))
        places = {name: n for n, name in enumerate(names, start=1)}
        path = Places(root).roster.with_name(kind.file)
        return Grid(kind, path, places=places, width=len(names), is_new=True)
    cells = spreadsheets.read_cells(table.path, kind.what, table.sheet)
    names = tuple(columns_in(cells.lines[table.head - 1]))
    places = {name: n for n, name in reversed(list(enumerate(names, start=1))) if name}
    ordered = dict(sorted(places.items(), key=lambda item: item[1]))
    as_typed = spreadsheets.typed if cells.delimiter else str
    rows = tuple(
        Row(number, {name: as_typed(line[n - 1]) for name, n in ordered.items() if n <= len(line)})
        for number, line in enumerate(cells.lines[table.head :], start=table.head + 1)
        if any(map(seen, line))
    )
    width = max(map(len, cells.lines))
    return Grid(kind, table.path, table.sheet, table.head, ordered, width, rows, len(cells.lines))


@dataclass
class Plan:
    """What edits do to a list."""

    grid: Grid
    cells: dict[tuple[int, str], str] = field(default_factory=dict)
    """Texts by row and column."""
    rows_gone: set[int] = field(default_factory=set)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Codes that are on the list no longer: rows taken off, and codes that were replaced."""
    given: list[str] = field(default_factory=list)
    """Codes given to rows that had none."""
    lost: int = 0
    """Rows that are there no longer, so that nothing could be changed in them."""

    @property
    def is_nothing(self) -> bool:
        """Return whether the list stays as it is."""
        return not self.cells and not self.rows_gone


def plan(grid: Grid, edits: Sequence[Edit], taken: Collection[str] = ()) -> Plan:
    """Return what edits do to a list; nothing is written.

    ``taken`` are codes that must not be given to anybody new: of who answered, or was forgotten.
    """
    made, key = Plan(grid), grid.kind.key
    by_line = {row.line: row for row in grid.rows}
    named = {seen(row[key]): row for row in reversed(grid.rows) if seen(row[key])}
    after = grid.codes
    line = grid.last
    unnamed: list[int] = []
    for edit in edits:
        own = by_line.get(edit.line)
        if own is None or own[key] != edit.was:
            own = named.get(seen(edit.was))
        if own is None and (edit.line or edit.gone):
            made.lost += 1
            continue
        known = {c: text for c, text in edit.cells.items() if c in {*grid.columns, TOKEN}}
        cells = {c: text for c, text in known.items() if text != (own[c] if own else "")}
        whole = {**(own.cells if own else {}), **cells}
        is_empty = not any(seen(text) for column, text in whole.items() if column != TOKEN)
        before, code = read_code(own[key]) if own else "", read_code(whole.get(key, ""))
        if own and (edit.gone or is_empty):
            made.rows_gone.add(own.line)
            made.left += [before] if before else []
            continue
        if is_empty or not cells:
            continue
        line = line if own else line + 1
        at = own.line if own else line
        made.cells |= {(at, column): text for column, text in cells.items()}
        if not seen(whole.get(key, "")):
            unnamed.append(at)
        elif own:
            made.changed.append(code or before)
        else:
            made.new.append(code)
        if before and before != code:
            made.left.append(before)
        after.append(code)
    for at in unnamed:
        code = next_code(grid.kind, after, taken)
        made.cells[at, key] = code
        made.given.append(code)
        made.new += [code] if at > grid.last else []
        after.append(code)
    still = Counter(code for row in grid.rows if row.line not in made.rows_gone
                    and (code := read_code(made.cells.get((row.line, key), row[key]))))  # fmt: skip
    made.left = sorted({code for code in made.left if code not in still})
    made.new = [code for code in made.new if code]
    made.changed = [code for code in made.changed if code]
    return made


def next_code(kind: Kind, codes: Collection[str], taken: Collection[str]) -> str:
    """Return the code after the highest, with the letters that the list's codes have."""
    letters = Counter(code.rstrip("0123456789") for code in codes if code)
    first = letters.most_common(1)[0][0] if letters else EXAMPLES[kind.key].rstrip("0123456789")
    numbers = [int(found[1]) for code in {*codes, *taken}
               if (found := re.fullmatch(rf"{first}(\d+)", code))]  # fmt: skip
    return f"{first}{max(numbers, default=0) + 1:02}"


def write(made: Plan) -> None:
    """Write a plan into its list; a new list is readable by its owner alone.

    Raises CourseError for a file that cannot be written.
    """
    grid = made.grid
    if made.is_nothing:
        return
    if grid.is_new:
        write_private(grid.path, spreadsheets.csv_text([list(grid.places)]).encode("utf-8-sig"))
    places, width, cells = dict(grid.places), grid.width, {}
    for (line, column), text in made.cells.items():
        if column not in places:
            width += 1
            places[column] = width
            cells[grid.head, width] = column
        cells[line, places[column]] = text
    spreadsheets.set_cells(grid.path, grid.kind.what, cells, grid.sheet, made.rows_gone)


@dataclass
class Incoming:
    """A list as it came, each row by our names of its columns."""

    rows: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_incoming(path: Path, name: str, kind: Kind) -> Incoming:
    """Read a CSV or XLSX that was sent as ``name``. Raises CourseError for what is no list."""
    try:
        sheets = spreadsheets.read_sheets(path, kind.what)
    except CourseError as error:
        raise CourseError(str(error).replace(str(path), name)) from error
    found = {sheet: _head(cells.lines, kind) for sheet, cells in sheets.items()}
    sheet = max(found, key=lambda one: (seen(one).casefold() in kind.sheets, found[one][1]))
    at, known = found[sheet]
    if not known:
        raise CourseError(
            f"{name}: nama kolom tidak ketemu. Tulis di baris pertama, misalnya: "
            f"{', '.join(_IN_WORDS.get(column, column) for column in SHOWN[kind][1:5])}."
        )
    came, cells = Incoming(), sheets[sheet]
    other = kind_of(cells)
    if other and other is not kind and not _is_of(kind, other, cells.lines[at:]):
        raise CourseError(f"{name}: ini {other.what}, bukan {kind.what}. Buka bagian yang benar.")
    names = _names(cells.lines[at], kind, came.notes)
    for line in cells.lines[at + 1 :]:
        row = {n: spreadsheets.typed(cell).strip() for n, cell in zip(names, line, strict=False)
               if n}  # fmt: skip
        if any(map(seen, row.values())):
            came.rows.append(row)
    more = [other for other, (_, count) in found.items() if other != sheet and count]
    if more:
        came.notes.append(f"Hanya lembar {sheet} yang dibaca; tidak dibaca: {', '.join(more)}.")
    return came


_IN_WORDS = {
    "name": "Nama", "whatsapp": "WhatsApp", "consent": "Persetujuan", "mentor": "Pendamping",
    "lecturer": "Dosen",
}  # fmt: skip


def _head(lines: Sequence[Sequence[str]], kind: Kind) -> tuple[int, int]:
    """Return (index, how many columns we know) of the line with the columns' names."""
    ours = {*kind.required, *kind.optional}
    counts = [len(ours & set(columns_in(line))) for line in lines[:HEAD_AMONG]]
    best = max(counts, default=0)
    return (counts.index(best), best) if best else (0, 0)


def _is_of(kind: Kind, other: Kind, lines: Sequence[Sequence[str]]) -> bool:
    """Return whether lines, the columns' names first, may be a list of ``kind`` without its codes.

    Participants have a mentor each: what stands in that column of theirs stands there again, or
    there are columns that no list of mentors has.
    """
    names = _columns(lines[0], kind)
    own = {*kind.required, *kind.optional} - {*other.required, *other.optional}
    if kind.key in names or not own.isdisjoint(names) or any(map(is_like_consent, names)):
        return True
    at = names.index(other.key)
    keys = [seen(line[at]) for line in lines[1:] if at < len(line) and seen(line[at])]
    return other.key in kind.required and len(set(keys)) < len(keys)


_CODE = ("kode", "code", "id")


def _columns(head: Sequence[str], kind: Kind) -> list[str]:
    """Return the columns' names; whose code a mere "Kode" is, is said by which list is open."""
    names = columns_in(head)
    if kind.key in names:
        return names
    return [kind.key if seen(name).casefold() in _CODE else name for name in names]


def _names(head: Sequence[str], kind: Kind, notes: list[str]) -> list[str]:
    ours, names = {*kind.required, *kind.optional}, _columns(head, kind)
    alike = [n for n, name in enumerate(names) if name not in ours and is_like_consent(name)]
    if "consent" in ours and "consent" not in names and len(alike) == 1:
        notes.append(f"Kolom {names[alike[0]]!r} dibaca sebagai tanggal persetujuan.")
        names[alike[0]] = "consent"
    unused = [name for name in names if name and name not in ours]
    if unused:
        notes.append(f"Kolom yang tidak dipakai: {', '.join(unused)}.")
    return [name if name in ours and names.index(name) == n else "" for n, name in enumerate(names)]


def edits_for(grid: Grid, came: Incoming, *, replaces: bool) -> tuple[Edit, ...]:
    """Return what makes the class's list into the one that came.

    A row is somebody's by its code; without one by the name, or the number, if that is one
    person's alone. ``replaces``: who did not come is taken off.
    """
    key = grid.kind.key
    by_code = {code: row for row in reversed(grid.rows) if (code := read_code(row[key]))}
    by_other = {column: _by(grid, column) for column in ("name", "whatsapp")}
    edits, met, kept = [], set(), 0
    for given in came.rows:
        code = seen(given.get(key, ""))
        likes = (rows.get(_meaning(c, given.get(c, ""))) for c, rows in by_other.items())
        own = by_code.get(read_code(code)) if code else next(filter(None, likes), None)
        own = None if own and own.line in met else own
        if own is None:
            edits.append(Edit(cells={c: text for c, text in given.items() if text}))
            continue
        met.add(own.line)
        cells = {c: text for c, text in given.items() if text and _differs(c, text, own)}
        broken = [c for c, text in cells.items() if _is_broken(c, text, own)]
        kept += len(broken)
        cells = {c: text for c, text in cells.items() if c not in broken}
        if cells:
            edits.append(Edit(line=own.line, was=own[key], cells=cells))
    if kept:
        came.notes.append(
            f"{kept} nomor atau tanggal di berkas itu rusak (misalnya dibulatkan Excel); yang ada "
            "di daftar tetap dipakai."
        )
    if replaces:
        edits += [Edit(line=row.line, was=row[key], gone=True)
                  for row in grid.rows if row.line not in met]  # fmt: skip
    return tuple(edits)


def _by(grid: Grid, column: str) -> dict[object, Row]:
    """Return the rows by what a column means, where that is one row's alone."""
    meant = [_meaning(column, row[column]) for row in grid.rows]
    counts = Counter(meant)
    return {one: row for one, row in zip(meant, grid.rows, strict=True) if one and counts[one] == 1}


def _meaning(column: str, text: str) -> object:
    return seen(text).casefold() if column == "name" else _READ.get(column, seen)(text)


_READ: Mapping[str, Callable[[str], object]] = {
    "whatsapp": read_number, "consent": read_date, "participant": read_code, "mentor": read_code,
    "lecturer": read_code, "speaker": read_code,
}  # fmt: skip


def _differs(column: str, text: str, own: Row) -> bool:
    """Return whether a cell means something else than the one that stands."""
    if column == TOKEN:
        return not own[column]  # a token that stands never changes
    read = _READ.get(column, seen)
    meant = read(text)
    return (meant != read(own[column])) if meant else seen(text) != seen(own[column])


def _is_broken(column: str, text: str, own: Row) -> bool:
    """Return whether a cell that cannot be read would replace one that can."""
    if column == "whatsapp":
        return lost_digits(text) and bool(read_number(own[column]))
    return column == "consent" and read_date(text) is None and read_date(own[column]) is not None
