"""Times as Zoom writes them, and how long somebody was there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

# Zoom writes times in the format of the account: month first (US), day first, or ISO; Excel in
# Indonesia rewrites them with dots.
_DAYS = (
    "%m/%d/%Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%b %d, %Y", "%d %b %Y",
    "%B %d, %Y", "%d %B %Y", "%m/%d/%y", "%d/%m/%y",
)  # fmt: skip
_CLOCKS = ("%I:%M:%S %p", "%H:%M:%S", "%I:%M %p", "%H:%M", "%H.%M.%S", "%H.%M")
_JOINS = (" ", "T", ", ")
FORMATS = tuple(f"{day}{join}{clock}" for day, clock, join in product(_DAYS, _CLOCKS, _JOINS))
_MONTHS = {
    "januari": "january", "februari": "february", "maret": "march", "mei": "may", "juni": "june",
    "juli": "july", "agustus": "august", "agu": "aug", "oktober": "october", "okt": "oct",
    "desember": "december", "des": "dec",
}  # fmt: skip
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_TOLERANCE = dt.timedelta(minutes=2)  # Zoom rounds minutes up


@dataclass(frozen=True)
class Span:
    """From joining to leaving."""

    start: dt.datetime
    end: dt.datetime


def read_spans(
    rows: Sequence[tuple[str, str, int | None]], day: dt.date | None = None
) -> list[Span | None]:
    """Return the span of each row (join time, leave time, Zoom's own minutes); None if unreadable.

    One format serves the whole report. Where several can be read (05/06/2026), the one wins that
    agrees with Zoom's minutes, then the one nearest to ``day``.
    """
    best: tuple[tuple[int, int, int], list[Span | None]] | None = None
    for form in FORMATS:
        spans = [_span(join, leave, form) for join, leave, _ in rows]
        read = [span for span in spans if span]
        if not read:
            continue
        wrong = sum(1 for span, row in zip(spans, rows, strict=True) if not _agrees(span, row[2]))
        away = abs((read[0].start.date() - day).days) if day else 0
        rank = (len(rows) - len(read), wrong, away)
        if best is None or rank < best[0]:
            best = rank, spans
    return best[1] if best else [None] * len(rows)


def _agrees(span: Span | None, minutes: int | None) -> bool:
    if span is None or minutes is None:
        return span is not None
    return abs((span.end - span.start) - dt.timedelta(minutes=minutes)) <= _TOLERANCE


def _span(join: str, leave: str, form: str) -> Span | None:
    start, end = _moment(join, form), _moment(leave, form)
    return Span(start, end) if start and end and start <= end else None


def _moment(text: str, form: str) -> dt.datetime | None:
    def english(word: re.Match[str]) -> str:
        return _MONTHS.get(word[0].lower(), word[0])

    plain = _WORD.sub(english, " ".join(text.split()))
    try:
        return dt.datetime.strptime(plain, form)  # noqa: DTZ007  the account's own clock, no zone
    except ValueError:
        return None


def minutes_together(spans: Iterable[Span]) -> int:
    """Return how many minutes the spans cover; what overlaps (two devices) counts once."""
    covered, until = dt.timedelta(), dt.datetime.min  # noqa: DTZ901  as the spans
    for span in sorted(spans, key=lambda s: s.start):
        start = max(span.start, until)
        covered += max(span.end - start, dt.timedelta())
        until = max(until, span.end)
    return int(covered / dt.timedelta(minutes=1) + 0.5)
