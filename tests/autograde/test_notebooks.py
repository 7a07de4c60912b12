"""Scores first: the gradebook says what stands, and notebooks are copies of it made when asked."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from conftest import run_course
from in_process import Done, grading_here
from test_resume import contents

from course.autograde import engine
from course.autograde.engine import fill_autograded
from course.autograde.notebooks import graded_records
from course.evaluation.agreement.doubts import doubts
from course.evaluation.records import criteria_records
from course.gradebook.scores import read_scores
from course.gradebook.stamps import GRADED


@pytest.fixture
def bare(small_class: Path) -> Path:
    """The small class with its scores and no notebook."""
    shutil.rmtree(small_class / "autograded")
    (small_class / "autograded").mkdir()
    return small_class


def ungraded(root: Path) -> None:
    """Take everything graded out of a class; its releases stay."""
    shutil.rmtree(root / "autograded")
    (root / "autograded").mkdir()
    tables = ("grade", "comment", "submitted_notebook", "submitted_assignment", GRADED.name)
    with sqlite3.connect(root / "gradebook.db") as book:
        for table in tables:
            book.execute(f"DELETE FROM {table}")
    book.close()


@pytest.mark.long
def test_made_on_demand_every_file_is_what_grading_at_once_writes(small_class: Path) -> None:
    """Byte for byte: the notebooks, and what lies beside them."""
    photos = small_class / "submitted" / "U07" / "pretest" / "photos"
    photos.mkdir()
    (photos / "foto.jpg").write_bytes(b"\xff\xd8\xff mine")
    ungraded(small_class)
    assert "8 jawaban dinilai" in run_course(small_class, "grade", "--notebooks").stdout
    at_once, scores = contents(small_class), read_scores(small_class)
    assert sum(name.endswith(".ipynb") for name in at_once) == 8
    ungraded(small_class)
    done = run_course(small_class, "grade", "--no-notebooks")
    assert "8 jawaban dinilai" in done.stdout
    assert "8 jawaban belum ditulis" in done.stdout
    assert "course grade --notebooks" in done.stdout
    assert contents(small_class) == {}
    pd.testing.assert_frame_equal(read_scores(small_class), scores)
    done = run_course(small_class, "grade", "--notebooks")
    assert "0 jawaban dinilai, 8 sudah" in done.stdout
    assert "belum ditulis" not in done.stdout
    assert contents(small_class) == at_once
    pd.testing.assert_frame_equal(read_scores(small_class), scores)


@pytest.mark.long
def test_a_big_class_gets_its_scores_and_a_line(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "AT_ONCE", 3)  # four have handed in each test
    done = run_course(bare, "grade", "--force")
    assert "8 jawaban dinilai" in done.stdout
    assert "8 jawaban belum ditulis" in done.stdout
    done = run_course(bare, "grade", "--participants", "U01")
    assert "belum ditulis" not in done.stdout
    assert {p.parts[0] for p in map(Path, contents(bare))} == {"U01"}


@pytest.mark.long
def test_the_desk_fills_it_before_feedback_and_grades_nothing(bare: Path, small: Path) -> None:
    path = bare / "submitted" / "U01" / "posttest" / "answers.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"answers": {}}), "utf-8")
    scores = read_scores(bare)
    with grading_here():
        assert fill_autograded(bare).problems == ()
    expected = contents(small)
    assert contents(bare) == {n: expected[n] for n in expected if not n.startswith("U01/posttest")}
    pd.testing.assert_frame_equal(read_scores(bare), scores)


def test_a_notebook_never_shows_what_stands_no_longer(small_class: Path) -> None:
    """Also where none are asked for: the formgrader would show other answers than were scored."""
    path = small_class / "submitted" / "U01" / "posttest" / "answers.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"answers": {}}), "utf-8")
    before = contents(small_class)
    assert "1 jawaban dinilai" in run_course(small_class, "grade", "--no-notebooks").stdout
    after = contents(small_class)
    assert {n for n in after if after[n] != before[n]} == {
        f"U01/posttest/{name}" for name in ("answers.json", "posttest.ipynb")
    }


def test_records_are_read_without_notebooks(bare: Path, small: Path) -> None:
    """Those of who has one come from it; both are the same."""
    for copied in ("U01", "U07"):
        shutil.copytree(small / "autograded" / copied, bare / "autograded" / copied)
    expected = criteria_records(small)
    assert set(expected["participant"]) == {"U01", "U04", "U07", "U08"}
    pd.testing.assert_frame_equal(criteria_records(bare), expected)
    one = expected[expected["participant"] == "U04"].reset_index(drop=True)
    pd.testing.assert_frame_equal(criteria_records(bare, participants=["U04"]), one)
    pd.testing.assert_frame_equal(doubts(bare), doubts(small))
    assert sorted(contents(bare)) == [n for n in sorted(contents(small)) if n[:3] in {"U01", "U07"}]


def test_records_of_what_no_longer_stands_are_left_out(bare: Path) -> None:
    path = bare / "submitted" / "U01" / "posttest" / "answers.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"answers": {}}), "utf-8")
    assert "U01" not in dict(graded_records(bare, "posttest"))
    assert "U01" in dict(graded_records(bare, "pretest"))


@pytest.mark.long
def test_checkers_that_earn_other_points_now_move_nothing_unasked(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer Kelas UMKM: the scores stay until somebody asks for new ones, and so does the rest."""
    scores = read_scores(bare)
    monkeypatch.setattr("course.criteria.scoring._clamp", lambda value, _: round(value / 2, 2))
    done = run_course(bare, "grade", "--notebooks")
    assert done.returncode == 1
    assert "0 jawaban dinilai, 8 sudah" in done.stdout
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("! U07, pretest:")]
    assert "course grade pretest --participants U07 --force" in line
    assert contents(bare) == {}
    assert dict(graded_records(bare, "pretest")) == {}
    pd.testing.assert_frame_equal(read_scores(bare), scores)
    assert run_course(bare, "grade", "--notebooks", "--force").returncode == 0
    assert not read_scores(bare).equals(scores)
    assert len([n for n in contents(bare) if n.endswith(".ipynb")]) == 8


def test_photos_that_are_not_taken_over_are_not_scored_either(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link to somebody else's folder of photos, and a file too large, are not there."""
    seen: list[list[str]] = []
    from course.autograde import marking

    own = marking.evaluate

    def looked(planned, book, **given):
        seen.append(sorted(p.name for p in (book.folder / "photos").glob("*")))
        return own(planned, book, **given)

    monkeypatch.setattr(marking, "evaluate", looked)
    others = bare / "submitted" / "U07" / "pretest" / "photos"
    others.mkdir()
    (others / "foto.jpg").write_bytes(b"\xff\xd8\xff mine")
    (bare / "submitted" / "U01" / "pretest" / "photos").symlink_to(others)
    large = bare / "submitted" / "U04" / "pretest" / "photos"
    large.mkdir()
    (large / "a.jpg").write_bytes(b"\xff\xd8\xff")
    (large / "b.jpg").write_bytes(bytes(2 * 1024 * 1024 + 1))
    run_course(bare, "grade", "pretest", "--force", "--no-notebooks")
    assert seen == [[], [], ["a.jpg"], ["foto.jpg"]]  # U01, U08, then form B: U04, U07


def test_stock_autograde_and_course_grade_take_turns(
    small_class: Path, nbgrader: Callable[..., Done]
) -> None:
    """What nbgrader's command graded last stands, though ours had noted something else."""
    path = small_class / "submitted" / "U07" / "pretest" / "answers.json"
    whole = path.read_bytes()
    path.write_text(json.dumps(json.loads(whole) | {"answers": {}}), "utf-8")
    before = read_scores(small_class)
    done = nbgrader(small_class, "autograde", "pretest", "--force", "--student=U07")
    assert done.returncode == 0, done.stderr
    emptied = read_scores(small_class)
    assert not emptied.equals(before)
    assert "0 jawaban dinilai, 8 sudah" in run_course(small_class, "grade").stdout
    pd.testing.assert_frame_equal(read_scores(small_class), emptied)
    path.write_bytes(whole)
    assert "1 jawaban dinilai, 7 sudah" in run_course(small_class, "grade").stdout
    pd.testing.assert_frame_equal(read_scores(small_class), before)
