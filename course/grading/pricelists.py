"""Checkers for the prices of several goods."""

from __future__ import annotations

import re
from typing import Any

from course.grading.criteria import Check, Finding
from course.grading.numbers import prices, rupiah
from course.grading.text import matches, normalise

_UNITS = "bungkus|bks|kotak|ktk|pack|pak|pcs|toples|porsi|botol|kg|kilo"
_PIECE = re.compile(
    rf"""(?<![a-z0-9])(?:
        \d+(?:[.,]\d+)?\s*(?:gram|gr|g|kg|ml)(?![a-z]) | (?:isi|berisi)(?:nya)?\s*\d
      | (?:se|(?:per|tiap|setiap|satu|1)[\s-]*)(?:{_UNITS})(?![a-z])
    ) | /\s*(?:{_UNITS})(?![a-z]) | @\s*(?:rp\s*)?\d""",
    re.VERBOSE,
)
_SEGMENT = re.compile(r"\n|;|,(?!\d)|/(?=\s*[a-z])|\.(?!\d)")


def per_piece(raw: Any, *, label: str = "isi atau satuan", points: float = 1.0) -> Check:
    """Check that a text says how much one gets for the price: "150 gr", "sebungkus", "/bks".

    "15 bungkus" alone is what is left.
    """
    return matches(_PIECE, raw, label, points)


def price_of(raw: Any, *goods: str, amount: float, label: str, points: float = 1.0) -> Check:
    """Check that a price list gives ``amount`` Rupiah as the price of ``goods``.

    The price may stand before the name or behind it, as the list does throughout.
    """

    def evaluate() -> Finding:
        found = _price(normalise(raw), goods)
        return Finding(found == amount, rupiah(found) if found else "")

    return Check(label, evaluate, points)


def _price(text: str, goods: tuple[str, ...]) -> float | None:
    name = re.compile("|".join(map(re.escape, goods)))
    for part in _SEGMENT.split(text):
        if name.search(part) and len(prices(part)) == 1:
            return prices(part)[0]
    place = name.search(text)
    if place is None:
        return None
    before, behind = prices(text[: place.start()]), prices(text[place.end() :])
    return behind[0] if behind else before[-1] if before else None
