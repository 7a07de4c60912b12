"""Sendings: the parts found in all texts put together; what is missing, and whom to ask for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice, product

from course.messages import MessageError, Part, decode
from course.roster import Participant

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
        """Return participant and lesson."""
        return self.participant, self.lesson

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
        self._whole: list[Sending] = []
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
                self._whole.append(sending)
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
        whole = {id(sending) for sending in self._whole}
        for sending in self._all.values():
            if id(sending) not in whole and not self._is_replaced(sending, moments):
                found[sending.key] = sending
        return [found[key] for key in sorted(found)]

    def _is_replaced(self, sending: Sending, moments: Mapping[Key, datetime]) -> bool:
        if sending.sent:
            return sending.sent <= moments.get(sending.key, datetime.min.replace(tzinfo=UTC))
        later = [s.places for s in self._whole if s.key == sending.key]
        return all(
            any(places.get(source, -1) > position for places in later)
            for source, position in sending.places.items()
        )


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
        "yang tidak ada di kelas ini. Periksa roster.csv, atau abaikan."
        for source, count in sorted(counts.items())
    }
