"""A participant's evening in a real JupyterLab, from run all to a score in the gradebook."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import run_course
from playwright.sync_api import Locator, Page, expect, sync_playwright

from course.gradebook import read_scores

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SHOTS = os.environ.get("SCREENSHOTS")


@pytest.fixture
def desk(demo: tuple[Path, str], tmp_path: Path) -> Path:
    """A folder copied from ``release/``, as a participant gets it."""
    folder = tmp_path / "meja" / "pretest"
    shutil.copytree(demo[0] / "release" / "pretest", folder)
    return folder


@pytest.fixture
def lab(desk: Path, tmp_path: Path) -> Iterator[str]:
    """A JupyterLab server on the desk; yields its address."""
    home = tmp_path / "home"
    port = 18_000 + os.getpid() % 1_000
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
         "--ServerApp.port_retries=0", "--IdentityProvider.token=", f"--notebook-dir={desk.parent}"],
        env={**os.environ, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(address: str) -> None:
    for _ in range(240):
        try:
            with urlopen(f"{address}/api", timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError(address)


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(60_000)
        yield page
        browser.close()


def run_all(page: Page) -> None:
    page.locator(".jp-Notebook").wait_for()
    idle(page)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    # Run all ends at the foot of the notebook.
    page.get_by_role("heading", name="Selesai").wait_for()
    idle(page)


def idle(page: Page) -> None:
    page.wait_for_timeout(1_500)
    status = page.locator(".jp-Notebook-ExecutionIndicator")
    expect(status).to_have_attribute("data-status", "idle", timeout=60_000)


def exercise(page: Page, words: str) -> Locator:
    """Scroll from the top to the exercise, as a person does: what is far off screen is not drawn."""
    form = page.locator(".course-exercise").filter(has_text=words)
    panel = page.locator(".jp-WindowedPanel-outer").first
    panel.evaluate("e => e.scrollTo(0, 0)")
    for _ in range(60):
        page.wait_for_timeout(150)
        if form.count() and form.first.is_visible():
            form.scroll_into_view_if_needed()
            return form
        panel.evaluate("e => e.scrollBy(0, 500)")
    raise AssertionError(f"no exercise {words!r} in the notebook")


def saved(form: Locator) -> None:
    expect(form.locator(".cx-status")).to_contain_text("Tersimpan pukul", timeout=30_000)


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")


def answer_one_of_each_kind(page: Page) -> None:
    code = exercise(page, "kode peserta Ibu/Bapak")
    code.get_by_label("Kode peserta").fill("u09")
    code.get_by_label("Kode peserta").blur()
    saved(code)
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
    status = exercise(page, "Tulis satu Status WhatsApp")
    status.get_by_role("textbox").fill(
        "Keripik pisang Mawar isi 100 gram, cuma Rp15.000 ya Bu.\nSisa 20 hari ini, yuk chat."
    )
    status.get_by_role("textbox").blur()
    status.get_by_label("Saya dibantu").check()
    saved(status)
    post = exercise(page, "Foto mana yang paling baik")
    post.get_by_label("Foto C").check()
    post.get_by_label("Tagar").fill("#nasibowl #kulinermalang")
    post.get_by_label("Tagar").blur()
    saved(post)
    sure = exercise(page, "Seberapa yakin Ibu/Bapak")
    sure.get_by_role("group", name="membuat akun usaha").get_by_label("Setuju", exact=True).check()
    saved(sure)


def test_answer_reload_hand_in_and_be_graded(
    demo_copy: Path, desk: Path, lab: str, page: Page
) -> None:
    page.goto(f"{lab}/lab/tree/pretest/pretest.ipynb?reset")
    run_all(page)
    answer_one_of_each_kind(page)
    on_disk = json.loads((desk / "answers.json").read_text("utf-8"))
    assert on_disk["participant"] == "U09"
    values = {key: entry["value"] for key, entry in on_disk["answers"].items()}
    assert values["tujuan"] == {"jawaban": "temukan"}
    assert values["persen-klik"] == {"persen": "1,5"}
    assert values["hilang-24-jam"] == {"jawaban": ["status", "story"]}
    assert values["perjalanan"] == {"urutan": ["lihat", "tertarik", "tanya", "bayar", "ulang"]}
    assert values["posting-instagram"] == {"foto": "c", "tagar": "#nasibowl #kulinermalang"}
    assert values["sikap-yakin"] == {"akun": 4}
    assert on_disk["answers"]["status-wa"]["helped"] is True

    restart_and_see_the_answers_again(page)
    hand_in_and_compare(demo_copy, desk)


def restart_and_see_the_answers_again(page: Page) -> None:
    page.reload()
    page.locator(".jp-Notebook").wait_for()
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel and Run All Cells…").click()
    page.get_by_role("button", name="Confirm Kernel Restart").or_(
        page.get_by_role("button", name="Restart")
    ).last.click()
    page.get_by_role("heading", name="Selesai").wait_for()
    idle(page)
    goal = exercise(page, "Apa tujuan utama")
    expect(goal.get_by_label("Menemukan dan melayani pembeli")).to_be_checked()
    expect(exercise(page, "kode peserta Ibu/Bapak").get_by_label("Kode peserta")).to_have_value(
        "U09"
    )
    expect(exercise(page, "Berapa persen yang").get_by_role("textbox")).to_have_value("1,5")
    status = exercise(page, "Tulis satu Status WhatsApp")
    expect(status.get_by_role("textbox")).to_have_value(
        "Keripik pisang Mawar isi 100 gram, cuma Rp15.000 ya Bu.\nSisa 20 hari ini, yuk chat."
    )
    expect(status.get_by_label("Saya dibantu")).to_be_checked()
    saved(exercise(page, "Apa tujuan utama"))


def hand_in_and_compare(root: Path, desk: Path) -> None:
    """The folder goes into the inbox as it is; U09's older pretest gives way."""
    shutil.copytree(desk.parent, root / "inbox" / "dari U09")
    collected = run_course(root, "collect", "inbox")
    assert "1 berkas jawaban diterima" in collected.stdout, collected.stdout + collected.stderr
    assert run_course(root, "grade", "pretest").returncode == 0
    scores = (
        read_scores(root)
        .query("participant == 'U09' and lesson == 'pretest'")
        .set_index("cell")["score"]
    )
    assert scores[["P1-tujuan", "P1-persen", "P1-perjalanan", "P2-24-jam", "K2-status-wa", "S1-akun"]].tolist() == [
        1, 1, 1, 1, 7, 4,
    ]  # fmt: skip
    assert scores["P2-katalog"] == 0


def test_the_lesson_fits_a_phone_in_notebook_7(lab: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{lab}/notebooks/pretest/pretest.ipynb")
    page.locator(".jp-Notebook").wait_for()
    page.wait_for_timeout(4_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.get_by_role("heading", name="Selesai").wait_for()
    page.wait_for_timeout(4_000)
    goal = exercise(page, "Apa tujuan utama")
    shoot(page, "notebook-360")
    box = goal.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 361
    goal.get_by_label("Menemukan dan melayani pembeli").check()
    saved(goal)
    shoot(page, "notebook-360-saved")
