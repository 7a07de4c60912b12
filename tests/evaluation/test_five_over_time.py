"""The rule of five over time: between two states that were shown, no few can be told apart."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_class import TESTS, first_answers, hand_in, new_class, quick_model, scores

from course import lessons
from course.evaluation import cohort as reading
from course.evaluation import results as making
from course.evaluation.distribution import Steps, counts
from course.evaluation.five import LEAST, few, in_steps
from course.evaluation.results import Results, read_results
from course.files import Places
from course.reports.dashboard import Dashboard
from course.reports.files import save_tables
from course.reports.language import language

DAY = "2026-10-26"
PEOPLE = [f"U{n:02d}" for n in range(1, 14)]


@given(st.lists(st.integers(0, 4), max_size=12), st.data())
def test_what_is_shown_grows_by_five_or_not_at_all(
    arrivals: list[int], data: st.DataObject
) -> None:
    now: list[str] = []
    shown: set[str] = set()
    for n in arrivals:
        now += [f"U{len(now) + k:02d}" for k in range(n)]
        after = in_steps(data.draw(st.permutations(now)), shown)
        assert shown <= after <= set(now)
        assert not few(len(after - shown)) or len(after) < LEAST  # of so few nothing is shown
        shown = after if len(after) >= LEAST else set()


def test_who_left_is_not_kept_for_the_sake_of_the_rule() -> None:
    assert in_steps({"a", "b", "c", "d", "e", "f"}, {"a", "b", "c", "d", "e", "x"}) == set("abcde")
    assert in_steps("abcdef") == set("abcdef")
    assert in_steps("abcd") == set("abcd")  # too few for anything: the tables hide them


# The dashboard: codes light up while bars grow.


def send(root: Path, code: str, option: str, at: float, lesson: str = "pretest") -> None:
    hand_in(
        root,
        code,
        lesson,
        {"tujuan": {"jawaban": option}, "katalog": first_answers(lesson)["katalog"]},
    )
    path = Places(root).submitted / code / lesson / "answers.json"
    os.utime(path, (at, at))


def bars(board: Dashboard) -> dict[str, int]:
    return {words: n for item in board.items() for words, n in item.counts}


def options_of(exercise: str) -> list[str]:
    (field,) = lessons.load(Path(__file__).parents[2], "pretest").definitions[exercise].fields
    return list(field.options)  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", range(2))
def test_between_two_sendings_no_bar_moves_by_fewer_than_five(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dashboard, "_draw", lambda _: None)  # what is drawn is asked below
    dice = random.Random(seed)
    root = new_class(tmp_path / "kelas", [(who, "MH01", DAY) for who in PEOPLE])
    board = Dashboard(root)
    board.lesson.value, board.exercise.value = "pretest", "tujuan"
    before, seen = 0, set()
    for at, code in enumerate(dice.sample(PEOPLE, len(PEOPLE))):
        send(root, code, dice.choice(options_of("tujuan")), at)
        if dice.random() < 0.4:  # somebody sends again, with another answer
            send(
                root,
                dice.choice(sorted(seen or {code})),
                dice.choice(options_of("tujuan")),
                at + 0.5,
            )
        seen.add(code)
        board.redraw()
        shown = sum(bars(board).values())
        assert shown % LEAST == 0, (code, shown)
        assert not few(shown - before)
        assert shown >= before
        before = shown
        assert f"{code} ✓" in board.codes.value
    assert before == 10


@pytest.mark.long
def test_a_second_answer_moves_no_bar(tmp_path: Path) -> None:
    root = new_class(tmp_path / "kelas", [(who, "MH01", DAY) for who in PEOPLE])
    first, second, *_ = options_of("tujuan")
    for at, code in enumerate(PEOPLE[:6]):
        send(root, code, first, at)
    board = Dashboard(root)
    board.lesson.value, board.exercise.value = "pretest", "tujuan"
    old = bars(board)
    send(root, PEOPLE[0], second, 99)
    board.redraw()
    assert bars(board) == old
    assert sum(old.values()) == 5


def test_who_answers_a_question_later_waits_for_four_others_there(tmp_path: Path) -> None:
    steps = Steps()
    assert [len(v) for v in steps.of_five([["a"]] * 4)] == []
    assert len(steps.of_five([["a"]] * 7)) == 5
    assert len(steps.of_five([["a"]] * 11)) == 10


@pytest.mark.long
def test_another_screen_opened_later_shows_the_same_people(tmp_path: Path) -> None:
    root = new_class(tmp_path / "kelas", [(who, "MH01", DAY) for who in PEOPLE])
    first, second, *_ = options_of("tujuan")
    for at, code in enumerate(reversed(PEOPLE[:7])):  # the last by code came first
        send(root, code, first if at < 5 else second, at)
    board = Dashboard(root)
    board.lesson.value, board.exercise.value = "pretest", "tujuan"
    assert sorted(bars(board).values()) == [0, 0, 0, 0, 5]


def test_the_overview_of_needs_moves_in_steps(tmp_path: Path) -> None:
    before = counts([["a"]] * 5, {"a": "A", "b": "B"}, in_steps=True)
    after = counts([["a"]] * 5 + [["b"]], {"a": "A", "b": "B"}, in_steps=True)
    assert before == after


# The evaluation: two reports, one after the other.


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[set[str], Results]]:
    """A class whose posttests come one after the other, with reports in between."""
    with pytest.MonkeyPatch.context() as patch:
        return reported(tmp_path_factory.mktemp("states") / "kelas", patch)


def reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[set[str], Results]]:
    """Return people with a posttest and results, report by report."""
    new_class(root, [(who, "MH01", DAY) for who in PEOPLE])
    monkeypatch.setattr("course.evaluation.statistics.missing.mixed_model", quick_model)
    monkeypatch.setattr(making, "guess_table", lambda *_: None)
    monkeypatch.setattr(
        "course.evaluation.items.option_points", lambda *a: dict.fromkeys(a[-1].options, 0.0)
    )
    found = []
    for code in PEOPLE:
        hand_in(root, code, "pretest", first_answers("pretest"))
    for n in (4, 5, 6, 10, 13):
        took: dict[str, Sequence[str]] = {
            code: TESTS if place < n else TESTS[:1] for place, code in enumerate(PEOPLE)
        }
        for code in PEOPLE[:n]:
            hand_in(root, code, "posttest", first_answers("posttest"))
        monkeypatch.setattr(reading, "read_scores", lambda *_, own=took: scores(own, seed=7))
        results = read_results(root)
        save_tables(Places(root).reports, "evaluation", results.tables(), language("id"))
        found.append((set(PEOPLE[:n]), results))
    return found


@pytest.mark.long
def test_item_figures_move_by_five_or_not_at_all(
    states: list[tuple[set[str], Results]],
) -> None:
    sizes, before = [], 0
    for _, found in states:
        n = found.items.set_index("cell").get("n_post", pd.Series(dtype=float)).dropna()
        posttests = (found.attitudes["phase"] == "post", found.options["phase"] == "post")
        shown = [*map(sum, posttests), len(n)]
        assert all(shown) or not any(shown)  # together, or they wait together
        if len(n):
            assert set(n) == {n.max()}
            assert not few(int(n.max()) - before)
            before = int(n.max())
        sizes.append(len(n) and before)
    # At 6 and 13 the changes are of one and three more than the last items were: those wait.
    assert sizes == [0, 5, 0, 10, 0]
    assert [found.indicators["n"].max() for _, found in states] == [4, 5, 6, 10, 13]


@pytest.mark.long
def test_people_s_own_rows_do_not_wait(states: list[tuple[set[str], Results]]) -> None:
    for people, found in states[1:]:
        post = found.percents[found.percents["phase"] == "post"]
        assert set(post["participant"]) == people
    waiting = states[-1][1].waiting
    assert waiting == 3


@pytest.mark.long
def test_every_file_hides_what_rests_on_few(states: list[tuple[set[str], Results]]) -> None:
    counted = {"n", "n_pre", "n_post", "people", "stayed", "lost", "observed_n"}
    plain = {"step", "mentor", "participant", "phase", "lesson", "points", "lost", "lost_here"}
    for _, found in states:
        for name, table in found.tables().items():
            if name in {"alur", "pendamping", "peserta", "perubahan", "paragraf", "ditinggalkan",
                        "terbit", "rata-rata-baris", "pilihan"}:  # fmt: skip
                continue
            for row in table.to_dict("records"):
                sizes = [row[c] for c in counted & set(row) if not pd.isna(row[c])]
                if not sizes or max(sizes) >= LEAST:
                    continue
                figures = {
                    key: value
                    for key, value in row.items()
                    if isinstance(value, float)
                    and not pd.isna(value)
                    and key not in counted | plain
                }
                assert not {k: v for k, v in figures.items() if not k.startswith("guess")}, (
                    name,
                    row,
                )


@pytest.mark.long
def test_the_lost_few_have_no_mean(states: list[tuple[set[str], Results]]) -> None:
    for _, found in states:
        lost = found.lost
        for side in ("stayed", "lost"):
            shown = lost[f"mean_{side}"].notna()
            assert (lost.loc[shown, side].astype(int) >= LEAST).all()
