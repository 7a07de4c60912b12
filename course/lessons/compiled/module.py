"""One JavaScript module of a lesson's criteria: cells, the pieces they reach, lists and texts."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from course import CourseError
from course.criteria.facts import facts
from course.criteria.text import normalise, split_words
from course.exercises.definition import Definition
from course.exercises.shops import Shop
from course.indicators import PHASES
from course.lessons.compiled.ground import (
    OF_ALL,
    lists_of,
    names_used,
    own_pieces,
    packed,
    shared,
    tight,
    untranslatable,
    written,
)
from course.lessons.compiled.names import NotTranslatableError, Scope
from course.lessons.compiled.reach import Known, Reached, reach
from course.lessons.compiled.statements import Statements
from course.lessons.lesson import (
    AUDIENCES,
    AUTHORS,
    CriteriaCell,
    Lesson,
    retold,
)
from course.words import INDONESIAN

WAYS = "ways.toml"
"""By exercise and criterion a sentence: how one comes to the number, why the choice is right."""
_LOOKS = re.compile(r"\basked=|\.prompt\b|\banswer[,)]")
_NAMED = {"table", "choice", "choices", "order"}
_STAR = re.compile(r"^from (course\.(?:curriculum\.\w+|criteria)) import \*$", re.MULTILINE)


def has_feedback(lesson: Lesson) -> bool:
    """Return whether a lesson's graded tasks say on the phone what is there: never a test's."""
    of_participants = lesson.about.audience == AUDIENCES[0] and not lesson.about.observes
    return bool(lesson.criteria) and lesson.name not in PHASES and of_participants


def ways(lesson: Lesson) -> dict[str, dict[str, str]]:
    """Return how one comes to what is right, by exercise and criterion, in the authors' words.

    Raises CourseError for a file that cannot be read.
    """
    path = lesson.path.parent / AUTHORS / WAYS
    try:
        raw = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    except (ValueError, OSError) as error:
        raise CourseError(f"{path}: tidak terbaca ({error}).") from error
    return {key: {label: str(way) for label, way in some.items()} for key, some in raw.items()}


def left_to_people(lesson: Lesson) -> dict[str, str]:
    """Return the criteria cells that are not had in JavaScript, and why; none is the rule."""
    return {c.grade_id: why for c in lesson.criteria if (why := _refused(lesson, c))}


def compiled(lesson: Lesson, language: str = "") -> str:
    """Return a lesson's criteria as the text of a JavaScript module.

    It offers ``make(runtime, common)`` and ``data``; ``course/js/feedback`` says what is in them.
    What all lessons' criteria stand on is in another (``ground``). Cells that cannot be translated
    are left out. A page in one ``language`` knows copies of what is told
    in it; the grader, and this without a language, of what is told in any. Raises ValueError for a
    lesson whose keys must not leave.
    """
    if not has_feedback(lesson):
        raise ValueError(f"{lesson.name}: keys of a test never leave")
    cells = [cell for cell in lesson.criteria if not _refused(lesson, cell)]
    trees = [ast.parse(cell.source) for cell in cells]
    within, others = names_of(lesson), retold(lesson)
    reached = reach(trees, within)
    numbers = dict(shared().numbers)
    lines = [*written(own_pieces(reached), numbers)]
    run = [
        f"{json.dumps(cell.grade_id)}: {{ exercise: {json.dumps(cell.exercise)}, "
        f"{_fields(lesson, cell, tree)}{_about(lesson, cell, tree)}"
        f"run() {{ {_cell(tree, within, numbers)} }} }}"
        for cell, tree in zip(cells, trees, strict=True)
    ]
    data = {
        "lists": _lists(reached, trees),
        "facts": _facts(reached, trees),
        "told": _told(lesson, others, language),
        **({"also": also} if (also := _also(lesson, others, language)) else {}),
        "ways": ways(lesson),
        **({"below": below} if (below := _below(cells)) else {}),
        "left": sorted({c.exercise for c in lesson.criteria} - {c.exercise for c in cells}),
    }
    return "\n".join(
        [
            f"export const data = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};",
            f"export const make = ($, {{ {', '.join(names_used([*lines, *run]))} }}) => {{",
            *map(tight, lines),
            tight(f"return {{ {', '.join(run)} }};"),
            "};",
            "",
        ]
    )


_BUILDS = re.compile(r"\bread_answer\(\s*[\"']([^\"']+)[\"'],\s*[\"']([^\"']+)")


def _below(cells: Iterable[CriteriaCell]) -> dict[str, list[str]]:
    """Return by exercise those it builds on: ``read_answer("listing", "balas-pembeli")``."""
    found: dict[str, list[str]] = {}
    for cell in cells:
        for name, later in _BUILDS.findall(cell.source):
            if later == cell.exercise:
                found.setdefault(later, []).append(name)
    return found


def names_of(lesson: Lesson) -> str:
    """Return the module whose names a lesson's cells use."""
    found = _STAR.search(lesson.setup)
    if found is None:
        raise NotTranslatableError(f"{lesson.name}: {lesson.setup!r}")
    return found[1]


def _refused(lesson: Lesson, cell: CriteriaCell) -> str:
    return _tried(names_of(lesson), cell.source)


@cache
def _tried(within: str, source: str) -> str:
    """Return why a cell cannot be translated; "" where it can."""
    try:
        tree = ast.parse(source)
        pieces = reach([tree], within).pieces
        wrong = (untranslatable(name, node) for name, nodes in pieces.items() for node in nodes)
        if why := next(filter(None, wrong), ""):
            return why
        _cell(tree, within, {})
    except (NotTranslatableError, LookupError) as error:
        return str(error)
    return ""


def _cell(tree: ast.Module, within: str, numbers: dict[Known, int]) -> str:
    *before, last = tree.body
    if not isinstance(last, ast.Expr):
        raise NotTranslatableError(ast.unparse(last))
    whole = ast.FunctionDef(
        "cell", ast.arguments([], [], None, [], [], None, []), [*before, ast.Return(last.value)], []
    )
    return Statements(Scope(within, numbers)).body(whole)


def _fields(lesson: Lesson, cell: CriteriaCell, tree: ast.Module) -> str:
    """Return the fields a cell looks at, where its exercise has several cells."""
    asked = lesson.definitions.get(cell.exercise)
    if asked is None or sum(one.exercise == cell.exercise for one in lesson.criteria) < 2:
        return ""
    looked_at = _looked_at(tree, {})
    keys = [one.key for one in asked.fields if one.key in looked_at and not isinstance(one, Shop)]
    return f"fields: {json.dumps(keys)}, "


def _about(lesson: Lesson, cell: CriteriaCell, tree: ast.Module) -> str:
    """Return the fields each criterion looks at, where rows or options of several have names.

    Two fields of one exercise may use one key: only so is it known whose is meant.
    """
    asked = lesson.definitions.get(cell.exercise)
    named = [one.key for one in asked.fields if one.kind in _NAMED] if asked else []
    call = tree.body[-1].value if isinstance(tree.body[-1], ast.Expr) else None
    if asked is None or not named or len(asked.fields) < 2 or not isinstance(call, ast.Call):
        return ""
    if any(isinstance(one, ast.Starred) for one in call.args):
        return ""
    told: dict[str, set[str]] = {}
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name(name)], value):
                told[name] = _looked_at(value, told)
    each = [_looked_at(one, told) for one in call.args]
    return f"about: {json.dumps([[key for key in named if key in keys] for keys in each])}, "


def _looked_at(node: ast.AST, told: Mapping[str, set[str]]) -> set[str]:
    """Return the answer's fields that an expression names, itself or by what was told before."""
    found: set[str] = set()
    for one in ast.walk(node):
        match one:
            case ast.Attribute(ast.Name("answer"), key):
                found.add(key)
            case ast.Name(name):
                found |= told.get(name, set())
    return found


def _lists(reached: Reached, trees: Iterable[ast.AST]) -> dict[str, dict[str, str]]:
    """Return a lesson's own word lists that are named anywhere in what is reached, by package."""
    named = {
        node.value
        for top in [*reached.nodes, *trees]
        for node in ast.walk(top)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    groups = tuple(f"{name}." for name in named if re.fullmatch(r"\w+", name))
    parts = {part for name in reached.pieces for part in [name.rpartition(".")[0]]}
    found = {}
    for package in sorted(parts):
        lists = {} if package == OF_ALL else lists_of(package)
        kept = {n: w for n, w in lists.items() if n in named or n.startswith(groups)}
        if kept:
            found[package] = {name: packed(name, words) for name, words in kept.items()}
    return found


def _facts(reached: Reached, trees: Iterable[ast.AST]) -> dict[str, str]:
    """Return the facts that are asked for, by their name or by how it begins."""
    calls = [
        node.args[0]
        for top in [*reached.nodes, *trees]
        for node in ast.walk(top)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "fact"
    ]
    heads = [one.values[0] if isinstance(one, ast.JoinedStr) else one for one in calls]
    begun = tuple(str(one.value) for one in heads if isinstance(one, ast.Constant))
    return {name: one.value for name, one in facts().items() if name.startswith(begun)}


def _told(lesson: Lesson, others: Mapping[str, str], language: str) -> list[list[str]]:
    """Return what the lesson tells and asks, each with the exercise whose it is."""
    language = language if language in {"", *others.values()} else INDONESIAN
    pieces: dict[str, str] = {}
    stories = {name: d.story for name, d in lesson.definitions.items()}
    every = _in_order(list(stories.values()))
    for name, story in stories.items():
        pieces |= {text: name for text in every if text not in story}
    # Only words in a row are asked for (``criteria.copies``): a third less to send.
    return [
        [pieces.get(text, ""), " ".join(split_words(normalise(text)))]
        for text in every
        if language in {"", others.get(text, INDONESIAN)}
    ]


def _in_order(stories: Sequence[Sequence[str]]) -> list[str]:
    """Return every text of stories that each leave out their own, as they stand in the lesson.

    A copy is looked for by where its words stand: in another order another place may be as near.
    """
    every: list[str] = []
    for story in stories:
        place = 0
        for text in story:
            if text in every:
                place = every.index(text) + 1
            else:
                every.insert(place, text)
                place += 1
    return every


def _also(lesson: Lesson, others: Mapping[str, str], language: str) -> dict[str, str]:
    """Return what an exercise shows in other languages than the page, which knows only its own.

    Of those alone whose cells look at it, as a guard does that is given the answer itself.
    """
    of_page = {text for text, other in others.items() if other == language}
    looked_at = {cell.exercise for cell in lesson.criteria if _LOOKS.search(cell.source)}
    found = {}
    for name, definition in lesson.definitions.items():
        if definition.also and name in looked_at:
            elsewhere = [text for text in definition.also if text not in of_page]
            own = [] if len(elsewhere) == len(definition.also) else [definition.shown]
            found[name] = "\n".join([*own, *elsewhere])
    return found


def asked(definition: Definition) -> dict[str, Any]:
    """Return an exercise as the runtime knows it."""
    return {
        "id": definition.id,
        "prompt": definition.prompt,
        "fields": [f.to_json() for f in definition.fields],
    }
