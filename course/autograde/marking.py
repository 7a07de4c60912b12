"""What a worker does with one submission: from answers to its scores, and to a graded notebook."""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import orjson

from course.autograde.limits import SECONDS, Clock, OutOfTimeError
from course.autograde.staging import digest_of, scores_digest
from course.exercises.answers import FILE_NAME, TIME_STAMP, AnswersError
from course.exercises.definition import Definition
from course.exercises.workbook import Workbook
from course.inbox.submitted import Submission, SubmissionError, check_place
from course.lessons.run import Output, Planned, evaluate, score_of

Outputs = dict[int, list[Output]]
"""What cells showed and returned, by their place in the notebook."""


@dataclass(frozen=True)
class Outcome:
    """What grading one submission gave."""

    submission: Submission
    problem: str = ""
    """Why it could not be graded: one line; empty when it could."""
    staged: str = ""
    """The finished folder, to be renamed into ``autograded/``; empty where only scores count."""
    at: datetime | None = None
    scores: tuple[tuple[str, float | None], ...] = ()
    """Points by grade id; None where a person must grade."""
    stamp: tuple[str, str, str] = ("", "", "")
    """Digests of the answers, the release and the scores (``gradebook.stamps``)."""


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

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to a worker as bytes that it unpacks once, however many chunks it gets."""
        return _unpacked, (self._packed,)

    @cached_property
    def _packed(self) -> bytes:
        return pickle.dumps({one.name: getattr(self, one.name) for one in fields(self)})

    @cached_property
    def scored(self) -> tuple[Planned, ...]:
        """The cells that are executed; the others show answers, which earns nothing."""
        return tuple(one for one in self.planned if one.count is not None)

    def mark(self, submission: Submission, clock: Clock, staging: Path | None = None) -> Outcome:
        """Grade one submission; a problem becomes a line.

        With ``staging``, the notebook and what belongs to it are laid into a folder below it.
        """
        if staging is None:
            return self._bounded(submission, clock, lambda: self._score(submission)[0])
        return self._bounded(submission, clock, lambda: self._mark(submission, staging))

    def look(self, submission: Submission, clock: Clock) -> tuple[Outcome, Outputs]:
        """Grade one submission; return also what its criteria cells showed, by their place."""
        seen: Outputs = {}

        def score() -> Outcome:
            outcome, outputs = self._score(submission, shown=True)
            seen.update(outputs)
            return outcome

        return self._bounded(submission, clock, score), seen

    def _bounded(
        self, submission: Submission, clock: Clock, work: Callable[[], Outcome]
    ) -> Outcome:
        try:
            check_place(submission)
            with clock.one():
                return work()
        except (AnswersError, SubmissionError) as error:
            return Outcome(submission, str(error))
        except OutOfTimeError:
            return Outcome(submission, _explain(submission, "terlalu lama dinilai"))
        except Exception as error:  # noqa: BLE001  whatever it is, the others go through
            return Outcome(submission, _explain(submission, type(error).__name__))

    def _score(self, submission: Submission, *, shown: bool = False) -> tuple[Outcome, Outputs]:
        _, at = submission.handed_in()
        data, answers = submission.read()
        # Before the marks: a photo that is changed meanwhile is not what the digest says.
        digest = digest_of(data, submission.folder)
        with _folder_of(submission) as folder:
            book = Workbook(folder, self.lesson, dict(self.definitions)).with_answers(answers)
            outputs = evaluate(self.scored, book, shown=shown)
        return self._outcome(submission, at, outputs, digest), outputs

    def _outcome(
        self, submission: Submission, at: datetime | None, outputs: Outputs, digest: str
    ) -> Outcome:
        scores = tuple((name, score_of(outputs[i], points)) for i, name, points in self.graded)
        stamp = (digest, self.release, scores_digest(scores))
        return Outcome(submission, "", "", at, scores, stamp)

    def _mark(self, submission: Submission, staging: Path) -> Outcome:
        time, at = submission.handed_in()
        data, answers = submission.read()
        staged = staging / f"{submission.participant}.{submission.lesson}"
        staged.mkdir()
        _lay_down(submission, staged, {FILE_NAME: data, TIME_STAMP: time})
        for path in self.shared:
            _link(path, staged / path.name)
        book = Workbook(staged, self.lesson, dict(self.definitions)).with_answers(answers)
        outputs = evaluate(self.planned, book)
        graded = self._outcome(submission, at, outputs, digest_of(data, staged))
        text = self._text(outputs, graded.stamp)
        _write(staged / f"{self.lesson}.ipynb", text, 0o444)  # as nbgrader leaves it
        return replace(graded, staged=str(staged))

    def _text(self, outputs: Outputs, stamp: tuple[str, str, str]) -> bytes:
        """Return the notebook with this participant's outputs and the stamp in the gaps."""
        filled = [orjson.dumps(outputs[one.index]) for one in self.planned]
        answers, release, scores = stamp
        filled.append(orjson.dumps({"answers": answers, "release": release, "scores": scores}))
        parts = [self.pieces[0]]
        for gap, piece in zip(filled, self.pieces[1:], strict=True):
            parts += [gap, piece]
        return b"".join(parts)


@lru_cache(maxsize=4)
def _unpacked(data: bytes) -> Marking:
    return Marking(**pickle.loads(data))  # noqa: S301  from the process that began this one


def _lay_down(submission: Submission, staged: Path, files: Mapping[str, bytes]) -> None:
    """Take over the answers, the time and the photos of a submission, and nothing else."""
    for name, data in files.items():
        if data:
            _write(staged / name, data, 0o644)
    for path in submission.photos:
        (staged / "photos").mkdir(exist_ok=True)
        shutil.copyfile(path, staged / "photos" / path.name)


@contextmanager
def _folder_of(submission: Submission) -> Iterator[Path]:
    """Yield where the criteria find the photos: those that are taken over, and no others."""
    below = submission.folder / "photos"
    if not os.path.lexists(below):
        yield submission.folder
        return
    if not below.is_symlink() and below.is_dir():
        taken = {path.name for path in submission.photos}
        if taken.issuperset(os.listdir(below)):  # noqa: PTH208  names are all that is asked
            yield submission.folder
            return
    with tempfile.TemporaryDirectory() as folder:
        _lay_down(submission, Path(folder), {})
        yield Path(folder)


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
