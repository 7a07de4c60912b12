"""Tests open and close by the programme: on the home page, on the page, whatever the phone's clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from phone_site import (
    INVITATION,
    MARKS,
    Server,
    form,
    go,
    html,
    lesson_page,
    sent_answers,
    site_files,
    step,
    write,
)
from playwright.sync_api import Page, expect

from course.lessons.lesson import About

pytest_plugins = ["phone_fixtures"]
pytestmark = [*MARKS, pytest.mark.xdist_group("phone-tests")]
DAYS = {"start": "2026-10-26", "opens": "2026-11-19", "closes": "2026-11-22"}


@pytest.fixture(scope="module")
def tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The posttest, with an exercise on its first step, beside a lesson without days."""
    posttest = [
        step("Tes akhir", html("<p>Baca.</p>"), form("tugas-status", "status")),
        step("Tugas 2", form("tugas-isi", "isi")),
    ]
    made = [
        lesson_page("posttest", "Tes akhir", posttest, test=DAYS),
        lesson_page("m1-coba", "Pelajaran 1", [step("Tugas", form("tugas-jam", "jam"))]),
    ]
    folder: Path = tmp_path_factory.mktemp("tests-site")
    known = {page.name: About(minutes=5) for page in made}
    write(folder, site_files(made, known, {"posttest": DAYS}))
    server = Server(folder)
    yield server
    server.stop()


Opened = Callable[..., Page]


def on(open_page: Opened, day: str, url: str) -> Page:
    page = open_page()
    page.clock.set_fixed_time(f"{day}T08:00:00+07:00")
    page.goto(url)
    return page


@pytest.mark.parametrize(
    ("day", "says", "may_begin"),
    [
        ("2026-11-18", "Dibuka 19 November 2026", False),
        ("2026-11-19", "Sampai 22 November 2026", True),
        ("2026-11-22", "Sampai 22 November 2026", True),
        ("2026-11-23", "Sudah ditutup", False),
        ("2015-01-01", "Dibuka 19 November 2026", True),  # a clock that was never set
    ],
)
def test_the_home_page_says_when(
    open_page: Opened, tests: Server, day: str, says: str, *, may_begin: bool
) -> None:
    page = on(open_page, day, f"{tests.url}{INVITATION}")
    card = page.locator("[data-lesson=posttest]")
    expect(card).to_contain_text(says)
    expect(card.get_by_role("link", name="Mulai")).to_have_count(1 if may_begin else 0)
    expect(page.locator("[data-lesson=m1-coba]").get_by_role("link", name="Mulai")).to_be_visible()


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-11-18", "Tes ini dibuka 19 November 2026"),
        ("2026-11-23", "Tes ini sudah ditutup (22 November 2026)"),
    ],
)
def test_outside_its_days_the_page_says_so_instead_of_the_exercises(
    open_page: Opened, tests: Server, day: str, says: str
) -> None:
    page = on(open_page, day, f"{tests.url}posttest.html{INVITATION}")
    expect(page.locator("#gate")).to_be_visible()
    expect(page.locator("#gate")).to_contain_text(says)
    assert page.locator(".step:visible, .moves button:visible, #contents:visible").count() == 0
    page.goto(f"{tests.url}posttest.html#s2")
    expect(page.locator("#gate")).to_be_visible()
    expect(page.locator("#gate")).to_contain_text(says)
    assert page.locator(".step:visible, .course-exercise").count() == 0


def test_what_was_answered_can_be_sent_after_the_last_day(open_page: Opened, tests: Server) -> None:
    page = on(open_page, "2026-11-22", f"{tests.url}posttest.html{INVITATION}")
    expect(page.locator("#gate")).to_be_hidden()
    page.locator("#s1").get_by_text("Pagi hari").tap()
    expect(page.locator("#s1 .cx-status")).to_contain_text("Tersimpan")
    page.clock.set_fixed_time("2026-11-24T08:00:00+07:00")
    page.goto(f"{tests.url}index.html")
    page.locator("[data-lesson=posttest]").get_by_role("link", name="Kirim jawaban").tap()
    expect(page.locator("#gate")).to_contain_text("Jawaban yang sudah ada masih bisa dikirim")
    assert sent_answers(page)["answers"]["tugas-status"]["value"] == {"status": "pagi"}
    assert page.locator("#s1:visible").count() == 0


def test_a_wrong_clock_locks_nobody_out(open_page: Opened, tests: Server) -> None:
    page = on(open_page, "2015-01-01", f"{tests.url}posttest.html{INVITATION}")
    expect(page.locator("#gate")).to_contain_text("1 Januari 2015")
    expect(page.locator("#gate")).to_contain_text("silakan lanjut")
    go(page, "s2")
    page.locator("#s2").get_by_text("Cara memesan").tap()
    expect(page.locator("#s2 .cx-status")).to_contain_text("Tersimpan")


def test_a_page_left_open_opens_on_its_day(open_page: Opened, tests: Server) -> None:
    page = on(open_page, "2026-11-18", f"{tests.url}posttest.html{INVITATION}")
    expect(page.locator("#gate")).to_contain_text("Tes ini dibuka")
    page.wait_for_load_state("networkidle")
    page.clock.set_fixed_time("2026-11-19T00:00:05+07:00")
    with page.expect_navigation():
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#s1")).to_be_visible()
