"""The phone page in a real browser: answers kept, whose they are, and for every reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from phone_desk import SCREEN
from phone_site import (
    INVITATION,
    MARKS,
    OTHER_INVITATION,
    ROOT,
    Server,
    answer_status,
    build,
    form,
    go,
    kept,
    kept_as,
    lesson_page,
    saved,
    sent_answers,
    step,
    write,
)
from playwright.sync_api import Browser, Page, expect

pytest_plugins = ["phone_fixtures"]
pytestmark = MARKS


# Answers stay


def test_typing_is_not_lost_when_the_page_is_left_at_once(lesson: Page) -> None:
    go(lesson, "s6")
    lesson.get_by_label("Tulis isi Status").press_sequentially("Donat")
    lesson.get_by_role("link", name="‹ Semua pelajaran").tap()
    expect(lesson.locator("[data-lesson=m1-coba]")).to_contain_text("1 dari 7 tugas dijawab")
    assert kept(lesson, "answers")["U07/m1-coba/tugas-tulisan"]["value"] == {"tulisan": "Donat"}


def test_every_kind_is_kept_with_time_wording_and_help(lesson: Page) -> None:
    answer_status(lesson)
    lesson.locator("#s3").get_by_label("Saya dibantu").check()
    go(lesson, "s4")
    lesson.locator("#s4").get_by_text("Cara memesan").tap()
    lesson.get_by_label("Berapa harga").fill("18.000")
    lesson.get_by_label("Berapa harga").blur()
    saved(lesson)
    go(lesson, "s7")
    lesson.get_by_role("button", name="Balas dengan sapaan").tap()
    saved(lesson)
    go(lesson, "s8")
    lesson.get_by_label("Rupiah, Jual donat").fill("108.000")
    lesson.get_by_label("Rupiah, Jual donat").blur()
    saved(lesson)
    go(lesson, "s9")
    lesson.get_by_label("Tanggal pesanan").fill("2026-11-30")
    lesson.get_by_label("Jam pesanan").fill("13:05")
    lesson.get_by_label("Jam pesanan").blur()
    saved(lesson)
    entries = kept(lesson, "answers")
    assert {key: entry["value"] for key, entry in entries.items()} == {
        "U07/m1-coba/tugas-status": {"status": "pagi"},
        "U07/m1-coba/tugas-isi": {"isi": ["pesan"], "harga": "18.000"},
        "U07/m1-coba/tugas-urutan": {"urutan": ["sapa"]},
        "U07/m1-coba/tugas-kas": {"kas": {"r1": {"rp": "108.000"}}},
        "U07/m1-coba/tugas-tanggal": {"tanggal": "2026-11-30", "jam": "13:05"},
    }
    first = entries["U07/m1-coba/tugas-status"]
    assert (first["tries"], first["helped"], first["item"]) == (1, True, "3f9c1a")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00", first["at"])
    expect(lesson.locator("#progress")).to_contain_text("4 dari 7 tugas dijawab")
    lesson.locator("summary", has_text="Daftar isi").tap()
    expect(lesson.locator("[data-mark=s8]")).to_have_text("belum lengkap")
    expect(lesson.locator("[data-mark=s3]")).to_have_text("dijawab")


FULL = """
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
        if (window.full && this.name === "answers") throw new DOMException("", "QuotaExceededError");
        return put.call(this, value, key);
    };"""


def test_a_full_phone_is_told_and_the_answer_can_still_be_sent(
    open_page: Any, server: Server
) -> None:
    page = open_page(f"{server.url}m1-coba.html{INVITATION}", FULL)
    go(page, "s3")
    page.evaluate("() => { window.full = true; }")
    page.locator("#s3").get_by_text("Pagi hari").tap()
    expect(page.locator("#s3").get_by_role("alert")).to_contain_text("memori HP penuh")
    assert kept(page, "answers") == {}
    go(page, "kirim")
    assert sent_answers(page)["answers"]["tugas-status"]["value"] == {"status": "pagi"}
    go(page, "s3")
    page.evaluate("() => { window.full = false; }")
    answer_status(page, "Tengah malam")
    expect(page.locator("#s3").get_by_role("alert")).to_be_hidden()


def test_a_changed_question_keeps_the_old_answer_until_it_is_answered_anew(
    open_page: Any, tmp_path: Path
) -> None:
    build(tmp_path)
    server = Server(tmp_path)
    page = open_page(f"{server.url}m1-coba.html{INVITATION}")
    go(page, "s3")
    answer_status(page)
    build(tmp_path, items={"tugas-status": "ffffff"})
    page.reload()
    expect(page.locator("#s3 .changed")).to_contain_text("Soal ini berubah. Jawaban lama disimpan.")
    expect(page.get_by_label("Pagi hari")).not_to_be_checked()
    expect(page.locator("#progress")).to_contain_text("0 dari 7")
    go(page, "kirim")
    assert sent_answers(page)["answers"]["tugas-status"]["item"] == "3f9c1a"
    go(page, "s3")
    answer_status(page, "Tengah malam")
    expect(page.locator("#s3 .changed")).to_have_count(0)
    assert kept(page, "answers")["U07/m1-coba/tugas-status"]["item"] == "ffffff"
    server.stop()


def test_two_tabs_of_one_lesson_see_each_other(lesson: Page) -> None:
    second = lesson.context.new_page()
    second.goto(f"{lesson.url.split('#')[0]}#s3")
    expect(second.get_by_label("Pagi hari")).not_to_be_checked()
    answer_status(lesson)
    second.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(second.get_by_label("Pagi hari")).to_be_checked()


# Who


def test_the_invitation_joins_and_leaves_the_address(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}{INVITATION}")
    expect(page.locator("#hello")).to_have_text("Halo, peserta U07 dari Kelas contoh.")
    assert page.url == server.url
    person = {"code": "U07", "token": "9fk2", "mentor": "6281200000000", "klass": "Kelas contoh"}
    assert kept(page, "people") == {"U07": person}
    page.goto(f"{server.url}m1-coba.html#p=U07&m=08122222222")
    expect(page.locator("#progress")).to_contain_text("Peserta U07")
    assert page.url.endswith("m1-coba.html#s1")
    assert kept(page, "people") == {"U07": person | {"mentor": "628122222222"}}


BAD = [
    "#p=",
    "#p=<img src=x onerror=alert(1)>&k=<b>",
    "#p=7U&t=x",
    "#t=9fk2",
    "#p=%E0%A4%A",
    "#p=U07U07U07U07",
]


@pytest.mark.parametrize(
    ("page_name", "fragment"), [*(("index.html", bad) for bad in BAD), ("m1-coba.html", BAD[1])]
)
def test_a_damaged_invitation_is_harmless_and_told(
    open_page: Any, server: Server, page_name: str, fragment: str
) -> None:
    page = open_page(f"{server.url}{page_name}{fragment}")
    expect(page.locator("#note")).to_contain_text("Link undangan ini tidak lengkap")
    assert "p=" not in page.url
    assert kept(page, "people") == {}
    assert page.locator("main b, main img[src=x]").count() == 0


def test_an_invitation_without_a_line_is_told_and_answers_stay(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(**SCREEN, service_workers="block")
    page = context.new_page()
    page.goto(f"{server.url}m1-coba.html{INVITATION}")
    go(page, "s3")
    answer_status(page)
    context.route("**/static/joining.*.js", lambda route: route.abort())
    page.goto("about:blank")
    page.goto(f"{server.url}m1-coba.html{OTHER_INVITATION}")
    expect(page.locator("#note")).to_contain_text("Link undangan belum bisa dipakai")
    expect(page.locator("#progress")).to_contain_text("Peserta U07")
    expect(page.locator("#progress")).to_contain_text("1 dari 7")
    context.close()


def test_markup_in_an_invitation_stays_text(open_page: Any, server: Server) -> None:
    page = open_page(
        f"{server.url}#p=u07&t=%3Cb%3E&m=javascript:1&k=%3Cb%3EKelas%3C/b%3E%E2%80%AE%00x"
    )
    expect(page.locator("#hello")).to_have_text("Halo, peserta U07 dari <b>Kelas</b>x.")
    assert kept(page, "people")["U07"] | {"klass": ""} == {
        "code": "U07",
        "token": "",
        "mentor": "",
        "klass": "",
    }


def test_two_people_on_one_phone_keep_their_own_answers(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html{INVITATION}")
    go(page, "s3")
    answer_status(page)
    page.goto(f"{server.url}index.html{OTHER_INVITATION}")
    page.get_by_role("button", name="Pakai link baru (U08)").tap()
    expect(page.locator("#hello")).to_contain_text("U08")
    expect(page.locator("[data-lesson=m1-coba]")).to_contain_text("0 dari 7")
    page.goto(f"{server.url}m1-coba.html#s3")
    expect(page.get_by_label("Pagi hari")).not_to_be_checked()
    answer_status(page, "Tengah malam")
    page.get_by_role("link", name="‹ Semua pelajaran").tap()
    page.get_by_role("button", name="Ganti orang").tap()
    page.get_by_role("button", name="Saya U07").tap()
    expect(page.locator("#hello")).to_contain_text("U07")
    page.locator("[data-lesson=m1-coba]").get_by_role("link", name="Lanjutkan").tap()
    expect(page.get_by_label("Pagi hari")).to_be_checked()
    values = {key: entry["value"]["status"] for key, entry in kept(page, "answers").items()}
    assert values == {"U07/m1-coba/tugas-status": "pagi", "U08/m1-coba/tugas-status": "malam"}


def test_a_lesson_left_open_follows_the_person_who_took_over(lesson: Page, server: Server) -> None:
    other = lesson.context.new_page()
    other.goto(f"{server.url}{OTHER_INVITATION}")
    other.get_by_role("button", name="Pakai link baru (U08)").tap()
    expect(other.locator("#hello")).to_contain_text("U08")
    with lesson.expect_navigation():
        lesson.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(lesson.locator("#progress")).to_contain_text("Peserta U08")


def test_answers_before_joining_go_to_who_joins(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html#s3")
    answer_status(page)
    go(page, "kirim")
    page.get_by_label("Kode peserta").fill("7u")
    page.get_by_role("button", name="Simpan kode").tap()
    expect(page.get_by_role("alert").filter(has_text="huruf lalu angka")).to_be_visible()
    page.get_by_label("Kode peserta").fill(" u07 ")
    page.get_by_role("button", name="Simpan kode").tap()
    assert sent_answers(page)["participant"] == "U07"
    assert list(kept(page, "answers")) == ["U07/m1-coba/tugas-status"]


def test_joining_never_replaces_what_that_person_answered(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html#s3")
    answer_status(page, "Tengah malam")
    page.evaluate(
        """() => new Promise((resolve) => {
            const opening = indexedDB.open("kelas-umkm");
            opening.onsuccess = () => {
                const write = opening.result.transaction("answers", "readwrite");
                const entry = {value: {status: "pagi"}, at: "2026-01-01T00:00:00+07:00", tries: 1, helped: false, item: "3f9c1a", full: true};
                write.objectStore("answers").put(entry, ["U07", "m1-coba", "tugas-status"]);
                write.oncomplete = () => { opening.result.close(); resolve(); };
            };
        })"""
    )
    page.goto(f"{server.url}index.html{INVITATION}")
    expect(page.locator("#hello")).to_contain_text("U07")
    values = {key: entry["value"]["status"] for key, entry in kept(page, "answers").items()}
    assert values == {"U07/m1-coba/tugas-status": "pagi", "/m1-coba/tugas-status": "malam"}


@pytest.mark.parametrize("page_name", ["index.html", "m1-coba.html"])
def test_inside_another_app_the_way_out_is_shown(
    open_page: Any, server: Server, page_name: str
) -> None:
    agent = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 Instagram 300.0"
    page = open_page(f"{server.url}{page_name}{INVITATION}", user_agent=agent)
    expect(page.locator("#note")).to_contain_text("Buka di Chrome")
    expect(page.locator("#hello, #progress").first).to_contain_text("peserta U07", ignore_case=True)
    assert page.url.endswith(INVITATION)  # so that Chrome gets the invitation too
    assert list(kept(page, "people")) == ["U07"]


# Moving about


def test_one_step_at_a_time_and_the_browser_s_back(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html{INVITATION}")
    expect(page.locator("#progress")).to_have_text(
        "Peserta U07 · Langkah 1 dari 9 · 0 dari 7 tugas dijawab"
    )
    expect(page.get_by_role("button", name="Kembali")).to_be_hidden()
    page.get_by_role("button", name="Lanjut").tap()
    expect(page.locator("#s2 h2")).to_be_focused()
    assert page.locator(".step:visible").count() == 1
    page.get_by_role("button", name="Lanjut").tap()
    expect(page.locator("#s3")).to_be_visible()
    page.go_back()
    expect(page.locator("#s2")).to_be_visible()
    page.get_by_role("button", name="Kembali").tap()
    expect(page.locator("#s1")).to_be_visible()
    page.locator("summary", has_text="Daftar isi").tap()
    page.get_by_role("navigation", name="Daftar isi").get_by_role("link", name="Tugas 7").tap()
    expect(page.locator("#s9")).to_be_visible()
    page.get_by_role("button", name="Lanjut: kirim").tap()
    expect(page.get_by_role("heading", name="Kirim jawaban")).to_be_focused()
    page.goto(f"{server.url}m1-coba.html")
    expect(page.locator("#kirim")).to_be_visible()


def test_only_the_step_on_show_and_the_next_are_mounted(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html#s3")
    expect(page.locator("#s4 .course-exercise")).to_have_count(1)
    page.wait_for_timeout(200)
    assert page.locator(".course-exercise").count() == 2
    assert len([1 for path in server.asked if path.startswith("static/exercise")]) >= 1


def test_an_impatient_tap_before_the_answers_are_read_loses_nothing(
    open_page: Any, server: Server
) -> None:
    slow = """
        const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (...given) {
            const request = open.apply(this, given);
            Object.defineProperty(request, "onsuccess", {set(callback) {
                request.addEventListener("success", () => setTimeout(callback, window.slow ? 900 : 0));
            }});
            return request;
        };
        window.slow = sessionStorage.slow;"""
    page = open_page(f"{server.url}m1-coba.html{INVITATION}", slow)
    go(page, "s3")
    answer_status(page)
    page.evaluate("() => { sessionStorage.slow = 'yes'; location.hash = 's2'; }")
    page.reload()
    page.get_by_role("button", name="Lanjut").tap()
    page.evaluate("() => { location.hash = 's3'; }")
    expect(page.locator("#s3").get_by_label("Pagi hari")).to_be_checked()
    expect(page.locator("#progress")).to_contain_text("Peserta U07 · Langkah 3 dari 9 · 1 dari 7")


def test_a_question_that_cannot_be_loaded_says_so(browser: Browser, server: Server) -> None:
    context = browser.new_context(**SCREEN, service_workers="block")
    context.route("**/static/exercise.*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{server.url}m1-coba.html#s3")
    expect(page.locator("#s3")).to_contain_text("Soal ini belum bisa dibuka.")
    context.unroute("**/static/exercise.*.js")
    page.get_by_role("button", name="Coba buka lagi").tap()
    expect(page.locator("#s3 .course-exercise")).to_be_visible()
    context.close()


VOICES = """
    const said = window.said = [];
    const voices = %s;
    Object.defineProperty(window, "speechSynthesis", {value: {
        getVoices: () => voices, cancel: () => said.push("cancel"), speak: (u) => { said.push(u.text); window.last = u; },
    }});
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""


def test_a_step_is_read_aloud_where_there_is_a_voice(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html#s2", VOICES % '[{lang: "en-US"}, {lang: "id_ID"}]')
    page.get_by_role("button", name="Dengarkan").tap()
    said = page.evaluate("() => window.said")
    assert said[1:5] == ["Coba dulu", "Baca.", "Soal latihan.", "Isi pelan-pelan."]
    assert said[0] == "Duduk 1: Alat di HP: Latihan"
    assert "Tengah malam" in said
    page.evaluate("() => window.last.onend()")
    page.locator("#s2").get_by_text("Pagi hari").tap()
    expect(page.locator("#s2 .cx-explain")).to_be_visible()
    page.get_by_role("button", name="Dengarkan").tap()
    assert page.evaluate("() => window.said.slice(-1)") == ["Bagus."]
    page.evaluate("() => window.last.onend()")
    expect(page.get_by_role("button", name="Dengarkan")).to_be_visible()
    page.get_by_role("button", name="Dengarkan").tap()
    page.get_by_role("button", name="Berhenti").tap()
    assert page.evaluate("() => window.said.pop()") == "cancel"
    go(page, "s1")
    page.get_by_role("button", name="Dengarkan").tap()
    assert page.evaluate("() => window.said.slice(-3)") == [
        "Alat",
        "WhatsApp",
        "Gambar: Kotak biru",
    ]


def test_what_is_read_later_comes_with_the_exercises(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html#s6", VOICES % '[{lang: "id-ID"}]')
    expect(page.locator("#s6 h3")).to_have_text("Kuota")
    expect(page.locator("[data-later], #s6 .wait:visible")).to_have_count(0)
    page.get_by_role("button", name="Dengarkan").tap()
    assert page.evaluate("() => window.said.slice(1, 3)") == ["Kuota", "Satu foto, 2,5 MB"]
    raw = page.request.get(f"{server.url}m1-coba.html").text()
    assert "Tugas 4</span></h2>" in raw
    assert "<h3>Kuota" not in raw


def test_where_it_does_not_come_the_page_says_so(open_page: Any, server: Server) -> None:
    page = open_page()
    page.route("**/*-lembar.*", lambda route: route.abort())
    page.goto(f"{server.url}m1-coba.html#s6")
    expect(page.locator("#note")).to_contain_text("Bagian ini belum bisa dibuka")
    page.errors.clear()


def test_without_an_indonesian_voice_there_is_no_button(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html#s2", VOICES % '[{lang: "en-US"}]')
    expect(page.locator("#s2 .course-exercise")).to_be_visible()
    expect(page.locator("#listen")).to_be_hidden()


# The host


def test_the_host_keeps_to_the_front_end_module_contract(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m3-probe.html")
    log = json.loads(page.locator(".probe-log").text_content() or "")
    expected = json.loads((ROOT / "tests/pages/phone/probe.json").read_text("utf-8"))
    assert log == expected
    assert len(log) >= 15


def test_a_widget_of_another_kind_keeps_what_it_changed(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m3-probe.html{INVITATION}")
    expect(page.locator(".probe-log")).to_have_count(1)
    traits = kept_as(page, "traits", {"done": True, "other": 31})
    assert "start" not in traits


# What everybody must be able to see and hit


SMALL = """() => Array.from(document.querySelectorAll('button, .button, summary, .contents a, .input, .top a, main a'))
    .filter((el) => el.getClientRects().length)
    .filter((el) => el.getBoundingClientRect().height < 48)
    .map((el) => el.outerHTML)"""
COVERED = """() => Array.from(document.querySelectorAll('main input, main button, main a, main select, main textarea'))
    .filter((el) => el.getClientRects().length && getComputedStyle(el).opacity !== '0')
    .filter((el) => {
        el.scrollIntoView({block: 'end'});
        const {left, right, top, bottom} = el.getBoundingClientRect();
        const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return !(seen && (el.contains(seen) || seen.contains(el)));
    })
    .map((el) => el.outerHTML)"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def visited(page: Page, url: str) -> Iterator[str]:
    """Walk through the home page, every step of the text lesson, the photo, and sending."""
    page.goto(f"{url}{INVITATION}")
    expect(page.locator("#hello")).to_be_visible()
    page.locator("#switch").click()
    page.locator("#move summary").click()
    expect(page.get_by_role("button", name="Pulihkan jawaban")).to_be_visible()
    yield "home"
    for name, steps in (("m1-coba", 9), ("m2-foto", 2)):
        page.goto(f"{url}{name}.html")
        for number in range(1, steps + 1):
            go(page, f"s{number}")
            if number == steps:
                page.locator(".step.is-current .cx-input").first.fill(
                    "2026-11-30" if steps > 2 else "Donat"
                )
                page.locator(".step.is-current .cx-input").first.blur()
                saved(page)
            if page.locator(".step.is-current [data-widget]").count():
                expect(page.locator(".step.is-current .course-exercise")).to_be_visible()
            yield f"{name} s{number}"
        go(page, "kirim")
        expect(page.get_by_role("link", name="Simpan file")).to_be_visible()
        for summary in page.locator("summary:visible").all():
            summary.click()
        yield f"{name} kirim"


@pytest.mark.parametrize(("width", "letters"), [(320, 100), (360, 200), (1280, 100)])
def test_nothing_is_too_wide_or_too_small(
    open_page: Any, server: Server, width: int, letters: int
) -> None:
    larger = f"addEventListener('DOMContentLoaded', () => document.documentElement.style.fontSize = '{letters * 1.125}%');"
    page = open_page(script=larger, viewport={"width": width, "height": 740})
    for place in visited(page, server.url):
        assert page.evaluate(WIDE) <= 0, place
        assert page.evaluate(SMALL) == [], place
        assert page.evaluate(COVERED) == [], place


@pytest.mark.parametrize(("letters", "rows"), [(100, 1), (200, 5)])
def test_a_scale_is_one_row_of_a_small_screen_where_its_words_fit(
    open_page: Any, server: Server, letters: int, rows: int
) -> None:
    larger = f"addEventListener('DOMContentLoaded', () => document.documentElement.style.fontSize = '{letters * 1.125}%');"
    page = open_page(f"{server.url}m1-coba.html{INVITATION}", script=larger)
    go(page, "s5")
    scale = page.locator("#s5 .cx-kind-scale .cx-option")
    expect(scale).to_have_count(5)
    tops = "(all) => new Set(all.map((el) => Math.round(el.getBoundingClientRect().top))).size"
    expect(page.locator("#s5")).to_be_visible()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert scale.evaluate_all(tops) == rows
    ends = page.locator("#s5 .cx-ends span").locator("visible=true")
    words = ["Sangat tidak setuju", "Ragu-ragu", "Sangat setuju"]
    assert ends.all_inner_texts() == (words if rows == 1 else [])
    page.locator("#s5").get_by_label("Setuju", exact=True).check(force=True)
    expect(page.locator("#s5 .cx-chosen")).to_be_visible(visible=rows == 1)
    inside = "(all) => all.every((el) => el.scrollWidth <= el.clientWidth)"
    assert scale.evaluate_all(inside)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(open_page: Any, server: Server, scheme: str) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    # In the dark only the colours are others; these places have them all.
    only = {} if scheme == "light" else {"runOnly": ["color-contrast"]}
    options = {"resultTypes": ["violations"], **only}  # what is well is not described
    colours = {"home", "m1-coba s2", "m1-coba s7", "m1-coba s8", "m1-coba kirim", "m2-foto kirim"}
    for place in visited(page, server.url):
        if scheme == "dark" and place not in colours:
            continue
        found = Axe().run(page, options=options).response["violations"]
        bad = [(v["id"], [node["html"] for node in v["nodes"]]) for v in found]
        assert bad == [], place


def test_exercise_and_page_agree_on_the_dark(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html#s3", color_scheme="dark")
    colour = "(el) => getComputedStyle(el).backgroundColor"
    body = page.locator("body").evaluate(colour)
    assert body == page.locator("#s3 .course-exercise").evaluate(colour) == "rgb(21, 25, 26)"


def test_on_paper_every_step_and_no_buttons(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html{INVITATION}")
    expect(page.locator("#s1")).to_be_visible()
    page.emulate_media(media="print")
    assert page.locator(".step:visible").count() == 9
    expect(page.locator(".sheet")).to_have_count(8)
    assert page.locator(".sheet:visible").count() == 8
    assert (
        page.locator("button:visible, summary:visible, .live:visible, progress:visible").count()
        == 0
    )
    expect(page.get_by_text("Kode peserta:")).to_be_visible()
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function(
        "() => Array.from(document.images).every((image) => image.complete && image.naturalWidth)"
    )


def test_without_javascript_all_can_be_read(open_page: Any, server: Server) -> None:
    page = open_page(f"{server.url}m1-coba.html", java_script_enabled=False)
    assert page.locator(".step:visible").count() == 10
    assert page.locator("button:visible").count() == 0
    page.locator("#s6").get_by_role("link", name="lembar tugas").first.click()
    expect(page.get_by_role("heading", name="Kuota")).to_be_visible()
    page.go_back()
    page.locator("[data-widget=tugas-status]").get_by_role("link").click()
    assert page.url.endswith("#tugas-status")
    assert page.locator(".sheet:visible").count() == 8
    page.goto(f"{server.url}index.html")
    expect(page.get_by_role("link", name="Mulai Pelajaran 1. Dasar internet")).to_be_visible()


def test_a_lesson_alone_needs_no_home_page(open_page: Any, tmp_path: Path) -> None:
    steps = [step("Tugas 1", form("tugas-status", "status"))]
    page_ = lesson_page("m1-coba", "Dasar internet", steps, home="")
    write(tmp_path, {"m1-coba.html": page_.html.encode(), **page_.files})
    server = Server(tmp_path)
    page = open_page(f"{server.url}m1-coba.html{INVITATION}")
    page.locator("#s1").get_by_text("Pagi hari").tap()
    saved(page)
    page.get_by_role("button", name="Lanjut").tap()
    assert sent_answers(page)["participant"] == "U07"
    assert {path.split(".")[0] for path in server.asked} == {
        "m1-coba", "static/exercise", "static/joining", "static/send"
    }  # fmt: skip
    server.stop()
