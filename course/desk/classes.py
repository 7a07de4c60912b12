"""The classes a desk knows: the one it was opened in, and those opened before."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from course.files import Places, is_class
from course.people.classes import known_classes


@dataclass(frozen=True)
class Class:
    """A class's folder, with a key that stands for it in addresses."""

    root: Path
    name: str

    @property
    def key(self) -> str:
        """Return ``key_of`` its folder."""
        return key_of(self.root)


def key_of(root: Path) -> str:
    """Return twelve digits of a class's folder; an address tells nothing of the disk."""
    return hashlib.sha256(str(root).encode()).hexdigest()[:12]


def class_at(root: Path) -> Class:
    """Return the class in a folder, named as its programme is, or as the folder."""
    root = root.resolve()
    name = ""
    with suppress(OSError, ValueError, KeyError, TypeError):
        name = str(tomllib.loads(Places(root).program.read_text("utf-8"))["course"]["name"])
    return Class(root, name or root.name)


def roots(here: Path) -> list[Path]:
    """Return the folder of the class at ``here``, if there is one, then of those that are known."""
    own = [here] if is_class(here) else []
    return list(dict.fromkeys(root.resolve() for root in [*own, *known_classes()]))


def classes(here: Path) -> list[Class]:
    """Return the classes in ``roots``."""
    found = [class_at(root) for root in roots(here)]
    names = Counter(one.name for one in found)
    # One that was restored beside has the name of the other.
    return [
        one if names[one.name] == 1 else replace(one, name=f"{one.name} ({one.root.name})")
        for one in found
    ]


def place_for(here: Path, name: str) -> Path:
    """Return where a new class of this name goes: in ``here``, or beside the class that it is."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", " ", plain).strip()[:60].strip()
    folder = here.resolve().parent if is_class(here) else here.resolve()
    return folder / (words or "Kelas")
