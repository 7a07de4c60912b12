"""What can lie in an inbox: the kinds of things, their limits, and how their names are shown."""

from __future__ import annotations

import codecs
import datetime as dt
import re
import traceback
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from course.files import is_system_file

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 24 * MEGABYTE
SUFFIXES = {".json", ".txt"}
ARCHIVES = {".zip"}
MEDIA = {
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".bmp", ".mp4", ".3gp", ".mov", ".mkv",
    ".avi", ".opus", ".ogg", ".oga", ".m4a", ".mp3", ".aac", ".amr", ".wav", ".was",
}  # fmt: skip
# What people send each other beside answers; nobody needs a line for each holiday photo.
ORDINARY = MEDIA | {
    ".vcf", ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".csv", ".ppt", ".pptx", ".odt", ".ods",
    ".odp",
}  # fmt: skip
_OWN = {"refused", ".gitignore"}
"""The inbox's own room and what keeps it."""
# +62 812-3456-7890 and 0812 3456 7890, as WhatsApp writes an unknown sender into a file's name;
# not the date in pretest_U07_2026-11-02.txt.
_NUMBER = re.compile(r"\+\d[\d\s().\-]{6,}\d|\b(?:62|0)8\d[\d\s.\-]{5,}\d")
_SHOWN_CHARACTERS = 120
_COPY_OF_A_PICTURE = re.compile(
    r"(?: ?\(\d{1,3}\)| \d{1,3}| (?:- )?(?:copy|salin(?:an)?)(?: ?\(?\d{1,3}\)?)?)(?=\.jpg$)"
)
# Windows' Notepad calls the second "Unicode" and sets a mark; programs that write it set none.
_ENCODING_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be",
}  # fmt: skip
_HEAD_BYTES, _MOSTLY = 400, 0.7


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
    accepted: dt.datetime | None = None
    """When a phone was told that it has arrived; None for what is found only now."""
    alone: bool = False
    """Whether its pictures come by themselves, sooner or later."""

    @property
    def text(self) -> str:
        """The content as text; what fits its encoding nowhere is replaced."""
        return self.data.decode(encoding_of(self.data), "replace").removeprefix("\ufeff")

    @property
    def utf8(self) -> bytes:
        """The content in UTF-8, byte for byte as it came where it is that already."""
        is_utf8 = encoding_of(self.data) == "utf-8"
        return self.data if is_utf8 else self.text.encode("utf-8", "replace")


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
    name: str = ""
    """As it is shown, for a file of the folder itself."""


def encoding_of(data: bytes) -> str:
    """Return the encoding of a text by its mark, or by where its zeros stand; else UTF-8.

    The mark itself is then the first letter, U+FEFF.
    """
    for mark, encoding in _ENCODING_MARKS.items():
        if data.startswith(mark):
            return encoding
    head = data[:_HEAD_BYTES]
    zeros = [head[n::2].count(0) * 2 > len(head) * _MOSTLY for n in (0, 1)]
    if zeros[0] != zeros[1]:
        return "utf-16-be" if zeros[0] else "utf-16-le"
    return "utf-8"


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
    # Python prints all but these, and but spaces of other kinds.
    odd = {ord(c): " " if c.isspace() else "\ufffd" for c in set(text) if not c.isprintable()}
    return (text.translate(odd) if odd else text).strip()


def size_words(size: int) -> str:
    """Return a size in bytes in words, ``50 MB`` or ``300 KB``."""
    return f"{size // MEGABYTE} MB" if size >= MEGABYTE else f"{max(1, size // 1024)} KB"


def kind_of(name: str) -> str:
    """Return a suffix in small letters, ``.txt``; of the name only, whatever is inside."""
    return PurePosixPath(name).suffix.lower()


def pictures_by_name(names: Iterable[str]) -> dict[str, str]:
    """Return names of pictures by the name each is a copy of; those of which there is one only.

    Letters may be composed or not, capital or small. A picture's own name holds no blank and no
    bracket (``photos/foto-produk.jpg``), so "foto-produk (1).jpg" can only be a copy of it.
    """
    found: dict[str, list[str]] = {}
    for name in names:
        plain = unicodedata.normalize("NFC", name).casefold().replace(".jpeg", ".jpg")
        found.setdefault(_COPY_OF_A_PICTURE.sub("", plain), []).append(name)
    return {plain: same[0] for plain, same in found.items() if len(same) == 1}


def unexpected(name: str, error: Exception) -> str:
    """Return the line for an error nobody foresaw: the others go through, this one is named."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}, {Path(place.filename).name}:{place.lineno}"
    return (
        f"{name}: tidak bisa dibaca karena kesalahan program ({where}). "
        "Laporkan kepada pengembang Kelas UMKM bersama berkasnya."
    )
