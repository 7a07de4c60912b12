"""The desk as it is looked at: on a laptop and on a phone, in light and dark, by keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_server import Desk
from jupyter_desk import SHOTS
from playwright.sync_api import Page, expect
from windows import Windows

from course.desk.rooms import PAGES

pytestmark = pytest.mark.browser
SIZES = {"laptop": (1280, 800), "phone": (360, 740)}


def seen(page: Page, name: str) -> None:
    """Keep a picture when SCREENSHOTS names a folder."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/desk-{name}.png", full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_and_hinders_nobody(
    desk: Desk, screens: Windows, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    look = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
    with screens.one(**look) as page:
        page.goto(desk.url)
        addresses = [f"{desk.own}/{one.name}" for one in PAGES]
        addresses += [f"{desk.own}/nilai?kode=U07&pelajaran=pretest&soal=K2-status-wa"]
        for address in [*addresses, "/kelas?semua=ya"]:
            page.goto(f"http://127.0.0.1:{desk.port}{address}")
            seen(page, f"{size}-{scheme}-{address.split('/')[-1].split('?')[0]}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            found = Axe().run(page)
            grave = [
                v for v in found.response["violations"] if v["impact"] in {"serious", "critical"}
            ]
            assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in grave] == [], address
        assert page.errors == []


def test_points_are_given_by_keyboard_alone(desk: Desk, screens: Windows) -> None:
    with screens.one(viewport={"width": 1280, "height": 800}) as page:
        page.goto(desk.url)
        address = f"{desk.own}/nilai?kode=U08&pelajaran=pretest&soal=K2-status-wa"
        page.goto(f"http://127.0.0.1:{desk.port}{address}")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "nilai":
                break
        page.keyboard.type("2,5")
        page.keyboard.press("Enter")
        expect(page.locator("#news")).to_contain_text("menjadi 2,5", timeout=60_000)
        expect(page.locator("#points")).to_contain_text("2,5 dari")
        page.locator("#news button").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#news")).to_be_hidden()
        assert page.errors == []
