"""Run a released lesson once, to see what its cells show: exercises, charts, tables."""

from __future__ import annotations

import copy
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from course.answers import FILE_NAME
from course.errors import CourseError
from course.lessons import PARTICIPANT, grading_metadata

STATE_MIME = "application/vnd.jupyter.widget-state+json"
# Left by an author who tried the lesson in this folder; it must not travel to participants.
_PRIVATE = shutil.ignore_patterns(FILE_NAME, "photos", ".*")


def executed(notebook: Any, folder: Path) -> Any:
    """Return a copy of a released notebook with the outputs and widget states of its cells.

    Graded cells and the form for the participant's code are dropped first. ``folder`` is where
    the notebook lies: its pictures are at hand, answers lying there are not. Raises CourseError
    naming the cell that fails.
    """
    shown = copy.deepcopy(notebook)
    shown.cells = [cell for cell in shown.cells if not is_dropped(cell)]
    shown.metadata.pop("widgets", None)
    with tempfile.TemporaryDirectory() as empty:
        desk = Path(empty) / "desk"
        shutil.copytree(folder, desk, ignore=_PRIVATE)
        client = NotebookClient(
            shown, resources={"metadata": {"path": str(desk)}}, store_widget_state=True, timeout=120
        )
        try:
            # The kernel's own warnings are no business of an instructor's.
            client.execute(stderr=subprocess.DEVNULL)
        except (CellExecutionError, DeadKernelError) as error:
            reason = getattr(error, "evalue", "kernel berhenti")
            raise CourseError(f"{folder.name}: tidak bisa dijalankan: {reason}") from error
    return shown


def is_dropped(cell: Any) -> bool:
    """Return whether a cell of a released lesson is for the grader or for Jupyter only."""
    meta = grading_metadata(cell)
    return bool(meta.get("grade") or meta.get("task")) or meta.get("grade_id") == PARTICIPANT


def widget_states(notebook: Any) -> dict[str, dict[str, Any]]:
    """Return the synced traits of every widget model by model id."""
    states = notebook.metadata.get("widgets", {}).get(STATE_MIME, {}).get("state", {})
    return {model: dict(kept["state"]) for model, kept in states.items()}
