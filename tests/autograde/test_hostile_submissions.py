"""A hostile corpus laid directly into ``submitted/``: nothing of theirs runs, nobody else suffers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from conftest import SMALL, course_process, new_course, run_course
from hostile_submissions import ALIKE, CASES, LESSON, NOT_FOR_STOCK, SENTINEL, lay
from tiny_class import cut_short

from course import lessons
from course.gradebook.scores import read_scores

pytestmark = [pytest.mark.path, pytest.mark.xdist_group("hostile_submissions")]


@pytest.fixture
def ungraded(small_class: Path) -> Path:
    """The small class, of whose work only that to the first test is left, with nothing graded."""
    for folder in (small_class / "submitted").glob("*/posttest"):
        shutil.rmtree(folder)
    return with_nothing_graded(small_class)


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """The same of a test of three exercises: nbgrader's command takes long over every cell."""
    root = new_course(tmp_path / "kelas")
    for name in set(lessons.names(root)) - {LESSON}:
        shutil.rmtree(root / "source" / name)
    shutil.copy(root / "examples" / "roster.csv", root / "kelas")
    cut_short(root / "source" / LESSON / f"{LESSON}.ipynb", "katalog", "P2-katalog")
    for path in (root / "examples" / "inbox").iterdir():
        if not path.name.startswith(tuple(f"{LESSON}_{code}_" for code in SMALL)):
            path.unlink()
    for words in (("release",), ("collect", "examples/inbox"), ("grade",)):
        done = run_course(root, *words)
        assert done.returncode < 2, done.stderr
    return with_nothing_graded(root)


def with_nothing_graded(root: Path) -> Path:
    """Leave the answers and the gradebook, and no list, on which the corpus does not stand."""
    (root / "kelas" / "roster.csv").unlink(missing_ok=True)
    shutil.rmtree(root / "autograded")
    (root / "autograded").mkdir()
    return root


def scores_of(root: Path) -> pd.DataFrame:
    scores = read_scores(root)
    return scores[scores["lesson"] == LESSON].reset_index(drop=True)


def check_scores(root: Path, honest: pd.DataFrame, people: dict[str, str]) -> None:
    """Honest people's rows are as ever; hostile ones earn what their answers earn, or less."""
    assert not list(root.rglob(SENTINEL)), "a byte of theirs ran"
    scores = scores_of(root)
    is_hostile = scores["participant"].isin(people)
    pd.testing.assert_frame_equal(
        scores[~is_hostile].reset_index(drop=True), honest, check_categorical=False
    )
    expected = honest[honest["participant"] == "U01"].set_index("cell")["score"]
    for code, rows in scores[is_hostile].groupby("participant"):
        earned, name = rows.set_index("cell")["score"], people[str(code)]
        assert earned.index.equals(expected.index), name
        if CASES[name][1] == "same":
            pd.testing.assert_series_equal(earned, expected, obj=name)
        else:
            assert (earned.fillna(0) <= expected).all(), name


def test_course_grade_withstands_the_whole_corpus(ungraded: Path) -> None:
    """In a process of its own, with its workers: they are what the corpus is aimed at."""
    assert len(CASES) >= 50
    root, honest = ungraded, scores_of(ungraded)
    doubled = ("U01 (1)", "U01-LAPTOP", "U01 (konflik U01)")  # OneDrive, Google Drive, Dropbox
    for name in doubled:
        shutil.copytree(root / "submitted" / "U01", root / "submitted" / name)
    people = lay(root, list(CASES))
    done = course_process(root, "grade", LESSON, "--force")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    check_scores(root, honest, people)
    graded = set(scores_of(root)["participant"])
    lines = [
        line
        for line in done.stdout.splitlines()
        if line.startswith("! ") and "perlu dinilai" not in line
    ]
    for code, name in people.items():
        refused = CASES[name][1] == "refused"
        assert (code in graded) != refused, name
        where = f"{code}/{LESSON}" if len(code) < 100 else code[:40]
        assert sum(where in line for line in lines) == refused, name
    assert not graded & set(doubled)
    assert [name for name in doubled if not any(f"{name}: bukan kode" in s for s in lines)] == []
    refusals = sum(CASES[name][1] == "refused" for name in people.values())
    assert len(lines) == refusals + len(doubled)
    assert all(len(line) < 400 for line in lines)
    for folder in (root / "autograded").glob(f"X*/{LESSON}"):
        names = {p.name for p in folder.iterdir()} - {"photos"}
        assert names <= {"answers.json", "timestamp.txt", f"{LESSON}.ipynb", "pilihan-foto.png"}
        assert not [p for p in folder.rglob("*") if p.is_symlink()]
        assert "<script" not in (folder / f"{LESSON}.ipynb").read_text("utf-8")


@pytest.mark.stock
def test_plain_nbgrader_withstands_it_too(short: Path, nbgrader) -> None:
    root, honest = short, scores_of(short)
    assert honest.loc[honest["participant"] == "U01", "score"].sum() > 0
    people = lay(root, [n for n in CASES if n not in NOT_FOR_STOCK and not n.startswith(ALIKE)])
    done = nbgrader(root, "autograde", LESSON, "--force")
    assert done.returncode in {0, 1}, done.stderr
    check_scores(root, honest, people)
    assert {p.parent.name for p in (root / "autograded").glob(f"U*/{LESSON}")} == set(
        honest["participant"]
    )
    assert len(list((root / "autograded").glob(f"X*/{LESSON}"))) >= 50
