"""What a sitting leaves out: a second example nobody needs, what one knows, and more than six inputs."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from phone_site import (
    INVITATION,
    MARKS,
    Server,
    exercise,
    go,
    html,
    kept,
    lesson_page,
    photo_file,
    saved,
    sent_answers,
    step,
    write,
)
from playwright.sync_api import Locator, Page, expect

from course import lessons
from course.exercises import choice, column, long_text, number, photo, row, scale, table
from course.lessons.lesson import About
from course.phone.site import site_files

pytest_plugins = ["phone_fixtures"]
pytestmark = MARKS
CRITERIA = "export const data = {left: [], ways: {}, cells: []};"
READ = html("<p>Satu foto 2 MB.</p>")
TOLD = html(f"<p>{'Foto lebih berat daripada tulisan. ' * 5}</p>")
AGAIN = {"latihan-lagi": "latihan-kuota"}


def asked(id_: str, *fields: Any, practice: bool = False, prompt: str = "") -> dict[str, Any]:
    traits = {**exercise(id_, (), practice=practice), "fields": [one.to_json() for one in fields]}
    traits["prompt"] = prompt or traits["prompt"]
    return {"kind": "widget", "id": id_, "print_html": "<p></p>", "traits": traits}


def megabytes(id_: str, right: float) -> dict[str, Any]:
    enough = choice(
        "cukup", "Cukup?", {"ya": "Cukup", "tidak": "Tidak cukup"},
        feedback={"ya": "Hitung lagi.", "tidak": "Tepat. Paketnya kurang."},
    )  # fmt: skip
    field = number("mb", "Berapa MB?", unit="MB", right=right)
    return asked(id_, field, enough, practice=True, prompt="Latihan. Hitung.")


DEED = asked(
    "sudah-1",
    choice("sudah", "Sudah?", {"ya": "Sudah", "belum": "Belum"}),
    long_text("cerita", "Bagaimana hasilnya?"),
    photo("foto", "Foto, kalau ada", optional=True),
    practice=True,
    prompt="Sudah saya lakukan. Memasang satu kabar.\n\nTidak dinilai.",
)


def build(folder: Path) -> None:
    opinions = [scale(f"s{n}", f"Kalimat {n}") for n in range(1, 9)]
    table_ = table(
        "kas",
        "Kas",
        [column("isi", "Isi", "text"), column("harga", "Harga", "text")],
        [row(f"r{n}", f"Baris {n}") for n in range(1, 8)],
        add_rows=2,
    )
    steps = [
        step("Pembuka", html("<p>Selamat datang.</p>"), TOLD, group=""),
        step("Kuota", READ, megabytes("latihan-kuota", 120), group="Duduk 1: Kuota"),
        step("Lagi", megabytes("latihan-lagi", 90), group="Duduk 1: Kuota"),
        step("Tugas 1", html("<p>Sekarang tugasnya.</p>"), asked("tugas-1", number("n", "Berapa?"), prompt="Tugas 1. Berapa semuanya?"), group="Duduk 1: Kuota"),
        step("Sudah", copy.deepcopy(DEED), group="Duduk 1: Kuota"),
        step("Pendapat", READ, asked("pendapat", *opinions), group="Duduk 2: Pendapat"),
        step("Kas", asked("kas", table_), group="Duduk 2: Pendapat"),
    ]  # fmt: skip
    page = lesson_page(
        "m1-coba", "Pelajaran 1", steps, criteria=CRITERIA, again=AGAIN, deeds=("sudah-1",)
    )
    asks = choice(
        "saya", "Untuk saya?", {"ya": "Saya pakai", "belum": "WhatsApp cukup"},
        feedback={"ya": "Cocok.", "belum": "Belum perlu, dan itu pilihan yang baik."},
    )  # fmt: skip
    group = "Duduk 1: Instagram"
    steps = [
        step("Untuk saya?", READ, asked("untuk-saya", asks, practice=True, prompt="Latihan. Untuk saya?"), group=group),
        step("Bio", READ, asked("bio", long_text("bio", "Bio"), prompt="Tugas 1. Tulis bio."), group=group),
        step("Sudah", copy.deepcopy(DEED), group=group),
        step("Katalog", READ, asked("katalog", long_text("isi", "Isi"), prompt="Tugas 2. Isi katalog."), group="Duduk 2: Katalog"),
    ]  # fmt: skip
    other = lesson_page(
        "m2-coba", "Pelajaran 2", steps, criteria=CRITERIA, deeds=("sudah-1",),
        declined={"m2-coba/untuk-saya": {"saya": ("belum",)}},
    )  # fmt: skip
    known = {
        one.name: About(about="Mengenal HP.", minutes=15, deeds=("sudah-1",))
        for one in (page, other)
    }
    write(folder, site_files([page, other], known))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("sittings")
    build(folder)
    server = Server(folder)
    yield server
    server.stop()


@pytest.fixture
def page(open_page: Callable[..., Page], built: Server) -> Page:
    return open_page(f"{built.url}m1-coba.html{INVITATION}")


def here(page: Page) -> Locator:
    return page.locator(".step.is-current")


def next_(page: Page) -> None:
    page.locator("#next").tap()


def answer(page: Page, megabyte: str, enough: str) -> None:
    here(page).get_by_label("Berapa MB?").fill(megabyte)
    here(page).get_by_text(enough, exact=True).tap()
    saved(page)


def test_a_second_example_comes_only_after_a_wrong_answer(page: Page) -> None:
    go(page, "s2")
    expect(page.locator("#progress")).to_contain_text("Langkah 2 dari 6")
    more = page.get_by_role("link", name="Coba satu lagi")
    answer(page, "120", "Tidak cukup")
    expect(here(page).locator(".cx-note.is-right")).to_have_text("Tepat.")
    expect(more).to_be_hidden()
    next_(page)
    expect(page.locator("#s4")).to_be_visible()
    page.locator("#back").tap()
    answer(page, "4", "Tidak cukup")
    expect(here(page).locator(".cx-note.is-wrong")).to_contain_text("Belum.")
    expect(here(page).locator(".cx-explain")).to_be_hidden()  # first one reckons once more
    expect(page.locator("#progress")).to_contain_text("Langkah 2 dari 6")
    answer(page, "Rp 120", "Tidak cukup")  # mended: it stays, for it was wrong
    more.tap()
    expect(page.locator("#s3")).to_be_visible()
    expect(page.locator("#progress")).to_contain_text("Langkah 2 dari 6, contoh kedua")
    answer(page, "90", "Tidak cukup")
    page.reload()
    expect(page.locator("#s3")).to_be_visible()
    next_(page)
    expect(page.locator("#s4")).to_be_visible()
    page.locator("summary", has_text="Daftar isi").tap()
    expect(page.locator("#contents [href='#s3']")).to_be_visible()
    assert "wrong" not in sent_of(page)["answers"]["latihan-kuota"]


def test_after_two_wrong_tries_one_reads_again(page: Page) -> None:
    go(page, "s2")
    again = here(page).get_by_role("link", name="Coba satu lagi")
    read = here(page).get_by_role("button", name="Baca lagi")
    answer(page, "4", "Tidak cukup")
    expect(again).to_be_visible()
    expect(read).to_be_hidden()
    told = here(page).locator(".cx-explain")
    expect(told).to_be_hidden()
    answer(page, "5", "Tidak cukup")
    page.locator("#next").focus()
    expect(read).to_be_visible()
    expect(told).to_be_visible()
    page.reload()
    expect(told).to_be_visible()
    read.tap()
    expect(page.locator("#s1")).to_be_visible()  # what tells it, before the practice


def test_a_link_to_a_step_that_is_left_out_leads_to_the_one_before(page: Page) -> None:
    go(page, "s5")
    page.evaluate("() => { location.hash = 's3'; }")
    expect(page.locator("#s2")).to_be_visible()
    page.goto(f"{page.url.split('#')[0]}?again#s3")
    expect(page.locator("#s2")).to_be_visible()


@pytest.mark.parametrize("receiver", ["", "&r=https%3A%2F%2Fcontoh.example%2F"])
def test_after_a_deed_what_is_done_can_be_sent(
    open_page: Callable[..., Page], built: Server, receiver: str
) -> None:
    page = open_page()
    page.route("https://contoh.example/**", lambda _: None)  # under way for ever
    page.goto(f"{built.url}m1-coba.html{INVITATION}{receiver}")
    go(page, "s5")
    send = here(page).get_by_role("link", name="Kirim jawaban duduk ini")
    here(page).get_by_text("Sudah saya lakukan", exact=True).tap()
    saved(page)
    expect(here(page).locator(".cx-head.is-deed")).to_have_text("Untuk usaha sendiri")
    expect(here(page).locator(".cx-prompt").first).to_have_text("Memasang satu kabar.")
    expect(here(page).locator(".course-exercise.is-deed.is-done")).to_have_count(1)
    expect(here(page).locator(".cx-counter")).to_be_hidden()  # nothing is written yet
    if receiver:  # answers go home by themselves
        expect(send).to_be_hidden()
        return
    send.tap()
    expect(page.locator("#kirim")).to_be_visible()


def test_after_a_deed_nothing_is_offered_to_who_has_nobody_to_send_to(
    open_page: Callable[..., Page], built: Server
) -> None:
    page = open_page(f"{built.url}m1-coba.html")
    go(page, "s5")
    here(page).get_by_text("Sudah saya lakukan", exact=True).tap()
    saved(page)
    expect(here(page).locator(".sitting")).to_be_hidden()


def test_a_practice_and_a_task_say_what_counts(page: Page) -> None:
    go(page, "s2")
    expect(here(page).locator(".cx-head")).to_have_text("Latihantidak dinilai")
    expect(here(page).locator(".cx-prompt").first).to_have_text("Hitung.")
    go(page, "s4")
    expect(here(page).locator(".cx-head.is-graded")).to_have_text("Tugas 1dinilai")
    expect(here(page).locator(".cx-prompt").first).to_have_text("Berapa semuanya?")


def sent_of(page: Page) -> dict[str, Any]:
    go(page, "kirim")
    return sent_answers(page)


def test_what_one_knows_is_skipped_and_recorded_and_taken_back(page: Page) -> None:
    go(page, "s2")
    page.get_by_role("button", name="Saya sudah bisa. Langsung ke tugas").tap()
    expect(page.locator("#s4")).to_be_visible()
    expect(page.locator("#s4 h2")).to_be_focused()
    expect(here(page)).to_contain_text("Bacaan dan latihan dilewati.")
    expect(page.locator("#progress")).to_contain_text("Langkah 2 dari 5")
    here(page).get_by_label("Berapa?").fill("3")
    saved(page)
    next_(page)
    expect(page.locator("#s5")).to_be_visible()  # what one does in the own shop stays
    sent = sent_of(page)
    assert sent["skipped"]["Duduk 1"]["back"] is False
    page.reload()
    go(page, "s4")
    expect(page.locator("#progress")).to_contain_text("Langkah 2 dari 5")
    page.get_by_role("button", name="Baca dulu").tap()
    expect(page.locator("#s2")).to_be_visible()
    expect(page.locator("#progress")).to_contain_text("Langkah 2 dari 6")
    sent = sent_of(page)
    for _ in range(50):  # the message of the earlier visit stands until the new one is packed
        if not sent["skipped"]["Duduk 1"]["back"]:
            page.wait_for_timeout(100)
            sent = sent_of(page)
    assert sent["skipped"]["Duduk 1"]["back"] is True
    expect(page.locator("button", has_text="Saya sudah bisa")).to_have_count(
        1
    )  # s6 is a task at once


def test_who_does_not_need_a_sitting_skips_it_by_one_tap_and_nothing_of_it_is_missing(
    open_page: Callable[..., Page], built: Server
) -> None:
    page = open_page(f"{built.url}m2-coba.html{INVITATION}")
    expect(page.locator("#progress")).to_contain_text("0 dari 2 tugas dijawab")
    here(page).get_by_text("WhatsApp cukup", exact=True).tap()
    saved(page)
    expect(here(page)).to_contain_text("itu pilihan yang baik")
    expect(page.locator("#progress")).to_contain_text("0 dari 1 tugas dijawab")
    next_(page)
    expect(page.locator("#s4")).to_be_visible()
    here(page).locator("textarea").fill("Nasi pecel")
    saved(page)
    sent = sent_of(page)
    assert sent["answers"]["untuk-saya"]["value"] == {"saya": "belum"}, "it is known"
    expect(page.locator("#send")).not_to_contain_text("Yang belum selesai")
    page.goto(f"{built.url}index.html")
    card = page.locator('[data-lesson="m2-coba"]')
    expect(card.locator('[data-part="progress"]')).to_have_text("1 dari 1 tugas dijawab")
    page.goto(f"{built.url}m2-coba.html#s1")
    here(page).get_by_text("Saya pakai", exact=True).tap()
    saved(page)
    next_(page)
    expect(page.locator("#s2")).to_be_visible()  # who changed her mind finds it there


def test_a_long_exercise_comes_in_parts(page: Page) -> None:
    go(page, "s6")
    part = here(page).locator(".cx-part")
    expect(part).to_have_text("Halaman 1 dari 2")
    expect(here(page).get_by_role("group", name="Kalimat 4")).to_be_visible()
    expect(here(page).get_by_role("group", name="Kalimat 5")).to_be_hidden()
    expect(here(page).get_by_text("Saya dibantu")).to_be_hidden()
    here(page).get_by_role("group", name="Kalimat 1").get_by_label("Setuju", exact=True).tap()
    saved(page)
    expect(here(page).get_by_role("button", name="Periksa jawaban saya")).to_be_hidden()
    next_(page)
    expect(part).to_have_text("Halaman 2 dari 2")
    expect(part).to_be_focused()
    assert page.evaluate("location.hash") == "#s6.2"
    expect(here(page).get_by_role("group", name="Kalimat 1")).to_be_hidden()
    here(page).get_by_role("group", name="Kalimat 8").get_by_label("Setuju", exact=True).tap()
    saved(page)
    expect(here(page).get_by_role("button", name="Periksa jawaban saya")).to_be_visible()
    page.reload()
    expect(part).to_have_text("Halaman 2 dari 2")
    next_(page)
    expect(page.locator("#s7")).to_be_visible()
    page.locator("#back").tap()
    expect(page.locator("#s6 .cx-part")).to_have_text("Halaman 2 dari 2")
    page.locator("#back").tap()
    expect(part).to_have_text("Halaman 1 dari 2")
    page.go_back()
    expect(part).to_have_text("Halaman 2 dari 2")
    value = kept(page, "answers")["U07/m1-coba/pendapat"]["value"]
    assert value == {"s1": 4, "s8": 4}


def test_a_long_table_is_divided_by_rows_under_its_head(page: Page) -> None:
    go(page, "s7")
    rows = here(page).locator("tbody tr:visible")
    expect(here(page).locator(".cx-part")).to_have_text("Halaman 1 dari 3")
    expect(rows).to_have_count(3)
    add = here(page).get_by_role("button", name="Tambah baris")
    expect(add).to_be_hidden()
    here(page).get_by_label("Isi, Baris 1").fill("Peyek")
    next_(page)
    expect(rows).to_have_count(3)
    here(page).get_by_label("Isi, Baris 4").fill("Donat")
    next_(page)
    expect(here(page).locator(".cx-part")).to_have_text("Halaman 3 dari 3")
    expect(rows).to_have_count(1)
    expect(page.locator("#next")).to_have_text("Lanjut: kirim")
    add.tap()
    here(page).get_by_label("Isi, Baris tambahan 1").fill("Kue")
    page.locator("#back").tap()
    expect(page.locator("#next")).to_have_text("Lanjut")
    expect(rows).to_have_count(3)
    value = kept(page, "answers")["U07/m1-coba/kas"]["value"]["kas"]
    assert value == {"r1": {"isi": "Peyek"}, "r4": {"isi": "Donat"}, "n1": {"isi": "Kue"}}


def test_a_photo_of_what_one_did_leaves_the_way_by_message_open(page: Page) -> None:
    go(page, "s5")
    here(page).get_by_text("Sudah saya lakukan", exact=True).tap()
    here(page).locator("input[type=file]").set_input_files(photo_file())
    expect(here(page).locator(".cx-preview img")).to_be_visible()
    saved(page)
    sent = sent_of(page)["answers"]["sudah-1"]["value"]
    assert sent == {"sudah": "ya", "foto": "photos/sudah-1-foto.jpg"}
    expect(page.locator("#send")).to_contain_text("file")


def test_what_opens_a_second_example_can_be_wrong() -> None:
    for name, lesson in lessons.load_all(REPOSITORY).items():
        for second, first in lesson.about.again.items():
            asked_ = lesson.definitions[first].fields
            assert any(getattr(one, "right", None) for one in asked_), (name, second)
