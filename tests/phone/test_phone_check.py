"""Feedback at once: what is right is said on the phone, and the first answer is what counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from phone_site import INVITATION, MARKS, Server, kept, sent_answers, write
from playwright.sync_api import Locator, Page, expect

from course import lessons
from course.indicators import PHASES
from course.lessons.compiled.module import compiled, has_feedback
from course.phone.exporter import Page as PhonePage
from course.phone.exporter import make_page
from course.phone.site import site_files

pytest_plugins = ["phone_fixtures"]
pytestmark = MARKS
PHOTOS = REPOSITORY / "source" / "m3-foto-katalog" / "authors" / "answers" / "photos"
COUNTS = "Nilai untuk kelas dihitung dari jawaban yang pertama diperiksa di tiap tugas."
SHOWN = ("m1-internet", "m3-foto-katalog", "pretest", "posttest", "evaluasi-peserta")


def page_of(name: str) -> PhonePage:
    lesson = lessons.load(REPOSITORY, name)
    criteria = compiled(lesson) if has_feedback(lesson) else ""
    folder = lesson.path.parent
    return make_page(lesson.notebook, folder, name, "index.html", None, criteria)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("checked")
    about = {name: lessons.load(REPOSITORY, name).about for name in SHOWN}
    write(folder, site_files([page_of(name) for name in SHOWN], about))
    server = Server(folder)
    yield server
    server.stop()


def task(page: Page, name: str) -> Locator:
    find = "(name) => document.querySelector(`[data-widget='${name}']`).closest('.step').id"
    page.evaluate("(id) => { location.hash = id; }", page.evaluate(find, name))
    place = page.locator(f"[data-widget='{name}']")
    expect(place.locator(".cx-status")).to_be_attached()
    return place


def number(place: Locator, label: str, value: str) -> None:
    box = place.get_by_label(label).first
    box.fill(value)
    box.blur()


def press(place: Locator, name: str) -> None:
    place.get_by_role("button", name=name).tap()


def listed(place: Locator, kind: str) -> list[str]:
    expect(place.get_by_role("button", name="Periksa lagi")).to_be_visible()
    return place.locator(f".check-list.is-{kind} li").all_inner_texts()


def test_the_first_checked_answer_counts_and_it_may_be_mended(
    open_page: Any, built: Server
) -> None:
    page = open_page(f"{built.url}m1-internet.html{INVITATION}")
    place = task(page, "hitung-kuota")
    expect(place.get_by_role("button", name="Periksa jawaban saya")).to_be_hidden()
    for label, value in (
        ("berapa foto", "5"),
        ("Kuota untuk foto", "325"),
        ("Ditambah Zoom", "900"),
    ):
        number(place, label, value)
    place.locator("label", has_text="Paket A").tap()
    assert not any("kriteria" in path or "check" in path for path in built.asked)
    press(place, "Periksa jawaban saya")
    expect(place.locator(".check-said")).to_contain_text(COUNTS)
    press(place, "Nanti dulu")
    press(place, "Periksa jawaban saya")
    press(place, "Ya, periksa")
    assert [text.split("\n")[0] for text in listed(place, "missing")] == ["jumlah kuota"]
    expect(place.locator(".check-there")).to_have_text(re.compile(r"^Sudah benar: [^,]+, [^,]+\.$"))
    number(place, "Ditambah Zoom", "915")
    press(place, "Periksa lagi")
    expect(place.locator(".check-all")).to_have_text("Semua sudah benar. Bagus!")
    expect(place.locator(".check-mended")).to_have_text("Tadi 2, sekarang 3 dari 3 sudah benar.")
    expect(place.locator(".check-said")).not_to_contain_text("Nilai")
    entry = kept(page, "answers")["U07/m1-internet/hitung-kuota"]
    assert (entry["value"]["total"], entry["first"]["value"]["total"]) == ("915", "900")
    page.evaluate("() => { location.hash = 'kirim'; }")
    sent = sent_answers(page)
    assert sent["version"] == 2
    assert sent["answers"]["hitung-kuota"]["first"] == entry["first"]


def test_what_has_empty_boxes_counts_only_where_that_is_wanted(
    open_page: Any, built: Server
) -> None:
    page = open_page(f"{built.url}m1-internet.html{INVITATION}")
    place = task(page, "hitung-kuota")
    for label, value in (("berapa foto", "5"), ("Ditambah Zoom", "915")):
        number(place, label, value)
    place.locator("label", has_text="Paket A").tap()
    press(place, "Periksa jawaban saya")
    expect(place.locator(".check-said")).to_contain_text("masih kosong. Isi dulu, lalu periksa.")
    expect(place.locator(".check-said")).to_contain_text(COUNTS)
    expect(place.locator(".check-list")).to_have_count(0)
    press(place, "Isi dulu")
    expect(place.get_by_label("Kuota untuk foto")).to_be_focused()
    assert "first" not in kept(page, "answers")["U07/m1-internet/hitung-kuota"]
    press(place, "Periksa jawaban saya")
    press(place, "Periksa apa adanya")
    assert len(listed(place, "missing")) == 1
    assert "foto" not in kept(page, "answers")["U07/m1-internet/hitung-kuota"]["first"]["value"]


def test_a_table_says_it_row_by_row_and_the_question_comes_once_a_lesson(
    open_page: Any, built: Server
) -> None:
    page = open_page(f"{built.url}m1-internet.html{INVITATION}")
    place = task(page, "asli-palsu")
    picks = place.locator("select")
    for n in range(5):
        picks.nth(n).select_option(index=1)
        expect(place.locator(".cx-status")).to_contain_text("Tersimpan")
    press(place, "Periksa jawaban saya")
    press(place, "Ya, periksa")
    assert len(listed(place, "missing") + listed(place, "partly")) <= 2
    marks = place.locator(".check-row")
    expect(marks).to_have_count(5)
    wrong = place.locator(".cx-row", has=page.locator(".check-row.is-wrong"))
    right = place.locator(".cx-row", has=page.locator(".check-row.is-right"))
    before = wrong.count()
    assert before + right.count() == 5
    wrong.first.locator("select").select_option(index=2)
    expect(marks).to_have_count(4)  # what is mended is no longer what was checked
    next_ = task(page, "sumber-dipercaya")
    for n in range(4):
        next_.locator("select").nth(n).select_option(index=1)
    press(next_, "Periksa jawaban saya")
    expect(next_.get_by_role("button", name="Periksa lagi")).to_be_visible()
    assert next_.get_by_role("button", name="Ya, periksa").count() == 0


def test_a_photo_that_was_chosen_is_kept_when_one_goes_on(open_page: Any, built: Server) -> None:
    page = open_page(f"{built.url}m3-foto-katalog.html{INVITATION}")
    place = task(page, "foto-produk")
    place.locator("input[type=file]").first.set_input_files(PHOTOS / "cangkir.jpg")
    expect(place.locator(".cx-note", has_text="belum dipakai")).to_contain_text("Pakai foto ini")
    page.locator("#next").tap()
    expect(place).to_be_hidden()
    page.locator("#back").tap()
    expect(place.locator(".cx-preview img")).to_have_count(1)
    expect(place.locator(".cx-status")).to_contain_text("Tersimpan")
    assert "utama" in kept(page, "answers")["U07/m3-foto-katalog/foto-produk"]["value"]


def test_a_photo_is_measured_at_once_and_the_first_one_stays(open_page: Any, built: Server) -> None:
    page = open_page(f"{built.url}m3-foto-katalog.html{INVITATION}")
    place = task(page, "foto-produk")

    def choose(name: str, at: int = 0) -> None:
        place.locator("input[type=file]").nth(at).set_input_files(PHOTOS / name)
        if not at:  # of the main photo a part is chosen
            press(place, "Pakai foto ini")
        expect(place.get_by_role("button", name="Hapus foto").nth(at)).to_be_visible()

    choose("gelap.jpg")
    choose("gelap.jpg", at=1)
    press(place, "Periksa jawaban saya")
    press(place, "Ya, periksa")
    said = " ".join(listed(place, "partly") + listed(place, "missing"))
    assert "Agak gelap: coba dekat jendela" in said
    assert not re.search(r"\d{2}", said)
    choose("cangkir.jpg")
    expect(place.locator(".check-said")).to_be_empty()  # it was said of another picture
    press(place, "Periksa lagi")
    expect(place.locator(".check-there")).to_contain_text("foto utama cukup terang")
    entry = kept(page, "answers")["U07/m3-foto-katalog/foto-produk"]
    old, new = entry["first"]["value"]["utama"], entry["value"]["utama"]
    photos = kept(page, "photos")
    assert old != new
    assert photos[f"U07/m3-foto-katalog/{old}"] != photos[f"U07/m3-foto-katalog/{new}"]


def test_a_test_says_nothing_and_its_keys_are_nowhere(open_page: Any, built: Server) -> None:
    folder = Path(built.RequestHandlerClass.keywords["directory"])  # type: ignore[attr-defined]
    asked = {name: lessons.load(REPOSITORY, name) for name in SHOWN}
    tests = [one for name, one in asked.items() if name in PHASES]
    open_to_all = {c.grade_id for n, one in asked.items() if n not in PHASES for c in one.criteria}
    keys = {c.grade_id for one in tests for c in one.criteria} - open_to_all
    keys = {f'"{key}"' for key in keys}
    keys |= {f'read_answer("{c.exercise}")' for one in tests for c in one.criteria}
    texts = [path.read_text("utf-8", "replace") for path in folder.rglob("*") if path.is_file()]
    assert len(keys) > 20
    assert [key for key in keys if any(key in text for text in texts)] == []
    assert {path.name.split("-kriteria")[0] for path in folder.rglob("*-kriteria*")} == set(
        SHOWN[:2]
    )
    page = open_page(f"{built.url}pretest.html{INVITATION}")
    assert page.locator(".check").count() == 0
    assert '"check":' not in (page.locator("#data").text_content() or "")


def test_a_number_that_cannot_be_is_named_with_an_example_that_fits(
    open_page: Any, built: Server
) -> None:
    page = open_page(f"{built.url}pretest.html{INVITATION}")
    place = task(page, "persen-klik")
    number(place, "Jawaban", "satu setengah")
    expect(place.locator(".cx-note:visible")).to_contain_text("misalnya 2,5.")
    page = open_page(f"{built.url}evaluasi-peserta.html{INVITATION}")
    place = task(page, "anjuran")
    number(place, "Angka 0 sampai 10", "12")
    expect(place.locator(".cx-note:visible")).to_have_text("Paling banyak 10.")
    number(place, "Angka 0 sampai 10", "10")
    expect(place.locator(".cx-note:visible")).to_have_count(0)


def test_what_accuses_somebody_is_said_first(open_page: Any, built: Server) -> None:
    page = open_page(f"{built.url}m1-internet.html{INVITATION}")
    place = task(page, "jawab-bukti")
    text = "Kamu penipu. Kirim uangnya sekarang juga, jangan bohong sama saya."
    number(place, "Balasan saya", text)
    press(place, "Periksa jawaban saya")
    press(place, "Ya, periksa")
    expect(place.get_by_role("button", name="Periksa lagi")).to_be_visible()
    (first, *_) = place.locator(".check-list li").all_inner_texts()
    assert first.startswith("sopan, tidak menuduh")


def test_ticks_tell_their_solution_at_the_second_try_only(open_page: Any, built: Server) -> None:
    page = open_page(f"{built.url}m3-foto-katalog.html{INVITATION}")
    place = task(page, "pilih-foto")
    ticks = place.locator("[data-field='jangan'] label")
    ticks.filter(has_text=re.compile(r"Foto 3\b")).tap()
    press(place, "Periksa jawaban saya")
    press(place, "Periksa apa adanya")
    (said,) = [one for one in listed(place, "missing") if one.startswith("foto yang perlu izin")]
    assert re.findall(r"Foto \d+", said) == ["Foto 3"]
    ticks.filter(has_text=re.compile(r"Foto 1\b")).tap()
    press(place, "Periksa lagi")
    partly = place.locator(".check-list.is-partly")
    expect(partly).to_contain_text("Lihat lagi: Foto 3")
    expect(partly).to_contain_text("Foto 9")


def test_a_number_is_remarked_and_advice_on_speaking_is_for_lists(
    open_page: Any, built: Server
) -> None:
    page = open_page(f"{built.url}m1-internet.html{INVITATION}")
    place = task(page, "jawab-bukti")
    number(
        place, "Balasan saya", "Jualan donat kampung enak sekali, hubungi saya di 081234567890 ya."
    )
    press(place, "Periksa jawaban saya")
    press(place, "Ya, periksa")
    expect(place.locator(".check-said")).to_contain_text("Nomor HP tidak perlu ditulis di sini.")
    expect(place.locator(".check-guard")).to_contain_text("Belum bisa dinilai penuh")
    expect(place.locator(".check-guard")).not_to_contain_text("Tulis seperti berbicara")
    number(place, "Balasan saya", "uang, belum, masuk, kirim, besok, rempeyek, 36000")
    press(place, "Periksa lagi")
    expect(place.locator(".check-guard")).to_contain_text("Tulis seperti berbicara")
    expect(place.locator(".check-said")).not_to_contain_text("Nomor HP")


def test_an_opinion_goes_to_the_lecturer_and_says_so(open_page: Any, built: Server) -> None:
    page = open_page(f"{built.url}evaluasi-peserta.html{INVITATION}")
    place = task(page, "materi")
    expect(place.locator(".cx-ends").first).to_have_text(
        "Sangat tidak setujuRagu-raguSangat setuju"
    )
    expect(place.locator(".cx-face")).to_have_count(20)  # five steps of four items
    place.get_by_role("radio", name="Setuju", exact=True).first.tap()
    expect(place.locator(".cx-chosen").first).to_have_text("Setuju")
    expect(place.locator(".cx-status")).to_contain_text("Tersimpan")
    page.evaluate("() => { location.hash = 'kirim'; }")
    said = page.locator("#send")
    expect(said).to_contain_text("untuk dosen, bukan untuk pendamping")
    expect(said).to_contain_text("dosen melihat siapa yang mengirim")
    expect(said).to_contain_text("pilih nama dosen (bukan pendamping)")
    link = said.get_by_role("link", name="Kirim kepada dosen")
    address = link.get_attribute("href") or ""
    assert address.startswith("https://wa.me/?")
    assert "U07" not in address
    assert "U07" not in page.locator("body").inner_text()
