"""Checkers of the export lesson: HS codes, a number dialled from abroad, steps for what lacks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from course.grading.choices import chosen
from course.grading.criteria import Check, Finding
from course.grading.tables import cell

CHAPTER, HEADING = 0.3, 0.6
"""Shares for the right first two and first four digits of an HS code (curriculum M5-04)."""
STEPS = 3


def hs_codes(
    raw: Any, key: Mapping[str, str], *, column: str = "kode", label: str, points: float = 1.0
) -> Check:
    """Check a table of HS codes ``{row: "090121"}`` by the digits that agree from the left.

    Codes may be typed "0901.21", "0901 21", without the leading zero, or with more digits of the
    national tariff.
    """

    def evaluate() -> Finding:
        shares = [_agreement(cell(raw, row, column), code) for row, code in key.items()]
        found = f"{sum(s == 1 for s in shares)} dari {len(key)} tepat"
        return Finding(sum(shares) / len(key), found)

    return Check(label, evaluate, points)


def _agreement(typed: Any, code: str) -> float:
    digits = re.sub(r"\D", "", typed) if isinstance(typed, str) else ""
    if len(digits) % 2:
        digits = f"0{digits}"
    if len(digits) > 10:
        return 0.0
    wanted = ((code, 1.0), (code[:4], HEADING), (code[:2], CHAPTER))
    return next((share for start, share in wanted if digits.startswith(start)), 0.0)


def dialled(raw: Any, number: str, *, label: str, points: float = 1.0) -> Check:
    """Check a telephone number as typed for abroad: the digits of ``number`` ("6281…") behind +."""

    def evaluate() -> Finding:
        text = raw.strip() if isinstance(raw, str) else ""
        digits = re.sub(r"[\s().-]", "", text)
        if digits in {f"+{number}", f"00{number}"}:
            return Finding(1.0, text)
        return Finding(0.5 if digits == number else 0.0, text[:40])

    return Check(label, evaluate, points)


def few_and_fitting(
    raw: Any, fitting: set[str], *, most: int, label: str, points: float = 1.0
) -> Check:
    """Check that one to ``most`` options are ticked and all of them fit."""

    def evaluate() -> Finding:
        ticked = chosen(raw)
        good = 1 <= len(ticked) <= most and ticked <= fitting
        return Finding(good, f"{len(ticked)} dipilih, {len(ticked - fitting)} tidak cocok")

    return Check(label, evaluate, points)


def answered_rows(
    raw: Any, rows: Collection[str], *, column: str, label: str, points: float = 1.0
) -> Check:
    """Check a self-report by the share of rows that are answered, whatever the answer."""

    def evaluate() -> Finding:
        count = sum(bool(cell(raw, row, column)) for row in rows)
        return Finding(count / len(rows), f"{count} dari {len(rows)} diisi")

    return Check(label, evaluate, points)


def steps_for_gaps(
    checklist: Any,
    steps: Any,
    rows: Collection[str],
    *,
    done: str = "sudah",
    label: str,
    points: float = 1.0,
) -> Check:
    """Check that three different next steps, each with a time, address what is not done yet.

    A step's key is the row it is for. Where fewer than three rows are open, other steps count for
    the rest. A checklist answered by less than three quarters gives nothing to go by.
    """

    def evaluate() -> Finding:
        state = {
            row: v for row in rows if isinstance(v := cell(checklist, row, "punya"), str) and v
        }
        if len(state) < 0.75 * len(rows):
            return Finding(0.0, "daftar belum diisi")
        gaps = {row for row, value in state.items() if value != done}
        planned = {k for k in _timed(steps) if k in rows}
        fitting = len(planned & gaps)
        other = min(len(planned - gaps), max(STEPS - len(gaps), 0))
        return Finding(min(fitting + other, STEPS) / STEPS, f"{fitting} menjawab yang belum ada")

    return Check(label, evaluate, points)


def _timed(steps: Any) -> set[str]:
    rows = steps if isinstance(steps, dict) else {}
    picked = {r: cell(rows, r, "langkah") for r in rows if cell(rows, r, "kapan")}
    return {step for step in picked.values() if isinstance(step, str) and step}
