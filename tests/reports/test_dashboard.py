"""The dashboard in JupyterLab, in Chromium, while answers drop into the inbox."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY, new_course, run_course
from jupyter_desk import desktop, idle, shoot
from playwright.sync_api import expect
from windows import Windows

from course.evaluation.distribution import items
from course.privacy.identity import find_person
from course.reports.dashboard import draw, in_words, who_sent

INBOX = REPOSITORY / "examples" / "inbox"


@pytest.fixture
def waiting(lab: tuple[Path, str]) -> Path:
    """A course with two lessons released, all ten in the roster, before anybody has sent anything."""
    root = new_course(lab[0] / "menunggu")
    shutil.copytree(lab[0] / "release", root / "release", dirs_exist_ok=True)
    shutil.copy(root / "examples" / "roster.csv", root / "kelas")
    return root


def drop(root: Path, *codes: str) -> None:
    for code in codes:
        (path,) = INBOX.glob(f"pretest_{code}_*[0-9].txt")
        shutil.copy(path, root / "kelas" / "inbox")


@pytest.mark.browser
@pytest.mark.xdist_group("jupyter")
def test_it_follows_the_inbox(waiting: Path, lab: tuple[Path, str], screens: Windows) -> None:
    assert run_course(waiting, "dashboard", "--no-browser").returncode == 0
    with desktop(screens, 1366, 900) as page:
        page.goto(f"{lab[1]}/lab/tree/menunggu/dasbor.ipynb?reset")
        page.locator(".jp-Notebook").wait_for()
        idle(page)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.get_by_label("Pelajaran:").select_option("pretest")
        head, note = page.locator(".kd-head"), page.locator(".kd-note")
        expect(head).to_have_text("0 dari 10 sudah mengirim pretest")
        page.get_by_label("Soal:").select_option("9. Apa tujuan utama pemasaran digital?")
        drop(waiting, "U01", "U03", "U07")
        expect(head).to_have_text("3 dari 10 sudah mengirim pretest")
        expect(page.locator(".kd-codes .sent")).to_have_text(["U01 ✓", "U03 ✓", "U07 ✓"])
        picture = page.locator(".jp-OutputArea img")
        expect(picture).to_have_attribute(
            "alt",
            "Pilih satu (bentuk A): Baru 2 jawaban; ditampilkan mulai 5 jawaban.; "
            "Pilih satu (bentuk B): Baru 1 jawaban; ditampilkan mulai 5 jawaban.",
        )
        drop(waiting, "U05", "U06", "U08", "U09")  # five of form A
        (waiting / "kelas" / "inbox" / "catatan.txt").write_text("beli telur, gula, pepaya")
        expect(head).to_have_text("7 dari 10 sudah mengirim pretest")
        drawn = r"^Pilih satu \(bentuk A\): Menambah pengikut .*; Pilih satu \(bentuk B\): Baru 2 jawaban"
        expect(picture).to_have_attribute("alt", re.compile(drawn))
        expect(note).to_contain_text("1 kiriman perlu diperiksa")
        shoot(page, "dashboard-1366")
        screen = page.locator(".jp-OutputArea").inner_text()
    own = find_person(waiting, "U07").texts | find_person(waiting, "U05").texts
    assert len(own) > 3
    assert not [text for text in own if text in screen]
    assert (waiting / "submitted" / "U08" / "pretest" / "answers.json").is_file()


def test_few_answers_and_texts_are_never_drawn(demo: tuple[Path, str]) -> None:
    root, three = demo[0], ["U03", "U06", "U08"]
    few = next(item for item in items(root, "posttest", three))
    assert few.hidden
    assert in_words(few) == "Baru 3 jawaban; ditampilkan mulai 5 jawaban."
    text = next(item for item in items(root, "pretest") if item.exercise == "status-wa")
    assert text.counts == ()
    assert "tidak ditampilkan" in in_words(text)
    assert not list(draw([few, text]).axes[1].patches)


def test_without_a_roster_the_codes_come_from_the_answers(demo_copy: Path) -> None:
    (demo_copy / "kelas" / "roster.csv").unlink()
    assert who_sent(demo_copy, "posttest").codes == who_sent(demo_copy, "posttest").codes
    assert "U09" not in who_sent(demo_copy, "posttest").codes
