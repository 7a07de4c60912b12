"""The path of one answer, whole: source → release → answers → gradebook → report."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from conftest import REPOSITORY, run_course
from openpyxl import load_workbook

from course import lessons
from course.evaluation.results import FILE_NAMES
from course.gradebook.scores import read_scores

# One file a participant and lesson, and three sendings by message in the chat; the second copy of
# U02's pretest ("(1)") is not counted. Sheets are collected, and read, not graded.
FILES = [p.name for p in (REPOSITORY / "examples" / "inbox").glob("*_[A-Z]*[0-9]_*[0-9].txt")]
SENT = len(FILES) + 3
GRADED = 2 + sum(name.partition("_")[0] in lessons.graded_names(REPOSITORY) for name in FILES)


def test_demo_fills_every_room(demo: tuple[Path, str]) -> None:
    root, _ = demo
    for path in (
        "gradebook.db",
        "release/pretest/pretest.ipynb",
        "release/posttest/posttest.ipynb",
        "submitted/U01/pretest/answers.json",
        "submitted/U01/pretest/timestamp.txt",
        "autograded/U01/pretest/pretest.ipynb",
        "autograded/U10/posttest/posttest.ipynb",
        "kelas/reports/evaluation.html",
        "kelas/reports/needs.html",
        "kelas/reports/needs/U07.html",
        "kelas/reports/week.html",
        "kelas/reports/evaluation.xlsx",
        "kelas/reports/evaluation-indikator.csv",
        "kelas/reports/evaluation.docx",
        *(f"kelas/reports/evaluation-{f}.png" for f in ("dumbbell", "slopes", "heatmap")),
        "kelas/reports/evaluation-attrition.svg",
        "kelas/reports/evaluation-items.svg",
    ):
        assert (root / path).is_file(), path


def test_demo_prints_the_indicator_table_and_what_to_do_next(demo: tuple[Path, str]) -> None:
    _, printed = demo
    for words in (
        f"{SENT} berkas jawaban diterima",
        "Catatan belanja.txt: bukan berkas jawaban",
        f"{GRADED} jawaban dinilai",
        "Keterampilan membuat Status WhatsApp",
        "Kategori akhir",
        "Rata-rata indikator utama",
        "kelas/reports/evaluation.html",
        "Berikutnya",
    ):
        assert words in printed


def test_the_absent_posttest_lowers_n_and_adds_no_zero(demo: tuple[Path, str]) -> None:
    table = pd.read_csv(demo[0] / "kelas" / "reports" / "evaluation-indikator.csv").set_index(
        "indicator"
    )
    assert table.loc["K2", ["n_pre", "n_post", "n"]].tolist() == [10, 8, 7]  # U04 stopped before it
    people = pd.read_csv(demo[0] / "kelas" / "reports" / "evaluation-peserta.csv")
    assert people[people["participant"] == "U09"]["phase"].unique().tolist() == ["pre"]
    # U07 lacks S2 before; K2 of eight beside the mean of seven would be U07's.
    both = people[~people["participant"].isin(["U04", "U07", "U09"])].query("indicator == 'K2'")
    expected = both.groupby("phase")["percent"].mean()
    assert table.loc["K2", "mean_pre"] == pytest.approx(expected["pre"])
    assert table.loc["K2", "mean_post"] == pytest.approx(expected["post"])


def test_half_an_attitude_scale_is_missing_not_low(demo: tuple[Path, str]) -> None:
    people = pd.read_csv(demo[0] / "kelas" / "reports" / "evaluation-peserta.csv")
    row = people.query("participant == 'U07' and phase == 'pre' and indicator == 'S2'")
    assert row["percent"].isna().all()
    assert len(row) == 1


def test_a_second_demo_changes_no_score_and_no_table(demo_copy: Path) -> None:
    before = read_scores(demo_copy)
    tables = {p.name: p.read_bytes() for p in demo_copy.glob("kelas/reports/*.csv")}
    again = run_course(demo_copy, "demo")
    assert again.returncode == 0, again.stderr
    assert f"0 berkas jawaban diterima, {SENT} sudah diterima sebelumnya" in again.stdout
    assert f"0 jawaban dinilai, {GRADED} sudah dinilai sebelumnya" in again.stdout
    pd.testing.assert_frame_equal(read_scores(demo_copy), before, check_categorical=False)
    assert tables == {p.name: p.read_bytes() for p in demo_copy.glob("kelas/reports/*.csv")}


def test_a_damaged_or_missing_notebook_is_written_by_the_next(small_class: Path) -> None:
    before = read_scores(small_class)
    half = small_class / "autograded" / "U07" / "pretest" / "pretest.ipynb"
    whole = half.read_bytes()
    half.chmod(0o644)
    half.write_bytes(whole[:2_000])
    (small_class / "autograded" / "U08" / "posttest" / "posttest.ipynb").unlink()
    done = run_course(small_class, "grade")
    assert done.returncode == 0, done.stderr
    assert "0 jawaban dinilai, 8 sudah dinilai sebelumnya" in done.stdout
    assert half.read_bytes() == whole
    assert (small_class / "autograded" / "U08" / "posttest" / "posttest.ipynb").exists()
    pd.testing.assert_frame_equal(read_scores(small_class), before, check_categorical=False)


@pytest.mark.parametrize("name", ["roster.csv", "program.toml", "workshop.csv"])
def test_demo_leaves_a_real_class_alone(name: str, course_root: Path) -> None:
    (course_root / "kelas" / name).write_text("participant,mentor,token\nU77,MH09,abcd\n")
    done = run_course(course_root, "demo")
    assert done.returncode == 2
    assert "kelas sungguhan" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_report_is_self_contained(demo: tuple[Path, str]) -> None:
    page = (demo[0] / "kelas" / "reports" / "evaluation.html").read_text("utf-8")
    assert "<script" not in page
    assert 'src="http' not in page
    assert "Selisih (poin)" in page
    assert "tanpa kelompok pembanding" in page
    assert str(demo[0]) not in page


def test_the_workbook_holds_every_table(demo: tuple[Path, str]) -> None:
    book = load_workbook(demo[0] / "kelas" / "reports" / "evaluation.xlsx")
    assert book.sheetnames == ["Keterangan", *FILE_NAMES]
    assert book["pendamping"].max_row == 6
    assert book["indikator"]["A1"].font.bold
