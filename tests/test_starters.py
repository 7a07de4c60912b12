"""What a double click starts: really run with a Python that only notes what it is asked, and read."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import REPOSITORY

from course.lessons.laid import STARTERS

WINDOWS, UNIX = ((REPOSITORY / name) for name in STARTERS)
STUB = """#!/bin/sh
# A Python that notes what it is asked, and makes an environment with itself in it.
echo "$*" >>"$NOTES"
for word in $FAILS; do
    case "$*" in *"$word"*) echo "galat: $word" >&2; exit 1 ;; esac
done
if [ "$1 $2" = "-m venv" ]; then
    mkdir -p "$4/bin" && cp "$0" "$4/bin/python"
fi
"""


@dataclass
class Machine:
    """A folder with the starter, and a machine of which only the stub is known."""

    folder: Path
    home: Path

    def click(self, fails: str = "", python: str = "python3") -> tuple[int, str, list[str]]:
        """Start it; return the exit code, what was said, and what Python was asked."""
        notes, programs = self.home / "notes", self.home / "bin"
        shutil.rmtree(programs, ignore_errors=True)
        programs.mkdir(parents=True)
        for name in ("dirname", "cksum", "uname", "grep", "mkdir", "cp", "sh"):
            (programs / name).symlink_to(str(shutil.which(name)))
        (programs / python).write_text(STUB, "utf-8")
        (programs / python).chmod(0o755)
        notes.unlink(missing_ok=True)
        done = subprocess.run(
            [self.folder / UNIX.name], cwd=self.home, stdin=subprocess.DEVNULL, capture_output=True,
            env={"PATH": str(programs), "HOME": str(self.home), "NOTES": str(notes), "FAILS": fails},
            text=True, check=False, timeout=60,
        )  # fmt: skip
        asked = notes.read_text("utf-8").splitlines() if notes.exists() else []
        return done.returncode, done.stdout, [one for one in asked if not one.startswith("-c")]


@pytest.fixture(params=["repositori", "kelas"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    """A folder that is the repository, or a class; its name is as people call folders."""
    folder = tmp_path / "Bu Ani (2) & 'rekan' $HOME 50%"
    folder.mkdir()
    (tmp_path / "home").mkdir()
    shutil.copy2(UNIX, folder)
    if request.param == "repositori":
        (folder / "course").mkdir()
        (folder / "course" / "cli.py").touch()
        (folder / "requirements.txt").write_text("-e .\n", "utf-8")
    return Machine(folder, tmp_path / "home")


@pytest.mark.skipif(os.name != "posix", reason="a shell")
class TestUnix:
    def test_the_first_click_installs_and_the_next_only_opens(self, machine: Machine) -> None:
        code, said, asked = machine.click()
        assert (code, said.splitlines()[-1]) == (0, OPENED)
        env, what = self.places(machine)
        pip = f"-m pip install --disable-pip-version-check {what}"
        assert asked == [f"-m venv --clear {env}", pip, "-m course desk"]
        assert machine.click() == (0, f"{OPENED}\n", ["-m course desk"])

    @staticmethod
    def places(machine: Machine) -> tuple[Path, str]:
        if (machine.folder / "requirements.txt").exists():
            return machine.folder / ".venv", "-r requirements.txt"
        data = machine.home / ".local" / "share" / "kelas-umkm"
        return data / "venv", "kelas-umkm"

    @pytest.mark.parametrize(
        ("fails", "says", "last"),
        [
            ("version_info", "Python 3.11 atau lebih baru belum ada.", None),
            ("venv", "Tempat untuk program tidak bisa dibuat.", "-m venv"),
            ("pip", "Program belum terpasang.", "-m pip"),
            ("desk", "Kelas UMKM berhenti.", "-m course desk"),
        ],
    )
    def test_each_failure_is_a_sentence_and_the_next_click_goes_on(
        self, fails: str, says: str, last: str | None, machine: Machine
    ) -> None:
        code, said, asked = machine.click(fails)
        assert code == 1
        assert says in said
        assert said.endswith("Tekan Enter untuk menutup. ")
        assert asked[-1].startswith(last) if last else asked == [], asked
        code, _, asked = machine.click()
        assert code == 0
        assert asked[-1] == "-m course desk"
        assert any("pip" in one for one in asked) == (fails != "desk")
        assert any("venv" in one for one in asked) == (fails in {"version_info", "venv"})

    def test_without_any_python_it_says_where_to_get_one(self, machine: Machine) -> None:
        code, said, _ = machine.click(python="perl")
        assert code == 1
        assert "https://www.python.org/downloads/" in said

    def test_a_newer_python_comes_before_the_system_s(self, machine: Machine) -> None:
        assert machine.click(python="python3.13")[0] == 0

    @pytest.mark.parametrize("machine", ["repositori"], indirect=True)
    def test_other_requirements_or_another_place_install_again(self, machine: Machine) -> None:
        machine.click()
        (machine.folder / "requirements.txt").write_text("click\n-e .\n", "utf-8")
        assert len(machine.click()[2]) == 2
        assert len(machine.click()[2]) == 1
        moved = machine.folder.rename(machine.folder.with_name("pindah"))
        assert len(Machine(moved, machine.home).click()[2]) == 2

    @pytest.mark.parametrize("machine", ["kelas"], indirect=True)
    def test_a_wheel_beside_a_class_is_installed_once(self, machine: Machine) -> None:
        """And one environment serves every class: an older wheel never comes back."""
        for name in ("kelas_umkm-0.1.0-py3-none-any.whl", "kelas_umkm-0.2.0-py3-none-any.whl"):
            (machine.folder / name).touch()
            assert f"-m pip install --disable-pip-version-check ./{name}" in machine.click()[2]
            assert machine.click()[2] == ["-m course desk"]
        (machine.folder / name).unlink()
        assert machine.click()[2] == ["-m course desk"]


OPENED = "Kelas UMKM terbuka di browser. Biarkan jendela ini; tutup kalau sudah selesai."


def lines() -> list[str]:
    return WINDOWS.read_bytes().decode("ascii").split("\r\n")


def test_windows_reads_every_line() -> None:
    """CRLF, or a jump lands amid a line; ASCII, for the console's code page is anybody's guess."""
    assert b"\n" not in WINDOWS.read_bytes().replace(b"\r\n", b"")
    assert lines()[0] == "@echo off"
    assert max(map(len, lines())) < 200


def test_every_jump_lands_and_every_label_is_used() -> None:
    jumps = {name for line in lines() for name in re.findall(r"goto :(\w+)", line)}
    labels = [line[1:] for line in lines() if re.fullmatch(r":\w+", line)]
    assert len(labels) == len(set(labels))
    assert jumps <= set(labels)
    # What stands before a label either goes on into it on purpose, or ends.
    code = [line for line in lines() if line and not line.startswith("rem")]
    falls = {after[1:] for line, after in pairwise(code)
             if after.startswith(":") and not line.startswith(("goto", "exit"))}  # fmt: skip
    assert set(labels) - jumps <= falls, "a label nobody comes to"
    assert falls <= {"install", "open", "say"}


def test_no_block_that_a_bracket_in_a_name_would_end() -> None:
    for line in lines():
        if not line.startswith(("rem", "set", "echo", ">", '"')):
            outside = re.sub(r'"[^"]*"', "", line)
            assert not re.search(r"[()]", re.sub(r"\bin \([\w.*-]+\) do\b", "", outside)), line


def test_every_path_is_quoted() -> None:
    """``%HERE%`` and what is made of it may hold blanks and ``&``."""
    for line in lines():
        if not line.startswith("rem"):
            outside = re.sub(r'"[^"]*"', "", line)
            assert not re.search(r"%(HERE|ENV|READY|WANT|HAVE|REST|USERPROFILE|~dp0)", outside), (
                line
            )


def test_every_variable_is_set_before_it_is_read() -> None:
    set_here = {"USERPROFILE"}
    for line in lines():
        used = set(re.findall(r"%([A-Z]+)[%:]", line))
        assert used <= set_here | set(re.findall(r'set (?:/p )?"([A-Z]+)=', line)), line
        set_here |= set(re.findall(r'set (?:/p )?"([A-Z]+)=', line))


def test_both_say_the_same() -> None:
    """What a failure is called does not depend on the machine."""
    unix, windows = UNIX.read_text("utf-8"), "\n".join(lines()).replace(" (64-bit)", "")
    said = re.findall(r"stop '([^']+)'|echo '([^']+)'", unix)
    assert len(said) >= 7
    for one in said:
        assert "".join(one) in windows


def test_macos_may_start_it_and_git_keeps_it_so() -> None:
    if os.name == "posix":
        assert UNIX.stat().st_mode & stat.S_IXUSR
    listed = subprocess.run(
        ["git", "ls-files", "--stage", UNIX.name], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert listed.stdout.startswith("100755 ")
