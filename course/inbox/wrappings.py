"""Answers in what mail programs, messengers and hands put around them.

An answer file that came whole is left alone, byte for byte. Otherwise one wrapping after the other
is undone until the answers can be read; what cannot be undone stays as it came, to be named.
"""

from __future__ import annotations

import html
import quopri
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace

from pydantic_core import from_json

from course.exercises.answers import COURSE
from course.inbox.arrivals import Arrival
from course.inbox.messages import sent_in
from course.words import UNSEEN

_QUOTE = r'(?:\\?"|[\u201c-\u201f\u2033\uff02]|&quot;|&#0?34;|&#x22;|=22)'
_SPACE = rf"(?:[\s>{UNSEEN}]|&nbsp;)*+"
_MARKER = re.compile(rf"course{_QUOTE}{_SPACE}:{_SPACE}{_QUOTE}{COURSE}")
_OPENS = re.compile(
    rf'\{{[\s{UNSEEN}]*+"(?:version|course|lesson|participant|by|token|class_id|answers|photos)"'
)
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+'
_TOKEN = re.compile(rf'{_STRING}("?)|[{{}}]', re.DOTALL)
_PIECE = re.compile(rf'{_STRING}"|[^"]++', re.DOTALL)
_UNSEEN = re.compile(rf"[\u00a0\u2000-\u200a\u202f\u3000{UNSEEN}]+")
_IS_PAGE = re.compile(r"\s*+<(?:!doctype|html|head|body|div|p|pre|br|table|span)\b", re.IGNORECASE)
_BREAK = re.compile(r"<br\s{0,5}/?>|</(?:p|div|pre|td|li)>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_ENTITY = re.compile(r"&(?:quot|amp|lt|gt|nbsp|#\d{2,4}|#x[0-9a-fA-F]{2,4});")
_PRINTABLE = re.compile(r"=(?:22|3D|7B|20|\n)")
# A letter beyond ASCII, as quoted-printable writes its UTF-8; and a sign that it would not leave.
_PRINTED_LETTER = re.compile(r"=[CDEF][0-9A-F](?:=[89AB][0-9A-F])+")
_NOT_PRINTED = re.compile(r"=(?![0-9A-F]{2}|[ \t]*\r?\n)")
_BROKEN = re.compile(r"=?[\s>]+")
_QUOTED = re.compile(r"^(?:[ \t]{0,3}>)+ ?", re.MULTILINE)
_SMART = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\uff02", '"'))
_BEGINNING = 50_000  # characters in which a marker broken by a line is looked for
_INTRODUCTION = 400  # characters before the answers in which their own first line is looked for
_SCANS = 8  # how often, all in all, a text may be gone through to find where answers end


def holds_answers(text: str) -> bool:
    """Return whether an answer file, whole or not, stands in ``text``."""
    return bool(_MARKER.search(text) or _MARKER.search(_BROKEN.sub("", text[:_BEGINNING])))


def unwrapped(arrival: Arrival) -> Iterator[Arrival]:
    """Yield the answer files in one text: itself where it is one, or each that was found in it."""
    text = arrival.text
    page = _IS_PAGE.match(text)
    if not holds_answers(text) or (not page and _is_whole(text) and not _is_printed(text)):
        yield arrival
        return
    steps, undone = _versions(text)
    readings = [(step, _plain) for step in steps]
    readings += [(version, _mended) for version in undone]
    # Broken inside a word, or between a backslash and its letter.
    readings += [(version.replace("\n", ""), _mended) for version in undone]
    for version, read in readings:
        if pieces := list(_pieces(version, read)):
            alone = arrival if len(pieces) == 1 else replace(arrival, path=None)
            yield from (replace(alone, data=piece.encode()) for piece in pieces)
            return
    yield arrival


def _is_whole(text: str) -> bool:
    """Return whether an answer file stands between the first brace and the last."""
    return _is_answers(text[text.find("{") : text.rfind("}") + 1])


def _is_printed(text: str) -> bool:
    """Return whether all of a text is quoted-printable: its letters stand in it as bytes."""
    return text.isascii() and bool(_PRINTED_LETTER.search(text)) and not _NOT_PRINTED.search(text)


def _is_answers(text: str) -> bool:
    try:
        found = from_json(text)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("course") == COURSE and "lesson" in found


def _versions(text: str) -> tuple[list[str], list[str]]:
    """Return the text with one wrapping after the other undone, and with all of them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_printed = _is_printed(text)
    steps, undone = [] if _IS_PAGE.match(text) or is_printed else [text], list[str]()
    starts = [text]
    if is_printed or _PRINTABLE.search(text):
        starts.insert(0, quopri.decodestring(text.encode()).decode("utf-8", "replace"))
    for version in starts:
        for undo in (_without_markup, _unquoted, _with_plain_quotes):
            version = undo(version)  # noqa: PLW2901
            steps.append(version)
        undone.insert(0, version)
    return list(dict.fromkeys(steps)), undone


def _without_markup(text: str) -> str:
    if not (_IS_PAGE.match(text) or _ENTITY.search(text)):
        return text
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def _unquoted(text: str) -> str:
    is_quoted = len(_QUOTED.findall(text)) * 2 > text.count("\n")
    return _QUOTED.sub("", text) if is_quoted else text


def _with_plain_quotes(text: str) -> str:
    return text if _OPENS.search(text) else text.translate(_SMART)


def _pieces(text: str, read: Callable[[str], str]) -> Iterator[str]:
    """Yield the answers in ``text``, each with the line above it that says when it was sent."""
    opens = [found.start() for found in _OPENS.finditer(text)]
    end, left = 0, _SCANS * len(text)
    for marker in _MARKER.finditer(text):
        if marker.start() < end:
            continue
        before = bisect_left(opens, marker.start())
        nearest = opens[before - 1] if before else -1
        for start in dict.fromkeys((nearest, text.find("{", end, marker.start()))):
            left -= marker.start() - end
            if start < end or left < 0:
                continue
            stop = _end_of(text, start)
            left -= (stop or len(text)) - start
            if stop > marker.start() and (answers := read(text[start:stop])):
                above = text[max(end, start - _INTRODUCTION) : start]
                yield f"{_line_above(above)}{answers}"
                end = stop
                break


def _line_above(text: str) -> str:
    lines = [line for line in text.splitlines() if sent_in(line)]
    return f"{re.sub('[{}]', '', lines[-1]).strip()}\n" if lines else ""


def _end_of(text: str, start: int) -> int:
    """Return where the object ends that begins at ``start``; 0 when it does not."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        if token[0] == "{":
            depth += 1
        elif token[0] == "}":
            depth -= 1
            if not depth:
                return token.end()
        elif not token[1]:
            return 0
    return 0


def _plain(text: str) -> str:
    """Return an object that is answers; "" for another."""
    return text if _is_answers(text) else ""


def _mended(text: str) -> str:
    """Return an object without what a wrapping set into it; "" when it is no answers then."""
    return _plain("".join(_mended_parts(text)))


def _mended_parts(text: str) -> Iterator[str]:
    """Yield the parts of an object: no line breaks in a string, only plain blanks outside."""
    parts = list(_PIECE.finditer(text))
    breaks = [
        (at, text.rfind("\n", 0, at) + 1)
        for part in parts
        if part[0].startswith('"')
        for at in _breaks(part)
    ]
    # Lines of one length were cut at a column; others where a blank stood.
    lengths = [at - begin for at, begin in breaks if begin]
    blank = "" if len(lengths) > 1 and len(set(lengths)) == 1 else " "
    for part in parts:
        if part[0].startswith('"'):
            joined = re.sub(r"(?<! )\n", blank, part[0]).replace("\n", "")
            yield joined.replace("\t", " ")
        else:
            yield _UNSEEN.sub(" ", part[0])


def _breaks(part: re.Match[str]) -> Iterator[int]:
    return (part.start() + found.start() for found in re.finditer("\n", part[0]))
