"""Chats: what they tell besides the blocks of answers inside.

The exports are no documented format and differ by phone, language and clock. Nothing here depends
on who wrote what and when: names and numbers of a chat are neither kept nor shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from course.inbox.layouts import looks_like_a_chat, message_starts
from course.inbox.wrappings import holds_answers
from course.words import UNSEEN

# A file the phone page or the notebook wrote, under the name it gave: pretest_U03_2026-11-03.txt,
# in whatever case. Before it the lesson, found from here; after it what a copy is called and the
# suffix, which a messenger drops or changes.
_NAMED = re.compile(r"_([A-Z]{1,3}\d{2,6})_(\d{4}-\d\d-\d\d)", re.IGNORECASE | re.ASCII)
_OF_A_LESSON = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
_LESSON = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_LONGEST_LESSON = 70
_COPY = (
    r"(?:[ _~\u2013-]{0,3}(?:\(\d{1,3}\)|\d{1,3}(?!\d)"
    r"|\(?(?:copy|salin(?:an)?|kopi|kopie|copia|copie|c\u00f3pia)(?![a-z])\)?))"
)
_SUFFIX = r"(?:\.[a-z][a-z0-9]{0,10})"
_TAIL = re.compile(rf"{_COPY}{{0,3}}{_SUFFIX}{{0,3}}{_COPY}{{0,2}}{_SUFFIX}{{0,2}}", re.IGNORECASE)
# A message that begins with the name is the file itself, in all languages: "<terlampir: x>", "x
# (file attached)", "x • 2 pages document omitted". Elsewhere one of these signs must follow it.
_BEGINS = re.compile(
    rf"(?:^|[\n:\uff1a>\]\t\"/])\s?[{UNSEEN}]*"
    r"(?:(?:copy of|salinan(?: dari)?|copie de|kopie v[ao]n) )?$",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(rf"[ {UNSEEN}]{{0,6}}[(\uff08<>\u2022]|[ ]?[\u200e\u200f]")
_MOST_NAMED = 50_000
_IPHONE_NUMBER = re.compile(r"^\d{8}-")
# What an Android phone writes, as a whole message, for anything at all; an iPhone says what it was.
_UNNAMED = re.compile(
    rf"<(?:(?<=[:\uff1a] <)|(?<=[:\uff1a] [\u200e\u200f]<))[^<>\n:\uff1a]{{3,60}}>[ \r{UNSEEN}]*$",
    re.MULTILINE,
)
_TELEGRAM = re.compile(
    r'"type"\s*+:\s*+"(?:personal_chat|bot_chat|saved_messages|(?:private|public)_[a-z]{5,10})"'
    r'|class="message (?:default|service)'
)
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
    """What a chat says about files."""

    documents: frozenset[Document]
    unnamed: int
    """How many files were left out of which the chat does not say what they are."""
    kind: str = "chat"
    """``chat`` (WhatsApp's), ``chat Telegram``, or ``sepertinya chat``: in a layout not known."""

    @property
    def is_known(self) -> bool:
        """Whether its layout is known, so that it can be told who wrote what."""
        return self.kind == "chat"


def read_chat(text: str) -> Chat | None:
    """Return what a chat says; None when ``text`` is none.

    One line at the very beginning is enough: a chat may have only one message.
    """
    documents = frozenset(islice(_documents(text), _MOST_NAMED))
    kind = _kind(text, documents)
    return Chat(documents, sum(1 for _ in _UNNAMED.finditer(text)), kind) if kind else None


def _kind(text: str, documents: frozenset[Document]) -> str:
    beginning = text[:_BEGINNING].lstrip()
    starts = [found.start() for found in islice(message_starts(beginning), _LINES_OF_A_CHAT)]
    if starts[:1] == [0] or len(starts) == _LINES_OF_A_CHAT:
        return "chat"
    if _TELEGRAM.search(beginning):
        return "chat Telegram"
    if beginning.startswith(("{", "[")) or holds_answers(text):
        return ""
    return "sepertinya chat" if documents or looks_like_a_chat(beginning) else ""


def _documents(text: str) -> Iterator[Document]:
    """Yield the answer files a text mentions as files, not those it only speaks of."""
    for found in islice(_NAMED.finditer(text), _MOST_NAMED):
        left = text[max(0, found.start() - _LONGEST_LESSON) : found.start()]
        before = left.rstrip(_OF_A_LESSON)
        lesson = _IPHONE_NUMBER.sub("", left[len(before) :]).lower()
        tail = _TAIL.match(text, found.end())
        end = tail.end() if tail else found.end()
        if _LESSON.fullmatch(lesson) and (_BEGINS.search(before) or _FOLLOWS.match(text, end)):
            name = sent_name(text[found.start() - len(lesson) : end])
            yield Document(name, lesson, found[1].upper(), found[2])


def sender_before(text: str, position: int) -> str:
    """Return who sent the message that begins before ``position`` (characters); empty if unknown.

    For ``course forget`` alone: so that a name can be taken out of the chat, never to be kept.
    """
    window = text[max(0, position - _MESSAGE_CHARACTERS) : position]
    starts = list(message_starts(window))
    if not starts:
        return ""
    if starts[-1]["name"]:
        return starts[-1]["name"].strip()
    name, colon, _ = window[starts[-1].end() :].partition(":")
    return name.strip("\u200e\u200f ") if colon and "\n" not in name else ""


def sent_name(file: str) -> str:
    """Return the name a file was sent under, in one form, so that names can be compared.

    Without the number an iPhone's export sets before it; letters composed (a Mac writes an accent
    apart) and small.
    """
    return _IPHONE_NUMBER.sub("", unicodedata.normalize("NFC", file)).casefold()


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
    if has_answers or chat.documents:
        return ""
    if chat.kind == "sepertinya chat":
        return (
            f"{name}: sepertinya chat, tetapi susunannya tidak dikenal; tidak ada jawaban yang "
            "terbaca di dalamnya. Berkas ini dibiarkan di tempatnya. "
            f"Kalau seharusnya ada: Ekspor lagi chatnya {_EXPORT}."
        )
    return f"{name}: {chat.kind} ini tidak berisi jawaban."
