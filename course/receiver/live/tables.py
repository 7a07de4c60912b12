"""The live class's tables, beside the mailbox's in one database.

Names and guests stand here as long as a class lasts; of somebody with a code there stays, after it,
how many questions were answered, and nothing of what.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

TABLES = MetaData()
# SQLite counts rows by themselves only in an INTEGER.
_NUMBER = BigInteger().with_variant(Integer, "sqlite")

SESSIONS = Table(
    "live_sessions", TABLES,
    Column("code", String(6), primary_key=True),
    Column("secret", String(32), nullable=False),
    Column("opened", Float, nullable=False),
    Column("ended", Float),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
)  # fmt: skip
MEMBERS = Table(
    "live_members", TABLES,
    Column("seq", _NUMBER, primary_key=True),
    Column("code", String(6), nullable=False),
    Column("who", String(40), nullable=False),
    Column("name", String(40), nullable=False),
    Column("is_guest", Boolean, nullable=False),
    Column("seen", Float, nullable=False),
    Column("answered", Integer, nullable=False),
    UniqueConstraint("code", "who"),
    sqlite_autoincrement=True,
)  # fmt: skip
ANSWERS = Table(
    "live_answers", TABLES,
    Column("seq", _NUMBER, primary_key=True),
    Column("code", String(6), nullable=False),
    Column("place", Integer, nullable=False),
    Column("who", String(40), nullable=False),
    Column("value", Text, nullable=False),
    Column("counted", Boolean, nullable=False),
    UniqueConstraint("code", "place", "who"),
    sqlite_autoincrement=True,
)  # fmt: skip
