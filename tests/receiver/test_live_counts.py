"""The rule of five on the live class's screen, against everybody who subtracts and concludes."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.evaluation.five import LEAST, Shown, few
from course.exercises.fields import Choice, Choices, Number, Order, Scale, ShortText
from course.receiver.live.counts import counted, figures, hidden_counts, texts_of

PEOPLE = [f"U{n:02d}" for n in range(1, 15)]


@pytest.mark.parametrize(("answers", "most"), [(2, 24), (3, 20), (4, 16)])
def test_no_count_of_one_to_four_can_be_concluded_from_a_screen(answers: int, most: int) -> None:
    """Every class, by whoever knows the rule: all classes that would give the same screen."""
    for people in range(LEAST, most + 1):
        same_screen = defaultdict(list)
        for some in product(range(people + 1), repeat=answers - 1):
            if sum(some) > people:
                continue
            counts = (*some, people - sum(some))
            hidden = hidden_counts({str(n): c for n, c in enumerate(counts)}, people, one_each=True)
            screen = tuple(None if str(n) in hidden else c for n, c in enumerate(counts))
            assert not any(c is not None and few(c) for c in screen)
            same_screen[screen].append(counts)
        for screen, classes in same_screen.items():
            for place, shown in enumerate(screen):
                possible = {counts[place] for counts in classes}
                assert shown is not None or len(possible) > 1 or possible == {0}, (screen, classes)


ROUNDS = st.lists(st.sets(st.sampled_from(PEOPLE)), min_size=1, max_size=4)


@settings(max_examples=40)
@given(ROUNDS, st.text(max_size=3))
def test_rounds_of_one_question_give_nobody_away(rounds: list[set[str]], secret: str) -> None:
    """By the house's own rule, and by linear algebra: no sum of screens is about one to four."""
    shown: list[set[str]] = []
    rule = Shown()
    for people in rounds:
        whose = counted(people, shown, secret)
        assert whose <= people
        assert whose == counted(sorted(people), shown, secret)
        if whose:
            assert rule.may(whose)
            shown.append(whose)
    if not shown:
        return
    matrix = np.array([[float(who in each) for who in PEOPLE] for each in shown])
    rank = np.linalg.matrix_rank(matrix)
    for size in range(1, LEAST):
        # A combination of the rows that is zero outside a group, and not inside, is a leak.
        groups = [*combinations(range(len(PEOPLE)), size)]
        outside = np.stack([np.delete(matrix, group, axis=1) for group in groups])
        assert (np.linalg.matrix_rank(outside) == rank).all()


def test_a_few_who_leave_take_some_with_them_and_a_few_who_come_wait() -> None:
    first = set(PEOPLE)
    assert counted(first, []) == first
    assert counted(first, [first]) == first
    left = counted(first - {"U01", "U02"}, [first])
    assert len(left) == len(PEOPLE) - LEAST
    came = counted({*first, "U97", "U98"}, [first])
    assert came == first
    many = counted({*first, *"abcde"}, [first])
    assert many == {*first, *"abcde"}
    assert counted("abcd", []) == set()


FIELD = Choice("jawaban", "Pilih", {"a": "Katalog", "b": "Status", "c": "Katalog"})


def test_bars_say_how_many_and_hide_a_few() -> None:
    given = {f"U{n:02d}": "a" if n < 8 else "b" for n in range(11)}
    shown = figures(FIELD, given, set(given))
    assert (shown["n"], shown["of"]) == (11, 11)
    assert shown["bars"] == [["Katalog (a)", None], ["Status", None], ["Katalog (c)", None]]
    given |= {f"V{n}": "b" for n in range(4)}
    assert figures(FIELD, given, set(given))["bars"][:2] == [["Katalog (a)", 8], ["Status", 7]]
    assert figures(FIELD, given, set())["bars"][0] == ["Katalog (a)", None]


def test_other_kinds_have_bars_of_their_own() -> None:
    whose = set(PEOPLE)
    scale = figures(Scale("yakin", "Yakin?"), dict.fromkeys(PEOPLE, 4), whose)
    assert scale["bars"][3] == ["4. Setuju", 14]
    order = Order("langkah", "Urutkan", {"x": "Foto", "y": "Tulis"})
    assert figures(order, {key: ["y", "x"] for key in PEOPLE}, whose)["bars"][1] == ["Tulis", 14]
    boxes = Choices("apa", "Apa saja", {"x": "WA", "y": "IG"})
    both = figures(boxes, {key: ["x", "y"] for key in PEOPLE}, whose)
    assert both["bars"] == [["WA", 14], ["IG", 14]]
    text = ShortText("nama", "Nama")
    assert figures(text, dict.fromkeys(PEOPLE, "Mawar"), whose)["kind"] == "texts"
    assert texts_of(text, [" Mawar", "Melati", "Mawar "]) == ["Mawar", "Melati"]
    assert texts_of(FIELD, ["a"]) == []


@given(st.lists(st.integers(0, 3_000_000), min_size=1, max_size=40))
def test_a_histogram_has_five_or_more_in_every_bar_and_reaches_as_far_as_nobody(
    amounts: list[int],
) -> None:
    given = {f"U{n}": f"Rp {amount}" for n, amount in enumerate(amounts)}
    shown = figures(Number("uang", "Uang", unit="Rp"), given, set(given))
    counts = [n for _, n in shown["bars"] if n is not None]
    assert all(n >= LEAST for n in counts)
    if shown["bars"]:
        assert sum(counts) == len(amounts)
        # One alone further out moves no edge.
        most = {**given, "U0": str(10**9)} if amounts[0] == max(amounts) else given
        again = figures(Number("uang", "Uang", unit="Rp"), most, set(most))
        assert again["edges"] == shown["edges"]


def test_a_second_round_keeps_the_first_one_s_bars() -> None:
    field = Number("kg", "Berat", unit="kg")
    first = figures(field, {f"U{n}": str(n) for n in range(30)}, {f"U{n}" for n in range(30)})
    second = {f"U{n}": "tidak tahu" if n < 12 else str(n * 3) for n in range(30)}
    again = figures(field, second, set(second), first["edges"])
    assert [label for label, _ in again["bars"][:-1]] == [label for label, _ in first["bars"]]
    assert again["bars"][-1] == ["Bukan angka", 12]
    assert first["bars"][0][0].startswith("di bawah ")
