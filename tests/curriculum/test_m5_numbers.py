"""Lesson 5's numbers, worked out again from what each exercise gives (curriculum 4.5).

Each test states the book's sample answer, recomputes it, and holds the lesson's full answer to it.
Where the lesson asks something else than the book, the difference stands beside it.
"""

from __future__ import annotations

import json
import math
import re
from fractions import Fraction
from typing import Any

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


def test_m5_06_a_price_in_dollars() -> None:
    """The book reckons 500 scarves at once: here one, at the course's rule for a buyer abroad."""
    assert all(text in given("lembar-harga") for text in ("2.500", "16.000", "30.000"))
    assert (TASK["kali"], TASK["antar"], TASK["kurs"]) == (1.25, 2_500, 16_000)
    assert "modal × 1,5" in PROSE["tangga"]
    assert "modal × 1,25" in PROSE["tangga"]
    home = Fraction(30_000) * Fraction(125, 100)
    story = next(c["value"] for c in cases("lembar-harga") if "story" in c["case"])
    worked = [home, home + 2_500, (home + 2_500) / 16_000]
    assert (
        [number(story[key]) for key in ("rumah", "fob", "dolar")] == worked == [37_500, 40_000, 2.5]
    )
    assert "USD 2.50" in given("siapa-membayar")
    scarf = SHEET["modal"] * SHEET["kali"] + SHEET["antar"]
    # The book's FOB of one of 500 scarves, and what listing and letter ask.
    assert scarf == 32_125
    assert round(scarf / SHEET["kurs"], 2) == 2.01
    assert all("2,01 dolar" in given(name) for name in ("listing", "balas-pembeli"))


def test_the_worked_price_and_its_practices_are_right() -> None:
    text = PROSE["tangga"]
    assert Fraction(12_000) * Fraction(125, 100) == 15_000
    assert all(f"{n:,}".replace(",", ".") in text for n in (12_000, 15_000, 16_000))
    for name, cost, papers in (("latihan-harga", 40_000, 6_000), ("lagi-harga", 8_000, 2_000)):
        assert f"{cost:,}".replace(",", ".") in given(name)
        home = cost * 5 // 4
        for key, right in (("rumah", home), ("dolar", (home + papers) / 16_000)):
            good, others = options(name, key)
            assert price(good) == right
            assert right not in map(price, others)


def price(option: str) -> float:
    figure = option.removeprefix("Rp").removesuffix(" dolar")
    return float(figure.replace(".", "").replace(",", "."))


def test_m5_12_what_the_courier_charges() -> None:
    assert "40 × 30 × 25 cm" in given("kirim-contoh")
    story = next(c["value"] for c in cases("kirim-contoh") if "story" in c["case"])
    assert number(story["kali"]) == 40 * 30 * 25
    assert Fraction(40 * 30 * 25, 5_000) == 6 == number(story["ukuran"])
    assert max(6, 5) == number(story["bayar"])
    assert Fraction(50 * 40 * 20, 5_000) == 8  # the picture
    assert options("latihan-contoh", "bayar")[0] == f"{max(20 * 20 * 50 // 5_000, 3)} kg"
    assert options("lagi-contoh", "bayar")[0] == f"{max(30 * 25 * 20 // 5_000, 5)} kg"
    assert number(options("ingat-modal", "modal")[0]) == 15_000 + 4_000 + 8_000 + 3_000 == 30_000


def days(order: int, daily: int) -> int:
    """Return the days as the lesson reckons them: making, as long again, five for packing."""
    return math.ceil(Fraction(order, daily)) * 2 + 5


def test_m5_14_how_long_it_takes() -> None:
    # The book asks 1,500 scarves at 120 a day, with calendar days; the lesson 100 of the own goods.
    assert all(text in given("sanggup-kirim") for text in ("100 buah", "Pakai 10"))
    story = next(c["value"] for c in cases("sanggup-kirim") if "ten a day" in c["case"])
    assert (number(story["buat"]), number(story["perlu"])) == (10, days(100, 10)) == (10, 25)
    promises = sorted(
        int(key[1:])
        for key in LESSON.definitions["sanggup-kirim"].fields[-1].options
        if key[1:].isdigit()
    )
    assert min(one for one in promises if one >= 25) == 30 == int(story["janji"][1:])
    for name, order, daily in (("latihan-sanggup", 90, 20), ("lagi-sanggup", 120, 15)):
        assert str(order) in given(name)
        good, others = options(name, "hari")
        assert good == f"{days(order, daily)} hari"
        assert good not in others
    assert days(100, 20) == 15  # the example and its picture


def test_the_task_of_goods_brings_its_own_list() -> None:
    """What is forbidden changes; the key holds for the list that stands in the task."""
    asked = given("golongan-barang").lower()
    assert all(word in asked for word in ("rotan mentah", "barang kuno", "kratom"))


def test_the_checker_knows_the_words_that_are_taught() -> None:
    words = re.findall(r"\(([a-z ]+)\)", PROSE["kata-barang"].partition("Tidak ada")[0])
    assert len(words) == 27
    unknown = [w for phrase in words for w in tokens(phrase) if not is_english(w)]
    assert unknown == []


def test_percentages_of_the_news_are_the_book_s() -> None:
    """E22, E23: the rise of April 2021 is measured against the pandemic April of 2020."""
    assert "51,94" in PROSE["duduk-2"]
    assert "pandemi" in PROSE["duduk-2"]
