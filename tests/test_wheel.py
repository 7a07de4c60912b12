"""A wheel is enough: a class is made, checked and taken to its pages without the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import REPOSITORY

from course.lessons.laid import STARTERS

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from what git knows and nothing else, and unpacked as pip does."""
    folder = tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, listed):
        if not name.startswith(("tests/", "course/js/")) and (REPOSITORY / name).is_file():
            (folder / "from" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, folder / "from" / name)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet",
         "--disable-pip-version-check", "--no-index", "--wheel-dir", folder, folder / "from"],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    shutil.rmtree(folder / "from")
    return folder / "site"


def run(installed: Path, root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a Python on what is installed; the repository is not on its path."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return subprocess.run(
        [sys.executable, *words], cwd=root, capture_output=True, text=True, check=False, timeout=300,
        env={**kept, "PYTHONPATH": str(installed), "JUPYTER_DATA_DIR": str(root / "data")},
    )  # fmt: skip


def test_the_package_is_the_wheel_s_and_needs_no_repository(
    installed: Path, tmp_path: Path
) -> None:
    found = run(
        installed,
        tmp_path,
        "-c",
        "import course.lessons.laid as l; print(l.__file__, l.materials())",
    )
    module, materials = found.stdout.split()
    assert Path(module).is_relative_to(installed)
    assert Path(materials) == installed / "course" / "_class"
    names = {path.name for path in Path(materials).iterdir()}
    assert names == {
        "source",
        "examples",
        "nbgrader_config.py",
        "Kelas UMKM.bat",
        "Kelas UMKM.command",
    }
    tracked = {p.relative_to(REPOSITORY / "source").as_posix() for p in (REPOSITORY / "source").rglob("*.*")
               if p.is_file() and ".ipynb_checkpoints" not in p.parts}  # fmt: skip
    laid = {p.relative_to(Path(materials) / "source").as_posix()
            for p in (Path(materials) / "source").rglob("*.*") if p.is_file()}  # fmt: skip
    assert laid == tracked
    assert not list(installed.rglob("*.js.map"))
    listed = subprocess.run(
        ["git", "ls-files", "course"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.split()
    own = [name for name in listed if not name.startswith("course/js/")]
    assert [name for name in own if not (installed / name).is_file()] == []


VERBS = """
import os, sys
from course.cli import course
for line in sys.argv[1:]:
    folder, *words = line.split()
    os.chdir(folder)
    course(words, standalone_mode=False)
"""


def test_a_class_is_made_from_it_and_goes_its_way(installed: Path, tmp_path: Path) -> None:
    """And the example class, which ``course demo`` takes all the way (tests/path)."""
    done = run(
        installed, tmp_path, "-c", VERBS,
        ". new kelas-2027", "kelas-2027 check", ". roster check", ". upgrade", ". release pretest",
        ". new ../contoh --example", "../contoh roster check",
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("✗")) == (0, 0), done.stdout + done.stderr
    assert "✓ Semua pelajaran siap dirilis." in done.stdout
    assert len(list((tmp_path / "contoh" / "examples" / "inbox").iterdir())) > 100
    root = tmp_path / "kelas-2027"
    released = sorted(p.suffix for p in (root / "release" / "pretest").iterdir())
    assert released == [".ipynb", ".ipynb", ".png", ".png"], "in both forms"
    for starter in STARTERS:
        assert (root / starter).read_bytes() == (REPOSITORY / starter).read_bytes()
    assert [path.name for path in root.rglob("*.py")] == ["nbgrader_config.py"], "and no code"
    there = (
        path
        for path in tmp_path.rglob("*")
        if path.suffix not in {".db", ".png"} and path.is_file()
    )
    assert not [p for p in there if str(REPOSITORY) in p.read_text("utf-8", "replace")]
