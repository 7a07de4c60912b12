"""A server and a browser for the exercise bundle: ``pytest_plugins = ["exercise_fixtures"]``."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from exercise_page import Handler, opened
from jupyter_desk import CHROMIUM
from playwright.sync_api import Page
from windows import Windows, windows


@pytest.fixture(scope="module")
def desks() -> Iterator[Windows]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with windows() as desks:
        yield desks


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/host.html"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_page(desks: Windows, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page with the given fields, see ``exercise_page.opened``."""
    with ExitStack() as lent:
        yield partial(opened, lambda **kind: lent.enter_context(desks.one(**kind)), address)
