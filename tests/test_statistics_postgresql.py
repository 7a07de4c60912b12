"""The same scores from PostgreSQL as from SQLite, where Debian's server is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from nbgrader.api import Base
from sqlalchemy import create_engine, text

from course import points
from course.gradebook import database
from course.gradebook_sql import scores
from course.indicators import PHASES, indicators

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))


@pytest.fixture
def server() -> Iterator[str]:
    """The URL of an empty database of a server of its own, reached by a socket."""
    pytest.importorskip("psycopg")
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="kelas-", dir="/tmp"))
    # It refuses to run as root.
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    shutil.chown(folder, user)
    control = [PROGRAMS[-1], "-D", folder / "data", "-s", "-w"]
    run = {"user": user, "cwd": folder, "stdout": subprocess.DEVNULL}
    subprocess.run([*control, "-o", "-U kelas -A trust -E UTF8", "init"], check=True, **run)
    options = f"-c unix_socket_directories={folder} -c listen_addresses= -c fsync=off"
    subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], check=True, **run)
    yield f"postgresql+psycopg://kelas@/postgres?host={folder}"
    subprocess.run([*control, "-m", "fast", "stop"], check=True, **run)
    shutil.rmtree(folder)


def test_postgresql_gives_the_scores_and_sums_of_sqlite(
    server: str, demo: tuple[Path, str]
) -> None:
    url = database(demo[0])
    there, here = create_engine(server), create_engine(url)
    Base.metadata.create_all(there)
    with here.connect() as source, there.begin() as target:
        # A cell's row refers to a notebook's and back again; the order of insertion is ours.
        target.execute(text("SET session_replication_role = replica"))
        for table in Base.metadata.sorted_tables:
            if rows := [dict(row) for row in source.execute(table.select()).mappings()]:
                target.execute(table.insert(), rows)
        lists = [
            pd.DataFrame(map(tuple, c.execute(scores("cap")))).sort_values(
                [0, 1, 2], ignore_index=True
            )
            for c in (source, target)
        ]
    pd.testing.assert_frame_equal(*lists)
    sums = [points.fetch(each, indicators(), PHASES, "cap") for each in (url, server)]
    words = dict.fromkeys(points.KEYS, str)
    pd.testing.assert_frame_equal(
        *(s.astype(words).sort_values(list(points.KEYS), ignore_index=True) for s in sums),
        check_exact=False, rtol=0, atol=1e-9,
    )  # fmt: skip
    there.dispose()
    here.dispose()
