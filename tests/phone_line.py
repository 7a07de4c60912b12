"""A service that takes answers and photos as ``docs/receiving.md`` says, and remembers them."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import json
import threading
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

TOKEN = "9fk2"


class Service:
    """Runs in a thread; ``answers`` and ``photos`` are what it took."""

    def __init__(self) -> None:
        self.answers: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []
        self.photos: dict[str, bytearray] = {}
        self.about: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.news = threading.Condition()
        self.refuse: tuple[int, dict[str, str], dict[str, str]] | None = None
        self.most_pieces: int | None = None
        started = threading.Event()
        threading.Thread(target=self._run, args=(started,), daemon=True).start()
        assert started.wait(10)

    def _run(self, started: threading.Event) -> None:
        asyncio.run(self._serve(started))

    async def _serve(self, started: threading.Event) -> None:
        self.loop, self.ended = asyncio.get_running_loop(), asyncio.Event()
        given = {"service": self}
        app = Application([(r"/jawaban", Answers, given), (r"/foto(?:/(\w+))?", Photos, given)])
        server = HTTPServer(app, decompress_request=True)
        (socket,) = bind_sockets(0, "127.0.0.1")
        self.url = f"http://127.0.0.1:{socket.getsockname()[1]}/"
        server.add_sockets([socket])
        started.set()
        await self.ended.wait()
        server.stop()
        await server.close_all_connections()

    def took(self, sendings: int) -> bool:
        """Return whether so many sendings come within a while."""
        with self.news:
            return self.news.wait_for(lambda: len(self.answers) >= sendings, timeout=8)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.ended.set)


class _Handler(RequestHandler):
    def initialize(self, service: Service) -> None:
        self.service = service

    def set_default_headers(self) -> None:
        self.set_header("Access-Control-Allow-Origin", self.request.headers.get("Origin", ""))
        self.set_header("Access-Control-Allow-Methods", "POST, PATCH, HEAD")
        self.set_header(
            "Access-Control-Allow-Headers",
            "content-type, content-encoding, tus-resumable, upload-length, upload-metadata, upload-offset",
        )
        self.set_header("Access-Control-Expose-Headers", "Location, Upload-Offset, Retry-After")

    def options(self, *_: Any) -> None:
        self.set_status(204)

    def prepare(self) -> None:
        method = self.request.method or ""
        if method == "OPTIONS":
            return
        self.service.asked.append(f"{method} {self.request.path.split('/')[1]}")
        if self.service.refuse:
            status, headers, said = self.service.refuse
            self.set_status(status)
            for name, value in headers.items():
                self.set_header(name, value)
            self.finish(said)


class Answers(_Handler):
    def post(self) -> None:
        body = self.request.body
        data = json.loads(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)
        if data["token"] != TOKEN:
            self.set_status(403)
            self.finish({"problem": "Token salah.", "code": "token"})
            return
        self.service.answers.append(data)
        self.service.bodies.append(body)
        with self.service.news:
            self.service.news.notify_all()
        self.finish({"id": hashlib.sha256(body).hexdigest()[:16], "at": "", "photos": []})


class Photos(_Handler):
    def post(self, _: str | None) -> None:
        pairs = (pair.split(" ") for pair in self.request.headers["Upload-Metadata"].split(","))
        words = {key: base64.b64decode(value).decode() for key, value in pairs}
        id_ = words["sha256"][:20]
        self.service.about[id_] = words | {"length": self.request.headers["Upload-Length"]}
        have = self.service.photos.setdefault(id_, bytearray())
        self.set_status(201)
        self.set_header("Location", f"/foto/{id_}")
        self.set_header("Upload-Offset", str(len(have)))

    def head(self, id_: str) -> None:
        if id_ not in self.service.photos:
            self.set_status(404)
            return
        self.set_header("Upload-Offset", str(len(self.service.photos[id_])))

    def patch(self, id_: str) -> None:
        have = self.service.photos[id_]
        left = self.service.most_pieces
        if left == 0:
            assert self.request.connection
            self.request.connection.close()  # cut
            return
        if left:
            self.service.most_pieces = left - 1
        assert int(self.request.headers["Upload-Offset"]) == len(have)
        have += self.request.body
        self.set_status(204)
        self.set_header("Upload-Offset", str(len(have)))
