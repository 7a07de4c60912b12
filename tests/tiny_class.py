"""The smallest class that has everything: two people, two tests of two exercises, every stage kept."""

from __future__ import annotations

import base64
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import new_course, run_course
from docx import Document
from killed import lay_program
from matplotlib.figure import Figure

from course.evaluation import results
from course.gradebook import copying, opening
from course.phone import exporter
from course.reports import evaluation


@pytest.fixture(scope="module")
def tiny(stages: dict[str, Path]) -> Path:
    """The class when everything is done. Read only."""
    return stages["whole"]


@pytest.fixture(scope="module")
def stages(cheap: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The class before each of these commands, and when everything is done. Read only."""
    root = new_course(tmp_path_factory.mktemp("tiny") / "kelas")
    for folder in [path for path in (root / "source").iterdir() if path.is_dir()]:
        if folder.name not in {"pretest", "posttest"}:
            shutil.rmtree(folder)
            continue
        shutil.rmtree(folder / "authors")
        cut_short(folder / f"{folder.name}.ipynb")
    examples = root / "examples"
    for path in (examples / "inbox").iterdir():
        if path.name.split("_")[:2] not in [
            [t, c] for t in ("pretest", "posttest") for c in ("U01", "U07")
        ]:
            path.unlink()
    head, *rows = (examples / "roster.csv").read_text("utf-8").splitlines()
    for name in ("mentors.csv", "lecturers.csv"):
        shutil.copy(examples / name, root / "kelas" / name)
    lay_program(root)
    roster = [head, *(row for row in rows if row.startswith(("U01", "U07")))]
    (root / "kelas" / "roster.csv").write_text("\n".join(roster) + "\n", "utf-8")
    (one,) = (examples / "zoom").glob("participants_*.csv")
    few = one.read_text("utf-8-sig").splitlines()[:6]
    (examples / "zoom" / "participants.csv").write_text("\n".join(few), "utf-8")
    (examples / "own.csv").write_text(
        "participant,indicator,pre,post\na,P1,1,2\nb,P1,2,3\n", "utf-8"
    )
    (examples / "items.csv").write_text("participant,a,b\nx,1,0\ny,0,1\nz,1,1\n", "utf-8")
    commands = {
        "release": ["release"],
        "collect": ["collect", "examples/inbox"],
        "grade": ["grade"],
        "invite": ["invite"],
        "site": ["site"],
        "zoom": ["zoom", "match", "examples/zoom/participants.csv"],
        "backup": ["backup", "examples/cadangan.zip"],
    }
    kept = {}
    for stage, words in commands.items():
        kept[stage] = copied(root, root.parent / stage)
        done = run_course(root, *words)
        assert done.returncode < 2, (words, done)
    return {**kept, "whole": root}


def cut_short(test: Path, *more: str) -> None:
    """Leave of a test two exercises, and ``more`` cells."""
    notebook = json.loads(test.read_text("utf-8"))
    kept = {
        "setup",
        "peserta",
        "tujuan",
        "P1-tujuan",
        "status-wa",
        "K2-status-wa",
        "catatan",
        *more,
    }
    notebook["cells"] = [
        cell for number, cell in enumerate(notebook["cells"])
        if number == 0 or cell["metadata"].get("nbgrader", {}).get("grade_id") in kept
    ]  # fmt: skip
    test.write_text(json.dumps(notebook), "utf-8")


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    """Leave out what takes long and is not in question: kernels, figures, statistics, waiting."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluation.EvaluationReport, "figures", {}, raising=False)
        patch.setattr(evaluation.EvaluationReport, "figure", lambda *_: "", raising=False)
        patch.setattr(evaluation.EvaluationReport, "_word", lambda _: Document(), raising=False)
        patch.setattr(results, "_guesses", lambda *_: None, raising=False)
        patch.setattr(exporter, "executed", lambda notebook, *_, **__: notebook)
        patch.setattr(Figure, "savefig", lambda _, to, **__: _drawn(to))
        patch.setattr(opening, "_BUSY_SECONDS", 0.02)
        patch.setattr(copying, "_SECONDS", 0.02)
        yield


DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


def _drawn(to: Any) -> None:
    to.write(b"<svg></svg>") if hasattr(to, "write") else Path(to).write_bytes(DOT)


def copied(tiny: Path, to: Path) -> Path:
    """Return a copy of the class; what no command writes into is shared."""
    shared = tuple(str(tiny / name) for name in ("source", "examples"))

    def copy(source: str, target: str) -> str:
        return str(os.link(source, target) or target) if source.startswith(shared) else shutil.copy2(source, target)  # fmt: skip

    return Path(shutil.copytree(tiny, to, copy_function=copy))
