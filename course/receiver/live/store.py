"""The live classes in the mailbox's database: every method is one transaction.

Any number of processes share it; none holds anything that another needs.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from course.inbox.mailbox.live import ANSWERS, MEMBERS, SESSIONS
from course.inbox.mailbox.opening import swept, writing
from course.people.invitations import LETTERS
from course.receiver.live.session import CODE_LENGTH, NotNowError, Session, from_json

MOST_MEMBERS = 1_000
"""Members of one class: codes and guests."""
AWAY = 20.0
"""Seconds without a sign after which a phone counts as away."""
LONGEST = 12 * 3600.0
"""Seconds after which a class that nobody ended is ended."""
_GUEST = re.compile(r"g-[0-9a-f]{16}")
_NAME = 40


@dataclass(frozen=True)
class Glance:
    """How a class stands, so cheaply asked that it can be asked twice a second."""

    code: str
    version: int
    answers: tuple[int, int]
    """Count and sum of the answers' rows: a changed answer has a new row."""
    members: int


@dataclass(frozen=True)
class Member:
    """Somebody in a live class."""

    who: str
    """The code, or a guest's id."""
    name: str
    is_guest: bool
    seen: float
    """When the phone was last there."""


@dataclass(frozen=True)
class Whole:
    """A live class with all that belongs to it."""

    session: Session
    version: int
    members: tuple[Member, ...]
    answers: Mapping[int, Mapping[str, Any]]
    """By the round's place: each person's value."""


class GoneError(NotNowError):
    """There is no live class of this code, or it has ended."""


class LateError(NotNowError):
    """The question is closed: the answer counts as an answer, but not in the picture."""


class LiveStore:
    """The live classes of one mailbox."""

    def __init__(self, engine: Engine) -> None:
        """``engine``: of a mailbox that is laid out (``mailbox.store.Mailbox``)."""
        self.engine = engine

    def open(self, now: float, *, names: bool, guests: bool) -> Session:
        """Begin a live class under a new code; what was left of old ones is closed first."""
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        one = Session(code, names, guests, secret=secrets.token_hex(16))
        with writing(self.engine) as connection:
            old = select(SESSIONS.c.code).where(
                SESSIONS.c.ended.is_(None), SESSIONS.c.opened < now - LONGEST
            )
            for left in connection.scalars(old).all():
                _end(connection, _session(connection, left)[0], now)
            connection.execute(insert(SESSIONS).values(
                code=code, secret=one.secret, opened=now, ended=None, version=1,
                state=json.dumps(one.to_json()),
            ))  # fmt: skip
        return one

    def change(self, code: str, version: int, now: float,
               how: Callable[[Session, Connection], Session]) -> tuple[Session, bool]:  # fmt: skip
        """Change a class; return how it stands, and whether it was this that changed it.

        Nothing is changed where another press came first (``version`` is an older one): two taps
        on one button are one. Raises GoneError, and what ``how`` raises.
        """
        with writing(self.engine) as connection:
            session, known = _session(connection, code, lock=True)
            if known != version:
                return session, False
            changed = how(session, connection)
            if changed.ended:
                _end(connection, changed, now)
            else:
                _write(connection, changed)
        if changed.ended:
            swept(self.engine)
        return changed, True

    def join(self, code: str, who: str, name: str, now: float) -> str:
        """Take somebody in, once, however often; return the key by which the phone is known.

        ``who``: a code that was proved, or a guest's id. Raises GoneError, and NotNowError with the
        word of the refusal (``refusals``).
        """
        is_guest = who.startswith("g-")
        if is_guest and not _GUEST.fullmatch(who):
            raise NotNowError("form")
        with writing(self.engine) as connection:
            session, _ = _session(connection, code)
            if is_guest and not session.guests:
                raise NotNowError("only-invited")
            of = (MEMBERS.c.code == code) & (MEMBERS.c.who == who)
            said = name[:_NAME] if session.names else ""
            if connection.execute(select(MEMBERS.c.seq).where(of)).first():
                news = {"seen": now, **({"name": said} if said else {})}
                connection.execute(update(MEMBERS).where(of).values(news))
                return key_of(session, who)
            count = select(func.count()).where(MEMBERS.c.code == code)
            if (connection.scalar(count) or 0) >= MOST_MEMBERS:
                raise NotNowError("full-class")
            _add_member(connection, code, who, said, now)
        return key_of(session, who)

    def answer(self, code: str, key: str, place: int, now: float,
               read: Callable[[Session], Any]) -> None:  # fmt: skip
        """Take a person's answer to a round; a later one takes its place, the same is one.

        ``read`` returns the value, or raises. Raises GoneError, LateError once the round is closed,
        and PermissionError for a key that is nobody's.
        """
        with writing(self.engine) as connection:
            self._answer(connection, code, key, place, now, read)

    def _answer(self, connection: Connection, code: str, key: str, place: int, now: float,
                read: Callable[[Session], Any]) -> None:  # fmt: skip
        session, _ = _session(connection, code, share=True)
        who = _whose(session, key)
        if not 0 <= place < len(session.rounds):
            raise LateError("Pertanyaan ini tidak ada.")
        if place != len(session.rounds) - 1 or not session.rounds[place].is_open(now):
            raise LateError("Pertanyaan ini sudah ditutup.")
        mine = (MEMBERS.c.code == code) & (MEMBERS.c.who == who)
        # Two phones of one person take turns.
        connection.execute(select(MEMBERS.c.seq).where(mine).with_for_update())
        text = json.dumps(read(session), ensure_ascii=False)
        of = (ANSWERS.c.code == code) & (ANSWERS.c.place == place) & (ANSWERS.c.who == who)
        known = connection.scalar(select(ANSWERS.c.value).where(of))
        if known == text:
            return
        is_new = known is None
        connection.execute(delete(ANSWERS).where(of))
        connection.execute(insert(ANSWERS).values(
            code=code, place=place, who=who, value=text, counted=False,
        ))  # fmt: skip
        seen = {"seen": now, "answered": MEMBERS.c.answered + int(is_new)}
        connection.execute(update(MEMBERS).where(mine).values(seen))

    def seen(self, code: str, people: Collection[str], now: float) -> None:
        """Write down that these phones are there."""
        if people:
            of = (MEMBERS.c.code == code) & MEMBERS.c.who.in_(sorted(people))
            with writing(self.engine) as connection:
                connection.execute(update(MEMBERS).where(of).values(seen=now))

    def glance(self) -> dict[str, Glance]:
        """Return how every class stands that has not ended: one query."""
        answers = (
            select(ANSWERS.c.code, func.count().label("n"), func.sum(ANSWERS.c.seq).label("sum"))
            .group_by(ANSWERS.c.code).subquery()
        )  # fmt: skip
        members = (
            select(MEMBERS.c.code, func.count().label("n")).group_by(MEMBERS.c.code).subquery()
        )
        rows = (
            select(SESSIONS.c.code, SESSIONS.c.version, answers.c.n, answers.c.sum,
                   members.c.n.label("members"))
            .outerjoin(answers, answers.c.code == SESSIONS.c.code)
            .outerjoin(members, members.c.code == SESSIONS.c.code)
            .where(SESSIONS.c.ended.is_(None))
        )  # fmt: skip
        with self.engine.connect() as connection:
            return {
                r.code: Glance(r.code, r.version, (r.n or 0, int(r.sum or 0)), r.members or 0)
                for r in connection.execute(rows)
            }

    def session(self, code: str) -> tuple[Session, int]:
        """Return a class without its members, and its version; raises GoneError."""
        with self.engine.connect() as connection:
            return _session(connection, code)

    def whole(self, code: str) -> Whole:
        """Return a class with its members and answers; raises GoneError."""
        with self.engine.connect() as connection:
            session, version = _session(connection, code)
            rows = select(MEMBERS).where(MEMBERS.c.code == code).order_by(MEMBERS.c.seq)
            members = tuple(
                Member(r.who, r.name, r.is_guest, r.seen) for r in connection.execute(rows)
            )
            return Whole(session, version, members, answers_in(connection, code))

    def running(self) -> list[tuple[str, float]]:
        """Return the classes that have not ended, the newest first: code, when it was opened."""
        rows = select(SESSIONS.c.code, SESSIONS.c.opened).where(SESSIONS.c.ended.is_(None))
        with self.engine.connect() as connection:
            found = connection.execute(rows.order_by(SESSIONS.c.opened.desc()))
            return [(row.code, row.opened) for row in found]


def answers_in(connection: Connection, code: str) -> dict[int, dict[str, Any]]:
    """Return the answers of a class that has not ended, by the round's place and by person."""
    found: dict[int, dict[str, Any]] = {}
    for row in connection.execute(select(ANSWERS).where(ANSWERS.c.code == code)):
        found.setdefault(row.place, {})[row.who] = json.loads(row.value)
    return found


def counted_in(connection: Connection, code: str) -> dict[int, set[str]]:
    """Return over whom the pictures were made that were shown, by the round's place."""
    found: dict[int, set[str]] = {}
    rows = select(ANSWERS.c.place, ANSWERS.c.who).where(ANSWERS.c.code == code, ANSWERS.c.counted)
    for row in connection.execute(rows):
        found.setdefault(row.place, set()).add(row.who)
    return found


def count_in(connection: Connection, code: str, place: int, people: Collection[str]) -> None:
    """Remember over whom a round's picture was made."""
    of = (ANSWERS.c.code == code) & (ANSWERS.c.place == place) & ANSWERS.c.who.in_(sorted(people))
    connection.execute(update(ANSWERS).where(of).values(counted=True))


def key_of(session: Session, who: str) -> str:
    """Return a member's key: the same for two phones of one person, and nothing to be guessed."""
    return f"{who}.{hmac.new(session.secret.encode(), who.encode(), hashlib.sha256).hexdigest()}"


def _whose(session: Session, key: str) -> str:
    who = key.partition(".")[0]
    if not hmac.compare_digest(key.encode(), key_of(session, who).encode()):
        raise PermissionError
    return who


def whose(session: Session, key: str) -> str:
    """Return whose key it is; "" for nobody's."""
    try:
        return _whose(session, key)
    except PermissionError:
        return ""


def _session(connection: Connection, code: str, *, lock: bool = False,
             share: bool = False) -> tuple[Session, int]:  # fmt: skip
    rows = select(SESSIONS).where(SESSIONS.c.code == code)
    if lock or share:  # in SQLite whoever writes is alone
        rows = rows.with_for_update(read=share)
    row = connection.execute(rows).first()
    if row is None or row.ended is not None:
        raise GoneError("Kelas langsung dengan kode ini tidak ada, atau sudah selesai.")
    return _read(row), row.version


def _read(row: Row[Any]) -> Session:
    kept = json.loads(row.state)
    return from_json(row.code, kept, secret=row.secret, ended=row.ended is not None)


def _write(connection: Connection, session: Session) -> None:
    connection.execute(
        update(SESSIONS).where(SESSIONS.c.code == session.code)
        .values(state=json.dumps(session.to_json()), version=SESSIONS.c.version + 1)
    )  # fmt: skip


def _end(connection: Connection, session: Session, now: float) -> None:
    """Close a class: names, guests and what was answered go."""
    _write(connection, session.end(now))
    of = SESSIONS.c.code == session.code
    connection.execute(update(SESSIONS).where(of).values(ended=now, secret=""))
    connection.execute(delete(ANSWERS).where(ANSWERS.c.code == session.code))
    mine = MEMBERS.c.code == session.code
    connection.execute(delete(MEMBERS).where(mine, MEMBERS.c.is_guest))
    connection.execute(update(MEMBERS).where(mine).values(name=""))


def _add_member(connection: Connection, code: str, who: str, name: str, now: float) -> None:
    values = {"code": code, "who": who, "name": name, "seen": now, "answered": 0}
    try:
        with connection.begin_nested():
            connection.execute(insert(MEMBERS).values(is_guest=who.startswith("g-"), **values))
    except IntegrityError:  # the person's other phone, at the same moment
        pass
