"""Agreement of the grader with people: its statistics, the bank, marking sheets, and doubts."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import REPOSITORY, run_course
from nbgrader.api import Gradebook
from statsmodels.stats.inter_rater import cohens_kappa

from course import CourseError, lessons
from course.evaluation.agreement import doubts, precedents, sheets
from course.evaluation.agreement import marks as agreement
from course.evaluation.statistics.agreement import score_agreement
from course.lessons.bank import Judged, judge_all, read_bank
from course.lessons.lesson import Lesson
from course.spreadsheets import by_column, read_cells


def judge(lesson: Lesson, part: str = "") -> list[Judged]:
    """What the writers of a bank's answers gave, beside the grader."""
    return [row for people in judge_all(lesson) for row in people[0] if part in {"", row.part}]


def test_kappa_of_scores_is_the_quadratic_kappa_of_fine_categories() -> None:
    rng = np.random.default_rng(3)
    person = rng.integers(0, 8, 200)
    grader = np.clip(person + rng.integers(-2, 3, 200), 0, 7)
    table = np.zeros((8, 8))
    np.add.at(table, (person, grader), 1)
    found = score_agreement(person / 7, grader / 7)
    assert found.kappa == pytest.approx(cohens_kappa(table, wt="quadratic").kappa)
    assert found.error == pytest.approx(100 * (grader - person).mean() / 7)
    assert found.kappa_low < found.kappa < found.kappa_high


def test_few_or_equal_marks_give_what_they_can() -> None:
    assert score_agreement([], []).n == 0
    one = score_agreement([0.5], [0.75])
    assert (one.error, one.far) == (25, 1)
    assert math.isnan(one.kappa_low)
    same = score_agreement([1.0] * 5, [1.0] * 5)
    assert math.isnan(same.kappa)
    assert (same.error_low, same.error, same.error_high) == (0, 0, 0)
    assert score_agreement([0.2, 0.9, 0.4], [0.2, 0.9, 0.4]).kappa == 1


def test_a_bank_says_which_line_is_wrong(small_class: Path) -> None:
    bank = small_class / "source" / "pretest" / "authors" / "bank.jsonl"
    bank.parent.mkdir(exist_ok=True)
    line = {"exercise": "status-wa", "kind": "short", "hand": "A", "part": "tune",
            "value": {"status": "Keripik pisang 15rb/100gr. Sisa 20. Chat"}}  # fmt: skip
    bank.write_text(json.dumps(line) + "\n{\n", "utf-8")
    lesson = lessons.load(small_class, "pretest")
    with pytest.raises(CourseError, match=r"bank\.jsonl, baris 2"):
        judge(lesson)
    wrong = line | {"lost": {"K2-status-wa": {"harga": 0}}}
    bank.write_text(json.dumps(wrong), "utf-8")
    with pytest.raises(CourseError, match="kriteria 'harga' tidak ada di K2-status-wa"):
        judge(lesson)
    bank.write_text(json.dumps(line | {"value": {"status": 3}}), "utf-8")
    with pytest.raises(CourseError, match="isian 'status' harus berupa teks"):
        judge(lesson)
    bank.write_text(json.dumps(line), "utf-8")
    whole = judge(lesson, "tune")[-1]
    assert (whole.label, whole.person, whole.grader) == ("", 1.0, 1.0)
    assert judge(lesson, "test") == []


def test_a_person_s_cap_and_every_criterion_are_read(small_class: Path) -> None:
    bank = small_class / "source" / "pretest" / "authors" / "bank.jsonl"
    bank.parent.mkdir(exist_ok=True)
    value = {"status": "Keripik pisang 15rb/100gr. Sisa 20. Chat"}
    about = {"exercise": "status-wa", "kind": "x", "hand": "A", "part": "test", "value": value}
    capped = about | {"reader": {"K2-status-wa": False}}
    nothing = about | {"lost": {"K2-status-wa": {"*": 0, "tidak berlebihan": 1}}}
    bank.write_text(f"{json.dumps(capped)}\n{json.dumps(nothing)}", "utf-8")
    marks = pd.DataFrame([m.model_dump() for m in judge(lessons.load(small_class, "pretest"))])
    whole = marks[marks["label"] == ""]
    assert [*whole["person"]] == pytest.approx([0.25, 1 / 7])
    assert [*agreement.farthest(marks)["answer"]] == [2, 1]


def test_people_who_marked_an_answer_again_are_compared(small_class: Path) -> None:
    bank = small_class / "source" / "pretest" / "authors" / "bank.jsonl"
    bank.parent.mkdir(exist_ok=True)
    value = {"status": "Keripik pisang 15rb/100gr. Sisa 20. Chat"}
    line = {"exercise": "status-wa", "kind": "x", "hand": "A", "part": "test", "value": value}
    again = [{}, {"lost": {"K2-status-wa": {"*": 0}}, "reader": {"K2-status-wa": False}}]
    bank.write_text(f"{json.dumps(line)}\n{json.dumps(line | {'again': again})}", "utf-8")
    _, marks = agreement.bank_marks(small_class, ["pretest"])
    whole = marks[marks["label"] == ""]
    assert dict(zip(whole["hand"], whole["person"], strict=True)) == {
        "penulis": 1, "penilai kedua": 1, "penilai ketiga": 0,
    }  # fmt: skip
    assert set(whole["answer"]) == {2}
    pairs = sheets.between_raters(marks)
    assert agreement.summary(pairs)["n"] == 3
    assert sheets.agreed(marks).empty
    alike = sheets.agreed(marks[marks["hand"] != "penilai ketiga"])
    assert set(alike["person"]) == {1}
    assert agreement.summary(alike)["n"] == 1
    wrong = {"lost": {"K2-status-wa": {"harga": 0}}}
    bank.write_text(json.dumps(line | {"again": [wrong]}), "utf-8")
    with pytest.raises(CourseError, match="kriteria 'harga' tidak ada di K2-status-wa"):
        judge(lessons.load(small_class, "pretest"))
    bank.write_text(json.dumps(line | {"again": again}), "utf-8")
    done = run_course(small_class, "agreement", "pretest")
    assert done.returncode == 0, done.stderr
    assert "Antarpenilai: Bank, bagian uji:" in done.stdout
    assert "Yang disepakati penilai: Bank, bagian uji:" in done.stdout


@pytest.mark.long
def test_raters_fill_a_sheet_and_are_compared(small_class: Path) -> None:
    done = run_course(small_class, "agreement", "--sheet", "3")
    assert done.returncode == 0, done.stderr
    sheet = small_class / "kelas" / "reports" / "lembar-penilai.xlsx"
    rows = pd.DataFrame(by_column(read_cells(sheet, "lembar")))
    assert rows["jawaban"].nunique() == 3
    assert not rows.to_string().count("U0")  # no codes: a rater does not know who wrote it
    for name, worth in (("satu", 1.0), ("dua", 0.5)):
        points = rows["poin_tertinggi"].astype(float) * worth
        said = points.map(lambda p: f"{p:g}".replace(".", ","))
        rows.assign(poin=said).to_csv(small_class / f"{name}.csv", index=False)
    paths = [small_class / "satu.csv", small_class / "dua.csv"]
    marks = sheets.rater_marks(small_class, paths)
    whole = marks[marks["label"] == ""]
    assert set(whole.loc[whole["hand"] == "satu", "person"]) == {1.0}
    between = agreement.summary(sheets.between_raters(marks))
    assert between["error"] == pytest.approx(50)  # "dua" stands first, by name
    done = run_course(small_class, "agreement", *(p for m in paths for p in ("--marks", str(m))))
    assert done.returncode == 0, done.stderr
    assert "Lembar penilai:" in done.stdout
    page = (small_class / "kelas" / "reports" / "agreement.html").read_text("utf-8")
    assert "Antarpenilai: Lembar penilai" in page


def test_a_wrong_mark_names_its_line(small_class: Path) -> None:
    run_course(small_class, "agreement", "--sheet", "1")
    sheet = small_class / "kelas" / "reports" / "lembar-penilai.xlsx"
    rows = pd.DataFrame(by_column(read_cells(sheet, "lembar")))
    path = small_class / "penilai.csv"
    rows.assign(poin="99").to_csv(path, index=False)
    with pytest.raises(CourseError, match=r"penilai\.csv, baris 2: poin '99' bukan angka"):
        sheets.rater_marks(small_class, [path])
    rows.drop(columns="poin").to_csv(path, index=False)
    with pytest.raises(CourseError, match="kolom 'poin' tidak ada"):
        sheets.rater_marks(small_class, [path])


BANKS = [p.parent.parent.name for p in sorted(REPOSITORY.glob("source/*/authors/bank.jsonl"))]


@cache
def judged(lesson: str) -> list[list[list[Judged]]]:
    """Every answer of a lesson's bank, by each person, graded once for all who ask."""
    return [*judge_all(lessons.load(REPOSITORY, lesson))]


@pytest.mark.long
@pytest.mark.parametrize("lesson", BANKS)
def test_every_line_of_a_bank_can_be_judged(lesson: str) -> None:
    assert judged(lesson)


@pytest.mark.parametrize("lesson", BANKS)
def test_precedents_are_what_the_bank_says(lesson: str) -> None:
    file = REPOSITORY / "source" / lesson / "authors" / precedents.FILE
    assert precedents.written(precedents.learn(judged(lesson))) == file.read_text("utf-8"), (
        "run: course agreement --keep"
    )


def test_people_s_marks_for_answers_alike_are_weighed() -> None:
    task = precedents.Task(("harga", "ajakan"), (1.0, 3.0))
    right, half = (False, (1.0, 1.0)), (False, (1.0, 0.0))
    for person in (1.0, 1.0, 0.9, 0.5):
        task.add(right, person)
    alone = task.outlook(right)
    # One of four, and three marks of the task's own: (1 + 1) of (4 + 20).
    assert alone.lower == pytest.approx((1 + 3 * 2 / 24) / (4 + 3))
    assert (alone.higher, alone.up, alone.down, alone.seen) == (0, 0, 0.5, 4)
    for person in (0.25, 1.0, 0.75):
        task.add(half, person)
    beside = task.outlook(half)
    near = math.exp(-(0.75**2 + 1) / 0.4**2)  # of what earned three quarters more
    assert beside.seen == pytest.approx(3 + 4 * near)
    assert beside.higher == pytest.approx((2 + 3 * 3 / 27) / (3 + 3), abs=0.01)
    assert beside.up == pytest.approx(0.875 - 0.25)
    assert beside.asks(doubted=False)
    held = task.outlook((True, (1.0, 1.0)))  # a guard holds it at 40 %
    assert held.lower > 0
    assert held.seen < task.outlook(right).seen


def test_many_who_agree_settle_a_doubt() -> None:
    task, right = precedents.Task(("harga",), (1.0,)), (False, (1.0,))
    assert task.outlook(right).asks(doubted=True)
    for _ in range(30):
        task.add(right, 1.0)
    assert not task.outlook(right).asks(doubted=True)
    record = {"criteria": [{"label": "harga", "share": 1.0}], "guard": None}
    assert task.pattern(record) == right
    assert task.pattern({**record, "guard": {"share": 0.0}}) == (True, (1.0,))
    assert task.pattern({**record, "criteria": [{"label": "ajakan", "share": 1.0}]}) is None


def test_precedents_that_cannot_be_read_are_named(small_class: Path) -> None:
    lesson = lessons.load(small_class, "pretest")
    file = small_class / "source" / "pretest" / "authors" / precedents.FILE
    assert precedents.precedents(lesson).keys() == {"K2-status-wa", *precedents.precedents(lesson)}
    for broken in ("{", "[]", '{"K2-status-wa": 3}', '{"K2-status-wa": {"criteria": []}}'):
        file.write_text(broken, "utf-8")
        with pytest.raises(CourseError, match=r"precedents\.json: tidak terbaca .* --keep"):
            precedents.precedents(lesson)
    file.unlink()
    assert precedents.precedents(lesson) == {}
    done = run_course(small_class, "agreement", "pretest", "--keep")
    assert (done.returncode, done.stdout) == (0, "✓ source/pretest/authors/precedents.json\n")
    shipped = REPOSITORY / "source" / "pretest" / "authors" / precedents.FILE
    assert file.read_bytes() == shipped.read_bytes()


def test_what_people_gave_for_answers_alike_is_listed(small_class: Path) -> None:
    assert doubts.doubts(small_class).empty
    file = small_class / "source" / "pretest" / "authors" / precedents.FILE
    found = json.loads(file.read_text("utf-8"))
    # Of ten answers like those of U01 and U04 (4 of 7) people gave six a fifth.
    found["K2-status-wa"]["seen"] = [[0, [1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0], 10, 6, 1.2, 0, 0.0]]
    file.write_text(json.dumps(found), "utf-8")
    listed = doubts.doubts(small_class).set_index("participant")
    assert {"U01", "U04"} <= set(listed.index)
    one = listed.loc["U01"]
    assert one["chance"] == pytest.approx((6 + 3 * 7 / 30) / 13, abs=0.01)
    assert (one["earned"], one["least"], one["most"]) == (4, 1.4, 4)
    assert one["why"] == (
        "5 dari 10 jawaban yang nilainya seperti ini diberi nilai lain oleh orang, "
        "jauh lebih rendah"
    )
    # What somebody gives in this class counts as well: she agreed with the grader.
    with Gradebook(f"sqlite:///{small_class / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("K2-status-wa", "pretest", "pretest", "U04").manual_score = 4
        gradebook.db.commit()
    after = doubts.doubts(small_class).set_index("participant")
    assert "U04" not in after.index
    assert after.loc["U01", "chance"] == pytest.approx((6 + 3 * 7 / 31) / 14, abs=0.01)


@pytest.mark.long
def test_a_doubt_is_listed_until_a_person_has_given_points(small_class: Path) -> None:
    assert doubts.doubts(small_class).empty
    (small_class / "source" / "pretest" / "authors" / precedents.FILE).unlink()
    path = small_class / "submitted" / "U07" / "pretest" / "answers.json"
    answers = json.loads(path.read_text("utf-8"))
    terse = "Sambal bawang pedas gurih. Rp25.000, 150 ml. Stok 12 botol sampai Jumat. Chat"
    answers["answers"]["status-wa"]["value"]["status"] = terse
    path.write_text(json.dumps(answers), "utf-8")
    graded = run_course(small_class, "grade", "pretest")
    assert graded.returncode == 0, graded.stderr
    (one,) = doubts.doubts(small_class).to_dict("records")
    assert (one["participant"], one["cell"], one["indicator"]) == ("U07", "K2-status-wa", "K2")
    assert (one["earned"], one["least"], one["most"]) == (7, 1.75, 7)
    assert "tanpa kata penyambung" in one["why"]
    (band,) = doubts.bands(small_class, doubts.doubts(small_class)).to_dict("records")
    people = 4
    assert band["high"] == band["mean"]
    assert band["mean"] - band["low"] == pytest.approx(100 * 5.25 / (7 * people))
    said = run_course(small_class, "agreement").stdout
    assert "1 jawaban kelas ini perlu dilihat orang" in said
    page = (small_class / "kelas" / "reports" / "agreement.html").read_text("utf-8")
    assert "Perlu dilihat orang: 1 jawaban" in page
    with Gradebook(f"sqlite:///{small_class / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("K2-status-wa", "pretest", "pretest", "U07")
        grade.manual_score = 6
        gradebook.db.commit()
    assert doubts.doubts(small_class).empty
    marks = agreement.class_marks(small_class)
    assert marks[["cell", "person", "grader"]].to_numpy().tolist() == [["K2-status-wa", 6 / 7, 1.0]]


WRITTEN = {
    (lesson.name, exercise)
    for lesson in lessons.load_all(REPOSITORY).values()
    for exercise in {cell.exercise for cell in lesson.criteria if "guard=" in cell.source}
}


@pytest.mark.parametrize(("lesson", "exercise"), sorted(WRITTEN))
def test_every_writing_task_has_answers_of_many_kinds_by_three_hands(
    lesson: str, exercise: str
) -> None:
    own = [one for one in read_bank(lessons.load(REPOSITORY, lesson)) if one.exercise == exercise]
    assert len(own) >= 30
    assert len({one.hand for one in own}) >= 3
    assert {"dictated", "short", "jawa", "capitals", "copied", "keywords"} <= {
        one.kind for one in own if one.part == "test"
    }
    assert 4 * sum(one.part == "test" for one in own) >= len(own)


NO_ANSWERS = {
    "copied", "keywords", "negated", "other-question", "other_question", "wrong-goods", "wrong-price",
    "wrong-facts", "boast", "empty-polite", "polite", "polite and empty", "empty", "repeated", "story",
    "swapped", "other", "wrong", "wish", "wrong-name", "wrong-sum",
}  # fmt: skip
"""Kinds of writer who do not do what is asked."""


UNUSUAL = ["AJ", "AL", "AN"]
"""Hands that were asked for words, trades and tongues that nobody else would use (docs/agreement.md)."""


NEW = ["AU", "AV", "AW"]
"""Hands of people who had seen no checker, seven honest kinds of ten, never mended by (half of AV was)."""


def of_bank(lesson: Lesson) -> list[list[list[Judged]]]:
    return judged(lesson.name)


@pytest.mark.long
def test_the_grader_agrees_with_people_on_answers_it_was_not_mended_by(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Two hands, E and F; F gives nothing for the content of copies and lists (docs/agreement.md).
    monkeypatch.setattr(agreement, "judge_all", of_bank)
    every, rated = agreement.bank_marks(REPOSITORY, part="test")
    marks = every[~every["hand"].isin(UNUSUAL)]
    found = agreement.summary(marks)
    assert found["n"] >= 800
    assert found["equal"] >= 0.9
    assert found["kappa"] >= 0.9
    assert abs(found["error"]) <= 3
    # Of what a person is asked to look at she gives nearly half other points.
    assert found["unsure"] <= 0.09
    whole = marks[marks["label"] == ""]
    far = (whole["person"] - whole["grader"]).abs() >= agreement.CLOSE
    assert far[whole["unsure"]].mean() >= 0.4
    assert found["left"] <= 0.8 * found["far"]
    honest = whole[~whole["kind"].isin(NO_ANSWERS)]
    assert honest["unsure"].mean() <= 0.05
    raters = sheets.between_raters(rated)
    assert agreement.summary(raters)["n"] >= 2000
    # Nearly half of the bank does not do what is asked: there people differ as well, and the grader
    # misses more (docs/agreement.md, "What was learned").
    answering = agreement.summary(marks[~marks["kind"].isin(NO_ANSWERS)])
    assert answering["n"] >= 1500
    assert answering["equal"] >= 0.97
    assert answering["far"] <= 0.05
    others = agreement.summary(marks[marks["kind"].isin(NO_ANSWERS)])
    people = agreement.summary(raters[raters["kind"].isin(NO_ANSWERS)])
    assert others["n"] >= 1000
    # Two who share one guide (AP, AU, AW) agree in 96 to 98 %: more than those before them (87 %).
    assert others["equal"] >= people["equal"] - 0.05
    assert others["kappa"] >= people["kappa"] - 0.05
    kinds = agreement.by(marks, ["kind"]).set_index("kind")
    # Who dictates, writes Javanese, writes short or in capitals must not lose for it.
    for kind in ("dictated", "jawa", "sunda", "short", "capitals", "typos"):
        assert abs(kinds.loc[kind, "error"]) <= 3.5, kind
    assert abs(kinds.loc["mixed", "error"]) <= 5
    for hand in UNUSUAL:
        unusual = every[(every["hand"] == hand) & ~every["kind"].isin(NO_ANSWERS)]
        assert abs(agreement.summary(unusual)["error"]) <= 5, hand
    whole = marks[(marks["label"] == "") & marks["kind"].isin(["copied", "keywords"])]
    assert (whole["grader"] <= 0.4 + 1e-9).mean() >= 0.6
    # New people in the mixture of a class: the goals themselves, and each kind of writer.
    new = every[every["hand"].isin(NEW)]
    found = agreement.summary(new)
    assert found["n"] >= 1000
    assert found["equal"] >= 0.945
    assert found["kappa"] >= 0.85
    assert abs(found["error"]) <= 2
    assert found["far"] <= 0.055
    kinds = agreement.by(new, ["kind"]).set_index("kind")
    for kind in ("dictated", "jawa", "short", "capitals", "copied", "keywords"):
        assert abs(kinds.loc[kind, "error"]) <= (7 if kind == "keywords" else 5), kind
