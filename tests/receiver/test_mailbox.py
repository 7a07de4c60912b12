"""The mailbox: killed at any moment nothing is lost or doubled; who leaves the class leaves it."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bad_states import refusing
from conftest import run_course
from killed import content, killed_at, steps_of
from received import PATH, answers, lay_receiving_class, photo

from course import CourseError
from course.exercises.answers import Answers, dump, id_of
from course.files import Places, class_lock
from course.inbox.collect import collect, file_what_waits
from course.inbox.mailbox.opening import mailbox_url
from course.inbox.mailbox.store import Mailbox
from course.inbox.mailbox.waiting import Named, entry_id
from course.people.roster import invited

PHOTOS = "m3-foto-katalog"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class in whose mailbox wait answers of two people, one with a photo."""
    root = lay_receiving_class(tmp_path_factory.mktemp("mailbox") / "kelas")
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    fill(root)
    return root


@pytest.fixture
def own(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root, tmp_path / "kelas"))


@pytest.fixture
def box(own: Path) -> Iterator[Mailbox]:
    box = Mailbox(mailbox_url(own))
    yield box
    box.close()


def fill(root: Path) -> None:
    box, data = Mailbox(mailbox_url(root)), photo()
    for code in ("U07", "U08"):
        for lesson in ("pretest", PHOTOS):
            file = Answers.model_validate(answers(root, lesson, code))
            named = [Named(PATH, entry_id(*one)) for one in file.answers.items()]
            body = dump(file)
            box.put((code, lesson), id_of(file), body, named if lesson == PHOTOS else [])
    key = ("U07", PHOTOS)
    upload = box.uploads.begin(key, PATH, hashlib.sha256(data).hexdigest(), len(data))
    assert upload is not None
    box.uploads.append(upload.id, 0, data, whole=True)
    box.close()


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_killed_while_it_empties_nothing_is_lost_and_nothing_doubled(
    root: Path, tmp_path: Path
) -> None:
    undisturbed = Path(shutil.copytree(root, tmp_path / "undisturbed" / "kelas"))
    steps = steps_of(undisturbed, ["collect"])
    wanted = content(undisturbed)
    assert len(list(Places(undisturbed).submitted.glob("*/*/answers.json"))) == 4
    assert len(list(Places(undisturbed).submitted.glob("*/*/photos/*.jpg"))) == 1
    assert steps > 20
    for step in (*range(7, steps, steps // 5), steps - 3, steps - 1, steps):
        killed = Path(shutil.copytree(root, tmp_path / str(step) / "kelas"))
        killed_at(killed, ["collect"], step)
        assert run_course(killed, "collect").returncode == 0
        assert content(killed) == wanted, step
        shutil.rmtree(killed)


def test_the_class_s_own_collection_empties_it(own: Path, box: Mailbox) -> None:
    done = run_course(own, "collect")
    assert done.returncode == 0, done.stdout
    assert "4 berkas jawaban diterima" in done.stdout
    assert box.is_empty()


def test_while_another_command_is_at_work_it_waits(own: Path, box: Mailbox) -> None:
    with class_lock(own), pytest.raises(CourseError, match="masih bekerja"):
        file_what_waits(own, wait=0)
    assert len(list(box.waiting())) == 4


def test_what_cannot_be_filed_is_kept_for_a_person(own: Path, box: Mailbox) -> None:
    roster = own / "kelas" / "roster.csv"
    roster.write_text(roster.read_text().replace("U08", "U09"))
    done = file_what_waits(own)
    assert sum("U08" in line for line in done.refused) == 2
    assert box.is_empty()
    refused = sorted(path.name for path in Places(own).refused.iterdir())
    assert [name.rsplit("_", 1)[0] for name in refused] == [f"{PHOTOS}_U08", "pretest_U08"]
    roster.write_text(roster.read_text().replace("U09", "U08"))
    again = collect(own, Places(own).refused, invited(own))
    assert len(again.accepted) == 2


def test_a_disk_that_is_full_keeps_it_in_the_mailbox(own: Path, box: Mailbox) -> None:
    with refusing(errno.ENOSPC, Places(own).kept):
        file_what_waits(own)
    assert len(list(box.waiting())) == 4
    with refusing(errno.ENOSPC, Places(own).submitted):
        file_what_waits(own)
    assert len(list(box.waiting())) == 4
    file_what_waits(own)
    assert box.is_empty()
    assert len(list(Places(own).submitted.glob("*/*/answers.json"))) == 4


def test_who_leaves_the_class_leaves_the_mailbox(own: Path, box: Mailbox) -> None:
    done = run_course(own, "forget", "U07", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kotak kiriman: yang dari U07 dihapus" in done.stdout
    assert {one.participant for one in box.waiting()} == {"U08"}
    assert list(box.pictures()) == []
    files = [p for p in Places(own).receiving.iterdir() if p.is_file()]
    assert not [path.name for path in files if b'"U07"' in path.read_bytes()]


def test_a_copy_for_the_person_and_a_backup_hold_what_waited(own: Path, box: Mailbox) -> None:
    assert run_course(own, "export", "U07").returncode == 0
    with zipfile.ZipFile(Places(own).exports / "U07.zip") as archive:
        assert any("pretest" in name for name in archive.namelist())
    assert box.is_empty()
    fill_again = Answers.model_validate(answers(own, at="2026-11-09T13:05:00+07:00"))
    box.put(("U07", "pretest"), id_of(fill_again), dump(fill_again))
    assert run_course(own, "receive", "key").returncode == 0
    assert run_course(own, "backup", str(own.parent / "cadangan.zip")).returncode == 0
    with zipfile.ZipFile(own.parent / "cadangan.zip") as archive:
        names = archive.namelist()
    assert f"kelas/inbox/kept/U07/pretest/{id_of(fill_again)}.json" in " ".join(names)
    assert not [name for name in names if "receiving" in name]


def test_nobody_else_on_the_computer_reads_it(own: Path) -> None:
    assert Places(own).mailbox.stat().st_mode & 0o077 == 0


def test_a_mailbox_that_is_none_is_one_line(own: Path) -> None:
    Places(own).mailbox.write_bytes(b"bukan basis data" * 100)
    done = run_course(own, "collect")
    assert done.returncode == 2
    assert "mailbox.db" in done.stderr
    assert done.stderr.count("\n") == 1
