"""Lessons without a line: kept by the service worker, updated by what changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from phone_desk import SCREEN, forget_cache, wait_for_worker
from phone_site import (
    INVITATION,
    MARKS,
    Server,
    answer_status,
    build,
    go,
    saved,
    watched,
)
from playwright.sync_api import Browser, BrowserContext, Page, expect
from windows import CHROMIUM, FLAGS, PATIENCE

from course.phone.pictures import digest

pytest_plugins = ["phone_fixtures"]
pytestmark = MARKS


def test_answers_survive_reload_browser_restart_and_a_missing_line(
    browser: Browser, site_folder: Path, tmp_path: Path
) -> None:
    server = Server(site_folder)
    problems: list[str] = []

    def phone() -> BrowserContext:
        return browser.browser_type.launch_persistent_context(
            tmp_path / "phone", executable_path=CHROMIUM, args=FLAGS, **SCREEN
        )

    context = phone()
    page = watched(context.new_page(), problems)
    page.goto(f"{server.url}m1-coba.html{INVITATION}")
    go(page, "s3")
    answer_status(page)
    page.reload()
    expect(page.get_by_label("Pagi hari")).to_be_checked()
    expect(page.locator("#kept")).to_be_visible()
    server.stop()
    context.close()
    assert not problems, "\n".join(problems)

    context = phone()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    forget_cache(page)
    page.goto(f"{server.url}m1-coba.html?utm_source=wa")
    expect(page.locator("#s3")).to_be_visible()  # where this person stopped
    expect(page.get_by_label("Pagi hari")).to_be_checked()
    go(page, "s5")
    page.get_by_label("Yakin", exact=False).or_(page.get_by_text("Sangat setuju")).first.tap()
    saved(page)
    go(page, "s1")
    assert (
        page.locator("#s1 img").evaluate(
            "async (img) => { await img.decode(); return img.naturalWidth; }"
        )
        == 300
    )
    go(page, "kirim")
    expect(page.get_by_role("link", name="Kirim lewat WhatsApp")).to_be_visible()
    page.goto(server.url)
    expect(page.locator("[data-lesson=m1-coba]")).to_contain_text("2 dari 7 tugas dijawab")
    expect(page.locator("[data-lesson=m1-coba]")).to_contain_text("bisa dibuka tanpa internet")
    page.goto(f"{server.url}m2-foto.html")
    expect(page.get_by_role("heading")).to_have_text("Belum tersimpan di HP")
    context.close()


def test_all_lessons_can_be_kept_at_once_and_a_broken_download_goes_on(
    open_page: Any, site_folder: Path
) -> None:
    server = Server(site_folder)
    page = open_page(f"{server.url}{INVITATION}", worker=True)
    button = page.get_by_role("button", name=re.compile(r"Simpan semua pelajaran di HP \(\d+ KB\)"))
    expect(button).to_be_visible()
    (green,) = (p.name for p in site_folder.glob("static/green.*"))
    server.broken.add(f"static/{green}")
    button.tap()
    expect(page.locator("#keep-status")).to_contain_text("Sebagian belum tersimpan")
    expect(page.locator("[data-lesson=m1-coba]")).to_contain_text("Sudah tersimpan di HP")
    # Of the lesson that is next the card says it; of the others the button, once.
    expect(page.locator("[data-lesson=m2-foto]")).not_to_contain_text("tersimpan di HP")
    expect(page.get_by_text("belum diunduh")).to_have_count(0)
    expect(button).to_be_visible()
    server.broken.clear()
    server.asked.clear()
    button.tap()
    expect(page.locator("#keep-status")).to_have_text("Semua pelajaran sudah tersimpan di HP.")
    expect(button).to_be_hidden()
    assert server.asked == [f"static/{green}"]
    server.stop()
    forget_cache(page)
    page.goto(f"{server.url}m2-foto.html")
    expect(page.locator("#s1")).to_be_visible()


def look_for_update(page: Page) -> None:
    """Let the browser ask for a newer worker now; a refused one is no error here."""
    page.evaluate("async () => (await navigator.serviceWorker.ready).update().catch(() => {})")


def test_a_changed_sentence_shows_at_the_next_visit_and_costs_one_page(
    open_page: Any, tmp_path: Path
) -> None:
    build(tmp_path)
    server = Server(tmp_path)
    page = open_page(f"{server.url}m1-coba.html{INVITATION}", worker=True)
    go(page, "s3")
    answer_status(page)
    go(page, "s1")
    expect(page.locator("#kept")).to_be_visible()
    build(tmp_path, sentence="Selamat pagi.")
    server.asked.clear()
    page.reload()
    expect(page.locator("#s1")).to_contain_text("Selamat datang")  # still the old one
    look_for_update(page)
    wait_for_worker(page, kept=f"?r={digest((tmp_path / 'm1-coba.html').read_bytes())}")
    assert set(server.asked) - {"sw.js"} == {"index.html", "m1-coba.html"}
    page.goto(f"{server.url}?x=1")
    page.goto(f"{server.url}m1-coba.html#s1")
    expect(page.locator("#s1")).to_contain_text("Selamat pagi")
    go(page, "s3")
    expect(page.locator("#s3").get_by_label("Pagi hari")).to_be_checked()
    server.stop()
    page.reload()
    expect(page.locator("#s3").get_by_label("Pagi hari")).to_be_checked()


def test_a_half_downloaded_update_leaves_the_old_version_whole(
    open_page: Any, tmp_path: Path
) -> None:
    build(tmp_path)
    server = Server(tmp_path)
    page = open_page(f"{server.url}m1-coba.html{INVITATION}", worker=True)
    expect(page.locator("#kept")).to_be_visible()
    build(tmp_path, sentence="Selamat pagi.")
    server.broken.add("m1-coba.html")
    server.asked.clear()
    look_for_update(page)
    wait_for_worker(page)
    assert "m1-coba.html" in server.asked
    server.stop()
    page.goto(f"{server.url}m1-coba.html?x=1#s1")  # with only another #, nothing would be loaded
    expect(page.locator("#s1")).to_contain_text("Selamat datang")
