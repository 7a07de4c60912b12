"""Live previews: declared in Python, drawn in the browser, the same on both sides."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, answers_of
from exercise_page import hindrances, photo_file
from playwright.sync_api import Page, expect

from course import lessons
from course.exercises import Definition, long_text, preview, short_text
from course.exercises.previews import PREVIEWS
from course.lessons.check import check_lesson

pytest_plugins = ["exercise_fixtures"]
JS = REPOSITORY / "course" / "js" / "exercise" / "previews"
LESSON, SHOP = "m2-akun-usaha", "m6-marketplace"
SEEN = {
    name: (lesson, d)
    for lesson in (LESSON, SHOP)
    for name, d in lessons.load(REPOSITORY, lesson).definitions.items()
    if d.preview
}
WIDEST = "() => Math.max(...Array.from(document.querySelectorAll('.cx-pv, .cx-pv *'), (el) => el.getBoundingClientRect().right))"


def traits(exercise: str, **value: Any) -> dict[str, Any]:
    """What the widget of an exercise of the lessons is given, with its full answer."""
    lesson, definition = SEEN[exercise]
    answers = answers_of(lesson) / f"{exercise}.json"
    full = json.loads(answers.read_text("utf-8"))[0]["value"]
    return {
        "exercise_id": exercise, "prompt": definition.prompt, "practice": definition.practice,
        "fields": [f.to_json() for f in definition.fields], "preview": definition.preview_json(),
        "value": {**full, **value},
    }  # fmt: skip


# Declared


def test_both_sides_know_the_same_previews() -> None:
    offered = "\n".join(path.read_text("utf-8") for path in JS.glob("*.js"))
    assert set(re.findall(r'^  "?([a-z-]+)"?: \[said\("', offered, re.MULTILINE)) == set(PREVIEWS)


def test_both_sides_know_the_same_slots() -> None:
    drawn = "\n".join(path.read_text("utf-8") for path in JS.glob("*.js"))
    named = set(re.findall(r'(?:text|rows|photo)\("(\w+)"', drawn))
    named |= {"account", "text", "tags", "greeting", "away", "quick"}  # named in lists
    named |= {f"{slot}_label" for slot in ("greeting", "away", "quick")}
    assert set().union(*PREVIEWS.values()) == named


def test_the_modules_of_the_previews_are_short() -> None:
    for path in JS.glob("*.js"):
        assert len(path.read_text("utf-8").splitlines()) < 120, path.name
        assert "innerHTML" not in path.read_text("utf-8"), path.name


def test_a_preview_is_no_part_of_the_question() -> None:
    fields = [long_text("status", "Isi")]
    plain = Definition("status-wa", "Tulis.", fields)
    shown = Definition("status-wa", "Tulis.", fields, preview=preview("wa-status", text="status"))
    assert plain.item == shown.item
    assert plain.preview_json() == {}
    assert shown.preview_json() == {
        "name": "wa-status", "slots": {"text": "status"}, "given": {},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("declared", "complaint"),
    [
        (preview("hologram", text="nama"), "pratinjau 'hologram' tidak ada (yang ada: wa-profile"),
        (preview("wa-status", warna="nama"), "pratinjau 'wa-status' tidak punya tempat 'warna'"),
        (preview("wa-status", text="isi"), "pratinjau menunjuk isian 'isi' yang tidak ada"),
    ],
)
def test_a_wrong_preview_has_a_name_for_what_is_wrong(declared: Any, complaint: str) -> None:
    definition = Definition("x1", "", [short_text("nama", "Nama")], preview=declared)
    problems = definition.preview.problems([f.key for f in definition.fields])
    assert problems[0].startswith(complaint)


def test_check_tells_of_an_unknown_preview(course_root: Path) -> None:
    path = course_root / "source" / LESSON / f"{LESSON}.ipynb"
    text = path.read_text("utf-8")
    path.write_text(text.replace('\\"wa-link\\"', '\\"wa-pigeon\\"', 1), "utf-8")
    (problem,) = check_lesson(lessons.load(course_root, LESSON))
    assert problem.startswith("soal 'tautan-wa': pratinjau 'wa-pigeon' tidak ada")


def test_the_lessons_use_every_preview() -> None:
    assert {d.preview.name for _, d in SEEN.values()} == set(PREVIEWS)


# Drawn


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Iterator[Page]:
    page = open_page()
    yield page
    assert page.errors == []


def start(page: Page, state: dict[str, Any]) -> Any:
    page.evaluate("(state) => host.start(state)", state)
    return page.locator(".cx-pv")


def box(page: Page, name: str) -> Any:
    return page.get_by_role("textbox", name=name)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("exercise", "words"),
    [
        ("profil-wa", ["Rempeyek Cempaka", "Kacangnya penuh", "Randuasri", "08.00 - 16.00"]),
        ("pesan-otomatis", ["Pesan sambutan", "terima kasih sudah", "Kalau sedang tutup"]),
        ("balasan-harga", ["mengetik /harga", "Rp18.000", "QRIS"]),
        ("tautan-wa", ["https://wa.me/6281000001234?text=Halo%20Bu%20Wulan%2C%20saya"]),
        ("latihan-status", ["Melihat: Sri, Tono", "besok pukul 07.00 (24 jam)"]),
        ("status-wa", ["baru diangkat", "setelah 24 jam", "saling menyimpan nomor"]),
        ("akun-instagram", ["rempeyek.cempaka", "Bisnis", "luar kota", "wa.me/6281000001234"]),
        ("caption-instagram", ["gurih dan renyah", "#kulinerblitar", "3 dari 5 hashtag."]),
        ("halaman-facebook", ["Rempeyek Cempaka", "Toko atau usaha", "Kirim pesan WhatsApp",
                              "Senin sampai Sabtu"]),
        ("grup-facebook", ["Grup Jual Beli", "Saya", "tetangga Randuasri"]),
        ("produk-pertama", ["Rp22.000", "150 gram", "Rempeyek", "250 gram", "Foto utama"]),
        ("katalog-wa", ["Peyek kacang 150 gram", "Rp18.000", "Peyek teri 150 gram"]),
    ],
)  # fmt: skip
def test_the_answer_looks_as_in_the_app(page: Page, exercise: str, words: list[str]) -> None:
    shown = start(page, traits(exercise))
    for word in words:
        expect(shown).to_contain_text(word)


@pytest.mark.browser
def test_every_keystroke_is_shown_before_it_is_saved(page: Page) -> None:
    start(page, {**traits("status-wa"), "value": {}})
    shown, saved = page.evaluate(
        """() => {
            const area = document.querySelector('textarea');
            area.value = 'Peyek <b>hangat</b>';
            area.dispatchEvent(new Event('input'));
            return [document.querySelector('.cx-pv-text').textContent, host.model.get('value')];
        }"""
    )
    assert (shown, saved) == ("Peyek <b>hangat</b>", {})


@pytest.mark.browser
@pytest.mark.parametrize(
    ("exercise", "above"),
    [
        ("profil-wa", "b. Deskripsi usaha"),
        ("status-wa", "a. Isi Status"),
        ("tautan-wa", "a. Nomor"),
    ],
)
def test_the_preview_stands_beside_what_is_written(page: Page, exercise: str, above: str) -> None:
    start(page, traits(exercise))
    before = page.locator(".cx-field:has(+ .cx-pv)")
    expect(before).to_contain_text(above)


@pytest.mark.browser
def test_hashtags_are_counted_as_the_app_does(page: Page) -> None:
    shown = start(page, {**traits("caption-instagram"), "value": {}})
    expect(shown).to_contain_text("0 dari 5 hashtag.")
    box(page, "b. Hashtag").press_sequentially("#a1 #b2 #c3 #d4 #e5")
    expect(shown.get_by_text("5 dari 5 hashtag.", exact=True)).to_be_visible()
    box(page, "a. Caption").press_sequentially("Peyek #x")
    expect(shown).to_contain_text("6 dari 5 hashtag. Instagram menolak lebih dari 5.")


@pytest.mark.browser
def test_what_somebody_else_changes_is_shown(page: Page) -> None:
    shown = start(page, traits("latihan-status"))
    page.evaluate("() => host.model.set('value', {orang: {sri: {dia: 'tidak'}}})")
    expect(shown).to_contain_text("Tidak melihat: Sri, Tono")


@pytest.mark.browser
def test_the_photo_is_shown_and_can_be_taken_away(page: Page) -> None:
    shown = start(page, traits("status-wa"))
    assert shown.locator("img").count() == 0
    page.locator(".cx-file").set_input_files(photo_file())
    expect(shown.locator("img")).to_have_attribute("src", re.compile("^data:image/jpeg;base64,"))
    box(page, "a. Isi Status").press_sequentially(" ya")
    assert shown.locator("img").count() == 1
    page.get_by_role("button", name="Hapus foto").tap()
    expect(shown.locator("img")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize("spec", [{}, {"name": "hologram"}, {"name": "listing", "slots": None}])
def test_an_unknown_preview_is_harmless(page: Page, spec: dict[str, Any]) -> None:
    start(page, {**traits("tautan-wa"), "preview": spec, "value": {}})
    box(page, "a. Nomor").press_sequentially("62")
    box(page, "a. Nomor").blur()
    expect(page.locator(".cx-status")).to_contain_text("Tersimpan pukul")


@pytest.mark.browser
@pytest.mark.parametrize("exercise", sorted(SEEN))
def test_previews_fit_a_narrow_phone(page: Page, exercise: str) -> None:
    page.set_viewport_size({"width": 322, "height": 740})
    shown = start(page, traits(exercise))
    assert shown.get_attribute("aria-label").startswith("Pratinjau: ")
    assert page.evaluate(WIDEST) <= 322


@pytest.mark.browser
@pytest.mark.parametrize(
    "exercise", ["profil-wa", "tautan-wa", "caption-instagram", "grup-facebook"]
)
def test_previews_are_readable(page: Page, exercise: str) -> None:
    start(page, traits(exercise, tagar="#a1 #b2 #c3 #d4 #e5 #f6"))
    assert hindrances(page, ".cx-pv") == []
