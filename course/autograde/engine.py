"""``course grade``: every submission of a class, in worker processes, through one writer.

Workers evaluate the criteria and lay each result down in a staging folder; this process commits
the scores of a batch to the gradebook and only then renames the finished folders into
``autograded/``. A crash between any two steps leaves submissions without scores or without the
stamp in their notebook, and the next run grades exactly those again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from course import CourseError, lessons
from course.autograde.marking import Outcome
from course.autograde.moves import changed_cells, marks_of, moved, regraded
from course.autograde.pool import CHUNK, Task, Workers
from course.autograde.staging import into_place, is_graded, release_digest, staging, sweep
from course.files import Places, class_lock
from course.gradebook import opening
from course.gradebook import scores as gradebook
from course.inbox.submitted import Submission, held_back, strange_folders, submissions
from course.people.roster import lines_for_left_out


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
    kept_back: tuple[str, ...] = ()
    """Whose work does not count, and why: they have not agreed, or are on no list."""
    moved: tuple[str, ...] = ()
    """One line a submission whose points are others now, though its answers are the same."""


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
    workers: Workers | None = None,
    progress: Progress = _silent,
) -> Graded:
    """Grade what lies in ``root/submitted`` and write ``autograded/`` and the gradebook.

    Without names, every lesson and every participant. ``force`` grades again what stood already;
    manual scores are kept. ``workers`` (default: a process a core) are used up; those of a cluster
    must see the same folder. Raises CourseError when a lesson is not released, or was changed
    since.
    """
    with class_lock(root):
        return _grade(root, lesson_names, participants, workers, progress, force=force)


def _grade(
    root: Path, lesson_names: Iterable[str], participants: Iterable[str], workers: Workers | None,
    progress: Progress, *, force: bool,
) -> Graded:  # fmt: skip
    releases = _releases(root, list(lesson_names))
    asked = set(participants) or None
    found = list(submissions(root, releases, asked, consented=True))
    scored = {} if force else gradebook.automatic_scores(root)
    waiting = [s for s in found if not _stands(root, s, releases[s.lesson], scored)]
    again = regraded(root, waiting)
    before = marks_of(root, again)
    told = progress(len(waiting))
    graded, refused = 0, list[str]()
    sweep(Places(root).autograded)
    with workers or Workers() as pool:
        if waiting:
            run = _Run(root)
            with staging(root) as folder, run.record, opening.told(run.url):
                for batch in pool.outcomes(_tasks(root, releases, waiting, folder)):
                    run.finish(batch)
                    told(len(batch))
            graded, refused = run.graded, run.refused
    unchanged = len(found) - len(waiting)
    not_graded = (*sorted(refused), *strange_folders(root))
    left_out = lines_for_left_out(root, held_back(root, releases, asked))
    needs = tuple(_needs_grading(root, releases))
    others = tuple(moved(before, marks_of(root, again)))
    return Graded(graded, unchanged, not_graded, needs, tuple(left_out), others)


def _stands(
    root: Path,
    submission: Submission,
    release: str,
    scored: Mapping[tuple[str, str], list[tuple[str, float | None]]],
) -> bool:
    own = scored.get((submission.participant, submission.lesson))
    return own is not None and is_graded(root, submission, release, own)


def _tasks(
    root: Path, releases: dict[str, str], waiting: list[Submission], folder: Path
) -> Iterator[Task]:
    """Yield the work, in chunks of one lesson each; a lesson is prepared when its turn comes."""
    from course.autograde.prepare import prepare  # noqa: PLC0415  loads nbconvert and nbgrader

    for name, some in groupby(sorted(waiting, key=_lesson_first), key=lambda s: s.lesson):
        marking, works = prepare(root, lessons.load(root, name), releases[name]), list(some)
        for start in range(0, len(works), CHUNK):
            yield Task(marking, folder, tuple(works[start : start + CHUNK]))


def _lesson_first(submission: Submission) -> tuple[str, str]:
    return submission.lesson, submission.participant


class _Run:
    """The writer, and what it has done so far."""

    def __init__(self, root: Path) -> None:
        # nbgrader takes a second to load, and often nothing waits.
        from course.autograde.writer import Penalties, Record  # noqa: PLC0415

        self.root, self.graded = root, 0
        self.refused: list[str] = []
        self.url = gradebook.database(root)
        opening.require_free(self.url)
        self.record = Record(self.url)
        self.penalties = Penalties(root)

    def finish(self, batch: list[Outcome]) -> None:
        """Commit a batch, all of one lesson, then put its folders in place: in this order."""
        self.refused += [outcome.problem for outcome in batch if outcome.problem]
        good = [outcome for outcome in batch if not outcome.problem]
        if not good:
            return
        self.record.write(good)
        self.penalties.assign([outcome.submission for outcome in good])
        for outcome in good:
            done = outcome.submission
            into_place(
                Path(outcome.staged), Places(self.root).autograded / done.participant / done.lesson
            )
        self.graded += len(good)


def _releases(root: Path, wanted: list[str]) -> dict[str, str]:
    """Return the digest of each wanted lesson's release; without names, of every released one.

    Sheets without criteria stay out of the gradebook: nothing of them is a score. When nothing is
    released, all lessons are asked for, and the first is named as such.
    """
    names = wanted or lessons.graded_names(root)
    released = {name: gradebook.released_checksums(root, name) for name in names}
    chosen = wanted or [name for name in names if released[name]] or names
    return {name: _release(root, name, released[name]) for name in chosen}


def _release(root: Path, name: str, released: dict[str, str]) -> str:
    """Return the digest of a lesson's release; CourseError unless the source still equals it."""
    lesson = lessons.load(root, name)
    if not lesson.criteria:
        raise CourseError(f"{name!r} adalah lembar tanpa nilai. Cukup course collect, lalu report.")
    if released and not (changed := changed_cells(lesson, released)):
        return release_digest(released)
    what = f"berubah sejak dirilis (sel {', '.join(changed[:3])})" if released else "belum dirilis"
    raise CourseError(f"Pelajaran {name!r} {what}. Jalankan: course release {name}")


def _needs_grading(root: Path, names: Iterable[str]) -> Iterator[str]:
    for participant, lesson, cell in gradebook.waiting_for_a_person(root, names):
        where = f"{lesson}, sel {cell}, peserta {participant}"
        yield f"{where}: perlu dinilai orang (formgrader)."
