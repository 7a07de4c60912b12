"""A class of one lesson and the service that its phones send to, in this process."""

from __future__ import annotations

import asyncio
import json
import shutil
import threading
from functools import partial
from pathlib import Path
from typing import Any

from conftest import REPOSITORY
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.web import OutputTransform

from course.files import Places
from course.receiver.home import file_what_waits
from course.receiver.service import Setting, application, opened

LESSON = "all-fields"
TOKEN, OTHERS = "9fk2", "7hj3"
PIECE = 64 * 1024


def lay_class(root: Path) -> Path:
    """Lay out a class of U07 and U08 with a lesson of every field."""
    source = REPOSITORY / "tests" / "exercises" / "lessons" / LESSON / f"{LESSON}.ipynb"
    for room in ("source", "release"):  # the inbox only copies the release
        (root / room / LESSON).mkdir(parents=True)
        shutil.copy(source, root / room / LESSON)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    roster = f"participant,mentor,token\nU07,MH04,{TOKEN}\nU08,MH04,{OTHERS}\n"
    Places(root).roster.parent.mkdir()
    Places(root).roster.write_text(roster, "utf-8")
    return root


class Service:
    """The product's service in a thread; ``asked`` is what it was asked for, in order."""

    def __init__(self, root: Path, site: str) -> None:
        self.root, self.asked = root, list[str]()
        self.news = threading.Condition()
        self.receiver = opened(Setting(root, site=site))
        started = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve(started)), daemon=True).start()
        assert started.wait(10)

    async def _serve(self, started: threading.Event) -> None:
        self.loop, self.ended = asyncio.get_running_loop(), asyncio.Event()
        app = application(self.receiver)
        app.add_transform(partial(_Noting, self))
        server = HTTPServer(app)
        (socket,) = bind_sockets(0, "127.0.0.1")
        self.url = f"http://127.0.0.1:{socket.getsockname()[1]}/"
        server.add_sockets([socket])
        started.set()
        await self.ended.wait()
        server.stop()
        await server.close_all_connections()
        self.receiver.close()

    def note(self, request: HTTPServerRequest, status: int) -> None:
        """Remember a question, and its status where it was refused."""
        if request.method == "OPTIONS":
            return
        what = f"{request.method} {request.path.split('/')[1]}"
        with self.news:
            self.asked.append(what if status < 300 else f"{what} {status}")
            self.news.notify_all()

    def took(self, *asked: str) -> bool:
        """Return whether it was asked for exactly this, within a while."""
        with self.news:
            self.news.wait_for(lambda: len(self.asked) >= len(asked), timeout=8)
            return self.asked == list(asked)

    def filed(self, code: str = "U07", lesson: str = LESSON) -> dict[str, Any]:
        """File what came as the class does, and return what then lies in ``submitted/``."""
        file_what_waits(self.root, self.receiver.mailbox)
        folder = Places(self.root).submitted / code / lesson
        file = folder / "answers.json"
        answers = json.loads(file.read_text("utf-8"))["answers"] if file.is_file() else {}
        return {name: entry["value"] for name, entry in answers.items()}

    def kept(self, code: str = "U07", lesson: str = LESSON) -> list[Path]:
        """Return the sendings that the class holds of somebody."""
        return sorted((Places(self.root).kept / code / lesson).glob("*.json"))

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.ended.set)


class _Noting(OutputTransform):
    """Tells what was answered, and changes nothing of it."""

    def __init__(self, service: Service, request: HTTPServerRequest) -> None:
        self.service, self.request = service, request

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, *chunk: Any
    ) -> tuple[int, HTTPHeaders, bytes]:
        self.service.note(self.request, status_code)
        return status_code, headers, chunk[0]
