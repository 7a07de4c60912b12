"""Grades as files that learning platforms take in: Moodle, Canvas, Google Classroom.

- Moodle, "Grade import" (docs.moodle.org): any columns; one chooses which is which. People are
  found by ``Email address`` or ``ID number``; grade items must be in the gradebook before.
- Canvas, "Import grades": the first five columns are named so; a person is found by ``ID``,
  ``SIS User ID`` or ``SIS Login ID``; a row ``Points Possible``; a column it does not know becomes
  an assignment.
- Google Classroom has no import of grades: the file is for copying, with addresses to find people.

Numbers have a point, which Moodle takes in every language; where nothing came in, or a person has
still to grade, the cell is empty, never 0. Attitude is an opinion and is left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from course import CourseError, lessons
from course.evaluation.gate import participants
from course.evaluation.percents import indicator_percents
from course.files import Places, write_private
from course.gradebook.scores import read_scores
from course.inbox.submitted import answered
from course.indicators import ATTITUDE, indicators, known
from course.people.lists import PARTICIPANTS, read_list
from course.people.roster import find_roster
from course.spreadsheets import csv_text

PLATFORMS = ("moodle", "canvas", "classroom")
_ADDRESS = re.compile(r"[A-Za-z0-9][^\s@<>,;:\"']*@[^\s@<>,;:\"']+\.[A-Za-z]+")


@dataclass(frozen=True)
class Column:
    """One grade of everybody."""

    title: str
    most: float
    points: Mapping[str, float]
    """By participant; who is not in it has none."""
    lesson: str = ""
    """Of which lesson it is; empty for an indicator."""


@dataclass
class Grades:
    """A file of grades."""

    path: Path
    people: int
    columns: int
    without_address: list[str] = field(default_factory=list)
    """Codes of whom no e-mail address is listed."""


@dataclass(frozen=True)
class _Student:
    code: str
    first: str
    last: str
    email: str


def write_grades(root: Path, platform: str) -> Grades:
    """Write ``kelas/exports/nilai-<platform>.csv``: lessons in points, indicators in percent.

    Of the course's participants who have agreed; names and addresses from the roster, else the
    code. Raises CourseError without grades, for a list that cannot be read, and for a platform that
    is none of ``PLATFORMS``.
    """
    if platform not in PLATFORMS:
        raise CourseError(f"{platform}: pilih salah satu dari {', '.join(PLATFORMS)}.")
    scores = read_scores(root)
    who = participants(root)
    people = sorted(set(map(str, scores["participant"])) if who is None else who)
    columns = [*lesson_columns(root, scores), *_indicators(scores)]
    if not columns:
        raise CourseError("Belum ada nilai. Jalankan dulu: course grade")
    students = _students(root, people)
    rows = {"moodle": _moodle, "canvas": _canvas, "classroom": _classroom}[platform]
    path = Places(root).exports / f"nilai-{platform}.csv"
    # A spreadsheet needs the mark to read accents; the importers of the others do without.
    encoding = "utf-8-sig" if platform == "classroom" else "utf-8"
    write_private(path, csv_text(rows(students, columns)).encode(encoding))
    missing = [student.code for student in students if not student.email]
    return Grades(path, len(students), len(columns), missing)


def lesson_columns(root: Path, scores: pd.DataFrame) -> list[Column]:
    """Return a column a lesson; who has a cell that waits for a person has no points yet.

    Who did not need a sitting (``Lesson.spared``) gets the share of the rest, as points of the
    whole lesson: of less nobody is marked down.
    """
    own = scores[~scores["cell"].astype(str).str.startswith(ATTITUDE)]
    every = {name: lessons.load(root, name) for name in lessons.names(root)}
    found = []
    for name in sorted(every, key=lambda name: (every[name].about.order, name)):
        cells = own[own["lesson"] == name]
        if cells.empty or cells["max_score"].sum() == 0:
            continue
        most = float(cells.drop_duplicates("cell")["max_score"].sum())
        sums = cells.groupby("participant", observed=True)["score"].agg(_sum)
        points = {str(code): float(one) for code, one in sums.dropna().items()}
        points |= _of_the_rest(root, every[name], cells, most)
        title = lessons.title(every[name].notebook) or name
        found.append(Column(title, most, points, name))
    return found


def _of_the_rest(
    root: Path, lesson: lessons.Lesson, cells: pd.DataFrame, most: float
) -> dict[str, float]:
    """Return the points of those who were spared a part of a lesson, out of ``most``."""
    found = {}
    sheets = answered(root, lesson.name, consented=False) if lesson.about.declined else []
    for sheet in sheets:
        gone = lesson.spared(sheet.values)
        spared = [cell.grade_id for cell in lesson.criteria if cell.exercise in gone]
        own = cells[(cells["participant"] == sheet.participant) & ~cells["cell"].isin(spared)]
        total = _sum(own["score"])
        if spared and own["max_score"].sum() > 0 and not math.isnan(total):
            found[sheet.participant] = round(total * most / float(own["max_score"].sum()), 2)
    return found


def _sum(scores: pd.Series) -> float:
    return float(scores.sum(skipna=False))


def _indicators(scores: pd.DataFrame) -> list[Column]:
    percents = indicator_percents(scores)
    after = percents[(percents["phase"] == "post") & percents["percent"].notna()]
    found = []
    for code in indicators():
        own = after[after["indicator"] == code]
        if code.startswith(ATTITUDE) or own.empty:
            continue
        points = dict(zip(map(str, own["participant"]), map(float, own["percent"]), strict=True))
        found.append(Column(f"{code} {known(code).name} (tes akhir, persen)", 100.0, points))
    return found


def _students(root: Path, people: Iterable[str]) -> list[_Student]:
    roster = find_roster(root)
    rows = read_list(roster, PARTICIPANTS).by_code if roster.exists() else {}
    found = []
    for code in people:
        row = rows.get(code)
        name = " ".join(row["name"].split()) if row else ""
        email = row["email"].strip() if row else ""
        first, _, last = name.rpartition(" ")
        # One name is common: it is then the first.
        found.append(
            _Student(code, first or last or code, last if first else "",
                     email if _ADDRESS.fullmatch(email) else "")
        )  # fmt: skip
    return found


def _number(column: Column, code: str) -> str:
    return _shown(column.points[code]) if code in column.points else ""


def _shown(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _moodle(students: list[_Student], columns: list[Column]) -> list[list[str]]:
    head = ["First name", "Last name", "ID number", "Email address", *(c.title for c in columns)]
    return [head] + [
        [s.first, s.last, s.code, s.email, *(_number(c, s.code) for c in columns)] for s in students
    ]


def _canvas(students: list[_Student], columns: list[Column]) -> list[list[str]]:
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *(c.title for c in columns)]
    most = ["    Points Possible", "", "", "", "", *(_shown(c.most) for c in columns)]
    return [head, most] + [
        # An id that Canvas does not know is refused: the code only where there is no address.
        [", ".join(filter(None, (s.last, s.first))), "", "" if s.email else s.code, s.email, "",
         *(_number(c, s.code) for c in columns)]
        for s in students
    ]  # fmt: skip


def _classroom(students: list[_Student], columns: list[Column]) -> list[list[str]]:
    head = ["Last Name", "First Name", "Email Address", *(c.title for c in columns)]
    most = ["Points", "", "", *(_shown(c.most) for c in columns)]
    return [head, most] + [
        [s.last, s.first, s.email, *(_number(c, s.code) for c in columns)] for s in students
    ]
