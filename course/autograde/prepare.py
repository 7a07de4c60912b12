"""A released lesson made ready for workers: its notebook, cut where the results go in."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat

from course.autograde.marking import Marking
from course.autograde.staging import DIGEST_KEY
from course.gradebook.scores import database
from course.gradebook.settings import settings
from course.lessons.forms import with_items
from course.lessons.lesson import Lesson, grading_metadata, load
from course.lessons.run import Planned, plan


def prepare(root: Path, lesson: Lesson, release: str) -> Marking:
    """Return a released lesson, ready to be sent to workers."""
    return _marking(lesson, base_notebook(root, lesson), release)


def of_source(lesson: Lesson, release: str = "") -> Marking:
    """Return a lesson as its source is now, released or not: to see what it would mark."""
    return _marking(lesson, copy.deepcopy(lesson.notebook), release)


def _marking(lesson: Lesson, notebook: Any, release: str) -> Marking:
    planned = plan(notebook.cells, lesson.definitions)
    for definition in lesson.definitions.values():
        _ = definition.item  # computed here, it travels along
    return Marking(
        lesson=lesson.name,
        release=release,
        definitions=dict(lesson.definitions),
        planned=tuple(planned),
        pieces=tuple(_pieces(notebook, planned)),
        graded=tuple(
            (index, meta["grade_id"], float(meta["points"]))
            for index, cell in enumerate(notebook.cells)
            if (meta := grading_metadata(cell)).get("grade")
        ),
        shared=tuple(
            path.resolve()
            for path in sorted((lesson.items or lesson).path.parent.iterdir())
            if path.is_file() and path.suffix != ".ipynb"
        ),
    )


def base_notebook(root: Path, lesson: Lesson) -> Any:
    """Return the source notebook after nbgrader's own sanitising preprocessors.

    They restore the released criteria, checksums and points from the gradebook, so that an edited
    source cannot change a grade. Items of another test are those of its own release.
    """
    if lesson.items:
        own, other = (
            base_notebook(root, load(root, one)) for one in (lesson.name, lesson.items.name)
        )
        return with_items(own, other, lesson.items.about.form)
    from nbconvert.exporters import NotebookExporter  # noqa: PLC0415  slow to load

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


def _pieces(notebook: Any, planned: Iterable[Planned]) -> list[bytes]:
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
        pieces.append(before.encode())
    return [*pieces, text.encode()]
