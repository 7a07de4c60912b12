"""Sums about the own shop in lesson 4: what one gains or loses, with the owner's price and cost.

An owner may sell below cost. A loss is written "rugi 500", "-500", "minus 500" or just "500"; a
gain is no loss, so "rugi 500" for it is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from course.criteria.numbers import Earlier, amounts, followed, rupiah
from course.criteria.own_shop import Shop
from course.criteria.scoring import Check, Finding, any_of
from course.criteria.text import normalise

_LOSS = re.compile(r"(?<![a-z])(?:rugi|minus|min|tekor|nombok|tombok|kurang)(?:nya|ne)?(?![a-z])")
_GAIN = re.compile(r"(?<![a-z])(?:untung|laba|bathi|lebih)(?:nya|ne)?(?![a-z])")
_EVEN = re.compile(r"(?<![a-z])(?:impas|impasan|pas|nol|habis|bak\s+bik|podo\s+wae)(?![a-z])")
_SPOKEN = re.compile(r"(\d+)\s*(?:rb|ribu|rebu|ewu)\s*(\d{3})(?!\d)")
"""A price as it is said: "3 ribu 500"."""
_MOST, _LOOSELY, _READ = 10_000, 0.05, 80


def how_many(raw: Any, practice: float) -> float:
    """Return how many are sold as typed; the practice number where none is told that can be.

    >>> how_many("15 bungkus", 20), how_many("", 20), how_many("0", 20)
    (15.0, 20, 20)
    """
    told = [value for value in amounts(raw) if 0 < value <= _MOST]
    return told[0] if told else practice


def loosely(shop: Shop, many: float = 1.0) -> float | None:
    """Return how far a sum with the cost of ``many`` may be off; None for the usual.

    Who has not told the cost takes two thirds of the price, and rounds it.
    """
    return _LOOSELY * shop.cost * many if shop.own and not shop.costs else None


def reckoned(
    raw: Any,
    rule: float | Callable[..., float],
    *earlier: Earlier,
    tolerance: float | None = None,
    lost: str = "",
    label: str,
    points: float = 1.0,
) -> Check:
    """Check a sum as ``followed`` does; a loss may be written in any of its ways.

    ``lost`` is what a loss means, in Indonesian: said of one that is right, however it is written.
    """
    said = _signed(raw)
    own = [(_signed(typed), right) for typed, right in earlier]
    with_sign = followed(said, rule, *own, tolerance=tolerance, label=label, points=points)
    if isinstance(raw, str) and _GAIN.search(normalise(raw[:_READ])):
        return with_sign
    bare = followed(
        said,
        lambda *numbers: abs(rule(*numbers) if callable(rule) else rule),
        *own,
        tolerance=tolerance,
        label=label,
    )
    either = any_of(with_sign, bare, label=label, points=points)

    def follows(value: float) -> bool:
        signed = followed(int(value), rule, *own, tolerance=tolerance, label=label)
        return signed.evaluate().share >= 1

    def evaluate() -> Finding:
        finding = either.evaluate()
        off = [abs(value) for value in amounts(said)]
        losses = [value for value in off if follows(-value) and not follows(value)]
        if not (losses and finding.share >= 1):
            return finding
        return finding._replace(found=f"itu rugi {rupiah(losses[0])}: {lost}", told=True)

    return either._replace(evaluate=evaluate) if lost else either


def _signed(raw: Any) -> Any:
    """Return an amount as typed with its sign in figures: "rugi 500" is "-500", "impas" "0"."""
    if not isinstance(raw, str):
        return raw
    text = normalise(raw[:_READ])
    told = _SPOKEN.sub(r"\1.\2", text)
    values = amounts(told)
    if not values:
        return "0" if _EVEN.search(text) else raw
    return -int(values[0]) if _LOSS.search(text) and values[0] > 0 else told
