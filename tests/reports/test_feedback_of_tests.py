"""Feedback on a test gives nothing away while its questions are still to be asked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from nbformat import v4

from course.criteria.scoring import CRITERIA_MIME
from course.reports import feedback
from course.reports.feedback import FeedbackExporter

PROGRAM = """
[course]
name = "Kelas"
start = 2026-10-26
end = 2026-11-22

[[stage]]
name = "Semua"
duration = "4 minggu"
start = 2026-10-26
end = 2026-11-22
in_charge = "dosen"
medium = ["WhatsApp"]

[[test]]
lesson = "posttest"
opens = 2026-11-19
"""
CLOSES = "closes = 2026-11-22\n"
AGAIN = "kerjakan sekali lagi"
BY_ITEM = ("belum</li>", "sudah</li>", "Nilai:", AGAIN)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "source").symlink_to(REPOSITORY / "source")
    (tmp_path / "kelas").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def page(lesson: str, exercise: str) -> str:
    """One exercise with two criteria, of which one is met."""
    rows = [
        {"label": "menyebut produk", "points": 1, "earned": 1},
        {"label": "harga ada", "points": 1, "earned": 0},
    ]

    def cell(id_: str, data: dict[str, Any], **more: Any) -> Any:
        made = v4.new_code_cell("", outputs=[v4.new_output("display_data", data)])
        made.metadata["nbgrader"] = {"grade_id": id_, **more}
        return made

    record = {CRITERIA_MIME: {"criteria": rows, "guard": None}}
    nb = v4.new_notebook(
        cells=[
            v4.new_markdown_cell("# Tes"),
            cell(exercise, {"text/html": "<p>Jawaban saya</p>"}, grade=False),
            cell(f"K2-{exercise}", record, grade=True, points=2.0, score=1.0),
        ]
    )
    resources = {"nbgrader": {"assignment": lesson, "student": "U07"}, "metadata": {"name": lesson}}
    return FeedbackExporter().from_notebook_node(nb, resources)[0]


def on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setattr(feedback, "_today", lambda: dt.date.fromisoformat(day))


def posttest_is_in(root: Path) -> None:
    folder = root / "submitted" / "U07" / "posttest"
    folder.mkdir(parents=True)
    (folder / "answers.json").write_text("{}")


@pytest.mark.parametrize("lesson", ["pretest", "posttest"])
@pytest.mark.parametrize(
    ("program", "is_in", "day", "is_shown"),
    [
        ("", False, "2026-12-01", False),  # nobody says when, and the posttest is to come
        ("", True, "2026-12-01", True),
        (PROGRAM, True, "2026-11-20", True),  # no day on which it closes
        (PROGRAM + CLOSES, True, "2026-11-22", False),  # it may be sent again today
        (PROGRAM + CLOSES, False, "2026-11-23", True),
        (
            PROGRAM + 'closes = "besok"\n',
            True,
            "2026-12-01",
            False,
        ),  # not to be read: nothing shown
    ],
)
def test_item_by_item_only_after_the_posttest(
    root: Path, monkeypatch: pytest.MonkeyPatch, lesson: str, program: str, day: str,
    *, is_in: bool, is_shown: bool,
) -> None:  # fmt: skip
    if program:
        (root / "kelas" / "program.toml").write_text(program)
    if is_in:
        posttest_is_in(root)
    on(monkeypatch, day)
    text = page(lesson, "status-wa")
    assert "Jawaban saya" in text
    assert AGAIN not in text
    assert ("harga ada: belum" in text, "Nilai: 1 dari 2" in text) == (is_shown, is_shown)
    assert ("Hasil tiap soal ditunjukkan sesudah" in text) is not is_shown
    if not is_shown:
        assert not [words for words in BY_ITEM if words in text]


@pytest.mark.long
def test_a_lesson_still_invites_to_try_again(root: Path) -> None:
    text = page("m1-internet", "alat-guna")
    assert AGAIN in text
    assert "harga ada: belum" in text
