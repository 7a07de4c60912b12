"""What a command looks at in a class, and what of that a bad state changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest.mock import patch

ASKED = ("stat", "lstat", "access", "readlink")
"""What Python's audit does not tell of."""
LISTED = {"os.listdir", "os.scandir"}


@dataclass
class Looked:
    """The paths below ``root`` that were opened, written or asked for, and the folders listed."""

    root: Path
    paths: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)

    def note(self, path: object, *, listed: bool) -> None:
        """Keep a path, as it is seen from the root."""
        if isinstance(path, str | bytes | os.PathLike):
            whole = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  a link is not followed
            if whole == str(self.root) or whole.startswith(f"{self.root}{os.sep}"):
                (self.folders if listed else self.paths).add(os.path.relpath(whole, self.root))

    @cached_property
    def met(self) -> set[Path]:
        """The paths it asked for, and those they lie below; known once it has ended."""
        whole = map(Path, self.paths | self.folders)
        return {parent for path in whole for parent in (path, *path.parents)}

    def notices(self, changes: set[Path]) -> bool:
        """Tell whether it could notice that one of these paths is another thing or is missing.

        It asked for that path or one below it, or listed the folder it stands in.
        """
        return any(one in self.met or str(one.parent) in self.folders for one in changes)


_now: Looked | None = None


def _audited(name: str, arguments: tuple[Any, ...]) -> None:
    if _now is not None and (name == "open" or name.startswith(("os.", "sqlite3.connect"))):
        for one in arguments[:2]:
            _now.note(one, listed=name in LISTED)


sys.addaudithook(_audited)


@contextmanager
def looking(root: Path) -> Iterator[Looked]:
    """Note what is looked at inside the block."""
    global _now  # noqa: PLW0603  a hook cannot be taken back
    with ExitStack() as stack:
        for name in ASKED:
            stack.enter_context(patch.object(os, name, _told(getattr(os, name))))
        _now = looked = Looked(root)
        try:
            yield looked
        finally:
            _now = None


def _told(real: Callable[..., Any]) -> Callable[..., Any]:
    def asked(path: Any, *args: Any, **kwargs: Any) -> Any:
        if _now is not None:
            _now.note(path, listed=False)
        return real(path, *args, **kwargs)

    return asked


def changes(sound: Path, root: Path) -> set[Path]:
    """Return what is there in one of two classes only, or is another thing, as seen from them."""
    one, other = ({path.relative_to(top): path for path in top.rglob("*")} for top in (sound, root))
    return (one.keys() ^ other.keys()) | {
        path for path in one.keys() & other.keys() if not _alike(one[path], other[path])
    }


def _alike(one: Path, other: Path) -> bool:
    if one.is_dir() or other.is_dir():
        return one.is_dir() and other.is_dir()
    return other.exists() and (one.samefile(other) or one.read_bytes() == other.read_bytes())
