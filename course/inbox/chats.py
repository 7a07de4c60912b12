"""WhatsApp chat exports: what they tell besides the blocks of answers inside.

The export is no documented format and differs by phone, language and clock. Nothing here depends
on who wrote what and when: names and numbers of a chat are neither kept nor shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Android writes "22/11/26 13.05 - Ani: ..." or "11/22/26, 1:05 PM - ", with U+202F before PM; an
# iPhone "[22/11/26 13.05.00] Ani: ...", often with U+200E before the bracket.
_LINE = re.compile(
    r"^[\u200e\u200f\ufeff]*\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s"
    r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?(?:\]\s|\s[-\u2013]\s)",
    re.MULTILINE,
)
# A file the phone page or the notebook wrote, under the name it gave; a second copy has "(1)". Then
# Android's "(file terlampir)", iOS's ">" of "<terlampir: 00000011-x.txt>", or, without media,
# "• dokumen tidak disertakan".
_DOCUMENT = re.compile(
    r"(?:(?<=[\s\u200e])|^)(?:\d{8}-)?"
    r"(?P<file>(?P<lesson>[a-z0-9][a-z0-9-]{0,59})_(?P<participant>[A-Z]{1,3}\d{2,6})"
    r"_(?P<day>\d{4}-\d\d-\d\d)(?: ?\(\d+\))?\.(?:txt|json))"
    r"(?=\s?[(>•]|[\s\u200e]+\w+ (?:omitted|tidak disertakan))",
    re.MULTILINE,
)
_IPHONE_NUMBER = re.compile(r"^\d{8}-")
# What an Android phone writes for anything at all; an iPhone says what it was.
_UNNAMED = re.compile(r"<Media (?:omitted|tidak disertakan)>", re.IGNORECASE)
_LINES_OF_A_CHAT = 3
_MESSAGE_CHARACTERS = 5_000  # more than a message with a block has
_BEGINNING = 50_000  # characters in which a chat shows
_EXPORT = "dengan media (⋮ > Lainnya > Ekspor chat > Sertakan media)"


@dataclass(frozen=True)
class Document:
    """An answer file a chat mentions."""

    file: str
    """Its name as it was sent, see ``sent_name``."""
    lesson: str
    participant: str
    day: str
    """In its name, ``2026-11-22``."""


@dataclass(frozen=True)
class Chat:
    """What a chat export says about files."""

    documents: frozenset[Document]
    unnamed: int
    """How many files were left out of which the chat does not say what they are."""


def read_chat(text: str) -> Chat | None:
    """Return what a chat export says; None when ``text`` is none.

    One line at the very beginning is enough: a chat may have only one message.
    """
    beginning = text[:_BEGINNING].lstrip()
    if not _LINE.match(beginning) and len(_LINE.findall(beginning)) < _LINES_OF_A_CHAT:
        return None
    documents = frozenset(Document(**found.groupdict()) for found in _DOCUMENT.finditer(text))
    return Chat(documents, sum(1 for _ in _UNNAMED.finditer(text)))


def sender_before(text: str, position: int) -> str:
    """Return who sent the message that begins before ``position`` (characters); empty if unknown.

    For ``course forget`` alone: so that a name can be taken out of the chat, never to be kept.
    """
    window = text[max(0, position - _MESSAGE_CHARACTERS) : position]
    lines = list(_LINE.finditer(window))
    name, colon, _ = window[lines[-1].end() :].partition(":") if lines else ("", "", "")
    return name.strip("\u200e\u200f ") if colon and "\n" not in name else ""


def sent_name(file: str) -> str:
    """Return the name a file was sent under: without the number an iPhone's export sets before."""
    return _IPHONE_NUMBER.sub("", file)


def line_for_missing(name: str, documents: list[Document]) -> str:
    """Return what to do about answer files a chat mentions and did not bring."""
    codes = ", ".join(sorted({document.participant for document in documents})[:10])
    return (
        f"{name}: {len(documents)} berkas jawaban disebut di chat ini ({codes}) tetapi tidak ikut "
        f"diekspor. Ekspor lagi chatnya {_EXPORT}, atau taruh berkasnya di folder ini."
    )


def note_on(name: str, chat: Chat, *, has_answers: bool) -> str:
    """Return what else is worth knowing about a chat; empty when there is nothing."""
    if chat.unnamed:
        return (
            f"{name}: {chat.unnamed} gambar, suara, atau berkas tidak ikut diekspor. "
            f"Kalau ada berkas jawaban di antaranya, ekspor lagi {_EXPORT}."
        )
    if not has_answers and not chat.documents:
        return f"{name}: chat ini tidak berisi jawaban."
    return ""
