"""*Kiriman*: what is dropped is collected, what is doubted is decided, who is late is named."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from desk_server import Desk, Told
from in_process import run_course
from messages_out import encode
from windows import Windows

from course.desk import arrivals
from course.desk.arrivals import late
from course.desk.page import Form
from course.exercises.answers import read_answers
from course.files import Places

REPOSITORY = Path(__file__).parents[2]
ZOOM = REPOSITORY / "examples" / "zoom"


def drop(root: Path, told: Told, *files: tuple[str, bytes]) -> str:
    """Drop files as a browser sends them; return what was said."""
    sent = []
    for number, (name, data) in enumerate(files):
        path = root.parent / "sent" / str(number) / "berkas"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        sent.append((name, path))
    arrivals.take(root, Form({}, tuple(sent)), told.work)
    shutil.rmtree(root.parent / "sent")
    return told.text


IN_FORM_B = {"temukan": "hitung", "ramai": "suka", "iklan": "beli", "ganti": "brosur"}
"""U07 was drawn to take form B first: its options are others."""


def answer(code: str = "U07", value: str = "temukan", **changes: Any) -> bytes:
    """Return a pretest of which one question is answered anew."""
    (path,) = (REPOSITORY / "examples" / "inbox").glob(f"pretest_{code}_*.txt")
    found = json.loads(path.read_bytes())
    own = found["answers"]["tujuan"]
    if found["lesson"] == "pretest-b":
        value = IN_FORM_B.get(value, value)
    own["value"], own["at"] = {"jawaban": value}, own["at"].replace("T", "T0", 0)
    return json.dumps({**found, **changes}).encode()


@pytest.fixture
def fresh(small_class: Path) -> Path:
    """The small class before anything came in."""
    for folder in ("submitted", "kelas/inbox"):
        shutil.rmtree(small_class / folder)
        (small_class / folder).mkdir()
    return small_class


def standing(root: Path, code: str = "U07") -> str:
    path = root / "submitted" / code / "pretest" / "answers.json"
    found = read_answers(path).answers.answers if path.is_file() else {}
    said = str(found["tujuan"].value["jawaban"]) if found else ""
    return next((a for a, b in IN_FORM_B.items() if b == said), said)


def test_a_chat_s_zip_a_folder_and_what_is_no_answer(fresh: Path, told: Told) -> None:
    packed = fresh.parent / "chat.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("pretest_U07.txt", answer())
    said = drop(
        fresh, told,
        ("Chat WhatsApp dengan MH04.zip", packed.read_bytes()),
        ("kiriman/pretest_U01.txt", answer("U01")),
        ("brosur.pdf", b"%PDF-1.4"),
        ("U99.txt", answer("U01", participant="U99", token="")),
    )  # fmt: skip
    assert "✓ 2 jawaban baru diterima." in said
    assert "peserta U99 tidak ada di daftar peserta" in said
    assert "Bukan jawaban, jadi dibiarkan: brosur.pdf." in said
    assert standing(fresh) == standing(fresh, "U01") == "temukan"
    (folder,) = (path for path in Places(fresh).inbox.glob("20*") if path.is_dir())
    left = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    names = {"Chat WhatsApp dengan MH04.zip", "brosur.pdf", "kiriman/pretest_U01.txt", "U99.txt"}
    assert left == names
    roster = Places(fresh).roster
    roster.write_text(roster.read_text("utf-8").replace("U04,", "U99,"), "utf-8")
    arrivals.take_again(fresh, Form(), told.work)
    assert "U99, pretest" in told.text, "what was refused is tried again"


def test_the_parts_of_a_message_may_come_on_two_days(fresh: Path, told: Told) -> None:
    sent = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
    long = json.loads(answer())
    long["answers"]["lama"] = {**long["answers"]["tujuan"], "value": {"x": "panjang " * 500}}
    first, *others = encode(long, "Tes awal", sent, packing="p")
    assert others
    said = drop(fresh, told, ("pagi.txt", first.encode()))
    assert "Minta U07 mengirim lagi pesan 2" in said
    assert standing(fresh) == ""
    assert "✓ 1 jawaban baru" in drop(fresh, told, ("sore.txt", "\n".join(others).encode()))
    assert standing(fresh) == "temukan"


def test_before_there_is_a_list_files_are_kept(fresh: Path, told: Told) -> None:
    roster = Places(fresh).roster
    roster.rename(roster.with_suffix(".lain"))
    said = drop(fresh, told, ("pretest_U07.txt", answer()))
    assert "Berkasnya sudah tersimpan" in said
    assert arrivals.show(fresh, {})["to_decide"] == []
    roster.with_suffix(".lain").rename(roster)
    arrivals.take_again(fresh, Form(), told.work)
    assert "✓ 1 jawaban baru diterima." in told.text


def decided(root: Path, told: Told, row: arrivals.Row, decision: str) -> str:
    values = {"peserta": row.code, "pelajaran": row.lesson, "kiriman": row.told.id}
    arrivals.decide(root, Form({**values, "putusan": decision}), told.work)
    return told.text


def test_answers_from_before_the_invitation_are_taken_with_a_press(fresh: Path, told: Told) -> None:
    """The roster of today has other tokens than the link with which it was answered."""
    said = drop(fresh, told, ("pretest_U07.txt", answer(token="lama")))
    assert "tanda pengenal tidak cocok" in said
    assert "U07 atau pendamping MH04" in said
    assert "course" not in said
    assert standing(fresh) == ""
    (row,) = arrivals.show(fresh, {})["to_decide"]
    assert (row.code, row.lesson, row.told.is_doubted) == ("U07", "pretest", True)
    assert "dihitung" in decided(fresh, told, row, "terima")
    assert standing(fresh) == "temukan"
    assert arrivals.show(fresh, {})["to_decide"] == []
    (row,) = arrivals.show(fresh, {"siapa": "U07"})["history"]
    decided(fresh, told, row, "batal")
    assert standing(fresh) == ""
    decided(fresh, told, row, "bukan")
    assert arrivals.show(fresh, {})["to_decide"] == []


@pytest.mark.parametrize(
    "form",
    [
        {"peserta": "../U07", "pelajaran": "pretest", "kiriman": "abc", "putusan": "terima"},
        {"peserta": "U07", "pelajaran": "pretest", "kiriman": "../x", "putusan": "terima"},
        {"peserta": "U07", "pelajaran": "pretest", "kiriman": "abc", "putusan": "apa"},
        {},
    ],
)
def test_a_forged_decision_is_none(small_class: Path, told: Told, form: dict[str, str]) -> None:
    arrivals.decide(small_class, Form(form), told.work)
    assert "Kiriman ini tidak ada lagi" in told.text
    assert not Places(small_class).decisions.exists()


def test_names_in_zoom_are_confirmed_on_the_page(small_class: Path, told: Told) -> None:
    root = small_class
    shutil.copy(REPOSITORY / "examples" / "workshop.csv", Places(root).workshop_list)
    sent = [(path.name, path.read_bytes()) for path in sorted(ZOOM.glob("*_0*.csv"))]
    said = drop(root, told, *sent)
    assert said.count("laporan Zoom") == 2
    assert "jawaban baru" not in said
    assert not [*Places(root).inbox.glob("20*")], "names do not lie in the inbox"
    shown = arrivals._zoom(root)
    rows = {row.asked.attendee.name: row for row in shown["rows"]}
    assert rows["W01 Cempaka Hijau"].chosen == "ya"
    assert rows["iPhone"].chosen == ""
    form = {f"siapa-{row.mark}": row.chosen for row in shown["rows"]}
    form |= {f"siapa-{rows['iPhone'].mark}": "lain", f"kode-{rows['iPhone'].mark}": "w 13"}
    form |= {f"siapa-{rows['Zoom user'].mark}": "lain", f"kode-{rows['Zoom user'].mark}": "W99"}
    arrivals.count_zoom(root, Form(form), told.work)
    assert "1 kode tidak ada di daftar peserta" in told.text
    assert "nama belum diputuskan" in told.text
    with Places(root).attendance.open(encoding="utf-8") as file:
        present = {row["participant"] for row in csv.DictReader(file)}
    assert {"W01", "W13"} <= present
    for name in [*rows, "Cempaka"]:
        assert not name or name not in told.text.replace("Zoom", "")
    again = {row.asked.attendee.name: row for row in arrivals._zoom(root)["rows"]}
    assert (again["iPhone"].chosen, again["iPhone"].other) == ("lain", "W13")
    words = ["zoom", "import", *(str(p) for p in Places(root).zoom.glob("participants*"))]
    before = Places(root).attendance.read_bytes()
    assert run_course(root, *words).returncode in {0, 1}
    assert Places(root).attendance.read_bytes() == before, "the command line agrees"
    arrivals.put_zoom_away(root, Form({"laporan": "../roster.csv"}), told.work)
    assert "tidak ada lagi" in told.text
    for name, _ in arrivals._zoom(root)["reports"]:
        arrivals.put_zoom_away(root, Form({"laporan": name}), told.work)
    assert arrivals._zoom(root)["reports"] == []


PROGRAM = """
[course]
name = "Kelas Coba"
start = 2026-10-26
end = 2026-12-30

[[stage]]
name = "Tes awal"
duration = "10 hari"
start = 2026-10-26
end = 2026-11-04
in_charge = "mahasiswa"
medium = ["WhatsApp"]
lessons = ["pretest"]

[[stage]]
name = "Tes akhir"
duration = "2 hari"
start = 2026-12-01
end = 2026-12-02
in_charge = "mahasiswa"
medium = ["WhatsApp"]
lessons = ["posttest"]
"""


def test_who_is_late_is_named_to_the_mentor(small_class: Path) -> None:
    root = small_class
    assert not late(root, date(2026, 11, 20)).has_program
    Places(root).program.write_text(PROGRAM, "utf-8")
    assert late(root, date(2026, 11, 20)).groups == ()
    shutil.rmtree(root / "submitted" / "U07" / "pretest")
    (one,) = late(root, date(2026, 11, 20)).groups
    assert (one.code, one.lines) == ("MH04", ("U07: Tes awal",))
    assert one.message.startswith("Halo, MH04. Sampai 20 November 2026, ini yang belum masuk")
    shutil.rmtree(root / "submitted" / "U08" / "posttest")
    assert len(late(root, date(2026, 11, 20)).groups[0].lines) == 1, "not due yet"
    assert len(late(root, date(2026, 12, 1)).groups[0].lines) == 2
    # A test is due from the day it opens, whatever its stage's dates are.
    opened = '\n[[test]]\nlesson = "posttest"\nopens = 2026-11-19\n'
    Places(root).program.write_text(PROGRAM + opened, "utf-8")
    assert len(late(root, date(2026, 11, 20)).groups[0].lines) == 2


def test_a_class_of_nothing_says_what_to_do_first(tmp_path: Path) -> None:
    (tmp_path / "source").symlink_to(REPOSITORY / "source")
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    shown = arrivals.show(tmp_path, {"siapa": "U07"})
    assert (shown["has_list"], shown["whose"], shown["late"].has_program) == (False, "", False)


@pytest.mark.browser
def test_files_are_dropped_on_the_page_and_a_doubt_is_decided(desk: Desk, screens: Windows) -> None:
    with screens.one(viewport={"width": 360, "height": 740}) as page:
        page.goto(desk.url)
        page.goto(f"{desk.url.partition('/ini')[0]}/kiriman")
        sent = page.evaluate_handle(
            """text => {
              const sent = new DataTransfer();
              sent.items.add(new File([text], "Chat dengan Bu Ani.txt"));
              sent.items.add(new File(["x"], "brosur.pdf"));
              return sent;
            }""",
            answer(token="lama", value="ganti").decode(),
        )
        page.dispatch_event("body", "drop", {"dataTransfer": sent})
        told = page.locator("#news")
        told.get_by_text("Bukan jawaban, jadi dibiarkan: brosur.pdf.").wait_for()
        assert "Chat dengan Bu Ani.txt: disimpan, tetapi tidak dihitung" in told.inner_text()
        take = page.get_by_role("button", name="Terima")
        take.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        take.press("Enter")
        told.get_by_text("U07, pretest").wait_for()
        take.wait_for(state="detached")
        assert page.errors == []
