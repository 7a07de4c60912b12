"""What waits in the mailbox: sendings, and the pictures their answers name."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, select, update

from course.exercises.answers import Entry
from course.inbox.mailbox.opening import laid_out, open_mailbox, writing
from course.inbox.mailbox.tables import (
    ASKED,
    CHUNKS,
    ID_LENGTH,
    SENDINGS,
    TABLES,
    UPLOADS,
    Key,
    add,
    of,
)
from course.inbox.mailbox.uploads import Uploads


@dataclass(frozen=True)
class Named:
    """A picture that an answer names."""

    path: str
    """``photos/foto-produk.jpg``."""
    entry: str
    """The answer it belongs to (``entry_id``)."""


@dataclass(frozen=True)
class Waiting:
    """A sending that waits to be filed."""

    seq: int
    participant: str
    lesson: str
    id: str
    """As ``kept.id_of``."""
    body: bytes
    at: datetime
    """When it was accepted, UTC."""


@dataclass(frozen=True)
class Picture:
    """A whole picture that waits to be filed with the answers that name it."""

    seq: int
    participant: str
    lesson: str
    path: str
    entry: str
    sending: str
    """The id of the first sending with that answer."""
    sha256: str


def entry_id(exercise: str, entry: Entry) -> str:
    """Return the id of one answer: the same for equal answers to the same exercise."""
    said = f"{exercise}\n{entry.model_dump_json()}".encode()
    return hashlib.sha256(said).hexdigest()[:ID_LENGTH]


class Mailbox:
    """One class's mailbox. Every method is one transaction, committed when it returns."""

    def __init__(self, url: str) -> None:
        """Open the mailbox at ``url`` (``opening.mailbox_url``), and lay it out where it is new."""
        self.engine = open_mailbox(url)
        laid_out(self.engine, TABLES)
        self.uploads = Uploads(self.engine)

    def close(self) -> None:
        self.engine.dispose()

    def put(self, key: Key, id_: str, body: bytes, named: Iterable[Named] = (), *,
            at: datetime | None = None) -> None:  # fmt: skip
        """Keep one sending of ``key`` (participant, lesson); the same one twice is one.

        ``body``: the answer file, checked, without pictures; ``named``: the pictures it names.
        """
        participant, lesson = key
        whose = {"participant": participant, "lesson": lesson}
        moment = (at or datetime.now(UTC)).timestamp()
        with writing(self.engine) as connection:
            add(connection, SENDINGS, {**whose, "id": id_, "body": body, "at": moment})
            for one in named:
                asked = {"path": one.path, "entry": one.entry, "sending": id_, "sha256": ""}
                add(connection, ASKED, {**whose, **asked, "filed": False})

    def lacking(self, key: Key, named: Sequence[Named]) -> list[tuple[str, int]]:
        """Return of the pictures named those that are not here yet: path, bytes that are."""
        if not named:
            return []
        is_upload = (UPLOADS.c.participant == ASKED.c.participant) & (
            UPLOADS.c.lesson == ASKED.c.lesson) & (UPLOADS.c.sha256 == ASKED.c.sha256)  # fmt: skip
        rows = select(ASKED.c.path, ASKED.c.entry, ASKED.c.filed, UPLOADS.c.whole,
                      UPLOADS.c.offset)  # fmt: skip
        rows = rows.select_from(ASKED.outerjoin(UPLOADS, is_upload)).where(*of(ASKED, key))
        with self.engine.connect() as connection:
            found = {(row.path, row.entry): row for row in connection.execute(rows)}
        lines = []
        for one in named:
            row = found.get((one.path, one.entry))
            if row is None or not (row.filed or row.whole):
                lines.append((one.path, (row.offset or 0) if row else 0))
        return lines

    def waiting(self, most: int = 500) -> list[Waiting]:
        """Return the sendings that wait, the oldest first, at most so many."""
        rows = select(SENDINGS).order_by(SENDINGS.c.seq).limit(most)
        with self.engine.connect() as connection:
            return [
                Waiting(r.seq, r.participant, r.lesson, r.id, r.body,
                        datetime.fromtimestamp(r.at, UTC))
                for r in connection.execute(rows)
            ]  # fmt: skip

    def pictures(self, most: int = 200) -> list[Picture]:
        """Return the whole pictures that wait, the oldest first, at most so many."""
        is_upload = (UPLOADS.c.participant == ASKED.c.participant) & (
            UPLOADS.c.lesson == ASKED.c.lesson) & (UPLOADS.c.sha256 == ASKED.c.sha256)  # fmt: skip
        rows = select(ASKED).join(UPLOADS, is_upload).where(UPLOADS.c.whole, ~ASKED.c.filed)
        with self.engine.connect() as connection:
            return [
                Picture(r.seq, r.participant, r.lesson, r.path, r.entry, r.sending, r.sha256)
                for r in connection.execute(rows.order_by(ASKED.c.seq).limit(most))
            ]

    def is_empty(self) -> bool:
        """Return whether nothing waits to be filed; cheap, for asking every few seconds."""
        with self.engine.connect() as connection:
            some = connection.execute(select(SENDINGS.c.seq).limit(1)).first()
        return some is None and not self.pictures(1)

    def filed(self, sendings: Collection[int], pictures: Collection[int] = (),
              changed: Collection[str] = ()) -> None:  # fmt: skip
        """Delete what was filed; ``pictures``: the ``seq`` of each picture that was.

        ``changed``: digests of pictures that were not filed byte for byte, so that the same bytes
        have to come again for another answer.
        """
        with writing(self.engine) as connection:
            connection.execute(delete(SENDINGS).where(SENDINGS.c.seq.in_(sendings)))
            if not pictures:
                return
            connection.execute(update(ASKED).where(ASKED.c.seq.in_(pictures)).values(filed=True))
            digests = select(ASKED.c.participant, ASKED.c.lesson, ASKED.c.sha256).where(
                ASKED.c.seq.in_(pictures)
            )
            for row in connection.execute(digests.distinct()).all():
                self._empty(connection, (row.participant, row.lesson), row.sha256, changed)

    def _empty(self, connection: Connection, key: Key, sha256: str,
               changed: Collection[str]) -> None:  # fmt: skip
        """Delete a picture's bytes, unless another answer still needs them."""
        own = [*of(ASKED, key), ASKED.c.sha256 == sha256, ~ASKED.c.filed]
        if connection.execute(select(ASKED.c.seq).where(*own)).first():
            return
        upload = [*of(UPLOADS, key), UPLOADS.c.sha256 == sha256]
        ids = select(UPLOADS.c.id).where(*upload)
        connection.execute(delete(CHUNKS).where(CHUNKS.c.upload.in_(ids)))
        if sha256 in changed:
            connection.execute(delete(UPLOADS).where(*upload))
        else:
            connection.execute(update(UPLOADS).where(*upload).values(emptied=True))

    def forget(self, participants: Collection[str]) -> int:
        """Delete everything of these people; return how many sendings and pictures waited."""
        with writing(self.engine) as connection:
            ids = select(UPLOADS.c.id).where(UPLOADS.c.participant.in_(participants))
            connection.execute(delete(CHUNKS).where(CHUNKS.c.upload.in_(ids)))
            gone = [
                connection.execute(delete(table).where(table.c.participant.in_(participants)))
                for table in (SENDINGS, UPLOADS, ASKED)
            ]
        return sum(one.rowcount for one in gone[:2])

    def held_of(self, participant: str) -> tuple[int, int]:
        """Return how many sendings wait of a person, and how many bytes of pictures."""
        count = select(func.count()).where(SENDINGS.c.participant == participant)
        size = select(func.coalesce(func.sum(UPLOADS.c.length), 0)).where(
            UPLOADS.c.participant == participant, ~UPLOADS.c.emptied
        )
        with self.engine.connect() as connection:
            return connection.scalar(count) or 0, connection.scalar(size) or 0
