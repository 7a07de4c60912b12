"""The live classes' tables, beside the mailbox's, and who took part (``receiver.live``).

Names and guests stand here as long as a class lasts; of somebody with a code there stays, after it,
how many questions were answered, and nothing of what.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    select,
)

from course.inbox.mailbox.tables import NUMBER, TABLES
from course.inbox.mailbox.took_part import Line

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
    Column("seq", NUMBER, primary_key=True),
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
    Column("seq", NUMBER, primary_key=True),
    Column("code", String(6), nullable=False),
    Column("place", Integer, nullable=False),
    Column("who", String(40), nullable=False),
    Column("value", Text, nullable=False),
    Column("counted", Boolean, nullable=False),
    UniqueConstraint("code", "place", "who"),
    sqlite_autoincrement=True,
)  # fmt: skip


def took_part(engine: Engine) -> list[Line]:
    """Return who answered in the classes that ended; guests are in no list."""
    rows = (
        select(SESSIONS.c.code, SESSIONS.c.opened, SESSIONS.c.state, MEMBERS.c.who,
               MEMBERS.c.answered)
        .join(MEMBERS, MEMBERS.c.code == SESSIONS.c.code)
        .where(SESSIONS.c.ended.is_not(None), MEMBERS.c.answered > 0)
        .order_by(SESSIONS.c.opened, MEMBERS.c.who)
    )  # fmt: skip
    with engine.connect() as connection:
        return [
            (
                r.code,
                _day(r.opened),
                r.who,
                str(r.answered),
                str(len(json.loads(r.state)["rounds"])),
            )
            for r in connection.execute(rows)
        ]


def _day(moment: float) -> str:
    return dt.datetime.fromtimestamp(moment).astimezone().date().isoformat()


def forget_live(connection: Connection, people: Collection[str]) -> int:
    """Delete everything of these people; return in how many live classes they were."""
    connection.execute(delete(ANSWERS).where(ANSWERS.c.who.in_(people)))
    return int(connection.execute(delete(MEMBERS).where(MEMBERS.c.who.in_(people))).rowcount)


def is_in_live(connection: Connection, participant: str) -> bool:
    """Return whether somebody is in a live class, or was in one."""
    found = select(MEMBERS.c.seq).where(MEMBERS.c.who == participant).limit(1)
    return connection.execute(found).first() is not None
