"""Zips, looked into within limits: nothing packed may fill the memory or the day."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from course.inbox import zips
from course.inbox.arrivals import ARCHIVES, encoding_of, kind_of
from course.inbox.zips import MAX_DEPTH, Budget, TooMuchError, has_a_long_list

BROKEN = (*zips.BROKEN, MemoryError, TooMuchError)
"""What Python raises for a zip that is cut off, locked, false or too large."""
OFFICE = {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".docm", ".xlsm"}
_MEDIA = (
    *(b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"OggS", b"ID3"),
    *(b"%PDF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"),
)
# In a sheet's XML a cell's place (r="U07") and a formula (U07*2) are nobody's code.
_FORMULA = re.compile(r"<(\w+:)?(f|formula\d?|definedName|sqref)\b[^<>]*>[^<]*</")
_ENDS = re.compile(r"</(?:\w+:)?(?:p|si|c|row|tc|comment|author|h|table-cell)>|<w:(?:br|tab)/>")
_TAG = re.compile(r"<[^<>]*>")


def not_searched(where: str, code: str) -> str:
    """Return the sentence about a file that cannot be looked through."""
    return f"{where}: tidak bisa diperiksa isinya. Periksa sendiri apakah ada milik {code}."


def is_archive(name: str, data: bytes) -> bool:
    """Return whether a file is a zip of files (and no document of an office program)."""
    if kind_of(name) in ARCHIVES:
        return True
    return data.startswith(b"PK\x03\x04") and not is_office(name, data)


def is_office(name: str, data: bytes) -> bool:
    """Return whether a file is a document or sheet of Word, Excel, LibreOffice."""
    if kind_of(name) in ARCHIVES or not data.startswith(b"PK\x03\x04"):
        return False
    return kind_of(name) in OFFICE or b"[Content_Types].xml" in data[:4096]


def members_of(archive: zipfile.ZipFile, depth: int, budget: Budget) -> list[zipfile.ZipInfo]:
    """Return the members, all of which may be read; TooMuchError where they are too much."""
    members = archive.infolist()
    if depth > MAX_DEPTH + 1:
        raise TooMuchError
    budget.spend(sum(member.file_size for member in members))
    return members


def opened(data: bytes) -> zipfile.ZipFile:
    """Open a zip; TooMuchError where already its list of members would fill the memory."""
    file = io.BytesIO(data)
    if has_a_long_list(file):
        raise TooMuchError
    return zipfile.ZipFile(file)


def texts_in(
    name: str, data: bytes, depth: int = 1, budget: Budget | None = None
) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of a file and of what is packed in it; of pictures and the like the name.

    Raises ``BROKEN`` (TooMuchError is one) for a zip that cannot be looked through.
    """
    office = is_office(name, data)
    if not (office or is_archive(name, data)):
        text = text_of(data)
        yield name, unpacked_xml(text) if name.endswith((".xml", ".rels")) else text
        return
    budget = budget or Budget()
    with opened(data) as archive:
        for member in members_of(archive, depth, budget):
            inside = name if office else f"{name}/{PurePosixPath(member.filename)}"
            if office and not member.filename.endswith(".xml"):
                continue
            shown = f"{name}/{member.filename}" if office else inside
            for _, text in texts_in(shown, archive.read(member), depth + 1, budget):
                yield inside, text


def text_of(data: bytes) -> str:
    """Return what a file says, decoded as ``course collect`` does; nothing for what is no text."""
    return text_and_back(data)[0]


def text_and_back(data: bytes) -> tuple[str, Callable[[str], bytes]]:
    """Return a file's text, and what makes of such a text a file of the same encoding and mark.

    What fits the encoding nowhere comes back byte for byte.
    """
    coding = encoding_of(data)
    if is_media(data) or (coding == "utf-8" and b"\0" in data[:8192]):
        return "", str.encode
    errors = "surrogateescape" if coding == "utf-8" else "surrogatepass"
    whole = len(data) - (0 if coding == "utf-8" else len(data) % (int(coding[4:6]) // 8))
    try:
        text = data[:whole].decode(coding, errors)
    except UnicodeDecodeError:  # in UTF-32: numbers of no letter
        text = data[:whole].decode(coding, "replace")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return text.removeprefix(mark), lambda left: (mark + left).encode(coding, errors) + data[whole:]


def is_media(data: bytes) -> bool:
    """Return whether a file begins like a picture, a PDF or an archive that is no zip."""
    return data.startswith(_MEDIA)


def unpacked_xml(text: str) -> str:
    """Return what a page of an office document says, without places of cells and formulas."""
    text = _ENDS.sub("\n", _FORMULA.sub("<", text))
    return html.unescape(_TAG.sub("", text))
