"""``course grade``: every submission of a class, in worker processes, through one writer.

Workers evaluate the criteria and lay each result down in a staging folder; this process commits
the scores of a batch to the gradebook and only then renames the finished folders into
``autograded/``. A crash between any two steps leaves submissions without scores or without the
stamp in their notebook, and the next run grades exactly those again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader import utils

from course import gradebook, lessons
from course.autograde.late import assign_penalties
from course.autograde.marking import Outcome
from course.autograde.pipeline import release_digest
from course.autograde.pool import Task, outcomes
from course.autograde.record import Record
from course.autograde.submissions import is_graded, submissions
from course.errors import CourseError


@dataclass(frozen=True)
class Graded:
    """What a grading run did."""

    graded: int
    """Submissions graded now."""
    unchanged: int
    """Submissions whose scores already stood."""
    refused: tuple[str, ...]
    """One line a submission that could not be graded: where and what to do."""
    needs_grading: tuple[str, ...]
    """One line a cell that a person must grade."""


@dataclass
class _Tally:
    graded: int = 0
    refused: list[str] = field(default_factory=list)


Progress = Callable[[int], Callable[[int], object]]
"""Told how many submissions wait; returns what is told each time some of them are done."""


def _silent(_waiting: int) -> Callable[[int], object]:
    return lambda _done: None


def grade(
    root: Path,
    lesson_names: Iterable[str] = (),
    participants: Iterable[str] = (),
    *,
    force: bool = False,
    jobs: int | None = None,
    scheduler: str = "",
    progress: Progress = _silent,
) -> Graded:
    """Grade what lies in ``root/submitted`` and write ``autograded/`` and the gradebook.

    Without names, every lesson and every participant. ``force`` grades again what stood already;
    manual scores are kept. ``jobs`` worker processes (default: one a core), or the workers of the
    Dask cluster at ``scheduler``, which must see the same folder. Raises CourseError when a lesson
    is not released, or was changed since.
    """
    releases = _releases(root, list(lesson_names))
    chosen = list(releases)
    found = list(submissions(root, chosen, set(participants)))
    scored = set() if force else gradebook.graded_submissions(root)
    waiting = [
        s
        for s in found
        if (s.participant, s.lesson) not in scored or not is_graded(root, s, releases[s.lesson])
    ]
    tally = _Tally()
    told = progress(len(waiting))
    with _staging(root) as staging, Record(gradebook.database(root)) as record:
        task = Task(root.resolve(), staging, releases)
        for batch in outcomes(task, waiting, jobs or os.cpu_count() or 1, scheduler):
            _finish(root, batch, record, tally)
            told(len(batch))
    return Graded(
        tally.graded,
        len(found) - len(waiting),
        tuple(sorted(tally.refused)),
        tuple(_needs_grading(root, chosen)),
    )


def _finish(root: Path, batch: list[Outcome], record: Record, tally: _Tally) -> None:
    """Commit a batch, then put its folders in place: in this order (see above)."""
    tally.refused += [outcome.problem for outcome in batch if outcome.problem]
    good = [outcome for outcome in batch if not outcome.problem]
    if not good:
        return
    record.write(good)
    assign_penalties(root, good)
    for outcome in good:
        _into_place(root, outcome)
    tally.graded += len(good)


def _into_place(root: Path, outcome: Outcome) -> None:
    """Rename a finished folder over the one of an earlier run."""
    place = root / "autograded" / outcome.submission.participant / outcome.submission.lesson
    place.parent.mkdir(parents=True, exist_ok=True)
    staged = outcome.staged
    if staged is None:
        return
    for _ in range(3):  # another run may be putting the same folder in place
        if place.exists():
            place.replace(staged.with_suffix(f".old{os.urandom(4).hex()}"))
        try:
            staged.replace(place)
        except OSError:
            continue
        return
    raise CourseError(f"{place}: tidak bisa diganti. Tutup berkas di dalamnya, lalu ulangi.")


@contextmanager
def _staging(root: Path) -> Iterator[Path]:
    """Make a folder for results in the making, on the disk they are renamed on."""
    below = root.resolve() / "autograded"
    below.mkdir(exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=below, prefix=".staging-"))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _releases(root: Path, wanted: list[str]) -> dict[str, str]:
    """Return the digest of each wanted lesson's release; without names, of every released one.

    When nothing is released, all lessons are asked for, and the first is named as such.
    """
    names = wanted or lessons.names(root)
    released = {name: gradebook.released_checksums(root, name) for name in names}
    chosen = wanted or [name for name in names if released[name]] or names
    return {name: _release(root, name, released[name]) for name in chosen}


def _release(root: Path, name: str, released: dict[str, str]) -> str:
    """Return the digest of a lesson's release; CourseError unless the source still equals it."""
    source = {
        meta["grade_id"]: utils.compute_checksum(cell)
        for cell in lessons.load(root, name).notebook.cells
        if (meta := lessons.grading_metadata(cell)).get("grade_id")
    }
    if source == released:
        return release_digest(released)
    changed = sorted(k for k in source | released if source.get(k) != released.get(k))
    what = f"berubah sejak dirilis (sel {', '.join(changed[:3])})" if released else "belum dirilis"
    raise CourseError(f"Pelajaran {name!r} {what}. Jalankan: course release {name}")


def _needs_grading(root: Path, names: list[str]) -> Iterator[str]:
    scores = gradebook.read_scores(root)
    for row in scores[scores["lesson"].isin(names) & scores["needs_grading"]].itertuples():
        where = f"{row.lesson}, sel {row.cell}, peserta {row.participant}"
        yield f"{where}: perlu dinilai orang (formgrader)."
