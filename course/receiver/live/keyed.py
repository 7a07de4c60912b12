"""The instructor's pages on a service alone: opened with the class's key, kept open by a cookie.

The cookie is made from the key for these pages alone (``key.pass_for``): with it nobody empties the
mailbox, and a new key closes every window.
"""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from tornado import web

from course.inbox.mailbox.key import is_class_key, pass_for
from course.inbox.mailbox.took_part import Line
from course.pages import template
from course.receiver.handlers import Handler, Receiver
from course.receiver.live.handlers import Live
from course.receiver.live.watching import Leading, Press, Screen, Static, Watch

_COOKIE = "kelas_langsung"
_OPENS, _PRESSES = "layar kelas langsung", "tombol kelas langsung"
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def _same(said: str, known: str) -> bool:
    return bool(known) and hmac.compare_digest(said.encode("utf-8", "replace"), known.encode())


class _Keyed(Handler):
    """A page for who has the key; no other site's page may read it or press its buttons."""

    is_for_pages = False

    def initialize(self, receiver: Receiver, live: Live) -> None:  # type: ignore[override]
        super().initialize(receiver)
        self.live = live

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Content-Security-Policy", _CSP)
        self.set_header("Referrer-Policy", "same-origin")

    @property
    def may_lead(self) -> bool:
        """Whether this browser has shown the key."""
        return _same(self.get_cookie(_COOKIE, "") or "", pass_for(self.receiver.root, _OPENS))

    def xsrf(self) -> str:
        """Return what a press must carry; it can be read on these pages alone."""
        return pass_for(self.receiver.root, _PRESSES)

    def sent(self) -> bytes:
        """Return the body of a press."""
        return self.whole_body()

    def write_error(self, status_code: int, **error: Any) -> None:
        """Say how to get in, where the key was not shown."""
        if status_code != HTTPStatus.FORBIDDEN:
            super().write_error(status_code, **error)
            return
        self.set_status(status_code)
        self.finish({"problem": "Buka dulu halaman pengajar dengan kunci kelas.", "code": "key"})

    async def live_of(self, *_path: str) -> Live:
        """Return the class's live classes; raises HTTPError without the key."""
        said = self.request.headers.get("X-XSRFToken", "")
        is_own = self.request.method == "GET" or _same(said, self.xsrf())
        if not (self.may_lead and is_own):
            raise web.HTTPError(403)
        return self.live


class KeyedScreen(_Keyed, Screen):
    """``langsung/<code>/layar``."""


class KeyedWatch(_Keyed, Watch):
    """``langsung/<code>/pantau``."""


class KeyedPress(_Keyed, Press):
    """``langsung/<code>/perintah``."""

    kind = "application/json"


class KeyedStatic(_Keyed, Static):
    """``langsung/berkas/…``: for the door too, before the key is shown."""


class Door(_Keyed, Leading):
    """``langsung/pengajar``: the key is shown here; then live classes are opened and found."""

    kind = "application/x-www-form-urlencoded"
    most = 4_000

    async def get(self) -> None:
        self._show(await self.live.hub.apart(self.live.store.running) if self.may_lead else [])

    def _show(self, running: list[tuple[str, float]], problem: str = "") -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(template("receiver/live/door").render(
            is_open=self.may_lead, running=[code for code, _ in running], problem=problem,
            xsrf=self.xsrf() if self.may_lead else "",
        ))  # fmt: skip

    async def post(self) -> None:
        given = {name: values[0] for name, values in parse_qs(self._text()).items()}
        if "kunci" in given:
            await self.answered(self._unlock(given["kunci"].strip()))
        elif self.may_lead and _same(given.get("xsrf", ""), self.xsrf()):
            code = await self.live.hub.apart(self._open, given)
            self.redirect(f"{code}/layar?kendali", status=303)
        else:
            raise web.HTTPError(403)

    def _text(self) -> str:
        return self.whole_body().decode("utf-8", "replace")

    def _open(self, given: dict[str, Any]) -> str:
        return self.live.store.open(
            self.live.hub.clock(), names="nama" in given, guests="tamu" in given
        ).code

    async def _unlock(self, key: str) -> None:
        """Let this browser in for a day. Raises RefusedError where keys are guessed."""
        limits = self.receiver.limits
        limits.guess(self.net, "")
        if not is_class_key(self.receiver.root, key):
            limits.wrong(self.net, "")
            self.set_status(401)
            self._show([], "Kunci kelas salah. Salin lagi dari komputer kelas.")
            return
        below = self.request.path.rpartition("/")[0]
        self.set_cookie(
            _COOKIE, pass_for(self.receiver.root, _OPENS), path=below, max_age=86_400,
            httponly=True, samesite="Strict", secure=self.request.protocol == "https",
        )  # fmt: skip
        self.redirect("pengajar", status=303)


class TookPart(Handler):
    """``GET kotak/langsung``: who answered in the classes that ended, for the class's computer."""

    is_for_pages = False

    def initialize(self, receiver: Receiver, live: Live) -> None:  # type: ignore[override]
        super().initialize(receiver)
        self.live = live

    async def get(self) -> None:
        said = await self.answered(self._lines())
        if said is not None:
            self.finish(said)

    async def _lines(self) -> dict[str, Any]:
        self.require_class_key()
        return {"lines": await self.apart(self._took_part)}

    def _took_part(self) -> list[Line]:
        return self.receiver.mailbox.took_part()
