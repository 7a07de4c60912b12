"""Answers go home by themselves: with a line at once, without one when it is back, never twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from phone_line import TOKEN, Service
from phone_site import INVITATION, MARKS, Server, answer_status, go, kept, photo_file, saved
from playwright.sync_api import Page, expect

pytest_plugins = ["phone_fixtures"]
pytestmark = [*MARKS, pytest.mark.xdist_group("phone-line")]

ARRIVED = "Sudah sampai ke pengajar."
SPARING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    yield service
    service.stop()


def link(service: Service) -> str:
    return f"{INVITATION}&r={quote(service.url, safe='')}"


@pytest.fixture
def phone(open_page: Any, server: Server, service: Service) -> Iterator[Callable[..., Page]]:
    """Joined pages, each in a phone of its own; afterwards every phone has its line again."""
    pages: list[Page] = []

    def phone(
        place: str = "m1-coba.html", script: str = "", *, token: str = TOKEN, **more: Any
    ) -> Page:
        invitation = link(service).replace(TOKEN, token)
        pages.append(open_page(f"{server.url}{place}{invitation}", script, **more))
        return pages[-1]

    yield phone
    for page in pages:
        page.context.set_offline(False)
        # Chromium's own words on a missing line and on a refusal.
        page.errors[:] = [text for text in page.errors if "Failed to load resource" not in text]


def told(page: Page) -> Any:
    """Return what stands under the saved mark of the step on show."""
    return page.locator(".step.is-current .cx-sent")


def no_waiting(page: Page) -> None:
    """Send now, as a page does that is left: a pause and a failure make it wait."""
    page.evaluate("() => { document.dispatchEvent(new Event('visibilitychange')); }")


def take_photo(page: Page) -> None:
    go(page, "s2")
    page.locator(".cx-file").set_input_files(photo_file())
    page.get_by_role("button", name="Pakai foto ini").tap()
    saved(page)


def test_three_answers_without_a_line_are_one_request_when_it_is_back(
    phone: Any, server: Server, service: Service
) -> None:
    page = phone(worker=True)
    expect(page.locator("#kept")).to_be_visible()
    page.context.set_offline(True)
    for step_id, answer in (("s3", "Pagi hari"), ("s5", "Ragu-ragu"), ("s2", "Tengah malam")):
        go(page, step_id)
        page.locator(f"#{step_id}").get_by_text(answer).tap()
        saved(page)
        expect(told(page)).to_have_text("Dikirim sendiri kalau ada sinyal.")
    go(page, "kirim")
    line = page.locator("#line")
    expect(line).to_have_text("3 jawaban belum sampai. Dikirim sendiri kalau ada sinyal.")
    assert service.asked == []
    page.context.set_offline(False)
    expect(line).to_have_text(
        re.compile(
            r"Semua jawaban sudah sampai, \d\d\.\d\d\. Ibu/Bapak tidak perlu mengirim lewat WhatsApp\."
        )
    )
    expect(page.get_by_role("link", name="Kirim lewat WhatsApp")).to_be_hidden()
    page.get_by_text("Cara lain").tap()
    expect(page.get_by_role("link", name="Kirim lewat WhatsApp")).to_be_visible()
    (sent,) = service.answers
    assert set(sent["answers"]) == {"latihan", "tugas-status", "tugas-yakin"}
    assert (sent["participant"], sent["token"]) == ("U07", "9fk2")
    page.context.set_offline(True)
    go(page, "s3")
    answer_status(page, "Tengah malam")
    page.goto(f"{server.url}icon-192.png")  # the lesson is closed: only the worker is left
    page.context.set_offline(False)
    sync_comes(page, server.url)
    assert service.took(2)
    page.goto(server.url)
    card = page.locator("[data-lesson=m1-coba] [data-part=sent]")
    expect(card).to_have_text(re.compile(r"Sudah sampai ke pengajar, \d\d\.\d\d"))
    assert service.answers[1]["answers"]["tugas-status"]["value"] == {"status": "malam"}
    no_waiting(page)
    page.goto(f"{server.url}m1-coba.html#s3")
    expect(told(page)).to_have_text(ARRIVED)
    assert service.asked == ["POST jawaban"] * 2


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


def test_an_answer_whose_receipt_was_lost_goes_once_more_with_the_same_bytes(
    phone: Any, server: Server, service: Service
) -> None:
    page = phone()
    go(page, "s3")

    def cut(route: Any) -> None:
        route.fetch()
        route.abort()

    page.context.route(f"{service.url}**", cut)
    answer_status(page)
    no_waiting(page)
    expect(told(page)).to_have_text("Dikirim sendiri kalau ada sinyal.")
    page.context.unroute(f"{service.url}**")
    page.goto(server.url)  # the lesson is closed; the home page sends what waits
    card = page.locator("[data-lesson=m1-coba] [data-part=sent]")
    expect(card).to_contain_text("Sudah sampai ke pengajar")
    first, second = service.bodies
    assert first == second
    assert service.asked == ["POST jawaban"] * 2


def test_two_phones_of_one_person_both_send(phone: Any, service: Service) -> None:
    one = phone()
    go(one, "s3")
    answer_status(one)
    expect(told(one)).to_have_text(ARRIVED)
    two = phone(locale="en-US")  # another window
    go(two, "s5")
    two.locator("#s5").get_by_text("Ragu-ragu").tap()
    expect(told(two)).to_have_text(ARRIVED)
    assert [list(sent["answers"]) for sent in service.answers] == [
        ["tugas-status"],
        ["tugas-yakin"],
    ]


def test_who_is_not_known_is_told_once_and_a_new_invitation_opens_the_door(
    phone: Any, server: Server, service: Service
) -> None:
    page = phone(token="zz22")
    go(page, "s3")
    answer_status(page)
    expect(told(page)).to_have_text("Tidak bisa dikirim sendiri. Kirim lewat WhatsApp.")
    go(page, "kirim")
    expect(page.locator("#line")).to_contain_text("undangan di HP ini tidak dikenal")
    expect(page.get_by_role("link", name="Kirim lewat WhatsApp")).to_be_visible()
    page.goto(server.url)
    expect(page.locator("[data-lesson=m1-coba]")).to_contain_text(
        "Belum sampai. Buka Kirim jawaban"
    )
    no_waiting(page)
    assert (service.answers, service.asked) == ([], ["POST jawaban"])
    page.goto("about:blank")
    page.goto(f"{server.url}m1-coba.html{link(service)}")
    page.get_by_role("button", name="Pakai tautan baru").tap()
    go(page, "s3")
    expect(told(page)).to_have_text(ARRIVED)
    assert [sent["token"] for sent in service.answers] == ["9fk2"]


def test_what_is_refused_is_said_and_only_other_bytes_are_tried(
    phone: Any, server: Server, service: Service
) -> None:
    service.refuse = (422, {}, {"problem": "Jawabannya terlalu panjang.", "code": "long"})
    page = phone()
    page.clock.set_fixed_time("2030-02-03T08:00:00+07:00")
    go(page, "s3")
    answer_status(page)
    expect(told(page)).to_have_text("Belum diterima pengajar. Jawabannya terlalu panjang.")
    no_waiting(page)
    go(page, "kirim")
    expect(page.locator("#line")).to_contain_text("1 jawaban belum diterima pengajar.")
    expect(page.get_by_role("link", name="Kirim lewat WhatsApp")).to_be_visible()
    service.refuse = (429, {"Retry-After": "600"}, {"problem": "Terlalu sering.", "code": "rate"})
    go(page, "s5")
    page.locator("#s5").get_by_text("Ragu-ragu").tap()
    expect(told(page)).to_have_text("Dikirim sendiri kalau ada sinyal.")
    service.refuse = None
    page.goto(server.url)  # ten minutes are ten minutes, also for another page
    expect(page.locator("[data-lesson=m1-coba]")).to_contain_text("2 jawaban belum sampai.")
    assert service.asked == ["POST jawaban"] * 2
    page.clock.set_fixed_time(
        "2026-11-20T08:00:00+07:00"
    )  # a clock put right ends no pause of years
    no_waiting(page)
    expect(page.locator("[data-lesson=m1-coba]")).to_contain_text("Sudah sampai ke pengajar")
    assert len(service.answers) == 1
    assert {entry["at"][:4] for entry in service.answers[0]["answers"].values()} == {"2030"}


def test_a_photo_that_was_cut_goes_on_where_it_stopped_and_quota_is_spared(
    phone: Any, service: Service
) -> None:
    service.most_pieces = 1
    page = phone("m2-foto.html", SPARING)
    take_photo(page)
    expect(told(page)).to_have_text("Jawaban sudah sampai. Fotonya menunggu: buka Kirim jawaban.")
    assert service.asked == ["POST jawaban"]
    go(page, "kirim")
    expect(page.locator("#line")).to_contain_text(
        "Foto belum (1 tugas), supaya hemat kuota dan baterai."
    )
    page.get_by_role("button", name="Kirim foto sekarang").tap()
    expect(page.locator("#line")).to_contain_text("Foto belum (1 tugas): dikirim sendiri")
    (photo,) = service.photos.values()
    assert len(photo) == 64 * 1024
    service.most_pieces = None
    no_waiting(page)
    expect(page.locator("#line")).to_contain_text("tidak perlu mengirim lewat WhatsApp")
    (about,) = service.about.values()
    assert (about["participant"], about["lesson"], about["path"], about["token"]) == (
        "U07", "m2-foto", "photos/foto-produk-produk.jpg", "9fk2",
    )  # fmt: skip
    assert (int(about["length"]), about["sha256"]) == (
        len(photo), hashlib.sha256(photo).hexdigest(),
    )  # fmt: skip
    asked = list(service.asked)
    resumed = asked.index("HEAD foto")
    assert asked[:2] + asked[resumed:] == [
        "POST jawaban", "POST foto", "HEAD foto", *["PATCH foto"] * (len(photo) // (64 * 1024)),
    ]  # fmt: skip
    # The same photo with another word beside it: the word goes, the photo does not.
    go(page, "s2")
    page.get_by_label("Nama usaha").fill("Donat Sari")
    page.get_by_label("Nama usaha").blur()
    expect(told(page)).to_have_text("Jawaban sudah sampai. Fotonya menunggu: buka Kirim jawaban.")
    assert service.asked[len(asked) :] == ["POST jawaban"]


def test_a_link_without_an_address_changes_nothing(lesson: Page, service: Service) -> None:
    answer_status(lesson)
    go(lesson, "kirim")
    expect(lesson.get_by_role("link", name="Kirim lewat WhatsApp")).to_be_visible()
    assert lesson.locator("#line, .cx-sent:visible").count() == 0
    assert "receive" not in kept(lesson, "people")["U07"]
    lesson.goto(lesson.url.split("m1-coba")[0])
    expect(lesson.locator("[data-lesson=m1-coba]")).to_contain_text("Belum dikirim")
    loaded = lesson.evaluate(
        "() => performance.getEntriesByType('resource').map((one) => one.name)"
    )
    assert not [name for name in loaded if "/line." in name]
    assert service.asked == []
