"""*Peserta*: what is typed is what is saved, problems stand at their cells, nobody is lost."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from course import CourseError
from course.desk import people
from course.desk.page import Form
from course.desk.work import State, Work
from course.people.blank import blank_roster
from course.people.editing import read_grid
from course.people.lists import MENTORS, PARTICIPANTS, SPEAKERS


def press(action: Any, root: Path, values: dict[str, str], *files: tuple[str, Path]) -> State:
    """Press a button in this process; return what was said."""
    work = Work(State("uji"), lambda _state: None)
    action(root, Form(values, files), work)
    return work.state


def edit(line: int, was: str, **cells: str) -> dict[str, Any]:
    return {"line": line, "was": was, "cells": cells, "gone": False}


def saved(root: Path, *edits: dict[str, Any], which: str = "peserta", **more: str) -> State:
    form = {"daftar": which, "ubah": json.dumps(edits), **more}
    return press(people.save, root, form)


def said(state: State) -> str:
    return "\n".join(words for _, words in state.lines)


def roster(root: Path) -> str:
    return (root / "kelas" / "roster.csv").read_text("utf-8")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A class that has nothing yet."""
    (tmp_path / "kelas").mkdir()
    return tmp_path


def marks(root: Path, which: str = "peserta") -> dict[tuple[int, str], str]:
    """Return the first sentence of each marked cell by row and column."""
    shown = people.show(root, {"daftar": which})
    return {
        (row["line"], cell["column"]): cell["said"][0][1]
        for row in shown["rows"] for cell in row["cells"] if cell["said"]
    }  # fmt: skip


def test_an_empty_class_shows_a_table_and_a_form(bare: Path) -> None:
    for which in (*people.LISTS, "kelas", "apa-saja"):
        shown = people.show(bare, {"daftar": which})
        assert not shown["unreadable"]
    assert people.show(bare, {})["next_code"] == "U01"
    assert people.show(bare, {"daftar": "narasumber"})["next_code"] == "NS01"


def test_a_new_list_keeps_what_was_typed_and_makes_codes(bare: Path) -> None:
    odd = {"name": "=Bu 'Ani', \"toko\"", "whatsapp": "+62 812-0000-0001", "consent": "3/11/26"}
    state = saved(bare, edit(0, "", **odd), edit(0, "", name="Pak Budi"), edit(0, "", name=" "))
    assert "Ditambahkan 2: U01, U02." in said(state)
    assert people._some(["U10", "U100", "U9", "MH1"]) == "MH1, U9, U10, U100"
    grid = read_grid(bare, PARTICIPANTS)
    assert [row["participant"] for row in grid.rows] == ["U01", "U02"]
    assert {column: grid.rows[0][column] for column in odd} == odd
    assert "'=Bu" in roster(bare)  # no spreadsheet reckons with it
    assert (bare / "kelas" / "roster.csv").stat().st_mode & 0o077 == 0


def test_what_is_wrong_stands_at_its_cell_and_is_kept(small_class: Path) -> None:
    state = saved(
        small_class,
        edit(2, "U01", consent="kemarin", whatsapp="8,12E+10"),
        edit(3, "U04", participant="U01"),
        edit(4, "U07", mentor="Kak Tika", helper="mungkin"),
        ya="1",
    )
    assert "perlu diperbaiki; lihat sel yang merah" in said(state)
    found = marks(small_class)
    assert found[2, "consent"].startswith("Tanggal persetujuan 'kemarin' tidak terbaca. Tulis")
    assert found[2, "whatsapp"].startswith("Nomor WhatsApp kehilangan angka (Excel")
    assert found[3, "participant"].startswith("Kode U01 sudah dipakai di baris 2.")
    assert found[4, "mentor"] == "Pendamping 'Kak Tika' harus seperti MH03."
    assert found[4, "helper"] == "Helper 'mungkin' harus ya atau tidak."
    grid = read_grid(small_class, PARTICIPANTS)
    assert (grid.rows[0]["consent"], grid.rows[0]["whatsapp"]) == ("kemarin", "8,12E+10")


def test_only_changed_cells_are_written(small_class: Path) -> None:
    before = roster(small_class).splitlines()
    saved(small_class, edit(3, "U04", town="Bumiayu; kota"))
    after = roster(small_class).splitlines()
    assert [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == [2]
    assert after[2] == before[2].replace(",Tegal,", ",Bumiayu; kota,")


def test_rows_moved_by_another_program_are_found_by_their_code(small_class: Path) -> None:
    path = small_class / "kelas" / "roster.csv"
    head, *rows = roster(small_class).splitlines()
    path.write_text("\n".join([head, *reversed(rows)]) + "\n", "utf-8")
    state = saved(small_class, edit(2, "U01", town="Wlingi"), edit(9, "U55", town="Solo"))
    assert "1 baris sudah tidak ada di daftar" in said(state)
    assert [
        line.split(",")[0] for line in roster(small_class).splitlines() if "Wlingi" in line
    ] == ["U01"]
    assert "Solo" not in roster(small_class)


def test_who_has_answered_leaves_only_after_a_question(small_class: Path) -> None:
    before = roster(small_class)
    gone = {"line": 2, "was": "U01", "cells": {}, "gone": True}
    asked = saved(small_class, gone, {**gone, "line": 5, "was": "U08"})
    assert (asked.ask, roster(small_class)) == ("Ya, simpan", before)
    assert "U01, U08 sudah menjawab. Di luar daftar, jawabannya tetap disimpan" in said(asked)
    assert "Cadangan › Hapus data seseorang" in said(asked)
    done = press(people.save, small_class, dict(asked.values))
    assert "Keluar dari daftar 2: U01, U08." in said(done)
    assert "Cadangan kelas dibuat dulu" in said(done)
    assert "U01" not in roster(small_class)
    assert (small_class / "submitted" / "U01").is_dir()
    # Another code for the same row is the same question.
    assert saved(small_class, edit(2, "U04", participant="U44")).ask
    # Nobody new gets the code of somebody whose answers are here.
    saved(small_class, edit(0, "", name="Bu Baru"))
    assert "U09" in roster(small_class)


def test_who_has_not_answered_leaves_at_once(small_class: Path) -> None:
    saved(small_class, edit(0, "", name="Bu Baru"))
    line = len(roster(small_class).splitlines())
    state = saved(small_class, {"line": line, "was": "U09", "cells": {}, "gone": True})
    assert (state.ask, "Keluar dari daftar 1: U09." in said(state)) == ("", True)


def sent(tmp_path: Path, text: str, encoding: str = "utf-8-sig") -> tuple[str, Path]:
    path = tmp_path / "berkas"
    path.write_bytes(text.encode(encoding))
    return "Daftar ibu-ibu.csv", path


EXCEL = (
    "No;Nama Lengkap;No. HP;Tanggal persetujuan;Usaha\r\n"
    "1;Bu Ani;8,12E+10;03/11/2026;keripik\r\n2;Bu Béa;81200000002;4/11/2026;\r\n"
)


def test_a_list_from_excel_is_taken_after_it_was_shown(bare: Path, tmp_path: Path) -> None:
    asked = press(people.take, bare, {"daftar": "peserta"}, sent(tmp_path, EXCEL))
    assert "Akan ditambahkan 2: U01, U02." in said(asked)
    assert "Kolom 'Tanggal persetujuan' dibaca sebagai tanggal persetujuan." in said(asked)
    assert "Kolom yang tidak dipakai: No." in said(asked)
    assert not (bare / "kelas" / "roster.csv").exists()
    press(people.take, bare, dict(asked.values))
    grid = read_grid(bare, PARTICIPANTS)
    assert [(row["name"], row["consent"]) for row in grid.rows] == [
        ("Bu Ani", "03/11/2026"), ("Bu Béa", "4/11/2026"),
    ]  # fmt: skip
    found = marks(bare)
    assert found[2, "whatsapp"].startswith("Nomor WhatsApp kehilangan angka")
    assert found[3, "whatsapp"] == "Nomor WhatsApp tanpa 0 dibaca dengan 62 di depan."
    # The same file once more changes nothing, nor does a broken number replace a good one.
    saved(bare, edit(2, "U01", whatsapp="081200000001"))
    again = press(people.take, bare, {"daftar": "peserta"}, sent(tmp_path, EXCEL))
    assert "Tidak ada yang berubah." in said(again)
    assert "1 nomor atau tanggal di berkas itu rusak" in said(again)


@pytest.mark.parametrize(
    "text",
    [
        "Nama,WhatsApp,Persetujuan,Pendamping\nBu Ani,081200000001,3/11/2026,MH01\n",
        "Nama Peserta,No HP,Usaha,Kota,Pendamping\nBu Ani,081200000001,batik,Brebes,MH01\n",
        "Nama,No HP,Kode Pendamping\nBu Ani,081200000001,MH01\nBu Béa,081200000002,MH01\n",
    ],
)
def test_participants_without_codes_are_no_mentors(bare: Path, tmp_path: Path, text: str) -> None:
    asked = press(people.take, bare, {"daftar": "peserta"}, sent(tmp_path, text))
    assert "Akan ditambahkan" in said(asked)


def test_a_list_of_mentors_is_no_list_of_participants(bare: Path, tmp_path: Path) -> None:
    text = "Nama,No HP,Pendamping\nKak Ani,081200000001,MH01\nKak Béa,081200000002,MH02\n"
    with pytest.raises(CourseError, match="ini daftar pendamping, bukan daftar peserta"):
        press(people.take, bare, {"daftar": "peserta"}, sent(tmp_path, text))


def test_a_list_that_replaces_asks_for_those_who_answered(
    small_class: Path, tmp_path: Path
) -> None:
    text = "participant,mentor,consent,token\nU01,MH01,2026-10-26,\nU30,MH01,2026-10-26,\n"
    form = {"daftar": "peserta"}
    adds = press(people.take, small_class, form, sent(tmp_path, text))
    assert ("keluar" not in said(adds), "ditambahkan 1: U30" in said(adds)) == (True, True)
    asked = press(people.take, small_class, {**form, "cara": "ganti"}, sent(tmp_path, text))
    assert "Akan keluar 3: U04, U07, U08." in said(asked)
    assert "U04, U07, U08 sudah menjawab" in said(asked)
    token = read_grid(small_class, PARTICIPANTS).rows[0]["token"]
    press(people.take, small_class, dict(asked.values))
    rows = read_grid(small_class, PARTICIPANTS).rows
    assert [(row["participant"], row["token"]) for row in rows] == [("U01", token), ("U30", "")]


def test_a_workbook_stays_the_list(bare: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "peserta"
    for row in (["participant", "mentor", "consent", "hobi"], ["U01", "MH01", "2026-11-01", "x"]):
        sheet.append(row)
    book.create_sheet("catatan").append(["biar"])
    book.save(bare / "kelas" / "roster.xlsx")
    saved(bare, edit(2, "U01", name="=1+1"), edit(0, "", name="Bu Dua", mentor="MH02"))
    assert sorted(path.suffix for path in (bare / "kelas").glob("roster*")) == [".xlsx"]
    after = load_workbook(bare / "kelas" / "roster.xlsx")
    assert after.sheetnames == ["peserta", "catatan"]
    assert [[cell.value for cell in row] for row in after["peserta"]] == [
        ["participant", "mentor", "consent", "hobi", "name"],
        ["U01", "MH01", "2026-11-01", "x", "=1+1"],
        ["U02", "MH02", None, None, "Bu Dua"],
    ]
    assert after["peserta"]["E2"].data_type == "s"
    assert [c["name"] for c in people.show(bare, {})["columns"]][-1] == "hobi"


def test_the_workbook_of_a_new_class_is_filled(bare: Path) -> None:
    path = bare / "kelas" / "roster.xlsx"
    path.write_bytes(blank_roster())
    for which, first in (("peserta", "U01"), ("pendamping", "MH01"), ("narasumber", "NS01")):
        shown = people.show(bare, {"daftar": which})
        assert (shown["rows"], shown["whole"], shown["next_code"]) == ([], [], first)
        saved(bare, edit(0, "", name="Bu Ani", whatsapp="081200000001"), which=which)
        assert read_grid(bare, people.LISTS[which]).codes == [first]
    assert list((bare / "kelas").glob("*.csv")) == []
    book = load_workbook(path)
    assert book.sheetnames == ["peserta", "pendamping", "dosen", "narasumber", "petunjuk"]
    number = book["peserta"]["D2"]
    assert (number.value, number.number_format) == ("081200000001", "@")
    assert len(book["peserta"].data_validations.dataValidation) == 4
    assert book["peserta"]["A1"].comment


def test_the_other_lists_are_made_and_checked_too(bare: Path) -> None:
    saved(bare, edit(0, "", name="Kak Tika", lecturer="D07"), which="pendamping")
    saved(bare, edit(0, "", name="Bu Dosen"), which="dosen")
    saved(bare, edit(0, "", name="Pak Ahli"), which="narasumber")
    saved(bare, edit(0, "", name="Bu Ani", consent="2026-11-01", mentor="MH01"))
    assert read_grid(bare, MENTORS).codes == ["MH01"]
    assert read_grid(bare, SPEAKERS).codes == ["NS01"]
    assert marks(bare, "pendamping") == {
        (2, "lecturer"): "Dosen D07 tidak ada di daftar dosen. Tambahkan, atau perbaiki kodenya."
    }
    whole = people.show(bare, {"daftar": "pendamping"})["whole"]
    assert whole == [("!", "Pendamping dengan kurang dari 2 mitra: MH01 (1).")]


def test_a_list_nobody_can_read_is_put_aside(bare: Path) -> None:
    (bare / "kelas" / "roster.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 old")
    assert "Excel lama" in people.show(bare, {})["unreadable"]
    press(people.put_aside, bare, {"daftar": "peserta"})
    assert (bare / "kelas" / "roster-lama.xlsx").exists()
    assert not people.show(bare, {})["unreadable"]


@pytest.mark.parametrize("text", ["{", "[1]", '[{"line": -1}]', '[{"line": 0, "more": 1}]'])
def test_what_is_no_change_is_refused(bare: Path, text: str) -> None:
    with pytest.raises(CourseError, match="tidak bisa dibaca"):
        press(people.save, bare, {"daftar": "peserta", "ubah": text})
    with pytest.raises(CourseError, match="tidak dikenal"):
        press(people.save, bare, {"daftar": "../x", "ubah": "[]"})


FACTS = {
    "course.name": "Kelas Tegal", "course.id": "tegal-2027", "course.partners": "3",
    "course.start": "2027-01-04", "course.end": "2027-02-28", "test.0.lesson": "pretest",
    "test.0.opens": "4/1/2027", "test.0.closes": "2027-01-08", "test.1.lesson": "posttest",
    "test.1.opens": "", "test.1.closes": "2027-02-28",
}  # fmt: skip


def facts(root: Path, **changes: str) -> State:
    known = dict(people.show(root, {"daftar": "kelas"})["facts"].values)
    return press(people.save_facts, root, {**known, **changes})


def test_a_class_gets_its_facts_from_the_form(small_class: Path) -> None:
    state = press(people.save_facts, small_class, FACTS)
    assert said(state) == "Data kelas disimpan."
    shown = people.show(small_class, {"daftar": "kelas"})["facts"]
    assert not shown.problems
    assert {name: shown.values.get(name, "") for name in FACTS} == {
        **FACTS, "test.0.opens": "2027-01-04",
    }  # fmt: skip


def test_new_days_of_a_test_are_not_yet_on_the_phones(small_class: Path) -> None:
    press(people.save_facts, small_class, FACTS)
    site = small_class / "kelas" / "site" / "index.html"
    site.parent.mkdir(exist_ok=True)
    site.touch()
    assert said(facts(small_class, **{"course.name": "Kelas Slawi"})) == "Data kelas disimpan."
    told = said(facts(small_class, **{"test.1.closes": "2027-02-27"}))
    assert "masih memuat tanggal tes yang lama" in told


def test_what_a_new_class_lacks_is_said_at_its_fields_alone(small_class: Path) -> None:
    state = press(people.save_facts, small_class, {**FACTS, "course.start": "", "course.name": ""})
    assert [name for name, _ in state.fields] == ["course.name", "course.start"]
    assert said(state).splitlines()[1] == "Hari pertama: belum ada; tambahkan."
    assert not (small_class / "kelas" / "program.toml").exists()


def example(root: Path) -> Path:
    path = root / "kelas" / "program.toml"
    path.write_bytes((root / "examples" / "program.toml").read_bytes())
    return path


def test_the_file_keeps_its_comments(small_class: Path) -> None:
    path = example(small_class)
    text = path.read_text("utf-8")
    weeks = text.index("# Pelajaran tiap minggu"), text.index("# Kapan tes dibuka")
    text = text[: weeks[0]] + text[weeks[1] :]
    # A small class has two lessons.
    unknown = re.compile(r'(?:lessons|lesson|sheets) = (?!"pretest"|"posttest")')
    before = "".join(line for line in text.splitlines(keepends=True) if not unknown.match(line))
    path.write_text(before, "utf-8")
    assert said(facts(small_class, **{"course.name": "Kelas Baru"})) == "Data kelas disimpan."
    assert path.read_text("utf-8") == before.replace("Kelas UMKM Contoh", "Kelas Baru")
    # A later end makes a stage longer, and its length is reckoned anew.
    moved = {"course.end": "2026-11-23", "stage.6.end": "2026-11-23"}
    assert said(facts(small_class, **moved)) == "Data kelas disimpan."
    assert 'duration = "5 hari"' in path.read_text("utf-8")
    # What is wrong is said at its field, and nothing is written.
    now = path.read_text("utf-8")
    wrong = facts(small_class, **{"course.end": "besok", "course.id": "Kelas Satu"})
    assert [name for name, _ in wrong.fields] == ["course.id", "course.end"]
    assert dict(wrong.fields)["course.end"] == (
        "Hari terakhir: bukan tanggal; tulis seperti 2026-11-02."
    )
    closed = facts(small_class, **{"test.1.closes": "2026-11-01"})
    assert [name for name, _ in closed.fields] == ["test.1.closes"]
    # A class that begins a week later is moved as a whole, after a question.
    asked = facts(small_class, **{"course.start": "2026-11-02"})
    assert (asked.ask, path.read_text("utf-8")) == ("Ya, geser semua tanggal", now)
    press(people.save_facts, small_class, dict(asked.values))
    shown = people.show(small_class, {"daftar": "kelas"})["facts"]
    assert not shown.problems
    assert shown.values["stage.0.start"] == shown.values["test.0.opens"] == "2026-11-02"
    assert shown.values["workshop.date"] == "2026-11-14"
