"""What authors know of a lesson stays with them: no file of theirs is released, shown or packed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import REPOSITORY

# Readings are texts people really write; the shorter ones may stand in a lesson by chance.
LONG = 60


def of_authors() -> list[Path]:
    return [p for p in REPOSITORY.glob("source/*/authors/**/*") if p.is_file()]


def telling(path: Path) -> list[str]:
    """Return the long lines of an authors' text; nobody else has a reason to hold them."""
    if path.suffix not in {".md", ".json", ".toml"}:
        return []
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if len(line) >= LONG]


def lessons_text() -> str:
    """Return what every lesson's notebook says openly, which design notes quote."""
    return "".join(p.read_text("utf-8") for p in REPOSITORY.glob("source/*/*.ipynb"))


def held(lines: list[str], text: str) -> list[str]:
    """Return the lines that stand in a text; asked only where all words within a line do."""
    words = set(text.split())
    return [line for line in lines if words.issuperset(line.split()[1:-1]) and line in text]


def test_a_line_within_a_text_is_found() -> None:
    lines = ["bb cc dd", "b cc d", "bb dd", "b"]
    assert held(lines, "aa bb cc dd") == ["bb cc dd", "b cc d", "b"]


@pytest.mark.parametrize("room", ["release", "kelas/site", "feedback"])
def test_nothing_of_authors_reaches_a_participant(published: Path, room: str) -> None:
    names = {path.name for path in of_authors()}
    contents = {path.read_bytes() for path in of_authors()}
    files = [p for p in (published / room).rglob("*") if p.is_file()]
    # What checks a lesson's tasks on the phone stands open, its lists of words and its ways to an
    # answer (docs/feedback.md); that a test's keys do not, test_phone_exporter.py holds.
    files = [p for p in files if not re.search(r"-kriteria\.\w+\.js$", p.name)]
    assert files or room == "feedback"
    assert not [p for p in files if "authors" in p.parts or p.name in names]
    assert not [p for p in files if p.read_bytes() in contents]
    shown = "\n".join(p.read_bytes().decode("utf-8", "replace") for p in files)
    told = [line for path in of_authors() for line in telling(path)]
    told = [*set(told).difference(held(told, lessons_text()))]
    assert len(told) > 1_000
    assert held(told, shown) == []


@pytest.mark.stock
def test_a_wheel_s_lessons_lie_apart_for_new_classes(tmp_path: Path) -> None:
    copy = tmp_path / "repository"  # setuptools leaves its own folders where it builds
    left_out = shutil.ignore_patterns(".*", "node_modules", "build", "*.egg-info", "kelas", "tests")
    shutil.copytree(REPOSITORY, copy, ignore=left_out)
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--disable-pip-version-check", "--wheel-dir", str(tmp_path), str(copy)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    # What course new lays, authors' part too (course check needs it), and nothing else of a lesson.
    names = [n for n in zipfile.ZipFile(wheel).namelist() if not n.startswith("course/_class/")]
    assert "course/curriculum/m5_ekspor/words.toml" in names
    assert "course/templates/page.html.j2" in names
    assert not [n for n in names if "authors" in n or (n.endswith(".ipynb") and "reports" not in n)]
    assert not [n for n in names if n.startswith(("source/", "tests/", "course/js/"))]
