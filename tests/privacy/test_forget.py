"""Deletion and export of one participant's data; no consent, no processing; nothing of others lost."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from conftest import REPOSITORY, run_course
from made_class import coarse_figures
from nbgrader.api import Gradebook
from openpyxl import load_workbook

from course.evaluation.five import HIDDEN
from course.evaluation.results import read_results
from course.gradebook.scores import database, read_scores
from course.people.roster import read_roster
from course.privacy.cut import cut_file
from course.privacy.identity import Person, find_person
from course.privacy.traces import traces

INBOX = REPOSITORY / "examples" / "inbox"
CHAT = "Chat WhatsApp dengan Kelas Contoh.txt"
NAME = "Delima Srikaya"
NUMBER = "0812-0000-7777"
COMMENT = "Catatan pendamping: bonekanya sudah laku tiga, bagus sekali."
OURS = {"source", "release", "examples", "nbgrader_config.py"}
OF_THE_CLASS = {"deletions.csv", "program.toml"}
"""In ``kelas/``, and of nobody in particular."""
SPOKEN_OF = {
    f"kelas/inbox/{CHAT}", "submitted/U08/pretest/answers.json", "kelas/reports/minggu-02.html",
}  # fmt: skip
"""What others wrote about U07: it stays, and is named."""


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def sent(pattern: str) -> bytes:
    return next(INBOX.glob(pattern)).read_bytes()


def fill(root: Path) -> None:
    """Give U07 a name, and traces in every place a course keeps data."""
    roster = (root / "kelas" / "roster.csv").read_text("utf-8")
    lines = [f"{line},," for line in roster.splitlines()]
    lines[0] = lines[0].removesuffix(",,") + ",name,whatsapp"
    lines = [
        x.removesuffix(",,") + f",{NAME},{NUMBER}" if x.startswith("U07") else x for x in lines
    ]
    (root / "kelas" / "roster.csv").write_text("\n".join(lines) + "\n", "utf-8")
    inbox = root / "kelas" / "inbox"
    for path in INBOX.iterdir():
        shutil.copy(path, inbox)
    chat = (INBOX / CHAT).read_text("utf-8")
    (inbox / CHAT).write_text(
        f"{chat}\n20/11/26 09.00 - Kak Tika: {NAME} dan U07 hebat ya\n", "utf-8"
    )
    shared = {
        "pretest_U07.txt": sent("pretest_U07*"),
        "pretest_U08.txt": sent("pretest_U08*"),
        "_chat.txt": chat.encode(),
    }
    (inbox / "Kiriman.zip").write_bytes(packed(**shared, **{"dalam.zip": packed(**shared)}))
    (inbox / "U07 saja.zip").write_bytes(packed(**{"m1.txt": sent("m1-internet_U07*")}))
    folder = inbox / "meja" / "pretest"
    (folder / "photos").mkdir(parents=True)
    (folder / "answers.json").write_bytes(sent("pretest_U07*"))
    (folder / "pretest.ipynb").write_text("{}")
    (folder / "timestamp.txt").write_text("2026-11-03 00:00:00 UTC\n")
    (inbox / "refused").mkdir(exist_ok=True)
    (inbox / "refused" / "pretest_U07_rusak.txt").write_bytes(sent("pretest_U07*")[:900])
    comment_on(root)
    mention_elsewhere(root)
    leave_behind(root)
    assert run_course(root, "keepsake", "U07").returncode == 0
    assert run_course(root, "invite").returncode == 0
    (root / "feedback" / "U07" / "pretest").mkdir(parents=True)
    (root / "feedback" / "U07" / "pretest" / "pretest.html").write_text("<p>Umpan balik U07</p>")
    (root / ".nbgrader.log").write_text("[INFO] autograding submitted/U07/pretest\n")


def comment_on(root: Path) -> None:
    with Gradebook(database(root), "kelas-umkm") as gradebook:
        for code, words in (("U07", COMMENT), ("U08", "Bagus sekali.")):
            comment = gradebook.find_comment("catatan", "pretest", "pretest", code)
            comment.manual_comment = words
        gradebook.db.commit()
    with sqlite3.connect(root / "gradebook.db") as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("UPDATE student SET first_name = ? WHERE id = 'U07'", (NAME,))
    raw.close()


def leave_behind(root: Path) -> None:
    """What other verbs and killed runs have written: pages of every kind, and files on the way."""
    pages = ("needs/U07", "needs/U08", "needs", "minggu-02", "participant-U08", "workshop-en")
    (root / "kelas" / "reports" / "needs").mkdir(exist_ok=True)
    for page in pages:
        about = "U08" if "U08" in page else NAME
        (root / "kelas" / "reports" / f"{page}.html").write_text(f"<p>{about}</p>")
    answers = (root / "submitted" / "U07" / "pretest" / "answers.json").read_bytes()
    staged = root / "autograded" / ".staging-0123456789ab"
    (staged / "tmp1").mkdir(parents=True)
    (root / "autograded" / ".staging-0123456789ab.lock").touch()
    for path in (staged / "tmp1" / "answers.json", root / "release" / "pretest" / "answers.json"):
        path.write_bytes(answers)
    (root / "dasbor.ipynb").write_text('{"cells": ["U07 ✓"]}')


def photos(root: Path, code: str) -> set[bytes]:
    return {path.read_bytes() for path in root.glob(f"submitted/{code}/*/photos/*")}


def mention_elsewhere(root: Path) -> None:
    """Somebody else's answers speak of U07, as a mentor's log does."""
    path = root / "submitted" / "U08" / "pretest" / "answers.json"
    answers = json.loads(path.read_text("utf-8"))
    answers["answers"]["status-wa"]["value"]["status"] += f" Kata U07 ({NAME}) enak."
    path.write_text(json.dumps(answers), "utf-8")


@pytest.fixture(scope="module")
def forgotten(demo: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory):
    """A course that U07 has left: (root, what was said, U07 and their photos, the scores before)."""
    root = tmp_path_factory.mktemp("privat") / "kelas"
    shutil.copytree(demo[0], root)
    fill(root)
    person = find_person(root, "U07")
    own = photos(root, "U07")
    before, held = read_scores(root), len(traces(root, person))
    assert held > 20
    assert own
    with coarse_figures():
        done = run_course(root, "forget", "U07", "--yes")
    assert done.returncode in {0, 1}, done.stderr
    return root, done.stdout, (person, own), before


def everything(root: Path):
    """Yield (where, bytes) of every file that is not ours, archives opened."""
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        place = path.relative_to(root).parts
        own = place[0] in OURS and path.name != "answers.json"
        own = own or (place[0] == "kelas" and place[1] in OF_THE_CLASS)
        if own or path.name == ".gitignore":
            continue
        data = path.read_bytes()
        yield str(path.relative_to(root)), data
        waiting = [data]
        while waiting:
            one = waiting.pop()
            if one.startswith(b"PK\x03\x04"):
                with zipfile.ZipFile(io.BytesIO(one)) as archive:
                    for name in archive.namelist():
                        waiting.append(archive.read(name))
                        yield f"{path.name}/{name}", archive.read(name)


@pytest.mark.xdist_group("privacy")
def test_nothing_is_left_but_the_record(forgotten) -> None:
    root, said, (person, pictures), _ = forgotten
    assert len(person.texts) > 20
    word = re.compile(rb"(?<![A-Za-z0-9])U07(?![A-Za-z0-9])")
    found = []
    for where, data in everything(root):
        if word.search(data) or "U07" in where or NAME.encode() in data or NUMBER.encode() in data:
            found.append(where)
        spelt = (t.encode() for text in person.texts for t in (text, json.dumps(text)[1:-1]))
        if any(own in data for own in spelt) or COMMENT.encode() in data or data in pictures:
            found.append(where)
    assert set(found) == SPOKEN_OF
    for where in SPOKEN_OF:
        assert f"! {where}: menyebut U07" in said
    assert b"U07" not in (root / "gradebook.db").read_bytes()
    assert re.fullmatch(
        r"kode,tanggal\nU07,\d{4}-\d\d-\d\d\n", (root / "kelas" / "deletions.csv").read_text()
    )
    assert "masih ada sesuatu" not in said


@pytest.mark.xdist_group("privacy")
def test_what_says_that_they_were_graded_is_gone_too(forgotten) -> None:
    """Our own table beside nbgrader's, which nbgrader knows nothing of."""
    with closing(sqlite3.connect(forgotten[0] / "gradebook.db")) as book:
        kept = book.execute("SELECT COUNT(*) FROM kelas_graded").fetchone()[0]
        papers = book.execute("SELECT COUNT(*) FROM submitted_notebook").fetchone()[0]
    assert kept == papers > 0


@pytest.mark.xdist_group("privacy")
def test_the_scores_of_the_others_are_unchanged(forgotten) -> None:
    root, _, _, before = forgotten
    others = before[before["participant"] != "U07"].reset_index(drop=True)
    assert len(others) < len(before)
    pd.testing.assert_frame_equal(read_scores(root), others, check_categorical=False)


@pytest.mark.xdist_group("privacy")
def test_nothing_of_the_others_is_lost(forgotten) -> None:
    root, _, _, _ = forgotten
    chat = (root / "kelas" / "inbox" / CHAT).read_text("utf-8")
    assert chat.count("KU1/U08/") == (INBOX / CHAT).read_text("utf-8").count("KU1/U08/")
    assert f"Kak Tika: {NAME} dan U07 hebat ya" in chat
    assert "Bu Leni: Jawaban U08" in chat
    with zipfile.ZipFile(root / "kelas" / "inbox" / "Kiriman.zip") as archive:
        assert sorted(archive.namelist()) == ["_chat.txt", "dalam.zip", "pretest_U08.txt"]
        assert archive.read("pretest_U08.txt") == sent("pretest_U08*")
        with zipfile.ZipFile(io.BytesIO(archive.read("dalam.zip"))) as inner:
            assert sorted(inner.namelist()) == ["_chat.txt", "pretest_U08.txt"]
    assert not (root / "kelas" / "inbox" / "U07 saja.zip").exists()
    assert not [p for p in (root / "kelas" / "inbox" / "meja").rglob("*") if p.is_file()]
    for path in INBOX.glob("*_U0[1-68-9]*"):
        assert (root / "kelas" / "inbox" / path.name).read_bytes() == path.read_bytes()
    left = json.loads((root / "submitted/U08/pretest/answers.json").read_text("utf-8"))
    assert left["answers"]["status-wa"]["value"]["status"].endswith(f"Kata U07 ({NAME}) enak.")


@pytest.mark.xdist_group("privacy")
def test_reports_are_made_anew_and_the_rest_is_named(forgotten) -> None:
    root, said, _, _ = forgotten
    table = pd.read_csv(root / "kelas" / "reports" / "evaluation-indikator.csv").set_index(
        "indicator"
    )
    assert table.loc["K2", ["n_pre", "n_post", "n"]].tolist() == [9, 7, 7]  # U04 stopped before it
    left = {
        str(path.relative_to(root / "kelas" / "reports"))
        for path in root.glob("kelas/reports/**/*.html")
    }
    anew = {"evaluation", "workshop", "workshop-en", "mentor-MH04", "needs", "week"}
    agreed = {f"needs/U{number:02d}" for number in (1, 2, 3, 4, 5, 8, 10)}
    assert left == {f"{name}.html" for name in anew | agreed | {"participant-U08", "minggu-02"}}
    for name in anew:
        assert f"laporan {name}: dibuat lagi tanpa U07" in said
    assert "Undangan perlu dibuat lagi" in said
    assert not list((root / "kelas" / "invitations").glob("*.html"))
    assert "U07" not in (root / "kelas" / "roster.csv").read_text("utf-8")
    again = run_course(root, "grade")
    assert "1 jawaban dinilai" in again.stdout  # the fixture changed an answer of U08


def test_a_workshop_participant_leaves_the_names_too(
    demo: tuple[Path, str], tmp_path: Path
) -> None:
    root = tmp_path / "kelas"
    shutil.copytree(demo[0], root)
    shutil.rmtree(root / "kelas" / "reports")
    shutil.copy(REPOSITORY / "examples/zoom/participants_00000000000.csv", root / "kelas" / "zoom")
    assert "W11,,,2026-11-01,ya,Seruni Hijau" in (root / "kelas" / "workshop.csv").read_text(
        "utf-8"
    )
    before = (root / "kelas" / "workshop" / "hadir.csv").read_text("utf-8").splitlines()
    done = run_course(root, "forget", "W11", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    trace = re.compile(rb"(?<![A-Za-z0-9])W11(?![A-Za-z0-9])|Seruni Hijau", re.IGNORECASE)
    assert [where for where, data in everything(root) if trace.search(data)] == []
    after = (root / "kelas" / "workshop" / "hadir.csv").read_text("utf-8").splitlines()
    assert [line for line in before if not line.startswith("W11,")] == after


def test_a_mentor_is_not_forgotten_with_partners(small_class: Path) -> None:
    done = run_course(small_class, "forget", "MH04", "--yes")
    assert done.returncode == 2
    assert "masih pendamping U07, U08" in done.stderr
    assert run_course(small_class, "forget", "../U07", "--yes").returncode == 2
    assert (small_class / "submitted" / "U07").is_dir()


def test_it_asks_before_it_deletes(small_class: Path) -> None:
    done = run_course(small_class, "forget", "U07")
    assert done.returncode == 130
    assert (small_class / "submitted" / "U07").is_dir()


def test_an_open_gradebook_is_said_and_mended_by_repeating(
    small_class: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It waits ten seconds for another program; here that one will not let go.
    monkeypatch.setattr("course.gradebook.opening._PATIENCE", 0.2)
    holder = sqlite3.connect(small_class / "gradebook.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    done = run_course(small_class, "forget", "U07", "--yes")
    assert done.returncode == 2
    assert "Tutup formgrader" in done.stderr
    assert (small_class / "submitted" / "U07").is_dir()
    holder.execute("ROLLBACK")
    holder.close()


PERSON = Person("U07", frozenset({NAME}))
TORN = '{"course": "kelas-umkm", "participant": "U07"'


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("catatan.txt", "U07 dan U08 hadir", "U07 dan U08 hadir"),
        ("catatan.txt", f"Bu {NAME.upper()} datang", f"Bu {NAME.upper()} datang"),
        ("gambar.jpg", "apa saja", "apa saja"),
        ("foto U07.jpg", "apa saja", "apa saja"),
        ("pretest_U07.txt", TORN, None),
        ("tanpa nama", TORN, None),
        ("pretest_U08.txt", TORN.replace("U07", "U08"), TORN.replace("U07", "U08")),
    ],
)
def test_what_is_cut_out_of_a_file(name: str, text: str, left: str | None) -> None:
    cut = cut_file(name, text.encode(), PERSON)
    assert cut.content == (None if left is None else left.encode())


def test_what_cannot_be_told_apart_is_named() -> None:
    two = '{"participant": "U07", "a": "x"}\n{"participant": "U08", "a": "y"}'
    (line,) = cut_file("dua.txt", two.encode(), PERSON).by_hand
    assert "dua.txt: susunannya tidak dikenal" in line
    torn = f'{TORN}\n{{"participant": "U08", "a": "y"}}'
    cut = cut_file("sobek.txt", torn.encode(), PERSON)
    assert cut.content == torn.encode()
    assert "sobek.txt: berisi jawaban U07 yang tidak utuh" in cut.by_hand[0]
    locked = cut_file("rusak.zip", b"PK\x03\x04 broken", PERSON)
    assert (locked.content, "tidak bisa diperiksa" in locked.by_hand[0]) == (
        b"PK\x03\x04 broken",
        True,
    )
    chat = packed(**{"_chat.txt": b"KU1/U07/x/", "b.txt": b"KU1/U08/x/", "IMG-1.jpg": b"x"})
    assert "1 gambar, suara, atau berkas lain" in cut_file("c.zip", chat, PERSON).by_hand[0]


def test_the_export_holds_everything_and_can_be_read(demo_copy: Path) -> None:
    fill(demo_copy)
    done = run_course(demo_copy, "export", "U07")
    assert done.returncode == 0, done.stderr
    path = demo_copy / "kelas" / "exports" / "U07.zip"
    assert path.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        page = archive.read("index.html").decode()
    for name in ("jawaban/pretest/answers.json", "umpan-balik/pretest/pretest.html"):
        assert name in names
    assert any(name.startswith("berkas-usaha/") for name in names)
    soup = BeautifulSoup(page, "html.parser")
    text = " ".join(soup.get_text(" ").split())
    for words in (NAME, "2026-10-29", "MH04", "K2-status-wa", "Saya setuju jawaban saya"):
        assert words in text, words
    person = find_person(demo_copy, "U07")
    readable = sum(" ".join(own.split()) in text for own in person.texts)
    assert readable >= 0.9 * len(person.texts)
    assert not re.search(r"\bU0[1-68-9]\b", text)
    linked = {a["href"] for a in soup.select("li a")}
    assert linked == set(names) - {"index.html"}


def test_an_export_of_nobody_is_said(small_class: Path) -> None:
    done = run_course(small_class, "export", "U99")
    assert done.returncode == 2
    assert "tidak ada data yang disimpan" in done.stderr


def test_without_consent_nothing_is_graded_or_reported(demo_copy: Path) -> None:
    text = (demo_copy / "kelas" / "roster.csv").read_text("utf-8")
    (demo_copy / "kelas" / "roster.csv").write_text(
        re.sub(r"(U07,MH04,\w+),[^,]+,", r"\1,,", text), "utf-8"
    )
    graded = run_course(demo_copy, "grade", "pretest", "--force", "--participants", "U07,U08")
    assert "✓ 1 jawaban dinilai" in graded.stdout
    assert "U07: belum ada tanggal persetujuan" in graded.stdout
    results = read_results(demo_copy)
    assert "U07" not in set(results.percents["participant"])
    assert (demo_copy / "submitted" / "U07" / "pretest" / "answers.json").is_file()
    criteria = results.criteria
    assert criteria.groupby("lesson")["n"].max().to_dict() == {"posttest": 7, "pretest": 7}
    for words in (("keepsake", "U07"), ("report", "participant", "U07")):
        kept = run_course(demo_copy, *words)
        assert (kept.returncode, "belum ada tanggal persetujuan" in kept.stderr) == (2, True)
    reported = run_course(demo_copy, "report", "mentor", "MH04")
    assert reported.returncode == 0
    assert "U07: belum ada tanggal persetujuan" in reported.stdout
    page = (demo_copy / "kelas" / "reports" / "mentor-MH04.html").read_text("utf-8")
    assert ("U07" in page, "U08" in page) == (False, True)


def test_a_group_below_five_shows_no_values(demo_copy: Path) -> None:
    lines = (demo_copy / "kelas" / "roster.csv").read_text("utf-8").splitlines()
    lines[5:] = [re.sub(r"(U\d\d,MH\d\d,\w+),[^,]+,", r"\1,,", line) for line in lines[5:]]
    (demo_copy / "kelas" / "roster.csv").write_text("\n".join(lines), "utf-8")
    with coarse_figures():
        assert run_course(demo_copy, "report").returncode == 0
    table = pd.read_csv(demo_copy / "kelas" / "reports" / "evaluation-indikator.csv")
    assert table["n"].max() == 4
    figures = ["mean_pre", "mean_post", "gain", "p_pratt", "g_av", "class_gain", "floor_pre"]
    assert table[figures].isna().all().all()
    assert set(table["notes"]) == {str(HIDDEN)}
    for name in ("rata-rata", "perkiraan"):
        own = pd.read_csv(demo_copy / "kelas" / "reports" / f"evaluation-{name}.csv")
        assert own["gain"].isna().all(), name
    sheets = load_workbook(demo_copy / "kelas" / "reports" / "evaluation.xlsx")
    for name in ("perubahan", "butir", "pilihan", "kriteria"):
        # Headings only; a wide table is turned, its headings in the first column.
        assert 1 in {sheets[name].max_row, sheets[name].max_column}, name
    page = (demo_copy / "kelas" / "reports" / "evaluation.html").read_text("utf-8")
    assert "perubahan rata-rata tidak ditampilkan" in page


def test_no_lesson_names_a_code_that_somebody_may_have() -> None:
    """Forgetting U07 would blot it out of everybody's notebooks."""
    codes = [*read_roster(REPOSITORY / "examples" / "roster.csv")]
    for path in REPOSITORY.glob("source/*/*.ipynb"):
        assert not re.search(rf"\b({'|'.join(codes)})\b", path.read_text("utf-8")), path
