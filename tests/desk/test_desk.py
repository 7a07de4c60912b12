"""The desk's server: who may ask, one piece of work at a time, and nothing said to the log."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from desk_server import Desk

from course.desk import rooms
from course.desk.page import Action, Form
from course.desk.wording import BUTTONS
from course.desk.work import RUNNING, STOPPED, State, Work, Works, for_the_desk
from course.evaluation.agreement.precedents import FILE
from course.files import Places

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def paths(desk: Desk) -> list[tuple[str, str]]:
    """Return every address of the desk with its method."""
    own = desk.own
    pages = [("GET", f"{own}/{page.name}") for page in rooms.PAGES]
    presses = [("POST", f"{own}/{p.name}/{action}") for p in rooms.PAGES for action in p.actions]
    others = [("GET", "/kelas"), ("GET", own), ("GET", f"{own}/kabar"), ("POST", f"{own}/berhenti")]
    files = [("GET", f"{own}/baca/reports/x.html"), ("GET", f"{own}/situs/index.html")]
    return [*pages, *presses, *others, *files, ("GET", "/kelas/berkas-desk/desk.js")]


def test_without_the_token_nothing_is_had(desk: Desk) -> None:
    for method, path in paths(desk):
        code, headers, text = desk.ask(method, path)
        assert code == 403 or (code == 302 and "/login" in headers["location"]), (path, code)
        assert "U07" not in text


def test_another_origin_or_host_gets_nothing(desk: Desk) -> None:
    head = {"Authorization": f"token {desk.token}"}
    for method, path in paths(desk):
        assert desk.ask(method, path, {**head, "Host": "kelas.example.org"})[0] == 403, path
    # With the cookie alone, as another site's page would send it.
    _, headers, _ = desk.ask("GET", f"{desk.own}/ini?token={desk.token}")
    cookie = headers["set-cookie"].partition(";")[0]
    evil = {"Cookie": cookie, "Origin": "https://evil.example", **FORM}
    for method, path in paths(desk):
        if method == "POST":
            assert desk.ask(method, path, evil, "semua=1")[0] in {403, 404}, path
            # Nor from the same origin without the page's own proof.
            same = {**evil, "Origin": f"http://127.0.0.1:{desk.port}"}
            assert desk.ask(method, path, same, "semua=1")[0] == 403, path


@pytest.mark.long
@pytest.mark.parametrize(
    "path",
    [
        "baca/../roster.csv", "baca/reports/../roster.csv", "baca/reports/..%2froster.csv",
        "baca/reports/%2e%2e/roster.csv", "baca/roster.csv", "baca/", "baca/inbox/kept/x",
        "baca/feedback/../gradebook.db", "baca//etc/passwd", "baca/reports/%00", "situs/%00", "situs/../roster.csv",
        "situs/..%2f..%2fgradebook.db", "situs/%2fetc%2fpasswd", "apa", "ini/apa", "%2e%2e/ini",
        "nilai?kode=U07&pelajaran=../pretest", "nilai?kode=%3Cscript%3E&pelajaran=pretest",
    ],
)  # fmt: skip
def test_what_is_not_a_page_is_not_served(desk: Desk, path: str) -> None:
    code, _, text = desk.ask("GET", f"{desk.own}/{path}", {"Authorization": f"token {desk.token}"})
    assert code in {200, 302, 400, 404, 405}, text
    assert "participant" not in text
    assert "<script>" not in text
    assert code != 200 or 'class="box wrong"' in text


def test_every_page_of_a_class_opens(desk: Desk) -> None:
    for page in rooms.PAGES:
        head = {"Authorization": f"token {desk.token}"}
        code, headers, text = desk.ask("GET", f"{desk.own}/{page.name}", head)
        assert code == 200, page.name
        assert f'aria-current="page">{page.title}' in text
        assert "unsafe-inline" not in headers["content-security-policy"].split("style-src-attr")[0]
        assert headers["cache-control"] == "no-store"


def test_a_press_does_its_work_and_names_stay_out_of_the_log(desk: Desk) -> None:
    end = desk.press("nilai/nilai")
    assert end["state"] == "done", end
    assert "sudah dinilai sebelumnya" in json.dumps(end)
    save = {"kode": "U07", "pelajaran": "pretest", "soal": "K2-status-wa"}
    end = desk.press("nilai/simpan", **save, nilai="1,5", catatan="Bu Sri Rahayu, bagus")
    assert end["state"] == "done", end
    assert "menjadi 1,5" in json.dumps(end)
    end = desk.press("nilai/simpan", **save, nilai="700")
    assert (end["state"], "antara 0 dan" in json.dumps(end)) == ("failed", True), end
    head = {"Authorization": f"token {desk.token}"}
    query = urlencode(save)
    _, _, page = desk.ask("GET", f"{desk.own}/nilai?{query}", head)
    assert "Bu Sri Rahayu, bagus" in page
    log = desk.log.read_text() + "".join(
        path.read_text("utf-8") for path in Places(desk.root).log.glob("*")
    )
    assert "Sri Rahayu" not in log
    assert "To access the server" not in log  # two lines in Indonesian say it
    assert "status" not in Places(desk.root).log.joinpath("desk.json").read_text()


def test_what_is_right_is_said_by_one_press_and_leaves_the_list(desk: Desk) -> None:
    place = {"kode": "U01", "pelajaran": "pretest", "soal": "K2-status-wa"}
    head = {"Authorization": f"token {desk.token}"}
    file = desk.root / "source" / "pretest" / "authors" / FILE
    before = file.read_text("utf-8")
    found = json.loads(before)
    found["K2-status-wa"]["seen"] = [[0, [1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0], 10, 6, 1.2, 0, 0.0]]
    try:
        file.write_text(json.dumps(found), "utf-8")
        _, _, page = desk.ask("GET", f"{desk.own}/nilai?{urlencode(place)}", head)
        button = re.search(r'<button name="benar" value="([^"]+)">4 sudah benar</button>', page)
        assert button, page
        assert "<b>Perlu dilihat:</b> 5 dari 10 jawaban yang nilainya seperti ini" in page
        end = desk.press("nilai/simpan", **place, nilai="", benar=button[1])
        assert "Nilai U01 tetap 4. Tercatat: sudah dilihat." in json.dumps(end), end
        _, _, page = desk.ask("GET", f"{desk.own}/nilai?{urlencode(place)}", head)
        assert "Diberikan orang. Nilai otomatisnya 4." in page
        assert "sudah benar" not in page
    finally:
        file.write_text(before, "utf-8")


def wait(_root: Path, form: Form, work: Work) -> None:
    """Work until somebody says so, for tests."""
    work.say("mulai")
    while not Path(form.get("until")).exists():
        time.sleep(0.02)
    work.say("selesai")


WAIT = Action(wait, "Menunggu")


def ended(works: Works, root: Path) -> State:
    state = works.state(root)
    while state and state.is_at_work:
        state = works.wait(root, state, 10)
    assert state is not None
    return state


def begun(works: Works, root: Path) -> None:
    """Wait until the work has said its first word."""
    state = works.state(root)
    while not (state and (state.lines or not state.is_at_work)):
        state = works.wait(root, state, 10)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "kelas").mkdir()
    return tmp_path


@pytest.mark.long
def test_two_presses_at_once_are_one_piece_of_work(place: Path) -> None:
    here, elsewhere = Works(), Works()  # two windows of one server, and another server
    form = Form({"until": str(place / "now")})
    assert here.start(place, WAIT, form, "uji/tunggu").state == RUNNING
    for works in (here, elsewhere):
        with pytest.raises(Exception, match="masih berjalan di kelas ini"):
            works.start(place, WAIT, form, "uji/tunggu")
    begun(here, place)
    (place / "now").touch()
    assert [words for _, words in ended(here, place).lines] == ["mulai", "selesai"]
    elsewhere.start(place, WAIT, form, "uji/tunggu")  # at once: nothing holds on
    assert ended(elsewhere, place).state == "done"


@pytest.mark.long
def test_stopped_by_a_press_and_by_the_machine(place: Path) -> None:
    works = Works()
    form = Form({"until": str(place / "never")})
    works.start(place, WAIT, form, "uji/tunggu")
    begun(works, place)
    works.stop(place)
    assert ended(works, place).state == STOPPED
    # The machine died: what was going on is said by the next server, once.
    works.start(place, WAIT, form, "uji/tunggu")
    begun(works, place)
    running = works._running[place]
    running.process.kill()
    running.process.join()
    Places(place).log.joinpath("desk.json").write_text(
        json.dumps({"title": "Menunggu", "state": RUNNING, "begun": "08:15"})
    )
    ended(works, place)
    Places(place).log.joinpath("desk.json").write_text(
        json.dumps({"title": "Menunggu", "state": RUNNING, "begun": "08:15"})
    )
    after = Works()
    state = after.state(place)
    assert state is not None
    assert (state.state, state.title) == (STOPPED, "Menunggu")
    assert "Yang sudah jadi tetap ada" in state.lines[-1][1]
    after.forget(place)
    assert after.state(place) is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Jalankan: course release pretest", "Tekan Pelajaran › Rilis yang dipilih"),
        (
            "Belum ada nilai. Jalankan dulu: course grade",
            "Belum ada nilai. Jalankan dulu: tekan Nilai › Nilai jawaban",
        ),
        ("Berikutnya: course report workshop", "Berikutnya: tekan Hasil › Buat laporan kelas"),
        (
            "Buat lagi: course invite --site ALAMAT (tautannya tetap sama).",
            "Buat lagi: tekan Undangan › Buat undangan.",
        ),
        (
            "Simpan (course backup), lalu hapus.",
            "Simpan (tekan Cadangan › Buat cadangan), lalu hapus.",
        ),
        ("kelas/reports/evaluation.html", "kelas/reports/evaluation.html"),
        ("of course it is", "of course it is"),
    ],
)
def test_commands_are_said_as_buttons(said: str, shown: str) -> None:
    assert for_the_desk(said) == shown


def test_every_button_that_is_named_is_on_its_page() -> None:
    folder = Path(rooms.__file__).parent / "templates"
    pages = {
        page.title: (folder / f"{page.name}.html.j2").read_text("utf-8") for page in rooms.PAGES
    }
    for place in BUTTONS.values():
        title, _, button = place.partition(" › ")
        assert button in pages[title], place
