"""Photos of an answer: files beside ``answers.json``, data URLs to and from the browser."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from pathlib import Path

from course.files import is_regular, write_atomically

MAX_PHOTO_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 20_000_000
_PREFIX = "data:image/jpeg;base64,"
_JPEG = b"\xff\xd8\xff"


def save_photos(folder: Path, uploads: Mapping[str, str], paths: set[str]) -> None:
    """Write the uploads named in ``paths`` (validated by ``Photo.read``) into ``folder``.

    Raises ValueError for what is no JPEG data URL or larger than 2 MB.
    """
    for path in sorted(paths & uploads.keys()):
        data = decode_photo(uploads[path])
        target = folder / path
        if not target.is_file() or target.read_bytes() != data:
            write_atomically(target, data)


def decode_photo(url: str) -> bytes:
    """Return the bytes of a JPEG data URL; ValueError for anything else and more than 2 MB."""
    if not isinstance(url, str) or len(url) > MAX_PHOTO_BYTES * 4 // 3 + 100:
        raise ValueError("foto terlalu besar")
    try:
        data = base64.b64decode(url.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        data = b""
    if not url.startswith(_PREFIX) or not data.startswith(_JPEG):
        raise ValueError("berkas itu bukan foto JPEG")
    return data


def load_photos(folder: Path, paths: set[str]) -> dict[str, str]:
    """Return the saved photos among ``paths`` as data URLs; links and absent files are left out."""
    return {
        path: _PREFIX + base64.b64encode(file.read_bytes()).decode()
        for path, file in photo_files(folder, paths).items()
    }


def photo_files(folder: Path, paths: Iterable[str]) -> dict[str, Path]:
    """Return the files of the saved photos among ``paths``, by path and in their order.

    Links, absent files and those of more than 2 MB are left out.
    """
    files = {path: folder / path for path in paths}
    return {
        path: file
        for path, file in files.items()
        if is_regular(file) and file.stat().st_size <= MAX_PHOTO_BYTES
    }
