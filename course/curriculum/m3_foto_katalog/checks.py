"""Checkers of lesson 3: photos, product cards, a catalogue to repair."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from course.criteria.lists import WordLists
from course.criteria.numbers import prices, readings
from course.criteria.scoring import Check, Finding
from course.criteria.selling import has_quantity
from course.criteria.tables import cell
from course.criteria.text import as_figures, length, normalise, words
from course.curriculum.m3_foto_katalog.catalogue import amount, fault
from course.exercises.tables import Table
from course.exercises.workbook import workbook
from course.words import UNITS

if TYPE_CHECKING:
    from course.curriculum.m3_foto_katalog.measure import Measured


_LISTS = WordLists("course.curriculum.m3_foto_katalog")
_TELLING, _IDLE = 2, 0.7
DAMAGE = 0.5
"""What a good cell that was spoilt costs, in repaired cells."""
_SIZE = re.compile(
    r"\d|(?<![a-z])(?:x{0,3}[sml]|(?:satu|sa|hiji)\s+siki|sasiki|all\s*size|per\s+[a-z]+|satuan|setengah\s+[a-z]+|"
    r"seperempat\s+[a-z]+|sak\s?[a-z]{3,}|sa(?:dus|bungkus|gelas|porsi|kilo|liter|botol|toples|pak"
    r"|kotak|wadah|mangkok|pasang|lusin|kantong)|se(?:lusin|pasang|kodi|lembar|set|ekor|ikat|tusuk"
    rf"|piring|tampah|loyang|kantong)|(?:{UNITS}|kaleng|plastik|loyang|cetakan|ukuran)\s+"
    r"(?:kecil|besar|sedang|mini|jumbo|cilik|gede|alit|ageung|tanggung))(?![a-z])"
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
    value = max([*readings(typed), *prices(as_figures(typed[:80]))], default=0.0)
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
    if not re.search(r"[^\W\d_]{3}", value) or _says_nothing(words(value)):
        return "nama belum jelas"
    # Capitals are no fault of hers: the catalogue made of her answer has none (``shop_text``).
    return fault("title", value.lower())


def _says_nothing(tokens: Sequence[str]) -> bool:
    """Return whether words are those of the lesson's table, or polite ones, and nothing else."""
    return _LISTS.set("istilah_katalog") | _LISTS.set("basa_basi") >= set(tokens)


def own_name(raw: Any, *, least: int = 3, most: int, label: str, points: float = 1.0) -> Check:
    """Check the name of a shop: of ``least`` to ``most`` letters, and not the words for one."""
    long_enough = length(raw, least=least, most=most, label=label)

    def evaluate() -> Finding:
        if _says_nothing(words(raw)):
            return Finding(0.0, "bukan nama usaha")
        return long_enough.evaluate()

    return Check(label, evaluate, points)


def _price(value: str) -> str:
    return "" if price_of(value) else "harga belum berupa angka"


def _size(value: str) -> str:
    known = _SIZE.search(as_figures(value)) or has_quantity(value).evaluate().share
    return "" if known else "isi atau ukuran belum ada"


def _description(value: str) -> str:
    tokens = words(value)
    if len(tokens) < _TELLING or len(set(tokens)) < 0.6 * len(tokens):
        return f"keterangan kurang dari {_TELLING} kata"
    # Most of "Terima kasih, semoga suka" and "harga ditulis angka" is about no goods.
    idle = _LISTS.set("istilah_katalog") | _LISTS.set("basa_basi")
    if sum(token in idle for token in tokens) > _IDLE * len(tokens):
        return "keterangan belum bercerita tentang barangnya"
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


def bright_enough(raw: Any, *, label: str = "cukup terang", points: float = 1.0) -> Check:
    """Check that the photo is not too dark; half as bright as needed earns nothing."""

    def judge(photo: Measured) -> Finding:
        from course.curriculum.m3_foto_katalog.measure import DARK  # noqa: PLC0415  lazy, see _measured

        found = f"terang {photo.brightness:.0f} dari 255, perlu {DARK:.0f}"
        advice = "; coba dekat jendela, siang hari" if photo.is_dark else ""
        return Finding(_ramp(photo.brightness, DARK / 2, DARK), found + advice)

    return _measured(raw, judge, label, points)


def not_clipped(raw: Any, *, label: str = "tidak terlalu terang", points: float = 1.0) -> Check:
    """Check that little of the photo is blown out; a plain white backdrop does not count."""

    def judge(photo: Measured) -> Finding:
        from course.curriculum.m3_foto_katalog.measure import BLOWN  # noqa: PLC0415

        found = f"{photo.blown:.0%} putih polos, paling banyak {BLOWN:.0%}"
        advice = "; jauhkan dari lampu atau matahari langsung" if photo.is_blown else ""
        return Finding(_ramp(photo.blown, 2.5 * BLOWN, BLOWN), found + advice)

    return _measured(raw, judge, label, points)


def sharp_enough(raw: Any, *, label: str = "tajam", points: float = 1.0) -> Check:
    """Check that the photo is sharp; a slight blur earns a part."""

    def judge(photo: Measured) -> Finding:
        from course.curriculum.m3_foto_katalog.measure import SHARP  # noqa: PLC0415

        found = f"ketajaman {100 * photo.sharpness:.0f}, perlu {100 * SHARP:.0f}"
        advice = "" if photo.is_sharp else "; tahan napas, ketuk produk di layar, lalu potret"
        return Finding(_ramp(photo.sharpness, 0.6 * SHARP, SHARP), found + advice)

    return _measured(raw, judge, label, points)


def square(raw: Any, *, label: str = "persegi (1:1)", points: float = 1.0) -> Check:
    """Check that the photo is square, 2% and a pixel forgiven; three to four earns nothing."""

    def judge(photo: Measured) -> Finding:
        short, long = sorted((photo.width, photo.height))
        share = _ramp(short + 1, 0.75 * long, 0.98 * long)
        return Finding(share, f"{photo.width} x {photo.height}")

    return _measured(raw, judge, label, points)


def big_enough(
    raw: Any, side: int = 500, *, label: str = "ukuran cukup", points: float = 1.0
) -> Check:
    """Check that the shorter side has ``side`` pixels."""

    def judge(photo: Measured) -> Finding:
        found = f"{photo.width} x {photo.height}, {photo.kilobytes:.0f} KB"
        share = _ramp(min(photo.width, photo.height), side / 2, side)
        return Finding(share, found + ("" if share == 1 else f"; perlu {side} x {side}"))

    return _measured(raw, judge, label, points)


def another_photo(
    raw: Any, first: Any, *, label: str = "foto lain, bukan foto yang sama", points: float = 1.0
) -> Check:
    """Check that a photo is not the ``first`` one again: saved anew, lit, or cut square."""

    def judge(photo: Measured) -> Finding:
        from course.curriculum.m3_foto_katalog.measure import PhotoError, measure  # noqa: PLC0415

        try:
            other = measure(workbook().folder / first) if _is_path(first) else None
        except PhotoError:
            other = None
        same = other is not None and photo.resembles(other)
        return Finding(not same, "sama dengan foto pertama" if same else "")

    return _measured(raw, judge, label, points)


def _is_path(raw: Any) -> bool:
    return isinstance(raw, str) and raw.startswith("photos/")


def _measured(raw: Any, judge: Callable[[Measured], Finding], label: str, points: float) -> Check:
    """Return a check that measures the photo at ``raw`` (``Photo.read``) and lets ``judge`` see it.

    Pillow and NumPy are loaded with the first photo: lessons without photos never need them.
    """

    def evaluate() -> Finding:
        if not _is_path(raw):
            return Finding(0.0, "belum ada foto")
        from course.curriculum.m3_foto_katalog.measure import PhotoError, measure  # noqa: PLC0415

        try:
            photo = measure(workbook().folder / raw)
        except PhotoError as error:
            return Finding(0.0, str(error))
        return Finding(0.0, "foto kosong, tidak ada gambarnya") if photo.is_blank else judge(photo)

    return Check(label, evaluate, points)


def _ramp(value: float, nothing: float, full: float) -> float:
    """Return 0 at ``nothing``, 1 at ``full``, a share between them; ``full`` may be the lower."""
    return min(max((value - nothing) / (full - nothing), 0.0), 1.0)
