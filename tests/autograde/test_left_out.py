"""What a person leaves out after it was graded has no marks any more: it is missing, not 0."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import run_course

from course.evaluation.cohort import read_cohort
from course.gradebook.scores import graded_pairs, read_scores
from course.inbox.kept import keys
from course.inbox.submitted import submission

WHO, LESSON = "U07", "posttest"


def earned(root: Path) -> float:
    scores = read_scores(root)
    own = scores[(scores["participant"] == WHO) & (scores["lesson"] == LESSON)]
    return float(own["score"].sum())


def took(root: Path) -> set[str]:
    scores = read_cohort(root).scores
    return set(scores.loc[scores["lesson"] == LESSON, "participant"].astype(str))


# nbgrader's own session warns about itself.
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_what_is_left_out_after_grading_is_missing_and_comes_back(small_class: Path) -> None:
    assert (WHO, LESSON) in keys(small_class)
    before, people = earned(small_class), took(small_class)
    (id_,) = [
        path.stem for path in (small_class / "kelas/inbox/kept" / WHO / LESSON).glob("*.json")
    ]
    said = run_course(small_class, "answers", WHO, LESSON, "--leave-out", id_)
    assert said.returncode == 0, said.stderr
    assert submission(small_class, WHO, LESSON).is_blank
    graded = run_course(small_class, "grade")
    assert f"{WHO}, {LESSON}: tidak ada jawabannya yang dihitung lagi" in graded.stdout
    assert (WHO, LESSON) not in graded_pairs(small_class)
    assert not (small_class / "autograded" / WHO / LESSON).exists()
    assert took(small_class) == people - {WHO}
    assert "dihitung lagi" not in run_course(small_class, "grade").stdout, "said once"
    run_course(small_class, "answers", WHO, LESSON, "--undo", id_)
    again = run_course(small_class, "grade")
    assert again.returncode == 0, again.stderr
    assert earned(small_class) == before > 0
    assert took(small_class) == people
