"""The sheet in which a person confirms who is who, as Excels save it; nothing in it gets lost."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from conftest import run_course
from openpyxl import Workbook, load_workbook

from course.privacy.identity import Person
from course.privacy.zoom import attendees_of, is_sheet, tables, without_attendee, without_match

HEAD = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room"
TIMES = '"11/07/2026 08:50:00 AM","11/07/2026 09:50:00 AM",60,Yes,OK,No'
ROSTER = "participant,mentor,consent,name\nW01,,2026-11-01,Cempaka Hijau\nW02,,2026-11-01,Kenanga Putih\nW03,,2026-11-01,Dewi Melati\nW28,,2026-11-01,Melati Wangi\n"
NAMES = ("W01 Cempaka Hijau", "Kenanga Putih 🌸", "Déwi Melati")
COLUMNS = ["nama_zoom", "email", "menit", "usulan", "nama_daftar", "yakin", "alasan", "benar"]
CODES = {"W01", "W02", "W03"}


def report(*names: str) -> str:
    return "\n".join([HEAD, *(f"{name},,{TIMES}" for name in names), ""])


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A workshop of three whose sheet was just made."""
    (tmp_path / "kelas").mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "kelas" / "workshop.csv").write_text(ROSTER, "utf-8")
    (tmp_path / "p.csv").write_text(report(*NAMES), "utf-8")
    assert run_course(tmp_path, "zoom", "match", "p.csv").returncode == 0
    return tmp_path


def sheet_rows(root: Path) -> list[list[str]]:
    page = load_workbook(root / "kelas" / "zoom" / "cocokkan.xlsx").worksheets[0]
    return [["" if c is None else str(c) for c in row] for row in page.iter_rows(values_only=True)]


def beside(root: Path, data: bytes, name: str = "cocokkan.csv") -> None:
    (root / "kelas" / "zoom" / name).write_bytes(data)


def filled(names: tuple[str, ...] = NAMES, separator: str = ";", ends: str = "\r\n") -> str:
    """A sheet answered by a person: a yes, then codes."""
    said = ("ya", "W02", "w 3")
    rows = [[name, "", "60", code, "", "kuat", "kode ada di nama", answer]
            for name, code, answer in zip(names, ("W01", "W02", "W28"), said, strict=True)]  # fmt: skip
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=ends).writerows([COLUMNS, *rows])
    return out.getvalue()


def one_column(text: str, outer: str) -> str:
    """A sheet that showed in column A, the answers typed into column B."""
    head, *rows = csv.reader(io.StringIO(text), delimiter="," if outer == ";" else ";")
    inner, out = "," if outer == ";" else ";", io.StringIO()
    table = csv.writer(out, delimiter=outer)
    table.writerow([inner.join(head), ""])
    table.writerows([inner.join([*row[:-1], ""]), row[-1]] for row in rows)
    return out.getvalue()


def present(root: Path) -> set[str]:
    text = (root / "kelas" / "workshop" / "hadir.csv").read_text("utf-8")
    return {row["participant"] for row in csv.DictReader(io.StringIO(text))} - {""}


EMOJI_LOST = ("W01 Cempaka Hijau", "Kenanga Putih ??", "Déwi Melati")
SAVED = {
    "CSV UTF-8": b"\xef\xbb\xbf" + filled().encode(),
    "CSV without a mark": filled(separator=",").encode(),
    "CSV (ANSI)": filled(EMOJI_LOST).encode("cp1252"),
    "CSV UTF-8 after ANSI": b"\xef\xbb\xbf" + filled(EMOJI_LOST).encode(),
    "Unicode text": filled(separator="\t").encode("utf-16"),
    "a Mac": unicodedata.normalize("NFD", filled()).encode(),
    "one column, Indonesian": b"\xef\xbb\xbf" + one_column(filled(separator=","), ";").encode(),
    "one column, English": one_column(filled(), ",").encode(),
    "LibreOffice": filled(separator=",", ends="\n").encode(),
    "other spaces and cases": filled(("w01 cempaka  hijau ", " KENANGA Putih 🌸", "DÉWI melati\u200e")).encode(),
    "rows above and blank ones": ("Daftar;;;;;;;\r\n;;;;;;;\r\n" + filled() + ";;;;;;;\r\n").encode(),
}  # fmt: skip


@pytest.mark.parametrize("saved", SAVED)
def test_the_sheet_is_read_however_it_was_saved(saved: str, desk: Path) -> None:
    beside(desk, SAVED[saved])
    done = run_course(desk, "zoom", "import", "p.csv")
    assert done.returncode == 0, done.stdout + done.stderr
    assert present(desk) == CODES
    # And the answers stand in the next workbook; the CSV is kept under another name.
    again = run_course(desk, "zoom", "match", "p.csv")
    assert again.returncode == 0
    assert "cocokkan.csv disimpan sebagai lama-1-cocokkan.csv" in again.stdout
    assert (desk / "kelas" / "zoom" / "lama-1-cocokkan.csv").read_bytes() == SAVED[saved]
    assert run_course(desk, "zoom", "import", "p.csv").returncode == 0
    assert present(desk) == CODES


def test_the_workbook_is_filled_in_and_private(desk: Path) -> None:
    path = desk / "kelas" / "zoom" / "cocokkan.xlsx"
    assert path.stat().st_mode & 0o077 == 0
    book = load_workbook(path)
    page = book.worksheets[0]
    assert [c.value for c in page[1]] == COLUMNS
    said = {"W01 Cempaka Hijau": True, "Kenanga Putih 🌸": "w-2", "Déwi Melati": "W 003"}
    for row in page.iter_rows(min_row=2):
        row[7].value = said[str(row[0].value)]
    book.save(path)
    done = run_course(desk, "zoom", "import", "p.csv")
    assert (done.returncode, present(desk)) == (0, CODES), done.stdout


@pytest.mark.parametrize(
    ("names", "lost"),
    [
        (("W01 Cempaka Hijau", "Kenanga Pu?ih", "Déwi Melati"), {"W02"}),
        (("W01 Cempaka Hijau", "????", "D?wi Melati"), {"W02", "W03"}),
        (("W01 Cempaka Hijau", "Kenanga Putih ??", "6,28E+11"), {"W03"}),
    ],
)
def test_who_no_longer_fits_the_report_has_a_line(
    names: tuple[str, ...], lost: set[str], desk: Path
) -> None:
    (desk / "kelas" / "zoom" / "cocokkan.xlsx").unlink()
    beside(desk, filled(names).encode())
    done = run_course(desk, "zoom", "import", "p.csv")
    assert (done.returncode, present(desk)) == (1, CODES - lost)
    for code in lost:
        assert f"nama ini tidak ada di laporan; {code} tidak dihitung" in done.stdout
    missing = [line for line in done.stdout.splitlines() if "belum ada di lembar" in line]
    assert len(missing) == len(lost)
    assert all("p.csv, baris" in line for line in missing)
    assert not any(name in done.stdout for name in ("Kenanga", "Melati"))
    # Nothing is lost: the rows stand at the foot of the next sheet, for a person to move.
    run_course(desk, "zoom", "match", "p.csv")
    assert {row[7] for row in sheet_rows(desk) if row[6] == "tidak ada di laporan ini"} == {
        {"W02": "W02", "W03": "w 3"}[code] for code in lost
    }


def test_two_who_differ_by_what_was_lost_are_not_guessed(desk: Path) -> None:
    (desk / "p.csv").write_text(report("Kenanga Putih 🌸", "Kenanga Putih 🌺", NAMES[0]), "utf-8")
    (desk / "kelas" / "zoom" / "cocokkan.xlsx").unlink()
    beside(desk, filled((NAMES[0], "Kenanga Putih ??", "Kenanga Putih ?? ")).encode())
    done = run_course(desk, "zoom", "import", "p.csv")
    assert (done.returncode, present(desk)) == (1, {"W01"})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cocokkan.xlsx", b"PK\x03\x04 half a workbook"),
        ("cocokkan.xlsx", b""),
        ("cocokkan.csv", b"a;b\r\n1;2\r\n"),
        ("cocokkan.csv", b""),
        ("cocokkan (1).csv", bytes(range(256))),
    ],
)
def test_a_sheet_that_cannot_be_read_is_set_aside_and_a_new_one_made(
    name: str, data: bytes, desk: Path
) -> None:
    beside(desk, filled(separator=",").encode(), "cocokkan - Sheet1.csv")
    beside(desk, data, name)
    stuck = run_course(desk, "zoom", "import", "p.csv")
    assert stuck.returncode == 2
    assert stuck.stderr.count("\n") == 1
    matched = run_course(desk, "zoom", "match", "p.csv")
    assert matched.returncode == 0, matched.stderr
    assert "tidak bisa dibaca; jawabannya tidak terbawa" in matched.stdout
    assert (desk / "kelas" / "zoom" / f"lama-1-{name}").read_bytes() == data
    assert [row[7] for row in sheet_rows(desk)[1:]] == ["ya", "W02", "w 3"]
    assert run_course(desk, "zoom", "import", "p.csv").returncode == 0


def test_a_yes_stays_with_the_proposal_it_was_said_to(desk: Path) -> None:
    book = load_workbook(desk / "kelas" / "zoom" / "cocokkan.xlsx")
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[7].value = "ya"
    book.save(desk / "kelas" / "zoom" / "cocokkan.xlsx")
    old = {row[0]: row[3] for row in sheet_rows(desk)[1:]}
    assert old["Kenanga Putih 🌸"] == "W02"
    roster = ROSTER.replace("Kenanga Putih", "Orang Lain") + "W30,,2026-11-01,Kenanga Putih\n"
    (desk / "kelas" / "workshop.csv").write_text(roster, "utf-8")
    run_course(desk, "zoom", "match", "p.csv")
    new = {row[0]: (row[3], row[7]) for row in sheet_rows(desk)[1:]}
    assert new["Kenanga Putih 🌸"] == ("W30", "W02")


def test_two_sheets_that_disagree_count_for_nobody(desk: Path) -> None:
    beside(desk, filled().encode())
    beside(desk, filled().replace("W02\r\n", "W28\r\n").encode(), "cocokkan (1).csv")
    done = run_course(desk, "zoom", "import", "p.csv")
    assert (done.returncode, present(desk)) == (1, {"W01", "W03"})
    assert "jawabannya berbeda untuk nama yang sama" in done.stdout


def test_answers_for_another_meeting_stay(desk: Path) -> None:
    beside(desk, filled().encode())
    (desk / "second.csv").write_text(report("Randu"), "utf-8")
    run_course(desk, "zoom", "match", "second.csv")
    run_course(desk, "zoom", "match", "p.csv", "second.csv")
    said = {row[0]: row[7] for row in sheet_rows(desk)[1:]}
    assert said == {**dict(zip(NAMES, ("ya", "W02", "w 3"), strict=True)), "Randu": ""}


def test_excel_s_lock_and_other_files_are_no_sheets(desk: Path) -> None:
    beside(desk, filled().encode())
    for name in ("~$cocokkan.xlsx", ".~lock.cocokkan.xlsx#", "lama-1-cocokkan.csv", "catatan.csv"):
        beside(desk, b"\x00", name)
    assert run_course(desk, "zoom", "import", "p.csv").returncode == 0
    book = Workbook()
    book.save(desk / "kelas" / "zoom" / "lain.xlsx")
    assert run_course(desk, "zoom", "import", "p.csv").returncode == 0


def test_who_is_forgotten_leaves_every_sheet(desk: Path) -> None:
    beside(desk, filled(separator=",").encode(), "lama-1-cocokkan.csv")
    beside(desk, report(*NAMES).encode(), "participants_1.csv")
    path = desk / "kelas" / "zoom" / "cocokkan.xlsx"
    book = load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[7].value = {"Kenanga Putih 🌸": "W02"}.get(str(row[0].value), "tidak")
    book.save(path)
    person = Person("W02", frozenset({"Kenanga Putih"}))
    known = attendees_of(desk, person)
    for table in tables(desk):
        without = without_match if is_sheet(desk, table) else without_attendee
        left = without(table.read_bytes(), person, known)
        if left is not None:
            table.write_bytes(left)
    assert len(sheet_rows(desk)) == len(NAMES)
    for other in ("lama-1-cocokkan.csv", "participants_1.csv"):
        text = (path.parent / other).read_text("utf-8")
        assert "Kenanga" not in text
        assert "Cempaka" in text
