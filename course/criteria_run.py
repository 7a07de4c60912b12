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
from collections.abc import Iterable
from functools import cache
from types import CodeType
from typing import Any

from nbformat.v4 import new_output

from course.exercises.show import answer_html
from course.exercises.workbook import Workbook, opened
from course.lessons import SETUP, grading_metadata, is_exercise


def run(cells: Iterable[Any], book: Workbook) -> None:
    """Fill the outputs of a notebook's cells for the answers in ``book``.

    Criteria cells are executed, exercise cells show the participant's answer as static HTML, all
    other cells stay as they are. An exception becomes an error output of its cell, as in a kernel.
    """
    namespace: dict[str, Any] = {}
    with opened(book):
        for count, cell in enumerate((c for c in cells if c.cell_type == "code"), start=1):
            meta = grading_metadata(cell)
            cell.execution_count = None
            if meta.get("grade") or meta.get("grade_id") == SETUP:
                cell.execution_count = count
                cell.outputs = execute(cell.source, namespace, book, count)
            elif is_exercise(cell) and meta["grade_id"] in book.definitions:
                cell.outputs = [_answer(meta["grade_id"], book)]


def execute(source: str, namespace: dict[str, Any], book: Workbook, count: int) -> list[Any]:
    """Execute one cell in ``namespace`` and return its notebook outputs."""
    outputs: list[Any] = []
    book.publish = lambda bundle: outputs.append(new_output("display_data", bundle))
    stdout, stderr = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
        try:
            body, last = _split(source)
            exec(body, namespace)  # noqa: S102  a criteria cell of ours
            result = eval(last, namespace) if last else None  # noqa: S307
        except Exception as error:  # noqa: BLE001  shown in the cell; grading by a person follows
            outputs.append(_error(error))
            result = None
    streams = {"stdout": stdout.getvalue(), "stderr": stderr.getvalue()}
    outputs += [
        new_output("stream", name=name, text=text) for name, text in streams.items() if text
    ]
    if result is not None:
        data = {"text/plain": repr(result)}
        outputs.append(new_output("execute_result", data, execution_count=count))
    return outputs


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


def _error(error: Exception) -> Any:
    frames = traceback.format_exception(error)
    return new_output("error", ename=type(error).__name__, evalue=str(error), traceback=frames)


def _answer(exercise: str, book: Workbook) -> Any:
    entry = book.answers.answers.get(exercise)
    html = answer_html(book.definitions[exercise], entry, book.folder)
    return new_output("display_data", {"text/html": html, "text/plain": "jawaban"})
