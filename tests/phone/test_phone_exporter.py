"""From the released notebook to the page: what a lesson shows, small, and nothing else."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from conftest import REPOSITORY, hidden_lines, run_course
from nbformat.v4 import new_code_cell, new_markdown_cell
from PIL import Image

from course import CourseError, lessons
from course.lessons.compiled.module import has_feedback
from course.phone.exporter import Page, make_page
from course.phone.pictures import MAX_WIDTH, Files
from course.phone.site import build_site

# What is more than exercises is run by a kernel.
pytestmark = [pytest.mark.stock, pytest.mark.xdist_group("published")]


@pytest.fixture(scope="module")
def root(published: Path) -> Path:
    return published


def text_of(site: Path) -> str:
    return "\n".join(p.read_text("utf-8") for p in site.rglob("*") if p.suffix in {".html", ".js"})


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def steps_of(page: str) -> list[list[str]]:
    """Return the widgets of each step."""
    sections = BeautifulSoup(page, "html.parser").select("section.step:not(#kirim)")
    assert all(section.h2.get_text().strip() for section in sections)
    return [[w["data-widget"] for w in s.select("[data-widget]")] for s in sections]


def traits_of(page: Page) -> dict[str, dict[str, Any]]:
    """Return every widget's traits, as the sheets hold them; the first stand in the page too."""
    sheets = BeautifulSoup(page.files[data_of(page.html)["assets"]["sheets"]], "html.parser")
    traits = {s["id"]: json.loads(s.script.string) for s in sheets.select("section.step")}
    first = BeautifulSoup(page.html, "html.parser").select_one("[data-widget]")
    assert json.loads(first.script.string) == traits[first["data-widget"]]
    return traits


def test_every_released_lesson_has_a_page_with_all_its_exercises(root: Path) -> None:
    for name in lessons.names(root):
        lesson = lessons.load(root, name)
        page = (root / "kelas" / "site" / f"{name}.html").read_text("utf-8")
        data, steps = data_of(page), steps_of(page)
        assert list(data["widgets"]) == list(lesson.definitions)
        assert [widget for step in steps for widget in step] == list(lesson.definitions)
        items = {id_: w["item"] for id_, w in data["widgets"].items()}
        assert items == {d.id: d.item for d in lesson.definitions.values()}
        assert all(len(step) <= 1 for step in steps)
        for path in data["files"]:
            assert (root / "kelas" / "site" / path).is_file(), path


def test_a_lesson_is_light(root: Path) -> None:
    """Packed as a server sends it: up to the first tap, and whole with its pictures."""
    site = root / "kelas" / "site"
    for name in lessons.names(root):
        page = site / f"{name}.html"
        files = set(data_of(page.read_text("utf-8"))["files"]) | {page.name}
        packed = {path: len(gzip.compress((site / path).read_bytes(), 9)) for path in files}
        first = [size for path, size in packed.items() if path.startswith("static/exercise.")]
        assert packed[page.name] + sum(first) <= 40_000, name
        # Asked for by a tap: once for all lessons, and what is the lesson's own.
        once = [p for p in packed if p.startswith(("static/check.", "static/kriteria."))]
        assert sum(packed.pop(path) for path in once) <= 72 * 1024, name
        own = [p for p in packed if p.startswith(("static/keepsakes.", f"static/{name}-kriteria."))]
        assert sum(packed.pop(path) for path in own) <= 48 * 1024, name
        assert sum(packed.values()) <= 124 * 1024, name


def test_no_test_s_answer_key_is_anywhere_in_the_site(root: Path) -> None:
    """What a lesson's tasks ask for stands open, for practice (docs/feedback.md); a test's never."""
    site = root / "kelas" / "site"
    text = "\n".join(
        p.read_text("utf-8")
        for p in site.rglob("*")
        if p.suffix in {".html", ".js"} and "kriteria." not in p.name
    )
    practised = "\n".join(p.read_text("utf-8") for p in site.rglob("*kriteria.*.js"))
    assert len(text) > 50_000
    assert len(practised) > 50_000
    closed = [n for n in lessons.names(root) if not has_feedback(lessons.load(root, n))]
    assert {"pretest", "posttest", "pendampingan"} <= set(closed)
    practices = set(lessons.names(root)) - set(closed)
    open_to_all = {c.exercise for n in practices for c in lessons.load(root, n).criteria}
    for name in closed:
        for line in hidden_lines(root, name):
            assert line not in text, line
        for exercise in {c.exercise for c in lessons.load(root, name).criteria} - open_to_all:
            assert f'read_answer("{exercise}")' not in practised, exercise
    assert "HIDDEN TESTS" not in text
    assert 'read_answer("' not in text  # the name alone stands in what checks lessons


def test_a_page_says_nothing_about_jupyterlab_s_menus(root: Path) -> None:
    assert "Run All" not in text_of(root / "kelas" / "site")


def test_nothing_comes_from_another_host(root: Path) -> None:
    """The only outside address is WhatsApp's, and it is opened by a tap."""
    hosts = set(
        re.findall(
            r"""(?:src|href)=["']?(?:https?:)?//([^/"'\s>]+)""", text_of(root / "kelas" / "site")
        )
    )
    assert hosts <= {"wa.me"}


def test_a_second_build_changes_no_byte_and_drops_what_is_no_longer_used(
    root: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(root, tmp_path / "kelas"))
    for released in (root / "release").iterdir():
        if released.name not in {"pretest", "m3-foto-katalog"}:  # two are enough to tell
            shutil.rmtree(released)
    build_site(root)
    site = root / "kelas" / "site"
    assert not (site / "m1-internet.html").exists()
    before = {p: p.read_bytes() for p in site.rglob("*") if p.is_file()}
    (site / "static" / "old.00000000.webp").write_bytes(b"old")
    build_site(root)
    assert {p: p.read_bytes() for p in site.rglob("*") if p.is_file()} == before


def test_nbconvert_s_own_command_makes_the_page(root: Path, tmp_path: Path) -> None:
    lesson = shutil.copytree(root / "release" / "pretest", tmp_path / "pretest")
    done = subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "phone", "pretest.ipynb"],
        cwd=lesson, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    data = data_of((lesson / "pretest.html").read_text("utf-8"))
    assert data["home"] == ""
    assert all((lesson / path).is_file() for path in data["files"])


def test_what_an_author_answered_in_the_folder_stays_there(root: Path, tmp_path: Path) -> None:
    lesson = Path(shutil.copytree(root / "release" / "pretest", tmp_path / "pretest"))
    item = lessons.load(root, "pretest").definitions["tujuan"].item
    entry = {"value": {"jawaban": "ramai"}, "at": "2026-11-01T08:00:00+07:00", "item": item}
    head = {"version": 1, "course": "kelas-umkm", "lesson": "pretest", "participant": "U01"}
    (lesson / "answers.json").write_text(json.dumps({**head, "answers": {"tujuan": entry}}))
    page = make_page(nbformat.read(lesson / "pretest.ipynb", 4), lesson, "pretest", "")
    assert not any(traits["value"] for traits in traits_of(page).values())


def test_a_lesson_of_nothing_but_exercises_is_the_kernel_s_without_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = root / "release" / "pretest"
    notebook = nbformat.read(folder / "pretest.ipynb", 4)
    with monkeypatch.context() as patch:
        patch.setattr("course.phone.steps.NotebookClient", None)
        here = make_page(notebook, folder, "pretest", "")
    monkeypatch.setattr("course.phone.steps._is_plain", lambda _: False)
    there = make_page(notebook, folder, "pretest", "")
    assert (here.html, here.files) == (there.html, there.files)


def small(tmp_path: Path, *cells: Any) -> Any:
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return make_page(notebook, tmp_path, "contoh", "")


def test_charts_and_tables_of_a_code_cell_are_shown(tmp_path: Path) -> None:
    code = """
import matplotlib.pyplot as plt, pandas as pd
from IPython.display import display
figure, axis = plt.subplots()
axis.bar(["Juli", "Agustus"], [2.0, 2.6])
display(figure, metadata={"image/png": {"alt": "Batang: Juli 2,0 juta, Agustus 2,6 juta."}})
plt.close(figure)
pd.DataFrame({"bulan": ["Juli"], "juta": [2.0]})
"""
    page = small(tmp_path, new_markdown_cell("# Contoh"), new_code_cell(code))
    assert 'alt="Batang: Juli 2,0 juta, Agustus 2,6 juta."' in page.html
    (chart,) = [data for path, data in page.files.items() if path.endswith(".webp")]
    assert len(chart) < 12_000
    assert "<td>Juli</td>" in page.html
    assert "<style scoped" not in page.html
    assert page.title == "Contoh"


def test_widgets_that_share_a_module_share_its_file(tmp_path: Path) -> None:
    code = """import anywidget

class Own(anywidget.AnyWidget):
    _esm = "export default { render() { return 1 } }"

class Other(anywidget.AnyWidget):
    _esm = "export default { render() { return 2 } }"
"""
    shown = [new_code_cell(f"{name}()") for name in ("Own", "Other", "Own")]
    page = small(tmp_path, new_code_cell(code), *shown)
    modules = [data for path, data in page.files.items() if "/widget." in path]
    assert sorted(module.count(b"return 1") for module in modules) == [0, 1]


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (new_markdown_cell("![](ada.png)"), "teks pengganti"),
        (new_markdown_cell("![gambar](https://contoh.example/a.png)"), "tidak ada di samping"),
        (new_markdown_cell("![gambar](../../../etc/hosts)"), "tidak ada di samping"),
        (new_code_cell("import ipywidgets\nipywidgets.IntSlider()"), "hanya anywidget"),
        (new_code_cell("1 / 0"), "division by zero"),
        (new_code_cell("import course.tidak_ada"), "No module named 'course.tidak_ada'"),
        (
            new_code_cell(
                "import anywidget\nclass W(anywidget.AnyWidget):\n"
                "    _esm = 'https://contoh.example/w.js'\nW()"
            ),
            "hanya anywidget",
        ),
    ],
)
def test_what_a_page_cannot_show_is_named(tmp_path: Path, cell: Any, says: str) -> None:
    Image.new("RGB", (10, 10)).save(tmp_path / "ada.png")
    with pytest.raises(CourseError, match=says) as caught:
        small(tmp_path, cell)
    assert tmp_path.name in str(caught.value) or "contoh" in str(caught.value)


def test_a_script_in_an_exercise_s_text_stays_text(tmp_path: Path) -> None:
    code = 'Exercise("x-y", "</script><script>alert(1)</script>", [short_text("a", "<b>A</b>")])'
    cell = new_code_cell(code)
    cell.metadata["nbgrader"] = {"grade_id": "x-y", "locked": True, "grade": False}
    page = small(tmp_path, new_code_cell("from course.exercises import *"), cell)
    assert "<script>alert" not in page.html
    assert "<b>A</b>" not in page.html
    assert traits_of(page)["x-y"]["prompt"].startswith("</script>")


def test_pictures_are_small_and_keep_their_shape() -> None:
    files = Files()
    noise = np.random.default_rng(3).integers(0, 255, (900, 1200, 3), np.uint8)
    photo = io.BytesIO()
    Image.fromarray(noise).resize((2400, 1800)).save(photo, "JPEG")
    path, width, height = files.add_picture("foto", photo.getvalue())
    assert (width, height) == (MAX_WIDTH, round(MAX_WIDTH * 0.75))
    with Image.open(io.BytesIO(files.outputs[path])) as packed:
        assert packed.format == "WEBP"
        assert packed.size == (width, height)
    drawing = io.BytesIO()
    Image.new("RGBA", (300, 200), (200, 0, 0, 0)).save(drawing, "PNG")
    path, *size = files.add_picture("kosong", drawing.getvalue())
    assert size == [300, 200]
    with Image.open(io.BytesIO(files.outputs[path])) as packed:
        assert packed.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_the_author_packed_well_is_kept() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (500, 500, 3), np.uint8)
    packed = io.BytesIO()
    Image.fromarray(noise).save(packed, "WEBP", quality=5, method=6)
    files = Files()
    path, *size = files.add_picture("kecil", packed.getvalue())
    assert size == [500, 500]
    assert files.outputs[path] == packed.getvalue()


def test_a_site_without_released_lessons_says_what_to_do(course_root: Path) -> None:
    done = run_course(course_root, "site")
    assert done.returncode == 2
    assert "course release" in done.stderr


def test_the_repository_s_own_bundles_are_what_the_site_serves(root: Path) -> None:
    served = {p.name: p.read_bytes() for p in (root / "kelas" / "site" / "static").iterdir()}
    ours = (REPOSITORY / "course" / "exercises" / "static" / "exercise.js").read_bytes()
    assert ours in served.values()


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.svg", b"<svg><rect/></svg>"), ("a.svg", b"bukan gambar"), ("a.svg", b'<svg viewBox="0 0 a b"/>'),
     ("a.svg", b""), ("a.png", b"\x89PNG\r\n\x1a\nrusak"), ("a.jpg", b""), ("a.webp", b"RIFF0000WEBPVP8 ")],
)  # fmt: skip
def test_a_broken_picture_is_named_with_its_lesson(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CourseError, match=f"contoh: gambar '{name}' rusak"):
        small(tmp_path, new_markdown_cell(f"![Satu]({name})"))


def test_a_view_box_may_hold_commas(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text('<svg viewBox="0,0, 360 210.4"/>', "utf-8")
    page = small(tmp_path, new_markdown_cell("![Satu kotak](a.svg)"))
    assert re.search(r'<img[^>]+height="210"', page.html)


@pytest.mark.parametrize("size", [9, 5_000])
def test_a_drawing_stays_a_drawing(tmp_path: Path, size: int) -> None:
    """A small one stands in the page where it comes before the first exercise: no request more."""
    line = "M0 0" * (size // 4)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 210"><path d="{line}"/></svg>'
    (tmp_path / "kotak.svg").write_text(svg, "utf-8")
    page = small(tmp_path, new_markdown_cell("![Satu kotak](kotak.svg)"))
    image = BeautifulSoup(page.html, "html.parser").select_one("img[height='210']")
    drawings = {path: data for path, data in page.files.items() if path.endswith(".svg")}
    head, _, data = image["src"].partition(",")
    within = unquote(data) if head == "data:image/svg+xml" else drawings[image["src"]].decode()
    assert within == svg
    assert len(drawings) == (size > 4_000)
