"""What all lessons' criteria stand on, as one JavaScript module: loaded once, for every lesson."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from course.criteria.lists import lists_in, read_lists
from course.lessons.compiled.names import NotTranslatableError, Scope
from course.lessons.compiled.reach import Known, Reached, defined, packages, reach_all
from course.lessons.compiled.statements import Statements

OF_ALL = "course.criteria"
"""The package whose word lists are of all lessons."""
_LESSONS = "course.curriculum"
_NAME = re.compile(r"\$\d+")


@dataclass(frozen=True)
class Ground:
    """What the lessons have in common, written once."""

    numbers: Mapping[Known, int]
    """Of what it names."""
    lines: Sequence[str]
    names: Sequence[str]
    """What it defines, as it is called in JavaScript."""


@cache
def shared() -> Ground:
    """Return what the lessons' checkers use of all other modules, where it can be translated."""
    numbers: dict[Known, int] = {}
    reached = own_pieces(reach_all(packages(_LESSONS)), of_lessons=False)
    kept = {
        name: [node for node in nodes if not untranslatable(name, node)]
        for name, nodes in reached.pieces.items()
    }
    lines = [*written(Reached(kept), numbers)]
    made = [Known(n, one) for n, nodes in kept.items() for node in nodes for one in defined(node)]
    return Ground(numbers, lines, [f"${numbers[one]}" for one in dict.fromkeys(made)])


def own_pieces(reached: Reached, *, of_lessons: bool = True) -> Reached:
    """Return the pieces of lessons' own modules, or those of all others."""
    pieces = reached.pieces.items()
    return Reached({n: p for n, p in pieces if n.startswith(f"{_LESSONS}.") == of_lessons})


def names_used(lines: Iterable[str]) -> list[str]:
    """Return the names of what is common that stand in a lesson's lines."""
    found = {name for line in lines for name in _NAME.findall(line)}
    return [name for name in shared().names if name in found]


@cache
def ground() -> str:
    """Return what all lessons' criteria stand on as a JavaScript module: loaded once, for all.

    It offers ``lists``, as ``data.lists`` of a lesson's own, and ``make(runtime)``, which gives
    each lesson's ``make`` what it names.
    """
    lists = {name: packed(name, words) for name, words in lists_of(OF_ALL).items()}
    text = json.dumps({OF_ALL: lists}, ensure_ascii=False, separators=(",", ":"))
    return "\n".join(
        [
            f"export const lists = {text};",
            "export const make = ($) => {",
            *map(tight, shared().lines),
            f"return {{{','.join(shared().names)}}};",
            "};",
            "",
        ]
    )


_SPACES = re.compile(
    r'("(?:[^"\\]|\\.)*")|; *(?=})| *(=>|[=,;:?{}]) *|(?<=for) (?=\()|(?<=if) (?=\()'
)
_INDENT = re.compile(r"(?<!\\)\\n {4,}")


def tight(line: str) -> str:
    """Return a line of written JavaScript without the spaces it can do without: a kilobyte packed.

    Texts stand in double quotes and stay as they are, but for the new lines with which our
    patterns are laid out (``re.VERBOSE``).
    """
    return _SPACES.sub(lambda found: _INDENT.sub("", found[1] or "") or found[2] or "", line)


@cache
def untranslatable(name: str, node: ast.stmt) -> str:
    """Return why a piece of module ``name`` cannot be translated, whoever uses it; "" if it can."""
    try:
        Statements(Scope(name, {})).top(node)
    except (NotTranslatableError, LookupError) as error:
        return str(error)
    return ""


def written(reached: Reached, numbers: dict[Known, int]) -> Iterable[str]:
    """Yield pieces in JavaScript; ``numbers`` gets a number for each name."""
    for name, nodes in reached.pieces.items():
        writer = Statements(Scope(name, numbers))
        yield from map(writer.top, nodes)


_UNORDERED = {"penghubung", "barang_lain", "ajakan", "kabupaten", "kota", "yang_rusak"}
"""Long lists of which only is asked whether a word is among them: sorted they pack smaller."""


def packed(name: str, words: Sequence[str]) -> str:
    """Return words with spaces between; where some are several words, each ends with a bar."""
    if any(" " in word for word in words):
        return "|".join([*words, ""])
    return " ".join(sorted({*words}) if name in _UNORDERED else words)


@cache
def lists_of(package: str) -> Mapping[str, tuple[str, ...]]:
    """Return a package's word lists; none where it has no such file."""
    text = lists_in(package)
    return read_lists(text, package) if text else {}
