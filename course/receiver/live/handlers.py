"""The live class's addresses for phones: come in, hear, answer.

A phone proves once who it is, when it comes in, and gets a key for this class; the invitation's
token goes no further. The log says of an address no more than of the others.
"""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from tornado import web
from tornado.iostream import StreamClosedError

from course.exercises.fields import FieldError
from course.inbox.mailbox.key import is_copy
from course.inbox.mailbox.took_part import write_down
from course.receiver.handlers import Handler, Receiver, as_json
from course.receiver.live.hub import Hub
from course.receiver.live.questions import asked
from course.receiver.live.session import NotNowError, Session
from course.receiver.live.store import GoneError, LateError, LiveStore, whose
from course.receiver.refusals import RefusedError

_MOST_BYTES = 40_000
"""The longest answer in words has 5000 letters of up to 6 bytes each in JSON."""
_QUIET = 15.0
"""Seconds after which a silent line says that it is still there; proxies cut it at 60."""
_STILL_THERE = "event: ada\ndata: 1\n\n"
Kind = TypeVar("Kind", str, int)


class Live:
    """The live classes of a receiver: what all their addresses share in one process."""

    def __init__(self, receiver: Receiver) -> None:
        """Open nothing yet: the database is opened when it is first asked for."""
        self.receiver = receiver
        self.hub = Hub(receiver.root, lambda: self.store)
        self._store: LiveStore | None = None
        self._lock = threading.Lock()

    @property
    def root(self) -> Path:
        """The class's folder."""
        return self.receiver.root

    @property
    def store(self) -> LiveStore:
        """What the database holds; DBAPIError where its server does not answer."""
        engine = self.receiver.mailbox.engine
        with self._lock:
            self._store = self._store or LiveStore(engine)
            return self._store

    def write_down(self) -> None:
        """Let the class's folder know who took part; a service's copy is asked for it."""
        if not is_copy(self.root):
            write_down(self.root, self.receiver.mailbox.took_part())


_LIVES: WeakKeyDictionary[Receiver, Live] = WeakKeyDictionary()


def live_of(receiver: Receiver) -> Live:
    """Return the live classes of a receiver: one look at its mailbox for all who ask."""
    if receiver not in _LIVES:
        _LIVES[receiver] = Live(receiver)
    return _LIVES[receiver]


class _Phone(Handler):
    """What the phones' addresses share."""

    kind = "application/json"
    most = _MOST_BYTES

    def initialize(self, receiver: Receiver, live: Live) -> None:  # type: ignore[override]
        super().initialize(receiver)
        self.live = live

    def said(self) -> dict[str, Any]:
        """Return what was sent; RefusedError for what is no JSON object."""
        found = as_json(self.whole_body())
        if not isinstance(found, dict):
            raise RefusedError("form")
        return found


def value_of(found: dict[str, Any], name: str, kind: type[Kind]) -> Kind:
    """Return a value of a JSON object, an empty one where it is absent; RefusedError for another.

    ``kind``: of what it must be.
    """
    value = found.get(name, kind())
    if not isinstance(value, kind) or isinstance(value, bool):
        raise RefusedError("form")
    return value


class Enter(_Phone):
    """``POST langsung/<code>/masuk``: by the invitation's code and token, or as a guest."""

    async def post(self, code: str) -> None:
        said = await self.answered(self._taken_in(code))
        if said is not None:
            self.finish(said)

    async def _taken_in(self, code: str) -> dict[str, Any]:
        found = self.said()
        return await self.apart(self._join, code, found)

    def _join(self, code: str, found: dict[str, Any]) -> dict[str, Any]:
        who, limits = value_of(found, "participant", str), self.receiver.limits
        if who:
            token = value_of(found, "token", str)
            self.receiver.of.prove_token(who, token, limits, self.net)
        name = " ".join(value_of(found, "name", str).split())
        name = "".join(letter for letter in name if letter.isprintable())
        guest = value_of(found, "guest", str)
        try:
            key = self.live.store.join(code, who or guest or "g-", name, self.live.hub.clock())
        except GoneError as error:
            # No wrong token: a room mistypes codes, and there are 887 million of them.
            raise RefusedError("no-class") from error
        except NotNowError as error:
            raise RefusedError(str(error)) from error
        return {"key": key}


class Hear(_Phone):
    """``GET langsung/<code>/kabar``: what happens, as server-sent events (WHATWG HTML, 9.2)."""

    async def get(self, code: str) -> None:
        who = await self.answered(self._who(code))
        if who is not None:
            await tell(self, self.live, code, who)

    async def _who(self, code: str) -> str:
        key = self.get_query_argument("k", "")
        return await self.apart(self._whose, code, key)

    def _whose(self, code: str, key: str) -> str:
        try:
            session, _ = self.live.store.session(code)
        except GoneError as error:
            raise RefusedError("no-class") from error
        if not (who := whose(session, key)):
            raise RefusedError("no-key")
        return who


async def tell(handler: web.RequestHandler, live: Live, code: str, who: str | None) -> None:
    """Send what changes until the class ends or the line is cut; ``who`` as ``Hub.listening``."""
    handler.set_header("Content-Type", "text/event-stream")
    handler.set_header("X-Accel-Buffering", "no")  # nginx would hold it back
    with suppress(StreamClosedError):
        async with live.hub.listening(code, who) as listener:
            handler.write("retry: 2000\n\n")
            await handler.flush()
            while True:
                news = await listener.news(_QUIET)
                handler.write(_STILL_THERE if news is None else f"data: {news}\n\n")
                await handler.flush()
                if news is not None and json.loads(news).get("ended"):
                    return


class Answer(_Phone):
    """``POST langsung/<code>/jawab``: an answer to the question on the screen."""

    async def post(self, code: str) -> None:
        said = await self.answered(self._take(code))
        if said is not None:
            self.finish(said)

    async def _take(self, code: str) -> dict[str, Any]:
        found = self.said()
        return await self.apart(self._kept, code, found)

    def _kept(self, code: str, found: dict[str, Any]) -> dict[str, Any]:
        place, key = value_of(found, "place", int), value_of(found, "key", str)

        def read(session: Session) -> Any:
            question = session.rounds[place].question
            value = asked(self.live.root, question).field.read(found.get("value"))
            if value in ("", [], {}):
                raise FieldError
            return value

        try:
            self.live.store.answer(code, key, place, self.live.hub.clock(), read)
        except GoneError as error:
            raise RefusedError("no-class") from error
        except LateError as error:
            raise RefusedError("late") from error
        except PermissionError as error:
            raise RefusedError("no-key") from error
        except FieldError as error:
            raise RefusedError("no-answer") from error
        return {"place": place}
