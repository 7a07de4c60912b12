"""The exercise bundle in a real browser: every kind of field by touch and by keyboard alone."""

from __future__ import annotations

import base64
import io
import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PHONE = {"width": 360, "height": 740}
ORIENTATION, GPS = 0x0112, 0x8825
ANSWERS = {
    "status": "pagi",
    "isi": ["harga", "pesan"],
    "yakin": 4,
    "harga": "18.000",
    "jumlah": "banyak",
    "nama": "Donat Bu Sari yang paling enak",
    "tulisan": "Donat kentang isi 6, Rp18.000.",
    "urutan": ["sapa", "bayar"],
    "kas": {"r1": {"rp": "108.000", "jenis": "masuk"}, "n1": {"ket": "Parkir"}},
    "tanggal": "2026-11-30",
    "jam": "13:05",
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"no browser at {CHROMIUM}"),
]


class Handler(SimpleHTTPRequestHandler):
    """Serves tests/pages, and the committed bundle under /static."""

    def translate_path(self, path: str) -> str:
        if path.startswith("/static/"):
            self.directory = str(ROOT / "course" / "exercises")
        else:
            self.directory = str(ROOT / "tests" / "pages")
        return super().translate_path(path)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/host.html"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*flags, "--lang=en-US"]
        )
        yield browser
        browser.close()


def opened(browser: Browser, address: str, *, touch: bool = True, **options: Any) -> Page:
    options = {"viewport": PHONE, "locale": "en-US", "timezone_id": "Asia/Jakarta", **options}
    page = browser.new_context(has_touch=touch, is_mobile=touch, **options).new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: message.type == "error" and page.errors.append(message.text))
    page.set_default_timeout(10_000)
    page.goto(address)
    page.wait_for_selector(".course-exercise")
    return page


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    page = opened(browser, address)
    yield page
    assert page.errors == []
    page.context.close()


@pytest.fixture
def keyboard(browser: Browser, address: str) -> Iterator[Page]:
    page = opened(browser, address, touch=False)
    yield page
    assert page.errors == []
    page.context.close()


def show(page: Page, key: str, **traits: Any) -> None:
    """Start an exercise of one field of the sample, nothing focused."""
    page.evaluate(
        """async ({key, traits}) => {
            const fields = host.sample.fields.filter((field) => field.key === key);
            await host.start({fields, ask_helped: false, ...traits});
        }""",
        {"key": key, "traits": traits},
    )


def trait(page: Page, name: str) -> Any:
    return page.evaluate("(name) => host.model.get(name)", name)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.locator(".cx-status")).to_contain_text("Tersimpan pukul")
    assert trait(page, "saved_revision") == trait(page, "revision") > 0


def photo_file(width: int = 1600, height: int = 1200) -> dict[str, Any]:
    """A noisy picture lying on its side: left half red once upright, with a place in its EXIF."""
    noise = Image.effect_noise((height, width), 60).convert("RGB")
    red = Image.new("RGB", (height, width // 2), (200, 30, 30))
    upright_left = Image.blend(noise.crop((0, 0, height, width // 2)), red, 0.8)
    noise.paste(upright_left, (0, 0))  # top in the file is left when turned by orientation 8
    exif = Image.Exif()
    exif[ORIENTATION] = 8
    exif.get_ifd(GPS)[1] = "S"
    exif.get_ifd(GPS)[2] = (6.0, 12.0, 30.0)
    data = io.BytesIO()
    noise.save(data, "JPEG", quality=95, exif=exif)
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def uploaded(page: Page, path: str) -> Image.Image:
    head, _, data = trait(page, "uploads")[path].partition(",")
    assert head == "data:image/jpeg;base64"
    raw = base64.b64decode(data)
    assert len(raw) <= 200 * 1024
    assert b"Exif" not in raw
    return Image.open(io.BytesIO(raw))


# By touch


def touch_choice(page: Page) -> None:
    page.get_by_text("Tengah malam").tap()
    expect(page.locator(".cx-feedback:visible")).to_contain_text("Tengah malam sedikit")
    page.get_by_role("button", name="Kosongkan").tap()
    assert trait(page, "value") == {}
    page.get_by_text("Pagi hari, sebelum").tap()


def touch_choices(page: Page) -> None:
    page.get_by_text("Cara memesan").tap()
    page.get_by_text("Harga", exact=True).tap()
    page.get_by_text("Kabar tetangga").tap()
    expect(page.locator(".cx-note:visible")).to_contain_text("Sudah 2 pilihan")
    expect(page.get_by_label("Kabar tetangga")).not_to_be_checked()


def touch_scale(page: Page) -> None:
    page.get_by_text("Sangat setuju").tap()


def touch_number(page: Page) -> None:
    page.get_by_label("Berapa harga").tap()
    page.keyboard.type(" murah ")
    page.locator(".cx-prompt").first.tap()
    page.get_by_label("Berapa harga").blur()
    expect(page.locator(".cx-note")).to_be_visible()
    page.get_by_label("Berapa harga").fill(" 18.000 ")
    expect(page.locator(".cx-note")).to_be_hidden()
    page.get_by_label("Berapa harga").blur()


def touch_short_text(page: Page) -> None:
    page.get_by_label("Nama usaha").tap()
    page.keyboard.insert_text("Donat Bu Sari yang paling enak sekali")
    expect(page.locator(".cx-counter")).to_have_text("30 dari 30 huruf")
    expect(page.locator(".cx-note")).to_contain_text("Sudah penuh")
    page.get_by_label("Nama usaha").blur()


def touch_long_text(page: Page) -> None:
    page.get_by_label("Tulis isi Status").fill("Donat 🍩\nRp18.000")
    expect(page.locator(".cx-counter")).to_have_text("16 huruf")


def touch_order(page: Page) -> None:
    for text in ("Balas dengan sapaan", "Kirim pesanan", "Pastikan pembayaran"):
        page.get_by_role("button", name=text).tap()
    page.get_by_role("button", name="Turun: Kirim").tap()
    page.get_by_role("button", name="Keluarkan: Balas").tap()


def touch_table(page: Page) -> None:
    page.get_by_label("Rupiah, Jual donat").fill("108.000")
    page.get_by_label("Jenis, Beli tepung").select_option("keluar")
    page.get_by_role("button", name="Tambah baris").tap()
    page.get_by_role("button", name="Tambah baris").tap()
    expect(page.get_by_role("button", name="Tambah baris")).to_be_hidden()
    page.get_by_label("Keterangan, Baris tambahan 2").fill("Parkir")
    page.get_by_role("button", name="Hapus baris: Baris tambahan 1").tap()
    expect(page.get_by_label("Keterangan, Baris tambahan 1")).to_have_value("Parkir")


def touch_date(page: Page) -> None:
    page.get_by_label("Tanggal").fill("2026-11-30")


def touch_time(page: Page) -> None:
    page.get_by_label("Jam pesanan").fill("13:05")


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


def drag(page: Page, x: float, y: float, dx: float) -> None:
    """A finger, not a mouse: real touch events, which become pointer events."""
    touch = page.context.new_cdp_session(page)
    send = partial(touch.send, "Input.dispatchTouchEvent")
    send({"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in (0.3, 0.6, 1):
        send({"type": "touchMove", "touchPoints": [{"x": x + dx * part, "y": y}]})
    send({"type": "touchEnd", "touchPoints": []})


PHOTO = "photos/contoh-produk.jpg"
TOUCH = [
    ("status", touch_choice, "pagi"),
    ("isi", touch_choices, ["harga", "pesan"]),
    ("yakin", touch_scale, 5),
    ("harga", touch_number, "18.000"),
    ("nama", touch_short_text, "Donat Bu Sari yang paling enak"),
    ("tulisan", touch_long_text, "Donat 🍩\nRp18.000"),
    ("urutan", touch_order, ["bayar", "kirim"]),
    (
        "kas",
        touch_table,
        {"r1": {"rp": "108.000"}, "r2": {"jenis": "keluar"}, "n1": {"ket": "Parkir"}},
    ),
    ("tanggal", touch_date, "2026-11-30"),
    ("jam", touch_time, "13:05"),
    ("produk", touch_photo, PHOTO),
]


@pytest.mark.parametrize(("key", "act", "wanted"), TOUCH, ids=[act.__name__ for _, act, _ in TOUCH])
def test_touch(phone: Page, key: str, act: Any, wanted: Any) -> None:
    show(phone, key)
    act(phone)
    saved(phone)
    assert trait(phone, "value") == {key: wanted}
    assert trait(phone, "tries") >= 1 or key in ("nama", "tulisan", "kas")


# By keyboard alone


def keys_photo(page: Page) -> None:
    with page.expect_file_chooser() as chooser:
        press(page, "Tab", "Enter")
    chooser.value.set_files(photo_file())
    expect(page.locator(".cx-frame")).to_be_focused()
    press(page, "ArrowLeft", "-", "+", "Tab", "Tab", "Enter", "Tab", "Enter")
    expect(page.locator(".cx-preview img")).to_be_visible()
    expect(page.locator(".cx-file")).to_be_focused()


def keys(*pressed: str, text: str = "", then: tuple[str, ...] = ()) -> Any:
    def act(page: Page) -> None:
        press(page, "Tab", *pressed)
        if text:
            page.keyboard.type(text)
        press(page, *then)

    return act


KEYS = [
    ("status", keys("Space", "ArrowDown"), "malam"),
    ("isi", keys("Space", "Tab", "Tab", "Space"), ["harga", "gosip"]),
    ("yakin", keys("ArrowDown", "ArrowDown"), 3),
    ("harga", keys(text="18.000", then=("Tab",)), "18.000"),
    ("nama", keys(text="Donat", then=("Enter",)), "Donat"),
    ("tulisan", keys(text="Satu", then=("Enter", "a", "Tab")), "Satu\na"),
    # sapa first; the focus goes on to bayar, then to kirim, then to "Naik" of kirim
    ("urutan", keys("Tab", "Enter", "Enter", "Enter", "Enter"), ["sapa", "kirim", "bayar"]),
    (
        "kas",
        keys("Tab", text="9", then=("Tab", "ArrowDown", *["Tab"] * 4, "Enter", "x", "Tab")),
        {"r1": {"rp": "9", "jenis": "masuk"}, "n1": {"ket": "x"}},
    ),
    ("tanggal", keys(text="11302026"), "2026-11-30"),
    ("jam", keys(text="0105p"), "13:05"),
    ("produk", keys_photo, PHOTO),
]


@pytest.mark.parametrize(("key", "act", "wanted"), KEYS, ids=[key for key, _, _ in KEYS])
def test_keyboard(keyboard: Page, key: str, act: Any, wanted: Any) -> None:
    show(keyboard, key)
    act(keyboard)
    saved(keyboard)
    assert trait(keyboard, "value") == {key: wanted}
    assert trait(keyboard, "tries") >= 1


def test_keyboard_order_keeps_the_focus(keyboard: Page) -> None:
    show(keyboard, "urutan", value={"urutan": ["sapa", "kirim", "bayar"]})
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
    show(phone, "nama")
    phone.get_by_label("Nama usaha").press_sequentially("Don")
    expect(phone.locator(".cx-status")).to_have_text("Menyimpan…")
    assert trait(phone, "value") == {}
    saved(phone)
    assert [trait(phone, name) for name in ("tries", "revision")] == [0, 1]
    phone.get_by_label("Nama usaha").blur()
    assert [trait(phone, name) for name in ("tries", "revision")] == [1, 2]


def test_a_host_that_never_confirms(phone: Page) -> None:
    phone.clock.install()
    show(phone, "status")
    phone.evaluate("() => { host.model.saving = false; }")
    phone.get_by_text("Tengah malam").tap()
    expect(phone.locator(".cx-status")).to_have_text("Menyimpan…")
    phone.clock.fast_forward(6100)
    expect(phone.locator(".cx-status")).to_contain_text("Belum tersimpan")
    phone.evaluate("() => host.model.confirm(1)")
    expect(phone.locator(".cx-status")).to_contain_text("Tersimpan pukul")


def test_a_problem_is_told_instead_of_saved(phone: Page) -> None:
    show(phone, "status", saved_at="2026-11-21T06:05:00Z")
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
    show(phone, "status", practice=False)
    phone.get_by_text("Tengah malam").tap()
    saved(phone)
    assert phone.locator(".cx-feedback:visible, .cx-explain:visible").count() == 0
    show(phone, "status", practice=True)
    expect(phone.locator(".cx-explain")).to_be_hidden()
    phone.get_by_text("Tengah malam").tap()
    expect(phone.locator(".cx-explain")).to_have_text(trait(phone, "feedback"))


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
    show(keyboard, "status")
    press(keyboard, "Tab")
    focused = keyboard.locator(".course-exercise :focus")
    expect(focused).to_have_attribute("data-lm-suppress-shortcuts", "true")


def test_prompts_are_never_html(phone: Page) -> None:
    show(phone, "nama", prompt="Halo <b>Ibu</b>\n\n<img src=x onerror=alert(1)>")
    expect(phone.locator(".cx-prompt").nth(1)).to_have_text("<img src=x onerror=alert(1)>")
    assert phone.locator(".course-exercise b, .course-exercise img").count() == 0


def test_many_columns_stay_cards_on_a_wide_screen(browser: Browser, address: str) -> None:
    page = opened(browser, address, touch=False, viewport={"width": 1200, "height": 800})
    show(page, "kas")
    expect(page.locator(".cx-celllabel").first).to_be_hidden()
    page.evaluate(
        """async () => {
            const [kas] = host.sample.fields.filter((field) => field.key === "kas");
            const more = {...kas.columns[0], key: "lain", label: "Lain"};
            await host.start({fields: [{...kas, columns: [...kas.columns, more]}]});
        }"""
    )
    expect(page.locator(".cx-celllabel").first).to_be_visible()
    assert page.locator(".cx-row input").first.bounding_box()["width"] > 200
    page.evaluate(
        """async () => {
            const [kas] = host.sample.fields.filter((field) => field.key === "kas");
            const long = kas.columns.map((one) => one.kind === "text" ? {...one, max_chars: 80} : one);
            await host.start({fields: [{...kas, columns: long}]});
        }"""
    )
    expect(page.locator(".cx-celllabel").first).to_be_visible()
    page.context.close()


def test_a_file_that_is_no_photo_changes_nothing(phone: Page) -> None:
    show(phone, "produk", value={"produk": PHOTO})
    expect(phone.get_by_text("Foto sudah tersimpan.")).to_be_visible()
    wrong = {"name": "surat.jpg", "mimeType": "image/jpeg", "buffer": b"bukan foto"}
    phone.locator(".cx-file").set_input_files(wrong)
    expect(phone.locator(".cx-note")).to_contain_text("bukan foto yang bisa dibuka")
    assert [trait(phone, name) for name in ("revision", "uploads")] == [0, {}]
    phone.get_by_role("button", name="Hapus foto").tap()
    assert trait(phone, "value") == {}


def test_a_photo_without_crop_keeps_its_shape(phone: Page) -> None:
    field = phone.evaluate("() => host.sample.fields.find((field) => field.key === 'produk')")
    phone.evaluate("(field) => host.start({fields: [{...field, crop: null}]})", field)
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
STATES: list[dict[str, Any]] = [{}, {"value": ANSWERS, "saved_at": "2026-11-21T06:05:00Z"}]


@pytest.mark.parametrize("state", STATES, ids=["empty", "answered"])
@pytest.mark.parametrize("width", [320, 360, 600, 1280])
def test_targets_and_width(browser: Browser, address: str, width: int, state: dict) -> None:
    page = opened(browser, address, viewport={"width": width, "height": 740})
    page.evaluate("(state) => host.start(state)", state)
    page.locator(".cx-file").set_input_files(photo_file())
    page.wait_for_selector(".cx-frame")
    assert page.evaluate(SMALL) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.evaluate("() => document.querySelector('.course-exercise').scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("state", STATES, ids=["empty", "answered"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_accessible(browser: Browser, address: str, width: int, scheme: str, state: dict) -> None:
    size = {"width": width, "height": 740}
    page = opened(browser, address, viewport=size, color_scheme=scheme)
    page.evaluate("(state) => host.start(state)", state)
    if state:
        page.locator(".cx-file").set_input_files(photo_file())
        page.wait_for_selector(".cx-frame")
    violations = Axe().run(page).response["violations"]
    bad = [v for v in violations if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in bad] == []
    page.context.close()
