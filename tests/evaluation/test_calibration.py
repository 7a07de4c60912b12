"""Items on one scale: published figures of the LSAT, forms, and classes joined without codes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from invented_class import Small, evaluating, invented

from course import CourseError
from course.evaluation.pooled import classes
from course.evaluation.pooled.calibration import scaled
from course.evaluation.statistics.calibration import (
    PEOPLE,
    calibrate,
    conditional_fit,
    warm,
)
from course.reports.pooled import page as pooled_page
from course.reports.pooled.page import wright, write_pool

# Law School Admission Test, section 6 (Bock & Lieberman 1970): people by pattern, 00000 to 11111.
LSAT6 = [
    *(3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56),
    *(21, 173, 11, 61, 28, 298),
]
# The same, section 7 (R's mirt, data set LSAT7).
LSAT7 = [
    *(12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28, 7, 39, 11, 34, 14, 51, 15, 90, 6, 25),
    *(7, 35, 18, 136, 32, 308),
]


def patterns(counts: list[int]) -> np.ndarray:
    rows = [[int(digit) for digit in f"{n:05b}"] for n in range(32)]
    return np.repeat(np.array(rows, float), counts, axis=0)


@pytest.mark.long
def test_the_lsat_has_the_published_parameters_errors_and_fit() -> None:
    found = calibrate(patterns(LSAT6))
    # Rizopoulos (2006), JSS 17(5), rasch(LSAT): log-likelihood -2466.938, slope 0.7551,
    # difficulties -3.6153, -1.3224, -0.3176, -1.7301, -2.7802 (in units of the slope); ltm(LSAT ~
    # z1): -2466.653. He takes 21 points of quadrature, so the last digit is his.
    assert (f"{found.rasch:.3f}", f"{found.two_slopes:.3f}") == ("-2466.938", "-2466.653")
    assert found.sd == pytest.approx(0.7551, abs=5e-4)
    printed = [-3.6153, -1.3224, -0.3176, -1.7301, -2.7802]
    ours = [one.difficulty / found.sd for one in found.items]
    assert ours == pytest.approx(printed, abs=2e-3)
    slopes = [one.slope for one in found.items]
    assert slopes == pytest.approx([0.8254, 0.7229, 0.8905, 0.6886, 0.6575], abs=2e-3)
    assert found.p_slopes == pytest.approx(0.967, abs=2e-3)
    for one in found.items:
        assert 0.9 < one.infit < 1.1
        assert one.low < one.difficulty < one.high


@pytest.mark.long
def test_forms_are_on_one_scale_and_too_few_are_not_calibrated() -> None:
    random = np.random.default_rng(4)
    ability, true = random.normal(0, 1, 400), np.linspace(-1.5, 1.5, 9)
    right = (random.random((400, 9)) < 1 / (1 + np.exp(true - ability[:, None]))).astype(float)
    right[:200, 3:6] = np.nan
    right[200:, 6:] = np.nan
    found = calibrate(right)
    assert [one.difficulty for one in found.items] == pytest.approx(list(true), abs=0.45)
    assert found.items[4].n == 200
    assert np.isnan(found.items[0].p_fit)
    few = calibrate(right[: PEOPLE - 1])
    assert few.items == ()
    assert few.notes[0].code == "few_for_calibration"
    with pytest.raises(ValueError, match="0, 1 or missing"):
        calibrate([[0.5, 1], [0, 1]])


def test_fit_given_the_total_is_one_where_the_model_holds_and_tells_a_guessed_item() -> None:
    random = np.random.default_rng(5)
    ability, true = random.normal(0, 1.2, 3000), np.linspace(-1, 1, 8)
    right = (random.random((3000, 8)) < 1 / (1 + np.exp(true - ability[:, None]))).astype(float)
    infit, outfit = conditional_fit(right, true)
    assert infit == pytest.approx(np.ones(8), abs=0.06)
    assert outfit == pytest.approx(np.ones(8), abs=0.12)
    right[:, 3] = random.random(3000) < right[:, 3].mean()
    assert conditional_fit(right, true)[0][3] > 1.2


def test_warm_s_ability_is_finite_at_both_ends_and_symmetric() -> None:
    logits = np.array([-1.0, 0.0, 1.0])
    assert warm(1.5, logits) == pytest.approx(0, abs=1e-9)
    assert warm(0, logits) == pytest.approx(-warm(3, logits))
    assert -4 < warm(0, logits) < warm(1, logits) < 0


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Path]]:
    roots = [tmp_path_factory.mktemp(name) for name in ("a", "b")]
    with evaluating() as evaluate:
        found = {
            root: evaluate(_right(invented(seed))) for root, seed in zip(roots, (6, 7), strict=True)
        }
    for root in roots:
        (root / "kelas").mkdir()
    cells = _cells(found[roots[0]])
    places = [(test, form) for test in ("pretest", "posttest") for form in ("", "A", "B")]
    asked = {(*place, cell): f"{cell}{place[1]}" for place in places for cell in cells}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(classes, "read_results", found.__getitem__)
        patch.setattr(classes, "_asked", lambda _: asked)
        yield roots


def _right(small: Small) -> Small:
    """Return the class with every item all or nothing."""
    marks = small.marks
    whole = (marks["score"] > marks["max_score"] / 2) * marks["max_score"]
    return dataclasses.replace(small, marks=marks.assign(score=whole.where(marks["score"].notna())))


def _cells(found: object) -> list[str]:
    return sorted(set(found.scores["cell"].astype(str)))  # type: ignore[attr-defined]


def test_joined_classes_name_no_code_and_no_class(two: list[Path]) -> None:
    drawn = [classes.pool(two) for _ in range(3)]
    one = drawn[0]
    assert one.classes == 2
    text = one.answers.to_csv()
    assert "U0" not in text
    assert list(one.answers.columns) == classes.COLUMNS
    assert set(one.answers["right"]) <= {0, 1}
    assert one.people == one.answers["person"].nunique() == sum(one.each)
    assert one.each == tuple(classes.pool([root]).people for root in two)
    # In an order drawn anew: who is first may be the same by chance, all of them are not.
    assert len({tuple(own.answers["right"]) for own in drawn}) == 3
    written = write_pool(two[0], one)
    assert written.page is None
    assert written.data.stat().st_mode & 0o077 == 0


def test_an_item_of_which_somebody_earned_a_part_is_left_out_and_named(
    two: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In every class: right or wrong is all that the model knows."""
    whole = [classes.pool([root]).answers for root in two]
    asked = [set(answers["cell"]) for answers in whole]
    cell = min(set.intersection(*asked))  # nobody earned a part of it in either class
    read = classes.read_results

    def halved(root: Path) -> Any:
        results = read(root)
        scores = results.scores.copy()
        if root == two[0]:
            first = scores.index[(scores["cell"] == cell) & scores["score"].notna()][0]
            scores.loc[first, "score"] = scores.loc[first, "max_score"] / 2
        return dataclasses.replace(results, scores=scores)

    monkeypatch.setattr(classes, "read_results", halved)
    found = classes.pool(two)
    assert found.partial == (cell,)
    here = found.answers[found.answers["cell"] == cell]
    # The pairs of the two forms are items apart; the other one stays.
    assert here["item"].nunique() < whole[1].query("cell == @cell")["item"].nunique()


def test_a_class_is_joined_once_and_must_be_one(two: list[Path], tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="dua kali"):
        classes.pool([two[0], two[0]])
    with pytest.raises(CourseError, match="bukan folder"):
        classes.pool([tmp_path / "tidak-ada"])


def answers(n: int) -> pd.DataFrame:
    random = np.random.default_rng(6)
    rows = []
    for person in range(1, n + 1):
        ability = random.normal()
        for item in range(8):
            right = int(random.random() < 1 / (1 + np.exp(item / 2 - 2 - ability)))
            rows.append((person, "pre", f"i{item}", f"P1-soal-{item}", "A", right))
    return pd.DataFrame(rows, columns=classes.COLUMNS)


@pytest.mark.long
def test_from_a_hundred_people_on_there_is_a_page_with_a_wright_map(tmp_path: Path) -> None:
    own = answers(PEOPLE + 20)
    test = scaled(own)[0]
    assert [*test.items["difficulty"]] == sorted(test.items["difficulty"])
    assert len(wright(test).axes) == 2
    done = write_pool(tmp_path, classes.Pool(own, (40, 40, PEOPLE - 60), ("K2-status",)))
    assert done.page is not None
    page = done.page.read_text("utf-8")
    assert "data:image/svg+xml" in page
    assert page.count("P1-soal-") == 8
    assert "K2-status" in page


def test_without_the_library_the_answers_are_joined_and_what_to_install_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pooled_page, "find_spec", lambda _: None)
    with pytest.raises(CourseError, match="pip install mirt"):
        write_pool(tmp_path, classes.Pool(answers(PEOPLE), (PEOPLE,), ()))
    assert (tmp_path / "kelas" / "exports" / "gabungan-data-terbatas.csv").is_file()
