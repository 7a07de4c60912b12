"""What ``compose.yaml`` starts, as plain processes: PostgreSQL, and two receivers on one port."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest
from received import PATH, Phone, answers, lay_receiving_class, photo
from test_postgresql import server  # noqa: F401

from course.files import Places
from course.inbox.collect import file_what_waits
from course.inbox.mailbox import SETTING, lti
from course.inbox.mailbox.store import Mailbox
from course.inbox.mailbox.visitors import Item, Visitor, proof_of
from course.inbox.submitted import submission

pytestmark = [
    pytest.mark.database,
    pytest.mark.xdist_group("postgresql"),
    pytest.mark.skipif(sys.platform == "win32", reason="needs SO_REUSEPORT"),
]
PHOTOS = "m3-foto-katalog"


def test_two_receivers_one_of_them_killed(
    server: str,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root, data = lay_receiving_class(tmp_path / "kelas"), photo()
    words = ["receive", "--port", "0", "--processes", "2", "--database", server,
             "--site", "https://kelas.example/"]  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "course", *words], cwd=root, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+/", process.stdout.readline().decode())
            assert found
            until(lambda: httpx.get(f"{found[0]}halo").status_code == 200)
            with Phone(found[0]) as phone:
                sent = answers(root, PHOTOS)
                assert retried(lambda: phone.send(sent)).json()["photos"][0]["path"] == PATH
                begun = retried(lambda: phone.begin(data))
                place = begun.headers["Location"]
                assert retried(lambda: phone.piece(place, 0, data[:5000])).status_code == 204
                for child in psutil.Process(process.pid).children():
                    child.kill()  # what they knew stands in the database
                told = retried(lambda: phone.client.head(place, headers={"Tus-Resumable": "1.0.0"}))
                assert told.headers["Upload-Offset"] == "5000"
                retried(lambda: phone.photo(data))
                assert retried(lambda: phone.send(sent)).json()["photos"] == []
        finally:  # else a test that fails would wait for it without end
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    assert not Places(root).mailbox.exists()
    monkeypatch.setitem(os.environ, SETTING, server)
    file_what_waits(root)
    mailbox = Mailbox(server)
    assert mailbox.is_empty()
    mailbox.close()
    assert len(list((Places(root).kept / "U07" / PHOTOS).glob("*.json"))) == 1
    assert [p.read_bytes() for p in submission(root, "U07", PHOTOS).photos] == [data]


def test_a_platform_s_message_is_used_once_whichever_process_meets_it(
    server: str,  # noqa: F811
) -> None:
    boxes = [Mailbox(server), Mailbox(server)]
    with ThreadPoolExecutor(8) as threads:
        once = list(threads.map(
            lambda n: lti.use_once(boxes[n % 2].engine, "pesan", 1_000.0, 1_600.0), range(16)
        ))  # fmt: skip
    assert once.count(True) == 1
    assert lti.use_once(boxes[0].engine, "pesan", 1_700.0, 2_300.0), "forgotten when too old"
    visitor = Visitor("moodle", "kursus-7", "41")
    for code in ("U08", "U07", "U07"):
        lti.connect(boxes[0].engine, visitor, code, proof_of("abcd"))
    for scopes in (("a",), ("a", "b")):
        item = Item("moodle", "kursus-7", PHOTOS, "https://m.example/1", "", scopes)
        lti.note_item(boxes[1].engine, item)
    assert [one.participant for one in boxes[1].visits("U07")] == ["U07"]
    assert lti.items(boxes[0].engine) == [item]
    boxes[0].forget(["U07"])
    assert not boxes[1].holds("U07")
    for box in boxes:
        box.close()


def retried(call):
    """Do as a phone does while a service comes back: try again."""
    found = []
    until(lambda: found.append(call()) or True)
    return found[-1]


def until(holds) -> None:
    for attempt in range(400):
        try:
            if holds():
                return
        except httpx.TransportError:
            if attempt == 399:
                raise
            time.sleep(0.05)
    raise AssertionError
