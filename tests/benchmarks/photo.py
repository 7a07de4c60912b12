"""Calibration of a photo's measures (lesson 3): which photos the thresholds accept and refuse.

    pip install -e .[benchmark]
    python tests/benchmarks/photo.py

Two tables. The first: real photographs that packages ship, and worsened copies of them. The
second: agreement with ``photo_judged.csv``, where 154 such copies were judged by eye, one at a
time, without knowing what had been done to them (round 1 at 400 pixels, the others at 500). The
thresholds were set with these tables in view, so they are no test on unseen photographs. Most
differences are mild blur, on which the eye is not of one mind either; the grader gives part of the
points there. Exit code 1 when less than nine of ten verdicts agree.

Photographs and their licences: scikit-image: astronaut (NASA, public domain), camera, chelsea,
coffee (CC0 by their photographers), coins (Brooklyn Museum, no known restrictions), brick, gravel,
grass (CC0), motorcycle (Middlebury 2014, for research), rocket (SpaceX, public domain).
scikit-learn: china, flower (CC BY 2.0, see its README). matplotlib: Grace Hopper (US Navy, public
domain). Where Debian's ``opencv-doc`` is installed, twenty more are measured in place; their
licences are not stated, so none of them is copied.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from course.curriculum.m3_foto_katalog.measure import Measured, measure

HERE = Path(__file__).parent
PACKAGED = {
    "scikit-image": (
        "skimage/data/",
        (
            "astronaut.png brick.png camera.png chelsea.png coffee.png coins.png grass.png "
            "gravel.png motorcycle_left.png rocket.jpg"
        ),
    ),
    "scikit-learn": ("sklearn/datasets/images/", "china.jpg flower.jpg"),
    "matplotlib": ("matplotlib/mpl-data/sample_data/", "grace_hopper.jpg"),
}
DEBIAN = Path("/usr/share/doc/opencv-doc/examples")
DEBIAN_FILES = (
    "aloeL.jpg apple.jpg board.jpg box.png box_in_scene.png building.jpg butterfly.jpg "
    "chicky_512.png ela_original.jpg fruits.jpg home.jpg leuvenA.jpg messi5.jpg orange.jpg "
    "rubberwhale1.png smarties.png squirrel_cls.jpg stuff.jpg sudoku.png"
)


def photographs() -> dict[str, Image.Image]:
    """Return the photographs found on this machine, by name."""
    paths: list[Path] = []
    for package, (folder, names) in PACKAGED.items():
        try:
            found = distribution(package)
        except PackageNotFoundError:
            print(f"{package} is not installed: its photographs are left out")
            continue
        paths += [Path(str(found.locate_file(folder + name))) for name in names.split()]
    paths += [DEBIAN / "data" / name for name in DEBIAN_FILES.split()]
    paths.append(DEBIAN / "alphamat/input_images/plant.jpg")
    opened = {p.stem: Image.open(p).convert("RGB") for p in paths if p.is_file()}
    return {("hopper" if name == "grace_hopper" else name): i for name, i in opened.items()}


def lit(image: Image.Image, factor: float) -> Image.Image:
    """Return a darker (below 1) or brighter copy."""
    return image.point(lambda level: min(255, round(level * factor)))


def compressed(image: Image.Image, quality: int) -> Image.Image:
    """Return what JPEG leaves of the picture."""
    data = io.BytesIO()
    image.save(data, "JPEG", quality=quality)
    return Image.open(data).convert("RGB")


def changed(image: Image.Image, change: str) -> Image.Image:
    """Return a copy blurred (``blur2``), shaken sideways (``shake9``) or enlarged (``small160``).

    Radius and length are pixels of a picture whose long side is 500.
    """
    scale = max(image.size) / 500
    if change.startswith("blur"):
        return image.filter(ImageFilter.GaussianBlur(float(change[4:]) * scale))
    if change.startswith("shake"):
        return shaken(image, round(int(change[5:]) * scale))
    if change.startswith("small"):
        small = image.copy()
        small.thumbnail((int(change[5:]),) * 2, Image.Resampling.LANCZOS)
        return small.resize(image.size, Image.Resampling.BICUBIC)
    return image


def shaken(image: Image.Image, length: int) -> Image.Image:
    """Return a copy as of a hand that moved ``length`` pixels to the side."""
    pixels = np.asarray(image, dtype=float)
    sides = (length // 2 + 1, length - 1 - length // 2)
    sums = np.cumsum(np.pad(pixels, ((0, 0), sides, (0, 0)), "edge"), axis=1)
    moved = (sums[:, length:] - sums[:, :-length]) / length
    return Image.fromarray(moved.round().astype("uint8"))


def scrambled(image: Image.Image) -> Image.Image:
    """Return the same pixels in no order: noise."""
    pixels = np.asarray(image).reshape(-1, 3)
    mixed = np.random.default_rng(1).permutation(pixels)
    return Image.fromarray(mixed.reshape(image.height, image.width, 3))


def measured(image: Image.Image) -> Measured:
    """Measure a picture as it would arrive: as a JPEG file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        image.save(path, "JPEG", quality=90)
        return measure(path)


def light(photo: Measured) -> str:
    """Return the verdict on the light."""
    return "dark" if photo.is_dark else "bright" if photo.is_blown else "ok"


def copies(image: Image.Image) -> Iterator[tuple[str, str, bool, Image.Image]]:
    """Yield (threshold, what was done, whether it is still good, the copy)."""
    yield "DARK", "as it is", True, image
    for factor in (0.5, 0.35, 0.2):
        yield "DARK", f"light x {factor}", False, lit(image, factor)
    yield "BLOWN", "as it is", True, image
    for factor in (1.8, 2.5):
        yield "BLOWN", f"light x {factor}", False, lit(image, factor)
    yield "SHARP", "as it is", True, image
    yield "SHARP", "light x 0.35", True, lit(image, 0.35)
    yield "SHARP", "JPEG quality 40", True, compressed(image, 40)
    for change in ("blur2.5", "blur4", "shake12", "shake20", "small100"):
        yield "SHARP", change, False, changed(image, change)
    yield "blank", "as it is", True, image
    yield "blank", "one colour", False, image.resize((1, 1)).resize((600, 600))
    yield "blank", "scrambled", False, scrambled(image)


ACCEPTS: dict[str, Callable[[Measured], bool]] = {
    "DARK": lambda photo: not photo.is_dark,
    "BLOWN": lambda photo: not photo.is_blown,
    "SHARP": lambda photo: photo.is_sharp,
    "blank": lambda photo: not photo.is_blank,
}


def thresholds(pictures: dict[str, Image.Image]) -> None:
    """Print for each threshold which good copies it accepts and which bad ones it refuses."""
    right: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for name, image in pictures.items():
        for threshold, done, good, copy in copies(image):
            as_it_should = ACCEPTS[threshold](measured(copy)) == good
            right[threshold, done, good].append("" if as_it_should else name)
    print(f"\n{'threshold':10}{'copy':18}{'should be':11}{'right':>9}   wrong")
    for (threshold, done, good), names in right.items():
        wrong = [name for name in names if name]
        word = "accepted" if good else "refused"
        count = f"{len(names) - len(wrong)}/{len(names)}"
        print(f"{threshold:10}{done:18}{word:11}{count:>9}   {' '.join(wrong)}")


def by_eye(pictures: dict[str, Image.Image]) -> float:
    """Print the agreement with the table judged by eye; return the share of equal verdicts."""
    rows = list(csv.DictReader((HERE / "photo_judged.csv").read_text("utf-8").splitlines()))
    known = [row for row in rows if row["image"] in pictures]
    equal: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row in known:
        copy = lit(changed(pictures[row["image"]], row["change"]), float(row["light"]))
        photo = measured(compressed(copy, 90))
        verdict = light(photo), "sharp" if photo.is_sharp else "blurred"
        pair = verdict[0] == row["eye_light"], verdict[1] == row["eye_sharp"]
        equal[row["round"]].append(pair)
        equal["all"].append(pair)
        if not all(pair):
            print("  ", *row.values(), "| measured", *verdict, f"{photo.sharpness:.2f}")
    print(f"\n{'round':8}{'photos':>8}{'light':>8}{'sharp':>8}{'verdicts':>10}")
    for name, pairs in equal.items():
        first, second = (np.mean(column) for column in zip(*pairs, strict=True))
        both = (first + second) / 2
        print(f"{name:8}{len(pairs):8}{first:8.0%}{second:8.0%}{both:10.0%}")
    print(f"({len(rows) - len(known)} rows left out: their photographs are not on this machine)")
    return float(np.mean(equal["all"]))


if __name__ == "__main__":
    found = photographs()
    print(f"{len(found)} photographs")
    thresholds(found)
    print("\nVerdicts that differ from the eye's:")
    sys.exit(0 if by_eye(found) >= 0.9 else 1)
