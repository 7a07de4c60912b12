"""A class from an empty folder to the evaluation, its backup and back, without a terminal."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from desk_server import serve
from messages_out import encode
from playwright.sync_api import Locator, Page, expect
from windows import Windows

from course import read_scores
from course.files import Places
from course.people.program import class_id
from course.people.roster import course_roster

pytestmark = [pytest.mark.browser, pytest.mark.path]
# As Excel saves it on an Indonesian Windows: a mark before, semicolons, days first, and a telephone
# number that Excel took for a large one.
LIST = (
    "\N{BYTE ORDER MARK}Kode;Nama Lengkap;No. HP;Tanggal setuju;Pendamping;Dibantu\r\n"
    "U01;Bu Buatan Satu;081200000001;{day};MH01;tidak\r\n"
    "U02;Pak Buatan Dua;8,12E+10;{day};MH01;tidak\r\n"
    "U03;Bu Buatan Tiga;81200000003;{day};MH02;ya\r\n"
)
MENTORS = "mentor;whatsapp\r\nMH01;081200000011\r\nMH02;081200000012\r\n"
TODAY = dt.datetime.now().astimezone()


class Hand:
    """Presses buttons, and counts the presses."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, name: str, said: str = "", within: str = "body") -> None:
        """Press a button and wait until its work says ``said``."""
        self.presses += 1
        button = self.page.locator(within).get_by_role("button", name=name).first
        expect(button).to_be_enabled()
        if button.evaluate("e => Boolean(e.closest('main'))"):
            # What the last work said must not pass for what this one says. A button in the news
            # itself may just be drawn anew, and is then nowhere.
            self.page.evaluate("document.querySelector('#news')?.replaceChildren()")
        button.click()
        if said:
            self.heard(said)

    def heard(self, said: str) -> None:
        expect(self.page.locator("#news")).to_contain_text(said)
        expect(self.page.locator("#news h2")).not_to_contain_text("…")

    def open(self, name: str) -> None:
        """Follow a link of the desk's head."""
        self.follow(self.page.get_by_role("navigation", name="Halaman"), name)

    def follow(self, within: Locator, name: str) -> None:
        """Follow a link to a page, or to a part of it, and wait until it is there."""
        self.presses += 1
        link = within.get_by_role("link", name=name, exact=True)
        link.click()
        expect(link).to_have_attribute("aria-current", "page")
        self.page.wait_for_load_state()

    def give(self, label: str, name: str, data: bytes) -> None:
        """Choose a file where the page asks for one."""
        self.presses += 1
        kind = "application/octet-stream"
        self.page.get_by_label(label).set_input_files(
            {"name": name, "mimeType": kind, "buffer": data}
        )


LIKE = {"U01": "U01", "U02": "U07", "U03": "U08"}
"""Whose answers in the small class each of the three gives."""


def sent(small: Path, root: Path, code: str, lesson: str, day: dt.datetime) -> list[str]:
    """Return the messages with which ``code`` sends what somebody of the small class answered."""
    path = small / "submitted" / LIKE[code] / lesson / "answers.json"
    answers: dict[str, Any] = json.loads(path.read_text("utf-8"))
    answers |= {"token": course_roster(root)[code].token, "class": class_id(root)}
    answers |= {"participant": code, "by": code}
    for number, entry in enumerate(answers["answers"].values()):
        entry["at"] = (day + dt.timedelta(minutes=number)).isoformat(timespec="seconds")
    return encode(answers, lesson, day)


def chat(small: Path, root: Path, before: dt.datetime, after: dt.datetime) -> bytes:
    """Return a WhatsApp chat as a phone exports it, with both tests of three people."""
    lines = ["Pesan dan panggilan dienkripsi secara end-to-end."]
    for lesson, day in (("pretest", before), ("posttest", after)):
        for code in LIKE:
            for message in sent(small, root, code, lesson, day):
                moment = f"{day + dt.timedelta(hours=1):%d/%m/%y %H.%M}"
                lines.append(f"{moment} - Peserta {code}: {message}")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Chat WhatsApp dengan Kelas.txt", "\n".join(lines))
    return file.getvalue()


def set_dates(hand: Hand, page: Page) -> tuple[dt.datetime, dt.datetime]:
    """Let the class have begun a fortnight ago; return a moment in each test's days."""
    begun = TODAY.date() - dt.timedelta(days=14)
    hand.follow(page.get_by_role("navigation", name="Daftar"), "Data kelas")
    page.get_by_label("Hari pertama").fill(begun.isoformat())
    hand.press("Simpan data kelas", "Data kelas disimpan.")
    fields = {name: page.locator(f"[name='test.{name}']") for name in
              ("0.opens", "0.closes", "1.opens", "1.closes")}  # fmt: skip
    days = (begun, begun + dt.timedelta(days=3), TODAY.date() - dt.timedelta(days=1), TODAY.date())
    for field, day in zip(fields.values(), days, strict=True):
        field.fill(day.isoformat())
    hand.press("Simpan data kelas", "Data kelas disimpan.")
    middle = dt.datetime.combine(begun + dt.timedelta(days=1), dt.time(9)).astimezone()
    return middle, dt.datetime.combine(days[2], dt.time(9)).astimezone()


def test_from_an_empty_folder_to_the_evaluation_and_back(
    screens: Windows, small: Path, tmp_path: Path
) -> None:
    here = tmp_path / "Dokumen"
    here.mkdir()
    (tmp_path / "home").mkdir()
    with (
        serve(here, tmp_path / "home", tmp_path / "log") as desk,
        screens.one(viewport={"width": 1280, "height": 800}, locale="id-ID") as page,
    ):
        page.goto(f"http://127.0.0.1:{desk.port}/kelas?token={desk.token}")
        page.get_by_label("Nama kelas").fill("PKM Uji 2027")
        hand = Hand(page)
        hand.press("Buat kelas", within=".press >> nth=0")
        expect(page.get_by_role("heading", level=1)).to_have_text("PKM Uji 2027")
        root = here / "PKM Uji 2027"
        the_list(hand, page)
        before, after = set_dates(hand, page)
        hand.open("Pelajaran")
        for box in page.get_by_role("checkbox").all():
            box.set_checked(box.get_attribute("name") in {"rilis-pretest", "rilis-posttest"})
        hand.press("Rilis yang dipilih", "2 pelajaran sudah dirilis.")
        hand.open("Undangan")
        page.get_by_label("Alamat situs").fill("https://pkm-uji.example.id")
        hand.press("Buat undangan", "undangan")
        hand.open("Kiriman")
        hand.presses += 1
        name, data = "Chat WhatsApp.zip", chat(small, root, before, after)
        page.locator("input[name=berkas]").set_input_files(
            {"name": name, "mimeType": "application/zip", "buffer": data}
        )
        hand.heard("6 ")
        the_marks(hand, page, root)
        hand.open("Hasil")
        hand.press("Buat laporan kelas", "laporan sudah dibuat")
        assert "Evaluasi kelas:" not in page.locator("#news").inner_text()
        hand.press("Buat sertifikat", "sertifikat dibuat")
        report = Places(root).reports / "evaluation.html"
        assert "PKM" in report.read_text("utf-8") or report.stat().st_size > 50_000
        with page.expect_popup() as opened:
            page.get_by_role("link", name="Buka halaman").first.click()
        expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
        opened.value.close()
        there_and_back(hand, page, root, here)
        assert hand.presses <= 30
        assert [e for e in page.errors if "409" not in e] == []
    said = (tmp_path / "log").read_text("utf-8")
    assert "Buatan" not in said
    # Four letters may stand by chance in the server's own token.
    words = set(re.findall(r"\w+", said))
    assert words.isdisjoint(person.token for person in course_roster(root).values())


def the_list(hand: Hand, page: Page) -> None:
    """Drop the lists as Excel saved them; mend what they say is wrong."""
    hand.open("Peserta")
    parts = page.get_by_role("navigation", name="Daftar")
    hand.follow(parts, "Pendamping")
    hand.give("Berkas Excel atau CSV", "pendamping.csv", MENTORS.encode())
    hand.press("Ya, simpan", "Ditambahkan 2")
    hand.follow(parts, "Peserta")
    day = (TODAY - dt.timedelta(days=15)).strftime("%d/%m/%Y")
    hand.give("Berkas Excel atau CSV", "peserta.csv", LIST.format(day=day).encode())
    hand.press("Ya, simpan", "Ditambahkan 3")
    # The number that Excel has spoilt is said at its cell, and mended there.
    cell = page.locator("input[aria-invalid=true]").first
    expect(cell).to_have_value("8,12E+10")
    cell.fill("081200000002")
    hand.press("Simpan", "Diubah 1")
    expect(page.locator("input[aria-invalid=true]")).to_have_count(0)


def the_marks(hand: Hand, page: Page, root: Path) -> None:
    """Grade, and give one answer points by hand."""
    hand.open("Nilai")
    hand.press("Nilai jawaban", "6 jawaban dinilai")
    page.get_by_label("Peserta").select_option("U02")
    page.get_by_label("Pelajaran").select_option("posttest")
    hand.press("Lihat")
    page.get_by_text("Semua bagian pelajaran ini").click()
    page.get_by_role("link", name="K2-status-wa").click()
    hand.presses += 2
    page.get_by_label(re.compile("Nilai dari Ibu/Bapak")).fill("3,5")
    hand.press("Simpan", "menjadi 3,5")
    scores = read_scores(root)
    one = scores[(scores["participant"] == "U02") & (scores["lesson"] == "posttest")]
    assert one.set_index("cell")["score"]["K2-status-wa"] == 3.5


def there_and_back(hand: Hand, page: Page, root: Path, here: Path) -> None:
    """Back the class up and bring it back beside itself, with equal scores."""
    hand.open("Cadangan")
    hand.press("Buat cadangan", "Cadangan sudah dibuat")
    hand.press("Jadi kelas baru", "Kelas sudah dipulihkan.")
    (other,) = [path for path in here.iterdir() if path.is_dir() and path != root]
    columns = ["participant", "lesson", "cell", "score"]
    was, now = (read_scores(one)[columns] for one in (root, other))
    assert was.sort_values(columns[:3]).to_dict("list") == now.sort_values(columns[:3]).to_dict(
        "list"
    )
    page.get_by_role("link", name="Semua kelas").click()
    expect(page.locator(".cards .card")).to_have_count(2)
