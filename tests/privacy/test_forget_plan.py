"""A plan first, then one run that may be killed anywhere; one command at a time."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import threading
import time
import warnings
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from conftest import run_course
from filelock import FileLock
from nbgrader.api import Gradebook
from private_class import answers, block, everything, new_class, write

import course.privacy.reports
from course import CourseError
from course.autograde.engine import grade
from course.files import Places, class_lock
from course.gradebook.settings import put_programs_on_path
from course.inbox.collect import collect
from course.people.roster import forgotten
from course.privacy.archives import Budget
from course.privacy.forget import forget

U07 = "U07,MH04,,2026-10-29,Leni Kartika,0812-3456-7890,"
U08 = "U08,MH04,,2026-10-29,Sari Wulan,,"


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class with something of U07 in every room, and a gradebook. Read only."""
    root = new_class(tmp_path_factory.mktemp("whole") / "kelas", U07, U08)
    chat = f"22/11/26 13.05 - Leni Kartika: {block('U07')}\n22/11/26 13.06 - Joko: Siap\n"
    write(root, "kelas/inbox/chat.txt", chat)
    write(root, "kelas/inbox/Kiriman.zip",
          packed(**{"a.txt": answers("U07", "kiriman saya yang pertama"), "_chat.txt": chat.encode()}))  # fmt: skip
    write(root, "kelas/inbox/m1_U07.txt", answers("U07", "dengan foto ya", photo="photos/a.jpg"))
    write(root, "kelas/inbox/photos/a.jpg", b"\xff\xd8\xff a")
    for room in ("autograded", "feedback", "kelas/keepsakes"):
        write(root, f"{room}/U07/pretest/sesuatu.html", "<p>U07</p>")
        write(root, f"{room}/U08/pretest/sesuatu.html", "<p>U08</p>")
    write(root, "kelas/exports/U07.zip", b"PK")
    rows = {"data/nilai.csv": b"person,percent\n1,50\n"}  # of everybody, without codes
    write(root, "kelas/exports/evaluasi-data-terbatas.zip", packed(**rows))
    for name in ("participant-U07", "participant-U08", "evaluation"):
        write(root, f"kelas/reports/{name}.html", f"<p>{name} U07</p>")
    write(root, "kelas/reports/evaluation-peserta.csv", "participant,p\nU07,1\nU08,2\n")
    for name in ("pesan.html", "qr.html", "undangan.csv", "undangan.xlsx"):
        write(root, f"kelas/invitations/{name}", "#p=U07&t=abcd")
    write(root, "kelas/zoom/participants_1.csv", "Nama,Durasi (menit)\nLeni Kartika,60\nJoko,61\n")
    write(root, "kelas/zoom/cocokkan.csv",
          "nama_zoom,email,menit,usulan,nama_daftar,yakin,alasan,benar\nLeni Kartika,,60,U07,,,,ya\n")  # fmt: skip
    write(root, "kelas/workshop/hadir.csv", "participant,minutes,joins\nU07,60,1\nU08,61,1\n")
    write(root, "kelas/mentors.csv", "mentor,whatsapp\nMH04,0811-2222-3333\n")
    write(root, ".nbgrader.log", "[INFO] submitted/U07/pretest\n[INFO] submitted/U08/pretest\n")
    with patch.dict(os.environ), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what nbgrader's own database warns of
        put_programs_on_path()
        lay_gradebook(root)
    return root


def lay_gradebook(root: Path) -> None:
    """Make a gradebook with a submission of both."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "kelas-umkm") as book:
        book.add_assignment("pretest")
        book.add_notebook("pretest", "pretest")
        for code in ("U07", "U08"):
            book.add_student(code)
            book.add_submission("pretest", code)


@pytest.fixture
def root(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy to change at will, whose reports cost nothing to write."""

    def write_report(root: Path, kind: str, who: str, lang: str) -> Path:
        rows = "participant,p\n" + "".join(
            f"{p.name},2\n" for p in sorted((root / "submitted").iterdir())
        )
        if kind == "evaluation":
            write(root, "kelas/reports/evaluation-peserta.csv", rows)
        return write(root, f"kelas/reports/{kind}{who and '-' + who}.html", f"<p>{lang} {rows}</p>")

    monkeypatch.setattr(course.privacy.reports, "write_report", write_report)
    return Path(shutil.copytree(whole, tmp_path / "kelas"))


def state(root: Path) -> dict[str, object]:
    """Return every file, the gradebook by its rows, and what was recorded."""
    files: dict[str, object] = dict(everything(root))
    files.pop("gradebook.db")
    with closing(sqlite3.connect(root / "gradebook.db")) as book:
        files["gradebook"] = sorted(book.execute("SELECT id FROM student"))
    record = root / "kelas" / "deletions.csv"
    return files | {"record": record.read_text() if record.exists() else ""}


def test_the_list_can_be_read_and_changes_not_one_byte(root: Path) -> None:
    write(root, "kelas/catatan.txt", "U07 perlu modal")
    with closing(sqlite3.connect(root / "gradebook.db")) as book:
        book.execute("PRAGMA journal_mode=WAL")

    def stats() -> dict[str, tuple[int, bytes]]:
        return {
            str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in root.rglob("*") if p.is_file()
        }

    before = stats()
    done = run_course(root, "forget", "U07", "--dry-run")
    assert stats() == before
    assert done.returncode == 0, done.stderr
    for line in (
        "Akan dihapus: buku nilai", "Akan dihapus: submitted/U07", "Akan dihapus: kelas/inbox/m1_U07.txt",
        "Akan dihapus: kelas/inbox/kept/U07", "Akan diubah: kelas/inbox/chat.txt",
        "Akan diubah: kelas/inbox/Kiriman.zip", "Akan diubah: kelas/roster.csv",
        "! Periksa sendiri: kelas/catatan.txt",
        "Akan dihapus: kelas/exports/evaluasi-data-terbatas.zip",
    ):  # fmt: skip
        assert line in done.stdout, done.stdout
    assert "Leni" not in done.stdout
    said = {
        line.split(": ", 1)[1] for line in done.stdout.splitlines() if line.startswith("Akan di")
    }
    forget(root, "U07")
    after = stats()
    changed = {n for n in before if before[n] != after.get(n)}
    told = {str(root / name) for name in said}
    renewed = {"evaluation.html", "evaluation-peserta.csv", "participant-U08.html", "gradebook.db"}
    assert {n for n in changed if not any(n.startswith(one) for one in told)} == {
        n for n in changed if Path(n).name in renewed
    }


@pytest.mark.parametrize("code", ["U99", "U70", "MH99", "X12345"])
def test_a_code_that_never_was_deletes_and_records_nothing(root: Path, code: str) -> None:
    before = state(root)
    done = run_course(root, "forget", code, "--yes")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"{code}: tidak ada di daftar, kiriman, atau nilai" in done.stderr
    assert state(root) == before
    write(root, "kelas/catatan.txt", f"nonton {code} semalam")
    assert run_course(root, "forget", code, "--yes").returncode == 2
    assert (root / "kelas/catatan.txt").read_text() == f"nonton {code} semalam"


@pytest.mark.parametrize("inbox", [".", ".."])
def test_the_class_itself_is_no_folder_of_sendings(root: Path, inbox: str) -> None:
    before = state(root)
    done = run_course(root, "forget", "U07", "--inbox", inbox, "--yes")
    assert (done.returncode, "Pilih folder kiriman" in done.stderr) == (2, True)
    assert state(root) == before


def test_a_code_in_small_letters_is_understood(root: Path) -> None:
    assert "Akan dihapus: submitted/U07" in run_course(root, "forget", "u07", "--dry-run").stdout


def test_who_is_forgotten_already_may_be_forgotten_again(root: Path) -> None:
    first = run_course(root, "forget", "U07", "--yes")
    after = state(root)
    again = run_course(root, "forget", "U07", "--yes")
    assert (first.returncode, again.returncode) == (1, 0)  # the invitations, then nothing more
    assert state(root) == after
    assert forgotten(root) == {"U07"}


class Killed(BaseException):
    """What a test stops a run with; nothing catches it."""


def armed(disk: pytest.MonkeyPatch, last: int) -> list[int]:
    """Let the disk's ``last`` change, and every later one, not be done; return what counts them."""
    seen = [0]

    def counted(do: Callable[..., Any]) -> Callable[..., Any]:
        def one(*args: Any, **named: Any) -> Any:
            seen[0] += 1
            if last and seen[0] >= last:
                raise Killed
            return do(*args, **named)

        return one

    for name in ("unlink", "rmdir", "replace"):
        disk.setattr(os, name, counted(getattr(os, name)))
    return seen


@pytest.mark.long
def test_a_run_killed_anywhere_is_finished_by_the_next(root: Path, tmp_path: Path) -> None:
    pristine = Path(shutil.copytree(root, tmp_path / "pristine"))
    with pytest.MonkeyPatch.context() as disk:
        seen = armed(disk, 0)
        forget(root, "U07")
    end, changes = state(root), seen[0]
    assert changes > 30
    assert b"U07" not in b"".join(d for d in end.values() if isinstance(d, bytes))
    for last in (*range(1, changes, 3), changes):
        shutil.rmtree(root)
        shutil.copytree(pristine, root)
        with pytest.MonkeyPatch.context() as disk:
            armed(disk, last)
            with pytest.raises(Killed):
                forget(root, "U07")
        forget(root, "U07")
        assert state(root) == end, last


def test_a_run_killed_in_the_gradebook_is_finished_by_the_next(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pristine = Path(shutil.copytree(root, tmp_path / "pristine"))
    forget(root, "U07")
    end, remove = state(root), Gradebook.remove_submission
    shutil.rmtree(root)
    shutil.copytree(pristine, root)

    def last(self: Gradebook, lesson: str, code: str) -> None:
        remove(self, lesson, code)
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(Gradebook, "remove_submission", last)
        with pytest.raises(Killed):
            forget(root, "U07")
    forget(root, "U07")
    assert state(root) == end


ZEROS = bytes(3 * 1024 * 1024)
BOMBS: dict[str, Callable[[], bytes]] = {
    "bom.zip": lambda: packed(**{"nol.txt": ZEROS}),
    "dalam.zip": lambda: packed(**dict.fromkeys("123", packed(nol=ZEROS[: len(ZEROS) // 2]))),
    "rusak.zip": lambda: b"PK\x03\x04 tidak utuh",
    "bom.docx": lambda: packed(**{"[Content_Types].xml": b"", "word/document.xml": ZEROS}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_cannot_be_looked_through_is_named_before_anything_is_deleted(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Budget.__init__, "__defaults__", (2 * 1024 * 1024,))
    bomb = BOMBS[name]()
    write(root, f"kelas/inbox/{name}", bomb)
    listed = run_course(root, "forget", "U07", "--dry-run")
    assert f"! Periksa sendiri: kelas/inbox/{name}: tidak bisa diperiksa isinya" in listed.stdout
    done = run_course(root, "forget", "U07", "--yes")
    assert (done.returncode, done.stdout.count(f"! kelas/inbox/{name}")) == (1, 1)
    assert (root / f"kelas/inbox/{name}").read_bytes() == bomb
    assert not (root / "submitted/U07").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(root: Path) -> None:
    path = write(root, "kelas/inbox/terkunci.txt", "x")
    path.chmod(0)
    assert (
        "! kelas/inbox/terkunci.txt: tidak bisa dibuka"
        in run_course(root, "forget", "U07", "--yes").stdout
    )


def test_a_damaged_list_or_gradebook_stops_it_before_anything_is_deleted(root: Path) -> None:
    write(root, "kelas/workshop.csv", b"\x00\xff\xfe\x80 \x81 tidak terbaca \xff")
    write(root, "gradebook.db", b"bukan buku nilai" * 200)
    before = everything(root)
    for name in ("kelas/workshop.csv", "gradebook.db"):
        done = run_course(root, "forget", "U07", "--yes")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
        assert everything(root) == before
        (root / name).unlink()
        del before[name]
    assert run_course(root, "forget", "U07", "--yes").returncode == 1


def test_a_comment_about_somebody_else_stays_and_is_named(root: Path) -> None:
    with closing(sqlite3.connect(root / "gradebook.db")) as book:
        book.executescript(
            "INSERT INTO base_cell (id, name, notebook_id, type) SELECT 'c', 'catatan', id, 'x' FROM notebook;"
            "INSERT INTO comment (id, manual_comment, cell_id, notebook_id) SELECT 'k', 'Seperti U07', 'c', sn.id"
            " FROM submitted_notebook sn JOIN submitted_assignment sa ON sa.id = sn.assignment_id"
            " WHERE sa.student_id = 'U08';"
        )
    done = run_course(root, "forget", "U07", "--yes")
    assert "! buku nilai: catatan untuk U08 (pretest) menyebut U07" in done.stdout
    with closing(sqlite3.connect(root / "gradebook.db")) as book:
        assert book.execute("SELECT manual_comment FROM comment").fetchall() == [("Seperti U07",)]


def test_an_older_copy_of_the_gradebook_is_named(root: Path) -> None:
    shutil.copy(root / "gradebook.db", root / "gradebook.db.2026-11-01")
    done = run_course(root, "forget", "U07", "--yes")
    assert "! gradebook.db.2026-11-01: salinan lama buku nilai" in done.stdout
    assert (root / "gradebook.db.2026-11-01").exists()


@pytest.mark.parametrize("verb", ["forget", "collect", "grade"])
def test_one_command_at_a_time_changes_what_is_held(
    root: Path, verb: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(class_lock.__wrapped__, "__defaults__", (0.2,))
    monkeypatch.chdir(root)
    run = {
        "forget": lambda: forget(root, "U07"),
        "collect": lambda: collect(root, root / "kelas" / "inbox", {}),
        "grade": lambda: grade(root),
    }[verb]
    with (
        FileLock(Places(root).lock),
        pytest.raises(CourseError, match="masih bekerja di kelas ini"),
    ):
        run()
    assert "Menunggu perintah lain" in capfd.readouterr().err
    assert (root / "submitted" / "U07").is_dir()


def test_a_command_waits_for_another(root: Path) -> None:
    order = []

    def other() -> None:
        with class_lock(root):
            order.append("first")
            time.sleep(0.2)
            order.append("done")

    with class_lock(root):
        pass  # nothing is left locked
    thread = threading.Thread(target=other)
    thread.start()
    while not order:
        time.sleep(0.01)
    with class_lock(root):
        order.append("second")
    thread.join()
    assert order == ["first", "done", "second"]


def test_the_record_is_read_however_it_was_saved(tmp_path: Path) -> None:
    assert forgotten(tmp_path) == frozenset()
    for text in ("kode,tanggal\nU07,2026-11-28\n", "\ufeffkode;tanggal\r\nU07;28/11/2026\r\n"):
        write(tmp_path, "kelas/deletions.csv", text)
        assert forgotten(tmp_path) == {"U07"}
