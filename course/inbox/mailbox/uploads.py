"""Pictures on their way into the mailbox, piece by piece (as tus asks and tells of them)."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, insert, select, update

from course.inbox.mailbox.opening import writing
from course.inbox.mailbox.tables import ASKED, CHUNKS, UPLOADS, add, joined, of
from course.inbox.mailbox.waiting import Key


@dataclass(frozen=True)
class Upload:
    """A picture on its way."""

    id: str
    """Unguessable: whoever knows it may send the rest."""
    sha256: str
    length: int
    offset: int


class OffsetError(ValueError):
    """A piece that does not begin where the last one ended."""


class Uploads:
    """The pictures of one mailbox. Every method is one transaction, as in ``store.Mailbox``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, key: Key, path: str, sha256: str, length: int,
              sending: str = "") -> Upload | None:  # fmt: skip
        """Begin, or go on with, a picture that an answer names; None when no answer names it.

        Without ``sending`` it belongs to the newest answer with that path. Of bytes that are here
        already nothing is left to send.
        """
        asked = select(ASKED).where(*of(ASKED, key), ASKED.c.path == path)
        upload = [*of(UPLOADS, key), UPLOADS.c.sha256 == sha256]
        values = {"participant": key[0], "lesson": key[1], "sha256": sha256, "length": length}
        more = {"offset": 0, "whole": False, "emptied": False}
        id_, at = secrets.token_hex(16), datetime.now(UTC).timestamp()
        with writing(self._engine) as connection:
            rows = connection.execute(asked.order_by(ASKED.c.seq.desc())).all()
            row = next((r for r in rows if r.sending == sending), rows[0] if rows else None)
            if row is None:
                return None
            if row.filed:
                return Upload(id_, sha256, length, length)
            wrong = [*upload, UPLOADS.c.length != length, ~UPLOADS.c.whole]
            ids = select(UPLOADS.c.id).where(*wrong)
            connection.execute(delete(CHUNKS).where(CHUNKS.c.upload.in_(ids)))
            connection.execute(delete(UPLOADS).where(*wrong))
            add(connection, UPLOADS, {**values, **more, "id": id_, "at": at})
            known = connection.execute(select(UPLOADS).where(*upload).with_for_update()).one()
            mine = update(ASKED).where(ASKED.c.seq == row.seq)
            connection.execute(mine.values(sha256=sha256))
        return Upload(known.id, sha256, known.length, known.offset)

    def upload(self, id_: str) -> Upload | None:
        """Return how much of a picture is here; None for an id that was never given out."""
        with self._engine.connect() as connection:
            row = connection.execute(select(UPLOADS).where(UPLOADS.c.id == id_)).first()
        return Upload(row.id, row.sha256, row.length, row.offset) if row else None

    def so_far(self, id_: str) -> bytes:
        """Return the bytes of a picture that are here."""
        with self._engine.connect() as connection:
            return joined(connection, id_)

    def append(self, id_: str, offset: int, data: bytes, *, whole: bool) -> int:
        """Add a piece; return where the next begins. ``whole``: it is the last, and all is right.

        Raises OffsetError when another piece than this one is to come.
        """
        own = UPLOADS.c.id == id_
        with writing(self._engine) as connection:
            row = connection.execute(select(UPLOADS).where(own).with_for_update()).first()
            if row is None or row.offset != offset:
                raise OffsetError(id_)
            end = offset + len(data)
            values = {"upload": id_, "offset": offset, "data": data}
            connection.execute(insert(CHUNKS).values(**values))
            connection.execute(update(UPLOADS).where(own).values(offset=end, whole=whole))
            return end

    def drop(self, id_: str) -> None:
        """Delete a picture that turned out to be none; its answer waits for another."""
        with writing(self._engine) as connection:
            row = connection.execute(select(UPLOADS).where(UPLOADS.c.id == id_)).first()
            if row is None:
                return
            own = [*of(ASKED, (row.participant, row.lesson)), ASKED.c.sha256 == row.sha256]
            connection.execute(update(ASKED).where(*own).values(sha256=""))
            connection.execute(delete(CHUNKS).where(CHUNKS.c.upload == id_))
            connection.execute(delete(UPLOADS).where(UPLOADS.c.id == id_))

    def content(self, key: Key, sha256: str) -> bytes | None:
        """Return the bytes of a whole picture; None when they are not here (any more)."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(UPLOADS).where(*of(UPLOADS, key), UPLOADS.c.sha256 == sha256)
            ).first()
            if row is None or not row.whole or row.emptied:
                return None
            return joined(connection, row.id)

    def lost(self, pictures: Collection[int]) -> None:
        """Ask again for pictures whose bytes are nowhere any more."""
        with writing(self._engine) as connection:
            rows = connection.execute(select(ASKED).where(ASKED.c.seq.in_(pictures))).all()
            for row in rows:
                key = row.participant, row.lesson
                own = [*of(UPLOADS, key), UPLOADS.c.sha256 == row.sha256, UPLOADS.c.emptied]
                connection.execute(delete(UPLOADS).where(*own))
            connection.execute(update(ASKED).where(ASKED.c.seq.in_(pictures)).values(sha256=""))
