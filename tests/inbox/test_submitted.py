"""``submitted/`` is opened in one module: listed without reading, read once, consent by argument."""

from __future__ import annotations

import ast
import json
import os
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from our_source import GROUP, MODULES, PACKAGE, tree

from course import CourseError, lessons
from course.exercises.answers import AnswersError
from course.inbox.submitted import (
    Submission,
    SubmissionError,
    answered,
    check_place,
    held_back,
    strange_folders,
    submission,
    submissions,
)

LESSON = "evaluasi-peserta"
ROSTER = "participant,mentor,token,consent\nU01,MH01,a,2026-10-28\nU02,MH01,b,\n"
NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A class of two, of whom U02 has not agreed, without answers."""
    (tmp_path / "source").mkdir()
    for name in (LESSON, "pengamatan"):
        (tmp_path / "source" / name).symlink_to(REPOSITORY / "source" / name)
    (tmp_path / "kelas").mkdir()
    (tmp_path / "kelas" / "roster.csv").write_text(ROSTER, "utf-8")
    return tmp_path


def hand_in(root: Path, code: str, lesson: str = LESSON, **fields: Any) -> Path:
    """File answers that rate the material; return their file."""
    definition = lessons.load(root, LESSON).definitions["materi"]
    entry = {
        "value": dict.fromkeys(definition.by_key, 4),
        "at": "2026-11-02T10:00:00+07:00",
        "item": definition.item,
    }
    content = {
        "version": 1, "course": "kelas-umkm", "lesson": lesson, "participant": code,
        "answers": {"materi": {**entry, **fields}},
    }  # fmt: skip
    path = root / "submitted" / code / lesson / "answers.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(content), "utf-8")
    return path


def test_listing_reads_nothing_and_consent_is_an_argument(root: Path) -> None:
    for code in ("U02", "U01", "W77"):
        hand_in(root, code).write_text("{", "utf-8")
    (root / "submitted" / "U01" / ".ipynb_checkpoints").mkdir()
    (root / "submitted" / ".DS_Store").touch()

    def codes(**asked: Any) -> list[str]:
        return [one.participant for one in submissions(root, **asked)]

    assert codes(consented=False) == ["U01", "U02", "W77"]
    assert codes(consented=True) == ["U01"], "who stands on no list has agreed to nothing"
    assert codes(names={"pengamatan"}, consented=False) == []
    assert codes(names=set(), consented=False) == []
    assert codes(participants={"U02"}, consented=False) == ["U02"]
    assert codes(participants={"U02"}, consented=True) == []
    assert held_back(root, {LESSON}) == {"U02", "W77"}
    assert held_back(root, {LESSON}, {"U01"}) == set()
    assert held_back(root, {"pengamatan"}) == set()
    assert not list(submissions(root / "nowhere", consented=True))


def test_answers_are_read_as_the_lesson_is_asked_now(root: Path) -> None:
    hand_in(root, "U01")
    (one,) = answered(root, LESSON, consented=True)
    assert set(one.values) == {"materi"}
    assert set(one.get("materi").values()) == {4}
    assert one.get("orang") == {}
    assert (one.by, one.participant, one.stale) == ("U01", "U01", ())
    key = next(iter(one.get("materi")))
    assert one.shown("materi", key).startswith("4")
    assert one.shown("orang", "pembicara") == ""


def test_an_older_wording_is_stale_and_has_no_values(root: Path) -> None:
    hand_in(root, "U01", item="000000")
    (one,) = answered(root, LESSON, consented=True)
    assert (one.stale, dict(one.values)) == (("materi",), {})
    assert "materi" in one.answers.answers, "it is kept as it came"


def test_the_folder_says_whose_it_is_and_the_file_who_wrote_it(root: Path) -> None:
    path = hand_in(root, "U01", "pengamatan")
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**content, "by": "MH01"}), "utf-8")
    one = submission(root, "U01", "pengamatan")
    assert (one.participant, one.by) == ("U01", "MH01")
    path.write_text(json.dumps({**content, "participant": "U02"}), "utf-8")
    with pytest.raises(AnswersError, match="folder U01 ini milik U02"):
        submission(root, "U01", "pengamatan").read()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff" * 9, b"[]", b'{"course": "other"}'])
def test_a_file_that_is_none_raises_or_is_left_out(root: Path, content: bytes) -> None:
    path = hand_in(root, "U01")
    path.write_bytes(content)
    one = submission(root, "U01", LESSON)
    assert (one.has_file, one.standing, one.standing_since(NOW)) == (True, None, None)
    with pytest.raises(AnswersError, match="U01"):
        _ = one.values
    assert answered(root, LESSON, consented=False) == []


def test_without_a_file_the_answers_are_blank_and_a_link_is_refused(root: Path) -> None:
    path = hand_in(root, "U01")
    aside = path.rename(root / "elsewhere.json")
    one = submission(root, "U01", LESSON)
    assert (one.read()[0], one.answers.answers, one.standing) == (b"", {}, None)
    path.symlink_to(aside)
    with pytest.raises(AnswersError, match="tidak ada berkas jawaban"):
        submission(root, "U01", LESSON).read()
    with pytest.raises(CourseError, match="tidak ada"):
        answered(root, "m9-lain", consented=False)


def test_a_worker_gets_no_answers_that_were_read(root: Path) -> None:
    hand_in(root, "U01")
    one = submission(root, "U01", LESSON)
    assert one.values
    copy = pickle.loads(pickle.dumps(one))
    assert copy == one
    assert set(vars(copy)) == {"participant", "lesson", "folder"}


@pytest.mark.parametrize(
    ("stamp", "at", "since"),
    [
        ("2026-11-02 03:30:00 UTC\n", "2026-11-02 03:30:00", "2026-11-02 03:30"),
        ("2026-11-02 03:30:00.123456 UTC", "2026-11-02 03:30:00.123456", "2026-11-02 03:00"),
        ("2026-11-02 10:30:00 Asia/Jakarta", "2026-11-02 03:30:00", "2026-11-02 03:00"),
        ("", "None", "2026-11-02 03:00"),
    ],
)  # fmt: skip
def test_the_time_is_read_as_nbgrader_reads_it(root: Path, stamp: str, at: str, since: str) -> None:
    path = hand_in(root, "U01")
    assert submission(root, "U01", LESSON).handed_in() == (b"", None)
    path.with_name("timestamp.txt").write_text(stamp, "ascii")
    one = submission(root, "U01", LESSON)
    data, moment = one.handed_in()
    assert (data, str(moment)) == (stamp.encode(), at), "UTC, without a zone"
    assert f"{one.standing_since(NOW):%Y-%m-%d %H:%M}" == since


@pytest.mark.parametrize("stamp", [b"kemarin", b"\xff\xfe", b"2026-99-02 03:30:00 UTC"])
def test_a_time_that_is_none_is_named(root: Path, stamp: bytes) -> None:
    hand_in(root, "U01").with_name("timestamp.txt").write_bytes(stamp)
    with pytest.raises(SubmissionError, match="waktunya tidak terbaca"):
        submission(root, "U01", LESSON).handed_in()


def test_photos_are_small_regular_files(root: Path) -> None:
    folder = hand_in(root, "U01").with_name("photos")
    assert submission(root, "U01", LESSON).photos == ()
    folder.mkdir()
    for name, size in (("b.jpg", 3), ("a.jpg", 3), ("c.png", 3), ("d.jpg", 3 * 1024 * 1024)):
        (folder / name).write_bytes(b"x" * size)
    (folder / "e.jpg").symlink_to(folder / "a.jpg")
    assert [p.name for p in submission(root, "U01", LESSON).photos] == ["a.jpg", "b.jpg"]


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_place_is_a_folder_with_a_code_for_a_name(root: Path) -> None:
    hand_in(root, "U01")
    check_place(submission(root, "U01", LESSON))
    (root / "submitted" / "U03").symlink_to(root / "submitted" / "U01")
    with pytest.raises(SubmissionError, match="tautan"):
        check_place(submission(root, "U03", LESSON))
    with pytest.raises(SubmissionError, match="bukan kode peserta"):
        check_place(Submission("U\n1", LESSON, root / "submitted" / "U\n1" / LESSON))


# Invariants of the house

WHOLE_ROOMS = {"privacy/export.py", "privacy/packing.py", "privacy/plan.py", "privacy/traces.py"}
"""They copy, search or delete every file of every room, whatever it is."""
READERS = {"inbox/submitted.py", "exercises/workbook.py", "exercises/line.py"}
"""Who opens an ``answers.json`` that lies in a folder: a class's, or the participant's own."""
PARSERS = {*READERS, "inbox/kept.py", "inbox/receive.py", "privacy/cut.py", "receiver/checks.py"}
"""And who takes bytes for answers: they come from an inbox, or ask to be let in."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    yield from ((path.relative_to(PACKAGE).as_posix(), tree(path)) for path in MODULES)


@GROUP
@pytest.mark.long
def test_submitted_is_named_in_one_module() -> None:
    named = {
        name
        for name, module in modules()
        for node in ast.walk(module)
        if (isinstance(node, ast.Attribute) and node.attr == "submitted")
        or (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and (node.value == "submitted" or node.value.startswith("submitted/"))
        )
    }
    # "submitted" is also a title of Zoom's, of the time a poll was answered.
    assert named - {"people/polls.py"} == {"files.py", "inbox/submitted.py", *WHOLE_ROOMS}


@GROUP
def test_answers_are_opened_and_parsed_where_they_belong() -> None:
    taken: dict[str, set[str]] = {"read_answers": set(), "read_bytes": set(), "parse": set()}
    for name, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom) and node.module == "course.exercises.answers":
                for alias in node.names:
                    taken.get(alias.name, set()).add(name)
    assert taken["read_answers"] | taken["read_bytes"] <= READERS
    assert taken["parse"] <= PARSERS


@GROUP
def test_one_place_tells_an_older_wording() -> None:
    compared = {
        name
        for name, module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Compare)
        and any(isinstance(side, ast.Attribute) and side.attr == "item" for side in ast.walk(node))
    }
    # Two answers of one person are compared with each other, whatever the lesson asks now.
    assert compared == {"exercises/definition.py", "inbox/merge.py"}


DOUBLED = ["U01 (1)", "U03-LAPTOP", "U01 - Copy", "U01 (konflik U01)", "U01 2", "u01", "U01-1", "Salinan U01", "U01_backup", "DESKTOP-U7"]  # fmt: skip


@pytest.mark.parametrize("name", DOUBLED)
def test_what_a_sync_program_doubled_is_no_participant(root: Path, name: str) -> None:
    hand_in(root, "U01")
    doubled = hand_in(root, name)
    assert [one.participant for one in submissions(root, consented=False)] == ["U01"]
    (line,) = strange_folders(root)
    assert f"submitted/{name}: bukan kode peserta" in line
    assert "course collect" in line
    assert doubled.exists()


@pytest.mark.parametrize(
    "name", [f"{LESSON} (1)", f"{LESSON}-LAPTOP", f"{LESSON} - Copy", f"{LESSON}-1"]
)
def test_a_doubled_lesson_is_no_lesson(root: Path, name: str) -> None:
    hand_in(root, "U01")
    hand_in(root, "U01", name)
    assert [one.lesson for one in submissions(root, {LESSON}, consented=False)] == [LESSON]
    (line,) = strange_folders(root)
    assert f"submitted/U01/{name}: bukan pelajaran" in line


@pytest.mark.parametrize(
    "name", ["answers (1).json", "answers-LAPTOP.json", "Answers 2.JSON", "answers.json.txt"]
)
def test_a_doubled_answer_file_is_named(root: Path, name: str) -> None:
    path = hand_in(root, "U01")
    path.with_name(name).write_bytes(path.read_bytes())
    (line,) = strange_folders(root)
    assert f"submitted/U01/{LESSON}/{name}: " in line


def test_an_ordinary_class_has_no_strange_folders(root: Path) -> None:
    for code in ("U01", "MH01", "NS01"):
        hand_in(root, code)
    hand_in(root, "U02", "pengamatan")
    folder = root / "submitted" / "U01" / LESSON
    for name in ("timestamp.txt", f"{LESSON}.ipynb"):
        (folder / name).touch()
    (folder / "photos").mkdir()
    for name in (".DS_Store", "desktop.ini"):
        (root / "submitted" / name).touch()
    (root / "submitted" / ".ipynb_checkpoints").mkdir()
    assert strange_folders(root) == []
    assert strange_folders(root / "nowhere") == []


def test_of_many_strange_folders_twenty_are_named(root: Path) -> None:
    for n in range(50):
        (root / "submitted" / f"U01 ({n})").mkdir(parents=True)
    lines = strange_folders(root)
    assert len(lines) == 21
    assert "dan 30 lagi" in lines[-1]
