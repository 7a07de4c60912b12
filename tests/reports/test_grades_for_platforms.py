"""Grades for Moodle, Canvas and Classroom, read back by those systems' rules."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from conftest import run_course

from course.gradebook.scores import read_scores
from course.reports.platforms.grades import write_grades

PEOPLE = {
    "U01": ('Nuraéni, S.E. "Ning"', "ning@contoh.id"),
    "U04": ("Slamet", "slamet.u04@contoh.id"),
    "U07": ("=cmd|'/c calc'!A1", "+62811@contoh.id"),
    "U08": ("", ""),
}


@pytest.fixture
def named(small_class: Path) -> Path:
    path = small_class / "kelas" / "roster.csv"
    head, *rows = path.read_text("utf-8").splitlines()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*head.split(","), "name", "email"])
    writer.writerows([*row.split(","), *PEOPLE[row[:3]]] for row in rows)
    path.write_text(out.getvalue(), "utf-8")
    return small_class


def read(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file, strict=True)
    assert {len(row) for row in rows} == {len(head)}
    assert len(set(head)) == len(head), "an importer finds a column by its title"
    return head, rows


def points(root: Path, code: str, lesson: str) -> float:
    scores = read_scores(root)
    own = scores[(scores["participant"] == code) & (scores["lesson"] == lesson)]
    return float(own.loc[~own["cell"].str.startswith("S"), "score"].sum(skipna=False))


def test_moodle_finds_people_by_address_or_id(named: Path) -> None:
    done = run_course(named, "gradebook", "--for", "moodle")
    assert done.returncode == 0, done.stderr
    assert "Nuraéni" not in done.stdout + done.stderr
    path = named / "kelas" / "exports" / "nilai-moodle.csv"
    assert path.stat().st_mode & 0o77 == 0
    head, rows = read(path)
    assert head[:4] == ["First name", "Last name", "ID number", "Email address"]
    by_id = {row[2]: row for row in rows}
    assert by_id["U01"][0] + " " + by_id["U01"][1] == PEOPLE["U01"][0]
    assert by_id["U04"][:2] == ["Slamet", ""]
    assert by_id["U08"][:4] == ["U08", "", "U08", ""]
    assert by_id["U07"][0].startswith("'="), "no spreadsheet may run it"
    assert by_id["U07"][3] == "", "an address that a spreadsheet would take for a formula is none"
    for code in ("U01", "U04"):
        numbers = dict(zip(head[4:], by_id[code][4:], strict=True))
        assert all("," not in text and "'" not in text for text in numbers.values())
        assert float(numbers["Tes akhir"]) == pytest.approx(
            points(named, code, "posttest"), abs=0.005
        )


def test_canvas_has_its_columns_and_a_row_of_points(named: Path) -> None:
    head, (most, *rows) = read(write_grades(named, "canvas").path)
    assert head[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert most[0].strip() == "Points Possible"
    assert all(float(text) > 0 for text in most[5:])
    logins = {row[3]: row for row in rows}
    assert logins["ning@contoh.id"][2] == "", "an id Canvas does not know would be refused"
    assert [row[2] for row in rows if not row[3]] == ["U07", "U08"]
    for row in rows:
        for text, possible in zip(row[5:], most[5:], strict=True):
            assert text == "" or 0 <= float(text) <= float(possible)


def test_classroom_is_said_to_have_no_import(named: Path) -> None:
    done = run_course(named, "gradebook", "--for", "classroom")
    assert "tidak bisa mengimpor nilai" in done.stdout
    head, (most, *rows) = read(named / "kelas" / "exports" / "nilai-classroom.csv")
    assert head[:3] == ["Last Name", "First Name", "Email Address"]
    assert most[0] == "Points"
    assert len(rows) == len(PEOPLE)


def test_what_waits_for_a_person_is_empty_and_who_left_is_not_in_it(named: Path) -> None:
    import sqlite3

    with sqlite3.connect(named / "gradebook.db") as book:
        book.execute(
            "UPDATE grade SET auto_score = NULL, manual_score = NULL, needs_manual_grade = 1"
        )
    book.close()
    _, rows = read(write_grades(named, "moodle").path)
    assert {text for row in rows for text in row[4:]} == {""}
    assert run_course(named, "forget", "U01", "--yes").returncode in {0, 1}
    assert not (named / "kelas" / "exports" / "nilai-moodle.csv").exists()
    _, rows = read(write_grades(named, "moodle").path)
    assert [row[2] for row in rows] == ["U04", "U07", "U08"]
