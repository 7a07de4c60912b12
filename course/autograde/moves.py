"""Whose marks an edited lesson will move, before it is released; whose did move, after grading."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from course import lessons
from course.autograde.limits import Clock
from course.gradebook import scores as gradebook
from course.inbox.submitted import Submission, submissions
from course.indicators import occasion_and_form
from course.lessons.forms import load_asked, pairings
from course.lessons.lesson import Lesson
from course.words import first_of

Marks = Mapping[tuple[str, str], Mapping[str, gradebook.Given]]
"""By (participant, lesson), then by grade id."""
_MOST = 20
"""Codes or lines that are named one by one."""
_LEAST = 1e-9


def changed_cells(lesson: Lesson, released: Mapping[str, str]) -> list[str]:
    """Return the grade ids whose cells differ from the release (``released_checksums``)."""
    source = {
        meta["grade_id"]: checksum(cell)
        for cell in lesson.notebook.cells
        if (meta := lessons.grading_metadata(cell)).get("grade_id")
    }
    return sorted(k for k in {**source, **released} if source.get(k) != released.get(k))


def checksum(cell: Any) -> str:
    """Return ``nbgrader.utils.compute_checksum`` (0.9.6) of a cell, without loading nbgrader."""
    meta = lessons.grading_metadata(cell)
    marks = [meta.get(name, False) for name in ("grade", "solution", "locked")]
    parts = [cell.source, cell.cell_type, *map(str, marks), meta["grade_id"]]
    if meta.get("grade"):
        parts.append(str(float(meta["points"])))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def marks_of(root: Path, pairs: Collection[tuple[str, str]]) -> Marks:
    """Return what stands in the gradebook for these submissions."""
    if not pairs:
        return {}
    found = gradebook.given(root, {lesson for _, lesson in pairs})
    return {pair: cells for pair, cells in found.items() if pair in pairs}


def will_move(
    root: Path, names: Collection[str] = (), *, source: Path | None = None, anew: bool = False
) -> list[str]:
    """Return a sentence for each changed exercise of lessons with answers: what a release does.

    Every answer is marked by the lesson as it is now, and held against the gradebook; marks that
    a person gave stay and are not counted. Nothing is written. ``source``: another folder whose
    lessons are to come into the class at ``root``. ``anew``: of lessons that did not change too,
    for the checkers that mark them may be others than those of then.
    """
    found: list[str] = []
    for name in names or lessons.graded_names(root):
        lesson = lessons.load(source or root, name)
        taken = [name, *(n for n, (_, items) in pairings(source or root).items() if items == name)]
        works = list(_to(root, taken)) if lesson.criteria else []
        released = gradebook.released_checksums(root, name) if works else {}
        changed = changed_cells(lesson, released) if released else []
        for asked in taken if released and (changed or anew) else ():
            own = [work for work in works if work.asked == asked]
            found += _sentences(root, load_asked(source or root, asked), own, changed)
    return found


def _to(root: Path, asked: Collection[str]) -> Iterator[Submission]:
    """Yield the submissions that answer these items: of the test they are of, and of the other."""
    tests = {occasion_and_form(name)[0] for name in asked}
    for work in submissions(root, tests, consented=True):
        if work.asked in asked:
            yield work


def _sentences(
    root: Path, lesson: Lesson, works: list[Submission], changed: list[str]
) -> Iterator[str]:
    for exercise in (cell for cell in changed if cell in lesson.definitions):
        asked = [w.participant for w in works if _answers(w, exercise)]
        if asked:
            yield (
                f"{lesson.name}, soal {exercise!r}: soalnya berubah, padahal sudah ada "
                f"{len(asked)} jawaban untuk soal yang lama: {', '.join(first_of(asked, _MOST))}"
            )
    from course.autograde.prepare import of_source  # noqa: PLC0415  loads nbconvert

    by_cell: dict[str, list[str]] = defaultdict(list)
    standing = gradebook.given(root, {lesson.name})
    marking = of_source(lesson)
    with Clock(marking.seconds) as clock:
        for work in works:
            now = marking.mark(work, clock).scores
            before = standing.get((work.participant, lesson.name), {})
            for cell, points in now:
                if cell in before and before[cell].manual is None:
                    was = before[cell].automatic
                    if _differ(was, points):
                        moved = f"{work.participant} ({_points(was)} → {_points(points)})"
                        by_cell[cell].append(moved)
    exercises = {cell.grade_id: cell.exercise for cell in lesson.criteria}
    for cell, who in by_cell.items():
        yield (
            f"{lesson.name}, soal {exercises.get(cell, cell)!r} (sel {cell}): nilai {len(who)} "
            f"jawaban akan berubah: {', '.join(first_of(who, _MOST))}"
        )


def _answers(work: Submission, exercise: str) -> bool:
    return work.standing is not None and exercise in work.standing.answers


def moved(before: Marks, after: Marks) -> list[str]:
    """Return a line for each submission whose points are others now, at most twenty and a rest."""
    lines = [
        f"{who}, {lesson}: {_points(one)} → {_points(other)} poin"
        for (who, lesson), cells in sorted(after.items())
        if (who, lesson) in before
        and _differ(one := _total(before[who, lesson]), other := _total(cells))
    ]
    return first_of(lines, _MOST)


def _total(cells: Mapping[str, gradebook.Given]) -> float:
    return sum(cell.points or 0.0 for cell in cells.values())


def _differ(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is not other
    return abs(one - other) > _LEAST


def _points(points: float | None) -> str:
    return "perlu dinilai orang" if points is None else f"{points:.4g}".replace(".", ",")
