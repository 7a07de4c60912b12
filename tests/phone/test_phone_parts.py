"""The way in: a card of the shop, nothing after a no, and a test that is sent part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import REPOSITORY
from phone_site import INVITATION, MARKS, Server, go, saved, sent_answers, write
from playwright.sync_api import Locator, Page, expect

from course import lessons
from course.phone.exporter import Page as PhonePage
from course.phone.exporter import make_page
from course.phone.site import site_files

pytest_plugins = ["phone_fixtures"]
pytestmark = MARKS
Opened = Callable[..., Page]


def page_of(name: str) -> PhonePage:
    lesson = lessons.load(REPOSITORY, name)
    return make_page(lesson.notebook, lesson.path.parent, name, "index.html")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("way-in")
    pages = [page_of("asesmen"), page_of("pretest"), page_of("m1-internet")]
    known = {page.name: lessons.load(REPOSITORY, page.name).about for page in pages}
    write(folder, site_files(pages, known))
    server = Server(folder)
    yield server
    server.stop()


def at(page: Page, exercise: str) -> None:
    """Go to the step of an exercise."""
    go(page, page.evaluate(STEP_OF, exercise))


STEP_OF = "(id) => document.querySelector(`[data-widget='${id}']`).closest('.step').id"


def here(page: Page) -> Locator:
    return page.locator(".is-current")


def test_who_told_the_shop_has_a_card_at_the_end(open_page: Opened, server: Server) -> None:
    page = open_page(f"{server.url}asesmen.html{INVITATION}")
    at(page, "toko")
    here(page).get_by_label("Nama usaha").fill("Keripik Melati")
    here(page).get_by_label("Nama usaha").blur()
    saved(page)
    go(page, "s10")
    expect(page.get_by_text("Kartu toko saya")).to_have_count(0)  # no goods yet
    at(page, "barang")
    here(page).get_by_label("Barang atau jasa pertama").fill("keripik singkong")
    here(page).get_by_label("Harganya").fill("15000")
    here(page).get_by_label("Harganya").blur()
    saved(page)
    go(page, "s10")
    expect(here(page).locator(".note")).to_have_text(
        "*Keripik Melati*\n\nkeripik singkong: Rp15.000"
    )
    link = here(page).get_by_role("link", name="Kirim ke WhatsApp")
    (text,) = parse_qs(urlsplit(link.get_attribute("href") or "").query)["text"]
    assert text == "*Keripik Melati*\n\nkeripik singkong: Rp15.000\n"
    expect(here(page).get_by_role("button", name="Salin")).to_be_visible()


def test_after_a_no_nothing_is_counted_and_nothing_asked_for(
    open_page: Opened, server: Server
) -> None:
    page = open_page(f"{server.url}asesmen.html{INVITATION}")
    at(page, "persetujuan")
    day = here(page).get_by_label("Tanggal hari ini").input_value()
    assert day == page.evaluate("new Date().toLocaleDateString('sv')")
    expect(page.locator("#progress")).to_contain_text("bagian dijawab")
    here(page).get_by_label("Tidak, saya tidak setuju").check()
    saved(page)
    expect(page.locator("#progress")).not_to_contain_text("dijawab")
    go(page, "kirim")
    expect(page.locator("#send")).to_contain_text("Tidak ada lagi yang perlu diisi")
    expect(page.locator("#send")).not_to_contain_text("dijawab")
    page.goto(f"{server.url}index.html")
    card = page.locator('[data-lesson="asesmen"]')
    expect(card.get_by_role("link", name="Lihat lagi")).to_be_visible()
    expect(card.get_by_text("bagian dijawab")).to_have_count(0)
    expect(card.locator("progress")).to_be_hidden()


def test_a_part_of_a_test_is_sent_and_the_test_goes_on(open_page: Opened, server: Server) -> None:
    page = open_page(f"{server.url}pretest.html{INVITATION}")
    at(page, "pasang-aplikasi")
    here(page).get_by_label("WhatsApp Business. Pembuat: WhatsApp LLC").check()
    saved(page)
    here(page).get_by_label("Saya belum tahu").check()
    expect(here(page).locator(".cx-feedback:visible")).to_contain_text("Tidak apa-apa.")
    expect(here(page).locator("input[type=radio]:checked")).to_have_count(0)
    expect(page.get_by_text("Ini akhir Bagian 1.")).to_be_visible()
    here(page).get_by_role("link", name="Kirim Bagian 1").click()
    expect(page.locator("#send")).to_contain_text("1 dari 13")
    sent = sent_answers(page)
    assert sent["answers"]["pasang-aplikasi"]["value"] == {"belum": "tidak-tahu"}
    page.goto(f"{server.url}index.html")
    expect(page.locator(".is-now")).to_have_attribute("data-lesson", "pretest")
    page.goto(f"{server.url}pretest.html#kirim")
    page.get_by_role("link", name="Lanjut mengisi").click()
    first = here(page).get_by_role("group", name="Saya bisa membuat akun usaha")
    expect(first).to_be_visible()
