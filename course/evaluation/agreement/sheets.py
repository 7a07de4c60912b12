"""Marking sheets: what the grader marked, for two people to mark again without seeing its marks.

``course agreement --sheet 60`` draws answers of the class and lays them out a criterion a line,
without codes: an answer is known by a digest of what it says. Filled sheets come back with
``course agreement --marks FILE``.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from course import CourseError, lessons
from course.criteria.numbers import readings
from course.evaluation.agreement.marks import CLASS, CLOSE, COLUMNS
from course.exercises.fields import Photo, ShortText
from course.exercises.tables import Table
from course.inbox.submitted import answered
from course.lessons.bank import Judged
from course.lessons.lesson import Lesson
from course.lessons.marked import Example, mark
from course.spreadsheets import by_column, plain_cell, read_cells, typed

HEADS = ("jawaban", "pelajaran", "soal", "tulisan", "kriteria", "poin_tertinggi", "poin")
"""Of a marking sheet; a rater fills the last one."""
_ID = 10
_SEED = 1


@dataclass(frozen=True)
class Drawn:
    """One answer of the class that a person may mark."""

    lesson: Lesson
    exercise: str
    value: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Digest of what was answered: says nothing about who did."""
        whole = json.dumps([self.lesson.name, self.exercise, self.value], sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()[:_ID]

    @property
    def text(self) -> str:
        """What was written, a field a line."""
        lines = []
        for key, field in self.lesson.definitions[self.exercise].by_key.items():
            if key in self.value and not isinstance(field, Photo):
                lines.append(f"{field.label}: {field.show(self.value[key])}")
        return "\n".join(lines)


def answers_in_words(root: Path) -> list[Drawn]:
    """Return the class's answers to tasks in which something is written, each text once."""
    found: dict[str, Drawn] = {}
    for name in lessons.graded_names(root):
        lesson = lessons.load(root, name)
        asked = {cell.exercise for cell in lesson.criteria}
        written = [key for key in asked if key in lesson.definitions and is_written(lesson, key)]
        for submission in answered(root, name, consented=True):
            answers, own = submission.read()[1].answers, submission.known
            for key in sorted(set(written) & set(answers)):
                one = Drawn(own, key, own.definitions[key].read(answers[key].counted)[0])
                found.setdefault(one.id, one)
    return list(found.values())


def is_written(lesson: Lesson, exercise: str) -> bool:
    """Return whether something is written in words in an exercise."""
    fields = lesson.definitions[exercise].fields
    cells = [
        column.kind for field in fields if isinstance(field, Table) for column in field.columns
    ]
    return "text" in cells or any(isinstance(field, ShortText) for field in fields)


def draw(root: Path, count: int) -> list[Drawn]:
    """Return ``count`` answers, spread over the exercises; the same ones each time.

    Raises CourseError where nobody has written anything yet.
    """
    every = sorted(answers_in_words(root), key=lambda one: one.id)
    if not every:
        raise CourseError("Belum ada jawaban tertulis. Kumpulkan dulu: course collect")
    random.Random(_SEED).shuffle(every)  # noqa: S311  a fair draw, no secret
    place: dict[tuple[str, str], int] = {}
    turn = []
    for one in every:
        key = (one.lesson.name, one.exercise)
        place[key] = place.get(key, 0) + 1
        turn.append((place[key], one))
    turn.sort(key=lambda pair: pair[0])
    return [one for _, one in turn[:count]]


def write_sheet(path: Path, drawn: Sequence[Drawn]) -> None:
    """Write a blank marking sheet (XLSX): a line a criterion, the last column for the rater."""
    rows = []
    for one in drawn:
        labels = [
            (row["label"], row["points"])
            for record in mark(one.lesson, _example(one)).values()
            for row in record["criteria"]
        ]
        text = plain_cell(one.text)
        rows += [(one.id, one.lesson.name, one.exercise, text, *label, "") for label in labels]
    path.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(rows, columns=list(HEADS)).to_excel(path, index=False)


def _example(one: Drawn) -> Example:
    return Example(one.exercise, one.id, one.value, lambda _: ())


def rater_marks(root: Path, paths: Sequence[Path]) -> pd.DataFrame:
    """Return what each filled sheet gave beside what the grader gives now; columns ``COLUMNS``.

    ``hand`` is the name of the rater's file. Raises CourseError for a sheet without the columns
    ``HEADS``, or with points that are no number or above what the criterion is worth.
    """
    known = {one.id: one for one in answers_in_words(root)}
    rows = [row for path in paths for row in _rated(path, known)]
    return pd.DataFrame([row.model_dump() for row in rows], columns=COLUMNS)


def _rated(path: Path, known: Mapping[str, Drawn]) -> Iterator[Judged]:
    given: dict[str, dict[str, float]] = {}
    for number, row in enumerate(by_column(read_cells(path, "lembar penilai")), start=2):
        if missing := [head for head in HEADS if head not in row]:
            raise CourseError(
                f"{path}: kolom {missing[0]!r} tidak ada. Pakai lembar dari course agreement."
            )
        if row["poin"].strip():
            share = _share(row["poin"], row["poin_tertinggi"], f"{path}, baris {number}")
            given.setdefault(row["jawaban"].strip(), {})[typed(row["kriteria"])] = share
    for answer, labels in sorted(given.items()):
        if answer in known:
            yield from _compared(known[answer], labels, path.stem)


def _share(points: str, most: str, place: str) -> float:
    value, highest = max(readings(points), default=None), max(readings(most), default=0.0)
    if value is None or not 0 <= value <= highest:
        raise CourseError(f"{place}: poin {points!r} bukan angka dari 0 sampai {most}.")
    return value / highest


def _compared(one: Drawn, given: Mapping[str, float], hand: str) -> Iterator[Judged]:
    give = partial(
        Judged, lesson=one.lesson.name, exercise=one.exercise, kind=CLASS, part=CLASS, hand=hand,
        answer=int(one.id, 16),
    )  # fmt: skip
    for cell, record in mark(one.lesson, _example(one)).items():
        rows = [row for row in record["criteria"] if row["label"] in given]
        for row in rows:
            label, points = row["label"], row["points"]
            person, grader = given[label], row["share"]
            yield give(cell=cell, label=label, points=points, person=person, grader=grader)
        if rows and len(rows) == len(record["criteria"]):
            possible = record["points"]
            person = sum(given[row["label"]] * row["points"] for row in rows) / possible
            grader = record["earned"] / possible
            yield give(cell=cell, label="", points=possible, person=person, grader=grader)


def between_raters(marks: pd.DataFrame) -> pd.DataFrame:
    """Return each pair of raters' marks of the same criteria and cells, as ``COLUMNS`` are.

    The first rater stands as ``person``, the second as ``grader``; ``hand`` names both.
    """
    keys = ["lesson", "cell", "label", "answer"]
    found = []
    for one, other in combinations(sorted(marks["hand"].unique()), 2):
        left, right = (marks[marks["hand"] == hand] for hand in (one, other))
        both = left.merge(right[[*keys, "person"]], on=keys, suffixes=("", "_other"))
        named = {"hand": f"{one} – {other}", "unsure": float("nan")}  # no grader is in it
        found.append(both.assign(grader=both["person_other"], **named)[COLUMNS])
    return pd.concat(found, ignore_index=True) if found else marks.iloc[:0]


def agreed(marks: pd.DataFrame) -> pd.DataFrame:
    """Return the criteria and cells that every rater gives alike, up to ``CLOSE``; as ``COLUMNS``.

    ``person`` is their mean: what the grader can be held to where people agree.
    """
    keys = ["lesson", "cell", "label", "answer"]
    given = marks.groupby(keys)["person"].agg(["size", "min", "max", "mean"])
    alike = given[(given["size"] > 1) & (given["max"] - given["min"] <= CLOSE)]["mean"]
    found = marks.drop_duplicates(keys).set_index(keys).loc[alike.index]
    return found.assign(person=alike).reset_index()[COLUMNS]
