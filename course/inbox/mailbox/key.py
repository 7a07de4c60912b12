"""The class's key: with it, and nothing else, a mailbox behind an address is emptied.

The class's own computer holds the key; a service elsewhere holds its digest, with which nobody can
empty anything. It is no password of a person: 32 random bytes need no salt and no slow hash.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from course import CourseError
from course.files import Places, is_class, is_regular, write_private

_KEY, _DIGEST = "key", "key.sha256"


def class_key(root: Path) -> str:
    """Return the key of the class at ``root``; CourseError where it has none yet."""
    path = Places(root).receiving / _KEY
    if not is_regular(path):
        raise CourseError(
            f"{path}: kunci kelas belum ada. Buat dulu: course receive key, lalu salin folder "
            "layanan sekali lagi (course receive copy FOLDER)."
        )
    return path.read_text("ascii").strip()


def require_class(root: Path) -> None:
    """Raise CourseError where there is no class."""
    if not is_class(root):
        raise CourseError(
            f"{root}: bukan folder Kelas UMKM. Masuk dulu ke folder itu, lalu ulangi."
        )


def make_key(root: Path, *, anew: bool = False) -> Path:
    """Make the class's key where there is none, or ``anew``; return where it lies.

    Raises CourseError where there is no class.
    """
    require_class(root)
    path = Places(root).receiving / _KEY
    if anew or not is_regular(path):
        write_private(path, f"{secrets.token_urlsafe(32)}\n".encode())
    return path


def leave_digest(root: Path, copy: Path) -> None:
    """Let the service at ``copy`` know the key of the class at ``root`` when it meets it."""
    write_private(Places(copy).receiving / _DIGEST, f"{_digest(class_key(root))}\n".encode())


def is_copy(root: Path) -> bool:
    """Return whether a folder is a service's copy of a class: it knows the key by digest alone."""
    place = Places(root).receiving
    return is_regular(place / _DIGEST) and not is_regular(place / _KEY)


def is_class_key(root: Path, said: str) -> bool:
    """Return whether ``said`` is the key of the class at ``root``, in the same time for all."""
    known = _known_digest(root)
    return bool(known) and hmac.compare_digest(_digest(said), known)


def pass_for(root: Path, what: str) -> str:
    """Return what a browser is given that showed the key, for one thing; "" without a key.

    It opens that alone, and a new key makes it void.
    """
    known = _known_digest(root)
    return hmac.new(known.encode(), what.encode(), hashlib.sha256).hexdigest() if known else ""


def _known_digest(root: Path) -> str:
    place = Places(root).receiving
    if is_regular(place / _KEY):
        return _digest((place / _KEY).read_text("ascii").strip())
    return (place / _DIGEST).read_text("ascii").strip() if is_regular(place / _DIGEST) else ""


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
