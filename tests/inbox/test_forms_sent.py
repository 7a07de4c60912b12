"""Tests that come in two forms: one of them stands, what was drawn is held against what came."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY

from course.exercises.answers import Answers, Entry, dump, parse
from course.exercises.workbook import Workbook
from course.inbox.collect import collect
from course.inbox.merge import COUNT, LEAVE_OUT, LEFT_OUT, OTHER_FORM, Rule, Sending, merge_forms
from course.lessons.forms import every_asked
from course.people.roster import read_roster

ASKED = every_asked(REPOSITORY)
TEST = Rule(is_test=True)
RECEIVED = dt.datetime(2026, 11, 5, tzinfo=dt.UTC)


def sending(id_: str, asked: str, exercises: int, minute: int = 0, decided: str = "") -> Sending:
    """One that answers the first so many exercises of a test, whatever it answers."""
    names = list(ASKED[asked].definitions)[:exercises]
    at = dt.datetime(2026, 11, 2, 9, minute, tzinfo=dt.UTC)
    entries = {
        name: Entry(value={"x": "y"}, at=at, item=ASKED[asked].definitions[name].item)
        for name in names
    }
    form = "B" if asked.endswith("-b") else ""
    answers = Answers(lesson="pretest", form=form, participant="U07", answers=entries)
    return Sending(id_, answers, RECEIVED, Path(), decided)


WHOLE = len(ASKED["pretest"].definitions)


@pytest.mark.parametrize(
    ("sent", "stands"),
    [
        ([sending("a", "pretest", 3), sending("b", "pretest-b", 5, 9)], "B"),  # more of it
        ([sending("a", "pretest", WHOLE, 9), sending("b", "pretest-b", WHOLE - 1)], ""),  # whole
        ([sending("a", "pretest", WHOLE, 9), sending("b", "pretest-b", WHOLE)], "B"),  # the first
        ([sending("a", "pretest", 2, 0, COUNT), sending("b", "pretest-b", WHOLE)], ""),
        ([sending("a", "pretest", WHOLE, 0, LEAVE_OUT), sending("b", "pretest-b", 1)], "B"),
    ],
)
def test_of_one_person_one_form_stands_whatever_came_first(
    sent: list[Sending], stands: str
) -> None:
    merged = merge_forms(sent, ASKED, "pretest", TEST)
    shuffled = merge_forms(random.sample(sent, len(sent)), ASKED, "pretest", TEST)
    assert merged.answers is not None
    assert merged.answers == shuffled.answers
    assert merged.answers.form == stands
    own = {one.id for one in sent if one.answers.form == stands}
    assert set(merged.aside) == {one.id for one in sent} - own
    reasons = {LEFT_OUT if sent[0].decided == LEAVE_OUT else OTHER_FORM}
    assert set(merged.aside.values()) == reasons


def test_one_form_alone_is_merged_as_ever() -> None:
    parts = [sending("a", "pretest-b", 4), sending("b", "pretest-b", 7, 5)]
    merged = merge_forms(parts, ASKED, "pretest", TEST)
    assert merged.answers is not None
    assert len(merged.answers.answers) == 7
    assert merged.answers.form == "B"
    nothing = merge_forms([], ASKED, "pretest", TEST)
    assert nothing.answers is None


def test_a_page_in_another_form_says_test_and_form_in_one_word() -> None:
    raw = {"version": 1, "course": "kelas-umkm", "lesson": "posttest-tunda-b", "answers": {}}
    answers = parse(json.dumps(raw).encode(), "x").answers
    assert (answers.lesson, answers.form, answers.asked) == (
        "posttest-tunda", "B", "posttest-tunda-b",
    )  # fmt: skip
    again = parse(dump(answers), "x").answers
    assert again == answers
    plain = Answers(lesson="pretest")
    assert b"form" not in dump(plain)  # as it was before there were forms


def test_a_folder_holds_one_form(tmp_path: Path) -> None:
    definition = ASKED["pretest-b"].definitions["katalog"]
    book = Workbook(tmp_path, "pretest-b")
    book.save_participant("U07")
    book.save(definition, {"jawaban": "katalog"}, tries=1, helped=False)
    saved = parse((tmp_path / "answers.json").read_bytes(), "x").answers
    assert (saved.lesson, saved.form) == ("pretest", "B")
    other = Workbook(tmp_path, "pretest")
    with pytest.raises(ValueError, match="sudah berisi jawaban untuk buku pretest-b"):
        other.save(ASKED["pretest"].definitions["katalog"], {}, tries=1, helped=False)


def file(who: str, asked: str, answer: str) -> dict[str, Any]:
    item = ASKED[asked].definitions["katalog"].item
    entry = {"value": {"jawaban": answer}, "at": "2026-11-02T13:05:00+07:00", "item": item}
    return {"version": 1, "course": "kelas-umkm", "lesson": asked, "participant": who, "by": who,
            "token": "", "answers": {"katalog": entry}}  # fmt: skip


def test_who_answers_another_form_than_was_drawn_is_named_and_counted(
    small_class: Path, tmp_path: Path
) -> None:
    roster = small_class / "kelas/roster.csv"
    head = roster.read_text("utf-8").splitlines()[0]
    lines = [f"{who},MH01,,2026-10-26,tidak,x,y,{order}" for who, order in
             (("U11", "BA"), ("U12", "AB"), ("U13", "BA"), ("U14", ""))]  # fmt: skip
    roster.write_text("\n".join([head, *lines]) + "\n", "utf-8")
    box = tmp_path / "kiriman"
    box.mkdir()
    for who, asked, answer in (("U11", "pretest", "wab"), ("U12", "pretest-b", "katalog"),
                               ("U13", "pretest-b", "status"), ("U14", "pretest-b", "katalog")):  # fmt: skip
        (box / f"{who}.txt").write_text(json.dumps(file(who, asked, answer)), "utf-8")
    result = collect(small_class, box, read_roster(roster))
    assert len(result.accepted) == 4
    assert result.refused == []
    said = [line for line in result.notes if "bentuk" in line]
    assert [line[:4] for line in said] == ["U11,", "U12,"]
    assert "menjawab bentuk A, sedangkan undiannya bentuk B" in said[0]
    assert collect(small_class, box, read_roster(roster)).notes == []  # once is enough


def test_a_form_the_class_has_not_is_refused_beside_good_ones(
    small_class: Path, tmp_path: Path
) -> None:
    box = tmp_path / "kiriman"
    box.mkdir()
    for who, asked in (("U01", "pretest-c"), ("U08", "pretest")):
        sheet = file(who, "pretest", "wab") | {"lesson": asked}
        (box / f"{who}.txt").write_text(json.dumps(sheet), "utf-8")
    result = collect(small_class, box, read_roster(small_class / "kelas/roster.csv"))
    (line,) = [line for line in result.refused if line.startswith("U01")]
    assert "pelajaran 'pretest-c' tidak ada di kelas ini (yang ada: posttest, pretest)" in line
