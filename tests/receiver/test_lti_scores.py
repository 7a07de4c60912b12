"""Totals that go back to a platform that is not ours: whose, how often, and what is refused."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from conftest import REPOSITORY, run_course
from lti_platform import Platform, hidden, opened, platform, register
from received import SITE, serving

from course.files import Places
from course.gradebook.scores import read_scores
from course.inbox.mailbox import own_mailbox

LESSON = "m1-internet"
PEOPLE = {"U01": "101", "U04": "104", "U07": "107"}
Graded = tuple[Path, Platform]


@pytest.fixture
def graded(small_class: Path) -> Iterator[Graded]:
    """A graded class whose three people opened a lesson from a platform; U08 did not.

    The small class has two tests alone: the posttest's grades stand in for those of a lesson.
    """
    (small_class / "source" / "posttest").rename(small_class / "posttest")
    (small_class / "source" / LESSON).mkdir()
    notebook = f"source/{LESSON}/{LESSON}.ipynb"
    (small_class / notebook).write_bytes((REPOSITORY / notebook).read_bytes())
    with sqlite3.connect(small_class / "gradebook.db") as book:
        book.execute("UPDATE assignment SET name = ? WHERE name = 'posttest'", [LESSON])
    book.close()
    if not Places(small_class).program.exists():
        program = REPOSITORY / "examples" / "program.toml"
        Places(small_class).program.write_bytes(program.read_bytes())
    tokens = dict(
        line.split(",")[::2][:2]
        for line in Places(small_class).roster.read_text("utf-8").splitlines()
    )
    with platform() as own, serving(small_class) as (address, receiver):
        register(small_class, own, address)
        receiver.of._looked = 0.0
        own.columns["1"] = {"id": f"{own.address}kolom/1", "label": "Contoh", "scoreMaximum": 10}
        with httpx.Client(verify=False) as browser:
            for code, sub in PEOPLE.items():
                asked = opened(browser, own, sub=sub, lesson=LESSON, column="1")
                link = f"{SITE}/#p={code}&t={tokens[code]}"
                given = {**hidden(asked.text), "undangan": link}
                assert browser.post(f"{own.tool}lti/kode", data=given).status_code == 303
        yield small_class, own


def share(root: Path, code: str, lesson: str = LESSON) -> float:
    scores = read_scores(root)
    own = scores[(scores["participant"] == code) & (scores["lesson"] == lesson)]
    own = own[~own["cell"].str.startswith("S")]
    return float(own["score"].sum() / own["max_score"].sum())


def test_scores_arrive_once_and_only_where_something_changed(graded: Graded) -> None:
    root, own = graded
    done = run_course(root, "lti", "scores")
    assert done.returncode == 0, done.stdout + done.stderr
    arrived = {
        user: one["scoreGiven"] / one["scoreMaximum"] for (_, user), one in own.scores.items()
    }
    assert arrived == {sub: pytest.approx(share(root, code)) for code, sub in PEOPLE.items()}
    for one in own.posted:
        assert (one["activityProgress"], one["gradingProgress"]) == ("Completed", "FullyGraded")
        assert "comment" not in one
        assert one["timestamp"].endswith("+00:00")
    assert "3 sudah sama" in run_course(root, "lti", "scores").stdout
    assert len(own.posted) == 3
    run_course(root, "receive", "key")  # the same service, asked as one elsewhere is
    assert "3 sudah sama" in run_course(root, "lti", "scores", own.tool).stdout
    own.scores["1", "104"]["scoreGiven"] = 0  # a mark that somebody changed there is put right
    assert "1 nilai dikirim, 2 sudah sama" in run_course(root, "lti", "scores").stdout


def test_one_who_is_refused_is_named_and_keeps_nobody_else(graded: Graded) -> None:
    root, own = graded
    own.refuse.add("104")
    done = run_course(root, "lti", "scores")
    assert done.returncode == 1
    assert f"! moodle, {LESSON}, U04: ditolak (403). Platform tidak" in done.stdout
    assert {user for _, user in own.scores} == {"101", "107"}
    assert "104" not in done.stdout + done.stderr


def test_whose_invitation_was_renewed_proves_it_again_first(graded: Graded) -> None:
    root, own = graded
    roster = Places(root).roster
    text = roster.read_text("utf-8")
    token = next(line for line in text.splitlines() if line.startswith("U04")).split(",")[2]
    roster.write_text(text.replace(token, "baru"), "utf-8")
    assert "2 nilai dikirim" in run_course(root, "lti", "scores").stdout
    assert {user for _, user in own.scores} == {"101", "107"}


def test_who_has_not_agreed_or_was_forgotten_has_no_score_there(graded: Graded) -> None:
    root, own = graded
    roster = Places(root).roster
    lines = roster.read_text("utf-8").splitlines()
    head = lines[0].split(",")
    kept = [line.split(",") for line in lines[1:]]
    for cells in kept:
        if cells[0] == "U01":
            cells[head.index("consent")] = ""
    roster.write_text("\n".join([lines[0], *(",".join(cells) for cells in kept)]) + "\n", "utf-8")
    with own_mailbox(root) as box:
        assert box is not None
        assert box.holds("U07")
    assert run_course(root, "export", "U07").returncode == 0
    with zipfile.ZipFile(Places(root).exports / "U07.zip") as file:
        assert "<dd>107</dd>" in file.read("index.html").decode()
    assert (
        "moodle: nilai U07 yang sudah dikirim" in run_course(root, "forget", "U07", "--yes").stdout
    )
    with own_mailbox(root) as box:
        assert box is not None
        assert not box.holds("U07")
    assert run_course(root, "lti", "scores").returncode == 0
    assert {user for _, user in own.scores} == {"104"}


def test_tests_go_only_where_the_lecturer_says_so_into_a_column_made_once(graded: Graded) -> None:
    root, own = graded
    with httpx.Client(verify=False) as browser:
        assert opened(browser, own, sub="101", lesson="pretest").status_code == 303
    assert "3 nilai dikirim" in run_course(root, "lti", "scores").stdout
    assert len(own.columns) == 1
    for said in ("3 nilai dikirim, 3 sudah sama", "0 nilai dikirim, 6 sudah sama"):
        assert said in run_course(root, "lti", "scores", "--tests").stdout
    assert [one.get("resourceId") for one in own.columns.values()] == [None, "pretest"]
    assert own.scores["2", "101"]["scoreGiven"] == pytest.approx(
        share(root, "U01", "pretest") * own.columns["2"]["scoreMaximum"]
    )


def test_what_a_platform_does_not_allow_or_does_not_answer_is_said(graded: Graded) -> None:
    root, own = graded
    own.columns.clear()
    assert "orangnya tidak ada lagi" in run_course(root, "lti", "scores").stdout
    path = Places(root).platforms
    path.write_text(
        path.read_text("utf-8").replace(f"{own.address}izin", "http://127.0.0.1:9/"), "utf-8"
    )
    assert "tidak menjawab" in run_course(root, "lti", "scores").stdout
    path.write_text(f"{path.read_text('utf-8')}\nwarna = 'biru'\n", "utf-8")
    done = run_course(root, "lti", "scores")
    assert done.returncode == 2
    assert "platforms.toml: [moodle] warna: tidak dikenal" in done.stderr
