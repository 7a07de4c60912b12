"""``course forget`` with the gradebook in PostgreSQL: rows gone, and gone from the tables' files."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

pytestmark = pytest.mark.xdist_group("demo")


def programs() -> Path | None:
    """Debian keeps the server's programs out of PATH."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return places[-1] if places else None


@pytest.fixture
def server() -> Iterator[tuple[str, Path]]:
    """A server of its own in its own folder: the URL of an empty database, and the folder."""
    pytest.importorskip("psycopg")
    where = programs()
    if where is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="kelas-pg-", dir="/tmp"))
    # It refuses to run as root.
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    shutil.chown(folder, user)
    run = {"user": user, "cwd": folder, "stdout": subprocess.DEVNULL}
    data = folder / "data"
    words = [where / "initdb", "-D", data, "-U", "kelas", "-A", "trust", "-E", "UTF8"]
    subprocess.run(words, check=True, **run)
    settings = [f"unix_socket_directories={folder}", "listen_addresses=", "fsync=off"]
    options = [word for setting in settings for word in ("-c", setting)]
    server = [where / "postgres", "-D", data, *options]
    with subprocess.Popen(server, stderr=subprocess.DEVNULL, **run) as process:
        url = f"postgresql+psycopg://kelas@/postgres?host={folder}"
        wait_for(url)
        yield url, data
        process.terminate()
    shutil.rmtree(folder)


def wait_for(url: str) -> None:
    engine = create_engine(url)
    for _ in range(300):
        try:
            engine.connect().close()
        except OperationalError:
            time.sleep(0.1)
        else:
            break
    engine.dispose()


def scores(url: str) -> pd.DataFrame:
    engine = create_engine(url)
    words = (
        "SELECT s.student_id, g.auto_score, c.name FROM grade g JOIN base_cell c ON c.id = g.cell_id "
        "JOIN submitted_notebook n ON n.id = g.notebook_id "
        "JOIN submitted_assignment s ON s.id = n.assignment_id ORDER BY 1, 3"
    )
    with engine.connect() as connection:
        rows = connection.execute(text(words)).all()
    engine.dispose()
    return pd.DataFrame(rows, columns=["participant", "score", "cell"])


def held(url: str, data: Path) -> int:
    """Return how many table files hold the code (in rows, text stands between other bytes)."""
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
    engine.dispose()
    return sum(b"U07" in p.read_bytes() for p in (data / "base").rglob("*") if p.is_file())


def test_the_rows_are_gone_from_the_files(course_root: Path, server: tuple[str, Path]) -> None:
    url, data = server

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "course", *words],
            cwd=course_root, env={**os.environ, "KELAS_DB": url}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode in {0, 1}, done.stderr
        return done.stdout

    run("release", "pretest")
    shutil.copy(course_root / "examples" / "roster.csv", course_root)
    for code in ("U07", "U08"):
        for path in (course_root / "examples" / "inbox").glob(f"pretest_{code}_*"):
            shutil.copy(path, course_root / "inbox")
    run("collect")
    run("grade", "pretest")
    before = scores(url)
    assert set(before["participant"]) == {"U07", "U08"}
    assert held(url, data) > 0
    assert "buku nilai: nilai dan catatan dihapus" in run("forget", "U07", "--yes")
    pd.testing.assert_frame_equal(
        scores(url), before.query("participant == 'U08'").reset_index(drop=True)
    )
    assert held(url, data) == 0
