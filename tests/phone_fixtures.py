"""The phone page's site, its server and its browser: ``pytest_plugins = ["phone_fixtures"]``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_desk import CHROMIUM, FLAGS
from phone_desk import SCREEN
from phone_site import INVITATION, Server, build, go, watched
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright


@pytest.fixture(scope="module")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def server(site_folder: Path) -> Iterator[Server]:
    server = Server(site_folder)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Pages in a fresh phone each; what they complain about fails the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(
        url: str = "about:blank", script: str = "", *, worker: bool = False, **options: Any
    ) -> Page:
        workers = "allow" if worker else "block"
        contexts.append(browser.new_context(**{**SCREEN, "service_workers": workers, **options}))
        if script:
            contexts[-1].add_init_script(script)
        page = watched(contexts[-1].new_page(), problems)
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def lesson(open_page: Callable[..., Page], server: Server) -> Page:
    """The text lesson, joined, at its first graded exercise."""
    page = open_page(f"{server.url}m1-coba.html{INVITATION}")
    go(page, "s3")
    return page
