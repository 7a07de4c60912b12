"""Checkers for a mentor's texts and ratings: a goal that can be counted, a message to a group."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from course.criteria.lists import WordLists
from course.criteria.scoring import Check, Finding
from course.criteria.tables import cell
from course.criteria.text import avoids, matches, normalise
from course.words import MONTH, NUMBER, NUMBERS, WEEKDAY

_LISTS = WordLists("course.curriculum.pendampingan")
_NUMBER = rf"(?:\d{{1,2}}|{NUMBER})"
_OFTEN = re.compile(
    rf"\b{_NUMBER}\s*(?:x|kali|status|foto|unggahan|posting\w*|konten|produk|video|chat)\b"
    rf"|\b{_NUMBER}\b[^.!?\n]{{0,30}}\b(?:(?:per|se|tiap|setiap)[\s-]*(?:minggu|hari|pekan)|/\s?minggu)"
)
_PERIOD = re.compile(r"\b(?:per|se|tiap|setiap)?[\s-]*(?:minggu|pekan|hari)|/\s?(?:minggu|hari)")
_FROM = re.compile(
    rf"\b(?:mulai|dari|sejak)\b[^.!?\n]{{0,15}}(?:\d{{1,2}}|{WEEKDAY}|minggu|besok|lusa)"
    rf"|\b\d{{1,2}}\s*{MONTH}\b|\b\d{{1,2}}/\d{{1,2}}\b"
)
_MINUTES = re.compile(rf"\b(\d{{1,3}}|{NUMBER})\s*(?:menit|mnt)\b")
_SHORT = 10


def says_how_often(raw: Any, *, label: str = "berapa kali", points: float = 1.0) -> Check:
    """Check that a goal counts something ("3 Status") in a period ("per minggu")."""

    def evaluate() -> Finding:
        text = normalise(raw)
        count, period = _OFTEN.search(text), _PERIOD.search(text)
        return Finding(bool(count and period), count[0] if count else "")

    return Check(label, evaluate, points)


def says_which_days(
    raw: Any, *, least: int = 2, label: str = "hari apa", points: float = 1.0
) -> Check:
    """Check that a goal names ``least`` days of the week, or says every day."""

    def evaluate() -> Finding:
        text = normalise(raw)
        days = sorted(set(re.findall(rf"\b(?:{WEEKDAY})\b", text)))
        daily = re.search(r"\b(?:setiap|tiap) hari\b", text)
        return Finding(bool(daily) or len(days) >= least, ", ".join(days))

    return Check(label, evaluate, points)


def says_from_when(raw: Any, *, label: str = "mulai kapan", points: float = 1.0) -> Check:
    """Check that a goal says from when: "mulai Senin", "30 Nov"."""
    return matches(_FROM, raw, label, points)


def short_action(
    raw: Any, *, most: int = _SHORT, label: str = "ajakan yang singkat", points: float = 1.0
) -> Check:
    """Check that a message names a time in minutes, and none above ``most``."""

    def evaluate() -> Finding:
        found = [NUMBERS.get(m) or int(m) for m in _MINUTES.findall(normalise(raw))]
        shown = f"{max(found)} menit" if found else ""
        return Finding(bool(found) and max(found) <= most, shown)

    return Check(label, evaluate, points)


def presses_nobody(raw: Any, *, label: str = "tanpa tekanan", points: float = 1.0) -> Check:
    """Check that a message neither commands nor shames; an empty one does not pass."""
    return avoids(raw, *_LISTS["tekanan"], label=label, points=points)


def ranks_nobody(raw: Any, *, label: str = "tanpa peringkat", points: float = 1.0) -> Check:
    """Check that a message compares nobody with anybody; an empty one does not pass."""
    return avoids(raw, *_LISTS["peringkat"], label=label, points=points)


def rated(
    raw: Any, key: Mapping[str, int], *, column: str = "nilai", label: str, points: float = 1.0
) -> Check:
    """Check ratings of a scale: the key's earns a row, a step beside it half, more nothing.

    One rating all the way down is no rating and earns a fifth at most.
    """

    def evaluate() -> Finding:
        given = {row: cell(raw, row, column) for row in key}
        numbers = {row: int(v) for row, v in given.items() if v in tuple("0123456789")}
        steps = {row: abs(value - key[row]) for row, value in numbers.items()}
        share = sum({0: 1.0, 1: 0.5}.get(step, 0.0) for step in steps.values()) / len(key)
        exact = sum(step == 0 for step in steps.values())
        same = len(numbers) == len(key) and len(set(numbers.values())) == 1
        return Finding(min(share, 0.2) if same else share, f"{exact} dari {len(key)} sama")

    return Check(label, evaluate, points)
