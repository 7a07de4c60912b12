"""Files of a class: where each of them lies, and writing them whole or not at all.

A class folder holds nbgrader's own names (``source``, ``release``, ``submitted``, ``autograded``,
``feedback``, the gradebook) and ``kelas/`` with everything else.
"""

from __future__ import annotations

import errno
import fnmatch
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from course import CourseError

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
    speakers = _Place(KELAS, "speakers.csv")  # codes and tokens
    workshop_list = _Place(KELAS, "workshop.csv")  # its own list of who registered, or the roster
    program = _Place(KELAS, "program.toml")
    deletions = _Place(KELAS, "deletions.csv")  # codes and dates of who was forgotten

    inbox = _Place(KELAS, "inbox")
    refused = _Place(KELAS, "inbox", "refused")
    kept = _Place(KELAS, "inbox", "kept")
    """Every sending that was accepted, as it came: ``kept/U07/pretest/<digest>.json``."""
    decisions = _Place(KELAS, "inbox", "kept", "decisions.csv")  # counted in, or left out
    mailbox = _Place(KELAS, "receiving", "mailbox.db")
    """What came over the network and is not filed yet (``inbox.mailbox``)."""
    zoom = _Place(KELAS, "zoom")
    """Names: Zoom's reports, and the sheet in which a person confirms them."""
    matches = _Place(KELAS, "zoom", "cocokkan.xlsx")  # that sheet, or a ``cocokkan.csv``
    workshop = _Place(KELAS, "workshop")
    """Codes: who was present, what was voted, who answered live."""
    attendance = _Place(KELAS, "workshop", "hadir.csv")
    votes = _Place(KELAS, "workshop", "polling.csv")
    live = _Place(KELAS, "workshop", "langsung.csv")
    site = _Place(KELAS, "site")
    invitations = _Place(KELAS, "invitations")
    keepsakes = _Place(KELAS, "keepsakes")
    certificates = _Place(KELAS, "certificates")
    signing_key = _Place(KELAS, "signing", "key.jwk")
    receiving = _Place(KELAS, "receiving")
    platforms = _Place(KELAS, "platforms.toml")  # Moodle and others that open lessons here
    reports = _Place(KELAS, "reports")
    exports = _Place(KELAS, "exports")
    backups = _Place(KELAS, "backups")
    """The class in one file, as ``course backup`` saved it."""
    safety = _Place(KELAS, "backups", "otomatis")
    """What was saved before something was changed that cannot be taken back otherwise."""
    restoring = _Place(".restore")
    """A backup on its way back into the class, only until it is there."""
    laid = _Place(KELAS, "lessons.json")
    """Which lessons were laid into the class, by digest (``lessons.laid``)."""
    older = _Place(KELAS, "lessons-before")
    """Lessons that ``course upgrade`` replaced, by day."""
    log = _Place(KELAS, "log")  # why a command failed that nobody foresaw would
    uploads = _Place(KELAS, ".uploads")  # on its way from a browser to the desk, until used
    lock = _Place(KELAS, ".lock")  # held by the command that is changing the class's data


SYSTEM_FILES = (
    "desktop.ini", "thumbs.db", "ehthumbs.db", "$recycle.bin", "system volume information", "~$*",
    "._*", ".ds_store", "__macosx", ".apdisk", ".appledouble", ".fseventsd", ".spotlight-v100",
    ".trashes", ".nfs*", ".temporaryitems", "icon\r", ".directory", ".trash-*", ".~lock.*#",
    ".nomedia", ".thumbnails", ".dropbox*", ".ipynb_checkpoints", "__pycache__", ".tmp.driveupload",
    ".tmp.drivedownload",
)  # fmt: skip
"""What systems, Office, JupyterLab and shared folders lay beside files, in small letters."""
_SYSTEM_FILE = re.compile("|".join(map(fnmatch.translate, SYSTEM_FILES)))


def is_system_file(name: str) -> bool:
    """Return whether a file or folder of this name belongs to the system, not to anybody."""
    return _SYSTEM_FILE.match(name.lower()) is not None


def is_regular(path: Path) -> bool:
    """Return whether a file lies at ``path`` itself, and not a link to one.

    Raises OSError where that cannot be told (no permission): it must not pass for absent.
    """
    return path.is_file() and not path.is_symlink()


_BESIDE, _UNFINISHED = ".kelas-", ".tmp"
"""What a file is called until it is whole."""


@contextmanager
def written_atomically(path: Path, mode: int = 0o644) -> Iterator[BinaryIO]:
    """Open a file beside ``path`` to write in; renamed at the end, removed where anything fails.

    A reader sees the old file or the new one, never half of one. What a killed process left
    beside is removed by ``sweep``: see ``at_work``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(_UNFINISHED, _BESIDE, path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _hold(file)
            yield file
            file.flush()
            os.fsync(file.fileno())
            beside.chmod(mode)
            if os.name == "posix":  # still held; Windows renames only what is closed
                beside.replace(path)
        if os.name != "posix":
            beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_atomically(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file whole or not at all, as ``written_atomically``."""
    with written_atomically(path, mode) as file:
        file.write(data)


def is_unfinished(name: str) -> bool:
    """Return whether a file of this name is one on its way to being written."""
    return name.startswith(_BESIDE) and name.endswith(_UNFINISHED)


def _hold(file: BinaryIO) -> bool:
    """Hold a file for as long as it is open here; return whether nobody else does."""
    if os.name != "posix":
        return True  # nobody else can remove an open file there
    import fcntl  # noqa: PLC0415  POSIX only

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a network's disk without such locks
        return True
    return True


@contextmanager
def at_work(root: Path) -> Iterator[None]:
    """Mark the class at ``root`` while a command works in it; first clear up after a killed one.

    The mark lies in ``root`` and is called like a file half written: one that nobody holds is a
    killed command's, and only then is the whole class walked through. Where nothing can be
    written there is no mark.
    """
    if not is_class(root):
        yield
        return
    with ExitStack() as ends:
        with suppress(OSError):
            handle, name = tempfile.mkstemp(_UNFINISHED, _BESIDE, root)
            # Closed first: Windows removes no open file.
            ends.callback(_remove, Path(name))
            _hold(ends.enter_context(os.fdopen(handle, "wb")))
        if clear_in(root):
            sweep(root)
        yield


def sweep(root: Path, *folders: Path) -> None:
    """Remove what killed commands left half written in the class at ``root``, and in ``folders``.

    What another command is writing just now is held by it, and stays.
    """
    places = Places(root)
    walks = map(os.walk, (places.source, places.submitted, root / KELAS, *folders))
    for folder, _, names in chain(islice(os.walk(root), 1), *walks):
        for name in names:
            if is_unfinished(name):
                _clear(Path(folder, name))


def clear_in(folder: Path) -> bool:
    """Remove what a killed command left half written in one folder; return whether anything was."""
    cleared = [_clear(path) for path in folder.glob(f"{_BESIDE}*{_UNFINISHED}")]
    return True in cleared


def _clear(path: Path) -> bool:
    """Remove a half-written file that nobody holds; return whether there was one."""
    with suppress(OSError):
        with path.open("rb") as file:
            is_free = _hold(file)
            if is_free and os.name == "posix":
                path.unlink()
        if os.name != "posix":
            path.unlink()
        return is_free
    return False


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def write_private(path: Path, data: bytes) -> None:
    """Write a file that nobody but its owner may read, at no moment."""
    write_atomically(path, data, PRIVATE)


def is_class(root: Path) -> bool:
    """Return whether a folder is a class's."""
    return any((root / name).exists() for name in ("nbgrader_config.py", KELAS, "submitted"))


@contextmanager
def class_lock(root: Path, wait: float = 60) -> Iterator[None]:
    """Let one command at a time change what is held about people: collect, grade, forget.

    Another one is waited for, ``wait`` seconds, and that is said (not for 0). Raises CourseError
    when it has not ended by then, or nothing can be written here. A killed command holds nothing.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  not for a participant's kernel

    path = Places(root).lock
    if not is_class(root):
        raise CourseError(
            f"{root}: bukan folder Kelas UMKM. Masuk dulu ke folder itu, lalu ulangi."
        )
    try:
        path.parent.mkdir(exist_ok=True)
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            sys.stderr.write("Menunggu perintah lain di kelas ini selesai…\n" if wait else "")
            lock.acquire(timeout=wait)
    except Timeout as error:
        raise CourseError(
            "Perintah lain (collect, grade, atau forget) masih bekerja di kelas ini. "
            "Tunggu sampai selesai, lalu jalankan perintah yang sama sekali lagi."
        ) from error
    except OSError as error:
        line = f"{path.parent}: tidak bisa ditulis. Periksa izin folder dan disk."
        raise CourseError(trouble(error) or line) from error
    try:
        yield
    finally:
        lock.release()


def is_readable_by_others(path: Path) -> bool:
    """Return whether other accounts of this computer may read a file; never on Windows."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


_FULL = "disk penuh. Kosongkan tempat, lalu ulangi perintah yang sama"
_CLOSED = (
    "tidak boleh dibaca atau ditulis. Tutup program yang membukanya (misalnya Excel) dan periksa "
    "izin foldernya, lalu ulangi"
)
_FOLDER = "ini folder, seharusnya berkas. Pindahkan atau ganti namanya, lalu ulangi"
_FILE = "ini berkas, seharusnya folder. Pindahkan atau ganti namanya, lalu ulangi"
_LONG = "nama atau letaknya terlalu panjang. Pindahkan kelas ke folder yang pendek, lalu ulangi"
_GONE = "tidak ada. Periksa nama dan letaknya, lalu ulangi"
_MANY = "terlalu banyak berkas terbuka. Tutup program lain, lalu ulangi"
_BROKEN = "disk atau jaringan tidak menjawab. Periksa disknya, lalu ulangi"
_REASONS = {
    **dict.fromkeys((errno.ENOSPC, errno.EFBIG, errno.EDQUOT), _FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY), _CLOSED),
    errno.EISDIR: _FOLDER,
    **dict.fromkeys((errno.ENOTDIR, errno.EEXIST), _FILE),
    errno.ENAMETOOLONG: _LONG,
    errno.ENOENT: _GONE,
    errno.ELOOP: "tautan (link) yang berputar. Hapus, lalu ulangi",
    errno.ENOTEMPTY: "folder ini tidak kosong. Pindahkan isinya, lalu ulangi",
    **dict.fromkeys((errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.ENODEV), _BROKEN),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), _MANY),
}


def trouble(error: OSError) -> str:
    """Return which file could not be read or written, why, and what to do; "" for other reasons.

    An error without a file's name (a full disk tells none) says the reason alone.
    """
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return _first_in_words(error.args[0])
    reason = _REASONS.get(error.errno or 0, "")
    name = error.filename2 or error.filename
    if not reason or (name is None and reason is not _FULL):
        return ""
    if name is None:
        return f"{reason[0].upper()}{reason[1:]}."
    path = Path(os.fsdecode(name)) if isinstance(name, str | bytes) else Path(str(name))
    if reason in {_FILE, _GONE}:
        path, reason = _in_the_way(path, reason)
    return f"{path}: {reason}."


def _in_the_way(path: Path, reason: str) -> tuple[Path, str]:
    """Return the file that stands where a folder should, if that is why ``path`` is not there."""
    above = [folder for folder in (path, *path.parents) if os.path.lexists(folder)]
    if above and above[0] != path and not above[0].is_dir():
        return above[0], _FILE
    return path, _FOLDER if reason == _FILE and path.is_dir() else reason


def _first_in_words(copies: list[tuple[str, str, str]]) -> str:
    """Return what ``shutil`` says of the first file that it could not copy."""
    source, target, said = copies[0]
    number = said.partition("[Errno ")[2].partition("]")[0]
    known = int(number) if number.isdigit() else 0
    return trouble(OSError(known, said, source, None, target))


OLD_NAMES = (
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
    there = (root / name for name in OLD_NAMES)
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
