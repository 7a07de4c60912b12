"""Who said "Saya belum tahu": 0 points as a wrong answer, and told from wrong and from blank."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest
from conftest import REPOSITORY

from course.evaluation import items, records
from course.evaluation.cohort import Cohort, read_cohort
from course.evaluation.instrument.unsure import beside, in_items, unsure_records

KEY = ["lesson", "cell", "participant"]


@pytest.fixture(scope="module")
def cohort(demo: tuple[Path, str]) -> Cohort:
    return read_cohort(demo[0])


def test_the_example_class_says_it_by_an_option_and_by_a_tap(
    cohort: Cohort, demo: tuple[Path, str]
) -> None:
    found = unsure_records(demo[0], cohort.answers)
    said = set(found[KEY].itertuples(index=False, name=None))
    assert ("pretest", "P1-persen", "U07") in said  # a tap below the number
    assert ("pretest", "P2-batas-tagar", "U07") in said  # an option
    assert ("pretest", "P1-persen", "U02") not in said  # left blank
    points = cohort.scores.set_index(KEY)["score"]
    assert {points[key] for key in said} == {0.0}


def test_the_share_is_of_those_who_reached_the_item(cohort: Cohort, demo: tuple[Path, str]) -> None:
    table = in_items(items.item_table(cohort.scores), demo[0], cohort.answers).set_index("cell")
    passed = unsure_records(demo[0], cohort.answers)
    n = sum(key[:2] == ["pretest", "P1-persen"] for key in passed[KEY].to_numpy().tolist())
    assert table.loc["P1-persen", "unsure_pre"] == n / 10 > 0
    assert table.loc["K2-status-wa", "unsure_pre"] == 0
    assert math.isnan(table.loc["P2-katalog", "unsure_post"])  # its facility is not shown either
    late = {(f"U0{n}", "pretest", "P1-persen") for n in (1, 2, 3, 4, 5)}
    fewer = in_items(items.item_table(cohort.scores), demo[0], cohort.answers, late)
    assert fewer.set_index("cell").loc["P1-persen", "unsure_pre"] > n / 10


def test_an_answer_beside_it_is_an_answer() -> None:
    rows = [
        ("U01", "pretest", "pasang-aplikasi", "belum", "unsure", ("tidak-tahu",), False, "A"),
        ("U02", "pretest", "pasang-aplikasi", "belum", "unsure", ("tidak-tahu",), False, "A"),
        ("U02", "pretest", "pasang-aplikasi", "kode", "choice", ("tutup",), False, "A"),
    ]
    found = unsure_records(REPOSITORY, pd.DataFrame(rows, columns=records.ANSWER_COLUMNS))
    assert found.to_numpy().tolist() == [["U01", "pretest", "K1-pasang-aplikasi"]]


def test_it_stands_beside_a_person_s_percent(cohort: Cohort, demo: tuple[Path, str]) -> None:
    both = beside(cohort.percents, unsure_records(demo[0], cohort.answers))
    own = both.set_index(["participant", "phase", "indicator"])["unsure"]
    assert own["U07", "pre", "P1"] >= 1
    assert own["U10", "post", "K2"] == 0
    assert len(both) == len(cohort.percents)
