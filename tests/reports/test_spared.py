"""Who did not need a sitting of a lesson is marked down for it nowhere."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pandas as pd
import pytest
from conftest import REPOSITORY

from course import lessons
from course.evaluation.person import _handed
from course.exercises.answers import parse
from course.reports.feedback import FeedbackExporter
from course.reports.platforms.grades import lesson_columns

NAME = "m2-akun-usaha"
NO = ("instagram-untuk-saya", "facebook-untuk-saya")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A class with this lesson; U07 needs neither Instagram nor Facebook, U08 wrote nothing."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / NAME).symlink_to(REPOSITORY / "source" / NAME)
    lesson = lessons.load(tmp_path, NAME)
    for code, names in {"U07": NO, "U08": ()}.items():
        said = {
            name: {
                "value": {"saya": "belum"},
                "at": "2026-11-20T08:00:00+07:00",
                "tries": 1,
                "helped": False,
                "item": lesson.definitions[name].item,
            }
            for name in names
        }
        answers = {"version": 1, "course": "kelas-umkm", "lesson": NAME, "participant": code}
        path = tmp_path / "submitted" / code / NAME / "answers.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({**answers, "by": code, "answers": said}), "utf-8")
    return tmp_path


def test_the_points_are_those_of_the_rest(root: Path) -> None:
    lesson = lessons.load(root, NAME)
    rows = [
        (code, NAME, cell.grade_id, earned, cell.points)
        for code in ("U07", "U08")
        for cell in lesson.criteria
        for earned in [cell.points if cell.exercise not in lesson.spared(no()) else 0.0]
    ]
    columns = ["participant", "lesson", "cell", "score", "max_score"]
    (column,) = lesson_columns(root, pd.DataFrame(rows, columns=columns))
    assert column.points["U07"] == column.most
    assert column.points["U08"] < column.most


def no() -> dict[str, dict[str, str]]:
    return {name: {"saya": "belum"} for name in NO}


def test_they_are_no_open_tasks(root: Path) -> None:
    lesson = lessons.load(root, NAME)
    handed = {
        code: _handed(
            lesson,
            parse((root / f"submitted/{code}/{NAME}/answers.json").read_bytes(), "x").answers,
            0,
        )
        for code in ("U07", "U08")
    }
    assert handed["U08"].exercises - handed["U07"].exercises == 4
    assert handed["U08"].deeds - handed["U07"].deeds == 2


def test_the_page_that_comes_back_is_silent_about_them(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    graded = copy.deepcopy(lessons.load(root, NAME).notebook)
    for cell in graded.cells:
        meta = lessons.grading_metadata(cell)
        if meta.get("grade"):
            cell.metadata["nbgrader"]["score"] = 0.0
    texts = {}
    for code in ("U07", "U08"):
        named = {"nbgrader": {"assignment": NAME, "student": code}}
        texts[code], _ = FeedbackExporter().from_notebook_node(graded, named)
    for words in ("Siapkan akun Instagram", "Isi Halaman Facebook"):
        assert (words in texts["U07"], words in texts["U08"]) == (False, True), words
    assert "Isi profil WhatsApp Business" in texts["U07"]
