"""Edits under way: whose marks will move is said before a release, whose did move after grading."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from conftest import run_course

from course.gradebook.scores import read_scores
from course.lessons import laid


def edit(root: Path, old: str, new: str, *names: str) -> None:
    """Change the sources, as an author does in JupyterLab."""
    for name in names or ("pretest", "posttest"):
        path = root / "source" / name / f"{name}.ipynb"
        text = path.read_text("utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new), "utf-8")


def marks(root: Path) -> dict[tuple[str, str], float]:
    scores = read_scores(root)
    pairs = zip(scores["participant"], scores["lesson"], strict=True)
    found: dict[tuple[str, str], float] = {}
    for pair, score in zip(pairs, scores["score"], strict=True):
        found[pair] = found.get(pair, 0.0) + (0.0 if score != score else score)  # noqa: PLR0124
    return found


def codes(line: str) -> set[str]:
    return set(re.findall(r"\bU\d\d\b", line))


@pytest.mark.long
def test_a_changed_key_names_whose_marks_will_move_and_moves_none_until_asked(
    small_class: Path,
) -> None:
    before = marks(small_class)
    edit(small_class, "answer.persen, 1.5", "answer.persen, 15", "pretest")
    stopped = run_course(small_class, "release", "pretest")
    assert stopped.returncode == 1, stopped.stdout + stopped.stderr
    # Form A is asked at the pretest of some and at the posttest of the others.
    said = [x for x in stopped.stdout.splitlines() if "persen-klik" in x]
    assert "! posttest" in {x.split(",")[0] for x in said} <= {"! pretest", "! posttest"}
    named = {(who, x.split(",")[0][2:]) for x in said for who in codes(x)}
    for line in said:
        assert "P1-persen" in line
        assert f"nilai {len(codes(line))} jawaban akan berubah" in line
    assert "course release pretest --yes" in stopped.stdout + stopped.stderr
    assert run_course(small_class, "grade", "pretest").returncode == 2
    assert marks(small_class) == before
    assert run_course(small_class, "release", "pretest", "--yes").returncode == 0
    assert marks(small_class) == before
    graded = run_course(small_class, "grade")
    assert graded.returncode == 0
    after = marks(small_class)
    moved = {pair for pair, points in after.items() if points != before[pair]}
    assert moved == named != set()
    lines = [x for x in graded.stdout.splitlines() if " → " in x]
    assert {code for line in lines for code in codes(line)} == {who for who, _ in moved}
    assert " → " not in run_course(small_class, "grade").stdout


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "4.000 kali. Dari jumlah itu, 60 kali",
            "4.000 kali. Dari jumlah itu, 80 kali",
            "persen-klik",
        ),
        ('\\"temukan\\": \\"Menemukan', '\\"cari\\": \\"Menemukan', "tujuan"),
        ("tolerance=0.05", "tolerance=5_000", "persen-klik"),
    ],
)
def test_a_changed_sum_option_or_tolerance_stops_before_the_release(
    old: str, new: str, says: str, small_class: Path
) -> None:
    edit(small_class, old, new, "pretest")
    if says == "tujuan":
        edit(small_class, 'answer.jawaban, \\"temukan\\"', 'answer.jawaban, \\"cari\\"', "pretest")
    before = (small_class / "release" / "pretest" / "pretest.ipynb").read_bytes()
    stopped = run_course(small_class, "release", "pretest")
    assert stopped.returncode == 1, stopped.stdout + stopped.stderr
    assert says in stopped.stdout
    assert codes(stopped.stdout)
    assert (small_class / "release" / "pretest" / "pretest.ipynb").read_bytes() == before


@pytest.mark.long
def test_what_moves_no_mark_is_released_at_once(small_class: Path) -> None:
    edit(small_class, "Jawab satu per satu.", "Pilih jawaban yang menurut")
    done = run_course(small_class, "release")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " → " not in run_course(small_class, "grade").stdout


def test_a_corrected_answer_is_no_move_of_ours(small_class: Path) -> None:
    files = sorted(small_class.glob("submitted/*/pretest/answers.json"))
    path = next(p for p in files if '"temukan"' in p.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace('"temukan"', '"ramai"'), "utf-8")
    done = run_course(small_class, "grade")
    assert "1 jawaban dinilai" in done.stdout
    assert " → " not in done.stdout


@pytest.mark.long
def test_an_upgrade_names_whose_marks_will_move_and_brings_nothing_until_asked(
    small_class: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The installed lessons hold another key; the class's are as they were laid."""
    installed = tmp_path / "terpasang"
    shutil.copytree(small_class / "source", installed / "source")
    monkeypatch.setattr(laid, "materials", lambda: installed)
    assert "sudah baru" in run_course(small_class, "upgrade").stdout
    edit(installed, "answer.persen, 1.5", "answer.persen, 15", "pretest")
    before = marks(small_class)
    texts = {p: p.read_text("utf-8") for p in (small_class / "source").rglob("*.ipynb")}
    done = run_course(small_class, "upgrade")
    assert done.returncode == 1
    assert re.search(r"nilai \d jawaban akan berubah: .*U0", done.stdout)
    assert done.stdout.endswith("Lanjut: course upgrade --yes\n")
    assert {p: p.read_text("utf-8") for p in texts} == texts
    assert run_course(small_class, "upgrade", "--yes").returncode == 0
    assert marks(small_class) == before, "marks move with the release and the grading"
    assert run_course(small_class, "release", "--yes").returncode == 0
    assert run_course(small_class, "grade").returncode == 0
    now = marks(small_class)
    named = {code for code, _ in now if any(now[k] != before[k] for k in now if k[0] == code)}
    assert named == codes(done.stdout)


def test_marks_that_another_checker_would_give_are_told_and_move_only_when_asked(
    small_class: Path,
) -> None:
    """An upgrade of the program brings other checkers; here the old ones gave half a point less."""
    said = run_course(small_class, "grade", "--dry-run")
    assert "Tidak ada nilai yang akan berubah" in said.stdout
    with sqlite3.connect(small_class / "gradebook.db") as book:
        (key,) = book.execute(
            "select grade.id from grade join base_cell on grade.cell_id = base_cell.id"
            " join submitted_notebook s on grade.notebook_id = s.id"
            " join submitted_assignment a on s.assignment_id = a.id"
            " where base_cell.name = 'K2-status-wa' and a.student_id = 'U07' and auto_score > 1"
        ).fetchone()
        book.execute("update grade set auto_score = auto_score - 0.5 where id = ?", (key,))
    book.close()
    said = run_course(small_class, "grade", "--dry-run")
    assert said.returncode == 0
    assert "nilai 1 jawaban akan berubah: U07 (" in said.stdout
    assert "0 jawaban dinilai" in run_course(small_class, "grade").stdout
