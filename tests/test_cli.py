"""The command line: every verb has one room, help that answers at once, and errors in one line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from conftest import REPOSITORY, run_course

from course import cli
from course.cli import VERBS
from course.cli import course as command_line

PACKAGE = REPOSITORY / "course"
COMMANDS = {
    f"course.{path.parent.name}.commands": path for path in sorted(PACKAGE.glob("*/commands.py"))
}


def verbs_of(module: str) -> set[str]:
    """Return the names of the commands and groups that a module defines."""
    found = {name: it for name, it in vars(import_module(module)).items()
             if isinstance(it, click.Command)}  # fmt: skip
    within = {
        sub for it in found.values() if isinstance(it, click.Group) for sub in it.commands.values()
    }
    return {name for name, it in found.items() if it not in within}


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Yield each verb and each verb of a group with its whole name."""
    context = click.Context(command_line)
    for verb in command_line.list_commands(context):
        command = command_line.get_command(context, verb)
        assert command is not None
        yield verb, command
        if isinstance(command, click.Group):
            yield from ((f"{verb} {name}", sub) for name, sub in command.commands.items())


def test_the_table_names_every_verb_of_every_room_and_nothing_else() -> None:
    homes = [*COMMANDS, "course.demo"]
    assert {verb: home for home in homes for verb in verbs_of(home)} == VERBS
    assert sum(len(verbs_of(home)) for home in homes) == len(VERBS)  # each in one room only


def test_a_verb_s_function_has_its_name() -> None:
    for name, command in every_command():
        assert command.name == name.split()[-1]


def test_help_reads_what_the_verbs_say_without_loading_a_room() -> None:
    """``course --help`` loads no room of ours and no tool that a room needs."""
    code = (
        "import sys; from course.cli import course\n"
        "course(['--help'], standalone_mode=False)\n"
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    help_text, loaded = done.stdout.rsplit("\n", 2)[0], set(done.stdout.splitlines()[-1].split())
    assert {name for name in loaded if name.startswith("course.")} == {"course.cli", "course.files"}
    assert not loaded & {"pandas", "nbgrader", "pydantic", "tqdm", "jinja2", "nbformat", "PIL"}
    context = click.Context(command_line)
    for verb in VERBS:
        command = command_line.get_command(context, verb)
        assert command is not None
        line = re.search(rf"^  {verb} +(.+?)(?:\.\.\.)?$", help_text, re.MULTILINE)
        assert line, verb
        assert command.get_short_help_str(200).startswith(line[1]), verb


def test_help_answers_with_an_example_where_something_is_to_be_given() -> None:
    for name, command in every_command():
        done = CliRunner().invoke(command_line, [*name.split(), "--help"])
        assert done.exit_code == 0, name
        assert done.output.startswith("Usage"), name
        if any(isinstance(one, click.Argument) or one.required for one in command.params):
            assert f"Contoh: course {name}" in re.sub(r"\s+", " ", done.output), name


def test_an_unknown_verb_is_named_in_one_line(tmp_path: Path) -> None:
    done = run_course(tmp_path, "nilai")
    assert done.returncode == 2
    assert "'nilai'" in done.stderr
    assert "Traceback" not in done.stderr


def test_errors_outside_a_course_say_where_to_go(tmp_path: Path) -> None:
    done = run_course(tmp_path, "check")
    assert done.returncode == 2
    assert "folder Kelas UMKM" in done.stderr


@pytest.mark.long
def test_a_console_without_our_signs_still_works() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "course", "check"],
        cwd=REPOSITORY, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert b"Semua pelajaran siap dirilis" in done.stdout


def test_a_fault_nobody_foresaw_is_a_line_and_a_file_without_anybody_s_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file says where it happened; the error's own words may hold an answer or a name."""

    def fails(*_: object, **__: object) -> None:
        try:
            {}["Ibu Mawar menjual donat"]
        except KeyError as error:
            raise RuntimeError("kata sandi rahasia") from error

    (tmp_path / "kelas").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["course", "upgrade", "--rahasia"])
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)  # main() sets its own
    monkeypatch.setattr(cli, "course", fails)
    for _ in range(3):
        with pytest.raises(SystemExit) as end:
            cli.main()
        assert end.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1]
    log = tmp_path / "kelas" / "log" / "course-upgrade.txt"
    assert said.startswith("✗ course upgrade berhenti karena kesalahan program (RuntimeError).")
    assert str(log) in said
    written = log.read_text("utf-8")
    assert "RuntimeError" in written
    assert "KeyError" in written
    assert re.search(r"test_cli\.py:\d+ fails", written)
    assert not re.search("Mawar|donat|rahasia", written)
    assert [path.name for path in log.parent.iterdir()] == ["course-upgrade.txt"], "it never grows"
    with pytest.raises(RuntimeError):  # tests still see it
        cli.run()


@pytest.mark.parametrize("where", ["empty", "read only"])
def test_without_a_class_the_file_lies_elsewhere(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", None)
    (tmp_path / "ini").mkdir()
    if where == "read only":
        (tmp_path / "ini" / "kelas").write_text("berkas", "utf-8")
    monkeypatch.chdir(tmp_path / "ini")
    monkeypatch.setattr(sys, "argv", ["course", "apa"])
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(cli, "course", fails)
    with pytest.raises(SystemExit):
        cli.main()
    assert str(tmp_path / "tmp" / "course.txt") in capsys.readouterr().err
    assert len(list((tmp_path / "ini").iterdir())) == (where == "read only")


def options_of(command: click.Command) -> set[str]:
    return {word.lstrip("-") for one in command.params for word in one.opts}


OF_NO_CLASS = {"evaluate", "items", "power", "new", "demo", "desk"}
"""Of own data, they make the class, or a page offers to."""


def test_in_an_empty_folder_every_verb_says_where_to_go_and_leaves_nothing(tmp_path: Path) -> None:
    for name, command in every_command():
        if isinstance(command, click.Group) or name in {*OF_NO_CLASS, "upgrade"}:
            continue
        given = [
            one.type.choices[0] if isinstance(one.type, click.Choice) else "U07"
            for one in command.params
            if isinstance(one, click.Argument) and one.required
        ]
        flags = [f"--{one}" for one in ("yes", "no-browser") if one in options_of(command)]
        done = run_course(tmp_path, *name.split(), *flags, *given)
        assert done.returncode == 2, (name, done)
        assert re.search("folder Kelas UMKM|tidak ada|belum ada", done.stderr), (name, done.stderr)
        assert not list(tmp_path.iterdir()), name


@pytest.mark.long
@pytest.mark.parametrize("words", [["--help"], ["check"]])
def test_nobody_reading_any_more_is_no_traceback(words: list[str]) -> None:
    """``course check | head -0``; and what reads may be gone before a word is written."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "course", *words],
        cwd=REPOSITORY, stdout=writing, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writing)
    assert done.returncode in {0, 1}
    assert done.stderr == b""


@pytest.mark.long
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_behind_the_words_is_a_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "course", "check"],
            cwd=REPOSITORY, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "✗ Disk penuh. Kosongkan tempat, lalu ulangi perintah yang sama.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_what_is_said_too_late_on_a_full_disk_changes_no_exit_code() -> None:
    script = """
import atexit, errno, sys
from course import cli
def full(**_):
    raise OSError(errno.ENOSPC, "full")
cli.course = full
atexit.register(lambda: sys.stdout.write("said by a library at the end"))
cli.run()
"""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=REPOSITORY, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "✗ Disk penuh. Kosongkan tempat, lalu ulangi perintah yang sama.\n"


def test_without_home_and_language_a_class_of_any_name_is_told_of(tmp_path: Path) -> None:
    root = tmp_path / "Kelas Ç 班"
    root.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "course", "grade"],
        cwd=root, env={**kept, "LANG": "C", "LC_ALL": "C"}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert "folder Kelas UMKM" in done.stderr.decode("utf-8", "replace")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_ctrl_c_is_a_sentence(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(cli, "course", stopped)
    done = run_course(tmp_path, "check")
    assert done.returncode == 130
    assert done.stderr.startswith("Dihentikan.")
    assert done.stderr.count("\n") == 1
