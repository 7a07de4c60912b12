"""The tool's pages as they are looked at, and pressed in a browser that keeps their policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lti_platform import LESSON, TEACHER, Platform, platform, register
from playwright.sync_api import Page, expect
from received import SITE, lay_receiving_class, serving
from windows import Windows

pytestmark = pytest.mark.browser


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Platform]:
    root = lay_receiving_class(tmp_path / "kelas")
    with platform() as own, serving(root) as (address, receiver):
        register(root, own, address)
        receiver.of._looked = 0.0
        yield own


def fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in {"serious", "critical"}] == []


def test_a_lesson_is_chosen_on_a_laptop_and_opened_on_a_phone(
    own: Platform, screens: Windows
) -> None:
    with screens.one(viewport={"width": 1280, "height": 800}) as page:
        page.goto(own.login_address(sub="7", roles=TEACHER, choosing=True))
        page.get_by_role("button", name="Buka").click()
        expect(page.get_by_role("heading", name="Pilih pelajaran")).to_be_visible()
        fits(page, 1280)
        page.get_by_role("button", name=re.compile("Foto")).click()
        expect(page.get_by_text("Sudah dipilih")).to_be_visible()
    assert own.chosen[-1]["custom"] == {"lesson": LESSON}
    with screens.one(viewport={"width": 360, "height": 740}) as page:
        page.goto(own.login_address(sub="41", lesson=LESSON))
        page.get_by_role("button", name="Buka").click()
        page.get_by_label("Link undangan").fill(f"{SITE}/#p=U07&t=salah")
        page.get_by_role("button", name="Lanjut").click()
        expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
        fits(page, 360)
        page.get_by_label("Link undangan").fill(f"{SITE}/#p=U07&t=abcd")
        # Where it is sent on to is nowhere: what counts is the way there.
        with page.expect_event("framenavigated"), page.expect_event("requestfailed") as gone:
            page.get_by_role("button", name="Lanjut").click()
        assert gone.value.url.startswith(f"{SITE}/{LESSON}.html"), gone.value.url
        sent = gone.value.redirected_from.response().headers["location"]
        assert sent.startswith(f"{SITE}/{LESSON}.html#p=U07&t=abcd&")
        page.goto(own.login_address(sub="41", lesson=LESSON, target="iframe"))
        page.get_by_role("button", name="Buka").click()
        link = page.get_by_role("link", name="Buka pelajaran")
        expect(link).to_have_attribute("href", re.compile(rf"^{SITE}/{LESSON}\.html#p=U07"))
        fits(page, 360)
