"""The scores as the gradebook has them, and the percentages made of them; missing is no 0."""

from __future__ import annotations

import dataclasses
import importlib.util
import math
import runpy
import sqlite3
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import REPOSITORY
from nbgrader.api import Base, Gradebook, GradeCell
from sqlalchemy import create_engine

from course import CourseError
from course.evaluation.cohort import read_cohort
from course.evaluation.percents import indicator_percents
from course.gradebook.scores import Score, database, read_scores, scores_at
from course.indicators import PHASES, paper_codes


def by_stages(root: Path, lesson: str) -> pd.DataFrame:
    """The same cells the long way: nbgrader's own objects, one after the other."""
    with Gradebook(database(root), "kelas-umkm") as book:
        rows = [
            (page.assignment.student.id, lesson, grade.name, grade.manual_score, grade.auto_score,
             grade.max_score, grade.needs_manual_grade)
            for handed in book.assignment_submissions(lesson)
            for page in handed.notebooks
            for grade in page.grades
            if isinstance(grade.cell, GradeCell)  # not the comment's
        ]  # fmt: skip
    names = ["participant", "lesson", "cell", "manual", "auto", "max_score", "needs_grading"]
    table = pd.DataFrame(rows, columns=names).astype({"manual": float, "auto": float})
    return table.assign(score=table["manual"].fillna(table["auto"]))


def test_the_scores_are_those_of_nbgrader_s_own_objects_in_order(demo: tuple[Path, str]) -> None:
    scores = read_scores(demo[0])
    keys = ["participant", "lesson", "cell"]
    words = scores.astype(dict.fromkeys(keys, str))
    pd.testing.assert_frame_equal(words, words.sort_values(keys, ignore_index=True))
    for lesson in ("pretest", "posttest", "m2-akun-usaha"):
        own = words[words["lesson"] == lesson].reset_index(drop=True)
        long = by_stages(demo[0], lesson).sort_values(keys, ignore_index=True)[[*own.columns]]
        pd.testing.assert_frame_equal(own, long)


def test_percentages_are_the_sums_of_sql(demo: tuple[Path, str]) -> None:
    percents = indicator_percents(read_scores(demo[0])).astype({"participant": str})
    found = percents.set_index(["participant", "phase", "indicator"])["percent"].to_dict()
    with sqlite3.connect(demo[0] / "gradebook.db") as book:
        rows = book.execute(SUMS).fetchall()
    asked = {(r[0], PHASES[r[1]], r[2]): math.nan if r[3] is None else r[3] for r in rows}
    assert len(asked) == 19 * 7
    assert found == pytest.approx(asked, rel=0, abs=1e-9, nan_ok=True)


SUMS = """
SELECT s.student_id, a.name, substr(b.name, 1, instr(b.name, '-') - 1) AS indicator,
    CASE WHEN b.name LIKE 'S%'
        THEN CASE WHEN sum(score > 0) >= 0.75 * count(*)
            THEN 100 * sum(CASE WHEN score > 0 THEN (score - 1) / (max_score - 1) END)
                / sum(score > 0) END
        WHEN count(score) = count(*) THEN 100 * sum(score) / sum(max_score) END
FROM (SELECT *, coalesce(manual_score, auto_score) AS score FROM grade) g
JOIN grade_cells c ON c.id = g.cell_id JOIN base_cell b ON b.id = c.id
JOIN submitted_notebook n ON n.id = g.notebook_id
JOIN submitted_assignment s ON s.id = n.assignment_id JOIN assignment a ON a.id = s.assignment_id
WHERE a.name IN ('pretest', 'posttest', 'posttest-tunda') GROUP BY 1, 2, 3
"""


def test_a_gradebook_under_any_name_is_read_and_left_as_it_was(
    demo_copy: Path, tmp_path: Path
) -> None:
    odd = tmp_path / "nilai 'lama'; DROP TABLE grade.db"
    (demo_copy / "gradebook.db").rename(odd)
    before = odd.read_bytes()
    found = indicator_percents(scores_at(f"sqlite:///{odd}"))
    assert len(found[found["indicator"].isin(paper_codes())]) == 19 * 7
    assert odd.read_bytes() == before


def test_a_grade_that_belongs_to_nothing_is_left_out(demo_copy: Path) -> None:
    before = read_scores(demo_copy)
    with sqlite3.connect(demo_copy / "gradebook.db") as book:
        book.execute("INSERT INTO grade SELECT 'a', 'b', cell_id, 1, 1, 0, 0 FROM grade LIMIT 1")
    pd.testing.assert_frame_equal(read_scores(demo_copy), before)


def test_an_empty_gradebook_has_no_scores_and_no_percentages(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kosong.db'}"
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()
    scores = scores_at(url)
    assert scores.empty
    assert list(scores.columns) == [field.name for field in dataclasses.fields(Score)]
    assert indicator_percents(scores).empty


def change(root: Path, participant: str, lesson: str, cell: str, **values: Any) -> None:
    with Gradebook(database(root), "kelas-umkm") as book:
        grade = book.find_grade(cell, lesson, lesson, participant)
        for name, value in values.items():
            setattr(grade, name, value)
        book.db.commit()


def percent(root: Path, participant: str, indicator: str, **policy: Any) -> pd.Series:
    found = indicator_percents(read_scores(root, **policy))
    own = found[(found["participant"] == participant) & (found["indicator"] == indicator)]
    return own.set_index("phase")["percent"]


def test_a_manual_score_counts_before_the_automatic_one_and_no_score_is_missing(
    demo_copy: Path,
) -> None:
    before = percent(demo_copy, "U01", "P1")
    change(demo_copy, "U01", "pretest", "P1-tujuan", auto_score=0.0, manual_score=1.0)
    raised = percent(demo_copy, "U01", "P1")
    assert raised["pre"] == before["pre"] + 25
    change(demo_copy, "U01", "pretest", "P1-tujuan", auto_score=None, manual_score=None)
    ungraded = percent(demo_copy, "U01", "P1")
    assert pd.isna(ungraded["pre"])  # nbgrader's own score says 0 here
    assert ungraded["post"] == before["post"]
    # A graded 0 is a 0.
    change(demo_copy, "U01", "pretest", "P1-tujuan", auto_score=0.0)
    assert percent(demo_copy, "U01", "P1")["pre"] == before["pre"]


def test_extra_credit_counts_by_policy_only(demo_copy: Path) -> None:
    before = percent(demo_copy, "U10", "K2")["post"]
    assert before == 100
    change(demo_copy, "U10", "posttest", "K2-status-wa", extra_credit=7.0)
    change(demo_copy, "U02", "posttest", "K2-status-wa", extra_credit=0.5)
    assert percent(demo_copy, "U10", "K2")["post"] == 100
    assert percent(demo_copy, "U10", "K2", extra_credit="add")["post"] == 200
    assert percent(demo_copy, "U10", "K2", extra_credit="cap")["post"] == 100
    plain = percent(demo_copy, "U02", "K2")["post"]
    assert percent(demo_copy, "U02", "K2", extra_credit="cap")["post"] == pytest.approx(
        plain + 50 / 7
    )
    scores = read_scores(demo_copy, "cap").set_index(["participant", "lesson", "cell"])["score"]
    assert scores["U10", "posttest", "K2-status-wa"] == 7
    with pytest.raises(CourseError, match=r"U10, K2: 200\.0% di luar"):
        read_cohort(demo_copy, "add")


def test_an_absent_posttest_lowers_n_and_changes_no_mean_on_the_example_class(
    demo: tuple[Path, str],
) -> None:
    from course.evaluation.changes import change_table

    cohort = read_cohort(demo[0])
    table = change_table(cohort.percents).set_index("indicator")
    # U09 did not come, U04 stopped after the first of three parts: examples/README.md.
    assert table.loc["P1", ["n_pre", "n_post", "n"]].tolist() == [10, 8, 8]
    came = cohort.percents[cohort.percents["participant"] != "U09"]
    without = change_table(came).set_index("indicator")
    columns = ["n", "mean_pre", "mean_post", "gain", "p_pratt", "class_gain"]
    pd.testing.assert_frame_equal(table[columns], without[columns])


def test_an_attitude_item_left_out_is_no_1_on_the_example_class(demo: tuple[Path, str]) -> None:
    from course.evaluation.items import attitude_table, marks

    scores = read_cohort(demo[0]).scores
    wide = marks(scores, "pre", "S1")
    assert wide.loc["U01"].isna().sum() == 2  # two of eight blank, as examples/README.md says
    items = attitude_table(scores).set_index(["phase", "item"])
    blank = wide.columns[wide.loc["U01"].isna()][0]
    assert items.loc[("pre", blank), "missing"] >= 1
    # Left out by one person, it has no mean: hers would follow from the scale's.
    assert items.loc[("pre", blank), ["mean"]].isna().all()


# nbgrader's own session warns about itself.
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_a_submission_without_one_answer_counts_as_not_taken(demo_copy: Path) -> None:
    before = read_cohort(demo_copy)
    assert not before.blank
    # What stock nbgrader makes of a folder with a notebook and no answers: 0 in every cell.
    with Gradebook(database(demo_copy), "kelas-umkm") as book:
        book.update_or_create_submission("posttest", "U09")
        for cell in book.find_notebook("posttest", "posttest").grade_cells:
            grade = book.find_grade(cell.name, "posttest", "posttest", "U09")
            grade.auto_score, grade.needs_manual_grade = 0.0, False
        book.db.commit()
    (demo_copy / "submitted" / "U09" / "posttest").mkdir(parents=True)
    after = read_cohort(demo_copy)
    assert after.blank == {("U09", "posttest")}
    pd.testing.assert_frame_equal(
        after.percents.astype({"participant": str}).reset_index(drop=True),
        before.percents.astype({"participant": str}).reset_index(drop=True),
    )


def test_no_gradebook_yet_says_what_to_do(course_root: Path) -> None:
    with pytest.raises(CourseError, match="course release"):
        read_scores(course_root)


def test_the_benchmark_keeps_its_own_promises_on_a_small_gradebook(tmp_path: Path) -> None:
    bench = runpy.run_path(str(REPOSITORY / "tests" / "benchmarks" / "evaluation.py"))
    book = tmp_path / "kecil.db"
    bench["make"](book, 4_000)
    assert importlib.util.find_spec("duckdb") is not None
    tables = {kind: bench["measure"](kind, book)["table"] for kind in ("plain", "ours")}
    assert tables["plain"]["P1"][0] > 10
    assert bench["same"](*tables.values())
