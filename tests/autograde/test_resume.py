"""Grading that is cut off, repeated, or done twice at once ends in the same scores."""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from conftest import run_course
from distributed import Client
from generated import generate
from in_process import Done

from course.autograde import pool
from course.gradebook.scores import read_scores

pytestmark = [pytest.mark.path, pytest.mark.xdist_group("resume")]
LESSON, COUNT, SMALL = "posttest", 160, 8
"""``SMALL``: what stands in the small class."""


@pytest.fixture(scope="module")
def large(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small class and many generated people, none of whom is graded yet."""
    root = tmp_path_factory.mktemp("large") / "kelas"
    shutil.copytree(small, root)
    generate(root, LESSON, COUNT)
    return root


@pytest.fixture
def waiting(large: Path, tmp_path: Path) -> Path:
    """A copy of it to work on."""
    return Path(shutil.copytree(large, tmp_path / "kelas"))


@pytest.fixture(scope="module")
def undisturbed(
    large: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[pd.DataFrame, dict[str, bytes]]:
    """The scores, and the files in ``autograded/``."""
    root = tmp_path_factory.mktemp("undisturbed") / "kelas"
    shutil.copytree(large, root)
    done = run_course(root, "grade", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert f"{COUNT} jawaban dinilai" in done.stdout
    return read_scores(root), contents(root)


def contents(root: Path) -> dict[str, bytes]:
    below = root / "autograded"
    return {str(p.relative_to(below)): p.read_bytes() for p in below.rglob("*") if p.is_file()}


def started(root: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "course", "grade", *words],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def wait_for_results(root: Path, least: int) -> None:
    """Wait until some scores stand or notebooks are in the making, at most a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            staged = list(root.glob("autograded/.staging-*/*/*"))
        except FileNotFoundError:  # a folder went into place while we looked
            continue
        written = len(list(root.glob(f"autograded/U1???/{LESSON}")))
        if max(len(staged) + written, stamped(root)) >= least:
            return
        time.sleep(0.03)  # looking takes time from the run itself


def stamped(root: Path) -> int:
    """How many submissions of the generated people stand in the gradebook."""
    with closing(sqlite3.connect(root / "gradebook.db", timeout=60)) as book:
        try:
            return int(book.execute("SELECT COUNT(*) FROM kelas_graded").fetchone()[0]) - SMALL
        except sqlite3.OperationalError:  # not laid out yet
            return 0


@pytest.mark.parametrize("how", ["--notebooks", "--no-notebooks"])
def test_killed_with_9_at_any_moment_the_next_run_completes_it(
    how: str, waiting: Path, undisturbed: tuple[pd.DataFrame, dict[str, bytes]]
) -> None:
    """Three moments here; ``benchmarks/kills.py`` does it twenty times with 500."""
    chance = random.Random(9)
    scores, notebooks = undisturbed
    for _ in range(3):
        run = started(waiting, LESSON, "--jobs", "1", how)
        wait_for_results(waiting, chance.randrange(1, COUNT))
        run.send_signal(signal.SIGKILL)
        run.communicate()
    done = run_course(waiting, "grade", how)
    assert done.returncode == 0, done.stderr
    pd.testing.assert_frame_equal(read_scores(waiting), scores, check_categorical=False)
    again = run_course(waiting, "grade", "--notebooks")
    assert "0 jawaban dinilai" in again.stdout
    assert contents(waiting) == notebooks
    assert not list(waiting.glob("autograded/.staging-*"))


def test_two_runs_at_once_grade_everything_once(
    waiting: Path, undisturbed: tuple[pd.DataFrame, dict[str, bytes]]
) -> None:
    runs = [started(waiting, "--jobs", "1") for _ in range(2)]
    for run in runs:
        printed, _ = run.communicate(timeout=240)
        assert run.returncode == 0, printed
    pd.testing.assert_frame_equal(read_scores(waiting), undisturbed[0], check_categorical=False)
    assert contents(waiting) == undisturbed[1]
    assert "0 jawaban dinilai" in run_course(waiting, "grade").stdout


def test_only_what_changed_is_graded_again(small_class: Path) -> None:
    """A changed answer, and a photo that arrives after the answers, need no --force."""
    path = small_class / "submitted" / "U01" / "pretest" / "answers.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8"))), "utf-8")
    photos = small_class / "submitted" / "U07" / "pretest" / "photos"
    photos.mkdir()
    (photos / "foto.jpg").write_bytes(b"\xff\xd8\xff late")
    done = run_course(small_class, "grade")
    assert "2 jawaban dinilai" in done.stdout
    assert (small_class / "autograded" / "U07" / "pretest" / "photos" / "foto.jpg").is_file()
    assert "0 jawaban dinilai" in run_course(small_class, "grade").stdout


def emptied(root: Path, participant: str) -> None:
    """Take every answer out of a participant's posttest."""
    path = root / "submitted" / participant / "posttest" / "answers.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"answers": {}}), "utf-8")


def test_yesterday_s_gradebook_does_not_stand_as_today_s_marks(small_class: Path) -> None:
    """What a put back gradebook holds was made from yesterday's answers."""
    gradebook = small_class / "gradebook.db"
    yesterday = gradebook.read_bytes()
    emptied(small_class, "U01")
    assert "1 jawaban dinilai" in run_course(small_class, "grade").stdout
    today, notebooks = read_scores(small_class), contents(small_class)
    gradebook.write_bytes(yesterday)
    assert not read_scores(small_class).equals(today)
    assert "1 jawaban dinilai, 7 sudah" in run_course(small_class, "grade").stdout
    pd.testing.assert_frame_equal(read_scores(small_class), today)
    assert contents(small_class) == notebooks
    assert "0 jawaban dinilai" in run_course(small_class, "grade").stdout


def test_yesterday_s_results_under_today_s_gradebook_do_not_stand_either(small_class: Path) -> None:
    yesterday = Path(shutil.copytree(small_class / "autograded", small_class / "cadangan"))
    emptied(small_class, "U04")
    run_course(small_class, "grade")
    today = contents(small_class)
    shutil.rmtree(small_class / "autograded")
    yesterday.rename(small_class / "autograded")
    assert "0 jawaban dinilai, 8 sudah" in run_course(small_class, "grade").stdout
    assert contents(small_class) == today


def without_stamps(root: Path) -> None:
    """Take out of the gradebook what an older Kelas UMKM did not write there."""
    with closing(sqlite3.connect(root / "gradebook.db")) as book:
        book.execute("DROP TABLE kelas_graded")
        book.commit()


def test_results_of_an_older_kelas_umkm_stand(small_class: Path) -> None:
    """Their stamp does not say what was earned; nobody's marks are flagged for that."""
    for path in small_class.glob("autograded/*/*/*.ipynb"):
        path.chmod(0o644)
        text = path.read_text("utf-8")
        path.write_text(re.sub(r',\s*"scores":\s*"[0-9a-f]{64}"', "", text), "utf-8")
        assert path.read_text("utf-8") != text
    without_stamps(small_class)
    before = contents(small_class)
    assert "0 jawaban dinilai, 8 sudah" in run_course(small_class, "grade").stdout
    assert stamped(small_class) + SMALL == 8
    assert "0 jawaban dinilai, 8 sudah" in run_course(small_class, "grade").stdout
    assert contents(small_class) == before


def test_an_older_gradebook_whose_scores_are_not_the_notebook_s_is_graded_again(
    small_class: Path,
) -> None:
    """Without our own note, what stands is told by the notebook, which says what it earned."""
    before = read_scores(small_class)
    without_stamps(small_class)
    with closing(sqlite3.connect(small_class / "gradebook.db")) as book:
        book.execute(
            "UPDATE grade SET auto_score = 0.5 WHERE rowid = (SELECT MAX(rowid) FROM grade WHERE auto_score > 1)"
        )
        book.commit()
    assert "1 jawaban dinilai, 7 sudah" in run_course(small_class, "grade").stdout
    pd.testing.assert_frame_equal(read_scores(small_class), before)


def test_what_a_person_gave_and_what_nbgrader_graded_stand(
    small_class: Path, nbgrader: Callable[..., Done]
) -> None:
    with sqlite3.connect(small_class / "gradebook.db") as book:
        book.execute("UPDATE grade SET manual_score = 1 WHERE rowid % 3 = 0")
    book.close()
    done = nbgrader(small_class, "autograde", "pretest", "--force", "--student=U07")
    assert done.returncode == 0, done.stderr
    assert "0 jawaban dinilai, 8 sudah" in run_course(small_class, "grade").stdout


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and two workers, each a process; its address and the workers."""
    contact = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    common = ["--scheduler-file", str(contact), "--no-dashboard"]
    local = ["--host", "127.0.0.1"]
    scheduler = subprocess.Popen([*dask, "scheduler", *common, *local, "--port", "0"], **quiet)
    words = [*dask, "worker", *common, *local, "--nthreads", "1", "--no-nanny"]
    workers = [subprocess.Popen(words, **quiet) for _ in range(2)]
    until = time.monotonic() + 60
    while not contact.exists() and time.monotonic() < until:
        time.sleep(0.05)
    address = json.loads(contact.read_text())["address"]
    with Client(address, timeout=60) as client:
        client.wait_for_workers(2, timeout=60)
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def test_a_cluster_that_loses_a_worker_grades_everything_once(
    waiting: Path,
    undisturbed: tuple[pd.DataFrame, dict[str, bytes]],
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
) -> None:
    address, workers = cluster
    run = started(waiting, "--scheduler", address)
    wait_for_results(waiting, 10)
    workers[0].kill()
    printed, _ = run.communicate(timeout=240)
    assert run.returncode == 0, printed
    assert f"{COUNT} jawaban dinilai" in printed
    pd.testing.assert_frame_equal(read_scores(waiting), undisturbed[0], check_categorical=False)
    assert not list(waiting.glob("autograded/.staging-*"))


def test_a_cluster_that_is_not_there_is_one_line(
    small_class: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_PATIENCE", 1)
    done = run_course(small_class, "grade", "--scheduler", "tcp://127.0.0.1:1")
    assert done.returncode == 2
    assert "kluster Dask tidak menjawab" in done.stderr
    assert "Traceback" not in done.stderr
