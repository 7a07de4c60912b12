"""Ballots: under what the answers to a sheet without names travel and lie, in place of a code.

A phone draws one for each of its people and keeps it, so that a second sending takes the place of
the first and is no second vote. Nothing anywhere says whose it is. ``course/js/phone/ballot.js``
draws them too.
"""

from __future__ import annotations

import re
import secrets
import string

BALLOT = re.compile(r"Z[A-Z]{2}[0-9]{6}")
ANY_GROUP = "X"
"""Of nobody knows which list."""


def is_ballot(code: str) -> bool:
    """Return whether a code is a ballot's: ``ZWQ482913``."""
    return BALLOT.fullmatch(code) is not None


def group_of(ballot: str) -> str:
    """Return the first letter of the codes of the list its person is on, or ``ANY_GROUP``."""
    return ballot[1]


def new_ballot(group: str = ANY_GROUP) -> str:
    """Return a ballot of a group, drawn by chance: one of 26 million."""
    return f"Z{group}{secrets.choice(string.ascii_uppercase)}{secrets.randbelow(10**6):06d}"
