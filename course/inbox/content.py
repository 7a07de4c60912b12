"""What a file is, told by what is in it, and what of ours stands in a text.

A messenger drops or changes suffixes on the way.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from course.exercises.ballots import is_ballot
from course.inbox.arrivals import (
    ARCHIVES,
    MAX_FILE_BYTES,
    MEGABYTE,
    ORDINARY,
    SUFFIXES,
    Arrival,
    encoding_of,
    kind_of,
)
from course.inbox.chats import Chat, read_chat
from course.inbox.messages import Part, find_parts
from course.inbox.wrappings import holds_answers, unwrapped
from course.inbox.zips import BROKEN, has_a_long_list


class Content(Enum):
    """What is in a file."""

    TEXT = auto()
    """Something to be read: answers, messages, a chat."""
    ZIP = auto()
    PACKED = auto()
    """An archive that is not opened here."""
    MAIL = auto()
    OFFICE = auto()
    """A document of an office program with answers pasted into it."""
    OTHER = auto()
    """Nothing that could be answers."""


HEAD_BYTES = 64 * 1024
"""How much of a file is looked at first."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PACKED = (
    b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd", b"MSCF",
)  # fmt: skip
_TAR = slice(257, 262), b"ustar"
_PACKED_SUFFIXES = dict.fromkeys(
    (".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".tbz2", ".xz", ".txz", ".zst", ".cab", ".arj",
     ".lzh", ".z01", ".001"), Content.PACKED,
)  # fmt: skip
_MAIL_SUFFIXES = {".eml", ".emlx", ".mbox", ".msg", ".mht", ".mhtml"}
_MAIL = re.compile(rb"^MIME-Version:\s", re.MULTILINE | re.IGNORECASE)
_MAIL_BYTES = 16 * 1024
# What a document of an office program, an app or a program in Java has, a plain archive not.
_NO_PLAIN_ARCHIVE = {
    "[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml",
}  # fmt: skip
_TEXT_OF_OFFICE = ("word/document.xml", "content.xml")
_MAX_OFFICE_BYTES = 8 * MEGABYTE
_TAG = re.compile(r"<[^<>]*+>")
_FEW = 0.02


def content_of(name: str, head: bytes, whole: Callable[[], bytes]) -> Content:
    """Return what a file called ``name`` is; ``whole`` reads it, and is called only where needed.

    A ``.txt`` or ``.json`` counts as text unless it surely is something else.
    """
    kind = kind_of(name)
    if head.startswith(_ZIP):
        return Content.ZIP if kind in ARCHIVES else _zip_or_office(whole())
    if head.startswith(_PACKED) or head[_TAR[0]] == _TAR[1]:
        return Content.PACKED
    is_mail = kind in _MAIL_SUFFIXES or _MAIL.search(head[:_MAIL_BYTES])
    if kind in SUFFIXES and not is_mail:
        return Content.TEXT
    if _is_text(head) and _is_ours(whole(), kind):
        return Content.TEXT
    if is_mail:
        return Content.MAIL
    by_suffix = {**dict.fromkeys(ARCHIVES, Content.ZIP), **_PACKED_SUFFIXES}
    return by_suffix.get(kind, Content.OTHER)


def _is_text(head: bytes) -> bool:
    text = head.decode(encoding_of(head), "replace")
    odd = sum(
        1
        for c in text
        if c == "\ufffd" or (c not in "\n\r\t\f" and unicodedata.category(c) == "Cc")
    )
    return bool(text) and odd <= 1 + len(text) * _FEW


def _is_ours(data: bytes, kind: str) -> bool:
    """Return whether a text holds answers or is a chat; of a table only when that is certain."""
    text = data.decode(encoding_of(data), "replace").removeprefix("\ufeff")
    if holds_answers(text) or find_parts(text):
        return True
    chat = read_chat(text)
    return bool(chat and (kind not in ORDINARY or chat.kind != "sepertinya chat"))


def _zip_or_office(data: bytes) -> Content:
    file = io.BytesIO(data)
    if len(data) > MAX_FILE_BYTES or has_a_long_list(file):
        return Content.ZIP
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if not names & _NO_PLAIN_ARCHIVE:
                return Content.ZIP
            texts = (_text_of_office(archive, name) for name in _TEXT_OF_OFFICE if name in names)
            pasted = any(holds_answers(text) or find_parts(text) for text in texts)
            return Content.OFFICE if pasted else Content.OTHER
    except BROKEN:
        return Content.ZIP


def _text_of_office(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as file:
        return html.unescape(_TAG.sub("", file.read(_MAX_OFFICE_BYTES).decode("utf-8", "replace")))


@dataclass(frozen=True)
class Found:
    """What stands in one text; it may hold all three."""

    parts: list[Part]
    """The blocks of messages, also broken ones."""
    chat: Chat | None
    answers: Iterator[Arrival]
    """Each answer file in it, whatever is wrapped around it; the text itself where nothing is."""

    @property
    def ballots(self) -> set[str]:
        """Under which ballots there are sheets without names."""
        return {part.participant for part in self.parts if is_ballot(part.participant)}


def found_in(arrival: Arrival) -> Found:
    """Return what stands in the text of one arrival."""
    text = arrival.text
    parts, chat = find_parts(text), read_chat(text)
    if not (parts or chat):
        return Found(parts, chat, unwrapped(arrival))
    answers = unwrapped(replace(arrival, path=None)) if holds_answers(text) else iter(())
    return Found(parts, chat, answers)
