"""Checkers for calculations in steps, where a later step follows from the participant's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

from course.grading.criteria import Check, Finding
from course.grading.numbers import readings

SLACK = 1.0
"""In the unit of the number, or a twentieth of a percent of it: rounded on the way is right too."""


def calculated(
    raw: Any,
    key: float,
    *,
    own: Sequence[Any] = (),
    rule: Callable[..., float] | None = None,
    slips: Mapping[float, float] | None = None,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check a number as typed, within ``SLACK``: right, following, or a known slip.

    ``rule`` computes what follows from the participant's ``own`` earlier numbers: a slip counts
    once, not in every step after it. ``slips`` are wrong answers that earn a share of the points.
    """

    def evaluate() -> Finding:
        values = readings(raw)
        if _near(values, key):
            return Finding(1.0, str(raw)[:40])
        if rule is not None and any(_near(values, v) for v in _following(rule, own)):
            return Finding(1.0, f"{str(raw)[:40]}, sesuai hitungan sebelumnya")
        known = [share for slip, share in (slips or {}).items() if _near(values, slip)]
        return Finding(max(known, default=0.0), str(raw)[:40] if raw is not None else "")

    return Check(label, evaluate, points)


def _near(values: Sequence[float], key: float) -> bool:
    return any(abs(value - key) <= max(SLACK, SLACK * 5e-4 * abs(key)) for value in values)


def _following(rule: Callable[..., float], own: Sequence[Any]) -> list[float]:
    """Return what follows from every plausible reading of the ``own`` numbers."""
    results = []
    for numbers in product(*(readings(one) for one in own)):
        try:
            results.append(float(rule(*numbers)))
        except (ArithmeticError, ValueError):  # nothing follows from a zero
            continue
    return results
