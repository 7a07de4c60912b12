"""Figures that read as what they are: keys by form, losses once, means that say over what."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd
import pytest
from conftest import REPOSITORY
from made_class import TESTS, first_answers, hand_in, new_class, quick_model, scores

from course import lessons
from course.evaluation import cohort as reading
from course.evaluation import items as items_of
from course.evaluation import results as making
from course.evaluation.attrition import estimate_table, flow_table
from course.evaluation.changes import change_table, mean_changes
from course.evaluation.cohort import read_cohort
from course.evaluation.five import Shown
from course.evaluation.items import option_table, reliability_table
from course.evaluation.percents import common, means, one_set
from course.evaluation.records import ANSWER_COLUMNS
from course.evaluation.results import Results, read_results
from course.indicators import paper_codes
from course.lessons.forms import load_asked
from course.reports import change_tables
from course.reports.figures import flow
from course.reports.item_tables import option_sheet
from course.reports.language import language, rounded
from course.reports.paragraph import paragraph

DAY = "2026-10-26"
PEOPLE = [f"U{n:02d}" for n in range(1, 10)]


def percents_of(
    codes: Sequence[str] = tuple(paper_codes()), people: Sequence[str] = tuple(PEOPLE)
) -> pd.DataFrame:
    rows = [
        (who, phase, code, 20.0 + 5 * n + (30 if phase == "post" else 0))
        for n, who in enumerate(people)
        for phase in ("pre", "post")
        for code in codes
    ]
    return pd.DataFrame(rows, columns=["participant", "phase", "indicator", "percent"])


# Options: the key of each form.


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """A class whose posttest asks one question with another key, another with other options."""
    root = new_class(tmp_path / "kelas", [(who, "MH01", DAY) for who in PEOPLE])
    (root / "source").unlink()
    for name in TESTS:  # of one form, asked twice
        shutil.copytree(REPOSITORY / "source" / "pretest", root / "source" / name)
        path = root / "source" / name / f"{name}.ipynb"
        notebook = nbformat.read(path.with_name("pretest.ipynb"), as_version=4)
        path.with_name("pretest.ipynb").unlink()
        del notebook.metadata["lesson"]["form"]
        nbformat.write(notebook, path)
    return root


def change_cell(root: Path, name: str, cell: str, old: str, new: str) -> None:
    path = root / "source" / name / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    (found,) = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == cell]
    assert old in found.source
    found.source = found.source.replace(old, new)
    nbformat.write(notebook, path)


def chosen(exercise: str, by_test: Mapping[str, Sequence[str]], field: str = "jawaban") -> Any:
    rows = [
        (who, name, exercise, field, "choice", (option,), False, "")
        for name, options in by_test.items()
        for who, option in zip(PEOPLE, options, strict=False)
    ]
    return pd.DataFrame(rows, columns=ANSWER_COLUMNS)


def option_rows(root: Path, answers: pd.DataFrame, exercise: str) -> list[tuple[str, ...]]:
    table = option_table(root, answers, scores(dict.fromkeys(PEOPLE, TESTS)))
    made = option_sheet(language("id"), Results(**{**dict.fromkeys(FIELDS), "options": table}))
    starts = [n for n, row in enumerate(made.rows) if row[0]]
    found: list[tuple[str, ...]] = []
    for place in starts:
        if made.rows[place][0].startswith(exercise):
            end = next((n for n in starts if n > place), len(made.rows))
            found += made.rows[place:end]
    return found


FIELDS = list(Results.__dataclass_fields__)


def key_of(name: str, cell: str) -> str:
    source = next(c.source for c in lessons.load(REPOSITORY, name).criteria if c.grade_id == cell)
    found = re.search(r'chose\(answer\.jawaban, "([^"]+)"', source)
    assert found, source
    return found[1]


def test_a_key_that_moved_is_marked_in_its_own_form(forms: Path) -> None:
    right = key_of("pretest", "P1-tujuan")
    definition = lessons.load(REPOSITORY, "pretest").definitions["tujuan"]
    other = next(key for key in definition.fields[0].options if key != right)  # type: ignore[attr-defined]
    change_cell(forms, "posttest", "P1-tujuan", f'"{right}"', f'"{other}"')
    answers = chosen("tujuan", {"pretest": [right] * 9, "posttest": [other] * 7 + [right] * 2})
    rows = option_rows(forms, answers, "tujuan")
    before = [row for row in rows if "✓" in row[1] and row[2] != "–"]
    after = [row for row in rows if "✓" in row[1] and row[3] != "–"]
    assert [row[2] for row in before] == ["9 (100%)"]
    assert [row[3] for row in after] == ["7 (78%)"]
    assert all(row[2] == "–" or row[3] == "–" for row in rows)  # no row speaks of both forms
    assert {"tujuan (tes awal)", "tujuan (tes akhir)"} <= {row[0] for row in rows}


def test_a_form_with_other_options_or_another_order_has_its_own_rows(forms: Path) -> None:
    definition = lessons.load(REPOSITORY, "pretest").definitions["katalog"]
    keys = list(definition.fields[0].options)  # type: ignore[attr-defined]
    source = forms / "source" / "posttest" / "posttest.ipynb"
    label = definition.fields[0].options[keys[0]]  # type: ignore[attr-defined]
    text = source.read_text("utf-8")
    source.write_text(text.replace(label, "Kalimat yang lain sama sekali"), "utf-8")
    answers = chosen("katalog", {name: [keys[0]] * 9 for name in TESTS})
    rows = option_rows(forms, answers, "katalog")
    assert {"katalog (tes awal)", "katalog (tes akhir)"} <= {row[0] for row in rows}
    assert any("Kalimat yang lain" in row[1] and row[2] == "–" for row in rows)


def test_a_form_that_is_the_same_has_one_row_an_option(forms: Path) -> None:
    answers = chosen("katalog", {name: ["x"] * 9 for name in TESTS})
    rows = option_rows(forms, answers, "katalog")
    definition = lessons.load(REPOSITORY, "pretest").definitions["katalog"]
    assert len(rows) == len(definition.fields[0].options)  # type: ignore[attr-defined]
    assert rows[0][0] == "katalog"


def test_the_guess_level_is_that_of_the_test_it_is_held_against(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(making, "guess_table", lambda _, name: asked.append(name))
    for took in (TESTS, TESTS[:1]):
        cohort = type("C", (), {"scores": scores({"U01": took})})()
        making._guesses(REPOSITORY, cohort)
    assert asked == ["posttest", "pretest"]


# Losses, drawn once.


def flow_of(**steps: Sequence[str]) -> pd.DataFrame:
    rows = [
        (who, phase, code, 50.0)
        for phase in ("pre", "post", "delayed")
        for who in steps.get(phase, ())
        for code in paper_codes()
    ]
    columns = ["participant", "phase", "indicator", "percent"]
    return flow_table(
        pd.DataFrame(rows, columns=columns), set(steps["registered"]), set(steps["practised"])
    )


@pytest.mark.parametrize(
    ("pre", "practised", "post", "lost"),
    [
        ("abcdefghij", "abcdefghi", "abcdefghi", [0, 0, 0, 1, 0, 0, 0]),  # the example class
        ("abcdefghij", "abcdef", "abcdefghi", [0, 0, 0, 1, 0, 0, 0]),  # skips a lesson, comes back
        ("abcdefgh", "abcdefgh", "abcde", [0, 0, 2, 0, 3, 0, 0]),
        ("abcdefgh", "", "abcdefghij", [0, 0, 0, 0, 0, 2, 0]),  # no pretest: not analysed
        ("", "", "", [0, 0, 10, 0, 0, 0, 0]),
    ],
)
def test_everybody_is_lost_once_at_most(
    pre: str, practised: str, post: str, lost: list[int]
) -> None:
    table = flow_of(registered="abcdefghij", pre=pre, practised=practised, post=post)
    assert table["lost_here"].tolist() == lost
    assert sum(lost) == table["n"].iloc[0] - table["n"].iloc[-1]
    drawn = [
        int(match[1])
        for text in flow(language("id"), table).axes[0].texts
        if (match := re.match(r"(\d+) orang", text.get_text()))
    ]
    assert drawn == [n for n in lost if n]


def test_the_delayed_test_comes_last_and_counts_who_was_complete_and_did_not_come() -> None:
    every = "abcdefgh"
    table = flow_of(registered=every, pre=every, practised="", post="abcdefg", delayed="abch")
    assert table["step"].tolist()[-3:] == ["analysed", "complete", "delayed"]
    assert table["n"].tolist()[-3:] == [7, 7, 4]
    assert table["lost_here"].tolist() == [0, 0, 0, 0, 0, 1, 0, 4]  # h came back
    boxes = flow(language("id"), table).axes[0].patches
    assert len({box.get_facecolor() for box in boxes}) == 2  # complete alone is in colour


# Means that say over what.


def test_a_mean_of_six_says_so_and_which_is_missing() -> None:
    six = [code for code in paper_codes() if code != "P1"]
    table = change_table(percents_of(six), least=5)
    last = means(table).iloc[-1]
    assert last["without"] == ("P1",)
    assert last["over"] == tuple(six)
    words = language("id")
    row = change_tables.indicator_sheet(words, table).rows[-1]
    assert row[0] == "Rata-rata 6 dari 7 indikator (tanpa P1)"
    group = means(table).set_index("name").loc["mean_knowledge"]
    assert group["without"] == ("P1",)
    english = change_tables.indicator_sheet(language("en"), table).rows[-1]
    assert english[0] == "Mean of 6 of 7 indicators (without P1)"


def test_the_people_s_means_leave_out_an_indicator_nobody_has_and_say_so() -> None:
    six = [code for code in paper_codes() if code != "P1"]
    row = mean_changes(percents_of(six), least=5).iloc[-1]
    assert (row["n"], row["without"]) == (9, ("P1",))
    assert row["gain"] == pytest.approx(30.0)
    sheet = change_tables.mean_sheet(language("id"), mean_changes(percents_of(six), least=5))
    names = [line[0] for line in sheet.rows]
    assert "Rata-rata 6 dari 7 indikator (tanpa P1)" in names
    assert "Rata-rata Pengetahuan, 1 dari 2 indikator (tanpa P1)" in names
    whole = change_tables.mean_sheet(language("id"), mean_changes(percents_of(), least=5))
    assert whole.rows[-1][0] == "Rata-rata indikator utama"


def test_an_indicator_of_few_is_left_out_of_the_mean_like_one_of_nobody() -> None:
    three = pd.concat(
        [percents_of([c for c in paper_codes() if c != "K2"]), percents_of(["K2"], PEOPLE[:3])]
    )
    row = mean_changes(three, least=5).iloc[-1]
    assert (row["n"], row["without"]) == (9, ("K2",))
    assert means(change_table(three, least=5)).iloc[-1]["without"] == ("K2",)


# Alpha by scale.


def test_alpha_is_of_one_scale_each() -> None:
    table = reliability_table(scores(dict.fromkeys(PEOPLE, TESTS)))
    assert set(table["scale"]) == {"P", "K", "S1", "S2"}
    known = table.set_index(["phase", "scale"])["items"]
    assert (known["pre", "P"], known["pre", "K"], known["pre", "S1"]) == (8, 3, 8)


# A test left half way.


@pytest.fixture
def left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nine took both tests; U04 stopped after pasang-aplikasi, U05 left persen-klik blank."""
    root = new_class(tmp_path / "kelas", [(who, "MH01", DAY) for who in PEOPLE])
    every = {name: first_answers(name) for name in TESTS}
    frame = scores(dict.fromkeys(PEOPLE, TESTS), seed=1)
    for who in PEOPLE:
        for name in TESTS:
            given = dict(every[name])
            if (who, name) == ("U04", "posttest"):
                order = list(load_asked(root, name).definitions)
                late = order[order.index("pasang-aplikasi") + 1 :]
                given = {key: value for key, value in given.items() if key not in late}
                given["sikap-semangat"] = {}  # looked at, not answered
            if (who, name) == ("U05", "posttest"):
                given.pop("persen-klik")
            hand_in(root, who, name, given)
    zero = (frame["participant"] == "U04") & (frame["lesson"] == "posttest")
    zero &= frame["cell"].str.startswith(("P1", "K2", "K3", "S2"))
    zero |= (
        (frame["participant"] == "U05")
        & (frame["lesson"] == "posttest")
        & (frame["cell"] == "P1-persen")
    )
    frame.loc[zero, "score"] = 0.0
    monkeypatch.setattr(reading, "read_scores", lambda *_: frame)
    monkeypatch.setattr("course.evaluation.statistics.missing.mixed_model", quick_model)
    monkeypatch.setattr(making, "guess_table", lambda *_: None)
    monkeypatch.setattr(items_of, "option_points", lambda *a: dict.fromkeys(a[-1].options, 0.0))
    return root


def test_what_was_never_reached_is_missing_and_a_blank_in_the_middle_is_zero(left: Path) -> None:
    found = read_cohort(left)
    own = found.percents.set_index(["participant", "phase", "indicator"])["percent"]
    assert np.isnan(own["U04", "post", "K2"])
    assert np.isnan(own["U04", "post", "K3"])
    assert own["U04", "post", "K1"] >= 0
    assert own["U05", "post", "P1"] >= 0  # a blank in the middle counts
    zero = found.as_zero.set_index(["participant", "phase", "indicator"])["percent"]
    assert (zero["U04", "post", "K2"], zero["U04", "post", "K3"]) == (0.0, 0.0)
    assert found.ungraded == 0
    assert found.stopped.to_dict("records") == [
        {"participant": "U04", "phase": "post", "last": "pasang-aplikasi", "left": 7}
    ]


@pytest.mark.long
def test_who_left_a_test_half_way_is_in_no_figure_of_change_and_counted(left: Path) -> None:
    found = read_results(left)
    assert set(found.indicators["n"]) == {8}  # also of P2, which U04 has: 9 - 8 would be U04
    both = found.estimates.set_index(["indicator", "estimate"])
    assert both.loc[("K2", "matched"), "n"] == 8
    assert both.loc[("K2", "left_as_zero"), "n"] == 9
    assert np.isnan(both.loc[("K2", "left_as_zero"), "gain"])  # beside matched it would be U04's
    assert both.loc[("K1", "left_as_zero"), "gain"] == both.loc[("K1", "matched"), "gain"]
    data = found.tables()["peserta"].set_index(["participant", "phase", "indicator"])
    assert np.isnan(data.loc[("U04", "post", "K2"), "percent"])
    assert data.loc[("U04", "post", "K2"), "percent_if_zero"] == 0.0
    counted = found.people.set_index("participant")["counted"]
    assert not counted["U04"].any()
    assert counted.drop("U04").all()
    sheet = change_tables.estimate_sheet(language("id"), found)
    assert "Yang ditinggalkan dihitung 0 [IK 95%]" in sheet.heads
    assert any(note.startswith("Yang ditinggalkan dihitung 0 (P1, K2, K3") for note in sheet.notes)
    items = found.items.set_index("cell")
    assert (items.loc["K2-status-wa", "n_post"], items.loc["K2-status-wa", "blank_post"]) == (8, 0)
    assert (items.loc["P1-persen", "n_post"], items.loc["P1-persen", "blank_post"]) == (8, 1)
    (row,) = change_tables.incomplete_sheet(language("id"), found).rows
    reason = "berhenti di tengah tes sesudah pasang-aplikasi; 7 soal tidak dicapai"
    assert row == ("U04", "tes akhir", "P1, K2, K3, S2", reason)


def test_points_a_person_gave_are_kept_where_nothing_was_answered(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = reading.read_scores(left)
    here = (
        (frame["participant"] == "U04")
        & (frame["lesson"] == "posttest")
        & (frame["cell"] == "K2-status-wa")
    )
    frame.loc[here, "score"] = 3.0  # on paper, say
    monkeypatch.setattr(reading, "read_scores", lambda *_: frame)
    own = read_cohort(left).percents.set_index(["participant", "phase", "indicator"])["percent"]
    assert own["U04", "post", "K2"] == pytest.approx(100 * 3 / 7)


def test_without_the_other_count_there_is_no_such_estimate() -> None:
    assert "left_as_zero" not in set(estimate_table(percents_of(["K2"]), ["K2"])["estimate"])


# One headline, and every number of it in a table.


def numbers_in(text: str) -> list[float]:
    names = r"\b[PKS]\d\b|IK 95%|p terkoreksi < 0,05|Tabel \d|\(2021\)"
    plain = re.sub(names, "", text).replace("−", "-")
    return [float(n.replace(",", ".")) for n in re.findall(r"[-+]?\d+(?:,\d+)?", plain)]


@pytest.mark.long
def test_every_number_of_the_ready_paragraph_is_in_a_table(left: Path) -> None:
    found = read_results(left)
    text = paragraph(language("id"), found)
    facts = found.tables()["paragraf"].set_index("name")["value"]
    known = {float(rounded(abs(v), digits)) for v in facts.dropna() for digits in range(4)} | {0.0}
    missing = [n for n in numbers_in(text) if abs(n) not in known]
    assert not missing, (missing, text)
    row = found.means.iloc[-1]
    assert facts["gain"] == row["gain"]
    assert facts["complete"] == row["n"]
    rows = found.tables()["rata-rata-baris"].set_index("name").loc["mean_indicators"]
    assert facts["rows_gain"] == rows["gain"]
    flow_ = found.flow.set_index("step")["n"]
    assert (facts["registered"], facts["both"]) == (flow_["registered"], flow_["analysed"])


@pytest.mark.long
def test_one_gain_is_the_headline_and_the_mean_of_the_rows_too(left: Path) -> None:
    found = read_results(left)
    text = paragraph(language("id"), found)
    assert text.count("poin persentase") == 1
    rows = found.tables()["rata-rata-baris"].set_index("name").loc["mean_indicators"]
    assert rows["gain"] == pytest.approx(found.means.iloc[-1]["gain"])
    assert "Angka perubahan tiap indikator dan rata-ratanya memakai 8 orang yang sama" in text
    assert "berselisih" not in text
    names = [row[0] for row in change_tables.mean_sheet(language("id"), found.means).rows]
    assert not [name for name in names if "kelompok" in name]  # no third headline


def test_where_rows_are_of_more_people_their_mean_is_explained_beside_the_headline() -> None:
    every = {name: [f"U{n:02d}" for n in range(1, 16)] for name in paper_codes()}
    every["K2"] = every["K2"][:9]
    whole = pd.concat([percents_of([code], own) for code, own in every.items()])
    inside = one_set(whole, Shown(), paper_codes())
    table = change_table(inside, least=5).set_index("indicator")
    assert table["n"].to_dict() == dict.fromkeys(paper_codes(), 15) | {"K2": 9}
    assert mean_changes(inside, least=5)["n"].tolist() == [9] * 5
    one_less = whole[(whole["participant"] != "U03") | (whole["indicator"] != "S2")]
    table = change_table(one_set(one_less, Shown(), paper_codes()), least=5).set_index("indicator")
    # K2 of 9 beside the 8 of the means would tell of U03; the others are of seven more than those.
    assert table["n"].to_dict() == dict.fromkeys(paper_codes(), 15) | {"K2": 8, "S2": 14}


def test_an_indicator_for_whose_sake_nobody_would_be_left_is_taken_out() -> None:
    codes = [f"U{n:02d}" for n in range(1, 11)]
    every = dict.fromkeys(paper_codes(), codes) | {"K2": codes[:6], "S1": codes[3:]}
    whole = pd.concat([percents_of([code], own) for code, own in every.items()])
    found = common(whole)
    assert found.people == set(codes[3:])
    assert set(found.over) == {*paper_codes()} - {"K2"}
    assert mean_changes(whole, least=5).iloc[-1]["without"] == ("K2",)
