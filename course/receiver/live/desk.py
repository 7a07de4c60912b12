"""The instructor's addresses of live classes on the desk, behind its login."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tornado import web

from course.desk.handlers import _Desk
from course.desk.work import Works
from course.inbox.mailbox.opening import mailbox_url
from course.receiver.checks import Class
from course.receiver.handlers import Receiver
from course.receiver.live.handlers import Live, live_of
from course.receiver.live.routes import BERKAS
from course.receiver.live.views import CODE
from course.receiver.live.watching import Press, Screen, Static, Watch


class Lives:
    """The live classes of the classes on the desk, opened when one is asked for."""

    def __init__(self) -> None:
        self._receivers: dict[Path, Receiver] = {}

    def add(self, receiver: Receiver) -> None:
        """Let the desk's own receiver be asked for its class: they share one look."""
        self._receivers[receiver.root.resolve()] = receiver

    def of(self, root: Path) -> Live:
        """Return the live classes of the class at ``root``."""
        known = self._receivers.get(root.resolve())
        if known is None:
            known = self._receivers[root.resolve()] = Receiver(Class(root), mailbox_url(root))
        return live_of(known)


class _OnDesk(_Desk):
    """An address of one class on the desk."""

    def initialize(self, here: Path, works: Works, lives: Lives) -> None:  # type: ignore[override]
        super().initialize(here, works)
        self.lives = lives

    async def live_of(self, *path: str) -> Live:
        """Return the class's live classes; HTTPError for who is not logged in."""
        if not self.current_user:
            raise web.HTTPError(403)
        live = self.lives.of(await self.root_of(path[0]))
        await self.apart(live.receiver.of.known)
        return live


class DeskScreen(_OnDesk, Screen):
    """``/kelas/<key>/langsung/<code>/layar``."""

    @web.authenticated
    async def get(self, *path: str) -> None:  # type: ignore[override]
        await Screen.get(self, *path)


class DeskWatch(_OnDesk, Watch):
    """``/kelas/<key>/langsung/<code>/pantau``."""

    @web.authenticated
    async def get(self, *path: str) -> None:  # type: ignore[override]
        await Watch.get(self, *path)


class DeskPress(_OnDesk, Press):
    """``/kelas/<key>/langsung/<code>/perintah``."""

    @web.authenticated
    async def post(self, *path: str) -> None:  # type: ignore[override]
        await Press.post(self, *path)


class DeskStatic(_OnDesk, Static):
    """``/kelas/<key>/langsung/berkas/…``."""

    @web.authenticated
    def get(self, *path: str) -> None:  # type: ignore[override]
        Static.get(self, *path)


def desk_routes(key: str) -> list[tuple[str, type[Any]]]:
    """Return the addresses below ``/kelas``; ``key`` is the pattern of a class's key."""
    at = rf"/{key}/langsung"
    return [
        (rf"{at}/({CODE})/layar", DeskScreen),
        (rf"{at}/({CODE})/pantau", DeskWatch),
        (rf"{at}/({CODE})/perintah", DeskPress),
        (rf"{at}/berkas/{BERKAS}", DeskStatic),
    ]
