"""Graded notebooks on demand: scores come first, and what ``autograded/`` holds is made from them.

A notebook is a copy of what stands: the same answers, marked again, give the same criteria tables.
Each bears the stamp that the gradebook has for it; one that bears another is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson

from course.autograde.limits import Clock
from course.autograde.marking import Marking, Outcome
from course.autograde.moves import changed_cells
from course.autograde.pool import CHUNK, Task, Workers
from course.autograde.staging import digest, into_place, release_digest, staging, stamp
from course.criteria.scoring import CRITERIA_MIME
from course.files import Places
from course.gradebook import scores as gradebook
from course.gradebook.stamps import Pair, Stamp, stamps
from course.inbox.submitted import Submission, submissions
from course.lessons.forms import load_asked

AT_ONCE = 300
"""Submissions to a lesson up to which its notebooks are written with the scores: a moment's work,
and nbgrader's formgrader and feedback find them."""
Records = Mapping[str, Mapping[str, Any]]
"""What ``criteria`` showed, by grade id."""


@dataclass(frozen=True)
class Written:
    """What bringing ``autograded/`` up to date did."""

    problems: tuple[str, ...]
    """One line a notebook that could not be made."""
    missing: int
    """Submissions with scores and without a notebook."""


def place_of(root: Path, pair: Pair) -> Path:
    """Return the folder of a graded submission in ``autograded/``."""
    participant, lesson = pair
    return Places(root).autograded / participant / lesson


def stamp_of(root: Path, pair: Pair) -> Stamp:
    """Return what the notebook in ``autograded/`` was made from; empty where there is none."""
    return stamp(place_of(root, pair) / f"{pair[1]}.ipynb")


def is_copy(notebook: Stamp, standing: Stamp) -> bool:
    """Return whether a notebook shows what stands; older ones do not say what was earned."""
    return notebook[:2] == standing[:2] and notebook[2] in {"", standing[2]}


def write_notebooks(
    root: Path,
    found: Iterable[Submission],
    markings: Callable[[str], Marking],
    pool: Workers,
    every: Collection[str] | None = None,
    told: Callable[[int], object] = lambda _: None,
) -> Written:
    """Write the notebooks that ``autograded/`` lacks, byte for byte as grading them would.

    Of the lessons ``every`` (None: of all) those that are missing too; of the others only those
    that show what no longer stands. Nothing is scored: where answers have changed since, and where
    the checkers now earn other points, the gradebook stays as it is and a line says so.
    ``markings`` prepares a lesson (``prepare``); the class is the caller's alone (``class_lock``).
    """
    works = {(one.participant, one.lesson): one for one in found}
    standing = stamps(root, {lesson for _, lesson in works})
    stale, missing = [], 0
    for pair, work in works.items():
        if pair in standing and not is_copy(stamp_of(root, pair), standing[pair]):
            if every is None or pair[1] in every or place_of(root, pair).exists():
                if standing[pair][0] == digest(work.folder):  # else grading has named it
                    stale.append(work)
            else:
                missing += 1
    problems: list[str] = []
    if stale:
        with staging(root) as folder:
            for batch in pool.outcomes(tasks(stale, markings, lambda _: folder)):
                problems += filter(None, [_put(root, done, standing) for done in batch])
                told(len(batch))
    return Written(tuple(sorted(problems)), missing)


def _put(root: Path, done: Outcome, standing: Mapping[Pair, Stamp]) -> str:
    pair = (done.submission.participant, done.submission.lesson)
    if not done.problem and done.stamp == standing[pair]:
        into_place(Path(done.staged), place_of(root, pair))
        return ""
    return done.problem or (
        f"{pair[0]}, {pair[1]}: notebook nilai tidak ditulis, penilai sekarang memberi nilai lain "
        f"dari yang di buku nilai. Jalankan: course grade {pair[1]} --participants {pair[0]} "
        "--force"
    )


def tasks(
    works: Collection[Submission],
    markings: Callable[[str], Marking],
    place: Callable[[str], Path | None],
) -> Iterator[Task]:
    """Yield work in chunks of one lesson and form each; each is prepared when its turn comes."""
    for name, some in groupby(sorted(works, key=_lesson_first), key=lambda one: one.asked):
        marking, own, staged = markings(name), list(some), place(name)
        if staged is None:  # a notebook is much to send to a worker that writes none
            marking = replace(marking, planned=marking.scored, pieces=(), shared=())
        for start in range(0, len(own), CHUNK):
            yield Task(marking, staged, tuple(own[start : start + CHUNK]))


def _lesson_first(submission: Submission) -> tuple[str, str]:
    return submission.asked, submission.participant


def graded_records(
    root: Path, name: str, participants: Collection[str] | None = None
) -> Iterator[tuple[str, Records]]:
    """Yield each participant (or each of these) with the criteria records of a lesson.

    They are of what stands: from the notebook in ``autograded/``; where there is none, the answers
    that were graded are marked again, and nothing is written. What was graded cannot be told, and
    is left out, where answers, release or checkers have changed since. In the order of the codes.
    """
    standing = {who: known for (who, _), known in stamps(root, [name]).items()}
    places = {path.parent.name: path for path in Places(root).autograded.glob(f"*/{name}")}
    handed = {one.participant: one for one in submissions(root, {name}, consented=True)}
    again = _again(root)
    for who in sorted({*standing, *places}):
        if participants is not None and who not in participants:
            continue
        path = places.get(who, Places(root).autograded / who / name) / f"{name}.ipynb"
        if who not in standing or is_copy(stamp(path), standing[who]):
            records = _read(path)
        else:
            records = again(handed.get(who), standing[who])
        if records is not None:
            yield who, records


def _read(path: Path) -> Records | None:
    """Return the records in a notebook; None for one that is truncated, or none of ours."""
    try:
        cells = orjson.loads(path.read_bytes())["cells"]
        return {
            cell["metadata"]["nbgrader"]["grade_id"]: record
            for cell in cells
            if (record := _record(cell.get("outputs", [])))
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _record(outputs: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    shown = (output.get("data", {}) for output in outputs)
    return next((data[CRITERIA_MIME] for data in shown if CRITERIA_MIME in data), {})


def _again(root: Path) -> Callable[[Submission | None, Stamp], Records | None]:
    """Return what marks a submission again if that gives what stands."""

    @cache
    def marking(asked: str) -> Marking | None:
        lesson = load_asked(root, asked)
        items = lesson.items or lesson
        released = gradebook.released_checksums(root, items.name)
        if not released or changed_cells(items, released):
            return None
        from course.autograde.prepare import of_source  # noqa: PLC0415  loads nbconvert

        return of_source(lesson, release_digest(released))

    def records(work: Submission | None, standing: Stamp) -> Records | None:
        if work is None:
            return None
        if (ready := marking(work.asked)) is None or ready.release != standing[1]:
            return None
        with Clock(ready.seconds) as clock:
            done, outputs = ready.look(work, clock)
        if done.problem or done.stamp != standing:
            return None
        return {cell: record for i, cell, _ in ready.graded if (record := _record(outputs[i]))}

    return records
