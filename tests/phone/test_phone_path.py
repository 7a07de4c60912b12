"""From the phone to the gradebook: tapped on the page, sent as a message, found in a chat."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import new_course, run_course
from phone_desk import phone, serving, wait_for_worker
from playwright.sync_api import Error, Page, expect

from course.exercises.answers import read_answers
from course.gradebook.scores import read_scores
from course.lessons.release import release
from course.phone.pictures import digest
from course.phone.site import build_site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("phone")]
INVITED = "#p=U07&t=p6vw&m=620000000004&k=Kelas+Contoh"
STATUS = "Rempeyek kacang renyah, 1 bungkus Rp18.000. Mau pesan? Chat saya ya Bu 🙏"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_course(tmp_path_factory.mktemp("phone-path") / "kelas")
    release(root, ["pretest"])
    build_site(root)
    (root / "kelas" / "roster.csv").write_bytes((root / "examples" / "roster.csv").read_bytes())
    return root


def saved(page: Page) -> None:
    expect(page.locator(".is-current .cx-status")).to_contain_text("Tersimpan pukul")


def join(page: Page, address: str) -> None:
    page.goto(f"{address}index.html{INVITED}")
    expect(page.locator("body")).to_contain_text("U07")


def go(page: Page, address: str, step: str) -> None:
    page.goto(f"{address}pretest.html#{step}")
    page.locator(f"#{step}.is-current").wait_for()


def messages(page: Page) -> list[str]:
    """Read the messages the page would open WhatsApp with, one after the other."""
    links = page.get_by_role("link", name="Kirim")
    links.first.wait_for()
    hrefs = [link.get_attribute("href") or "" for link in links.all()]
    sent = [href for href in hrefs if "wa.me" in href]
    assert all(urlsplit(href).path == "/620000000004" for href in sent)
    return [parse_qs(urlsplit(href).query)["text"][0] for href in sent]


def a_chat_around(texts: list[str]) -> str:
    """What Android in Indonesian exports: other talk, system lines, the messages between."""
    lines = [
        "02/11/26 18.59 - Pesan dan panggilan dienkripsi secara end-to-end.",
        "02/11/26 19.00 - Mentor: Bu, tes awalnya sudah bisa dibuka?",
        "02/11/26 19.02 - Ibu Contoh: <Media tidak disertakan>",
        *(f"02/11/26 19.1{n} - Ibu Contoh: {text}" for n, text in enumerate(texts)),
        "02/11/26 19.20 - Ibu Contoh: Pesan ini dihapus",
        "02/11/26 19.21 - Mentor: Sudah masuk Bu, terima kasih 🙏",
    ]
    return "\r\n".join(lines)


def answer_two(page: Page, address: str) -> None:
    go(page, address, "s11")
    page.get_by_label("Menemukan dan melayani pembeli").check()
    saved(page)
    go(page, address, "s13")
    page.locator(".is-current").get_by_role("textbox").fill("1,5")
    page.locator(".is-current").get_by_role("textbox").blur()
    saved(page)


def test_tapped_answers_arrive_in_the_gradebook_through_a_chat(root: Path, tmp_path: Path) -> None:
    with serving(root / "kelas" / "site") as address, phone(tmp_path / "phone") as page:
        join(page, address)
        assert "#" not in page.url or "t=p6vw" not in page.url
        page.goto(f"{address}pretest.html")
        answer_two(page, address)
        go(page, address, "kirim")
        texts = messages(page)
    with zipfile.ZipFile(
        root / "kelas" / "inbox" / "Chat WhatsApp dengan Ibu Contoh.zip", "w"
    ) as chat:
        chat.writestr("Chat WhatsApp dengan Ibu Contoh.txt", a_chat_around(texts))
        chat.writestr("IMG-20261102-WA0001.jpg", b"\xff\xd8\xff liburan")
    collected = run_course(root, "collect")
    assert "1 berkas jawaban diterima" in collected.stdout, collected.stdout
    answers = read_answers(root / "submitted/U07/pretest/answers.json").answers
    assert (answers.participant, answers.token) == ("U07", "p6vw")
    assert answers.answers["tujuan"].value == {"jawaban": "temukan"}
    assert answers.answers["persen-klik"].value == {"persen": "1,5"}
    assert run_course(root, "grade").returncode == 0
    scores = read_scores(root).set_index("cell")["score"]
    assert (scores["P1-tujuan"], scores["P1-persen"]) == (1, 1)
    assert scores.drop(["P1-tujuan", "P1-persen"]).sum() == 0
    again = run_course(root, "collect")
    assert "0 berkas jawaban diterima, 1 sudah" in again.stdout, again.stdout


def visits_until_kept(profile: Path, address: str, revision: str) -> None:
    """Visit until the phone keeps that revision of the page: a visit may still show the old one.

    A busy browser may put off looking for a new worker to the next time it is opened.
    """
    for last in (False, False, True):
        with phone(profile) as page:
            page.goto(address)
            try:
                wait_for_worker(page, kept=f"?r={revision}")
            except Error:
                if last:
                    raise
            else:
                return


def test_no_line_at_all_and_a_rebuilt_lesson(root: Path, tmp_path: Path) -> None:
    """The server dies, the browser is closed, the lesson is rebuilt: nothing answered is lost."""
    profile = tmp_path / "phone"
    with serving(root / "kelas" / "site") as address, phone(profile) as page:
        join(page, address)
        go(page, address, "s2")
        expect(page.locator("#kept")).to_be_visible()
    with phone(profile) as page:  # nobody serves the address any more
        answer_two(page, address)
        go(page, address, "s11")
        expect(page.get_by_label("Menemukan dan melayani pembeli")).to_be_checked()
    with phone(profile) as page:
        go(page, address, "s11")
        expect(page.get_by_label("Menemukan dan melayani pembeli")).to_be_checked()
        go(page, address, "kirim")
        assert len(messages(page)) == 1
        with page.expect_download() as download:
            page.get_by_role("link", name="Simpan file").click()
        download.value.save_as(tmp_path / "berkas.txt")
    text = (tmp_path / "berkas.txt").read_text("utf-8")
    assert json.loads(text[text.find("{") :])["answers"]["tujuan"]["value"] == {
        "jawaban": "temukan"
    }
    page_file = root / "kelas" / "site" / "pretest.html"
    before = page_file.read_text("utf-8")
    source = root / "release" / "pretest" / "pretest.ipynb"
    source.chmod(0o644)
    source.write_text(source.read_text("utf-8").replace("Ini bukan ujian.", "Bukan ujian, ya."))
    build_site(root)
    assert page_file.read_text("utf-8") != before
    port = int(urlsplit(address).port or 0)
    with serving(root / "kelas" / "site", port) as same:
        assert same == address
        visits_until_kept(profile, f"{address}pretest.html", digest(page_file.read_bytes()))
        with phone(profile) as page:
            go(page, address, "s1")
            expect(page.locator("#s1")).to_contain_text("Bukan ujian, ya.")
            go(page, address, "s11")
            expect(page.get_by_label("Menemukan dan melayani pembeli")).to_be_checked()
