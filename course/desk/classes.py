"""The classes a desk knows: the one it was opened in, and those opened before."""

from __future__ import annotations

import hashlib
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from course.files import Places, is_class


@dataclass(frozen=True)
class Class:
    """A class's folder, with a key that stands for it in addresses."""

    root: Path
    name: str

    @property
    def key(self) -> str:
        """Return twelve digits of the folder's own name; an address tells nothing of the disk."""
        return hashlib.sha256(str(self.root).encode()).hexdigest()[:12]


def class_at(root: Path) -> Class:
    """Return the class in a folder, named as its programme is, or as the folder."""
    root = root.resolve()
    name = ""
    with suppress(OSError, ValueError, KeyError, TypeError):
        name = str(tomllib.loads(Places(root).program.read_text("utf-8"))["course"]["name"])
    return Class(root, name or root.name)


def classes(here: Path) -> list[Class]:
    """Return the class at ``here``, if there is one, then the others that are known."""
    return [class_at(here)] if is_class(here) else []
