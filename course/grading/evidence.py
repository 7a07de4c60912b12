"""Checkers for dates, times and pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from course.exercises.photos import MAX_PIXELS
from course.exercises.workbook import workbook
from course.files import is_regular
from course.grading.criteria import Check, Finding


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


def has_photo(raw: Any, *, label: str = "ada foto", points: float = 1.0) -> Check:
    """Check that the answer's photo lies beside ``answers.json`` and can be opened.

    ``raw`` is a path validated by ``Photo.read``; a picture of more than 20 megapixels is refused
    before it is decoded.
    """

    def evaluate() -> Finding:
        if not isinstance(raw, str) or not raw.startswith("photos/"):
            return Finding(0.0, "belum ada foto")
        path = workbook().folder / raw
        if not is_regular(path):
            return Finding(0.0, "foto tidak ikut terkirim")
        return _opened(path)

    return Check(label, evaluate, points)


def _opened(path: Any) -> Finding:
    from PIL import Image  # noqa: PLC0415  only lessons with photos need it

    try:
        with Image.open(path, formats=["JPEG"]) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                return Finding(0.0, f"terlalu besar: {width} x {height}")
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return Finding(0.0, "bukan foto yang bisa dibuka")
    return Finding(1.0, f"{width} x {height}")
