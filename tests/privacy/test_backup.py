"""The class in one file, and back: equal scores, equal bytes, nobody forgotten with it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bad_states import refusing
from conftest import run_course
from killed import content, killed_at, steps_of

from course import CourseError
from course.files import Places, class_lock, sweep
from course.gradebook.scores import read_scores
from course.people.roster import forgotten
from course.privacy import backup as making
from course.privacy.backup import backup, backups, safety_copy
from course.privacy.packing import MANIFEST
from course.privacy.restore import finish, restore, undo

KEPT = ("submitted", "autograded", "kelas/inbox/kept", "kelas/roster.csv", "source", "release")


def bytes_of(root: Path) -> dict[str, bytes]:
    """Return the files of a class that a backup must bring back, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for top in KEPT
        for path in sorted([root / top, *(root / top).rglob("*")])
        if path.is_file()
    }


def test_in_another_folder_scores_and_answers_are_equal(small_class: Path, tmp_path: Path) -> None:
    with sqlite3.connect(small_class / "gradebook.db") as book:
        book.execute("UPDATE grade SET manual_score = 1 WHERE auto_score IS NOT NULL")
        book.execute("UPDATE comment SET manual_comment = 'Bagus sekali'")
    book.close()
    (small_class / "kelas" / "roster.csv").chmod(0o600)
    path = backup(small_class)
    assert path.parent == Places(small_class).backups
    assert path.stat().st_mode & 0o777 == 0o600
    there = tmp_path / "lain" / "kelas pulih"
    restored = restore(path, there)
    assert restored.into == there
    assert not restored.by_hand
    pd.testing.assert_frame_equal(read_scores(there), read_scores(small_class))
    assert bytes_of(there) == bytes_of(small_class)
    with sqlite3.connect(there / "gradebook.db") as book:
        said = {row[0] for row in book.execute("SELECT DISTINCT manual_comment FROM comment")}
    book.close()
    assert said == {"Bagus sekali"}
    assert (there / "kelas" / "roster.csv").stat().st_mode & 0o777 == 0o600
    kept = next((small_class / "kelas/inbox/kept").rglob("*.json"))
    again = there / kept.relative_to(small_class)
    assert again.stat().st_mtime == pytest.approx(kept.stat().st_mtime)
    assert sorted(p.name for p in (tmp_path / "lain").iterdir()) == ["kelas pulih"]
    done = run_course(there, "grade")
    assert "0 jawaban dinilai, 8" in done.stdout, done


def test_over_the_class_and_undone(small_class: Path) -> None:
    before = bytes_of(small_class)
    path = backup(small_class)
    shutil.rmtree(small_class / "submitted" / "U04")
    (small_class / "kelas" / "roster.csv").write_text("participant\nU01\n", "utf-8")
    (small_class / "kelas" / "mentors.csv").write_text("mentor\nMH01\n", "utf-8")
    site = small_class / "kelas" / "site" / "index.html"
    site.parent.mkdir(exist_ok=True)
    site.write_text("situs", "utf-8")
    changed = bytes_of(small_class)
    restored = restore(path, small_class)
    assert bytes_of(small_class) == before
    assert not (small_class / "kelas" / "mentors.csv").exists()
    assert site.exists()
    assert restored.safety is not None
    assert restored.safety.exists()
    assert not Places(small_class).restoring.exists()
    undo(small_class)
    assert bytes_of(small_class) == changed
    assert (small_class / "kelas" / "mentors.csv").exists()
    undo(small_class)
    assert bytes_of(small_class) == before


def test_what_is_in_it_and_what_is_not(small_class: Path) -> None:
    places = Places(small_class)
    for folder in (places.site, places.keepsakes, places.exports, places.log):
        folder.mkdir(exist_ok=True)
        (folder / "x.txt").write_text("x", "utf-8")
    (places.inbox / ".kelas-abc.tmp").write_text("setengah", "utf-8")
    (places.root / "kelas" / ".desk.lock").touch()
    (places.inbox / "desktop.ini").write_text("x", "utf-8")
    (places.inbox / "100% \\ aneh\n.txt").write_text("aneh", "utf-8")
    (places.inbox / "tautan").symlink_to(small_class / "source")
    first = backup(small_class)
    second = backup(small_class)
    assert first != second
    with zipfile.ZipFile(second) as archive:
        names = set(archive.namelist())
        told = json.loads(archive.read(MANIFEST))
        assert archive.testzip() is None
        for name, held in told["files"].items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == held["sha256"]
    assert names == {MANIFEST, *told["files"]}
    assert {"nbgrader_config.py", "gradebook.db", "kelas/roster.csv"} <= names
    tops = {"/".join(name.split("/")[:2]) for name in names if name.startswith("kelas/")}
    assert not tops & {f"kelas/{one}" for one in ("site", "keepsakes", "exports", "log", "backups")}
    assert not [name for name in names if "tmp" in name or "desktop" in name or ".lock" in name]
    assert told["left_out"] == ["kelas/inbox/tautan"]
    assert told["people"] == ["MH01", "MH02", "MH04", "U01", "U04", "U07", "U08"]
    restore(second, small_class.parent / "lain")
    odd = small_class.parent / "lain" / "kelas" / "inbox" / "100% \\ aneh\n.txt"
    assert odd.read_text("utf-8") == "aneh"


def test_while_somebody_writes_the_copy_is_of_one_moment(small_class: Path) -> None:
    writer = sqlite3.connect(small_class / "gradebook.db", isolation_level=None)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("PRAGMA wal_autocheckpoint=0")
    writer.execute("UPDATE grade SET manual_score = 1")  # lies beside the file until then
    before = read_scores(small_class)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE grade SET manual_score = 0")
    path = backup(small_class)
    writer.execute("COMMIT")
    writer.close()
    pd.testing.assert_frame_equal(
        read_scores(restore(path, small_class.parent / "lain").into), before
    )


@pytest.mark.long
def test_who_was_forgotten_stays_forgotten(small_class: Path, tmp_path: Path) -> None:
    path = backup(small_class)
    safety = safety_copy(small_class, "sebelum coba-coba")
    done = run_course(small_class, "forget", "U07", "--yes")
    assert done.returncode == 1
    assert f"kelas/backups/{path.name}: cadangan ini masih memuat U07" in done.stdout
    assert not safety.exists()
    assert path.exists()
    with pytest.raises(CourseError, match="Tidak ada cadangan otomatis"):
        undo(small_class)
    for root in (small_class, tmp_path / "lain"):
        restored = restore(path, root, known=small_class)
        assert restored.forgotten == ["U07"]
        assert forgotten(root) == {"U07"}
        assert "U07" not in set(read_scores(root)["participant"])
        assert set(read_scores(root)["participant"]) == {"U01", "U04", "U08"}
        files = [p for p in root.rglob("*") if p.is_file() and "backups" not in p.parts]
        own = [p for p in files if p.name != "deletions.csv" and "examples" not in p.parts]
        assert not [p for p in own if "source" not in p.parts and b"U07" in p.read_bytes()]
        assert not (root / "kelas" / "inbox" / "kept" / "U07").exists()


def test_forgetting_leaves_no_automatic_copy_even_when_it_is_killed(small_class: Path) -> None:
    """The copies go before the rows that say whose they are."""
    safety_copy(small_class, "sebelum coba-coba")
    with refusing(errno.EACCES, small_class / "kelas" / "roster.csv"):
        run_course(small_class, "forget", "U07", "--yes")
    assert not backups(small_class)
    run_course(small_class, "forget", "U07", "--yes")
    kept = safety_copy(small_class, "sebelum coba-coba")
    run_course(small_class, "forget", "U07", "--yes")
    assert kept.exists(), "U07 stood no longer in it"


@pytest.mark.long
def test_the_newest_ten_automatic_copies_are_kept(
    small_class: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(small_class / "autograded")
    shutil.rmtree(small_class / "source" / "posttest")
    own = backup(small_class)
    made = [safety_copy(small_class, f"sebelum {number}") for number in range(12)]
    found = backups(small_class)
    assert [one.why for one in found] == [
        *(f"sebelum {number}" for number in range(11, 1, -1)),
        "dibuat sendiri",
    ]
    assert [one.automatic for one in found] == [True] * 10 + [False]
    assert {one.path for one in found} == {own, *made[2:]}
    monkeypatch.setattr(making, "_MOST_BYTES", found[0].size * 2.5)
    safety_copy(small_class, "sebelum penuh")
    assert len(backups(small_class)) == 3
    monkeypatch.setattr(making, "_MOST_BYTES", 1)
    newest = safety_copy(small_class, "sebelum penuh")
    assert [one.path for one in backups(small_class)] == [newest, own]


@pytest.mark.long
def test_a_release_over_answers_is_saved_first(small_class: Path) -> None:
    assert "Cadangan" not in run_course(small_class, "release", "pretest").stdout
    release = small_class / "release" / "pretest" / "pretest.ipynb"
    release.write_text("{}", "utf-8")
    done = run_course(small_class, "release", "pretest", "--yes")
    assert "Cadangan dibuat dulu. Untuk membatalkan: course restore kelas/backups/" in done.stdout
    (copy,) = backups(small_class)
    assert copy.why == "sebelum rilis ulang pretest"
    assert release.read_text("utf-8") != "{}"
    undo(small_class)
    assert release.read_text("utf-8") == "{}"


def test_an_upgrade_that_replaces_is_saved_first_under_any_settings(
    tiny_backup: tuple[Path, Path],
) -> None:
    root, _ = tiny_backup
    (root / "nbgrader_config.py").write_text("from course.nbgrader_files import x\n", "utf-8")
    done = run_course(root, "upgrade", "--yes")
    assert done.returncode < 2, done
    (copy,) = backups(root)
    assert copy.automatic
    assert copy.why == "sebelum pelajaran diganti (course upgrade)"
    with zipfile.ZipFile(copy.path) as archive:
        assert "gradebook.db" in archive.namelist()
        assert b"nbgrader_files" in archive.read("nbgrader_config.py")


def repacked(path: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]) -> Path:
    """Return a backup that was changed by hand."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(members.pop(MANIFEST))
    change(members, told)
    bad = path.parent / "jahat.zip"
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr(MANIFEST, json.dumps(told))
    return bad


def lay(members: dict[str, bytes], told: dict[str, Any], name: str, data: bytes = b"x") -> None:
    members[name] = data
    digest = hashlib.sha256(data).hexdigest()
    told["files"][name] = {"sha256": digest, "size": len(data), "mode": 0o644, "changed": 0}


def bomb(members: dict[str, bytes], told: dict[str, Any]) -> None:
    lay(members, told, "submitted/U01/x", bytes(60_000_000))


HOSTILE: dict[str, tuple[Callable[[dict[str, bytes], dict[str, Any]], Any], str]] = {
    "above": (lambda m, t: lay(m, t, "kelas/../../x"), "nama yang tidak boleh"),
    "absolute": (lambda m, t: lay(m, t, "/etc/x"), "nama yang tidak boleh"),
    "elsewhere": (lambda m, t: lay(m, t, "course/cli.py"), "nama yang tidak boleh"),
    "among the backups": (lambda m, t: lay(m, t, "kelas/Backups/x"), "nama yang tidak boleh"),
    "over a lock": (lambda m, t: lay(m, t, "kelas/.lock"), "nama yang tidak boleh"),
    "escaped": (lambda m, t: lay(m, t, "kelas/%2e%2e/x"), "nama yang tidak boleh"),
    "not told": (lambda m, _: m.update({"kelas/x": b"x"}), "tidak cocok"),
    "missing": (lambda m, _: m.pop("kelas/roster.csv"), "tidak cocok"),
    "other bytes": (
        lambda m, _: m.update({"kelas/roster.csv": m["kelas/roster.csv"][::-1]}),
        r"rusak \(kelas/roster.csv\)",
    ),
    "longer": (lambda m, _: m.update({"kelas/roster.csv": b"x"}), "tidak cocok"),
    "a folder and a file": (lambda m, t: lay(m, t, "kelas/roster.csv/x"), "bernama sama"),
    "newer": (lambda _, t: t.update(version=2), "lebih baru"),
    "without a list": (lambda _, t: t.pop("files"), "rusak"),
    "another class": (lambda _, t: t.update(class_id="lain"), "cadangan kelas lain"),
    "a bomb": (bomb, "mengembang"),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_backup_is_one_line_and_changes_nothing(
    how: str, tiny_backup: tuple[Path, Path]
) -> None:
    root, path = tiny_backup
    change, line = HOSTILE[how]
    bad = repacked(path, change)
    before = content(root)
    with pytest.raises(CourseError, match=line) as found:
        restore(bad, root)
    assert "\n" not in str(found.value)
    assert content(root) == before
    assert not Places(root).restoring.exists()


@pytest.fixture
def tiny_backup(tmp_path: Path) -> tuple[Path, Path]:
    """A class with an id that has almost nothing in it, and its backup outside."""
    root = tmp_path / "kelas"
    (root / "kelas").mkdir(parents=True)
    (root / "submitted" / "U01" / "pretest").mkdir(parents=True)
    (root / "submitted" / "U01" / "pretest" / "answers.json").write_text("{}", "utf-8")
    config = Path(__file__).parents[2] / "nbgrader_config.py"
    shutil.copy(config, root)
    (root / "kelas" / "roster.csv").write_text("participant,mentor\nU01,MH01\n", "utf-8")
    (root / "kelas" / "program.toml").write_text(PROGRAM, "utf-8")
    with sqlite3.connect(root / "gradebook.db") as book:
        book.execute("CREATE TABLE t (x)")
    book.close()
    return root, backup(root, tmp_path / "cadangan.zip")


PROGRAM = """[course]
id = "kelas-ani"
name = "Kelas"
start = 2026-11-02
end = 2026-11-22

[[stage]]
name = "Satu"
duration = "1 hari"
start = 2026-11-02
end = 2026-11-02
in_charge = "dosen"
medium = ["tatap muka"]
"""


def test_a_zip_of_others_links_two_of_a_name_and_what_is_cut_off(
    tiny_backup: tuple[Path, Path],
) -> None:
    root, path = tiny_backup
    assert making.class_id(root) == "kelas-ani"
    other, data = path.with_name("lain.zip"), path.read_bytes()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("x", "x")
    with pytest.raises(CourseError, match="bukan cadangan Kelas UMKM"):
        restore(other, root)
    for cut in (0, 100, len(data) // 2, len(data) - 10):
        other.write_bytes(data[:cut])
        with pytest.raises(CourseError, match="rusak"):
            restore(other, root)
    other.write_bytes(data)
    with zipfile.ZipFile(other, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("kelas/roster.csv", "x")
    with pytest.raises(CourseError, match="dua berkas yang bernama sama"):
        restore(other, root)
    linked = bytearray(data)
    at = linked.index(b"PK\x01\x02")
    linked[at + 38 : at + 42] = (0o120777 << 16).to_bytes(4, "little")
    other.write_bytes(linked)
    with pytest.raises(CourseError, match="bukan berkas"):
        restore(other, root)
    with pytest.raises(CourseError, match="tidak ada"):
        restore(root / "tidak-ada.zip", root)
    with pytest.raises(CourseError, match="bukan folder kosong"):
        restore(path, root / "submitted")


def test_a_target_that_is_something_else_is_never_written_over(
    tiny_backup: tuple[Path, Path],
) -> None:
    root, path = tiny_backup
    first = path.read_bytes()
    backup(root, path)
    assert path.read_bytes() != first
    photo = path.with_name("foto.jpg")
    photo.write_bytes(b"foto")
    with pytest.raises(CourseError, match="bukan cadangan kelas ini"):
        backup(root, photo)
    with pytest.raises(CourseError, match="di dalam data kelas"):
        backup(root, root / "submitted" / "x.zip")
    with pytest.raises(CourseError, match="folder ini tidak ada"):
        backup(root, root.parent / "usb" / "x.zip")
    assert backup(root, root.parent).parent == root.parent
    assert photo.read_bytes() == b"foto"


@pytest.mark.parametrize("step", ["write", "rename"])
def test_a_full_disk_and_a_list_held_open_leave_the_old(
    step: str, tiny_backup: tuple[Path, Path]
) -> None:
    root, path = tiny_backup
    (root / "kelas" / "roster.csv").write_text("participant,mentor\nU01,MH02\n", "utf-8")
    (root / "kelas" / "zoom").mkdir()
    (root / "kelas" / "zoom" / "x.csv").write_text("x", "utf-8")
    safety_copy(root, "dulu")
    before = content(root)
    new = Places(root).restoring
    fault = (
        refusing(errno.ENOSPC, new)
        if step == "write"
        else refusing(errno.EACCES, root / "kelas" / "zoom", only="os.rename")
    )
    with fault:
        done = run_course(root, "restore", str(path), "--yes")
    assert done.returncode == 2
    assert ("penuh" if step == "write" else "Tutup program") in done.stderr
    found = content(root)
    assert {k: v for k, v in found.items() if "otomatis" not in k} == {
        k: v for k, v in before.items() if "otomatis" not in k
    }
    assert not new.exists()


def go_on(root: Path) -> None:
    """Change a class after its backup: a list is another, a folder and a log are new."""
    (root / "kelas" / "roster.csv").write_text("participant,mentor\nU01,MH02\n", "utf-8")
    (root / "kelas" / "zoom").mkdir()
    (root / "kelas" / "zoom" / "x.csv").write_text("x", "utf-8")
    (root / "gradebook.db-journal").write_bytes(b"")


def but_backups(root: Path) -> dict[str, object]:
    """Return what of a class is part of a backup."""
    return {name: data for name, data in content(root).items() if "backups" not in name}


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_killed_at_any_step_the_old_stands_or_the_new(tiny_backup: tuple[Path, Path]) -> None:
    root, path = tiny_backup
    restored = but_backups(root)
    go_on(root)
    (root / "feedback").mkdir()
    laid = Path(shutil.copytree(root, root.parent / "laid"))
    old = but_backups(root)
    words = ["restore", str(path), "--yes"]
    count = steps_of(Path(shutil.copytree(laid, root.parent / "counted")), words)
    said = set()
    for step in sorted({1, *range(2, count, 7), count}):
        one = Path(shutil.copytree(laid, root.parent / "one"))
        killed_at(one, words, step)
        was_begun = Places(one).restoring.exists()
        line = finish(one)
        assert bool(line) == was_begun
        said.add(line.split(" terputus ")[-1])
        sweep(one)  # as the next command does
        found = but_backups(one)
        assert found in (old, restored), (step, line)
        assert not Places(one).restoring.exists()
        with class_lock(one, wait=0):
            shutil.rmtree(one)
    assert len(said) == 3, said


class KilledError(BaseException):
    """The process ends here."""


def test_killed_between_any_two_renamings_the_next_command_finishes(
    tiny_backup: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, path = tiny_backup
    restored = but_backups(root)
    go_on(root)
    rename, left = Path.rename, [0]

    def dying(here: Path, there: Path) -> Path:
        left[0] -= 1
        if left[0] < 0:
            raise KilledError
        return rename(here, there)

    for step in range(12):
        one = Path(shutil.copytree(root, root.parent / "one"))
        left[0] = step
        monkeypatch.setattr(Path, "rename", dying)
        killed = False
        try:
            restore(path, one)
        except KilledError:
            killed = True
            left[0] = step // 2
            with suppress(KilledError):  # and once more, while it is being finished
                finish(one)
        monkeypatch.setattr(Path, "rename", rename)
        assert finish(one).endswith("sudah diselesaikan.") or not Places(one).restoring.exists()
        assert but_backups(one) == restored, step
        shutil.rmtree(one)
        if not killed:
            break
    assert step == 11, "as many renamings as there are things to go out and in"


def test_the_next_command_says_what_became_of_a_killed_one(tiny_backup: tuple[Path, Path]) -> None:
    root, _ = tiny_backup
    (Places(root).restoring / "new").mkdir(parents=True)
    done = run_course(root, "roster", "check")
    assert "Pemulihan yang terputus dibatalkan; kelas ini tetap" in done.stderr
    assert not Places(root).restoring.exists()


def test_the_verbs_say_what_they_did(tiny_backup: tuple[Path, Path]) -> None:
    root, path = tiny_backup
    done = run_course(root, "backup")
    assert done.returncode == 0
    assert "✓ kelas/backups/kelas-ani-20" in done.stdout
    listed = run_course(root, "backup", "--list").stdout
    assert listed.startswith("kelas/backups/kelas-ani-")
    assert "dibuat sendiri" in listed
    asked = run_course(root, "restore", str(path))
    assert asked.returncode == 130
    assert "Cadangan kelas kelas-ani dari 20" in asked.stdout
    done = run_course(root, "restore", str(path), "--into", str(root.parent / "pulih"))
    assert done.returncode == 0
    assert (root.parent / "pulih" / "gradebook.db").is_file()


def test_a_damaged_gradebook_is_named_and_comes_back_from_a_backup(
    tiny_backup: tuple[Path, Path],
) -> None:
    root, path = tiny_backup
    whole = (root / "gradebook.db").read_bytes()
    (root / "gradebook.db").write_bytes(b"bukan basis data" * 40)
    with pytest.raises(CourseError, match=r"gradebook\.db: buku nilai rusak"):
        backup(root)
    restored = restore(path, root)
    assert (root / "gradebook.db").read_bytes() == whole
    assert restored.safety is not None
    with zipfile.ZipFile(restored.safety) as archive:
        assert archive.read("gradebook.db") == b"bukan basis data" * 40


def test_a_gradebook_elsewhere_is_not_written_over(
    tiny_backup: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, path = tiny_backup
    monkeypatch.setenv("KELAS_DB", f"sqlite:///{root.parent / 'lain.db'}")
    with pytest.raises(CourseError, match="KELAS_DB"):
        restore(path, root)
