"""JupyterLab as the desk opens it: a card that leads to the desk, and lessons that run themselves."""

from __future__ import annotations

import pytest
from desk_server import Desk
from jupyter_desk import desktop, exercise
from playwright.sync_api import expect
from windows import Windows

pytestmark = [pytest.mark.browser, pytest.mark.stock]


def test_a_lesson_opens_as_a_lesson_and_the_launcher_leads_to_the_desk(
    desk: Desk, screens: Windows
) -> None:
    server = f"http://127.0.0.1:{desk.port}"
    with desktop(screens, 1280, 800) as page:
        page.goto(f"{server}/lab/tree/release/pretest/pretest.ipynb?token={desk.token}&reset")
        # Nobody pressed Run: the first form is there, and no code beside it.
        form = exercise(page, "Tulis kode peserta Ibu/Bapak")
        expect(form.get_by_role("textbox")).to_be_visible()
        assert page.locator(".jp-CodeCell .jp-Cell-inputWrapper:visible").count() == 0
        assert page.locator(".kelas-lesson .jp-Toolbar:visible").count() == 0
        page.goto(f"{server}/lab?reset")
        with page.expect_popup() as opened:
            page.locator(".jp-LauncherCard").filter(has_text="Meja kelas").click()
        expect(opened.value.get_by_role("navigation", name="Halaman")).to_be_visible()
        opened.value.close()
