"""House rules that a reader relies on: light rooms, one direction, small pieces, honest docs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest
from conftest import REPOSITORY

import course
from course.exercises.widget import _Form

PACKAGE = REPOSITORY / "course"
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {
    "nbgrader",
    "sqlalchemy",
    "nbconvert",
    "papermill",
    "matplotlib",
    "pandas",
    "ipywidgets",
    "anywidget",
}
# From the lesson to the report: a room may import itself and the rooms before it.
ROOMS = (
    {"errors", "dates", "files"},
    {"facts"},
    {"answers", "exercises", "grading", "catalogue", "photo"},
    {"lessons", "criteria_run"},
    {"phone"},
    {"worksheets", "roster", "invitations", "messages", "pictures", "arrivals"},
    {
        "sendings",
        "chats",
        "archives",
        "folders",
        "senders",
        "receive",
        "submitted",
        "filing",
        "inbox",
    },
    {"programme", "zoom"},
    {"nbgrader_files", "release", "gradebook", "autograde"},
    {"statistics"},
    {
        "indicators",
        "evaluation",
        "tables",
        "figures",
        "reports",
        "report",
        "feedback",
        "sheets",
        "distribution",
        "workshop",
    },
    {"check", "coverage", "demo", "keepsakes", "privacy", "dashboard"},
    {"say", "cli_reports", "cli_programme", "cli"},
    {"__init__", "__main__"},
)


@pytest.mark.parametrize(
    ("module", "allowed"),
    [("course", set()), ("course.exercises", set()), ("course.grading", set()), ("course.answers", set()),
     ("course.lessons", set()), ("course.submitted", set()), ("course.files", set()), ("course.inbox", set()), ("course.criteria_run", set()), ("course.cli", set()),
     ("course.autograde.pool", set()),
     ("course.indicators", set()), ("course.evaluation", {"pandas"}),
     ("course.exercises.widget", {"ipywidgets", "anywidget"})],
)  # fmt: skip
def test_importing_a_room_loads_no_tools_of_others(module: str, allowed: set[str]) -> None:
    code = f"import {module}, sys; print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= allowed


def room_of(path: Path) -> int:
    name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    (index,) = [i for i, room in enumerate(ROOMS) if name in room]
    return index


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_dependencies_point_one_way(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("course."):
            imported.add(node.module.split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "course":
            imported |= {alias.name for alias in node.names}
    reachable = set().union(*ROOMS[: room_of(path) + 1])
    assert imported <= reachable


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_and_functions_are_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            body = [
                n
                for n in node.body
                if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))
            ]
            lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            assert lines <= 25, f"{path.name}: {node.name} has {lines} lines"


def test_no_javascript_module_grows_beyond_a_screenful_or_three() -> None:
    for path in (
        p for room in ("exercise", "phone") for p in (PACKAGE / "js" / room).rglob("*.js")
    ):
        assert len(path.read_text("utf-8").splitlines()) <= 200, path.name


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return [REPOSITORY / line for line in listed.stdout.splitlines()]


def test_no_drawer_no_machine_path_no_registry_in_the_repository() -> None:
    names = {path.stem for path in tracked()}
    assert not names & {"utils", "helpers", "common", "misc"}
    forbidden = re.compile(
        r"/(?:root|home|work|Users)/\w|registry\.npmjs|pypi\.org|files\.pythonhosted"
    )
    for path in tracked():
        if (
            path.suffix not in {".png", ".webp", ".js"}
            and path != Path(__file__)
            and path.is_file()
        ):
            found = forbidden.search(path.read_text("utf-8", "replace"))
            assert found is None, f"{path.relative_to(REPOSITORY)}: {found and found[0]}"


def test_both_sides_of_the_widget_have_the_same_traits() -> None:
    typedef = (PACKAGE / "js/exercise/types.js").read_text("utf-8")
    block = re.search(r"@typedef \{object\} Traits(.*?)@typedef", typedef, re.DOTALL)
    in_js = set(re.findall(r"@property \{.+?\} (\w+)", block[1])) if block else set()
    in_python = {name for name in _Form.class_traits(sync=True) if name in vars(_Form)} - {
        "_esm",
        "_css",
    }
    assert in_js == in_python


def test_the_ten_names_are_there() -> None:
    for name in course.__all__:
        assert getattr(course, name) is not None


def test_the_readme_s_targets_exist() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    targets = set(re.findall(r"\bmake (\w+)", readme)) - {"sure"}
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    assert all(f"\n{target}:" in makefile for target in targets)


def test_comments_hold_no_session_talk() -> None:
    for path in MODULES:
        with tokenize.open(path) as file:
            comments = [
                t.string
                for t in tokenize.generate_tokens(file.readline)
                if t.type == tokenize.COMMENT
            ]
        assert not [c for c in comments if re.search(r"\b(TODO|FIXME|XXX|issue \d)", c)], path.name
