"""The pictures of the documentation, taken from the running product: ``make pictures``.

A development tool. It makes the example class (synthetic) in a folder of its own, runs it, opens the desk
and the phone pages in Chromium, and writes ``docs/pictures/``. Pictures are of 64 colours: flat
drawings of pages, so that the repository stays small.
"""

from __future__ import annotations

import io
import os
import tempfile
import threading
from pathlib import Path

from conftest import REPOSITORY, course_process
from desk_server import serve
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from windows import CHROMIUM, FLAGS

from course.files import Places
from course.people.classes import new_class
from course.phone.site import server

PICTURES = REPOSITORY / "docs" / "pictures"
PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}
DESK_PAGES = ("ini", "peserta", "pelajaran", "undangan", "kiriman", "nilai", "hasil", "cadangan")
SITE = "https://kelas.example.ac.id/"
ELSEWHERE = """(here) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    node.data = node.data.split(here).join("Dokumen");
  }
}"""
"""Shows a folder as a lecturer knows it: the one that this machine made means nothing to her."""


def kept(page: Page, name: str) -> None:
    """Take what the page shows now as ``docs/pictures/<name>.png``."""
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    few = shot.convert("RGB").quantize(
        64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    )
    few.save(PICTURES / f"{name}.png", optimize=True)


def take_desk(browser: Browser, root: Path, work: Path) -> None:
    """The desk's pages, of the class as it stands."""
    with serve(root, work / "home", work / "desk.log") as desk:
        page = browser.new_page(viewport=LAPTOP)
        page.goto(desk.url)
        for name in DESK_PAGES:
            page.goto(f"http://127.0.0.1:{desk.port}{desk.own}/{name}")
            page.wait_for_load_state("networkidle")
            kept(page, f"meja-{name}")
        page.goto(f"http://127.0.0.1:{desk.port}/kelas/?semua=ya")
        page.evaluate(ELSEWHERE, str(work))
        kept(page, "meja-kelas-saya")
        page.close()


def take_phone(browser: Browser, root: Path) -> None:
    """A participant's way: home, a lesson, an answer, the step that sends it."""
    host = server(Places(root).site, port=0)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{host.server_port}/"
    page = browser.new_page(viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True)
    page.goto(f"{site}#p=U07&t=abcd&k=Kelas+contoh&m=628120000000")
    page.wait_for_load_state("networkidle")
    kept(page, "hp-beranda")
    page.goto(f"{site}m2-akun-usaha.html#s1")
    page.wait_for_load_state("networkidle")
    kept(page, "hp-pelajaran")
    for step in range(2, 12):
        page.goto(f"{site}m2-akun-usaha.html#s{step}")
        if page.locator("textarea:visible").count():
            break
    area = page.locator("textarea:visible").first
    area.fill(
        "Halo Bu, terima kasih sudah chat. Kami jual keripik pisang cokelat. Mau pesan berapa bungkus?"
    )
    area.blur()
    page.wait_for_timeout(1_500)  # the saved mark, and the preview under the form
    page.locator(".cx-pv:visible").last.scroll_into_view_if_needed()
    kept(page, "hp-jawaban")
    page.goto(f"{site}m2-akun-usaha.html#kirim")
    page.wait_for_timeout(1_500)
    kept(page, "hp-kirim")
    page.close()
    host.shutdown()


def take_report(browser: Browser, root: Path) -> None:
    """The evaluation as lecturers read it, and a participant's own page."""
    for name, size, file in (
        ("laporan", LAPTOP, "evaluation.html"),
        ("laporan-peserta", PHONE, "participant-U01.html"),
    ):
        page = browser.new_page(viewport=size)
        page.goto((Places(root).reports / file).as_uri())
        kept(page, name)
        page.close()


def main() -> None:
    """Make the class, take the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        work = Path(folder)
        os.environ["JUPYTER_DATA_DIR"] = str(work / "data")  # whoever runs this keeps the own list
        root = new_class(work / "Kelas contoh", "Kelas contoh", example=True)
        for words in (
            ["demo"],
            ["site"],
            ["invite", "--site", SITE],
            ["report", "participant", "U01"],
        ):
            done = course_process(root, *words)
            if done.returncode:
                raise SystemExit(done.stderr)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        take_desk(browser, root, work)
        take_phone(browser, root)
        take_report(browser, root)
        browser.close()


if __name__ == "__main__":
    main()
