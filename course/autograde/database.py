"""The gradebook's database, opened so that two runs wait for each other."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

# Any number: two runs of ours on one PostgreSQL take turns, batch by batch.
_LOCK = 7_081_945
_BUSY_SECONDS = 120


def open_engine(url: str) -> Engine:
    """Return an engine whose transactions wait for each other instead of failing."""
    if not url.startswith("sqlite"):
        return create_engine(url)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})

    # The driver's own delayed BEGIN could read, wait, and then fail to write what has changed.
    @event.listens_for(engine, "connect")
    def _plain(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _immediate(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def take_turns(connection: Connection) -> None:
    """Wait until no other run of ours writes; SQLite's transactions do that by themselves."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
