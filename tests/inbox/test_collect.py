"""The inbox: good files go through, each other file is named in one line, nothing is lost."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import REPOSITORY, new_course, run_course
from messages_out import encode

from course import CourseError, lessons
from course.cli import course as command_line
from course.exercises.answers import read_answers
from course.inbox.collect import Collected, collect
from course.inbox.submitted import submission
from course.lessons.release import release
from course.people.roster import read_roster

pytestmark = pytest.mark.xdist_group("inbox")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_course(tmp_path_factory.mktemp("inbox") / "kelas")
    release(root, ["pretest", "posttest"])
    return root


@pytest.fixture
def box(released: Path, tmp_path: Path) -> Path:
    """An empty download folder; the course's rooms are emptied too."""
    for room in ("submitted", "kelas/inbox"):
        for path in sorted((released / room).rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    folder = tmp_path / "Unduhan"
    folder.mkdir()
    return folder


def answers(
    root: Path, participant: str = "U07", minute: int = 5, **changes: Any
) -> dict[str, Any]:
    test = "posttest" if changes.get("lesson") == "posttest" else "pretest"
    item = lessons.load(root, test).definitions["tujuan"].item
    entry = {
        "value": {"jawaban": "hitung" if test == "posttest" else "temukan"},
        "at": f"2026-11-02T13:{minute:02}:00+07:00",
        "item": item,
    }
    head = {"version": 1, "course": "kelas-umkm", "lesson": "pretest", "token": ""}
    return {
        **head,
        "participant": participant,
        "by": participant,
        "answers": {"tujuan": entry},
        **changes,
    }


def put(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def run(root: Path, box: Path) -> Collected:
    return collect(root, box, read_roster(root / "examples" / "roster.csv"))


def only_refusal(root: Path, box: Path, name: str) -> str:
    """Collect; the good file beside goes through, ``name`` is refused in one line and kept."""
    put(box, "baik.txt", answers(root, "U01"))
    result = run(root, box)
    assert len(result.accepted) == 1
    assert (root / "submitted" / "U01" / "pretest" / "answers.json").is_file()
    (line,) = result.refused
    assert line.startswith(f"{name}: ")
    assert "\n" not in line
    return line


def kept(root: Path) -> list[Path]:
    return sorted((root / "kelas" / "inbox" / "refused").glob("*"))


def test_a_good_file_becomes_a_submission_nbgrader_can_grade(released: Path, box: Path) -> None:
    put(box, "x.txt", answers(released))
    assert run(released, box).refused == []
    folder = released / "submitted" / "U07" / "pretest"
    assert sorted(p.name for p in folder.iterdir()) == [
        "answers.json",
        "pretest.ipynb",
        "timestamp.txt",
    ]
    assert (folder / "timestamp.txt").read_text() == "2026-11-02 06:05:00 UTC\n"
    assert kept(released) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Beli gula", "bukan berkas jawaban"),
        (b'{"version": 1, "course": "kelas-', "isi rusak"),
        (b"x" * 300_000, "terlalu besar"),
        ({"participant": "U77"}, "peserta U77 tidak ada di daftar peserta"),
        ({"participant": ""}, "kode peserta belum diisi"),
        ({"lesson": "m9-belum-ada"}, "pelajaran 'm9-belum-ada' tidak ada"),
        ({"version": 9}, "versi berkas '9' belum dikenal"),
        ({"course": "kelas-lain"}, "bukan jawaban Kelas UMKM"),
        ({"answers": {}}, "belum ada jawaban di dalamnya"),
        (
            {"answers": {"tidak-ada": {"value": {}, "at": "2026-11-02T13:05:00Z"}}},
            "tidak ada di pelajaran",
        ),
    ],
)
def test_a_refused_file_is_named_and_kept(
    released: Path, box: Path, content: Any, says: str
) -> None:
    whole = answers(released, **content) if isinstance(content, dict) else content
    put(box, "kiriman.txt", whole)
    assert says in only_refusal(released, box, "kiriman.txt")
    assert [p.name.split(".")[0] for p in kept(released)] == ["kiriman"]
    assert (box / "kiriman.txt").exists()  # somebody else's folder is only read


def test_foreign_kinds_of_files_and_links_are_refused(released: Path, box: Path) -> None:
    put(box, "pasang.apk", b"PK")
    assert "bukan berkas jawaban" in only_refusal(released, box, "pasang.apk")
    (box / "pasang.apk").unlink()
    secret = put(box.parent, "rahasia.json", answers(released))
    (box / "tautan.json").symlink_to(secret)
    result = run(released, box)
    assert "hanya tautan" in result.refused[0]


def test_a_bad_answer_is_named_and_the_rest_of_the_file_counts(released: Path, box: Path) -> None:
    whole = answers(released)
    item = lessons.load(released, "pretest").definitions["katalog"].item
    when = "2026-11-02T13:00:00+07:00"
    whole["answers"]["katalog"] = {"value": {"jawaban": 42}, "at": when, "item": item}
    whole["answers"]["karangan"] = {"value": {"x": "y"}, "at": when, "item": ""}
    put(box, "sebagian.txt", whole)
    result = run(released, box)
    assert len(result.accepted) == 1
    (line,) = result.refused
    assert "diterima sebagian" in line
    assert "'katalog'" in line
    assert "'karangan' tidak ada" in line
    saved = read_answers(released / "submitted/U07/pretest/answers.json").answers
    assert list(saved.answers) == ["tujuan"]
    assert len(kept(released)) == 1


def test_the_same_file_twice_counts_once(released: Path, box: Path) -> None:
    put(box, "a.txt", answers(released))
    put(box, "a (1).txt", answers(released))
    result = run(released, box)
    assert (len(result.accepted), result.known, result.refused) == (1, 0, [])
    again = run(released, box)
    assert (again.accepted, again.known) == ([], 1)


def test_the_newest_answer_stands_whatever_the_order(released: Path, box: Path) -> None:
    put(box, "a-baru.txt", answers(released, minute=30))
    put(box, "z-lama.txt", answers(released, minute=10))
    result = run(released, box)
    assert len(result.accepted) == 2
    assert result.refused == []
    note, form = sorted(result.notes, key=lambda said: "menjawab bentuk A" in said)
    assert form.startswith("U07, pretest: ")
    assert note.startswith("z-lama.txt: disimpan, tetapi tidak dihitung: semua jawabannya sudah")
    saved = read_answers(released / "submitted/U07/pretest/answers.json").answers
    assert saved.answers["tujuan"].at.minute == 30
    assert run(released, box).notes == []


def test_a_phone_whose_clock_runs_ahead_does_not_win_for_ever(released: Path, box: Path) -> None:
    ahead = answers(released)
    ahead["answers"]["tujuan"]["at"] = "2099-01-01T00:00:00+07:00"
    put(box, "a.txt", ahead)
    run(released, box)
    stamp = (released / "submitted/U07/pretest/timestamp.txt").read_text()
    assert not stamp.startswith("2099")


def test_a_clock_set_right_again_wins_over_one_that_ran_ahead(released: Path, box: Path) -> None:
    ahead = answers(released)
    ahead["answers"]["tujuan"]["at"] = "2099-01-01T00:00:00+07:00"
    put(box, "a.txt", ahead)
    run(released, box)
    right = answers(released)
    right["answers"]["tujuan"] |= {"at": datetime.now(UTC).isoformat(), "tries": 2}
    (box / "a.txt").unlink()
    put(box, "b.txt", right)
    assert len(run(released, box).accepted) == 1
    assert "2099" not in (released / "submitted/U07/pretest/answers.json").read_text()


def test_of_two_clocks_that_run_ahead_the_newer_answers_win(released: Path, box: Path) -> None:
    for name, year in (("a.txt", 2099), ("z.txt", 2098)):
        ahead = answers(released)
        ahead["answers"]["tujuan"]["at"] = f"{year}-01-01T00:00:00+07:00"
        put(box, name, ahead)
    assert len(run(released, box).accepted) == 2
    assert "2099" in (released / "submitted/U07/pretest/answers.json").read_text()
    assert run(released, box).known == 2


def test_holiday_photos_are_counted_not_refused(released: Path, box: Path) -> None:
    for name in ("liburan.jpg", "suara.opus", "brosur.PDF"):
        put(box, name, b"x")
    result = run(released, box)
    assert (result.refused, kept(released)) == ([], [])
    assert result.notes == ["3 gambar, suara, dan berkas lain diabaikan."]


def test_the_same_answers_as_file_message_and_zip_count_once(released: Path, box: Path) -> None:
    whole = answers(released)
    (message,) = encode(whole, "Tes awal", datetime(2026, 11, 2, 13, 10, tzinfo=UTC))
    put(box, "a.txt", whole)
    put(box, "pesan.txt", message.encode())
    with zipfile.ZipFile(box / "z.zip", "w") as archive:
        archive.writestr("dalam/a.json", json.dumps(whole))
    result = run(released, box)
    assert (result.accepted, result.refused) == (["a.txt: U07, pretest"], [])
    again = run(released, box)
    assert (again.accepted, again.known, again.refused) == ([], 1, [])


def test_a_lesson_that_is_not_released_is_named_and_comes_later(released: Path, box: Path) -> None:
    notebook = released / "release" / "pretest" / "pretest.ipynb"
    own = released / "kelas" / "inbox"
    put(own, "a.txt", answers(released))
    put(own, "b.txt", answers(released, "U01", lesson="posttest"))
    put(own, "c.txt", answers(released, "U02"))
    hidden = notebook.rename(notebook.with_suffix(".away"))
    result = run(released, own)
    hidden.rename(notebook)
    assert result.accepted == ["b.txt: U01, posttest"]
    (line,) = result.refused
    assert line.startswith("pretest: 2 jawaban menunggu, belum dirilis. Jalankan course release")
    assert len(run(released, own).accepted) == 2


def test_the_course_is_not_its_own_inbox(released: Path, box: Path) -> None:
    put(released / "kelas" / "inbox", "a.txt", answers(released))
    run(released, released / "kelas" / "inbox")
    with pytest.raises(CourseError, match="Pilih folder kiriman"):
        run(released, released)
    put(released.parent, "b.txt", answers(released, "U01"))
    result = run(released, released.parent)
    (released.parent / "b.txt").unlink()
    assert (result.accepted, result.refused) == (["b.txt: U01, pretest"], [])


def test_the_example_chat_holds_two_lessons(released: Path, box: Path) -> None:
    chat = REPOSITORY / "examples" / "inbox" / "Chat WhatsApp dengan Kelas Contoh.txt"
    put(released, "release/m1-internet/m1-internet.ipynb", b"{}")  # the inbox only copies it
    put(box, chat.name, chat.read_bytes())
    result = run(released, box)
    shutil.rmtree(released / "release" / "m1-internet")
    assert result.accepted == [
        f"{chat.name}: {code}, m1-internet" for code in ("U02", "U02", "U08")
    ]
    assert result.refused == []
    for code, day in (("U02", "2026-11-13"), ("U08", "2026-11-12")):
        path = released / "submitted" / code / "m1-internet" / "answers.json"
        assert f"{read_answers(path).answers.at}".startswith(day)


def test_a_whole_folder_handed_in_from_jupyterlab_is_read(released: Path, box: Path) -> None:
    put(box, "Folder dari U07/pretest/answers.json", answers(released))
    put(box, "Folder dari U07/pretest/.ipynb_checkpoints/pretest-checkpoint.ipynb", b"{}")
    assert len(run(released, box).accepted) == 1


def test_in_the_own_inbox_refused_files_are_moved(released: Path, box: Path) -> None:
    own = released / "kelas" / "inbox"
    put(own, "salah.txt", b"Beli gula")
    put(own, "benar.txt", answers(released))
    assert len(run(released, own).refused) == 1
    assert not (own / "salah.txt").exists()
    assert [p.read_bytes() for p in kept(released)] == [b"Beli gula"]
    assert run(released, own).refused == []


def test_an_answer_to_an_older_version_is_kept_and_said(released: Path, box: Path) -> None:
    old = answers(released)
    old["answers"]["tujuan"]["item"] = "0ld123"
    put(box, "lama.txt", old)
    result = run(released, box)
    assert "dijawab pada versi lama" in result.refused[0]
    saved = read_answers(released / "submitted/U07/pretest/answers.json").answers
    assert saved.answers["tujuan"].item == "0ld123"


def test_one_file_is_collected_and_what_lies_beside_it_is_not(released: Path, box: Path) -> None:
    bad, good = put(box, "buruk.txt", b"?"), put(box, "baik.txt", answers(released))
    with zipfile.ZipFile(box / "Chat WhatsApp.zip", "w") as archive:
        archive.writestr("x/jawaban.txt", json.dumps(answers(released, "U01")))
    result = run(released, good)
    assert (result.accepted, result.refused) == (["baik.txt: U07, pretest"], [])
    assert run(released, box / "Chat WhatsApp.zip").refused == []
    assert submission(released, "U01", "pretest").has_file
    assert kept(released) == []
    assert [line.split(":")[0] for line in run(released, bad).refused] == ["buruk.txt"]
    assert bad.exists()
    assert len(kept(released)) == 1
    own = put(released / "kelas" / "inbox", "sendiri.txt", b"!")
    run(released, own)
    assert not own.exists()  # out of the class's own inbox it is moved


def test_exit_codes_say_fine_refused_and_cannot_run(
    released: Path, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster = str(released / "examples" / "roster.csv")
    monkeypatch.chdir(released)
    put(box, "a.txt", answers(released))
    assert (
        CliRunner().invoke(command_line, ["collect", str(box), "--roster", roster]).exit_code == 0
    )
    put(box, "b.txt", b"?")
    refused = CliRunner().invoke(command_line, ["collect", str(box), "--roster", roster])
    assert refused.exit_code == 1
    assert "! b.txt: bukan berkas jawaban" in refused.output
    missing = run_course(released, "collect", str(box / "tidak-ada"), "--roster", roster)
    assert missing.returncode == 2
    assert "folder atau berkas ini tidak ada" in missing.stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kode,nama\nU01,x\n", "kolom mentor, participant tidak ada"),
        ("participant,token\nU01,a\n", "kolom mentor tidak ada"),
        ("", "tidak ada"),
    ],
)
def test_a_wrong_roster_is_explained(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "roster.csv").write_text(text)
    with pytest.raises(CourseError, match=says):
        read_roster(tmp_path / "roster.csv")


def test_excel_s_roster_is_read(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_bytes(
        b"\xef\xbb\xbfparticipant;mentor;token\r\nU01;MH01;ab\r\n"
    )
    assert read_roster(tmp_path / "roster.csv")["U01"].mentor == "MH01"
