"""Grade one submission: run the criteria on the answers, lay the result down beside its place.

Everything that is the same for all participants of a lesson is prepared once (``Marking``): the
notebook is text with gaps for the outputs, the criteria are compiled. What is left for each is to
evaluate the criteria and write the files.
"""

from __future__ import annotations

import copy
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from course.answers import FILE_NAME, AnswersError, read_answers
from course.autograde.base import base_notebook
from course.autograde.limits import OutOfTimeError, time_limit
from course.autograde.pipeline import DIGEST_KEY, digest, has_score
from course.autograde.submissions import TIMESTAMP, Submission, SubmissionError, handed_in
from course.criteria_run import run
from course.exercises.photos import MAX_PHOTO_BYTES
from course.exercises.workbook import Workbook
from course.lessons import Lesson, grading_metadata, is_exercise

_GAP = "@gap-{}@"
_MAX_PHOTOS = 60


@dataclass(frozen=True)
class Outcome:
    """What grading one submission gave."""

    submission: Submission
    problem: str = ""
    """Why it could not be graded: one line; empty when it could."""
    staged: Path | None = None
    """The finished folder, to be renamed into ``autograded/``."""
    at: datetime | None = None
    scores: tuple[tuple[str, float | None], ...] = ()
    """Points by grade id; None where a person must grade."""


class Marking:
    """A released lesson, ready to grade many."""

    def __init__(self, root: Path, lesson: Lesson, release: str) -> None:
        self.root, self.lesson, self.release = root, lesson, release
        notebook = base_notebook(root, lesson)
        self.cells = notebook.cells
        self.filled = [i for i, cell in enumerate(self.cells) if _shows(cell)]
        self.graded = [c for c in self.cells if grading_metadata(c).get("grade")]
        self.pieces = _pieces(notebook, self.filled)
        self.shared = [
            p for p in lesson.path.parent.iterdir() if p.is_file() and p.suffix != ".ipynb"
        ]

    def mark(self, submission: Submission, staging: Path) -> Outcome:
        """Grade one submission into a folder below ``staging``; a problem becomes a line."""
        try:
            at = handed_in(submission)
            if (submission.folder / FILE_NAME).exists():
                read_answers(submission.folder / FILE_NAME)
            staged = staging / f"{submission.participant}.{submission.lesson}"
            with time_limit():
                scores = self._mark(submission, staged)
        except (AnswersError, SubmissionError) as error:
            return Outcome(submission, str(error))
        except OutOfTimeError:
            return Outcome(submission, _explain(submission, "terlalu lama dinilai"))
        except (OSError, MemoryError, RecursionError) as error:
            return Outcome(submission, _explain(submission, f"{type(error).__name__}"))
        return Outcome(submission, "", staged, at, scores)

    def _mark(self, submission: Submission, staged: Path) -> tuple[tuple[str, float | None], ...]:
        staged.mkdir(parents=True)
        answers = _copy_answers(submission.folder, staged)
        for path in self.shared:
            _link(path, staged / path.name)
        book = Workbook(staged, self.lesson.name, dict(self.lesson.definitions))
        run(self.cells, book)
        text = self._text(answers)
        target = staged / self.lesson.path.name
        target.write_text(text, "utf-8")
        target.chmod(0o444)
        return tuple(_scores(self.graded))

    def _text(self, answers: str) -> str:
        """Return the notebook with this participant's outputs and the stamp in the gaps."""
        filled = [_dumped(self.cells[i].outputs) for i in self.filled]
        filled.append(_dumped({"answers": answers, "release": self.release}))
        parts = [self.pieces[0]]
        for gap, piece in zip(filled, self.pieces[1:], strict=True):
            parts += [gap, piece]
        return "".join(parts)


def _shows(cell: Any) -> bool:
    graded = grading_metadata(cell).get("grade") and cell.cell_type == "code"
    return bool(graded) or is_exercise(cell)


def _pieces(notebook: Any, filled: list[int]) -> list[str]:
    """Return the notebook's text cut at the outputs of the ``filled`` cells and at the stamp."""
    blank = copy.deepcopy(notebook)
    with tempfile.TemporaryDirectory() as empty:
        run(blank.cells, Workbook(Path(empty), "", {}))  # sets the execution counts
    for index, cell in enumerate(blank.cells):
        if index in filled:
            cell.outputs = _GAP.format(index)
    blank.metadata[DIGEST_KEY] = _GAP.format("stamp")
    text = json.dumps(blank, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    pieces = []
    for name in [*filled, "stamp"]:
        before, text = text.split(json.dumps(_GAP.format(name)), 1)
        pieces.append(before)
    return [*pieces, text]


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _scores(cells: list[Any]) -> Iterator[tuple[str, float | None]]:
    for cell in cells:
        meta = cell.metadata["nbgrader"]
        good = has_score(cell)
        yield meta["grade_id"], float(_result(cell)) if good else None


def _result(cell: Any) -> str:
    results = [o for o in cell.outputs if o.output_type == "execute_result"]
    return str(results[0]["data"]["text/plain"])


def _copy_answers(folder: Path, staged: Path) -> str:
    """Take over the answers, their photos and the time, and nothing else; return the digest."""
    for name in (FILE_NAME, TIMESTAMP):
        path = folder / name
        if path.is_file() and not path.is_symlink():
            shutil.copyfile(path, staged / name)
    photos = folder / "photos"
    if photos.is_dir() and not photos.is_symlink():
        for path in sorted(photos.glob("*.jpg"))[:_MAX_PHOTOS]:
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= MAX_PHOTO_BYTES:
                (staged / "photos").mkdir(exist_ok=True)
                shutil.copyfile(path, staged / "photos" / path.name)
    return digest(staged / FILE_NAME)


def _link(path: Path, target: Path) -> None:
    """Share a lesson's picture among all participants; copy it where links are not possible."""
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)


def _explain(submission: Submission, reason: str) -> str:
    return f"{submission.folder}: tidak bisa dinilai ({reason}). Laporkan kepada pengelola."
