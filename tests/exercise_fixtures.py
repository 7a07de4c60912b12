"""A server and a browser for the exercise bundle: ``pytest_plugins = ["exercise_fixtures"]``."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from exercise_page import CHROMIUM, Handler, opened
from playwright.sync_api import Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="module")
def open_page() -> Iterator[Callable[..., Page]]:
    """Open a page with the given fields, see ``exercise_page.opened``."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, "--lang=en-US"]
        )
        yield partial(opened, browser, f"http://127.0.0.1:{server.server_port}/host.html")
        browser.close()
    server.shutdown()
    server.server_close()
