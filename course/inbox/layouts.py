"""What the lines of a chat look like: the day and the clock that a phone sets before a message.

WhatsApp writes them as the phone's language and settings say ("22/11/26 13.05 - ",
"[2026/11/22 下午1:05:09] ", "22/11/2026, 1:05 PTG - "), and no list of layouts is ever whole. So a
stamp is known by what it is made of: a date, a clock, at most a few letters, and what ends it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from course.words import UNSEEN

_MARKS = re.compile(f"[{UNSEEN}]+")
_START = re.compile(
    rf"^[{UNSEEN} \t]{{0,6}}(?:"
    # An iPhone, and what is copied out of WhatsApp; Telegram sets the name before.
    r"(?:(?P<name>[^\n\[\]:]{1,60}?),[^\S\n])?\[(?P<inside>[^\n\[\]]{6,70})\][:\s]"
    # Android, and iPhones of old.
    r"|(?P<before>[^\n\[\]]{6,70}?)(?:\s[-\u2013\u2014]\s|:\s))",
    re.MULTILINE,
)
_GAP = r"(?:\.\s|[./\u2010-\u2013-]|\s?[年月]\s?)"
_DATE = re.compile(rf"\d{{1,4}}{_GAP}\d{{1,2}}{_GAP}\d{{1,4}}")
_WORDED_DATE = re.compile(r"^(?:\d{1,2}\.?\s[^\W\d_]{3,}\.?|[^\W\d_]{3,}\.?\s\d{1,2}\b)")
_DATES = (_DATE, _WORDED_DATE)
_DATES_IN_BRACKETS = (re.compile(r"^\d{1,2}[./-]\d{1,2}(?=[\s,])"),)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:.\u066bhH時时点]\s?\d{2}(?!\d)")
_SIGNS = set(".,/:-\u2010\u2011\u2012\u2013()'\u2019\u060c\u066b·\u3001")
_MOST_LETTERS = 24
_SENDER = re.compile(r"[^\n:]{1,60}:")

_NAME = re.compile(r"([^\n:]{1,40}):\s\S")
_CLOCK_IN_A_LINE = re.compile(r"(?<![\d.,])(?:[01]?\d|2[0-4])[:.][0-5]\d(?![\d.,]?\d)")
_OUR_MESSAGE = "Jawaban "
_MOST_LINES = 400
_LEAST_STAMPS, _LEAST_NAMED = 3, 4


def message_starts(text: str) -> Iterator[re.Match[str]]:
    """Yield the stamp of every message in ``text``; group ``name``, where it stands before it."""
    for found in _START.finditer(text):
        if found["before"] is None:
            known = _is_stamp(found["inside"], _DATES + _DATES_IN_BRACKETS)
        elif found[0].endswith((": ", ":\t")):
            # Here the name ends with the same sign: without a second one this may be its end.
            known = bool(_SENDER.match(text, found.end())) and _is_stamp(found["before"])
        else:
            known = _is_stamp(found["before"])
        if known:
            yield found


def _is_stamp(text: str, dates: tuple[re.Pattern[str], ...] = _DATES) -> bool:
    """Return whether ``text`` is a date and a clock and next to nothing else."""
    text = _MARKS.sub("", text).strip()
    kinds = [unicodedata.category(c)[0] for c in text if c not in _SIGNS]
    if set(kinds) - set("LMNZ") or kinds.count("L") > _MOST_LETTERS or text.startswith("("):
        return False
    if any(len(number) not in {1, 2, 4} for number in re.findall(r"\d+", text)):
        return False
    found = (date.search(text) for date in dates)
    rests = [f"{text[: one.start()]} {text[one.end() :]}" for one in found if one]
    return any(_CLOCK.search(rest) for rest in rests)


def looks_like_a_chat(text: str) -> bool:
    """Return whether ``text`` is probably a chat, in whatever layout.

    Three lines with a clock near their beginning, a quarter of all; or names before most lines, one
    of them twice.
    """
    lines = [line for line in islice(_lines(text), _MOST_LINES) if line[:8] != _OUR_MESSAGE]
    clocks = sum(1 for line in lines if _CLOCK_IN_A_LINE.search(line[:60]))
    if clocks >= max(_LEAST_STAMPS, len(lines) / 4):
        return True
    names = Counter(found[1] for line in lines if (found := _NAME.match(line)))
    said = names.total()
    return said >= max(_LEAST_NAMED, len(lines) * 0.6) and len(names) < said


def _lines(text: str) -> Iterator[str]:
    return (line for line in map(str.strip, text.splitlines()) if line)
