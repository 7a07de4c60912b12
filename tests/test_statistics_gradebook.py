"""Scores summed where they lie: one result from SQL, from DuckDB and from pandas; missing is no 0."""

from __future__ import annotations

import importlib.util
import runpy
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import REPOSITORY
from nbgrader.api import Gradebook

from course import points
from course.errors import CourseError
from course.gradebook import database, read_points, read_scores
from course.indicators import PHASES, indicator_percents, indicators, percents_of_points
from course.tables.cohort import read_cohort

CODES = list(indicators())


def sums(root: Path, **chosen: Any) -> pd.DataFrame:
    found = points.fetch(database(root), CODES, PHASES, **chosen)
    words = dict.fromkeys(points.KEYS, str)
    return found.astype(words).sort_values(list(points.KEYS), ignore_index=True)


def test_sql_duckdb_and_pandas_give_the_same_percentages(demo: tuple[Path, str]) -> None:
    root = demo[0]
    by_cell = indicator_percents(read_scores(root))
    by_sql = percents_of_points(read_points(root, CODES, PHASES))
    words = {"participant": str, "indicator": str, "phase": str}
    pd.testing.assert_frame_equal(
        by_sql.astype(words), by_cell.astype(words), check_exact=False, rtol=0, atol=1e-9
    )
    if points.has_scale():
        pd.testing.assert_frame_equal(
            sums(root, scale=True), sums(root, scale=False), check_exact=False, rtol=0, atol=1e-9
        )


@pytest.mark.skipif(not points.has_scale(), reason="kelas-umkm[scale] is not installed")
def test_duckdb_reads_a_gradebook_under_any_name_and_leaves_it_as_it_was(
    demo_copy: Path, tmp_path: Path
) -> None:
    odd = tmp_path / "nilai 'lama'; DROP TABLE grade.db"
    (demo_copy / "gradebook.db").rename(odd)
    before = odd.read_bytes()
    found = points.fetch(f"sqlite:///{odd}", CODES, PHASES, scale=True)
    assert len(found) == 19 * 7
    assert odd.read_bytes() == before


def change(root: Path, participant: str, lesson: str, cell: str, **values: Any) -> None:
    with Gradebook(database(root), "kelas-umkm") as book:
        grade = book.find_grade(cell, lesson, lesson, participant)
        for name, value in values.items():
            setattr(grade, name, value)
        book.db.commit()


def percent(root: Path, participant: str, indicator: str, **policy: Any) -> pd.Series:
    found = percents_of_points(read_points(root, CODES, PHASES, **policy))
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
    from course.tables.changes import change_table

    cohort = read_cohort(demo[0])
    table = change_table(cohort.percents).set_index("indicator")
    assert table.loc["P1", ["n_pre", "n_post", "n"]].tolist() == [10, 9, 9]
    came = cohort.percents[cohort.percents["participant"] != "U09"]
    without = change_table(came).set_index("indicator")
    columns = ["n", "mean_pre", "mean_post", "gain", "p_pratt", "class_gain"]
    pd.testing.assert_frame_equal(table[columns], without[columns])


def test_an_attitude_item_left_out_is_no_1_on_the_example_class(demo: tuple[Path, str]) -> None:
    from course.tables.items import attitude_table, marks

    scores = read_cohort(demo[0]).scores
    wide = marks(scores, "pre", "S1")
    assert wide.loc["U01"].isna().sum() == 2  # two of eight blank, as examples/README.md says
    items = attitude_table(scores).set_index(["phase", "item"])
    blank = wide.columns[wide.loc["U01"].isna()][0]
    assert items.loc[("pre", blank), "missing"] >= 1
    assert items.loc[("pre", blank), "mean"] == pytest.approx(wide[blank].mean())


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
        read_points(course_root, CODES, PHASES)


def test_the_benchmark_keeps_its_own_promises_on_a_small_gradebook(tmp_path: Path) -> None:
    bench = runpy.run_path(str(REPOSITORY / "benchmarks" / "evaluation.py"))
    book = tmp_path / "kecil.db"
    bench["make"](book, 4_000)
    assert importlib.util.find_spec("duckdb") is not None
    tables = {kind: bench["measure"](kind, book)["table"] for kind in ("plain", "scale", "sql")}
    assert tables["plain"]["P1"][0] > 10
    assert bench["same"](tables["plain"], tables["scale"])
    assert bench["same"](tables["plain"], tables["sql"])
