"""The exercise's frame in a real browser: saving, views, hosts, widths, what everybody can see.

The kinds of field are in ``test_fields.py``, whose samples are all on this page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from exercise_page import hindrances, photo_file, press, saved, show, trait, uploaded
from playwright.sync_api import Page, expect
from test_fields import ANSWERS, FIELDS

from course.exercises import number, shop

pytest_plugins = ["exercise_fixtures"]
pytestmark = pytest.mark.browser
PHOTO = "photos/contoh-produk.jpg"
PAGE = [
    *FIELDS.values(),
    number("jumlah", "Berapa kotak terjual hari ini?", unit="kotak").to_json(),
    {"kind": "hologram", "key": "nanti", "label": "Dari masa depan", "help": ""},
]


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Iterator[Page]:
    page = open_page(PAGE)
    yield page
    assert page.errors == []


@pytest.fixture
def keyboard(open_page: Callable[..., Page]) -> Iterator[Page]:
    page = open_page(PAGE, touch=False)
    yield page
    assert page.errors == []


def test_keyboard_order_keeps_the_focus(keyboard: Page) -> None:
    show(keyboard, FIELDS["urutan"], value={"urutan": ["sapa", "kirim", "bayar"]})
    focused = keyboard.locator(":focus")
    press(keyboard, "Tab", "Enter")  # "Turun" of the first: its "Naik" cannot be used
    expect(focused).to_have_attribute("aria-label", "Turun: Balas dengan sapaan")
    press(keyboard, "Enter")  # now the last: "Turun" cannot be used any more
    expect(focused).to_have_attribute("aria-label", "Naik: Balas dengan sapaan")
    press(keyboard, "Tab", "Enter")
    expect(focused).to_have_text("Balas dengan sapaan")
    assert trait(keyboard, "value") == {"urutan": ["kirim", "bayar"]}


# The frame


def test_typing_is_saved_after_a_pause_and_counts_when_left(phone: Page) -> None:
    show(phone, FIELDS["nama"])
    phone.get_by_label("Nama usaha").press_sequentially("Don")
    expect(phone.locator(".cx-status")).to_have_text("Menyimpan…")
    assert trait(phone, "value") == {}
    saved(phone)
    assert [trait(phone, name) for name in ("tries", "revision")] == [0, 1]
    phone.get_by_label("Nama usaha").blur()
    assert [trait(phone, name) for name in ("tries", "revision")] == [1, 2]


def test_a_host_that_never_confirms(phone: Page) -> None:
    phone.clock.install()
    show(phone, FIELDS["status"])
    phone.evaluate("() => { host.model.saving = false; }")
    phone.get_by_text("Tengah malam").tap()
    expect(phone.locator(".cx-status")).to_have_text("Menyimpan…")
    phone.clock.fast_forward(6100)
    expect(phone.locator(".cx-status")).to_contain_text("Belum tersimpan")
    phone.evaluate("() => host.model.confirm(1)")
    expect(phone.locator(".cx-status")).to_contain_text("Tersimpan pukul")
    phone.context.close()  # its clock cannot be given back


def test_a_problem_is_told_instead_of_saved(phone: Page) -> None:
    show(phone, FIELDS["status"], saved_at="2026-11-21T06:05:00Z")
    expect(phone.locator(".cx-status")).to_have_text("Tersimpan pukul 13.05")
    phone.evaluate("() => host.model.set('problem', 'Penyimpanan penuh.')")
    expect(phone.get_by_role("alert")).to_have_text("Penyimpanan penuh.")
    expect(phone.locator(".cx-status")).to_have_text("")


def test_two_views_stay_in_step(keyboard: Page) -> None:
    keyboard.evaluate("() => host.start({}, 2)")
    first, second = keyboard.locator(".course-exercise").all()
    first.get_by_label("Tengah malam").check()
    expect(second.get_by_label("Tengah malam")).to_be_checked()
    second.get_by_label("Kapan saja").check()
    expect(first.get_by_label("Kapan saja")).to_be_checked()
    expect(second.get_by_label("Kapan saja")).to_be_checked()
    first.get_by_label("Nama usaha").fill("Sari")
    first.get_by_label("Nama usaha").blur()
    expect(second.get_by_label("Nama usaha")).to_have_value("Sari")
    names = keyboard.evaluate("() => Array.from(document.querySelectorAll('[id]'), (el) => el.id)")
    assert len(names) == len(set(names))


def test_the_host_redraws_but_never_what_is_being_typed(keyboard: Page) -> None:
    keyboard.evaluate("() => host.start()")
    name = keyboard.get_by_label("Nama usaha")
    name.press_sequentially("Sa")
    keyboard.evaluate("() => host.model.set('value', {nama: 'lama', yakin: 2})")
    expect(name).to_have_value("Sa")
    expect(name).to_be_focused()
    expect(keyboard.get_by_label("Tidak setuju", exact=True)).to_be_checked()
    name.blur()
    assert trait(keyboard, "value") == {"nama": "Sa", "yakin": 2}


def test_graded_exercises_explain_nothing(phone: Page) -> None:
    show(phone, FIELDS["status"], practice=False)
    phone.get_by_text("Tengah malam").tap()
    saved(phone)
    assert phone.locator(".cx-feedback:visible, .cx-explain:visible").count() == 0
    show(phone, FIELDS["status"], practice=True)
    expect(phone.locator(".cx-explain")).to_be_hidden()
    phone.get_by_text("Tengah malam").tap()
    expect(phone.locator(".cx-explain")).to_have_text(trait(phone, "feedback"))


@pytest.mark.parametrize(
    ("told", "asked"),
    [({}, True), ({"barang": "Peyek", "harga": "15rb"}, True), ({"barang": "Peyek", "barang2": "Opak"}, True),
     ({"barang": "Peyek", "harga": "15rb", "barang2": "Opak", "harga2": "9rb"}, True),
     ({"barang": "Peyek", "harga": "15rb", "barang2": "Opak", "harga2": "9rb", "nama": "Cempaka"}, False)],
)  # fmt: skip
def test_what_a_task_needs_of_the_shop_is_asked_before_it_is_answered(
    phone: Page, told: dict[str, str], *, asked: bool
) -> None:
    asks = ("barang", "harga", "barang2", "harga2", "nama")
    show(phone, shop("usaha", "Usaha saya", asks=asks).to_json(), value={"usaha": told})
    questions = phone.get_by_label("Nama usaha saya", exact=True)
    expect(questions).to_be_visible(visible=asked)


def test_help_is_told(phone: Page) -> None:
    phone.get_by_label("Saya dibantu orang lain").check()
    saved(phone)
    assert trait(phone, "helped") is True


def test_an_unknown_kind_leaves_the_others_alone(phone: Page) -> None:
    expect(phone.get_by_text("Bagian ini butuh versi aplikasi yang lebih baru.")).to_be_visible()
    phone.get_by_label("Tengah malam").check()
    saved(phone)


def test_keys_stay_in_the_exercise(keyboard: Page) -> None:
    """In a notebook "d d" deletes the cell; Lumino leaves marked controls their keys.

    The real thing is tried in ``test_all_fields.py``, where "m" and "k" choose options.
    """
    show(keyboard, FIELDS["status"])
    press(keyboard, "Tab")
    focused = keyboard.locator(".course-exercise :focus")
    expect(focused).to_have_attribute("data-lm-suppress-shortcuts", "true")


def test_prompts_are_never_html(phone: Page) -> None:
    show(phone, FIELDS["nama"], prompt="Halo <b>Ibu</b>\n\n<img src=x onerror=alert(1)>")
    expect(phone.locator(".cx-prompt").nth(1)).to_have_text("<img src=x onerror=alert(1)>")
    assert phone.locator(".course-exercise b, .course-exercise img").count() == 0


def test_many_columns_stay_cards_on_a_wide_screen(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE, touch=False, viewport={"width": 1200, "height": 800})
    show(page, FIELDS["kas"])
    expect(page.locator(".cx-celllabel").first).to_be_hidden()
    columns = FIELDS["kas"]["columns"]
    more = [*columns, {**columns[0], "key": "lain", "label": "Lain"}]
    show(page, {**FIELDS["kas"], "columns": more})
    expect(page.locator(".cx-celllabel").first).to_be_visible()
    assert page.locator(".cx-row input").first.bounding_box()["width"] > 200
    long = [{**one, "max_chars": 80} if one["kind"] == "text" else one for one in columns]
    show(page, {**FIELDS["kas"], "columns": long})
    expect(page.locator(".cx-celllabel").first).to_be_visible()


def test_a_file_that_is_no_photo_changes_nothing(phone: Page) -> None:
    show(phone, FIELDS["produk"], value={"produk": PHOTO})
    expect(phone.get_by_text("Foto sudah tersimpan.")).to_be_visible()
    wrong = {"name": "surat.jpg", "mimeType": "image/jpeg", "buffer": b"bukan foto"}
    phone.locator(".cx-file").set_input_files(wrong)
    expect(phone.locator(".cx-note")).to_contain_text("bukan foto yang bisa dibuka")
    assert [trait(phone, name) for name in ("revision", "uploads")] == [0, {}]
    phone.get_by_role("button", name="Hapus foto").tap()
    assert trait(phone, "value") == {}


def test_a_photo_without_crop_keeps_its_shape(phone: Page) -> None:
    show(phone, {**FIELDS["produk"], "crop": None})
    phone.locator(".cx-file").set_input_files(photo_file(3000, 4000))
    expect(phone.locator(".cx-preview img")).to_be_visible()
    image = uploaded(phone, PHOTO)
    assert image.width < image.height <= 1280


# What everybody must be able to see and hit


SMALL = """() => Array.from(
    document.querySelectorAll('.course-exercise button, .course-exercise .cx-option, '
        + '.course-exercise .cx-input, .course-exercise label.cx-button'))
    .filter((el) => el.getClientRects().length)
    .filter((el) => el.getBoundingClientRect().height < 48 || el.getBoundingClientRect().width < 48)
    .map((el) => el.outerHTML)"""
GIVEN = {**ANSWERS, "jumlah": "banyak"}
GIVEN.pop("produk")  # given in the tests
STATES: list[dict[str, Any]] = [{}, {"value": GIVEN, "saved_at": "2026-11-21T06:05:00Z"}]


@pytest.mark.parametrize("state", STATES, ids=["empty", "answered"])
@pytest.mark.parametrize("width", [320, 360, 600, 1280])
def test_targets_and_width(open_page: Callable[..., Page], width: int, state: dict) -> None:
    page = open_page(PAGE, viewport={"width": width, "height": 740})
    page.evaluate("(state) => host.start(state)", state)
    page.locator(".cx-file").set_input_files(photo_file())
    page.wait_for_selector(".cx-frame")
    assert page.evaluate(SMALL) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.evaluate("() => document.querySelector('.course-exercise').scrollWidth") <= width


@pytest.mark.parametrize("state", STATES, ids=["empty", "answered"])
@pytest.mark.parametrize("width", [360, 1280])
def test_accessible(open_page: Callable[..., Page], width: int, state: dict) -> None:
    size = {"width": width, "height": 740}
    page = open_page(PAGE, viewport=size, color_scheme="light")
    page.evaluate("(state) => host.start(state)", state)
    if state:
        page.locator(".cx-file").set_input_files(photo_file())
        page.wait_for_selector(".cx-frame")
    assert hindrances(page) == []
