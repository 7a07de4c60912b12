"""The workshop's rundown: a page to print, with the clock, who leads, and the lessons' links."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from course import CourseError, lessons
from course.files import Places, write_atomically
from course.pages import template
from course.people.program import Part, Program
from course.words import in_words


@dataclass(frozen=True)
class Line:
    """One line of the rundown."""

    start: dt.time
    end: dt.time
    part: Part
    title: str
    """The lesson's title; empty without one."""
    link: str
    """Where the lesson's page is."""


def rundown(root: Path, program: Program, site: str) -> list[Line]:
    """Return the workshop's lines with their clock times; ``site`` is the class's address.

    Raises CourseError when the programme has no workshop.
    """
    if program.workshop is None or not program.workshop.part:
        raise CourseError(
            "program.toml belum punya lokakarya dengan susunan acara ([[workshop.part]])."
        )
    clock = dt.datetime.combine(program.workshop.date, program.workshop.start)
    lines = []
    for part in program.workshop.part:
        end = clock + dt.timedelta(minutes=part.minutes)
        title = lessons.title(lessons.load(root, part.lesson).notebook) if part.lesson else ""
        link = f"{site.rstrip('/')}/{part.lesson}.html" if part.lesson else ""
        lines.append(Line(clock.time(), end.time(), part, title, link))
        clock = end
    return lines


def write_rundown(root: Path, program: Program, site: str) -> Path:
    """Write ``reports/rundown.html`` and return its path."""
    lines = rundown(root, program, site)
    workshop = program.workshop
    page = template("reports/rundown").render(
        course=program.course,
        workshop=workshop,
        date=in_words(workshop.date) if workshop else "",
        lines=lines,
    )
    path = Places(root).reports / "rundown.html"
    write_atomically(path, page.encode())
    return path
