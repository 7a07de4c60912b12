"""The block in which answers travel inside a WhatsApp message (``docs/sending.md``).

The phone page writes these blocks, in JavaScript; here they are read.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from course.answers import MAX_BYTES
from course.dates import MONTHS

# White space and the marks a phone or WhatsApp sets around text without showing them.
_BLANK = r"\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_SLASH = rf"[{_BLANK}]*/[{_BLANK}]*"
_START = re.compile(
    _SLASH.join(("KU1", r"((?:[A-Z]{1,3}[0-9]{2,6})?)", r"([a-z0-9][a-z0-9-]{0,59})", ""))
)
_HEAD = re.compile(
    _SLASH.join((r"([0-9]{1,2})-([0-9]{1,2})", "([zp])", "([0-9a-f]{8})", "([0-9a-f]{8})", ""))
)
_DATA = re.compile(rf"([A-Za-z0-9!\-{_BLANK}]*+)(/[{_BLANK}]*KU)?")
_REST_OF_BLOCK = re.compile(r"[A-Za-z0-9!\-/]*")
_BLANKS = re.compile(rf"[{_BLANK}]+")
_WESTERN = timezone(timedelta(hours=7))
_SENT = re.compile(
    rf"([0-9]{{1,2}})\s({'|'.join(MONTHS)})\s([0-9]{{4}})\spukul\s([0-9]{{2}})[.:]([0-9]{{2}})"
)
_INTRODUCTION = 400  # characters before a block in which its own first line is looked for
_MAX_BLOCKS = 50_000  # WhatsApp exports at most 40,000 messages; more is not a chat


class MessageError(ValueError):
    """A sending whose parts are all there and still do not give its content."""


@dataclass(frozen=True)
class Part:
    """One block found in a text."""

    participant: str
    lesson: str
    number: int
    """From 1; 0 when the block was cut off before its number."""
    of: int
    packing: str
    sending: str
    """CRC-32 of the whole packed content in hex: which parts belong together."""
    data: str | None
    """A slice of the base64; None when the block was cut off or changed."""
    position: int
    """Where in the text the block begins, in characters."""
    sent: datetime | None
    """The moment in the line above it, in UTC; see ``sent_in``."""


def find_parts(text: str) -> list[Part]:
    """Return every block in ``text``, whatever surrounds it, in the order it stands there.

    A block that breaks off before the lesson's name is finished says too little to be named and is
    left out.
    """
    found, last = [], 0
    for start in deque(_START.finditer(text), maxlen=_MAX_BLOCKS):
        lines = text[max(last, start.start() - _INTRODUCTION) : start.start()]
        found.append(_part(text, start, sent_in(lines)))
        last = start.end()
    return found


def block_spans(text: str) -> list[tuple[str, int, int]]:
    """Return (participant, start, end) of every block, also of broken ones, in characters.

    A broken block ends where its line of white-space-free text does, so that nothing of what
    follows it is taken for a part of it.
    """
    found = []
    for start in _START.finditer(text):
        head = _HEAD.match(text, start.end())
        piece = _DATA.match(text, head.end()) if head else None
        whole = bool(piece and piece[2])
        if piece and whole:
            found.append((start[1], start.start(), piece.end()))
        else:
            rest = _REST_OF_BLOCK.match(text, start.end())
            found.append((start[1], start.start(), rest.end() if rest else start.end()))
    return found


def _part(text: str, start: re.Match[str], sent: datetime | None) -> Part:
    participant, lesson = start.groups()
    head = _HEAD.match(text, start.end())
    if not head:
        return Part(participant, lesson, 0, 0, "", "", None, start.start(), sent)
    number, of, packing, sending, sum_ = head.groups()
    piece = _DATA.match(text, head.end())
    data, end = piece.groups() if piece else ("", None)
    data = _BLANKS.sub("", data)
    whole = bool(end) and zlib.crc32(data.encode()) == int(sum_, 16)
    if not 1 <= int(number) <= int(of):
        number, of, whole = "0", "0", False
    return Part(
        participant, lesson, int(number), int(of), packing, sending,
        data if whole else None, start.start(), sent,
    )  # fmt: skip


def sent_in(text: str) -> datetime | None:
    """Return the last moment of sending written in ``text``, in UTC; None without one.

    The phone page writes no zone. Of Indonesia's three the western one gives the latest moment, so
    that a damaged message is never taken for an older one than it is.
    """
    found = _SENT.findall(text)
    if not found:
        return None
    day, month, year, hour, minute = found[-1]
    try:
        moment = datetime(
            int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute), tzinfo=_WESTERN
        )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def decode(data: str, packing: str, sending: str) -> bytes:
    """Return the content of a sending from the ``data`` of its parts, one after the other.

    Raises MessageError when it does not fit the sending's number, cannot be unpacked, or grows
    beyond 256 KB.
    """
    try:
        padded = data + "=" * (-len(data) % 4)
        packed = base64.b64decode(padded, altchars=b"-!", validate=True)
    except binascii.Error as error:
        raise MessageError("isinya berubah") from error
    if zlib.crc32(packed) != int(sending, 16):
        raise MessageError("isinya berubah")
    return packed if packing == "p" else _unzipped(packed)


def _unzipped(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, MAX_BYTES + 1)
    except zlib.error as error:
        raise MessageError("isinya rusak") from error
    if len(content) > MAX_BYTES:
        raise MessageError(f"isinya lebih dari {MAX_BYTES // 1024} KB")
    if not unpacking.eof or unpacking.unused_data:
        raise MessageError("isinya rusak")
    return content
