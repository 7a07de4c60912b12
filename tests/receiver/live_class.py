"""A class that is held live in a test: its folder, the service, and phones over real HTTP."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from conftest import REPOSITORY
from made_class import write_roster
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from course.files import Places
from course.inbox.mailbox.key import class_key, make_key
from course.receiver.checks import Class
from course.receiver.handlers import Receiver
from course.receiver.service import application

LESSON = "all-fields"
SITE = "https://kelas.example.ac.id/"
CODES = [f"U{n:02d}" for n in range(1, 51)]
TOKEN = "tk{}"


def lay_class(root: Path) -> Path:
    """Lay a class of fifty with one lesson of every kind of field at ``root``; it has its key."""
    for room in ("source", "release"):
        shutil.copytree(REPOSITORY / "tests/exercises/lessons" / LESSON, root / room / LESSON)
    Places(root).inbox.mkdir(parents=True)
    write_roster(root, [(code, "MH01", "2026-11-01") for code in CODES])
    path = Places(root).roster
    head, *rows = path.read_text("utf-8").splitlines()
    cells = [row.split(",") for row in rows]
    lines = [",".join([c[0], c[1], TOKEN.format(c[0][1:]), c[3]]) for c in cells]
    path.write_text("\n".join([head, *lines]) + "\n", "utf-8")
    make_key(root)
    return root


@asynccontextmanager
async def service(root: Path, url: str) -> AsyncIterator[str]:
    """Serve the class in this process, as one of any number; yield the address."""
    receiver = Receiver(Class(root, SITE), url)
    await asyncio.to_thread(receiver.of.known)
    (socket,) = bind_sockets(0, "127.0.0.1")
    server = HTTPServer(application(receiver))
    server.add_sockets([socket])
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}/langsung/"
    finally:
        server.stop()
        await server.close_all_connections()
        receiver.close()


@dataclass
class Listener:
    """One open line of server-sent events."""

    states: list[dict[str, Any]] = field(default_factory=list)
    status: int = 0
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _task: asyncio.Task[None] | None = None

    @classmethod
    async def opened(cls, client: httpx.AsyncClient, address: str) -> Listener:
        one = cls()
        begun = asyncio.Event()
        one._task = asyncio.create_task(one._hear(client, address, begun))
        await begun.wait()
        return one

    async def _hear(self, client: httpx.AsyncClient, address: str, begun: asyncio.Event) -> None:
        # The service may be taken away while it is listened to.
        with suppress(httpx.TransportError):
            await self._listen(client, address, begun)

    async def _listen(self, client: httpx.AsyncClient, address: str, begun: asyncio.Event) -> None:
        async with client.stream("GET", address) as answer:
            self.status = answer.status_code
            begun.set()
            async for line in answer.aiter_lines():
                if line.startswith("data: {"):
                    self.states.append(json.loads(line[6:]))
                    self._came.set()

    async def until(self, holds: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """Return the first of the latest states for which ``holds``; a test that hangs fails."""
        async with asyncio.timeout(10):
            while not (self.states and holds(self.states[-1])):
                self._came.clear()
                await self._came.wait()
        return self.states[-1]

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


@dataclass
class Teacher:
    """The instructor's window, opened with the class's key."""

    client: httpx.AsyncClient
    address: str
    code: str = ""
    xsrf: str = ""
    listener: Listener = field(default_factory=Listener)

    @classmethod
    async def entered(cls, client: httpx.AsyncClient, address: str, root: Path) -> Teacher:
        """Show the key, as a person does in the browser."""
        one = cls(client, address)
        answer = await client.post(f"{address}pengajar", data={"kunci": class_key(root)})
        assert answer.status_code == 303
        return one

    async def open(self, **ticks: str) -> str:
        page = (await self.client.get(f"{self.address}pengajar")).text
        self.xsrf = page.partition('name="xsrf" value="')[2].partition('"')[0]
        answer = await self.client.post(f"{self.address}pengajar", data={"xsrf": self.xsrf} | ticks)
        self.code = answer.headers["Location"].partition("/")[0]
        await self.watch()
        return self.code

    async def watch(self) -> None:
        self.listener = await Listener.opened(self.client, f"{self.address}{self.code}/pantau")
        await self.listener.until(lambda state: state["code"] == self.code)

    async def press(self, word: str, version: int = 0, **values: Any) -> httpx.Response:
        version = version or self.listener.states[-1]["version"]
        answer = await self.client.post(
            f"{self.address}{self.code}/perintah",
            json={"press": word, "version": version, **values},
            headers={"X-XSRFToken": self.xsrf},
        )
        if answer.status_code == 200 and answer.json()["done"] and word != "selesai":
            await self.listener.until(lambda state: state["version"] > version)
        return answer

    def ask(self, exercise: str, name: str, **values: Any) -> Awaitable[httpx.Response]:
        return self.press("tanya", lesson=LESSON, exercise=exercise, field=name, **values)


@dataclass
class Phone:
    """One phone in the class."""

    client: httpx.AsyncClient
    address: str
    code: str
    key: str = ""

    async def enter(self, **who: str) -> httpx.Response:
        answer = await self.client.post(f"{self.address}{self.code}/masuk", json=who)
        self.key = answer.json().get("key", "")
        return answer

    async def answer(self, place: int, value: Any) -> httpx.Response:
        said = {"key": self.key, "place": place, "value": value}
        return await self.client.post(f"{self.address}{self.code}/jawab", json=said)

    def hear(self) -> Awaitable[Listener]:
        return Listener.opened(self.client, f"{self.address}{self.code}/kabar?k={self.key}")


def person(code: str) -> dict[str, str]:
    return {"participant": code, "token": TOKEN.format(code[1:])}


def guest(n: int) -> dict[str, str]:
    return {"guest": f"g-{n:016x}"}
