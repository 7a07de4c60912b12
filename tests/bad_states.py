"""Bad states a class can be in: each lays itself over a class and is gone after the block.

What the machine would refuse (no permission, a full disk) is refused by an audit hook: tests may
run as root, whom no permission stops.
"""

from __future__ import annotations

import errno
import os
import resource
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

WRITES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod"}
_refusal: Callable[[str, Path], None] | None = None


def _audited(name: str, arguments: tuple[Any, ...]) -> None:
    if _refusal is None:
        return
    if name == "open" and isinstance(arguments[0], str | bytes):
        mode, flags = arguments[1], arguments[2] or 0
        if (mode and set(mode) & set("wax+")) or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            _refusal(name, _whole(arguments[0]))
    elif name in WRITES and not isinstance(arguments[0], int):
        _refusal(name, _whole(arguments[0]))
        if name == "os.rename":
            _refusal("to", _whole(arguments[1]))


def _whole(path: str | bytes) -> Path:
    return Path(os.path.abspath(os.fsdecode(path)))  # noqa: PTH100  a link is not followed


sys.addaudithook(_audited)


@contextmanager
def refusing(number: int, below: Path, only: str = "") -> Iterator[None]:
    """Let every writing below a path fail with this number of an OSError."""
    global _refusal  # noqa: PLW0603  a hook cannot be taken back

    def refuse(name: str, path: Path) -> None:
        if only and name != only:
            return
        if path == below or below in path.parents:
            raise OSError(number, os.strerror(number), str(path))

    _refusal = refuse
    try:
        yield
    finally:
        _refusal = None


@contextmanager
def on_connect(pragma: str) -> Iterator[None]:
    """Let every connection to an SQLite gradebook begin with a statement."""

    def told(connection: Any, _: Any) -> None:
        connection.execute(pragma).close()

    event.listen(Engine, "connect", told)
    try:
        yield
    finally:
        event.remove(Engine, "connect", told)


@dataclass(frozen=True)
class State:
    """A bad state of a class, and what a command that cannot run must name."""

    names: str
    """A pattern."""
    lay: Callable[[Path], Any]
    """May return a context manager."""


STATES: dict[str, State] = {}


def state(names: str) -> Callable[[Callable[[Path], Any]], Callable[[Path], Any]]:
    """Register a state under the words of its function's name."""

    def known(lay: Callable[[Path], Any]) -> Callable[[Path], Any]:
        STATES[lay.__name__.strip("_").replace("_", " ")] = State(names, lay)
        return lay

    return known


def _gradebook(root: Path) -> Path:
    return root / "gradebook.db"


@contextmanager
def _held(root: Path, begin: str) -> Iterator[None]:
    holder = sqlite3.connect(_gradebook(root), isolation_level=None)
    try:
        holder.execute(begin)
        yield
    finally:
        holder.close()


@state("gradebook.db")
def gradebook_locked(root: Path) -> Any:
    return _held(root, "BEGIN EXCLUSIVE")


@state("gradebook.db")
def gradebook_locked_for_writing(root: Path) -> Any:
    return _held(root, "BEGIN IMMEDIATE")


@state("gradebook.db")
def gradebook_damaged(root: Path) -> None:
    _gradebook(root).write_bytes(b"ini bukan basis data!!")


@state("gradebook.db")
def gradebook_truncated(root: Path) -> None:
    data = _gradebook(root).read_bytes()
    _gradebook(root).write_bytes(data[: len(data) // 2])


@state("gradebook.db")
def gradebook_garbled(root: Path) -> None:
    data = _gradebook(root).read_bytes()
    _gradebook(root).write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))


@state("gradebook.db|Buku nilai belum ada|belum dirilis")
def gradebook_empty_file(root: Path) -> None:
    _gradebook(root).write_bytes(b"")


@state("gradebook.db|Buku nilai belum ada|belum dirilis")
def gradebook_vanished(root: Path) -> None:
    _gradebook(root).unlink()


@state("gradebook.db|Buku nilai belum ada|belum dirilis")
def gradebook_of_another_program(root: Path) -> None:
    _gradebook(root).unlink()
    with sqlite3.connect(_gradebook(root)) as other:
        other.execute("CREATE TABLE student (nim TEXT)")
    other.close()


@state("gradebook.db")
def gradebook_is_a_folder(root: Path) -> None:
    _gradebook(root).unlink()
    (_gradebook(root) / "x").mkdir(parents=True)


@state("gradebook.db")
def gradebook_is_a_text_file(root: Path) -> None:
    _gradebook(root).write_text("Nilai ada di Excel, bukan di sini.\n" * 400, "utf-8")


@state("gradebook.db")
def gradebook_leads_nowhere(root: Path) -> None:
    _gradebook(root).unlink()
    _gradebook(root).symlink_to(root / "tidak" / "ada.db")


@state("gradebook.db")
def gradebook_read_only(root: Path) -> Any:
    return on_connect("PRAGMA query_only=ON")


@state("gradebook.db")
def gradebook_on_a_full_disk(root: Path) -> Any:
    return on_connect("PRAGMA max_page_count=1")


@state("gradebook.db")
def gradebook_in_a_read_only_folder(root: Path) -> None:
    (root / "gradebook.db-journal" / "x").mkdir(parents=True)


@state("penuh")
def disk_full(root: Path) -> Any:
    return refusing(errno.ENOSPC, root)


@state("penuh")
@contextmanager
def disk_full_in_the_middle(root: Path) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@state("")
def class_folder_read_only(root: Path) -> Any:
    return refusing(errno.EROFS, root)


@state("kelas")
def kelas_read_only(root: Path) -> Any:
    return refusing(errno.EACCES, root / "kelas")


@state("reports")
def reports_read_only(root: Path) -> Any:
    return refusing(errno.EACCES, root / "kelas" / "reports")


@state("")
def files_open_in_excel(root: Path) -> Any:
    return refusing(errno.EACCES, root, only="to")


def _file_instead(name: str) -> None:
    def lay(root: Path) -> None:
        path = root / name
        if path.is_dir():
            shutil.rmtree(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("berkas\n", "utf-8")

    STATES[f"{name} is a file"] = State(Path(name).name, lay)


def _folder_instead(name: str) -> None:
    def lay(root: Path) -> None:
        path = root / name
        path.unlink(missing_ok=True)
        (path / "x").mkdir(parents=True)

    STATES[f"{name} is a folder"] = State(Path(name).name, lay)


for _name in (
    *("source", "release", "submitted", "autograded", "feedback", "kelas", "examples"),
    *("submitted/U07", "submitted/U07/pretest", "autograded/U07", "autograded/U07/pretest"),
    *("release/pretest", "source/pretest", "kelas/inbox", "kelas/reports", "kelas/site"),
    *("kelas/invitations", "kelas/exports", "kelas/keepsakes", "kelas/zoom", "kelas/workshop"),
):
    _file_instead(_name)
for _name in (
    *("kelas/roster.csv", "kelas/program.toml", "kelas/mentors.csv", "kelas/lecturers.csv"),
    *("kelas/workshop.csv", "kelas/deletions.csv", "kelas/zoom/cocokkan.csv", "nbgrader_config.py"),
    *("source/pretest/pretest.ipynb", "submitted/U07/pretest/answers.json", "dasbor.ipynb"),
    *("submitted/U07/pretest/timestamp.txt", "kelas/reports/evaluation.html"),
    *("autograded/U07/pretest/pretest.ipynb", "kelas/exports/U07.zip"),
    *("kelas/invitations/undangan.csv", "kelas/workshop/hadir.csv", "kelas/speakers.csv"),
):
    _folder_instead(_name)


def _written(name: str, about: str, data: bytes) -> None:
    def lay(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).unlink(missing_ok=True)  # it may be shared with other classes
        (root / name).write_bytes(data)

    STATES[f"{name} {about}"] = State(Path(name).name, lay)


for _name in ("source/pretest/pretest.ipynb", "autograded/U07/pretest/pretest.ipynb"):
    _written(_name, "cut off", b'{"cells": [{"cell_type": "code", "sou')
    _written(_name, "is no notebook", b"[1, 2]")
    _written(_name, "without cells", b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}')
    _written(_name, "is empty", b"")
_written("nbgrader_config.py", "cut off", b"c = get_config(\n")
_written("nbgrader_config.py", "fails", b"c = get_config()\n1 / 0\n")
_written("nbgrader_config.py", "is of another tool", b"")
_written("kelas/program.toml", "cut off", b'[course]\nname = "Kel')
_written("kelas/program.toml", "in another encoding", "[course]\nname = 'Café'".encode("utf-16"))
for _name in ("roster", "mentors", "lecturers", "workshop", "speakers"):
    _written(f"kelas/{_name}.csv", "is empty", b"")
    _written(f"kelas/{_name}.csv", "is a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(99))
_written("kelas/inbox/decisions.csv", "is a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(99))


@state("source")
def source_missing(root: Path) -> None:
    shutil.rmtree(root / "source")


@state("source")
def source_empty(root: Path) -> None:
    shutil.rmtree(root / "source")
    (root / "source").mkdir()


@state("pretest|course release")
def release_missing(root: Path) -> None:
    shutil.rmtree(root / "release")


@state("nbgrader_config.py")
def settings_missing(root: Path) -> None:
    (root / "nbgrader_config.py").unlink()


@state("pretest")
def an_exercise_broken(root: Path) -> None:
    path = root / "source" / "pretest" / "pretest.ipynb"
    text = path.read_text("utf-8").replace("Exercise(", "Exercise(((", 1)
    path.unlink()
    path.write_text(text, "utf-8")


@state("roster")
def roster_missing(root: Path) -> None:
    (root / "kelas" / "roster.csv").unlink()


@state("")
def kelas_missing(root: Path) -> None:
    shutil.rmtree(root / "kelas")


@state("")
def everything_missing(root: Path) -> None:
    for path in root.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
