"""Checkers for short texts of a plan: a question, one change, what is counted, when it ends.

They find whether an element is there (``course.grading.plan_words``); whether the plan is wise
stays with a person.
"""

from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz

from course.grading import plan_words as said
from course.grading.criteria import Check, Finding
from course.grading.text import normalise, words


def _found(pattern: re.Pattern[str], raw: Any) -> str:
    match = pattern.search(normalise(raw))
    return match[0].strip() if match else ""


def asks(raw: Any, *topics: re.Pattern[str], label: str, points: float = 1.0) -> Check:
    """Check for a question about one of ``topics`` (``plan_words.PERIODS`` and others).

    A list of single words is no question.
    """

    def evaluate() -> Finding:
        topic = next((found for t in topics if (found := _found(t, raw))), "")
        asked = _found(said.QUESTION, raw) and not _is_list(normalise(raw))
        return Finding(bool(topic and asked), topic)

    return Check(label, evaluate, points)


def one_change(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names one concrete change; two at once earn half."""

    def evaluate() -> Finding:
        parts = [part for part in said.AND.split(normalise(raw)) if part.strip()]
        named = [found for part in parts if (found := _about(part))]
        if not _is_concrete(raw, named=bool(named)):
            return Finding(0.0, "belum ada perubahan yang jelas")
        if named and any(_is_another(part, named[0]) for part in parts):
            return Finding(0.5, "lebih dari satu perubahan")
        return Finding(1.0, ", ".join(sorted(named[0])) if named else "")

    return Check(label, evaluate, points)


def _about(text: str) -> set[str]:
    return {name for name, pattern in said.ABOUT.items() if pattern.search(text)}


def _is_concrete(raw: Any, *, named: bool) -> bool:
    """Return whether something is done to a thing we know, or, in three words, to any thing."""
    tokens = words(raw)
    if named:
        return len(tokens) >= 2 and bool(_found(said.DOING, raw))
    doing = any(_is_doing(token) or said.DOING.fullmatch(token) for token in tokens)
    wish = _found(said.VAGUE, raw) or _begins_with_a_wish(tokens)
    return len(tokens) >= 3 and doing and not wish


def _is_another(part: str, first: set[str]) -> bool:
    """Return whether a part of the text changes something else, and does not just say where."""
    about = _about(part)
    doing = said.MOVING if about <= {"kanal", "layanan"} else said.DOING
    return bool(about) and not about & first and bool(doing.search(part))


def _is_doing(token: str) -> bool:
    """Return whether a word is something one does: from the list, or by its prefix or ending."""
    if token in said.NO_VERBS or said.VAGUE.fullmatch(token):
        return False
    return bool(said.STEPS.fullmatch(token) or said.VERBAL.fullmatch(token))


def _begins_with_a_wish(tokens: list[str]) -> bool:
    return bool(tokens) and bool(said.WISH.match(tokens[0]))


def counts_sales(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says what is counted: orders, buyers, chats, money; likes are no sales."""

    def evaluate() -> Finding:
        what = _found(said.COUNTED, raw)
        wish = _found(said.WISH, raw)
        return Finding(bool(what and _found(said.HOW_MANY, raw) and not wish), what)

    return Check(label, evaluate, points)


def sets_an_end(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text sets an end: a number of days or weeks, or a date; no mere frequency."""

    def evaluate() -> Finding:
        end = _found(said.END, said.OFTEN.sub(" ", normalise(raw)))
        return Finding(bool(end), end)

    return Check(label, evaluate, points)


def decides(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check for a decision: if so, then go on, stop or go back."""

    def evaluate() -> Finding:
        then = _found(said.THEN, raw)
        return Finding(bool(then and _found(said.IF, raw)), then)

    return Check(label, evaluate, points)


def is_step(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names something to do, in two words or more, and is no mere wish."""

    def evaluate() -> Finding:
        tokens = words(raw)
        doing = next(filter(_is_doing, tokens), "")
        wish = _begins_with_a_wish(tokens)
        return Finding(len(tokens) >= 2 and bool(doing) and not wish, doing)

    return Check(label, evaluate, points)


def is_measurable(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says how many of what: "10 foto", "tiap malam ada catatan"."""

    def evaluate() -> Finding:
        text = said.CLOCK.sub(" ", normalise(raw))
        measure = _found(said.AMOUNT, text) if len(words(text)) >= 2 else ""
        return Finding(bool(measure), measure)

    return Check(label, evaluate, points)


def in_own_words(*raws: Any, prompt: str = "", label: str = "ditulis dengan kalimat") -> Check:
    """Guard for a form of short texts: short and dialect are fine, lists and copies are not.

    Fails without a single text of three words, for a list of single words, for the same text twice,
    and for a copy of the ``prompt``.
    """

    def evaluate() -> Finding:
        reason = _stuffing([text for raw in raws if (text := normalise(raw))], normalise(prompt))
        return Finding(not reason, reason)

    return Check(label, evaluate)


def _stuffing(texts: list[str], prompt: str) -> str:
    if all(len(set(words(text))) < 3 for text in texts):
        return "terlalu pendek untuk dimengerti"
    if len(set(texts)) < len(texts):
        return "tulisan yang sama dua kali"
    if any(map(_is_list, texts)):
        return "berupa daftar kata"
    copied = [len(words(t)) >= 4 and fuzz.partial_ratio(t, prompt) >= 90 for t in texts]
    return "menyalin soal" if any(copied) else ""


def _is_list(text: str) -> bool:
    parts = [words(part) for part in re.split(r"[,/|]", text) if words(part)]
    return len(parts) >= 3 and sum(len(part) == 1 for part in parts) > len(parts) / 2
