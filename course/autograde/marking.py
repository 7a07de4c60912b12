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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from course.answers import FILE_NAME, AnswersError, read_answers
from course.autograde.base import base_notebook
from course.autograde.limits import OutOfTimeError, time_limit
from course.autograde.pipeline import DIGEST_KEY, digest, score_of
from course.autograde.submissions import TIMESTAMP, Submission, SubmissionError, handed_in
from course.criteria_run import Planned, evaluate, plan
from course.exercises.photos import MAX_PHOTO_BYTES
from course.exercises.workbook import Workbook
from course.lessons import Lesson, grading_metadata

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
        self.planned = plan(notebook.cells, lesson.definitions)
        self.pieces = _pieces(notebook, self.planned)
        self.graded = [
            (index, meta["grade_id"], float(meta["points"]))
            for index, cell in enumerate(notebook.cells)
            if (meta := grading_metadata(cell)).get("grade")
        ]
        self.definitions = dict(lesson.definitions)
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
        outputs = evaluate(self.planned, Workbook(staged, self.lesson.name, self.definitions))
        target = staged / self.lesson.path.name
        target.write_text(self._text(outputs, answers), "utf-8")
        target.chmod(0o444)  # as nbgrader leaves it
        return tuple((name, score_of(outputs[i], points)) for i, name, points in self.graded)

    def _text(self, outputs: Mapping[int, Any], answers: str) -> str:
        """Return the notebook with this participant's outputs and the stamp in the gaps."""
        filled = [_dumped(outputs[one.index]) for one in self.planned]
        filled.append(_dumped({"answers": answers, "release": self.release}))
        parts = [self.pieces[0]]
        for gap, piece in zip(filled, self.pieces[1:], strict=True):
            parts += [gap, piece]
        return "".join(parts)


def _pieces(notebook: Any, planned: Iterable[Planned]) -> list[str]:
    """Return the notebook's text cut at the outputs of the planned cells and at the stamp."""
    blank = copy.deepcopy(notebook)
    for cell in blank.cells:
        if cell.cell_type == "code":
            cell.execution_count = None
    gaps = [f"@gap-{one.index}@" for one in planned]
    for one, gap in zip(planned, gaps, strict=True):
        blank.cells[one.index].update(outputs=gap, execution_count=one.count)
    blank.metadata[DIGEST_KEY] = "@gap-stamp@"
    text, pieces = json.dumps(blank, ensure_ascii=False, indent=1, sort_keys=True) + "\n", []
    for gap in [*gaps, "@gap-stamp@"]:
        before, text = text.split(json.dumps(gap), 1)
        pieces.append(before)
    return [*pieces, text]


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


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
