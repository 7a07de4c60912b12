"""A mentor's phone: which lessons are shown to whom, and a sheet for each partner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from phone_site import (
    MARKS,
    PhonePage,
    Server,
    answer_status,
    form,
    go,
    html,
    kept,
    lesson_page,
    site_files,
    step,
    unpacked,
    whatsapp_text,
    write,
)
from playwright.sync_api import Page, expect

from course.lessons.lesson import About

pytest_plugins = ["phone_fixtures"]
pytestmark = [*MARKS, pytest.mark.xdist_group("phone-mentor")]
MENTOR = "#p=MH03&u=U05,U06&k=Kelas+contoh"


def pages() -> dict[str, bytes]:
    """A lesson for participants, a mentor's sheet about a partner, a speaker's sheet."""

    def three(name: str, title: str, *, observes: bool = False) -> PhonePage:
        steps = [step("Pembuka", html("<p>Baca.</p>"), group=""), step("Isi", html("<p>Isi.</p>"))]
        steps.append(step("Tugas", form(f"tugas-{name}", "status")))
        return lesson_page(name, title, steps, observes=observes)

    made = [
        three("m1-coba", "Pelajaran 1"),
        three("pengamatan", "Lembar pengamatan", observes=True),
        three("evaluasi-narasumber", "Lembar narasumber"),
    ]
    known = {
        "m1-coba": About(minutes=5),
        "pengamatan": About(minutes=5, audience="mentor", observes=True),
        "evaluasi-narasumber": About(minutes=5, audience="narasumber"),
    }
    return site_files(made, known)


@pytest.fixture(scope="module")
def mentors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("mentor-site")
    write(folder, pages())
    server = Server(folder)
    yield server
    server.stop()


def shown(page: Page) -> list[str]:
    return [card.inner_text() for card in page.locator(".card h3").all() if card.is_visible()]


@pytest.mark.parametrize(
    ("invitation", "greeting", "lessons"),
    [
        ("", "", ["Pelajaran 1"]),
        ("#p=U05", "Halo, peserta U05", ["Pelajaran 1"]),
        (MENTOR, "Halo, pendamping MH03 dari Kelas contoh", ["Lembar pengamatan", "Pelajaran 1"]),
        ("#p=NS01", "Halo, narasumber NS01", ["Lembar narasumber"]),
    ],
)
def test_everybody_sees_their_own_lessons(
    open_page: Callable[..., Page],
    mentors: Server,
    invitation: str,
    greeting: str,
    lessons: list[str],
) -> None:
    page = open_page(f"{mentors.url}index.html{invitation}")
    if greeting:
        expect(page.locator("#hello")).to_contain_text(greeting)
    assert shown(page) == lessons


def test_what_is_kept_in_the_phone_is_said_of_a_mentor_s_lessons_too(
    open_page: Callable[..., Page], mentors: Server
) -> None:
    page = open_page(f"{mentors.url}index.html{MENTOR}", worker=True)
    card = page.locator('[data-lesson="pengamatan"]')
    page.locator("#keep").tap()
    expect(page.locator("#keep-status")).to_contain_text("Semua pelajaran sudah tersimpan")
    expect(card).to_contain_text("Sudah tersimpan di HP")


def choose(page: Page, partner: str) -> None:
    page.locator("#partner").get_by_role("button", name=partner, exact=True).tap()
    expect(page.locator("#partner")).to_contain_text(f"mitra {partner}, diisi oleh MH03")


def test_each_partner_has_a_sheet_and_they_never_mix(
    open_page: Callable[..., Page], mentors: Server
) -> None:
    page = open_page(f"{mentors.url}pengamatan.html{MENTOR}")
    expect(page.locator("#partner")).to_contain_text("mitra yang mana")
    expect(page.locator("main .step").first).not_to_be_visible()
    choose(page, "U05")
    go(page, "s3")
    answer_status(page, "Pagi hari")
    page.get_by_role("button", name="Ganti mitra").tap()
    choose(page, "U06")
    go(page, "s3")
    expect(page.locator("#s3 input:checked")).to_have_count(0)
    page.get_by_role("button", name="Ganti mitra").tap()
    choose(page, "U05")
    go(page, "s3")
    expect(page.locator("#s3 input:checked")).to_have_count(1)
    assert list(kept(page, "answers")) == ["MH03/U05/pengamatan/tugas-pengamatan"]


def test_the_sheet_goes_home_about_the_partner_by_the_mentor(
    open_page: Callable[..., Page], mentors: Server
) -> None:
    page = open_page(f"{mentors.url}pengamatan.html{MENTOR}")
    choose(page, "U06")
    go(page, "s3")
    answer_status(page)
    go(page, "kirim")
    text = whatsapp_text(page)
    assert text.startswith("Jawaban U06 untuk")
    sent = unpacked([text])
    assert (sent["participant"], sent["by"]) == ("U06", "MH03")
    assert list(sent["answers"]) == ["tugas-pengamatan"]


def test_a_phone_that_keeps_nothing_has_one_sheet(
    open_page: Callable[..., Page], mentors: Server
) -> None:
    script = """for (const name of ["indexedDB", "sessionStorage"])
        Object.defineProperty(window, name, {get() { throw new DOMException("no", "SecurityError"); }});"""
    page = open_page(f"{mentors.url}pengamatan.html{MENTOR}", script)
    choose(page, "U05")
    go(page, "s3")
    page.locator("#s3").get_by_text("Pagi hari").tap()
    go(page, "kirim")
    sent = unpacked([whatsapp_text(page)])
    assert (sent["participant"], sent["by"]) == ("U05", "MH03")


def test_on_paper_the_sheet_is_there_before_anybody_is_chosen(
    open_page: Callable[..., Page], mentors: Server
) -> None:
    page = open_page(f"{mentors.url}pengamatan.html{MENTOR}")
    expect(page.locator("#partner")).to_contain_text("mitra yang mana")
    page.emulate_media(media="print")
    expect(page.locator("#s3")).to_be_visible()
    expect(page.locator(".paper-only").first).to_contain_text("Kode pendamping")
    expect(page.locator("#partner")).not_to_be_visible()


def test_who_is_no_mentor_is_asked_for_a_mentor_s_code(
    open_page: Callable[..., Page], mentors: Server
) -> None:
    page = open_page(f"{mentors.url}pengamatan.html#p=U05")
    expect(page.locator("#partner")).to_contain_text("diisi oleh pendamping")
    expect(page.locator("main .step").first).not_to_be_visible()
    page.get_by_label("Kode pendamping").fill("mh07")
    page.get_by_role("button", name="Simpan kode").tap()
    expect(page.locator("#partner")).to_contain_text("Pendamping MH07")
    page.get_by_label("Kode mitra").fill("u13")
    page.get_by_role("button", name="Buka lembarnya").tap()
    expect(page.locator("#partner")).to_contain_text("mitra U13, diisi oleh MH07")
