"""The house as CONTRIBUTING draws it: one order of rooms, cut by idea, one of each."""

from __future__ import annotations

import ast
import importlib
import json
import re
import subprocess
import sys
import tokenize
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from conftest import REPOSITORY
from our_source import GROUP, MODULES, PACKAGE, tree

import course
from course import lessons
from course.exercises.shops import EXERCISES as SHOP_TOLD
from course.exercises.widget import _Form
from course.indicators import PHASES

pytestmark = GROUP
NAMES = [str(path.relative_to(PACKAGE)) for path in MODULES]
# A room imports itself and the rooms before it: this list is the order, one room a line, no sets.
ORDER = (
    "ground",
    "exercises",
    "gradebook",
    "criteria",
    "lessons",
    "people",
    "phone",
    "inbox",
    "autograde",
    "evaluation",
    "reports",
    "curriculum",
    "privacy",
    "door",
)
GROUND = {"__init__", "bars", "files", "indicators", "pages", "spreadsheets", "words"}
DOOR = {"__main__", "cli", "demo", "desk", "receiver"}
HEAVY = {"nbgrader", "sqlalchemy", "nbconvert", "papermill", "matplotlib", "pandas"}
WIDGETS = {"ipywidgets", "anywidget"}
MOST_MODULES, MOST_LINES, MOST_LINES_OF_CHECKS = 18, 400, 600


def room_of(parts: tuple[str, ...]) -> str:
    """Return the room of a module's path below ``course``, ``("inbox", "collect")``."""
    first = parts[0] if parts else "__init__"
    return "ground" if first in GROUND else "door" if first in DOOR else first


def parts_of(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts


def imports(path: Path, *, everywhere: bool = True) -> set[tuple[str, ...]]:
    """Return the modules of ours that a file imports, as paths below ``course``."""
    found = set()
    nodes = ast.walk(tree(path)) if everywhere else iter(tree(path).body)
    for node in nodes:
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        head, *rest = node.module.split(".")
        if head != "course":
            continue
        for alias in node.names:
            whole = (*rest, alias.name)
            found.add(whole if is_module(whole) else tuple(rest))
    return found


def is_module(parts: tuple[str, ...]) -> bool:
    place = PACKAGE.joinpath(*parts)
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def rooms_imported() -> dict[str, set[str]]:
    """Return each room with the rooms it imports."""
    found: dict[str, set[str]] = {room: set() for room in ORDER}
    for path in MODULES:
        own = room_of(parts_of(path))
        found[own] |= {room_of(parts) for parts in imports(path)} - {own}
    return found


def test_a_room_imports_only_rooms_before_it() -> None:
    later = [
        f"{path.relative_to(PACKAGE)}: {'.'.join(used)}"
        for path in MODULES
        for used in sorted(imports(path))
        if ORDER.index(room_of(used)) > ORDER.index(room_of(parts_of(path)))
    ]
    assert later == []


def test_nobody_but_the_door_imports_the_curriculum() -> None:
    """The engine finds a lesson's part by its name; only the curriculum knows itself."""
    who = {room for room, used in rooms_imported().items() if "curriculum" in used}
    assert who <= {"door"}


def test_an_answer_on_its_way_asks_no_list() -> None:
    """The register is read once, where answers come in; what an arrival is held against is that."""
    for name in ("folder", "content", "receive", "kept", "merge"):
        used = {room_of(parts) for parts in imports(PACKAGE / "inbox" / f"{name}.py")}
        assert "people" not in used, name


def test_contributing_draws_the_house_as_it_is() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    drawn = {}
    for line in text.partition("```house\n")[2].partition("```")[0].splitlines():
        room, _, used = line.partition("<-")
        drawn[room.split()[0]] = set(used.split())
    assert list(drawn) == list(ORDER)
    assert drawn == rooms_imported()


def test_few_packages_few_files() -> None:
    """Counted are Python's packages and modules; beside them lie js/, templates/ and one TOML."""
    assert (
        len([p for p in PACKAGE.iterdir() if (p / "__init__.py").is_file()]) <= 14
    )  # twelve rooms, the desk and the receiver
    assert len(list(PACKAGE.glob("*.py"))) <= 10
    for folder in {path.parent for path in MODULES} - {PACKAGE}:
        own = [p for p in folder.glob("*.py") if p.name != "__init__.py"]
        assert len(own) <= MOST_MODULES, folder.name


def test_no_file_outgrows_one_idea() -> None:
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert [
        f"{path.relative_to(PACKAGE)}: {most}"
        for path, most in lines.items()
        if most > (MOST_LINES_OF_CHECKS if path.name == "checks.py" else MOST_LINES)
    ] == []


def test_no_circle_of_files() -> None:
    graph = {parts_of(p): imports(p, everywhere=False) - {parts_of(p)} for p in MODULES}
    graph = {file: {used for used in uses if used in graph} for file, uses in graph.items()}
    while free := [file for file, uses in graph.items() if not uses]:
        graph = {f: uses - set(free) for f, uses in graph.items() if f not in free}
    assert sorted(graph) == []


def strings(path: Path) -> set[str]:
    """Return a module's string constants, docstrings left out."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    }


def test_no_room_names_a_lesson_or_its_exercises() -> None:
    """What one lesson alone knows lives with that lesson; the phases stand in one table."""
    every = lessons.load_all(REPOSITORY)
    known = set(every) - set(PHASES)
    # An exercise's id of one plain word is a word; with a hyphen it can only be the exercise.
    known |= {e for lesson in every.values() for e in lesson.definitions if "-" in e}
    for path in MODULES:
        if room_of(parts_of(path)) != "curriculum":
            # A table's file may be called as the sheet that it comes from; where the own shop is
            # told, several lessons need to know.
            allowed = {"results.py": {"pengamatan"}, "shops.py": set(SHOP_TOLD)}.get(
                path.name, set()
            )
            assert strings(path) & known <= allowed, path.relative_to(PACKAGE)


def test_no_count_in_a_pattern_is_taken_for_a_value() -> None:
    """In an f-string "{1,2}" is a pair of numbers: a pattern's count needs its braces twice."""
    for path in MODULES:
        told = [one for one in ast.walk(tree(path)) if isinstance(one, ast.FormattedValue)]
        pairs = [one.lineno for one in told if isinstance(one.value, ast.Tuple)]
        assert pairs == [], path.relative_to(PACKAGE)


def names_used(notebook: Path) -> set[str]:
    """Return every name that a lesson's cells use."""
    cells = nbformat.read(notebook, as_version=4).cells
    code = [ast.parse(cell.source) for cell in cells if cell.cell_type == "code"]
    return {n.id for part in code for n in ast.walk(part) if isinstance(n, ast.Name)}


PARTS = sorted(p.name for p in (PACKAGE / "curriculum").iterdir() if (p / "__init__.py").is_file())


@pytest.mark.parametrize("part", PARTS)
def test_what_a_lesson_is_offered_it_uses(part: str) -> None:
    offered = set(getattr(importlib.import_module(f"course.curriculum.{part}"), "__all__", ()))
    assert len(offered) <= 60
    assert offered <= names_used(lessons.load(REPOSITORY, part.replace("_", "-")).path)


def test_what_every_lesson_is_offered_two_lessons_use() -> None:
    from course import criteria

    own = [lesson.path for lesson in lessons.load_all(REPOSITORY).values()]
    # A class's own lesson may ask any kind of field: what marks one is offered to every lesson.
    every_kind = REPOSITORY / "tests" / "exercises" / "lessons" / "all-fields" / "all-fields.ipynb"
    used = Counter(name for path in (*own, every_kind) for name in names_used(path))
    assert [name for name in criteria.__all__ if used[name] < 2] == []
    assert len(criteria.__all__) <= 35


LIGHT = [
    *("course", "course.exercises", "course.criteria", "course.lessons", "course.lessons.run"),
    *("course.inbox.collect", "course.inbox.submitted", "course.people.roster", "course.cli"),
    *("course.autograde.pool", "course.indicators", *(f"course.curriculum.{p}" for p in PARTS)),
    *(f"course.{p.parent.name}.commands" for p in sorted(PACKAGE.glob("*/commands.py"))),
]


def test_light_rooms_load_no_tools_of_others() -> None:
    code = (
        "import importlib, json, subprocess, sys\n"
        "found = {}\n"
        f"for name in {LIGHT!r}:\n"
        "    importlib.import_module(name)\n"
        f"    found[name] = sorted({HEAVY | WIDGETS!r} & set(sys.modules))\n"
        "print(json.dumps(found))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name: tools for name, tools in json.loads(done.stdout).items() if tools} == {}


def test_submitted_is_opened_in_one_module() -> None:
    """Invariant of the one reader: others ask ``inbox.submitted`` for a ``Submission``."""
    opening = {n for n, p in zip(NAMES, MODULES, strict=True) if calls(p, "read_answers", "parse")}
    # The notebook reads its own; inbox, receiver and forgetting what came in, before it is filed.
    assert opening <= {"exercises/answers.py", "exercises/workbook.py", "inbox/submitted.py",
                       "exercises/line.py", "inbox/kept.py", "inbox/receive.py", "privacy/cut.py",
                       "receiver/checks.py"}  # fmt: skip


def calls(path: Path, *names: str) -> bool:
    return any(
        isinstance(node, ast.Call) and getattr(node.func, "id", "") in names
        for node in ast.walk(tree(path))
    )


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
    in_python = {name for name in _Form.class_traits(sync=True) if name in vars(_Form)}
    assert in_js == in_python - {"_esm", "_css"}


def test_the_ten_names_are_there() -> None:
    assert len(course.__all__) == 11
    for name in course.__all__:
        assert getattr(course, name) is not None


def test_comments_hold_no_session_talk() -> None:
    for path in MODULES:
        with tokenize.open(path) as file:
            comments = [
                t.string
                for t in tokenize.generate_tokens(file.readline)
                if t.type == tokenize.COMMENT
            ]
        assert not [c for c in comments if re.search(r"\b(TODO|FIXME|XXX|issue \d)", c)], path.name


ONE_OF_EACH = {
    "a template environment": (r"\bEnvironment\(", {"pages.py"}),
    "a CSV reader": (r"csv\.(?:reader|DictReader)\(", {"spreadsheets.py"}),
    "a list of months": (r"Februari|februari", {"words.py", "words.toml"}),
    "a set of unseen marks": (r"\\u2060|\\u202a-", {"words.py"}),
    "a guard against formulas": (r"\"=\", \"\+\", \"-\", \"@\"", {"spreadsheets.py"}),
}


@pytest.mark.parametrize("what", ONE_OF_EACH)
def test_there_is_one_of_each(what: str) -> None:
    pattern, homes = ONE_OF_EACH[what]
    found = {p.name for p in MODULES if re.search(pattern, p.read_text("utf-8"))}
    assert found <= homes, f"{what}: {sorted(found - homes)}"
