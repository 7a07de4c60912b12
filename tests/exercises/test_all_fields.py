"""One exercise of every kind: in JupyterLab by clicks, in Notebook 7 by keyboard, on the phone page.

The same answers come out of all three, and the same points.
"""

from __future__ import annotations

import io
import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from conftest import REPOSITORY, new_course, run_course
from jupyter_desk import desktop, exercise, restart_and_run_all, run_all, saved, shoot
from matplotlib import cbook
from phone_desk import SCREEN, serving
from PIL import ExifTags, Image
from playwright.sync_api import Locator, Page, expect
from windows import Windows

from course import lessons
from course.files import write_atomically
from course.gradebook.scores import read_scores
from course.phone.exporter import make_page
from course.phone.site import build_site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("jupyter")]
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
    shutil.copytree(REPOSITORY / "tests" / "exercises" / "lessons", root / "source")
    shutil.copy(root / "examples" / "roster.csv", root / "kelas" / "roster.csv")
    assert run_course(root, "check").returncode == 0
    assert run_course(root, "release").returncode == 0
    return root


@pytest.fixture(scope="module")
def photograph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real photograph (public domain, in matplotlib) as a phone takes it: big, turned, with GPS."""
    with cbook.get_sample_data("grace_hopper.jpg") as file:
        picture = Image.open(file).convert("RGB").resize((3072, 3636), Image.Resampling.BICUBIC)
    grain = Image.effect_noise(picture.size, 40).convert("RGB")
    picture = Image.blend(picture, grain, 0.12).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Model] = "HP Contoh"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (7.0, 58.0, 0.0)
    path = tmp_path_factory.mktemp("camera") / "IMG_2026.jpg"
    picture.save(path, quality=95, exif=exif)
    assert path.stat().st_size > 3_000_000
    return path


def say_who(page: Page) -> None:
    code = exercise(page, "kode peserta Ibu/Bapak")
    code.get_by_label("Kode peserta").fill("U01")
    code.get_by_label("Kode peserta").blur()
    saved(code)


def by_clicks(
    page: Page, photograph: Path, exercise: Callable[[Page, str], Locator] = exercise
) -> None:
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
    has_it, held = "e => e === document.activeElement", 0
    for _ in range(40):
        if not control.evaluate(has_it):
            held = 0
            control.focus()
        control.page.wait_for_timeout(50)
        held += 1
        if held == 5:
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


def all_saved(folder: Path) -> dict:
    """Return what is on the disk, after the last save has had its time on a busy machine."""
    for _ in range(40):
        if values(folder) == FULL:
            break
        time.sleep(0.25)
    return values(folder)


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


def be_graded(root: Path, code: str) -> None:
    collected = run_course(root, "collect")
    assert collected.returncode == 0, collected.stdout + collected.stderr
    assert run_course(root, "grade").returncode == 0
    rows = read_scores(root).query(f"participant == '{code}'").set_index("cell")["score"].to_dict()
    assert rows == {c.grade_id: c.points for c in lessons.load(root, "all-fields").criteria}
    shown = (root / "autograded" / code / "all-fields" / "all-fields.ipynb").read_text("utf-8")
    assert "data:image/jpeg;base64," in shown


def by_clicks_and_code(page: Page, photograph: Path) -> None:
    say_who(page)
    by_clicks(page, photograph)


@pytest.mark.parametrize(
    ("code", "place", "answer"),
    [
        ("U01", "lab/tree/{}?reset", by_clicks_and_code),  # JupyterLab
        ("U02", "notebooks/{}", by_keyboard),  # Notebook 7
    ],
)
def test_every_kind_in_jupyter(
    root: Path,
    lab: tuple[Path, str],
    screens: Windows,
    photograph: Path,
    code: str,
    place: str,
    answer: Callable[[Page, Path], None],
) -> None:
    desk, address = lab
    folder = Path(shutil.copytree(root / "release" / "all-fields", desk / code / "all-fields"))
    with desktop(screens, 1280, 800) as page:
        page.goto(f"{address}/{place.format(f'{code}/all-fields/all-fields.ipynb')}")
        run_all(page)
        answer(page, photograph)
        assert all_saved(folder) == FULL
        restart_and_run_all(page)
        expect(exercise(page, "kode peserta").get_by_label("Kode peserta")).to_have_value(code)
        see_everything_again(page)
    photo_is_small_upright_and_bare(folder)
    shutil.copytree(folder.parent, root / "kelas" / "inbox" / f"dari {code}")
    be_graded(root, code)


def lanjut(page: Page) -> None:
    """Go on one step, and wait until it is there."""
    here = page.locator(".step.is-current").get_attribute("id")
    page.get_by_role("button", name="Lanjut").tap()
    page.locator(f".step.is-current:not(#{here})").wait_for()


def on_the_phone(page: Page, words: str) -> Locator:
    """Tap "Lanjut" until the exercise is on the screen."""
    for _ in range(30):
        step = page.locator(".step.is-current")
        form = step.locator(".course-exercise")
        if step.locator(".widget").count():
            form.wait_for()
        if form.filter(has_text=words).count():
            return form
        lanjut(page)
    raise AssertionError(f"no step with {words!r}")


def test_every_kind_on_the_phone_page(root: Path, screens: Windows, photograph: Path) -> None:
    """No kernel, no server of ours: the answers come as a file through the inbox."""
    build_site(root)
    with serving(root / "kelas" / "site") as address, screens.one(**SCREEN) as page:
        # What the page learns of who opens it moves the link: on a busy machine a tap missed it.
        page.goto(f"{address}index.html#p=U03&t=hd9t&m=620000000002", wait_until="networkidle")
        page.get_by_role("link", name="Mulai").tap()
        page.wait_for_url("**/all-fields.html*")
        by_clicks(page, photograph, on_the_phone)
        while page.get_by_role("button", name="Lanjut").is_visible():
            lanjut(page)
        with page.expect_download() as download:
            page.get_by_role("link", name="Simpan file").tap()
        arrived = root / "kelas" / "inbox" / download.value.suggested_filename
        download.value.save_as(arrived)
    assert arrived.name.startswith("all-fields_U03_")
    assert arrived.suffix == ".txt"
    be_graded(root, "U03")
    folder = root / "submitted" / "U03" / "all-fields"
    assert values(folder) == FULL
    photo_is_small_upright_and_bare(folder)


PROBE = """
from pathlib import Path
import anywidget
import traitlets

class Probe(anywidget.AnyWidget):
    _esm = Path("probe.js").read_text("utf-8")
    start = traitlets.Int(7).tag(sync=True)
    count = traitlets.Int(0).tag(sync=True)
    other = traitlets.Int(0).tag(sync=True)
    pair = traitlets.Dict().tag(sync=True)
    log = traitlets.List().tag(sync=True)
    done = traitlets.Bool(default_value=False).tag(sync=True)
    me = traitlets.Unicode().tag(sync=True)

probe = Probe()
probe.me = f"anywidget:{probe.model_id}"
probe
"""


def observed(page: Page) -> list[list[object]]:
    log = page.locator(".probe-log")
    log.wait_for()
    return list(json.loads(log.text_content() or ""))


def test_one_module_meets_the_same_host_in_jupyterlab_and_on_the_page(
    lab: tuple[Path, str], screens: Windows, tmp_path: Path
) -> None:
    """The Anywidget Front-end Module contract, as tests/pages/phone/probe.js writes it down."""
    pages = REPOSITORY / "tests" / "pages" / "phone"
    expected = json.loads((pages / "probe.json").read_text("utf-8"))
    desk, address = lab
    folder = desk / "probe"
    folder.mkdir()
    shutil.copy(pages / "probe.js", folder)
    heading = nbformat.v4.new_markdown_cell("## Selesai")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(PROBE), heading])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, folder / "probe.ipynb")
    with desktop(screens, 1280, 800) as page:
        page.goto(f"{address}/lab/tree/probe/probe.ipynb?reset")
        run_all(page)
        assert observed(page) == expected
    made = make_page(notebook, folder, "probe", "")
    for path, data in {"probe.html": made.html.encode(), **made.files}.items():
        write_atomically(tmp_path / path, data)
    with serving(tmp_path) as site, screens.one(**SCREEN) as page:
        page.goto(f"{site}probe.html")
        assert observed(page) == expected
