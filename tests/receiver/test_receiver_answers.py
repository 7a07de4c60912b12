"""Answers over the network: acknowledged when they are kept, filed once, photos resumed."""

from __future__ import annotations

import csv
import hashlib
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from received import PATH, SITE, Phone, answers, lay_receiving_class, photo, serving

from course.exercises.answers import id_of
from course.files import Places
from course.inbox.collect import file_what_waits
from course.inbox.mailbox.store import Mailbox
from course.inbox.submitted import submission
from course.people.roster import invited
from course.receiver import checks
from course.receiver.handlers import Receiver

PHOTOS = "m3-foto-katalog"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Receiver]]:
    root = lay_receiving_class(tmp_path_factory.mktemp("received") / "kelas")
    with serving(root) as (address, receiver):
        yield address, receiver


@pytest.fixture
def phone(service: tuple[str, Receiver]) -> Iterator[Phone]:
    """A phone, a mailbox and an inbox with nothing in them."""
    address, receiver = service
    root = receiver.root
    receiver.mailbox.forget(["U07", "U08"])
    for folder in (root / "submitted", Places(root).kept, Places(root).refused):
        shutil.rmtree(folder, ignore_errors=True)
    with Phone(address) as phone:
        yield phone


def filed(receiver: Receiver) -> int:
    return len(file_what_waits(receiver.root).accepted)


def test_what_is_acknowledged_is_kept_and_filed_once(
    phone: Phone, service: tuple[str, Receiver]
) -> None:
    root, receiver = service[1].root, service[1]
    sent = answers(root)
    done = phone.send(sent)
    assert done.status_code == 200
    assert done.json()["photos"] == []
    assert phone.send(sent, packed=False).json()["id"] == done.json()["id"]
    # Another process sees it: it is on the disk, not in this one's memory.
    other = Mailbox(f"sqlite:///{Places(root).mailbox}")
    (waiting,) = other.waiting()
    other.close()
    assert (waiting.id, waiting.participant, waiting.lesson) == (
        done.json()["id"],
        "U07",
        "pretest",
    )
    assert filed(receiver) == 1
    assert receiver.mailbox.is_empty()
    standing = submission(root, "U07", "pretest").standing
    assert standing is not None
    assert list(standing.answers) == ["tujuan"]
    assert [p.stem for p in (Places(root).kept / "U07" / "pretest").iterdir()] == [waiting.id]
    # The acknowledgement was lost: it comes once more and changes nothing.
    assert phone.send(sent).json()["id"] == waiting.id
    filed(receiver)
    assert len(list((Places(root).kept / "U07" / "pretest").iterdir())) == 1
    assert id_of(standing) == waiting.id


def test_a_newer_sending_replaces_an_older_one_whatever_comes_first(
    phone: Phone, service: tuple[str, Receiver]
) -> None:
    root, receiver = service[1].root, service[1]
    new = answers(root, at="2026-11-02T14:00:00+07:00", given=("tujuan", {"jawaban": "ramai"}))
    for body in (new, answers(root)):
        assert phone.send(body).status_code == 200
    filed(receiver)
    # A test counts by its first complete answers; what is not complete by its newest.
    standing = submission(root, "U07", "pretest").standing
    assert standing is not None
    assert standing.answers["tujuan"].at.isoformat() == "2026-11-02T14:00:00+07:00"


def test_a_clock_in_2030_does_not_win_for_ever(phone: Phone, service: tuple[str, Receiver]) -> None:
    root, receiver = service[1].root, service[1]
    ahead = answers(root, PHOTOS, at="2030-01-01T00:00:00+07:00",
                    given=("latihan-siap", {"latar": "pindah"}))  # fmt: skip
    right = answers(root, PHOTOS, given=("latihan-siap", {"latar": "pindah"}))
    for body in (ahead, right):
        phone.send(body)
    phone.send(ahead)
    filed(receiver)
    for path in (Places(root).kept / "U07" / PHOTOS).glob("*.json"):
        assert path.stat().st_mtime < 1_890_000_000  # when it came, not what the phone said


def test_a_photo_goes_on_where_it_was_cut(phone: Phone, service: tuple[str, Receiver]) -> None:
    root, receiver, data = service[1].root, service[1], photo()
    assert phone.begin(data).json()["code"] == "answers-first"
    said = phone.send(answers(root, PHOTOS)).json()
    assert said["photos"] == [{"path": PATH, "offset": 0}]
    begun = phone.begin(data, id=said["id"])
    assert begun.status_code == 201
    place = begun.headers["Location"]
    assert phone.piece(place, 0, data[:1000]).headers["Upload-Offset"] == "1000"
    assert phone.send(answers(root, PHOTOS)).json()["photos"] == [{"path": PATH, "offset": 1000}]
    assert filed(receiver) == 1  # the answers do not wait for it
    assert phone.piece(place, 0, data[:1000]).status_code == 409
    told = phone.client.head(place, headers={"Tus-Resumable": "1.0.0"})
    assert (told.headers["Upload-Offset"], told.headers["Upload-Length"]) == (
        "1000",
        str(len(data)),
    )
    phone.photo(data)
    assert phone.send(answers(root, PHOTOS)).json()["photos"] == []
    filed(receiver)
    assert receiver.mailbox.is_empty()
    assert [p.read_bytes() for p in submission(root, "U07", PHOTOS).photos] == [data]
    # What is here already costs nothing, also for another answer that names it.
    assert phone.begin(data).headers["Upload-Offset"] == str(len(data))
    again = answers(root, PHOTOS, at="2026-11-03T13:05:00+07:00")
    assert phone.send(again).json()["photos"] == [{"path": PATH, "offset": 0}]
    phone.photo(data)
    assert (
        receiver.mailbox.uploads.content(("U07", PHOTOS), hashlib.sha256(data).hexdigest()) is None
    )
    filed(receiver)
    assert [p.read_bytes() for p in submission(root, "U07", PHOTOS).photos] == [data]


def test_a_photo_taken_again_belongs_to_its_own_answer(
    phone: Phone, service: tuple[str, Receiver]
) -> None:
    root, receiver, old, new = service[1].root, service[1], photo(90), photo(40)
    first, second = (answers(root, PHOTOS, at=f"2026-11-0{n}T13:05:00+07:00") for n in (2, 3))
    phone.send(first)
    phone.photo(old)
    phone.send(second)
    filed(receiver)
    assert not submission(root, "U07", PHOTOS).photos  # not the old one under the new answer
    phone.photo(new)
    filed(receiver)
    assert [p.read_bytes() for p in submission(root, "U07", PHOTOS).photos] == [new]
    kept = Places(root).kept / "U07" / PHOTOS
    assert sorted(p.read_bytes() for p in kept.glob(f"*/{PATH}")) == sorted([old, new])


def test_metadata_of_a_camera_are_not_filed(phone: Phone, service: tuple[str, Receiver]) -> None:
    import io

    from PIL import Image

    root, receiver, data = service[1].root, service[1], io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Merek HP"
    Image.new("RGB", (200, 100), "red").save(data, "JPEG", exif=exif)
    phone.send(answers(root, PHOTOS))
    phone.photo(data.getvalue())
    filed(receiver)
    (path,) = submission(root, "U07", PHOTOS).photos
    assert b"Merek HP" not in path.read_bytes()


def test_a_wrong_token_stores_nothing_and_tells_nothing(
    phone: Phone, service: tuple[str, Receiver]
) -> None:
    root, receiver = service[1].root, service[1]
    replies = [
        phone.send({**answers(root), **change})
        for change in ({"token": "zzzz"}, {"token": ""}, {"participant": "U99"})
    ]
    assert {(r.status_code, r.text) for r in replies} == {(403, replies[0].text)}
    assert "WhatsApp" in replies[0].json()["problem"]
    assert phone.send({**answers(root), "class_id": "lain"}).json()["code"] == "class"
    assert receiver.mailbox.is_empty()


def test_a_list_that_changed_counts_for_the_next_request(
    phone: Phone, service: tuple[str, Receiver], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "_LOOK_AGAIN", 0.0)
    root, path = service[1].root, service[1].root / "kelas" / "roster.csv"
    before = path.read_text()
    try:
        path.write_text(before.replace("abcd", "new2"))
        assert phone.send(answers(root)).status_code == 403
        assert phone.send({**answers(root), "token": "new2"}).status_code == 200
        path.write_text("half a lis")  # what was right before still is
        assert phone.send({**answers(root), "token": "new2"}).status_code == 200
        path.write_text(before)
        Places(root).deletions.write_text("participant,date\nU07,2026-11-20\n")
        assert phone.send(answers(root)).status_code == 403
    finally:
        path.write_text(before)
        Places(root).deletions.unlink(missing_ok=True)
    assert phone.send(answers(root)).status_code == 200


def test_only_the_class_s_pages_may_read(phone: Phone, service: tuple[str, Receiver]) -> None:
    allowed = phone.client.options("jawaban", headers={"Origin": SITE})
    assert allowed.status_code == 204
    assert "Content-Encoding" in allowed.headers["Access-Control-Allow-Headers"]
    assert allowed.headers["Access-Control-Max-Age"] == "7200"
    foreign = phone.client.options("jawaban", headers={"Origin": "https://lain.example"})
    assert not any(name.startswith("access-control") for name in foreign.headers)
    refused = phone.send({**answers(service[1].root), "token": "no"}, Origin=SITE)
    assert refused.headers["Access-Control-Allow-Origin"] == SITE  # or it would pass for no line
    key = phone.client.get("kotak", headers={"Origin": SITE})
    assert "Access-Control-Allow-Origin" not in key.headers
    assert phone.client.get("halo").json()["class"] == "contoh-2026"


def test_the_log_names_nobody(
    phone: Phone, service: tuple[str, Receiver], caplog: pytest.LogCaptureFixture
) -> None:
    root = service[1].root
    with caplog.at_level(logging.DEBUG):
        phone.send(answers(root, PHOTOS))
        phone.photo(photo())
        phone.send({**answers(root), "token": "qqqq"})
        phone.client.get("kotak", headers={"Authorization": "Bearer rahasia-sekali"})
    lines = [r.getMessage() for r in caplog.records if r.name == "kelas.receiver"]
    # What was asked before may be logged only now.
    first = next(line for line in lines if "answers" in line)
    assert first.startswith("200 POST answers 203.0.113.0/24 ")
    said = "\n".join(lines)
    for private in ("U07", "abcd", "qqqq", "203.0.113.7", "rahasia", "foto-produk", "temukan"):
        assert private not in said


def test_who_guesses_is_shut_out_and_the_owner_is_not(service: tuple[str, Receiver]) -> None:
    address, receiver = service
    sent = answers(receiver.root, code="U08")

    def tried(net: str, *tokens: str) -> list[int]:
        with Phone(address, "U08", net) as phone:
            return [phone.send({**sent, "token": token}).status_code for token in tokens]

    wrong = [f"a{n:03}" for n in range(11)]
    assert tried("198.51.100.9", "efgh") == [200]
    assert tried("192.0.2.1", *wrong, "efgh") == [403] * 10 + [429] * 2  # the right one, too late
    assert tried("192.0.3.1", *wrong[:6], "efgh") == [403] * 5 + [429] * 2  # the code is closed
    assert tried("198.51.100.9", "efgh") == [200]  # but not where its owner is
    assert tried("198.51.100.9", *wrong)[-1] == 429  # nor to who guesses on the owner's own line
    with Phone(address, "U08", "192.0.2.77") as phone:
        assert int(phone.send(sent).headers["Retry-After"]) > 0


def test_a_person_who_sends_without_end_is_asked_to_wait(service: tuple[str, Receiver]) -> None:
    address, receiver = service
    sent = {**answers(receiver.root), "participant": "MH04", "token": "mntr"}
    with Phone(address, "MH04", "198.51.101.9") as phone:
        codes = [phone.send(sent, packed=False).status_code for _ in range(61)]
    assert set(codes[:60]) == {422}  # not for mentors
    assert codes[60] == 429


def test_the_class_s_invitations_say_whose_pages_may_read(tmp_path: Path) -> None:
    root = lay_receiving_class(tmp_path / "kelas")
    invitations = Places(root).invitations
    invitations.mkdir()
    with (invitations / "undangan.csv").open("w") as file:
        csv.writer(file).writerows([
            ("peserta", "pendamping", "tautan", "pesan"),
            ("U07", "MH04", "https://umkm.example/kelas/#p=U07&t=abcd", ""),
        ])  # fmt: skip
    assert checks.Class(root).known().origin == "https://umkm.example"
    assert set(checks.Class(root).known().roster) == set(invited(root))
