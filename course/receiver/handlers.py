"""The addresses to which phones send: answers, and whether anybody listens."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from tornado import web
from tornado.iostream import StreamClosedError

from course import CourseError
from course.cli import unforeseen
from course.exercises.answers import MAX_BYTES
from course.inbox.mailbox.key import is_class_key
from course.inbox.mailbox.store import Mailbox
from course.receiver.checks import Class
from course.receiver.limits import Limits, network
from course.receiver.refusals import RefusedError

LOG = logging.getLogger("kelas.receiver")
_MOST_OF_A_PERSON = 64 * 1024 * 1024
"""Bytes that may wait of one person: a mailbox that nobody empties must not fill the disk."""
_THREADS = 6
_PREFLIGHT_SECONDS = "7200"
_METHODS = "GET, HEAD, POST, PATCH"
_HEADERS = (
    "Content-Type, Content-Encoding, Tus-Resumable, Upload-Length, Upload-Metadata, Upload-Offset"
)
_EXPOSED = "Location, Upload-Offset, Upload-Length, Tus-Resumable, Retry-After"
Result = TypeVar("Result")


class Receiver:
    """What all requests of one process share."""

    def __init__(self, of: Class, url: str) -> None:
        """``url``: of the mailbox, which is opened when it is first asked for."""
        self.of, self.limits = of, Limits()
        self.threads = ThreadPoolExecutor(_THREADS, "receiver")
        self._url, self._lock = url, threading.Lock()
        self._mailbox: Mailbox | None = None

    @property
    def root(self) -> Path:
        """The class's folder."""
        return self.of.root

    @property
    def mailbox(self) -> Mailbox:
        """Where what comes is kept; DBAPIError where its server does not answer."""
        with self._lock:
            self._mailbox = self._mailbox or Mailbox(self._url)
            return self._mailbox

    def close(self) -> None:
        """Let the threads end, and the database's connections."""
        self.threads.shutdown()
        if self._mailbox:
            self._mailbox.close()


@web.stream_request_body
class Handler(web.RequestHandler):
    """What every address shares: who may ask, how much is read, what is answered and noted."""

    kind = ""
    """The only Content-Type of a body; "" where none is taken."""
    is_for_pages = True
    """Whether the class's own pages may read what is answered (CORS)."""
    most, too_much = MAX_BYTES, "large"
    """Bytes of a body, as it came and inflated, and why more are refused."""

    def initialize(self, receiver: Receiver) -> None:
        self.receiver = receiver
        self.began = time.monotonic()
        self.net = network(self.request.remote_ip or "")
        self.body, self.came = bytearray(), 0
        self.unzip: Any = None

    def check_xsrf_cookie(self) -> None:
        """Do nothing: no cookie proves anything here, so none can be abused."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        receiver = getattr(self, "receiver", None)
        origin = self.request.headers.get("Origin", "")
        if self.is_for_pages and receiver and origin and origin == receiver.of.origin:
            self.set_header("Access-Control-Allow-Origin", origin)
            self.set_header("Access-Control-Expose-Headers", _EXPOSED)
        self.set_header("Vary", "Origin")

    async def prepare(self) -> None:
        """Refuse what needs no body to be refused."""
        self.set_default_headers()  # once more: now it is known whose site may ask
        try:
            self.receiver.limits.request(self.net)
            if self.request.method in {"POST", "PATCH"}:
                self._look_at_headers()
        except RefusedError as error:
            self.refuse(error)

    def _look_at_headers(self) -> None:
        headers = self.request.headers
        if headers.get("Content-Type", "").partition(";")[0].strip().lower() != self.kind:
            raise RefusedError("kind")
        packing = headers.get("Content-Encoding", "").strip().lower()
        if packing == "gzip":
            self.unzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
        elif packing not in {"", "identity"}:
            raise RefusedError("kind")
        length = headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > self.most:
            raise RefusedError(self.too_much)

    def require_class_key(self) -> None:
        """Raise RefusedError where the class's key is not shown; guesses are counted."""
        kind, _, said = self.request.headers.get("Authorization", "").partition(" ")
        self.receiver.limits.guess(self.net, "")
        if kind.lower() != "bearer" or not is_class_key(self.receiver.root, said.strip()):
            self.receiver.limits.wrong(self.net, "")
            raise RefusedError("key")

    def data_received(self, chunk: bytes) -> None:
        """Keep a piece of the body, inflated no further than is allowed."""
        if self._finished:
            return
        self.came += len(chunk)
        try:
            self.body += self._inflated(chunk)
            self._require_short()
        except RefusedError as error:
            self.body.clear()
            self.refuse(error)

    def _require_short(self) -> None:
        if len(self.body) > self.most or self.came > self.most:
            raise RefusedError(self.too_much)

    def _inflated(self, chunk: bytes) -> bytes:
        if self.unzip is None:
            return chunk
        try:
            data: bytes = self.unzip.decompress(chunk, self.most + 1 - len(self.body))
        except zlib.error as error:
            raise RefusedError("gzip") from error
        if self.unzip.unconsumed_tail:
            raise RefusedError(self.too_much)
        if self.unzip.unused_data:
            raise RefusedError("gzip")
        return data

    def whole_body(self) -> bytes:
        """Return the body, inflated; RefusedError for one that ends too early."""
        if self.unzip is not None and not self.unzip.eof:
            raise RefusedError("gzip")
        return bytes(self.body)

    async def apart(self, call: Callable[..., Result], *values: Any, **named: Any) -> Result:
        """Run something that waits for files or the database, in a thread."""
        return await asyncio.get_running_loop().run_in_executor(
            self.receiver.threads, lambda: call(*values, **named)
        )

    async def answered(self, work: Any) -> Any:
        """Await ``work``; what is wrong is told in one line, and None returned."""
        try:
            return await work
        except RefusedError as error:
            self.refuse(error)
        except (DBAPIError, PoolTimeoutError, CourseError, OSError) as error:
            LOG.warning("%s", type(error).__name__)
            self.refuse(RefusedError("closed", after=10))
        return None

    def refuse(self, error: RefusedError) -> None:
        """Answer with a status, a short word and a sentence."""
        if self._finished:
            return
        self.set_status(error.status)
        if not self.request._body_future.done():  # noqa: SLF001  Tornado tells it nowhere else
            # Tornado closes a line of which it has not read all; who sends is to know.
            self.set_header("Connection", "close")
        for name, value in error.headers.items():
            self.set_header(name, value)
        self.write(error.as_json())
        self.finish()

    def require_room(self, participant: str) -> None:
        """Raise RefusedError when too much waits of somebody already."""
        if self.receiver.mailbox.bytes_of(participant) > _MOST_OF_A_PERSON:
            raise RefusedError("full", after=600)

    def options(self, *_path: str) -> None:
        """Answer a preflight; without the right origin it allows nothing."""
        if self._headers.get("Access-Control-Allow-Origin"):
            self.set_header("Access-Control-Allow-Methods", _METHODS)
            self.set_header("Access-Control-Allow-Headers", _HEADERS)
            self.set_header("Access-Control-Max-Age", _PREFLIGHT_SECONDS)
        self.set_status(204)
        self.finish()

    def write_error(self, status_code: int, **_error: Any) -> None:
        """Answer what nobody foresaw, or what Tornado refuses, as every other refusal."""
        known = {404: "address", 405: "method", 400: "header"}
        error = RefusedError(known.get(status_code, "fault"))
        self.set_status(error.status)
        self.finish(error.as_json())

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:  # noqa: ARG002  Tornado's
        """Write down where a fault of ours happened, without the words of the error itself."""
        known = web.HTTPError | StreamClosedError  # the second: the line was cut
        if isinstance(value, Exception) and not isinstance(value, known):
            LOG.error("%s", unforeseen(value, "layanan penerima"))

    def _log(self) -> None:
        """Note a request: no path of a picture, no body, no code, of an address the network."""
        LOG.info(
            "%d %s %s %s %d B %d ms",
            self.get_status(), self.request.method, type(self).__name__.lower(), self.net,
            self.came, round((time.monotonic() - self.began) * 1000),
        )  # fmt: skip


class Answers(Handler):
    """``POST jawaban``: one answer file of version 1."""

    kind = "application/json"

    async def post(self) -> None:
        said = await self.answered(self._take())
        if said is not None:
            self.finish(said)

    async def _take(self) -> dict[str, Any]:
        data = self.whole_body()
        return await self.apart(self._kept, data)

    def _kept(self, data: bytes) -> dict[str, Any]:
        mailbox, now = self.receiver.mailbox, datetime.now(UTC)
        one = self.receiver.of.take(data, self.receiver.limits, self.net)
        self.require_room(one.key[0])
        mailbox.put(one.key, one.id, data, one.named, at=now)
        lacking = mailbox.lacking(one.key, one.named)
        photos = [{"path": path, "offset": offset} for path, offset in lacking]
        return {"id": one.id, "at": now.isoformat(), "photos": photos}


class Hello(Handler):
    """``GET halo``: whether this is the class's service, and what time it is."""

    async def get(self) -> None:
        known = await self.answered(self.apart(self.receiver.of.known))
        if known is not None:
            self.finish({"class": known.class_id, "now": datetime.now(UTC).isoformat()})


class Nothing(Handler):
    """Every other address."""

    async def prepare(self) -> None:
        await super().prepare()
        if not self._finished and self.request.method != "OPTIONS":
            self.refuse(RefusedError("address"))

    def _look_at_headers(self) -> None:
        """Look at none: nothing is read here."""


def as_json(data: bytes) -> Any:
    """Return what a body says; RefusedError for one that is no JSON."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RefusedError("form") from error
