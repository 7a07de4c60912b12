"""The service alone: processes that receive, one that watches over them and files what came."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tornado import netutil, web
from tornado.httpserver import HTTPServer

from course import CourseError
from course.inbox.mailbox.opening import mailbox_url
from course.receiver.checks import Class
from course.receiver.handlers import LOG, Receiver
from course.receiver.home import Filing
from course.receiver.routes import routes

_MOST_HEADERS = 16 * 1024
_MOST_BODY = 2**40  # each address has its own limit, and says so; Tornado's would say nothing
_SECONDS_OF_BODY, _SECONDS_IDLE = 60, 75
_LOOK = 0.2
"""Seconds after which a process that died is seen."""
_EACH = 3.0
"""Seconds between two looks into the mailbox."""
_PATIENCE = 5
"""Seconds in which a process that was told to end may finish what it is doing."""
_PROXIES = ["127.0.0.1", "::1"]


@dataclass(frozen=True)
class Setting:
    """How a service is run."""

    folder: str
    host: str = "127.0.0.1"
    port: int = 8898
    site: str = ""
    """Where the class's pages lie; "" to take it from the invitations."""
    proxied: bool = False
    """Whether only a proxy reaches the port: then it says who asks (``X-Forwarded-For``)."""
    base: str = "/"

    @property
    def root(self) -> Path:
        """The class's folder."""
        return Path(self.folder)

    @property
    def trusts_proxy(self) -> bool:
        """Whether to believe what stands in front; alone on this computer it can be nobody else."""
        return self.proxied or self.host in {"127.0.0.1", "::1", "localhost"}


def application(receiver: Receiver, base: str = "/") -> web.Application:
    """Return the service as a web application."""
    made = web.Application(log_function=lambda handler: handler._log())  # noqa: SLF001
    made.add_handlers(".*", routes(receiver, base))
    return made


def opened(setting: Setting) -> Receiver:
    """Return what a process needs to serve; CourseError when the class cannot be read."""
    of = Class(setting.root, setting.site)
    of.known()
    return Receiver(of, mailbox_url(setting.root))


def serve(setting: Setting, processes: int = 1, ready: Callable[[int], None] = print) -> None:
    """Receive until the process is told to end; file what comes, unless this is a copy.

    ``ready`` is told the port as soon as phones may send. Raises CourseError when the class cannot
    be read, the port is taken, or several processes cannot share it here.
    """
    _log_without_people()
    _until_told()
    receiver = opened(setting)
    if processes > 1:
        _watch(setting, processes, ready)
        return
    sockets = _bound(setting, shared=False)
    with Filing(setting.root, each=_EACH):
        asyncio.run(_receive(receiver, setting, sockets, ready))


def receive_as_one_of_many(setting: Setting) -> None:
    """Receive in a process that ``serve`` began; end with the one that began it."""
    _log_without_people()
    _until_told()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sockets = _bound(setting, shared=True)
    asyncio.run(_receive(opened(setting), setting, sockets, lambda _port: None))


async def _receive(
    receiver: Receiver, setting: Setting, sockets: list[socket.socket], ready: Callable[[int], None]
) -> None:
    server = HTTPServer(
        application(receiver, setting.base),
        xheaders=setting.trusts_proxy,
        trusted_downstream=_PROXIES,
        max_header_size=_MOST_HEADERS,
        max_body_size=_MOST_BODY,
        body_timeout=_SECONDS_OF_BODY,
        idle_connection_timeout=_SECONDS_IDLE,
    )
    server.add_sockets(sockets)
    ready(sockets[0].getsockname()[1])
    try:
        await asyncio.Event().wait()
    finally:
        server.stop()
        receiver.close()


def _bound(setting: Setting, *, shared: bool) -> list[socket.socket]:
    with _told(setting):
        return netutil.bind_sockets(setting.port, setting.host, reuse_port=shared)


@contextmanager
def _held(setting: Setting) -> Iterator[int]:
    """Hold a port for processes that share it, without listening; yield its number."""
    with ExitStack() as ends:
        with _told(setting):
            kind, *_, address = socket.getaddrinfo(
                setting.host, setting.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            own = ends.enter_context(socket.socket(kind))
            own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            own.bind(address)
        yield own.getsockname()[1]


@contextmanager
def _told(setting: Setting) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise CourseError(
            f"Pintu {setting.port} di {setting.host} tidak bisa dibuka: sudah dipakai program "
            "lain, atau tidak diizinkan. Pilih yang lain dengan --port."
        ) from error


def _watch(setting: Setting, processes: int, ready: Callable[[int], None]) -> None:
    """Begin processes that share one port, begin anew the one that died, file what comes."""
    if not hasattr(socket, "SO_REUSEPORT"):
        raise CourseError("Di komputer ini hanya bisa satu proses: course receive --processes 1")
    running: list[subprocess.Popen[bytes]] = []
    with _held(setting) as port, Filing(setting.root, each=_EACH):
        own = json.dumps(asdict(replace(setting, port=port)))
        words = [sys.executable, "-m", "course.receiver", own]
        ready(port)
        try:
            while True:
                running = [one for one in running if one.poll() is None]
                while len(running) < processes:
                    running.append(subprocess.Popen(words, stdin=subprocess.PIPE))  # noqa: S603
                time.sleep(_LOOK)
        finally:
            for one in running:
                one.terminate()
            for one in running:
                with suppress(subprocess.TimeoutExpired):
                    one.wait(_PATIENCE)


def _end_with_parent() -> None:
    """Wait for the end of the pipe that the beginning process holds."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


def _until_told() -> None:
    """Let SIGTERM end a process as Ctrl+C does."""
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))


def _log_without_people() -> None:
    """Write our own lines only: Tornado's name addresses in full."""
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    LOG.setLevel(logging.INFO)
    logging.getLogger("tornado").setLevel(logging.CRITICAL)
