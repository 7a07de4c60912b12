"""One exercise of every kind, in JupyterLab by clicks and typing, in Notebook 7 by keyboard only."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY, new_course, run_course
from jupyter_desk import chromium, exercise, jupyter, restart_and_run_all, run_all, saved, shoot
from matplotlib import cbook
from PIL import ExifTags, Image
from playwright.sync_api import Locator, Page, expect

from course import lessons
from course.gradebook import read_scores

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("all-fields")]
DONUTS = "Donat kentang hangat dari Mawar, isi 6 cuma Rp18.000 ya Bu. Yuk chat sekarang."
FULL = {
    "satu-pilihan": {"jawaban": "wab"},
    "banyak-pilihan": {"jawaban": ["ig", "fb"]},
    "skala": {"yakin": 5},
    "angka": {"harga": "18.000"},
    "teks-pendek": {"nama": "Mawar"},
    "teks-panjang": {"isi": DONUTS},
    "urutan": {"langkah": ["lihat", "pesan", "bayar"]},
    "tabel": {"kas": {"a": {"jenis": "masuk", "jumlah": "54000"}, "b": {"jenis": "keluar"}}},
    "tanggal": {"hari": "2026-12-05"},
    "jam": {"buka": "08:00"},
    "foto": {"produk": "photos/foto-produk.jpg"},
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with this one lesson, released."""
    root = new_course(tmp_path_factory.mktemp("all-fields") / "kelas")
    shutil.rmtree(root / "source")
    shutil.copytree(REPOSITORY / "tests" / "lessons", root / "source")
    shutil.copy(root / "examples" / "roster.csv", root / "roster.csv")
    assert run_course(root, "check").returncode == 0
    assert run_course(root, "release").returncode == 0
    return root


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A real photograph (public domain, in matplotlib) as a phone takes it: big, turned, with GPS."""
    with cbook.get_sample_data("grace_hopper.jpg") as file:
        picture = Image.open(file).convert("RGB").resize((3072, 3636), Image.Resampling.BICUBIC)
    grain = Image.effect_noise(picture.size, 40).convert("RGB")
    picture = Image.blend(picture, grain, 0.12).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Model] = "HP Contoh"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (7.0, 58.0, 0.0)
    path = tmp_path / "IMG_2026.jpg"
    picture.save(path, quality=95, exif=exif)
    assert path.stat().st_size > 3_000_000
    return path


def desk_of(root: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "meja" / "all-fields"
    shutil.copytree(root / "release" / "all-fields", folder)
    return folder


def by_clicks(page: Page, photograph: Path) -> None:
    code = exercise(page, "kode peserta Ibu/Bapak")
    code.get_by_label("Kode peserta").fill("U01")
    code.get_by_label("Kode peserta").blur()
    saved(code)
    practice = exercise(page, "Latihan: mana yang hilang")
    practice.get_by_label("Katalog").check()
    expect(practice).to_contain_text("Belum tepat. Katalog tetap ada.")
    exercise(page, "1. Di mana").get_by_label("WhatsApp Business").check()
    several = exercise(page, "2. Mana yang")
    several.get_by_label("Instagram").check()
    several.get_by_label("Facebook").check()
    exercise(page, "3. Seberapa").get_by_label("Sangat setuju").check()
    exercise(page, "4. Harga").get_by_role("textbox").press_sequentially("18.000")
    exercise(page, "5. Nama").get_by_role("textbox").press_sequentially("Mawar")
    exercise(page, "6. Tulis").get_by_role("textbox").press_sequentially(DONUTS)
    steps = exercise(page, "7. Susun")
    for step in ("Lihat", "Pesan", "Bayar"):
        steps.get_by_role("button", name=step, exact=True).click()
    cash = exercise(page, "8. Isi buku kas")
    cash.get_by_role("row", name="Baris 1").get_by_role("combobox").select_option("masuk")
    cash.get_by_role("row", name="Baris 1").get_by_role("textbox").press_sequentially("54000")
    cash.get_by_role("row", name="Baris 2").get_by_role("combobox").select_option("keluar")
    saved(cash)
    shoot(page, "table-1280")
    day = exercise(page, "9. Pilih satu hari")
    day.locator("input[type=date]").fill("2026-12-05")
    saved(day)
    clock = exercise(page, "10. Pukul berapa")
    clock.locator("input[type=time]").fill("08:00")
    saved(clock)
    picture = exercise(page, "11. Pasang satu foto")
    picture.locator("input[type=file]").set_input_files(photograph)
    picture.get_by_role("button", name="Lebih kecil").click()
    shoot(page, "photo-crop")
    picture.get_by_role("button", name="Pakai foto ini").click()
    saved(picture)
    shoot(page, "photo-used")


def focus(control: Locator) -> None:
    """Focus a control and wait until the notebook, which moves to its cell, has settled."""
    for _ in range(4):
        control.focus()
        control.page.wait_for_timeout(400)
        if control.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError("the notebook keeps taking the focus away")


def keys(form: Locator, *presses: str) -> None:
    """Focus the exercise's first control, then press keys only."""
    first = form.locator("input:not([type=file]), textarea, select, button").first
    focus(first)
    for press in presses:
        if len(press) > 1 and (press[0].isupper() or "+" in press) and " " not in press:
            form.page.keyboard.press(press)
        else:
            form.page.keyboard.type(press)


def by_keyboard(page: Page, photograph: Path) -> None:
    keys(exercise(page, "kode peserta Ibu/Bapak"), "u02", "Tab")
    keys(exercise(page, "1. Di mana"), "Space")
    keys(exercise(page, "2. Mana yang"), "Space", "Tab", "Space")
    # The first radio, then up: from the first to the last, as native radios do.
    keys(exercise(page, "3. Seberapa"), "Space", "ArrowUp")
    keys(exercise(page, "4. Harga"), "18.000", "Tab")
    form = exercise(page, "5. Nama")
    focus(form.get_by_role("textbox"))
    page.keyboard.type("Mawar")
    page.keyboard.press("Tab")
    form = exercise(page, "6. Tulis")
    focus(form.get_by_role("textbox"))
    page.keyboard.type(DONUTS)
    page.keyboard.press("Tab")
    steps = exercise(page, "7. Susun")
    for step in ("Lihat", "Pesan", "Bayar"):
        focus(steps.get_by_role("button", name=step, exact=True))
        page.keyboard.press("Enter")
    table_and_dates_by_keyboard(page)
    picture = exercise(page, "11. Pasang satu foto")
    # Opening the chooser is the browser's part, and its window comes late on a busy machine.
    control = picture.locator("input[type=file]")
    focus(control)
    control.set_input_files(photograph)
    frame = picture.get_by_label("Kotak potongan foto")
    focus(frame)
    page.keyboard.press("-")
    page.keyboard.press("ArrowUp")
    focus(picture.get_by_role("button", name="Pakai foto ini"))
    page.keyboard.press("Enter")
    saved(picture)


def table_and_dates_by_keyboard(page: Page) -> None:
    cash = exercise(page, "8. Isi buku kas")
    focus(cash.get_by_role("combobox").first)
    page.keyboard.type("M")
    page.keyboard.press("Tab")
    page.keyboard.type("54000")
    page.keyboard.press("Tab")
    page.keyboard.type("K")
    saved(cash)
    day = exercise(page, "9. Pilih satu hari")
    focus(day.locator("input[type=date]"))
    page.keyboard.type("12052026")  # Chromium runs in English here: month first
    saved(day)
    clock = exercise(page, "10. Pukul berapa")
    focus(clock.locator("input[type=time]"))
    page.keyboard.type("0800")
    if clock.locator("input[type=time]").input_value() != "08:00":
        page.keyboard.type("AM")
    saved(clock)


def values(folder: Path) -> dict:
    on_disk = json.loads((folder / "answers.json").read_text("utf-8"))
    return {key: e["value"] for key, e in on_disk["answers"].items() if key != "latihan"}


def photo_is_small_upright_and_bare(folder: Path) -> None:
    data = (folder / "photos" / "foto-produk.jpg").read_bytes()
    assert len(data) <= 200 * 1024
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.format == "JPEG"
        assert picture.width == picture.height
        assert not picture.getexif()
        assert b"Exif" not in data
        # Upright: the portrait's dark jacket is below, the bright flag and face above.
        grey = picture.convert("L").resize((2, 2))
        assert sum(grey.getpixel((x, 0)) for x in (0, 1)) > sum(
            grey.getpixel((x, 1)) for x in (0, 1)
        )


def see_everything_again(page: Page) -> None:
    expect(exercise(page, "1. Di mana").get_by_label("WhatsApp Business")).to_be_checked()
    expect(exercise(page, "6. Tulis").get_by_role("textbox")).to_have_value(DONUTS)
    cash = exercise(page, "8. Isi buku kas")
    expect(cash.get_by_role("row", name="Baris 2").get_by_role("combobox")).to_have_value("keluar")
    expect(exercise(page, "9. Pilih satu hari").locator("input[type=date]")).to_have_value(
        "2026-12-05"
    )
    expect(exercise(page, "11. Pasang satu foto").get_by_role("img")).to_be_visible()


def hand_in_and_be_graded(root: Path, folder: Path, code: str) -> None:
    shutil.copytree(folder.parent, root / "inbox" / f"dari {code}")
    collected = run_course(root, "collect", "inbox")
    assert collected.returncode == 0, collected.stdout + collected.stderr
    assert run_course(root, "grade").returncode == 0
    rows = read_scores(root).query(f"participant == '{code}'").set_index("cell")["score"].to_dict()
    assert rows == {c.grade_id: c.points for c in lessons.load(root, "all-fields").criteria}
    shown = (root / "autograded" / code / "all-fields" / "all-fields.ipynb").read_text("utf-8")
    assert "data:image/jpeg;base64," in shown


def test_every_kind_by_clicks_in_jupyterlab(root: Path, tmp_path: Path, photograph: Path) -> None:
    folder = desk_of(root, tmp_path)
    with jupyter(folder.parent, tmp_path / "home") as address, chromium(1280, 800) as page:
        page.goto(f"{address}/lab/tree/all-fields/all-fields.ipynb?reset")
        run_all(page)
        by_clicks(page, photograph)
        assert values(folder) == FULL
        restart_and_run_all(page)
        see_everything_again(page)
    photo_is_small_upright_and_bare(folder)
    hand_in_and_be_graded(root, folder, "U01")


def test_every_kind_by_keyboard_in_notebook_7(root: Path, tmp_path: Path, photograph: Path) -> None:
    folder = desk_of(root, tmp_path)
    with jupyter(folder.parent, tmp_path / "home") as address, chromium(1280, 800) as page:
        page.goto(f"{address}/notebooks/all-fields/all-fields.ipynb")
        run_all(page)
        by_keyboard(page, photograph)
        assert values(folder) == FULL
        restart_and_run_all(page)
        see_everything_again(page)
    photo_is_small_upright_and_bare(folder)
    hand_in_and_be_graded(root, folder, "U02")
