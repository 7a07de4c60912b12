"""A notebook's answers go home by themselves, where the pasted invitation names a service."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import REPOSITORY
from phone_line import TOKEN, Service
from PIL import Image

from course.exercises import Exercise, open_lesson
from course.exercises import line as module
from course.exercises.answers import read_answers
from course.exercises.fields import ShortText
from course.exercises.invited import Invited, read_invitation, usable_address
from course.exercises.line import Line, read_receipt
from course.exercises.photos import load_photos
from course.exercises.widget import _ParticipantCode

PATH = "photos/foto-produk-produk.jpg"


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    yield service
    service.stop()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def link(receive: str, token: str = TOKEN) -> str:
    return f"https://kelas.example/#p=U07&t={token}&c=brebes-2026&r={quote(receive, safe='')}"


def joined(text: str) -> _ParticipantCode:
    form = open_lesson("m2-foto")
    form.set_state({"value": {"kode": text}, "revision": form.revision + 1})
    return form


def answered(text: str) -> Exercise:
    form = Exercise("tugas", "Tulis.", [ShortText("isi", "Isi")])
    form.set_state({"value": {"isi": text}, "revision": 1})
    return form


def in_hand(folder: Path) -> tuple[Line, dict[str, str]]:
    """Return the folder's line, sent by hand, and what it tells."""
    said: dict[str, str] = {}
    return Line(folder, said.update), said


def test_a_pasted_link_is_an_invitation_and_nothing_else_is() -> None:
    assert read_invitation(f" {link('https://kirim.example')} ") == Invited(
        "U07", TOKEN, "brebes-2026", "https://kirim.example/"
    )
    assert read_invitation("https://kelas.example/#p=U07&r=https://kirim.example/") == Invited(
        "U07"
    )
    for text in ("U07", "", "#p=", "https://kelas.example/", "#t=9fk2", "#p=<b>"):
        assert read_invitation(text) is None
    for address in (
        "http://kirim.example/",
        "https://nama@lain.example",
        "https://a/?b",
        "https://",
    ):
        assert usable_address(address) == ""
    assert usable_address("http://localhost:8001/kirim") == "http://localhost:8001/kirim/"


def test_a_saved_answer_is_there_a_moment_later(
    folder: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAUSE", 0.05)
    form = joined(link(service.url))
    assert (form.value, form.problem) == ({"kode": "U07"}, "")
    answered("donat")
    assert service.took(1)
    (sent,) = service.answers
    assert (sent["participant"], sent["token"], sent["class_id"]) == ("U07", TOKEN, "brebes-2026")
    assert sent["answers"]["tugas"]["value"] == {"isi": "donat"}


def test_what_is_there_does_not_go_again_and_what_is_refused_neither(
    folder: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Line, "changed", lambda _self: None)
    joined(link(service.url))
    answered("donat")
    line, said = in_hand(folder)
    service.refuse = (503, {}, {})
    assert 2.5 <= (line.go() or 0) <= 7.5
    assert said == {"tugas": module.WAITING}
    service.refuse = (429, {"Retry-After": "600"}, {"problem": "Terlalu sering."})
    assert (line.go() or 0) >= 600
    service.refuse = (422, {}, {"problem": "Terlalu panjang."})
    assert line.go() is None
    assert said == {"tugas": "Belum diterima pengajar. Terlalu panjang."}
    service.refuse = None
    asked = len(service.asked)
    assert line.go() is None
    assert len(service.asked) == asked
    answered("donat kentang")
    assert line.go() is None
    assert line.go() is None
    assert (said, len(service.asked)) == ({"tugas": module.ARRIVED}, asked + 1)


def test_who_is_not_known_waits_for_another_invitation(
    folder: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Line, "changed", lambda _self: None)
    joined(link(service.url, "zz22"))
    answered("donat")
    line, said = in_hand(folder)
    assert (line.go(), line.go(), said["tugas"]) == (None, None, module.CLOSED)
    assert (service.asked, service.answers) == (["POST jawaban"], [])
    joined(link(service.url))
    assert line.go() is None
    assert said["tugas"] == module.ARRIVED


def test_a_code_alone_names_no_service_and_keeps_nobody_else_s_proof(
    folder: Path, service: Service
) -> None:
    joined("u08")
    answered("donat")
    assert read_receipt(folder) is None
    joined(link(service.url))
    assert read_answers(folder / "answers.json").answers.token == TOKEN
    joined("U07")
    assert read_answers(folder / "answers.json").answers.token == TOKEN
    joined("U08")
    assert read_answers(folder / "answers.json").answers.token == ""


def test_a_photo_goes_on_where_it_stopped(
    folder: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Line, "changed", lambda _self: None)
    joined(link(service.url))
    picture = io.BytesIO()
    Image.effect_noise((700, 700), 60).save(picture, "JPEG", quality=90)
    (folder / PATH).parent.mkdir()
    (folder / PATH).write_bytes(picture.getvalue())
    assert load_photos(folder, {PATH})
    answered(PATH)
    line, said = in_hand(folder)
    service.most_pieces = 1
    assert line.go()
    assert said["tugas"] == module.PHOTOS
    service.most_pieces = None
    assert line.go() is None
    assert said["tugas"] == module.ARRIVED
    (photo,) = service.photos.values()
    assert photo == picture.getvalue()
    (about,) = service.about.values()
    assert about["sha256"] == hashlib.sha256(photo).hexdigest()
    pieces = -(-len(photo) // (64 * 1024))
    asked = list(service.asked)
    assert asked[-pieces:] == ["HEAD foto", *["PATCH foto"] * (pieces - 1)]
    answered(f"{PATH} ")  # another answer, the same photo: it is not sent again
    line.go()
    assert service.asked[len(asked) :] == ["POST jawaban"]


def test_both_sides_say_the_same() -> None:
    words = (REPOSITORY / "course/js/phone/wording.js").read_text("utf-8")
    for name in ("arrived", "waiting", "photos", "refused", "closed"):
        (said,) = re.findall(
            rf'^    {name}:\s*"([^"]*)",$',
            words.partition("export const LINE")[2].partition("lesson:")[0],
            re.MULTILINE,
        )
        assert said == getattr(module, name.upper())
