"""What is released: nothing of the system's, and nothing that ``course check`` refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY, run_course

from course.files import is_system_file
from course.inbox.arrivals import is_skipped

SYSTEM = (
    "desktop.ini", "Desktop.ini", ".DS_Store", "Thumbs.db", "ehthumbs.db", "._pretest.ipynb",
    "~$catatan.docx", ".~lock.catatan.odt#", "Icon\r", ".directory", ".nfs0000001",
    "~$catatan [1].docx", ".~lock.foto [baru].ods#",
)  # fmt: skip


@pytest.fixture
def one_lesson(tmp_path: Path) -> Path:
    """A course with one small lesson."""
    root = tmp_path / "kelas"
    for name in ("pretest", "posttest"):
        shutil.copytree(REPOSITORY / "source" / name, root / "source" / name)
    shutil.copy(REPOSITORY / "source" / "words.toml", root / "source")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    return root


@pytest.mark.long
@pytest.mark.parametrize("own_config", ["today's", "an older one"])
def test_system_files_never_stop_check_and_are_never_released(
    own_config: str, one_lesson: Path
) -> None:
    if own_config == "an older one":
        config = one_lesson / "nbgrader_config.py"
        lines = config.read_text("utf-8").splitlines()
        kept = [
            line for line in lines if "CourseDirectory.ignore" not in line and "SYSTEM" not in line
        ]
        old = 'c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "authors"]'
        config.write_text("\n".join([*kept, old, ""]), "utf-8")
    folder = one_lesson / "source" / "pretest"
    for name in SYSTEM:
        (folder / name).write_bytes(b"[.ShellClassInfo]")
    for name in (".ipynb_checkpoints", "__MACOSX", ".Trashes"):
        (folder / name).mkdir()
        (folder / name / "pretest.ipynb").write_text("{}")
    (folder / "gambar.png").write_bytes(b"x")
    if own_config == "today's":
        checked = run_course(one_lesson, "check")
        assert checked.returncode == 0, checked.stdout
    done = run_course(one_lesson, "release", "pretest")
    assert done.returncode == 0, done.stderr
    released = {path.name for path in (one_lesson / "release" / "pretest").rglob("*")}
    other_form = {"pretest-b.ipynb", "pilihan-foto-b.png"}
    assert released - other_form == {"pretest.ipynb", "pilihan-foto.png", "gambar.png"}


def test_one_list_says_what_is_the_system_s() -> None:
    for name in SYSTEM:
        assert is_system_file(name), name
        assert is_skipped(name), name
    for name in ("pretest_U07.txt", "desktop.json", "U07", "Iconic.png", "~catatan.txt", ".json"):
        assert not is_system_file(name), name


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Change a lesson's source, as an author does in JupyterLab."""
    path = root / "source" / name / f"{name}.ipynb"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("broken", ["tests differ", "foreign file", "unknown indicator"])
def test_release_refuses_what_check_refuses(broken: str, one_lesson: Path) -> None:
    if broken == "tests differ":
        edit(one_lesson, "pretest", "Memposting produk terasa", "Memposting terasa")
    elif broken == "foreign file":
        (one_lesson / "source" / "pretest" / "kunci.xlsx").write_bytes(b"x")
    else:
        edit(one_lesson, "pretest", "P1-", "P9-")
    checked = run_course(one_lesson, "check")
    assert checked.returncode == 1
    done = run_course(one_lesson, "release", "pretest")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stdout + done.stderr
    assert "Belum ada yang dirilis." in done.stderr
    assert not (one_lesson / "release").exists()
