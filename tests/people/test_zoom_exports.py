"""Zoom's reports as they come: webinars, breaks inside cells, short rows, zones, Excel between."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import run_course
from costs import within
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from course.people.exports import read_lines

HEAD = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room"
TIMES = '"11/07/2026 08:50:00 AM","11/07/2026 09:50:00 AM",60,Yes,OK,No'
POLL_HEAD = "#,User Name,Email Address,Submitted Date and Time"
ROSTER = "participant,mentor,consent,name,email\n" + "".join(
    f"W0{n},,2026-11-01,{name},{name.split()[0].lower()}@contoh.example\n"
    for n, name in enumerate(("Cempaka Hijau", "Kenanga Putih", "Melati Wangi", "Randu Jati"), 1)
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "kelas").mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "kelas" / "workshop.csv").write_text(ROSTER, "utf-8")
    return tmp_path


def the_sheet(root: Path) -> Path:
    return next(p for p in (root / "kelas" / "zoom").iterdir() if p.name.startswith("cocokkan"))


def rows_of(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    page = load_workbook(path).worksheets[0]
    return [["" if c is None else str(c) for c in row] for row in page.iter_rows(values_only=True)]


def say_yes(root: Path) -> None:
    """Confirm every proposal, in a CSV beside the workbook as some program saves it."""
    head, *rows = rows_of(the_sheet(root))
    at, proposed = head.index("benar"), head.index("usulan")
    text = io.StringIO()
    csv.writer(text).writerows(
        [head, *([*row[:at], "ya" if row[proposed] else "tidak"] for row in rows)]
    )
    (root / "kelas" / "zoom" / "cocokkan.csv").write_text(text.getvalue(), "utf-8")


def counted(root: Path, *words: str) -> tuple[dict[str, int], list[list[str]], str]:
    """Match, confirm and import; return minutes by code, the votes and what was said."""
    matched = run_course(root, "zoom", "match", *words)
    assert matched.returncode == 0, matched.stderr
    say_yes(root)
    done = run_course(root, "zoom", "import", *words)
    assert done.returncode in {0, 1}, done.stderr
    read = csv.reader(io.StringIO((root / "kelas" / "workshop" / "hadir.csv").read_text("utf-8")))
    votes = csv.reader(
        io.StringIO((root / "kelas" / "workshop" / "polling.csv").read_text("utf-8"))
    )
    minutes = {code: int(spent) for code, spent, _ in list(read)[1:] if code}
    return minutes, list(votes)[1:], matched.stdout + done.stdout


@pytest.mark.parametrize(
    "name",
    ["W01 Cempaka\vHijau", "W01 Cempaka\u2028Hijau", "W01 Cempaka\x85Hijau", '"W01 Cempaka\nHijau"',
     '"W01 Cempaka\r\nHijau"', '"W01 Cempaka\u2029Hijau\x0c"', "W01 \u200eCempaka\u202fHijau"],
)  # fmt: skip
def test_a_break_inside_a_cell_is_a_space(name: str, desk: Path) -> None:
    report = f"{HEAD}\n{name},,{TIMES}\nW02 Kenanga Putih,,{TIMES}\n"
    (desk / "p.csv").write_bytes(report.encode())
    minutes, _, said = counted(desk, "p.csv")
    assert minutes == {"W01": 60, "W02": 60}, said
    assert any("W01 Cempaka Hijau" in row for row in rows_of(the_sheet(desk)))


@pytest.mark.parametrize("question", ["Kanal mana\vyang dipakai?", '"Kanal mana\nyang dipakai?"',
                                      "Kanal mana\u2028yang dipakai?", '"Kanal mana yang\r\ndipakai?"'])  # fmt: skip
def test_a_break_inside_a_poll_s_question_is_a_space(question: str, desk: Path) -> None:
    (desk / "p.csv").write_text(f"{HEAD}\nW01 Cempaka,,{TIMES}\n", "utf-8")
    rows = "".join(f"{n},W0{n}\u2028(Toko,,11/07/2026 09:56:01,WhatsApp\n" for n in (1, 2, 3))
    poll = f"Overview\nGenerate Time\n\nKanal\n{POLL_HEAD},{question}\n{rows}"
    (desk / "poll.csv").write_bytes(poll.encode())
    _, votes, said = counted(desk, "p.csv", "--poll", "poll.csv")
    assert [vote[2:] for vote in votes] == [["Kanal mana yang dipakai?", "WhatsApp"]] * 3, said


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("many", [";".join("ABCDEFGH"), "A, B, C; D, E, F;G", "A\tB;C"])
def test_options_do_not_choose_the_separator(many: str, separator: str, desk: Path) -> None:
    (desk / "p.csv").write_text(f"{HEAD}\nW01 Cempaka,,{TIMES}\n", "utf-8")
    text = io.StringIO()
    table = csv.writer(text, delimiter=separator)
    table.writerow([*POLL_HEAD.split(","), "Kanal mana saja?"])
    for n in range(1, 31):
        table.writerow([n, f"W{n:02d} Nama", "", "11/07/2026 09:56:01", many])
    (desk / "poll.csv").write_text(text.getvalue(), "utf-8")
    minutes, votes, said = counted(desk, "p.csv", "--poll", "poll.csv")
    assert minutes == {"W01": 60}
    assert len(votes) == 30 * len(many.split(";")), said


@pytest.mark.parametrize(
    "row", ["2,W02 Nama", "2", "2,W02 Nama,", "2,W02 Nama,,11/07/2026 09:56:02",
            "2,Kenanga, Putih,,11/07/2026 09:56:02,WhatsApp"],
)  # fmt: skip
def test_a_poll_s_row_without_its_cells_is_named_and_the_others_count(row: str, desk: Path) -> None:
    (desk / "p.csv").write_text(f"{HEAD}\nW01 Cempaka,,{TIMES}\n", "utf-8")
    good = [f"{n},W0{n} Nama,,11/07/2026 09:56:01,WhatsApp" for n in (1, 3)]
    (desk / "poll.csv").write_text("\n".join([f"{POLL_HEAD},Kanal?", good[0], row, good[1]]))
    _, votes, said = counted(desk, "p.csv", "--poll", "poll.csv")
    assert [vote[0] for vote in votes] == ["W01", "W03"]
    assert "poll.csv, baris 3:" in said


WEBINAR = """Attendee Report
Report Generated:,"Nov 7, 2026 12:00 PM"
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Unique Viewers,Total Users,Max Concurrent Views,Enable Registration
Lokakarya,000 0000 0000,"Nov 7, 2026 08:40 AM",125,3,0,2,4,3,Yes
Host Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Panitia,panitia@contoh.example,"Nov 7, 2026 08:40:00","Nov 7, 2026 10:45:00",125,No,Indonesia
Panelist Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,W01 Cempaka Hijau,cempaka@contoh.example,"Nov 7, 2026 09:30:00","Nov 7, 2026 10:00:00",30,Yes,Indonesia
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,"Usaha (""kuliner"", bukan jasa)",Country/Region Name
Yes,W01 Cempaka Hijau,Cempaka,Hijau,cempaka@contoh.example,,"Nov 1, 2026 08:00:00",approved,"Nov 7, 2026 08:50:00","Nov 7, 2026 09:50:00",60,Yes,kue,Indonesia
No,W02 Kenanga Putih,Kenanga,Putih,kenanga@contoh.example,,"Nov 1, 2026 08:00:00",approved,--,--,--,--
Other Attended,
User Name,Join Time,Leave Time,Time in Session (minutes),Country/Region Name
W03 telepon,"Nov 7, 2026 09:00:00","Nov 7, 2026 09:20:00",20,Indonesia
"""


@pytest.mark.parametrize("saved", ["by Zoom", "by Excel, padded"])
def test_a_webinar_s_tables_are_read_each_by_its_own_columns(saved: str, desk: Path) -> None:
    text = WEBINAR
    if saved != "by Zoom":
        lines = list(csv.reader(io.StringIO(WEBINAR)))
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerows([*x, *[""] * (14 - len(x))] for x in lines)
        text = out.getvalue()
    (desk / "w.csv").write_text(text, "utf-8")
    minutes, _, said = counted(desk, "w.csv")
    assert minutes == {"W01": 70, "W03": 20}
    assert "tidak terbaca" not in said
    assert any("Panitia" in row for row in rows_of(the_sheet(desk)))
    assert not any("W02 Kenanga Putih" in row for row in rows_of(the_sheet(desk)))


def test_a_meeting_with_rooms_or_two_reports_in_one_file(desk: Path) -> None:
    about = "Topic,ID,Host,Duration (minutes),Start time,End time,Participants\nLokakarya,0,Panitia,125,a,b,3\n"
    room = HEAD + ",Breakout room"
    report = (
        f"{about}\n{HEAD}\nW01 Cempaka,,{TIMES}\n\nTopik,,{TIMES}\n\nRuang 1\n{room}\n"
        f'W01 Cempaka,,"11/07/2026 09:40:00 AM","11/07/2026 10:00:00 AM",20,Yes,OK,No,Ruang 1\n'
        f"\n{about}\n{HEAD}\nW02 Kenanga,,{TIMES}\n"
    )
    (desk / "p.csv").write_text(report, "utf-8")
    minutes, _, said = counted(desk, "p.csv")
    assert minutes == {"W01": 70, "W02": 60}
    assert any("Topik" in row for row in rows_of(the_sheet(desk)))
    assert "terbaca" not in said


SPAN = [
    ("2026-11-07T08:50:00+07:00", "2026-11-07T09:50:00+07:00"),
    ("2026-11-07T01:50:00Z", "2026-11-07T02:50:00Z"),
    ("2026-11-07T01:50:00.000Z", "2026-11-07T09:50:00+0700"),
    ("2026-11-07 08:50:00 GMT+7", "2026-11-07 09:50:00 GMT+07:00"),
    ("2026-11-07 08:50 WIB", "2026-11-07 10:50 WITA"),
    ("\u200e11/07/2026 08:50:00 AM", "\u200e11/07/2026 09:50:00 AM"),
    ("\u200e11\u200f/07/2026 08:50:00\u202fAM", "11/07/2026 09:50:00\u00a0AM"),
    ("11/07/2026, 8:50:00 a.m.", "11/07/2026, 9:50:00 a.m."),
    ("07/11/2026 08.50.00", "07/11/2026 09.50.00"),
    ("7/11/26 8.50", "7/11/26 9.50"),
    ("Sabtu, 7 November 2026 08.50.00 WIB", "Sabtu, 7 November 2026 09.50.00 WIB"),
    ("7 Nop 2026 pukul 08.50", "7 Nop 2026 pukul 09.50"),
    ("Sat, Nov 7, 2026 08:50:00 AM (Asia/Jakarta)", "Sat, Nov 7, 2026 09:50:00 AM (Asia/Jakarta)"),
    ("Sept 7 2026 8:50:12 PM", "Sept 7 2026 9:50:12 PM"),
    ("7-Agt-2026 12:10:00 AM", "7-Agt-2026 01:10:00 AM"),
    ("46333,3680556", "46333,4097222"),
    ("08:50", "09:50"),
    ("23:30", "00:30"),
    ("11/07/2026 08:50:00 AM", "########"),
]


@pytest.mark.parametrize(("join", "leave"), SPAN)
def test_two_devices_at_once_count_once_however_times_are_written(
    join: str, leave: str, desk: Path
) -> None:
    row = f'W01 Cempaka Hijau,,"{join}","{leave}",60,Yes,OK,No\n'
    (desk / "p.csv").write_text(f"{HEAD}\n{row}{row}", "utf-8")
    minutes, _, said = counted(desk, "p.csv")
    assert minutes == {"W01": 60}
    assert "jam tidak terbaca" not in said


def test_a_minute_more_or_an_hour_of_nowhere_is_named(desk: Path) -> None:
    rows = "".join(
        f"W0{n} Nama,,{join},{leave},60,Yes,OK,No\n"
        for n, (join, leave) in enumerate(
            [("31/02/2026 08:50", "31/02/2026 09:50"), ("07/11/2026 29:50", "x"), ("", "")], 1
        )
    )
    (desk / "p.csv").write_text(f"{HEAD}\n{rows}", "utf-8")
    minutes, _, said = counted(desk, "p.csv")
    assert minutes == {"W01": 60, "W02": 60, "W03": 60}
    assert said.count("jam tidak terbaca") == 2 * 3


def as_excel_id_text(report: str) -> bytes:
    """A report opened by an Indonesian Excel (all in column A) and saved again."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([line] for line in report.splitlines())
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_utf16(report: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter="\t").writerows(csv.reader(io.StringIO(report)))
    return out.getvalue().encode("utf-16")


def as_ansi(report: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(csv.reader(io.StringIO(report)))
    return out.getvalue().encode("cp1252")


@pytest.mark.parametrize("saved", [as_excel_id_text, as_utf16, as_ansi])
def test_a_report_that_went_through_excel(saved: Callable[[str], bytes], desk: Path) -> None:
    (desk / "p.csv").write_bytes(saved(f"{HEAD}\nW01 Déwi,,{TIMES}\nW02 Ayu,,{TIMES}\n"))
    minutes, _, said = counted(desk, "p.csv")
    assert minutes == {"W01": 60, "W02": 60}, said
    assert any("W01 Déwi" in row for row in rows_of(the_sheet(desk)))


def test_a_report_saved_as_a_workbook_keeps_its_clock(desk: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(HEAD.split(","))
    span = [dt.datetime(2026, 11, 7, 8, 50), dt.datetime(2026, 11, 7, 9, 50)]  # noqa: DTZ001
    for _ in range(2):
        page.append(["W01 Cempaka", None, *span, 60, "Yes", "OK", "No"])
    book.save(desk / "p.xlsx")
    assert counted(desk, "p.xlsx")[0] == {"W01": 60}


@pytest.mark.parametrize("name", ['"Sari', 'Sari "Toko', '"Sari" Toko', 'Sa"ri"'])
def test_a_quotation_mark_swallows_no_rows(name: str, desk: Path) -> None:
    report = f"{HEAD}\nW01 {name},,{TIMES}\n{name} W02,,{TIMES}\nW03 Melati,,{TIMES}\n"
    (desk / "p.csv").write_text(report, "utf-8")
    minutes, _, said = counted(desk, "p.csv")
    assert minutes == {"W01": 60, "W02": 60, "W03": 60}, said


@settings(max_examples=40)
@given(
    cells=st.lists(
        st.text(st.sampled_from("aé 🌸,;\t\"'\n\r\v\u2028\x85?#"), min_size=1, max_size=12),
        min_size=1, max_size=5,
    ),
    separator=st.sampled_from((",", ";", "\t")),
    ends=st.sampled_from(("\n", "\r\n")),
)  # fmt: skip
def test_whatever_stands_in_cells_comes_back_line_by_line(
    cells: list[str], separator: str, ends: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("x") / "x.csv"
    out = io.StringIO()
    table = csv.writer(out, delimiter=separator, lineterminator=ends, quoting=csv.QUOTE_ALL)
    table.writerows([("satu", "dua"), *((f"x{cell}", cell) for cell in cells)])
    path.write_bytes(out.getvalue().encode())
    read = read_lines(path, "tabel", lambda cell: cell in {"satu", "dua"})
    assert [len(line) for line in read] == [2] * (len(cells) + 1)
    assert [line[1] for line in read[1:]] == [" ".join(cell.split()) for cell in cells]


def test_a_long_report_is_read_in_a_moment(desk: Path) -> None:
    (desk / "p.csv").write_text(HEAD + "\n" + f'W01 "x,,{TIMES}\n' * 4000, "utf-8")
    found = []
    within(15, lambda: found.append(run_course(desk, "zoom", "match", "p.csv").returncode))
    assert found[0] == 0
