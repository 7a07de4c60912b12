"""The notebook every submission of a lesson is graded as: what nbgrader's first pass makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter

from course.gradebook import database
from course.lessons import Lesson
from course.nbgrader_files import settings


def base_notebook(root: Path, lesson: Lesson) -> Any:
    """Return the source notebook after nbgrader's own sanitising preprocessors.

    They restore the released criteria, checksums and points from the gradebook, so that an edited
    source cannot change a grade.
    """
    config = settings(root)
    exporter = NotebookExporter(config=config)
    for preprocessor in config.Autograde.sanitize_preprocessors:
        exporter.register_preprocessor(preprocessor, enabled=True)
    resources = {
        "metadata": {"path": str(lesson.path.parent), "name": lesson.name},
        "nbgrader": {
            "student": "", "assignment": lesson.name, "notebook": lesson.name,
            "db_url": database(root),
        },
    }  # fmt: skip
    text, _ = exporter.from_notebook_node(lesson.notebook, resources)
    return nbformat.reads(text, as_version=4)
