"""A service elsewhere: its folder names nobody, it is emptied with the class's key, nothing twice."""

from __future__ import annotations

import json
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY, run_course
from received import SITE, Phone, answers, lay_receiving_class, photo, serving

from course import CourseError
from course.files import Places
from course.inbox.collect import collect
from course.inbox.mailbox.key import class_key, is_class_key, is_copy
from course.inbox.mailbox.remote import RemoteBox
from course.inbox.submitted import submission
from course.lessons.forms import load_asked
from course.people.forms import order_of
from course.people.roster import invited
from course.receiver.copy import lay_copy
from course.receiver.handlers import Receiver

PHOTOS = "m3-foto-katalog"


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, Receiver]]:
    """The class at home, and the address of its service elsewhere."""
    folder = tmp_path_factory.mktemp("elsewhere")
    home, copy = lay_receiving_class(folder / "kelas"), folder / "layanan"
    done = run_course(home, "receive", "copy", str(copy), "--site", SITE)
    assert done.returncode == 0, done.stderr
    assert "3 kode dan 3 pelajaran" in done.stdout
    with serving(copy, site="") as (address, receiver):
        yield home, address, receiver


def test_the_copy_holds_codes_tokens_and_lessons_only(away: tuple[Path, str, Receiver]) -> None:
    home, copy = away[0], away[2].root
    assert is_copy(copy)
    assert not is_copy(home)
    everything = b"".join(p.read_bytes() for p in copy.rglob("*") if p.is_file())
    key = class_key(home)
    for private in (b"Nama Rahasia", b"6281200000007", b"620000000004", key.encode()):
        assert private not in everything
    assert not list(copy.rglob("authors"))
    assert stat.S_IMODE((Places(home).receiving / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((copy / "kelas" / "roster.csv").stat().st_mode) == 0o600
    assert is_class_key(copy, key)
    assert not is_class_key(copy, "abcd")
    assert away[2].of.origin == SITE


def test_what_waits_elsewhere_is_fetched_filed_and_then_deleted(
    away: tuple[Path, str, Receiver], capsys: pytest.CaptureFixture[str]
) -> None:
    home, address, receiver = away
    data = photo()
    with Phone(address) as phone, Phone(address, "U08", "198.51.100.2") as other:
        for number in range(60):  # more than a page
            phone.send(answers(home, at=f"2026-11-02T13:05:{number:02}+07:00"))
        other.send(answers(home, PHOTOS, code="U08"))
        other.photo(data)
    waiting = list(receiver.mailbox.waiting())
    assert len(waiting) == 61
    done = run_course(home, "collect", address)
    assert done.returncode == 0, done.stdout
    assert receiver.mailbox.is_empty()
    assert len(list((Places(home).kept / "U07" / "pretest").glob("*.json"))) == 60
    assert [p.read_bytes() for p in submission(home, "U08", PHOTOS).photos] == [data]
    when = min(p.stat().st_mtime for p in (Places(home).kept / "U07" / "pretest").glob("*.json"))
    assert when == pytest.approx(min(one.at for one in waiting).timestamp(), abs=1)
    assert "0 berkas jawaban diterima" in run_course(home, "collect", address).stdout
    assert "abcd" not in capsys.readouterr().out


def test_a_fetch_that_breaks_off_loses_and_doubles_nothing(
    away: tuple[Path, str, Receiver], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, address, receiver = away
    with Phone(address, "U08", "198.51.100.2") as phone:
        assert phone.send(answers(home, code="U08")).status_code == 200
    with RemoteBox(address, class_key(home)) as box:
        monkeypatch.setattr(box, "filed", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            collect(home, Places(home).inbox, invited(home), box=box)
    assert not receiver.mailbox.is_empty()
    before = len(list(Places(home).kept.glob("*/*/*.json")))
    with RemoteBox(address, class_key(home)) as box:
        collect(home, Places(home).inbox, invited(home), box=box)
    assert receiver.mailbox.is_empty()
    assert len(list(Places(home).kept.glob("*/*/*.json"))) == before


def test_who_is_forgotten_at_home_is_forgotten_elsewhere(away: tuple[Path, str, Receiver]) -> None:
    home, address, receiver = away
    with Phone(address, "U08", "198.51.100.3") as phone:
        late = answers(home, code="U08", at="2026-11-09T13:05:00+07:00")
        assert phone.send(late).status_code == 200
    roster = home / "kelas" / "roster.csv"
    before = roster.read_text()
    Places(home).deletions.write_text("participant,date\nU08,2026-11-20\n")
    roster.write_text(re.sub("U08.*\n", "", before))
    try:
        assert run_course(home, "collect", address).returncode == 0
        assert receiver.mailbox.is_empty()
        assert len(list(Places(home).kept.glob("U08/pretest/*.json"))) == 1  # of before, not this
        lay_copy(home, receiver.root)
        assert b"U08,MH04" not in (receiver.root / "kelas" / "roster.csv").read_bytes()
    finally:
        Places(home).deletions.unlink()
        roster.write_text(before)


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("http://kirim.example/", "harus dimulai dengan https://"),
        ("http://127.0.0.1:1/", "tidak menjawab"),
    ],
)
def test_a_wrong_address_is_one_line(
    address: str, line: str, away: tuple[Path, str, Receiver]
) -> None:
    done = run_course(away[0], "collect", address)
    assert done.returncode == 2
    assert line in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_the_right_key_nothing_is_given(
    away: tuple[Path, str, Receiver], tmp_path: Path
) -> None:
    _, address, receiver = away
    with RemoteBox(address, "kunci-lain") as box, pytest.raises(CourseError, match="kunci"):
        next(box.waiting())
    other = lay_receiving_class(tmp_path / "lain")
    done = run_course(other, "collect", address)
    assert done.returncode == 2
    assert "course receive key" in done.stderr
    assert run_course(other, "receive", "key").returncode == 0
    assert class_key(other) not in run_course(other, "receive", "key").stdout
    assert receiver.mailbox.is_empty()


def test_a_folder_with_other_things_is_left_alone(
    away: tuple[Path, str, Receiver], tmp_path: Path
) -> None:
    (tmp_path / "skripsi.docx").touch()
    done = run_course(away[0], "receive", "copy", str(tmp_path))
    assert done.returncode == 2
    assert "berisi hal lain" in done.stderr
    copy = tmp_path / "layanan"
    shutil.copytree(away[0], copy, ignore=shutil.ignore_patterns("release"))
    assert "Belum ada pelajaran" in run_course(copy, "receive", "copy", str(tmp_path / "x")).stderr


def test_what_comes_from_elsewhere_is_read_as_from_a_stranger(
    away: tuple[Path, str, Receiver],
) -> None:
    home, address, _ = away
    with Phone(address) as phone:
        key = {"Authorization": f"Bearer {class_key(home)}"}
        for body, status in (
            ({"sendings": ["1"]}, 400), ({"sendings": [-1]}, 400), ({"sendings": [True]}, 400),
            ({"changed": [1]}, 400), ([1], 400), ({"sendings": 5}, 400), ({"forget": ["'"]}, 200),
        ):  # fmt: skip
            reply = phone.client.post("kotak/selesai", content=json.dumps(body), headers={
                **key, "Content-Type": "application/json"})  # fmt: skip
            assert reply.status_code == status, body
        for query in ("after=x", "after=-1", f"after={'9' * 30}"):
            assert phone.client.get(f"kotak?{query}", headers=key).status_code == 400


def test_elsewhere_too_a_test_comes_in_the_form_that_was_drawn(tmp_path: Path) -> None:
    """Who takes B first answers at the pretest what the posttest asks, released with it."""
    home = lay_receiving_class(tmp_path / "kelas")
    for room in ("source", "release"):
        shutil.copytree(REPOSITORY / "source" / "posttest", home / room / "posttest")
    roster = home / "kelas" / "roster.csv"
    head, own, *others = roster.read_text().splitlines()
    roster.write_text("\n".join([f"{head},forms", f"{own},BA", *(f"{one},AB" for one in others)]))
    lay_copy(home, tmp_path / "layanan", SITE)
    with serving(tmp_path / "layanan", site="") as (address, receiver), Phone(address) as phone:
        sent = answers(home, form="B", given=("tujuan", {"jawaban": "hitung"}))
        sent["answers"]["tujuan"]["item"] = load_asked(home, "pretest-b").definitions["tujuan"].item
        assert phone.send(sent).status_code == 200
        assert order_of(receiver.root, invited(receiver.root)["U07"]) == "BA"
