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
    MEDIA,
    MEGABYTE,
    ORDINARY,
    SUFFIXES,
    Arrival,
    Ignored,
    Refused,
    is_skipped,
    kind_of,
    pictures_by_name,
    shown,
    size_words,
    unexpected,
)
from course.inbox.content import HEAD_BYTES, Content, content_of
from course.inbox.zips import (
    BROKEN,
    MAX_DEPTH,
    MAX_TOTAL_BYTES,
    Budget,
    TooMuchError,
    has_a_long_list,
)

MAX_INNER_BYTES = 64 * MEGABYTE
_UNPACK_FIRST = "Keluarkan dulu isinya ke sebuah folder, lalu kumpulkan folder itu."
_SAVE_FIRST = "Buka suratnya, simpan lampirannya ke folder ini, lalu ulangi."
# What is left where it lies, because it may hold answers, and what to do about it.
_MAY_HOLD = {
    Content.PACKED: "arsip ini mungkin berisi jawaban, tetapi tidak bisa dibuka di sini. "
    f"{_UNPACK_FIRST}",
    Content.MAIL: f"surel ini mungkin berisi jawaban. {_SAVE_FIRST}",
    Content.OFFICE: "jawaban ditempel ke dokumen. Minta peserta mengirim berkas atau pesan "
    "aslinya, atau salin isinya ke berkas .txt di folder ini.",
}
_NO_ANSWERS = (
    "bukan berkas jawaban (.txt, .json atau .zip), dan isinya pun bukan. Kalau seharusnya jawaban, "
    "minta dikirim ulang dari halaman pelajaran."
)


class _Error(Exception):
    """An archive or member that is not read; the message says why and what to do."""


@dataclass(frozen=True)
class _Place:
    """Where an archive lies."""

    name: str
    source: str
    """The file of the folder; for an archive in an archive the outer one."""
    depth: int = 1
    budget: Budget = field(default_factory=Budget)


def arrivals_in(path: Path, name: str) -> Iterator[Arrival | Refused | Ignored]:
    """Yield what lies in the archive at ``path``, shown as ``name``; one at a time.

    At most 200 MB are read, 24 MB of a text, two archives deep; the small members first, because
    answers are small. An ``Arrival`` reads the pictures beside it only until the next is asked for.
    Raises OSError when the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            yield from _members(file, _Place(name, name))
    except TooMuchError:
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
            copies = pictures_by_name(by_name)
            for member in members:
                yield from _member(archive, member, by_name, copies, place)
    except _Error as error:
        yield Refused(place.source, f"{place.name}: {error}")
    except BROKEN:
        yield Refused(
            place.source,
            f"{place.name}: bukan arsip zip yang utuh. Salin ulang, atau minta dikirim ulang.",
        )


def _check_list(file: BinaryIO) -> None:
    """Refuse an archive whose list of members would fill the memory."""
    if has_a_long_list(file):
        raise _Error(f"isinya terlalu banyak. {_UNPACK_FIRST}")


def _member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    by_name: Mapping[str, zipfile.ZipInfo],
    copies: Mapping[str, str],
    place: _Place,
) -> Iterator[Arrival | Refused | Ignored]:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    stamp = path.name == TIME_STAMP and str(path.parent / FILE_NAME) in by_name
    if member.is_dir() or stamp or any(is_skipped(part) for part in path.parts):
        return
    name = f"{place.name}/{shown(member.filename)}"
    try:
        _refuse_tricks(member, path)
        found = _content_of_member(archive, member, place.budget)
        if found is Content.TEXT:
            data = _read_member(archive, member, MAX_FILE_BYTES, place.budget)
            folder, budget = path.parent, place.budget
            beside = partial(_picture_in_archive, archive, by_name, copies, folder, budget)
            yield Arrival(name, data, path.name, source=place.source, beside=beside)
        elif found in _MAY_HOLD:
            yield Refused(place.source, f"{name}: {_MAY_HOLD[found]}")
        elif found is not Content.ZIP:
            yield Ignored(place.source)
        elif place.depth == MAX_DEPTH:
            line = f"{name}: arsip di dalam arsip di dalam arsip. {_UNPACK_FIRST}"
            yield Refused(place.source, line)
        else:
            inner = io.BytesIO(_read_member(archive, member, MAX_INNER_BYTES, place.budget))
            yield from _members(inner, replace(place, name=name, depth=place.depth + 1))
    except _Error as error:
        yield Refused(place.source, f"{name}: {error}")
    except BROKEN:
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


def _content_of_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget
) -> Content:
    """Return what a member is; of a picture, a film or a sound the suffix is believed."""
    name = PurePosixPath(member.filename.replace("\\", "/")).name
    if kind_of(name) in MEDIA:
        return Content.OTHER
    budget.spend(min(member.file_size, HEAD_BYTES))
    with archive.open(member) as file:
        head = file.read(HEAD_BYTES)
    return content_of(name, head, partial(_whole_member, archive, member, budget))


def _whole_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes:
    budget.spend(min(member.file_size, MAX_FILE_BYTES + 1))
    with archive.open(member) as file:
        return file.read(MAX_FILE_BYTES + 1)


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, budget: Budget
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
    copies: Mapping[str, str],
    folder: PurePosixPath,
    budget: Budget,
    name: str,
) -> bytes | None:
    """Read a picture beside a member, one byte more than allowed; None when it is not there."""
    path = str(folder / name)
    member = by_name.get(path) or by_name.get(copies.get(path.casefold(), ""))
    if member is None:
        return None
    try:
        _refuse_tricks(member, PurePosixPath(member.filename))
        budget.spend(min(member.file_size, MAX_PHOTO_BYTES + 1))
        with archive.open(member) as file:
            return file.read(MAX_PHOTO_BYTES + 1)
    except (_Error, TooMuchError, *BROKEN):
        return b""


_MAX_DEPTH = 30


def arrivals(inbox: Path, root: Path) -> Iterator[Arrival | Refused | Ignored]:
    """Yield what lies under ``inbox``, one at a time; the course at ``root`` itself is left out.

    ``inbox`` may be one file.
    An ``Arrival`` of an archive reads its pictures only until the next is asked for.
    """
    copies: dict[Path, dict[str, str]] = {}
    folder, paths = (inbox.parent, [inbox]) if inbox.is_file() else (inbox, _files(inbox, root))
    for path in paths:
        name = shown(str(path.relative_to(folder)))
        try:
            yield from _opened(path, name, copies)
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
    """Return whether a file next to ``answers.json`` came with it: a notebook, a picture."""
    return name == TIME_STAMP or kind_of(name) in MEDIA | {".ipynb"}


def _opened(
    path: Path, name: str, copies: dict[Path, dict[str, str]]
) -> Iterator[Arrival | Refused | Ignored]:
    if path.is_symlink():
        yield Refused(name, f"{name}: hanya tautan, bukan berkas. Minta berkas aslinya.")
    elif path.is_dir():
        yield Refused(name, f"{name}: {_about_folder(path)}")
    elif not path.is_file():
        yield Refused(name, f"{name}: bukan berkas biasa. Minta berkas aslinya.")
    else:
        yield from _read_by_content(path, name, copies)


def _read_by_content(
    path: Path, name: str, copies: dict[Path, dict[str, str]]
) -> Iterator[Arrival | Refused | Ignored]:
    with path.open("rb") as file:
        found = content_of(path.name, file.read(HEAD_BYTES), partial(_whole, path))
    if found is Content.TEXT:
        yield _read(path, name, copies)
    elif found is Content.ZIP:
        yield from arrivals_in(path, name)
    elif found in _MAY_HOLD:
        yield Refused(name, f"{name}: {_MAY_HOLD[found]}")
    elif kind_of(path.name) in ORDINARY or (path.parent / FILE_NAME).is_file():
        yield Ignored("", name)
    else:
        yield Refused(name, f"{name}: {_NO_ANSWERS}", path)


def _whole(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _about_folder(path: Path) -> str:
    if not os.access(path, os.R_OK | os.X_OK):
        return "folder ini tidak bisa dibuka. Salin isinya ke folder lain, lalu ulangi."
    if kind_of(path.name) in SUFFIXES | ARCHIVES:
        return "ini folder, bukan berkas; isinya tetap dibaca. Ganti nama foldernya."
    return "folder di dalam folder terlalu dalam; tidak dibaca. Pindahkan isinya ke atas."


def _read(path: Path, name: str, copies: dict[Path, dict[str, str]]) -> Arrival | Refused:
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
        name, data, path.name, source=name, path=path, beside=partial(_picture, copies, path.parent)
    )


def _picture(copies: dict[Path, dict[str, str]], folder: Path, name: str) -> bytes | None:
    """Read a picture beside a file, one byte more than allowed; None when it is not there.

    ``copies`` keeps what lies in each folder of pictures. No link is followed, neither to the
    picture nor to its folder.
    """
    path = folder / name
    try:
        if path.parent.is_symlink():
            return None
        if not is_regular(path) and path.parent.is_dir():
            if path.parent not in copies:
                copies[path.parent] = pictures_by_name(
                    beside.name for beside in path.parent.iterdir()
                )
            path = path.with_name(copies[path.parent].get(path.name.casefold(), path.name))
        if not is_regular(path):
            return None
        with path.open("rb") as file:
            return file.read(MAX_PHOTO_BYTES + 1)
    except OSError:
        return None
