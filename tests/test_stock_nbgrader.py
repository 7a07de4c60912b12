"""nbgrader's own commands agree with ours to the point."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pandas as pd
import pytest

from course.gradebook import read_scores

pytestmark = pytest.mark.xdist_group("demo")


def test_stock_commands_work_in_the_root_and_give_the_same_scores(
    demo_copy: Path, nbgrader
) -> None:
    before = read_scores(demo_copy)
    for words in (
        ("generate_assignment", "pretest", "--force"),
        ("autograde", "pretest", "--force"),
        ("export",),
    ):
        done = nbgrader(demo_copy, *words)
        assert done.returncode == 0, done.stderr
    pd.testing.assert_frame_equal(read_scores(demo_copy), before)
    with (demo_copy / "grades.csv").open(encoding="utf-8") as file:
        exported = {
            (r["student_id"], r["assignment"]): float(r["score"]) for r in csv.DictReader(file)
        }
    ours = before.groupby(["participant", "lesson"])["score"].sum()
    for key, score in ours.items():
        assert exported[key] == pytest.approx(score)


def test_a_kernel_per_notebook_gives_the_same_scores(
    demo: tuple[Path, str], tmp_path: Path, nbgrader
) -> None:
    """With nbgrader's own Execute and sanitize preprocessors, on honest submissions."""
    root = tmp_path / "bare"
    for room in ("source", "submitted"):
        shutil.copytree(demo[0] / room, root / room)
    for folder in (root / "submitted").iterdir():
        if folder.name not in {"U01", "U02", "U03"}:  # three people are six kernels
            shutil.rmtree(folder)
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'bare'\n"
    )
    for lesson in ("pretest", "posttest"):
        for words in (("generate_assignment", lesson), ("autograde", lesson)):
            done = nbgrader(root, *words)
            assert done.returncode == 0, done.stderr
    stock = read_scores(root)
    ours = read_scores(demo[0])
    same = ours["participant"].isin(stock["participant"]) & ours["lesson"].isin(stock["lesson"])
    ours = ours[same].reset_index(drop=True)
    assert len(stock) == 6 * 27
    pd.testing.assert_frame_equal(stock, ours)
