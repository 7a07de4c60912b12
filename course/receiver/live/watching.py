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
from course.receiver.live.session import RefusedError
from course.receiver.live.store import GoneError

STATIC = Path(__file__).parent / "static"
PAGE = "langsung.html"
"""The phones' page in the class's site."""


class Leading(web.RequestHandler):
    """What the instructor's addresses share."""

    async def live_of(self, *_path: str) -> Live:
        """Return the live classes that this request may lead; raises HTTPError for all others."""
        raise NotImplementedError

    def xsrf(self) -> str:
        """Return what a press must carry to be this page's own."""
        return self.xsrf_token.decode()


class Screen(Leading):
    """The class's screen, to be shared on Zoom; with ``?kendali`` the instructor's own window."""

    async def get(self, *path: str) -> None:
        live, code = await self.live_of(*path), path[-1]
        try:
            whole = await live.hub.apart(live.store.whole, code)
        except GoneError as error:
            self.set_status(404)
            self.finish(template("receiver/live/gone").render(said=str(error)))
            return
        await live.hub.apart(_warm)
        site = live.site()
        is_control = self.get_query_argument("kendali", None) is not None
        questions = await live.hub.apart(_listed, live.root) if is_control else []
        self.finish(template("receiver/live/screen").render(
            code=code, is_control=is_control, xsrf=self.xsrf(), questions=questions,
            names=whole.session.names,
            address=f"{site}{PAGE}".removeprefix("https://") if site else "",
            qr=qr_of(f"{site}{PAGE}#s={code}") if site else "",
        ))  # fmt: skip


def _warm() -> None:
    """Load what a picture needs before the first is asked for: it takes half a second."""
    import course.evaluation.five  # noqa: PLC0415, F401


def _listed(root: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the questions to choose from, by lesson: the question as JSON, and one line of it."""
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
            found = json.loads(self.request.body)
            version, word = int(found["version"]), str(found["press"])
        except (ValueError, KeyError, TypeError):
            raise web.HTTPError(400) from None
        now = live.hub.clock()
        try:
            done = await live.hub.apart(
                press, live.root, live.store, code, version, word, found, now
            )
        except RefusedError as error:
            self.refuse(str(error))
            return
        live.hub.poke()
        if word == "selesai" and done:
            await live.hub.apart(live.ended)
        self.finish({"done": done})

    def refuse(self, sentence: str) -> None:
        self.set_status(409)
        self.finish({"problem": sentence})


class Static(web.RequestHandler):
    """The screen's style and script."""

    def get(self, *path: str) -> None:
        name = path[-1]
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish((STATIC / name).read_bytes())
