"""Checkers of lesson 7, the catalogue as a table: a table to repair, rows of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from course.criteria.scoring import Check, Finding
from course.criteria.spoken import in_figures
from course.criteria.tables import cell
from course.criteria.text import LISTS, mentioned, normalise, split_words
from course.curriculum.m3_foto_katalog.catalogue import amount, fault
from course.exercises.tables import Table
from course.exercises.workbook import workbook

DAMAGE = 0.5
"""What a good cell that was spoilt costs, in repaired cells."""
_OTHER, _PRICE = "jadi barang lain", "harganya berubah"
"""What no rule of the catalogue says of a cell: it stands beside its name."""
_CODE = re.compile(r"[A-Za-z0-9]+(?:[-_. /][A-Za-z0-9]+)*")
_LONGEST_CODE = 20


def repaired(
    raw: Any,
    exercise: str,
    columns: Mapping[str, str],
    costs: Mapping[str, float],
    *,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check a catalogue with planted errors: repaired cells, less half a cell for each one spoilt.

    The table as shown is that of ``exercise``; ``columns`` names each column's catalogue column,
    ``costs`` what each row costs in Rupiah. Of two rows with one id either may be changed. What is
    found names each cell that is not right.
    """

    def evaluate() -> Finding:
        shown = _table(exercise)
        given = _shown(shown)
        now = {
            row: {column: _now(raw, row, column, text) for column, text in cells.items()}
            for row, cells in given.items()
        }
        places = [(row, column) for row, cells in given.items() for column in cells]
        before = {p for p in places if _wrong(given, p, columns, costs)}
        after = {p for p in places if _wrong(now, p, columns, costs, was=given)}
        mended, spoilt = len(before - after), len(after - before)
        share = (mended - DAMAGE * spoilt) / len(before)
        rows = {row.key: row.label for row in shown.rows}
        titles = {column.key: column.label for column in shown.columns}
        left: list[str] = []
        spoilt_cells: list[str] = []
        for row, column in [p for p in places if p in after]:
            name = f"{rows[row]}, {titles[column]}"
            if (row, column) in before:
                why = _wrong(now, (row, column), columns, costs, was=given)
                left.append(f"{name} ({why})" if why in (_OTHER, _PRICE) else name)
            else:
                spoilt_cells.append(name)
        found = f"{mended} dari {len(before)} diperbaiki"
        found += f". Lihat lagi: {'; '.join(left)}" if left else ""
        found += f". Tadinya benar: {'; '.join(spoilt_cells)}" if spoilt_cells else ""
        missed = tuple(dict.fromkeys([row for row, column in places if (row, column) in after]))
        return Finding(max(0.0, share), found, missed=missed)

    return Check(label, evaluate, points)


def _table(exercise: str) -> Table:
    fields = workbook().definitions[exercise].fields
    (shown,) = [field for field in fields if isinstance(field, Table)]
    return shown


def _shown(shown: Table) -> dict[str, dict[str, str]]:
    """Return the cells of a table as it is shown."""
    return {
        row.key: {column.key: row.cells.get(column.key, "") for column in shown.columns}
        for row in shown.rows
    }


def _now(raw: Any, row: str, column: str, shown: str) -> str:
    typed = cell(raw, row, column)
    return typed if isinstance(typed, str) else shown


def _wrong(
    table: Mapping[str, Mapping[str, str]],
    place: tuple[str, str],
    columns: Mapping[str, str],
    costs: Mapping[str, float],
    was: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """Return what is wrong with a cell of the catalogue; "" where it is right."""
    row, key = place
    column, value = columns[key], table[row][key].strip()
    wrong = fault(column, value)
    if wrong:
        return wrong
    if column == "id":  # the first of two rows with one id is right, the later one is not
        earlier = list(table)[: list(table).index(row)]
        twice = any(table[other][key].strip().casefold() == value.casefold() for other in earlier)
        return "kode dipakai dua kali" if twice else ""
    if column == "price" and amount(value) != costs[row]:
        return _PRICE
    if column == "title" and was is not None:  # still the same product
        same = fuzz.token_set_ratio(value.casefold(), was[row][key].casefold()) >= 70
        return "" if same else _OTHER
    return ""


def each(*checks: Check, label: str, points: float = 1.0) -> Check:
    """Return a check that earns what ``checks`` earn on average: one for each row of a table."""

    def evaluate() -> Finding:
        found = [check.evaluate() for check in checks]
        reasons = dict.fromkeys([one.found for one in found if one.share < 1 and one.found])
        return Finding(sum([one.share for one in found]) / len(found), "; ".join(reasons))

    return Check(label, evaluate, points)


def product_code(raw: Any, *others: Any, label: str = "kode", points: float = 1.0) -> Check:
    """Check a code for one's goods: short, of letters and figures; the lesson asks for no more.

    One word as it is spoken ("tabel") is half a code, several are none. The code of one of the
    ``others`` is none: a machine takes them for one product.
    """

    def evaluate() -> Finding:
        code = raw.strip() if isinstance(raw, str) else ""
        if not code:
            return Finding(0.0, "kosong")
        whole = _CODE.fullmatch(code) is not None and len(code) <= _LONGEST_CODE
        if not whole:
            return Finding(0.0, "huruf dan angka saja, pendek")
        taken = [one.strip().casefold() for one in others if isinstance(one, str)]
        if code.casefold() in taken:
            return Finding(0.0, "kode dipakai dua kali")
        return Finding(_as_a_code(code), code)

    return Check(label, evaluate, points)


def _as_a_code(code: str) -> float:
    """Return how much of a code it is: "KP-1", "KOP HTM", "krp.tmp", "pijat A" are whole."""
    tokens, joining = split_words(in_figures(normalise(code))), LISTS.set("penghubung")
    marked = any(map(str.isdigit, code)) or any(map(str.isdigit, "".join(tokens)))
    brief = any(len(token) <= _BRIEF and token not in joining for token in tokens)
    if marked or brief:
        return 1.0
    if " " in code:
        return 0.0
    return 0.5 if code.isalpha() else 1.0


_BRIEF = 3
"""Letters of an abbreviation: "HTM"."""


def product_title(raw: Any, *goods: str, label: str = "nama", points: float = 1.0) -> Check:
    """Check a title: one's own ``goods``, as a catalogue takes it; half for capitals throughout."""

    def evaluate() -> Finding:
        title = raw if isinstance(raw, str) else ""
        if not mentioned(normalise(title), goods):
            return Finding(0.0, "barangnya belum disebut")
        wrong = fault("title", title)
        return Finding(0.5 if wrong else 1.0, wrong)

    return Check(label, evaluate, points)


def machine_price(
    raw: Any, wanted: Sequence[float], title: Check, *, label: str = "harga", points: float = 1.0
) -> Check:
    """Check a price as the machine reads it, ``15000 IDR``; any where none of the shop is known.

    Another price of the own goods is half of it, of what its ``title`` does not name nothing.
    """

    def evaluate() -> Finding:
        typed = raw if isinstance(raw, str) else ""
        wrong = fault("price", typed)
        if wrong:
            return Finding(0.0, wrong)
        value = amount(typed)
        right = any(value == one for one in wanted) if wanted else value >= _LEAST_PRICE
        if right:
            return Finding(1.0)
        return Finding(0.5 * (title.evaluate().share > 0), "bukan harga barang ini")

    return Check(label, evaluate, points)


_LEAST_PRICE = 100
