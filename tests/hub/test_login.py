"""Who comes in at a hub: a code with its token, an instructor with a password, and no guesser."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyter_server.auth.security import passwd
from tornado import web

from course.desk.hub.login import InvitationAuthenticator


@pytest.fixture
def door(tmp_path: Path) -> InvitationAuthenticator:
    (tmp_path / "kelas").mkdir()
    roster = "participant,mentor,token\nU07,MH04,9fk2\nU08,MH04,\nU09,MH04,7hj3\n"
    (tmp_path / "kelas" / "roster.csv").write_text(roster)
    (tmp_path / "kelas" / "deletions.csv").write_text("participant,date\nU09,2026-11-20\n")
    known = {"dosen1": passwd("kata sandi", "sha1")}
    return InvitationAuthenticator(folder=str(tmp_path), instructors=known)


def come(
    door: InvitationAuthenticator, name: str, said: str, net: str = "203.0.113.7"
) -> str | None:
    handler = SimpleNamespace(request=SimpleNamespace(remote_ip=net))
    return asyncio.run(door.authenticate(handler, {"username": name, "password": said}))


def test_who_comes_in(door: InvitationAuthenticator) -> None:
    for name, said, expected in (
        ("U07", "9fk2", "u07"), (" u07 ", " 9FK2 ", "u07"), ("Dosen1", "kata sandi", "dosen1"),
        ("U07", "9fk3", None), ("U07", "", None),
        ("U08", "", None),  # not invited yet
        ("U09", "7hj3", None),  # forgotten
        ("MH04", "", None), ("dosen1", "9fk2", None), ("kelas", "", None), ("", "", None),
    ):  # fmt: skip
        assert come(door, name, said, f"198.51.{len(name + said)}.7") == expected, (name, said)


def test_a_token_is_not_to_be_guessed(door: InvitationAuthenticator) -> None:
    for number in range(10):
        assert come(door, "u07" if number % 2 else "U07", f"zz{number:02}") is None
    with pytest.raises(web.HTTPError) as refused:
        come(door, "U07", "9fk2")
    assert refused.value.status_code == 429
    assert come(door, "U07", "9fk2", "198.51.100.9") == "u07"  # at home she comes in
