"""At twice the letters' size a step reads downwards only: nothing is wider than the phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from phone_site import MARKS, Server
from playwright.sync_api import Page

from course import lessons

pytest_plugins = ["phone_fixtures"]
pytestmark = [*MARKS, pytest.mark.stock, pytest.mark.xdist_group("published")]
MENTOR = "#p=MH03&u=U05&k=Kelas+contoh"
LARGE = "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '225%'; });"
WIDE = """async () => {
    const wide = [];
    const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
    for (const { id } of document.querySelectorAll(".step:not([data-again])")) {
        location.hash = id;
        const step = document.getElementById(id);
        const place = step.querySelector("[data-widget]");
        const isThere = () => step.classList.contains("is-current")
            && !step.querySelector("[data-later]") && (!place || place.querySelector(".course-exercise"));
        for (let n = 0; n < 600 && !isThere(); n += 1) await frame();
        if (!isThere()) wide.push(`${id} is not shown`);
        // What can wait comes when the page is idle.
        for (let n = 0; n < 600 && document.documentElement.scrollWidth > 360; n += 1) await frame();
        if (document.documentElement.scrollWidth > 360) wide.push(id);
    }
    return wide;
}"""


@pytest.fixture(scope="module")
def site(published: Path) -> Iterator[Server]:
    server = Server(published / "kelas" / "site")
    yield server
    server.stop()


def test_no_step_of_any_lesson_scrolls_sideways(
    open_page: Callable[..., Page], site: Server
) -> None:
    wide: dict[str, Any] = {}
    page = open_page(f"{site.url}index.html{MENTOR}", LARGE)
    # Empty it stands in the page before the invitation is kept, and then nobody has partners.
    page.wait_for_selector("#hello:not(:empty)", state="attached")
    for name in lessons.names(REPOSITORY):
        page.goto(f"{site.url}{name}.html")
        page.wait_for_selector(".unchosen, #progress:not(:empty)", state="attached")
        if lessons.load(REPOSITORY, name).about.observes and page.locator(".unchosen").count():
            page.get_by_role("button", name="U05").tap()
        page.wait_for_selector("#progress:not(:empty)", state="attached")
        if found := page.evaluate(WIDE):
            wide[name] = found
    assert not wide
