"""The files of lesson 4 that an owner keeps: right, repeatable, and deaf to hostile answers."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from conftest import answers_of
from filled import filled
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook
from phone_desk import SCREEN
from windows import Windows

from course.curriculum.keepsakes import Files
from course.curriculum.m4_strategi import calendar, cashbook
from course.curriculum.m4_strategi import calendar as workplan
from course.exercises.answers import Answers, Entry
from course.inbox.submitted import Submission

LESSON = "m4-strategi"
HOSTILE = [
    '=HYPERLINK("http://a.example";"x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1", "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "{% raw %}", "&lt;b&gt;",
    "a\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT", "a;b,c\\n", "\u202eterbalik", "\x00\x07", "😀" * 40, "x" * 5_000,
    ">0", "*", "?", "~*", "<>", "penjualan", "Uang Rumah", "' or 1=1", "", "   ",
]  # fmt: skip
TEXT = st.sampled_from(HOSTILE) | st.text(max_size=60)


def full(exercise: str) -> dict[str, Any]:
    path = answers_of(LESSON) / f"{exercise}.json"
    return json.loads(path.read_text("utf-8"))[0]["value"]


def material(**answers: dict[str, Any]) -> Submission:
    named = {key.replace("_", "-"): value for key, value in answers.items()}
    return filled(LESSON, named)


def everything() -> Submission:
    names = (
        "kalender", "kalender-lanjut", "kas-golongan", "rencana-kerja", "rencana-tanda", "percobaan",
    )  # fmt: skip
    return filled(LESSON, {name: full(name) for name in names})


def before(**changes: Any) -> dict[str, Any]:
    """Return the plan of four weeks that was asked for before the lesson was shortened."""
    kinds = ["proses", "produk", "tips"]
    week = {
        row: {"kanal": "status", "jenis": kind, "isi": f"isi {kind} {row}", "ajakan": "balas"}
        for row, kind in zip("abc", kinds, strict=True)
    }
    return (
        {**full("kalender"), "lain": {"hitung": {"hari": "sab"}}, "minggu1": week}
        | {f"minggu{n}": week for n in (2, 3, 4)}
        | changes
    )


def events(files: Files) -> list[Any]:
    return Calendar.from_ical(files.contents["kalender-posting.ics"]).walk("VEVENT")


class Page(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def posts(files: Files) -> list[Any]:
    return [e for e in events(files) if e["SUMMARY"].startswith("Posting")]


def test_the_calendar_has_every_post_on_its_day() -> None:
    files = calendar.write_calendar(everything())
    assert files.notes == []
    found = posts(files)
    days = [e.decoded("DTSTART") for e in found]
    assert days[0] == dt.datetime(2026, 11, 30, 16, 0)  # noqa: DTZ001  floating on purpose
    assert days == sorted(days)
    assert [d.strftime("%a") for d in days] == ["Mon", "Wed", "Fri"]
    assert [e["SUMMARY"] for e in found][1] == "Posting: Instagram (Produk)"
    assert "kotak isi 6" in found[1]["DESCRIPTION"]
    assert calendar.INVITATION in found[1]["DESCRIPTION"].replace("\\", "")
    assert all(len(e.walk("VALARM")) == 1 for e in found)
    assert all(e.decoded("DTSTART").tzinfo is None for e in found)
    assert len({e["UID"] for e in events(files)}) == len(events(files)) == 3


def test_a_plan_of_four_weeks_from_before_is_still_a_calendar() -> None:
    files = calendar.write_calendar(material(kalender=before()))
    assert files.notes == []
    assert [e.decoded("DTSTART").strftime("%a") for e in posts(files)] == ["Mon", "Wed", "Fri"] * 4
    counted = [e.decoded("DTSTART").date() for e in events(files) if e["SUMMARY"].startswith("Hi")]
    assert counted == [dt.date(2026, 12, 5) + dt.timedelta(weeks=n) for n in range(4)]


def test_a_plan_without_its_places_is_a_calendar_too() -> None:
    files = calendar.write_calendar(material(kalender=full("kalender")))
    assert [e["SUMMARY"] for e in posts(files)] == ["Posting: Media sosial (Isi)"] * 3


def test_a_plan_may_begin_in_the_middle_of_a_week_and_without_an_hour() -> None:
    first = {**before(), "mulai": "2026-12-02"}  # a Wednesday
    del first["jam"]
    days = [e.decoded("DTSTART") for e in posts(calendar.write_calendar(material(kalender=first)))]
    assert [str(day) for day in days[:4]] == [
        "2026-12-02",
        "2026-12-04",
        "2026-12-07",
        "2026-12-09",
    ]
    assert not any(isinstance(day, dt.datetime) for day in days)


@pytest.mark.parametrize("missing", ["mulai", "hari", "minggu1"])
def test_half_a_plan_gives_a_note_and_no_file(missing: str) -> None:
    first = {key: value for key, value in full("kalender").items() if key != missing}
    files = calendar.write_calendar(material(kalender=first))
    assert files.contents == {}
    assert "Tugas 9" in files.notes[0]


def test_rows_without_a_day_are_named_not_lost_in_silence() -> None:
    first = {**full("kalender"), "hari": ["sen", "kam"]}
    files = calendar.write_calendar(
        material(kalender=first, kalender_lanjut=full("kalender-lanjut"))
    )
    assert len(posts(files)) == 2
    assert files.notes[0].startswith("1 postingan tidak ikut di kalender")


def test_the_same_answers_give_the_same_calendar() -> None:
    assert calendar.write_calendar(everything()) == calendar.write_calendar(everything())


def answered_at(day: dt.datetime, later: dt.datetime, **changes: str) -> Submission:
    """The plan, with both halves' own times, and some of its first half changed."""
    names = {"kalender": day, "kalender-lanjut": later}
    values = {name: full(name) for name in names}
    values["kalender"] |= changes
    work = filled(LESSON, values, "U01")
    entries = {name: Entry(value=values[name], at=at) for name, at in names.items()}
    vars(work)["answers"] = Answers(lesson=LESSON, participant="U01", answers=entries)
    return work


FIRST = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("seconds", "half", "changes"),
    [
        (86_400, 0, {"mulai": "2026-11-16", "jam": "19:30"}),
        (1, 0, {"jam": "08:00"}),
        (60, 1, {}),
        (7 * 86_400, 0, {"mulai": "2027-01-04"}),
    ],
)
def test_a_corrected_plan_is_newer_than_the_first(
    seconds: int, half: int, changes: dict[str, str]
) -> None:
    """RFC 5546, 2.1.5: a telephone keeps the event whose SEQUENCE is higher, then the later DTSTAMP."""
    after = [FIRST, FIRST]
    after[half] += dt.timedelta(seconds=seconds)
    old = {e["UID"]: e for e in events(calendar.write_calendar(answered_at(FIRST, FIRST)))}
    new = events(calendar.write_calendar(answered_at(*after, **changes)))
    assert {e["UID"] for e in new} == set(old)
    for event in new:
        before = old[event["UID"]]
        assert 0 <= before["SEQUENCE"] < event["SEQUENCE"] < 2**31
        for stamp in ("DTSTAMP", "LAST-MODIFIED"):
            assert before.decoded(stamp) < event.decoded(stamp)
            assert event.decoded(stamp) == max(after)


@pytest.mark.parametrize("year", [1, 1970, 2019, 2090, 9999])
def test_a_clock_of_any_year_gives_a_calendar(year: int) -> None:
    at = dt.datetime(year, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    for event in events(calendar.write_calendar(answered_at(at, at))):
        assert 0 <= event["SEQUENCE"] < 2**31


def test_the_sheets_for_the_wall_say_what_was_planned() -> None:
    page = Page(calendar.write_calendar(everything()).contents["kalender-posting.html"])
    for words in (
        "Senin, 30 November 2026",
        "Jumat, 4 Desember 2026",
        "Jam posting 16.00",
        "kotak isi 6",
    ):
        assert words in page.text
    assert page.tags.count("tr") == 1 + 3
    plan = Page(workplan.write_workplan(everything()).contents["rencana-kerja.html"])
    for words in ("Memotret lima produk", "Keluarga", "Minggu depan", "10 orang", "mangkuk kertas"):
        assert words in plan.text
    alone = workplan.write_workplan(material(rencana_kerja=full("rencana-kerja")))
    assert "Percobaan" not in Page(alone.contents["rencana-kerja.html"]).text


@pytest.mark.browser
def test_the_sheets_can_be_read_on_a_phone(screens: Windows, tmp_path: Path) -> None:
    made = {
        **calendar.write_calendar(everything()).contents,
        **workplan.write_workplan(everything()).contents,
    }
    with screens.one(**SCREEN) as page:
        for name in ("kalender-posting.html", "rencana-kerja.html"):
            (tmp_path / name).write_bytes(made[name])
            page.goto((tmp_path / name).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            widths = page.evaluate("[...document.querySelectorAll('td')].map(e => e.clientWidth)")
            assert len(widths) >= 12
            assert min(widths) > 250
            assert page.locator("td:not([data-name])").count() == 0


def test_an_empty_work_plan_gives_a_note() -> None:
    for value in ({}, {"rencana": {}}, {"rencana": {"l1": {"siapa": "saya"}}}, {"rencana": None}):
        files = workplan.write_workplan(material(rencana_kerja=value))
        assert files.contents == {}
        assert "Tugas 14" in files.notes[0]


def hostile_calendar(text: str) -> dict[str, Any]:
    first = full("kalender")
    for cells in first["minggu1"].values():
        cells["isi"] = text
    return first


@settings(max_examples=60, deadline=None)
@given(text=TEXT)
def test_no_text_adds_an_event_or_a_tag(text: str) -> None:
    files = calendar.write_calendar(
        material(kalender=hostile_calendar(text), kalender_lanjut=full("kalender-lanjut"))
    )
    assert len(events(files)) == 3
    ics = files.contents["kalender-posting.ics"]
    assert ics.count(b"BEGIN:VEVENT") - ics.count(b"\r\n BEGIN:VEVENT") >= 3
    assert sum(line == b"BEGIN:VEVENT" for line in ics.split(b"\r\n")) == 3
    steps = {f"l{n}": {"langkah": f"foto {text}"} for n in (1, 2, 3)}
    signs = {f"l{n}": {"tanda": text} for n in (1, 2, 3)}
    experiment = dict.fromkeys(("ubah", "ukur", "batas", "lalu"), text)
    plan = workplan.write_workplan(
        material(
            rencana_kerja={"rencana": steps}, rencana_tanda={"tanda": signs}, percobaan=experiment
        )
    ).contents["rencana-kerja.html"]
    plain = Page(calendar.write_calendar(everything()).contents["kalender-posting.html"])
    for page in (files.contents["kalender-posting.html"], plan):
        assert not set(Page(page).tags) - set(plain.tags) - {"dl", "dt", "dd"}
        assert b"49" not in page or "49" in text
        assert len(page) < 60_000


def strings(book: Any) -> list[str]:
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type != "f"]
    return [c.value for c in cells if isinstance(c.value, str) and c.value]


@settings(max_examples=200, deadline=None)
@given(typed=st.lists(TEXT | st.none() | st.integers(), min_size=3, max_size=3))
def test_a_name_of_a_cost_is_a_plain_criterion(typed: list[Any]) -> None:
    names = cashbook.own_costs({f"sendiri{n}": text for n, text in enumerate(typed, start=1)})
    assert all(re.fullmatch(r"[\w .,/&()]{1,30}", name) for name in names), names
    assert len({name.casefold() for name in names}) == len(names)
    assert {name.casefold() for name in cashbook.USUAL_COSTS} <= {name.casefold() for name in names}


@pytest.mark.parametrize("start", range(0, len(HOSTILE), 9))
def test_no_text_becomes_a_formula(start: int) -> None:
    texts = HOSTILE[start : start + 9]
    answer: dict[str, Any] = {f"sendiri{n}": text for n, text in enumerate(texts[:3], start=1)}
    data = cashbook.write_cashbook(material(kas_golongan=answer)).contents["buku-kas.xlsx"]
    assert len(data) < 60_000
    book = load_workbook(io.BytesIO(data))
    assert not [text for text in strings(book) if text[0] in "=+-@\t\r\n"]
    plain = cashbook.write_cashbook(material(kas_golongan={})).contents["buku-kas.xlsx"]
    ours = {shape(f) for f in formulas(load_workbook(io.BytesIO(plain)))}
    assert {shape(f) for f in formulas(book)} == ours


def formulas(book: Any) -> list[str]:
    return [
        c.value for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"
    ]


def shape(formula: str) -> str:
    return re.sub(r"\d+", "0", formula)


def test_own_costs_come_first_and_none_twice() -> None:
    answer = {"sendiri1": "tepung", "sendiri2": " Bahan ", "sendiri3": "TEPUNG"}
    assert cashbook.own_costs(answer) == [
        "Tepung",
        "Bahan",
        "Kemasan",
        "Ongkos kirim",
        "Kuota dan listrik",
        "Upah sendiri",
        "Biaya lain",
    ]
    assert cashbook.own_costs({"sendiri1": "=penjualan", "sendiri2": "uang rumah"}) == list(
        cashbook.USUAL_COSTS
    )
    assert (
        cashbook.own_costs({"sendiri1": '=HYPERLINK("x")', "sendiri2": "+++"})[0] == "HYPERLINK( x"
    )


def recalculated(folder: Path, paths: list[Path]) -> list[Any]:
    """Open workbooks in LibreOffice, save them anew, and read the values it computed."""
    office = shutil.which("libreoffice") or shutil.which("soffice")
    assert office
    done = subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(folder / "out"), *map(str, paths)],
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [load_workbook(folder / "out" / path.name, data_only=True) for path in paths]


def values(sheet: Any, names: str, numbers: str) -> dict[str, Any]:
    rows = range(1, sheet.max_row + 1)
    return {sheet[f"{names}{row}"].value: sheet[f"{numbers}{row}"].value for row in rows}


@pytest.mark.office
@pytest.mark.skipif(
    not (shutil.which("libreoffice") or shutil.which("soffice")),
    reason="LibreOffice is not installed (apt-get install libreoffice-calc)",
)
def test_libreoffice_computes_the_cash_book_without_errors(tmp_path: Path) -> None:
    data = cashbook.write_cashbook(everything()).contents["buku-kas.xlsx"]
    (tmp_path / "kosong.xlsx").write_bytes(data)
    book = load_workbook(io.BytesIO(data))
    notes = [("Penjualan", 500_000, None), ("Tepung", None, 120_000), ("Minyak", None, 30_000), ("Bahan", None, 60_000),
             ("Tambahan modal", 100_000, None), ("Uang rumah", None, 75_000), (None, None, 5_000)]  # fmt: skip
    sheet = book["Buku kas"]
    sheet["D3"] = 200_000
    for row, (group, paid_in, paid_out) in enumerate(notes, start=cashbook.FIRST):
        sheet[f"C{row}"], sheet[f"D{row}"], sheet[f"E{row}"] = group, paid_in, paid_out
    book.save(tmp_path / "terisi.xlsx")
    empty, filled = recalculated(tmp_path, [tmp_path / "kosong.xlsx", tmp_path / "terisi.xlsx"])
    for computed in (empty, filled):
        assert [text for text in strings(computed) if text.startswith("#")] == []
    practice = values(empty["Contoh"], "B", "D")
    assert practice["Penjualan"] == 1_800_000
    assert practice["Biaya usaha"] == 966_000
    assert practice["Untung"] == 834_000
    assert practice["Untung dari penjualan"] == pytest.approx(0.46333, abs=1e-5)
    assert practice["Kas akhir"] == 934_000
    assert empty["Contoh"]["F12"].value == 934_000
    assert set(values(empty["Ringkasan"], "A", "B").values()) <= {None, 0}
    summary = values(filled["Ringkasan"], "A", "B")
    expected = {"Kas awal": 200_000, "Penjualan": 500_000, "Tepung": 120_000, "Bahan": 60_000, "Kemasan": 0,
                "Jumlah biaya usaha": 210_000, "Untung": 290_000, "Untung dari penjualan": 0.58, "Uang rumah": 75_000,
                "Tambahan modal": 100_000, "Kas akhir": 510_000, "Belum diberi golongan": 5_000}  # fmt: skip
    assert {name: summary[name] for name in expected} == pytest.approx(expected)
    assert filled["Buku kas"][f"F{cashbook.FIRST + 6}"].value == 510_000
    assert filled["Buku kas"][f"F{cashbook.FIRST + 7}"].value in (None, "")
