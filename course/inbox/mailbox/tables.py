"""The mailbox's tables.

A picture belongs to an *answer* (``waiting.entry_id``), not to its path: a photo that was taken
again has the same path. ``ASKED`` holds which pictures the answers name, ``UPLOADS`` and ``CHUNKS``
their bytes, once for each digest. When both are filed the bytes are deleted; the line in ``ASKED``
stays and says that nothing needs to be sent again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from course.inbox.mailbox.waiting import ID_LENGTH, Key

TABLES = MetaData()
# SQLite counts rows by themselves only in an INTEGER.
NUMBER = BigInteger().with_variant(Integer, "sqlite")

SENDINGS = Table(
    "mailbox_sendings", TABLES,
    Column("seq", NUMBER, primary_key=True),
    Column("participant", String(16), nullable=False),
    Column("lesson", String(60), nullable=False),
    Column("id", String(ID_LENGTH), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", Float, nullable=False),
    UniqueConstraint("participant", "lesson", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip
ASKED = Table(
    "mailbox_asked", TABLES,
    Column("seq", NUMBER, primary_key=True),
    Column("participant", String(16), nullable=False),
    Column("lesson", String(60), nullable=False),
    Column("path", String(150), nullable=False),
    Column("entry", String(ID_LENGTH), nullable=False),
    Column("sending", String(ID_LENGTH), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("filed", Boolean, nullable=False),
    UniqueConstraint("participant", "lesson", "path", "entry"),
    sqlite_autoincrement=True,
)  # fmt: skip
UPLOADS = Table(
    "mailbox_uploads", TABLES,
    Column("id", String(32), primary_key=True),
    Column("participant", String(16), nullable=False),
    Column("lesson", String(60), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("length", Integer, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("emptied", Boolean, nullable=False),
    Column("at", Float, nullable=False),
    UniqueConstraint("participant", "lesson", "sha256"),
)  # fmt: skip
CHUNKS = Table(
    "mailbox_chunks", TABLES,
    Column("upload", String(32), primary_key=True),
    Column("offset", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip


def of(table: Table, key: Key) -> list[Any]:
    """Return the conditions for what is of one participant and lesson."""
    return [table.c.participant == key[0], table.c.lesson == key[1]]


def add(connection: Connection, table: Table, values: dict[str, object]) -> None:
    """Insert a row, unless an equal one is there."""
    try:
        with connection.begin_nested():
            connection.execute(insert(table).values(**values))
    except IntegrityError:
        return


def joined(connection: Connection, id_: str) -> bytes:
    """Return the bytes of an upload that are here."""
    rows = select(CHUNKS.c.data).where(CHUNKS.c.upload == id_).order_by(CHUNKS.c.offset)
    return b"".join(connection.execute(rows).scalars())
