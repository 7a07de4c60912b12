"""The guard of letters to a buyer: no keyword list, about the goods of the task, an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from course.criteria.reader import LABEL, judged
from course.criteria.scoring import Answer, Check, Finding
from course.criteria.signals import signals_of
from course.criteria.text import LISTS as SHARED
from course.criteria.text import normalise, words
from course.curriculum.m5_ekspor.english import (
    LISTS,
    figures,
    goods,
    local_goods,
    reads_as_english,
    tokens,
)

_LETTER = 4
_CLAUSE = 4
_ITEMS, _UNBROKEN = 4, 6
_HARDLY = 0.12
_UNFILLED = re.compile(r"\u2026|\.{3,}|_{3,}")
_DIVIDED = re.compile(r"[,;:.!?\n](?!\d)")
_KEYWORDS = "berupa daftar kata"


def written_as_letter(
    raw: Any,
    *,
    asked: Answer | None = None,
    about: Sequence[str] = (),
    answers: Sequence[Check] = (),
    label: str = LABEL,
) -> Check:
    """Guard: a text for the buyer, about the goods of the task, that answers something.

    ``about`` names the goods; a text that names others and not these is about something else.
    ``answers`` are the checks of which a text that earns none does not answer the task.
    """

    def evaluate() -> Finding:
        text = normalise(raw)
        found = judged(text, signals_of(text, asked))
        if found.share < 1:
            return found
        other = other_goods(text, about)
        if len(words(raw)) < _LETTER:
            why = "terlalu pendek untuk dimengerti"
        elif is_keywords(text):
            why = _KEYWORDS
        elif len(_UNFILLED.findall(text)) > 2:
            why = "titik-titik belum diisi"
        elif other:
            why = f"tentang barang lain: {other}"
        elif answers and not any(check.evaluate().share for check in answers):
            why = "tidak menjawab yang ditanyakan"
        elif not reads_as_english(raw):
            why = "bukan bahasa Inggris: apakah pembeli bisa membacanya?"
            return found._replace(found=why, unsure=why)
        else:
            return found
        return found._replace(share=0.0, found=why, unsure="", is_list=why == _KEYWORDS)

    return Check(label, evaluate)


@cache
def _clauses() -> frozenset[str]:
    return SHARED.set("penghubung") | LISTS.set("kalimat") | SHARED.set("penghubung_inggris")


def is_keywords(text: str) -> bool:
    """Return whether a normalised text strings words together and says nothing with them.

    No word that makes a clause, no figure, and nothing that divides it into more than words.
    """
    told = tokens(re.sub(r"(?:thank\s*you|best\s+regards?)", " ", text))
    if len(told) < _CLAUSE:
        return False
    joined = sum(word in _clauses() for word in told)
    amounts = re.findall(r"\d[\d.,]*", figures(text))
    few = joined <= max(_HARDLY * len(told), 1) and len(amounts) <= 1
    if few and len(told) >= _UNBROKEN and not _DIVIDED.search(text):
        return True
    if amounts:
        return False
    items = [size for part in re.split(r"[,;/|\n]", text) if (size := len(words(part)))]
    short = len(items) >= _ITEMS and sum(size <= 2 for size in items) > len(items) / 2
    unbroken = len(items) == 1 and not re.search(r"[.!?]\s", text)
    return joined == 0 and (short or unbroken or len(told) >= 2 * _CLAUSE)


_FAREWELL = re.compile(r"(?<![a-z])(?:regards?|sincerely|faithfully)(?![a-z])")


def other_goods(text: str, about: Sequence[str]) -> str:
    """Return the first goods a normalised text names where it names none of ``about``, or "".

    What it is signed with is left out: "Keripik Melati" may sell anything.
    """
    told = tokens(_FAREWELL.split(text)[0]) or tokens(text)
    if not about or any(word.startswith(tuple(about)) for word in told):
        return ""
    neutral = LISTS.set("satuan") | LISTS.set("bukan_dagangan")
    known = goods() | local_goods()
    return next((w for w in told if w in known and w not in neutral), "")


def of_goods(check: Check, raw: Any, about: Sequence[str], *, share: float = 0.0) -> Check:
    """Return ``check`` earning ``share`` of itself where a letter is about other goods."""

    def evaluate() -> Finding:
        finding = check.evaluate()
        other = other_goods(normalise(raw), about)
        if not (other and finding.share):
            return finding
        return finding._replace(share=finding.share * share, found=f"barang lain: {other}")

    return check._replace(evaluate=evaluate)
