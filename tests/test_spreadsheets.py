"""Tables as text: one reader, and no cell that a spreadsheet would compute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import REPOSITORY
from filled import filled, told_catalogue
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from small_workshop import new_workshop

from course import CourseError
from course.curriculum.m3_foto_katalog.keepsakes import write_catalogue
from course.curriculum.m4_strategi.cashbook import write_cashbook
from course.curriculum.m5_ekspor.keepsakes import write_price_sheet
from course.files import Places
from course.people.attendance import import_reports, match
from course.people.exports import tidy
from course.people.invitations import invite
from course.people.sheet import read_sheet
from course.people.zoom import Attendee
from course.privacy.identity import Person, plain
from course.privacy.zoom import attendees_of
from course.reports.workshop import WorkshopReport
from course.spreadsheets import (
    BadLineError,
    by_column,
    csv_text,
    guarded,
    numbered_lines,
    plain_cell,
    read_cells,
    set_cells,
    typed,
)

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
HOSTILE = (
    "=HYPERLINK(1)",
    "+HYPERLINK(1)",
    "-HYPERLINK(1)",
    "@HYPERLINK(1)",
    "Mawar",
    "=cmd|' /C'!A0",
    " =HYPERLINK(2)",
    "＝HYPERLINK(3)",
    "Ani; =HYPERLINK(4)",
)


@given(st.text(max_size=30))
def test_a_plain_cell_never_begins_like_a_formula(text: str) -> None:
    cell = plain_cell(text)
    assert not cell.startswith(FORMULA)
    assert cell in {text, f"'{text}"}
    assert cell != text or not text.lstrip().startswith(FORMULA)
    assert typed(cell) == text or text[:1] == "'"


rows = st.lists(
    st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=2, max_size=4),
    min_size=1, max_size=4,
)  # fmt: skip


@given(rows)
def test_what_is_written_is_read_again(table: list[list[str]]) -> None:
    read = [cells for _, cells in numbered_lines(csv_text(table), ",", strict=True)]
    assert [[guarded(cell) for cell in row] for row in table] == read


@given(rows)
def test_no_cell_is_a_formula_whatever_separates_in_that_country(table: list[list[str]]) -> None:
    """A CSV by comma, opened where the semicolon separates, is taken apart at other places."""
    for mark in (",", ";"):
        for _, cells in numbered_lines(csv_text(table), mark):
            assert not [
                cell for cell in cells if cell.lstrip(" \t\r\n").startswith(("=", "+", "-", "@"))
            ]


@pytest.mark.parametrize("text", ["=1+1", " =1+1", "\u00a0@SUM(1)", "\u200b=1", "＝1", "＋1", "－1", "＠x", "\t=1", "\n-1", "a;=1", "a\n+1", "a; @x"])  # fmt: skip
def test_what_is_guarded_comes_back_as_it_was(text: str) -> None:
    assert guarded(text) != text
    assert typed(guarded(text)) == text


def test_a_bad_line_is_named() -> None:
    with pytest.raises(BadLineError) as raised:
        list(numbered_lines('a,b\n1,"2', ",", strict=True))
    assert raised.value.line == 2


def test_marks_and_separators_of_excel_are_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("\ufeffa;b\r\n1,5;\r\n;\r\nx\r\n".encode())
    assert by_column(read_cells(path, "daftar")) == [{"a": "1,5", "b": ""}, {"a": "x", "b": ""}]
    path.write_bytes(b"\x00\x07\x00" * 99)
    with pytest.raises(CourseError, match=r"t\.csv: daftar tidak bisa dibaca"):
        read_cells(path, "daftar")


def test_csv_is_taken_apart_in_one_place() -> None:
    readers = re.compile(
        r"\bcsv\.(?:reader|DictReader|writer|DictWriter)\b|^import csv$", re.MULTILINE
    )
    found = [
        path.relative_to(REPOSITORY).as_posix()
        for path in (REPOSITORY / "course").rglob("*.py")
        if readers.search(path.read_text("utf-8"))
    ]
    assert found == ["course/spreadsheets.py"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class whose people have formulas for names and answers, with all that it writes."""
    root = tmp_path_factory.mktemp("musuh")
    new_workshop(root, 3, HOSTILE)
    places = Places(root)
    places.zoom.mkdir()
    lines = [
        ("Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)")
    ]
    times = ("11/07/2026 09:00:00 AM", "11/07/2026 10:00:00 AM", "60")
    lines += [(name, f"={name}@a.example", *times) for name in HOSTILE]
    report, polls = root / "report.csv", root / "poll.csv"
    report.write_text("\n".join(",".join(f'"{c}"' for c in line) for line in lines), "utf-8")
    votes = [("#", "User Name", "User Email", "Submitted Date/Time", "=Q1")]
    votes += [("1", name, "", "11/07/2026 09:30:00 AM", name) for name in HOSTILE]
    polls.write_text("\n".join(",".join(f'"{c}"' for c in line) for line in votes), "utf-8")
    match(root, [report], [polls], places.workshop_list)
    import_reports(root, [report], [polls], places.workshop_list)
    invite(root, places.workshop_list, "https://kelas.example", class_name=HOSTILE[0])
    places.reports.mkdir()
    WorkshopReport(root).save()
    products = [
        {"nama": name, "harga": "10rb", "isi": name, "keterangan": name, "stok": "ada"}
        for name in HOSTILE
    ]
    catalogues = [told_catalogue(HOSTILE[0], one, two) for one, two in pairwise(products)]
    made = (
        *(write_catalogue(filled("m3-foto-katalog", {"katalog-saya": one})) for one in catalogues),
        write_cashbook(filled("m4-strategi", {"kas-golongan": {f"sendiri{n}": HOSTILE[n] for n in (1, 2, 3)}})),
        write_price_sheet(filled("m5-ekspor", {"lembar-harga": {"usaha": {"barang": HOSTILE[0]}}})),
    )  # fmt: skip
    for files in made:
        for name, content in files.contents.items():
            (places.reports / name).write_bytes(content)
    report.unlink()
    polls.unlink()
    return root


def cells_of(path: Path) -> Iterator[str]:
    """Yield the texts of a file's cells; of a CSV as both countries' Excel takes it apart."""
    if path.suffix == ".csv":
        for mark in (",", ";"):
            lines = numbered_lines(path.read_text("utf-8-sig"), mark)
            yield from (cell for _, line in lines for cell in line)
        return
    for sheet in load_workbook(BytesIO(path.read_bytes())):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and (cell.data_type != "f" or "HYPER" in cell.value):
                    yield cell.value


def test_no_written_file_holds_a_formula_of_somebody_else_s(hostile: Path) -> None:
    own = Places(hostile).workshop_list
    files = sorted(
        p
        for p in hostile.rglob("*.*")
        if p.suffix in {".csv", ".xlsx"} and "source" not in p.parts and p != own
    )
    names = {path.name for path in files}
    assert {"cocokkan.xlsx", "undangan.csv", "polling.csv", "workshop-komentar.csv", "workshop.xlsx",
            "katalog.csv", "buku-kas.xlsx", "lembar-harga.xlsx"} <= names  # fmt: skip
    held = 0
    for path in files:
        for cell in cells_of(path):
            is_figure = cell == "-" or re.fullmatch(r"-[0-9.]+", cell)
            assert is_figure or plain_cell(cell) == cell, (path.name, cell)
            held += "HYPERLINK" in cell
    assert held > 20


def test_what_was_guarded_is_read_as_it_was(hostile: Path) -> None:
    known = {line.attendee.key[0] for line in read_sheet(Places(hostile).matches)}
    assert {Attendee(tidy(name), "").key[0] for name in HOSTILE} <= known
    theirs = attendees_of(hostile, Person("W01")).theirs
    assert {who for who, _ in theirs} <= {plain(name) for name in HOSTILE}


@pytest.mark.parametrize("mark", ["\u202a", "\u2066", "\u061c", "\u200e\u2061"])
def test_no_unseen_mark_hides_a_formula(mark: str) -> None:
    assert plain_cell(f"{mark}=1+1") == f"'{mark}=1+1"


def test_what_a_formula_shows_stays_when_the_book_is_changed(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["participant", "name"])
    book.worksheets[0].append(['="U"&"01"', "Bu Ani"])
    made, path = tmp_path / "made.xlsx", tmp_path / "roster.xlsx"
    book.save(made)
    # As Excel saves it: the formula, and what it shows.
    with ZipFile(made) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(
                rb'<c r="A2">(<f>.*?</f>)<v ?/?>(?:</v>)?', rb'<c r="A2" t="str">\1<v>U01</v>', old.read(name)
            ))  # fmt: skip
    assert read_cells(path, "daftar").lines[1] == ["U01", "Bu Ani"]
    set_cells(path, "daftar", {(2, 2): "=1+1", (4, 1): "U03"}, gone={3})
    lines = read_cells(path, "daftar").lines
    assert (lines[1], [line[0] for line in lines]) == (
        ["U01", "=1+1"], ["participant", "U01", "U03"],
    )  # fmt: skip
