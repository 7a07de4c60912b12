"""Files: whole or not at all, links told from files, some for their owner only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import run_course

from course.files import (
    at_work,
    is_readable_by_others,
    is_regular,
    old_places,
    sweep,
    write_atomically,
    write_private,
)


def test_a_regular_file_is_no_link_and_what_cannot_be_told_is_not_absent(tmp_path: Path) -> None:
    file, link = tmp_path / "a", tmp_path / "b"
    file.touch()
    link.symlink_to(file)
    paths = [file, link, tmp_path, tmp_path / "c", file / "d"]
    assert [is_regular(path) for path in paths] == [True, False, False, False, False]
    with pytest.raises(OSError, match="too long"):
        is_regular(tmp_path / ("x" * 300))


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new" / "a.txt"
    write_atomically(path, b"old")

    def full(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"], "nothing half is left"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the folder decides who may read")
def test_a_private_file_is_its_owner_s(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_atomically(path, b"1")
    assert is_readable_by_others(path)
    write_private(path, b"2")
    assert not is_readable_by_others(path)


KILLED = """
import os, sys
from pathlib import Path
from course.files import at_work, write_atomically
os.fsync = lambda _: os._exit(9)
with at_work(Path(sys.argv[1])):
    write_atomically(Path(sys.argv[2]), b"half")
"""


def test_what_a_killed_command_left_is_gone_at_the_next(old_class: Path) -> None:
    before = sorted(path.name for path in old_class.iterdir())
    places = [old_class / "kelas/inbox/kept/U07/a.json", old_class / "submitted/U07/pretest/a.json"]
    for path in places:
        subprocess.run([sys.executable, "-c", KILLED, old_class, path], check=False)
        assert [p.read_bytes() for p in path.parent.iterdir()] == [b"half"]
        (path.parent / ".kelas-catatan").write_text("milik pengajar", "utf-8")
        run_course(old_class, "roster", "check")
        assert [p.name for p in path.parent.iterdir()] == [".kelas-catatan"]
    assert sorted(p.name for p in old_class.iterdir()) == sorted([*before, "kelas", "submitted"])


def test_a_class_is_walked_through_only_after_a_killed_command(
    old_class: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked: list[Path] = []
    monkeypatch.setattr("course.files.sweep", walked.append)
    for _ in range(2):
        run_course(old_class, "roster", "check")
    with at_work(old_class):
        run_course(old_class, "roster", "check")
    assert walked == []
    subprocess.run([sys.executable, "-c", KILLED, old_class, old_class / "a" / "b"], check=False)
    for _ in range(2):
        run_course(old_class, "roster", "check")
    assert walked == [old_class]


def test_nothing_is_marked_in_a_folder_that_is_no_class(tmp_path: Path) -> None:
    with at_work(tmp_path):
        assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="there an open file cannot be removed")
def test_what_another_command_is_writing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kelas" / "a.csv"
    seen = []

    def swept(_: int) -> None:
        sweep(tmp_path)
        seen.extend(path.parent.iterdir())

    monkeypatch.setattr(os, "fsync", swept)
    write_atomically(path, b"whole")
    assert len(seen) == 1
    assert path.read_bytes() == b"whole"


@pytest.mark.skipif(sys.platform != "linux", reason="other disks have other bounds")
def test_a_name_of_the_greatest_length_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 251 + ".csv")
    write_atomically(path, b"1")
    assert path.read_bytes() == b"1"


OLD = ("roster.csv", "program.toml", "inbox/a.txt", "inbox/refused/b.txt", "reports/x/y.html")


@pytest.fixture
def old_class(tmp_path: Path) -> Path:
    """A class as it lay before ``kelas/``."""
    (tmp_path / "nbgrader_config.py").write_text("c.CourseDirectory.ignore = []", "utf-8")
    for name in ("release/pretest/pretest.ipynb", *OLD):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / "zoom").mkdir()
    (tmp_path / "zoom" / ".gitignore").touch()
    return tmp_path


CONFIG = "from course.feedback import FeedbackExporter\nfrom course.nbgrader_files import x\n"


def lying(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in root.rglob("*")
        if path.is_file()
    }


def test_a_class_of_the_old_layout_is_named_by_every_command(old_class: Path) -> None:
    done = run_course(old_class, "roster", "check")
    line = done.stderr.splitlines()[0]
    assert line.startswith("! Susunan folder kelas berubah: roster.csv → kelas/roster.csv, ")
    assert "inbox → kelas/inbox" in line
    assert "zoom" not in line, "a placeholder holds nothing"
    assert line.endswith("Pindahkan: course upgrade")


def test_upgrade_moves_everything_and_says_so_once(old_class: Path) -> None:
    before = lying(old_class)
    done = run_course(old_class, "upgrade")
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ inbox → kelas/inbox" in done.stdout
    moved = {f"kelas/{n}" if n in OLD else n: text for n, text in before.items()}
    assert lying(old_class) == moved
    assert run_course(old_class, "upgrade").stdout == "✓ Susunan folder ini sudah baru.\n"


def test_upgrade_overwrites_nothing(old_class: Path) -> None:
    for name in ("roster.csv", "inbox/a.txt"):
        (old_class / "kelas" / name).parent.mkdir(parents=True, exist_ok=True)
        (old_class / "kelas" / name).write_text("baru", "utf-8")
    done = run_course(old_class, "upgrade")
    assert done.returncode == 1
    assert "! inbox/a.txt: di kelas/ sudah ada yang bernama sama." in done.stdout
    left = lying(old_class)
    assert (left["roster.csv"], left["kelas/roster.csv"]) == ("roster.csv", "baru")
    assert (left["inbox/a.txt"], left["kelas/inbox/a.txt"]) == ("inbox/a.txt", "baru")
    assert left["kelas/inbox/refused/b.txt"] == "inbox/refused/b.txt"


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "surat.txt").touch()
    assert old_places(tmp_path) == {}


def test_upgrade_brings_the_class_s_own_copies_to_the_present_names(old_class: Path) -> None:
    (old_class / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    own = {"m5-ekspor": "curriculum.m5_ekspor", "pretest": "criteria"}
    for name in own:
        path = old_class / "source" / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text('["from course.grading import *"]', "utf-8")
    done = run_course(old_class, "upgrade")
    assert "m5-ekspor: nama modul di sel pertama diperbarui" in done.stdout
    config = (old_class / "nbgrader_config.py").read_text("utf-8")
    assert "from course.reports.feedback import FeedbackExporter" in config
    assert "from course.gradebook.settings import x" in config
    assert '"authors"]' in config
    for name, module in own.items():
        text = (old_class / "source" / name / f"{name}.ipynb").read_text("utf-8")
        assert text == f'["from course.{module} import *"]'
    again = run_course(old_class, "upgrade").stdout.splitlines()
    assert [line.split(":")[0] for line in again] == [f"! {name}" for name in own], "and no more"
