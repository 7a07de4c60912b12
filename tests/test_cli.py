"""The command line: every verb has one room, help that answers at once, and errors in one line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
from click.testing import CliRunner
from conftest import REPOSITORY, run_course

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


def test_the_readme_names_every_verb() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    found = re.findall(r"`course (\w+)", readme) + re.findall(
        r"^course (\w+)", readme, re.MULTILINE
    )
    assert set(found) == set(VERBS)


def test_an_unknown_verb_is_named_in_one_line(tmp_path: Path) -> None:
    done = run_course(tmp_path, "nilai")
    assert done.returncode == 2
    assert "'nilai'" in done.stderr
    assert "Traceback" not in done.stderr


def test_errors_outside_a_course_say_where_to_go(tmp_path: Path) -> None:
    done = run_course(tmp_path, "check")
    assert done.returncode == 2
    assert "folder Kelas UMKM" in done.stderr


def test_a_console_without_our_signs_still_works() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "course", "check"],
        cwd=REPOSITORY, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert b"Semua pelajaran siap dirilis" in done.stdout
