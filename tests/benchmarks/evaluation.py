"""How long a cohort's indicator table takes, from millions of grades in nbgrader's schema.

    python tests/benchmarks/evaluation.py --folder /var/tmp/kelas    (needs requirements-dev.txt, 2 GB)

Makes two SQLite gradebooks of synthetic people (0.5 and 5 million grade rows, ten in a hundred
without a posttest) and times, each in a process of its own so that memory is its own too:

- ``plain``: DuckDB alone, one hand-written query to the means of the table;
- ``ours``: every score into memory, and from there to the whole table with intervals and tests.

What is promised: ours <= 3.5 * plain in time of the processors (DuckDB uses several at once, and
its query brings no score into memory); ours <= 1 GB; time per row of ours at 5 million within 20%
of that at 0.5 million. Exit code 1 when a promise is broken.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

PAPER = {"P1": 4, "P2": 4, "K1": 4, "K2": 7, "K3": 8, "S1": 8, "S2": 8}
EXTENSIONS = {"P3": 8, "P4": 8, "K4": 8, "K5": 8, "K6": 8, "K7": 17}
"""Cells an indicator: 100 a test."""
LESSONS = ("pretest", "posttest")
CELLS = 100
ABSENT = 0.1

PLAIN = """
WITH cells AS (
    SELECT g.id, a.name AS lesson, split_part(b.name, '-', 1) AS indicator, g.max_score
    FROM grade_cells g JOIN base_cell b ON b.id = g.id
    JOIN notebook n ON n.id = b.notebook_id JOIN assignment a ON a.id = n.assignment_id
), sums AS (
    SELECT grade.notebook_id, lesson, indicator,
        sum(coalesce(manual_score, auto_score)) AS points, sum(max_score) AS possible,
        sum(CASE WHEN coalesce(manual_score, auto_score) > 0
            THEN (coalesce(manual_score, auto_score) - 1) / (max_score - 1) END) AS shares,
        sum(CASE WHEN coalesce(manual_score, auto_score) > 0 THEN 1 ELSE 0 END) AS answered,
        count(*) AS cells, count(coalesce(manual_score, auto_score)) AS scored
    FROM grade JOIN cells ON cells.id = grade.cell_id GROUP BY ALL
), percents AS (
    SELECT s.student_id, lesson, indicator,
        CASE WHEN indicator LIKE 'S%'
            THEN CASE WHEN answered >= 0.75 * cells THEN 100 * shares / answered END
            WHEN scored = cells THEN 100 * points / possible END AS percent
    FROM sums JOIN submitted_notebook n ON n.id = sums.notebook_id
    JOIN submitted_assignment s ON s.id = n.assignment_id
), pairs AS (
    SELECT student_id, indicator,
        max(percent) FILTER (lesson = 'pretest') AS pre,
        max(percent) FILTER (lesson = 'posttest') AS post
    FROM percents GROUP BY ALL
)
SELECT indicator, count(*) AS n, avg(pre) AS pre, avg(post) AS post FROM pairs
WHERE pre IS NOT NULL AND post IS NOT NULL GROUP BY indicator ORDER BY indicator
"""


def make(path: Path, rows: int) -> None:
    """Write a gradebook of about ``rows`` grade rows, the same for the same number."""
    from nbgrader.api import Base
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    dice = random.Random(rows)
    people = round(rows / CELLS / (2 - ABSENT))
    with sqlite3.connect(path) as book:
        book.execute("PRAGMA synchronous = OFF")
        cells = {lesson: list(_lesson(book, lesson, dice)) for lesson in LESSONS}
        for i in range(people):
            _person(book, f"U{i:06d}", cells, dice)


def _key(dice: random.Random) -> str:
    return f"{dice.getrandbits(128):032x}"


def _insert(book: sqlite3.Connection, table: str, columns: str, rows: Iterable[tuple]) -> None:
    marks = ",".join("?" * len(columns.split(",")))
    book.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _lesson(
    book: sqlite3.Connection, lesson: str, dice: random.Random
) -> Iterator[tuple[str, str, float]]:
    """Insert a lesson; yield (cell id, indicator, points) of its cells."""
    assignment, notebook = _key(dice), _key(dice)
    if not book.execute("SELECT count(*) FROM course").fetchone()[0]:
        _insert(book, "course", "id", [("kelas-umkm",)])
    _insert(book, "assignment", "id, name, course_id", [(assignment, lesson, "kelas-umkm")])
    _insert(book, "notebook", "id, name, assignment_id", [(notebook, lesson, assignment)])
    for indicator, count in (PAPER | EXTENSIONS).items():
        for number in range(count):
            cell, most = _key(dice), 5.0 if indicator.startswith("S") else 1.0 + number % 4
            name = f"{indicator}-butir-{number}"
            _insert(
                book,
                "base_cell",
                "id, name, notebook_id, type",
                [(cell, name, notebook, "GradeCell")],
            )
            _insert(book, "grade_cells", "id, max_score, cell_type", [(cell, most, "code")])
            yield cell, indicator, most
    book.execute("CREATE TEMP TABLE IF NOT EXISTS ids (lesson, assignment, notebook)")
    _insert(book, "ids", "lesson, assignment, notebook", [(lesson, assignment, notebook)])


def _person(
    book: sqlite3.Connection,
    code: str,
    cells: dict[str, list[tuple[str, str, float]]],
    dice: random.Random,
) -> None:
    skill = dice.betavariate(3, 3)
    _insert(book, "student", "id", [(code,)])
    ids = {row[0]: row[1:] for row in book.execute("SELECT * FROM ids")}
    for lesson, reached in zip(LESSONS, (skill, min(1.0, skill + 0.2)), strict=True):
        if lesson == "posttest" and dice.random() < ABSENT:
            continue
        assignment, notebook = ids[lesson]
        submission, handed = _key(dice), _key(dice)
        now = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None).isoformat(" ")
        columns = "id, assignment_id, student_id, timestamp"
        _insert(book, "submitted_assignment", columns, [(submission, assignment, code, now)])
        columns = "id, assignment_id, notebook_id, flagged, late_submission_penalty"
        _insert(book, "submitted_notebook", columns, [(handed, submission, notebook, 0, None)])
        grades = (
            (_key(dice), handed, cell, float(_score(indicator, most, reached, dice)), 0)
            for cell, indicator, most in cells[lesson]
        )
        columns = "id, notebook_id, cell_id, auto_score, needs_manual_grade"
        _insert(book, "grade", columns, grades)


def _score(indicator: str, most: float, reached: float, dice: random.Random) -> float:
    if indicator.startswith("S"):  # 0: not answered
        return 0.0 if dice.random() < 0.02 else 1 + round(4 * dice.betavariate(1 + 3 * reached, 3))
    return sum(dice.random() < reached for _ in range(int(most)))


def measure(kind: str, path: Path) -> dict[str, object]:
    """Time one way, in this process; imports are not counted."""
    if kind == "plain":
        start, busy = time.perf_counter(), time.process_time()
        with duckdb_on(path) as connection:
            table = {r[0]: r[1:] for r in connection.execute(PLAIN).fetchall() if r[0] in PAPER}
    else:
        from course.evaluation.changes import change_table
        from course.evaluation.percents import indicator_percents
        from course.gradebook.scores import scores_at

        start, busy = time.perf_counter(), time.process_time()
        changes = change_table(indicator_percents(scores_at(f"sqlite:///{path}")))
        shown = changes[["indicator", "n", "mean_pre", "mean_post"]]
        table = {row[0]: row[1:] for row in shown.itertuples(index=False, name=None)}
    seconds, processor = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"seconds": seconds, "processor": processor, "gigabytes": peak, "table": table}


def duckdb_on(file: Path) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB connection with the SQLite file attached read-only, as current catalogue.

    The extension comes as a Python package and nothing is fetched from the network.
    """
    import duckdb
    import duckdb_extension_sqlite_scanner as packaged

    folder = Path(packaged.__file__).parent / "extensions" / f"v{duckdb.__version__}"
    connection = duckdb.connect()
    connection.execute(f"LOAD '{folder / 'sqlite_scanner.duckdb_extension'}'")
    connection.execute(f"ATTACH '{file}' AS gradebook (TYPE sqlite, READ_ONLY)")
    connection.execute("USE gradebook")
    return connection


def in_own_process(kind: str, path: Path) -> dict[str, object]:
    """Run ``measure`` in a fresh interpreter."""
    command = [sys.executable, __file__, "--measure", kind, "--file", str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def same(one: dict[str, list[float]], other: dict[str, list[float]]) -> bool:
    """Return whether two tables agree to 1e-9."""
    return one.keys() == other.keys() and all(
        abs(a - b) < 1e-9 for key in one for a, b in zip(one[key], other[key], strict=True)
    )


def main(folder: Path, sizes: list[int], rounds: int) -> int:
    """Make the gradebooks where they are missing, measure, print; return the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    figures: dict[tuple[str, int], dict[str, object]] = {}
    for rows in sizes:
        path = folder / f"gradebook-{rows}.db"
        if not path.exists():
            make(path.with_suffix(".part"), rows)
            path.with_suffix(".part").rename(path)
        for kind in ("plain", "ours"):
            runs = [in_own_process(kind, path) for _ in range(rounds)]
            best = min(runs, key=lambda run: run["processor"])
            median = statistics.median(run["processor"] for run in runs)
            figures[kind, rows] = best | {"median": median}
            print(
                f"{rows:>9,} rows  {kind:6} {best['processor']:6.2f} s of the processors"
                f" (median {median:.2f}), {best['seconds']:.2f} s  {best['gigabytes']:.2f} GB"
            )
    return report(figures, min(sizes), max(sizes))


def report(figures: dict, few: int, many: int) -> int:
    """Print whether each promise is kept."""
    ours, plain = figures["ours", many], figures["plain", many]
    times = ours["processor"] / plain["processor"]
    growth = (ours["processor"] / many) / (figures["ours", few]["processor"] / few)
    promises = {
        f"{times:.2f} times the processor time of plain DuckDB (at most 3.5)": times <= 3.5,
        f"{ours['gigabytes']:.2f} GB (at most 1)": ours["gigabytes"] <= 1,
        f"{growth:.2f} times the time per row (at most 1.2)": growth <= 1.2,
        "the same means to 1e-9": same(plain["table"], ours["table"]),
    }
    for promise, kept in promises.items():
        print(("kept    " if kept else "BROKEN  ") + promise)
    return 0 if all(promises.values()) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=Path("/var/tmp/kelas-umkm"))
    parser.add_argument("--rows", type=int, nargs=2, default=[500_000, 5_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", choices=["plain", "ours"])
    parser.add_argument("--file", type=Path)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure, chosen.file)))
    else:
        sys.exit(main(chosen.folder, chosen.rows, chosen.rounds))
