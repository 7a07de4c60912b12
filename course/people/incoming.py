"""A list from elsewhere, taken into the class's own: what it adds, what it changes, who is missing.

It comes as a lecturer keeps it: other names of columns, no codes, numbers that Excel rounded. An
empty cell never wipes one that is filled, nor a broken number one that can be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError, spreadsheets
from course.people.editing import SHOWN, TOKEN, Edit, Grid
from course.people.lists import (
    HEAD_AMONG,
    Kind,
    Row,
    columns_in,
    is_like_consent,
    kind_of,
)
from course.people.written import lost_digits, read_code, read_date, read_number, seen


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
    if other and other is not kind and kind.key not in columns_in(cells.lines[at]):
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


def _names(head: Sequence[str], kind: Kind, notes: list[str]) -> list[str]:
    ours, names = {*kind.required, *kind.optional}, columns_in(head)
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
