"""What a worker does with one submission: from answers to a graded notebook and its scores."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from course.autograde.limits import SECONDS, OutOfTimeError, time_limit
from course.autograde.staging import digest_of, scores_digest
from course.exercises.answers import FILE_NAME, TIME_STAMP, AnswersError
from course.exercises.definition import Definition
from course.exercises.workbook import Workbook
from course.inbox.submitted import Submission, SubmissionError, check_place
from course.lessons.run import Planned, evaluate, score_of


@dataclass(frozen=True)
class Outcome:
    """What grading one submission gave."""

    submission: Submission
    problem: str = ""
    """Why it could not be graded: one line; empty when it could."""
    staged: str = ""
    """The finished folder, to be renamed into ``autograded/``."""
    at: datetime | None = None
    scores: tuple[tuple[str, float | None], ...] = ()
    """Points by grade id; None where a person must grade."""


@dataclass(frozen=True)
class Marking:
    """A released lesson, ready to grade many."""

    lesson: str
    release: str
    """The release's digest."""
    definitions: Mapping[str, Definition]
    planned: tuple[Planned, ...]
    """The cells that get outputs."""
    pieces: tuple[bytes, ...]
    """The notebook's text, cut at each planned cell's outputs and at the stamp."""
    graded: tuple[tuple[int, str, float], ...]
    """Place, grade id and points of each graded cell."""
    shared: tuple[Path, ...]
    """The lesson's own files, which every participant's folder holds."""
    seconds: float = SECONDS
    """Wall clock for one submission."""

    def mark(self, submission: Submission, staging: Path) -> Outcome:
        """Grade one submission into a folder below ``staging``; a problem becomes a line."""
        staged = staging / f"{submission.participant}.{submission.lesson}"
        try:
            check_place(submission)
            with time_limit(self.seconds):
                return self._mark(submission, staged)
        except (AnswersError, SubmissionError) as error:
            return Outcome(submission, str(error))
        except OutOfTimeError:
            return Outcome(submission, _explain(submission, "terlalu lama dinilai"))
        except Exception as error:  # noqa: BLE001  whatever it is, the others go through
            return Outcome(submission, _explain(submission, type(error).__name__))

    def _mark(self, submission: Submission, staged: Path) -> Outcome:
        time, at = submission.handed_in()
        data, answers = submission.read()
        staged.mkdir()
        _lay_down(submission, staged, {FILE_NAME: data, TIME_STAMP: time})
        for path in self.shared:
            _link(path, staged / path.name)
        book = Workbook(staged, self.lesson, dict(self.definitions)).with_answers(answers)
        outputs = evaluate(self.planned, book)
        scores = tuple((name, score_of(outputs[i], points)) for i, name, points in self.graded)
        text = self._text(outputs, digest_of(data, staged), scores_digest(scores))
        _write(staged / f"{self.lesson}.ipynb", text, 0o444)  # as nbgrader leaves it
        return Outcome(submission, "", str(staged), at, scores)

    def _text(self, outputs: Mapping[int, Any], answers: str, scores: str) -> bytes:
        """Return the notebook with this participant's outputs and the stamp in the gaps."""
        filled = [orjson.dumps(outputs[one.index]) for one in self.planned]
        filled.append(orjson.dumps({"answers": answers, "release": self.release, "scores": scores}))
        parts = [self.pieces[0]]
        for gap, piece in zip(filled, self.pieces[1:], strict=True):
            parts += [gap, piece]
        return b"".join(parts)


def _lay_down(submission: Submission, staged: Path, files: Mapping[str, bytes]) -> None:
    """Take over the answers, the time and the photos of a submission, and nothing else."""
    for name, data in files.items():
        if data:
            _write(staged / name, data, 0o644)
    for path in submission.photos:
        (staged / "photos").mkdir(exist_ok=True)
        shutil.copyfile(path, staged / "photos" / path.name)


def _write(path: Path, data: bytes, mode: int) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:  # noqa: PTH123
        file.write(data)


def _link(path: Path, target: Path) -> None:
    """Share a lesson's picture among all participants; copy it where links are not possible."""
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)


def _explain(submission: Submission, reason: str) -> str:
    return f"{submission.folder}: tidak bisa dinilai ({reason}). Laporkan kepada pengelola."
