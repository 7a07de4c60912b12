"""What a text says otherwise than its task: another weight, stock, day, number to call.

A fact that is there and wrong misleads a buyer, so it earns half of what it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from course.criteria.numbers import readings
from course.criteria.scoring import Check, Finding
from course.criteria.text import as_figures, normalise
from course.words import GRAMS, PACKS, WEEKDAY

_MILLILITRES = {"ml": 1.0, "mili": 1.0, "mililiter": 1.0, "cc": 1.0, "liter": 1_000.0}
_KINDS: tuple[Mapping[str, float], ...] = (GRAMS, _MILLILITRES)
_AMOUNTS = tuple(
    re.compile(
        r"(?<![\w.,])(\d{1,6}(?:[.,]\d{1,3})?)\s*"
        rf"({'|'.join(sorted(units, key=len, reverse=True))})(?:an|nya)?(?![a-z])"
    )
    for units in _KINDS
)
_FRACTION = re.compile(r"(?<![\d.,/])([1-9])\s?[/\u2044]\s?([2-8])(?![\d.,/])")
"""A part of one: "1/4 kg", as "\u00bc kg" is read too."""
_LEFT = re.compile(
    r"(?<![a-z])(?:(?:ter)?sisa|stok|stock|tinggal|kantun|kari|sesa|tersedia|ready|ada|ono|aya|wonten)(?:nya|ne|na)?"
    r"(?:\s+[a-z]+){0,2}?\s+(\d{1,4})(?![\w.,]*\d)(?!\s*(?:rb|ribu|k|ml|gr|gram|g|kg|jam|hari|rasa|varian|jenis|macam)(?![a-z]))"
    rf"|(?<![\w.,/])(\d{{1,4}})\s*(?:{PACKS})(?![a-z])"
)
_NUMBER = re.compile(r"(?<![\d.,])(?:\+?62|0)[\s.-]?8\d{2}(?:[\s.-]?\d){5,10}(?!\d)")


def other_amount(raw: Any, amount: str) -> str:
    """Return the weight or volume a text names, where it is not ``amount`` ("150 gram"); else "".

    A text that names none of that kind says nothing else.
    """
    text = _FRACTION.sub(lambda one: f"{int(one[1]) / int(one[2]):g}", as_figures(raw))
    for units, pattern in zip(_KINDS, _AMOUNTS, strict=True):
        if told := pattern.search(amount):
            right = max(readings(told[1])) * units[told[2]]
            found = [*pattern.finditer(text)]
            values = [v * units[one[2]] for one in found for v in readings(one[1])]
            if values and not any(abs(v - right) < 0.5 for v in values):
                return found[0][0]
    return ""


def other_stock(raw: Any, *left: str) -> str:
    """Return how many a text says are left, where that is not ``left`` ("15 bungkus"); else ""."""
    right = {number for one in left for number in re.findall(r"\d+", one)}
    found = [one[1] or one[2] for one in _LEFT.finditer(as_figures(raw))]
    # "1 bungkus 150 gram" is what one gets, "isi 6" beside it as well.
    named = [number for number in found if number != "1"]
    return named[0] if right and named and right.isdisjoint(named) else ""


def other_day(text: str, day: str) -> str:
    """Return the first day a normalised text names, where none begins as ``day``; else ""."""
    named = [match[1] for match in _ANY_DAY.finditer(text)]
    return (
        named[0] if named and not any(one.startswith(tuple(day.split())) for one in named) else ""
    )


_ANY_DAY = re.compile(
    rf"(?<![a-z])(?:(?:(?:di)?tutup|sampai|sampe|smp|sebelum|nganti|dugi)\s+)?((?<=[a-z]\s)minggu|{WEEKDAY})(?![a-z])"
    r"(?!\s+(?:depan|ini))"
)


def other_number(raw: Any, number: str) -> str:
    """Return a telephone number in a text that never names ``number``, digits only; else ""."""
    found = [re.sub(r"\D", "", one[0]) for one in _NUMBER.finditer(normalise(raw))]
    ends = {one.removeprefix("62").removeprefix("0") for one in found}
    return found[0] if found and number.removeprefix("0") not in ends else ""


def reaches(check: Check, raw: Any, number: str) -> Check:
    """Return ``check`` earning half where a text gives another telephone number than the task."""

    def evaluate() -> Finding:
        finding = check.evaluate()
        other = other_number(raw, number)
        return finding._replace(share=finding.share / 2, found=other) if other else finding

    return check._replace(evaluate=evaluate)
