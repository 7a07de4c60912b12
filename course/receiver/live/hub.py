"""One process's listeners of live classes: one look at the database for all of them.

Twice a second, while somebody listens, every class is looked at by one query; what changed is read
once and told to all who listen. Nothing is held here that another process would need.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from course.receiver.live.store import Glance, GoneError, LiveStore
from course.receiver.live.views import for_instructor, for_phones

POLL = 0.4
"""Seconds between two looks."""
_REST = 0.05
"""Seconds between two looks at least, however often somebody presses."""
_SIGNS = 6.0
"""Seconds between two notes of who is there."""
_PEOPLE = 2.0
"""Seconds between two looks at who is where, while an instructor watches."""
_LOG = logging.getLogger("course.receiver")


@dataclass
class _Room:
    """The listeners of one class."""

    code: str
    phones: Counter[str] = field(default_factory=Counter)
    """How many connections each person has; "" for a phone that has not joined yet."""
    watching: int = 0
    """Instructors' windows."""
    glance: Glance | None = None
    ends: float | None = None
    """When the clock closes its question."""
    looked: float = 0.0
    for_phones: str = ""
    for_instructor: str = ""
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, phones: str, instructor: str) -> None:
        if (phones, instructor) != (self.for_phones, self.for_instructor):
            self.for_phones, self.for_instructor = phones, instructor
            self.changed.set()
            self.changed = asyncio.Event()


class Hub:
    """What a process tells of the live classes of one mailbox."""

    def __init__(
        self, root: Path, store: Callable[[], LiveStore], clock: Callable[[], float] = time.time
    ) -> None:
        """Nothing is asked before somebody listens; ``store`` opens the database then."""
        self.root, self._store, self.clock = root, store, clock
        self._rooms: dict[str, _Room] = {}
        self._poke = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._signed = 0.0

    @property
    def store(self) -> LiveStore:
        """The live classes; DBAPIError where their server does not answer."""
        return self._store()

    async def apart(self, call: Callable[..., Any], *values: Any) -> Any:
        """Run something that asks the database, in a thread."""
        return await asyncio.get_running_loop().run_in_executor(None, partial(call, *values))

    def poke(self) -> None:
        """Look at once: something was changed here."""
        self._poke.set()

    @asynccontextmanager
    async def listening(self, code: str, who: str | None) -> AsyncIterator[_Listener]:
        """Listen to a class, as a phone of ``who`` ("" before joining) or, None, as an instructor.

        Raises GoneError.
        """
        room = self._rooms.get(code)
        if room is None:
            await self.apart(lambda: self.store.whole(code))  # one that is not there gets no room
            room = self._rooms.setdefault(code, _Room(code))
        if who is None:
            room.watching += 1
            room.looked = 0.0  # what nobody watched was not read
        else:
            room.phones[who] += 1
            self._signed = 0.0
        self._begin()
        try:
            yield _Listener(room, is_phone=who is not None, clock=self.clock)
        finally:
            if who is None:
                room.watching -= 1
            else:
                room.phones[who] -= 1
                room.phones += Counter()  # drops who has no connection left
            if not room.phones and not room.watching:
                self._rooms.pop(code, None)

    def _begin(self) -> None:
        self.poke()
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._look_on())

    async def _look_on(self) -> None:
        while self._rooms:
            try:
                await self._look()
            except Exception as error:  # noqa: BLE001  a database that is away comes back
                _LOG.warning("kelas langsung: %s", type(error).__name__)
            await asyncio.sleep(_REST)
            try:
                await asyncio.wait_for(self._poke.wait(), POLL)
            except TimeoutError:
                continue
            self._poke.clear()

    async def _look(self) -> None:
        now = self.clock()
        if now - self._signed >= _SIGNS:
            self._signed = now
            for room in list(self._rooms.values()):
                await self.apart(self._sign, room.code, [who for who in room.phones if who], now)
        glances = await self.apart(self._glances)
        for room in list(self._rooms.values()):
            await self._tell(room, glances.get(room.code))

    def _glances(self) -> dict[str, Glance]:
        return self.store.glance()

    def _sign(self, code: str, people: list[str], now: float) -> None:
        self.store.seen(code, people, now)

    async def _tell(self, room: _Room, glance: Glance | None) -> None:
        now = self.clock()
        is_due = room.watching and now - room.looked >= _PEOPLE
        if glance is None:
            ended = json.dumps({"code": room.code, "ended": True})
            room.tell(ended, ended)
            return
        ran_out = room.ends is not None and now >= room.ends
        old = room.glance
        is_same = old and (old == glance if room.watching else old.version == glance.version)
        if is_same and not is_due and not ran_out:
            return
        phones, instructor, ends = await self.apart(self._read, room, now)
        room.glance, room.looked, room.ends = glance, now, ends
        room.tell(phones, instructor)

    def _read(self, room: _Room, now: float) -> tuple[str, str, float | None]:
        """Return what phones and instructors are told, and when the clock closes the question."""
        instructor = "{}"
        try:
            if room.watching:
                whole = self.store.whole(room.code)
                session, version = whole.session, whole.version
                told = for_instructor(self.root, whole, now)
                instructor = json.dumps(told, ensure_ascii=False)
            else:
                session, version = self.store.session(room.code)
        except GoneError:
            ended = json.dumps({"code": room.code, "ended": True})
            return ended, ended, None
        phones = json.dumps(for_phones(self.root, session, version, now), ensure_ascii=False)
        last = session.now
        return phones, instructor, last.ends if last and last.is_open(now) else None


class _Listener:
    """One connection's view of a room."""

    def __init__(self, room: _Room, *, is_phone: bool, clock: Callable[[], float]) -> None:
        self._room, self._is_phone, self._clock, self._told = room, is_phone, clock, ""

    async def news(self, wait: float) -> str | None:
        """Return the state as JSON once it differs from the last; None after ``wait`` seconds.

        ``now`` in it is the server's clock: the phones' own may be wrong.
        """
        while (text := self._text()) in {"", "{}", self._told}:
            try:
                await asyncio.wait_for(self._room.changed.wait(), wait)
            except TimeoutError:
                return None
        self._told = text
        return f'{{"now": {self._clock():.3f}, {text[1:]}'

    def _text(self) -> str:
        return self._room.for_phones if self._is_phone else self._room.for_instructor
