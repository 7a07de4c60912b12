"""The papers' lines: every claim of a design note is about something that is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click import Context
from conftest import REPOSITORY, run_course

from course import CourseError, lessons
from course.cli import course as command_line
from course.lessons.coverage import INVENTORY, coverage, page

NOTES = {note.parent.parent.name: note for note in REPOSITORY.glob("source/*/authors/design.md")}


@pytest.fixture
def noted(course_root: Path) -> Path:
    """A course with the papers' lines and the notes beside them."""
    shutil.copytree(REPOSITORY / "docs", course_root / "docs")
    return course_root


@pytest.mark.long
def test_the_command_prints_the_page(noted: Path) -> None:
    done = run_course(noted, "check", "--coverage")
    assert done.returncode == 0, done.stderr
    assert page(coverage(REPOSITORY)) in done.stdout
    assert "85 lines: " in done.stdout


def test_every_line_of_the_papers_is_there_once() -> None:
    last = {"S0": 41, "S2": 21, "S3": 23}
    wanted = [f"{paper}-{n:02d}" for paper, most in last.items() for n in range(1, most + 1)]
    assert list(coverage(REPOSITORY)) == wanted
    whole = page(coverage(REPOSITORY))
    assert all(f"\n| {line} |" in whole for line in wanted)


def test_whatever_serves_a_line_exists() -> None:
    named = {by for line in coverage(REPOSITORY).values() for s in line.services for by in s.by}
    commands = {by.removeprefix("course ") for by in named if by.startswith("course ")}
    assert commands
    assert commands <= set(command_line.list_commands(Context(command_line)))
    assert {by for by in named if not by.startswith("course ")} <= set(lessons.names(REPOSITORY))


@pytest.mark.parametrize(
    ("row", "says"),
    [("| S0-42 | `m1-internet` | Duduk 1 |", "docs/catatan.md: S0-42 tidak ada"),
     ("| S9-01, S0-01 | `m1-internet` | Duduk 1 |", "S9-01"),
     ("| S0-01 | Duduk 1 |", "pelajaran 'kelas' tidak ada"),
     ("| S0-01 | `m9-mimpi` | semua |", "pelajaran 'm9-mimpi' tidak ada"),
     ("| S0-01 | `m2-akun-usaha` | Duduk 7 and 9: toko |", "Duduk 9"),
     ("| S0-01 | `m2-akun-usaha` | `status-ig` |", "status-ig")],
)  # fmt: skip
def test_a_claim_about_what_is_not_there_is_refused(noted: Path, row: str, says: str) -> None:
    note = noted / "docs" / "catatan.md"
    note.write_text(f"# Catatan\n\n## Inventory lines served\n\n{row}\n\n## Lain\n", "utf-8")
    with pytest.raises(CourseError, match=says):
        coverage(noted)


def test_a_new_note_is_found_by_itself(noted: Path) -> None:
    before = coverage(noted)["S3-04"].services
    (noted / "docs" / "baru.md").write_text(
        "## Inventory lines served\n\n| Line | By | Where |\n|---|---|---|\n"
        "| S3-04, S3-01 | `course report` | lembar |\n\n## Lain\n\n| S9-99 | x |\n", "utf-8"
    )  # fmt: skip
    found = coverage(noted)
    assert len(found["S3-04"].services) == len(before) + 1
    assert found["S3-01"].status == "served"
    assert found["S3-22"].status == "konteks"
    assert "| `course report`: lembar |" in page(found)


def test_without_notes_the_command_says_so(course_root: Path) -> None:
    done = run_course(course_root, "check", "--coverage")
    assert done.returncode == 2
    assert INVENTORY.name in done.stderr


@pytest.mark.parametrize("name", sorted(NOTES))
def test_a_lesson_s_note_states_its_grade_ids_and_points(name: str) -> None:
    text = NOTES[name].read_text("utf-8")
    rows = re.findall(r"\| (`[A-Z]+\d+-[^|]+`) \| ([\d., ]+) \|", text)
    stated = {
        id_.strip("`"): points
        for ids, numbers in rows
        for id_, points in zip(ids.split(", "), numbers.split(", "), strict=True)
    }
    cells = {c.grade_id: c.points for c in lessons.load(REPOSITORY, name).criteria}
    assert {key: float(value) for key, value in stated.items()} == cells
