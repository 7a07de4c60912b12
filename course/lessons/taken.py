"""What a lesson takes of answers: what may be kept, and what counts as it is asked now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from course.exercises.answers import Answers, Entry, First, dump, id_of
from course.exercises.definition import Definition
from course.lessons.lesson import Lesson


@dataclass(frozen=True)
class Taken:
    """What a lesson takes."""

    kept: Answers
    """What may be kept."""
    counted: Answers
    """What of that the lesson asks for."""
    problems: list[str]
    """A sentence for each answer that was left out or changed."""
    data: bytes
    """The bytes of a file to keep."""
    id: str
    """Of what is kept, ``answers.id_of``."""
    size: int
    """Bytes of a file of what counts."""


def take(answers: Answers, data: bytes, lesson: Lesson) -> Taken:
    """Return what a lesson takes of answers that were read from ``data``.

    Its bytes are kept as they came, unless they tell what may not be kept.
    """
    kept = _until_stop(_without_sender(answers) if lesson.about.anonymous else answers, lesson)
    counted, problems = usable(kept, lesson)
    if lesson.about.anonymous or kept != answers:
        data = dump(kept)
    return Taken(kept, counted, problems, data, id_of(kept), len(dump(counted)))


def _until_stop(answers: Answers, lesson: Lesson) -> Answers:
    """Return answers without those behind a no: who does not agree is asked and kept no further."""
    names = lesson.until_stop({name: entry.value for name, entry in answers.answers.items()})
    behind = set(lesson.definitions) - set(names)
    entries = {name: entry for name, entry in answers.answers.items() if name not in behind}
    return answers.model_copy(update={"answers": entries})


def _without_sender(answers: Answers) -> Answers:
    """Return answers without proof and hour: one minute in two sheets tells who it was."""
    entries = {
        name: entry.model_copy(
            update={"at": entry.at.replace(hour=0, minute=0, second=0, microsecond=0)}
        )
        for name, entry in answers.answers.items()
    }
    return answers.model_copy(update={"by": "", "token": "", "skipped": {}, "answers": entries})


def usable(answers: Answers, lesson: Lesson) -> tuple[Answers, list[str]]:
    """Return the answers the lesson asks for, and a sentence for each left out or changed one.

    An answer to an older version of an exercise is kept as it came: the grader leaves it to a
    person (``course.criteria.read_answer``).
    """
    kept, problems = {}, []
    for exercise, entry in answers.answers.items():
        definition = lesson.definitions.get(exercise)
        if definition is None:
            problems.append(f"soal {exercise[:60]!r} tidak ada di pelajaran {lesson.name}")
        elif not definition.is_answered_by(entry):
            if not definition.practice:  # of a practice nobody has to do anything
                problems.append(f"soal {exercise!r} dijawab pada versi lama; dinilai orang")
            kept[exercise] = entry
        else:
            value, wrong = definition.read(entry.value)
            problems += [f"soal {exercise!r}: {sentence}" for sentence in wrong]
            if value or not wrong:
                mended = {"value": value, "first": _first(entry, definition, lesson)}
                kept[exercise] = entry.model_copy(update=mended)
    return answers.model_copy(update={"answers": kept}), problems


def _first(entry: Entry, definition: Definition, lesson: Lesson) -> First | None:
    """Return what of an answer's first value can be used; None where nothing was checked."""
    if entry.first is None:
        return None
    update: dict[str, Any] = {"value": definition.read(entry.first.value)[0]}
    if entry.first.beside is not None:
        known = lesson.definitions
        given = entry.first.beside.items()
        update["beside"] = {name: known[name].read(one)[0] for name, one in given if name in known}
    return entry.first.model_copy(update=update)
