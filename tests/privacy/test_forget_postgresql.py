"""``course forget`` with the gradebook in PostgreSQL: rows gone, and gone from the tables' files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from conftest import run_course
from sqlalchemy import create_engine, text
from test_postgresql import server  # noqa: F401


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


pytestmark = [pytest.mark.database, pytest.mark.xdist_group("postgresql")]


def test_the_rows_are_gone_from_the_files(
    course_root: Path,
    server: str,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url, data = server, Path(server.partition("host=")[2]) / "data"

    monkeypatch.setenv("KELAS_DB", url)

    def run(*words: str) -> str:
        done = run_course(course_root, *words)
        assert done.returncode in {0, 1}, done.stderr
        return done.stdout

    run("release", "pretest")
    shutil.copy(course_root / "examples" / "roster.csv", course_root / "kelas")
    for code in ("U07", "U08"):
        for path in (course_root / "examples" / "inbox").glob(f"pretest_{code}_*"):
            shutil.copy(path, course_root / "kelas" / "inbox")
    run("collect")
    run("grade", "pretest")
    before = scores(url)
    assert set(before["participant"]) == {"U07", "U08"}
    assert held(url, data) > 0
    assert "buku nilai: nilai dan catatan dihapus" in run("forget", "U07", "--yes")
    left = before.query("participant == 'U08'").reset_index(drop=True)
    pd.testing.assert_frame_equal(scores(url), left, check_categorical=False)
    assert held(url, data) == 0
