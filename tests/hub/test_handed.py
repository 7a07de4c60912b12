"""What one person is given on a hub, how it comes into her folders, and what a hub refuses."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from conftest import REPOSITORY
from made_class import new_class
from tornado import web
from traitlets.config import Config

from course import CourseError
from course.desk.hub import configure
from course.desk.hub.handed import drop_forgotten, hand_over, take_in
from course.desk.hub.settings import ClassOnHub
from course.exercises import open_lesson
from course.exercises.answers import read_answers
from course.exercises.line import read_receipt

LATER = """
[[test]]
lesson = "posttest"
opens = 2999-01-01
closes = 2999-01-02
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A class of two and their mentor, with something for each of them."""
    root = new_class(tmp_path / "kelas", [("U07", "MH04", "2026-10-30"), ("U08", "MH04", "")])
    program = (REPOSITORY / "examples" / "program.toml").read_text("utf-8").partition("[[test]]")[0]
    (root / "kelas" / "program.toml").write_text(program + LATER, "utf-8")
    for name in ("pretest", "posttest", "pendampingan"):
        (root / "release" / name).mkdir()
        source = root / "source" / name / f"{name}.ipynb"
        about = nbformat.read(source, as_version=4).metadata
        nbformat.write(
            nbformat.v4.new_notebook(metadata=about), root / "release" / name / f"{name}.ipynb"
        )
    (root / "release" / "pretest" / "donat.svg").write_text("<svg/>")
    for code in ("U07", "U08"):
        (root / "feedback" / code / "pretest").mkdir(parents=True)
        (root / "feedback" / code / "pretest" / "pretest.html").write_text(code)
        (root / "kelas" / "reports" / f"participant-{code}.html").write_text(code)
        (root / "kelas" / "keepsakes" / code).mkdir(parents=True)
        (root / "kelas" / "keepsakes" / code / "kas.csv").write_text(code)
    (root / "kelas" / "reports" / "mentor-MH04.html").write_text("her partners")
    return root


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


HERS = ["pretest/donat.svg", "pretest/pretest.ipynb", "umpan-balik/berkas/kas.csv",
        "umpan-balik/hasil.html", "umpan-balik/pretest.html"]  # fmt: skip


def test_each_gets_her_own_and_no_test_before_its_day(root: Path, tmp_path: Path) -> None:
    (root / "feedback" / "U07" / "kunci.html").symlink_to(root / "kelas" / "roster.csv")
    for code, expected in (
        ("U07", HERS), ("MH04", ["pendampingan/pendampingan.ipynb", "umpan-balik/hasil.html"]), ("DOSEN1", []), ("U99", []),
    ):  # fmt: skip
        hand_over(root, code, tmp_path / code)
        assert files(tmp_path / code) == expected
    assert (tmp_path / "U07" / "umpan-balik" / "hasil.html").read_text() == "U07"


def test_of_a_test_in_two_forms_each_gets_the_one_she_is_asked(root: Path, tmp_path: Path) -> None:
    roster = "participant,mentor,token,forms\nU07,MH04,,BA\nU08,MH04,,AB\nU09,MH04,,\n"
    (root / "kelas" / "roster.csv").write_text(roster)
    own = root / "release" / "pretest" / "pretest.ipynb"
    for other, asked in ((False, ["pretest"] * 3), (True, ["pretest-b", "pretest", "pretest"])):
        if other:
            own.with_name("pretest-b.ipynb").write_bytes(own.read_bytes())
        for code, name in zip(("U07", "U08", "U09"), asked, strict=True):
            hand_over(root, code, tmp_path / code)
            given = [path.name for path in (tmp_path / code).rglob("*.ipynb")]
            assert given == [f"{name}.ipynb"], code


def test_who_is_forgotten_and_what_is_released_no_more_goes(root: Path, tmp_path: Path) -> None:
    hand_over(root, "U07", tmp_path / "u07")
    (root / "release" / "pretest" / "donat.svg").unlink()
    hand_over(root, "U07", tmp_path / "u07")
    assert files(tmp_path / "u07") == HERS[1:]
    (root / "kelas" / "deletions.csv").write_text("participant,date\nU07,2026-11-20\n")
    hand_over(root, "U07", tmp_path / "u07")
    assert files(tmp_path / "u07") == []
    drop_forgotten(root, tmp_path)
    assert not (tmp_path / "u07").exists()


def test_what_is_newer_comes_and_an_answer_stays(root: Path, tmp_path: Path) -> None:
    share, home = tmp_path / "share", tmp_path / "home"
    hand_over(root, "U07", share)
    (share / "pretest" / "answers.json").write_text("not hers")
    os.utime(share / "pretest" / "answers.json", (4e9, 4e9))
    (home / "umpan-balik" / "hasil.html").mkdir(parents=True)  # somebody's folder in the way
    (home / "pretest").mkdir()
    (home / "pretest" / "answers.json").write_text("hers")
    (problem,) = take_in(share, home)
    assert problem.startswith("umpan-balik/hasil.html: tidak bisa ditaruh")
    assert (home / "pretest" / "answers.json").read_text() == "hers"
    own, released = (
        home / "pretest" / "pretest.ipynb",
        root / "release" / "pretest" / "pretest.ipynb",
    )
    own.write_text("with her outputs")
    take_in(share, home)
    assert own.read_text() == "with her outputs"
    later = own.stat().st_mtime + 5
    os.utime(released, (later, later))
    hand_over(root, "U07", share)
    take_in(share, home)
    assert own.read_text() == released.read_text()


def a_spawner(name: str) -> SimpleNamespace:
    return SimpleNamespace(
        user=SimpleNamespace(name=name), environment={}, log=logging.getLogger("hub"),
        has_trait=lambda _: False,
    )  # fmt: skip


def test_a_name_that_is_no_code_leads_nowhere(root: Path, tmp_path: Path) -> None:
    (tmp_path / "serah").mkdir()
    for name in ("..", "dosen1", "../kelas"):
        spawner = a_spawner(name)
        asyncio.run(ClassOnHub(root, tmp_path / "serah").before_spawn(spawner))
        assert spawner.environment["KELAS_HANDED"] == str(tmp_path / "serah" / "-")
    assert files(tmp_path / "serah") == []
    assert (root / "kelas" / "roster.csv").is_file()


def test_a_list_that_cannot_be_read_keeps_no_server_from_starting(
    root: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (root / "kelas" / "program.toml").write_text("[course")
    spawner = a_spawner("u07")
    of = ClassOnHub(root, tmp_path)
    asyncio.run(of.before_spawn(spawner))
    assert "program.toml" in caplog.text
    assert spawner.environment == {"KELAS_HANDED": f"{tmp_path}/u07"}
    assert spawner.notebook_dir == "~/pelajaran"


def test_a_hub_without_a_class_or_with_names_that_clash_does_not_start(
    root: Path, tmp_path: Path
) -> None:
    for words, given in (
        ("bukan folder Kelas UMKM", (root / "release", tmp_path / "serah", [])),
        ("di luar folder kelas", (root, root / "serah", [])),
        ("di luar folder kelas", (root, root.parent, [])),
        ("kode peserta juga nama akun", (root, tmp_path / "serah", ["u07"])),
    ):
        with pytest.raises(CourseError, match=words):
            configure(Config(), *given)
    c = Config()
    configure(c, root, tmp_path / "serah", ["dosen1"], receives=0)
    assert "services" not in c.JupyterHub
    with pytest.raises(web.HTTPError, match="403"):
        c.Authenticator.post_auth_hook(None, None, {"name": "kelas"})
    assert c.Authenticator.post_auth_hook(None, None, {"name": "u07"}) == {"name": "u07"}
    assert c.JupyterHub.load_groups == {"pengajar": {"users": ["dosen1"]}}


def test_who_logged_in_is_not_asked_who_she_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = "https://kelas.example/#p=U07&t=9fk2&r=http%3A%2F%2Flocalhost%3A1%2F"
    monkeypatch.setenv("KELAS_INVITATION", link)
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
    monkeypatch.chdir(tmp_path / "a")
    form = open_lesson("pretest")
    assert form
    assert form.value == {"kode": "U07"}
    answers = read_answers(tmp_path / "a" / "answers.json").answers
    assert (answers.participant, answers.token) == ("U07", "9fk2")
    receipt = read_receipt(tmp_path / "a")
    assert receipt
    assert receipt.receive == "http://localhost:1/"
    # A neighbour who answers at her server is a neighbour, and gets none of her proof.
    form.set_state({"value": {"kode": "U08"}, "revision": 1})
    assert read_answers(tmp_path / "a" / "answers.json").answers.token == ""
    form.set_state({"value": {"kode": "u07"}, "revision": 2})
    assert read_answers(tmp_path / "a" / "answers.json").answers.token == "9fk2"
    # A mentor's sheet still asks for the partner.
    monkeypatch.chdir(tmp_path / "b")
    observer = open_lesson("pengamatan", who="pendamping", observer=True)
    assert observer
    assert not (tmp_path / "b" / "answers.json").exists()
