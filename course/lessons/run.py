"""Run a lesson's criteria cells on one participant's answers, in this process.

The cells are ours; nothing of a participant's is executed, so no kernel is needed: the answers are
opened as the current workbook and each cell runs as IPython would run it, its last expression
being its result. What the cell shows and returns becomes the outputs nbgrader expects.
"""

from __future__ import annotations

import ast
import contextlib
import io
import traceback
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import CodeType
from typing import Any

from course import exercises
from course.exercises.show import answer_html
from course.exercises.workbook import Workbook, opened
from course.lessons.lesson import SETUP, grading_metadata, is_exercise

Output = dict[str, Any]
"""A notebook output as nbformat 4 writes it; built by hand, because validating each one of
thousands costs more than all the criteria (``nbformat.v4.new_output``)."""


@dataclass(frozen=True)
class Planned:
    """One cell that gets outputs."""

    index: int
    """Its place in the notebook."""
    count: int | None
    """Its execution count; None for a cell that is shown, not executed."""
    source: str = ""
    exercise: str = ""
    """The exercise whose answer it shows."""


def plan(cells: Iterable[Any], exercises: Container[str]) -> list[Planned]:
    """Return what happens to a lesson's cells: the same for every participant."""
    planned, count = [], 0
    for index, cell in enumerate(cells):
        if cell.cell_type != "code":
            continue
        count += 1
        meta = grading_metadata(cell)
        if meta.get("grade") or meta.get("grade_id") == SETUP:
            planned.append(Planned(index, count, source=cell.source))
        elif is_exercise(cell) and meta["grade_id"] in exercises:
            planned.append(Planned(index, None, exercise=meta["grade_id"]))
    return planned


def evaluate(
    planned: Iterable[Planned], book: Workbook, *, shown: bool = True
) -> dict[int, list[Output]]:
    """Return each planned cell's outputs for the answers in ``book``, by its place.

    Criteria cells are executed, exercise cells show the participant's answer as static HTML. An
    exception becomes an error output of its cell, as in a kernel. Where nothing is to be ``shown``,
    a cell's result and what it prints are its only outputs.
    """
    namespace: dict[str, Any] = {}
    with opened(book), _captured() as streams:
        return {
            one.index: _answer(one.exercise, book)
            if one.count is None
            else _execute(one.source, namespace, book, one.count, streams, shown=shown)
            for one in planned
        }


def run(cells: list[Any], book: Workbook) -> None:
    """Fill in the outputs and execution counts of a notebook's cells; others stay."""
    from nbformat import from_dict  # noqa: PLC0415  slow to load, and workers do without

    planned = plan(cells, book.definitions)
    for cell in cells:
        if cell.cell_type == "code":
            cell.execution_count = None
    outputs = evaluate(planned, book)
    for one in planned:
        cells[one.index].execution_count = one.count
        cells[one.index].outputs = [from_dict(output) for output in outputs[one.index]]


def execute(source: str, namespace: dict[str, Any], book: Workbook, count: int) -> list[Output]:
    """Execute one cell in ``namespace`` and return its notebook outputs."""
    with _captured() as streams:
        return _execute(source, namespace, book, count, streams)


_Streams = dict[str, io.StringIO]
_EXERCISES = "from course.exercises import *"


@contextlib.contextmanager
def _captured() -> Iterator[_Streams]:
    """Take what is printed inside the block; once for all cells, whose own cost is smaller."""
    streams = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    with (
        contextlib.redirect_stdout(streams["stdout"]),
        contextlib.redirect_stderr(streams["stderr"]),
    ):
        yield streams


def _execute(
    source: str, namespace: dict[str, Any], book: Workbook, count: int, streams: _Streams,
    *, shown: bool = True,
) -> list[Output]:  # fmt: skip
    outputs: list[Output] = []
    book.publish = (lambda bundle: outputs.append(_display(bundle))) if shown else None
    try:
        result = cell_result(source, namespace, form=False)
    except Exception as error:  # noqa: BLE001  shown in the cell; grading by a person follows
        outputs.append(_error(error))
        result = None
    for name, stream in streams.items():
        if stream.tell():
            outputs.append({"output_type": "stream", "name": name, "text": stream.getvalue()})
            stream.seek(0)
            stream.truncate()
    if result is not None:
        data = {"text/plain": repr(result)}
        outputs.append(
            {**_display(data), "output_type": "execute_result", "execution_count": count}
        )
    return outputs


def cell_result(source: str, namespace: dict[str, Any], *, form: bool = True) -> Any:
    """Run a cell, which is ours, and return the value of its last expression.

    Without ``form``, a cell of imports brings all but the widget, which no criteria cell uses.
    """
    if names := _imported(source, form=form):
        namespace.update(names)
        return None
    body, last = _split(source)
    exec(body, namespace)  # noqa: S102
    return eval(last, namespace) if last else None  # noqa: S307


def score_of(outputs: Iterable[Mapping[str, Any]], points: float) -> float | None:
    """Return the points in a criteria cell's outputs; None where a person must grade.

    An error or anything on stderr means a defect of ours; a first result that is no number
    between 0 and ``points`` would be read as full marks (``nbgrader.utils``, 0.9.6).
    """
    results = []
    for one in outputs:
        if one["output_type"] == "error" or one.get("name") == "stderr":
            return None
        if one["output_type"] == "execute_result":
            results.append(one)
    try:
        score = float(results[0]["data"]["text/plain"])
    except (IndexError, ValueError):
        return None
    return score if 0 <= score <= points else None


def _display(bundle: dict[str, Any]) -> Output:
    return {"output_type": "display_data", "data": bundle, "metadata": {}}


@cache
def _split(source: str) -> tuple[CodeType, CodeType | None]:
    """Compile a cell into its statements and its last expression, as IPython displays it."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        return compile(tree, "<criteria>", "exec"), None
    tree.body.pop()
    return (
        compile(tree, "<criteria>", "exec"),
        compile(ast.Expression(last.value), "<criteria>", "eval"),
    )


@cache
def _imported(source: str, *, form: bool) -> dict[str, Any]:
    """Return the names a cell of imports brings, the same for everyone; none for another cell."""
    tree = ast.parse(source)
    if not all(isinstance(node, ast.Import | ast.ImportFrom) for node in tree.body):
        return {}
    names: dict[str, Any] = {}
    if not form:
        tree.body = [node for node in tree.body if ast.unparse(node) != _EXERCISES]
        names = {n: getattr(exercises, n) for n in exercises.__all__ if n not in exercises.FORM}
    exec(compile(tree, "<setup>", "exec"), names)  # noqa: S102  the lesson's first cell, ours
    del names["__builtins__"]
    return names


def _error(error: Exception) -> Output:
    frames = traceback.format_exception(error)
    known = {"ename": type(error).__name__, "evalue": str(error)}
    return {"output_type": "error", **known, "traceback": frames}


def _answer(exercise: str, book: Workbook) -> list[Output]:
    html = answer_html(book, exercise)
    return [_display({"text/html": html, "text/plain": "jawaban"})]
