"""The tables and messages of the desk in a real browser: paste, save, mend, copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_server import Desk
from playwright.sync_api import Page, expect
from windows import Windows

from course.people.editing import read_grid
from course.people.lists import PARTICIPANTS, SPEAKERS

LAPTOP = {"width": 1280, "height": 720}
PASTE = """(input, text) => {
  const data = new DataTransfer(); data.setData("text/plain", text);
  input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
FROM_EXCEL = (
    "Nama Lengkap\tNo. HP\tTgl Persetujuan\tUsaha\r\n"
    'Bu Ani\t8,12E+10\t03/11/2026\t"keripik ""renyah""\nmanis"\r\n'
    "Pak Budi\t81200000002\tkemarin\t<b>batik</b>\r\n"
)


@pytest.fixture(autouse=True)
def lists(desk: Desk, tmp_path: Path) -> Iterator[None]:
    """Leave the class's lists as they were: other tests use the same desk."""
    before = Path(shutil.copytree(desk.root / "kelas", tmp_path / "kelas"))
    yield
    shutil.rmtree(desk.root / "kelas")
    shutil.copytree(before, desk.root / "kelas")


def told(page: Page, words: str) -> None:
    """Wait until a piece of work has said something."""
    expect(page.locator("#news")).to_contain_text(words)


def open_page(page: Page, desk: Desk, name: str) -> None:
    page.goto(desk.url)
    page.goto(f"http://127.0.0.1:{desk.port}{desk.own}/{name}")


def test_a_list_is_pasted_saved_and_mended(screens: Windows, desk: Desk) -> None:
    with screens.one(viewport=LAPTOP, locale="id-ID") as page:
        open_page(page, desk, "peserta")
        page.get_by_role("button", name="Tambah baris").click()
        page.get_by_label("Nama, baris 6").evaluate(PASTE, FROM_EXCEL)
        expect(page.get_by_role("status").filter(has_text="belum disimpan")).to_contain_text(
            "2 baris ditempel"
        )
        page.get_by_label("Usaha, baris 6").evaluate(PASTE, "a\tb\nc\td")
        page.get_by_role("button", name="Urungkan").click()
        assert page.get_by_label("Usaha, baris 6").input_value() == 'keripik "renyah" manis'
        page.get_by_role("button", name="Simpan", exact=True).click()
        told(page, "Kode yang dibuatkan: U09, U10.")
        rows = {row["participant"]: row for row in read_grid(desk.root, PARTICIPANTS).rows}
        assert rows["U10"]["business"] == "<b>batik</b>"
        assert rows["U09"]["whatsapp"] == "8,12E+10"
        # What is wrong is at its cell, and is read out there.
        cell = page.get_by_label("Tanggal setuju, baris 7")
        expect(cell).to_have_attribute("aria-invalid", "true")
        expect(cell).to_have_accessible_description(
            "Tanggal persetujuan 'kemarin' tidak terbaca. Tulis seperti 2 November 2026; sampai "
            "saat itu jawabannya tidak dinilai."
        )
        page.get_by_role("button", name="Ke sel berikutnya").click()
        page.keyboard.press("Tab")
        page.reload()
        expect(cell).to_have_value("kemarin")
        cell.fill("2026-11-03")
        cell.press("Enter")  # on to a new row, not away from the page
        page.get_by_role("button", name="Simpan", exact=True).click()
        told(page, "Diubah 1: U10.")
        expect(cell).not_to_have_attribute("aria-invalid", "true")
        assert page.errors == []


def test_who_answered_is_asked_for_and_nothing_typed_is_lost(screens: Windows, desk: Desk) -> None:
    with screens.one(viewport=LAPTOP, locale="id-ID") as page:
        open_page(page, desk, "peserta")
        page.get_by_label("Kota, baris 3").fill("Wlingi")
        page.get_by_role("button", name="Hapus baris 2", exact=True).click()
        page.get_by_role("button", name="Simpan", exact=True).click()
        told(page, "U01 sudah menjawab.")
        page.get_by_role("button", name="Tidak jadi").click()
        page.get_by_role("button", name="Urungkan").click()
        expect(page.get_by_label("Kota, baris 3")).to_have_value("Wlingi")
        page.get_by_role("button", name="Simpan", exact=True).click()
        told(page, "Diubah 1: U04.")
        rows = {row["participant"]: row for row in read_grid(desk.root, PARTICIPANTS).rows}
        assert (rows["U04"]["town"], "U01" in rows) == ("Wlingi", True)
        # A class's facts: what is wrong stands at its field, what was typed stays.
        open_page(page, desk, "peserta?daftar=kelas")
        page.get_by_label("Nama kelas").fill("Kelas Tegal")
        page.get_by_label("Tanda kelas").fill("Kelas Tegal")
        page.get_by_label("Hari pertama").fill("2026-10-26")
        page.get_by_label("Hari terakhir").fill("2026-11-22")
        page.get_by_role("button", name="Simpan data kelas").click()
        told(page, "Tanda kelas: harus huruf kecil")
        expect(page.get_by_label("Tanda kelas")).to_have_accessible_description(
            "Tanda kelas: harus huruf kecil, angka, dan tanda hubung, seperti m1-internet."
        )
        expect(page.get_by_label("Tanda kelas")).to_be_focused()
        page.get_by_label("Tanda kelas").fill("tegal-2026")
        page.get_by_role("button", name="Simpan data kelas").click()
        told(page, "Data kelas disimpan.")
        expect(page.get_by_label("Nama kelas")).to_have_value("Kelas Tegal")
        assert page.errors == []


def test_a_file_dropped_and_a_message_copied(screens: Windows, desk: Desk) -> None:
    with screens.one(viewport=LAPTOP, locale="id-ID") as page:
        open_page(page, desk, "peserta?daftar=narasumber")
        page.locator("input[type=file]").set_input_files(desk.root / "examples" / "speakers.csv")
        told(page, "Akan ditambahkan 2: NS01, NS02.")
        page.get_by_role("button", name="Ya, simpan").click()
        told(page, "Ditambahkan 2")
        expect(page.get_by_label("Kode, baris 3")).to_have_value("NS02")
        assert read_grid(desk.root, SPEAKERS).codes == ["NS01", "NS02"]
        open_page(page, desk, "undangan")
        page.get_by_label("Alamat situs").fill("kelas.contoh.ac.id")
        page.get_by_role("button", name="Buat undangan").click()
        told(page, "undangan sudah dibuat")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        button = page.get_by_role("button", name="Salin pesan untuk NS01")
        button.click()
        expect(page.get_by_role("button", name="Tersalin untuk NS01")).to_be_visible()
        expect(button).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("Halo")
        assert "https://kelas.contoh.ac.id/#p=NS01&t=" in copied
        page.goto(f"http://127.0.0.1:{desk.port}{desk.own}/baca/invitations/pesan.html")
        page.get_by_role("button", name="Salin pesan NS01").click()
        expect(
            page.get_by_role("button", name="Sudah disalin. Tempel di WhatsApp.")
        ).to_be_visible()
        open_page(page, desk, "undangan")
        assert "#p=NS01&t=" in page.evaluate("navigator.clipboard.readText()")
        page.get_by_role("button", name="Tampilkan QR kelas di layar").click()
        box = page.locator("#class-qr svg").bounding_box()
        assert box
        assert box["height"] > 400
        assert page.evaluate("document.querySelector('#class-qr').scrollHeight") <= 720
        page.keyboard.press("Escape")
        assert page.errors == []


pytestmark = pytest.mark.browser


TYPES_MEANWHILE = """(input) => {
  const ask = window.fetch;
  window.fetch = async (...asked) => {
    const text = await (await ask(...asked)).text();
    window.fetch = ask;
    input.value = "Bu Buatan Baru";
    input.dispatchEvent(new InputEvent("input", {bubbles: true}));
    setTimeout(() => { document.body.dataset.came = ""; }, 200);
    return new Response(text);
  };
}"""


def test_what_is_typed_while_the_saved_page_comes_stays(screens: Windows, desk: Desk) -> None:
    with screens.one(viewport=LAPTOP, locale="id-ID") as page:
        open_page(page, desk, "peserta")
        page.get_by_label("Kota, baris 3").fill("Wlingi")
        name = page.get_by_label("Nama, baris 3")
        name.evaluate(TYPES_MEANWHILE)
        page.get_by_role("button", name="Simpan", exact=True).click()
        told(page, "Diubah 1:")
        page.locator("body[data-came]").wait_for()
        expect(name).to_have_value("Bu Buatan Baru")
        page.get_by_role("button", name="Simpan", exact=True).click()
        expect(page.locator("form[data-changed]")).to_have_count(0)
        rows = {row["name"]: row for row in read_grid(desk.root, PARTICIPANTS).rows}
        assert rows["Bu Buatan Baru"]["town"] == "Wlingi"
