"""What waits to be graded, and what has been: told from the folders, cheaply."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from course.answers import FILE_NAME
from course.autograde.pipeline import DIGEST_KEY, digest

TIMESTAMP = "timestamp.txt"
_MAX_TIMESTAMP = 200
_STAMP = re.compile(
    rf'"{DIGEST_KEY}": {{\s*"answers": "([0-9a-f]{{64}})",\s*"release": "([0-9a-f]{{64}})"'
)
# The stamp stands in the notebook's metadata, which nbformat writes after the cells.
_TAIL = 4096


class SubmissionError(ValueError):
    """A submission that cannot be graded; the message names the file and the mend."""


@dataclass(frozen=True)
class Submission:
    """One participant's work on one lesson, as ``submitted/`` holds it."""

    participant: str
    lesson: str
    folder: Path


def submissions(
    root: Path, names: list[str], participants: set[str] | None = None
) -> Iterator[Submission]:
    """Yield what lies in ``root/submitted`` of these lessons and participants (None: all)."""
    for folder in sorted(root.glob("submitted/*/*")):
        participant, lesson = folder.parts[-2:]
        wanted = not participants or participant in participants
        if lesson in names and wanted and folder.is_dir():
            yield Submission(participant, lesson, folder)


def stamp(notebook: Path) -> tuple[str, str]:
    """Return the digests (answers, release) an autograded notebook was made from.

    Empty ones for a notebook that is absent, cut off or not ours: it is graded again.
    """
    try:
        with notebook.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - _TAIL))
            tail = file.read().decode("utf-8", "replace")
    except OSError:
        return "", ""
    found = _STAMP.search(tail)
    return (found[1], found[2]) if found and tail.rstrip().endswith("}") else ("", "")


def is_graded(root: Path, submission: Submission, release: str) -> bool:
    """Return whether ``autograded/`` holds the result for this answer file and release."""
    name = submission.lesson
    notebook = root / "autograded" / submission.participant / name / f"{name}.ipynb"
    return stamp(notebook) == (digest(submission.folder / FILE_NAME), release)


def handed_in(submission: Submission) -> datetime | None:
    """Return when the answers were given, in UTC without a zone, as nbgrader stores it.

    None without a ``timestamp.txt``. Raises SubmissionError for one that cannot be read.
    """
    path = submission.folder / TIMESTAMP
    if path.is_symlink() or not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_TIMESTAMP).decode().strip()
        return parse_utc(text) if text else None
    except (OSError, ValueError, OverflowError, TypeError) as error:
        raise SubmissionError(
            f"{path}: waktunya tidak terbaca. Hapus berkas itu, lalu ulangi course collect."
        ) from error
