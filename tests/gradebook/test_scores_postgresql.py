"""The same scores from PostgreSQL as from SQLite."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from test_postgresql import copied_into, server  # noqa: F401

from course.gradebook.scores import database, scores_at

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("postgresql")]


def test_postgresql_gives_the_scores_of_sqlite(
    server: str,  # noqa: F811
    demo: tuple[Path, str],
) -> None:
    url = database(demo[0])
    there = copied_into(server, url)
    for policy in ("ignore", "add", "cap"):
        pd.testing.assert_frame_equal(scores_at(server, policy), scores_at(url, policy))
    there.dispose()
