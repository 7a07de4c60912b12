"""The programme file: every problem in one line; its stages, rundown, dates."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import REPOSITORY, run_course

from course import lessons
from course.evaluation.progress import deed_lines, deeds, programme_state, state_lines
from course.people.program import ProgramError, read_program, retention_line
from course.people.roster import read_roster
from course.reports.programme.rundown import rundown

EXAMPLE = REPOSITORY / "examples" / "program.toml"


def problems(tmp_path: Path, old: str, new: str) -> list[str]:
    text = EXAMPLE.read_text("utf-8")
    assert old in text
    path = tmp_path / "program.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ProgramError) as caught:
        read_program(path, lessons.names(REPOSITORY))
    return list(caught.value.problems)


def test_the_example_has_the_stages_of_the_paper() -> None:
    program = read_program(EXAMPLE, lessons.names(REPOSITORY))
    by_name = {stage.name: stage for stage in program.stage}
    assert by_name["Pelatihan digital marketing"].duration == "1 hari"
    assert by_name["Pendampingan media sosial"].duration == "2 minggu"
    assert by_name["Pendampingan marketplace"].duration == "1 minggu"
    assert by_name["Peningkatan motivasi"].medium == ("WhatsApp Group",)
    assert by_name["Pendampingan marketplace"].supervisor == "dosen"
    assert program.workshop is not None
    assert program.workshop.minutes == 100


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("end = 2026-11-22", "end = 2026-10-22", "sebelum mulai"),
        ('duration = "2 minggu"', 'duration = "3 minggu"', "lamanya '3 minggu', tetapi tanggalnya 14 hari"),
        ('medium = ["Zoom Meeting"]', "medium = []", "bagian stage > 2 > medium masih kosong"),
        ('in_charge = "dosen"', 'penanggung = "dosen"', "bagian stage > 3 > in_charge belum ada"),
        ('lessons = ["m1-internet"]', 'lessons = ["m9-terbang"]', "pelajaran 'm9-terbang' tidak ada"),
        ("start = 2026-11-09", "start = 2026-11-04", "minggu 2026-11-04 kurang dari tujuh hari"),
        ("minutes = 20", "minutes = 25", "susunan acara berjumlah 105 menit, lokakarya 100 menit"),
        ('answer = "Sudah"', 'answer = ""', "isi lesson dan exercise, atau poll dan answer"),
        ("date = 2026-11-07", "date = 2026-12-07", "tanggal lokakarya 2026-12-07 di luar"),
        ("retention_until = 2027-11-22", "retention_until = 2026-11-01", "retention_until lebih awal"),
        ("minutes = 100", 'minutes = "seratus"', "bagian workshop > minutes harus angka bulat"),
        ("start = 09:00:00", 'start = "pagi"', "bagian workshop > start bukan jam"),
        ("hours = 32", 'hours = "banyak"', "bagian certificate > hours harus angka bulat"),
        ("least = 60", "least = 600", "bagian certificate > least terlalu besar"),
        ("least = 60", 'least = "cukup"', "bagian certificate > least harus angka"),
        ("skills = 3", "skills = 0", "bagian certificate > skills harus angka bulat mulai 1"),
        ('lessons = ["pretest", "posttest"]', 'lessons = ["m9-terbang"]', "'m9-terbang' tidak ada"),
        ("[course]", "[course", "tulisannya tidak bisa dibaca"),
        ("least = 60", "least = 60%", "tulisannya tidak bisa dibaca"),
    ],
)  # fmt: skip
def test_each_mistake_is_explained(tmp_path: Path, old: str, new: str, line: str) -> None:
    found = problems(tmp_path, old, new)
    assert any(line in problem for problem in found), found
    assert all("program.toml" in problem and "\n" not in problem for problem in found)
    assert not any("(at line" in problem for problem in found), "no English"


def test_the_state_by_stage_counts_what_came(demo: tuple[Path, str]) -> None:
    root, printed = demo
    program = read_program(root / "kelas" / "program.toml")
    people = read_roster(root / "kelas" / "roster.csv")
    states = programme_state(root, program, people, dt.date(2026, 11, 10))
    assert [s.state for s in states] == [
        *("selesai", "selesai", "selesai", "berjalan", "belum mulai", "berjalan", "belum mulai"),
    ]  # fmt: skip
    assert states[0].came == (("asesmen", 10, 10), ("pretest", 10, 10))
    assert states[0].complete
    assert states[2].in_words == "pendampingan 5 dari 5", "mentors are asked for their lesson"
    assert states[3].in_words == "m1-internet 9 dari 10"
    assert not states[3].complete
    for line in state_lines(program, states)[:2]:
        assert line.split(":")[0].removeprefix("✓ ") in printed


def test_the_demo_prints_the_state_beside_the_table(demo: tuple[Path, str]) -> None:
    root, printed = demo
    for words in (
        "Keadaan program Kelas UMKM Contoh",
        "2. Pelatihan digital marketing",
        "narasumber inkubator bisnis; dibimbing dosen | Zoom Meeting",
        "Masuk: posttest 9 dari 10",
        "kelas/reports/workshop.html",
    ):
        assert words in printed
    assert (root / "kelas" / "reports" / "workshop.html").is_file()


def test_the_rundown_fills_the_time_and_links_the_lessons() -> None:
    program = read_program(EXAMPLE)
    lines = rundown(REPOSITORY, program, "https://kelas.example/umkm/")
    assert (lines[0].start, lines[-1].end) == (dt.time(9, 0), dt.time(10, 40))
    linked = [line.link for line in lines if line.link]
    assert linked[0] == "https://kelas.example/umkm/m1-internet.html"
    assert all(a.end == b.start for a, b in pairwise(lines))


def test_the_rundown_is_a_page_to_print(demo_copy: Path) -> None:
    done = run_course(demo_copy, "rundown", "--site", "https://kelas.example/")
    assert done.returncode == 0, done.stderr
    page = (demo_copy / "kelas" / "reports" / "rundown.html").read_text("utf-8")
    assert "09.30–09.55" in page
    assert 'href="https://kelas.example/m2-akun-usaha.html"' in page
    assert "<script" not in page


def test_without_a_workshop_there_is_no_rundown(demo_copy: Path) -> None:
    text = EXAMPLE.read_text("utf-8").split("# Lokakarya Zoom")[0]
    (demo_copy / "kelas" / "program.toml").write_text(text, "utf-8")
    for words in (("rundown",), ("report", "workshop")):
        done = run_course(demo_copy, *words)
        assert done.returncode == 2
        assert "lokakarya" in done.stderr


@pytest.mark.parametrize(
    ("today", "words"),
    [(dt.date(2026, 11, 22), ""), (dt.date(2027, 11, 1), "paling lambat 22 November 2027"),
     (dt.date(2027, 11, 23), "seharusnya sudah dihapus")],
)  # fmt: skip
def test_the_retention_date_is_warned_about(today: dt.date, words: str) -> None:
    line = retention_line(read_program(EXAMPLE), today)
    assert words in line
    assert bool(line) == bool(words)


def test_deeds_are_counted_by_sitting(tmp_path: Path) -> None:
    (tmp_path / "source").symlink_to(REPOSITORY / "source")
    definitions = lessons.load(REPOSITORY, "m1-internet").definitions
    said = {
        "U01": {"sudah-1": {"sudah": "ya", "cerita": "tiga pesanan"}, "sudah-4": {"sudah": "ya"}},
        "U02": {"sudah-1": {"sudah": "belum"}, "sudah-4": {"sudah": "ya"}},
        "U03": {},
    }
    for code, values in said.items():
        entries = {
            name: {"value": v, "at": "2026-11-07T12:00:00+07:00", "item": definitions[name].item}
            for name, v in values.items()
        }
        sheet = {"version": 1, "course": "kelas-umkm", "lesson": "m1-internet",
                 "participant": code, "answers": entries}  # fmt: skip
        path = tmp_path / "submitted" / code / "m1-internet" / "answers.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(sheet), "utf-8")
    found = deeds(tmp_path, ["m1-internet", "pretest"])
    assert [(one.sitting, one.done, one.of) for one in found] == [
        (1, 1, 3), (2, 0, 3), (3, 0, 3), (4, 2, 3), (5, 0, 3), (6, 0, 3),
    ]  # fmt: skip
    (line,) = deed_lines(found)
    assert line.startswith("m1-internet, 3 orang, di usaha sendiri: duduk 1: 1, duduk 2: 0")
    assert deed_lines(deeds(tmp_path, ["m1-internet"], {"U03"})) == []
