"""Follow-through credit: a wrong early number, rightly used, still earns the later points.

A later number is right when it equals the key, or when it is what the participant's own earlier
numbers give by the same rule. The key itself comes from the rule and the right earlier numbers, so
the two can never disagree. Source: curriculum 4.0, partial-credit rules (0.5 % tolerance).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from course.grading.criteria import Check, Finding
from course.grading.numbers import readings

Earlier = tuple[Any, float]
"""An earlier answer as typed, and what it should have been."""

RELATIVE = 0.005
_SUM = re.compile(
    r"(-?\d[\d.,]*)\s*(?:jt|juta)\s*(\d[\d.,]*)\s*(?:rb|ribu)(?:\s*(\d{1,3})(?!\d))?", re.IGNORECASE
)
_SPACED = re.compile(r"(?<![\d.,])-?\d{1,3}(?: \d{3})+(?![\d.,])")


def amounts(raw: Any) -> tuple[float, ...]:
    """Return the plausible values of a number as typed: ``readings``, and sums in words.

    >>> amounts("5jt 200rb"), amounts("5 200 000"), amounts("kira2 17rb")
    ((5200000.0,), (5200000.0,), (17000.0,))
    """
    if not isinstance(raw, str):
        return readings(raw)
    # "kira2", "bln2": a doubled word, no number.
    text = re.sub(r"[^\W\d_]{3,}2(?![\d.,])", " ", raw[:80].rpartition("=")[2])
    if found := _SUM.search(text):
        million, thousand = (max(readings(found[n])) for n in (1, 2))
        return (million * 1e6 + thousand * 1e3 + float(found[3] or 0),)
    if found := _SPACED.search(text):
        return (float(found[0].replace(" ", "")),)
    return readings(text)


def followed(
    raw: Any,
    rule: float | Callable[..., float],
    *earlier: Earlier,
    tolerance: float | None = None,
    either_sign: bool = False,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check a number against a key, or against what the own earlier numbers give.

    ``rule`` is the key, or a function of the ``earlier`` numbers. ``tolerance`` is in the number's
    own unit; without it half a percent is allowed. ``either_sign`` accepts "69.000" for a loss of
    69,000.
    """

    def evaluate() -> Finding:
        values = {abs(v) if either_sign else v for v in amounts(raw)}
        if not values:
            return Finding(0.0, "belum ada angka")
        for number, note in _expected(rule, earlier):
            wanted = abs(number) if either_sign else number
            slack = RELATIVE * abs(wanted) if tolerance is None else tolerance
            if any(abs(v - wanted) <= slack + 1e-9 * max(1.0, abs(wanted)) for v in values):
                return Finding(1.0, note or str(raw)[:40])
        return Finding(0.0, str(raw)[:40])

    return Check(label, evaluate, points)


def followed_choice(
    raw: Any, rule: Callable[..., str], *earlier: Earlier, label: str, points: float = 1.0
) -> Check:
    """Check a choice that follows from earlier numbers; ``rule`` returns the option's key.

    Without a single earlier number nothing follows, and the choice earns nothing.
    """

    def evaluate() -> Finding:
        if not any(amounts(own) for own, _ in earlier):
            return Finding(0.0, "belum dihitung")
        notes = dict(reversed([*_expected(rule, earlier)]))
        chosen = raw if isinstance(raw, str) else ""
        return Finding(chosen in notes, notes.get(chosen, "") or chosen)

    return Check(label, evaluate, points)


def half(check: Check) -> Check:
    """Return ``check`` earning half: for a number that is right but not rounded as asked."""

    def evaluate() -> Finding:
        finding = check.evaluate()
        return Finding(finding.share / 2, finding.found)

    return Check(check.label, evaluate, check.points)


def _expected(rule: Any, earlier: tuple[Earlier, ...]) -> Iterator[tuple[Any, str]]:
    """Yield the key, then what each reading of the own earlier numbers gives.

    A blank earlier answer counts as the right one: who skips a line is not punished twice. A zero
    is no number to go on with: it would make anything follow.
    """
    if not callable(rule):
        yield rule, ""
        return
    yield rule(*(right for _, right in earlier)), ""
    own = [_meant(raw, right) for raw, right in earlier]
    result = _applied(rule, own) if all(own) else None
    if result is not None:
        yield result, "benar, dari angka sendiri"


def _meant(raw: Any, right: float) -> float:
    """Return the reading of an earlier answer nearest to the right one; blank means right.

    "6.000" may be read as 6000 or as 6: only one of them was meant.
    """
    values = amounts(raw)
    if right <= 0:
        return values[0] if values else right
    return min(values, key=lambda v: abs(math.log(v / right)) if v > 0 else 99.0, default=right)


def _applied(rule: Callable[..., Any], numbers: Sequence[float]) -> Any:
    try:
        result = rule(*numbers)
    except (ArithmeticError, ValueError):
        return None
    usable = not isinstance(result, float) or math.isfinite(result)
    return result if usable else None
