"""A class as one zip: what belongs into it, packing it, and unpacking it as if it were hostile.

Left out is what can be made again and holds nothing that nobody has elsewhere: the site, files to
keep, copies handed out, logs, and the backups themselves; and the key that signs certificates.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal
from urllib.parse import quote, unquote

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from course import CourseError
from course.files import (
    KELAS,
    OLD_NAMES,
    Places,
    is_regular,
    is_system_file,
    is_unfinished,
    old_places,
)
from course.gradebook.opening import FILE
from course.gradebook.settings import CONFIG
from course.inbox.zips import list_bytes
from course.people.roster import CODE, CODE_AS_WORD
from course.privacy import lists

MANIFEST = "cadangan.json"
_OMITTED = {"backups", "site", "keepsakes", "exports", "log", "signing", "receiving"}
"""Keys go into no backup: with the one genuine certificates are made, with the other a service's
mailbox is emptied. What waits in the class's own mailbox is filed before a backup is made."""
ROOMS = ("source", "release", "submitted", "autograded", "feedback")
LOGS = ("-wal", "-shm", "-journal")
"""What SQLite lays beside a database; the copy of one has taken them in."""
_TOP = {*ROOMS, CONFIG, FILE, *(FILE + end for end in LOGS), KELAS, *OLD_NAMES}
_PACKED_ALREADY = {".jpg", ".jpeg", ".png", ".webp", ".zip", ".xlsx", ".docx", ".ogg", ".mp4"}
_AWKWARD = re.compile(r"[%\\\x00-\x1f\x7f\ud800-\udfff]")
"""In names: what a zip cannot hold, or holds differently on another system."""
_ON_WINDOWS = re.compile(r'[<>:"|?*]|[ .]$')
_PIECE = 1 << 20
_MOST_LIST, _MOST_MANIFEST = 64 * _PIECE, 128 * _PIECE
_MOST_TIMES = 200
"""Answers and notebooks shrink tenfold; what would grow more than this is a bomb."""
_LITTLE = 1 << 16
_FREE = 64 * _PIECE
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


class Held(BaseModel):
    """One file of a backup."""

    model_config = ConfigDict(frozen=True)
    sha256: str
    size: int = Field(ge=0)
    """Bytes."""
    mode: int = Field(ge=0, le=0o777)
    """Who may read it."""
    changed: float
    """Seconds since 1970, UTC."""


class Manifest(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(frozen=True)
    version: Literal[1]
    course: Literal["kelas-umkm"]
    class_id: str
    """From ``program.toml``; empty where the class has none."""
    program: str
    """The version of Kelas UMKM that wrote it."""
    made: dt.datetime
    why: str
    automatic: bool
    people: list[str]
    """The codes of whoever stands in it."""
    left_out: list[str]
    """Links: what they lead to lies elsewhere."""
    files: dict[str, Held]


def units(root: Path) -> list[str]:
    """Return what of the class is packed, as the paths of whole folders and files below it.

    A unit goes out and in by one renaming each.
    """
    own = [name for name in (*ROOMS, CONFIG, FILE) if os.path.lexists(root / name)]
    own += [path.name for path in old_places(root)]
    kelas = root / KELAS
    inner = sorted(kelas.iterdir()) if kelas.is_dir() else []
    own += [f"{KELAS}/{path.name}" for path in inner if not _stays(path.name)]
    return own


def _stays(name: str) -> bool:
    """Return whether what lies under this name in ``kelas/`` is neither packed nor replaced.

    Hidden are locks, and what a program keeps for itself.
    """
    return name.casefold() in _OMITTED or name.startswith(".")


def files_of(root: Path) -> Iterator[Path]:
    """Yield every file that is packed, the gradebook aside; of a link the link itself."""
    for unit in units(root):
        if unit == FILE:
            continue
        path = root / unit
        if path.is_symlink() or path.is_file():
            yield path
            continue
        for folder, inner, names in os.walk(path):
            yield from (Path(folder, name) for name in inner if Path(folder, name).is_symlink())
            inner[:] = sorted(name for name in inner if not _is_nobodys(name))
            yield from (Path(folder, name) for name in sorted(names) if not _is_nobodys(name))


def _is_nobodys(name: str) -> bool:
    return is_system_file(name) or is_unfinished(name) or name.startswith(".staging-")


def people_in(root: Path) -> list[str]:
    """Return the codes of whoever stands in the class: in its lists, folders and names of files."""
    places = Places(root)
    found = set[str]()
    for room in (places.submitted, places.autograded, places.feedback, places.kept):
        if room.is_dir():
            found |= {path.name for path in room.iterdir() if CODE.fullmatch(path.name)}
    for path in places.inbox.rglob("*"):
        found |= set(CODE_AS_WORD.findall(path.name))
    with suppress(CourseError, OSError):
        found |= {one for row in lists.entries(root) for one in (row.code, row.mentor)}
    return sorted(filter(CODE.fullmatch, found))


def pack(
    root: Path, file: BinaryIO, gradebook: dict[str, Path], *,
    class_id: str, why: str, automatic: bool,
) -> Manifest:  # fmt: skip
    """Write the class at ``root`` into an open file as a zip, piece by piece.

    ``gradebook`` are the files that stand for it, by their name in the class. The manifest comes
    last: without it a backup is not whole.
    """
    held, left_out = dict[str, Held](), list[str]()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, path in gradebook.items():
            held[name] = _add(archive, name, path)
        for path in files_of(root):
            name = _AWKWARD.sub(_escaped, path.relative_to(root).as_posix())
            if not is_regular(path):
                left_out.append(name)
                continue
            with suppress(FileNotFoundError):  # gone since the folder was read
                held[name] = _add(archive, name, path)
        manifest = Manifest(
            version=1,
            course="kelas-umkm",
            class_id=class_id,
            program=version("kelas-umkm"),
            made=dt.datetime.now().astimezone(),
            why=why,
            automatic=automatic,
            people=people_in(root),
            left_out=left_out,
            files=held,
        )
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _escaped(found: re.Match[str]) -> str:
    return quote(found[0], safe="", errors="surrogateescape")


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> Held:
    with path.open("rb") as source:
        state = os.fstat(source.fileno())
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.external_attr = (stat.S_IFREG | 0o600) << 16
        packed_already = path.suffix.lower() in _PACKED_ALREADY
        entry.compress_type = zipfile.ZIP_STORED if packed_already else zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with archive.open(entry, "w", force_zip64=state.st_size > _PIECE << 10) as packed:
            while piece := source.read(_PIECE):
                digest.update(piece)
                size += len(piece)
                packed.write(piece)
    return Held(
        sha256=digest.hexdigest(), size=size, mode=state.st_mode & 0o777, changed=state.st_mtime
    )


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open a backup; CourseError, in one line, for whatever is none, or is not whole.

    Checked are the list of members, the manifest, and each name; not yet what the files hold.
    """
    if not path.exists():
        raise CourseError(f"{path}: tidak ada. Periksa nama dan letak cadangannya.")
    try:
        with path.open("rb") as file:
            if list_bytes(file) > _MOST_LIST:
                raise CourseError(_told(path, "terlalu banyak berkas di dalamnya"))
            with zipfile.ZipFile(file) as archive:
                manifest = _manifest(path, archive)
                _check(path, archive, manifest)
                yield archive, manifest
    except _BROKEN as error:
        raise CourseError(_told(path, "rusak atau terpotong")) from error


def _told(path: Path, why: str) -> str:
    return f"{path}: cadangan ini {why}. Tidak ada yang diubah. Pakai cadangan lain."


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        entry = archive.getinfo(MANIFEST)
    except KeyError:
        raise CourseError(f"{path}: bukan cadangan Kelas UMKM. Tidak ada yang diubah.") from None
    if entry.file_size > _MOST_MANIFEST:
        raise CourseError(_told(path, "terlalu besar keterangannya"))
    try:
        return Manifest.model_validate_json(archive.read(entry))
    except (ValidationError, RecursionError) as error:
        raise CourseError(
            f"{path}: keterangan cadangan ini rusak, atau dari Kelas UMKM yang lebih baru. "
            "Tidak ada yang diubah."
        ) from error


def _check(path: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Raise CourseError where members and manifest differ, or a name leads anywhere but in."""
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise CourseError(_told(path, "memuat dua berkas yang bernama sama"))
    if set(names) != {MANIFEST, *manifest.files}:
        raise CourseError(_told(path, "tidak cocok dengan keterangannya"))
    for member in members:
        if member.filename == MANIFEST:
            continue
        if not _is_inside(unquote(member.filename, errors="surrogateescape")):
            raise CourseError(_told(path, f"memuat nama yang tidak boleh: {member.filename!r:.80}"))
        kind = stat.S_IFMT(member.external_attr >> 16)
        if member.is_dir() or kind not in {0, stat.S_IFREG} or member.flag_bits & 1:
            raise CourseError(_told(path, f"memuat yang bukan berkas: {member.filename!r:.80}"))
        if member.file_size != manifest.files[member.filename].size:
            raise CourseError(_told(path, f"tidak cocok dengan keterangannya ({member.filename})"))
    if size_of(manifest) > _MOST_TIMES * (path.stat().st_size + _LITTLE):
        raise CourseError(_told(path, "mengembang jauh lebih besar daripada sebuah kelas"))


def _is_inside(name: str) -> bool:
    """Return whether a path is one of those that are packed; on any system, in any case."""
    parts = name.split("/")
    if "\\" in name and os.name == "nt":
        return False
    if "\0" in name or {"", ".", ".."} & set(parts) or parts[0] not in _TOP:
        return False
    if os.name == "nt" and any(_ON_WINDOWS.search(part) for part in parts):
        return False
    if parts[0] == KELAS:
        return len(parts) > 1 and not _stays(parts[1])
    return True


def size_of(manifest: Manifest) -> int:
    """Return how many bytes a backup takes when it is unpacked."""
    return sum(held.size for held in manifest.files.values())


def units_in(manifest: Manifest) -> list[str]:
    """Return the units of a backup, as ``units`` of a class."""
    paths = (unquote(name, errors="surrogateescape") for name in manifest.files)
    parts = (PurePosixPath(path).parts for path in paths)
    return sorted({"/".join(some[: 2 if some[0] == KELAS else 1]) for some in parts})


def unpack(path: Path, archive: zipfile.ZipFile, manifest: Manifest, to: Path) -> None:
    """Write every file of a backup below the empty folder ``to``; each is held to its hash.

    Raises CourseError for a file that is not what the manifest says, and for a disk too small.
    """
    need, free = size_of(manifest) + _FREE, shutil.disk_usage(to).free
    if need > free:
        lack = (need - free) / 1e6
        raise CourseError(
            f"{path}: disk tidak cukup untuk memulihkan; kurang {lack:,.0f} MB. Kosongkan tempat, "
            "lalu ulangi."
        )
    for name, held in manifest.files.items():
        target = to / unquote(name, errors="surrogateescape")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            found = _written(archive, name, target)
        except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
            # Also where a system takes "A.txt" and "a.txt" for the same.
            raise CourseError(
                _told(path, f"memuat dua berkas yang bernama sama ({name})")
            ) from error
        if found != (held.size, held.sha256):
            raise CourseError(_told(path, f"rusak ({name})"))
        target.chmod(held.mode & 0o666 | 0o600)
        with suppress(OverflowError, ValueError):
            os.utime(target, (held.changed, held.changed))


def _written(archive: zipfile.ZipFile, name: str, target: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as packed, target.open("xb") as file:
        while piece := packed.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            file.write(piece)
    return size, digest.hexdigest()
