"""The same scores from PostgreSQL as from SQLite."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from nbgrader.api import Base
from sqlalchemy import create_engine, text
from test_postgresql import server  # noqa: F401

from course.gradebook.scores import database, scores_at

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("postgresql")]


def test_postgresql_gives_the_scores_of_sqlite(
    server: str,  # noqa: F811
    demo: tuple[Path, str],
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
    for policy in ("ignore", "add", "cap"):
        pd.testing.assert_frame_equal(scores_at(server, policy), scores_at(url, policy))
    there.dispose()
    here.dispose()
