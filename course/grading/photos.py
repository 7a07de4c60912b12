"""Checkers that measure the photo a participant sent (``course.photo``).

Each names the number it measured and, where something is missing, what to do about it. A file that
is no photo, and a picture of nothing (one colour, noise), scores 0.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from course.exercises.workbook import workbook
from course.grading.criteria import Check, Finding

if TYPE_CHECKING:
    from course.photo import Measured


def bright_enough(raw: Any, *, label: str = "cukup terang", points: float = 1.0) -> Check:
    """Check that the photo is not too dark; half as bright as needed earns nothing."""

    def judge(photo: Measured) -> Finding:
        from course.photo import DARK  # noqa: PLC0415  lazy, see _measured

        found = f"terang {photo.brightness:.0f} dari 255, perlu {DARK:.0f}"
        advice = "; coba dekat jendela, siang hari" if photo.is_dark else ""
        return Finding(_ramp(photo.brightness, DARK / 2, DARK), found + advice)

    return _measured(raw, judge, label, points)


def not_clipped(raw: Any, *, label: str = "tidak terlalu terang", points: float = 1.0) -> Check:
    """Check that little of the photo is blown out; a plain white backdrop does not count."""

    def judge(photo: Measured) -> Finding:
        from course.photo import BLOWN  # noqa: PLC0415

        found = f"{photo.blown:.0%} putih polos, paling banyak {BLOWN:.0%}"
        advice = "; jauhkan dari lampu atau matahari langsung" if photo.is_blown else ""
        return Finding(_ramp(photo.blown, 2.5 * BLOWN, BLOWN), found + advice)

    return _measured(raw, judge, label, points)


def sharp_enough(raw: Any, *, label: str = "tajam", points: float = 1.0) -> Check:
    """Check that the photo is sharp; a slight blur earns a part."""

    def judge(photo: Measured) -> Finding:
        from course.photo import SHARP  # noqa: PLC0415

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
        from course.photo import PhotoError, measure  # noqa: PLC0415

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
        from course.photo import PhotoError, measure  # noqa: PLC0415

        try:
            photo = measure(workbook().folder / raw)
        except PhotoError as error:
            return Finding(0.0, str(error))
        return Finding(0.0, "foto kosong, tidak ada gambarnya") if photo.is_blank else judge(photo)

    return Check(label, evaluate, points)


def _ramp(value: float, nothing: float, full: float) -> float:
    """Return 0 at ``nothing``, 1 at ``full``, a share between them; ``full`` may be the lower."""
    return min(max((value - nothing) / (full - nothing), 0.0), 1.0)
