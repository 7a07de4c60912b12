"""What waits to be graded, and what has been: told from the folders, cheaply."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course.autograde.stamps import digest, stamp
from course.files import is_regular

TIMESTAMP = "timestamp.txt"
_MAX_TIMESTAMP = 200
_MAX_NAME = 128
# As the inbox writes it; and what nbgrader's own collect writes, with other zones.
_OURS = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})? UTC")
_ANY = re.compile(
    r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?( ?[A-Za-z0-9_+:-]+(/[A-Za-z0-9_+-]+)*)?"
)


class SubmissionError(ValueError):
    """A submission that cannot be graded; the message names the file and the mend."""


@dataclass(frozen=True)
class Submission:
    """One participant's work on one lesson, as ``submitted/`` holds it."""

    participant: str
    lesson: str
    folder: Path


def submissions(
    root: Path, names: Container[str], participants: Container[str] = ()
) -> Iterator[Submission]:
    """Yield what lies in ``root/submitted`` of these lessons and participants (none: all)."""
    below = root / "submitted"
    for participant in _folders(below):
        if not participants or participant in participants:
            for lesson in _folders(below / participant):
                if lesson in names:
                    yield Submission(participant, lesson, below / participant / lesson)


def _folders(below: Path) -> list[str]:
    if not below.is_dir():
        return []
    with os.scandir(below) as entries:
        return sorted(e.name for e in entries if e.is_dir() and not e.name.startswith("."))


def check_place(submission: Submission) -> None:
    """Raise SubmissionError for a folder that is a link, or whose name the gradebook cannot hold.

    A link may lead to the work of somebody else.
    """
    folder = submission.folder
    if folder.is_symlink() or folder.parent.is_symlink():
        raise SubmissionError(
            f"{folder}: ini tautan (link), bukan folder. Hapus, lalu ulangi course collect."
        )
    if len(submission.participant) > _MAX_NAME or not submission.participant.isprintable():
        raise SubmissionError(f"{str(folder)!a}: nama folder ini bukan kode peserta. Hapus.")


def is_graded(root: Path, submission: Submission, release: str) -> bool:
    """Return whether ``autograded/`` holds the result for these answers and this release."""
    name = submission.lesson
    notebook = root / "autograded" / submission.participant / name / f"{name}.ipynb"
    return stamp(notebook) == (digest(submission.folder), release)


def handed_in(submission: Submission) -> tuple[bytes, datetime | None]:
    """Return the time's own bytes, and when that is, in UTC without a zone, as nbgrader stores it.

    Nothing without a ``timestamp.txt``. Raises SubmissionError for one that cannot be read.
    """
    path = submission.folder / TIMESTAMP
    if not is_regular(path):
        return b"", None
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_TIMESTAMP)
        return data, _time(data.decode().strip())
    except (OSError, ValueError, OverflowError, TypeError) as error:
        raise SubmissionError(
            f"{path}: waktunya tidak terbaca. Hapus berkas itu, lalu ulangi course collect."
        ) from error


def _time(text: str) -> datetime | None:
    if _OURS.fullmatch(text):
        return datetime.fromisoformat(text.removesuffix(" UTC"))
    if not text:
        return None
    if not _ANY.fullmatch(text):  # a zone may be the path of a file to be read
        raise ValueError(text)
    from nbgrader.utils import parse_utc  # noqa: PLC0415  heavy, and seldom needed

    at: datetime = parse_utc(text)
    return at
