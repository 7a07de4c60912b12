"""Answers go home from the phone page: as WhatsApp messages, as a file, shared or saved."""

from __future__ import annotations

import base64
import io
import json
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from phone_site import (
    INVITATION,
    MARKS,
    Server,
    answer_status,
    go,
    kept,
    photo_file,
    saved,
    stay_here,
    unpacked,
    whatsapp_text,
)
from PIL import Image
from playwright.sync_api import Page, expect

from course.inbox.messages import find_parts

pytest_plugins = ["phone_fixtures"]
pytestmark = MARKS


@pytest.mark.parametrize("packing", ["z", "p"])
def test_the_message_decodes_and_names_the_mentor(
    open_page: Any, server: Server, packing: str
) -> None:
    script = "" if packing == "z" else "delete window.CompressionStream;"
    page = open_page(f"{server.url}m1-coba.html{INVITATION}", script)
    go(page, "s3")
    answer_status(page)
    go(page, "kirim")
    expect(page.locator("#send")).to_contain_text(
        "1 dari 7 tugas dijawab. Boleh dikirim sekarang, boleh dikirim lagi nanti."
    )
    text = whatsapp_text(page)
    assert re.match(
        r'Jawaban U07 untuk "Pelajaran 1\. Dasar internet", \d+ \w+ \d{4} pukul \d\d\.\d\d\.\n',
        text,
    )
    assert [part.packing for part in find_parts(text)] == [packing]
    content = unpacked([text])
    (entry,) = content["answers"].values()
    assert content == {
        "version": 1, "course": "kelas-umkm", "lesson": "m1-coba", "participant": "U07", "by": "U07",
        "token": "9fk2", "answers": {"tugas-status": entry},
    }  # fmt: skip
    assert entry | {"at": ""} == {
        "value": {"status": "pagi"},
        "at": "",
        "tries": 1,
        "helped": False,
        "item": "3f9c1a",
    }
    assert page.locator("a[href^='https://wa.me/6281200000000?']").count() == 1


def test_after_the_tap_only_the_participant_knows(lesson: Page) -> None:
    stay_here(lesson)
    answer_status(lesson)
    go(lesson, "kirim")
    tap_whatsapp(lesson)
    expect(lesson.locator("#send")).to_contain_text("Sudah ditekan tombol kirim di WhatsApp?")
    lesson.reload()  # a small phone forgets the page while WhatsApp is open
    expect(lesson.locator("#send")).to_contain_text("Sudah ditekan tombol kirim di WhatsApp?")
    lesson.get_by_role("button", name="Belum, ulangi").tap()
    tap_whatsapp(lesson)
    lesson.get_by_role("button", name="Sudah").tap()
    expect(lesson.locator("#send")).to_contain_text("Terima kasih. Tercatat: dikirim")
    lesson.get_by_role("link", name="Semua pelajaran", exact=True).tap()
    card = lesson.locator("[data-lesson=m1-coba]")
    expect(card).to_contain_text(re.compile(r"Terkirim \d+ \w+ \d\d\.\d\d"))
    lesson.goto(lesson.url.replace("index.html", "m1-coba.html#s3"))
    lesson.wait_for_timeout(1100)  # the time of an answer counts seconds
    answer_status(lesson, "Tengah malam")
    go(lesson, "kirim")
    expect(lesson.locator("#send")).to_contain_text("Ada jawaban baru yang belum dikirim.")
    lesson.get_by_role("link", name="Semua pelajaran", exact=True).tap()
    expect(card).to_contain_text("Ada jawaban baru yang belum dikirim")


def tap_whatsapp(page: Page) -> None:
    with page.context.expect_page() as opened:
        page.locator("a[href^='https://wa.me/']").tap()
    opened.value.close()


def test_a_long_lesson_goes_in_numbered_messages(lesson: Page) -> None:
    stay_here(lesson)
    go(lesson, "s6")
    words = secrets.token_urlsafe(3600)
    lesson.get_by_label("Tulis isi Status").fill(words)
    lesson.get_by_label("Tulis isi Status").blur()
    saved(lesson)
    go(lesson, "kirim")
    texts = []
    for number in (1, 2):
        expect(lesson.get_by_role("link", name=f"Kirim pesan {number} dari 2")).to_be_visible()
        texts.append(whatsapp_text(lesson))
        tap_whatsapp(lesson)
        lesson.get_by_role("button", name="Sudah").tap()
    assert all(len(text) <= 3500 for text in texts)
    assert (
        "\nPesan 1 dari 2. Jangan diubah, langsung kirim saja.\n\nKU1/U07/m1-coba/1-2/z/"
        in texts[0]
    )
    assert unpacked(texts)["answers"]["tugas-tulisan"]["value"] == {"tulisan": words}
    expect(lesson.locator("#send")).to_contain_text("Terima kasih")


def test_without_a_mentor_s_number_whatsapp_asks_whom(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html#p=U07")
    go(page, "s3")
    answer_status(page)
    go(page, "kirim")
    expect(page.locator("#send")).to_contain_text("pilih nama pendamping")
    assert page.locator("a[href^='https://wa.me/?text=']").count() == 1


def test_the_message_can_be_copied(lesson: Page) -> None:
    lesson.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer_status(lesson)
    go(lesson, "kirim")
    text = whatsapp_text(lesson)
    lesson.get_by_role("button", name="Salin pesan").tap()
    expect(lesson.locator("#send")).to_contain_text("Pesan disalin.")
    assert lesson.evaluate("() => navigator.clipboard.readText()") == text


@pytest.fixture
def with_photo(open_page: Any, server: Server) -> Callable[..., Page]:
    def with_photo(script: str = "") -> Page:
        page = open_page(f"{server.url}m2-foto.html{INVITATION}", script)
        go(page, "s2")
        page.locator(".cx-file").set_input_files(photo_file())
        page.get_by_role("button", name="Pakai foto ini").tap()
        saved(page)
        go(page, "kirim")
        expect(page.get_by_role("link", name="Simpan file")).to_be_visible()
        return page

    return with_photo


def test_a_photo_is_kept_and_goes_home_in_the_file(with_photo: Any) -> None:
    page = with_photo()
    assert page.locator("a[href^='https://wa.me/']").count() == 0
    go(page, "s2")
    page.reload()
    expect(page.get_by_role("img", name="Foto untuk")).to_be_visible()
    go(page, "kirim")
    with page.expect_download() as download:
        page.get_by_role("link", name="Simpan file").tap()
    assert re.fullmatch(r"m2-foto_U07_\d{4}-\d\d-\d\d\.txt", download.value.suggested_filename)
    text = Path(download.value.path()).read_text("utf-8")
    head, _, rest = text.partition("\n")
    assert re.fullmatch(
        r'Jawaban U07 untuk "Pelajaran 2\. Foto dan katalog", .*\. Jangan diubah\.', head
    )
    content = json.loads(rest)
    path = content["answers"]["foto-produk"]["value"]["produk"]
    start, _, data = content["photos"][path].partition(",")
    assert (path, start) == ("photos/foto-produk-produk.jpg", "data:image/jpeg;base64")
    with Image.open(io.BytesIO(base64.b64decode(data))) as image:
        assert image.size == (700, 700)
    page.get_by_role("button", name="Sudah").tap()
    expect(page.locator("#send")).to_contain_text("Terima kasih")


def test_a_removed_photo_is_forgotten(with_photo: Any) -> None:
    page = with_photo()
    assert list(kept(page, "photos")) == ["U07/m2-foto/photos/foto-produk-produk.jpg"]
    go(page, "s2")
    page.get_by_role("button", name="Hapus foto").tap()
    saved(page)
    assert kept(page, "photos") == {}


def sharing(outcome: str) -> str:
    """Headless Chromium on Linux has no share sheet; this one ends as told."""
    return f"""
        navigator.canShare = () => true;
        navigator.share = async ({{ files }}) => {{
            window.shared = [files[0].name, files[0].type, (await files[0].text()).length, navigator.userActivation.isActive];
            {outcome}
        }};"""


def test_a_shared_file_is_asked_about(with_photo: Any) -> None:
    page = with_photo(sharing(""))
    page.get_by_role("button", name="Bagikan file").tap()
    expect(page.locator("#send")).to_contain_text("Sudah dikirim filenya kepada pendamping?")
    name, kind, size, active = page.evaluate("() => window.shared")
    assert name.endswith(".txt")
    assert (kind, active) == ("text/plain", True)
    assert size > 1000


def test_a_refused_share_becomes_a_download(with_photo: Any) -> None:
    page = with_photo(sharing('throw new DOMException("Permission denied", "NotAllowedError");'))
    with page.expect_download():
        page.get_by_role("button", name="Bagikan file").tap()
    expect(page.locator("#send")).to_contain_text("masuk ke folder Download")


def test_a_cancelled_share_does_nothing_and_the_download_stays(with_photo: Any) -> None:
    page = with_photo(sharing('throw new DOMException("", "AbortError");'))
    page.get_by_role("button", name="Bagikan file").tap()
    page.wait_for_function("() => window.shared")
    expect(page.get_by_role("link", name="Simpan file")).to_be_visible()
    expect(page.locator("#send .ask")).to_have_count(0)
