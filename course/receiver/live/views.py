"""What the phones and the instructor's screen are told of a live class.

The phones hear what the screen shows, and nothing of anybody: one text for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course.people.invitations import LETTERS as _LETTERS
from course.receiver.live.counts import options_of, texts_of
from course.receiver.live.questions import asked
from course.receiver.live.session import Round, Session
from course.receiver.live.store import AWAY, Member, Whole

CODE = rf"[{_LETTERS}]{{6}}"
"""What a code looks like, as a pattern."""


def for_phones(root: Path, session: Session, version: int, now: float) -> dict[str, Any]:
    """Return what everybody in the class may see."""
    told: dict[str, Any] = {
        "code": session.code, "version": version, "names": session.names,
        "guests": session.guests, "ended": session.ended, "round": None, "shown": [],
    }  # fmt: skip
    last = session.now
    if last is None:
        return told
    known = asked(root, last.question)
    told["round"] = {
        "place": len(session.rounds) - 1, "turn": last.turn, "open": last.is_open(now),
        "ends": last.ends if last.is_open(now) else None,
        "lesson": last.question.lesson, "exercise": last.question.exercise,
        "field": last.question.field, "text": known.text, "of": known.lesson_title,
        "options": options_of(known.field),
    }  # fmt: skip
    if last.figures is not None:
        told["shown"] = [_picture(session.rounds[place]) for place in session.pair]
    return told


def _picture(one: Round) -> dict[str, Any]:
    figures = {key: part for key, part in (one.figures or {}).items() if key != "edges"}
    return {**figures, "turn": one.turn, "texts": list(one.texts)}


def for_instructor(root: Path, whole: Whole, now: float) -> dict[str, Any]:
    """Return what the instructor's own window sees besides: who is where, texts to choose from."""
    session, last = whole.session, whole.session.now
    told = for_phones(root, session, whole.version, now)
    answers: Mapping[str, Any] = whole.answers.get(len(session.rounds) - 1, {})
    members = sorted(whole.members, key=lambda one: (one.is_guest, one.name, one.who))
    people = [_where(member, answers, now) for member in members]
    texts: list[str] = []
    if last is not None and not last.is_open(now):
        texts = texts_of(asked(root, last.question).field, answers.values())
    return told | {
        "joined": len(people),
        "answered": len(answers),
        "here": sum(1 for one in people if one["state"] != "away"),
        "people": people,
        "texts": texts,
    }


def _where(member: Member, answers: Mapping[str, Any], now: float) -> dict[str, Any]:
    """Return who and where: away, answered, or here. A guest without a name has a number."""
    who = "" if member.is_guest else member.who
    is_away = now - member.seen > AWAY
    state = "answered" if member.who in answers else "away" if is_away else "here"
    return {"who": who, "name": member.name, "guest": member.is_guest, "state": state}
