"""The pictures of the lessons: enough, used, told in words, light, and as their code draws them."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from conftest import REPOSITORY

from course.lessons.check import ALLOWED_FILES
from drawings.every import drawn

SOURCE = REPOSITORY / "source"
DRAWN = drawn()
FOR_PARTICIPANTS = [folder for folder in sorted(SOURCE.glob("m[0-9]*-*")) if folder.is_dir()]
PICTURES = {
    path.relative_to(SOURCE).as_posix(): path
    for folder in FOR_PARTICIPANTS
    for path in folder.iterdir()
    if path.suffix in ALLOWED_FILES - {".ipynb"}
}
SVGS = [name for name in PICTURES if name.endswith(".svg")]


def shown(folder: Path) -> list[tuple[str, str]]:
    """Return what a lesson's texts show: the words for who does not see it, and the file."""
    cells = nbformat.read(folder / f"{folder.name}.ipynb", as_version=4).cells
    texts = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return re.findall(r"!\[(.*?)\]\((.*?)\)", texts, re.DOTALL)


USED = {folder.name: shown(folder) for folder in FOR_PARTICIPANTS}


def test_there_are_many_and_each_is_shown_once() -> None:
    used = [f"{lesson}/{file}" for lesson, pictures in USED.items() for _, file in pictures]
    assert sorted(used) == sorted(PICTURES)
    assert len(used) >= 80


def test_each_is_told_in_words_of_its_own() -> None:
    words = [alt for pictures in USED.values() for alt, _ in pictures]
    assert len(set(words)) == len(words)
    assert [alt for alt in words if not 30 <= len(alt) <= 450] == []


@pytest.mark.parametrize("name", SVGS)
def test_a_drawing_is_light_legible_and_brings_nothing_along(name: str) -> None:
    """Letters have 13 units and more on a width of 360: 11 and more on the smallest phone."""
    text = PICTURES[name].read_text("utf-8")
    assert len(text.encode()) <= 4096
    assert re.search(r'viewBox="0 0 360 \d+(\.\d)?"', text)
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', text)]
    assert min(sizes, default=14) >= 13
    assert not re.search(r"<(script|image|foreignObject|style)|href=\"(?!#)|\bon\w+=", text)


def test_what_code_draws_is_what_lies_beside_the_notebooks() -> None:
    """After a change: ``make drawings``."""
    found = {name: PICTURES[name].read_text("utf-8") for name in DRAWN if name in PICTURES}
    assert found == DRAWN


def test_a_screen_says_that_it_is_an_example() -> None:
    fingers = {name: text for name, text in DRAWN.items() if 'href="#f"' in text}
    assert len(fingers) >= 20
    silent = {name for name, text in fingers.items() if "Letak tombol bisa berbeda" not in text}
    assert silent <= {"m3-foto-katalog/empat-cara-tajam.svg"}
