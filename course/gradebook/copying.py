"""A copy of the gradebook as one SQLite file, whole at one moment, whatever else is at work."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from course.gradebook.opening import database_file, reading, told

_SECONDS = 10
"""How long a gradebook that is held is waited for."""
_ROWS = 500


def copy_gradebook(url: str, to: Path) -> None:
    """Write the gradebook at ``url`` into a new SQLite file ``to``, of SQLite or of PostgreSQL.

    Others may go on writing: the copy holds what was there at one moment (SQLite's online backup,
    sqlite.org/backup.html; one transaction of a server). Raises CourseError as ``told`` for a
    gradebook that is held or damaged.
    """
    path = database_file(url)
    if path is None:
        _from_server(url, to)
        return
    with (
        told(url),
        closing(sqlite3.connect(path, timeout=_SECONDS)) as book,
        closing(sqlite3.connect(to)) as copy,
    ):
        # A held read lock: without it a busy gradebook would be waited for without an end.
        book.execute("BEGIN")
        book.execute("SELECT count(*) FROM sqlite_master").fetchone()
        book.backup(copy)
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.OperationalError  # told as damaged


def _from_server(url: str, to: Path) -> None:
    from nbgrader.api import Base  # noqa: PLC0415  takes a second to load
    from sqlalchemy import URL, create_engine, inspect, text  # noqa: PLC0415

    from course.gradebook.stamps import GRADED  # noqa: PLC0415

    here = create_engine(URL.create("sqlite", database=str(to)))
    try:
        with reading(url) as source, here.connect() as target:
            source = source.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901
            there = set(inspect(source).get_table_names())
            Base.metadata.create_all(target)
            GRADED.create(target)
            for table in (*Base.metadata.sorted_tables, GRADED):
                if table.name not in there:
                    continue
                rows = source.execution_options(yield_per=_ROWS).execute(table.select())
                for some in rows.mappings().partitions():
                    target.execute(table.insert(), [dict(row) for row in some])
            if "alembic_version" in there:
                versions = source.execute(text("SELECT version_num FROM alembic_version"))
                target.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
                for (version,) in versions.all():
                    target.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": version})
            target.commit()
    finally:
        here.dispose()
