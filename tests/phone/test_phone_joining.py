"""Invitations opened on a phone in use: nothing is replaced without a word, two people get along."""

from __future__ import annotations

from typing import Any

import pytest
from phone_site import (
    INVITATION,
    MARKS,
    OTHER_INVITATION,
    Server,
    answer_status,
    go,
    kept,
    sent_answers,
)
from playwright.sync_api import Page, expect

pytest_plugins = ["phone_fixtures"]
pytestmark = [*MARKS, pytest.mark.xdist_group("phone-joining")]
IN_CLASS = "#p=U07&t=9fk2&m=6281200000000&c=brebes-2026&k=Brebes"
OTHER_CLASS = "#p=U07&t=zz22&m=6281299998888&c=tegal-2026&k=Tegal"
PERSON = {"code": "U07", "token": "9fk2", "mentor": "6281200000000", "klass": "Kelas contoh"}


def used(open_page: Any, server: Server, invitation: str = INVITATION) -> Page:
    """A phone on which U07 has answered."""
    page: Page = open_page(f"{server.url}m1-coba.html{invitation}")
    go(page, "s3")
    answer_status(page)
    return page


def opened(page: Page, server: Server, place: str) -> Page:
    page.goto("about:blank")
    page.goto(f"{server.url}{place}")
    return page


@pytest.mark.parametrize("place", ["", "m1-coba.html"])
def test_another_person_s_link_asks_and_shows_both(
    open_page: Any, server: Server, place: str
) -> None:
    page = used(open_page, server)
    other = "#p=U08&t=7hj3&m=6281255554321&k=Kelas+lain"
    opened(page, server, f"{place}{other}")
    note = page.locator("#note")
    expect(note).to_contain_text(
        "HP ini sekarang dipakai peserta U07 (Kelas contoh), pendamping dengan nomor berakhir 0000."
    )
    expect(note).to_contain_text(
        "Link yang baru dibuka untuk peserta U08 (Kelas lain), pendamping dengan nomor berakhir 4321."
    )
    assert page.locator("#s1:visible").count() == 0
    assert kept(page, "people") == {"U07": PERSON}
    page.get_by_role("button", name="Tetap U07").tap()
    expect(page.locator("#hello, #progress").first).to_contain_text("peserta U07", ignore_case=True)
    expect(note).to_be_hidden()
    assert kept(page, "people") == {"U07": PERSON}
    assert kept(page, "marks")["person"] == "U07"
    assert list(kept(page, "answers")) == ["U07/m1-coba/tugas-status"]


@pytest.mark.parametrize(
    "link",
    ["#p=U07&t=9fk2&m=6281255554321", "#p=U07&t=xx99&m=6281200000000", "#p=u07&m=081255554321"],
    ids=["number", "token", "number alone"],
)
def test_the_same_person_s_new_data_ask_when_there_are_answers(
    open_page: Any, server: Server, link: str
) -> None:
    page = used(open_page, server)
    opened(page, server, f"m1-coba.html{link}")
    expect(page.locator("#note")).to_contain_text("Link yang baru dibuka untuk peserta U07")
    page.get_by_role("button", name="Tetap yang lama").tap()
    go(page, "kirim")
    assert sent_answers(page)["token"] == "9fk2"
    assert page.locator("a[href^='https://wa.me/6281200000000?']").count() == 1
    opened(page, server, f"m1-coba.html{link}")
    page.get_by_role("button", name="Pakai link baru").tap()
    expect(page.locator("#progress")).to_contain_text("1 dari 7 tugas dijawab")
    assert kept(page, "people")["U07"] != PERSON


def test_the_same_link_again_asks_nothing(open_page: Any, server: Server) -> None:
    page = used(open_page, server)
    opened(page, server, INVITATION)
    expect(page.locator("#hello")).to_contain_text("U07")
    expect(page.locator("#note")).to_be_hidden()


def test_a_child_s_phone_goes_back_and_forth(open_page: Any, server: Server) -> None:
    page = used(open_page, server)
    for link, code, answer in ((OTHER_INVITATION, "U08", "Tengah malam"), (INVITATION, "U07", "")):
        opened(page, server, f"m1-coba.html{link}")
        page.get_by_role("button", name=f"Pakai link baru ({code})").tap()
        expect(page.locator("#progress")).to_contain_text(f"Peserta {code}")
        go(page, "s3")
        if answer:
            answer_status(page, answer)
    expect(page.get_by_label("Pagi hari")).to_be_checked()
    values = {key: entry["value"]["status"] for key, entry in kept(page, "answers").items()}
    assert values == {"U07/m1-coba/tugas-status": "pagi", "U08/m1-coba/tugas-status": "malam"}


def test_the_class_goes_home_with_every_answer(open_page: Any, server: Server) -> None:
    page = used(open_page, server, IN_CLASS)
    go(page, "kirim")
    assert sent_answers(page)["class_id"] == "brebes-2026"
    assert kept(page, "people")["U07"]["class_id"] == "brebes-2026"


def test_one_code_of_two_classes_is_two_people(open_page: Any, server: Server) -> None:
    page = used(open_page, server, IN_CLASS)
    opened(page, server, f"m1-coba.html{OTHER_CLASS}")
    expect(page.locator("#note")).to_contain_text("peserta U07 (Brebes)")
    expect(page.locator("#note")).to_contain_text("peserta U07 (Tegal)")
    page.get_by_role("button", name="Pakai link baru").tap()
    expect(page.locator("#progress")).to_contain_text("0 dari 7")
    go(page, "s3")
    answer_status(page, "Tengah malam")
    go(page, "kirim")
    sent = sent_answers(page)
    assert (sent["participant"], sent["token"], sent["class_id"]) == ("U07", "zz22", "tegal-2026")
    page.get_by_role("link", name="‹ Semua pelajaran").tap()
    page.get_by_role("button", name="Ganti orang").tap()
    page.get_by_role("button", name="Saya U07 dari Brebes").tap()
    page.locator("[data-lesson=m1-coba]").get_by_role("link", name="Lanjutkan").tap()
    page.wait_for_url("**/m1-coba.html**")
    go(page, "s3")
    expect(page.get_by_label("Pagi hari")).to_be_checked()
    values = {key: entry["value"]["status"] for key, entry in kept(page, "answers").items()}
    assert values == {
        "U07/m1-coba/tugas-status": "pagi",
        "U07@tegal-2026/m1-coba/tugas-status": "malam",
    }


def test_a_class_that_gets_its_id_later_keeps_the_answers(open_page: Any, server: Server) -> None:
    page = used(open_page, server)
    opened(page, server, f"m1-coba.html{IN_CLASS}")
    expect(page.locator("#progress")).to_contain_text("1 dari 7")
    expect(page.locator("#note")).to_be_hidden()
    go(page, "kirim")
    assert sent_answers(page)["class_id"] == "brebes-2026"
