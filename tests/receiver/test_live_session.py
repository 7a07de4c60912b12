"""The live class's states: whatever is pressed in whatever order."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.receiver.live.session import LONGEST, NotNowError, Question, Session, from_json

QUESTIONS = [Question("m1", "alat", "jawaban"), Question("m1", "kuota", "mb")]
PRESSES: dict[str, Callable[[Session, float, int], Session]] = {
    "ask one": lambda one, now, n: one.ask(QUESTIONS[0], now, n),
    "ask other": lambda one, now, n: one.ask(QUESTIONS[1], now, n),
    "again": lambda one, now, n: one.again(now, n),
    "more": lambda one, now, _: one.more_time(now),
    "close": lambda one, now, _: one.close(now),
    "show": lambda one, now, n: one.show({p: {"n": n, "at": now} for p in one.pair}, now),
    "choose": lambda one, _, n: one.choose((f"teks {n}",)),
    "end": lambda one, now, _: one.end(now),
}
STEP = st.tuples(st.sampled_from(sorted(PRESSES)), st.integers(0, 90), st.sampled_from([0, 10, 60]))


@given(st.lists(STEP, max_size=25))
def test_whatever_is_pressed_one_question_is_open_and_a_picture_stands(
    steps: list[tuple[str, int, int]],
) -> None:
    one, now, said = Session("abcdef", secret="s"), 1_000.0, [""]
    for word, later, seconds in steps:
        now, before = now + later, one
        try:
            one = PRESSES[word](one, now, seconds)
        except NotNowError as error:
            said.append(str(error))
            continue
        assert not any(r.is_open(now) for r in one.rounds[:-1])
        assert not before.ended or one == before
        for old, new in zip(before.rounds, one.rounds, strict=False):
            assert old.question == new.question
            assert old.closed is None or old.closed == new.closed
            assert old.figures is None or old.figures == new.figures
        for each in one.rounds:
            assert each.figures is None or each.closed is not None  # nothing shown while open
            assert each.ends is None or each.ends <= now + LONGEST
            assert not (each.texts and each.figures is None)
        for first, second in zip(one.rounds, one.rounds[1:], strict=False):
            assert second.turn == 1 or (first.turn == 1 and first.question == second.question)
        kept = json.loads(json.dumps(one.to_json()))
        assert from_json("abcdef", kept, secret="s", ended=one.ended) == one
    assert all(sentence.endswith(".") for sentence in said[1:])


def test_the_clock_closes_a_question_and_thirty_seconds_open_no_closed_one() -> None:
    one = Session("abcdef").ask(QUESTIONS[0], 100, 60)
    assert one.now
    assert one.now.is_open(159)
    assert not one.now.is_open(160)
    longer = one.more_time(150)
    assert longer.now
    assert longer.now.is_open(189)
    with pytest.raises(NotNowError, match="Tanya lagi"):
        one.more_time(161)
    assert one.close(500).now.closed == 160  # type: ignore[union-attr]
    again = one.again(170)
    assert [r.turn for r in again.rounds] == [1, 2]
    assert again.pair == (0, 1)
    with pytest.raises(NotNowError, match="dua kali"):
        again.close(180).again(190)


def test_what_was_written_goes_when_the_class_ends() -> None:
    one = Session("abcdef").ask(QUESTIONS[0], 0).show({0: {"n": 7}}, 5).choose(("Warung Bu Sri",))
    assert one.end(9).rounds[0].texts == ()
    assert one.end(9).end(10) == one.end(9)
