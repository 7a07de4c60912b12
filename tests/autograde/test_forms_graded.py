"""A test answered in its other form: collected, graded, and graded alike by nbgrader's own command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from conftest import Done, run_course

from course.gradebook import scores
from course.inbox.submitted import submission
from course.lessons.forms import load_asked


def points(root: Path, who: str, test: str) -> dict[str, float | None]:
    return {cell: one.points for cell, one in scores.given(root, [test])[who, test].items()}


def test_a_test_in_its_other_form_keeps_its_place(small: Path) -> None:
    work = submission(small, "U07", "pretest")
    assert (work.answers.lesson, work.answers.form, work.asked) == ("pretest", "B", "pretest-b")
    assert work.stale == ()
    assert "sambel" in str(work.get("status-wa")["status"]).casefold()
    assert submission(small, "U01", "pretest").asked == "pretest"
    assert {path.name for path in (small / "release/pretest").iterdir()} == {
        "pretest.ipynb",
        "pretest-b.ipynb",
        "pilihan-foto.png",
        "pilihan-foto-b.png",
    }


def test_no_key_of_the_other_form_is_released(small: Path) -> None:
    for name in ("pretest-b", "posttest-a"):
        path = small / "release" / name.rpartition("-")[0] / f"{name}.ipynb"
        cells = json.loads(path.read_text("utf-8"))["cells"]
        said = "\n".join("".join(cell["source"]) for cell in cells)
        assert f'open_lesson("{name}")' in said
        assert "HIDDEN" not in said
        assert "criteria(\n" not in said
        for cell in load_asked(small, name).criteria:
            assert cell.source not in said


def test_the_criteria_are_those_of_the_form_answered(small: Path) -> None:
    earned = points(small, "U07", "pretest")
    assert earned["P2-akun-publik"] == 1.0  # "halaman", which form A does not offer
    assert points(small, "U07", "posttest")["P2-katalog"] == 1.0  # "wab": only form A has it
    shown = json.loads((small / "autograded/U07/pretest/pretest.ipynb").read_text("utf-8"))
    text = json.dumps(shown, ensure_ascii=False)
    assert "Usaha contoh Teras Kenari" in text
    assert "# Tes awal" in text


def test_nbgrader_s_own_command_gives_the_same_points(
    small_class: Path, nbgrader: Callable[..., Done]
) -> None:
    before = {test: points(small_class, "U07", test) for test in ("pretest", "posttest")}
    for test in before:
        done = nbgrader(small_class, "autograde", test, "--student", "U07", "--force")
        assert done.returncode == 0, done.stderr
    assert {test: points(small_class, "U07", test) for test in before} == before
    again = run_course(small_class, "grade")
    assert "0 jawaban dinilai" in again.stdout  # the stamps are the same too


def test_a_form_whose_items_are_not_released_is_named(small_class: Path) -> None:
    path = small_class / "source/posttest/posttest.ipynb"
    text = path.read_text("utf-8")
    path.write_text(text.replace('\\"halaman\\", label', '\\"grup\\", label'), "utf-8")
    done = run_course(small_class, "grade", "pretest", "--force")
    assert "menjawab bentuk B, yang soalnya belum dirilis atau berubah" in done.stdout
    assert "U01/" not in done.stdout
