"""What the phone makes to keep, a catalogue's text and a calendar's file, is what `course keepsake` makes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, answers_of
from filled import filled
from icalendar import Calendar
from phone_site import INVITATION, MARKS, Server, go, lay_lesson, write
from playwright.sync_api import Page, expect

from course import lessons
from course.curriculum.asesmen.keepsakes import write_card
from course.curriculum.m3_foto_katalog.keepsakes import write_catalogue
from course.curriculum.m4_strategi.calendar import write_calendar
from course.exercises.answers import Answers, Entry
from course.phone.exporter import make_page
from course.phone.site import site_files

pytest_plugins = ["phone_fixtures"]
CATALOGUE, CALENDAR = "m3-foto-katalog", "m4-strategi"
AT = "2026-11-21T13:05:00+07:00"
WRITTEN = [
    "Rempeyek Kacang", "REMPEYEK KACANG PEDAS!!!", "rempeyek 🥜 enak, pesan WA 0812-3456-7890",
    "renyah,gurih.tahan 2 minggu", "lihat www.contoh.example/peyek ya", "PIRT ada. halal MUI",
    "dibuat tiap pagi &amp; digoreng sekali", "<b>tebal</b> sekali", "* keripik singkong -", "150 gram",
]  # fmt: skip
PRICES = [
    "15.000",
    "Rp 15.000,-",
    "15rb",
    "15",
    "1,5 juta",
    "murah",
    "50",
    "20 ribu",
    "7500",
    "Rp12.500",
]

IN_WORDS = {
    "35 ribu": "Rp35.000", "12,5RB": "Rp12.500", "rp. 2,25 Juta": "Rp2.250.000", "Rp15.000,-": "Rp15.000",
    "8k": "Rp8.000", "15rb/kg": "15rb/kg", "10-12 ribu": "10-12 ribu", "0 ribu": "0 ribu", "35 ribuan": "35 ribuan",
}  # fmt: skip
"""Prices in words, and as the card says them: one plain price as one reads it, else as typed."""


def definition(lesson: str, exercise: str) -> Any:
    return lessons.load(REPOSITORY, lesson).definitions[exercise]


def frozen(lesson: str, exercise: str) -> list[dict[str, Any]]:
    """Return what of the lesson's frozen answers can be used as the exercise is asked now."""
    path = answers_of(lesson) / f"{exercise}.json"
    asked = definition(lesson, exercise)
    every = (case["value"] for case in json.loads(path.read_text("utf-8")))
    return [asked.read(value)[0] for value in every if isinstance(value, dict)]


def answered(lesson: str, exercise: str, value: dict[str, Any]) -> dict[str, Any]:
    fields = [field.to_json() for field in definition(lesson, exercise).fields]
    return {"fields": fields, "value": value, "at": AT}


def on_the_phone(kind: str, cases: list[list[dict[str, Any]]]) -> list[str]:
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or "node"
    done = subprocess.run(
        [node, str(REPOSITORY / "tests/js/kept.js")],
        input="\n".join(json.dumps({"kind": kind, "all": all_}) for all_ in cases),
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def goods() -> Iterator[dict[str, Any]]:
    """Yield answers whose texts and prices are written in many ways, in whatever fields ask them."""
    (full, *_) = frozen(CATALOGUE, "katalog-saya")
    for n, (text, price) in enumerate(zip(WRITTEN, PRICES, strict=True)):
        value = json.loads(json.dumps(full))
        told = value.get("usaha")
        cells = value["produk"].setdefault("p1", {})
        if isinstance(told, dict):
            told |= {"barang": text, "harga": price, "isi": WRITTEN[n - 1]}
        else:
            cells |= {"nama": text, "harga": price, "isi": WRITTEN[n - 1]}
        cells["keterangan"] = WRITTEN[n - 3]
        yield value


def test_the_catalogue_says_the_same() -> None:
    cases = [*frozen(CATALOGUE, "katalog-saya"), *goods()]
    shown = on_the_phone("catalogue", [[answered(CATALOGUE, "katalog-saya", one)] for one in cases])
    wrong = []
    for value, text in zip(cases, shown, strict=True):
        files = write_catalogue(filled(CATALOGUE, {"katalog-saya": value}))
        made = files.contents.get("katalog.txt", b"").decode()
        if made != text:
            wrong.append((made, text))
    assert not wrong, "\n\n".join(f"{made}\n--- phone:\n{text}" for made, text in wrong)
    assert sum(map(bool, shown)) > len(WRITTEN) / 2


def events(text: str | bytes) -> list[dict[str, Any]]:
    """Return what a calendar reads of each posting; the counting of a longer plan is no posting."""
    found = []
    for event in Calendar.from_ical(text).walk("VEVENT") if text else ():
        if "-hitung-" in event["uid"]:
            continue
        (alarm,) = event.walk("VALARM")
        said = {name: str(event[name]) for name in ("uid", "summary", "description", "sequence")}
        when = [event.decoded(name) for name in ("dtstart", "duration", "dtstamp", "last-modified")]
        found.append(
            {**said, "when": when, "alarm": (str(alarm["description"]), alarm.decoded("trigger"))}
        )
    return found


def test_the_card_of_the_shop_says_the_same_and_adds_nothing() -> None:
    shops = [
        ({"nama": name, "daerah": town}, {"barang": goods, "harga": price, "isi": amount, **more})
        for name, town in (("Keripik Melati", "Kabupaten Brebes"), ("", ""), (" *Rajut*\u200b ", "Solo"))
        for goods, amount in (("keripik\tsingkong", "1 bungkus"), ("jahit", ""), ("", ""))
        for price in (*PRICES, *IN_WORDS, "", "150000")
        for more in ({}, {"barang2": "donat", "harga2": "2.000"}, {"harga2": "2.000"})
    ]  # fmt: skip
    told = [
        ({k: v for k, v in a.items() if v}, {k: v for k, v in b.items() if v}) for a, b in shops
    ]
    shown = on_the_phone("card", [[{"value": a}, {"value": b}] for a, b in told])
    for (shop, goods), text in zip(told, shown, strict=True):
        files = write_card(filled("asesmen", {"toko": shop, "barang": goods}))
        assert files.contents.get("kartu-toko.txt", b"").decode() == text
        assert bool(text) == ("barang" in goods or "barang2" in goods)
    assert (
        shown[0] == "*Keripik Melati*\nKabupaten Brebes\n\nkeripik singkong: Rp15.000 (1 bungkus)\n"
    )
    for typed, read in IN_WORDS.items():
        assert any(f"singkong: {read} (1" in text for text in shown), (typed, read)


@pytest.mark.long
def test_the_calendar_says_the_same() -> None:
    second = frozen(CALENDAR, "kalender-lanjut")
    pairs = [
        ({**first, **change}, ways)
        for first in frozen(CALENDAR, "kalender")
        for ways in (second[0], second[1], {})
        for change in ({}, {"jam": "07:30"}, {"mulai": "2027-02-27"}, {"hari": ["min"]}, {"hari": []})
    ]  # fmt: skip
    shown = on_the_phone(
        "calendar",
        [[answered(CALENDAR, "kalender", a), answered(CALENDAR, "kalender-lanjut", b)] for a, b in pairs],
    )  # fmt: skip
    for (first, ways), text in zip(pairs, shown, strict=True):
        work = filled(CALENDAR, {"kalender": first, "kalender-lanjut": ways})
        at = datetime.fromisoformat(AT)
        entry = Entry(value={}, at=at)
        vars(work)["answers"] = Answers(
            lesson=CALENDAR, answers={"kalender": entry, "kalender-lanjut": entry}
        )
        made = write_calendar(work).contents.get("kalender-posting.ics", b"")
        assert events(text) == events(made), (first, ways)
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        if text:
            assert events(text)[0]["when"][2] == at.astimezone(UTC)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("kept")
    lay_lesson(folder, CALENDAR)
    server = Server(folder)
    yield server
    server.stop()


@pytest.mark.browser
@MARKS[1]
def test_the_card_is_there_when_its_lesson_is_opened_again(open_page: Any, tmp_path: Path) -> None:
    lesson = lessons.load(REPOSITORY, "asesmen")
    made = make_page(lesson.notebook, lesson.path.parent, "asesmen", "index.html")
    write(tmp_path, site_files([made], {"asesmen": lesson.about}))
    server = Server(tmp_path)
    try:
        page: Page = open_page(f"{server.url}asesmen.html{INVITATION}")
        find = "document.querySelector('[data-widget=barang]').closest('.step').id"
        go(page, page.evaluate(find))
        place = page.locator("[data-widget=barang]")
        for label, text in (("Barang atau jasa pertama", "donat"), ("Harganya", "35 ribu")):
            place.get_by_label(label).fill(text)
            place.get_by_label(label).blur()
        expect(place.locator(".cx-status")).to_contain_text("Tersimpan")
        page.goto("about:blank")
        page.goto(
            f"{server.url}asesmen.html#s1"
        )  # its texts come later: a page error fails the test
        card = page.get_by_text("donat: Rp35.000")
        expect(card).to_be_attached()
    finally:
        server.stop()


@pytest.mark.browser
@MARKS[1]
def test_the_calendar_is_had_from_the_page(open_page: Any, built: Server) -> None:
    page: Page = open_page(f"{built.url}{CALENDAR}.html{INVITATION}")
    step = page.evaluate("document.querySelector('[data-widget=kalender]').closest('.step').id")
    go(page, step)
    here = page.locator(f"#{step}")
    here.locator("input[type=date]").first.fill("2026-11-30")
    for day in ("Senin", "Rabu", "Jumat"):
        here.locator(".cx-kind-choices").get_by_text(day, exact=True).tap()
    part = here.locator(".cx-part")
    of = int(part.inner_text().split()[-1]) if part.is_visible() else 1
    for n in range(1, of + 1):  # the table may stand in a later part
        if n > 1:
            page.locator("#next").tap()
            expect(part).to_have_text(f"Halaman {n} dari {of}")
        isi = here.get_by_label("isi singkat, ").locator("visible=true")
        if isi.count() and not isi.first.input_value():
            isi.first.fill("Foto mengulek cabai")
            isi.first.blur()
    here.get_by_role("button", name="Periksa jawaban saya").tap()
    here.get_by_role("button", name="Periksa apa adanya").tap()
    link = here.get_by_role("link", name="Masukkan ke kalender HP")
    expect(link).to_be_visible()
    with page.expect_download() as download:
        link.tap()
    assert download.value.suggested_filename == "kalender-posting.ics"
    first, *_ = events(Path(download.value.path()).read_bytes())
    assert "Foto mengulek cabai" in first["description"]
