"""Checkers of lesson 8: a question about a number that somebody tells."""

from __future__ import annotations

import re
from typing import Any

from course.criteria.lists import AnyPattern, Pattern, WordLists, stems, whole
from course.criteria.scoring import Check, Finding
from course.criteria.text import is_word_list, normalise
from course.words import TIMES

_LISTS = WordLists("course.curriculum.m8_angka")


def _stems(name: str, *also: str) -> Pattern:
    return Pattern(lambda: stems(_LISTS[name], *also))


PERIODS = re.compile(
    rf"""(?<![a-z])(?:
        (?:per|/)[\s-]*(?:{TIMES}|apa|opo|naon|brp|berapa) | (?:se|sa|sak)[\s-]*{TIMES}(?:an)?
      | (?:satu|tiap|setiap|saben|unggal|itungan|hitungan|dalam|berapa|brp|brapa|piro|pirang
          |sabaraha)\s+{TIMES}
      | (?:berapa|brp|piro|sabaraha)\s+(?:lama|lami|suwe|kali)
      | {TIMES}an(?![a-z]) | dari\s+kapan | sejak\s+kapan | jangka\s+waktu
    )""",
    re.VERBOSE,
)
"""A period of time: "per hari", "sebulan", "brp lama"."""
KINDS_OF_MONEY = _stems("uang", r"untung(?:nya)?\s+(?:apa|atau|opo)", r"keuntungan\s+(?:apa|atau)")
"""Which money is meant: "bersih", "omset", "sudah dipotong modal"."""
SOURCES = _stems(
    "sumber",
    r"(?:siapa|sapa|saha)\s+(?:yang|yg|sing|nu)\s+(?:bilang|ngomong|bikin|buat)",
    r"kata\s+siapa",
    r"dari\s+mana",
    r"angka[a-z]*\s+(?:(?:itu|kuwi|niku)\s+)?(?:mana|endi|ndi)",
    r"(?:mana|endi|ndi)\s+angka",
    r"(?:apa|opo|naon)\s+(?:lagi|maneh|deui)\s+(?:(?:yang|yg|sing|nu)\s+)?(?:berubah|owah|robah)",
)
"""Where a claim comes from ("siapa yang ngitung"), and the questions that the lesson teaches."""
QUESTION = Pattern(lambda: whole(_LISTS["tanya"], also=r"\?"))


def asks(raw: Any, *topics: AnyPattern, label: str, points: float = 1.0) -> Check:
    """Check for a question about one of ``topics`` (``PERIODS`` and others).

    A list of single words is no question.
    """

    def evaluate() -> Finding:
        text = normalise(raw)
        topic = next((found[0].strip() for t in topics if (found := t.search(text))), "")
        asked = bool(topic and QUESTION.search(text) and not is_word_list(text))
        # What asks nothing is not shown: a bare "nyatet" explains no refusal.
        return Finding(asked, topic if asked else "")

    return Check(label, evaluate, points)
