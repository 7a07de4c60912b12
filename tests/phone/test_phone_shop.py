"""What was told of the own shop once stands in later lessons, and not behind a no."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from phone_site import INVITATION, MARKS, Server, form, lesson_page, saved, step, write
from playwright.sync_api import Page, expect
from test_phone_check import number, page_of, press, task
from test_phone_page import VOICES

from course.exercises.shops import KINDS
from course.lessons.lesson import About
from course.phone.site import site_files

pytest_plugins = ["phone_fixtures"]
pytestmark = MARKS
STOPS = {"setuju": {"status": "malam"}}
TOLD = {"barang": "Keripik singkong", "harga": "15rb", "nama": "Melati", "lewat": ["wa"]}
KEEP = """([lesson, name, value]) => kelasUmkm.write([["answers", ["U07", lesson, name],
    {value, at: "2026-11-29T08:00:00+07:00", tries: 1, helped: false, item: "3f9c1a"}]])"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("shop")
    first = [
        step("Setuju", form("setuju", "status"), group=""),
        step("Toko", form("barang", "tulisan"), group=""),
    ]
    later, abroad, market = (
        [step("Tugas", form("status-wa", "usaha", "tulisan"), group="")] for _ in range(3)
    )
    pages = [
        lesson_page("m0-kenal", "Kenal", first, stops=STOPS),
        lesson_page("m2-akun", "Akun", later),
        page_of("m2-akun-usaha"),
        lesson_page("m5-luar", "Luar negeri", abroad),
        lesson_page("m6-pasar", "Pasar", market),
    ]
    about = {page.name: About(about="Coba.", deeds=("sudah-1", "sudah-2")) for page in pages[:1]}
    about["m5-luar"] = About(
        about="Coba.", optional=True, wanted={"m0-kenal/barang": {"lewat": ("kapal",)}}
    )
    about["m6-pasar"] = About(
        about="Coba.",
        optional=True,
        wanted={"m0-kenal/barang": {"lewat": ("wa", "toko")}},
        declined={"m6-pasar/perlu": {"saya": ("sekitar",)}},
    )
    write(folder, site_files(pages, {page.name: About(about="Coba.") for page in pages} | about))
    server = Server(folder)
    yield server
    server.stop()


READ = "(key) => kelasUmkm.read('answers', key)"


def spoken(page: Page) -> str:
    """Return what a phone with a voice reads aloud of the step."""
    page.evaluate("() => { window.said.length = 0; }")
    for name in ("Dengarkan", "Berhenti"):
        press(page.locator("body"), name)
    return "\n".join(page.evaluate("window.said"))


def value_of(page: Page, lesson: str, name: str) -> dict[str, Any]:
    """Return what the page knows as answered, kept or about to be; {} without an answer."""
    entry = page.evaluate(READ, ["U07", lesson, name])
    return dict(entry["value"]) if entry else {}


def opened(open_page: Callable[..., Page], server: Server, agreed: str) -> Page:
    page = open_page(f"{server.url}m0-kenal.html{INVITATION}")
    expect(page.locator("#progress")).to_contain_text("U07")  # joined, and kept
    page.evaluate(KEEP, ["m0-kenal", "setuju", {"status": agreed}])
    page.evaluate(KEEP, ["m0-kenal", "barang", TOLD])
    page.goto(f"{server.url}m2-akun.html")
    expect(page.locator("#s1 textarea")).to_be_visible()
    return page


def test_the_shop_is_shown_and_goes_along_with_the_answer(
    open_page: Callable[..., Page], server: Server
) -> None:
    page = opened(open_page, server, "pagi")
    expect(page.get_by_text("untuk usaha saya: Keripik singkong, Rp15.000.")).to_be_visible()
    assert value_of(page, "m2-akun", "status-wa") == {}, "nothing was answered yet"
    page.locator("#s1 textarea").fill("Keripik singkong 15rb, chat ya")
    page.locator("#s1 textarea").blur()
    saved(page)
    own = value_of(page, "m2-akun", "status-wa")["usaha"]
    assert own == {"barang": "Keripik singkong", "harga": "15rb"}, "what it asks for"
    page.get_by_text("Ganti", exact=True).tap()
    page.get_by_label("Harganya").fill("16rb")
    page.get_by_label("Harganya").blur()
    page.get_by_role("button", name="Lanjut").tap()
    assert value_of(page, "m2-akun", "status-wa")["usaha"]["harga"] == "16rb"
    assert value_of(page, "m0-kenal", "barang")["harga"] == "15rb"


def test_home_shows_the_shop_and_what_was_done_in_it(
    open_page: Callable[..., Page], server: Server
) -> None:
    page = opened(open_page, server, "pagi")
    page.evaluate(KEEP, ["m0-kenal", "sudah-1", {"sudah": "ya", "cerita": "Laku <b>tiga</b>"}])
    page.evaluate(KEEP, ["m0-kenal", "sudah-2", {"sudah": "belum"}])
    page.evaluate(KEEP, ["m0-kenal", "usaha-saya", {"jenis": "kemasan"}])
    page.goto(f"{server.url}index.html")
    expect(page.locator("#shop-facts")).to_have_text(
        f"Melati · {KINDS['kemasan']} · Keripik singkong Rp15.000"
    )
    expect(page.locator("#shop-deeds")).to_have_text("Sudah dilakukan sungguhan: 1 dari 2")
    expect(page.locator("#shop-bar")).to_have_js_property("value", 0.5)
    expect(page.locator("#shop-last")).to_contain_text("Laku <b>tiga</b>")
    page.evaluate(KEEP, ["m0-kenal", "setuju", {"status": "malam"}])
    page.goto(f"{server.url}index.html?1")
    expect(page.locator("[data-lesson]").first).to_be_visible()
    expect(page.locator("#shop-facts")).to_be_hidden()


def test_what_stands_behind_a_no_is_not_taken(
    open_page: Callable[..., Page], server: Server
) -> None:
    page = opened(open_page, server, "malam")
    expect(page.get_by_text("Isi dulu usaha Ibu/Bapak sendiri")).to_be_visible()
    page.locator("#s1 textarea").fill("Rempeyek")
    page.locator("#s1 textarea").blur()
    saved(page)
    value = value_of(page, "m2-akun", "status-wa")
    assert value == {"tulisan": "Rempeyek"}


def test_what_was_typed_of_the_shop_in_one_task_is_there_in_the_next(
    open_page: Callable[..., Page], server: Server
) -> None:
    """Who never filled in the sheet of needs is asked once."""
    page = open_page(f"{server.url}m2-akun-usaha.html{INVITATION}")
    task(page, "caption-instagram")  # laid out already, as the next task always is
    place = task(page, "status-wa")
    for label, told in [("Barang atau jasa", "Keripik singkong"), ("Harganya", "15rb")]:
        number(place, label, told)
    later = task(page, "caption-instagram")
    own = "untuk usaha saya: Keripik singkong"
    expect(later.get_by_text(own)).to_be_visible()
    page.goto(f"{server.url}m6-pasar.html")
    expect(page.get_by_text(f"{own}, Rp15.000.")).to_be_visible()
    assert value_of(page, "m6-pasar", "status-wa") == {}, "nothing was answered yet"
    page.locator("#s1 textarea").fill("Keripik singkong")
    page.locator("#s1 textarea").blur()
    saved(page)
    given = value_of(page, "m6-pasar", "status-wa")["usaha"]
    assert given == {"barang": "Keripik singkong", "harga": "15rb"}


def test_what_was_written_for_the_own_shop_goes_where_it_belongs(
    open_page: Callable[..., Page], server: Server
) -> None:
    page = open_page(f"{server.url}m2-akun-usaha.html{INVITATION}", VOICES % '[{lang: "id-ID"}]')
    place = task(page, "status-wa")
    expect(place.locator(".cx-prompt", has_text="Usaha belum diisi?")).to_be_visible()
    assert "Usaha belum diisi?" in spoken(page)
    for label, told in [("Barang atau jasa", "Keripik singkong"), ("Harganya", "15rb")]:
        number(place, label, told)
    expect(place.locator(".cx-prompt", has_text="Usaha belum diisi?")).to_be_hidden()
    assert "Usaha belum diisi?" not in spoken(page)
    text = "Keripik singkong 250 gram 15rb, sisa 8. Chat ya & pesan?"
    number(place, "Isi Status", text)
    press(place, "Periksa jawaban saya")
    press(place, "Ya, periksa")
    expect(place.get_by_text("Semua sudah ada")).to_be_visible()
    link = place.get_by_role("link", name="Pasang di WhatsApp")
    address = urlsplit(link.get_attribute("href") or "")
    assert (address.netloc, parse_qs(address.query)) == ("wa.me", {"text": [text]})
    press(place, "Salin: a. Isi Status")
    expect(place.get_by_text("disalin").or_(place.get_by_text("tersalin"))).to_be_visible()


@pytest.mark.parametrize(
    "text",
    [
        "Keripik singkong 250 gram 25rb, sisa 8. Chat ya Bu",
        "Keripik singkong 250 gram 15rb, paling enak nomor satu, sisa 8. Chat ya Bu",
    ],
    ids=["price", "boast"],
)
def test_what_says_something_wrong_is_mended_before_it_is_used(
    open_page: Callable[..., Page], server: Server, text: str
) -> None:
    page = open_page(f"{server.url}m2-akun-usaha.html{INVITATION}")
    place = task(page, "status-wa")
    for label, told in [("Barang atau jasa", "Keripik singkong"), ("Harganya", "15rb")]:
        number(place, label, told)
    number(place, "Isi Status", text)
    press(place, "Periksa jawaban saya")
    press(place, "Ya, periksa")
    expect(place.get_by_text("Perbaiki dulu yang tadi. Sesudah itu bisa disalin.")).to_be_visible()
    expect(place.locator(".check-use")).to_have_count(0)
    number(place, "Isi Status", "Keripik singkong 15rb, sisa 8.")  # only lacks something
    press(place, "Periksa lagi")
    expect(place.get_by_role("link", name="Pasang di WhatsApp")).to_be_visible()


def test_what_to_mend_of_several_messages_stands_under_its_message(
    open_page: Callable[..., Page], server: Server
) -> None:
    page = open_page(f"{server.url}m2-akun-usaha.html{INVITATION}")
    place = task(page, "pesan-otomatis")
    number(place, "Pesan sambutan", "Halo, selamat datang di Rempeyek Cempaka. Mau pesan apa?")
    number(place, "Pesan tutup", "Maaf, kami sedang tutup.")
    press(place, "Periksa jawaban saya")
    press(place, "Ya, periksa")
    expect(place.locator(".check-list li")).to_have_count(2)
    there = place.locator(".check-there")  # what is there stands apart for each of them
    expect(there).to_have_text(
        [
            re.compile(r"^a\. Pesan sambutan · Sudah ada: salam atau terima kasih"),
            re.compile(r"^b\. Pesan tutup · Sudah ada: salam, terima kasih, atau maaf"),
        ]
    )
    expect(place.locator(".check-later")).to_have_count(0)  # two are all there are
    # What is right is no part's head: the greeting wants nothing.
    heads = place.locator(".check-part")
    assert "a. Pesan sambutan" not in heads.all_inner_texts()
    assert set(heads.all_inner_texts()) <= {"b. Pesan tutup"}


def test_a_caption_is_to_copy_and_not_for_whatsapp(
    open_page: Callable[..., Page], server: Server
) -> None:
    page = open_page(f"{server.url}m2-akun-usaha.html{INVITATION}")
    place = task(page, "caption-instagram")
    number(place, "Barang atau jasa", "Keripik singkong")
    number(place, "a. Caption", "Keripik singkong renyah, digoreng pagi ini.")
    number(place, "b. Hashtag", "#keripiksingkong")
    press(place, "Periksa jawaban saya")
    press(place, "Ya, periksa")
    uses = place.locator(".check-use")
    expect(uses.get_by_role("button")).to_have_text(["Salin", "Salin"])
    expect(uses.locator("p:first-child")).to_have_text(
        ["a. Caption, dua sampai lima kalimat", "b. Hashtag"]
    )
    expect(place.get_by_role("link", name="Pasang di WhatsApp")).to_have_count(0)


def test_a_text_for_the_story_is_offered_nowhere(
    open_page: Callable[..., Page], server: Server
) -> None:
    page = open_page(f"{server.url}m2-akun-usaha.html{INVITATION}")
    place = task(page, "status-wa")
    number(place, "Isi Status", "Rempeyek kacang 150 gram Rp18.000. Ada 15 bungkus. Chat ya Bu.")
    press(place, "Periksa jawaban saya")
    press(place, "Ya, periksa")
    expect(place.get_by_text("Semua sudah ada")).to_be_visible()
    expect(place.get_by_role("link", name="Pasang di WhatsApp")).to_have_count(0)


@pytest.mark.parametrize(
    ("agreed", "order", "now"),
    [("pagi", ["Pasar", "Luar negeri"], "Kenal"), ("malam", ["Luar negeri", "Pasar"], "Akun")],
)
def test_home_shows_one_next_lesson_and_first_what_fits_the_own_answers(
    open_page: Callable[..., Page], server: Server, agreed: str, order: list[str], now: str
) -> None:
    page = opened(open_page, server, agreed)
    page.goto(f"{server.url}index.html")
    expect(page.locator("#hello")).to_contain_text("U07")
    expect(page.locator(".is-now h3")).to_have_text([now])
    expect(page.locator(".is-now").get_by_text("Sekarang kerjakan ini")).to_be_visible()
    choice = page.locator("section", has=page.get_by_role("heading", name="Kalau perlu"))
    expect(choice.locator("h3")).to_have_text(order)
    fits = choice.locator("li", has_text="Cocok untuk usaha Ibu/Bapak")
    expect(fits.locator("h3:visible")).to_have_text(["Pasar"] if agreed == "pagi" else [])
    headings = page.locator("main section[data-audience] > h2").all_inner_texts()
    assert headings.index("Pelajaran") < headings.index("Kalau perlu")


def test_home_asks_nothing_more_of_what_is_not_needed(
    open_page: Callable[..., Page], server: Server
) -> None:
    page = opened(open_page, server, "pagi")
    page.evaluate(KEEP, ["m6-pasar", "perlu", {"saya": "sekitar"}])
    page.goto(f"{server.url}index.html")
    expect(page.locator("#hello")).to_contain_text("U07")
    card = page.locator("[data-lesson='m6-pasar']")
    expect(card.locator("[data-part='progress']")).to_have_text(
        "Belum perlu. Boleh dibuka kapan saja."
    )
    for part in ("bar", "sent", "send", "mark"):
        expect(card.locator(f"[data-part='{part}']")).to_be_hidden()
    expect(card.locator("[data-part='go']")).to_contain_text("Lihat lagi")
    page.evaluate(KEEP, ["m6-pasar", "status-wa", {"tulisan": "Donat"}])
    page.reload()
    expect(card.locator("[data-part='progress']")).to_contain_text("dari 1 tugas")
