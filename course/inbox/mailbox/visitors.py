"""Who comes from a learning platform, and where it takes grades: the words for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

LONGEST_ADDRESS = 1_000


@dataclass(frozen=True)
class Visitor:
    """A platform's user, in one of its courses."""

    platform: str
    """The name that ``platforms.toml`` gives it."""
    context: str
    """The platform's own number of its course; "" where it says none."""
    sub: str


@dataclass(frozen=True)
class Known:
    """A platform's user who has proved a code."""

    platform: str
    context: str
    sub: str
    participant: str
    proof: str
    """Digest of the token that was shown (``proof_of``)."""


def proof_of(token: str) -> str:
    """Return what is kept of the token that was shown: a new token makes a connection void."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class Item:
    """Where a platform takes the grades of one lesson in one of its courses."""

    platform: str
    context: str
    lesson: str
    lineitem: str
    """Address of the one column; "" where it has to be found or made through ``lineitems``."""
    lineitems: str
    scopes: tuple[str, ...]
    """What the platform lets a tool do there."""
