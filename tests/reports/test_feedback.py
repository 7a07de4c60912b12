"""What comes back: the formgrader for the grader, the page for the participant; no key in either."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import hidden_lines, run_course
from jupyter_desk import desktop, shoot
from nbgrader.converters import GenerateFeedback
from playwright.sync_api import Page, expect
from windows import Windows

from course import lessons
from course.gradebook.scores import read_scores
from course.gradebook.settings import convert, settings


def page_of(root: Path, participant: str, lesson: str = "pretest") -> str:
    return (root / "feedback" / participant / lesson / f"{lesson}.html").read_text("utf-8")


def keep_some(root: Path) -> int:
    """Leave all results of the pretest and one of every other lesson; return how many."""
    for lesson in set(lessons.graded_names(root)) - {"pretest"}:
        done = sorted((root / "autograded").glob(f"*/{lesson}"))
        kept = root / "autograded" / "U07" / lesson
        for folder in set(done) - ({kept} & set(done) or set(done[:1])):
            shutil.rmtree(folder)
    return len(list(root.glob("autograded/*/*")))


@pytest.mark.browser
def test_every_participant_gets_a_page_without_code_or_keys(
    demo_copy: Path, screens: Windows
) -> None:
    count = keep_some(demo_copy)
    for lesson in {path.name for path in demo_copy.glob("autograded/*/*")}:
        assert convert(GenerateFeedback, settings(demo_copy), lesson, "*") == []
    pages = list(demo_copy.glob("feedback/*/*/*.html"))
    assert len(pages) == count >= 10
    secrets = [line for name in lessons.names(demo_copy) for line in hidden_lines(demo_copy, name)]
    assert len(secrets) > 50
    for path in pages:
        text = path.read_text("utf-8")
        assert not [line for line in secrets if line in text], path
        for word in ("HIDDEN TESTS", "read_answer", "criteria(", "guard=", "<script"):
            assert word not in text
    text = page_of(demo_copy, "U04")
    for words in (
        "Langkah berikutnya",
        "Ready sambal bawang Kenanga. Minat? inbox ya kak",
        "harga ada dan benar: belum",
        "menyebut produk: sudah",
        "Nilai: 4 dari 7",
        "Ini pendapat Ibu/Bapak, tidak dinilai",
    ):
        assert words in text, words
    assert "ditulis untuk pembaca: belum" in page_of(demo_copy, "U06")
    photo = demo_copy / "feedback" / "U07" / "m3-foto-katalog" / "m3-foto-katalog.html"
    assert "<img" in photo.read_text("utf-8")
    with desktop(screens, 360, 740) as page:
        page.goto(photo.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
@pytest.mark.xdist_group("jupyter")
def test_a_grader_s_score_and_comment_stand_after_grading_again(
    lab: tuple[Path, str], screens: Windows, nbgrader
) -> None:
    root, address = lab
    with desktop(screens, 1280, 900) as page:
        grade_by_hand(page, address, root)
    done = run_course(root, "grade", "pretest", "--force")
    assert done.returncode == 0, done.stderr
    rows = read_scores(root).query("participant == 'U04' and lesson == 'pretest'")
    assert rows.set_index("cell").loc["K2-status-wa", "score"] == 5.5
    assert nbgrader(root, "generate_feedback", "pretest").returncode == 0
    text = page_of(root, "U04")
    assert "Nilai: 5,5 dari 7" in text
    assert "Sudah ramah, Bu. Tambahkan harga ya." in text


def grade_by_hand(page: Page, address: str, root: Path) -> None:
    """Open U04's pretest in the formgrader, give 5.5 points for the Status and a comment."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "kelas-umkm") as gradebook:
        submission = gradebook.find_submission_notebook("pretest", "pretest", "U04").id
    page.goto(f"{address}/formgrader/submissions/{submission}/")
    expect(page.get_by_role("cell", name="menyebut produk", exact=True)).to_be_visible()
    expect(page.get_by_text("Minat? inbox ya kak")).to_be_visible()
    assert page.get_by_text("mentions(answer.status").count() == 0
    score = page.locator("input#K2-status-wa")
    score.scroll_into_view_if_needed()
    expect(score).to_have_attribute("placeholder", "4")  # the automatic score has been loaded
    shoot(page, "formgrader")
    with page.expect_response(lambda answer: answer.request.method == "PUT") as kept:
        score.fill("5.5")
        score.press("Tab")
    assert kept.value.ok
    comment = page.locator("textarea#catatan-comment")
    with page.expect_response(lambda answer: answer.request.method == "PUT") as kept:
        comment.fill("Sudah ramah, Bu. Tambahkan harga ya.")
        comment.blur()
    assert kept.value.ok
    expect(page.locator("#statusmessage")).not_to_contain_text("error")
