"""``course backup``: the class in one file, and the copies made before what cannot be taken back.

A backup holds everything about people: it is private, it lies in ``kelas/backups/``, and whoever
is forgotten leaves the automatic ones with it (``plan``).
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from course import CourseError
from course.files import PRIVATE, Places, class_lock, clear_in, written_atomically
from course.gradebook.copying import copy_gradebook
from course.gradebook.opening import FILE, DamagedError, database_file, gradebook_url
from course.gradebook.scores import database
from course.inbox.collect import file_what_waits
from course.people import program
from course.privacy.packing import LOGS, Manifest, opened, pack, units

_MOST_AUTOMATIC = 10
_MOST_BYTES = 5_000_000_000
"""Of automatic copies together; the newest stays however large it is."""
_SIGNING = "Kunci sertifikat (kelas/signing/key.jwk)"
_UNREADABLE = "tidak bisa dibaca"


@dataclass(frozen=True)
class Backup:
    """One backup that lies in the class's folder."""

    path: Path
    made: dt.datetime
    why: str
    """In Indonesian."""
    size: int
    """Bytes of the file."""
    automatic: bool
    people: frozenset[str] = frozenset()
    """The codes of whoever stands in it."""
    is_readable: bool = True
    """Whether it can be restored at all, as far as its list tells."""

    @property
    def size_in_words(self) -> str:
        """Return the size as ``megabytes`` says it."""
        return megabytes(self.size)


def megabytes(size: int) -> str:
    """Return a number of bytes in words, ``11,1 MB``."""
    return f"{max(size / 1e6, 0.1):.1f} MB".replace(".", ",")


def backup(root: Path, target: Path | None = None) -> Path:
    """Write the class at ``root`` into one zip that only its owner may read; return it.

    Without a target, or with a folder, the file is named for class and minute; without one it lies
    in ``kelas/backups/``. What stands in it, and each file's SHA-256, says its ``cadangan.json``. A
    target that is there is written over only where it is a backup of this class. Raises CourseError
    for other targets, for a gradebook that is held or damaged, and while another command works.
    What waits in the mailbox is filed first, as far as the lists can be read.
    """
    with suppress(CourseError):
        file_what_waits(root)
    with class_lock(root):
        path = _target(root, target)
        clear_in(path.parent)
        written(root, path, "dibuat sendiri", automatic=False)
    return path


def key_line(root: Path) -> str:
    """Return the sentences about the keys that no backup holds; empty where there is none."""
    lines = []
    if Places(root).signing_key.exists():
        lines.append(f"{_SIGNING} tidak ikut. Simpan salinannya sendiri.")
    if (Places(root).receiving / "key").exists():
        lines.append("Kunci kelas (kelas/receiving/key) tidak ikut. Buat lagi: course receive key")
    if (Places(root).receiving / "lti.pem").exists():
        lines.append(
            "Kunci untuk Moodle dan Canvas (kelas/receiving/lti.pem) tidak ikut. Buat lagi: "
            "course lti add, platform yang sama."
        )
    return " ".join(lines)


def safety_copy(root: Path, why: str) -> Path:
    """Back the class up before ``why`` (Indonesian, "sebelum rilis ulang"); return the file.

    The newest ten are kept, as far as they take less than 5 GB. Raises CourseError as ``backup``;
    a damaged gradebook is copied as it is.
    """
    with class_lock(root):
        return safety_copy_unlocked(root, why)


def safety_copy_unlocked(root: Path, why: str) -> Path:
    """Do what ``safety_copy`` does for a caller that holds the class already."""
    path = _free(Places(root).safety / _name(root, "%Y-%m-%d-%H%M%S"))
    written(root, path, why, automatic=True)
    _prune(root)
    return path


def backups(root: Path) -> list[Backup]:
    """Return the backups in the class's folder, the newest first; broken ones too."""
    places = Places(root)
    paths = [*places.backups.glob("*.zip"), *places.safety.glob("*.zip")]
    found = [_read(path, automatic=path.parent == places.safety) for path in paths]
    return sorted(found, key=lambda one: (one.made, one.path.name), reverse=True)


def is_backup(path: Path) -> bool:
    """Return whether a file is a backup that can be read, whosever it is."""
    return _read(path, automatic=False).is_readable


def made_since(root: Path, moment: dt.datetime) -> list[str]:
    """Return in words what of the class was made after a moment, by the files' own times."""
    places, after = Places(root), moment.timestamp()

    def newer(paths: Iterable[Path]) -> int:
        return sum(path.is_file() and path.stat().st_mtime > after for path in paths)

    sent = newer(places.kept.glob("*/*/*.json"))
    found = [
        ("pelajaran yang dirilis", newer(places.release.glob("*/*.ipynb"))),
        ("undangan", newer(places.invitations.glob("*"))),
        (f"{sent} kiriman", sent),
        ("nilai", newer(places.autograded.glob("*/*/*.ipynb"))),
        ("laporan", newer(places.reports.glob("*"))),
        ("sertifikat", newer(places.certificates.glob("*"))),
    ]
    return [words for words, count in found if count]


def last_automatic(root: Path) -> Backup | None:
    """Return the newest automatic copy that can be restored: what ``undo`` brings back."""
    return next((one for one in backups(root) if one.automatic and one.is_readable), None)


def written(root: Path, path: Path, why: str, *, automatic: bool) -> Manifest:
    """Write a backup to ``path``; the caller holds the class."""
    with tempfile.TemporaryDirectory() as folder, written_atomically(path, PRIVATE) as file:
        gradebook = _gradebook(root, Path(folder) / FILE, as_it_is=automatic)
        return pack(
            root, file, gradebook, class_id=class_id(root), why=why, automatic=automatic
        )  # fmt: skip


def class_id(root: Path) -> str:
    """Return the id of the class; empty where it has none, or its programme cannot be read."""
    try:
        return program.class_id(root)
    except CourseError:
        return ""


def _gradebook(root: Path, copy: Path, *, as_it_is: bool) -> dict[str, Path]:
    """Return the files that stand for the gradebook, by name; none where there is none yet."""
    try:
        url = database(root)
    except CourseError:
        if not as_it_is:
            raise
        # Settings of an older Kelas UMKM: what upgrades them is what the copy is made for.
        url = os.environ.get("KELAS_DB") or gradebook_url(root)
    path = database_file(url)
    if path is not None and not path.exists() and not path.is_symlink():
        return {}
    try:
        copy_gradebook(url, copy)
    except DamagedError:
        if not as_it_is or path is None:
            raise
        beside = {FILE: path, **{FILE + end: Path(f"{path}{end}") for end in LOGS}}
        return {name: one for name, one in beside.items() if one.is_file()}
    if path is not None:
        shutil.copystat(path, copy)
    return {FILE: copy}


def _target(root: Path, target: Path | None) -> Path:
    name = _name(root, "%Y-%m-%d-%H%M")
    if target is None:
        return _free(Places(root).backups / name)
    path = target / name if target.is_dir() else target
    parts = _below(root, path)
    if parts and (parts[0] in units(root) or "/".join(parts[:2]) in units(root)):
        raise CourseError(
            f"{path}: letaknya di dalam data kelas. Simpan cadangan di folder lain, misalnya USB."
        )
    if not path.parent.is_dir():
        raise CourseError(f"{path.parent}: folder ini tidak ada. Buat dulu, lalu ulangi.")
    if path.exists():
        _refuse_to_write_over(root, path)
    return path


def _below(root: Path, path: Path) -> tuple[str, ...]:
    """Return the parts of a path below the class; none for one that lies elsewhere."""
    whole, top = path.resolve(), root.resolve()
    return whole.relative_to(top).parts if whole.is_relative_to(top) else ()


def _refuse_to_write_over(root: Path, path: Path) -> None:
    try:
        with opened(path) as (_, manifest):
            ours = manifest.class_id == class_id(root)
    except CourseError:
        ours = False
    if not ours:
        raise CourseError(f"{path}: sudah ada, dan bukan cadangan kelas ini. Pilih nama lain.")


def _name(root: Path, moment: str) -> str:
    which = class_id(root) or re.sub(r"[^a-z0-9]+", "-", root.resolve().name.casefold()).strip("-")
    stem = "-".join(filter(None, ("kelas", which.removeprefix("kelas-"))))
    return f"{stem}-{dt.datetime.now().astimezone():{moment}}.zip"


def _free(path: Path) -> Path:
    """Return the path, or one beside it with a number, where there is no file yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def _read(path: Path, *, automatic: bool) -> Backup:
    state = path.stat()
    try:
        with opened(path) as (_, told):
            return Backup(
                path, told.made, told.why, state.st_size, automatic, frozenset(told.people)
            )
    except (CourseError, OSError):
        made = dt.datetime.fromtimestamp(state.st_mtime).astimezone()
        return Backup(path, made, _UNREADABLE, state.st_size, automatic, is_readable=False)


def _prune(root: Path) -> None:
    """Delete the oldest automatic copies; nobody's own backup is touched."""
    size = 0
    for number, one in enumerate(one for one in backups(root) if one.automatic):
        size += one.size
        if number and (number >= _MOST_AUTOMATIC or size > _MOST_BYTES):
            one.path.unlink(missing_ok=True)
