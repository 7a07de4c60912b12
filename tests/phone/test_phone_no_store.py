"""A phone that keeps nothing, or does not answer: the lesson is read, done and sent all the same."""

from __future__ import annotations

import re
from typing import Any

import pytest
from phone_site import (
    INVITATION,
    MARKS,
    Server,
    answer_status,
    go,
    kept,
    kept_as,
    sent_answers,
)
from playwright.sync_api import Page, expect

pytest_plugins = ["phone_fixtures"]
pytestmark = [*MARKS, pytest.mark.xdist_group("phone-no-store")]

NEVER = "{ set onsuccess(f) {}, set onerror(f) {}, set onupgradeneeded(f) {} }"
"""WebKit's request that gets neither success nor error (its bug 226547)."""
DEAF = f"IDBFactory.prototype.open = function () {{ return {NEVER}; }};"
FIRST_ONLY = f"""(() => {{
    const real = IDBFactory.prototype.open;
    let n = 0;
    IDBFactory.prototype.open = function (...a) {{ return n++ ? real.apply(this, a) : {NEVER}; }};
}})();"""
LATE = """(() => {
    const real = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given) {
        const request = real.apply(this, given);
        Object.defineProperty(request, "onsuccess", {set(callback) {
            request.addEventListener("success", () => {
                if (window.late) window.waiting = (window.waiting || []).concat(callback);
                else callback();
            });
        }});
        return request;
    };
    window.late = sessionStorage.late;
})();"""
PRIVATE = """IDBFactory.prototype.open = function () { throw new DOMException("no", "SecurityError"); };"""
NO_FACTORY = """Object.defineProperty(window, "indexedDB", {value: undefined});"""
BLOCKED = (
    PRIVATE
    + """
    for (const name of ["sessionStorage", "localStorage"]) Object.defineProperty(window, name, {
        get() { throw new DOMException("no", "SecurityError"); },
    });"""
)
FULL = """IDBObjectStore.prototype.put = function () { throw new DOMException("full", "QuotaExceededError"); };"""
SILENT_WRITE = """(() => {
    const real = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...given) {
        const transaction = real.apply(this, given);
        if (given[1] === "readwrite") Object.defineProperty(transaction, "oncomplete", {set() {}});
        return transaction;
    };
    IDBObjectStore.prototype.put = () => {};
})();"""
NO_STORE = {
    "private": PRIVATE, "no factory": NO_FACTORY, "blocked": BLOCKED, "full": FULL,
    "never opens": DEAF, "never writes": SILENT_WRITE,
}  # fmt: skip


def tap_status(page: Page) -> None:
    page.locator("#s3").get_by_text("Pagi hari").tap()


@pytest.mark.parametrize("script", NO_STORE.values(), ids=NO_STORE)
def test_without_a_store_the_lesson_is_done_and_sent(
    open_page: Any, server: Server, script: str
) -> None:
    page = open_page(f"{server.url}m1-coba.html{INVITATION}", script)
    expect(page.locator("#progress")).to_contain_text("Peserta U07")
    go(page, "s3")
    tap_status(page)
    expect(page.locator("#s3").get_by_role("alert")).to_contain_text("Belum tersimpan")
    expect(page.locator("#note")).to_contain_text("sebelum dikirim")
    expect(page.locator("#note")).not_to_contain_text("Link undangan")
    go(page, "kirim")
    sent = sent_answers(page)
    assert (sent["participant"], sent["token"]) == ("U07", "9fk2")
    assert sent["answers"]["tugas-status"]["value"] == {"status": "pagi"}
    assert page.locator("a[href^='https://wa.me/6281200000000?']").count() == 1


@pytest.mark.parametrize("script", [PRIVATE, BLOCKED], ids=["private", "blocked"])
def test_the_invitation_goes_from_the_home_page_into_the_lesson_and_back(
    open_page: Any, server: Server, script: str
) -> None:
    page = open_page(f"{server.url}{INVITATION}", script)
    expect(page.locator("#hello")).to_have_text("Halo, peserta U07 dari Kelas contoh.")
    page.locator("[data-lesson=m1-coba]").get_by_role("link", name="Mulai").tap()
    expect(page.locator("#progress")).to_contain_text("Peserta U07")
    page.get_by_role("link", name="‹ Semua pelajaran").tap()
    expect(page.locator("#hello")).to_have_text("Halo, peserta U07 dari Kelas contoh.")


def test_a_typed_code_is_enough_to_send_without_a_store(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html#s3", BLOCKED)
    tap_status(page)
    go(page, "kirim")
    page.get_by_label("Kode peserta").fill("u07")
    page.get_by_role("button", name="Simpan kode").tap()
    sent = sent_answers(page)
    assert (sent["participant"], list(sent["answers"])) == ("U07", ["tugas-status"])


def test_in_one_tab_answers_outlive_the_page(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html{INVITATION}", PRIVATE)
    go(page, "s3")
    tap_status(page)
    expect(page.locator("#s3").get_by_role("alert")).to_contain_text("Belum tersimpan")
    page.reload()
    expect(page.get_by_label("Pagi hari")).to_be_checked()
    expect(page.locator("#progress")).to_contain_text("Peserta U07")


def test_a_store_that_answers_the_second_time_keeps_all(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html{INVITATION}", FIRST_ONLY)
    page.get_by_role("button", name="Lanjut").tap()
    expect(page.locator("#s2")).to_be_visible()
    go(page, "s3")
    answer_status(page)
    expect(page.locator("#note")).to_be_hidden()


def test_a_late_store_is_used_and_what_it_holds_comes_back(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html{INVITATION}", LATE)
    go(page, "s3")
    answer_status(page)
    go(page, "s4")
    page.evaluate("() => { sessionStorage.late = 'yes'; }")
    page.reload()
    expect(page.locator("#note")).to_contain_text("belum bisa menyimpan")
    page.locator("#s4").get_by_text("Cara memesan").tap()
    page.evaluate(
        "() => { window.late = false; window.waiting.forEach((callback) => callback()); }"
    )
    expect(page.locator("#s4 .cx-status")).to_contain_text("Tersimpan pukul")
    expect(page.locator("#note")).to_be_hidden()
    expect(page.locator("#progress")).to_contain_text("Peserta U07")
    assert set(kept(page, "answers")) == {"U07/m1-coba/tugas-status", "U07/m1-coba/tugas-isi"}
    assert kept(page, "people")["U07"]["token"] == "9fk2"


def test_the_page_asks_for_lasting_storage_and_says_where_it_is_refused(
    open_page: Any, server: Server
) -> None:
    script = """Object.defineProperty(navigator, "storage", {value: {
        persist: async () => { window.asked = (window.asked || 0) + 1; return false; },
        persisted: async () => false,
    }});"""
    page = open_page(f"{server.url}m1-coba.html{INVITATION}", script)
    go(page, "s3")
    assert page.evaluate("() => window.asked") is None
    answer_status(page)
    assert page.evaluate("() => window.asked") == 1
    go(page, "kirim")
    expect(page.locator("#send")).to_contain_text("bisa menghapus jawaban")


def test_an_answer_given_later_is_never_earlier(open_page: Any, server: Server) -> None:
    """The clock of the phone stood a year ahead and was put right in between."""
    page = open_page(f"{server.url}m1-coba.html{INVITATION}")
    page.clock.set_fixed_time("2027-11-20T08:00:00+07:00")
    go(page, "s3")
    answer_status(page)
    page.clock.set_fixed_time("2026-11-20T08:00:00+07:00")
    answer_status(page, "Tengah malam")
    expect(page.locator("#s3 .cx-status")).to_have_text(re.compile("Tersimpan"))
    later = {"value": {"status": "malam"}, "at": "2027-11-20T08:00:01+07:00"}
    kept_as(page, "answers", later)
    page.reload()
    answer_status(page)
    kept_as(page, "answers", {"at": "2027-11-20T08:00:02+07:00"})
