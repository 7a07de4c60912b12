"""Platforms that a class knows: registered by command and at the desk, kept apart, copied, backed up."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from conftest import run_course
from received import SITE, lay_receiving_class, serving

from course import CourseError
from course.desk.page import Form
from course.desk.work import State, Work
from course.files import Places
from course.inbox.mailbox.platforms import platform_key, read_platforms
from course.privacy.backup import backup, key_line
from course.receiver.lti import page

MOODLE = ("lti", "add", "moodle", "--moodle", "https://moodle.contoh.ac.id/",
          "--client-id", "8BkS4rPz", "--deployment", "3")  # fmt: skip
SERVICE = "https://kirim.contoh.ac.id/"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_receiving_class(tmp_path / "kelas")
    program = Places(root).program
    text = program.read_text("utf-8").replace("[course]\n", f'[course]\nreceive = "{SERVICE}"\n', 1)
    program.write_text(text, "utf-8")
    return root


def test_a_moodle_is_known_by_its_address_alone(root: Path) -> None:
    assert run_course(root, *MOODLE).returncode == 0
    one = read_platforms(root)["moodle"]
    assert one.issuer == "https://moodle.contoh.ac.id"
    assert one.keys == "https://moodle.contoh.ac.id/mod/lti/certs.php"
    path = Places(root).receiving / "lti.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = platform_key(root)
    # Another deployment of the same tool joins the first; the key stays.
    assert "diperbarui" in run_course(root, *MOODLE[:-1], "4").stdout
    assert read_platforms(root)["moodle"].deployments == ("3", "4")
    assert platform_key(root) == before
    said = run_course(root, "lti", "show").stdout
    assert f"Initiate login URL:    {SERVICE}lti/masuk" in said
    assert "deployment 3, 4" in said
    assert run_course(root, "lti", "remove", "moodle").returncode == 0
    assert read_platforms(root) == {}
    assert "tidak terdaftar" in run_course(root, "lti", "remove", "moodle").stderr


WRONG = {
    "http": ((*MOODLE[:4], "http://moodle.contoh.ac.id", *MOODLE[5:]), "https://"),
    "no client": ((*MOODLE[:6], "", *MOODLE[7:]), "client_id"),
    "both": ((*MOODLE, "--canvas", "https://x.example"), "Pilih satu"),
    "neither": (("lti", "add", "lain", "--client-id", "x", "--deployment", "1"), "Pilih satu"),
    "a name that is a path": (("lti", "add", "../x", *MOODLE[3:]), "tidak bisa dipakai"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_registered_is_said_and_nothing_is_written(root: Path, case: str) -> None:
    words, said = WRONG[case]
    done = run_course(root, *words)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert not Places(root).platforms.exists()
    assert not (Places(root).receiving / "lti.pem").exists()


def test_one_registration_has_one_name(root: Path) -> None:
    run_course(root, *MOODLE)
    done = run_course(root, "lti", "add", "lain", *MOODLE[3:])
    assert "sudah ada dengan nama moodle" in done.stderr


FILES = {
    "no TOML": ("[moodle", "bukan TOML"),
    "a part that is a word": ("moodle = 'x'\n", "[moodle]"),
    "a part that is missing": ("[moodle]\nissuer = 'https://x.example'\n", "client_id: belum ada"),
    "a name with a blank": ("['a b']\nissuer = 'x'\n", "tidak bisa dipakai"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_read_is_named(root: Path, case: str) -> None:
    text, said = FILES[case]
    Places(root).platforms.write_text(text, "utf-8")
    with pytest.raises(CourseError) as error:
        read_platforms(root)
    assert str(Places(root).platforms) in str(error.value)
    assert said in str(error.value)


def test_a_copy_gets_list_and_key_and_loses_them_with_the_class(root: Path, tmp_path: Path) -> None:
    run_course(root, *MOODLE)
    copy = tmp_path / "layanan"
    assert run_course(root, "receive", "copy", str(copy), "--site", SITE).returncode == 0
    assert read_platforms(copy) == read_platforms(root)
    assert platform_key(copy) == platform_key(root)
    assert stat.S_IMODE((Places(copy).receiving / "lti.pem").stat().st_mode) == 0o600
    run_course(root, "lti", "remove", "moodle")
    assert run_course(root, "receive", "copy", str(copy), "--site", SITE).returncode == 0
    assert read_platforms(copy) == {}
    assert not (Places(copy).receiving / "lti.pem").exists()


def test_a_backup_holds_the_list_and_never_the_key(root: Path) -> None:
    run_course(root, *MOODLE)
    (root / "nbgrader_config.py").write_text("", "utf-8")
    with zipfile.ZipFile(backup(root)) as file:
        names = file.namelist()
        assert "kelas/platforms.toml" in names
        assert not [name for name in names if name.endswith("lti.pem")]
    assert "lti.pem" in key_line(root)


def press(action: Any, root: Path, **values: str) -> State:
    work = Work(State("uji"), lambda _state: None)
    action(root, Form(values), work)
    return work.state


def said(state: State) -> str:
    return "\n".join(words for _, words in state.lines)


def test_at_the_desk_it_is_registered_shown_and_removed(root: Path) -> None:
    assert page.show(root, {})["to_type"][0] == ("Tool URL", f"{SERVICE}lti/buka")
    lacking = press(page.register, root, jenis="moodle", alamat="moodle.contoh.ac.id")
    assert [name for name, _ in lacking.fields] == ["client", "deployment"]
    wrong = {
        "jenis": "moodle",
        "alamat": "http://moodle.contoh.ac.id",
        "client": "x",
        "deployment": "1",
    }
    assert [name for name, _ in press(page.register, root, **wrong).fields] == ["alamat"]
    right = {**wrong, "alamat": "moodle.contoh.ac.id"}
    assert "didaftarkan sebagai moodle" in said(press(page.register, root, **right))
    assert "diperbarui sebagai moodle" in said(
        press(
            page.register,
            root,
            **right,
        )
    )
    assert "sebagai moodle-2" in said(press(page.register, root, **{**right, "client": "y"}))
    canvas = {**right, "jenis": "canvas", "alamat": "kampus.instructure.com"}
    assert "sebagai canvas" in said(press(page.register, root, **canvas))
    assert [name for name, _ in page.show(root, {})["platforms"]] == [
        "moodle",
        "moodle-2",
        "canvas",
    ]
    (Places(root).receiving / "lti.pem").unlink()
    assert page.show(root, {})["lacks_key"]
    press(page.remove, root, nama="moodle-2")
    assert "moodle-2" not in read_platforms(root)
    with pytest.raises(CourseError, match="kunci kelas belum ada"):
        press(page.send, root)


def test_over_https_the_cookie_comes_back_from_the_platform_s_page(root: Path) -> None:
    run_course(root, *MOODLE)
    given = {"iss": "https://moodle.contoh.ac.id", "client_id": "8BkS4rPz", "login_hint": "41",
             "target_link_uri": f"{SERVICE}lti/buka"}  # fmt: skip
    with serving(root) as (address, _):
        begun = httpx.get(f"{address}lti/masuk", params=given, verify=False)
    assert begun.headers["location"].startswith("https://moodle.contoh.ac.id/mod/lti/auth.php?")
    assert parse_qs(begun.headers["location"])["redirect_uri"] == [f"{SERVICE}lti/buka"]
    cookie = begun.headers["set-cookie"]
    for word in ("HttpOnly", "Secure", "SameSite=None", "Partitioned"):
        assert f"; {word}" in cookie
