"""The live class's addresses for phones: come in, hear, answer.

A phone proves once who it is, when it comes in, and gets a key for this class; the invitation's
token goes no further. No address is logged with what is in it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tornado import web
from tornado.iostream import StreamClosedError

from course.exercises.fields import FieldError
from course.people.roster import CODE
from course.receiver.live.hub import Hub
from course.receiver.live.questions import asked
from course.receiver.live.session import RefusedError, Session
from course.receiver.live.store import GoneError, LateError, LiveStore, whose

_MOST_BYTES = 40_000
"""The longest answer in words has 5000 letters of up to 6 bytes each in JSON."""
_QUIET = 15.0
"""Seconds after which a silent line says that it is still there; proxies cut it at 60."""
_STILL_THERE = "event: ada\ndata: 1\n\n"


@dataclass(frozen=True)
class Live:
    """What the live class's addresses need of whoever serves them."""

    root: Path
    """The class, or a service's own copy of it."""
    store: LiveStore
    hub: Hub
    proves: Callable[[str, str], bool]
    """Whether a token is that of a code."""
    origins: Callable[[], Collection[str]]
    """From which sites phones may ask."""
    may_try: Callable[[str], bool]
    """Whether an address may come in once more now; guessing codes and tokens is limited by it."""
    site: Callable[[], str]
    """Where ``langsung.html`` lies, ending in a slash; "" where that is not known."""
    ended: Callable[[], None] = lambda: None
    """What is to be done when a class has ended."""


class Refusal(web.HTTPError):
    """A refusal with a sentence for the owner and a word for the page."""

    def __init__(self, status: int, code: str, problem: str) -> None:
        super().__init__(status)
        self.code, self.problem = code, problem


class _Asked(web.RequestHandler):
    """What the phones' addresses share."""

    def initialize(self, live: Live) -> None:
        self.live = live

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    def check_xsrf_cookie(self) -> None:
        """No cookie is used here: who asks is told by the key alone."""

    def prepare(self) -> None:
        """Let the class's own site read the answers, refusals too."""
        origin = self.request.headers.get("Origin", "")
        if origin and origin in self.live.origins():
            self.set_header("Access-Control-Allow-Origin", origin)
            self.set_header("Vary", "Origin")
            self.set_header("Access-Control-Expose-Headers", "Retry-After")

    def options(self, *_path: str) -> None:
        self.set_header("Access-Control-Allow-Methods", "POST, GET")
        self.set_header("Access-Control-Allow-Headers", "Content-Type")
        self.set_header("Access-Control-Max-Age", "7200")
        self.set_status(204)

    def write_error(self, status_code: int, **error: Any) -> None:
        said = {
            "problem": "Layanan ini sedang bermasalah. Sebentar lagi dicoba lagi.",
            "code": "fault",
        }
        found = error.get("exc_info", (None, None, None))[1]
        if isinstance(found, Refusal):
            said = {"problem": found.problem, "code": found.code}
        elif status_code < 500:
            said = {"problem": "Permintaan ini tidak bisa dibaca.", "code": "unreadable"}
        self.finish(said)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        if not isinstance(value, web.HTTPError):
            super().log_exception(typ, value, tb)

    def body(self) -> dict[str, Any]:
        """Return what was sent; raises Refusal for what is no JSON object, or too long."""
        if len(self.request.body) > _MOST_BYTES:
            raise Refusal(413, "too-long", "Jawabannya terlalu panjang.")
        try:
            found = json.loads(self.request.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Refusal(400, "unreadable", "Permintaan ini tidak bisa dibaca.")
        return found

    def text(self, found: dict[str, Any], name: str) -> str:
        value = found.get(name, "")
        if not isinstance(value, str):
            raise Refusal(400, "unreadable", "Permintaan ini tidak bisa dibaca.")
        return value.strip()


class Enter(_Asked):
    """Come in: by the invitation's code and token, or as a guest."""

    async def post(self, code: str) -> None:
        live, found = self.live, self.body()
        address = self.request.remote_ip or ""
        if not live.may_try(address):
            self.set_header("Retry-After", "5")
            raise Refusal(429, "slow-down", "Terlalu banyak percobaan. Tunggu sebentar.")
        person, token = self.text(found, "participant"), self.text(found, "token")
        who = self.text(found, "guest")
        if person:
            known = bool(CODE.fullmatch(person)) and token
            if not known or not await live.hub.apart(live.proves, person, token):
                raise Refusal(
                    403, "not-known",
                    "Undangan di HP ini tidak dikenal. Minta tautan baru kepada pendamping.",
                )  # fmt: skip
            who = person
        name = " ".join(self.text(found, "name").split())
        name = "".join(letter for letter in name if letter.isprintable())
        try:
            key = await live.hub.apart(live.store.join, code, who, name, live.hub.clock())
        except GoneError as error:
            raise Refusal(404, "no-class", str(error)) from None
        except RefusedError as error:
            raise Refusal(403, "closed-class", str(error)) from None
        live.hub.poke()
        self.finish({"key": key})


class Hear(_Asked):
    """What happens in the class, as server-sent events (WHATWG HTML, 9.2)."""

    async def get(self, code: str) -> None:
        live, key = self.live, self.get_query_argument("k", "")
        if not live.may_try(f"kabar {self.request.remote_ip}"):
            self.set_header("Retry-After", "5")
            raise Refusal(429, "slow-down", "Terlalu banyak percobaan. Tunggu sebentar.")
        try:
            whole = await live.hub.apart(live.store.whole, code)
        except GoneError as error:
            raise Refusal(404, "no-class", str(error)) from None
        who = whose(whole.session, key)
        if key and not who:
            raise Refusal(401, "no-key", "Masuk lagi ke kelas ini.")
        await tell(self, live, code, who)


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


class Answer(_Asked):
    """An answer to the question on the screen."""

    async def post(self, code: str) -> None:
        live, found = self.live, self.body()
        place = found.get("place")
        if not isinstance(place, int) or isinstance(place, bool):
            raise Refusal(400, "unreadable", "Permintaan ini tidak bisa dibaca.")
        key = self.text(found, "key")

        def read(session: Session) -> Any:
            question = session.rounds[place].question
            value = asked(live.root, question).field.read(found.get("value"))
            if value in ("", []):
                raise FieldError("kosong")
            return value

        try:
            await live.hub.apart(live.store.answer, code, key, place, live.hub.clock(), read)
        except GoneError as error:
            raise Refusal(404, "no-class", str(error)) from None
        except LateError as error:
            raise Refusal(409, "late", str(error)) from None
        except PermissionError:
            raise Refusal(401, "no-key", "Masuk lagi ke kelas ini.") from None
        except FieldError as error:
            raise Refusal(422, "no-answer", f"Jawaban ini {error}.") from None
        self.finish({"place": place, "at": time.time()})
