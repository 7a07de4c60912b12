"""Answers go home by themselves: with a line at once, without one when it is back, never twice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from phone_site import MARKS, Server, go, kept, photo_file, saved
from playwright.sync_api import Locator, Page, Route, expect
from receiving import LESSON, PIECE, TOKEN, Service, lay_class

from course.files import Places
from course.phone.site import build_site
from course.receiver import checks
from course.receiver.limits import Limits
from course.receiver.refusals import RefusedError

pytest_plugins = ["phone_fixtures"]
pytestmark = [*MARKS, pytest.mark.xdist_group("phone-line")]

ARRIVED = "Sudah sampai ke pengajar."
WAITING = "Dikirim sendiri kalau ada sinyal."
HOME = f"[data-lesson={LESSON}] [data-part=sent]"
SPARING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"
NO_NEED = "tidak perlu mengirim lewat WhatsApp"


@pytest.fixture(scope="module")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay_class(tmp_path_factory.mktemp("line") / "kelas")
    return build_site(root).folder


@pytest.fixture
def service(site_folder: Path, server: Server, tmp_path: Path) -> Iterator[Service]:
    root = Path(shutil.copytree(site_folder.parents[1], tmp_path / "kelas"))
    service = Service(root, server.url)
    yield service
    service.stop()


@pytest.fixture
def phone(open_page: Any, server: Server, service: Service) -> Iterator[Callable[..., Page]]:
    """Joined pages, each in a phone of its own; afterwards every phone has its line again."""
    pages: list[Page] = []

    def phone(script: str = "", *, token: str = TOKEN, **more: Any) -> Page:
        address = f"{server.url}{LESSON}.html{link(service, token)}"
        pages.append(open_page(address, script, **more))
        return pages[-1]

    yield phone
    for page in pages:
        page.context.set_offline(False)
        # Chromium's own words on a missing line and on a refusal.
        page.errors[:] = [text for text in page.errors if "Failed to load resource" not in text]


def link(service: Service, token: str = TOKEN) -> str:
    return f"#p=U07&t={token}&m=6281200000000&k=Kelas+contoh&r={quote(service.url, safe='')}"


SCALE = {"Ragu-ragu"}


def told(page: Page) -> Locator:
    """Return what stands under the saved mark of the step on show."""
    return page.locator(".step.is-current .cx-sent")


def answer(page: Page, step_id: str, text: str) -> None:
    go(page, step_id)
    there = page.locator(f"#{step_id} .live")
    # Of a scale the number is on show; its word lies below it.
    (there.get_by_label(text) if text in SCALE else there.get_by_text(text)).first.tap()
    saved(page)


def at_once(page: Page) -> None:
    """Let the page send now, as when it is left: a pause and a failure make it wait."""
    page.evaluate("() => { document.dispatchEvent(new Event('visibilitychange')); }")


def test_three_answers_without_a_line_are_one_request_when_it_is_back(
    phone: Any, server: Server, service: Service
) -> None:
    page = phone(worker=True)
    expect(page.locator("#kept")).to_be_visible()
    page.context.set_offline(True)
    for step_id, text in (("s2", "Gmail"), ("s4", "Ragu-ragu"), ("s1", "Katalog")):
        answer(page, step_id, text)
        expect(told(page)).to_have_text(WAITING)
    go(page, "kirim")
    line, by_hand = page.locator("#line"), page.get_by_role("link", name="Kirim lewat WhatsApp")
    expect(line).to_have_text(f"3 jawaban belum sampai. {WAITING}")
    assert service.asked == []
    page.context.set_offline(False)
    expect(line).to_have_text(
        re.compile(rf"Semua jawaban sudah sampai, \d\d\.\d\d\. Ibu/Bapak {NO_NEED}\.")
    )
    expect(by_hand).to_be_hidden()
    page.get_by_text("Cara lain").tap()
    expect(by_hand).to_be_visible()
    assert service.took("POST jawaban")
    page.context.set_offline(True)
    answer(page, "s2", "WhatsApp Business")
    page.goto(f"{server.url}icon-192.png")  # the lesson is closed: only the worker is left
    page.context.set_offline(False)
    sync_comes(page, server.url)
    assert service.took("POST jawaban", "POST jawaban")
    assert service.filed() == {
        "satu-pilihan": {"jawaban": "wab"}, "skala": {"yakin": 3},
        "latihan": {"jawaban": "katalog"},
    }  # fmt: skip
    page.goto(server.url)
    expect(page.locator(HOME)).to_have_text(re.compile(r"Sudah sampai ke pengajar, \d\d\.\d\d"))
    page.goto(f"{server.url}{LESSON}.html#s2")
    expect(told(page)).to_have_text(ARRIVED)
    assert service.took("POST jawaban", "POST jawaban")


def sync_comes(page: Page, url: str) -> None:
    """Let the browser say that the line is back, as it does to a worker without a page."""
    session = page.context.new_cdp_session(page)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: registrations.extend(one["registrationId"] for one in said["registrations"]),
    )
    session.send("ServiceWorker.enable")
    while not registrations:
        page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    asked = {"origin": url.rstrip("/"), "tag": "kirim", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", {"registrationId": registrations[0], **asked})


def test_a_page_closed_before_the_receipt_sends_once_more_and_it_counts_once(
    phone: Any, server: Server, service: Service
) -> None:
    page = phone()

    def cut(route: Route) -> None:
        route.fetch()
        route.abort()

    page.context.route(f"{service.url}**", cut)
    answer(page, "s2", "Gmail")
    at_once(page)
    expect(told(page)).to_have_text(WAITING)
    page.context.unroute(f"{service.url}**")
    page.goto(server.url)  # the lesson is closed; the home page sends what waits
    expect(page.locator(HOME)).to_contain_text("Sudah sampai ke pengajar")
    assert service.took("POST jawaban", "POST jawaban")
    assert service.filed() == {"satu-pilihan": {"jawaban": "gmail"}}
    assert len(list(service.kept())) == 1


def test_two_phones_of_one_person_both_count(phone: Any, service: Service) -> None:
    one, two = phone(), phone(locale="en-US")  # another window
    answer(one, "s2", "Gmail")
    expect(told(one)).to_have_text(ARRIVED)
    answer(two, "s4", "Ragu-ragu")
    expect(told(two)).to_have_text(ARRIVED)
    assert service.filed() == {"satu-pilihan": {"jawaban": "gmail"}, "skala": {"yakin": 3}}


def test_an_old_invitation_is_told_once_and_a_new_one_opens_the_door(
    phone: Any, server: Server, service: Service
) -> None:
    page = phone(token="zz22")
    answer(page, "s2", "Gmail")
    expect(told(page)).to_have_text("Tidak bisa dikirim sendiri. Kirim lewat WhatsApp.")
    go(page, "kirim")
    expect(page.locator("#line")).to_contain_text("undangan di HP ini tidak dikenal")
    expect(page.get_by_role("link", name="Kirim lewat WhatsApp")).to_be_visible()
    page.goto(server.url)
    expect(page.locator(HOME)).to_contain_text("Belum sampai. Buka Kirim jawaban")
    at_once(page)
    assert (service.filed(), service.took("POST jawaban 403")) == ({}, True)
    page.goto("about:blank")
    page.goto(f"{server.url}{LESSON}.html{link(service)}")
    page.get_by_role("button", name="Pakai link baru").tap()
    go(page, "s2")
    expect(told(page)).to_have_text(ARRIVED)
    assert service.took("POST jawaban 403", "POST jawaban")
    assert service.filed() == {"satu-pilihan": {"jawaban": "gmail"}}


def test_what_is_refused_is_said_and_a_clock_of_2030_sends_all_the_same(
    phone: Any, server: Server, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "_LOOK_AGAIN", 0)  # between two looks at the lists
    lesson = service.root / "source" / LESSON / f"{LESSON}.ipynb"
    as_it_was = lesson.read_text("utf-8")
    lesson.write_text(
        as_it_was.replace('"lesson": {', '"lesson": {"audience": "mentor", '), "utf-8"
    )
    page = phone()
    page.clock.set_fixed_time("2030-02-03T08:00:00+07:00")
    answer(page, "s2", "Gmail")
    expect(told(page)).to_contain_text(
        "Belum diterima pengajar. Pelajaran ini bukan untuk kode di HP ini."
    )
    lesson.write_text(as_it_was, "utf-8")
    at_once(page)
    go(page, "kirim")
    expect(page.locator("#line")).to_contain_text("1 jawaban belum diterima pengajar.")
    expect(page.get_by_role("link", name="Kirim lewat WhatsApp")).to_be_visible()
    for _ in range(60):
        with suppress(RefusedError):  # once it is enough
            service.receiver.limits.person("U07")
    answer(page, "s4", "Ragu-ragu")
    expect(told(page)).to_have_text(WAITING)
    page.goto(server.url)  # a pause is a pause, also for another page
    expect(page.locator(HOME)).to_contain_text("2 jawaban belum sampai.")
    at_once(page)
    assert service.took("POST jawaban 422", "POST jawaban 429")
    page.clock.set_fixed_time("2026-11-20T08:00:00+07:00")  # put right: no pause of years is left
    service.receiver.limits = Limits()
    at_once(page)
    expect(page.locator(HOME)).to_contain_text("Sudah sampai ke pengajar")
    assert service.took("POST jawaban 422", "POST jawaban 429", "POST jawaban")
    assert service.filed() == {"satu-pilihan": {"jawaban": "gmail"}, "skala": {"yakin": 3}}


def test_a_photo_that_was_cut_goes_on_where_it_stopped_and_quota_is_spared(
    phone: Any, service: Service
) -> None:
    page = phone(SPARING)
    go(page, "s12")
    page.locator(".cx-file").set_input_files(photo_file())
    page.get_by_role("button", name="Pakai foto ini").tap()
    expect(told(page)).to_have_text("Jawaban sudah sampai. Fotonya menunggu: buka Kirim jawaban.")
    assert service.took("POST jawaban")
    pieces: list[Route] = []

    def cut_second(route: Route) -> None:
        pieces.append(route)
        if route.request.method == "PATCH" and len(pieces) > 1:
            route.abort()
        else:
            route.continue_()

    page.context.route(f"{service.url}foto/*", cut_second)
    go(page, "kirim")
    line = page.locator("#line")
    expect(line).to_contain_text("Foto belum (1 tugas), supaya hemat kuota dan baterai.")
    page.get_by_role("button", name="Kirim foto sekarang").tap()
    expect(line).to_contain_text("Foto belum (1 tugas): dikirim sendiri")
    page.context.unroute(f"{service.url}foto/*")
    at_once(page)
    expect(line).to_contain_text(NO_NEED)
    (path,) = (key.split("/", 2)[2] for key in kept(page, "photos"))
    service.filed()
    photo = Places(service.root).submitted / "U07" / LESSON / path
    left = -(-photo.stat().st_size // PIECE) - 1
    sent = ["POST jawaban", "POST foto", "PATCH foto", "HEAD foto", *["PATCH foto"] * left]
    assert service.took(*sent)
    # The same photo in another answer: the answer goes, of the photo no byte, and both are there.
    answer(page, "s12", "Saya dibantu")
    at_once(page)
    expect(told(page)).to_have_text("Jawaban sudah sampai. Fotonya menunggu: buka Kirim jawaban.")
    go(page, "kirim")
    page.get_by_role("button", name="Kirim foto sekarang").tap()
    expect(line).to_contain_text(NO_NEED)
    assert service.took(*sent, "POST jawaban", "POST foto")
    assert service.filed() == {"foto": {"produk": path}}
    assert photo.is_file()


def test_a_link_without_an_address_changes_nothing(
    open_page: Any, server: Server, service: Service
) -> None:
    page = open_page(f"{server.url}{LESSON}.html{link(service).partition('&r=')[0]}")
    answer(page, "s2", "Gmail")
    go(page, "kirim")
    expect(page.get_by_role("link", name="Kirim lewat WhatsApp")).to_be_visible()
    assert page.locator("#line, .cx-sent:visible").count() == 0
    assert "receive" not in kept(page, "people")["U07"]
    page.goto(server.url)
    expect(page.locator(HOME)).to_have_text("Belum dikirim")
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map(({name}) => name)")
    assert not [name for name in loaded if "/line." in name]
    assert service.asked == []


TERMS = """([lesson, terms]) => kelasUmkm.write([["marks", ["terms", lesson], terms]])"""
ANSWERED = """([owner, lesson]) => kelasUmkm.write([["answers", [owner, lesson, "soal"],
  {value: {isi: "bagus"}, at: "2026-11-20T09:00:00+07:00", tries: 1, helped: false, item: ""}]])"""


def test_a_sheet_without_names_and_what_stands_behind_a_no_stay(
    phone: Any, service: Service
) -> None:
    page = phone(worker=True)
    expect(page.locator("#kept")).to_be_visible()
    page.evaluate(TERMS, ["tanpa-nama", {"anonymous": True, "widgets": {}}])
    page.evaluate(ANSWERED, ["U07", "tanpa-nama"])
    stops = {"satu-pilihan": {"jawaban": "gmail"}}
    order = {"satu-pilihan": {}, "skala": {}}
    page.evaluate(TERMS, [LESSON, {"stops": stops, "widgets": order}])
    page.context.set_offline(True)
    answer(page, "s4", "Ragu-ragu")
    answer(page, "s2", "Gmail")
    page.context.set_offline(False)
    expect(told(page)).to_have_text(ARRIVED)
    assert service.took("POST jawaban")
    assert service.filed() == {"satu-pilihan": {"jawaban": "gmail"}}
    assert service.kept(lesson="tanpa-nama") == []
