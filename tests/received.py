"""A receiving service in this process, a class it serves, and a phone that sends to it."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import io
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import httpx
from conftest import REPOSITORY
from PIL import Image
from tornado.httpserver import HTTPServer

from course import lessons
from course.receiver.handlers import Receiver
from course.receiver.service import Setting, application, opened

SITE = "https://kelas.example"
LESSONS = ("pretest", "m3-foto-katalog", "pengamatan")
PATH = "photos/foto-produk-utama.jpg"
TOKENS = {"U07": "abcd", "U08": "efgh", "MH04": "mntr"}


def lay_receiving_class(root: Path) -> Path:
    """Lay the smallest class that can receive: two people, their mentor, three lessons, released."""
    for name in LESSONS:
        shutil.copytree(REPOSITORY / "source" / name, root / "source" / name)
        (root / "release" / name).mkdir(parents=True)
        shutil.copy(root / "source" / name / f"{name}.ipynb", root / "release" / name)
    (root / "kelas" / "inbox").mkdir(parents=True)
    (root / "kelas" / "roster.csv").write_text(
        "participant,mentor,token,name,whatsapp\n"
        "U07,MH04,abcd,Nama Rahasia,6281200000007\nU08,MH04,efgh,Nama Lain,6281200000008\n"
    )
    (root / "kelas" / "mentors.csv").write_text("mentor,whatsapp,token\nMH04,620000000004,mntr\n")
    program = (REPOSITORY / "examples" / "program.toml").read_text("utf-8")
    head, _, rest = program.partition("[[stage]]")
    stage = rest.partition("[[stage]]")[0]
    (root / "kelas" / "program.toml").write_text(f"{head}[[stage]]{stage.partition('lessons')[0]}")
    return root


@contextmanager
def serving(root: Path, base: str = "/", site: str = f"{SITE}/") -> Iterator[tuple[str, Receiver]]:
    """Serve a class in a thread of this process; yield the address and what requests share."""
    receiver = opened(Setting(str(root), site=site))
    loop, started, found = asyncio.new_event_loop(), threading.Event(), []

    async def serve() -> None:
        server = HTTPServer(
            application(receiver, base), xheaders=True, max_header_size=16_384, max_body_size=2**40
        )
        server.listen(0, "127.0.0.1")
        (own,) = server._sockets.values()
        found.append(own.getsockname()[1])
        started.set()
        await end.wait()
        server.stop()
        await server.close_all_connections()

    end = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert started.wait(20)
    try:
        yield f"http://127.0.0.1:{found[0]}{base}", receiver
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join(20)
        loop.close()
        receiver.close()


def answers(
    root: Path, lesson: str = "pretest", code: str = "U07", at: str = "2026-11-02T13:05:00+07:00",
    **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """Return an answer file of one answer, as the phone page makes it."""
    given = {"pretest": ("tujuan", {"jawaban": "temukan"}),
             "m3-foto-katalog": ("foto-produk", {"utama": PATH}),
             "pengamatan": ("", {})}[lesson]  # fmt: skip
    head = {"version": 1, "course": "kelas-umkm", "lesson": lesson, "participant": code}
    exercise, value = more.pop("given", given)
    item = lessons.load(root, lesson).definitions[exercise].item
    entry = {"value": value, "at": at, "tries": 1, "helped": False, "item": item}
    return {**head, "token": TOKENS[code], "class_id": "contoh-2026",
            "answers": {exercise: entry}, **more}  # fmt: skip


def photo(shade: int = 90, side: int = 300) -> bytes:
    data = io.BytesIO()
    noise = Image.effect_noise((side, side), shade).convert("RGB")
    noise.save(data, "JPEG", quality=90)
    return data.getvalue()


class Phone:
    """Sends as ``course/js/phone/line.js`` does."""

    def __init__(self, address: str, code: str = "U07", net: str = "203.0.113.7") -> None:
        self.code = code
        self.client = httpx.Client(base_url=address, headers={"X-Forwarded-For": net}, verify=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def send(self, body: Any, *, packed: bool = True, **headers: str) -> httpx.Response:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        packing = {"Content-Encoding": "gzip"} if packed else {}
        return self.client.post(
            "jawaban", content=gzip.compress(data) if packed else data,
            headers={"Content-Type": "application/json", **packing, **headers},
        )  # fmt: skip

    def begin(self, data: bytes, path: str = PATH, **more: str) -> httpx.Response:
        said = {"participant": self.code, "lesson": "m3-foto-katalog", "path": path,
                "token": TOKENS[self.code], "sha256": hashlib.sha256(data).hexdigest(),
                "filetype": "image/jpeg", **more}  # fmt: skip
        metadata = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in said.items())
        return self.client.post("foto", headers={
            "Tus-Resumable": "1.0.0", "Upload-Length": str(len(data)), "Upload-Metadata": metadata,
        })  # fmt: skip

    def piece(self, place: str, offset: int, data: bytes, **headers: str) -> httpx.Response:
        return self.client.patch(place, content=data, headers={
            "Tus-Resumable": "1.0.0", "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream", **headers,
        })  # fmt: skip

    def photo(self, data: bytes, path: str = PATH, size: int = 65_536) -> None:
        """Send a photo as far as it is not there."""
        begun = self.begin(data, path)
        assert begun.status_code == 201, begun.text
        offset = int(begun.headers["Upload-Offset"])
        while offset < len(data):
            done = self.piece(begun.headers["Location"], offset, data[offset : offset + size])
            assert done.status_code == 204, done.text
            offset = int(done.headers["Upload-Offset"])
