"""Answers in what mail programs and phones wrap around them."""

from __future__ import annotations

import re

from course.exercises.answers import COURSE

_ANSWERS = re.compile(rf"course.{{1,20}}{COURSE}", re.DOTALL)


def holds_answers(text: str) -> bool:
    """Return whether an answer file, whole or not, stands in ``text``."""
    return bool(_ANSWERS.search(text))
