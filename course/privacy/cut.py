"""Cutting one participant out of a text or an archive that others share; nothing of others is lost.

A file that is all theirs goes. Of a chat or a message their blocks go, and mentions are blotted
out. What cannot be told apart is named, for a person to look at.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from course.exercises.answers import FILE_NAME, AnswersError, parse
from course.files import Places
from course.inbox.arrivals import ARCHIVES, SUFFIXES, Arrival, kind_of, shown
from course.inbox.chats import read_chat, sender_before
from course.inbox.folder import MAX_DEPTH, MAX_TOTAL_BYTES
from course.inbox.messages import block_spans
from course.inbox.pictures import lift_photos
from course.people.exports import tidy
from course.people.roster import CODE, CODE_AS_WORD
from course.people.sheet import Line, read_sheet, sheets
from course.privacy.identity import REMOVED, Person
from course.spreadsheets import drop_rows, typed

_ABOUT = re.compile(rf'"participant"\s*:\s*"({CODE.pattern})"')
# The lines the phone page sets above a block.
_ABOVE = re.compile(
    rf'Jawaban {CODE.pattern} untuk "[^"\n]*", [^\n]*\n(?:[^\n]*Jangan diubah[^\n]*\n)?\s*\Z'
)
_LEAST_NAME = 3
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)


@dataclass
class Cut:
    """What became of one file."""

    content: bytes | None
    """What is left; None when nothing is."""
    by_hand: list[str] = field(default_factory=list)
    """What a person must look at."""


def cut_file(name: str, data: bytes, person: Person) -> Cut:
    """Return a file of the inbox without ``person``; ``content`` is ``data`` where nothing was."""
    kind = kind_of(name)
    if kind in ARCHIVES:
        return _cut_archive(name, data, person, 1)
    if kind in SUFFIXES:
        return _cut_text(name, data, person)
    return Cut(None if _is_named(name, person) else data)


def _is_named(name: str, person: Person) -> bool:
    return person.code in CODE_AS_WORD.findall(PurePosixPath(name).name)


def owners(name: str, text: str) -> set[str]:
    """Return the codes whose answers a text holds; by the file's name where it does not say."""
    inside = {code for code, _, _ in block_spans(text) if code} | set(_ABOUT.findall(text))
    return inside or set(CODE_AS_WORD.findall(PurePosixPath(name).name))


def _cut_text(name: str, data: bytes, person: Person) -> Cut:
    text = Arrival(name, data, name, name).text
    own = owners(name, text)
    if own == {person.code} and not read_chat(text):
        return Cut(None)
    if person.code not in own and not person.is_in(text):
        left = Cut(data)
    else:
        left = _cut_shared(name, text, person)
    if _is_named(name, person):
        left.by_hand.append(f"{shown(name)}: nama berkas menyebut {person.code}; ganti namanya.")
    return left


def _cut_shared(name: str, text: str, person: Person) -> Cut:
    """Cut a text that holds something of several people."""
    person = _with_senders(text, person)
    pieces: list[tuple[str, str]] = []  # (whose, text); nobody's is what stands between blocks
    last = 0
    for code, start, end in block_spans(text):
        before = text[last:start]
        pieces.append(("", _ABOVE.sub("", before) if code == person.code else before))
        pieces.append((code or "?", text[start:end]))
        last = end
    pieces.append(("", text[last:]))
    about = set(_ABOUT.findall("".join(piece for whose, piece in pieces if not whose)))
    if person.code in about and len(about) > 1:
        line = f"berisi jawaban {person.code} dan orang lain. Hapus bagiannya sendiri."
        return Cut(text.encode(), [f"{shown(name)}: {line}"])
    left = [
        REMOVED if whose == person.code else piece if whose else _plain(piece, person)
        for whose, piece in pieces
    ]
    return Cut("".join(left).encode())


def _with_senders(text: str, person: Person) -> Person:
    """Return the person with the names a chat shows them under: who sent their blocks only."""
    sent: dict[str, set[str]] = {}
    for code, start, _ in block_spans(text):
        sent.setdefault(sender_before(text, start), set()).add(code)
    names = {n for n, codes in sent.items() if codes == {person.code} and len(n) >= _LEAST_NAME}
    return replace(person, names=person.names | names)


def _plain(text: str, person: Person) -> str:
    """Return text between the blocks without an answer file of theirs, and without mentions."""
    start, end = text.find("{"), text.rfind("}")
    if start >= 0 and set(_ABOUT.findall(text[start : end + 1])) == {person.code}:
        text = text[:start] + REMOVED + text[end + 1 :]
    return person.redacted(text)


def _cut_archive(name: str, data: bytes, person: Person, depth: int) -> Cut:
    """Return the archive without the members that are theirs; the others keep their content."""
    out, by_hand = io.BytesIO(), list[str]()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as rest:
            changed = _copy(archive, rest, name, person, depth, by_hand)
            kept = rest.namelist()
    except (*_BROKEN, RuntimeError):
        line = f"{shown(name)}: arsip ini tidak bisa diperiksa isinya. Periksa, lalu hapus sendiri."
        return Cut(data, [line])
    if not changed:
        return Cut(data, by_hand)
    if media := [m for m in kept if kind_of(m) not in SUFFIXES | ARCHIVES]:
        # Pictures of a chat carry no code: whose they are, only a person can see.
        by_hand.append(
            f"{shown(name)}: {len(media)} gambar, suara, atau berkas lain tidak bisa dikenali "
            f"pemiliknya. Periksa apakah ada milik {person.code}."
        )
    return Cut(out.getvalue() if kept else None, by_hand)


def _copy(
    archive: zipfile.ZipFile, rest: zipfile.ZipFile, name: str, person: Person, depth: int,
    by_hand: list[str],
) -> bool:  # fmt: skip
    """Copy what is not theirs into ``rest``; return whether anything was left out or changed."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if sum(m.file_size for m in members) > MAX_TOTAL_BYTES or depth > MAX_DEPTH:
        raise ValueError("too large or too deep to be looked through")
    gone, changed = set(_beside(archive, members, person)), False
    for member in members:
        path, content = f"{name}/{member.filename}", archive.read(member)
        if member.filename in gone:
            left = Cut(None)
        elif kind_of(path) in ARCHIVES:
            left = _cut_archive(path, content, person, depth + 1)
        else:
            left = cut_file(path, content, person)
        by_hand += left.by_hand
        changed |= left.content != content
        if left.content is not None:
            rest.writestr(member, left.content, member.compress_type)
    return changed


def _beside(
    archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], person: Person
) -> Iterator[str]:
    """Yield the members that came with an answer file of theirs: pictures, notebook, time stamp."""
    for member in members:
        path = PurePosixPath(member.filename)
        if kind_of(path.name) not in SUFFIXES:
            continue
        content = archive.read(member)
        if owners(path.name, content.decode("utf-8-sig", "replace")) != {person.code}:
            continue
        if path.name == FILE_NAME:
            yield from (
                m.filename for m in members if path.parent in PurePosixPath(m.filename).parents
            )
        names = {m.filename for m in members}
        yield from (str(path.parent / photo) for photo in photos_named(content)
                    if str(path.parent / photo) in names)  # fmt: skip


def photos_named(content: bytes) -> set[str]:
    """Return the pictures an answer file names (``photos/foto.jpg``)."""
    try:
        answers = parse(lift_photos(content)[0], "").answers.answers
    except AnswersError:
        return set()
    values = [value for entry in answers.values() for value in entry.value.values()]
    return {v for v in values if isinstance(v, str) and v.startswith("photos/") and ".." not in v}


def forget_in_zoom(root: Path, person: Person) -> list[str]:
    """Drop their rows from the sheet of names, Zoom's reports kept beside it, and the counts.

    Return one line a file.
    """
    names = {name for name, _ in attendees_of(root, person.code)}
    reports = sorted(p for end in ("csv", "xlsx") for p in Places(root).zoom.glob(f"*.{end}"))
    done = [
        f"zoom/{path.name}: baris dihapus"
        for path in reports
        if drop_rows(path, "laporan Zoom", lambda row: _is_theirs(row, person, names))
    ]
    for path in (Places(root).attendance, Places(root).votes):
        part = f"{path.parent.name}/{path.name}"
        if path.exists() and drop_rows(path, part, lambda row: row[:1] == [person.code]):
            done.append(f"{part}: baris dihapus")
    return done


def attendees_of(root: Path, code: str) -> list[tuple[str, str]]:
    """Return (name, address) in Zoom of everybody who is, or was proposed to be, ``code``."""
    own = [line for path in sheets(root) for line in read_sheet(path) if _says(line, code)]
    return [(line.attendee.name, line.attendee.email) for line in own]


def _says(line: Line, code: str) -> bool:
    """Return whether a row of the sheet gives the code, or proposed it and was not overruled."""
    said = line.answer.strip().upper()
    return said == code or (line.proposed == code and not CODE.fullmatch(said))


def _is_theirs(row: Sequence[str], person: Person, names: set[str]) -> bool:
    return any(cell and typed(tidy(cell)) in names for cell in row) or any(
        map(person.mention.search, row)
    )
