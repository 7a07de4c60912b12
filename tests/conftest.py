"""A course to test on: a copy of the repository's rooms, never the repository itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from course import lessons
from course.phone.site import build_site

# Timing belongs to benchmarks/: a busy machine is no failure.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

REPOSITORY = Path(__file__).parent.parent
ROOMS = ("inbox", "release", "submitted", "autograded", "feedback", "reports")


def new_course(root: Path) -> Path:
    """Lay out a course at ``root``: sources, examples, settings, empty rooms."""
    for room in ("source", "examples"):
        shutil.copytree(REPOSITORY / room, root / room)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    for room in ROOMS:
        (root / room).mkdir()
    return root


def run_course(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the ``course`` command in ``root`` as a person does."""
    return subprocess.run(
        [sys.executable, "-m", "course", *words],
        cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False,
    )  # fmt: skip


def hidden_lines(root: Path, name: str) -> list[str]:
    """Return the lines between a lesson's hidden marks that would give something away.

    Lines with only a bracket or one quoted option key stand openly in the exercises too.
    """
    cells = lessons.load(root, name).criteria
    hidden = "\n".join(c.source.split("BEGIN HIDDEN TESTS")[1].split("### END")[0] for c in cells)
    return [line.strip() for line in hidden.splitlines() if re.search(r"\w{4}.*[(=:]", line)]


@pytest.fixture
def course_root(tmp_path: Path) -> Path:
    """An untouched course."""
    return new_course(tmp_path / "kelas")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A course on which ``course demo`` ran once, and what it printed. Read only.

    The first worker makes it, the others wait for it and use the same.
    """
    shared = of_all_workers(tmp_path_factory)
    root, printed = shared / "demo" / "kelas", shared / "demo.txt"
    with FileLock(shared / "demo.lock"):
        if not printed.exists():
            done = run_course(new_course(root), "demo")
            assert done.returncode == 0, done.stderr
            printed.write_text(done.stdout, "utf-8")
    return root, printed.read_text("utf-8")


@pytest.fixture(scope="session")
def published(demo: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with every lesson released, and its site; made once. Read only."""
    shared = of_all_workers(tmp_path_factory)
    root, done = shared / "published" / "kelas", shared / "published.txt"
    with FileLock(shared / "published.lock"):
        if not done.exists():
            new_course(root)
            shutil.copytree(demo[0] / "release", root / "release", dirs_exist_ok=True)
            build_site(root)
            done.touch()
    return root


def of_all_workers(factory: pytest.TempPathFactory) -> Path:
    """Return a folder of this run that every worker sees."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture
def demo_copy(demo: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of the graded course, to change at will."""
    root = tmp_path / "kelas"
    shutil.copytree(demo[0], root)
    return root


@pytest.fixture
def nbgrader() -> Callable[..., subprocess.CompletedProcess[str]]:
    """nbgrader's own command line, run in a course's root."""

    # As in an activated environment: nbgrader calls alembic by name.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

    def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "nbgrader", *words],
            cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=500, check=False,
            env={**os.environ, "PATH": path},
        )  # fmt: skip

    return run
