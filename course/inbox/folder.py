"""The folder of an inbox and the zips in it: every file once, in order, within limits.

Nothing is followed elsewhere, and nothing of an archive is unpacked: its members are read into
memory, so a path that leads out of the folder or a link inside can do no harm; both are named all
the same.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from course.exercises.answers import FILE_NAME, TIME_STAMP
from course.exercises.photos import MAX_PHOTO_BYTES
from course.files import Places, is_regular, trouble
from course.inbox.arrivals import (
    ARCHIVES,
    MAX_FILE_BYTES,
    MEGABYTE,
    ORDINARY,
    SUFFIXES,
    Arrival,
    Ignored,
    Refused,
    is_skipped,
    kind_of,
    shown,
    size_words,
    unexpected,
)

MAX_DEPTH = 2
MAX_TOTAL_BYTES = 200 * MEGABYTE
MAX_INNER_BYTES = 64 * MEGABYTE
_UNPACK_FIRST = "Keluarkan dulu isinya ke sebuah folder, lalu kumpulkan folder itu."
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)
# The list of members is read whole: 46 bytes and a name for each, many times that in memory.
_MAX_LIST_BYTES = 4 * MEGABYTE
_LIST_END = re.compile(rb"(?=PK\x05\x06)")
_LONG_LIST = b"PK\x06\x07"  # zip64: more than 65,535 members or 4 GB
_LIST_END_BYTES = 20 + 22 + 65_535


class _Error(Exception):
    """An archive or member that is not read; the message says why and what to do."""


class _SpentError(Exception):
    """No more may be read out of this file of the folder."""


@dataclass
class _Budget:
    """What may still be read out of one file of the folder, archives within it included."""

    left: int = MAX_TOTAL_BYTES

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise _SpentError


@dataclass(frozen=True)
class _Place:
    """Where an archive lies."""

    name: str
    source: str
    """The file of the folder; for an archive in an archive the outer one."""
    depth: int = 1
    budget: _Budget = field(default_factory=_Budget)


def arrivals_in(path: Path, name: str) -> Iterator[Arrival | Refused | Ignored]:
    """Yield what lies in the archive at ``path``, shown as ``name``; one at a time.

    At most 200 MB are read, 24 MB of a text, two archives deep; the small members first, because
    answers are small. An ``Arrival`` reads the pictures beside it only until the next is asked for.
    Raises OSError when the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            yield from _members(file, _Place(name, name))
    except _SpentError:
        much = size_words(MAX_TOTAL_BYTES)
        yield Refused(
            name, f"{name}: isinya lebih dari {much}, sisanya tidak dibaca. {_UNPACK_FIRST}"
        )


def _members(file: BinaryIO, place: _Place) -> Iterator[Arrival | Refused | Ignored]:
    try:
        _check_list(file)
        with zipfile.ZipFile(file) as archive:
            members = sorted(archive.infolist(), key=lambda m: (m.file_size, m.filename))
            by_name = {member.filename: member for member in members}
            for member in members:
                yield from _member(archive, member, by_name, place)
    except _Error as error:
        yield Refused(place.source, f"{place.name}: {error}")
    except _BROKEN:
        yield Refused(
            place.source,
            f"{place.name}: bukan arsip zip yang utuh. Salin ulang, atau minta dikirim ulang.",
        )


def _check_list(file: BinaryIO) -> None:
    """Refuse an archive whose list of members would fill the memory."""
    file.seek(max(0, file.seek(0, io.SEEK_END) - _LIST_END_BYTES))
    tail = file.read()
    for found in _LIST_END.finditer(tail):
        at = found.start()
        size = int.from_bytes(tail[at + 12 : at + 16], "little")
        if size > _MAX_LIST_BYTES or tail.startswith(_LONG_LIST, max(0, at - 20)):
            raise _Error(f"isinya terlalu banyak. {_UNPACK_FIRST}")


def _member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    by_name: Mapping[str, zipfile.ZipInfo],
    place: _Place,
) -> Iterator[Arrival | Refused | Ignored]:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    stamp = path.name == TIME_STAMP and str(path.parent / FILE_NAME) in by_name
    if member.is_dir() or stamp or any(is_skipped(part) for part in path.parts):
        return
    name, kind = f"{place.name}/{shown(member.filename)}", kind_of(path.name)
    try:
        _refuse_tricks(member, path)
        if kind in SUFFIXES:
            data = _read_member(archive, member, MAX_FILE_BYTES, place.budget)
            beside = partial(_picture_in_archive, archive, by_name, path.parent, place.budget)
            yield Arrival(name, data, path.name, source=place.source, beside=beside)
        elif kind not in ARCHIVES:
            yield Ignored(place.source)
        elif place.depth == MAX_DEPTH:
            line = f"{name}: arsip di dalam arsip di dalam arsip. {_UNPACK_FIRST}"
            yield Refused(place.source, line)
        else:
            inner = io.BytesIO(_read_member(archive, member, MAX_INNER_BYTES, place.budget))
            yield from _members(inner, replace(place, name=name, depth=place.depth + 1))
    except _Error as error:
        yield Refused(place.source, f"{name}: {error}")
    except _BROKEN:
        yield Refused(
            place.source, f"{name}: rusak di dalam arsip. Salin ulang, atau minta dikirim ulang."
        )


def _refuse_tricks(member: zipfile.ZipInfo, path: PurePosixPath) -> None:
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", member.filename):
        raise _Error("namanya menunjuk ke luar arsip; dilewati. Minta arsip yang biasa.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _Error("hanya tautan, bukan berkas. Minta berkas aslinya.")
    if member.flag_bits & 1:
        raise _Error("terkunci kata sandi. Minta dikirim tanpa kata sandi.")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise _Error("dimampatkan dengan cara yang tidak dikenal. Minta zip yang biasa.")


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, budget: _Budget
) -> bytes:
    if member.file_size > limit:
        raise _Error(
            f"terlalu besar ({size_words(member.file_size)}, paling besar {size_words(limit)}). "
            f"Kalau ini jawaban, minta peserta mengirim ulang. Kalau arsip: {_UNPACK_FIRST.lower()}"
        )
    budget.spend(member.file_size)
    with archive.open(member) as file:
        return file.read(limit)


def _picture_in_archive(
    archive: zipfile.ZipFile,
    by_name: Mapping[str, zipfile.ZipInfo],
    folder: PurePosixPath,
    budget: _Budget,
    name: str,
) -> bytes | None:
    """Read a picture beside a member, one byte more than allowed; None when it is not there."""
    member = by_name.get(str(folder / name))
    if member is None:
        return None
    try:
        _refuse_tricks(member, PurePosixPath(member.filename))
        budget.spend(min(member.file_size, MAX_PHOTO_BYTES + 1))
        with archive.open(member) as file:
            return file.read(MAX_PHOTO_BYTES + 1)
    except (_Error, _SpentError, *_BROKEN):
        return b""


_MAX_DEPTH = 30


def arrivals(inbox: Path, root: Path) -> Iterator[Arrival | Refused | Ignored]:
    """Yield what lies under ``inbox``, one at a time; the course at ``root`` itself is left out.

    An ``Arrival`` of an archive reads its pictures only until the next is asked for.
    """
    for path in _files(inbox, root):
        name = shown(str(path.relative_to(inbox)))
        try:
            yield from _opened(path, name)
        except OSError as error:
            why = trouble(error) or "Salin ulang berkasnya."
            yield Refused(name, f"{name}: tidak bisa dibuka. {why}")
        except Exception as error:  # noqa: BLE001  one file nobody foresaw must not stop the others
            yield Refused(name, unexpected(name, error))


def _files(inbox: Path, root: Path) -> list[Path]:
    """Return the files, links and unreadable folders below ``inbox``, by path."""
    found, waiting = [], [(inbox, 0)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            entries = [e for e in os.scandir(folder) if not is_skipped(e.name)]
        except OSError:
            found.append(folder)
            continue
        handed_in = any(e.name == FILE_NAME for e in entries)
        for entry in entries:
            path = Path(entry.path)
            if not entry.is_dir(follow_symlinks=False):
                found += [] if handed_in and _is_beside(entry.name) else [path]
            elif depth == _MAX_DEPTH or kind_of(entry.name) in SUFFIXES | ARCHIVES:
                found.append(path)
            if entry.is_dir(follow_symlinks=False) and depth < _MAX_DEPTH:
                ours = path.resolve() in {root.resolve(), Places(root).kept.resolve()}
                own = ours or (handed_in and entry.name == "photos")
                waiting += [] if own else [(path, depth + 1)]
    return sorted(found)


def _is_beside(name: str) -> bool:
    """Return whether a file next to ``answers.json`` came with it: a notebook, a time stamp."""
    return name == TIME_STAMP or kind_of(name) not in SUFFIXES | ARCHIVES


def _opened(path: Path, name: str) -> Iterator[Arrival | Refused | Ignored]:
    if path.is_symlink():
        yield Refused(name, f"{name}: hanya tautan, bukan berkas. Minta berkas aslinya.")
    elif path.is_dir():
        yield Refused(name, f"{name}: {_about_folder(path)}")
    elif not path.is_file():
        yield Refused(name, f"{name}: bukan berkas biasa. Hapus, atau minta berkas aslinya.")
    elif kind_of(path.name) in ARCHIVES:
        yield from arrivals_in(path, name)
    elif kind_of(path.name) in SUFFIXES:
        yield _read(path, name)
    elif kind_of(path.name) in ORDINARY:
        yield Ignored("")
    else:
        yield Refused(
            name, f"{name}: bukan berkas jawaban (.txt, .json atau .zip). Abaikan atau hapus.", path
        )


def _about_folder(path: Path) -> str:
    if not os.access(path, os.R_OK | os.X_OK):
        return "folder ini tidak bisa dibuka. Salin isinya ke folder lain, lalu ulangi."
    if kind_of(path.name) in SUFFIXES | ARCHIVES:
        return "ini folder, bukan berkas; isinya tetap dibaca. Ganti nama foldernya."
    return "folder di dalam folder terlalu dalam; tidak dibaca. Pindahkan isinya ke atas."


def _read(path: Path, name: str) -> Arrival | Refused:
    with path.open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        size, limit = size_words(path.stat().st_size), size_words(MAX_FILE_BYTES)
        return Refused(
            name,
            f"{name}: terlalu besar ({size}, paling besar {limit}). "
            "Minta peserta mengirim ulang dari halaman pelajaran.",
        )
    return Arrival(
        name, data, path.name, source=name, path=path, beside=partial(_picture, path.parent)
    )


def _picture(folder: Path, name: str) -> bytes | None:
    """Read a picture beside a file, one byte more than allowed; None when it is not there.

    No link is followed, neither to the picture nor to its folder.
    """
    path = folder / name
    try:
        if path.parent.is_symlink() or not is_regular(path):
            return None
        with path.open("rb") as file:
            return file.read(MAX_PHOTO_BYTES + 1)
    except OSError:
        return None
