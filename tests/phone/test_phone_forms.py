"""A test with two forms: the invitation leads to the page that was drawn, and to no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from phone_site import (
    INVITATION,
    MARKS,
    Server,
    answer_status,
    form,
    go,
    html,
    kept,
    lesson_page,
    sent_answers,
    site_files,
    step,
    write,
)
from playwright.sync_api import Page, expect

from course.lessons.lesson import About

pytest_plugins = ["phone_fixtures"]
pytestmark = [*MARKS, pytest.mark.xdist_group("phone-forms")]


INSTEAD = {"pretest": {"BA": "pretest-b"}, "pretest-b": {"AB": "pretest"}}


@pytest.fixture(scope="module")
def tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The pretest in both forms, beside a lesson that has one."""
    read = [step("Baca", html("<p>Baca.</p>")) for _ in range(2)]
    made = [
        lesson_page(
            name, title, [*read, step("Tugas", form(f"tugas-{key}", key))], instead=INSTEAD.get(name, {})
        )
        for name, title, key in (
            ("pretest", "Tes awal", "status"), ("pretest-b", "Tes awal", "status"),
            ("m1-coba", "Pelajaran 1", "jam"),
        )
    ]  # fmt: skip
    folder: Path = tmp_path_factory.mktemp("forms-site")
    write(folder, site_files(made, {page.name: About(minutes=5) for page in made}))
    server = Server(folder)
    yield server
    server.stop()


def shown(page: Page) -> list[str | None]:
    return [one.get_attribute("data-lesson") for one in page.locator(".card:visible").all()]


@pytest.mark.parametrize(
    ("order", "own"), [("", "pretest"), ("&f=AB", "pretest"), ("&f=BA", "pretest-b"),
                       ("&f=XY", "pretest")],
)  # fmt: skip
def test_one_page_of_a_test_is_shown_the_one_that_was_drawn(
    open_page: Callable[..., Page], tests: Server, order: str, own: str
) -> None:
    page = open_page(f"{tests.url}{INVITATION}{order}")
    expect(page.locator("#hello")).to_contain_text("U07")
    assert shown(page) == [own, "m1-coba"]


def test_what_is_answered_says_its_form_and_stays_after_a_visit_without_the_link(
    open_page: Callable[..., Page], tests: Server
) -> None:
    page = open_page(f"{tests.url}{INVITATION}&f=BA")
    page.locator('[data-lesson="pretest-b"] [data-part="go"]').tap()
    page.wait_for_url("**/pretest-b.html*")
    go(page, "s3")
    answer_status(page)
    assert kept(page, "people")["U07"]["order"] == "BA"
    go(page, "kirim")
    assert sent_answers(page)["lesson"] == "pretest-b"
    page.goto(tests.url)
    expect(page.locator('[data-lesson="pretest-b"] [data-part="go"]')).to_contain_text("Lihat")
    assert shown(page) == ["pretest-b", "m1-coba"]


@pytest.mark.parametrize(
    ("order", "opened", "own"),
    [
        ("", "pretest", "pretest"),
        ("&f=BA", "pretest", "pretest-b"),
        ("&f=AB", "pretest-b", "pretest"),
    ],
)
def test_a_link_that_went_to_everybody_leads_to_the_own_form(
    open_page: Callable[..., Page], tests: Server, order: str, opened: str, own: str
) -> None:
    page = open_page(f"{tests.url}{opened}.html{INVITATION}{order}")
    page.wait_for_url(f"**/{own}.html*")
    expect(page.locator("#progress")).to_contain_text("U07")
