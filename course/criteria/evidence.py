"""Checkers for dates and times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from course.criteria.scoring import Check, Finding


def day_between(raw: Any, earliest: str, latest: str, *, label: str, points: float = 1.0) -> Check:
    """Check that a date (``2026-11-30``) lies in the range, both ends included."""
    return _between(dt.date.fromisoformat, raw, (earliest, latest), label, points)


def time_between(raw: Any, earliest: str, latest: str, *, label: str, points: float = 1.0) -> Check:
    """Check that a time of day (``13:05``) lies in the range, both ends included."""
    return _between(dt.time.fromisoformat, raw, (earliest, latest), label, points)


def _between(
    read: Callable[[str], Any], raw: Any, ends: tuple[str, str], label: str, points: float
) -> Check:
    def evaluate() -> Finding:
        low, high = map(read, ends)
        try:
            return Finding(float(low <= read(raw) <= high), raw)
        except (TypeError, ValueError):  # no text, no date, or a time with a zone
            return Finding(0.0, "tidak terbaca")

    return Check(label, evaluate, points)
