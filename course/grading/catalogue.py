"""Checkers for catalogues: a table to repair, and the participant's own products.

The rules are those of ``course.catalogue``: what passes here passes as a catalogue file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from rapidfuzz import fuzz

from course.catalogue import amount, fault
from course.exercises.tables import Table
from course.exercises.workbook import workbook
from course.grading.criteria import Check, Finding
from course.grading.numbers import prices, readings
from course.grading.offers import has_quantity
from course.grading.tables import cell
from course.grading.text import normalise, words

DAMAGE = 0.5
"""What a good cell that was spoilt costs, in repaired cells."""
_SIZE = re.compile(
    r"\d|(?<![a-z])(?:x{0,3}[sml]|all\s*size|per\s+[a-z]+|satuan|setengah\s+[a-z]+|"
    r"seperempat\s+[a-z]+|se(?:lusin|pasang|kodi|lembar|set))(?![a-z])"
)


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
    ``costs`` what each row costs in Rupiah. Of two rows with one id either may be changed.
    """

    def evaluate() -> Finding:
        given = _shown(exercise)
        now = {
            row: {column: _now(raw, row, column, text) for column, text in cells.items()}
            for row, cells in given.items()
        }
        places = [(row, column) for row, cells in given.items() for column in cells]
        before = {p for p in places if _wrong(given, p, columns, costs)}
        after = {p for p in places if _wrong(now, p, columns, costs, was=given)}
        mended, spoilt = len(before - after), len(after - before)
        share = (mended - DAMAGE * spoilt) / len(before)
        extra = f", {spoilt} yang tadinya benar jadi salah" if spoilt else ""
        return Finding(max(0.0, share), f"{mended} dari {len(before)} diperbaiki{extra}")

    return Check(label, evaluate, points)


def _shown(exercise: str) -> dict[str, dict[str, str]]:
    """Return the cells of an exercise's table as it is shown."""
    fields = workbook().definitions[exercise].fields
    (shown,) = [field for field in fields if isinstance(field, Table)]
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
) -> bool:
    row, key = place
    column, value = columns[key], table[row][key].strip()
    if fault(column, value):
        return True
    if column == "id":  # the first of two rows with one id is right, the later one is not
        earlier = list(table)[: list(table).index(row)]
        return any(table[other][key].strip().casefold() == value.casefold() for other in earlier)
    if column == "price":
        return amount(value) != costs[row]
    if column == "title" and was is not None:  # still the same product
        return fuzz.token_set_ratio(value.casefold(), was[row][key].casefold()) < 70
    return False


def price_of(typed: str) -> str:
    """Return a price in Rupiah as people type it ("15rb", "Rp 15.000,-") as ``15000 IDR``.

    "" where it cannot be read. A price is at least a hundred Rupiah, so "15" alone is none and
    "15.000" is fifteen thousand.
    """
    value = max([*readings(typed), *prices(typed[:80])], default=0.0)
    return f"{round(value)} IDR" if 100 <= value <= 1e9 else ""


def products(raw: Any) -> dict[str, dict[str, str]]:
    """Return the rows of a product table that have a name of their own (column ``nama``)."""
    rows = raw if isinstance(raw, dict) else {}
    named: dict[str, dict[str, str]] = {}
    for cells in rows.values():
        given = cells.items() if isinstance(cells, dict) else ()
        texts = {k: v for k, v in given if isinstance(v, str)}
        name = normalise(texts.get("nama", ""))
        if name:
            named.setdefault(name, texts)
    return named


def product_cells(
    raw: Any, column: str, *, least: int = 3, label: str, points: float = 1.0
) -> Check:
    """Check one column of the participant's own products by the share of ``least`` good cells.

    Columns: ``nama``, ``harga``, ``isi``, ``keterangan``, ``stok``. Products of one name count
    once, and so do equal descriptions.
    """
    judge = _JUDGES[column]

    def evaluate() -> Finding:
        good: set[str] = set()
        reasons: set[str] = set()
        for name, cells in products(raw).items():
            value = cells.get(column, "")
            reason = judge(value)
            reasons |= {reason} - {""}
            if not reason:
                good.add(normalise(value) if column == "keterangan" else name)
        found = f"{min(len(good), least)} dari {least} lengkap"
        return Finding(min(len(good) / least, 1.0), "; ".join([found, *sorted(reasons)]))

    return Check(label, evaluate, points)


def _name(value: str) -> str:
    if not re.search(r"[^\W\d_]{3}", value):
        return "nama belum jelas"
    return fault("title", value)


def _price(value: str) -> str:
    return "" if price_of(value) else "harga belum berupa angka"


def _size(value: str) -> str:
    known = _SIZE.search(normalise(value)) or has_quantity(value).evaluate().share
    return "" if known else "isi atau ukuran belum ada"


def _description(value: str) -> str:
    tokens = words(value)
    if len(tokens) < 5 or len(set(tokens)) < 0.6 * len(tokens):
        return "keterangan kurang dari 5 kata"
    return fault("description", value)


def _stock(value: str) -> str:
    return "" if value else "stok belum dipilih"


_JUDGES: Mapping[str, Callable[[str], str]] = {
    "nama": _name,
    "harga": _price,
    "isi": _size,
    "keterangan": _description,
    "stok": _stock,
}
