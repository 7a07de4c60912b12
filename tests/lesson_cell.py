"""One answer through a lesson's own criteria cell: what the tables of readings are held against."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from conftest import REPOSITORY

from course import lessons
from course.criteria.scoring import CRITERIA_MIME
from course.exercises.answers import Answers, Entry
from course.exercises.workbook import Workbook, opened
from course.lessons.lesson import SETUP
from course.lessons.run import execute


@cache
def names_of(name: str) -> dict[str, Any]:
    """Return the names a lesson's own setup cell gives its criteria cells."""
    lesson = lessons.load(REPOSITORY, name)
    (setup,) = [
        cell
        for cell in lesson.notebook.cells
        if lessons.grading_metadata(cell).get("grade_id") == SETUP
    ]
    namespace: dict[str, Any] = {}
    outputs = execute(setup.source, namespace, Workbook(Path(), name), 1)
    assert outputs == [], outputs
    return namespace


def record(name: str, exercise: str, value: dict[str, Any], grade: str = "") -> dict[str, Any]:
    """Return the criteria record of ``value`` in the cell ``grade``, or in the exercise's only one."""
    lesson = lessons.load(REPOSITORY, name)
    definition = lesson.definitions[exercise]
    read, problems = definition.read(value)
    assert problems == []
    entry = Entry(value=read, at=datetime(2026, 11, 20, tzinfo=UTC), item=definition.item)
    answers = Answers(lesson=name, participant="U01", answers={exercise: entry})
    book = Workbook(Path(), name, dict(lesson.definitions)).with_answers(answers)
    begins = f'answer = read_answer("{exercise}")'
    (cell,) = [
        c
        for c in lesson.criteria
        if (c.grade_id == grade if grade else c.source.startswith(begins))
    ]
    with opened(book):
        outputs = execute(cell.source, dict(names_of(name)), book, 1)
    return next(o["data"][CRITERIA_MIME] for o in outputs if CRITERIA_MIME in o.get("data", {}))
