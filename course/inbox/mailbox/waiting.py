"""What waits in a mailbox, wherever it lies; light, as every collection loads it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from course.exercises.answers import Entry

Key = tuple[str, str]
"""Participant and lesson."""
ID_LENGTH = 12


@dataclass(frozen=True)
class Named:
    """A picture that an answer names."""

    path: str
    """``photos/foto-produk.jpg``."""
    entry: str
    """The answer it belongs to (``entry_id``)."""


@dataclass(frozen=True)
class Waiting:
    """A sending that waits to be filed."""

    seq: int
    participant: str
    lesson: str
    id: str
    """As ``answers.id_of``."""
    body: bytes
    at: datetime
    """When it was accepted, UTC."""


@dataclass(frozen=True)
class Picture:
    """A whole picture that waits to be filed with the answers that name it."""

    seq: int
    participant: str
    lesson: str
    path: str
    entry: str
    sending: str
    """The id of the newest sending with that answer."""
    sha256: str


def entry_id(exercise: str, entry: Entry) -> str:
    """Return the id of one answer: the same for equal answers to the same exercise."""
    said = f"{exercise}\n{entry.model_dump_json()}".encode()
    return hashlib.sha256(said).hexdigest()[:ID_LENGTH]


class Box(Protocol):
    """A mailbox that is emptied: the class's own (``store``), or one behind an address."""

    def waiting(self) -> Iterator[Waiting]:
        """Yield the sendings that wait, the oldest first."""

    def pictures(self) -> Iterator[Picture]:
        """Yield the whole pictures that wait, the oldest first."""

    def content(self, key: Key, sha256: str) -> bytes | None:
        """Return the bytes of a whole picture; None when they are not there (any more)."""

    def filed(
        self,
        sendings: Collection[int],
        pictures: Collection[int] = (),
        changed: Collection[str] = (),
    ) -> None:
        """Delete what was filed, by ``seq``.

        ``changed``: digests of pictures that were not filed byte for byte, so that the same bytes
        have to come again for another answer.
        """

    def lost(self, pictures: Collection[int]) -> None:
        """Ask again for pictures whose bytes are nowhere any more."""


def is_address(source: str) -> bool:
    """Return whether what is collected is a service's address, not a folder."""
    return source.startswith(("https://", "http://"))
