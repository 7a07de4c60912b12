"""A lesson's bank of labelled answers: texts of every kind of writer, with the marks people gave.

``source/<lesson>/authors/bank.jsonl``, an answer a line:

- ``exercise``, ``kind`` (of writer or fault: ``dictated``, ``jawa``, ``keywords``), ``hand`` (who
  wrote it), ``part``: ``tune`` or ``test``; what is in ``test`` is never used to mend a checker;
- ``value``: the whole answer by field;
- ``lost``: by graded cell, the criteria that earn less than full, with the share a person gave;
  ``"*"`` is every criterion of the cell. What is not named earned all;
- ``reader``: by graded cell with a guard, whether a reader can use the text as an answer to the
  task; false caps the cell, as ``course.criteria.scoring.CAP`` does;
- ``again``: what others gave who saw neither these marks nor the grader's, each with a ``lost``
  and a ``reader`` of their own. They say how far people agree; what counts is who wrote it;
- ``note``: why, where it is not obvious.

Whose judgement the marks are stands in ``docs/agreement.md``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from course import CourseError
from course.criteria.scoring import CAP, is_capped
from course.lessons.lesson import AUTHORS, Lesson
from course.lessons.marked import Example, Record, mark

FILE = "bank.jsonl"
EVERY = "*"


class Marks(BaseModel):
    """What one person gave for an answer, by graded cell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lost: Mapping[str, Mapping[str, float]] = {}
    reader: Mapping[str, bool] = {}


class Labelled(Marks):
    """One answer with a person's marks."""

    exercise: str
    kind: str
    hand: str
    part: Literal["tune", "test"]
    value: Mapping[str, Any]
    again: tuple[Marks, ...] = ()
    note: str = ""


class Judged(BaseModel):
    """What a person and the grader gave for one criterion, or for a whole cell (``label`` "")."""

    model_config = ConfigDict(frozen=True)

    lesson: str
    exercise: str
    cell: str
    label: str
    points: float
    """What can be earned."""
    person: float
    """Share of the points a person gave, 0 to 1."""
    grader: float
    """Share of the points the grader gave, 0 to 1."""
    kind: str
    hand: str
    part: str
    unsure: bool = False
    """Whether the grader asked for a person to look."""
    held: bool = False
    """Of a whole cell: whether its guard caps what the grader gave."""
    answer: int = 0
    """Which answer of the bank, by its line, from 1."""


def read_bank(lesson: Lesson) -> list[Labelled]:
    """Return a lesson's labelled answers; none where it has no bank.

    Raises CourseError that names the file and the line which cannot be read.
    """
    path = lesson.path.parent / AUTHORS / FILE
    return [*_lines(path)] if path.is_file() else []


def _lines(path: Path) -> Iterator[Labelled]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield Labelled.model_validate(json.loads(line))
        except (ValueError, ValidationError) as error:
            what = " ".join(str(error).split())[:200]
            raise CourseError(f"{path}, baris {number}: tidak terbaca ({what}).") from error


def judge_all(lesson: Lesson) -> Iterator[list[list[Judged]]]:
    """Yield of each answer the grader's marks beside those of each person, its writer first.

    Each criterion, then the whole cell. Raises CourseError for a line whose marks name what the
    lesson does not have.
    """
    for number, one in enumerate(read_bank(lesson), start=1):
        yield _judged(lesson, number, one)


def _judged(lesson: Lesson, number: int, one: Labelled) -> list[list[Judged]]:
    place = f"{lesson.name}/{AUTHORS}/{FILE}, baris {number}"
    if one.exercise not in lesson.definitions:
        raise CourseError(f"{place}: soal {one.exercise!r} tidak ada di pelajaran ini.")
    problems = lesson.definitions[one.exercise].read(one.value)[1]
    if problems:
        raise CourseError(f"{place}: jawabannya tidak terbaca, {problems[0]}.")
    records = mark(lesson, Example(one.exercise, place, one.value, lambda _: ()))
    give = partial(
        Judged, lesson=lesson.name, exercise=one.exercise, kind=one.kind, hand=one.hand,
        part=one.part, answer=number,
    )  # fmt: skip
    return [
        [
            row
            for cell, record in records.items()
            for row in _beside(place, give, cell, record, marks)
        ]
        for marks in (one, *one.again)
    ]


def _beside(
    place: str, give: Callable[..., Judged], cell: str, record: Record, one: Marks
) -> Iterator[Judged]:
    rows = _without_photos(record)
    given = _given(place, cell, record, one)
    for row in rows:
        label, unsure = row["label"], "unsure" in row
        shares = {"person": given[label], "grader": row["share"]}
        yield give(cell=cell, label=label, points=row["points"], unsure=unsure, **shares)
    possible = sum(row["points"] for row in rows)
    person = sum(given[row["label"]] * row["points"] for row in rows) / possible
    grader = sum(row["earned"] for row in rows) / possible
    held = is_capped(record)
    shares = {
        "person": person if one.reader.get(cell, True) else min(person, CAP),
        "grader": min(grader, CAP) if held else grader,
    }
    unsure = _is_unsure(record)
    yield give(cell=cell, label="", points=possible, unsure=unsure, held=held, **shares)


def _given(place: str, cell: str, record: Record, one: Marks) -> dict[str, float]:
    """Return the share a person gave for each criterion of a cell."""
    lost = dict(one.lost.get(cell, {}))
    rest = lost.pop(EVERY, 1.0)
    labels = [row["label"] for row in record["criteria"]]
    if unknown := set(lost) - set(labels):
        raise CourseError(f"{place}: kriteria {min(unknown)!r} tidak ada di {cell}.")
    return {label: lost.get(label, rest) for label in labels}


def _without_photos(record: Record) -> list[Mapping[str, Any]]:
    """Return the criteria of a record that a text decides: the bank holds no pictures."""
    return [row for row in record["criteria"] if row["found"] != NO_PHOTO]


NO_PHOTO = "belum ada foto"


def _is_unsure(record: Record) -> bool:
    guard = [record["guard"]] if record["guard"] else []
    return any("unsure" in row for row in [*record["criteria"], *guard])
