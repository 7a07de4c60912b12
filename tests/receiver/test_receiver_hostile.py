"""Requests that nobody's phone makes: each gets its code and one line, none is kept, none crashes."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import socket
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from received import PATH, Phone, answers, lay_receiving_class, photo, serving

from course.exercises.answers import MAX_BYTES
from course.receiver import limits
from course.receiver.handlers import Receiver

JSON = {"Content-Type": "application/json"}
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = {**TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
DIGEST = hashlib.sha256(b"x").hexdigest()
BOMB = gzip.compress(b"0" * 50_000_000)
NOBODY = "0" * 32


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Receiver]]:
    with pytest.MonkeyPatch.context() as patch:
        for name in vars(limits):
            if name.startswith("_WRONG"):  # here everybody guesses
                patch.setattr(limits, name, ())
        root = lay_receiving_class(tmp_path_factory.mktemp("hostile") / "kelas")
        with serving(root) as (address, receiver):
            yield address, receiver


@pytest.fixture(scope="module")
def phone(service: tuple[str, Receiver]) -> Iterator[Phone]:
    with Phone(service[0]) as phone:
        yield phone


def metadata(**said: str) -> dict[str, str]:
    known = {"participant": "U07", "lesson": "m3-foto-katalog", "token": "abcd", "path": PATH,
             "sha256": DIGEST, **said}  # fmt: skip
    line = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in known.items())
    return {**TUS, "Upload-Length": "100", "Upload-Metadata": line}


def changed(**change: Any) -> Callable[[Path], bytes]:
    return lambda root: json.dumps({**answers(root), **change}).encode()


def given(value: Any, exercise: str = "tujuan", **entry: Any) -> Callable[[Path], bytes]:
    def body(root: Path) -> bytes:
        file = answers(root)
        one = {**file["answers"]["tujuan"], "value": value, **entry}
        return json.dumps({**file, "answers": {exercise: one}}).encode()

    return body


ANSWERS: dict[str, tuple[Any, dict[str, str], int, str]] = {
    "nothing": (b"", {}, 400, "form"),
    "no json": (b"halo", {}, 400, "form"),
    "half a json": (b'{"course": "kelas-umkm", "ans', {}, 400, "form"),
    "a list": (b"[1, 2, 3]", {}, 400, "form"),
    "a number": (b"42", {}, 400, "form"),
    "deeper than any answer": (b'{"a":' * 40_000, {}, 400, "form"),
    "lists in lists": (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", {}, 400, "form"),
    "bytes that are no text": (b'{"course": "\xff\xfe"}', {}, 400, "form"),
    "zeros": (b"\0" * 1000, {}, 400, "form"),
    "a number without end": (b'{"version": 1' + b"0" * 9_000 + b"}", {}, 400, "form"),
    "not a number": (b'{"course": "kelas-umkm", "version": NaN}', {}, 400, "form"),
    "another course": (changed(course="lain"), {}, 400, "form"),
    "another version": (changed(version=3), {}, 400, "form"),
    "a version that is true": (changed(version=True), {}, 400, "form"),
    "answers that are a list": (changed(answers=[]), {}, 400, "form"),
    "a lesson that is a path": (changed(lesson="../../etc/passwd"), {}, 400, "form"),
    "a code that is a path": (changed(participant="../U07"), {}, 400, "form"),
    "a code that is a query": (changed(participant="U07' OR '1'='1"), {}, 400, "form"),
    "a code that is a list": (changed(participant=["U07"]), {}, 400, "form"),
    "a token without end": (changed(token="a" * 41), {}, 400, "form"),
    "a token that is a number": (changed(token=1), {}, 400, "form"),
    "a token in other letters": (changed(token="аbсd"), {}, 403, "token"),
    "a token with a blank": (changed(token="abcd "), {}, 403, "token"),
    "no token": (changed(token=""), {}, 403, "token"),
    "somebody else's token": (changed(token="efgh"), {}, 403, "token"),
    "nobody": (changed(participant=""), {}, 403, "token"),
    "a stranger": (changed(participant="U99"), {}, 403, "token"),
    "another class": (changed(class_id="lain-2026"), {}, 403, "class"),
    "a lesson of another class": (changed(lesson="m9-bulan"), {}, 422, "lesson"),
    "a mentor's lesson": (changed(participant="MH04", token="mntr"), {}, 422, "sender"),
    "a sheet about a mentor": (
        changed(lesson="pengamatan", participant="MH04", by="MH04", token="mntr"), {}, 422, "sender"),
    "no answer": (changed(answers={}), {}, 422, "empty"),
    "an answer to nothing": (given({"a": 1}, exercise="tidak-ada"), {}, 422, "empty"),
    "an answer of another kind": (given({"jawaban": {"a": []}}), {}, 422, "empty"),
    "a year that is none": (given({"jawaban": "temukan"}, at="0000-01-01"), {}, 422, "empty"),
    "a zip that is none": (b"PK\3\4", {"Content-Encoding": "gzip"}, 400, "gzip"),
    "half a zip": (gzip.compress(b"{}" * 999)[:20], {"Content-Encoding": "gzip"}, 400, "gzip"),
    "a zip and more": (gzip.compress(b"{}") + b"more", {"Content-Encoding": "gzip"}, 400, "gzip"),
    "a bomb": (BOMB, {"Content-Encoding": "gzip"}, 413, "large"),
    "a zip of another kind": (zlib.compress(b"{}"), {"Content-Encoding": "gzip"}, 400, "gzip"),
    "a packing nobody knows": (b"{}", {"Content-Encoding": "br"}, 415, "kind"),
    "packed twice": (b"{}", {"Content-Encoding": "gzip, gzip"}, 415, "kind"),
    "more than an answer": (b" " * (MAX_BYTES + 1), {}, 413, "large"),
    "a form": (b"a=1", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "kind"),
    "a file": (b"--x", {"Content-Type": "multipart/form-data; boundary=x"}, 415, "kind"),
    "no kind": (b"{}", {"Content-Type": ""}, 415, "kind"),
}  # fmt: skip


@pytest.mark.parametrize("what", ANSWERS)
def test_no_such_answers_are_kept(what: str, phone: Phone, service: tuple[str, Receiver]) -> None:
    body, headers, status, code = ANSWERS[what]
    content = body(service[1].root) if callable(body) else body
    reply = phone.client.post("jawaban", content=content, headers={**JSON, **headers})
    told(reply, status, code, service[1])


REQUESTS: dict[str, tuple[str, str, dict[str, str], bytes, int, str]] = {
    "an address that is none": ("GET", "", {}, b"", 404, "address"),
    "an address above": ("GET", "..%2f..%2fetc/passwd", {}, b"", 404, "address"),
    "an old file": ("GET", ".env", {}, b"", 404, "address"),
    "answers that are asked for": ("GET", "jawaban", {}, b"", 405, "method"),
    "answers that are deleted": ("DELETE", "jawaban", {}, b"", 405, "method"),
    "answers that are put": ("PUT", "jawaban", JSON, b"{}", 405, "method"),
    "a greeting with a body": ("POST", "halo", JSON, b"{}", 415, "kind"),
    "a photo without tus": ("POST", "foto", {}, b"", 412, "tus"),
    "tus of tomorrow": ("POST", "foto", {"Tus-Resumable": "2.0.0"}, b"", 412, "tus"),
    "a photo without a length": ("POST", "foto", TUS, b"", 400, "header"),
    "less than a photo": ("POST", "foto", {**metadata(), "Upload-Length": "-1"}, b"", 400, "header"),
    "no photo": ("POST", "foto", {**metadata(), "Upload-Length": "0"}, b"", 400, "header"),
    "a film": ("POST", "foto", {**metadata(), "Upload-Length": "99999999"}, b"", 413, "large-photo"),
    "a length in other digits": (
        "POST", "foto", {**metadata(), "Upload-Length": "1e2"}, b"", 400, "header"),
    "words that are no base64": (
        "POST", "foto", {**metadata(), "Upload-Metadata": "path ***"}, b"", 400, "header"),
    "words without end": (
        "POST", "foto", {**metadata(), "Upload-Metadata": "a " + "YWFh" * 900}, b"", 400, "header"),
    "a digest that is none": ("POST", "foto", metadata(sha256="../x"), b"", 400, "header"),
    "a photo with a body": ("POST", "foto", metadata(), b"more", 400, "header"),
    "a photo of a stranger": ("POST", "foto", metadata(token="zzzz"), b"", 403, "token"),
    "a photo for another's answer": (
        "POST", "foto", metadata(participant="U08"), b"", 403, "token"),
    "a path that leads out": (
        "POST", "foto", metadata(path="photos/../../kelas/roster.csv"), b"", 409, "answers-first"),
    "a photo nobody named": (
        "POST", "foto", metadata(path="photos/lain-utama.jpg"), b"", 409, "answers-first"),
    "a photo of a lesson that is none": (
        "POST", "foto", metadata(lesson="m9-bulan"), b"", 422, "lesson"),
    "a piece of nothing": ("PATCH", f"foto/{NOBODY}", PIECE, b"x", 404, "unknown-photo"),
    "an id that is none": ("PATCH", "foto/1", PIECE, b"x", 404, "address"),
    "an id that is a path": ("HEAD", "foto/..%2F..%2Fkelas", TUS, b"", 404, ""),
    "a piece of no kind": ("PATCH", f"foto/{NOBODY}", TUS, b"x", 415, "kind"),
    "a packed piece": (
        "PATCH", f"foto/{NOBODY}", {**PIECE, "Content-Encoding": "gzip"}, b"x", 415, "kind"),
    "a piece from nowhere": (
        "PATCH", f"foto/{NOBODY}", {**PIECE, "Upload-Offset": "x"}, b"x", 400, "header"),
    "too large a piece": (
        "PATCH", f"foto/{NOBODY}", PIECE, b"x" * 262_145, 413, "large-photo"),
    "the mailbox without a key": ("GET", "kotak", {}, b"", 401, "key"),
    "the mailbox with a token": (
        "GET", "kotak", {"Authorization": "Bearer abcd"}, b"", 401, "key"),
    "the mailbox by password": (
        "GET", "kotak", {"Authorization": "Basic QWRtaW46QWRtaW4="}, b"", 401, "key"),
    "a photo out of the mailbox": (
        "GET", f"kotak/foto?participant=U07&lesson=x&sha256={DIGEST}", {}, b"", 401, "key"),
    "the mailbox emptied": ("POST", "kotak/selesai", JSON, b'{"sendings": [1]}', 401, "key"),
}  # fmt: skip


@pytest.mark.parametrize("what", REQUESTS)
def test_no_such_request_does_anything(
    what: str, phone: Phone, service: tuple[str, Receiver]
) -> None:
    method, path, headers, body, status, code = REQUESTS[what]
    reply = phone.client.request(method, path, headers=headers, content=body)
    told(reply, status, code, service[1])


def told(reply: Any, status: int, code: str, receiver: Receiver) -> None:
    """Check that a refusal is one line for an owner, and that nothing came of it."""
    assert reply.status_code == status, reply.text
    if code:
        said = reply.json()
        assert said["code"] == code
        assert said["problem"].strip()
        assert "\n" not in said["problem"]
    assert "Traceback" not in reply.text
    assert receiver.mailbox.is_empty()


RAW = {
    "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "a line without end": b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    "headers without end": b"GET /halo HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 9_000 + b"\r\n",
    "two lengths": b"POST /jawaban HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
                   b"Content-Length: 2\r\n\r\n{}",
    "a length and pieces": b"POST /jawaban HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
                           b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a length below nothing": b"POST /jawaban HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    "no host": b"GET /halo HTTP/1.1\r\n\r\n",
    "a body that ends too early": b"POST /jawaban HTTP/1.1\r\nHost: x\r\nContent-Type: "
                                  b'application/json\r\nContent-Length: 100\r\n\r\n{"a":',
}  # fmt: skip


@pytest.mark.parametrize("what", RAW)
def test_what_is_no_request_ends_the_line_and_nothing_else(
    what: str, phone: Phone, service: tuple[str, Receiver]
) -> None:
    host, port = service[0].removeprefix("http://").strip("/").split(":")
    said = b""
    # What is no request may be cut off before all of it was sent.
    with suppress(OSError), socket.create_connection((host, int(port)), 10) as line:
        line.sendall(RAW[what])
        line.shutdown(socket.SHUT_WR)
        said = line.recv(100)
    assert said == b"" or said.split()[1] in {b"400", b"404", b"415", b"431"}
    assert phone.client.get("halo").status_code == 200
    assert service[1].mailbox.is_empty()


def test_pieces_of_a_body_without_end_are_not_read(
    phone: Phone, service: tuple[str, Receiver]
) -> None:
    sent = []

    def endless() -> Iterator[bytes]:
        for _ in range(10_000):
            sent.append(1)
            yield b" " * 65_536

    # The line may be closed before the answer is read.
    with suppress(httpx.NetworkError, httpx.RemoteProtocolError):
        told(
            phone.client.post("jawaban", content=endless(), headers=JSON), 413, "large", service[1]
        )
    assert len(sent) < 2_000
    assert phone.client.get("halo").status_code == 200


def test_a_photo_that_is_none_is_not_kept(phone: Phone, service: tuple[str, Receiver]) -> None:
    root, receiver = service[1].root, service[1]
    phone.send(answers(root, "m3-foto-katalog"))
    receiver.mailbox.filed([one.seq for one in receiver.mailbox.waiting()])
    page = b"<html>bukan foto</html>"
    place = phone.begin(page).headers["Location"]
    told(phone.piece(place, 0, page), 422, "picture", receiver)
    assert phone.client.head(place, headers=TUS).status_code == 404
    good, other = photo(), photo(side=299)
    place = phone.begin(good).headers["Location"]
    told(phone.piece(place, 0, good + b"more"), 413, "large-photo", receiver)
    told(phone.piece(place, 7, good), 409, "offset", receiver)
    as_long = (other + b"\0" * len(good))[: len(good)]
    told(phone.piece(place, 0, as_long), 422, "digest", receiver)
    assert receiver.mailbox.uploads.content(("U07", "m3-foto-katalog"), DIGEST) is None
