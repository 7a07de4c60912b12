"""A class made by hand: lists, answer files and scores without a lesson released or graded."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import REPOSITORY
from matplotlib.figure import Figure

from course import lessons
from course.evaluation.statistics.missing import Estimate
from course.files import Places

TESTS = ("pretest", "posttest")
COLUMNS = ["participant", "lesson", "cell", "score", "max_score"]


def new_class(root: Path, roster: Iterable[tuple[str, str, str]] | None = ()) -> Path:
    """Lay down a class at ``root`` with this roster: (code, mentor, day of consent)."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "source").symlink_to(REPOSITORY / "source")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    for room in ("release", "submitted", "autograded", "kelas/inbox", "kelas/reports"):
        (root / room).mkdir(parents=True)
    if roster is not None:
        write_roster(root, roster)
    return root


def write_roster(root: Path, rows: Iterable[tuple[str, str, str]]) -> None:
    lines = [f"{code},{mentor},,{day}" for code, mentor, day in rows]
    Places(root).roster.write_text(
        "\n".join(["participant,mentor,token,consent", *lines]) + "\n", "utf-8"
    )


def hand_in(
    root: Path,
    code: str,
    lesson: str,
    answers: Mapping[str, Mapping[str, Any]],
    at: str = "2026-11-02T09:00:00+07:00",
    helped: Collection[str] = (),
) -> None:
    """Lay down what ``code`` answered, as ``course collect`` does."""
    known = lessons.load(REPOSITORY, lesson).definitions
    entries = {
        name: {"value": value, "at": at, "item": known[name].item, "helped": name in helped}
        for name, value in answers.items()
    }
    sheet = {"version": 1, "course": "kelas-umkm", "lesson": lesson, "participant": code,
             "answers": entries}  # fmt: skip
    folder = Places(root).submitted / code / lesson
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("answers.json").write_text(json.dumps(sheet), "utf-8")


def first_answers(lesson: str, exercises: Collection[str] | None = None) -> dict[str, Any]:
    """The authors' full answers to a lesson, in the order of the page."""
    found = {}
    for name in lessons.load(REPOSITORY, lesson).definitions:
        path = REPOSITORY / "source" / lesson / "authors" / "answers" / f"{name}.json"
        if path.is_file() and (exercises is None or name in exercises):
            found[name] = json.loads(path.read_text("utf-8"))[0]["value"]
    return found


def scores(
    took: Mapping[str, Sequence[str]], seed: int = 0, waiting: Collection[str] = ()
) -> pd.DataFrame:
    """Scores of everybody who took a test (``{code: lessons}``); cells of ``waiting`` have none."""
    dice, rows = random.Random(seed), []
    for code, names in sorted(took.items()):
        for name in names:
            for cell in lessons.load(REPOSITORY, name).criteria:
                opinion = cell.grade_id.startswith("S")
                most = 5.0 if opinion else cell.points
                earned = float(dice.randint(1, 5)) if opinion else dice.randint(0, 4) / 4 * most
                score = float("nan") if cell.grade_id in waiting else earned
                rows.append((code, name, cell.grade_id, score, most))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    names = {name: frame[name].astype("category") for name in COLUMNS[:3]}
    return frame.assign(**names, needs_grading=frame["score"].isna())


@contextmanager
def coarse_figures() -> Iterator[None]:
    """Draw pictures of few points inside the block, where nobody looks at them; SVG as always."""
    save = Figure.savefig

    def coarse(figure: Figure, *to: Any, **how: Any) -> None:
        save(figure, *to, **how if how.get("format") == "svg" else {**how, "dpi": 20})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", coarse)
        yield


def quick_model(pre: np.ndarray, post: np.ndarray) -> Estimate:
    """Stand in for the mixed model, whose fit takes a tenth of a second: who is in it, a figure."""
    return Estimate("mixed_model", int((~(np.isnan(pre) & np.isnan(post))).sum()), 1.0)
