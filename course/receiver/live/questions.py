"""What can be asked live: the exercises of the released lessons for participants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from course import CourseError, lessons
from course.exercises.definition import Definition
from course.exercises.fields import Field, Photo
from course.files import Places
from course.indicators import PHASES
from course.lessons.lesson import AUDIENCES, Lesson
from course.receiver.live.session import NotNowError, Question

_LONGEST = 90


@dataclass(frozen=True)
class Asked:
    """A question with what is known of it."""

    question: Question
    definition: Definition
    field: Field
    lesson_title: str

    @property
    def text(self) -> str:
        """What the class reads: the prompt, and the field's label where there are several."""
        prompt = self.definition.prompt.strip()
        label = self.field.label.strip()
        is_alone = len(self.definition.fields) == 1
        return prompt if is_alone or not label or label in prompt else f"{prompt}\n\n{label}"

    @property
    def short(self) -> str:
        """One line for a list to choose from."""
        words = " ".join(re.sub(r"[*_`#]", "", self.text).split())
        return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def askable(root: Path) -> Iterator[Asked]:
    """Yield every question that can be asked in the class at ``root``, lesson by lesson.

    No tests: who has seen a test's questions live has no first answer to them. No sheets about
    others, no pictures. Slow the first time: each lesson is read.
    """
    known = sorted(lessons.load_all(root).values(), key=lambda one: (one.about.order, one.name))
    for lesson in known:
        if _is_askable(root, lesson):
            for definition in lesson.definitions.values():
                for field in filter(_can_be_shown, definition.fields):
                    yield _asked(lesson, definition, field)


def asked(root: Path, question: Question) -> Asked:
    """Return what is known of a question; raises NotNowError where it cannot be asked here."""
    try:
        lesson = lessons.load(root, question.lesson)
    except CourseError as error:
        raise NotNowError("Pelajaran itu tidak ada di kelas ini.") from error
    definition = lesson.definitions.get(question.exercise)
    field = definition.by_key.get(question.field) if definition else None
    if not _is_askable(root, lesson) or definition is None or not _can_be_shown(field):
        raise NotNowError("Pertanyaan itu tidak ada di pelajaran yang sudah dirilis.")
    return _asked(lesson, definition, field)


def _asked(lesson: Lesson, definition: Definition, field: Field) -> Asked:
    question = Question(lesson.name, definition.id, field.key)
    return Asked(question, definition, field, lessons.title(lesson.notebook))


def _can_be_shown(field: Field | None) -> TypeGuard[Field]:
    return field is not None and not isinstance(field, Photo)


def _is_askable(root: Path, lesson: Lesson) -> bool:
    """Return whether a lesson is on the phones, and for participants, and no test."""
    release = Places(root).release
    # A service's own copy of a class holds the lessons that are released, and no folder of them.
    is_released = not release.exists() or (release / lesson.name / f"{lesson.name}.ipynb").is_file()
    is_for_all = lesson.about.audience == AUDIENCES[0] and not lesson.about.observes
    return is_released and is_for_all and lesson.name not in PHASES
