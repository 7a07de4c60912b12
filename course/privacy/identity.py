"""What tells one participant in a heap of files: code, name, numbers, addresses, own texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from course.inbox.submitted import Submission, submissions
from course.people.roster import CODE, WHAT, read_table, rosters

_LEAST_TEXT = 20  # shorter texts ("Ya, siap kak") are nobody's own
REMOVED = "[dihapus]"
PLACEHOLDER = "X00"
"""Stands for the code in other people's data, where a form expects a code."""


@dataclass(frozen=True)
class Person:
    """A participant to be found."""

    code: str
    names: frozenset[str] = frozenset()
    """Name, telephone number and e-mail address of the private roster, as they stand there."""
    texts: frozenset[str] = field(default=frozenset(), repr=False)
    """Longer texts of their answers."""

    @cached_property
    def mention(self) -> re.Pattern[str]:
        """Return what matches the code as a whole word, or a name, number or address."""
        words = [re.escape(self.code), *(re.escape(name) for name in sorted(self.names))]
        return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(words)})(?![A-Za-z0-9])", re.IGNORECASE)

    def is_in(self, text: str) -> bool:
        """Return whether a text mentions them or holds one of their own texts."""
        return bool(self.mention.search(text)) or any(
            own in text or json.dumps(own)[1:-1] in text for own in self.texts
        )

    def redacted(self, text: str, *, form: bool = False) -> str:
        """Return a text without the mentions; ``form`` keeps a code where a code is expected."""

        def instead(found: re.Match[str]) -> str:
            return PLACEHOLDER if form and found[0].upper() == self.code else REMOVED

        return self.mention.sub(instead, text)


def find_person(root: Path, code: str) -> Person:
    """Return what is known to tell the participant ``code``; only the code when nothing is."""
    names = {
        row.get(column, "").strip()
        for path in rosters(root)
        for row in read_table(path, WHAT)
        if row.get("participant", "").strip() == code
        for column in ("name", "whatsapp", "email")
    }
    own_work = submissions(root, participants={code}, consented=False)
    texts = {text for one in own_work for text in _texts(one)}
    common = _common(root, code) if texts else ""
    # A first name alone would be found in half the chats; a code is no name.
    own = frozenset(n for n in names if len(n) > 3 and not CODE.fullmatch(n))
    return Person(code, own, frozenset(text for text in texts if text not in common))


def _common(root: Path, code: str) -> str:
    """Return what others wrote and what the lessons say themselves: no trace of anybody."""
    every = submissions(root, consented=False)
    others = [text for one in every if one.participant != code for text in _texts(one)]
    lessons = [path.read_text("utf-8", "replace") for path in root.glob("source/*/*.ipynb")]
    # Sources are Python inside JSON: quotes and line breaks are written out there.
    spoken = [text.replace('\\"', '"').replace("\\n", "\n") for text in lessons]
    return "\n".join((*others, *lessons, *spoken))


def _texts(work: Submission) -> Iterator[str]:
    for entry in work.standing.answers.values() if work.standing else ():
        yield from (t for t in _strings(entry.value) if len(t) >= _LEAST_TEXT and " " in t)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
