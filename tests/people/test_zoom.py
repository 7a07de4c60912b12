"""Zoom's own reports: every layout, the right minutes, names only as far as the confirmed sheet."""

from __future__ import annotations

import csv
import datetime as dt
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from conftest import REPOSITORY, run_course
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from course import CourseError
from course.evaluation.workshop import read_workshop
from course.people.attendance import import_reports, match
from course.people.exports import Span, minutes_together
from course.people.matching import Person, propose
from course.people.polls import read_polls
from course.people.zoom import Attendee, read_participants

EXAMPLE = REPOSITORY / "examples" / "zoom"
DAY = dt.date(2026, 11, 7)
OLD = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room"
NEW = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room"
INDONESIAN = "Nama (nama asli),Email,Waktu bergabung,Waktu keluar,Durasi (menit),Tamu,Respons penafian rekaman,Di ruang tunggu"
ABOVE_OLD = "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n000,Lokakarya,11/07/2026 08:40:00 AM,11/07/2026 10:45:00 AM,host@contoh.example,125,3\n\n"
ABOVE_NEW = 'Topic,ID,Host,Duration (minutes),Start time,End time,Participants\nLokakarya,000 0000,Panitia (host@contoh.example),125,"11/07/2026 08:40:00 AM","11/07/2026 10:45:00 AM",3\n\n'
ABOVE_INDONESIAN = "Topik,ID,Host,Durasi (menit),Waktu mulai,Waktu berakhir,Peserta\nLokakarya,000 0000,Panitia,125,07/11/2026 08:40:00,07/11/2026 10:45:00,3\n\n"


def rows(form: str, yes: str = "Yes", no: str = "No") -> str:
    """Sawo: joined, dropped out, joined again, and with a second device; waited before."""

    def at(hour: int, minute: int) -> str:
        return f'"{dt.datetime(2026, 11, 7, hour, minute).strftime(form)}"'  # noqa: DTZ001

    return "\n".join([
        f"W01 Sawo,,{at(8, 50)},{at(9, 0)},10,{yes},OK,{yes}",
        f"W01 Sawo,,{at(9, 0)},{at(9, 30)},30,{yes},OK,{no}",
        f"W01 Sawo,,{at(9, 40)},{at(10, 10)},30,{yes},OK,{no}",
        f"W01 laptop,,{at(9, 20)},{at(10, 0)},40,{yes},OK,{no}",
        f"Randu (Galaxy A12),,{at(9, 5)},{at(9, 50)},45,{yes},,{no}",
        "",
    ])  # fmt: skip


LAYOUTS = {
    "2021, US clock": OLD + "\n" + rows("%m/%d/%Y %I:%M:%S %p"),
    "2021, about the meeting": ABOVE_OLD + OLD + "\n" + rows("%m/%d/%Y %I:%M:%S %p"),
    "2024": ABOVE_NEW + NEW + "\n" + rows("%m/%d/%Y %I:%M:%S %p"),
    "2024, byte order mark, day first": "\ufeff"
    + ABOVE_NEW
    + NEW
    + "\n"
    + rows("%d/%m/%Y %H:%M:%S"),
    "Indonesian account": ABOVE_INDONESIAN
    + INDONESIAN
    + "\n"
    + rows("%d/%m/%Y %H:%M:%S", "Ya", "Tidak"),
    "ISO times": OLD + "\n" + rows("%Y-%m-%d %H:%M:%S"),
    "months in words": NEW + "\n" + rows("%b %d, %Y %I:%M:%S %p"),
    "saved by Excel in Indonesia": (
        INDONESIAN + "\n" + rows("%d/%m/%Y %H.%M.%S", "Ya", "Tidak")
    ).replace(",", ";"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_rejoined_and_doubled_joins_give_the_right_minutes(layout: str, tmp_path: Path) -> None:
    path = tmp_path / "participants.csv"
    path.write_bytes(LAYOUTS[layout].replace("\n", "\r\n").encode())
    report = read_participants(path, DAY)
    assert report.problems == []
    spans = [j.span for j in report.joins if j.attendee.name.startswith("W01") and not j.waiting]
    # 9.00 to 10.10 without the gap that the laptop covers: 70 minutes, not 100.
    assert minutes_together(span for span in spans if span) == 70
    assert [join.waiting for join in report.joins] == [True, False, False, False, False]


def test_one_row_a_person_is_read_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(
        "Name (Original Name),User Email,Total Duration (Minutes),Guest\nW01 Sawo,,65,Yes\n"
    )
    report = read_participants(path)
    assert [join.minutes for join in report.joins] == [65]
    assert "tanpa centang Show unique users" in report.problems[0]
    path.write_text("Nama (nama asli),Email,Total durasi (menit)s,Tamu\nW01 Sawo,,65,Ya\n")
    assert [join.minutes for join in read_participants(path).joins] == [65]


def test_a_flat_report_repeats_the_meeting_on_every_row(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(
        "Topic,Meeting ID,User Email,Duration (Minutes),Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
        "Lokakarya,0,host@contoh.example,125,W01 Sawo,w@contoh.example,2026-11-07 09:00:00,2026-11-07 09:58:00,58\n"
    )
    (join,) = read_participants(path).joins
    assert (join.attendee.email, join.minutes) == ("w@contoh.example", 58)


def test_day_and_month_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    # Over midnight 6/5 and 6/6 differ by a month in one reading and by a day in the other.
    path.write_text(OLD + "\nW01 Sawo,,05/06/2026 23:50:00,06/06/2026 00:20:00,30,Yes,,No\n")
    (join,) = read_participants(path).joins
    assert join.span == Span(dt.datetime(2026, 6, 5, 23, 50), dt.datetime(2026, 6, 6, 0, 20))  # noqa: DTZ001
    path.write_text(OLD + "\nW01 Sawo,,07/11/2026 09:00:00,07/11/2026 09:20:00,20,Yes,,No\n")
    (join,) = read_participants(path, DAY).joins
    assert join.span
    assert join.span.start.date() == DAY


def test_an_unreadable_row_is_named_and_the_others_count(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    good = "W01 Sawo,,2026-11-07 09:00:00,2026-11-07 09:20:00,20,Yes,,No"
    path.write_text(
        f"{OLD}\n{good}\nW02 Jati,,kemarin,tadi,,Yes,,No\nW03 Waru,,kemarin,tadi,15,Yes,,No\n"
    )
    report = read_participants(path)
    assert [join.attendee.name for join in report.joins] == ["W01 Sawo", "W03 Waru"]
    assert "baris 3: waktu dan durasi tidak terbaca" in report.problems[0]
    assert "baris 4: jam tidak terbaca; dipakai durasi" in report.problems[1]


@pytest.mark.parametrize("content", [b"", b"nama,umur\nx,1\n", b"\x00\xff\xfe\x00", b"PK\x03\x04"])
def test_another_file_is_refused_in_one_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(content)
    with pytest.raises(CourseError, match="bukan laporan peserta Zoom"):
        read_participants(path)
    with pytest.raises(CourseError, match="bukan laporan polling Zoom"):
        read_polls([path])


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=8))
def test_minutes_never_exceed_the_meeting_nor_the_sum(joins: list[tuple[int, int]]) -> None:
    day = dt.datetime(2026, 11, 7, 9)  # noqa: DTZ001
    spans = [
        Span(day + dt.timedelta(minutes=a), day + dt.timedelta(minutes=a + d)) for a, d in joins
    ]
    covered = {minute for a, d in joins for minute in range(a, a + d)}
    assert minutes_together(spans) == len(covered)


POLLS = {
    "2020, in turns": '#,User Name,User Email,Submitted Date/Time,\n1,W01 Sawo,,"Nov 07, 2026 09:56:01",Sudah jadi?,Sudah,Kendala?,Sinyal;Waktu,\n2,W02 Jati,,"Nov 07, 2026 09:56:05",Sudah jadi?,Belum,\n',
    "2021, tables by question": "Poll Report\nReport Generated:,11/07/2026 11:00:00\nTopic,Meeting ID,Actual Start Time\nLokakarya,0,11/07/2026 08:40:00\nPoll Details\n#,User Name,User Email,Submitted Date/Time,Sudah jadi?\n1,W01 Sawo,,11/07/2026 09:56:01,Sudah\n2,W02 Jati,,11/07/2026 09:56:02,Belum\n#,User Name,User Email,Submitted Date/Time,Kendala?\n1,W01 Sawo,,11/07/2026 10:27:00,Sinyal;Waktu\n",
    "2025, an overview first": "Overview\nGenerate Time,Meeting Topic,Meeting/Webinar ID,Actual Start Time\n11/07/2026,Lokakarya,0,11/07/2026\n\nLaunched Polls\n#,Poll Name,Questions,Responses\n1,Tugas,2,2\n\nTugas\n#,User Name,Email Address,Submitted Date and Time,Sudah jadi?,Kendala?\n1,W01 Sawo,,11/07/2026 09:56:01,Sudah,Sinyal;Waktu\n2,W02 Jati,,11/07/2026 09:56:02,Belum,\n",
    "2026, one row an answer": "Poll Report\nReport generated time,11/07/2026 06:18:23 PM\n\nTopic,Webinar ID,Actual Start Time,# Poll\nLokakarya,0,11/07/2026,3\n\n#,User Name,User Email,Submitted Time (Asia/Jakarta),Question,Answer\n1,W01 Sawo,,11/07/2026,Sudah jadi?,Sudah\n2,W01 Sawo,,11/07/2026,Kendala?,Sinyal;Waktu\n3,W02 Jati,,11/07/2026,Sudah jadi?,Belum\n",
}  # fmt: skip


@pytest.mark.parametrize("layout", POLLS)
def test_polls_are_read_in_each_layout(layout: str, tmp_path: Path) -> None:
    path = tmp_path / "poll.csv"
    path.write_text("\ufeff" + POLLS[layout], "utf-8")
    votes = {
        (v.attendee.name if v.attendee else "", v.question): v.options
        for v in read_polls([path]).votes
    }
    assert votes == {
        ("W01 Sawo", "Sudah jadi?"): ("Sudah",),
        ("W01 Sawo", "Kendala?"): ("Sinyal", "Waktu"),
        ("W02 Jati", "Sudah jadi?"): ("Belum",),
    }


def test_the_last_answer_counts_but_anonymous_ones_all_do(tmp_path: Path) -> None:
    path = tmp_path / "poll.csv"
    head = "#,User Name,User Email,Submitted Date/Time,Sudah jadi?\n"
    path.write_text(
        head
        + "1,W01,,t,Belum\n2,W01,,t,Sudah\n3,Anonymous Attendee,,t,Sudah\n4,Anonymous Attendee,,t,Sudah\n"
    )
    votes = read_polls([path]).votes
    assert [(v.attendee is None, v.answer) for v in votes] == [
        (False, "Sudah"),
        (True, "Sudah"),
        (True, "Sudah"),
    ]


PEOPLE = [
    Person("W01", "Sawo Hijau", "sawo@contoh.example"), Person("W02", "Sawo Kuning", ""),
    Person("W03", "Kenanga Putih", ""), Person("W04", "Randu Jati Wangi", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "email", "code", "certainty"),
    [
        ("W02 - toko sawo", "", "W02", "kuat"),
        ("w 02 sawo", "", "W02", "kuat"),
        ("Toko Hijau", "SAWO@contoh.example", "W01", "kuat"),
        ("Bu Kenanga Putih", "", "W03", "kuat"),
        ("Kenanga putih 🌸", "", "W03", "kuat"),
        ("Kenangga Puti", "", "W03", "kuat"),
        ("Toko Bunga (Kenanga Putih)", "", "W03", "kuat"),
        ("Sawo", "", "W01", "ragu"),
        ("Randu", "", "W04", "ragu"),
        ("iPhone", "", "", ""),
        ("Galaxy A12", "", "", ""),
        ("", "", "", ""),
        ("W77 orang lain", "", "", ""),
    ],
)
def test_names_are_proposed_with_their_certainty(
    name: str, email: str, code: str, certainty: str
) -> None:
    attendee = Attendee(name, email)
    found = propose([attendee], PEOPLE)[attendee.key]
    assert (found.code, found.certainty) == (code, certainty), found
    if name == "Sawo":
        assert "mungkin juga W02" in found.reason


def test_who_renamed_is_proposed_for_the_phone_they_came_with_too() -> None:
    renamed, phone = Attendee("W03 Kenanga (Redmi 9A)", ""), Attendee("Redmi 9A", "")
    found = propose([renamed, phone], PEOPLE)
    assert (found[phone.key].code, found[phone.key].certainty) == ("W03", "ragu")
    other = Attendee("W04 Randu (Redmi 9A)", "")
    assert propose([renamed, phone, other], PEOPLE)[phone.key].code == ""


@pytest.fixture
def workshop(course_root: Path) -> Path:
    for name in ("workshop.csv", "program.toml"):
        shutil.copy(REPOSITORY / "examples" / name, course_root / "kelas")
    for path in EXAMPLE.glob("*_0*.csv"):
        shutil.copy(path, course_root)
    return course_root


REPORT, POLL = "participants_00000000000.csv", "pollreport_00000000000.csv"


def answer(root: Path, changes: dict[str, str]) -> None:
    """Fill in the sheet as a person does: yes to what is right, a code or no to the rest."""
    path = root / "kelas" / "zoom" / "cocokkan.xlsx"
    book = load_workbook(path)
    for name, _, _, proposed, *_, said in book.worksheets[0].iter_rows(min_row=2):
        said.value = changes.get(str(name.value), "ya" if proposed.value else "tidak")
    book.save(path)


def test_nothing_counts_before_a_person_has_confirmed_it(workshop: Path) -> None:
    first = run_course(workshop, "zoom", "import", REPORT)
    assert (first.returncode, "Jalankan dulu: course zoom match" in first.stderr) == (2, True)
    matched = run_course(workshop, "zoom", "match", REPORT, "--poll", POLL)
    assert matched.returncode == 0, matched.stderr
    assert "59 nama" in matched.stdout
    assert (workshop / "kelas" / "zoom" / "cocokkan.xlsx").stat().st_mode & 0o077 == 0
    empty = run_course(workshop, "zoom", "import", REPORT, "--poll", POLL)
    assert empty.returncode == 1
    assert "kolom benar masih kosong; tidak dihitung" in empty.stdout
    assert "0 peserta hadir, 59 nama tanpa kode" in empty.stdout


def test_the_example_workshop_gives_the_funnel(workshop: Path) -> None:
    assert run_course(workshop, "zoom", "match", REPORT, "--poll", POLL).returncode == 0
    answer(workshop, {"vivo 1906": "w11"})
    done = run_course(workshop, "zoom", "import", REPORT, "--poll", POLL)
    assert done.returncode == 0, done.stdout + done.stderr
    attendance = pd.read_csv(workshop / "kelas" / "workshop" / "hadir.csv").set_index("participant")
    # 8.5x to 10.1x under the new name, then again under the phone's: both count, once.
    assert attendance.loc["W11", "joins"] == 2
    assert attendance.loc["W05", "joins"] == 2
    assert attendance.loc["W05", "minutes"] < 125
    assert "W13" not in attendance.index
    tables = read_workshop(workshop)
    assert tables.funnel["n"].tolist() == [50, 46, 41, 27]
    assert tables.funnel["of_previous"].round(1).tolist()[1:] == [92.0, 89.1, 65.9]
    assert tables.unnamed == 10
    assert set(tables.polls["of"]) == {43, 45}


def test_answers_in_the_sheet_stay_when_it_is_made_again(workshop: Path) -> None:
    run_course(workshop, "zoom", "match", REPORT)
    answer(workshop, {"iPhone": "W29"})
    run_course(workshop, "zoom", "match", REPORT, "--poll", POLL)
    page = load_workbook(workshop / "kelas" / "zoom" / "cocokkan.xlsx").worksheets[0]
    said = {row[0]: row[7] for row in page.iter_rows(min_row=2, values_only=True)}
    assert said["iPhone"] == "W29"
    assert said["Zoom user"] == "tidak"


def test_a_task_s_poll_that_nobody_was_asked_is_named(workshop: Path) -> None:
    run_course(workshop, "zoom", "match", REPORT, "--poll", POLL)
    answer(workshop, {})
    program = workshop / "kelas" / "program.toml"
    text = program.read_text("utf-8")
    program.write_text(text.replace('poll = "Apakah satu', 'poll = "Apakah  satu?'), "utf-8")
    done = run_course(workshop, "zoom", "import", REPORT, "--poll", POLL)
    assert done.returncode == 1
    assert done.stdout.count("tidak ada di laporan polling") == 1


def test_a_wrong_answer_in_the_sheet_is_named(workshop: Path) -> None:
    run_course(workshop, "zoom", "match", REPORT)
    answer(workshop, {"iPhone": "W99", "Zoom user": "entah"})
    done = run_course(workshop, "zoom", "import", REPORT)
    assert done.returncode == 1
    assert "'W99' bukan ya, tidak, atau kode" in done.stdout
    assert "'entah' bukan ya" in done.stdout


def test_names_and_addresses_go_no_further_than_the_sheet(demo: tuple[Path, str]) -> None:
    root, printed = demo
    table = (root / "kelas" / "workshop.csv").read_text("utf-8").splitlines()
    names = [row["name"] for row in csv.DictReader(table)]
    mails = re.compile(r"[\w.]+@[\w.]+")
    out = [
        p
        for room in ("workshop", "reports")
        for p in (root / "kelas" / room).rglob("*")
        if p.suffix in {".csv", ".html", ".svg"}
    ]
    assert len(out) > 5
    for path in out:
        text = path.read_text("utf-8")
        assert not mails.search(text.replace("@media", "")), path.name
        assert not [name for name in names if name in text], path.name
    assert not [name for name in names if name in printed]
    assert not re.search(
        r"\bW\d\d\b", (root / "kelas" / "reports" / "workshop.html").read_text("utf-8")
    )


def test_who_has_not_agreed_is_left_out_of_the_workshop(workshop: Path) -> None:
    text = (workshop / "kelas" / "workshop.csv").read_text("utf-8")
    (workshop / "kelas" / "workshop.csv").write_text(
        text.replace("W01,,,2026-11-01,", "W01,,,,"), "utf-8"
    )
    run_course(workshop, "zoom", "match", REPORT, "--poll", POLL)
    answer(workshop, {})
    done = run_course(workshop, "zoom", "import", REPORT, "--poll", POLL)
    assert "W01: belum ada tanggal persetujuan" in done.stdout
    for name in ("hadir.csv", "polling.csv"):
        assert "W01" not in (workshop / "kelas" / "workshop" / name).read_text("utf-8")
    assert read_workshop(workshop).funnel["n"].tolist()[0] == 49


def test_a_group_below_five_gets_no_report(workshop: Path) -> None:
    lines = (workshop / "kelas" / "workshop.csv").read_text("utf-8").splitlines()
    (workshop / "kelas" / "workshop.csv").write_text("\n".join(lines[:5]), "utf-8")
    match(workshop, [workshop / REPORT], [], workshop / "kelas" / "workshop.csv", DAY)
    answer(workshop, {})
    import_reports(workshop, [workshop / REPORT], [], workshop / "kelas" / "workshop.csv", DAY)
    with pytest.raises(CourseError, match="mulai 5 orang"):
        read_workshop(workshop)


def test_a_task_can_be_an_exercise(demo_copy: Path) -> None:
    text = (demo_copy / "kelas" / "program.toml").read_text("utf-8")
    text = text.replace('poll = "Apakah satu produk sudah masuk katalog?"\nanswer = "Sudah"',
                        'lesson = "m3-foto-katalog"\nexercise = "katalog-saya"')  # fmt: skip
    (demo_copy / "kelas" / "program.toml").write_text(text.replace("sheets = ()", ""), "utf-8")
    (demo_copy / "kelas" / "workshop.csv").unlink()
    tables = read_workshop(demo_copy)
    handed_in = len(list(demo_copy.glob("submitted/*/m3-foto-katalog/answers.json")))
    assert tables.funnel["n"].iloc[0] == 10
    assert 1 <= tables.funnel["n"].iloc[-1] <= handed_in
    assert tables.beyond == tables.funnel["n"].iloc[-1]
