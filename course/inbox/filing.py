"""From the inbox into ``submitted/``; refused files into their own room."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from course import CourseError
from course.exercises.answers import FILE_NAME, TIME_STAMP, dump
from course.files import Places, write_atomically
from course.inbox.arrivals import MAX_FILE_BYTES, shown
from course.inbox.receive import Received
from course.inbox.submitted import STAMP, submission

_MAX_NAME_BYTES = 150


class OlderError(CourseError):
    """Newer answers of this participant to this lesson stand already."""


class UnreleasedError(CourseError):
    """The lesson is not released, so nbgrader has nothing to grade the answers with."""


def file_away(root: Path, one: Received) -> bool:
    """Write one submission; False when it already stands. The photos that came along are added.

    Raises OlderError when a newer one stands, UnreleasedError when the lesson is not released,
    OSError when it cannot be written.
    """
    answers, place = one.answers, submission(root, *one.key)
    before, since = place.standing, place.standing_since(datetime.now(UTC))
    if before is not None and dump(before) == dump(answers):
        if all((place.folder / path).is_file() for path in one.photos):
            return False
    elif (since or one.at) > one.at:
        raise OlderError(
            f"{one.name}: lebih lama dari jawaban {answers.participant} yang sudah diterima. "
            "Tidak perlu tindakan; kalau ini yang benar, minta peserta mengirim ulang."
        )
    _write(root, place.folder, one)
    return True


def _write(root: Path, folder: Path, one: Received) -> None:
    """Lay down what nbgrader's own commands need; the answers last, so that half is never whole."""
    lesson = one.answers.lesson
    notebook = Places(root).release / lesson / f"{lesson}.ipynb"
    if not notebook.is_file():
        raise UnreleasedError(f"Pelajaran {lesson!r} belum dirilis.")
    write_atomically(folder / notebook.name, notebook.read_bytes())
    write_atomically(folder / TIME_STAMP, f"{one.at:{STAMP}}\n".encode())
    for path, data in one.photos.items():
        write_atomically(folder / path, data)
    write_atomically(folder / FILE_NAME, dump(one.answers))


def keep(root: Path, inbox: Path, path: Path) -> None:
    """Keep a refused file in ``inbox/refused``; an equal one kept earlier is enough.

    Out of the course's own inbox it is moved, out of another folder copied. What is larger than an
    answer file, or cannot be kept, stays where it lies.
    """
    if path.is_symlink():
        return
    with suppress(OSError):
        refused = Places(root).refused
        refused.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as file:
            sum_ = hashlib.file_digest(file, "sha256").hexdigest()[:8]
        stem = (
            shown(path.stem).replace("/", "_").encode()[:_MAX_NAME_BYTES].decode("utf-8", "ignore")
        )
        target = refused / f"{stem}.{sum_}{path.suffix}"
        if inbox.resolve() == Places(root).inbox.resolve():
            path.replace(target)
        elif not target.exists() and path.stat().st_size <= MAX_FILE_BYTES:
            shutil.copyfile(path, target)
