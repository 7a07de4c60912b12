"""What tells one person in a heap of files: code, name, numbers, addresses, own texts."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from course.files import Places, is_regular
from course.inbox.submitted import Submission, submissions
from course.people.roster import CODE
from course.privacy.lists import Entry, entries
from course.words import UNSEEN

_LEAST_TEXT = 20  # shorter texts ("Ya, siap kak") are nobody's own
_LEAST_NAME = 3
_LEAST_DIGITS = 7
REMOVED = "[dihapus]"
# What stands between the digits of a telephone number: blanks, dots, dashes, brackets, and the
# marks that WhatsApp sets around it without showing them.
_GAP = rf"[ \t.()/\-\u00a0\u2000-\u200a\u2010-\u2015\u202f\u205f\u3000{UNSEEN}]{{0,4}}"
_NUMBER_IN_A_CELL = re.compile(rf"[+(]*[0-9](?:{_GAP}[0-9]){{{_LEAST_DIGITS - 1},}}")
_ADDRESS = re.compile(r"[^\s@<>,;:\"']+@[^\s@<>,;:\"']+\.[A-Za-z]+")
_UNSEEN = re.compile(f"[{UNSEEN}]")


def plain(name: str) -> str:
    """Return a name as it compares: one form of each letter, small, single blanks, no marks."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return " ".join(text.split()).removeprefix("~").strip()


def national(number: str) -> str:
    """Return a telephone number's digits without the leading 0 or 62, in whatever form it stands.

    A foreign number keeps its country's code. Empty for what is too short to be a number.
    """
    digits = re.sub(r"[^0-9]", "", number)
    digits = digits.removeprefix("00")
    digits = digits.removeprefix("62").lstrip("0") if digits[:1] != "0" else digits.lstrip("0")
    return digits if len(digits) >= _LEAST_DIGITS else ""


def numbers_in(text: str) -> set[str]:
    """Return every telephone number in a cell, as ``national``; a mark stands between several."""
    parts = re.split(r"[/;,|&\r\n]|\b(?:dan|atau)\b", text)
    found = (number for part in parts for number in _NUMBER_IN_A_CELL.findall(part))
    return {digits for number in found if (digits := national(number))}


def addresses_in(text: str) -> set[str]:
    """Return every e-mail address in a cell, in small letters."""
    return {found[0].casefold() for found in _ADDRESS.finditer(text)}


def _alone(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return what matches any of the words where it stands alone, whatever its case."""
    every = [r"\s+".join(map(re.escape, word.split())) for word in sorted(words) if word.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(every)})(?!\w)", re.IGNORECASE) if every else None


@dataclass(frozen=True)
class Person:
    """Somebody to be found."""

    code: str
    names: frozenset[str] = frozenset()
    """As they stand in the private lists."""
    numbers: frozenset[str] = frozenset()
    """As ``national``."""
    addresses: frozenset[str] = frozenset()
    """E-mail addresses in small letters."""
    texts: frozenset[str] = field(default=frozenset(), repr=False)
    """Longer texts of their answers that nobody else wrote."""
    taught: frozenset[str] = frozenset()
    """Those of the names that the lessons use themselves: words, not traces."""
    others: frozenset[str] = field(default=frozenset(), repr=False)
    """Names (``plain``) and numbers of everybody else in the lists."""

    @cached_property
    def word(self) -> re.Pattern[str]:
        """Match the code where it stands alone."""
        return re.compile(rf"(?<![A-Za-z0-9]){re.escape(self.code)}(?![A-Za-z0-9])")

    @cached_property
    def contact(self) -> re.Pattern[str] | None:
        """Match a number of theirs in whatever form, or an address; None without any."""
        forms = [
            rf"(?<![0-9])[+(]*(?:(?:00)?6{_GAP}2{_GAP}(?:0{_GAP})?|0{_GAP})?"
            rf"{_GAP.join(number)}(?![0-9])"
            for number in sorted(self.numbers)
        ]
        forms += [rf"(?<![\w.+-]){re.escape(one)}(?![\w-])" for one in sorted(self.addresses)]
        return re.compile("|".join(forms), re.IGNORECASE) if forms else None

    @cached_property
    def _name(self) -> re.Pattern[str] | None:
        return _alone(self.names)

    @cached_property
    def _untaught(self) -> re.Pattern[str] | None:
        return _alone(self.names - self.taught)

    def marks(self, text: str, *, spoken: bool) -> Iterator[int]:
        """Yield where (in characters) a text names them: code, name, number, address, own texts.

        ``spoken``: what people say to each other; there a name that the lessons use counts too.
        """
        name = self._name if spoken else self._untaught
        contact = self.contact if self._may_reach(text) else None
        for pattern in (self.word, name, contact):
            if pattern:
                yield from (found.start() for found in pattern.finditer(text))
        for spelt in self._spelt:
            if (at := text.find(spelt)) >= 0:
                yield at

    @cached_property
    def _spelt(self) -> list[str]:
        """Their own texts, also as JSON has them."""
        as_json = (
            json.dumps(own, ensure_ascii=a)[1:-1] for own in self.texts for a in (True, False)
        )
        return sorted({*self.texts, *as_json})

    @cached_property
    def _digits(self) -> list[re.Pattern[str]]:
        return [re.compile(_GAP.join(number)) for number in self.numbers]

    def _may_reach(self, text: str) -> bool:
        """Return, at a tenth of the cost, whether ``contact`` has anything to find."""
        if any("@" in text or "@" not in one for one in self.addresses):
            return True
        return any(digits.search(text) for digits in self._digits)

    def may_be_in(self, data: bytes) -> bool:
        """Return, at little cost, whether bytes hold the code or a name as it is listed."""
        return any(one.encode() in data for one in (self.code, *(self.names - self.taught)))

    def is_sender(self, name: str) -> bool:
        """Return whether a chat's sender is them for certain: by number, or a name nobody shares.

        ``Bu Leni Kartika`` is ``Leni Kartika``; a name of one word must be all there is.
        """
        if self.contact and self.contact.search(name):
            return True
        shown = plain(name)
        for own in map(plain, self.names - self.taught):
            titled = len(own.split()) > 1 and re.fullmatch(rf"\w{{2,5}}\.? {re.escape(own)}", shown)
            if own not in self.others and (shown == own or titled):
                return True
        return False

    def may_be(self, name: str) -> bool:
        """Return whether a chat's sender of their answers is them, as far as the lists say.

        Nobody else of the lists; where their own name or number is listed, it has something of it.
        """
        shown, numbers = plain(name), numbers_in(name)
        if len(name) < _LEAST_NAME or shown in self.others or numbers & self.others:
            return False
        if numbers:
            return not self.numbers
        words = {word for own in self.names for word in plain(own).split()}
        return not words or bool(words & set(shown.split()))

    def without_contacts(self, text: str) -> str:
        """Return a text without their numbers and addresses."""
        return self.contact.sub(REMOVED, text) if self.contact else text


def find_person(root: Path, code: str) -> Person:
    """Return what is known to tell ``code``; only the code when nothing is.

    Raises CourseError for a private list that cannot be read.
    """
    rows = list(entries(root))
    own = [row for row in rows if row.code == code]
    names, numbers, addresses = _known(own)
    far_names, far_numbers, far = _known([row for row in rows if row.code != code])
    sheets = [*submissions(root, participants={code}, consented=False)]
    texts = {text for one in sheets for text in _texts(one)} | set(_kept(root, code))
    lessons, others = _said_by_lessons(root), ""
    if texts:
        every = submissions(root, consented=False)
        others = "\n".join(t for one in every if one.participant != code for t in _texts(one))
    taught = frozenset(n for n in names if (p := _alone({n})) and p.search(lessons))
    return Person(
        code, names, numbers - far_numbers, addresses - far,  # a family's telephone is nobody's
        frozenset(text for text in texts if text not in lessons and text not in others),
        taught, frozenset(map(plain, far_names)) | far_numbers,
    )  # fmt: skip


def _known(rows: Iterable[Entry]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return names, numbers and addresses of rows."""
    names, numbers, addresses = set[str](), set[str](), set[str]()
    for row in rows:
        # A code is no name, and two letters are in every text.
        names |= {n for n in row.names if len(n) >= _LEAST_NAME and not CODE.fullmatch(n)}
        for cell in row.contacts:
            numbers |= numbers_in(cell)
            addresses |= addresses_in(cell)
    return frozenset(names), frozenset(numbers), frozenset(addresses)


def _said_by_lessons(root: Path) -> str:
    """Return what the lessons say themselves: no trace of anybody."""
    lessons = [path.read_text("utf-8", "replace") for path in root.glob("source/*/*.ipynb")]
    # Sources are Python inside JSON: quotes and line breaks are written out there.
    return "\n".join([*lessons, *(t.replace('\\"', '"').replace("\\n", "\n") for t in lessons)])


def _texts(work: Submission) -> Iterator[str]:
    yield from long_texts(e.value for e in work.standing.answers.values()) if work.standing else ()


def _kept(root: Path, code: str) -> Iterator[str]:
    """Yield the texts of the sendings that were kept as they came."""
    for path in filter(is_regular, (Places(root).kept / code).rglob("*.json")):
        with suppress(OSError, ValueError, RecursionError):
            yield from long_texts([json.loads(path.read_bytes())])


def long_texts(values: Iterable[Any]) -> Iterator[str]:
    """Yield the texts in JSON values that are long enough to be somebody's own."""
    for value in values:
        yield from (t for t in _strings(value) if len(t) >= _LEAST_TEXT and " " in t)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
