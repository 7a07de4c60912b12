"""A new class: whole or not there, with lists that can be filled in, and known from then on."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from conftest import REPOSITORY, run_course
from in_process import dying
from openpyxl import load_workbook

from course import CourseError
from course.lessons.laid import units
from course.people import classes
from course.people.blank import blank_program, blank_roster
from course.people.classes import known_classes, new_class, remember_class
from course.people.lists import KINDS, PARTICIPANTS, read_list
from course.people.program import class_id, read_program
from course.people.roster import invited
from course.people.written import read_date, read_number


@pytest.fixture(autouse=True)
def few_materials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Lay one lesson instead of all, and begin with an empty list of classes."""
    monkeypatch.setattr(
        "course.lessons.laid.units", lambda: ["source/pretest", "nbgrader_config.py"]
    )
    monkeypatch.setattr(classes, "jupyter_data_dir", lambda: str(tmp_path / "data"))


def test_a_new_class_is_ready_and_holds_no_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.lessons.laid.units", units)
    done = run_course(tmp_path, "new", "kelas-2027", "--name", 'PKM "Brebes" 2027')
    assert done.returncode == 0, done.stderr
    root = tmp_path / "kelas-2027"
    assert {p.name for p in root.iterdir()} == {
        ".gitignore", "kelas", "nbgrader_config.py", "source", "Kelas UMKM.bat", "Kelas UMKM.command",
    }  # fmt: skip
    assert (root / "source" / "pretest" / "authors" / "answers").is_dir(), "course check needs them"
    checked = run_course(root, "roster", "check").stdout
    assert checked == "✓ 0 peserta, 0 pendamping, 0 dosen: tidak ada masalah.\n"
    assert class_id(root) == "pkm-brebes-2027"
    assert "/kelas/\n" in (root / ".gitignore").read_text("utf-8")
    assert oct((root / "kelas" / "roster.xlsx").stat().st_mode)[-2:] == "00" or os.name != "posix"
    assert known_classes() == [root]


def test_a_folder_that_holds_something_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "skripsi.docx").write_text("x", "utf-8")
    (tmp_path / "berkas").touch()
    for name, words in (("penuh", "sudah ada isinya (skripsi.docx)"), ("berkas", "ini berkas")):
        done = run_course(tmp_path, "new", name)
        assert done.returncode == 2
        assert words in done.stderr
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["berkas", "penuh", "skripsi.docx"]


@pytest.mark.parametrize("there", [None, [], [".DS_Store"]])
def test_an_empty_folder_serves(there: list[str] | None, tmp_path: Path) -> None:
    target = tmp_path / "kelas"
    if there is not None:
        target.mkdir()
        [(target / name).touch() for name in there]
    assert new_class(target, "Kelas") == target
    assert {"kelas", "source"} <= {p.name for p in target.iterdir()}
    assert not list(tmp_path.glob(".*")), "nothing is left beside"


@pytest.mark.parametrize("empty", [True, False], ids=["empty folder", "no folder"])
def test_what_a_killed_run_left_is_finished(
    *, empty: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every renaming; until the last one there is no class."""
    rename = Path.rename
    for number in range(1, 20):
        target = tmp_path / f"kelas {number}"
        if empty:
            target.mkdir()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", dying(number - 1, rename))
            try:
                new_class(target, "Kelas")
                break
            except KeyboardInterrupt:
                assert not (target / "kelas").exists()
                assert empty or not target.exists()
        new_class(target, "Kelas")
        assert (target / "kelas" / "roster.xlsx").is_file()
        assert (target / "source" / "pretest" / "pretest.ipynb").is_file()
        assert not list(tmp_path.glob(".*"))
    assert number >= (5 if empty else 2)


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "!!!"])
def test_a_class_needs_a_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="Nama kelas masih kosong"):
        new_class(tmp_path / "baru", name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ('A "kutip" \\ dan\nbaris\x7f', "a-kutip-dan-baris"),
        ("Pésisir 班 🎉", "pesisir"),
        ("班", "kelas"),
        ("x" * 300, "x" * 36),
    ],
)
def test_any_name_makes_a_programme_that_can_be_read(name: str, own: str, tmp_path: Path) -> None:
    program = read_program(new_class(tmp_path / "baru", name) / "kelas" / "program.toml")
    assert program.course.id == own
    assert program.course.name.isprintable()


def test_two_classes_of_one_name_have_two_ids(tmp_path: Path) -> None:
    roots = [new_class(tmp_path / name, "Brebes") for name in ("satu", "dua", "tiga")]
    assert [class_id(root) for root in roots] == ["brebes", "brebes-2", "brebes-3"]


EXAMPLE = (REPOSITORY / "examples" / "program.toml").read_text("utf-8")


@pytest.mark.parametrize("today", ["2026-11-29", "2027-02-28", "2028-02-29", "2030-12-31"])
def test_the_programme_begins_on_the_next_monday(today: str, tmp_path: Path) -> None:
    """Whole weeks: what was three days after something else still is."""
    day = dt.date.fromisoformat(today)
    text = blank_program(EXAMPLE, "Kelas", "kelas", day)
    (tmp_path / "program.toml").write_text(text, "utf-8")
    program, old = read_program(tmp_path / "program.toml"), tomllib.loads(EXAMPLE)
    assert program.course.start.weekday() == 0
    assert 1 <= (program.course.start - day).days <= 7
    assert (
        program.course.end - program.course.start == old["course"]["end"] - old["course"]["start"]
    )
    assert not {str(stage["start"]) for stage in old["stage"]} & set(text.split())
    assert "contoh" not in text.split("[[stage]]")[0].lower()


def test_every_sheet_can_be_filled_in_and_is_read(tmp_path: Path) -> None:
    """Excel writes what is typed into a cell of text as text."""
    path = tmp_path / "roster.xlsx"
    path.write_bytes(blank_roster())
    for kind in KINDS:
        table = read_list(path, kind)
        assert (table.rows, table.notes, table.problems) == ([], [], [])
    book = load_workbook(path)
    book["peserta"].append(
        ["U01", "MH01", "Bu Ani", "081200000000", "donat", "Brebes", dt.date(2027, 3, 1), "ya"]
    )
    book["pendamping"].append(["MH01", "D01", "Budi", "081200000001"])
    book["dosen"].append(["D01"])
    book.save(path)
    table = read_list(path, PARTICIPANTS)
    (row,) = table.rows
    assert read_date(row["consent"]) == dt.date(2027, 3, 1)
    assert read_number(row["whatsapp"]) == "6281200000000"
    assert (row["participant"], row["mentor"], row["helper"]) == ("U01", "MH01", "ya")
    (tmp_path / "kelas").mkdir()
    path.rename(tmp_path / "kelas" / "roster.xlsx")
    assert set(invited(tmp_path)) == {"U01", "MH01"}
    done = run_course(tmp_path, "invite", "--site", "https://kelas.example/")
    assert done.returncode == 0
    assert "2 undangan" in done.stdout
    (row,) = read_list(tmp_path / "kelas" / "roster.xlsx", PARTICIPANTS).rows
    assert row["token"]


def test_excel_is_told_what_belongs_into_a_column() -> None:
    book = load_workbook(BytesIO(blank_roster()))
    for page in book.worksheets[:4]:
        formats = {c.value: page.column_dimensions[c.column_letter].number_format for c in page[1]}
        assert formats.pop("persetujuan", "yyyy-mm-dd") == "yyyy-mm-dd"
        assert set(formats.values()) == {"@"}, page.title
        assert all(cell.comment for cell in page[1])
    checks = {
        str(c.sqref): (c.type, c.formula1) for c in book["peserta"].data_validations.dataValidation
    }
    assert checks["H2:H500"] == ("list", '"ya,tidak"')
    assert checks["B2:B500"] == ("list", "pendamping!$A$2:$A$500")
    assert checks["G2:G500"][0] == "date"


def test_the_list_of_classes_forgets_what_is_gone_and_survives_anything(tmp_path: Path) -> None:
    one, other = (new_class(tmp_path / name, name) for name in ("satu", "dua"))
    assert known_classes() == [other, one]
    remember_class(one)
    assert known_classes() == [one, other]
    other.rename(tmp_path / "pindah")
    assert known_classes() == [one]
    kept = tmp_path / "data" / "kelas-umkm.json"
    for bad in (b"", b"{", b'{"a": 1}', b'[1, null, "", "\\u0000", "relatif"]', b"\xff\xfe"):
        kept.write_bytes(bad)
        assert known_classes() == []
        remember_class(one)
        assert known_classes() == [one]


def test_where_the_list_cannot_be_written_the_class_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "berkas").touch()
    monkeypatch.setattr(classes, "jupyter_data_dir", lambda: str(tmp_path / "berkas" / "data"))
    assert new_class(tmp_path / "baru", "Baru").is_dir()
    assert known_classes() == []


def test_the_example_class_is_what_the_demo_begins_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``course demo`` in an empty folder lays it first; in any other folder it lays nothing."""
    begun: list[Path] = []

    def stop(root: Path) -> None:
        begun.append(root)
        raise CourseError("sampai di sini")

    monkeypatch.setattr("course.demo.run_example", stop)
    run_course(tmp_path, "demo")
    assert begun == [tmp_path]
    assert len(list((tmp_path / "examples" / "inbox").iterdir())) > 100
    for name in classes.LISTS:
        assert (tmp_path / "kelas" / name).read_bytes() == (
            REPOSITORY / "examples" / name
        ).read_bytes()
    (tmp_path / "lain").mkdir()
    (tmp_path / "lain" / "catatan.txt").touch()
    run_course(tmp_path / "lain", "demo")
    assert [p.name for p in (tmp_path / "lain").iterdir()] == ["catatan.txt"]
