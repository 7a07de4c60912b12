"""A gradebook on a server, copied into a file that gives the same scores."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from nbgrader.api import Base, Gradebook
from sqlalchemy import URL, create_engine, text
from test_postgresql import copied_into, server  # noqa: F401

from course.gradebook.copying import copy_gradebook
from course.gradebook.scores import database, scores_at

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("postgresql")]


def test_a_server_s_gradebook_becomes_a_file(
    server: str,  # noqa: F811
    small: Path,
    tmp_path: Path,
) -> None:
    here, there = create_engine(database(small)), copied_into(server, database(small))
    with there.begin() as target:
        target.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        target.execute(text("INSERT INTO alembic_version VALUES ('724cde206c17')"))
    there.dispose()
    copy_gradebook(server, tmp_path / "gradebook.db")
    url = URL.create("sqlite", database=str(tmp_path / "gradebook.db")).render_as_string()
    pd.testing.assert_frame_equal(scores_at(url), scores_at(database(small)))
    copied = create_engine(url)
    with here.connect() as one, copied.connect() as other:
        for table in Base.metadata.sorted_tables:
            rows = [sorted(map(repr, c.execute(table.select()).all())) for c in (one, other)]
            assert rows[0] == rows[1], table.name
        assert other.execute(text("SELECT version_num FROM alembic_version")).all() == [
            ("724cde206c17",)
        ]
    here.dispose()
    copied.dispose()
    with Gradebook(url, "kelas-umkm") as gradebook:
        assert {one.id for one in gradebook.students} >= {"U01", "U07"}
