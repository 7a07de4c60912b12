"""Files of a class: where each of them lies, and writing them whole or not at all.

A class folder holds nbgrader's own names (``source``, ``release``, ``submitted``, ``autograded``,
``feedback``, the gradebook) and ``kelas/`` with everything else.
"""

from __future__ import annotations

import os
import stat
import tempfile
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

PRIVATE = 0o600
"""Only the owner reads; for files with names, numbers or tokens."""
KELAS = "kelas"


class _Place:
    """A file or folder of a class, by its path below the class's folder."""

    def __init__(self, *parts: str) -> None:
        self.parts = parts

    def __get__(self, places: Places, _owner: type[Places]) -> Path:
        return places.root.joinpath(*self.parts)


@dataclass(frozen=True)
class Places:
    """Where everything of the class at ``root`` lies; nothing of it need be there."""

    root: Path

    source = _Place("source")
    release = _Place("release")
    submitted = _Place("submitted")
    autograded = _Place("autograded")
    feedback = _Place("feedback")

    roster = _Place(KELAS, "roster.csv")
    """Who takes part; ``roster.xlsx`` beside it serves too (``people.roster.find_roster``)."""
    mentors = _Place(KELAS, "mentors.csv")
    lecturers = _Place(KELAS, "lecturers.csv")
    speakers = _Place(KELAS, "speakers.csv")
    """Who speaks at the workshop: codes and tokens."""
    workshop_list = _Place(KELAS, "workshop.csv")
    """The workshop's own list of who registered; without one the roster serves."""
    program = _Place(KELAS, "program.toml")
    deletions = _Place(KELAS, "deletions.csv")
    """Codes and dates of who was forgotten."""

    inbox = _Place(KELAS, "inbox")
    refused = _Place(KELAS, "inbox", "refused")
    kept = _Place(KELAS, "inbox", "kept")
    """Every sending that was accepted, as it came: ``kept/U07/pretest/<digest>.json``."""
    decisions = _Place(KELAS, "inbox", "kept", "decisions.csv")
    """Which sendings a person counted in or left out."""
    zoom = _Place(KELAS, "zoom")
    """Names: Zoom's reports, and the sheet in which a person confirms them."""
    matches = _Place(KELAS, "zoom", "cocokkan.xlsx")
    """That sheet; a ``cocokkan.csv`` beside it is read too."""
    workshop = _Place(KELAS, "workshop")
    """Codes: who was present, what was voted."""
    attendance = _Place(KELAS, "workshop", "hadir.csv")
    votes = _Place(KELAS, "workshop", "polling.csv")
    site = _Place(KELAS, "site")
    invitations = _Place(KELAS, "invitations")
    keepsakes = _Place(KELAS, "keepsakes")
    reports = _Place(KELAS, "reports")
    exports = _Place(KELAS, "exports")


SYSTEM_FILES = (
    "desktop.ini", "thumbs.db", "ehthumbs.db", "$recycle.bin", "system volume information", "~$*",
    ".ds_store", "._*", "__macosx", ".apdisk", ".appledouble", ".fseventsd", ".spotlight-v100",
    ".trashes", ".temporaryitems", "icon\r", ".directory", ".trash-*", ".nfs*", ".~lock.*#",
    ".nomedia", ".thumbnails", ".ipynb_checkpoints", "__pycache__", ".dropbox*",
    ".tmp.drivedownload", ".tmp.driveupload",
)  # fmt: skip
"""What Windows, macOS, Linux, Office, JupyterLab and shared folders lay beside people's files, in
small letters; ``*`` stands for anything."""


def is_system_file(name: str) -> bool:
    """Return whether a file or folder of this name belongs to the system, not to anybody."""
    return any(fnmatchcase(name.lower(), pattern) for pattern in SYSTEM_FILES)


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


_MOVED = (
    *("roster.csv", "roster.xlsx", "mentors.csv", "lecturers.csv", "workshop.csv", "program.toml"),
    *("deletions.csv", "inbox", "zoom", "workshop", "site", "invitations", "keepsakes", "reports"),
    "exports",
)
"""What stood directly in a class's folder before everything of ours moved into ``kelas/``."""


def old_places(root: Path) -> dict[Path, Path]:
    """Return what of the class at ``root`` stands where it stood before ``kelas/``: {old: new}.

    Only of a class's folder (it has ``nbgrader_config.py``); a folder that holds nothing but a
    ``.gitignore`` is no data.
    """
    if not (root / "nbgrader_config.py").is_file():
        return {}
    there = (root / name for name in _MOVED)
    return {path: root / KELAS / path.name for path in there if _holds_something(path)}


def _holds_something(path: Path) -> bool:
    if path.is_dir() and not path.is_symlink():
        return any(inner.name != ".gitignore" for inner in path.iterdir())
    return path.exists()


def move_old_places(root: Path) -> list[Path]:
    """Move a class's lists and folders into ``kelas/``; return what could not be moved.

    Nothing is overwritten: where something of the name is there already, the old one stays.
    """
    stayed: list[Path] = []
    for old, new in old_places(root).items():
        stayed += _move(old, new)
    return stayed


def _move(old: Path, new: Path) -> list[Path]:
    if not new.exists():
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)
        return []
    if not (old.is_dir() and new.is_dir()) or old.is_symlink():
        return [old]
    stayed = [path for inner in sorted(old.iterdir()) for path in _move(inner, new / inner.name)]
    if not stayed:
        old.rmdir()
    return stayed
