"""What was graded: a table of our own beside nbgrader's, in the same database.

A row is written in the transaction that writes the scores: where it stands, they stand, whatever
was killed or put back. nbgrader's commands never see it. It is found by the id of nbgrader's row
for the notebook handed in: a row whose notebook is gone means nothing (``drop_orphans``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    String,
    Table,
    bindparam,
    delete,
    insert,
    inspect,
    select,
)  # fmt: skip

from course.gradebook.opening import database_file, open_engine, reading, take_turns, told
from course.gradebook.scores import database
from course.gradebook.tables import ASSIGNMENT, SUBMITTED_NOTEBOOK, handed, notebook_of

Stamp = tuple[str, str, str]
"""Digests of the answers, of the release they were graded by, and of the scores they earned."""
Pair = tuple[str, str]
"""Participant and lesson."""

GRADED = Table(
    "kelas_graded",
    MetaData(),
    Column("notebook_id", String(32), primary_key=True),
    *(Column(name, String(64), nullable=False) for name in ("answers", "release", "scores")),
)


def lay_out(connection: Connection) -> None:
    """Make the table where it is not there yet."""
    GRADED.create(connection, checkfirst=True)


def stamps(root: Path, lessons: Iterable[str]) -> dict[Pair, Stamp]:
    """Return what stands in the gradebook was made from, by participant and lesson."""
    chosen = (
        handed()
        .join(GRADED, GRADED.c.notebook_id == SUBMITTED_NOTEBOOK.c.id)
        .add_columns(*list(GRADED.c)[1:])
        .where(ASSIGNMENT.c.name.in_(list(lessons)))
    )
    url = database(root)
    path = database_file(url)
    if path and not path.exists():  # opening it would make an empty file
        return {}
    with reading(url) as connection:
        if not inspect(connection).has_table(GRADED.name):
            return {}
        rows = connection.execute(chosen)
        return {
            (who, name): (answers, release, own) for _, who, name, answers, release, own in rows
        }


def replace(connection: Connection, rows: Collection[tuple[str, Stamp]]) -> None:
    """Write the stamps of notebooks by their ids, in place of those they have."""
    ids = [{"key": id_} for id_, _ in rows]
    if ids:
        connection.execute(delete(GRADED).where(GRADED.c.notebook_id == bindparam("key")), ids)
        names = GRADED.c.keys()
        new = [dict(zip(names, (id_, *stamp), strict=True)) for id_, stamp in rows]
        connection.execute(insert(GRADED), new)


def adopt(root: Path, found: dict[Pair, Stamp]) -> None:
    """Write the stamps of what an older Kelas UMKM, or nbgrader itself, has graded."""
    url = database(root)
    engine = open_engine(url)
    with told(url), engine.connect() as connection, connection.begin():
        take_turns(connection)
        lay_out(connection)
        ids = {(who, name): id_ for id_, who, name in connection.execute(handed())}
        replace(connection, [(ids[pair], stamp) for pair, stamp in found.items() if pair in ids])
    engine.dispose()


def forget_stamp(url: str, participant: str, lesson: str) -> None:
    """Delete the stamp of a submission to the gradebook at ``url``, if it has one."""
    chosen = notebook_of(participant, lesson)
    with reading(url) as connection:
        if inspect(connection).has_table(GRADED.name):
            connection.execute(delete(GRADED).where(GRADED.c.notebook_id.in_(chosen)))
            connection.commit()


def drop_orphans(connection: Connection) -> None:
    """Delete the rows whose notebook nbgrader has deleted."""
    if inspect(connection).has_table(GRADED.name):
        known = select(SUBMITTED_NOTEBOOK.c.id)
        connection.execute(delete(GRADED).where(GRADED.c.notebook_id.not_in(known)))
