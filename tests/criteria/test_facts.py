"""Facts that age: read once, stated rightly in the lessons, and said when they expire."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import REPOSITORY

from course import CourseError, criteria, lessons
from course.cli import course as command_line
from course.criteria.facts import fact, facts, misstated, stale
from course.lessons import commands
from course.lessons.check import check_lesson

HEAD = "fact,value,source,checked,expires\n"
GOOD = HEAD + "batas,5,sumber,2026-11-01,2027-05-01\n"


def test_every_fact_has_a_source_and_dates_in_order() -> None:
    assert len(facts()) >= 15
    for one in facts().values():
        assert one.source
        assert one.checked < one.expires, one.name


def test_criteria_read_facts() -> None:
    assert criteria.fact("hashtag-limit") == fact("hashtag-limit") == "5"
    with pytest.raises(CourseError, match="tidak ada di facts"):
        fact("tidak-ada")


@pytest.mark.parametrize(
    ("line", "says"),
    [("batas,,sumber,2026-11-01,2027-05-01", "kosong"), ("lain,5,,2026-11-01,2027-05-01", "kosong"),
     ("lain,5,sumber,kemarin,2027-05-01", "tidak terbaca"), ("lain,5,sumber", "tidak terbaca"),
     ("batas,6,sumber,2026-11-01,2027-05-01", "dua kali")],
)  # fmt: skip
def test_a_bad_line_is_named(line: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(GOOD + line + "\n", "utf-8")
    with pytest.raises(CourseError, match=f"facts.csv, baris 3.*{says}"):
        facts(path)


def test_expired_facts_are_named_with_their_source() -> None:
    last = max(one.expires for one in facts().values())
    assert len(stale(last)) == len(facts())
    assert stale(dt.date(2026, 11, 22)) == []
    halal = facts()["halal-food-micro"]
    (line,) = [x for x in stale(halal.expires) if "halal-food-micro" in x]
    assert "bpjph" in line
    assert "2026-11-21" in line


@pytest.mark.parametrize(
    "text",
    ["paling banyak 5<!-- fact: hashtag-limit --> tagar", "**5**<!-- fact: hashtag-limit -->",
     "mulai 18 Oktober 2026<!--fact:halal-food-micro-->", "1.024<!-- fact: catalogue-image-advised --> titik",
     "Rp500.000<!-- fact: qris-free-limit -->", "tanpa tanda"],
)  # fmt: skip
def test_prose_that_states_the_fact_agrees(text: str) -> None:
    assert list(misstated(text, prose=True)) == []


@pytest.mark.parametrize(
    "text",
    ["paling banyak 30<!-- fact: hashtag-limit --> tagar", "15<!-- fact: hashtag-limit -->",
     "5 tagar<!-- fact: hashtag-limit -->", "2.5<!-- fact: hashtag-limit -->",
     "mulai 17 Oktober 2026<!-- fact: halal-food-micro -->", "5<!-- fact: tidak-ada -->"],
)  # fmt: skip
def test_prose_that_does_not_is_named(text: str) -> None:
    assert len(list(misstated(text, prose=True))) == 1


def test_code_states_a_fact_anywhere_in_its_cell() -> None:
    cell = '# fact: catalogue-image-side\nhelp="Paling kecil 500 x 500 titik."'
    assert list(misstated(cell, prose=False)) == []
    assert len(list(misstated(cell.replace("500", "600"), prose=False))) == 1
    assert len(list(misstated(cell.replace("500", "1.500"), prose=False))) == 1


def test_check_names_the_lesson_with_an_old_number(course_root: Path) -> None:
    path = course_root / "source" / "m3-foto-katalog" / "m3-foto-katalog.ipynb"
    text = path.read_text("utf-8")
    assert "500<!-- fact: wa-catalogue-items -->" in text
    path.write_text(text.replace("500<!-- fact: wa", "300<!-- fact: wa", 1), "utf-8")
    assert any(
        "fakta 'wa-catalogue-items' seharusnya 500" in p
        for p in check_lesson(lessons.load(course_root, "m3-foto-katalog"))
    )


def test_check_warns_of_expired_facts_and_does_not_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    monkeypatch.setattr(commands, "stale", lambda _today: ["fakta 'contoh' perlu diperiksa lagi"])
    monkeypatch.setattr(commands, "check_lessons", lambda _root: [])
    done = CliRunner().invoke(command_line, ["check"])
    assert done.exit_code == 0, done.output
    assert "! fakta 'contoh' perlu diperiksa lagi" in done.output
    assert "siap dirilis" in done.output
