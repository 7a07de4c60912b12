"""Every kind of field: its answer, its paper, and its renderer by touch and by keyboard alone.

A new kind is one more ``@sample`` here; the pages of the other tests show it as well.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import pytest
from conftest import REPOSITORY
from exercise_page import drag, photo_file, press, saved, show, trait, uploaded
from playwright.sync_api import Page, expect

from course.exercises import (
    Definition,
    Field,
    choice,
    choices,
    column,
    date,
    long_text,
    number,
    order,
    photo,
    row,
    scale,
    shop,
    short_text,
    table,
    time,
    unsure,
)
from course.exercises.fields import KINDS, FieldError
from course.exercises.show import sheet_html

pytest_plugins = ["exercise_fixtures"]
Act = Callable[[Page], None]
JUNK = [None, True, -1, 2.5, "", "a\u0000b", "\ud800", "x" * 9_000, [], [[]], {}, {"a": {"b": 1}}]


@dataclass(frozen=True)
class Sample:
    """A field, and what is answered when one touches it or types."""

    field: Field
    touch: Act
    touched: Any
    keys: Act
    keyed: Any


SAMPLES: list[Sample] = []


def sample(field: Field, *, touched: Any, keys: Act, keyed: Any) -> Callable[[Act], Act]:
    def add(touch: Act) -> Act:
        SAMPLES.append(Sample(field, touch, touched, keys, keyed))
        return touch

    return add


def keys(*pressed: str, text: str = "", then: tuple[str, ...] = ()) -> Any:
    def act(page: Page) -> None:
        press(page, "Tab", *pressed)
        if text:
            page.keyboard.type(text)
        press(page, *then)

    return act


@sample(
    choice(
        "status",
        "Kapan sebaiknya Ibu Sari memasang Status?",
        {
            "pagi": "Pagi hari, sebelum pembeli memesan sarapan",
            "malam": "Tengah malam",
            "bebas": "Kapan saja, tidak ada bedanya",
        },
        help="Pilih satu jawaban.",
        feedback={
            "pagi": "Tepat. Pagi hari banyak orang membuka WhatsApp sambil memikirkan sarapan.",
            "malam": "Tengah malam sedikit yang melihat. Coba pikirkan jam pembeli memesan.",
        },
    ),
    touched="pagi",
    keys=keys("Space", "ArrowDown"),
    keyed="malam",
)
def touch_choice(page: Page) -> None:
    page.get_by_text("Tengah malam").tap()
    expect(page.locator(".cx-feedback:visible")).to_contain_text("Tengah malam sedikit")
    page.get_by_role("button", name="Kosongkan").tap()
    assert trait(page, "value") == {}
    page.get_by_text("Pagi hari, sebelum").tap()


@sample(
    choices(
        "isi",
        "Apa saja yang perlu ditulis di Status jualan?",
        {"harga": "Harga", "pesan": "Cara memesan", "gosip": "Kabar tetangga"},
        most=2,
    ),
    touched=["harga", "pesan"],
    keys=keys("Space", "Tab", "Tab", "Space"),
    keyed=["harga", "gosip"],
)
def touch_choices(page: Page) -> None:
    page.get_by_text("Cara memesan").tap()
    page.get_by_text("Harga", exact=True).tap()
    page.get_by_text("Kabar tetangga").tap()
    expect(page.locator(".cx-note:visible")).to_contain_text("Sudah 2 pilihan")
    expect(page.get_by_label("Kabar tetangga")).not_to_be_checked()


@sample(
    scale("yakin", "Saya yakin bisa membuat Status jualan sendiri."),
    touched=5,
    keys=keys("ArrowDown", "ArrowDown"),
    keyed=3,
)
def touch_scale(page: Page) -> None:
    page.get_by_label("Sangat setuju").tap()


@sample(
    number("harga", "Berapa harga satu kotak?", unit="Rp"),
    touched="18.000",
    keys=keys(text="18.000", then=("Tab",)),
    keyed="18.000",
)
def touch_number(page: Page) -> None:
    page.get_by_label("Berapa harga").tap()
    page.keyboard.type(" murah ")
    page.locator(".cx-prompt").first.tap()
    page.get_by_label("Berapa harga").blur()
    expect(page.locator(".cx-note")).to_be_visible()
    page.get_by_label("Berapa harga").fill(" 18.000 ")
    expect(page.locator(".cx-note")).to_be_hidden()
    page.get_by_label("Berapa harga").blur()


@sample(
    short_text("nama", "Nama usaha", max_chars=30),
    touched="Donat Bu Sari yang paling enak",
    keys=keys(text="Donat", then=("Enter",)),
    keyed="Donat",
)
def touch_short_text(page: Page) -> None:
    page.get_by_label("Nama usaha").tap()
    page.keyboard.insert_text("Donat Bu Sari yang paling enak sekali")
    expect(page.locator(".cx-counter")).to_have_text("30 dari 30 huruf")
    expect(page.locator(".cx-note")).to_contain_text("Sudah penuh")
    page.get_by_label("Nama usaha").blur()


@sample(
    long_text(
        "tulisan",
        "Tulis isi Status",
        help="Sebutkan produk, harga, dan cara memesan.",
        max_chars=250,
        rows=4,
    ),
    touched="Donat 🍩\nRp18.000",
    keys=keys(text="Satu", then=("Enter", "a", "Tab")),
    keyed="Satu\na",
)
def touch_long_text(page: Page) -> None:
    page.get_by_label("Tulis isi Status").fill("Donat 🍩\nRp18.000")
    expect(page.locator(".cx-counter")).to_have_text("16 huruf")


@sample(
    order(
        "urutan",
        "Urutkan langkah melayani pesanan",
        {
            "kirim": "Kirim pesanan",
            "sapa": "Balas dengan sapaan",
            "bayar": "Pastikan pembayaran sudah masuk",
        },
    ),
    touched=["bayar", "kirim"],
    # sapa first; the focus goes on to bayar, then to kirim, then to "Naik" of kirim
    keys=keys("Tab", "Enter", "Enter", "Enter", "Enter"),
    keyed=["sapa", "kirim", "bayar"],
)
def touch_order(page: Page) -> None:
    for text in ("Balas dengan sapaan", "Kirim pesanan", "Pastikan pembayaran"):
        page.get_by_role("button", name=text).tap()
    page.get_by_role("button", name="Turun: Kirim").tap()
    page.get_by_role("button", name="Keluarkan: Balas").tap()


@sample(
    table(
        "kas",
        "Catatan kas hari ini",
        [
            column("jam", "Jam", "fixed"),
            column("ket", "Keterangan", max_chars=40),
            column("rp", "Rupiah", "number"),
            column("jenis", "Jenis", "choice", {"masuk": "Uang masuk", "keluar": "Uang keluar"}),
        ],
        [
            row("r1", "Jual donat", {"jam": "08.00", "ket": "6 kotak"}),
            row("r2", "Beli tepung", {"jam": "10.00"}),
        ],
        add_rows=2,
    ),
    touched={"r1": {"rp": "108.000"}, "r2": {"jenis": "keluar"}, "n1": {"ket": "Parkir"}},
    keys=keys("Tab", text="9", then=("Tab", "ArrowDown", *["Tab"] * 4, "Enter", "x", "Tab")),
    keyed={"r1": {"rp": "9", "jenis": "masuk"}, "n1": {"ket": "x"}},
)
def touch_table(page: Page) -> None:
    page.get_by_label("Rupiah, Jual donat").fill("108.000")
    page.get_by_label("Jenis, Beli tepung").select_option("keluar")
    page.get_by_role("button", name="Tambah baris").tap()
    page.get_by_role("button", name="Tambah baris").tap()
    expect(page.get_by_role("button", name="Tambah baris")).to_be_hidden()
    page.get_by_label("Keterangan, Baris tambahan 2").fill("Parkir")
    page.get_by_role("button", name="Hapus baris: Baris tambahan 1").tap()
    expect(page.get_by_label("Keterangan, Baris tambahan 1")).to_have_value("Parkir")


@sample(
    date("tanggal", "Tanggal pesanan diantar"),
    touched="2026-11-30",
    keys=keys(text="11302026"),
    keyed="2026-11-30",
)
def touch_date(page: Page) -> None:
    page.get_by_label("Tanggal").fill("2026-11-30")


@sample(
    time("jam", "Jam pesanan diantar"),
    touched="13:05",
    keys=keys(text="0105p"),
    keyed="13:05",
)
def touch_time(page: Page) -> None:
    page.get_by_label("Jam pesanan").fill("13:05")


def keys_photo(page: Page) -> None:
    press(page, "Tab")
    expect(page.locator(".cx-file")).to_be_focused()
    with page.expect_file_chooser() as chooser:
        press(page, "Enter")
    chooser.value.set_files(photo_file())
    expect(page.locator(".cx-frame")).to_be_focused()
    press(page, "ArrowLeft", "-", "+", "Tab", "Tab", "Enter", "Tab", "Enter")
    expect(page.locator(".cx-preview img")).to_be_visible()
    expect(page.locator(".cx-file")).to_be_focused()


@sample(
    photo("produk", "Foto produk", help="Dekat jendela, tanpa lampu kilat.", crop=1),
    touched="photos/contoh-produk.jpg",
    keys=keys_photo,
    keyed="photos/contoh-produk.jpg",
)
def touch_photo(page: Page) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator("label.cx-button").tap()
    chooser.value.set_files(photo_file())
    frame = page.locator(".cx-frame")
    before = frame.bounding_box()
    assert before is not None
    drag(page, before["x"] + 60, before["y"] + 60, -200)
    after = frame.bounding_box()
    assert after is not None
    assert after["x"] < before["x"] - 10
    page.get_by_role("button", name="Lebih kecil").tap()
    page.get_by_role("button", name="Pakai foto ini").tap()
    expect(page.get_by_role("img", name="Foto untuk: Foto produk")).to_be_visible()
    image = uploaded(page, "photos/contoh-produk.jpg")
    assert image.width == image.height
    red, green, _ = image.getpixel((image.width // 4, image.height // 2))
    assert red > green + 40  # the left half of the upright picture


@sample(
    shop("usaha", "Usaha saya", asks=("barang", "harga")),
    touched={"barang": "Keripik singkong", "harga": "15rb"},
    keys=keys("Tab", text="donat", then=("Tab",)),
    keyed={"barang": "donat"},
)
def touch_shop(page: Page) -> None:
    expect(page.get_by_text("Isi dulu usaha Ibu/Bapak")).to_be_visible()
    page.get_by_label("Barang atau jasa saya").fill("Keripik singkong")
    page.get_by_label("Harganya").fill("15rb")
    expect(page.get_by_text("untuk usaha saya: Keripik singkong, Rp15.000.")).to_be_visible()


@sample(unsure(), touched="tidak-tahu", keys=keys("Space"), keyed="tidak-tahu")
def touch_unsure(page: Page) -> None:
    page.get_by_label("Saya belum tahu").tap()
    expect(page.locator(".cx-feedback")).to_contain_text("Tidak apa-apa.")


FIELDS = {one.field.key: one.field.to_json() for one in SAMPLES}
"""What the browser is given, by key."""
ANSWERS = {one.field.key: one.touched for one in SAMPLES}
each = pytest.mark.parametrize("one", SAMPLES, ids=[one.field.kind for one in SAMPLES])


# In Python


def test_every_kind_has_a_sample_and_a_renderer() -> None:
    renderers = (REPOSITORY / "course" / "js" / "exercise" / "fields").glob("*.js")
    assert {one.field.kind for one in SAMPLES} == set(KINDS)
    assert {path.stem for path in renderers} - {"index"} == set(KINDS)


@each
def test_an_answer_is_read_shown_and_kept(one: Sample) -> None:
    for answer in (one.touched, one.keyed):
        assert one.field.read(json.loads(json.dumps(answer))) == answer
        assert one.field.show(answer).strip()
    # A shop, and the tap, may be asked for later on: an answer without it stays an answer.
    asked = [] if one.field.kind in {"shop", "unsure"} else [one.field.kind, one.field.key]
    assert one.field.shape()[:2] == asked


@each
@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_what_is_no_answer_is_refused_in_words_or_harmless(one: Sample, junk: Any) -> None:
    with contextlib.suppress(FieldError):
        json.dumps(one.field.read(junk)).encode()


@each
def test_there_is_something_to_write_on(one: Sample) -> None:
    sheet = sheet_html(Definition("contoh", "Isi.", [one.field]))
    assert escape(one.field.label) in sheet
    assert one.field.paper() in sheet
    assert 'class="sheet-' in one.field.paper()


# In the browser


@pytest.fixture
def page(open_page: Callable[..., Page], request: pytest.FixtureRequest) -> Iterator[Page]:
    page = open_page(touch=request.param)
    yield page
    assert page.errors == []


@pytest.mark.browser
@each
@pytest.mark.parametrize("page", [True], indirect=True, ids=["phone"])
def test_touch(page: Page, one: Sample) -> None:
    show(page, one.field.to_json())
    one.touch(page)
    saved(page)
    assert trait(page, "value") == {one.field.key: one.touched}
    assert trait(page, "tries") >= 1 or one.field.kind in {"short_text", "long_text", "table"}


@pytest.mark.browser
@each
@pytest.mark.parametrize("page", [False], indirect=True, ids=["laptop"])
def test_keyboard(page: Page, one: Sample) -> None:
    show(page, one.field.to_json())
    one.keys(page)
    saved(page)
    assert trait(page, "value") == {one.field.key: one.keyed}
    assert trait(page, "tries") >= 1


def test_what_may_be_left_out_is_told_and_a_text_stays_the_same_question() -> None:
    free = short_text("lain", "Lainnya", optional=True)
    assert free.to_json()["optional"] is True
    assert "optional" not in short_text("lain", "Lainnya").to_json()
    assert free.shape() == short_text("lain", "Lainnya").shape()


def test_an_option_that_stands_alone_is_one_of_the_options() -> None:
    options = {"a": "Beras", "tidak": "Tidak ada"}
    assert choices("apa", "Apa?", options, alone="tidak").to_json()["alone"] == "tidak"
    assert (
        choices("apa", "Apa?", options, alone="tidak").shape()
        == choices("apa", "Apa?", options).shape()
    )
    with pytest.raises(ValueError, match="alone names no option"):
        choices("apa", "Apa?", options, alone="lain")
