"""Who came from a learning platform, and where it takes grades; beside the mailbox's tables.

Of a platform's user its own opaque number stands here (``sub``: a grade can be sent to no other
name), the course it was in, and the code she proved. Names and addresses that a platform may say
are never stored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from course.inbox.mailbox.opening import writing
from course.inbox.mailbox.tables import NUMBER, TABLES, add
from course.inbox.mailbox.visitors import LONGEST_ADDRESS, Item, Known, Visitor

PEOPLE = Table(
    "lti_people", TABLES,
    Column("seq", NUMBER, primary_key=True),
    Column("platform", String(60), nullable=False),
    Column("context", String(255), nullable=False),
    Column("sub", String(255), nullable=False),
    Column("participant", String(16), nullable=False),
    Column("proof", String(64), nullable=False),
    UniqueConstraint("platform", "context", "sub"),
    sqlite_autoincrement=True,
)  # fmt: skip
ITEMS = Table(
    "lti_items", TABLES,
    Column("seq", NUMBER, primary_key=True),
    Column("platform", String(60), nullable=False),
    Column("context", String(255), nullable=False),
    Column("lesson", String(60), nullable=False),
    Column("lineitem", String(LONGEST_ADDRESS), nullable=False),
    Column("lineitems", String(LONGEST_ADDRESS), nullable=False),
    Column("scopes", Text, nullable=False),
    UniqueConstraint("platform", "context", "lesson", "lineitem"),
    sqlite_autoincrement=True,
)  # fmt: skip
USED = Table(
    "lti_used", TABLES,
    Column("digest", String(64), primary_key=True),
    Column("until", Float, nullable=False),
)  # fmt: skip


def person_of(engine: Engine, visitor: Visitor) -> tuple[str, str]:
    """Return the code that this user proved, in whichever course, and the proof; "" for none."""
    rows = select(PEOPLE.c.participant, PEOPLE.c.proof).where(
        PEOPLE.c.platform == visitor.platform, PEOPLE.c.sub == visitor.sub
    )
    with engine.connect() as connection:
        row = connection.execute(rows.order_by(PEOPLE.c.seq.desc()).limit(1)).first()
    return (row.participant, row.proof) if row else ("", "")


def connect(engine: Engine, visitor: Visitor, participant: str, proof: str) -> None:
    """Keep that a user proved a code; an older code of the same user gives way, everywhere."""
    own = PEOPLE.c.platform == visitor.platform, PEOPLE.c.sub == visitor.sub
    with writing(engine) as connection:
        other = (PEOPLE.c.participant != participant) | (PEOPLE.c.proof != proof)
        here = PEOPLE.c.context == visitor.context
        connection.execute(delete(PEOPLE).where(*own, other | here))
        add(connection, PEOPLE, {**vars(visitor), "participant": participant, "proof": proof})


def note_item(engine: Engine, item: Item) -> None:
    """Keep where the grades of a lesson go; what the platform said last holds."""
    values = {**vars(item), "scopes": json.dumps(item.scopes)}
    same = [getattr(ITEMS.c, name) == values[name]
            for name in ("platform", "context", "lesson", "lineitem")]  # fmt: skip
    with writing(engine) as connection:
        connection.execute(delete(ITEMS).where(*same))
        add(connection, ITEMS, values)


def use_once(engine: Engine, word: str, now: float, until: float) -> bool:
    """Return whether a word was never used before, and mark it; ``now``, ``until``: seconds.

    It is remembered until then, which must not be before it is refused for its age.
    """
    digest = hashlib.sha256(word.encode()).hexdigest()
    with writing(engine) as connection:
        connection.execute(delete(USED).where(USED.c.until < now))
        try:
            with connection.begin_nested():
                connection.execute(insert(USED).values(digest=digest, until=until))
        except IntegrityError:
            return False
    return True


def people(engine: Engine) -> list[Known]:
    """Return everybody who came from a platform."""
    with engine.connect() as connection:
        rows = connection.execute(select(PEOPLE).order_by(PEOPLE.c.seq)).all()
    return [Known(r.platform, r.context, r.sub, r.participant, r.proof) for r in rows]


def items(engine: Engine) -> list[Item]:
    """Return where platforms take grades, in the order in which they said so."""
    with engine.connect() as connection:
        rows = connection.execute(select(ITEMS).order_by(ITEMS.c.seq)).all()
    return [
        Item(r.platform, r.context, r.lesson, r.lineitem, r.lineitems, tuple(json.loads(r.scopes)))
        for r in rows
    ]


def forget_lti(connection: Connection, codes: Collection[str]) -> None:
    """Delete that these people ever came from a platform."""
    connection.execute(delete(PEOPLE).where(PEOPLE.c.participant.in_(codes)))


def is_in_lti(connection: Connection, participant: str) -> bool:
    """Return whether somebody came from a platform."""
    found = select(PEOPLE.c.seq).where(PEOPLE.c.participant == participant).limit(1)
    return connection.execute(found).first() is not None
