"""The rules of Meta's product catalogue: one row a product, for WhatsApp, Facebook and Instagram.

Source: inventory fact F13 and ``facts.csv`` (Meta's product feed specification; the limits that
may change stand there). A value is judged by its form only: whether the address opens and the
picture is the product, nobody here can know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from course.criteria.facts import fact

COLUMNS = (
    "id",
    "title",
    "description",
    "availability",
    "condition",
    "price",
    "link",
    "image_link",
    "brand",
)
AVAILABILITY = ("in stock", "out of stock", "available for order", "preorder", "discontinued")
CONDITION = ("new", "refurbished", "used")

Row = Mapping[str, str]

_HTML = re.compile(r"<[a-zA-Z/!]|&(?:[a-z]+|#\d+);")
_PRICE = re.compile(r"(\d{1,10}(?:\.\d{1,2})?) ([A-Z]{3})", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s/.]+(?:\.[^\s/.]+)+(?:[/?#]\S*)?", re.IGNORECASE)


def fault(column: str, value: str) -> str:
    """Return what is wrong with a value of ``column``, in Indonesian; "" for a good one."""
    value = value.strip()
    if not value:
        return "kosong"
    if column in {"id", "title", "description", "brand"}:
        return _text(column, value)
    if column == "availability":
        return "" if value.casefold() in AVAILABILITY else "harus: in stock atau out of stock"
    if column == "condition":
        return "" if value.casefold() in CONDITION else "harus: new atau used"
    if column == "price":
        return "" if amount(value) else "harus angka, spasi, IDR; misalnya 15000 IDR"
    if column in {"link", "image_link"}:
        return "" if _URL.fullmatch(value) else "harus diawali https:// dan tanpa spasi"
    raise ValueError(f"no catalogue column {column!r}")


def _text(column: str, value: str) -> str:
    most = int(fact(f"catalogue-{column}-length"))
    if len(value) > most:
        return f"terlalu panjang: {len(value)} huruf, paling banyak {most}"
    if column != "id" and _HTML.search(value):
        return "ada kode HTML"
    letters = [c for c in value if c.isalpha()]
    if column == "title" and len(letters) > 3 and value == value.upper():
        return "huruf besar semua"
    return ""


def amount(price: str) -> float:
    """Return the amount of a price as the catalogue writes it (``15000 IDR``); 0.0 for another."""
    match = _PRICE.fullmatch(price.strip())
    return float(match[1]) if match else 0.0


def faults(rows: Iterable[Row]) -> Iterator[tuple[int, str, str]]:
    """Yield (row from 0, column, what is wrong) for every bad value, double ids included."""
    seen: set[str] = set()
    for number, row in enumerate(rows):
        for column in COLUMNS:
            wrong = fault(column, row.get(column, ""))
            if wrong:
                yield number, column, wrong
        key = row.get("id", "").strip()
        if key and key in seen:
            yield number, "id", "kode dipakai dua kali"
        seen.add(key)
