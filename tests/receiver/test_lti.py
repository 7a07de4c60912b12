"""A class as an LTI 1.3 tool, opened from a platform that is not ours over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest
from lti_platform import SECRET_NAME, Platform, hidden, opened, platform
from received import SITE, lay_receiving_class, serving

from course.files import Places
from course.inbox.mailbox import lti
from course.inbox.mailbox.platforms import add_platform, other
from course.receiver.handlers import Receiver


def register(root: Path, own: Platform, tool: str) -> None:
    """Let class and platform know each other."""
    own.tool = tool
    program = Places(root).program
    text = program.read_text("utf-8")
    head, mark, rest = text.partition("[course]\n")
    program.write_text(f'{head}{mark}receive = "{tool}"\n{rest}', "utf-8")
    add_platform(root, "moodle", other(
        issuer=own.address.rstrip("/"), client_id=own.client_id, deployments=[own.deployment],
        login=f"{own.address}masuk", token=f"{own.address}izin", keys=f"{own.address}kunci",
    ))  # fmt: skip


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Platform, Receiver]]:
    root = lay_receiving_class(tmp_path_factory.mktemp("lti") / "kelas")
    with platform() as own, serving(root) as (address, receiver):
        register(root, own, address)
        receiver.of._looked = 0.0
        yield own, receiver


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    with httpx.Client() as browser:
        yield browser


def invitation(answer: httpx.Response) -> tuple[str, dict[str, list[str]]]:
    assert answer.status_code == 303, answer.text
    page, _, fragment = answer.headers["location"].partition("#")
    return page, parse_qs(fragment)


def test_one_launch_opens_the_lesson_as_that_participant(
    service: tuple[Platform, Receiver], browser: httpx.Client
) -> None:
    own, receiver = service
    asked = opened(browser, own, sub="41", lesson="m3-foto-katalog")
    assert "Tautan undangan" in asked.text
    assert SECRET_NAME not in asked.text
    given = {**hidden(asked.text), "undangan": f"{SITE}/#p=U07&t=abcd"}
    page, said = invitation(browser.post(f"{own.tool}lti/kode", data=given))
    assert page == f"{SITE}/m3-foto-katalog.html"
    assert (said["p"], said["t"], said["r"]) == (["U07"], ["abcd"], [own.tool])
    # From now on a launch is enough, from another browser and another course too.
    with httpx.Client() as other_browser:
        page, said = invitation(opened(other_browser, own, sub="41", context="kursus-8"))
    assert (page, said["p"]) == (f"{SITE}/", ["U07"])
    found = [(one.context, one.participant) for one in lti.people(receiver.mailbox.engine)]
    assert sorted(found) == [("kursus-7", "U07"), ("kursus-8", "U07")]
    kept = Places(receiver.root).mailbox
    for path in (kept, kept.with_name("mailbox.db-wal")):
        data = path.read_bytes() if path.exists() else b""
        assert SECRET_NAME.encode() not in data
        assert b"rahasia@contoh.id" not in data
