"""Answers inside WhatsApp messages: the blocks in a text, and the sendings they make together.

The phone page writes the blocks (``docs/sending.md``). What is missing of a sending is named, and
who is to be asked for it.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice, product

from course.exercises.answers import MAX_BYTES
from course.indicators import occasion_and_form
from course.people.roster import Participant
from course.words import MONTHS, UNSEEN

# White space, the marks a phone or WhatsApp sets around text without showing them, and the sign a
# mail program sets before the lines it quotes. Blanks are never given back (``*+``): where a part
# between two slashes may be empty, trying every split of them costs the square of their number.
_BLANK = rf"\s>{UNSEEN}"
_SLASH = rf"[{_BLANK}]*+/[{_BLANK}]*+"
_START = re.compile(
    _SLASH.join(("KU1", r"((?:[A-Z]{1,3}[0-9]{2,6})?)", r"([a-z0-9][a-z0-9-]{0,59})", ""))
)
_HEAD = re.compile(
    _SLASH.join((r"([0-9]{1,2})-([0-9]{1,2})", "([zp])", "([0-9a-f]{8})", "([0-9a-f]{8})", ""))
)
_DATA = re.compile(rf"([A-Za-z0-9!\-{_BLANK}]*+)(/[{_BLANK}]*+KU)?")
_REST_OF_BLOCK = re.compile(r"[A-Za-z0-9!\-/]*")
_BLANKS = re.compile(rf"[{_BLANK}]+")
_MAX_DATA = MAX_BYTES * 2  # characters; more than a whole sending of the largest kind has
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

    A broken block ends where its line of white-space-free text does, or the next block begins, so
    that nothing of what follows it is taken for a part of it.
    """
    starts = list(_START.finditer(text))
    ends = [start.start() for start in starts[1:]]
    found = []
    for start, next_one in zip(starts, [*ends, len(text)], strict=False):
        head = _HEAD.match(text, start.end())
        piece = _DATA.match(text, head.end()) if head else None
        if not (piece and piece[2]):
            piece = _REST_OF_BLOCK.match(text, start.end(), next_one)
        found.append((start[1], start.start(), piece.end() if piece else start.end()))
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
    whole = bool(end) and len(data) <= _MAX_DATA and zlib.crc32(data.encode()) == int(sum_, 16)
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


Key = tuple[str, str]
"""Participant and lesson."""

_MAX_CHOICES = 64


@dataclass
class Sending:
    """The parts with one sending number."""

    participant: str
    lesson: str
    of: int
    packing: str
    number: str
    """The sending number, CRC-32 in hex; empty when the block broke off before it."""
    parts: dict[int, dict[str, None]] = field(default_factory=dict)
    """Data by part. More than one where somebody forged a block: each is tried."""
    damaged: set[int] = field(default_factory=set)
    places: dict[str, int] = field(default_factory=dict)
    """The last position in each source, in characters."""
    sent: datetime | None = None
    """The latest moment written above a part; see ``course.messages.sent_in``."""
    problem: str = ""
    """Why the parts, all there, give no content."""

    @property
    def key(self) -> Key:
        """Return participant and lesson, whichever form of a test it is."""
        return self.participant, occasion_and_form(self.lesson)[0]

    @property
    def source(self) -> str:
        """Return the first text it was found in, by name."""
        return min(self.places)

    @property
    def missing(self) -> list[int]:
        """Return the numbers of the parts of which no good copy came."""
        return [n for n in range(1, self.of + 1) if n not in self.parts]

    def add(self, source: str, part: Part) -> None:
        """Take in one block."""
        if part.data is None:
            self.damaged.add(part.number)
        else:
            self.parts.setdefault(part.number, {})[part.data] = None
        self.places[source] = part.position
        if part.sent:
            self.sent = max(self.sent or part.sent, part.sent)

    def content(self) -> bytes | None:
        """Return the content; None (and ``problem``) when parts are missing or do not fit."""
        if not self.of or self.missing:
            return None
        choices = product(*(self.parts[n] for n in range(1, self.of + 1)))
        for choice in islice(choices, _MAX_CHOICES):
            try:
                return decode("".join(choice), self.packing, self.number)
            except MessageError as error:
                self.problem = str(error)
        return None


class Sendings:
    """All sendings of one collection."""

    def __init__(self) -> None:
        self._all: dict[tuple[str, str, int, str, str], Sending] = {}
        self._whole: set[int] = set()
        self._last: dict[Key, dict[str, int]] = {}
        """By source, where the last whole sending of each participant and lesson stands."""
        self.sources: set[str] = set()
        """The texts in which blocks were found."""

    def add(self, source: str, parts: list[Part]) -> None:
        """Take in the blocks of one text."""
        self.sources |= {source} if parts else set()
        for part in parts:
            identity = (part.participant, part.lesson, part.of, part.packing, part.sending)
            self._all.setdefault(identity, Sending(*identity)).add(source, part)

    def whole(self) -> Iterator[tuple[Sending, bytes]]:
        """Yield each complete sending and its content."""
        for sending in self._all.values():
            content = sending.content()
            if content is not None:
                self._whole.add(id(sending))
                last = self._last.setdefault(sending.key, {})
                for source, position in sending.places.items():
                    last[source] = max(position, last.get(source, -1))
                yield sending, content

    def keys(self) -> set[Key]:
        """Return whose blocks, of which lessons, were found."""
        return {sending.key for sending in self._all.values()}

    def incomplete(self, moments: Mapping[Key, datetime]) -> list[Sending]:
        """Return the last incomplete sending of each participant and lesson, after ``whole``.

        One that complete answers have replaced is left out: until when they are here is in
        ``moments``, or they stand further down in the same text.
        """
        found: dict[Key, Sending] = {}
        for sending in self._all.values():
            if id(sending) not in self._whole and not self._is_replaced(sending, moments):
                found[sending.key] = sending
        return [found[key] for key in sorted(found)]

    def _is_replaced(self, sending: Sending, moments: Mapping[Key, datetime]) -> bool:
        if sending.sent:
            return sending.sent <= moments.get(sending.key, datetime.min.replace(tzinfo=UTC))
        last = self._last.get(sending.key, {})
        return all(last.get(source, -1) > position for source, position in sending.places.items())


def line_for(sending: Sending, who: Participant) -> str:
    """Return what is wrong with an incomplete sending of ``who``, and whom to ask for it."""
    more = f" dan {len(sending.places) - 1} berkas lain" if len(sending.places) > 1 else ""
    mentor = f"; pendamping: {who.mentor}" if who.mentor else ""
    return (
        f"{sending.participant}, {sending.lesson}: {_state(sending)} "
        f"(lihat {sending.source}{more}). "
        f"Minta {who.code} mengirim lagi {_wanted(sending)} tanpa diubah{mentor}."
    )


def _state(sending: Sending) -> str:
    if not sending.of:
        return "sebuah pesan jawaban terpotong"
    missing = sending.missing
    if not missing:
        return f"pesan lengkap, tetapi {sending.problem}"
    damaged = [n for n in missing if n in sending.damaged]
    absent = [n for n in missing if n not in sending.damaged]
    states = [(damaged, "terpotong atau berubah"), (absent, "belum ada")]
    return ", ".join(f"pesan {_listed(n)} dari {sending.of} {words}" for n, words in states if n)


def _wanted(sending: Sending) -> str:
    if not sending.of or not sending.missing:
        return "semua pesan pelajaran ini"
    return f"pesan {_listed(sending.missing)}"


def _listed(numbers: list[int]) -> str:
    if len(numbers) > 6:
        return f"{numbers[0]} sampai {numbers[-1]} ({len(numbers)} pesan)"
    words = [str(n) for n in numbers]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " dan " + words[-1]


def lines_for_strangers(sendings: list[Sending]) -> dict[str, str]:
    """Return a line by source for incomplete sendings of codes or lessons nobody knows."""
    counts = Counter(source for sending in sendings for source in sending.places)
    return {
        source: f"{source}: {count} pesan yang belum lengkap memakai kode peserta atau pelajaran "
        "yang tidak ada di kelas ini. Periksa roster.csv, atau tanyakan kode yang benar."
        for source, count in sorted(counts.items())
    }
