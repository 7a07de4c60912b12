"""The three parts that nbgrader's autograde is configured with (``nbgrader_config.py``).

They make plain ``nbgrader autograde`` safe (no cell of a submission is ever executed), fast (no
kernel) and honest about our own defects (a checker that raises is "needs grading", never 0).
"""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from course import lessons
from course.autograde.prepare import base_notebook
from course.autograde.staging import DIGEST_KEY, digest, release_digest, scores_digest
from course.exercises.answers import FILE_NAME
from course.exercises.workbook import Workbook
from course.gradebook.stamps import forget_stamp
from course.inbox.submitted import Submission, SubmissionError, check_place
from course.lessons.run import run, score_of


class SourceNotebookExporter(NotebookExporter):
    """Converts our source notebook in place of whatever the submission holds.

    An exporter, because a preprocessor is too late: a truncated notebook has failed by then.
    """

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> Any:
        """Read the source notebook for files under ``submitted/``, the file itself elsewhere."""
        converter: Any = self.parent
        course = converter.coursedir
        path, submitted = (
            Path(filename),
            Path(course.format_path(course.submitted_directory, ".", ".")),
        )
        if _is_below(path, submitted):
            _check_links(path.parent)
            lesson = resources["nbgrader"]["assignment"] if resources else path.stem
            filename = str(lessons.load(Path(course.root), lesson).path)
            resources = {**(resources or {}), "metadata": {"path": str(path.parent)}}
        return super().from_filename(filename, resources=resources, **kw)


def _check_links(folder: Path) -> None:
    """Raise SubmissionError where a link leads to the work of somebody else.

    nbgrader has copied what it leads to by then; the submission fails, and the copy is removed.
    """
    check_place(Submission(folder.parent.name, folder.name, folder))
    if (folder / FILE_NAME).is_symlink():
        raise SubmissionError(
            f"{folder / FILE_NAME}: tautan (link), bukan berkas. Minta berkas aslinya."
        )


def _is_below(path: Path, folder: Path) -> bool:
    # Not resolve(): a submission folder that is a link must not pass for something else.
    return Path(os.path.abspath(path)).is_relative_to(Path(os.path.abspath(folder)))  # noqa: PTH100


class ExecuteCriteria(NbGraderPreprocessor):  # type: ignore[misc]
    """Runs the criteria cells on the folder's ``answers.json``; takes the place of ``Execute``."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Fill the outputs, and note in the notebook's metadata what was graded."""
        folder = Path(resources["metadata"]["path"])
        name = resources["nbgrader"]["assignment"]
        root, released = Path.cwd(), nb.cells  # nbgrader works in the course's root
        lesson = Submission(resources["nbgrader"]["student"], name, folder).known
        if lesson.items:  # a test answered in its other form
            nb.cells = base_notebook(root, lesson).cells
            released = base_notebook(root, lesson.items).cells
        run(nb.cells, Workbook(folder, name, dict(lesson.definitions)))
        known = [(cell, lessons.grading_metadata(cell)) for cell in nb.cells]
        marked = map(lessons.grading_metadata, released)
        checksums = {m["grade_id"]: m["checksum"] for m in marked if m.get("grade_id")}
        scores = [
            (m["grade_id"], score_of(cell.outputs, float(m["points"])))
            for cell, m in known
            if m.get("grade")
        ]
        nb.metadata[DIGEST_KEY] = {
            "answers": digest(folder),
            "release": release_digest(checksums),
            "scores": scores_digest(scores),
        }
        return nb, resources


class SaveCriteria(SaveAutoGrades):  # type: ignore[misc]
    """Saves the scores; a cell without a proper score is left for a person."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Save a notebook's scores; what ``course grade`` noted of older ones stands no longer."""
        nbgrader = resources["nbgrader"]
        forget_stamp(nbgrader["db_url"], nbgrader["student"], nbgrader["assignment"])
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]

    def _add_score(self, cell: Any, resources: dict[str, Any]) -> None:
        if has_score(cell):
            super()._add_score(cell, resources)
            return
        nbgrader = resources["nbgrader"]
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        grade = self.gradebook.find_grade(
            grade_id, nbgrader["notebook"], nbgrader["assignment"], nbgrader["student"]
        )
        grade.auto_score, grade.needs_manual_grade = None, True
        self.gradebook.db.commit()
        self.log.warning(
            "%s, %s: cell %s needs grading", nbgrader["student"], nbgrader["assignment"], grade_id
        )

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> Any:
        """Save a cell's score; the comment cell ("catatan") has none and waits for nobody."""
        result = super().preprocess_cell(cell, resources, cell_index)
        if utils.is_task(cell) and not cell.metadata["nbgrader"]["points"]:
            grade = self.gradebook.find_grade(
                cell.metadata["nbgrader"]["grade_id"],
                self.notebook_id,
                self.assignment_id,
                self.student_id,
            )
            grade.auto_score, grade.needs_manual_grade = 0.0, False
            self.gradebook.db.commit()
        return result


def without_code(source: str, metadata: dict[str, Any] | None = None, **_: Any) -> str:
    """Return nothing for cells of ours, for the formgrader: graders read answers, not code.

    Takes the place of nbconvert's ``highlight_code`` filter (``c.HTMLExporter.filters``).
    """
    return "" if metadata and "nbgrader" in metadata else f"<pre>{escape(source)}</pre>"


def has_score(cell: Any) -> bool:
    """Return whether the cell's outputs hold a score that nbgrader reads as partial credit."""
    return score_of(cell.outputs, float(cell.metadata["nbgrader"]["points"])) is not None
