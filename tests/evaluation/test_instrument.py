"""What the tests are worth: tables, the experts' sheet, which marks to trust, and planning."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import run_course
from nbgrader.api import Gradebook
from openpyxl import load_workbook
from statsmodels.stats.power import TTestPower

from course import CourseError
from course.evaluation.instrument import experts, kit, measured
from course.evaluation.instrument.forms import form_item_table
from course.evaluation.instrument.trust import UNTRUSTED, trust_table
from course.evaluation.items import LESSONS
from course.evaluation.records import ANSWERED_COLUMNS
from course.reports.instrument import tables
from course.reports.instrument.plan import Plan, plan_lines
from course.reports.language import CODES, language

RNG = np.random.default_rng(11)


def class_of(
    n: int, phases: tuple[str, ...] = ("pre", "post"), *, harder: int = 0, items: int = 6
) -> pd.DataFrame:
    """Scores of ``n`` people in knowledge items of 1 point and attitude items of 5.

    For the first ``harder`` people the first item is never right.
    """
    rows = []
    able = RNG.normal(size=n)
    for phase in phases:
        for i in range(items):
            right = able + RNG.normal(size=n) > (i - items / 2) / items
            right[:harder] &= i > 0
            opinion = np.clip(np.rint(3 + able + RNG.normal(size=n) / 2), 1, 5)
            for cell, scores, most in ((f"P1-{i}", right, 1.0), (f"S1-{i}", opinion, 5.0)):
                rows += [
                    (f"U{who:03d}", LESSONS[phase], cell, float(score), most)
                    for who, score in enumerate(scores)
                ]
    return pd.DataFrame(rows, columns=["participant", "lesson", "cell", "score", "max_score"])


def test_omega_waits_for_fifty_and_floor_and_ceiling_are_of_totals() -> None:
    few, many = kit.scale_table(class_of(49)), kit.scale_table(class_of(60))
    assert few["omega"].isna().all()
    assert {note.code for notes in few["notes"] for note in notes} == {"too_few"}
    assert many["omega"].between(0.3, 1).all()
    assert (many["omega_low"] < many["omega"]).all()
    lowest = class_of(8).assign(score=lambda t: np.where(t["max_score"] == 5, 1.0, 0.0))
    found = kit.scale_table(lowest)
    assert found["floor"].eq(1).all()
    assert found["ceiling"].eq(0).all()
    four = kit.scale_table(class_of(4))
    assert four[["omega", "floor", "ceiling"]].isna().all(axis=None)


def test_an_item_is_held_against_the_rest_of_its_own_scale() -> None:
    scores = class_of(30)
    found = kit.item_total_table(scores).set_index(["phase", "cell"])
    wide = scores[
        (scores["lesson"] == "pretest") & scores["cell"].str.startswith("S1")
    ].pivot_table(index="participant", columns="cell", values="score")
    rest = wide.drop(columns="S1-2").sum(axis=1)
    assert found.loc[("pre", "S1-2"), "r"] == pytest.approx(wide["S1-2"].corr(rest))
    assert kit.item_total_table(class_of(4)).empty
    flat = kit.item_total_table(scores.assign(score=1.0))
    assert flat["r"].isna().all()
    assert {note.code for notes in flat["notes"] for note in notes} == {"item_or_rest_no_spread"}


def test_a_second_time_needs_a_delayed_test_and_five_people() -> None:
    assert kit.retest_table(class_of(20)).empty
    found = kit.retest_table(class_of(20, ("post", "delayed")))
    assert found["icc"].between(0.2, 1).all()
    assert kit.retest_table(class_of(4, ("post", "delayed")))["icc"].isna().all()
    stable = class_of(20, ("post",))
    again = pd.concat([stable, stable.assign(lesson=LESSONS["delayed"])])
    assert (kit.retest_table(again)["icc"] > 0.999).all()


def test_an_item_that_one_group_cannot_do_is_named_and_small_groups_are_not_judged() -> None:
    groups = {f"U{n:03d}": "helped" if n < 60 else "unaided" for n in range(140)}
    found = kit.functioning_table(class_of(140, harder=55), groups, "helped", "unaided")
    before = found[found["phase"] == "pre"].set_index("cell")
    assert before.loc["P1-0", "ets"] == "C"
    assert before.loc["P1-0", "delta"] < -1.5
    assert set(before.drop(index="P1-0")["ets"]) <= {"A", "B", "C"}
    assert (before["n_focal"] == 60).all()
    small = kit.functioning_table(class_of(90), groups, "helped", "unaided")
    assert small["odds"].isna().all()
    assert [*small["cell"]] == ["", ""]
    said = tables.functioning_in_words(language("id"), instrument(functioning=small))
    assert said == "Rasio odds: tidak dapat dihitung (tiap kelompok perlu paling sedikit 50 orang)."


def test_groups_that_ought_to_differ_are_hidden_under_five() -> None:
    scores = class_of(20)
    total = scores[scores["cell"].str.startswith("P")].groupby("participant")["score"].sum()
    weak = set(total.sort_values().index[:8])
    helped = {who: "helped" if who in weak else "unaided" for who in total.index}
    found = kit.known_groups_table(scores, helped, set(total.index[:3])).set_index("phase")
    assert found.loc["pre", "g"] > 0.8
    assert [*found.loc["pre", ["n_high", "n_low"]]] == [12, 8]
    assert math.isnan(found.loc["post", "g"])
    assert found.loc["post", "notes"][0].code == "few_people"


def instrument(**own: pd.DataFrame) -> measured.Instrument:
    """An instrument of a class of six, with other tables where they are given."""
    scores = class_of(6, ("pre", "post", "delayed"))
    made = {
        "scales": kit.scale_table(scores),
        "item_total": kit.item_total_table(scores),
        "retest": kit.retest_table(scores),
        "functioning": kit.functioning_table(scores, {}, "helped", "unaided"),
        "known": kit.known_groups_table(scores, {}, ()),
        "form_items": form_item_table(scores, in_two_forms(scores)),
        "trust": marked(),
    }
    return measured.Instrument(**{**made, **own})


def in_two_forms(scores: pd.DataFrame) -> pd.DataFrame:
    """Every second person took the other form first."""
    people = sorted(scores["participant"].astype(str).unique())
    rows = [
        (who, phase, "AB"[(n + place) % 2])
        for n, who in enumerate(people)
        for place, phase in enumerate(("pre", "post"))
    ]
    return pd.DataFrame(rows, columns=ANSWERED_COLUMNS)


def marked() -> pd.DataFrame:
    """What ``trust_table`` may say: good, bad, and too few."""
    good = ("pretest", "K2-status-wa", 9, 0.81, 0.6, 0.9, -1.2, -4.0, 1.6, 0.0, "", ())
    bad = ("posttest", "K2-status-wa", 8, 0.41, 0.1, 0.7, -9.5, -15.0, -4.0, 0.3, UNTRUSTED, ())
    few = ("posttest", "K3-posting", 3, *(math.nan,) * 7, "", ())
    return pd.DataFrame([good, bad, few], columns=[
        "lesson", "cell", "n", "kappa", "kappa_low", "kappa_high", "error", "error_low",
        "error_high", "far", "flag", "notes",
    ])  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_every_sheet_has_its_words_and_no_nan(code: str) -> None:
    words, found = language(code), instrument()
    made = (
        tables.scale_sheet, tables.item_total_sheet, tables.retest_sheet, tables.known_sheet,
        tables.functioning_sheet, tables.trust_sheet,
    )  # fmt: skip
    for sheet in (make(words, found) for make in made):
        said = [*sheet.heads, *sheet.notes, *(cell for row in sheet.rows for cell in row)]
        assert not [text for text in said if "nan" in text.split()]
        assert sheet.title
        assert all(len(row) == len(sheet.heads) for row in sheet.rows)
    for name, field in measured.NAMES.items():
        table = getattr(found, field.partition(".")[2])
        heads = [words.column(name, str(column)) for column in table.columns]
        assert len(set(heads)) == len(heads), name
        assert words.sections["sheets"][name]


def test_a_reader_is_told_which_marks_not_to_trust() -> None:
    words = language("id")
    said = tables.trust_in_words(words, instrument())
    assert "belum bisa dipercaya" in said
    assert "K2-status-wa (n = 8, kappa 0,41, −9,5)" in said
    assert "0,81" not in said
    assert "kurang dari lima nilai tangan: K3-posting (n = 3)" in said
    only_good = tables.trust_in_words(words, instrument(trust=marked().head(1)))
    assert "tidak ada yang kappanya" in only_good
    assert "Belum ada soal" in tables.trust_in_words(words, instrument(trust=marked().head(0)))


def test_marks_by_hand_of_fewer_than_five_show_only_their_number(small_class: Path) -> None:
    marks = {"U01": 1.0, "U02": 0.0}
    with Gradebook(f"sqlite:///{small_class}/gradebook.db") as book:
        given = 0
        for submission in book.assignment_submissions("pretest"):
            for grade in submission.notebooks[0].grades:
                if grade.name == "K2-status-wa":
                    grade.manual_score = marks.get(submission.student.id, 2.0)
                    given += 1
        book.db.commit()
    found = trust_table(small_class, lambda *_: True)
    assert [*found["cell"]] == ["K2-status-wa"]
    assert [*found["n"]] == [given]
    assert 0 < given < 5
    assert found[["kappa", "error", "far"]].isna().all(axis=None)
    assert [*found["flag"]] == [""]
    assert trust_table(small_class, lambda who, *_: who == "U99").empty


# The experts' sheet.


def test_a_sheet_asks_each_wording_once_and_holds_no_key(small_class: Path) -> None:
    done = run_course(small_class, "validity", "--sheet")
    assert done.returncode == 0, done.stderr
    path = small_class / "kelas" / "reports" / "lembar-ahli.xlsx"
    page = load_workbook(path)["butir"]
    head, *rows = page.iter_rows(values_only=True)
    assert head == experts.HEADS
    by = {row[2]: row for row in rows}
    assert by["S1-akun"][1] == "pretest, posttest"
    assert by["P1-tujuan"][1] == "posttest"  # in form A it asks otherwise
    assert by["P1-tujuan"][3] == "P1 Pengetahuan pemasaran digital"
    assert "– Saya belum tahu" in by["P1-tujuan"][4]
    assert sum(row[2] == "K2-status-wa" for row in rows) == 2  # another product, another wording
    assert all("temukan" not in str(row[4]).split() for row in rows)
    assert page.data_validations.dataValidation[0].formula1 == '"1,2,3,4"'


def fill(root: Path, name: str, rating: object, comment: str = "") -> Path:
    """Return a sheet filled with one rating in every line."""
    path = root / name
    experts.write_sheet(path, experts.items(root))
    book = load_workbook(path)
    for row in range(2, book["butir"].max_row + 1):
        book["butir"].cell(row, 6).value = rating
    book["butir"].cell(2, 7).value = comment or None
    book.save(path)
    return path


def test_five_experts_make_a_page_and_tables(small_class: Path) -> None:
    ratings = (4, 4, 3, 3, 2)
    names = [f"{n}.xlsx" for n in range(5)]
    for name, rating in zip(names, ratings, strict=True):
        fill(small_class, name, rating, "<b>terlalu panjang</b>" if rating == 2 else "")
    done = run_course(small_class, "validity", *names)
    assert done.returncode == 0, done.stderr
    assert "V Aiken 0,73, S-CVI/Ave 0,80, S-CVI/UA 0,00" in done.stdout
    folder = small_class / "kelas" / "reports"
    table = pd.read_csv(folder / "validity-butir.csv")
    assert table["v"].round(4).eq(0.7333).all()
    assert table["cvi"].eq(0.8).all()
    assert table["flag"].eq("excellent").all()
    text = (folder / "validity.html").read_text("utf-8")
    assert "&lt;b&gt;terlalu panjang" in text
    assert "P1 Pengetahuan pemasaran digital" in text
    alone = run_course(small_class, "validity", names[0])
    assert "Paling sedikit 3 ahli" in alone.stdout


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("five", "relevansi '5' bukan 1, 2, 3, atau 4"),
        ("empty", "belum ada nilai"),
        ("column", "kolom 'relevansi' tidak ada"),
        ("twice", "disebut dua kali"),
        ("row", "ada dua kali"),
    ],
)
def test_a_sheet_that_is_not_right_is_named(small_class: Path, spoil: str, said: str) -> None:
    path = fill(small_class, "A.xlsx", {"five": 5, "empty": None}.get(spoil, 3))
    book = load_workbook(path)
    if spoil == "column":
        book["butir"]["F1"] = "nilai"
    if spoil == "row":
        for column in range(1, 8):
            book["butir"].cell(3, column).value = book["butir"].cell(2, column).value
    book.save(path)
    paths = [path] * (1 + (spoil == "twice"))
    with pytest.raises(CourseError, match=said) as error:
        experts.read_ratings(paths, experts.items(small_class))
    assert "A.xlsx" in str(error.value)


def test_an_older_wording_is_not_counted_and_a_filled_sheet_is_not_replaced(
    small_class: Path,
) -> None:
    path = fill(small_class, "A.xlsx", 4)
    asked = experts.items(small_class)
    changed = [experts.Item(one.tests, one.cell, f"{one.text} ?") for one in asked[:1]]
    ratings = experts.read_ratings([path], [*changed, *asked[1:]])
    assert ratings.unknown == 1
    assert ratings.given[changed[0].id].isna().all()
    with pytest.raises(CourseError, match="sudah berisi nilai"):
        experts.write_sheet(path, asked)


def test_a_band_of_kappa_is_cicchetti_and_sparrow_s() -> None:
    bands = {0.75: "excellent", 0.74: "good", 0.6: "good", 0.5: "fair", 0.39: "poor"}
    assert {kappa: experts.band(kappa) for kappa in bands} == bands
    assert experts.band(math.nan) == ""


# Planning.


def test_a_plan_is_said_in_words(small_class: Path) -> None:
    done = run_course(small_class, "power", "--gain", "12", "--sd", "18", "--lost", "0.1")
    assert done.returncode == 0, done.stderr
    assert "perlu 20 orang" in done.stdout
    assert "efisiensi 0,955): 21 orang" in done.stdout
    assert "mulai dengan 24 orang" in done.stdout
    assert "Kelas 10 orang: kenaikan terkecil yang terlihat 17,9 poin" in done.stdout


@pytest.mark.parametrize(
    "plan", [Plan(0.0), Plan(math.nan), Plan(math.inf, gain=2), Plan(18, gain=-3), Plan(18, gain=1e-4)]
)  # fmt: skip
def test_what_cannot_be_planned_is_said(plan: Plan) -> None:
    with pytest.raises(CourseError, match=r"di atas 0|terlalu kecil"):
        list(plan_lines(plan))


def test_more_people_show_smaller_gains_and_seven_tests_need_more() -> None:
    lines = [line for line in plan_lines(Plan(18)) if line.startswith("Kelas")]
    gains = [float(line.split("terlihat ")[1].split()[0].replace(",", ".")) for line in lines]
    assert all(more > less for more, less in pairwise(gains))
    one, seven = ("\n".join(plan_lines(Plan(18, gain=12, tests=n))) for n in (1, 7))
    assert "perlu 20 orang" in one
    needed = TTestPower().solve_power(12 / 18, alpha=0.05 / 7, power=0.8)
    assert f"perlu {math.ceil(needed)} orang" in seven
