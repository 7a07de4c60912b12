"""A notebook's answers go home by themselves, where the pasted invitation names a service."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
import pytest
from conftest import REPOSITORY
from PIL import Image
from receiving import LESSON, PIECE, TOKEN, Service, lay_class

from course.exercises import Exercise, open_lesson, posting
from course.exercises import line as module
from course.exercises.answers import read_answers
from course.exercises.definition import Definition
from course.exercises.invited import Invited, read_invitation, usable_address
from course.exercises.line import Line, read_receipt
from course.exercises.posting import LaterError
from course.exercises.widget import _ParticipantCode
from course.exercises.workbook import Workbook
from course.files import Places
from course.lessons.lesson import definitions
from course.receiver.limits import Limits
from course.receiver.refusals import RefusedError

REFUSED, LATER = "POST jawaban 422", "POST jawaban 429"
PATH = "photos/foto-produk.jpg"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(lay_class(tmp_path / "kelas"), "https://kelas.example/")
    yield service
    service.stop()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder somebody works in."""
    place = tmp_path / "meja"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def link(receive: str, token: str = TOKEN) -> str:
    return f"https://kelas.example/#p=U07&t={token}&r={quote(receive, safe='')}"


def joined(text: str, lesson: str = LESSON) -> _ParticipantCode:
    form = open_lesson(lesson)
    form.set_state({"value": {"kode": text}, "revision": form.revision + 1})
    return form


def answered(text: str, name: str = "teks-pendek", key: str = "nama") -> Exercise:
    asked = load(REPOSITORY / "tests/exercises/lessons" / LESSON / f"{LESSON}.ipynb")[name]
    form = Exercise(name, asked.prompt, asked.fields)
    form.set_state({"value": {key: text}, "revision": 1})
    return form


@cache
def load(path: Path) -> dict[str, Definition]:
    return definitions(path, nbformat.read(path, as_version=4))


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is sent but when the test says so."""
    monkeypatch.setattr(Line, "changed", lambda _self: None)


def in_hand(folder: Path) -> tuple[Line, dict[str, str]]:
    """Return the folder's line, sent by hand, and what it tells."""
    said: dict[str, str] = {}
    return Line(folder, Workbook(folder, LESSON).saved, said.update), said


def test_a_pasted_link_is_an_invitation_and_nothing_else_is() -> None:
    assert read_invitation(f" {link('https://kirim.example')} ") == Invited(
        "U07", TOKEN, "", "https://kirim.example/"
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
    answered("Mawar")
    assert service.took("POST jawaban")
    assert service.filed() == {"teks-pendek": {"nama": "Mawar"}}


def test_what_is_there_does_not_go_again_and_what_is_refused_neither(
    folder: Path, service: Service, by_hand: None
) -> None:
    joined(link(service.url), "lain")
    answered("Mawar")
    line, said = in_hand(folder)
    assert (line.go(), line.go(), service.took(REFUSED)) == (None, None, True)
    assert said["teks-pendek"].startswith("Belum diterima pengajar. Pelajaran ini tidak ada")
    for path in (folder / "answers.json", folder / module.RECEIPT):
        path.unlink()
    joined(link(service.url))
    answered("Mawar")
    for _ in range(60):
        with suppress(RefusedError):  # once it is enough
            service.receiver.limits.person("U07")
    assert 2.5 <= (line.go() or 0) <= 60
    assert (said, service.took(REFUSED, LATER)) == ({"teks-pendek": module.WAITING}, True)
    service.receiver.limits = Limits()
    assert (line.go(), line.go(), line.tries) == (None, None, 0)
    assert said == {"teks-pendek": module.ARRIVED}
    assert service.took(REFUSED, LATER, "POST jawaban")
    answered("Melati")
    service.stop()
    assert 2.5 <= (line.go() or 0) <= 7.5
    assert said == {"teks-pendek": module.WAITING}


def test_who_is_not_known_waits_for_another_invitation(
    folder: Path, service: Service, by_hand: None
) -> None:
    joined(link(service.url, "zz22"))
    answered("Mawar")
    line, said = in_hand(folder)
    assert (line.go(), line.go(), said["teks-pendek"]) == (None, None, module.CLOSED)
    assert (service.took("POST jawaban 403"), service.filed()) == (True, {})
    joined(link(service.url))
    assert line.go() is None
    assert said["teks-pendek"] == module.ARRIVED


def test_a_code_alone_names_no_service_and_keeps_nobody_else_s_proof(folder: Path) -> None:
    joined("u08")
    answered("Mawar")
    assert read_receipt(folder) is None
    joined(link("https://kirim.example/"))
    assert read_answers(folder / "answers.json").answers.token == TOKEN
    joined("U07")
    assert read_answers(folder / "answers.json").answers.token == TOKEN
    joined("U08")
    assert read_answers(folder / "answers.json").answers.token == ""


def test_a_photo_goes_on_where_it_stopped(
    folder: Path, service: Service, by_hand: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined(link(service.url))
    picture = io.BytesIO()
    Image.effect_noise((700, 700), 60).save(picture, "JPEG", quality=90)
    (folder / PATH).parent.mkdir()
    (folder / PATH).write_bytes(picture.getvalue())
    answered(PATH, "foto", "produk")
    line, said = in_hand(folder)
    real, asked = posting.ask, iter(range(9))

    def cut(address: str, method: str, *more: Any) -> Any:
        if method == "PATCH" and next(asked) == 1:
            raise LaterError
        return real(address, method, *more)

    monkeypatch.setattr(posting, "ask", cut)
    assert line.go()
    assert said["foto"] == module.PHOTOS
    assert line.go() is None
    assert said["foto"] == module.ARRIVED
    left = -(-len(picture.getvalue()) // PIECE) - 1
    pieces = ["POST jawaban", "POST foto", "PATCH foto", "HEAD foto", *["PATCH foto"] * left]
    assert service.took(*pieces)
    service.filed()
    filed = Places(service.root).submitted / "U07" / LESSON / PATH
    assert filed.read_bytes() == picture.getvalue()
    answered(PATH, "foto", "produk")  # another answer, the same photo: no byte of it goes
    assert line.go() is None
    assert service.took(*pieces, "POST jawaban", "POST foto")
    assert service.filed() == {"foto": {"produk": PATH}}


def test_both_sides_say_the_same() -> None:
    words = (REPOSITORY / "course/js/phone/wording.js").read_text("utf-8")
    for name in ("arrived", "waiting", "photos", "refused", "closed"):
        (said,) = re.findall(
            rf'^    {name}:\s*"([^"]*)",$',
            words.partition("export const LINE")[2].partition("lesson:")[0],
            re.MULTILINE,
        )
        assert said == getattr(module, name.upper())
