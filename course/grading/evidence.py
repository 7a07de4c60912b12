"""Checkers for dates, times and pictures."""

from __future__ import annotations

import datetime as dt
from typing import Any

from course.exercises.workbook import workbook
from course.grading.criteria import Check, Finding

MAX_PIXELS = 20_000_000


def day_between(raw: Any, earliest: str, latest: str, *, label: str, points: float = 1.0) -> Check:
    """Check that a date (``2026-11-30``) lies in the range, both ends included."""

    def evaluate() -> Finding:
        try:
            day = dt.date.fromisoformat(raw)
        except (TypeError, ValueError):
            return Finding(0.0, "bukan tanggal")
        low, high = dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest)
        return Finding(float(low <= day <= high), raw)

    return Check(label, evaluate, points)


def time_between(raw: Any, earliest: str, latest: str, *, label: str, points: float = 1.0) -> Check:
    """Check that a time of day (``13:05``) lies in the range, both ends included."""

    def evaluate() -> Finding:
        try:
            moment = dt.time.fromisoformat(raw)
        except (TypeError, ValueError):
            return Finding(0.0, "bukan jam")
        low, high = dt.time.fromisoformat(earliest), dt.time.fromisoformat(latest)
        return Finding(float(low <= moment <= high), raw)

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
        if path.is_symlink() or not path.is_file():
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
