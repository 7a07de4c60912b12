"""What a live class is at a moment: pure states, and what the instructor may do in each.

One question at a time is asked (a round), closed, and shown; then the same is asked again, as in
peer instruction (Mazur 1997), or the next one. Nothing of the answers is shown while a round is
open, and no answer is taken once it is closed: what is shown of a round is one picture, made once,
so that no two pictures of one round can be subtracted (``counts``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from course import CourseError

CODE_LENGTH = 6
LONGEST = 15 * 60.0
"""Seconds a round may last on its clock."""
MORE = 30.0
"""Seconds that one press adds."""
MOST_TEXTS = 12
"""Texts that one screen can hold."""
Figures = Mapping[str, Any]
"""What is shown of a round, as ``counts.figures`` makes it."""


class NotNowError(CourseError):
    """What was asked for does not fit the state; the sentence is for the instructor."""


@dataclass(frozen=True)
class Question:
    """One field of an exercise of a lesson."""

    lesson: str
    exercise: str
    field: str


@dataclass(frozen=True)
class Round:
    """A question, asked once."""

    question: Question
    opened: float
    """Seconds since 1970, as all times here."""
    turn: int = 1
    """1, or 2 where the same is asked again."""
    ends: float | None = None
    """When the clock closes it; None without a clock."""
    closed: float | None = None
    figures: Figures | None = None
    """What is shown; None until the instructor shows it."""
    texts: tuple[str, ...] = ()
    """The answers in words that the instructor chose to show."""

    def is_open(self, now: float) -> bool:
        """Return whether answers are taken at this moment."""
        return self.closed is None and (self.ends is None or now < self.ends)


@dataclass(frozen=True)
class Session:
    """A live class."""

    code: str
    """The six letters that participants type."""
    names: bool = False
    """Whether guests are asked for a name."""
    guests: bool = True
    """Whether somebody without an invitation may take part."""
    rounds: tuple[Round, ...] = ()
    ended: bool = False
    secret: str = field(default="", repr=False)
    """What signs the keys of its members, and decides who is left out of a picture."""

    @property
    def now(self) -> Round | None:
        """Return the round on the screen; None before the first."""
        return self.rounds[-1] if self.rounds else None

    @property
    def pair(self) -> tuple[int, ...]:
        """Return the places of the rounds on the screen: one, or the same question twice."""
        last = len(self.rounds) - 1
        if last < 0:
            return ()
        return (last - 1, last) if self.rounds[last].turn > 1 else (last,)

    def _running(self) -> Round:
        if self.ended:
            raise NotNowError("Kelas langsung ini sudah ditutup.")
        if self.now is None:
            raise NotNowError("Belum ada pertanyaan. Pilih dulu satu pertanyaan.")
        return self.now

    def _with(self, last: Round) -> Session:
        return replace(self, rounds=(*self.rounds[:-1], last))

    def ask(self, question: Question, now: float, seconds: float = 0) -> Session:
        """Return the class with the next question; the one before is closed.

        ``seconds``: how long on the clock, 0 without one. The question that stands is asked again
        by ``again`` alone.
        """
        if self.ended:
            raise NotNowError("Kelas langsung ini sudah ditutup.")
        before = self
        if self.now is not None:
            if self.now.question == question:
                raise NotNowError("Pertanyaan ini sedang ditampilkan. Tekan Tanya lagi.")
            before = self if self.now.closed is not None else self.close(now)
        return replace(before, rounds=(*before.rounds, Round(question, now, 1, _end(now, seconds))))

    def again(self, now: float, seconds: float = 0) -> Session:
        """Return the class with the same question asked a second time."""
        last = self._running()
        if last.is_open(now):
            raise NotNowError("Tutup dulu pertanyaan ini, lalu tanyakan lagi.")
        if last.turn > 1:
            raise NotNowError("Pertanyaan ini sudah ditanyakan dua kali.")
        before = self if last.closed is not None else self.close(now)
        second = Round(last.question, now, 2, _end(now, seconds))
        return replace(before, rounds=(*before.rounds, second))

    def more_time(self, now: float) -> Session:
        """Return the class with 30 seconds more; a round without a clock gets one."""
        last = self._running()
        if not last.is_open(now):
            raise NotNowError("Waktunya sudah habis. Tekan Tanya lagi untuk membukanya lagi.")
        ends = min((last.ends or now) + MORE, now + LONGEST)
        return self._with(replace(last, ends=ends))

    def close(self, now: float) -> Session:
        """Return the class with its question closed; closing what is closed changes nothing."""
        last = self._running()
        if last.closed is not None:
            return self
        ended = now if last.ends is None else min(now, last.ends)
        return self._with(replace(last, closed=ended))

    def show(self, figures: Mapping[int, Figures], now: float) -> Session:
        """Return the class with the pictures of the rounds on the screen; closes the question.

        ``figures`` by the round's place; a picture that was shown stands as it was.
        """
        closed = self.close(now)
        rounds = [
            replace(one, figures=figures[place])
            if one.figures is None and place in figures and place in self.pair
            else one
            for place, one in enumerate(closed.rounds)
        ]
        return replace(closed, rounds=tuple(rounds))

    def choose(self, texts: tuple[str, ...]) -> Session:
        """Return the class with these answers in words on the screen, and no others."""
        last = self._running()
        if last.figures is None:
            raise NotNowError("Tampilkan dulu jawabannya, lalu pilih tulisannya.")
        if len(texts) > MOST_TEXTS:
            raise NotNowError(f"Paling banyak {MOST_TEXTS} tulisan sekaligus.")
        return self._with(replace(last, texts=texts))

    def end(self, now: float) -> Session:
        """Return the class at its end, without what people wrote; twice changes nothing."""
        closed = self.close(now) if self.rounds and not self.ended else self
        rounds = tuple(replace(one, texts=()) for one in closed.rounds)
        return replace(closed, rounds=rounds, ended=True)

    def to_json(self) -> dict[str, Any]:
        """Return what the database holds of it; ``from_json`` reads it."""
        return {
            "names": self.names, "guests": self.guests,
            "rounds": [
                {
                    "question": [r.question.lesson, r.question.exercise, r.question.field],
                    "opened": r.opened, "turn": r.turn, "ends": r.ends, "closed": r.closed,
                    "figures": r.figures, "texts": list(r.texts),
                }
                for r in self.rounds
            ],
        }  # fmt: skip


def from_json(code: str, kept: Mapping[str, Any], *, secret: str, ended: bool) -> Session:
    """Return the class that ``to_json`` wrote."""
    rounds = tuple(
        Round(
            Question(*one["question"]), one["opened"], one["turn"], one["ends"], one["closed"],
            one["figures"], tuple(one["texts"]),
        )
        for one in kept["rounds"]
    )  # fmt: skip
    return Session(code, kept["names"], kept["guests"], rounds, ended, secret)


def _end(now: float, seconds: float) -> float | None:
    return now + min(max(seconds, 5.0), LONGEST) if seconds > 0 else None
