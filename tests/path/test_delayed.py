"""The delayed test: made by releasing it, in the form taken first, up to the figures."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import Done, run_course

from course import lessons
from course.evaluation.cohort import read_cohort
from course.evaluation.instrument.forms import order_table
from course.inbox.submitted import submission
from course.lessons.check import check
from course.lessons.forms import DELAYED, load_asked
from course.phone.site import build_site

PROGRAM = """
[course]
name = "Kelas rekaan"
forms = true
start = 2025-10-27
end = 2025-11-23

[[stage]]
name = "Semua"
duration = "4 minggu"
start = 2025-10-27
end = 2025-11-23
in_charge = "dosen"
medium = ["WhatsApp"]
"""


def sent(root: Path, who: str, name: str) -> None:
    """Let ``who`` answer ``name`` as the phone sends it: in the authors' own words, all right."""
    lesson = load_asked(root, name)
    source = (lesson.items or lesson).path.parent.name
    answers = Path("source") / ("pretest" if source == DELAYED else source) / "authors/answers"
    entries: dict[str, Any] = {}
    for exercise, definition in lesson.definitions.items():
        (full, *_) = json.loads((root / answers / f"{exercise}.json").read_text("utf-8"))
        entries[exercise] = {
            "value": full["value"], "at": "2026-01-04T09:00:00+07:00", "tries": 1,
            "helped": False, "item": definition.item,
        }  # fmt: skip
    sheet = {"version": 1, "course": "kelas-umkm", "lesson": name, "participant": who, "by": who,
             "token": "", "answers": entries}  # fmt: skip
    (root / "kelas/inbox" / f"{name}_{who}_2026-01-04.txt").write_text(json.dumps(sheet), "utf-8")


def test_a_class_without_it_sees_nothing_of_it(small: Path) -> None:
    assert DELAYED not in lessons.names(small)
    assert not (small / "release" / DELAYED).exists()


def said(done: Done) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.long
def test_it_is_made_dated_answered_and_counted(small_class: Path, monkeypatch: Any) -> None:
    root = small_class
    program = root / "kelas/program.toml"
    program.write_text(PROGRAM, "utf-8")
    out = said(run_course(root, "release", DELAYED))
    assert "Tes tunda dibuka 28 Desember 2025 sampai 10 Januari 2026, 5 minggu sesudah" in out
    (days,) = tomllib.loads(program.read_text("utf-8"))["test"]
    assert f"{days['opens']} {days['closes']}" == "2025-12-28 2026-01-10"
    assert check(root, [DELAYED]) == []
    assert {path.name for path in (root / "release" / DELAYED).glob("*.ipynb")} == {
        f"{DELAYED}.ipynb",
        f"{DELAYED}-b.ipynb",
    }
    assert load_asked(root, f"{DELAYED}-b").definitions["katalog"].prompt.startswith("2. Di mana")

    monkeypatch.setattr("course.phone.exporter.executed", lambda notebook, *_, **__: notebook)
    assert build_site(root).lessons == ("pretest", "posttest", DELAYED)
    assert (root / "kelas/site" / f"{DELAYED}-b.html").is_file()

    sent(root, "U01", DELAYED)
    sent(root, "U07", f"{DELAYED}-b")
    said(run_course(root, "collect"))
    assert submission(root, "U07", DELAYED).asked == f"{DELAYED}-b"
    said(run_course(root, "grade"))
    cohort = read_cohort(root)
    late = cohort.percents[cohort.percents["phase"] == "delayed"]
    skills = late[late["indicator"].isin(["P1", "P2", "K1", "K2", "K3"])]
    assert set(late["participant"]) == {"U01", "U07"}
    assert (skills["percent"] == 100).all()
    forms = order_table(cohort.forms).set_index("participant")
    assert forms.loc["U07", ["pre", "post", "delayed"]].tolist() == ["B", "A", "B"]
    assert forms.loc["U01", ["pre", "post", "delayed"]].tolist() == ["A", "B", "A"]


@pytest.mark.long
def test_another_day_is_taken_and_a_strange_one_is_named(small_class: Path) -> None:
    (small_class / "kelas/program.toml").write_text(PROGRAM, "utf-8")
    shutil.rmtree(small_class / "release" / "posttest")
    out = said(run_course(small_class, "release", DELAYED, "--opens", "2026-03-01"))
    assert "14 minggu sesudah tes akhir" in out
    assert "Biasanya tes tunda 4 sampai 6 minggu" in out
    assert (small_class / "release/posttest/posttest.ipynb").is_file()  # the other form's items
