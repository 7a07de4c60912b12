"""Lesson 5's numbers, worked out again from what each exercise gives (curriculum 4.5).

Each test states the book's sample answer, recomputes it, and holds the lesson's full answer to it.
Where the lesson asks something else than the book, the difference stands beside it.
"""

from __future__ import annotations

import json
import math
import re
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import REPOSITORY, answers_of

from course import lessons
from course.criteria.numbers import readings
from course.curriculum.m5_ekspor.english import is_english, tokens
from course.curriculum.m5_ekspor.keepsakes import LESSON as SHEET
from course.curriculum.m5_ekspor.keepsakes import TASK

LESSON = lessons.load(REPOSITORY, "m5-ekspor")
PROSE = {c.id: c.source for c in LESSON.notebook.cells if c.cell_type == "markdown"}


def prompt(exercise: str) -> str:
    return LESSON.definitions[exercise].prompt


def cases(exercise: str) -> list[dict[str, Any]]:
    path = answers_of(LESSON.name) / f"{exercise}.json"
    known: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return known


def full(exercise: str) -> dict[str, Any]:
    return cases(exercise)[0]["value"]


def options(exercise: str, key: str) -> tuple[str, list[str]]:
    """Return the option a practice calls right, and the others."""
    asked = LESSON.definitions[exercise].by_key[key]
    good = full(exercise)[key]
    return asked.options[good], [text for one, text in asked.options.items() if one != good]


def number(raw: str) -> float:
    return max(readings(raw))


def given(exercise: str) -> str:
    return LESSON.definitions[exercise].prompt


def test_m5_06_the_price_of_500_scarves() -> None:
    assert all(text in given("hitung-harga") for text in
               ("500", "20.500", "25%", "3.250.000", "16.000"))  # fmt: skip
    pieces, rate = 500, 16_000
    # The book gives 18,000 and 2,500 of packing, and papers, lorry and port one by one.
    capital = pieces * (18_000 + 2_500)
    exw = Fraction(capital) * Fraction(125, 100)
    fob = exw + 1_250_000 + 900_000 + 1_100_000
    assert (capital, exw, fob) == (10_250_000, 12_812_500, 16_062_500)
    answer = full("hitung-harga")
    assert [number(answer[key]) for key in ("modal", "exw", "fob")] == [capital, exw, fob]
    assert number(answer["rupiah"]) == fob / pieces == 32_125
    assert round(float(fob / pieces / rate), 2) == number(answer["dolar"]) == 2.01
    story = next(c["value"] for c in cases("lembar-harga") if "story" in c["case"])
    assert [number(story[key]) for key in ("modal", "exw", "fob")] == [
        3_000_000,
        3_600_000,
        5_100_000,
    ]
    assert round(5_100_000 / 100 / rate, 2) == number(story["dolar"]) == 3.19


def test_the_price_sheet_s_sheets_are_the_exercises() -> None:
    assert SHEET["jumlah"] * SHEET["membuat"] == 10_250_000
    assert SHEET["antar"] == 3_250_000
    assert SHEET["asuransi"] * SHEET["nilai"] == pytest.approx(0.0033)
    assert all(text in given("lembar-harga") for text in ("100 buah", "20%", "1.500.000", "16.000"))
    assert (TASK["jumlah"], TASK["untung"], TASK["antar"], TASK["kurs"]) == (
        100,
        0.2,
        1_500_000,
        16_000,
    )


def test_m5_10_the_deadline_in_western_indonesia_time() -> None:
    sent = datetime(2026, 11, 19, 16, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert sent.strftime("%A") == "Thursday"
    until = (sent + timedelta(hours=24)).astimezone(ZoneInfo("Asia/Jakarta"))
    assert until.strftime("%A %H:%M") == "Friday 22:30"
    assert full("batas-balas")["hari"] == until.date().isoformat()
    assert full("batas-balas")["jam"] == until.strftime("%H:%M")
    there, here = (sent.astimezone(ZoneInfo(z)).utcoffset() for z in ("Europe/Amsterdam", "Asia/Jakarta"))  # fmt: skip
    assert here - there == timedelta(hours=6)


def test_m5_10_the_practice_and_the_example_count_the_same_way() -> None:
    wib = ZoneInfo("Asia/Jakarta")
    tuesday = datetime(2026, 11, 17, 20, 0, tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(wib)
    assert tuesday.strftime("%A %H:%M") == "Wednesday 02:00"
    assert (tuesday + timedelta(days=1)).strftime("%A %H:%M") == "Thursday 02:00"
    monday = datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(wib)
    assert monday.strftime("%A %H:%M") == "Monday 15:00"
    assert datetime(2026, 11, 21, tzinfo=wib).strftime("%A") == "Saturday"


def test_m5_12_what_the_courier_charges() -> None:
    assert "40 × 30 × 25 cm" in given("kirim-contoh")
    story = next(c["value"] for c in cases("kirim-contoh") if "story" in c["case"])
    assert Fraction(40 * 30 * 25, 5_000) == 6 == number(story["ukuran"])
    assert max(6, 5) == number(story["bayar"])
    assert Fraction(50 * 40 * 20, 5_000) == 8  # the picture
    assert options("latihan-contoh", "bayar")[0] == f"{max(20 * 20 * 50 // 5_000, 3)} kg"
    assert options("lagi-contoh", "bayar")[0] == f"{max(30 * 25 * 20 // 5_000, 5)} kg"
    assert number(options("ingat-modal", "modal")[0]) == 15_000 + 4_000 + 8_000 + 3_000 == 30_000


def test_m5_14_how_long_it_takes() -> None:
    # The book asks 1,500 scarves at 120 a day; the lesson asks 300 of the own goods.
    assert all(text in given("sanggup-kirim") for text in ("300", "3 hari", "5 hari", "Pakai 20"))
    story = next(c["value"] for c in cases("sanggup-kirim") if "twenty" in c["case"])
    making = math.ceil(Fraction(300, 20))
    total = making + 3
    reserve = math.ceil(total * Fraction(12, 10))
    calendar = math.ceil(Fraction(reserve, 5) * 7)
    assert (making, total, reserve, calendar) == (15, 18, 22, 31)
    assert [number(story[k]) for k in ("buat", "jumlah", "cadangan", "kalender")] == [
        making, total, reserve, calendar,
    ]  # fmt: skip
    promises = sorted(
        int(key[1:])
        for key in LESSON.definitions["sanggup-kirim"].fields[-1].options
        if key[1:].isdigit()
    )
    assert min(days for days in promises if days >= calendar) == 45 == int(story["janji"][1:])


def test_the_worked_example_and_the_practices_are_right() -> None:
    text = PROSE["tangga"]
    capital, papers = 100 * 10_000, 300_000
    exw = capital * 120 // 100
    worked = [capital, exw, exw + papers, (exw + papers) // 100]
    assert all(f"{n:,}".replace(",", ".") in text for n in worked)
    assert round(15_000 / 16_000, 4) == 0.9375
    assert "0,94" in text
    for name, pieces, cost, papers in (
        ("latihan-harga", 100, 35_000, 800_000),
        ("lagi-harga", 200, 10_000, 600_000),
    ):
        exw = pieces * cost * 120 // 100
        for key, right in (("exw", exw), ("satu", (exw + papers) // pieces)):
            good, others = options(name, key)
            assert number(good) == right
            assert right not in map(number, others)


def test_the_other_worked_numbers_of_the_lesson() -> None:
    assert (math.ceil(250 / 40) + 3) * Fraction(12, 10) == 12  # latihan-sanggup
    assert (math.ceil(90 / 20) + 5) * Fraction(12, 10) == 12  # lagi-sanggup
    assert 700 / 100 == 7  # the example of Duduk 5
    assert math.ceil(Fraction(12, 5) * 7) == 17
    assert Fraction(110, 100) * Fraction(3, 1000) == Fraction(33, 10_000)


def test_what_the_hs_task_asks_stands_in_it() -> None:
    rows = re.findall(r"^(\d{4}\.\d\d) ", prompt("kode-hs"), re.MULTILINE)
    assert rows == sorted(set(rows))
    assert len(rows) <= 8
    (table,) = LESSON.definitions["kode-hs"].fields
    assert list(table.columns[0].options.values()) == rows  # type: ignore[attr-defined]
    assert "PDDL" in PROSE["kode-hs-teks"]


def test_the_checker_knows_the_words_that_are_taught() -> None:
    words = re.findall(r"([a-z ]+) \(", PROSE["kata-barang"].partition("Tidak ada")[0])
    assert len(words) == 22
    unknown = [w for phrase in words for w in tokens(phrase) if not is_english(w)]
    assert unknown == []


def test_percentages_of_the_news_are_the_book_s() -> None:
    """E22, E23: the rise of April 2021 is measured against the pandemic April of 2020."""
    assert "51,94" in PROSE["berita"]
    assert "pandemi" in PROSE["berita"]
