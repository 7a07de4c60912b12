"""Mark again what a lesson's authors keep: frozen answers and readings, whose marks are known.

``source/<lesson>/authors/answers/<exercise>.json`` is a list of whole answers: ``case`` (its name),
``value``, ``points`` it earns by criteria cell (a number, or ``{"most": number}``), ``photos``
(place in the submission: file in ``answers/photos/``).

``source/<lesson>/authors/readings.json`` holds texts as people write them, in groups, each of one
exercise:

- ``exercise``, ``grade``: whose criteria cell decides (``grade`` where the exercise has several);
- ``field``: the field the texts are written in, or a cell of a table (``produk.p1.nama``); without
  it each reading is a ``value`` with its ``name``, laid over ``base``;
- ``base``: the rest of the answer;
- ``criterion``: the one (or the guard) the texts are about; without it a right text earns all;
- ``of``: how many rows a full answer has, where the texts fill one row of a table;
- ``accept``: what is right, with short forms, typos, Javanese and Sundanese words, emoji;
- ``refuse``: what only looks right: ``not`` names the criterion it must not earn (the group's own
  if it has one; a list for a ``value``, which loses these and no others), ``share`` what it earns
  of it all the same (nothing, if not said), ``why`` the reason.
"""

from __future__ import annotations

import copy
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from course import CourseError
from course.criteria.scoring import CRITERIA_MIME
from course.exercises.answers import Answers, Entry
from course.exercises.workbook import Workbook
from course.lessons.lesson import AUTHORS, Lesson
from course.lessons.run import Planned, evaluate

Record = Mapping[str, Any]
"""What ``criteria`` shows: criteria, guard, points, earned."""
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_SHARE, _POINTS = 1e-4, 1e-6


@dataclass(frozen=True)
class Example:
    """One answer of the authors, and how to tell that it is marked as they expect."""

    exercise: str
    name: str
    """The name of the frozen case, or of a reading with a ``value``; else the text itself."""
    value: Mapping[str, Any]
    faults: Callable[[Mapping[str, Record]], Iterable[str]]
    """Given the records by grade id, says in Indonesian which criteria are marked otherwise."""
    photos: Mapping[str, Path] = field(default_factory=dict)


def examples(lesson: Lesson) -> Iterator[Example]:
    """Yield a lesson's frozen answers, then its readings.

    Raises CourseError that names a file which cannot be read.
    """
    folder = lesson.path.parent / AUTHORS
    for path in sorted((folder / "answers").glob("*.json")):
        if path.stem in {cell.exercise for cell in lesson.criteria}:
            yield from (_frozen(path, case) for case in _read(path))
    for group in _read(folder / "readings.json"):
        yield from (_reading(group, one, refused=False) for one in group["accept"])
        yield from (_reading(group, one, refused=True) for one in group["refuse"])


def _read(path: Path) -> list[Any]:
    try:
        return list(json.loads(path.read_text("utf-8"))) if path.is_file() else []
    except (ValueError, TypeError) as error:
        raise CourseError(f"{path}: tidak terbaca ({error}).") from error


def _frozen(path: Path, case: Mapping[str, Any]) -> Example:
    photos = {to: path.parent / "photos" / name for to, name in case.get("photos", {}).items()}
    faults = partial(_wrong_points, case["points"])
    return Example(path.stem, case["case"], case["value"], faults, photos)


def _wrong_points(points: Mapping[str, Any], records: Mapping[str, Record]) -> Iterator[str]:
    for grade_id, expected in points.items():
        record = records.get(grade_id)
        if record is None:
            yield f"{grade_id} gagal dinilai"
            continue
        bounded = isinstance(expected, dict)
        most, earned = (expected["most"] if bounded else expected), record["earned"]
        if earned > most + _POINTS or (not bounded and earned < most - _POINTS):
            wish = "paling banyak" if bounded else "seharusnya"
            why = _why(record, more=earned > most)
            yield f"{grade_id} {wish} {most:g}, sekarang {earned:g}, {why}"


def _why(record: Record, *, more: bool) -> str:
    got = shares(record).items()
    if more:
        return "sudah: " + ", ".join(label for label, share in got if share)
    return "belum: " + ", ".join(label for label, share in got if share < 1)


def _reading(group: Mapping[str, Any], reading: Any, *, refused: bool) -> Example:
    said = reading if isinstance(reading, dict) else {"text": reading}
    value = copy.deepcopy(group.get("base", {}))
    if "text" in said:
        *tables, last = group["field"].split(".")
        inner = value
        for key in tables:
            inner = inner.setdefault(key, {})
        inner[last] = said["text"]
    else:
        value |= said["value"]
    faults = partial(_misread, group, said if refused else None)
    return Example(group["exercise"], said.get("text") or said["name"], value, faults)


def _misread(
    group: Mapping[str, Any], miss: Mapping[str, Any] | None, records: Mapping[str, Record]
) -> Iterator[str]:
    grade_id = group.get("grade") or next(iter(records), "")
    record = records.get(grade_id)
    if record is None:
        yield f"{grade_id or 'kriteria'} gagal dinilai"
        return
    got = shares(record)
    for label, wanted in _wanted(group, miss, got).items():
        if label not in got:
            yield f"{grade_id} “{label}” tidak ada lagi"
        elif abs(got[label] - wanted) > _SHARE:
            yield f"{grade_id} “{label}” seharusnya {_said(wanted)}, sekarang {_said(got[label])}"


def _wanted(
    group: Mapping[str, Any], miss: Mapping[str, Any] | None, got: Mapping[str, float]
) -> dict[str, float]:
    """Return the share each criterion is to have; what a reading says nothing of is left out."""
    full = 1 / group.get("of", 1)
    if miss is None:
        return dict.fromkeys([group["criterion"]] if "criterion" in group else got, full)
    refused = miss.get("not", group.get("criterion"))
    if "value" not in miss:
        return {refused: miss.get("share", 0.0)}
    # These and no others are lost; by how much is not said.
    lost = {label: got[label] if got.get(label, 1.0) < 1 else 0.0 for label in refused}
    return dict.fromkeys(got, 1.0) | lost


def _said(share: float) -> str:
    return {0.0: "belum", 1.0: "sudah"}.get(share, f"{share:.0%}")


def shares(record: Record) -> dict[str, float]:
    """Return what each criterion earned of its points, 0 to 1, the guard as one of them."""
    guard = [record["guard"]] if record["guard"] else []
    return {row["label"]: row["share"] for row in [*record["criteria"], *guard]}


def mark(lesson: Lesson, example: Example) -> dict[str, Record]:
    """Return the records of the criteria cells that read an example's exercise, by grade id.

    A cell that fails has no record.
    """
    cells = [cell for cell in lesson.criteria if cell.exercise == example.exercise]
    planned = [Planned(-1, 1, source=lesson.setup)]
    planned += [Planned(index, 1, source=cell.source) for index, cell in enumerate(cells)]
    # Thousands are marked, and few have photos: a folder is laid for those alone.
    with tempfile.TemporaryDirectory() if example.photos else nullcontext("/nonexistent") as folder:
        outputs = evaluate(planned, _workbook(lesson, example, Path(folder)))
    return {
        cell.grade_id: output["data"][CRITERIA_MIME]
        for index, cell in enumerate(cells)
        for output in outputs[index]
        if CRITERIA_MIME in output.get("data", {})
    }


def _workbook(lesson: Lesson, example: Example, folder: Path) -> Workbook:
    for to, photo in example.photos.items():
        (folder / to).parent.mkdir(exist_ok=True)
        shutil.copyfile(photo, folder / to)
    definition = lesson.definitions[example.exercise]
    value, _ = definition.read(example.value)
    entry = Entry(value=value, at=_NOW, item=definition.item)
    answers = Answers(lesson=lesson.name, participant="U01", answers={example.exercise: entry})
    return Workbook(folder, lesson.name, dict(lesson.definitions)).with_answers(answers)


def remark(lesson: Lesson) -> tuple[int, list[str]]:
    """Mark every example of a lesson again.

    Returns how many there are, and a sentence for each criterion that is marked otherwise.
    """
    every = list(examples(lesson))
    found: list[str] = []
    for example in every:
        short = example.name if len(example.name) <= 60 else f"{example.name[:57]}…"
        place = f"soal {example.exercise}, jawaban “{' '.join(short.split())}”"
        found += [f"{place}: {fault}" for fault in example.faults(mark(lesson, example))]
    return len(every), found
