"""Photos measured for real: good ones pass, worsened copies do not, and no file raises."""

from __future__ import annotations

import gzip
import subprocess
import sys
from importlib.metadata import distribution
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from checkers import JSON
from conftest import REPOSITORY
from damaged_photos import bomb, png
from hypothesis import given, settings
from PIL import Image, ImageDraw, ImageFilter

from course import lessons
from course.curriculum import m3_foto_katalog as foto
from course.curriculum.m3_foto_katalog.measure import LONG_SIDE, Measured, PhotoError, measure
from course.exercises.workbook import Workbook, opened

LESSON = "m3-foto-katalog"
CHECKS = {
    "bright_enough": foto.bright_enough,
    "not_clipped": foto.not_clipped,
    "sharp_enough": foto.sharp_enough,
    "square": foto.square,
    "big_enough": foto.big_enough,
    "another_photo": lambda raw: foto.another_photo(raw, "photos/lain.jpg"),
}
PATH = "photos/foto-produk-utama.jpg"


@pytest.fixture(scope="module")
def hopper() -> Image.Image:
    """A real photograph: Grace Hopper, US Navy, public domain, shipped by matplotlib."""
    path = distribution("matplotlib").locate_file(
        "matplotlib/mpl-data/sample_data/grace_hopper.jpg"
    )
    return Image.open(str(path)).convert("RGB")


def seen(image: Image.Image, folder: Path, **options: Any) -> Measured:
    path = folder / "foto.jpg"
    image.save(path, "JPEG", **{"quality": 85, **options})
    return measure(path)


def lit(image: Image.Image, factor: float) -> Image.Image:
    return image.point(lambda level: min(255, round(level * factor)))


def test_a_real_photograph_passes(hopper: Image.Image, tmp_path: Path) -> None:
    photo = seen(hopper, tmp_path)
    assert (photo.width, photo.height) == (512, 600)
    assert not photo.is_blank
    assert not photo.is_dark
    assert not photo.is_blown
    assert photo.is_sharp


def test_worsened_copies_are_recognised(hopper: Image.Image, tmp_path: Path) -> None:
    assert seen(lit(hopper, 0.4), tmp_path).is_dark
    assert seen(lit(hopper, 2.2), tmp_path).is_blown
    for radius in (3, 6):
        blurred = hopper.filter(ImageFilter.GaussianBlur(radius))
        assert not seen(blurred, tmp_path).is_sharp, radius


def test_a_shaken_photo_is_blurred_though_it_is_so_one_way_only(
    hopper: Image.Image, tmp_path: Path
) -> None:
    along = hopper.resize((32, 600)).resize(hopper.size)  # detail is left from top to bottom only
    assert not seen(along, tmp_path).is_sharp
    assert not seen(along.transpose(Image.Transpose.ROTATE_90), tmp_path).is_sharp


def test_darkness_is_not_taken_for_blur(hopper: Image.Image, tmp_path: Path) -> None:
    bright, dark = seen(hopper, tmp_path), seen(lit(hopper, 0.35), tmp_path)
    assert dark.is_sharp
    assert dark.sharpness == pytest.approx(bright.sharpness, rel=0.1)


def test_the_measure_does_not_depend_on_the_photo_s_size(
    hopper: Image.Image, tmp_path: Path
) -> None:
    large = hopper.resize((1536, 1800), Image.Resampling.LANCZOS)
    first, second = seen(hopper, tmp_path), seen(large, tmp_path, quality=95)
    assert max(large.size) > LONG_SIDE
    assert second.sharpness == pytest.approx(first.sharpness, abs=0.08)
    assert second.brightness == pytest.approx(first.brightness, abs=3)


def test_a_white_backdrop_is_not_blown_out(tmp_path: Path) -> None:
    image = Image.new("RGB", (800, 800), "white")
    ImageDraw.Draw(image).rounded_rectangle((250, 200, 550, 650), 30, fill=(120, 70, 40))
    ImageDraw.Draw(image).text((300, 400), "Keripik", fill=(240, 230, 200), font_size=60)
    photo = seen(image, tmp_path)
    assert not photo.is_blown
    assert photo.is_sharp


@pytest.mark.parametrize("colour", ["white", "black", (120, 60, 30)])
def test_a_picture_of_nothing_is_blank(colour: Any, tmp_path: Path) -> None:
    assert seen(Image.new("RGB", (600, 600), colour), tmp_path).is_blank


def test_noise_is_blank_too(hopper: Image.Image, tmp_path: Path) -> None:
    noise = Image.effect_noise((600, 600), 90).convert("RGB")
    assert seen(noise, tmp_path).is_blank
    assert not seen(hopper, tmp_path).is_blank


def test_the_same_picture_is_recognised(hopper: Image.Image, tmp_path: Path) -> None:
    whole = seen(hopper, tmp_path)
    square = hopper.crop((0, 44, 512, 556))
    assert seen(square, tmp_path, quality=40).resembles(whole)
    assert seen(lit(hopper, 0.6), tmp_path).resembles(whole)
    assert not seen(hopper.crop((100, 50, 350, 300)), tmp_path).resembles(whole)


HOSTILE = {
    "text": b"bukan foto",
    "empty": b"",
    "half": b"\xff\xd8\xff\xe0 setengah",
    "bomb": bomb(),
    "png": png(),
    "heavy": b"\xff\xd8\xff" + b"x" * 2_200_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_photo_scores_nothing_and_says_so(kind: str, tmp_path: Path) -> None:
    path = tmp_path / PATH
    path.parent.mkdir()
    path.write_bytes(HOSTILE[kind])
    with pytest.raises(PhotoError):
        measure(path)
    with opened(Workbook(tmp_path, LESSON)):
        for name, check in CHECKS.items():
            finding = check(PATH).evaluate()
            assert finding.share == 0, name
            assert finding.found, name


def test_a_large_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "besar.jpg"
    Image.new("L", (5_000, 4_100)).save(path, "JPEG", quality=5)
    assert path.stat().st_size < 2_000_000
    with pytest.raises(PhotoError, match="megapiksel"):
        measure(path)


def test_links_and_absent_files_did_not_come_along(hopper: Image.Image, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    hopper.save(tmp_path / "asli.jpg")
    (tmp_path / PATH).symlink_to(tmp_path / "asli.jpg")
    with opened(Workbook(tmp_path, LESSON)):
        for raw in (PATH, "photos/tidak-ada.jpg"):
            assert "tidak ikut" in foto.sharp_enough(raw).evaluate().found


@pytest.mark.parametrize("name", CHECKS)
@given(raw=JSON)
@settings(max_examples=25)
def test_any_value_at_all_scores_nothing(name: str, raw: Any) -> None:
    with opened(Workbook(Path("/nonexistent"), LESSON)):
        assert CHECKS[name](raw).evaluate().share == 0


def test_findings_say_the_mend_in_words_and_keep_the_figures_apart(
    hopper: Image.Image, tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    blurred = lit(hopper, 0.3).filter(ImageFilter.GaussianBlur(6)).resize((300, 400))
    blurred.save(tmp_path / PATH)
    with opened(Workbook(tmp_path, LESSON)):
        made = {name: check(PATH).evaluate() for name, check in CHECKS.items()}
    assert made["bright_enough"].found.startswith("agak gelap: coba dekat jendela")
    assert made["sharp_enough"].found.startswith("kurang tajam: pegang HP dengan dua tangan")
    assert made["square"].found.startswith("belum persegi")
    assert made["big_enough"].found.startswith("terlalu kecil")
    assert [one.found for one in made.values() if any(map(str.isdigit, one.found))] == []
    assert "dari 255, perlu 128" in made["bright_enough"].details
    assert "perlu 26" in made["sharp_enough"].details
    assert made["square"].details == "300 x 400"
    assert "300 x 400, " in made["big_enough"].details
    assert "perlu 500 x 500" in made["big_enough"].details


@pytest.mark.parametrize(
    ("colour", "said"),
    [("black", "agak gelap: coba dekat jendela, siang hari"), ("white", "foto kosong, tidak ada gambarnya")],
)  # fmt: skip
def test_where_nothing_is_to_be_seen_the_dark_is_named_as_the_cause(
    colour: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / PATH).parent.mkdir(parents=True)
    Image.new("RGB", (600, 600), colour).save(tmp_path / PATH)
    with opened(Workbook(tmp_path, LESSON)):
        made = [check(PATH).evaluate() for check in CHECKS.values()]
    assert {(one.share, one.found) for one in made} == {(0.0, said)}


def test_the_photo_libraries_load_with_the_first_photo_only() -> None:
    code = (
        "import course.curriculum.m3_foto_katalog, sys; print(*{'numpy', 'PIL'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def tiles(name: str) -> dict[str, Image.Image]:
    """Return the six pictures of a lesson picture by letter, without the letters."""
    with Image.open(REPOSITORY / "source" / LESSON / name) as image:
        whole = image.convert("RGB")
    width, height = whole.width // 2, whole.height // 3
    found = {}
    for number, letter in enumerate("abcdef"):
        left, top = number % 2 * width, number // 2 * height
        box = (left + width // 5, top, left + width - 8, top + height - 8)
        found[letter] = whole.crop(box)
    return found


def criteria_of(exercise: str) -> str:
    (source,) = [
        cell.source
        for cell in lessons.load(REPOSITORY, LESSON).criteria
        if f'"{exercise}"' in cell.source
    ]
    return source


def test_the_key_to_the_light_is_what_is_measured(tmp_path: Path) -> None:
    for letter, image in tiles("enam-terang.webp").items():
        photo = seen(image, tmp_path, quality=95)
        verdict = "gelap" if photo.is_dark else "terang" if photo.is_blown else "pas"
        told = letter == "f" and verdict == "pas"  # the task says so of one of the six
        asked = f'"{letter}": {{"terang": "{verdict}"}}' in criteria_of("terang-gelap")
        assert told or asked, letter


def test_the_key_to_the_sharpness_is_what_is_measured() -> None:
    steps = {}
    for letter, image in tiles("enam-tajam.webp").items():
        grey = np.asarray(image.convert("L"), dtype=float)
        steps[letter] = np.abs(np.diff(grey, axis=0)).mean() + np.abs(np.diff(grey, axis=1)).mean()
    ranked = sorted(steps, key=lambda letter: -steps[letter])  # one scene: more steps are sharper
    assert str(ranked).replace("'", '"') in criteria_of("urut-tajam")


def test_the_lesson_is_light() -> None:
    """Packed, as a server sends them."""
    folder = REPOSITORY / "source" / LESSON
    pictures = [p for p in folder.iterdir() if p.is_file() and p.suffix != ".ipynb"]
    sizes = {p.name: len(gzip.compress(p.read_bytes())) for p in pictures}
    assert max(sizes.values()) <= 30 * 1024, sizes
    assert sum(sizes.values()) <= 80 * 1024, sizes


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = spec_from_file_location(
        "photo_benchmark", REPOSITORY / "tests" / "benchmarks" / "photo.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.long
def test_the_benchmark_runs_on_the_photograph_at_hand(
    benchmark: ModuleType, hopper: Image.Image, capsys: pytest.CaptureFixture[str]
) -> None:
    benchmark.thresholds({"hopper": hopper})
    agreement = benchmark.by_eye({"hopper": hopper})
    printed = capsys.readouterr().out
    assert "0/1" not in printed
    assert "rows left out" in printed
    assert agreement >= 0.8
