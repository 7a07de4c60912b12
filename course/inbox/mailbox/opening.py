"""The mailbox's database: its address, opening it, laying out tables in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.exc import DBAPIError

from course import CourseError
from course.files import PRIVATE, Places
from course.gradebook.opening import (
    database_file,
    made_engine,
    server_of,
    sqlite_url,
    take_turns,
)
from course.inbox.mailbox import SETTING

_BUSY_SECONDS = 30
_WRITES = "kelas_writes"


def mailbox_url(root: Path) -> str:
    """Return the address of a class's mailbox: the setting's, else its own file of SQLite."""
    return os.environ.get(SETTING) or sqlite_url(Places(root).mailbox.resolve())


@contextmanager
def told(url: str) -> Iterator[None]:
    """Raise CourseError for what is wrong with the mailbox at ``url``: which, why, the mend."""
    try:
        yield
    except DBAPIError as error:
        file = database_file(url)
        if file is None:
            raise CourseError(
                f"Kotak kiriman {server_of(url)}: server tidak menjawab, atau menolak. Periksa "
                f"alamat ({SETTING}), jaringan, dan servernya, lalu ulangi. Tidak ada yang hilang."
            ) from error
        raise CourseError(
            f"{file}: kotak kiriman ini sedang dipakai, tidak boleh ditulis, atau rusak. "
            "Tutup course receive, periksa izin dan disk, lalu ulangi. Kalau rusak: ganti nama "
            "berkas itu; HP yang belum mendapat kabar mengirim lagi sendiri."
        ) from error


def open_mailbox(url: str) -> Engine:
    """Return an engine for a mailbox; several threads and processes may use it at once.

    In SQLite a commit is on the disk when it returns (WAL, ``synchronous=FULL``), readers never
    wait, and writers (``writing``) take turns. Raises CourseError for an address that cannot be
    used.
    """
    # A connection that a restarted server has closed is opened anew.
    server = {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 8}
    named = f"kotak kiriman (--database, {SETTING})"
    engine = made_engine(url, named, _BUSY_SECONDS, **server)
    if file := database_file(url):
        _make_private(file)
        _take_turns_in_a_file(engine)
    return engine


def _make_private(path: Path) -> None:
    """Let the file exist with no rights for others before SQLite makes it with all of them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE))


def _take_turns_in_a_file(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _durable(connection: Any, _record: Any) -> None:
        # The driver's own delayed BEGIN could read, wait, and then fail to write.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")  # forgotten is forgotten, in the file too

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writing(engine: Engine) -> Any:
    """Return the context of a transaction that writes: it waits for others instead of failing."""
    return engine.execution_options(**{_WRITES: True}).begin()


def laid_out(engine: Engine, tables: MetaData) -> None:
    """Make the tables that are not there; two processes at once are no matter."""
    with writing(engine) as connection:
        take_turns(connection)
        tables.create_all(connection)


def swept(engine: Engine) -> None:
    """Let nothing that was deleted stay in SQLite's log beside the file."""
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
