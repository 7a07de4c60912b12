"""A report asked for before the first test says what there is, and is no fault."""

from __future__ import annotations

from pathlib import Path

from in_process import run_course


def test_before_the_first_grade_the_report_shows_what_there_is(small_class: Path) -> None:
    (small_class / "gradebook.db").unlink()
    done = run_course(small_class, "report")
    assert done.returncode == 0, done.stderr
    page = (small_class / "kelas" / "reports" / "keadaan.html").read_text("utf-8")
    assert "4 peserta di daftar, 4 sudah setuju" in page
    assert "<td>Tes awal</td><td>ya</td><td>4</td>" in page
    assert not (small_class / "kelas" / "reports" / "evaluation.html").exists()


def test_about_a_person_there_is_nothing_to_say_yet(small_class: Path) -> None:
    (small_class / "gradebook.db").unlink()
    assert run_course(small_class, "report", "participant", "U07").returncode == 2
