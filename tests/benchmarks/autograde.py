"""How fast a class is graded: stock nbgrader, our settings in it, ``course grade``, the limit.

    python tests/benchmarks/autograde.py                       # 5,000 submissions, about ten minutes
    python tests/benchmarks/autograde.py --counts 200 --stock 4   # does it still work? a few minutes

One lesson (the largest without photos), generated submissions, everything in one run. For each way:
milliseconds a submission, wall clock, database and files inside, processes started before. Stock is
measured on ``--stock`` of them and compared a submission; the scores of all ways must be equal.

A shared machine may be half as fast a minute later. So the ways take turns, ``--rounds`` times, and
each goal is the median turn's. Nothing is removed before the end: ext4 steps over the inodes of the
last minutes' deletions one by one, which made a new file cost thirty times as much.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Self

import pandas as pd
from generated import generate

from course import lessons
from course.autograde.engine import grade
from course.autograde.pool import Workers
from course.autograde.prepare import prepare
from course.autograde.staging import release_digest
from course.exercises.workbook import Workbook
from course.gradebook import scores as gradebook
from course.inbox.submitted import Submission, submissions
from course.lessons.run import evaluate

REPOSITORY = Path(__file__).parents[2]
_together: Any = None
ROOMS = ("inbox", "release", "submitted", "autograded", "feedback", "reports")
STOCK = ("stock nbgrader (a kernel each)", "nbgrader with our settings")
BARE = "c = get_config()\nc.CourseDirectory.course_id = 'bare'\n"


@dataclass(frozen=True)
class Measured:
    """One way, measured."""

    way: str
    count: int
    """Submissions."""
    seconds: float
    """Wall clock of all of them."""
    megabytes: float
    """Highest memory of this process and its workers together; 0 where it was not watched."""

    @property
    def each(self) -> float:
        """Milliseconds a submission."""
        return 1000 * self.seconds / self.count


Turn = dict[str, Measured]
"""Each way measured once, by its name."""


def new_course(root: Path, lesson: str) -> Path:
    """Lay out a course with one released lesson."""
    shutil.copytree(REPOSITORY / "source" / lesson, root / "source" / lesson)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    for room in ROOMS:
        (root / room).mkdir()
    nbgrader(root, "generate_assignment", lesson)
    return root


def nbgrader(root: Path, *words: str) -> float:
    """Run a stock command; return its seconds."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=root, check=True, capture_output=True, env={**os.environ, "PATH": path},
    )  # fmt: skip
    return time.perf_counter() - start


def measure_stock(root: Path, lesson: str, count: int, way: str) -> Measured:
    """Autograde a course's submissions with nbgrader's command; its start is taken off."""
    idle = nbgrader(root, "autograde", "--version")
    return Measured(way, count, nbgrader(root, "autograde", lesson, "--force") - idle, 0)


def measure_grade(root: Path, lesson: str, count: int, jobs: int) -> Measured:
    """Grade with ``course grade``'s engine; the processes are there before the clock starts."""
    workers = Workers(jobs).start()
    with Watch() as watch:
        start = time.perf_counter()
        done = grade(root, [lesson], workers=workers)
        seconds = time.perf_counter() - start
    if done.graded != count or done.refused:
        raise SystemExit(f"graded {done.graded} of {count}: {done.refused[:3]}")
    return Measured(f"course grade --jobs {jobs}", count, seconds, watch.highest)


def measure_limit(root: Path, lesson: str, count: int, jobs: int = 1) -> Measured:
    """Evaluate the criteria and write the bytes of the graded folders, in one loop a process.

    With two processes it shows what this machine's second core is worth.
    """
    together = get_context("spawn")
    with ProcessPoolExecutor(
        jobs, together, initializer=_share, initargs=(together.Barrier(jobs),)
    ) as pool:
        parts = [pool.submit(_limit, root, lesson, n, jobs) for n in range(jobs)]
        seconds = max(part.result() for part in parts)
    return Measured(f"the limit, {jobs} at once" if jobs > 1 else "the limit", count, seconds, 0)


def _share(barrier: Any) -> None:
    global _together  # noqa: PLW0603  a process gets it when it starts, and in no other way
    _together = barrier


def _limit(root: Path, lesson: str, part: int, parts: int) -> float:
    released = gradebook.released_checksums(root, lesson)
    marking = prepare(root, lessons.load(root, lesson), release_digest(released))
    works = list(submissions(root, [lesson], consented=False))[part::parts]
    target, definitions = Path(tempfile.mkdtemp(dir=root)), dict(marking.definitions)
    files = [_graded_files(root, work) for work in works]
    _together.wait()
    start = time.perf_counter()
    for work, written in zip(works, files, strict=True):
        _, answers = work.read()
        evaluate(marking.planned, Workbook(work.folder, lesson, definitions).with_answers(answers))
        folder = target / work.participant
        folder.mkdir()
        for name, data in written.items():
            (folder / name).write_bytes(data)
    return time.perf_counter() - start


def _graded_files(root: Path, work: Submission) -> dict[str, bytes]:
    """Return what was written for one participant; linked pictures cost no bytes."""
    folder = root / "autograded" / work.participant / work.lesson
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.stat().st_nlink == 1}


class Watch:
    """The highest memory of this process and its children, looked at ten times a second."""

    def __enter__(self) -> Self:
        self.highest, self._end = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(0.1):
            self.highest = max(self.highest, sum(map(_megabytes, _family())))


def _family() -> list[int]:
    me = os.getpid()
    children = Path(f"/proc/{me}/task/{me}/children").read_text().split()
    return [me, *map(int, children)]


def _megabytes(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * resource.getpagesize() / 1e6


def compare(turns: Sequence[Turn], others: Sequence[Measured]) -> list[tuple[str, bool]]:
    """Return each goal in words, with whether it was met."""
    one, limit = "course grade --jobs 1", "the limit"
    times, above = _ratio(turns, STOCK[0], one), _ratio(turns, one, limit)
    gain = _ratio(turns, one, "course grade --jobs 2")
    own = _ratio(turns, limit, f"{limit}, 2 at once")
    counted = sorted([*others, turns[0][one]], key=lambda row: row.count)
    few, many = counted[0], counted[-1]
    growth, memory = many.each / few.each, many.megabytes / few.megabytes
    two_at_once = (
        f"--jobs 2 is {gain:.2f} times --jobs 1 (goal 1.7; the limit's loop twice at once on this "
        f"machine: {own:.2f})"
    )
    grown = f"times that at {few.count} (goal"
    return [
        (f"--jobs 1 is {times:.0f} times stock (goal 500, aim 1,000)", times >= 500),
        (f"--jobs 1 takes {above:.2f} times the limit (goal 2)", above <= 2),
        (two_at_once, gain >= 1.7),
        (f"unit cost at {many.count} is {growth:.2f} {grown} 1.2)", growth <= 1.2),
        (f"memory at {many.count} is {memory:.2f} {grown}: flat, 1.2)", memory <= 1.2),
    ]


def _ratio(turns: Sequence[Turn], way: str, to: str) -> float:
    """Return what a submission costs in one way by what it costs in another: the median turn's."""
    return statistics.median(turn[way].each / turn[to].each for turn in turns)


def new_class(place: Path, lesson: str, count: int) -> Path:
    """Lay out a course with ``count`` generated submissions."""
    root = new_course(place, lesson)
    generate(root, lesson, count)
    return root


def take_turn(place: Path, root: Path, lesson: str, codes: Sequence[str]) -> Turn:
    """Measure each way once, stock on the participants in ``codes``; all scores must be equal."""
    one, two = (_copy(root, place / n) for n in ("one", "two"))
    count = sum(1 for _ in submissions(one, [lesson], consented=False))
    rows = [measure_grade(one, lesson, count, 1)]
    rows += [measure_limit(one, lesson, count, jobs) for jobs in (1, 2)]
    rows.append(measure_grade(two, lesson, count, 2))
    scores = gradebook.read_scores(one)
    pd.testing.assert_frame_equal(gradebook.read_scores(two), scores, check_categorical=False)
    ours = scores[scores["participant"].isin(codes)].reset_index(drop=True)
    for number, way in enumerate(STOCK):
        stock = new_course(place / f"stock{number}", lesson)
        if way == STOCK[0]:
            (stock / "nbgrader_config.py").write_text(BARE)
        for code in codes:
            shutil.copytree(root / "submitted" / code, stock / "submitted" / code)
        rows.append(measure_stock(stock, lesson, len(codes), way))
        pd.testing.assert_frame_equal(gradebook.read_scores(stock), ours, check_categorical=False)
    print(f"    {len(ours)} rows of nbgrader's equal ours, both ways")
    return {row.way: say(row) for row in rows}


def _copy(root: Path, to: Path) -> Path:
    """Copy a course that was not graded yet; what is only read is linked."""
    shutil.copytree(root, to, copy_function=os.link, ignore=shutil.ignore_patterns("gradebook.db"))
    shutil.copy(root / "gradebook.db", to)
    return to


def say(row: Measured) -> Measured:
    """Print a measurement and return it."""
    memory = f", at most {row.megabytes:.0f} MB" if row.megabytes else ""
    print(f"{row.way:32} {row.count:6} submissions {row.each:10.2f} ms each{memory}", flush=True)
    return row


def main() -> int:
    """Run everything; exit code 1 when a goal is missed."""
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    words.add_argument("--lesson", default="m2-akun-usaha")
    words.add_argument("--counts", default="1000,5000,10000", help="numbers of submissions")
    words.add_argument(
        "--main", type=int, default=0, help="the count that all ways are measured at"
    )
    words.add_argument("--rounds", type=int, default=3, help="turns of each way at that count")
    words.add_argument("--stock", type=int, default=40, help="submissions for stock nbgrader")
    words.add_argument("--json", type=Path, help="keep the figures here")
    given = words.parse_args()
    counts = sorted(int(word) for word in given.counts.split(","))
    middle = given.main or counts[len(counts) // 2]
    print(f"{given.lesson}, {os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="kelas-bench-") as folder:
        place = Path(folder)
        others = [
            say(measure_grade(new_class(place / f"c{n}", given.lesson, n), given.lesson, n, 1))
            for n in counts
            if n != middle
        ]
        root, turns = new_class(place / "main", given.lesson, middle), []
        codes = sorted(path.name for path in (root / "submitted").iterdir())
        for turn in range(given.rounds):
            some = codes[turn : given.stock : given.rounds]
            turns.append(take_turn(place / f"turn{turn}", root, given.lesson, some))
    goals = compare(turns, others)
    for words_, met in goals:
        print("✓" if met else "✗", words_)
    rows = [*others, *(row for turn in turns for row in turn.values())]
    if given.json:
        given.json.write_text(json.dumps([asdict(row) for row in rows], indent=1))
    return 0 if all(met for _, met in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
