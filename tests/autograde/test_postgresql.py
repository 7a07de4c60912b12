"""The gradebook in PostgreSQL: a real server, the same scores, the same export."""

from __future__ import annotations

import csv
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
from conftest import run_course
from nbgrader.api import Base
from sqlalchemy import Engine, create_engine, text

from course.gradebook.scores import read_scores

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("postgresql")]


def programs() -> Path:
    """Debian keeps the server's programs out of PATH."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    assert places, "PostgreSQL is missing: apt-get install postgresql"
    return places[-1]


@contextmanager
def postgresql(*settings: str) -> Iterator[str]:
    """Run a server of its own, reached by a socket in its own folder; yield an empty database's URL.

    ``settings`` as ``name=value``, beside where it listens.
    """
    folder = Path(tempfile.mkdtemp(prefix="kelas-pg-", dir="/tmp"))
    # It refuses to run as root.
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    shutil.chown(folder, user)
    run = {"user": user, "cwd": folder, "stdout": subprocess.DEVNULL}
    words = [programs() / "initdb", "-D", folder / "data", "-U", "kelas", "-A", "trust"]
    subprocess.run([*words, "-E", "UTF8"], check=True, **run)
    listens = (f"unix_socket_directories={folder}", "listen_addresses=")
    options = [word for setting in (*listens, *settings) for word in ("-c", setting)]
    with subprocess.Popen(
        [programs() / "postgres", "-D", folder / "data", *options], stderr=subprocess.DEVNULL, **run
    ) as process:
        url = f"postgresql+psycopg://kelas@/postgres?host={folder}"
        wait_for(url)
        yield url
        process.terminate()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server for the tests of a module; it need not survive the machine."""
    with postgresql("fsync=off") as url:
        yield url


def copied_into(server: str, url: str) -> Engine:
    """Copy every table of nbgrader's from the database at ``url`` to the server; return that."""
    here, there = create_engine(url), create_engine(server)
    Base.metadata.create_all(there)
    with here.connect() as source, there.begin() as target:
        # A cell's row refers to a notebook's and back again; the order of insertion is ours.
        target.execute(text("SET session_replication_role = replica"))
        for table in Base.metadata.sorted_tables:
            if rows := [dict(row) for row in source.execute(table.select()).mappings()]:
                target.execute(table.insert(), rows)
    here.dispose()
    return there


def wait_for(url: str) -> None:
    engine = create_engine(url)
    for attempt in range(300):
        try:
            engine.connect().close()
        except Exception:
            if attempt == 299:
                raise
            time.sleep(0.1)
        else:
            break
    engine.dispose()


def exported(root: Path) -> list[dict[str, str]]:
    with (root / "grades.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["assignment"] == "pretest"]
    # nbgrader lists every student for every assignment; mentors have done none of the tests.
    rows = [row for row in rows if row["student_id"].startswith("U")]
    return sorted(rows, key=lambda row: row["student_id"])


def test_postgresql_and_sqlite_give_the_same_export(
    server: str, demo_copy: Path, nbgrader, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert nbgrader(demo_copy, "export").returncode == 0
    sqlite, before = exported(demo_copy), read_scores(demo_copy).query("lesson == 'pretest'")
    file = (demo_copy / "gradebook.db").read_bytes()
    monkeypatch.setenv("KELAS_DB", server)
    assert run_course(demo_copy, "release", "pretest", "posttest").returncode == 0
    monkeypatch.delenv("KELAS_DB")
    done = run_course(demo_copy, "grade", "pretest", "--db", server)
    assert done.returncode == 0, done.stderr
    assert "10 jawaban dinilai" in done.stdout
    assert "0 jawaban dinilai" in run_course(demo_copy, "grade", "pretest", "--db", server).stdout
    assert (demo_copy / "gradebook.db").read_bytes() == file
    monkeypatch.setenv("KELAS_DB", server)  # as stock commands are told
    pd.testing.assert_frame_equal(
        read_scores(demo_copy), before.reset_index(drop=True), check_categorical=False
    )
    assert nbgrader(demo_copy, "export").returncode == 0
    assert exported(demo_copy) == sqlite
    done = nbgrader(demo_copy, "autograde", "pretest", "--student", "U01", "--force")
    assert done.returncode == 0, done.stderr
    pd.testing.assert_frame_equal(
        read_scores(demo_copy), before.reset_index(drop=True), check_categorical=False
    )
