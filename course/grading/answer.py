"""``read_answer``: a participant's answer to one exercise, as a criteria cell sees it."""

from __future__ import annotations

from typing import Any

from course.exercises.definition import Definition
from course.exercises.workbook import workbook


class StaleAnswerError(Exception):
    """The answer belongs to an older version of the exercise; a person has to look at it."""


class Answer:
    """Validated values by field key: ``answer.status``. What was not answered is ``None``."""

    def __init__(self, value: dict[str, Any], definition: Definition | None) -> None:
        self._definition = definition
        vars(self).update(value)  # found at once; what was not answered is asked of __getattr__

    @property
    def prompt(self) -> str:
        """Return every text the exercise showed: copying it is no answer."""
        return self._definition.shown if self._definition else ""

    def __getattr__(self, key: str) -> Any:
        if key.startswith("_"):
            raise AttributeError(key)
        if self._definition and key not in self._definition.by_key:
            raise AttributeError(f"exercise {self._definition.id!r} has no field {key!r}")
        return None


def read_answer(exercise: str) -> Answer:
    """Return the open workbook's answer to ``exercise``; blank where nothing was answered.

    Values that are no answer to their field (``Definition.read``) are left out, never an error.
    Raises StaleAnswerError for an answer given to an older version of the exercise.
    """
    book = workbook()
    definition = book.definitions.get(exercise)
    entry = book.answers.answers.get(exercise)
    if definition is None or entry is None:
        return Answer({}, definition)
    if not definition.is_answered_by(entry):
        raise StaleAnswerError(
            f"answer to {exercise!r} was given to version {entry.item!r}, now {definition.item!r}"
        )
    return Answer(book.value(exercise), definition)
