"""The same scores from PostgreSQL as from SQLite."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from nbgrader.api import Base
from sqlalchemy import create_engine, text
from test_postgresql import server  # noqa: F401

from course import points
from course.gradebook import database
from course.gradebook_sql import scores
from course.indicators import PHASES, indicators


def test_postgresql_gives_the_scores_and_sums_of_sqlite(
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
