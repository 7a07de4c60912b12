"""``course check --coverage``: which lesson, tool or report serves which line of the papers.

``docs/inventory.csv`` holds the lines of the three papers. A lesson's note
(``source/<lesson>/authors/design.md``) and the notes in ``docs/`` hold a table of those they serve
under "Inventory lines served": ``| Line | Where |`` in a lesson's, ``| Line | By | Where |`` in a
note about something else. A new note is found by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError, lessons
from course.spreadsheets import by_column, read_cells

INVENTORY = Path("docs") / "inventory.csv"
HEADING = "## Inventory lines served"
_LINE = re.compile(r"S\d-\d\d")
_SITTINGS = re.compile(r"Duduk (\d+(?:(?:, | and )\d+)*)")
_HEAD = """# Coverage of the papers

For each line of the three papers:
the lesson, tool or report that serves it. *konteks*: background only, nothing to teach. *belum*:
not served yet.
"""


@dataclass(frozen=True)
class Service:
    """One claim of a note."""

    note: str
    by: tuple[str, ...]
    """Lessons, or commands as ``course report``."""
    where: str


@dataclass
class Line:
    """One line of the papers."""

    about: str
    background: str
    """Why it is nothing to teach; empty otherwise."""
    services: list[Service] = field(default_factory=list)

    @property
    def status(self) -> str:
        """Return ``served``, ``konteks`` or ``belum``."""
        return "served" if self.services else "konteks" if self.background else "belum"


def coverage(root: Path) -> dict[str, Line]:
    """Return every line of the papers with what serves it.

    Raises CourseError that names the note with an unknown line, lesson, exercise or sitting.
    """
    path = root / INVENTORY
    if not path.is_file():
        raise CourseError(f"{path}: tidak ada. Jalankan di folder Kelas UMKM yang lengkap.")
    rows = by_column(read_cells(path, "daftar baris makalah"))
    found = {row["line"]: Line(row["about"], row["background"]) for row in rows}
    for note in (*sorted(root.glob("source/*/authors/design.md")), *sorted(root.glob("docs/*.md"))):
        for line, service in _claims(note):
            if line not in found:
                raise CourseError(f"{service.note}: {line} tidak ada di {INVENTORY.name}.")
            _check(root, service)
            found[line].services.append(service)
    return found


def _claims(note: Path) -> Iterator[tuple[str, Service]]:
    lesson = note.parent.parent.name
    section = note.read_text("utf-8").partition(HEADING)[2].partition("\n## ")[0]
    for text in section.splitlines():
        cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
        if not text.startswith("|") or not _LINE.search(cells[0]):
            continue
        names = re.findall(r"`([^`]+)`", cells[1]) if len(cells) > 2 else [lesson]
        service = Service(
            f"{note.parent.name}/{note.name}" if len(cells) > 2 else lesson, tuple(names), cells[-1]
        )
        yield from ((line, service) for line in re.split(r",\s*", cells[0]))


def _check(root: Path, service: Service) -> None:
    """Refuse a claim whose lesson, sitting or exercise is not there."""
    known = lessons.names(root)
    taught = [name for name in service.by if not name.startswith("course ")]
    for name in taught:
        if name not in known:
            raise CourseError(f"{service.note}: pelajaran {name!r} tidak ada di source/.")
    sittings = {n for part in _SITTINGS.findall(service.where) for n in re.findall(r"\d+", part)}
    exercises = set(re.findall(r"`([^`]+)`", service.where))
    there = [lessons.load(root, name) for name in taught]
    text = "\n".join(c.source for lesson in there for c in lesson.notebook.cells)
    missing = [f"Duduk {n}" for n in sorted(sittings) if f"## Duduk {n}:" not in text]
    missing += sorted(exercises - {e for lesson in there for e in lesson.definitions})
    if missing:
        raise CourseError(f"{service.note}: tidak ada di pelajarannya: {', '.join(missing)}.")


def page(found: dict[str, Line]) -> str:
    """Return the coverage as a page of Markdown."""
    count = [line.status for line in found.values()]
    summary = (
        f"{len(found)} lines: {count.count('served')} served, {count.count('konteks')} konteks, "
        f"{count.count('belum')} belum."
    )
    rows = [f"| {name} | {line.about} | {_served(line)} |" for name, line in found.items()]
    return "\n".join(
        [_HEAD, summary, "", "| Line | About | Served by |", "|---|---|---|", *rows, ""]
    )


def _served(line: Line) -> str:
    if not line.services:
        return f"*konteks*: {line.background}" if line.background else "**belum**"
    by_place: dict[str, list[str]] = {}
    for service in line.services:
        by_place.setdefault(service.where, []).extend(f"`{name}`" for name in service.by)
    return "; ".join(f"{', '.join(by)}: {where}" for where, by in by_place.items())
