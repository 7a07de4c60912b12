"""The desk takes in what phones send, below ``/kirim/``: a token is asked, Jupyter's login is not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desk_server import Desk

from course import lessons
from course.exercises.answers import COURSE
from course.inbox.collect import file_what_waits
from course.people.roster import course_roster

pytestmark = pytest.mark.xdist_group("desk")


@contextmanager
def as_before(folders: list[Path], beside: Path) -> Iterator[None]:
    """Bring folders of the shared class back to what they were."""
    for number, folder in enumerate(folders):
        shutil.copytree(folder, beside / str(number))
    yield
    for number, folder in enumerate(folders):
        shutil.rmtree(folder)
        shutil.copytree(beside / str(number), folder)


def test_a_phone_needs_no_login_and_a_stranger_gets_nothing(desk: Desk, tmp_path: Path) -> None:
    code, _, text = desk.ask("GET", "/kirim/halo")
    assert (code, set(json.loads(text))) == (200, {"class", "now"})
    assert desk.ask("GET", "/kirim/kotak")[0] == 401
    assert desk.ask("GET", "/kirim/lain")[0] == 404
    item = lessons.load(desk.root, "posttest").definitions["tujuan"].item
    entry = {"value": {"jawaban": "suka"}, "at": "2026-11-22T13:05:00+07:00", "item": item}
    token = course_roster(desk.root)["U04"].token
    sent = {"version": 1, "course": COURSE, "lesson": "posttest", "participant": "U04",
            "token": token, "answers": {"tujuan": entry}}  # fmt: skip
    head = {"Content-Type": "application/json"}
    wrong = json.dumps({**sent, "token": "zzzz"})
    assert desk.ask("POST", "/kirim/jawaban", head, wrong)[0] == 403
    own = [desk.root / "kelas" / "inbox" / "kept" / "U04", desk.root / "submitted" / "U04"]
    with as_before(own, tmp_path):
        code, _, text = desk.ask("POST", "/kirim/jawaban", head, json.dumps(sent))
        assert code == 200, text
        file_what_waits(desk.root)  # the desk's own look comes every few seconds
        assert (own[0] / "posttest" / f"{json.loads(text)['id']}.json").is_file()
    assert "U04" not in desk.log.read_text("utf-8")
    assert token not in desk.log.read_text("utf-8")
