"""Words that many rooms need: dates and months in Indonesian."""

from __future__ import annotations

import datetime as dt

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip


def in_words(day: dt.date) -> str:
    """Return a date as ``30 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
