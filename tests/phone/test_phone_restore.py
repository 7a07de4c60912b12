"""Answers go to a new phone: by the sent message, a file, a link; merged, never another person's."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from phone_site import (
    INVITATION,
    MARKS,
    OTHER_INVITATION,
    ROOT,
    Server,
    answer_status,
    go,
    kept,
    photo_file,
    saved,
    sent_answers,
    whatsapp_text,
)
from playwright.sync_api import Page, Route, expect

pytest_plugins = ["phone_fixtures"]
pytestmark = [*MARKS, pytest.mark.xdist_group("phone-restore")]
KEY = "U07/m1-coba/tugas-status"


def answers(at: str = "2026-11-20T08:00:00+07:00", **changes: Any) -> dict[str, Any]:
    entry = {"value": {"status": "malam"}, "at": at, "tries": 1, "helped": False, "item": "3f9c1a"}
    return {
        "version": 1, "course": "kelas-umkm", "lesson": "m1-coba", "participant": "U07",
        "by": "U07", "token": "9fk2", "answers": {"tugas-status": entry},
    } | changes  # fmt: skip


def text_file(*contents: object, name: str = "m1-coba_U07.txt") -> dict[str, Any]:
    lines = ["Jawaban U07. Jangan diubah.", *map(json.dumps, contents)]
    return {"name": name, "mimeType": "text/plain", "buffer": "\n".join(lines).encode()}


def opened(page: Page, server: Server, place: str = "index.html") -> Page:
    page.goto("about:blank")
    page.goto(server.url + place)
    page.locator("#move summary").tap()
    expect(page.get_by_role("button", name="Pulihkan jawaban")).to_be_visible()
    return page


def paste(page: Page, text: str) -> None:
    page.get_by_label("Tempel pesan").fill(text)
    page.get_by_role("button", name="Pulihkan jawaban").tap()


def choose(page: Page, *files: dict[str, Any]) -> None:
    page.get_by_label("Atau pilih file").set_input_files(list(files))


def says(page: Page, words: str) -> None:
    expect(page.locator("#restore .sent")).to_contain_text(words)


@pytest.fixture
def old(open_page: Callable[..., Page], server: Server) -> Page:
    """A phone on which U07 answered one task."""
    page = open_page(f"{server.url}m1-coba.html{INVITATION}")
    go(page, "s3")
    answer_status(page)
    return page


def test_the_sent_message_restores_all(old: Page, open_page: Any, server: Server) -> None:
    go(old, "kirim")
    message = whatsapp_text(old)
    new = opened(open_page(), server, f"index.html{INVITATION}")
    paste(new, f"[20.11, 20/11/2026] Ibu: {message}\n[20.12, 20/11/2026] Mentor: terima kasih")
    says(new, "1 jawaban U07 dipulihkan di HP ini.")
    assert kept(new, "answers") == kept(old, "answers")
    expect(new.locator("[data-lesson=m1-coba]")).to_contain_text("1 dari 7 tugas dijawab")
    paste(new, message)
    says(new, "Semua jawaban itu sudah ada di HP ini.")
    new.goto(f"{server.url}m1-coba.html#kirim")
    assert sent_answers(new) == sent_answers(old)


def test_one_link_carries_answers_and_invitation_to_an_empty_phone(
    old: Page, open_page: Any, server: Server
) -> None:
    opened(old, server)
    link = old.get_by_role("link", name="Kirim link ke WhatsApp sendiri")
    text = parse_qs(urlsplit(link.get_attribute("href") or "").query)["text"][0]
    address = text.splitlines()[-1]
    assert len(address) < 1_000
    new = open_page(address)
    says(new, "1 jawaban U07 dipulihkan")
    assert "restore" not in new.url
    assert kept(new, "answers") == kept(old, "answers")
    assert kept(new, "people") == kept(old, "people")
    another = opened(open_page(), server, f"index.html{OTHER_INVITATION}")
    paste(another, text)
    says(another, "Ada jawaban milik U07. Tidak dipulihkan, karena HP ini dipakai U08.")
    assert kept(another, "answers") == {}


def test_who_opens_it_before_the_script_has_come_waits_and_is_served(
    open_page: Any, server: Server
) -> None:
    page = open_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/home*.js", hold)
    page.goto(f"{server.url}index.html{INVITATION}", wait_until="commit")
    page.locator("#move summary").tap()
    expect(page.get_by_text("Menyiapkan…")).to_be_visible()
    assert held
    for route in held:
        route.continue_()
    expect(page.get_by_role("button", name="Pulihkan jawaban")).to_be_visible()


def test_a_link_too_long_for_a_messenger_is_not_offered(open_page: Any, server: Server) -> None:
    page = opened(open_page(), server, f"index.html{INVITATION}")
    whole = answers()
    whole["answers"]["tugas-status"]["value"]["lain"] = random.Random(1).randbytes(3_000).hex()
    choose(page, text_file(whole))
    says(page, "1 jawaban U07 dipulihkan")
    opened(page, server)
    expect(page.get_by_role("link", name="Simpan semua jawaban")).to_be_visible()
    expect(page.get_by_role("link", name="Kirim link")).to_have_count(0)


def test_one_file_carries_every_lesson_with_photos(
    old: Page, open_page: Any, server: Server
) -> None:
    old.goto(f"{server.url}m2-foto.html#s2")
    old.locator(".cx-file").set_input_files(photo_file())
    old.get_by_role("button", name="Pakai foto ini").tap()
    saved(old)
    opened(old, server)
    expect(old.locator("#restore")).to_contain_text("Semua jawaban U07 (2 pelajaran)")
    expect(old.get_by_role("link", name="Kirim link")).to_have_count(0)
    with old.expect_download() as download:
        old.get_by_role("link", name="Simpan semua jawaban").tap()
    assert download.value.suggested_filename.startswith("cadangan_U07_")
    data = Path(download.value.path()).read_bytes()
    new = opened(open_page(), server)
    choose(new, {"name": "cadangan.txt", "mimeType": "text/plain", "buffer": data})
    says(new, "2 jawaban U07 dipulihkan di HP ini.")
    for store in ("answers", "photos"):
        assert kept(new, store) == kept(old, store)
    new.goto(f"{server.url}m2-foto.html#s2")
    expect(new.get_by_role("img", name="Foto untuk")).to_be_visible()


def test_answers_are_merged_one_by_one(old: Page, server: Server) -> None:
    before = kept(old, "answers")[KEY]
    isi = answers()["answers"]["tugas-status"] | {"value": {"isi": ["pesan"], "harga": "18.000"}}
    empty = isi | {"value": {"status": ""}, "at": "2099-01-01T00:00:00+07:00"}
    opened(old, server)
    choose(old, text_file(answers(answers={"tugas-status": empty, "tugas-isi": isi})))
    says(old, "1 jawaban U07 dipulihkan")
    choose(old, text_file(answers()), text_file({"rusak": True}, name="lain.txt"))
    expect(old.locator("#restore .sent")).to_contain_text("Belum ada jawaban Kelas UMKM")
    assert kept(old, "answers")[KEY] == before
    assert kept(old, "answers")["U07/m1-coba/tugas-isi"] == isi | {"full": True}
    choose(old, text_file(answers("2098-01-01T00:00:00+07:00")))
    says(old, "1 jawaban U07 dipulihkan")
    assert kept(old, "answers")[KEY]["value"] == {"status": "malam"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ([answers(participant="U08", by="U08")], "Ada jawaban milik U08"),
        ([answers(token="xx99")], "dari undangan lain"),
        ([answers(class_id="tegal")], "dari kelas lain"),
        ([answers(answers={"tugas-status": {"value": 7, "at": "besok"}})], "sudah ada di HP ini"),
        ([answers(course="lain")], "Belum ada jawaban Kelas UMKM"),
    ],
)
def test_what_is_not_this_person_s_is_refused_in_words(
    open_page: Any, server: Server, content: list[object], words: str
) -> None:
    invitation = "#p=U07&t=9fk2&m=6281200000000&c=brebes"
    page = opened(open_page(), server, f"index.html{invitation}")
    choose(page, text_file(*content))
    says(page, words)
    assert kept(page, "answers") == {}
    assert list(kept(page, "people")) == ["U07"]


def test_a_new_phone_takes_one_person_and_no_two(open_page: Any, server: Server) -> None:
    page = opened(open_page(), server)
    both = [answers(), answers(participant="U08", by="U08")]
    choose(page, text_file(*both))
    says(page, "Ada jawaban lebih dari satu orang.")
    assert kept(page, "answers") == kept(page, "people") == {}
    choose(page, text_file(answers(class_id="brebes")))
    says(page, "1 jawaban U07 dipulihkan")
    expect(page.locator("#hello")).to_contain_text("U07")
    person = kept(page, "people")["U07"]
    assert (person["token"], person["class_id"]) == ("9fk2", "brebes")


def test_a_part_that_is_missing_is_named(open_page: Any, server: Server) -> None:
    example = json.loads((ROOT / "tests/inbox/messages/three-zlib.json").read_text("utf-8"))
    messages = example["messages"]
    person = example["answers"]["participant"]
    page = opened(open_page(), server, f"index.html#p={person}&t={example['answers']['token']}")
    paste(page, messages[0])
    says(page, f"Pesan 2 dari {len(messages)} belum ada.")
    paste(page, messages[0][:-30])
    says(page, "Jawaban itu tidak terbaca.")
    paste(page, "\n".join(reversed(messages)))
    says(page, f"jawaban {person} dipulihkan")


def test_who_has_no_answers_yet_is_shown_the_way(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html{INVITATION}")
    go(page, "kirim")
    page.get_by_role("link", name="Jawaban ada di HP lama? Pulihkan di sini.").tap()
    expect(page.get_by_role("button", name="Pulihkan jawaban")).to_be_visible()
