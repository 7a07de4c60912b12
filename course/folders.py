"""The folder of an inbox: every file in it once, in order; nothing in it is followed elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from course.answers import FILE_NAME, TIME_STAMP
from course.archives import arrivals_in
from course.arrivals import (
    ARCHIVES,
    MAX_FILE_BYTES,
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
from course.exercises.photos import MAX_PHOTO_BYTES
from course.files import is_regular

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
            reason = error.strerror or type(error).__name__
            yield Refused(name, f"{name}: tidak bisa dibuka ({reason}). Salin ulang berkasnya.")
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
                own = path.resolve() == root.resolve() or (handed_in and entry.name == "photos")
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
