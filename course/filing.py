"""From the inbox into ``submitted/``; refused files into their own room."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from course.answers import FILE_NAME, Answers, AnswersError, dump, read_answers
from course.arrivals import MAX_FILE_BYTES, TIME_STAMP, shown
from course.errors import CourseError
from course.files import write_atomically
from course.receive import Received, own_time

_MAX_NAME_BYTES = 150
_STAMP = "%Y-%m-%d %H:%M:%S UTC"


class OlderError(CourseError):
    """Newer answers of this participant to this lesson stand already."""


class UnreleasedError(CourseError):
    """The lesson is not released, so nbgrader has nothing to grade the answers with."""


def standing(root: Path, participant: str, lesson: str) -> Answers | None:
    """Return the answers filed earlier; None when there are none that can be read."""
    try:
        return read_answers(root / "submitted" / participant / lesson / FILE_NAME).answers
    except AnswersError:
        return None


def standing_since(root: Path, participant: str, lesson: str) -> datetime | None:
    """Return the own time of the answers filed earlier, as it was then; None without any.

    It is read from where nbgrader reads it: a phone's clock that ran ahead was corrected there.
    """
    before = standing(root, participant, lesson)
    if before is None:
        return None
    try:
        stamp = (root / "submitted" / participant / lesson / TIME_STAMP).read_text("ascii")
        return datetime.strptime(stamp.strip(), _STAMP).replace(tzinfo=UTC)
    except (OSError, ValueError):
        return own_time(before, datetime.now(UTC))


def file_away(root: Path, one: Received) -> bool:
    """Write one submission; False when it already stands. The photos that came along are added.

    Raises OlderError when a newer one stands, UnreleasedError when the lesson is not released,
    OSError when it cannot be written.
    """
    answers = one.answers
    folder = root / "submitted" / answers.participant / answers.lesson
    before, since = standing(root, *one.key), standing_since(root, *one.key)
    if before is not None and dump(before) == dump(answers):
        if all((folder / path).is_file() for path in one.photos):
            return False
    elif (since or one.at) > one.at:
        raise OlderError(
            f"{one.name}: lebih lama dari jawaban {answers.participant} yang sudah diterima. "
            "Tidak perlu tindakan; kalau ini yang benar, minta peserta mengirim ulang."
        )
    _write(root, folder, one)
    return True


def _write(root: Path, folder: Path, one: Received) -> None:
    """Lay down what nbgrader's own commands need; the answers last, so that half is never whole."""
    lesson = one.answers.lesson
    notebook = root / "release" / lesson / f"{lesson}.ipynb"
    if not notebook.is_file():
        raise UnreleasedError(f"Pelajaran {lesson!r} belum dirilis.")
    write_atomically(folder / notebook.name, notebook.read_bytes())
    write_atomically(folder / TIME_STAMP, f"{one.at:{_STAMP}}\n".encode())
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
        refused = root / "inbox" / "refused"
        refused.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as file:
            sum_ = hashlib.file_digest(file, "sha256").hexdigest()[:8]
        stem = (
            shown(path.stem).replace("/", "_").encode()[:_MAX_NAME_BYTES].decode("utf-8", "ignore")
        )
        target = refused / f"{stem}.{sum_}{path.suffix}"
        if inbox.resolve() == (root / "inbox").resolve():
            path.replace(target)
        elif not target.exists() and path.stat().st_size <= MAX_FILE_BYTES:
            shutil.copyfile(path, target)
