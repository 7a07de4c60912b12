"""What can lie in an inbox: the kinds of things, their limits, and how their names are shown."""

from __future__ import annotations

import codecs
import re
import traceback
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from course.files import is_system_file

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 24 * MEGABYTE
SUFFIXES = {".json", ".txt"}
ARCHIVES = {".zip"}
# What people send each other beside answers; nobody needs a line for each holiday photo.
ORDINARY = {
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".bmp", ".mp4", ".3gp", ".mov", ".mkv",
    ".avi", ".opus", ".ogg", ".oga", ".m4a", ".mp3", ".aac", ".amr", ".wav", ".vcf", ".was", ".pdf",
    ".doc", ".docx", ".xls", ".xlsx", ".csv", ".ppt", ".pptx",
}  # fmt: skip
_OWN = {"refused", ".gitignore"}
"""The inbox's own room and what keeps it."""
# +62 812-3456-7890 and 0812 3456 7890, as WhatsApp writes an unknown sender into a file's name;
# not the date in pretest_U07_2026-11-02.txt.
_NUMBER = re.compile(r"\+\d[\d\s().\-]{6,}\d|\b(?:62|0)8\d[\d\s.\-]{5,}\d")
_SHOWN_CHARACTERS = 120


@dataclass(frozen=True)
class Arrival:
    """Text that came in: a file of the folder, a member of an archive, or a whole sending."""

    name: str
    """As it is shown, ``Chat.zip/_chat.txt``."""
    data: bytes
    file: str
    """The file's bare name, as a chat mentions it."""
    source: str
    """Which file of the folder it lies in: itself, or the archive."""
    path: Path | None = None
    """Where it lies; None inside an archive."""
    beside: Callable[[str], bytes | None] = lambda _: None
    """Read a picture next to it, ``photos/foto-produk.jpg``; None when it is not there."""
    about: str = ""
    """What of it an error is about, `` (U07, pretest)``; empty for all of it."""

    @property
    def text(self) -> str:
        """The content as text; what is no UTF-8 (or UTF-16 with a mark) is replaced."""
        return self.data.decode("utf-16" if self._is_utf16 else "utf-8-sig", "replace")

    @property
    def utf8(self) -> bytes:
        """The content in UTF-8, byte for byte as it came where it is not UTF-16."""
        return self.text.encode() if self._is_utf16 else self.data

    @property
    def _is_utf16(self) -> bool:
        """Whether it has the mark of what Windows' Notepad calls "Unicode"."""
        return self.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


@dataclass(frozen=True)
class Refused:
    """Something that cannot be used."""

    source: str
    """Which file of the folder it lies in."""
    line: str
    path: Path | None = None
    """The file to keep in ``inbox/refused``; None when it is only named."""


@dataclass(frozen=True)
class Ignored:
    """One file that is no answer and needs no line of its own: a picture, a voice message."""

    source: str


def is_skipped(name: str) -> bool:
    """Return whether a file or folder of this name is nobody's: the inbox's or the system's."""
    return name in _OWN or is_system_file(name)


def shown(name: str) -> str:
    """Return a file's name as one harmless piece of text.

    Bytes that are no UTF-8, control characters and marks that turn the direction of writing are
    replaced; of a telephone number three digits stay; the middle of a long name is left out.
    """
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    text = _NUMBER.sub(lambda number: f"…{number[0][-3:]}", one_line(text))
    half = _SHOWN_CHARACTERS // 2
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:half]}…{text[-half:]}"


def one_line(text: str) -> str:
    """Return ``text`` without line breaks, control characters and invisible marks."""
    spaced = (" " if c.isspace() else c for c in text)
    return "".join("\ufffd" if unicodedata.category(c)[0] == "C" else c for c in spaced).strip()


def size_words(size: int) -> str:
    """Return a size in bytes in words, ``50 MB`` or ``300 KB``."""
    return f"{size // MEGABYTE} MB" if size >= MEGABYTE else f"{max(1, size // 1024)} KB"


def kind_of(name: str) -> str:
    """Return a suffix in small letters, ``.txt``; of the name only, whatever is inside."""
    return PurePosixPath(name).suffix.lower()


def unexpected(name: str, error: Exception) -> str:
    """Return the line for an error nobody foresaw: the others go through, this one is named."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}, {Path(place.filename).name}:{place.lineno}"
    return (
        f"{name}: tidak bisa dibaca karena kesalahan program ({where}). "
        "Laporkan kepada pengembang Kelas UMKM bersama berkasnya."
    )
