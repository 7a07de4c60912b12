"""What waits in the mailbox: sendings, and the pictures their answers name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, delete, func, select, update

from course.inbox.mailbox.live import forget_live, is_in_live, took_part
from course.inbox.mailbox.lti import forget_lti, is_in_lti, people
from course.inbox.mailbox.opening import laid_out, open_mailbox, swept, writing
from course.inbox.mailbox.tables import (
    ASKED,
    CHUNKS,
    SENDINGS,
    TABLES,
    UPLOADS,
    add,
    of,
)
from course.inbox.mailbox.took_part import Line
from course.inbox.mailbox.uploads import Uploads
from course.inbox.mailbox.visitors import Known
from course.inbox.mailbox.waiting import Key, Named, Picture, Waiting

_PAGE = 100
_OF_UPLOAD = (
    (UPLOADS.c.participant == ASKED.c.participant)
    & (UPLOADS.c.lesson == ASKED.c.lesson)
    & (UPLOADS.c.sha256 == ASKED.c.sha256)
)


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
                own = [*of(ASKED, key), ASKED.c.path == one.path, ASKED.c.entry == one.entry]
                connection.execute(update(ASKED).where(*own).values(sending=id_))

    def lacking(self, key: Key, named: Sequence[Named]) -> list[tuple[str, int]]:
        """Return of the pictures named those that are not here yet: path, bytes that are."""
        if not named:
            return []
        rows = select(ASKED.c.path, ASKED.c.entry, ASKED.c.filed, UPLOADS.c.whole,
                      UPLOADS.c.offset)  # fmt: skip
        rows = rows.select_from(ASKED.outerjoin(UPLOADS, _OF_UPLOAD)).where(*of(ASKED, key))
        with self.engine.connect() as connection:
            found = {(row.path, row.entry): row for row in connection.execute(rows)}
        lines = []
        for one in named:
            row = found.get((one.path, one.entry))
            if row is None or not (row.filed or row.whole):
                lines.append((one.path, (row.offset or 0) if row else 0))
        return lines

    def waiting(self, after: int = 0) -> Iterator[Waiting]:
        """Yield the sendings that wait, the oldest first, those with a higher ``seq`` only."""
        for r in self._paged(select(SENDINGS), SENDINGS.c.seq, after):
            at = datetime.fromtimestamp(r.at, UTC)
            yield Waiting(r.seq, r.participant, r.lesson, r.id, r.body, at)

    def pictures(self, after: int = 0) -> Iterator[Picture]:
        """Yield the whole pictures that wait, as ``waiting``."""
        rows = select(ASKED).join(UPLOADS, _OF_UPLOAD).where(UPLOADS.c.whole, ~ASKED.c.filed)
        for r in self._paged(rows, ASKED.c.seq, after):
            yield Picture(r.seq, r.participant, r.lesson, r.path, r.entry, r.sending, r.sha256)

    def content(self, key: Key, sha256: str) -> bytes | None:
        """Return the bytes of a whole picture; None when they are not here (any more)."""
        return self.uploads.content(key, sha256)

    def lost(self, pictures: Collection[int]) -> None:
        """Ask again for pictures whose bytes are nowhere any more."""
        self.uploads.lost(pictures)

    def _paged(self, rows: Select[Any], seq: Column[Any], after: int) -> Iterator[Any]:
        """Yield rows page by page: no transaction is open while they are filed."""
        while True:
            with self.engine.connect() as connection:
                page = connection.execute(rows.where(seq > after).order_by(seq).limit(_PAGE)).all()
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].seq

    def is_empty(self) -> bool:
        """Return whether nothing waits to be filed; cheap, for asking every few seconds."""
        with self.engine.connect() as connection:
            if connection.execute(select(SENDINGS.c.seq).limit(1)).first():
                return False
        return next(self.pictures(), None) is None

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
            forget_live(connection, participants)
            forget_lti(connection, participants)
        swept(self.engine)
        return sum(one.rowcount for one in gone[:2])

    def visits(self, participant: str) -> list[Known]:
        """Return from which learning platforms somebody opened lessons."""
        return [one for one in people(self.engine) if one.participant == participant]

    def took_part(self) -> list[Line]:
        """Return who answered in live classes that ended."""
        return took_part(self.engine)

    def holds(self, participant: str) -> bool:
        """Return whether anything here names somebody."""
        with self.engine.connect() as connection:
            return (
                any(
                    connection.execute(
                        select(t).where(t.c.participant == participant).limit(1)
                    ).first()
                    for t in (SENDINGS, UPLOADS, ASKED)
                )
                or is_in_live(connection, participant)
                or is_in_lti(connection, participant)
            )

    def bytes_of(self, participant: str) -> int:
        """Return how many bytes wait of a person, answers and pictures."""
        bodies = select(func.coalesce(func.sum(func.length(SENDINGS.c.body)), 0)).where(
            SENDINGS.c.participant == participant
        )
        pictures = select(func.coalesce(func.sum(UPLOADS.c.length), 0)).where(
            UPLOADS.c.participant == participant, ~UPLOADS.c.emptied
        )
        with self.engine.connect() as connection:
            return (connection.scalar(bodies) or 0) + (connection.scalar(pictures) or 0)
