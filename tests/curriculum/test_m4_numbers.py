"""Every number of lesson 4, computed anew from what is given: the book's, the lesson's, the keys.

Where the lesson differs from the source book (curriculum 4.4) the reason stands beside it.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from typing import Any

import pytest
from conftest import REPOSITORY, answers_of

from course import lessons
from course.criteria.numbers import amounts

LESSON = lessons.load(REPOSITORY, "m4-strategi")


def full(exercise: str) -> dict[str, Any]:
    return json.loads((answers_of(LESSON.name) / f"{exercise}.json").read_text("utf-8"))[0]["value"]


def typed(exercise: str, field: str) -> float:
    return max(amounts(full(exercise)[field]))


# The story's shops keep the course's rule for a price: one and a half times the cost.
PRICE, COST = 15_000, 10_000


def test_the_story_keeps_the_rule_for_a_price() -> None:
    told = [definition.prompt for definition in LESSON.definitions.values()]
    pairs = [
        found for text in told for found in re.findall(r"harga Rp([\d.]+), modal Rp([\d.]+)", text)
    ]
    assert len(pairs) >= 4
    assert {read(price) / read(cost) for price, cost in pairs} == {1.5}


def test_the_day_in_the_cash_book() -> None:
    sold = typed("kas-hitung", "laku")
    assert typed("kas-hitung", "jual") == sold * PRICE == 300_000
    assert typed("kas-hitung", "biaya") == sold * COST == 200_000
    assert typed("kas-hitung", "untung") == sold * (PRICE - COST) == 100_000


def test_the_discount_takes_a_larger_share_of_the_profit_than_of_the_price() -> None:
    after = PRICE * 0.9
    assert typed("diskon", "asal") == PRICE - COST == 5_000
    assert typed("diskon", "turun") == after == 13_500
    assert typed("diskon", "sisa") == after - COST == 3_500


def test_the_advertisement_loses_twenty_thousand() -> None:
    each = PRICE - COST
    assert typed("iklan-untung", "satu") == each
    assert typed("iklan-untung", "semua") == 6 * each == 30_000
    assert typed("iklan-untung", "kembali") == 50_000 - 6 * each == 20_000  # told as a loss


def test_what_the_marketplace_pays_out() -> None:
    price, cost = 24_000, 16_000
    taken = price * 0.1 + 1_000
    assert typed("potongan-marketplace", "potong") == taken == 3_400
    assert typed("potongan-marketplace", "terima") == price - taken == 20_600
    assert typed("potongan-marketplace", "untung") == price - taken - cost == 4_600


def test_the_best_place_per_bottle_is_not_the_best_of_the_month() -> None:
    asked = LESSON.definitions["pilih-kanal"]
    told = re.findall(r"(\w+): untung Rp([\d.]+) tiap botol, laku (\d+) sebulan", asked.prompt)
    keys = {name: key for key, name in asked.by_key["botol"].options.items()}
    each = {keys[name]: read(gain) for name, gain, _ in told}
    month = {keys[name]: read(gain) * int(sold) for name, gain, sold in told}
    assert full("pilih-kanal")["botol"] == max(each, key=each.__getitem__)
    assert full("pilih-kanal")["sebulan"] == max(month, key=month.__getitem__)
    assert typed("pilih-kanal", "jumlah") == max(month.values())
    assert len(set(each.values())) == len(set(month.values())) == 3


MONTHS = {"Jun": 6, "Jul": 7, "Agu": 8, "Sep": 9, "Okt": 10, "Nov": 11}


def orders() -> dict[str, list[dt.date]]:
    (table,) = [f for f in LESSON.definitions["segmen"].fields if f.key == "pelanggan"]
    return {
        row.key: [
            dt.date(2026, MONTHS[m], int(d)) for d, m in re.findall(r"(\d+) ([A-Z]\w\w)", row.label)
        ]
        for row in table.rows
    }


def test_each_customer_fits_exactly_one_group() -> None:
    today = dt.date(2026, 11, 30)
    found = orders()
    for key, days in found.items():
        assert days == sorted(days), key
        since, times = (today - days[-1]).days, len(days)
        groups = {
            "setia": times >= 3 and since <= 30,
            "hilang": times >= 2 and since > 62,
            "baru": times == 1 and since <= 30,
        }
        assert [g for g, fits in groups.items() if fits] == [
            full("segmen")["pelanggan"][key]["golongan"]
        ]


@pytest.mark.parametrize(
    ("exercise", "waits"), [("urutan-kerja", {"katalog": "foto"}), ("latihan-urutan", {})]
)
def test_the_order_of_work_follows_from_effort_benefit_and_what_waits(
    exercise: str, waits: dict[str, str]
) -> None:
    (field,) = LESSON.definitions[exercise].fields
    comes = {}
    for key, text in field.options.items():
        benefit, effort = map(int, re.search(r"manfaat (\d), tenaga (\d)", text).groups())
        comes[key] = effort, -benefit
    assert len(set(comes.values())) == len(comes)
    assert all(("menunggu" in text) == (key in waits) for key, text in field.options.items())
    done: list[str] = []
    while len(done) < len(comes):
        free = [k for k in comes if k not in done and waits.get(k, k) in [*done, k]]
        done.append(min(free, key=comes.__getitem__))
    assert full(exercise)["urutan"] == done


# The worked examples of the text

NUMBER = r"\d[\d.]*(?:,\d+)?"
SUM = re.compile(
    rf"({NUMBER}(?:\s*[×:+−]\s*{NUMBER})+)\s*=\s*(?:harus laku |rugi )?(?:\*\*)?(?:harus laku |rugi |Rp)*({NUMBER})"
)
PRECEDENCE = ("×:", "+−")


def read(number: str) -> float:
    return float(number.rstrip(".").replace(".", "").replace(",", "."))


def worked(expression: str) -> float:
    parts = re.split(r"\s*([×:+−])\s*", expression)
    numbers, signs = [read(n) for n in parts[::2]], parts[1::2]
    for group in PRECEDENCE:
        while any(s in group for s in signs):
            at = next(i for i, s in enumerate(signs) if s in group)
            a, b, sign = numbers[at], numbers[at + 1], signs.pop(at)
            result = {"×": a * b, ":": a / b if b else math.nan, "+": a + b, "−": a - b}[sign]
            numbers[at : at + 2] = [result]
    return numbers[0]


def prose() -> str:
    parts = [c.source for c in LESSON.notebook.cells if c.cell_type == "markdown"]
    for definition in LESSON.definitions.values():
        parts.append(definition.feedback)
        parts += [
            text for f in definition.fields for text in f.to_json().get("feedback", {}).values()
        ]
    return "\n".join(parts)


def test_every_sum_worked_in_the_text_is_right() -> None:
    found = SUM.findall(prose())
    assert len(found) >= 30
    for expression, result in found:
        value = worked(expression)
        assert abs(value) == pytest.approx(read(result)), f"{expression} = {result}"
