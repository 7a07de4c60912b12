"""Tables that Zoom wrote and Excel may have saved again: from bytes to lines of tidy cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from course import CourseError
from course.files import trouble
from course.spreadsheets import XLSX, BadLineError, decoded, numbered_lines, read_cells
from course.words import UNSEEN_BUT_JOINERS

_SEPARATORS = (",", ";", "\t")
_UNSEEN = re.compile(rf"[{UNSEEN_BUT_JOINERS}\x00-\x08\x0e-\x1b\x7f]")
"""Also controls. An emoji in a name stays whole."""
_KNOWN, _LONGEST, _PADDED = 2, 8, 3


def tidy(text: str) -> str:
    """Return a cell as one sees it: letters composed (NFC), no unseen marks, spaces once.

    A line break inside a cell (also a vertical tab, U+0085, U+2028) becomes a space.
    """
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def title(cell: str) -> str:
    """Return a column's title by its letters and digits: ``Name (Original Name)`` in any case."""
    return "".join(c for c in unicodedata.normalize("NFKC", cell).casefold() if c.isalnum())


def read_lines(path: Path, what: str, known: Callable[[str], bool]) -> list[list[str]]:
    """Return a table's lines as tidy cells, whatever the encoding, separator and program.

    ``known`` tells the titles of its columns: they decide the separator, not what occurs most. A
    table that an Excel showed in one column and saved again is taken apart once more. ``what``
    names the table in the CourseError for a file that cannot be opened.
    """
    if path.suffix.lower() == XLSX:
        lines = read_cells(path, what).lines
    else:
        try:
            lines = _lines(decoded(path.read_bytes())[0].replace("\0", ""), known)
        except OSError as error:
            line = f"{path}: {what} tidak bisa dibuka."
            raise CourseError(trouble(error) or line) from error
        except ValueError:  # no text at all: no line of it is a table's
            lines = []
    return [[tidy(cell) for cell in line] for line in lines]


def _lines(text: str, known: Callable[[str], bool]) -> list[list[str]]:
    outer, inner = _dialect(text, known)
    return [_opened(line, outer, inner) for line in _records(text, outer)]


def _dialect(text: str, known: Callable[[str], bool]) -> tuple[str, str]:
    """Return the separator of the first line with titles, and the one inside its first cell.

    The second is empty but where a program showed the whole line in one column and saved it so.
    """
    for line in re.split(r"[\r\n]+", text):
        found = {(outer, ""): _split(line, outer) for outer in _SEPARATORS}
        for outer in _SEPARATORS:
            first = (found[outer, ""] or [""])[0]
            found |= {(outer, i): _split(first, i) for i in _SEPARATORS if i != outer}
        counts = {
            pair: sum(known(cell) for cell in cells if not set(cell) & set(_SEPARATORS))
            for pair, cells in found.items()
        }
        best = max(counts, key=lambda pair: counts[pair])
        if counts[best] >= _KNOWN:
            return best
    return ",", ""


def _opened(cells: list[str], outer: str, inner: str) -> list[str]:
    """Return a line whose cells all stand in its first one, taken apart."""
    if inner:
        return [*_split(cells[0], inner), *cells[1:]] if cells else []
    if cells and outer in cells[0] and not any(cells[1:]):
        again = _split(cells[0], outer)
        return again if len(again) >= _PADDED else cells
    return cells


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(numbered_lines([line], separator), (1, []))[1]
    except BadLineError:
        return []


def _records(text: str, separator: str) -> list[list[str]]:
    try:
        return [cells for _, cells in numbered_lines(text, separator, strict=True)]
    except BadLineError:
        return list(_one_by_one(re.split(r"\r\n|\n|\r", text), separator))


def _one_by_one(lines: Sequence[str], separator: str) -> Iterator[list[str]]:
    """Yield the records of a table in which a quotation mark does not close, or stands amid text.

    No such mark swallows the rows after it: the line is taken apart as it stands.
    """
    at = 0
    while at < len(lines):
        for end in range(at + 1, min(at + _LONGEST, len(lines)) + 1):
            try:
                found = list(numbered_lines("\n".join(lines[at:end]), separator, strict=True))
            except BadLineError:
                continue
            yield found[0][1] if found else []
            at = end
            break
        else:
            yield [cell.strip('"') for cell in lines[at].split(separator)]
            at += 1
