"""Lists as Excel, WPS, LibreOffice and Google Sheets save them; nobody is lost, nobody graded unasked."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from conftest import REPOSITORY, run_course
from costs import grows_as_its_size, within
from openpyxl import Workbook, load_workbook

from course import CourseError
from course.files import Places
from course.people.lists import LECTURERS, MENTORS, PARTICIPANTS, SPEAKERS, find_list, read_list
from course.people.roster import (
    admitted,
    find_roster,
    invited,
    kept_back,
    read_roster,
    roster_problems,
    without_consent,
)
from course.people.roster_check import check_roster

TODAY = dt.date(2026, 11, 22)
HEAD = ("participant", "mentor", "token", "consent", "helper", "name")
PEOPLE = (
    ("U01", "MH01", "k7pm", "26/10/2026", "tidak", "Bu Déwi"),
    ("U03", "MH02", "hd9t", "27/10/2026", "ya", "Pak Budi"),
)
ROWS = (HEAD, *PEOPLE)


def text(mark: str, ends: str = "\r\n", rows: tuple[tuple[str, ...], ...] = ROWS) -> str:
    return "".join(mark.join(row) + ends for row in rows)


def written(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def book(path: Path, **sheets: list[tuple[object, ...]]) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        page = made.create_sheet(name.replace("_", " "))
        for row in rows:
            page.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)
    return path


SAVED = {
    "CSV of Excel in Indonesian": text(";").encode("cp1252"),
    "CSV of Excel in English": text(",").encode("cp1252"),
    "CSV UTF-8": text(";").encode("utf-8-sig"),
    "Unicode text": text("\t").encode("utf-16"),
    "Unicode text, big end first": b"\xfe\xff" + text("\t").encode("utf-16-be"),
    "Unicode text without its mark": text("\t").encode("utf-16-le"),
    "tabs": text("\t").encode(),
    "MS-DOS": text(";").encode("cp850"),
    "MS-DOS in English": text(",").encode("cp437"),
    "Macintosh": text(";", "\r").encode("mac_roman"),
    "sep=": ("sep=;\r\n" + text(";")).encode(),
    "sep= with a mark": ("sep=,\r\n" + text(",")).encode("utf-8-sig"),
    "LibreOffice, all quoted": text('","', '"\n"').removesuffix('"').join(['"', ""]).encode(),
    "in one column": "".join(f'"{line}"\r\n' for line in text(",", "\n").splitlines()).encode(),
    "in one column with empty ones": "".join(f'"{line}";;\r\n' for line in text(",", "\n").splitlines()).encode(),
    "blank columns": "".join(f"{line};;;\r\n" for line in text(";", "\n").splitlines()).encode(),
    "a title above": ("Daftar peserta, kelas Brebes;;;;;\r\n;;;;;\r\n" + text(";")).encode(),
    "blank rows between": (text(";").replace("\r\n", "\r\n;;;;;\r\n \u00a0; ;;;;\r\n\r\n")).encode(),
}  # fmt: skip


@pytest.mark.parametrize("how", SAVED)
def test_a_list_is_read_however_it_was_saved(tmp_path: Path, how: str) -> None:
    path = written(tmp_path / "roster.csv", SAVED[how])
    people = read_roster(path)
    assert {p.code: (p.mentor, p.token, p.helper) for p in people.values()} == {
        "U01": ("MH01", "k7pm", False),
        "U03": ("MH02", "hd9t", True),
    }
    assert people["U01"].consent == dt.date(2026, 10, 26)
    table = read_list(path, PARTICIPANTS)
    assert table.by_code["U01"]["name"] == "Bu Déwi"
    assert table.problems == []


@pytest.mark.parametrize("how", SAVED)
def test_a_token_is_written_as_the_list_was_saved(tmp_path: Path, how: str) -> None:
    path = written(tmp_path / "roster.csv", SAVED[how].replace(b"k7pm", b""))
    if how.startswith("Unicode text"):
        blank = "k7pm".encode("utf-16-be" if "big" in how else "utf-16-le")
        path.write_bytes(SAVED[how].replace(blank, b""))
    before = read_list(path, PARTICIPANTS)
    assert run_course_in(tmp_path, "invite", "--roster", str(path)).returncode == 0
    after = read_list(path, PARTICIPANTS)
    assert len(after.by_code["U01"]["token"]) == 4
    assert after.by_code["U03"]["token"] == "hd9t"
    for one, other in zip(before.rows, after.rows, strict=True):
        assert {**one.cells, "token": ""} == {**other.cells, "token": ""}
        assert one.line == other.line or "one column" in how


def run_course_in(root: Path, *words: str):
    written(root / "nbgrader_config.py", "")
    if not (root / "source").exists():
        (root / "source").symlink_to(REPOSITORY / "source")
    return run_course(root, *words)


@pytest.mark.parametrize("name", [" consent", "Consent ", "CONSENT", "\u00a0consent\u00a0", "Persetujuan", "consent:", "ｃｏｎｓｅｎｔ", "\ufeffconsent"])  # fmt: skip
def test_a_consent_column_so_named_keeps_people_back(tmp_path: Path, name: str) -> None:
    rows = f"participant,mentor,token,{name},helper\nU01,MH01,k7pm,,tidak\nU03,MH02,hd9t,2026-10-27,tidak\n"
    path = written(Places(tmp_path).roster, rows)
    assert without_consent(path) == {"U01"}
    assert kept_back(tmp_path) == {"U01"}
    assert admitted(tmp_path) == {"U03", "MH01", "MH02"}
    assert read_roster(path)["U03"].consent == dt.date(2026, 10, 27)


@pytest.mark.parametrize(
    "head", ["konsen", "consent date", "tanggal persetujuan", "Consnet", "Setuju?", "", "tgl_persetujuan", "consent,consent"]
)  # fmt: skip
def test_a_column_that_may_be_consent_keeps_everybody_back(tmp_path: Path, head: str) -> None:
    cells = "" if head != "consent,consent" else ","
    rows = (
        f"participant,mentor,token,{head}\nU01,MH01,k7pm,{cells}\nU03,MH02,hd9t,2026-10-27{cells}\n"
    )
    path = written(Places(tmp_path).roster, rows)
    assert without_consent(path) == {"U01", "U03"}
    problems = roster_problems(tmp_path)
    assert any("consent" in line and "tidak diolah" in line for line in problems), problems
    assert set(read_roster(path)) == {"U01", "U03"}
    assert any("consent" in line for line in check_roster(path, TODAY).problems)


def test_a_list_without_any_such_column_keeps_nobody_back(tmp_path: Path) -> None:
    path = written(tmp_path / "roster.csv", "participant,mentor,business\nU01,MH01,donat\n")
    assert without_consent(path) == set()


def test_columns_have_indonesian_names_too(tmp_path: Path) -> None:
    path = written(
        tmp_path / "roster.csv",
        "Kode Peserta;PENDAMPING;Token ;Persetujuan;Nama\nU01;MH01;ab;1 Nov 2026;Bu Ani\n",
    )
    assert read_roster(path)["U01"].consent == dt.date(2026, 11, 1)


@pytest.mark.parametrize("blank", [",,,,", " , , ,,", "", "\u00a0,,,,", '"","",,,'])
def test_a_blank_row_is_no_row_but_counts(tmp_path: Path, blank: str) -> None:
    path = written(
        Places(tmp_path).roster,
        f"participant,mentor,token,consent,helper\nU01,MH01,k7pm,2026-10-26,tidak\n{blank}\n"
        "Dewi,MH02,hd9t,2026-10-27,tidak\nU05,MH02,,2026-10-27,\n",
    )
    assert set(read_roster(path)) == {"U01", "U05"}
    (line,) = roster_problems(tmp_path)
    assert "baris 4: kode 'Dewi' harus seperti U07" in line
    assert line in check_roster(path, TODAY).problems


def test_rows_are_numbered_as_excel_shows_them(tmp_path: Path) -> None:
    """A line break in a cell makes no new row, and the line ``sep=;`` is none."""
    path = written(
        tmp_path / "roster.csv", 'sep=;\nparticipant;mentor;name\nU01;MH01;"Bu\nAni"\nDewi;MH01;\n'
    )
    assert "baris 3: kode 'Dewi'" in read_list(path, PARTICIPANTS).problems[0]


def test_one_wrong_row_stops_nobody(tmp_path: Path) -> None:
    path = written(
        Places(tmp_path).roster,
        "participant,mentor,token,consent\nU01,MH01,a,2026-11-01\nUO2,MH01,b,2026-11-01\nU03,Tika,c,1 Nov 2026\n"
        "u4,mh 1,d,11/25/2026\nU05,MH02,e,2026-11-01\nU5,MH02,f,2026-11-01\n",
    )
    people = read_roster(path)
    assert {code: p.mentor for code, p in people.items()} == {
        "U01": "MH01", "U03": "", "U04": "MH01", "U05": "MH02",
    }  # fmt: skip
    assert kept_back(tmp_path) == {"U04", "U05"}
    problems = "\n".join(roster_problems(tmp_path))
    assert "baris 3: kode 'UO2' harus seperti U07" in problems
    assert "baris 4: pendamping 'Tika' harus seperti MH03" in problems
    assert "baris 7: kode U05 sudah dipakai di baris 6" in problems
    notes = "\n".join(read_list(path, PARTICIPANTS).notes)
    assert "baris 5: kode 'u4' dibaca U04" in notes
    assert "baris 5: kode 'mh 1' dibaca MH01" in notes


def test_a_quote_that_never_closes_is_named(tmp_path: Path) -> None:
    rows = 'participant,mentor,name\nU01,MH01,"Bu Ani\nU02,MH01,Bu Eka\nU03,MH02,Pak Budi\n'
    written(Places(tmp_path).roster, rows)
    assert "baris 2: ada tanda kutip yang tidak ditutup" in "\n".join(roster_problems(tmp_path))


def test_the_sheets_of_a_book_go_by_their_names(tmp_path: Path) -> None:
    people = [("participant", "mentor", "consent"), ("U01", "MH01", dt.date(2026, 11, 1))]
    mentors = [("mentor", "whatsapp", "lecturer"), ("MH01", 81200000001.0, "d1")]
    path = book(
        tmp_path / "roster.xlsx", Catatan=[("catatan",)], Dosen=[("lecturer",), ("D01",)],
        Pendamping=mentors, Narasumber=[("speaker",), ("NS01",)], PESERTA=people,
    )  # fmt: skip
    found = check_roster(path, TODAY)
    assert found.problems == []
    assert (found.participants, found.mentors, found.lecturers) == (1, 1, 1)
    assert read_roster(path)["U01"].consent == dt.date(2026, 11, 1)
    assert [find_list(path, kind).by_code.keys() for kind in (MENTORS, LECTURERS, SPEAKERS)] == [
        {"MH01"}, {"D01"}, {"NS01"},
    ]  # fmt: skip


def test_a_sheet_of_another_name_is_told_by_its_columns(tmp_path: Path) -> None:
    people = [("participant", "mentor"), ("U01", "MH01")]
    mentors = [("mentor", "lecturer"), ("MH01", "D01")]
    path = book(
        tmp_path / "roster.xlsx", Sheet2=mentors, Data_2026=people, Sheet3=[("lecturer",), ("D01",)]
    )
    assert set(read_roster(path)) == {"U01"}
    assert "lembar Data 2026 dibaca sebagai daftar peserta" in "\n".join(
        read_list(path, PARTICIPANTS).notes
    )
    assert set(find_list(path, MENTORS).by_code) == {"MH01"}
    book(tmp_path / "roster.xlsx", Lama=people, Baru=people)
    with pytest.raises(CourseError, match="ada di 2 lembar"):
        read_roster(path)


def formatted(path: Path, rows: str) -> Path:
    """A workbook of two people whose sheet goes on with cells that are only formatted."""
    book(
        path,
        peserta=[("participant", "mentor", "token"), ("U01", "MH01", "k7pm"), ("U02", "MH01", "")],
    )
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part).replace(b"</sheetData>", f"{rows}</sheetData>".encode())
            new.writestr(part, data)
    path.write_bytes(made.getvalue())
    return path


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="A1048576" s="0"/></row>',
        '<row r="1048576"><c r="XFD1048576" s="0"/></row>',
        "".join(f'<row r="{n}" spans="1:3"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(4, 100_000)),
    ],
    ids=["the last cell of A", "the very last cell", "every row"],
)  # fmt: skip
def test_a_sheet_formatted_to_the_last_row_is_read_and_written(tmp_path: Path, rows: str) -> None:
    path = formatted(tmp_path / "roster.xlsx", rows)
    people: dict[str, object] = {}
    within(5, lambda: people.update(read_roster(path)))
    assert set(people) == {"U01", "U02"}
    if len(rows) < 100:
        assert run_course_in(tmp_path, "invite", "--roster", str(path)).returncode == 0
        assert len(read_roster(path)["U02"].token) == 4


def test_a_row_far_below_is_not_lost(tmp_path: Path) -> None:
    row = '<row r="9000"><c r="A9000" t="inlineStr"><is><t>U09</t></is></c><c r="B9000" t="inlineStr"><is><t>MH02</t></is></c></row>'
    path = formatted(tmp_path / "roster.xlsx", row)
    assert read_list(path, PARTICIPANTS).by_code["U09"].line == 9000


def test_a_book_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
        with made.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(26):
                part.write(bytes(8 << 20))
    with pytest.raises(CourseError, match=r"roster\.xlsx: daftar peserta terlalu besar"):
        read_roster(path)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("roster.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel lama"),
        ("roster.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "simpan sebagai Excel Workbook"),
        ("roster.xls", b"<html><table><tr><td>participant</td></tr></table>", "halaman web"),
        ("roster.ods", b"PK\x03\x04 open document", "simpan sebagai Excel Workbook"),
        ("roster.xlsx", b"PK\x03\x04 cut", "rusak"),
        ("roster.csv", b"\x00\x01\x02\x03\x00\x00\x07" * 99, "bukan tabel"),
        ("roster.csv", b"", "participant tidak ada"),
        ("roster.csv", b"U01;MH01\r\n", "participant tidak ada"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_named_and_keeps_everybody_back(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    written(Places(tmp_path).roster.with_name(name), content)
    for gate in (lambda: read_roster(find_roster(tmp_path)), lambda: admitted(tmp_path)):
        with pytest.raises(CourseError, match=says) as caught:
            gate()
        assert name in str(caught.value)
        assert "codec" not in str(caught.value)


@pytest.mark.parametrize("name", ["Roster.CSV", "roster.csv.csv", "roster.txt", "roster.csv.txt", "ROSTER.csv", "roster.tsv"])  # fmt: skip
def test_a_list_is_found_under_the_name_that_windows_gave_it(tmp_path: Path, name: str) -> None:
    written(Places(tmp_path).roster.with_name(name), text(";"))
    assert set(read_roster(find_roster(tmp_path))) == {"U01", "U03"}


def test_a_csv_under_the_name_of_a_book_and_a_book_under_a_csv_s(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", peserta=list(ROWS))
    assert set(read_roster(path.rename(tmp_path / "roster.csv"))) == {"U01", "U03"}


def test_of_two_rosters_it_is_said_which_is_used(tmp_path: Path) -> None:
    written(Places(tmp_path).roster, text(";"))
    book(
        Places(tmp_path).roster.with_suffix(".xlsx"),
        peserta=[("participant", "mentor"), ("U09", "MH01")],
    )
    assert "yang dipakai roster.csv" in "\n".join(roster_problems(tmp_path))
    done = run_course_in(tmp_path, "roster", "check")
    assert "roster.csv dan roster.xlsx ada dua-duanya" in done.stdout


def test_speakers_and_mentors_are_invited_with_their_tokens(tmp_path: Path) -> None:
    written(Places(tmp_path).roster, text(";"))
    written(Places(tmp_path).mentors, "mentor;token\r\nmh1;ab23\r\nMH07;\r\n")
    written(Places(tmp_path).speakers, "Narasumber,token\nNS1,cd45\n,\nDewi,x\n")
    people = invited(tmp_path)
    assert {code: p.token for code, p in people.items()} == {
        "U01": "k7pm", "U03": "hd9t", "MH01": "ab23", "MH02": "", "MH07": "", "NS01": "cd45",
    }  # fmt: skip


def test_no_roster_is_a_sentence_with_the_mend(tmp_path: Path) -> None:
    done = run_course_in(tmp_path, "roster", "check")
    assert done.returncode == 2
    assert "daftar peserta belum ada. Buat dengan Excel" in done.stderr
    assert "Errno" not in done.stderr


def test_how_many_partners_a_mentor_may_have_is_a_setting(tmp_path: Path) -> None:
    rows = "".join(f"U0{n},MH01,2026-11-01\n" for n in range(1, 6))
    path = written(tmp_path / "roster.csv", f"participant,mentor,consent\n{rows}")
    assert "paling banyak 2" in check_roster(path, TODAY).problems[0]
    assert check_roster(path, TODAY, partners=5).problems == []


def test_a_participant_with_a_mentor_s_code_is_named(tmp_path: Path) -> None:
    path = written(
        tmp_path / "roster.csv",
        "participant,mentor,consent\nU01,MH01,2026-11-01\nMH01,MH02,2026-11-01\n",
    )
    assert "MH01 juga kode pendamping" in "\n".join(check_roster(path, TODAY).problems)


def test_numbers_and_dates_that_excel_changed_are_named_at_their_row(tmp_path: Path) -> None:
    path = written(
        tmp_path / "roster.csv",
        "participant;mentor;consent;token;whatsapp\nU01;MH01;46322;ab12;8,12E+11\nU02;MH01;3 Nov 2026;2,00E+57;812 3456 7890\n",
    )
    found = check_roster(path, TODAY)
    problems, warnings = "\n".join(found.problems), "\n".join(found.warnings)
    assert "baris 2: nomor WhatsApp kehilangan angka" in problems
    assert "Teks" in problems
    assert "baris 3: token tidak terbaca" in problems
    assert "baris 2: tanggal persetujuan 46322 dibaca 2026-10-27" in warnings
    assert "baris 3: nomor WhatsApp tanpa 0 dibaca dengan 62" in warnings
    assert "3456" not in problems + warnings


def test_a_token_written_into_a_book_changes_nothing_else(tmp_path: Path) -> None:
    path = book(tmp_path / "roster.xlsx", Pendamping=[("mentor", "whatsapp"), ("MH01", "081200000001")],
                Peserta=[("participant", "mentor", "n"), ("U01", "MH01", "=1+1"), (), ("u2", "MH01", 3)])  # fmt: skip
    assert run_course_in(tmp_path, "invite", "--roster", str(path)).returncode == 0
    made = load_workbook(path)
    assert made.sheetnames == ["Pendamping", "Peserta"]
    assert [cell.value for cell in made["Peserta"]["C"]] == ["n", "=1+1", None, 3]
    assert [cell.value for cell in made["Pendamping"][1]] == ["mentor", "whatsapp", "token"]
    tokens = [cell.value for cell in made["Peserta"]["D"]]
    assert (tokens[0], tokens[2], len(tokens[1]), len(tokens[3])) == ("token", None, 4, 4)


def test_a_list_of_many_is_read_in_time_that_grows_with_it(tmp_path: Path) -> None:
    for people in (4_000, 8_000):
        rows = "".join(f"U{n:05},MH{n // 2:05},,2026-11-01,Bu Ani\n" for n in range(people))
        head = "participant,mentor,token,consent,name\n"
        written(tmp_path / f"{people}.csv", head + rows)

    def read(people: int) -> None:
        assert len(read_roster(tmp_path / f"{people}.csv")) == people

    grows_as_its_size(read, 4_000)


def test_a_letter_among_the_digits_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "roster.csv", "participant,mentor\nU01,MH01\nUO10,MH01\nSO11,MH01\n")
    assert set(read_roster(path)) == {"U01", "SO11"}
    assert (
        "baris 3: kode 'UO10': huruf O atau angka 0?" in read_list(path, PARTICIPANTS).problems[0]
    )
