"""Sentences to fill in a language that is not one's own, and an answer that builds on another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from phone_site import INVITATION, MARKS, Server, go, kept, lay_lesson, saved, sent_answers
from playwright.sync_api import Locator, Page, expect

from course import lessons
from course.criteria.scoring import CRITERIA_MIME
from course.exercises.answers import Answers
from course.exercises.workbook import Workbook
from course.lessons.run import Planned, evaluate

pytest_plugins = ["phone_fixtures"]
pytestmark = MARKS
NAME = "m5-ekspor"
LETTER = (
    "Dear Mr. Peter, thank you for your email. The price is USD 2.50 per pack FOB Belawan. "
    "The minimum order is 60 boxes. Delivery is 30 days after deposit. Which flavour do you like? "
    "I will send the quotation by Saturday. Best regards, Melati"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("frames")
    lay_lesson(folder, NAME)
    server = Server(folder)
    yield server
    server.stop()


def task(page: Page, name: str) -> Locator:
    find = "(name) => document.querySelector(`[data-widget='${name}']`).closest('.step').id"
    go(page, page.evaluate(find, name))
    place = page.locator(f"[data-widget='{name}']")
    expect(place.locator(".cx-status")).to_be_attached()
    return place


def box(place: Locator, key: str) -> Locator:
    return place.locator(f"[data-field='{key}']").locator("input, textarea")


def write_in(page: Page, place: Locator, key: str, text: str) -> None:
    box(place, key).fill(text)
    box(place, key).blur()
    saved(page)


def tap(place: Locator, key: str, name: str) -> None:
    place.locator(f"[data-field='{key}']").get_by_role("button", name=name).tap()


def checked(place: Locator, *names: str) -> None:
    for name in names:
        place.get_by_role("button", name=name).tap()
    expect(place.get_by_role("button", name="Periksa lagi")).to_be_visible()


def test_a_sentence_is_filled_and_what_was_mended_counts_behind_it(
    open_page: Callable[..., Page], server: Server
) -> None:
    page = open_page(f"{server.url}{NAME}.html{INVITATION}")
    write_in(page, task(page, "barang-inggris"), "nama", "Cassava chips")
    listing = task(page, "listing")
    expect(listing.locator(".cx-part")).to_have_text("Halaman 1 dari 2: barangnya")
    expect(box(listing, "moq")).to_be_hidden()
    expect(listing.locator("[data-field='nama'] .cx-sentence")).to_have_text("… Cassava chips")
    tap(listing, "nama", "Pakai kalimat ini")
    page.keyboard.type("Melati")
    expect(box(listing, "nama")).to_have_value("Melati Cassava chips")
    page.locator("#next").tap()
    expect(listing.locator(".cx-part")).to_have_text("Halaman 2 dari 2: jual belinya")
    tap(listing, "harga", "Pakai kalimat ini")
    page.keyboard.type("1.50")
    for text in ("pack", "Belawan"):
        tap(listing, "harga", "Isi titik-titik berikutnya")
        page.keyboard.type(text)
    expect(box(listing, "harga")).to_have_value("USD 1.50 per pack FOB Belawan")
    expect(listing.locator("[data-field='harga'] button")).to_be_hidden()
    listing.get_by_role("button", name="Periksa jawaban saya").tap()
    listing.get_by_role("button", name="Isi dulu").tap()
    expect(box(listing, "spesifikasi")).to_be_visible()  # the empty box stands on the first page
    page.locator("#next").tap()
    checked(listing, "Periksa jawaban saya", "Periksa apa adanya")
    write_in(page, listing, "harga", "USD 2.50 per pack FOB Belawan")

    letter = task(page, "balas-pembeli")
    expect(letter.locator("[data-field='balasan']")).to_contain_text("Harga: USD 2.50 per pack FOB")
    write_in(page, letter, "balasan", LETTER)
    checked(letter, "Periksa jawaban saya")
    said = letter.locator(".check-list li").all_inner_texts()
    assert not any(text.startswith("harga dijawab") for text in said)
    task(page, "listing")
    page.locator("#next").tap()
    write_in(page, listing, "harga", "USD 9 per pack FOB Belawan")
    first = kept(page, "answers")[f"U07/{NAME}/balas-pembeli"]["first"]
    assert first["beside"]["listing"]["harga"] == "USD 2.50 per pack FOB Belawan"

    page.evaluate("() => { location.hash = 'kirim'; }")
    assert price_share(sent_answers(page)) == 1.0


def price_share(sent: dict[str, Any]) -> float:
    """Return what the letter's price earns of the grader."""
    lesson = lessons.load(REPOSITORY, NAME)
    cell = next(cell for cell in lesson.criteria if cell.grade_id == "K7-balas-pembeli")
    book = Workbook(Path("nowhere"), NAME, dict(lesson.definitions))
    book.with_answers(Answers.model_validate(sent))
    planned = [Planned(-1, 1, source=lesson.setup), Planned(0, 1, source=cell.source)]
    record = evaluate(planned, book)[0][0]["data"][CRITERIA_MIME]
    return next(row["share"] for row in record["criteria"] if row["label"] == "harga dijawab")
