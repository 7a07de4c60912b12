"""Numbers as Indonesians type them, and the checkers that read them.

One rule for all: a point groups thousands when exactly three digits follow each point, otherwise it
is a decimal point; a comma is the decimal mark, and groups thousands only where the text has
several, or a decimal point after it. "rb", "ribu", "k" multiply by a thousand, "jt", "juta" by a
million. A lone "1,275" or "1.275" is ambiguous, so ``readings`` returns each plausible value.
"""

from __future__ import annotations

import re
from typing import Any

from course.grading.criteria import Check, Finding

_LARGEST = 1e15  # beyond any sum of money; also keeps nan, infinity and huge integers out
_FACTOR = {
    "rb": 1e3,
    "ribu": 1e3,
    "rebu": 1e3,
    "ewu": 1e3,
    "k": 1e3,
    "jt": 1e6,
    "juta": 1e6,
    "": 1.0,
}
_UNIT = "|".join(filter(None, _FACTOR))
_NUMBER = r"\d[\d.,]{0,30}"
_AMOUNT = re.compile(rf"(-?{_NUMBER})(?:\s*({_UNIT})(?![a-z]))?", re.IGNORECASE)
_PRICE = re.compile(
    rf"""(?<![a-z0-9.,-])(?:
        (?:rp|idr)\s*\.?\s*(?P<rp>{_NUMBER})\s*(?P<rp_unit>{_UNIT})?(?![a-z])
      | (?P<short>{_NUMBER})\s*(?P<short_unit>{_UNIT})(?:an)?(?![a-z])
      | (?P<full>\d{{1,3}}(?:\.\d{{3}})+)(?![\d.,]*\s*(?:gr|gram|ml|kg|liter|pcs|buah|kotak|orang))
      | (?P<bare>\d{{1,4}}[05]00)(?![\d.,-]*\d)(?!\s*(?:gr|gram|ml|kg|kali|orang|pengikut))
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def readings(raw: Any) -> tuple[float, ...]:
    """Return the plausible values of a number as typed; empty when it is none.

    >>> readings("15rb"), readings("1,5 juta"), readings("1,5%"), readings("Rp 1.200.000,-")
    ((15000.0,), (1500000.0,), (1.5,), (1200000.0,))
    >>> readings("1.275")
    (1275.0, 1.275)
    """
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return (float(raw),) if abs(raw) <= _LARGEST else ()
    # Who shows the working ("5 x 2,5 = 12,5") means what stands behind the last "=".
    found = _AMOUNT.search(raw[:80].rpartition("=")[2]) if isinstance(raw, str) else None
    if not found:
        return ()
    factor = _FACTOR[(found[2] or "").lower()]
    return tuple(value * factor for value in _values(found[1].rstrip(".,")))


def _values(digits: str) -> tuple[float, ...]:
    if digits.isdecimal():
        return (float(digits),)
    groups = re.split(r"[.,]", digits.lstrip("-"))
    joined, decimal = float("".join(groups)), float(".".join([*groups, "0"][:2]))
    sign = -1.0 if digits.startswith("-") else 1.0
    marks = set(digits) & {".", ","}
    grouped = all(len(g) == 3 for g in groups[1:]) and 1 <= len(groups[0]) <= 3
    if len(marks) == 2:
        whole = float("".join(groups[:-1]) + "." + groups[-1])
        return (sign * whole,)
    if len(groups) == 1 or len(groups) > 2:
        return (sign * joined,) if grouped or len(groups) == 1 else ()
    if grouped:
        first, second = (joined, decimal) if "." in marks else (decimal, joined)
        return (sign * first, sign * second)
    return (sign * decimal,)


def prices(text: str) -> list[float]:
    """Return the prices in Rupiah a text names: "Rp18.000", "18rb", "15k", "18.000"."""
    found = []
    for match in _PRICE.finditer(text):
        digits = next(g for g in (match["rp"], match["short"], match["full"], match["bare"]) if g)
        unit = (match["rp_unit"] or match["short_unit"] or "").lower()
        values = [v * _FACTOR[unit] for v in _values(digits.rstrip(".,"))]
        # A price is at least a hundred Rupiah, so "Rp15,000" is fifteen thousand.
        found += [max(values)] if values and max(values) >= 100 else []
    return found


def rupiah(amount: float) -> str:
    """Return an amount as ``Rp15.000``."""
    return f"Rp{amount:,.0f}".replace(",", ".")


def has_price(
    raw: Any, amount: float | None = None, *, label: str = "ada harga", points: float = 1.0
) -> Check:
    """Check that a text names a price in Rupiah (Rp100 to Rp1 miliar): ``amount``, if given."""

    def evaluate() -> Finding:
        named = [p for p in prices(raw if isinstance(raw, str) else "") if p <= 1e9]
        if amount is not None:
            named = [p for p in named if p == amount]
        return Finding(bool(named), rupiah(named[0]) if named else "")

    return Check(label, evaluate, points)


def near(raw: Any, key: float, *, tolerance: float = 0.0, label: str, points: float = 1.0) -> Check:
    """Check that a number as typed is within ``tolerance`` (same unit as ``key``) of ``key``."""

    def evaluate() -> Finding:
        values = readings(raw)
        # The slack keeps 1.55 within 0.05 of 1.5 in spite of binary fractions.
        hit = any(abs(value - key) <= tolerance + 1e-9 * max(1.0, abs(key)) for value in values)
        return Finding(hit, str(raw)[:40] if raw is not None else "")

    return Check(label, evaluate, points)
