"""The one gate: only who is on the list and has agreed is counted, in every figure and page."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest
from conftest import run_course
from made_class import TESTS, first_answers, hand_in, new_class, scores, write_roster
from small_workshop import new_workshop

from course import CourseError
from course.evaluation import cohort as reading
from course.evaluation.attrition import flow_table
from course.evaluation.cohort import Cohort, read_cohort
from course.evaluation.distribution import items
from course.evaluation.gate import outside, participants, require
from course.evaluation.person import partners, read_people
from course.evaluation.progress import notices, programme_state
from course.evaluation.workshop import read_workshop
from course.exercises.ballots import is_ballot
from course.files import Places
from course.people.program import find_program
from course.people.roster import course_roster
from course.reports.dashboard import who_sent

DAY = "2026-10-26"


def cohort_of(
    root: Path, took: Mapping[str, Sequence[str]], monkeypatch: pytest.MonkeyPatch, seed: int = 0
) -> Cohort:
    monkeypatch.setattr(reading, "read_scores", lambda *_: scores(took, seed))
    return read_cohort(root)


def test_eight_of_three_registered_is_impossible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster = [("U01", "MH01", DAY), ("U02", "MH01", DAY), ("U03", "MH02", DAY), ("U04", "MH02", "")]
    root = new_class(tmp_path / "kelas", roster)
    took = {f"U{n:02d}": TESTS for n in range(1, 9)}
    found = cohort_of(root, took, monkeypatch)
    assert set(found.percents["participant"]) == {"U01", "U02", "U03"}
    flow = flow_table(found.percents, found.registered, found.practised)
    assert flow.set_index("step")["n"].to_dict()["analysed"] == 3
    assert (flow["share"] <= 1).all()
    assert found.outside == {"U05", "U06", "U07", "U08"}
    assert found.kept_back == {"U04"}


@pytest.mark.parametrize("seed", range(6))
def test_no_roster_and_gradebook_count_more_than_are_registered(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    codes = [f"U{n:02d}" for n in range(1, 13)]
    roster = [
        (code, dice.choice(["MH01", "MH02", ""]), dice.choice([DAY, DAY, "", "besok"]))
        for code in codes
        if dice.random() < dice.choice([0.2, 0.6, 1.0])
    ] or [("U01", "", DAY)]
    root = new_class(tmp_path / "kelas", roster)
    if dice.random() < 0.5:
        rows = ["participant,mentor,token,consent", f"W01,,,{DAY}", f"{codes[3]},,,"]
        Places(root).workshop_list.write_text("\n".join(rows) + "\n", "utf-8")
    everyone = [*codes, "W01", "MH01", "root", "NS01"]
    took = {
        code: tuple(name for name in (*TESTS, "m1-internet") if dice.random() < 0.7)
        for code in everyone
    }
    for code, names in took.items():
        for name in names:
            if dice.random() < 0.7 and name in TESTS:
                hand_in(root, code, name, first_answers(name, ["tujuan"]))
    agreed = {code for code, _, day in roster if day == DAY}
    agreed -= {codes[3]} if Places(root).workshop_list.exists() else set()
    if not any(set(took[code]) & set(TESTS) for code in agreed):
        took |= dict.fromkeys(agreed, TESTS)
    if not agreed:
        with pytest.raises(CourseError, match="Belum ada tes"):
            cohort_of(root, took, monkeypatch, seed)
        return
    found = cohort_of(root, took, monkeypatch, seed)
    assert found.registered == agreed == participants(root)
    for seen in (found.percents["participant"], found.scores["participant"], found.answers["participant"],
                 found.practised, found.mentors, found.helped, {who for who, _ in found.blank}):  # fmt: skip
        assert set(seen) <= agreed
    flow = flow_table(found.percents, found.registered, found.practised)
    assert (flow["n"] <= len(agreed)).all()
    assert (flow["share"].dropna() <= 1).all()
    seen = {code for code, names in took.items() if set(names) & set(TESTS)}
    assert found.outside >= seen - agreed - found.kept_back - {"U04"}
    assert not found.outside & agreed


def test_without_any_list_everybody_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = new_class(tmp_path / "kelas", None)
    found = cohort_of(root, {"U01": TESTS, "root": TESTS}, monkeypatch)
    assert set(found.percents["participant"]) == {"U01", "root"}
    assert found.outside == frozenset()
    assert outside(root) == set()
    require(root, ["U01", "root"])  # raises nothing


def test_the_workshop_s_list_serves_where_there_is_no_other(tmp_path: Path) -> None:
    root = new_class(tmp_path / "kelas", None)
    rows = [f"W01,MH01,t1,{DAY}", f"W02,MH01,t2,{DAY}", "W03,MH01,t3,"]
    listed = "\n".join(["participant,mentor,token,consent", *rows])
    Places(root).workshop_list.parent.mkdir(exist_ok=True)
    Places(root).workshop_list.write_text(listed, "utf-8")
    assert participants(root) == {"W01", "W02"}
    write_roster(root, [("U01", "MH01", DAY), ("U02", "MH01", "")])
    assert participants(root) == {"U01"}
    hand_in(root, "W01", "evaluasi-peserta", {})
    assert outside(root) == set()
    hand_in(root, "W02", "pretest", first_answers("pretest", ["tujuan"]))
    assert outside(root) == {"W02"}


def test_who_is_outside_is_named_in_one_line(tmp_path: Path) -> None:
    root = new_class(tmp_path / "kelas", [("U01", "MH01", DAY), ("U02", "MH01", "")])
    for code in ("U01", "U02", "U99", "MH01"):
        hand_in(root, code, "pretest", first_answers("pretest", ["tujuan"]))
    (root / "autograded" / "root" / "pretest").mkdir(parents=True)
    hand_in(root, "MH01", "pendampingan", {})
    assert outside(root) == {"U99", "MH01", "root"}
    said = notices(root, dt.date(2026, 11, 20))
    assert any(line.startswith("MH01, U99, root: tidak ada di daftar peserta") for line in said)
    assert any(line.startswith("U02: belum ada tanggal persetujuan") for line in said)


def test_the_dashboard_counts_and_names_only_who_is_admitted(tmp_path: Path) -> None:
    roster = [(f"U{n:02d}", "MH01", DAY) for n in range(1, 6)] + [("U06", "MH01", "")]
    root = new_class(tmp_path / "kelas", roster)
    for code in ("U01", "U02", "U03", "U04", "U06", "U98", "U99"):
        hand_in(root, code, "pretest", first_answers("pretest", ["tujuan"]))
    sent = who_sent(root, "pretest")
    assert sent.codes == ("U01", "U02", "U03", "U04", "U05")
    assert sent.sent == {"U01", "U02", "U03", "U04"}
    (item,) = [one for one in items(root, "pretest") if one.exercise == "tujuan"]
    assert (item.n, item.hidden) == (4, True)


def test_pages_about_a_person_are_for_who_is_admitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.evaluation.person.read_scores", lambda *_: scores({}))
    root = new_class(tmp_path / "kelas", [("U01", "MH01", DAY), ("U02", "MH01", "")])
    hand_in(root, "U99", "pretest", first_answers("pretest", ["tujuan"]))
    assert partners(root, "MH01") == ["U01"]
    assert [person.code for person in read_people(root, ["U01"])] == ["U01"]
    with pytest.raises(CourseError, match="U99: tidak ada di daftar peserta"):
        read_people(root, ["U99"])
    with pytest.raises(CourseError, match="belum ada tanggal persetujuan"):
        read_people(root, ["U02"])


def test_the_state_of_the_programme_asks_only_who_is_admitted(tmp_path: Path) -> None:
    root = new_class(tmp_path / "kelas", [("U01", "MH01", DAY), ("U02", "MH01", "")])
    shutil.copy(Path(__file__).parents[2] / "examples" / "program.toml", Places(root).program)
    for code in ("U01", "U02"):
        hand_in(root, code, "pretest", first_answers("pretest", ["tujuan"]))
    program = find_program(root)
    assert program is not None
    states = programme_state(root, program, course_roster(root), dt.date(2026, 11, 20))
    came = {name: (n, of) for state in states for name, n, of in state.came}
    assert came["pretest"] == (1, 1)


@pytest.mark.parametrize("kind", ["needs", "week"])
def test_sheets_of_strangers_are_in_no_report(kind: str, tmp_path: Path) -> None:
    lesson = {"needs": "asesmen", "week": "catatan-mingguan"}[kind]
    root = new_class(tmp_path / "kelas", [("U01", "MH01", DAY)])
    inbox = Path(__file__).parents[2] / "examples" / "inbox"
    for code in ("U01", "U02"):
        (sent,) = inbox.glob(f"{lesson}_{code}_*.txt")
        lay(root, sent, code, lesson)
    done = run_course(root, "report", kind)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (Places(root).reports / f"{kind}.html").read_text("utf-8")
    assert "U01" in page
    assert "U02" not in page
    assert (
        "U02: tidak ada di daftar peserta, jadi jawabannya tidak dinilai dan tidak dihitung"
        in done.stdout
    )
    assert not (Places(root).reports / "needs" / "U02.html").exists()


def lay(root: Path, sent: Path, code: str, lesson: str) -> None:
    from course.exercises.answers import dump, parse

    folder = Places(root).submitted / code / lesson
    folder.mkdir(parents=True)
    folder.joinpath("answers.json").write_bytes(dump(parse(sent.read_bytes(), str(sent)).answers))


def test_a_keepsake_is_for_who_is_admitted(tmp_path: Path) -> None:
    root = new_class(tmp_path / "kelas", [("U01", "MH01", DAY)])
    hand_in(root, "U99", "pretest", first_answers("pretest", ["tujuan"]))
    done = run_course(root, "keepsake", "U99")
    assert done.returncode != 0
    assert "U99: tidak ada di daftar peserta" in done.stdout + done.stderr


def test_a_deleted_row_takes_its_person_out_of_the_figures(
    small_class: Path,
) -> None:
    before = read_cohort(small_class)
    assert set(before.percents["participant"]) == {"U01", "U04", "U07", "U08"}
    write_roster(small_class, [("U01", "MH01", DAY), ("U07", "MH04", DAY)])
    after = read_cohort(small_class)
    assert set(after.percents["participant"]) == {"U01", "U07"}
    assert after.outside == {"U04", "U08"}
    pd.testing.assert_frame_equal(
        before.percents[before.percents["participant"] == "U01"].reset_index(drop=True),
        after.percents[after.percents["participant"] == "U01"].reset_index(drop=True),
    )


def test_the_workshop_counts_only_who_registered_and_agreed(tmp_path: Path) -> None:
    new_workshop(tmp_path, seed=3)
    before = read_workshop(tmp_path)
    places = Places(tmp_path)
    of_the_course = "ZUA000001"
    for code in ("X91", "X92", "U01", of_the_course):
        shutil.copytree(next(places.submitted.glob("ZW*")), places.submitted / code)
    after = read_workshop(tmp_path)
    pd.testing.assert_frame_equal(before.opinions.items, after.opinions.items)
    pd.testing.assert_frame_equal(before.funnel, after.funnel)
    assert {"X91", "X92"} <= outside(tmp_path)
    assert not any(map(is_ballot, outside(tmp_path)))
