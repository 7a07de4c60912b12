"""A command killed at one of its steps, and what a class holds, for comparing."""

from __future__ import annotations

import gc
import io
import os
import re
import shutil
import sqlite3
import sys
import uuid
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from bad_states import WRITES
from conftest import REPOSITORY, run_course
from in_process import Done
from sqlalchemy import Engine, event

from course import lessons
from course.autograde import writer
from course.demo import LISTS
from course.files import Places, old_places

NOW = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d[:.]\d\d([:.]\d\d)?(\.\d+)?")
LOCKS = (".lock",)


def something_to_keep(root: Path) -> None:
    """Let U01 have a lesson of which keepsakes are made."""
    lesson, (sent,) = "m4-strategi", (REPOSITORY / "examples/inbox").glob("m4-strategi_U01_*")
    shutil.copytree(REPOSITORY / "source" / lesson, root / "source" / lesson)
    place = root / "submitted" / "U01" / lesson
    place.mkdir(parents=True)
    (place / "answers.json").write_text(sent.read_text("utf-8-sig"), "utf-8")


def nothing_agreed(root: Path) -> None:
    """Let the lists of words wait for a teacher."""
    (root / "source" / "words.toml").unlink()


def lay_program(root: Path) -> None:
    """Give the class the example's programme; a lesson it has not becomes the pretest."""
    program = (root / "examples" / "program.toml").read_text("utf-8")
    for name in set(lessons.names(REPOSITORY)) - set(lessons.names(root)):
        program = program.replace(f'"{name}"', '"pretest"')
    (root / "kelas" / "program.toml").write_text(program, "utf-8")


def nothing_but_examples(root: Path) -> None:
    """Take the class back to what ``course demo`` begins with; its own lists are the examples."""
    lay_program(root)
    for name in LISTS:
        if (root / "kelas" / name).exists():
            (root / "examples" / name).unlink()
            shutil.copy(root / "kelas" / name, root / "examples")
    for path in root.iterdir():
        if path.is_dir() and path.name not in {"source", "examples"}:
            shutil.rmtree(path)
        elif path.suffix == ".db":
            path.unlink()
    for room in ("release", "submitted", "autograded", "kelas"):
        (root / room).mkdir()
    for sheet in {"asesmen", "catatan-mingguan"} - set(lessons.names(root)):  # reports ask for them
        shutil.copytree(REPOSITORY / "source" / sheet, root / "source" / sheet)
        for path in (REPOSITORY / "examples" / "inbox").glob(f"{sheet}_U0[17]_*"):
            shutil.copy(path, root / "examples" / "inbox")


def old_layout(root: Path) -> None:
    """Lay lists and folders where they lay before ``kelas/``."""
    for path in (root / "kelas").iterdir():
        (root / path.name).exists() or path.rename(root / path.name)
    assert len(old_places(root)) > 5


def no_notebooks(root: Path) -> None:
    """Leave nothing but the scores of what was graded."""
    shutil.rmtree(root / "autograded")
    (root / "autograded").mkdir()


def lost_since(root: Path) -> None:
    """Let the class have lost, and got, things since it was backed up."""
    shutil.rmtree(root / "submitted" / "U01")
    (root / "kelas" / "roster.csv").write_text("participant\nU07\n", "utf-8")
    (root / "kelas" / "lama").mkdir()
    (root / "kelas" / "lama" / "catatan.txt").write_text("baru", "utf-8")


def certified(root: Path) -> None:
    """Give everybody a certificate once, whose number and signature are chance; then lose papers."""
    lay_program(root)
    path = root / "kelas" / "program.toml"
    easy = path.read_text("utf-8").replace("least = 60\nskills = 3", "least = 1\nskills = 1")
    path.write_text(easy, "utf-8")
    assert run_course(root, "certificate").returncode == 0
    papers = list(root.glob("kelas/certificates/*/*.pdf"))
    assert papers
    for paper in papers:
        paper.unlink()
    shutil.rmtree(root / "kelas" / "site" / "sertifikat")


def known_platform(root: Path) -> None:
    """Register another platform first: a key is made once, and at random."""
    words = "lti add moodle --moodle https://moodle.example --client-id x --deployment 1"
    assert run_course(root, *words.split()).returncode == 0


BEFORE = {
    "certificate": certified,
    "notebooks after": no_notebooks,
    "restore": lost_since,
    "keepsake": something_to_keep,
    "check": nothing_agreed,
    "rundown": lay_program,
    "demo": nothing_but_examples,
    "upgrade": old_layout,
    "lti": known_platform,
}
"""What a class must be brought to before a verb, or a way of it, has anything to do."""


def words_for(root: Path, line: str) -> list[str]:
    """Return a command's words; ``{sending}`` is one of U07's to the pretest, ``{zoom}`` a report."""
    kept = sorted(root.glob("kelas/inbox/kept/U07/pretest/*.json"))
    zoom = sorted(root.glob("examples/zoom/participants*.csv"))
    return line.format(
        sending=kept[0].stem[:12] if kept else "", zoom=zoom[0].relative_to(root)
    ).split()


def steps_of(root: Path, words: list[str]) -> int:
    """Run a command in a child to its end; return how many steps of writing it took; 0: it failed."""
    reading, writing = os.pipe()

    child = _forked()
    if not child:
        counted = _counting(None)
        if _quietly(lambda: run_course(root, *words)).returncode < 2:
            os.write(writing, str(counted[0]).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as said:
        return int(said.read() or 0)


def killed_at(root: Path, words: list[str], step: int) -> None:
    """Run a command in a child that dies at this step of writing as by ``kill -9``."""
    child = _forked()
    if not child:
        _counting(step)
        _quietly(lambda: run_course(root, *words))
        os._exit(0)
    os.waitpid(child, 0)


def _forked() -> int:
    """Fork; the child's collector would only copy, page by page, what it shares with the tests."""
    child = os.fork()
    if not child:
        gc.disable()
    return child


def _quietly(run: Callable[[], Done]) -> Done:
    try:
        return run()
    except BaseException:  # noqa: BLE001  the child has no other end
        os._exit(1)


def _counting(last: int | None) -> list[int]:
    """Count this process's writing steps from now on; end it at the last."""
    writer._RUN = uuid.uuid4().hex[:16]  # a process of its own names its rows by itself
    counted = [0]

    def step(*_: object) -> None:
        counted[0] += 1
        if counted[0] == last:
            os._exit(137)

    def audited(name: str, arguments: tuple[Any, ...]) -> None:
        flags = (arguments[2] or 0) if name == "open" else 0
        mode = str(arguments[1] or "") if name == "open" else ""
        if name in WRITES or set(mode) & set("wax+") or flags & (os.O_WRONLY | os.O_RDWR):
            step()

    sys.addaudithook(audited)
    event.listen(Engine, "commit", step)
    return counted


def content(root: Path) -> dict[str, Any]:
    """Return what a class holds by path, without moments of now and random ids."""
    return {
        path.relative_to(root).as_posix(): _seen(path)
        for path in sorted(root.rglob("*"))
        if path.suffix not in LOCKS
        and Places(root).safety not in path.parents  # one more of each run, named by its second
        and (path.is_file() or not any(path.iterdir()))
    }


def _seen(path: Path) -> Any:
    if path.is_dir():
        return "empty folder"
    if path.suffix == ".db":
        return _rows(path)
    return _timeless(path.read_bytes(), path.suffix)


@lru_cache(4096)
def _timeless(data: bytes, suffix: str) -> Any:
    """Return a file's content without moments of now; nearly all files stay as they are."""
    if suffix in {".zip", ".xlsx", ".docx"}:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {n: NOW.sub(b"", archive.read(n)) for n in archive.namelist()}
    return NOW.sub(b"", data)


def _rows(path: Path) -> dict[str, list[str]]:
    """Return a gradebook's rows; an id is random, what it leads to is compared by the counts."""
    with sqlite3.connect(path) as book:
        tables = [
            row[0] for row in book.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        found = {}
        for table in tables:
            rows = book.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in rows.description]
            known = [
                i
                for i, n in enumerate(names)
                if not (n == "id" or n.endswith("_id")) or n == "student_id"
            ]
            found[table] = sorted(repr([row[i] for i in known]) for row in rows)
    book.close()
    return found
