"""The sheets of one kind that were handed in, with validated values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course import lessons
from course.answers import FILE_NAME, AnswersError, read_answers
from course.lessons import Lesson
from course.roster import kept_back

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """One sheet."""

    participant: str
    """Whom it is about."""
    by: str
    """Who filled it in: the participant, or a mentor."""
    answers: Mapping[str, Values]
    """Values by field, by exercise; answers to an older wording are left out."""

    def get(self, exercise: str) -> Values:
        """Return an exercise's values; empty where nothing was answered."""
        return self.answers.get(exercise, {})


def read_sheets(root: Path, lesson: str, *, everyone: bool = False) -> list[Sheet]:
    """Return the sheets under ``root/submitted``, in the order of the codes.

    Without those about participants who are kept back for want of consent, unless ``everyone``.

    A file that cannot be read is left out: ``course collect`` has named it. Raises CourseError when
    there is no such lesson.
    """
    known, held = lessons.load(root, lesson), frozenset() if everyone else kept_back(root)
    found = []
    for folder in sorted((root / "submitted").glob(f"*/{lesson}")):
        if folder.parent.name in held:
            continue
        try:
            answers = read_answers(folder / FILE_NAME).answers
        except AnswersError:
            continue
        values = {
            name: known.definitions[name].read(entry.value)[0]
            for name, entry in answers.answers.items()
            if name in known.definitions and entry.item == known.definitions[name].item
        }
        found.append(Sheet(answers.participant, answers.by or answers.participant, values))
    return found


def shown(lesson: Lesson, sheet: Sheet, exercise: str, key: str) -> str:
    """Return one value in words; "" where nothing was answered."""
    value = sheet.get(exercise).get(key)
    if value in (None, "", [], {}):
        return ""
    fields = {field.key: field for field in lesson.definitions[exercise].fields}
    return fields[key].show(value)


def lines(text: Any) -> list[str]:
    """Return the lines of a text that hold something."""
    parts = text.splitlines() if isinstance(text, str) else []
    return [line.strip(" -•*") for line in parts if line.strip(" -•*")]
