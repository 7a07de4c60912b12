"""A wrong roster gets one clear line a problem; a right one is read, from CSV and from Excel."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY, run_course
from openpyxl import Workbook

from course import CourseError
from course.people.lists import PARTICIPANTS, read_list, write_column
from course.people.roster import read_roster, without_consent
from course.people.roster_check import check_roster

TODAY = dt.date(2026, 11, 22)
HEAD = "participant,mentor,token,consent,helper\n"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """The example's lists; the participants' one is to be overwritten."""
    for name in ("roster.csv", "mentors.csv", "lecturers.csv"):
        shutil.copy(REPOSITORY / "examples" / name, tmp_path)
        (tmp_path / name).chmod(0o600)
    return tmp_path / "roster.csv"


def test_the_example_lists_are_sound(lists: Path) -> None:
    found = check_roster(lists, TODAY)
    assert (found.problems, found.warnings) == ([], [])
    assert (found.participants, found.mentors, found.lecturers) == (10, 5, 2)
    workshop = check_roster(REPOSITORY / "examples" / "workshop.csv", TODAY)
    assert (workshop.problems, workshop.participants) == ([], 50)


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("U01,MH01,,2026-11-01,\nU02,MH01,,2026-11-01,\nU03,MH01,,2026-11-01,\n",
         "baris 2, 3, 4: MH01 mendampingi 3 mitra (U01, U02, U03), paling banyak 2"),
        ("U01,MH77,,2026-11-01,\n", "baris 2: pendamping MH77 tidak ada di daftar pendamping"),
        ("U01,MH01,,2026-11-01,\nU02,MH01,,2026-11-01,\n\nU01,MH02,,2026-11-01,\n",
         "baris 5: kode U01 sudah dipakai di baris 2"),
        ("U01,MH01,,,\n", "baris 2: U01 belum punya tanggal persetujuan"),
        ("U01,MH01,,kemarin,\n", "tanggal persetujuan 'kemarin' tidak terbaca. Tulis seperti 2 November 2026"),
        ("U01,MH01,,31/02/2026,\n", "'31/02/2026' tidak terbaca"),
        ("U01,MH01,,2027-11-01,\n", "tanggal persetujuan 2027-11-01 belum tiba"),
        ("UO1,MH01,,2026-11-01,\n", "kode 'UO1' harus seperti U07"),
        ("U01,Kak Tika,,2026-11-01,\n", "pendamping 'Kak Tika' harus seperti MH03"),
        ("U01,MH01,,2026-11-01,mungkin\n", "helper 'mungkin' harus ya atau tidak"),
        ("U01,MH01,,2026-11-01,tidak,Malang\n", "ada isi di luar kolom"),
        ("U01,MH01,0812-0000-1234,2026-11-01,\n", "ada nomor HP di kolom token"),
    ],
)  # fmt: skip
def test_each_mistake_gets_one_line(lists: Path, rows: str, line: str) -> None:
    lists.write_text(HEAD + rows, "utf-8")
    problems = check_roster(lists, TODAY).problems
    assert [line in problem for problem in problems] == [True], problems
    assert "\n" not in problems[0]
    assert "0812" not in problems[0]


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("participant,mentor,consent,usia\nU01,MH01,2026-11-01,45\n", "kolom 'usia' tidak dikenal"),
        ("participant,mentor\nU01,MH01\n", "kolom consent tidak ada"),
        ("participant,mentor,consent,consent\nU01,MH01,2026-11-01,\n", "kolom consent tertulis dua kali"),
        ("participant,mentor,consent,\nU01,MH01,2026-11-01,x\n", "kolom ke-4 berisi, tetapi tidak punya nama"),
        ("participant,mentor,konsen\nU01,MH01,2026-11-01\n", "kolom 'konsen' tidak jelas"),
    ],
)  # fmt: skip
def test_a_wrong_head_gets_one_line(lists: Path, head: str, line: str) -> None:
    lists.write_text(head, "utf-8")
    problems = check_roster(lists, TODAY).problems
    assert [line in problem for problem in problems] == [True], problems


def test_several_mistakes_are_all_named(lists: Path) -> None:
    lists.write_text(HEAD + "U01,MH99,,,\nU01,MH01,,x,\n", "utf-8")
    assert len(check_roster(lists, TODAY).problems) == 4


def excel(path: Path, *, merge: str = "") -> Path:
    book = Workbook()
    people = book.active
    people.title = "peserta"
    people.append(["participant", "mentor", "token", "consent", "helper", "name", "whatsapp"])
    people.append(["U01", "MH01", None, dt.date(2026, 11, 1), "ya", "Cempaka Hijau", 620000000001])
    people.append(["U02", "MH01", "ab12", "02/11/2026", None, "Randu Putih", None])
    mentors = book.create_sheet("pendamping")
    mentors.append(["mentor", "lecturer"])
    mentors.append(["MH01", "D01"])
    lecturers = book.create_sheet("dosen")
    lecturers.append(["lecturer"])
    lecturers.append(["D01"])
    if merge:
        people.merge_cells(merge)
    book.save(path)
    path.chmod(0o600)
    return path


def test_an_excel_book_holds_all_three_lists(tmp_path: Path) -> None:
    path = excel(tmp_path / "roster.xlsx")
    found = check_roster(path, TODAY)
    assert (found.problems, found.warnings) == ([], [])
    assert (found.participants, found.mentors, found.lecturers) == (2, 1, 1)
    people = read_roster(path)
    assert people["U01"].consent == dt.date(2026, 11, 1)
    assert people["U02"].consent == dt.date(2026, 11, 2)
    assert people["U01"].helper
    write_column(read_list(path, PARTICIPANTS), "token", {"U01": "k7pm"})
    assert read_roster(path)["U01"].token == "k7pm"
    assert check_roster(path, TODAY).mentors == 1
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_merged_header_in_excel_is_named(tmp_path: Path) -> None:
    problems = check_roster(excel(tmp_path / "roster.xlsx", merge="F1:G1"), TODAY).problems
    assert any("sel F1:G1 digabung. Pisahkan" in problem for problem in problems)


def test_a_broken_excel_file_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(CourseError, match=r"roster\.xlsx: daftar peserta tidak bisa dibaca"):
        check_roster(path, TODAY)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_a_list_that_others_can_read_is_warned_about(lists: Path) -> None:
    lists.chmod(0o644)
    (warning,) = check_roster(lists, TODAY).warnings
    assert "bisa dibaca orang lain" in warning
    assert "chmod 600" in warning


def test_only_a_consent_column_keeps_anybody_back(lists: Path) -> None:
    lists.write_text("participant,mentor\nU01,MH01\n", "utf-8")
    assert without_consent(lists) == set()
    lists.write_text("participant,mentor,consent\nU01,MH01,2026-11-01\nU02,MH01,\n", "utf-8")
    assert without_consent(lists) == {"U02"}
    assert without_consent(lists.with_name("none.csv")) == set()


def test_the_command_names_everything_and_fails(course_root: Path) -> None:
    (course_root / "kelas" / "roster.csv").write_text(HEAD + "U01,MH01,,,\n", "utf-8")
    shutil.copy(REPOSITORY / "examples" / "program.toml", course_root / "kelas")
    text = (course_root / "kelas" / "program.toml").read_text("utf-8")
    broken = text.replace("start = 2026-10-26\nend = 2026-11-22\n#", 'start = "besok"\n#')
    (course_root / "kelas" / "program.toml").write_text(broken, "utf-8")
    done = run_course(course_root, "roster", "check")
    assert done.returncode == 1
    assert "belum punya tanggal persetujuan" in done.stdout
    assert "bagian course > start bukan tanggal" in done.stdout
    assert "bagian course > end belum ada" in done.stdout
    assert "Traceback" not in done.stderr


def test_dates_that_an_english_excel_turned_round_are_named(lists: Path) -> None:
    lists.write_text(HEAD + "U01,MH01,,11/13/2026,\nU02,MH02,,11/3/2026,\n", "utf-8")
    found = check_roster(lists, TODAY)
    assert "baris 2: tanggal persetujuan '11/13/2026' tidak terbaca" in found.problems[0]
    assert "baris 3: tanggal persetujuan dibaca hari dulu" in "\n".join(found.warnings)


def test_a_number_in_the_place_of_a_code_is_not_said(lists: Path) -> None:
    lists.write_text(HEAD + "081200000001,0812 0000 0001,,2026-11-01,\n", "utf-8")
    assert "00000" not in "".join(check_roster(lists, TODAY).problems).replace(" ", "")
