"""Which attendee is whom: proposals that a person confirms, before anything is counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from course.people.zoom import Attendee

_CODE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,3})[\s._-]?([0-9]{2,6})(?![A-Za-z0-9])")
_TITLES = frozenset({
    "bu", "ibu", "pak", "bapak", "bpk", "hj", "haji", "mbak", "mas", "kak", "kakak", "kang", "teh",
    "mba", "bunda", "ummi", "abi", "sdr",
})  # fmt: skip
_SURE, _LIKELY, _LEAD = 86, 65, 8
_LONGEST = 200  # characters of a name that are compared


@dataclass(frozen=True)
class Person:
    """Somebody of the roster, with what may identify them."""

    code: str
    name: str
    email: str


@dataclass(frozen=True)
class Proposal:
    """Who an attendee may be."""

    code: str
    """Empty when nobody fits."""
    certainty: str
    """``kuat``, ``ragu`` or empty."""
    reason: str


_NOBODY = Proposal("", "", "")


def people_in(rows: Iterable[Mapping[str, str]]) -> list[Person]:
    """Return the people of a roster's rows (``course.roster.read_table``)."""
    return [
        Person(*(row.get(column, "").strip() for column in ("participant", "name", "email")))
        for row in rows
    ]


def propose(
    attendees: Sequence[Attendee], people: Sequence[Person]
) -> dict[tuple[str, str], Proposal]:
    """Return a proposal by attendee: by code in the name, by address, by likeness of the name."""
    found = {attendee.key: _propose(attendee, people) for attendee in attendees}
    # Who changed the name after joining appears once more under the name they came with.
    came_as: dict[str, set[str]] = {}
    for attendee in attendees:
        if found[attendee.key].code and len(attendee.names) > 1:
            came_as.setdefault(_plain(attendee.names[-1]), set()).add(found[attendee.key].code)
    for attendee in attendees:
        codes = came_as.get(_plain(attendee.name), set())
        if not found[attendee.key].code and len(codes) == 1:
            reason = "nama ini juga nama asli orang yang berganti nama"
            found[attendee.key] = Proposal(next(iter(codes)), "ragu", reason)
    return found


def _propose(attendee: Attendee, people: Sequence[Person]) -> Proposal:
    known = {person.code for person in people}
    written = {f"{a.upper()}{b}" for a, b in _CODE.findall(attendee.name)} & known
    if len(written) == 1:
        return Proposal(next(iter(written)), "kuat", "kode ada di nama")
    if attendee.email:
        same = [p.code for p in people if p.email.casefold() == attendee.email.casefold()]
        if len(same) == 1:
            return Proposal(same[0], "kuat", "alamat email sama")
    return _by_name(attendee, people)


def _by_name(attendee: Attendee, people: Sequence[Person]) -> Proposal:
    scores = sorted(
        ((max(_likeness(n, p.name) for n in attendee.names), p.code) for p in people if p.name),
        key=lambda pair: (-pair[0], pair[1]),
    )
    if not scores or scores[0][0] < _LIKELY:
        return _NOBODY
    (best, code), lead = scores[0], scores[0][0] - (scores[1][0] if len(scores) > 1 else 0)
    if best >= _SURE and lead >= _LEAD:
        return Proposal(code, "kuat", f"nama mirip ({best:.0f} dari 100)")
    others = [other for score, other in scores[1:4] if best - score < _LEAD]
    rest = f"; mungkin juga {', '.join(others)}" if others else ""
    return Proposal(code, "ragu", f"nama agak mirip ({best:.0f} dari 100){rest}")


def _likeness(one: str, other: str) -> float:
    """Return 0 to 100; a first name alone is like every name it begins, but never the same."""
    a, b = _plain(one), _plain(other)
    if not a or not b:
        return 0.0
    return float(fuzz.token_sort_ratio(a, b) + fuzz.token_set_ratio(a, b)) / 2


def _plain(name: str) -> str:
    """Return a name without titles, marks and emoji, in small letters."""
    letters = unicodedata.normalize("NFKD", name[:_LONGEST].casefold())
    words = "".join(c if c.isalpha() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(word for word in words.split() if word not in _TITLES)
