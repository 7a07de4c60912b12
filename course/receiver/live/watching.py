"""The instructor's addresses of a live class, under the desk's login or a service's own key.

Who may lead is decided by the class that these are mixed into (``live_of``); nothing here is for
phones.
"""

from __future__ import annotations

import json
from pathlib import Path

from tornado import web

from course.pages import template
from course.people.invitations import qr_of
from course.receiver.live.handlers import Live, tell
from course.receiver.live.leading import press
from course.receiver.live.questions import Asked, askable
from course.receiver.live.session import NotNowError
from course.receiver.live.store import GoneError

STATIC = Path(__file__).parent / "static"
PHONES = "langsung.html"
"""The phones' page in the class's site (``phone.live``)."""


class Leading(web.RequestHandler):
    """What the instructor's addresses share."""

    async def live_of(self, *_path: str) -> Live:
        """Return the live classes that this request may lead; raises HTTPError for all others."""
        raise NotImplementedError

    def xsrf(self) -> str:
        """Return what a press must carry to be this page's own."""
        return self.xsrf_token.decode()

    def sent(self) -> bytes:
        """Return the body of a press."""
        return self.request.body


class Screen(Leading):
    """The class's screen, to be shared on Zoom; with ``?kendali`` the instructor's own window."""

    async def get(self, *path: str) -> None:
        live, code = await self.live_of(*path), path[-1]
        is_control = self.get_query_argument("kendali", None) is not None
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(await live.hub.apart(self._page, live, code, is_control))

    def _page(self, live: Live, code: str, is_control: bool) -> str:  # noqa: FBT001
        try:
            live.store.session(code)
        except GoneError as error:
            self.set_status(404)
            return template("receiver/live/gone").render(said=str(error))
        import course.evaluation.five  # noqa: PLC0415, F401  half a second, before it is needed

        site = live.receiver.of.known().site
        return template("receiver/live/screen").render(
            code=code, is_control=is_control, xsrf=self.xsrf(),
            questions=listed(live.root) if is_control else [],
            address=f"{site}{PHONES}".removeprefix("https://") if site else "",
            qr=qr_of(f"{site}{PHONES}#s={code}") if site else "",
        )  # fmt: skip


def listed(root: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the questions to choose from, by lesson: each as JSON, and one line of it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in askable(root):
        found.setdefault(one.lesson_title, []).append((_value(one), one.short))
    return list(found.items())


def _value(one: Asked) -> str:
    asked = one.question
    return json.dumps({"lesson": asked.lesson, "exercise": asked.exercise, "field": asked.field})


class Watch(Leading):
    """How the class stands, as server-sent events: with who is where."""

    async def get(self, *path: str) -> None:
        live, code = await self.live_of(*path), path[-1]
        try:
            await tell(self, live, code, None)
        except GoneError as error:
            raise web.HTTPError(404) from error


class Press(Leading):
    """A button of the screen."""

    async def post(self, *path: str) -> None:
        live, code = await self.live_of(*path), path[-1]
        try:
            found = json.loads(self.sent())
            version, word = int(found["version"]), str(found["press"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise web.HTTPError(400) from None
        now = live.hub.clock()
        try:
            is_done = await live.hub.apart(
                lambda: press(live.root, live.store, code, version, word, found, now)
            )
        except NotNowError as error:
            self.set_status(409)
            self.finish({"problem": str(error)})
            return
        live.hub.poke()
        if word == "selesai":
            await live.hub.apart(live.write_down)
        self.finish({"done": is_done})


class Static(web.RequestHandler):
    """The screen's style and script; no secret is in them."""

    def get(self, *path: str) -> None:
        kind = "text/css" if path[-1].endswith(".css") else "text/javascript"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish((STATIC / path[-1]).read_bytes())
