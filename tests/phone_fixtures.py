"""The phone page's site, its server and its browser: ``pytest_plugins = ["phone_fixtures"]``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from phone_desk import SCREEN
from phone_site import INVITATION, Server, build, go
from playwright.sync_api import Browser, Page
from windows import Windows


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


@pytest.fixture
def browser(screens: Windows) -> Browser:
    return screens.browser


@pytest.fixture
def open_page(screens: Windows) -> Iterator[Callable[..., Page]]:
    """Pages in an empty phone each; what they complain about fails the test."""
    pages: list[Page] = []

    def open_page(
        url: str = "about:blank", script: str = "", *, worker: bool = False, **options: Any
    ) -> Page:
        workers = "allow" if worker else "block"
        page = lent.enter_context(
            screens.one(script, **{**SCREEN, "service_workers": workers, **options})
        )
        pages.append(page)
        page.goto(url)
        return page

    with ExitStack() as lent:
        yield open_page
        problems = [error for page in pages for error in page.errors]
    assert not problems, "\n".join(problems)


@pytest.fixture
def lesson(open_page: Callable[..., Page], server: Server) -> Page:
    """The text lesson, joined, at its first graded exercise."""
    page = open_page(f"{server.url}m1-coba.html{INVITATION}")
    go(page, "s3")
    return page
