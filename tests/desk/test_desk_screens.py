"""The desk as it is looked at: on a laptop and on a phone, in light and dark, by keyboard alone."""

from __future__ import annotations

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe
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


def test_every_page_fits_and_hinders_nobody(desk: Desk, screens: Windows) -> None:
    """Each page is opened once, and turned from laptop to phone and from light to dark."""
    addresses = [f"{desk.own}/{one.name}" for one in PAGES]
    addresses += [f"{desk.own}/nilai?kode=U07&pelajaran=pretest&soal=K2-status-wa"]
    # What is dark is the same page in other colours: so are the rules.
    asked = {
        "light": DEFAULT_OPTIONS,
        "dark": {**DEFAULT_OPTIONS, "runOnly": ["color-contrast", "link-in-text-block"]},
    }
    faults: list[object] = []
    with screens.one(viewport={"width": 1280, "height": 800}) as page:
        page.goto(desk.url)
        for address in [*addresses, "/kelas?semua=ya"]:
            page.goto(f"http://127.0.0.1:{desk.port}{address}")
            name, axe = address.split("/")[-1].split("?")[0], Axe()
            for (size, (width, height)), scheme in product(SIZES.items(), ("light", "dark")):
                page.set_viewport_size({"width": width, "height": height})
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                seen(page, f"{size}-{scheme}-{name}")
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append((address, size, scheme, "wider than the window"))
                faults += [
                    (address, size, scheme, one["id"], [node["html"] for node in one["nodes"]])
                    for one in axe.run(page, options=asked[scheme]).response["violations"]
                    if one["impact"] in {"serious", "critical"}
                ]
                axe = Axe("0")  # it is there
        assert page.errors == []
    assert faults == []


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
        expect(page.locator("#news")).to_contain_text("menjadi 2,5")
        expect(page.locator("#points")).to_contain_text("2,5 dari")
        page.locator("#news button").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#news")).to_be_hidden()
        assert page.errors == []
