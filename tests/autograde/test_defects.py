"""What is our own defect is never a participant's 0, and what is a participant's is never run."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from conftest import run_course

from course.evaluation.results import read_results
from course.gradebook.scores import read_scores


def change_source(root: Path, old: str, new: str) -> None:
    path = root / "source" / "posttest" / "posttest.ipynb"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Release what ``course check`` would refuse, as nbgrader's own button does."""
    monkeypatch.setattr("course.lessons.release.refused", lambda *_: [])


@pytest.mark.long
@pytest.mark.usefixtures("unchecked")
def test_a_checker_that_raises_leaves_needs_grading_and_the_others_saved(small_class: Path) -> None:
    before = read_scores(small_class).set_index(["participant", "lesson", "cell"])
    change_source(small_class, "has_price(answer.status, 25000,", "has_price(answer.status, 1 / 0,")
    assert run_course(small_class, "release", "posttest", "--yes").returncode == 0
    done = run_course(small_class, "grade", "posttest")
    assert done.returncode == 0, done.stderr
    assert "posttest, sel K2-status-wa, peserta U01: perlu dinilai orang" in done.stdout
    after = read_scores(small_class).set_index(["participant", "lesson", "cell"])
    broken = after.index.get_level_values("cell") == "K2-status-wa"
    broken &= after.index.get_level_values("lesson") == "posttest"
    broken &= after.index.get_level_values("participant").isin(["U01", "U08"])  # the others: form A
    assert after[broken]["score"].isna().all()
    assert after[broken]["needs_grading"].all()
    pd.testing.assert_frame_equal(after[~broken], before[~broken], check_categorical=False)
    results = read_results(small_class)
    assert results.indicators.set_index("indicator").loc["K2", "n_post"] == 1  # U07; U04 stopped
    assert results.ungraded == broken.sum()


MISREAD = {
    "akun": "np.float64(3.2)",
    "status": "True",
    "foto": "'7'",
    "menu": "None",
    "chat": "-1",
    "ide": "99.0",
    "niat": "float('nan')",
    "kenal": "x = 5.0",
}


@pytest.mark.usefixtures("unchecked")
def test_a_result_nbgrader_would_misread_needs_grading(small_class: Path) -> None:
    """Each of these earns full marks in stock nbgrader, or loses the whole submission."""
    for key, result in MISREAD.items():
        change_source(
            small_class, f"criteria(likert(answer.{key}))", f"import numpy as np\\n{result}"
        )
    assert run_course(small_class, "release", "posttest", "--yes").returncode == 0
    assert run_course(small_class, "grade", "posttest", "--participants", "U01").returncode == 0
    after = read_scores(small_class).query("participant == 'U01' and lesson == 'posttest'")
    waiting = after[after["needs_grading"]]
    assert {cell.partition("-")[2] for cell in waiting["cell"]} == set(MISREAD)
    assert waiting["score"].isna().all()


def test_a_source_changed_after_its_release_is_not_graded(small_class: Path) -> None:
    change_source(small_class, "has_price(answer.status, 25000,", "has_price(answer.status, 26000,")
    done = run_course(small_class, "grade")
    assert done.returncode == 2
    assert "course release posttest" in done.stderr
    assert "K2-status-wa" in done.stderr


def test_nothing_a_submission_holds_is_executed(small_class: Path) -> None:
    folder = small_class / "submitted" / "U01" / "pretest"
    notebook = json.loads((folder / "pretest.ipynb").read_text("utf-8"))
    attack = "import pathlib; pathlib.Path('/tmp/kelas-umkm-attack').write_text('x')"
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = attack
    (folder / "pretest.ipynb").write_text(json.dumps(notebook), "utf-8")
    (folder / "json.py").write_text(attack)
    before = read_scores(small_class)
    Path("/tmp/kelas-umkm-attack").unlink(missing_ok=True)
    done = run_course(small_class, "grade", "pretest", "--force")
    assert done.returncode == 0, done.stderr
    assert not Path("/tmp/kelas-umkm-attack").exists()
    pd.testing.assert_frame_equal(read_scores(small_class), before, check_categorical=False)


def test_one_damaged_submission_is_reported_and_the_others_go_through(small_class: Path) -> None:
    before = read_scores(small_class)
    (small_class / "submitted" / "U07" / "pretest" / "pretest.ipynb").write_text(
        '{"cells": [', "utf-8"
    )
    (small_class / "submitted" / "U08" / "pretest" / "answers.json").write_text("rusak", "utf-8")
    done = run_course(small_class, "grade", "pretest", "--force")
    assert done.returncode == 1
    assert "3 jawaban dinilai" in done.stdout
    assert "U08/pretest/answers.json: bukan berkas jawaban" in done.stdout.replace("\\", "/")
    pd.testing.assert_frame_equal(read_scores(small_class), before, check_categorical=False)


def test_an_answer_to_an_older_version_needs_a_person(small_class: Path) -> None:
    path = small_class / "submitted" / "U01" / "pretest" / "answers.json"
    answers = json.loads(path.read_text("utf-8"))
    answers["answers"]["tujuan"]["item"] = "0ld123"
    path.write_text(json.dumps(answers), "utf-8")
    done = run_course(small_class, "grade", "pretest")
    assert "sel P1-tujuan, peserta U01: perlu dinilai orang" in done.stdout
    scores = (
        read_scores(small_class)
        .query("participant == 'U01' and lesson == 'pretest'")
        .set_index("cell")
    )
    assert pd.isna(scores.loc["P1-tujuan", "score"])


def test_a_manual_score_stands_after_grading_again(small_class: Path) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{small_class / 'gradebook.db'}", "kelas-umkm") as gradebook:
        grade = gradebook.find_grade("K2-status-wa", "pretest", "pretest", "U01")
        grade.manual_score = 6.5
        gradebook.db.commit()
    assert run_course(small_class, "grade", "pretest", "--force").returncode == 0
    scores = (
        read_scores(small_class)
        .query("participant == 'U01' and lesson == 'pretest'")
        .set_index("cell")
    )
    assert scores.loc["K2-status-wa", "score"] == 6.5
