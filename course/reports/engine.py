"""papermill's engine for the reports: their cells run in this process, not in a kernel.

The notebooks are ours. A kernel for each would start Python anew, and load pandas and matplotlib
once more.
"""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

from IPython.core.formatters import DisplayFormatter
from nbformat.v4 import new_output
from papermill.engines import Engine

from course.lessons.run import cell_result


class Here(Engine):  # type: ignore[misc]
    """Runs the cells as a kernel would; an error in one is raised as it is."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, *_: Any, **__: Any) -> None:
        """Fill in the outputs of a notebook's cells."""
        shown: list[Any] = []
        # Every notebook has ``display`` without an import.
        namespace: dict[str, Any] = {"display": lambda *things: shown.extend(things)}
        for index, cell in enumerate(nb_man.nb.cells):
            nb_man.cell_start(cell, index)
            if cell.cell_type == "code":
                cell.outputs = _outputs(cell.source, namespace, shown)
            nb_man.cell_complete(cell, index)


def _outputs(source: str, namespace: dict[str, Any], shown: list[Any]) -> list[Any]:
    """Return what a cell printed, displayed, and had as its result."""
    shown.clear()
    streams = {"stdout": StringIO(), "stderr": StringIO()}
    with redirect_stdout(streams["stdout"]), redirect_stderr(streams["stderr"]):
        result = cell_result(source, namespace)
    printed = ((name, stream.getvalue()) for name, stream in streams.items())
    outputs = [new_output("stream", name=name, text=text) for name, text in printed if text]
    look = DisplayFormatter()
    outputs += [new_output("display_data", data=look.format(thing)[0]) for thing in shown]
    if result is not None:
        outputs.append(new_output("execute_result", data=look.format(result)[0]))
    return outputs
