"""Times of joining and leaving, in whatever form an account, a computer or Excel writes them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from course.people.exports import tidy
from course.words import ENGLISH_MONTHS, MONTHS

_TOLERANCE = dt.timedelta(minutes=2)  # Zoom rounds minutes up; Excel shows no seconds
_HERE = dt.timezone(dt.timedelta(hours=7))
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "wib": 7, "wita": 8, "wit": 9}
_KEPT = {"am", "pm", "t", *_ZONES}
_SHORT = {"agt": 8, "nop": 11, "pebruari": 2, "peb": 2}
_LEAST = 3  # letters of a month
_LONGEST = 80  # characters; no time is longer
_WORD = re.compile(r"[a-z]+")
_HALF = re.compile(r"\b([ap])\.? ?m\b\.?")
_BRACKET = re.compile(r"\([^()]*\)")
_MOMENT = re.compile(
    r"(?:(?P<a>\d{1,4}|m\d\d)[ ./-]+(?P<b>\d{1,2}|m\d\d)[ ,./-]+(?P<c>\d{4}|\d\d)(?: *[t,] *| +))?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)? *(?P<half>[ap]m)?"
    r" *(?P<zone>z|utc|gmt|wib|wita|wit)? *(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?"
)
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  Excel's, on the computer's own clock
_NO_DAY = dt.date(2000, 1, 1)


@dataclass(frozen=True)
class Span:
    """From joining to leaving."""

    start: dt.datetime
    end: dt.datetime


def read_spans(
    rows: Sequence[tuple[str, str, int | None]], day: dt.date | None = None
) -> list[Span | None]:
    """Return the span of each row (join time, leave time, Zoom's own minutes); None if unreadable.

    One order of day and month serves the whole report. Where both can be read (05/06/2026), the
    one wins that agrees with Zoom's minutes, then the one nearest to ``day``; times with a zone or
    an offset are read on the clock of Jakarta, times without a date are of ``day``.
    """
    best: tuple[tuple[int, int, int], list[Span | None]] | None = None
    for first in ("month", "day"):
        spans = [_span(*row, first, day) for row in rows]
        read = [span for span in spans if span]
        wrong = sum(1 for span, row in zip(spans, rows, strict=True) if not _agrees(span, row[2]))
        away = abs((read[0].start.date() - day).days) if day and read else 0
        rank = (len(rows) - len(read), wrong, away)
        if best is None or rank < best[0]:
            best = rank, spans
    return best[1] if best else []


def _agrees(span: Span | None, minutes: int | None) -> bool:
    if span is None or minutes is None:
        return span is not None
    return abs((span.end - span.start) - dt.timedelta(minutes=minutes)) <= _TOLERANCE


def _span(
    join: str, leave: str, minutes: int | None, first: str, day: dt.date | None
) -> Span | None:
    start, end = _moment(join, first, day), _moment(leave, first, day)
    if start is None:
        return None
    if end is None:
        # Who had not left yet, or whose cell was too narrow (######), has Zoom's minutes.
        return Span(start, start + dt.timedelta(minutes=minutes)) if minutes is not None else None
    if end < start and end.date() == (day or _NO_DAY) == start.date():
        end += dt.timedelta(days=1)
    return Span(start, end) if start <= end else None


def _moment(text: str, first: str, day: dt.date | None) -> dt.datetime | None:
    plain = _plain(text)
    try:
        if found := _SERIAL.fullmatch(plain):
            spent = dt.timedelta(days=float(f"{found[1]}.{found[2] or 0}"))
            return _EPOCH + dt.timedelta(seconds=round(spent.total_seconds()))
        if found := _MOMENT.fullmatch(plain):
            date = _date(found["a"], found["b"], found["c"], first) if found["a"] else day
            return _on_our_clock(dt.datetime.combine(date or _NO_DAY, _clock(found)), found)
    except (ValueError, OverflowError):
        pass
    return None


def _plain(text: str) -> str:
    """Return a time in small letters: months as ``m11``, no weekdays, brackets, unseen marks."""
    low = unicodedata.normalize("NFKC", tidy(text)).casefold()[:_LONGEST]
    low = _BRACKET.sub("", _HALF.sub(r"\1m", low))
    return " ".join(_WORD.sub(_word, low).split()).strip(" ,")


def _word(found: re.Match[str]) -> str:
    word = found[0]
    if word in _KEPT:
        return word
    if len(word) >= _LEAST:
        for names in (MONTHS, ENGLISH_MONTHS):
            for number, name in enumerate(names, start=1):
                if name.lower().startswith(word):
                    return f"m{number:02d}"
    return f"m{_SHORT[word]:02d}" if word in _SHORT else ""


def _date(a: str, b: str, c: str, first: str) -> dt.date:
    if len(a) == len("2026"):
        year, month, day = a, b, c
    elif a.startswith("m") or (first == "month" and not b.startswith("m")):
        year, month, day = c, a, b
    else:
        year, month, day = c, b, a
    full = int(year) if len(year) == len("2026") else 2000 + int(year)
    return dt.date(full, int(month.lstrip("m")), int(day))


def _clock(found: re.Match[str]) -> dt.time:
    hour = int(found["hour"])
    if found["half"] and hour <= 12:
        hour = hour % 12 + 12 * (found["half"] == "pm")
    return dt.time(hour, int(found["minute"]), int(found["second"] or 0))


def _on_our_clock(moment: dt.datetime, found: re.Match[str]) -> dt.datetime:
    if not (found["zone"] or found["offset"]):
        return moment
    away = dt.timedelta(hours=_ZONES.get(found["zone"] or "", 0))
    if offset := found["offset"]:
        digits = offset[1:].replace(":", "")
        hours, minutes = (digits, "0") if len(digits) <= len("07") else (digits[:-2], digits[-2:])
        away += dt.timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if "-" in offset else 1)
    return moment.replace(tzinfo=dt.timezone(away)).astimezone(_HERE).replace(tzinfo=None)


def minutes_together(spans: Iterable[Span]) -> int:
    """Return how many minutes the spans cover; what overlaps (two devices) counts once."""
    covered, until = dt.timedelta(), dt.datetime.min  # noqa: DTZ901  as the spans
    for span in sorted(spans, key=lambda s: s.start):
        start = max(span.start, until)
        covered += max(span.end - start, dt.timedelta())
        until = max(until, span.end)
    return int(covered / dt.timedelta(minutes=1) + 0.5)
