"""A participant's evening in a real JupyterLab, from run all to a score in the gradebook."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import run_course
from jupyter_desk import desktop, exercise, run_all, saved, shoot
from playwright.sync_api import Page, expect
from receiving import Service
from windows import Windows

from course.exercises.line import ARRIVED
from course.gradebook.scores import read_scores

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("jupyter")]
STATUS = "Keripik pisang Mawar isi 100 gram, cuma Rp15.000 ya Bu.\nSisa 20 hari ini, yuk chat."


def desk(root: Path, name: str) -> Path:
    """Return a folder copied from ``release/``, as a participant gets it."""
    return Path(shutil.copytree(root / "release" / "pretest", root / name / "pretest"))


def test_answer_come_back_on_a_phone_hand_in_and_be_graded(
    lab: tuple[Path, str], screens: Windows, small_class: Path
) -> None:
    """On a laptop in JupyterLab, then on a phone in Notebook 7, where the answers stand."""
    root, address = lab
    folder = desk(root, "meja")
    service = Service(small_class, "https://kelas.example/")
    with desktop(screens, 1280, 800) as page:
        page.goto(f"{address}/lab/tree/meja/pretest/pretest.ipynb?reset")
        run_all(page)
        answer_one_of_each_kind(page, service.url)
        check_the_file(folder)
    service.filed("U08", "pretest")
    assert any('"1,5"' in path.read_text("utf-8") for path in service.kept("U08", "pretest"))
    service.stop()
    with desktop(screens, 360, 740) as page:
        page.goto(f"{address}/notebooks/meja/pretest/pretest.ipynb")
        run_all(page)
        see_the_answers_again(page)
        see_that_it_fits(page, folder)
    hand_in_and_be_graded(root, folder)


def answer_one_of_each_kind(page: Page, receive: str) -> None:
    code = exercise(page, "kode peserta Ibu/Bapak")
    code.get_by_label("Kode peserta").fill(f"https://kelas.example/#p=U08&t=x5ja&r={receive}")
    code.get_by_label("Kode peserta").blur()
    saved(code)
    expect(code.get_by_label("Kode peserta")).to_have_value("U08")
    goal = exercise(page, "Apa tujuan utama")
    goal.get_by_label("Menemukan dan melayani pembeli").check()
    saved(goal)
    shoot(page, "lab-1280")
    percent = exercise(page, "Berapa persen yang menekan")
    percent.get_by_role("textbox").press_sequentially("1,5")
    saved(percent)
    gone = exercise(page, "hilang sendiri setelah 24 jam")
    gone.get_by_label("Status WhatsApp").check()
    gone.get_by_label("Story Instagram").check()
    saved(gone)
    order = exercise(page, "Pembeli biasanya melewati")
    for step in ("Melihat produk", "Tertarik dan", "Bertanya", "Membayar", "Memesan lagi"):
        order.get_by_role("button", name=step).click()
    saved(order)
    write_and_rate(page)


def write_and_rate(page: Page) -> None:
    status = exercise(page, "Tulis satu Status WhatsApp")
    status.get_by_role("textbox").fill(STATUS)
    status.get_by_role("textbox").blur()
    status.get_by_label("Saya dibantu").check()
    saved(status)
    post = exercise(page, "Foto mana yang paling baik")
    post.get_by_label("Foto C").check()
    post.get_by_label("Hashtag").fill("#nasibowl #kulinermalang")
    post.get_by_label("Hashtag").blur()
    saved(post)
    sure = exercise(page, "Seberapa yakin Ibu/Bapak")
    first = sure.get_by_role("group", name="membuat akun usaha")
    first.get_by_label("Setuju", exact=True).check()
    saved(sure)
    expect(sure.locator(".cx-sent")).to_have_text(ARRIVED)
    shoot(page, "lab-1280-sent")


def check_the_file(desk: Path) -> None:
    on_disk = json.loads((desk / "answers.json").read_text("utf-8"))
    assert on_disk["participant"] == "U08"
    values = {key: entry["value"] for key, entry in on_disk["answers"].items()}
    assert values["tujuan"] == {"jawaban": "temukan"}
    assert values["persen-klik"] == {"persen": "1,5"}
    assert values["hilang-24-jam"] == {"jawaban": ["status", "story"]}
    assert values["perjalanan"] == {"urutan": ["lihat", "tertarik", "tanya", "bayar", "ulang"]}
    assert values["posting-instagram"] == {"foto": "c", "tagar": "#nasibowl #kulinermalang"}
    assert values["sikap-yakin"] == {"akun": 4}
    assert on_disk["answers"]["status-wa"]["helped"] is True


def see_the_answers_again(page: Page) -> None:
    goal = exercise(page, "Apa tujuan utama")
    expect(goal.get_by_label("Menemukan dan melayani pembeli")).to_be_checked()
    saved(goal)
    expect(goal.locator(".cx-sent")).to_have_text(ARRIVED)
    code = exercise(page, "kode peserta Ibu/Bapak")
    expect(code.get_by_label("Kode peserta")).to_have_value("U08")
    expect(exercise(page, "Berapa persen yang").get_by_role("textbox")).to_have_value("1,5")
    status = exercise(page, "Tulis satu Status WhatsApp")
    expect(status.get_by_role("textbox")).to_have_value(STATUS)
    expect(status.get_by_label("Saya dibantu")).to_be_checked()


def hand_in_and_be_graded(root: Path, desk: Path) -> None:
    """The folder goes into the inbox as it is; U08, who had not taken the test, is graded."""
    for room in ("submitted", "kelas/inbox/kept"):
        shutil.rmtree(root / room / "U08")
    shutil.copytree(desk.parent, root / "kelas" / "inbox" / "dari U08")
    collected = run_course(root, "collect")
    assert collected.returncode == 0, collected.stdout + collected.stderr
    assert "1 berkas jawaban diterima" in collected.stdout
    assert run_course(root, "grade", "pretest").returncode == 0
    rows = read_scores(root).query("participant == 'U08' and lesson == 'pretest'")
    scores = rows.set_index("cell")["score"].to_dict()
    for cell in ("P1-tujuan", "P1-persen", "P1-perjalanan", "P2-24-jam"):
        assert scores[cell] == 1, cell
    assert (scores["K2-status-wa"], scores["S1-akun"], scores["P2-katalog"]) == (7, 4, 0)


def value_of(folder: Path, exercise: str) -> dict:
    return json.loads((folder / "answers.json").read_text("utf-8"))["answers"][exercise]["value"]


def see_that_it_fits(page: Page, folder: Path) -> None:
    goal = exercise(page, "Apa tujuan utama")
    shoot(page, "notebook-360")
    box = goal.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 361
    for words, key in (("Saya belum tahu", "tidak-tahu"), ("Menemukan dan", "temukan")):
        goal.get_by_label(words).check()
        saved(goal)
        for _ in range(100):
            if value_of(folder, "tujuan") == {"jawaban": key}:
                break
            page.wait_for_timeout(100)
        assert value_of(folder, "tujuan") == {"jawaban": key}
    shoot(page, "notebook-360-saved")
