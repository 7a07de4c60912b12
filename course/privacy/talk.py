"""One person out of a text that others share: a chat export, saved messages, a mentor's notes.

Taken out is what is known to be theirs: their answers, their own messages, their name where it
stands as the sender's, their numbers and addresses. What others say about them stays; whoever
searches the text afterwards names it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from course.inbox.chats import read_chat, sender_before
from course.inbox.messages import block_spans
from course.people.roster import CODE
from course.privacy.identity import REMOVED, Person
from course.words import UNSEEN

_ABOUT = re.compile(rf'"participant"\s*:\s*"({CODE.pattern})"')
_FILE = re.compile(r'\{\s*"(?:version|course|lesson|participant|by|token|class_id|answers)"')
_OF_JSON = tuple('{}[]",0123456789tfn-')
"""How lines begin in a file of answers, and not between people."""
_MOST_FILES = 2_000
# The lines the phone page sets above a block, a file of answers and its own backup.
_ABOVE = re.compile(
    rf'(?:Jawaban {CODE.pattern} untuk "[^"\n]*", [^\n]*\n(?:[^\n]*Jangan diubah[^\n]*\n)?'
    rf"|Cadangan jawaban {CODE.pattern}, [^\n]*\n)\s*\Z"
)
_INTRODUCTION = 600
_ENDS = "\r\n"
_LEAST_DATE = 8  # characters of a day before anybody's name


@dataclass(frozen=True)
class Left:
    """What is left of a text, and what a person must know about it."""

    text: str
    by_hand: tuple[str, ...] = ()


def authors(text: str) -> set[str]:
    """Return the codes whose answers a text holds."""
    return {code for code, _, _ in block_spans(text) if code} | set(_ABOUT.findall(text))


def without_answers(text: str, code: str) -> str:
    """Return a text without the answers of ``code``: blocks, what stands above them, files."""
    pieces, last = list[str](), 0
    spans = [(start, end) for who, start, end in block_spans(text) if who == code]
    for start, end in sorted([*spans, *_files(text, code)]):
        if start < last:
            continue
        before = text[last:start]
        near = max(0, len(before) - _INTRODUCTION)
        before = before[:near] + _ABOVE.sub("", before[near:])
        pieces += [before, REMOVED]
        last = end
    return "".join([*pieces, text[last:]])


def _files(text: str, code: str) -> Iterator[tuple[int, int]]:
    """Yield where whole answer files of ``code`` stand in a text."""
    reader, last = json.JSONDecoder(), 0
    for number, found in enumerate(_FILE.finditer(text)):
        if found.start() < last or number >= _MOST_FILES:
            continue
        try:
            value, end = reader.raw_decode(text, found.start())
        except (ValueError, RecursionError):
            continue
        last = end
        if isinstance(value, dict) and value.get("participant") == code:
            yield found.start(), end


def is_all_theirs(text: str, code: str) -> bool:
    """Return whether a text is answers of ``code`` and nothing else; one may be cut off."""
    if authors(text) != {code}:
        return False
    left = without_answers(text, code).replace(REMOVED, "")
    if found := _FILE.search(left):
        rest = left[found.start() :]  # of a file that breaks off
        lines = filter(None, map(str.strip, rest.splitlines()))
        alone = set(_ABOUT.findall(rest)) == {code} and not read_chat(rest)
        if alone and all(line.startswith(_OF_JSON) for line in lines):
            left = left[: found.start()]
    return not re.sub(rf"[\s{UNSEEN}]+", "", left)


def without(text: str, person: Person) -> Left:
    """Return a text that others share without what is known to be ``person``'s."""
    left, by_hand = without_answers(text, person.code), list[str]()
    if person.code in set(_ABOUT.findall(left)):
        by_hand.append(f"berisi jawaban {person.code} yang tidak utuh. Hapus bagiannya sendiri.")
    if _is_known(text):
        left, said = _of_chat(left, person, _senders(text, person))
        by_hand += said
    else:
        if left != text:
            by_hand.append(
                "susunannya tidak dikenal, jadi pesan dan nama pengirim dibiarkan. "
                f"Periksa apakah masih ada milik {person.code}."
            )
        if block_spans(text):  # anything else may be a lecturer's own list
            left = _without_links(person.without_contacts(left), person)
    return Left(left, tuple(by_hand))


def _is_known(text: str) -> bool:
    """Return whether a text is a chat of which it can be told who wrote what."""
    chat = read_chat(text)
    return chat is not None and bool(getattr(chat, "is_known", True))


@dataclass(frozen=True)
class _Senders:
    """Who of a chat's senders is the person."""

    certain: frozenset[str]
    likely: frozenset[str]
    """Who sent their answers and no one else's."""
    strange: frozenset[str]
    """Who did, too, and is somebody else by the lists."""


def _of_chat(text: str, person: Person, senders: _Senders) -> tuple[str, list[str]]:
    """Return a chat without their messages and names as a sender, and what is to be known."""
    lines, kept, own = list[str](), list[int](), False
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        sender = sender_before(line, len(line))
        is_head = bool(sender) or _is_known(line)
        own = sender in senders.certain if is_head else own
        if is_head and sender in senders.certain | senders.likely:
            head, body = _split(line, sender)
            if own:
                body = f": {REMOVED}{body[len(body.rstrip(_ENDS)) :]}"
            elif body.strip(f" :\t{_ENDS}") not in ("", REMOVED):
                kept.append(number)
            lines.append(head + REMOVED + _others_line(body, person, system=False))
        elif is_head or not own:
            lines.append(_others_line(line, person, system=is_head and not sender))
    by_hand = []
    if senders.strange:
        by_hand.append(
            f"jawaban {person.code} dikirim dengan nama atau nomor yang bukan miliknya di daftar; "
            "pengirim dan pesannya dibiarkan. Periksa."
        )
    if kept:
        by_hand.append(
            f"pengirim jawaban {person.code} juga menulis pesan lain (baris {listed(kept)}); "
            "dibiarkan, namanya dihapus. Periksa."
        )
    return _without_links("".join(lines), person), by_hand


def _senders(text: str, person: Person) -> _Senders:
    """Return which of a chat's senders are the person."""
    sent: dict[str, set[str]] = {}
    for code, start, _ in block_spans(text):
        sent.setdefault(sender_before(text, start), set()).add(code)
    names = {sender_before(line, len(line)) for line in text.splitlines()} - {""}
    certain = frozenset(
        n for n in names if person.is_sender(n) and sent.get(n, {person.code}) == {person.code}
    )
    alone = {n for n, codes in sent.items() if codes == {person.code}} - certain - {""}
    likely = frozenset(n for n in alone if person.may_be(n))
    return _Senders(certain, likely, frozenset(alone) - likely)


def _split(line: str, sender: str) -> tuple[str, str]:
    """Return what stands before a message's sender, and what after it."""
    at = line.find(sender, _LEAST_DATE)
    return line[:at], line[at + len(sender) :]


def _others_line(line: str, person: Person, *, system: bool) -> str:
    """Return another's line without their numbers, tags, files; the phone's own without name."""
    if '"participant"' in line:
        return line  # somebody's answers, pasted
    line = person.without_contacts(line)
    for name in person.names if system or "@" in line else ():
        tag = rf"@[{UNSEEN}]*{re.escape(name)}[{UNSEEN}]*(?!\w)"
        line = re.sub(tag, f"@{REMOVED}", line, flags=re.IGNORECASE)
        if system and " " in name:
            line = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", REMOVED, line, flags=re.IGNORECASE)
    if person.code not in line:
        return line
    own_file = rf"[a-z0-9-]+_{person.code}_\d{{4}}-\d\d-\d\d[^\s/]*?\.(?:txt|json)"
    return re.sub(own_file, REMOVED, line)


def _without_links(text: str, person: Person) -> str:
    """Return a text without the invitation that is theirs: its link carries code and token."""
    return re.sub(rf"\S*#p={person.code}(?![A-Za-z0-9])\S*", REMOVED, text)


def listed(numbers: list[int]) -> str:
    """Return line numbers in words, the first five of many."""
    first = ", ".join(map(str, numbers[:5]))
    return first if len(numbers) <= 5 else f"{first} dan {len(numbers) - 5} lagi"
