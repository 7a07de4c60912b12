"""What the instructor presses: one word and its values to the next state of the class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from course.receiver.live.counts import counted, figures, texts_of
from course.receiver.live.questions import asked
from course.receiver.live.session import Figures, NotNowError, Question, Session
from course.receiver.live.store import LiveStore, answers_in, count_in, counted_in

_Press = Callable[[Path, Session, Connection, Mapping[str, Any], float], Session]


def press(root: Path, store: LiveStore, code: str, version: int, word: str,
          values: Mapping[str, Any], now: float) -> bool:  # fmt: skip
    """Do what a button says; return whether it was this press that did it.

    Raises NotNowError (a sentence for the instructor) and GoneError.
    """
    how = PRESSES.get(word)
    if how is None:
        raise NotNowError("Tombol ini tidak dikenal. Muat ulang halaman.")
    _, is_done = store.change(
        code, version, now, lambda session, connection: how(root, session, connection, values, now)
    )
    return is_done


def _seconds(values: Mapping[str, Any]) -> float:
    given = values.get("seconds", 0)
    return float(given) if isinstance(given, int | float) and not isinstance(given, bool) else 0.0


def _ask(root: Path, session: Session, _connection: Connection, values: Mapping[str, Any],
         now: float) -> Session:  # fmt: skip
    words = [str(values.get(name, "")) for name in ("lesson", "exercise", "field")]
    return session.ask(asked(root, Question(*words)).question, now, _seconds(values))


def _again(_root: Path, session: Session, _connection: Connection, values: Mapping[str, Any],
           now: float) -> Session:  # fmt: skip
    return session.again(now, _seconds(values))


def _show(root: Path, session: Session, connection: Connection, _values: Mapping[str, Any],
          now: float) -> Session:  # fmt: skip
    """Make the pictures of the rounds on the screen that have none yet, the older one first."""
    answers, taken = answers_in(connection, session.code), counted_in(connection, session.code)
    made: dict[int, Figures] = {}
    for place in session.pair:
        one = session.rounds[place]
        if one.figures is not None:
            continue
        same = [n for n, other in enumerate(session.rounds) if other.question == one.question]
        given = answers.get(place, {})
        earlier = [taken[n] for n in same if n != place and taken.get(n)]
        whose = counted(given.keys(), earlier, session.secret)
        before = made.get(place - 1) or session.rounds[place - 1].figures if one.turn > 1 else None
        edges = (before or {}).get("edges", ())
        made[place] = figures(asked(root, one.question).field, given, whose, edges)
        count_in(connection, session.code, place, whose)
        taken[place] = whose
    return session.show(made, now)


def _choose(root: Path, session: Session, connection: Connection, values: Mapping[str, Any],
            _now: float) -> Session:  # fmt: skip
    """Show answers in words: only those that somebody really gave."""
    last = session.now
    chosen = values.get("texts", [])
    given = answers_in(connection, session.code).get(len(session.rounds) - 1, {})
    known = texts_of(asked(root, last.question).field, given.values()) if last else []
    if not isinstance(chosen, list) or any(text not in known for text in chosen):
        raise NotNowError("Tulisan itu tidak ada lagi. Muat ulang halaman.")
    return session.choose(tuple(dict.fromkeys(map(str, chosen))))


PRESSES: Mapping[str, _Press] = {
    "tanya": _ask,
    "lagi": _again,
    "tambah": lambda _root, session, _connection, _values, now: session.more_time(now),
    "tutup": lambda _root, session, _connection, _values, now: session.close(now),
    "tampilkan": _show,
    "pilih": _choose,
    "selesai": lambda _root, session, _connection, _values, now: session.end(now),
}
"""What each button does."""
