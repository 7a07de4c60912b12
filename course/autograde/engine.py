"""The engine behind ``course grade``: every submission of a class, one after the other.

What is in the gradebook for this answer file and this release is done and is left alone; an
interrupted run is simply repeated. One bad submission is reported and the others go through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.converters import Autograde

from course import gradebook, lessons
from course.answers import FILE_NAME, AnswersError, read_answers
from course.autograde.pipeline import DIGEST_KEY, digest, release_digest
from course.errors import CourseError
from course.nbgrader_files import convert, settings
from course.roster import find_roster, line_for_kept_back, without_consent


@dataclass(frozen=True)
class Submission:
    """One participant's work on one lesson, as ``submitted/`` holds it."""

    participant: str
    lesson: str
    folder: Path


@dataclass(frozen=True)
class Graded:
    """What a grading run did."""

    graded: int
    """Submissions graded now."""
    unchanged: int
    """Submissions whose scores already stood."""
    refused: tuple[str, ...]
    """One line a submission that could not be graded: where and what to do."""
    needs_grading: tuple[str, ...]
    """One line a cell that a person must grade."""
    kept_back: tuple[str, ...] = ()
    """A line about the participants who have not agreed to the use of their data."""


Progress = Callable[[list[Submission]], Iterable[Submission]]


def grade(
    root: Path,
    lesson_names: Iterable[str] = (),
    participants: Iterable[str] = (),
    *,
    force: bool = False,
    progress: Progress = iter,
) -> Graded:
    """Grade what lies in ``root/submitted`` and write ``autograded/`` and the gradebook.

    Without names, every lesson and every participant. ``force`` grades again what stood already;
    manual scores are kept. Raises CourseError when a lesson is not released, or was changed since.
    """
    releases = _releases(root, list(lesson_names))
    chosen = list(releases)
    kept_back = without_consent(find_roster(root))
    found = list(_submissions(root, chosen, set(participants)))
    waiting = [s for s in found if s.participant not in kept_back]
    scored = set() if force else gradebook.graded_submissions(root)
    done = {
        s
        for s in waiting
        if (s.participant, s.lesson) in scored and _is_graded(root, s, releases[s.lesson])
    }
    config = settings(root)
    refused: list[str] = []
    for submission in progress([s for s in waiting if s not in done]):
        refused += _grade_one(config, submission)
    graded = len(waiting) - len(done) - len(refused)
    line = line_for_kept_back(kept_back & {s.participant for s in found})
    needs = tuple(_needs_grading(root, chosen))
    return Graded(graded, len(done), tuple(refused), needs, (line,) if line else ())


def _submissions(root: Path, names: list[str], participants: set[str]) -> Iterator[Submission]:
    for folder in sorted(root.glob("submitted/*/*")):
        participant, lesson = folder.parts[-2:]
        if lesson in names and (not participants or participant in participants):
            yield Submission(participant, lesson, folder)


def _releases(root: Path, wanted: list[str]) -> dict[str, str]:
    """Return the digest of each wanted lesson's release; without names, of every released one.

    When nothing is released, all lessons are asked for, and the first is named as such.
    """
    names = wanted or lessons.names(root)
    released = {name: gradebook.released_checksums(root, name) for name in names}
    chosen = wanted or [name for name in names if released[name]] or names
    return {name: _release(root, name, released[name]) for name in chosen}


def _release(root: Path, name: str, released: dict[str, str]) -> str:
    """Return the digest of a lesson's release; CourseError unless the source still equals it."""
    source = {
        meta["grade_id"]: utils.compute_checksum(cell)
        for cell in lessons.load(root, name).notebook.cells
        if (meta := lessons.grading_metadata(cell)).get("grade_id")
    }
    if source == released:
        return release_digest(released)
    changed = sorted(k for k in source | released if source.get(k) != released.get(k))
    what = f"berubah sejak dirilis (sel {', '.join(changed[:3])})" if released else "belum dirilis"
    raise CourseError(f"Pelajaran {name!r} {what}. Jalankan: course release {name}")


def _is_graded(root: Path, submission: Submission, release: str) -> bool:
    """Return whether ``autograded/`` holds a complete result for this answer file and release."""
    name = submission.lesson
    path = root / "autograded" / submission.participant / name / f"{name}.ipynb"
    try:
        stamp = nbformat.read(path, as_version=4).metadata[DIGEST_KEY]
    except Exception:  # noqa: BLE001  absent, truncated or unstamped all mean: grade again
        return False
    answers = digest(submission.folder / FILE_NAME)
    return bool(stamp == {"answers": answers, "release": release})


def _grade_one(config: Any, submission: Submission) -> list[str]:
    """Grade one submission; return a line when it could not be graded."""
    try:
        if (submission.folder / FILE_NAME).exists():
            read_answers(submission.folder / FILE_NAME)
    except AnswersError as error:
        return [str(error)]
    errors = convert(Autograde, config, submission.lesson, submission.participant)
    if not errors:
        return []
    reason = errors[0].strip().splitlines()[-1]
    return [f"{submission.folder}: tidak bisa dinilai ({reason}). Laporkan kepada pengelola."]


def _needs_grading(root: Path, names: list[str]) -> Iterator[str]:
    scores = gradebook.read_scores(root)
    for row in scores[scores["lesson"].isin(names) & scores["needs_grading"]].itertuples():
        where = f"{row.lesson}, sel {row.cell}, peserta {row.participant}"
        yield f"{where}: perlu dinilai orang (formgrader)."
