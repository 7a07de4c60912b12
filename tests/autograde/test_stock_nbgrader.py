"""nbgrader's own commands agree with ours to the point."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pandas as pd
import pytest
from conftest import run_course
from generated import generate
from nbgrader.api import Gradebook

from course.gradebook.scores import read_scores


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
    pd.testing.assert_frame_equal(read_scores(demo_copy), before, check_categorical=False)
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
        if folder.name not in {"U01", "U03", "U06"}:  # six kernels; the tests' own forms
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
    pd.testing.assert_frame_equal(stock, ours, check_categorical=False)


def test_generated_answers_score_as_with_a_kernel_each(
    demo_copy: Path, tmp_path: Path, nbgrader
) -> None:
    """A few here; ``benchmarks/autograde.py --stock 200`` compares 200, every row."""
    lesson = "m2-akun-usaha"
    # A kernel of stock's has no translations: that somebody copied the English task, only ours knows.
    root, codes = tmp_path / "bare", generate(demo_copy, lesson, 4, seed=9)
    done = run_course(demo_copy, "grade", lesson)
    assert done.returncode == 0, done.stderr
    assert "4 jawaban dinilai" in done.stdout
    shutil.copytree(demo_copy / "source" / lesson, root / "source" / lesson)
    for code in codes:
        shutil.copytree(demo_copy / "submitted" / code, root / "submitted" / code)
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'x'\n"
    )
    for words in (("generate_assignment", lesson), ("autograde", lesson)):
        done = nbgrader(root, *words)
        assert done.returncode == 0, done.stderr
    ours = read_scores(demo_copy)
    ours = ours[ours["participant"].isin(codes)].reset_index(drop=True)
    assert len(ours) == 4 * 20
    pd.testing.assert_frame_equal(read_scores(root), ours, check_categorical=False)


def test_late_penalties_are_those_of_stock(demo_copy: Path, nbgrader) -> None:
    with (demo_copy / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    with Gradebook(f"sqlite:///{demo_copy / 'gradebook.db'}", "kelas-umkm") as gradebook:
        gradebook.update_or_create_assignment("pretest", duedate="2026-11-02 12:00:00 UTC")
    people = ("U01", "U03", "U06")  # before, after, long before
    done = run_course(demo_copy, "grade", "pretest", "--force", "--participants", ",".join(people))
    assert done.returncode == 0, done.stderr
    ours = penalties(demo_copy, people)
    assert [bool(penalty) for penalty in ours.values()].count(True) in {1, 2}
    for code in people:
        done = nbgrader(demo_copy, "autograde", "pretest", "--force", "--student", code)
        assert done.returncode == 0, done.stderr
    assert penalties(demo_copy, people) == ours


def penalties(root: Path, people: tuple[str, ...]) -> dict[str, float | None]:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "kelas-umkm") as gradebook:
        found = [gradebook.find_submission_notebook("pretest", "pretest", code) for code in people]
        return {code: one.late_submission_penalty for code, one in zip(people, found, strict=True)}
