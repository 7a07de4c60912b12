"""Every number of lesson 8, computed anew: the own days, the Albar table, a claim, two captions."""

from __future__ import annotations

import itertools
import json
import math
import re
from typing import Any

import numpy as np
import pytest
from conftest import REPOSITORY, answers_of

from course import lessons
from course.criteria.numbers import amounts
from course.curriculum.m8_angka import (
    average_of,
    days_sold,
    says_what_is_open,
    says_what_shows,
)

LESSON = lessons.load(REPOSITORY, "m8-angka")
ALBAR = (
    1_900_000,
    2_150_000,
    1_870_000,
    2_700_000,
    3_000_000,
    2_900_000,
    2_750_000,
    2_600_000,
    2_100_000,
)


def full(exercise: str) -> dict[str, Any]:
    return json.loads((answers_of(LESSON.name) / f"{exercise}.json").read_text("utf-8"))[0]["value"]


def typed(exercise: str, field: str) -> float:
    return max(amounts(full(exercise)[field]))


def mean(values: Any) -> float:
    return sum(values) / len(values)


def percent(new: float, old: float) -> float:
    return (new - old) / old * 100


# M4-01 and corrections E1 to E4: the Albar table


def test_the_chart_draws_the_table_of_the_paper() -> None:
    (cell,) = [c for c in LESSON.notebook.cells if c.get("id") == "grafik-albar"]
    drawn = re.findall(r'"([A-Z][a-z]{2})": ([\d_]+)', cell.source)
    assert [month for month, _ in drawn] == [
        "Mar",
        "Apr",
        "Mei",
        "Jun",
        "Jul",
        "Agu",
        "Sep",
        "Okt",
        "Nov",
    ]
    assert tuple(int(value.replace("_", "")) for _, value in drawn) == ALBAR


def test_albar_means_and_changes_are_the_book_s() -> None:
    early, middle, late = mean(ALBAR[:3]), mean(ALBAR[3:6]), mean(ALBAR[6:])
    assert (round(early), round(middle), round(late)) == (1_973_333, 2_866_667, 2_483_333)
    assert round(percent(middle, early), 1) == 45.3
    changes = [percent(b, a) for a, b in itertools.pairwise(ALBAR)]
    assert [round(c, 1) for c in changes] == [13.2, -13.0, 44.4, 11.1, -3.3, -5.2, -5.5, -19.2]
    assert round(percent(ALBAR[-1], ALBAR[0]), 1) == 10.5
    assert (sum(ALBAR), round(mean(ALBAR))) == (21_970_000, 2_441_111)
    assert round(percent(late, middle), 1) == -13.4
    assert round(percent(late, early), 1) == 25.8
    assert round(percent(ALBAR[-1], max(ALBAR))) == -30


def test_the_statements_follow_from_the_table() -> None:
    verdicts = {row: cells["putusan"] for row, cells in full("klaim-albar")["kalimat"].items()}
    told = {
        "setiap": all(b > a for a, b in itertools.pairwise(ALBAR)),
        "juli": ALBAR.index(max(ALBAR)) == 4,
    }
    assert {row: verdicts[row] == "didukung" for row in told} == told
    assert {row for row, verdict in verdicts.items() if verdict == "bertentangan"} == {"setiap"}
    assert {row for row, verdict in verdicts.items() if verdict == "tidak"} == {
        "foto",
        "tanpa",
    }


def test_no_trend_is_shown_ups_and_downs_like_these_are_often_chance() -> None:
    months, values = np.arange(9.0), np.array(ALBAR, dtype=float)
    slope, intercept = np.polyfit(months, values, 1)
    left = values - slope * months - intercept
    spread = ((months - months.mean()) ** 2).sum()
    error = math.sqrt((left**2).sum() / 7 / spread)
    assert (round(slope), round(error)) == (68_500, 54_536)
    assert round(slope / error, 2) == 1.26
    assert round(1 - (left**2).sum() / ((values - values.mean()) ** 2).sum(), 2) == 0.18
    assert round(t_test(slope / error, 7), 2) == 0.25
    # Shuffled like cards: how often is the line as steep, up or down?
    orders = np.array(list(itertools.permutations(values)))
    steep = np.abs(orders @ (months - months.mean())) >= abs(slope * spread) - 1e-6
    assert steep.mean() == pytest.approx(1 / 4, abs=0.01)


def t_test(t: float, freedom: int) -> float:
    """Two-sided p, by Simpson's rule on the density of Student's t."""
    constant = (
        math.gamma((freedom + 1) / 2) / math.sqrt(freedom * math.pi) / math.gamma(freedom / 2)
    )
    x = np.linspace(0, abs(t), 2_001)
    y = constant * (1 + x**2 / freedom) ** (-(freedom + 1) / 2)
    area = (x[1] - x[0]) / 3 * (y[0] + y[-1] + 4 * y[1:-1:2].sum() + 2 * y[2:-1:2].sum())
    return float(1 - 2 * area)


def test_kendall_s_tau_and_the_before_after_comparison_are_the_book_s() -> None:
    pairs = [b - a for a, b in itertools.combinations(ALBAR, 2)]
    agree, against = sum(d > 0 for d in pairs), sum(d < 0 for d in pairs)
    assert round((agree - against) / len(pairs), 2) == 0.17
    ways = [1]
    for n in range(1, 9):  # permutations of nine by their number of inversions
        ways = [sum(ways[max(0, k - n) : k + 1]) for k in range(len(ways) + n)]
    extreme = sum(w for k, w in enumerate(ways) if abs(36 - 2 * k) >= agree - against)
    assert round(extreme / math.factorial(9), 2) == 0.61
    difference = mean(ALBAR[3:]) - mean(ALBAR[:3])
    assert round(difference) == 701_667
    total = sum(ALBAR)
    splits = [(total - sum(c)) / 6 - sum(c) / 3 for c in itertools.combinations(ALBAR, 3)]
    as_large = sum(s >= difference - 1e-6 for s in splits)
    assert (as_large, len(splits), round(as_large / len(splits), 3)) == (2, 84, 0.024)


def test_the_daily_profit_cannot_be_part_of_the_revenue() -> None:
    assert typed("cocok-klaim", "sebulan") == 200_000 * 26 == 5_200_000 > max(ALBAR)
    assert 200_000 * 30 == 6_000_000
    assert 100_000 * 26 == 2_600_000 > ALBAR[0]


def test_the_lesson_states_three_separate_claims_and_never_that_photos_raised_revenue() -> None:
    text = next(c.source for c in LESSON.notebook.cells if c.get("id") == "jujur")
    for claim in (
        "1. **Rata-ratanya berbeda: ya.**",
        "2. **Naik terus selama sembilan bulan: tidak terlihat.**",
        "3. **Karena foto: tidak bisa dibuktikan dengan tabel ini.**",
    ):
        assert claim in text
    cells = LESSON.notebook.cells
    whole = [c.source for c in cells if c.cell_type == "markdown"]
    whole += [d.prompt + d.feedback for d in LESSON.definitions.values()]
    text = re.sub(r"!\[.*?\]\(.*?\)", "", "\n".join(whole))  # what a drawing shows is told there
    sentences = re.split(r"(?<=[.!?])\s+|\n", text)
    risky = [
        s for s in sentences
        if re.search(r"\bfoto", s, re.IGNORECASE) and re.search(r"naik|tambah laku|laris|dua kali", s)
    ]  # fmt: skip
    # What remains is said by somebody in the story, and doubted in the next line.
    (said,) = risky
    assert said.startswith('Di grup ada pesan: "Pasang foto produk, pendapatan pasti naik')
    assert said.endswith('" Pak Karyo, suaminya, ingin percaya.')


def test_two_captions_are_not_enough_people() -> None:
    prompt = LESSON.definitions["dua-caption"].prompt
    told = [
        (int(few), int(all_)) for all_, few in re.findall(r"dilihat (\d+) orang, (\d+)", prompt)
    ]
    (a, first), (b, second) = told
    assert typed("dua-caption", "a") == pytest.approx(a / first * 100) == pytest.approx(4)
    assert typed("dua-caption", "b") == pytest.approx(b / second * 100) == pytest.approx(5)
    pooled = (a + b) / (first + second)
    z = (b / second - a / first) / math.sqrt(pooled * (1 - pooled) * (1 / first + 1 / second))
    assert round(math.erfc(z / math.sqrt(2)), 2) == 0.78  # chance makes such a difference


# The own last days


def test_the_days_of_the_story_are_reckoned_rightly() -> None:
    text = next(c.source for c in LESSON.notebook.cells if c.get("id") == "duduk-1")
    sums = re.search(r"\*\* ([\d +]+) = \*\*(\d+)\*\*", text)
    assert sums
    days = [float(one) for one in sums[1].split(" + ")]
    drawn = re.search(r"Rabu (\d+), Kamis (\d+), Jumat (\d+), Sabtu (\d+), Minggu (\d+)", text)
    assert drawn
    assert [float(one) for one in drawn.groups()] == days
    assert (sum(days), sum(days) / len(days), max(days)) == (float(sums[2]), 14, 24)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("12,10,14", [12, 10, 14]),
        ("12 10 14 10 24", [12, 10, 14, 10, 24]),
        ("senin dua belas selasa sembilan rabu lima belas", [12, 9, 15]),
        ("hari 1: 12, hari 2: 9, hari 3: 15", [12, 9, 15]),
        ("25/11: 12, 26/11: 9, 27/11: 10", [12, 9, 10]),
        ("5 hari: 3 potong, 0, 2, 4, 1", [3, 0, 2, 4, 1]),
        ("rolas, sepuluh, patbelas", [12, 10, 14]),
        ("1.200, 1.300, 900", [1200, 1300, 900]),
        ("12", []),
        ("1 2 3 4 5 6 7 8", []),
        ("ramai sekali", []),
        (["12"], []),
    ],
)
def test_days_are_read_as_they_are_told(told: Any, days: list[float]) -> None:
    assert days_sold(told) == days


@pytest.mark.parametrize(
    ("raw", "total", "share"),
    [
        ("12", "36", 1),
        ("12,5", "36", 1),
        ("11", "", 0),
        ("10", "30", 1),
        ("36", "36", 0),
        ("", "", 0),
    ],
)
def test_a_mean_follows_from_the_days_or_the_own_total(raw: str, total: str, share: int) -> None:
    check = average_of(raw, [12, 9, 15], total, label="rata-rata")
    assert check.evaluate().share == share
    assert average_of(raw, [], total, label="rata-rata").evaluate().share == 0


@pytest.mark.parametrize(
    ("text", "shows", "leaves_open"),
    [
        ("minggu paling rame tapi blm tau knp", 1, 1),
        ("Dino Setu paling payu, sebabe durung ngerti", 1, 1),
        ("laku 3,2,5,1,4. rata2 3, baru 5 hari", 1, 1),
        ("Minggu paling laku karena promosi saya", 1, 0),
        ("sudah jelas sebabnya, Minggu ramai karena foto", 1, 0),
        ("Besok pasti laku 24 mangkuk", 0, 0),
        ("belum", 0, 0),
        ("", 0, 0),
    ],
)
def test_what_numbers_show_and_what_they_leave_open(
    text: str, shows: int, leaves_open: int
) -> None:
    assert says_what_shows(text, label="").evaluate().share == shows
    assert says_what_is_open(text, label="").evaluate().share == leaves_open
