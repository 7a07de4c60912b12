"""The live class in Chromium: a phone whose line and service come and go, and the desk's screens."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import REPOSITORY
from desk_server import Desk
from jupyter_desk import SHOTS
from live_class import LESSON, lay_class, person
from phone_desk import SCREEN, serving
from phone_site import write
from playwright.sync_api import Page, expect
from windows import PATIENCE, Windows

from course import lessons
from course.files import Places
from course.inbox.mailbox.opening import mailbox_url
from course.inbox.mailbox.store import Mailbox
from course.inbox.submitted import submission
from course.phone.exporter import make_page
from course.phone.live import live_files
from course.phone.site import HOME, site_files
from course.receiver.live.leading import press
from course.receiver.live.store import LiveStore

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
ZOOM = {"viewport": {"width": 1280, "height": 720}}


def seen(page: Page, name: str) -> None:
    """Keep a picture when SCREENSHOTS names a folder; nothing grave hinders anybody."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/live-{name}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    found = Axe().run(page).response["violations"]
    grave = [v for v in found if v["impact"] in {"serious", "critical"}]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in grave] == [], name


class Service:
    """``course receive`` on one port, in a process that can be killed and begun again."""

    def __init__(self, root: Path, site: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.root, self.site = root, site
        self.url = f"http://127.0.0.1:{self.port}/"

    @contextmanager
    def running(self) -> Iterator[None]:
        words = [sys.executable, "-m", "course", "receive", "--port", str(self.port)]
        with subprocess.Popen(
            [*words, "--site", self.site], cwd=self.root, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            assert "Menerima jawaban" in process.stdout.readline()
            try:
                yield
            finally:
                process.kill()


class Class:
    """What the instructor does, in a process that is not the service's."""

    def __init__(self, root: Path) -> None:
        self.root, self.mailbox = root, Mailbox(mailbox_url(root))
        self.store = LiveStore(self.mailbox.engine)
        self.code = self.store.open(time.time(), names=False, guests=False).code

    def press(self, word: str, **values: Any) -> None:
        _, version = self.store.session(self.code)
        assert press(self.root, self.store, self.code, version, word, values, time.time())

    def ask(self, exercise: str, name: str) -> None:
        self.press("tanya", lesson=LESSON, exercise=exercise, field=name)

    def answers(self) -> dict[int, dict[str, Any]]:
        return {place: dict(given) for place, given in self.store.whole(self.code).answers.items()}


def lay_site(root: Path, folder: Path, receive: str) -> None:
    lesson = lessons.load(root, LESSON)
    page = make_page(lesson.notebook, lesson.path.parent, LESSON, HOME)
    files = site_files([page], {LESSON: lesson.about})
    write(folder, {**files, **live_files([page], "Kelas UMKM", receive)})


def comes_home(phone: Page, path: Path, text: str) -> None:
    """Wait until the service has filed what the phone sent."""
    until = time.monotonic() + PATIENCE / 1000
    while not (path.is_file() and text in path.read_text("utf-8")):
        assert time.monotonic() < until
        phone.wait_for_timeout(100)


def test_a_phone_comes_back_to_the_class_and_what_it_answered_goes_home_once(
    tmp_path: Path, screens: Windows
) -> None:
    root, folder = lay_class(tmp_path / "kelas"), tmp_path / "situs"
    folder.mkdir()
    with serving(folder) as site, screens.one(**SCREEN, service_workers="block") as phone:
        service = Service(root, site)
        lay_site(root, folder, service.url)
        one = Class(root)
        who = person("U07")
        with service.running():
            link = f"#p={who['participant']}&t={who['token']}&r={service.url}"
            phone.goto(f"{site}{HOME}{link}")
            expect(phone.locator("#hello")).to_contain_text("U07")
            phone.goto(f"{site}langsung.html")
            phone.fill("#six", one.code.upper())
            phone.click("#enter button")
            expect(phone.locator("#wait")).to_contain_text("Tunggu pertanyaan")
            expect(phone.locator("#who")).to_contain_text("Masuk sebagai U07")
            one.ask("satu-pilihan", "jawaban")
            phone.locator("#form label").nth(0).click()
            expect(phone.locator("#mark")).to_contain_text("sudah masuk ke kelas")
            seen(phone, "answered")
            assert [*one.answers()[0]] == ["U07"]
        # The service is killed while the class goes on; what is answered waits in the phone.
        one.ask("angka", "harga")
        expect(phone.locator("#lost")).to_be_visible()
        with service.running():
            expect(phone.locator("#form input[inputmode]")).to_be_visible()
            expect(phone.locator("#lost")).to_be_hidden()
            phone.context.set_offline(True)
            phone.locator("#form input[inputmode]").fill("18 ribu")
            phone.locator("#form input[inputmode]").blur()
            expect(phone.locator("#mark")).to_contain_text("belum masuk ke kelas")
            assert 1 not in one.answers()
            phone.context.set_offline(False)
            expect(phone.locator("#mark")).to_contain_text("sudah masuk ke kelas")
            # Opened anew it stands where the class is, and answers nothing twice.
            phone.reload()
            expect(phone.locator("#mark")).to_contain_text("sudah masuk ke kelas")
            assert one.answers()[1] == {"U07": "18 ribu"}
            one.press("tampilkan")
            expect(phone.locator("#result")).to_contain_text("5 orang atau lebih")
            one.press("selesai")
            expect(phone.locator("#wait")).to_contain_text("sudah selesai")
            comes_home(phone, Places(root).submitted / "U07" / LESSON / "answers.json", "18 ribu")
    standing = submission(root, "U07", LESSON).standing
    assert standing
    assert standing.answers["angka"].value == {"harga": "18 ribu"}
    assert one.mailbox.took_part()[0][2:] == ("U07", "2", "2")
    one.mailbox.close()
    assert [e for e in phone.errors if "ERR_" not in e] == []


@pytest.fixture
def asked_lesson(desk: Desk) -> Iterator[None]:
    """A lesson that may be asked live, for a while: the desk's class has nothing but tests."""
    laid = [desk.root / room / LESSON for room in ("source", "release")]
    for folder in laid:
        shutil.copytree(REPOSITORY / "tests/exercises/lessons" / LESSON, folder)
    yield
    for folder in laid:
        shutil.rmtree(folder)


@pytest.mark.usefixtures("asked_lesson")
def test_the_desk_s_screen_shows_a_class_of_twelve(desk: Desk, screens: Windows) -> None:
    with screens.one(**ZOOM) as page:
        page.goto(desk.url)
        page.goto(f"http://127.0.0.1:{desk.port}{desk.own}/langsung")
        page.get_by_role("button", name="Buka kelas langsung").click()
        page.wait_for_url("**/layar?kendali")
        code = page.url.split("/langsung/")[1][:6]
        page.locator("#ask-now").click()
        expect(page.locator("#question")).not_to_be_empty()
        keys = []
        head = {"Content-Type": "application/json"}
        for n in range(12):
            said = json.dumps({"guest": f"g-{n:016x}"})
            status, _, text = desk.ask("POST", f"/kirim/langsung/{code}/masuk", head, said)
            assert status == 200, text
            keys.append(json.loads(text)["key"])
        chosen = json.loads(page.locator("#ask option").first.get_attribute("value") or "")
        field = (
            lessons.load(desk.root, chosen["lesson"])
            .definitions[chosen["exercise"]]
            .by_key[chosen["field"]]
        )
        option, *_ = field.options  # type: ignore[attr-defined]
        for key in keys:
            said = json.dumps({"key": key, "place": 0, "value": option})
            status, _, text = desk.ask("POST", f"/kirim/langsung/{code}/jawab", head, said)
            assert status == 200, text
        expect(page.locator("#count")).to_have_text("12")
        seen(page, "control")
        page.get_by_role("button", name="Tampilkan jawaban").click()
        expect(page.locator("#answers")).to_contain_text("12 (100%)")
        page.goto(page.url.removesuffix("?kendali"))
        expect(page.locator("#answers")).to_contain_text("12 (100%)")
        seen(page, "screen")
        page.goto(f"{page.url}?kendali")
        page.get_by_role("button", name="Tutup kelas langsung").click()
        page.get_by_role("button", name="Ya, lanjutkan").click()
        expect(page.locator("#ended")).to_be_visible()
        assert page.errors == []
