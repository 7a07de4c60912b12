"""How fast a class is graded: stock nbgrader, our settings in it, ``course grade`` both ways, the limit.

    python tests/benchmarks/autograde.py                       # m2, 5,000 submissions, about ten minutes
    python tests/benchmarks/autograde.py --lessons all --counts 5000 --rounds 1       # every graded lesson
    python tests/benchmarks/autograde.py --counts 200 --stock 4 --rounds 1  # does it still work? a few minutes

Generated submissions, everything in one run. For each way: milliseconds a submission by the clock and
of the processors, database and files inside, processes started before. *scores first* leaves
``autograded/`` empty (``--no-notebooks``), *with notebooks* fills it. Stock is measured on ``--stock``
submissions and compared a submission; the scores of all ways must be equal.

A shared machine may be half as fast a minute later. So the ways take turns, ``--rounds`` times, and
each goal is the median turn's. Where others work on the machine, the clock says little: a goal for one
process then goes by the processors' time (``--busy``), and that for two by what each of them takes.
Nothing is removed before the end: ext4 steps over the inodes of the last minutes' deletions one by
one, which made a new file cost thirty times as much.
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
from contextlib import suppress
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from typing import Any, Self

from generated import generate

from course import lessons
from course.autograde.engine import grade
from course.autograde.pool import Workers
from course.autograde.prepare import of_source
from course.exercises.workbook import Workbook
from course.inbox.submitted import submissions
from course.lessons.run import evaluate

REPOSITORY = Path(__file__).parents[2]
_together: Any = None
ROOMS = ("inbox", "release", "submitted", "autograded", "feedback", "reports")
STOCK = ("stock nbgrader (a kernel each)", "nbgrader with our settings")
FIRST, LIMIT = "scores first, --jobs 1", "the limit"
WAYS = {
    FIRST: (False, 1),
    "scores first, --jobs 2": (False, 2),
    "with notebooks, --jobs 1": (True, 1),
    "with notebooks, --jobs 2": (True, 2),
}
"""Whether notebooks are written, and the processes."""
GOALS = {FIRST: 1000, "scores first, --jobs 2": 1700, "with notebooks, --jobs 2": 1000}
"""Times stock nbgrader."""
BARE = "c = get_config()\nc.CourseDirectory.course_id = 'bare'\n"


@dataclass(frozen=True)
class Measured:
    """One way, measured."""

    way: str
    count: int
    """Submissions."""
    seconds: float
    """Wall clock of all of them."""
    processors: float
    """Seconds of the processors of all of them, this process and its children together."""
    megabytes: float
    """Highest memory of this process and its workers together; 0 where it was not watched."""

    @property
    def each(self) -> float:
        """Milliseconds a submission."""
        return 1000 * self.seconds / self.count

    @property
    def work(self) -> float:
        """Milliseconds of the processors a submission."""
        return 1000 * self.processors / self.count


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


def nbgrader(root: Path, *words: str) -> tuple[float, float]:
    """Run a stock command; return its seconds, and those of the processors."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=root, check=True, capture_output=True, env={**os.environ, "PATH": path},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, worked


def measure_stock(root: Path, lesson: str, count: int, way: str) -> Measured:
    """Autograde a course's submissions with nbgrader's command; its start is taken off."""
    idle = nbgrader(root, "autograde", "--version")
    took = nbgrader(root, "autograde", lesson, "--force")
    return Measured(way, count, took[0] - idle[0], took[1] - idle[1], 0)


def measure_grade(root: Path, lesson: str, count: int, way: str) -> Measured:
    """Grade with ``course grade``'s engine; the processes are there before the clock starts."""
    notebooks, jobs = WAYS[way]
    workers = Workers(jobs).start()
    with Watch() as watch:
        start, before = time.perf_counter(), _worked()
        done = grade(root, [lesson], workers=workers, notebooks=notebooks)
        seconds, worked = time.perf_counter() - start, _worked() - before
    if done.graded != count or done.refused:
        raise SystemExit(f"graded {done.graded} of {count}: {done.refused[:3]}")
    return Measured(way, count, seconds, worked, watch.highest)


def measure_limit(root: Path, lesson: str, count: int, jobs: int = 1) -> Measured:
    """Evaluate the criteria, in one loop a process that keeps nothing.

    With two processes it shows what this machine's second core is worth.
    """
    together = get_context("spawn")
    with ProcessPoolExecutor(
        jobs, together, initializer=_share, initargs=(together.Barrier(jobs),)
    ) as pool:
        parts = [pool.submit(_limit, root, lesson, n, jobs) for n in range(jobs)]
        took = [part.result() for part in parts]
    seconds, worked = max(one for one, _ in took), sum(one for _, one in took)
    way = f"{LIMIT}, {jobs} at once" if jobs > 1 else LIMIT
    return Measured(way, count, seconds, worked, 0)


def _share(barrier: Any) -> None:
    global _together  # noqa: PLW0603  a process gets it when it starts, and in no other way
    _together = barrier


def _limit(root: Path, lesson: str, part: int, parts: int) -> tuple[float, float]:
    marking = of_source(lessons.load(root, lesson))
    works = list(submissions(root, [lesson], consented=False))[part::parts]
    definitions = dict(marking.definitions)
    _together.wait()
    start, before = time.perf_counter(), time.process_time()
    for work in works:
        _, answers = work.read()
        book = Workbook(work.folder, lesson, definitions).with_answers(answers)
        evaluate(marking.scored, book, shown=False)
    return time.perf_counter() - start, time.process_time() - before


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


def _family(process: int | None = None) -> list[int]:
    """Return this process, its children and theirs: workers are the fork server's."""
    me = process or os.getpid()
    children: list[int] = []
    for task in Path(f"/proc/{me}/task").glob("*/children"):
        with suppress(OSError):
            children += map(int, task.read_text().split())
    return [me, *(one for child in children for one in _family(child))]


def _worked() -> float:
    """Return the seconds of the processors so far, of those that have ended too."""
    ticks = 0
    for process in _family():
        with suppress(OSError):
            said = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, said[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _megabytes(process: int) -> float:
    """Return what it holds, its share of what several hold (the fork server's) once."""
    try:
        said = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in said.splitlines() if line.startswith("Pss:")) / 1000


def compare(
    turns: Sequence[Turn], others: Sequence[Measured], *, busy: bool
) -> list[tuple[str, bool]]:
    """Return each goal in words, with whether it was met."""
    goals, by = [], "by the processors" if busy else "by the clock"
    for way, least in GOALS.items():
        times = _ratio(turns, STOCK[0], way, busy=busy) * (WAYS[way][1] if busy else 1)
        goals.append((f"{way} is {times:.0f} times stock {by} (goal {least:,})", times >= least))
    above = _ratio(turns, FIRST, LIMIT, busy=busy)
    goals.append((f"{FIRST} takes {above:.2f} times the limit (goal 2)", above <= 2))
    most = max(turn[way].megabytes for turn in turns for way in WAYS)
    goals.append((f"at most {most:.0f} MB (goal 500)", most <= 500))
    if others:
        counted = sorted([*others, turns[0][FIRST]], key=lambda row: row.count)
        few, many = counted[0], counted[-1]
        growth, memory = many.work / few.work, many.megabytes / few.megabytes
        grown = f"times that at {few.count} (goal"
        goals += [
            (f"unit cost at {many.count} is {growth:.2f} {grown} 1.2)", growth <= 1.2),
            (f"memory at {many.count} is {memory:.2f} {grown}: flat, 1.2)", memory <= 1.2),
        ]
    return goals


def _ratio(turns: Sequence[Turn], way: str, to: str, *, busy: bool) -> float:
    """Return what a submission costs in one way by what it costs in another: the median turn's."""
    cost = attrgetter("work" if busy else "each")
    return statistics.median(cost(turn[way]) / cost(turn[to]) for turn in turns)


def new_class(place: Path, lesson: str, count: int) -> Path:
    """Lay out a course with ``count`` generated submissions."""
    root = new_course(place, lesson)
    generate(root, lesson, count)
    return root


def take_turn(place: Path, root: Path, lesson: str, codes: Sequence[str]) -> Turn:
    """Measure each way once, stock on the participants in ``codes``; all scores must be equal."""
    count = sum(1 for _ in submissions(root, [lesson], consented=False))
    rows = [measure_limit(root, lesson, count, jobs) for jobs in (1, 2)]
    graded = [_copy(root, place / f"way{number}") for number in range(len(WAYS))]
    rows += [measure_grade(own, lesson, count, way) for own, way in zip(graded, WAYS, strict=True)]
    # Not before: every worker holds what is loaded here, and a class is graded without pandas.
    import pandas as pd

    from course.gradebook.scores import read_scores

    scores, *others = map(read_scores, graded)
    for other in others:
        pd.testing.assert_frame_equal(other, scores, check_categorical=False)
    ours = scores[scores["participant"].isin(codes)].reset_index(drop=True)
    for number, way in enumerate(STOCK):
        stock = new_course(place / f"stock{number}", lesson)
        if way == STOCK[0]:
            (stock / "nbgrader_config.py").write_text(BARE)
        for code in codes:
            shutil.copytree(root / "submitted" / code, stock / "submitted" / code)
        rows.append(measure_stock(stock, lesson, len(codes), way))
        pd.testing.assert_frame_equal(read_scores(stock), ours, check_categorical=False)
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
    cost = f"{row.each:10.2f} ms each, {row.work:8.2f} of the processors"
    print(f"{row.way:32} {row.count:6} submissions {cost}{memory}", flush=True)
    return row


def main() -> int:
    """Run everything; exit code 1 when a goal is missed."""
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    words.add_argument("--lessons", default="m2-akun-usaha", help="names with commas, or all")
    words.add_argument("--busy", action="store_true", help="goals go by the processors' time")
    words.add_argument("--counts", default="1000,5000,10000", help="numbers of submissions")
    words.add_argument(
        "--main", type=int, default=0, help="the count that all ways are measured at"
    )
    words.add_argument("--rounds", type=int, default=3, help="turns of each way at that count")
    words.add_argument("--stock", type=int, default=40, help="submissions for stock nbgrader")
    words.add_argument("--json", type=Path, help="keep the figures here")
    given = words.parse_args()
    counts = sorted(int(word) for word in given.counts.split(","))
    names = given.lessons.split(",")
    if given.lessons == "all":
        names = lessons.graded_names(REPOSITORY)
    rows: dict[str, list[Measured]] = {}
    good = True
    with tempfile.TemporaryDirectory(prefix="kelas-bench-") as folder:
        for name in names:
            print(f"{name}, {os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}")
            middle = given.main or counts[len(counts) // 2]
            place = Path(folder) / name
            others = [
                say(measure_grade(new_class(place / f"c{n}", name, n), name, n, FIRST))
                for n in counts
                if n != middle
            ]
            root, turns = new_class(place / "main", name, middle), []
            codes = sorted(path.name for path in (root / "submitted").iterdir())
            for turn in range(given.rounds):
                some = codes[turn : given.stock : given.rounds]
                turns.append(take_turn(place / f"turn{turn}", root, name, some))
            for words_, met in compare(turns, others, busy=given.busy):
                print("✓" if met else "✗", words_)
                good = good and met
            rows[name] = [*others, *(row for turn in turns for row in turn.values())]
    if given.json:
        figures = {name: [asdict(row) for row in own] for name, own in rows.items()}
        given.json.write_text(json.dumps(figures, indent=1))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
