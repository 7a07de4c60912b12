"""The desk takes in what phones send, below ``/kirim/``: a token is asked, Jupyter's login is not."""

from __future__ import annotations

import json

import pytest
from desk_server import Desk

from course import lessons
from course.exercises.answers import COURSE
from course.inbox.collect import file_what_waits
from course.inbox.submitted import submission
from course.people.roster import course_roster

pytestmark = pytest.mark.xdist_group("desk")


def test_a_phone_needs_no_login_and_a_stranger_gets_nothing(desk: Desk) -> None:
    code, _, text = desk.ask("GET", "/kirim/halo")
    assert (code, set(json.loads(text))) == (200, {"class", "now"})
    assert desk.ask("GET", "/kirim/kotak")[0] == 401
    assert desk.ask("GET", "/kirim/lain")[0] == 404
    item = lessons.load(desk.root, "posttest").definitions["tujuan"].item
    entry = {"value": {"jawaban": "ramai"}, "at": "2026-11-22T13:05:00+07:00", "item": item}
    token = course_roster(desk.root)["U01"].token
    sent = {"version": 1, "course": COURSE, "lesson": "posttest", "participant": "U01",
            "token": token, "answers": {"tujuan": entry}}  # fmt: skip
    head = {"Content-Type": "application/json"}
    before = submission(desk.root, "U01", "posttest").standing
    wrong = json.dumps({**sent, "token": "zzzz"})
    assert desk.ask("POST", "/kirim/jawaban", head, wrong)[0] == 403
    code, _, text = desk.ask("POST", "/kirim/jawaban", head, json.dumps(sent))
    assert code == 200, text
    kept = desk.root / "kelas" / "inbox" / "kept" / "U01" / "posttest"
    file_what_waits(desk.root)  # the desk's own look comes every few seconds
    assert (kept / f"{json.loads(text)['id']}.json").is_file()
    assert submission(desk.root, "U01", "posttest").standing == before  # a test was complete
    assert "U01" not in desk.log.read_text("utf-8")
    assert token not in desk.log.read_text("utf-8")
