"""Results in the making: laid down beside ``autograded/``'s folders, then renamed into place."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from course.autograde.stamps import digest, stamp
from course.errors import CourseError
from course.submitted import Submission

_NAME = ".staging-"


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """Make a folder for results in the making, on the disk they are renamed on.

    A lock beside it lives as long as this process: what a killed run left behind is recognised by
    a lock that nobody holds, and removed.
    """
    below = root.resolve() / "autograded"
    below.mkdir(exist_ok=True)
    sweep(below)
    folder = below / f"{_NAME}{uuid.uuid4().hex[:12]}"
    with FileLock(f"{folder}.lock"):
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    Path(f"{folder}.lock").unlink(missing_ok=True)


def sweep(below: Path) -> None:
    """Remove what killed runs left in ``autograded/``."""
    for left in below.glob(f"{_NAME}*.lock"):
        try:
            with FileLock(left, timeout=0):
                shutil.rmtree(left.with_suffix(""), ignore_errors=True)
                left.unlink(missing_ok=True)
        except Timeout:
            continue  # of a run that is at work


def is_graded(root: Path, submission: Submission, release: str) -> bool:
    """Return whether ``autograded/`` holds the result for these answers and this release."""
    name = submission.lesson
    notebook = root / "autograded" / submission.participant / name / f"{name}.ipynb"
    return stamp(notebook) == (digest(submission.folder), release)


def into_place(staged: Path, place: Path) -> None:
    """Rename a finished folder over the one of an earlier run.

    Raises CourseError when that one cannot be moved away.
    """
    for _ in range(3):  # another run may be putting the same folder in place
        try:
            staged.rename(place)
        except FileNotFoundError:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError:  # an earlier result stands there
            _put_aside(place, staged)
        else:
            return
    raise CourseError(f"{place}: tidak bisa diganti. Tutup berkas di dalamnya, lalu ulangi.")


def _put_aside(place: Path, staged: Path) -> None:
    try:
        place.rename(staged.with_suffix(f".old{os.urandom(4).hex()}"))
    except OSError:
        return
