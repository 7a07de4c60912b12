"""``course grade``: every submission of a class, in worker processes, through one writer.

Workers evaluate the criteria; this process commits the scores of a batch and the stamps of what
they were made from to the gradebook, in one transaction. Notebooks come after: in a small class the
workers lay each down in a staging folder beside its scores, which is renamed into ``autograded/``
once these are committed; in a big one they are made when asked for (``notebooks``). A crash between
any two steps leaves submissions without a stamp, which the next run grades, or notebooks that bear
none that stands, which it writes.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from course import CourseError, lessons
from course.autograde.marking import Marking, Outcome
from course.autograde.moves import changed_cells, marks_of, moved
from course.autograde.notebooks import (
    AT_ONCE,
    Written,
    is_copy,
    place_of,
    stamp_of,
    tasks,
    write_notebooks,
)  # fmt: skip
from course.autograde.pool import Workers
from course.autograde.staging import (
    digest,
    into_place,
    release_digest,
    scores_digest,
    staging,
    sweep,
)
from course.files import Places, class_lock
from course.gradebook import opening
from course.gradebook import scores as gradebook
from course.gradebook.stamps import Pair, Stamp, adopt, stamps
from course.inbox.filing import class_bench
from course.inbox.submitted import Submission, held_back, strange_folders, submissions
from course.indicators import occasion_and_form
from course.lessons.forms import load_asked, pairings
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
    without_notebook: int = 0
    """Submissions with scores for which ``autograded/`` holds no notebook yet."""
    taken_back: tuple[str, ...] = ()
    """One line a submission whose marks are gone, because none of its answers counts any more."""


BATCH = 200
"""Submissions a transaction: small ones cost, and what is not committed yet is lost by a kill."""
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
    notebooks: bool | None = None,
    workers: Workers | None = None,
    progress: Progress = _silent,
) -> Graded:
    """Grade what lies in ``root/submitted`` into the gradebook, and write ``autograded/``.

    Without names, every lesson and every participant. ``force`` grades again what stood already;
    manual scores are kept. ``notebooks``: whether each graded notebook is written; None: of lessons
    with at most ``AT_ONCE`` submissions. Those of other lessons that show what no longer stands are
    written anew all the same. ``workers`` (default: a process a core) are used up; those of a
    cluster must see the same folder. Raises CourseError when a lesson is not released, or was
    changed since.
    """
    with class_lock(root):
        releases = _releases(root, list(lesson_names))
        asked = set(participants) or None
        filed = list(submissions(root, releases, asked, consented=True))
        void = _void(root, [one for one in filed if one.is_blank])
        found = [one for one in filed if _pair(one) not in void]
        gone = _take_back(root, void)
        sizes = Counter(one.lesson for one in found)
        every = [
            name
            for name in releases
            if (sizes[_test(name)] <= AT_ONCE if notebooks is None else notebooks)
        ]
        work = _Work(releases, asked, found, frozenset(every))
        return replace(_grade(root, work, workers, progress, force=force), taken_back=gone)


def _void(root: Path, blank: Iterable[Submission]) -> set[Pair]:
    """Return of which blank answer files we know that what was sent does not count.

    One that somebody else emptied is graded, as nbgrader does.
    """
    pairs = {_pair(one) for one in blank}
    if not pairs:
        return pairs
    own = class_bench(root)
    return {pair for pair in pairs if own.none_counts(pair)}


def _take_back(root: Path, void: Collection[Pair]) -> tuple[str, ...]:
    """Take out of the gradebook what was earned by answers of which none counts any more.

    A mark of 0 would say that somebody came and failed.
    """
    graded = sorted({*void} & gradebook.graded_pairs(root)) if void else []
    if not graded:
        return ()
    from course.autograde.writer import remove  # noqa: PLC0415  nbgrader takes a second to load

    url = gradebook.database(root)
    opening.require_free(url)
    with opening.told(url):
        remove(url, graded)
    for participant, lesson in graded:
        for folder in (Places(root).autograded, Places(root).feedback):
            shutil.rmtree(folder / participant / lesson, ignore_errors=True)
    return tuple(f"{who}, {lesson}: {_NONE_COUNTS}" for who, lesson in graded)


_NONE_COUNTS = "tidak ada jawabannya yang dihitung lagi; nilainya dikeluarkan dari buku nilai"


def fill_autograded(root: Path) -> Written:
    """Write the notebooks that ``autograded/`` lacks of what stands, for who reads that folder.

    Nothing is graded, and lessons that are not as they were released are left out.
    """
    with class_lock(root):
        released = {n: gradebook.released_checksums(root, n) for n in lessons.graded_names(root)}
        releases = {
            name: release_digest(own)
            for name, own in released.items()
            if own and not changed_cells(lessons.load(root, name), own)
        }
        releases |= _of_other_forms(root, releases)
        found = [
            one for one in submissions(root, releases, consented=True) if one.asked in releases
        ]
        with Workers() as pool:
            return write_notebooks(root, found, _markings(root, releases), pool)


@dataclass(frozen=True)
class _Work:
    """What a run is about."""

    releases: Mapping[str, str]
    """The digest of each lesson's release, and of a test's in its other form (``pretest-b``)."""
    asked: Collection[str] | None
    """The participants; None for everybody."""
    found: list[Submission]
    every: frozenset[str]
    """The lessons whose notebooks are written with the scores."""


def _grade(
    root: Path, work: _Work, workers: Workers | None, progress: Progress, *, force: bool
) -> Graded:
    releases = work.releases
    found = [one for one in work.found if one.asked in releases]
    unreleased = [_say_unreleased(one) for one in work.found if one.asked not in releases]
    known = _known(root, releases, found)
    answers = {pair: digest(one.folder) for one in found if (pair := _pair(one)) in known}
    waiting = [
        one
        for one in found
        if force or known.get(_pair(one), ())[:2] != (answers.get(_pair(one)), releases[one.asked])
    ]
    again = {
        pair
        for one in waiting
        if (pair := _pair(one)) in known and one.has_file and known[pair][0] == answers[pair]
    }
    before = marks_of(root, again)
    told = progress(len(waiting))
    graded, refused = 0, list[str]()
    sweep(Places(root).autograded)
    markings = _markings(root, releases)
    with workers or Workers() as pool:
        if waiting:
            run = _Run(root)
            with staging(root) as folder, run.record, opening.told(run.url):
                places = dict.fromkeys(work.every, folder)
                for batch in pool.outcomes(tasks(waiting, markings, places.get)):
                    run.take(batch)
                    told(len(batch))
                run.commit()
            graded, refused = run.graded, run.refused
        written = write_notebooks(root, found, markings, pool, work.every)
    unchanged = len(found) - len(waiting)
    not_graded = (*sorted(refused), *unreleased, *written.problems, *strange_folders(root))
    left_out = lines_for_left_out(root, held_back(root, releases, work.asked))
    needs = tuple(_needs_grading(root, releases))
    others = tuple(moved(before, marks_of(root, again)))
    return Graded(graded, unchanged, not_graded, needs, tuple(left_out), others, written.missing)


def _pair(submission: Submission) -> Pair:
    return submission.participant, submission.lesson


def _markings(root: Path, releases: Mapping[str, str]) -> Callable[[str], Marking]:
    @cache
    def ready(name: str) -> Marking:
        from course.autograde.prepare import prepare  # noqa: PLC0415  loads nbconvert and nbgrader

        return prepare(root, load_asked(root, name), releases[name])

    return ready


def _known(root: Path, releases: Iterable[str], found: Iterable[Submission]) -> dict[Pair, Stamp]:
    """Return what stands in the gradebook was made from.

    What an older Kelas UMKM graded, or nbgrader's own command, says so in its notebook alone. It
    stands where the gradebook holds what it earned, and is written down there now.
    """
    known = stamps(root, releases)
    said = {
        pair: own
        for one in found
        if (pair := _pair(one)) not in known and (own := stamp_of(root, pair))[0]
    }
    if said:
        scored = gradebook.automatic_scores(root)
        earned = {pair: scores_digest(scored[pair]) for pair in said if pair in scored}
        whole = {pair: (*said[pair][:2], own) for pair, own in earned.items()}
        good = {pair: own for pair, own in whole.items() if is_copy(said[pair], own)}
        adopt(root, good)
        known |= good
    return known


class _Run:
    """The writer, and what it has done so far."""

    def __init__(self, root: Path) -> None:
        # nbgrader takes a second to load, and often nothing waits.
        from course.autograde.writer import Penalties, Record  # noqa: PLC0415

        self.root, self.graded = root, 0
        self._open: list[Outcome] = []
        self.refused: list[str] = []
        self.url = gradebook.database(root)
        opening.require_free(self.url)
        self.record = Record(self.url)
        self.penalties = Penalties(root)

    def take(self, outcomes: list[Outcome]) -> None:
        """Take over outcomes, all of one lesson; they are committed in batches of one lesson."""
        self.refused += [outcome.problem for outcome in outcomes if outcome.problem]
        good = [outcome for outcome in outcomes if not outcome.problem]
        if good and self._open and good[0].submission.lesson != self._open[0].submission.lesson:
            self.commit()
        self._open += good
        if len(self._open) >= BATCH:
            self.commit()

    def commit(self) -> None:
        """Commit what was taken, then put its folders in place: in this order."""
        good, self._open = self._open, []
        if not good:
            return
        self.record.write(good)
        self.penalties.assign([outcome.submission for outcome in good])
        for outcome in good:
            if outcome.staged:
                into_place(Path(outcome.staged), place_of(self.root, _pair(outcome.submission)))
        self.graded += len(good)


def _releases(root: Path, wanted: list[str]) -> dict[str, str]:
    """Return the digest of each wanted lesson's release; without names, of every released one.

    Sheets without criteria stay out of the gradebook: nothing of them is a score. When nothing is
    released, all lessons are asked for, and the first is named as such.
    """
    names = wanted or lessons.graded_names(root)
    released = {name: gradebook.released_checksums(root, name) for name in names}
    chosen = wanted or [name for name in names if released[name]] or names
    found = {name: _release(root, name, released[name]) for name in chosen}
    return found | _of_other_forms(root, found)


def _of_other_forms(root: Path, names: Collection[str]) -> dict[str, str]:
    """Return the digest of each test in its other form, whose items are released and unchanged."""
    found = {}
    for name, (occasion, items) in pairings(root).items():
        released = gradebook.released_checksums(root, items) if occasion in names else {}
        if released and not changed_cells(lessons.load(root, items), released):
            found[name] = release_digest(released)
    return found


def _test(name: str) -> str:
    """Return the lesson of which this is the name, in whichever form."""
    return occasion_and_form(name)[0]


def _say_unreleased(one: Submission) -> str:
    form = one.answers.form
    items = pairings(one.root).get(one.asked, ("", one.asked))[1]
    return (
        f"{one.file}: menjawab bentuk {form}, yang soalnya belum dirilis atau berubah sejak "
        f"dirilis. Jalankan: course release {items}"
    )


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
