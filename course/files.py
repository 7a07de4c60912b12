"""Files, whatever is in them: written whole or not at all, links told from files, some private."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

PRIVATE = 0o600
"""Only the owner reads; for files with names, numbers or tokens."""


def is_regular(path: Path) -> bool:
    """Return whether a file lies at ``path`` itself, and not a link to one.

    Raises OSError where that cannot be told (no permission): it must not pass for absent.
    """
    return path.is_file() and not path.is_symlink()


def write_atomically(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write beside, then rename: a reader sees the old file or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def write_private(path: Path, data: bytes) -> None:
    """Write a file that nobody but its owner may read, at no moment."""
    write_atomically(path, data, PRIVATE)


def is_readable_by_others(path: Path) -> bool:
    """Return whether other accounts of this computer may read a file; never on Windows."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
