"""Mark again what a lesson's authors keep: frozen answers and readings, whose marks are known.

``source/<lesson>/authors/answers/<exercise>.json`` holds whole answers and the points each earns in
every criteria cell. ``authors/readings.json`` holds texts as people write them, in groups: an
``exercise``, its criteria cell (``grade``, where it has more than one), the ``field`` the text
stands in (``table.row.column`` inside a table) and the rest of the answer (``base``). A text to
``accept`` meets every criterion, or earns the group's ``earns`` points. One to ``refuse`` does not
meet the criterion ``label``, or misses just those in ``lost``, or, without either, earns nothing.
"""

from __future__ import annotations

import json
import math
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from course import CourseError
from course.criteria.scoring import CRITERIA_MIME
from course.exercises.answers import Answers, Entry
from course.exercises.workbook import Workbook
from course.lessons.lesson import SETUP, CriteriaCell, Lesson, grading_metadata
from course.lessons.run import Planned, evaluate

Record = Mapping[str, Any]
"""What ``criteria`` shows: criteria, guard, points, earned."""
HALF = " (separuh)"
"""Ends the label of a criterion that is to be met by half."""
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Example:
    """One answer of the authors, and how to tell that it is marked as they expect."""

    exercise: str
    name: str
    """The frozen case's name, or the text itself."""
    value: Mapping[str, Any]
    points: Mapping[str, Any] = field(default_factory=dict)
    """Frozen: points by grade id, a number or ``{"most": number}``."""
    grade: str = ""
    """Readings: the criteria cell; "" for the exercise's only one."""
    wanted: Mapping[str, Any] | None = None
    """Readings: ``earns``, ``label`` or ``lost``; empty where every criterion is to be met."""
    photos: Mapping[str, Path] = field(default_factory=dict)


def examples(lesson: Lesson) -> Iterator[Example]:
    """Yield a lesson's frozen answers, then its readings.

    Raises CourseError that names a file which cannot be read.
    """
    folder = lesson.path.parent / "authors"
    for path in sorted((folder / "answers").glob("*.json")):
        if path.stem in lesson.definitions:
            yield from map(partial(_frozen, path), _read(path))
    for group in _read(folder / "readings.json"):
        for reading in [*group.get("accept", ()), *group.get("refuse", ())]:
            yield _reading(group, reading)


def _read(path: Path) -> list[Any]:
    try:
        return list(json.loads(path.read_text("utf-8"))) if path.is_file() else []
    except (ValueError, TypeError) as error:
        raise CourseError(f"{path}: tidak terbaca ({error}).") from error


def _frozen(path: Path, case: Mapping[str, Any]) -> Example:
    photos = {to: path.parent / "photos" / name for to, name in case.get("photos", {}).items()}
    return Example(path.stem, case["case"], case["value"], case["points"], photos=photos)


def _reading(group: Mapping[str, Any], reading: Any) -> Example:
    said = reading if isinstance(reading, dict) else {"text": reading}
    value = dict(group.get("base", {})) | said.get("value", {})
    if "text" in said:
        first, *inside = group["field"].split(".")
        value[first] = _nested(inside, said["text"])
    wanted = {key: said[key] for key in ("label", "lost") if key in said}
    if not wanted and "why" in said:
        wanted = {"earns": 0}
    elif not wanted and "earns" in group:
        wanted = {"earns": group["earns"]}
    name = said.get("text") or said["name"]
    return Example(group["exercise"], name, value, grade=group.get("grade", ""), wanted=wanted)


def _nested(keys: Sequence[str], text: str) -> Any:
    return {keys[0]: _nested(keys[1:], text)} if keys else text


def mark(lesson: Lesson, example: Example, folder: Path) -> dict[str, Record]:
    """Return the records of the criteria cells that read an example's exercise, by grade id.

    ``folder`` is an empty one, in which its photos are laid. A cell that fails has no record.
    """
    definition = lesson.definitions[example.exercise]
    for to, photo in example.photos.items():
        (folder / to).parent.mkdir(exist_ok=True)
        shutil.copyfile(photo, folder / to)
    value, _ = definition.read(example.value)
    entry = Entry(value=value, at=_NOW, item=definition.item)
    answers = Answers(lesson=lesson.name, participant="U01", answers={example.exercise: entry})
    book = Workbook(folder, lesson.name, dict(lesson.definitions)).with_answers(answers)
    cells = _cells_of(lesson, example.exercise)
    planned = [Planned(-1, 1, source=_setup(lesson))]
    planned += [Planned(index, 1, source=cell.source) for index, cell in enumerate(cells)]
    outputs = evaluate(planned, book)
    return {
        cell.grade_id: output["data"][CRITERIA_MIME]
        for index, cell in enumerate(cells)
        for output in outputs[index]
        if CRITERIA_MIME in output.get("data", {})
    }


def _cells_of(lesson: Lesson, exercise: str) -> list[CriteriaCell]:
    return [cell for cell in lesson.criteria if f'read_answer("{exercise}")' in cell.source]


def _setup(lesson: Lesson) -> str:
    cells = lesson.notebook.cells
    return str(next(c.source for c in cells if grading_metadata(c).get("grade_id") == SETUP))


def faults(example: Example, records: Mapping[str, Record]) -> Iterator[str]:
    """Yield, in Indonesian, each criterion of an example that is not marked as expected."""
    for grade_id, expected in example.points.items():
        record = records.get(grade_id)
        if record is None:
            yield f"{grade_id} gagal dinilai"
        elif not _is_earned(record["earned"], expected):
            most = expected["most"] if isinstance(expected, dict) else expected
            wish = "paling banyak" if isinstance(expected, dict) else "seharusnya"
            yield f"{grade_id} {wish} {most:g}, sekarang {record['earned']:g}{_unmet(record)}"
    if example.wanted is not None:
        own = [example.grade] if example.grade else list(records)
        for grade_id in own or [""]:
            record = records.get(grade_id)
            wrong = _misread(example.wanted, record) if record else "gagal dinilai"
            yield from [f"{grade_id} {wrong}".strip()] if wrong else []


def _is_earned(earned: float, expected: Any) -> bool:
    if isinstance(expected, dict):
        return bool(earned <= expected["most"])
    return math.isclose(earned, expected, abs_tol=1e-6)


def _unmet(record: Record) -> str:
    labels = missed(record)
    return f" (belum: {', '.join(labels)})" if labels else ""


def missed(record: Record) -> dict[str, float]:
    """Return the criteria, guard included, that are not wholly met, with the share that is."""
    rows = [*record["criteria"], *([record["guard"]] if record["guard"] else [])]
    return {row["label"]: row["share"] for row in rows if row["share"] < 1}


def _misread(wanted: Mapping[str, Any], record: Record) -> str:
    lost = missed(record)
    if "earns" in wanted:
        good = _is_earned(record["earned"], wanted["earns"])
        return "" if good else f"seharusnya {wanted['earns']:g}, sekarang {record['earned']:g}"
    if "label" in wanted:
        label = wanted["label"].removesuffix(HALF)
        share = lost.get(label, 1.0)
        good = share == 0.5 if wanted["label"].endswith(HALF) else share < 1
        return "" if good else f"“{label}” seharusnya belum terpenuhi, sekarang terpenuhi"
    expected = wanted.get("lost", {})
    less = [f"“{label}” sekarang belum terpenuhi" for label in lost if label not in expected]
    more = [f"“{label}” sekarang terpenuhi" for label in expected if label not in lost]
    return "; ".join(less + more)


def remark(lesson: Lesson) -> tuple[int, list[str]]:
    """Mark every example of a lesson again.

    Returns how many there are, and a sentence for each criterion that is marked otherwise.
    """
    count = 0
    found: list[str] = []
    for example in examples(lesson):
        if not _cells_of(lesson, example.exercise):
            continue
        count += 1
        with tempfile.TemporaryDirectory() as folder:
            records = mark(lesson, example, Path(folder))
        short = example.name if len(example.name) <= 60 else f"{example.name[:57]}…"
        place = f"soal {example.exercise}, jawaban “{short}”"
        found += [f"{place}: {fault}" for fault in faults(example, records)]
    return count, found
