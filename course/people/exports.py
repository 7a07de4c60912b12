"""Tables that Zoom wrote and Excel may have saved again: their lines, and the times in them.

From bytes to lines of tidy cells; times of joining and leaving in whatever form an account, a
computer or Excel writes them.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from course import CourseError
from course.files import trouble
from course.spreadsheets import XLSX, BadLineError, decoded, numbered_lines, read_cells
from course.words import ENGLISH_MONTHS, MONTHS, UNSEEN_BUT_JOINERS

_SEPARATORS = (",", ";", "\t")
_UNSEEN = re.compile(rf"[{UNSEEN_BUT_JOINERS}\x00-\x08\x0e-\x1b\x7f]")
"""Also controls. An emoji in a name stays whole."""
_KNOWN, _LONGEST, _PADDED = 2, 8, 3
_TOLERANCE = dt.timedelta(minutes=2)  # Zoom rounds minutes up; Excel shows no seconds
_HERE = dt.timezone(dt.timedelta(hours=7))
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "wib": 7, "wita": 8, "wit": 9}
_KEPT_WORDS = {"am", "pm", "t", *_ZONES}
_SHORT = {"agt": 8, "nop": 11, "pebruari": 2, "peb": 2}
_LEAST_LETTERS = 3  # letters of a month
_LONGEST_TIME = 80  # characters; no time is longer
_LETTERS = re.compile(r"[a-z]+")
_HALF = re.compile(r"\b([ap])\.? ?m\b\.?")
_BRACKET = re.compile(r"\([^()]*\)")
_MOMENT = re.compile(
    r"(?:(?P<a>\d{1,4}|m\d\d)[ ./-]+(?P<b>\d{1,2}|m\d\d)[ ,./-]+(?P<c>\d{4}|\d\d)(?: *[t,] *| +))?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)? *(?P<half>[ap]m)?"
    r" *(?P<zone>z|utc|gmt|wib|wita|wit)? *(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?"
)
_SERIAL_DAY = re.compile(r"(\d{5})(?:[.,](\d+))?")
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  Excel's, on the computer's own clock
_NO_DAY = dt.date(2000, 1, 1)


def tidy(text: str) -> str:
    """Return a cell as one sees it: letters composed (NFC), no unseen marks, spaces once.

    A line break inside a cell (also a vertical tab, U+0085, U+2028) becomes a space.
    """
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def title(cell: str) -> str:
    """Return a column's title by its letters and digits: ``Name (Original Name)`` in any case."""
    return "".join(c for c in unicodedata.normalize("NFKC", cell).casefold() if c.isalnum())


def read_lines(path: Path, what: str, known: Callable[[str], bool]) -> list[list[str]]:
    """Return a table's lines as tidy cells, whatever the encoding, separator and program.

    ``known`` tells the titles of its columns: they decide the separator, not what occurs most. A
    table that an Excel showed in one column and saved again is taken apart once more. ``what``
    names the table in the CourseError for a file that cannot be opened.
    """
    if path.suffix.lower() == XLSX:
        lines = read_cells(path, what).lines
    else:
        try:
            lines = _lines(decoded(path.read_bytes())[0].replace("\0", ""), known)
        except OSError as error:
            line = f"{path}: {what} tidak bisa dibuka."
            raise CourseError(trouble(error) or line) from error
        except ValueError:  # no text at all: no line of it is a table's
            lines = []
    return [[tidy(cell) for cell in line] for line in lines]


def _lines(text: str, known: Callable[[str], bool]) -> list[list[str]]:
    outer, inner = _dialect(text, known)
    return [_opened(line, outer, inner) for line in _records(text, outer)]


def _dialect(text: str, known: Callable[[str], bool]) -> tuple[str, str]:
    """Return the separator of the first line with titles, and the one inside its first cell.

    The second is empty but where a program showed the whole line in one column and saved it so.
    """
    for line in re.split(r"[\r\n]+", text):
        found = {(outer, ""): _split(line, outer) for outer in _SEPARATORS}
        for outer in _SEPARATORS:
            first = (found[outer, ""] or [""])[0]
            found |= {(outer, i): _split(first, i) for i in _SEPARATORS if i != outer}
        counts = {
            pair: sum(known(cell) for cell in cells if not set(cell) & set(_SEPARATORS))
            for pair, cells in found.items()
        }
        best = max(counts, key=lambda pair: counts[pair])
        if counts[best] >= _KNOWN:
            return best
    return ",", ""


def _opened(cells: list[str], outer: str, inner: str) -> list[str]:
    """Return a line whose cells all stand in its first one, taken apart."""
    if inner:
        return [*_split(cells[0], inner), *cells[1:]] if cells else []
    if cells and outer in cells[0] and not any(cells[1:]):
        again = _split(cells[0], outer)
        return again if len(again) >= _PADDED else cells
    return cells


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(numbered_lines([line], separator), (1, []))[1]
    except BadLineError:
        return []


def _records(text: str, separator: str) -> list[list[str]]:
    try:
        return [cells for _, cells in numbered_lines(text, separator, strict=True)]
    except BadLineError:
        return list(_one_by_one(re.split(r"\r\n|\n|\r", text), separator))


def _one_by_one(lines: Sequence[str], separator: str) -> Iterator[list[str]]:
    """Yield the records of a table in which a quotation mark does not close, or stands amid text.

    No such mark swallows the rows after it: the line is taken apart as it stands.
    """
    at = 0
    while at < len(lines):
        for end in range(at + 1, min(at + _LONGEST, len(lines)) + 1):
            try:
                found = list(numbered_lines("\n".join(lines[at:end]), separator, strict=True))
            except BadLineError:
                continue
            yield found[0][1] if found else []
            at = end
            break
        else:
            yield [cell.strip('"') for cell in lines[at].split(separator)]
            at += 1


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
        if found := _SERIAL_DAY.fullmatch(plain):
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
    low = unicodedata.normalize("NFKC", tidy(text)).casefold()[:_LONGEST_TIME]
    low = _BRACKET.sub("", _HALF.sub(r"\1m", low))
    return " ".join(_LETTERS.sub(_word, low).split()).strip(" ,")


def _word(found: re.Match[str]) -> str:
    word = found[0]
    if word in _KEPT_WORDS:
        return word
    if len(word) >= _LEAST_LETTERS:
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
