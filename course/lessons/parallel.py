"""What ``course check`` proves of two tests: that one is the other again, or its parallel form.

Tests of one form ask knowledge and attitude word for word. Parallel forms agree in what decides
how hard they are (indicators, criteria, points, kinds of field, how many options, how much there
is to read) and in nothing that can be remembered: no knowledge or practical item of one is asked
in the other. Attitude items are the same in both.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from course.exercises.definition import Definition
from course.exercises.fields import Field
from course.indicators import ATTITUDE
from course.lessons.lesson import CriteriaCell, Lesson

Marks = Mapping[str, Mapping[str, Any]]
"""What criteria show on blank answers, by grade id (``check.blank_records``)."""
LOAD = 1.35
"""How many times the words of the other form an item may have to read."""
FEW_WORDS = 6
"""A difference that is none, however short the item."""
WHOLE_LOAD = 1.1
"""As ``LOAD``, for all items together."""
_WORD = re.compile(r"[^\W_]+")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")


def problems(first: Lesson, later: Lesson, records: Callable[[Lesson], Marks]) -> Iterator[str]:
    """Yield a sentence for each thing in which two tests differ and should not, or the other way.

    ``records`` returns the criteria of a lesson on blank answers.
    """
    ours, theirs = ({c.grade_id: c for c in lesson.criteria} for lesson in (first, later))
    if list(ours) != list(theirs):
        different = ", ".join(sorted(ours.keys() ^ theirs.keys())) or "urutannya"
        yield f"{later.name}: butir berbeda dari {first.name}: {different}"
        return
    are_forms = bool(first.about.form and later.about.form) and (
        first.about.form != later.about.form
    )
    word_for_word = (ATTITUDE,) if are_forms else ("P", ATTITUDE)
    marks, marks_later = records(first), records(later)
    for grade_id, cell in ours.items():
        is_same = cell.indicator.startswith(word_for_word)
        same_labels = _labels(marks.get(grade_id)) == _labels(marks_later.get(grade_id))
        if not same_labels or (is_same and cell.source != theirs[grade_id].source):
            yield f"{later.name}: kriteria {grade_id!r} berbeda dari {first.name}"
        elif are_forms and not is_same:
            yield from _cells(first, later, cell, theirs[grade_id])
    same = _exercises(first, word_for_word)
    for exercise in same:
        if _content(first, exercise) != _content(later, exercise):
            yield f"{later.name}: soal {exercise!r} tidak sama kata demi kata dengan {first.name}"
    if are_forms:
        yield from _forms(first, later, [name for name in first.definitions if name not in same])


def _labels(record: Mapping[str, Any] | None) -> list[tuple[str, float]]:
    return [(row["label"], row["points"]) for row in record["criteria"]] if record else []


def _exercises(lesson: Lesson, indicators: tuple[str, ...]) -> list[str]:
    """Return the exercises that feed these indicators."""
    read = {c.exercise for c in lesson.criteria if c.indicator.startswith(indicators)}
    return [exercise for exercise in lesson.definitions if exercise in read]


def _content(lesson: Lesson, exercise: str) -> str:
    definition = lesson.definitions.get(exercise)
    if definition is None:
        return ""
    return json.dumps([definition.prompt, [f.to_json() for f in definition.fields]])


def _cells(first: Lesson, later: Lesson, one: CriteriaCell, other: CriteriaCell) -> Iterator[str]:
    """Compare one criteria cell in two forms: the same points by the same checkers."""
    if one.points != other.points:
        yield (
            f"{later.name}: {one.grade_id!r} bernilai {other.points:g} poin, di {first.name} "
            f"{one.points:g}. Samakan."
        )
    if one.exercise != other.exercise:
        yield f"{later.name}: {one.grade_id!r} menilai soal lain daripada di {first.name}"
    if (ours := _checkers(one.source)) != (theirs := _checkers(other.source)):
        differ = sorted(set(ours) ^ set(theirs)) or sorted(set(ours))
        yield (
            f"{later.name}: {one.grade_id!r} dinilai dengan cara lain daripada di {first.name} "
            f"({', '.join(differ)}). Pakai pemeriksa yang sama."
        )


def _checkers(source: str) -> list[str]:
    """Return what a criteria cell calls, in its order."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [node.func.id for node in calls if isinstance(node.func, ast.Name)]


def _forms(first: Lesson, later: Lesson, exercises: Sequence[str]) -> Iterator[str]:
    """Compare the items that parallel forms ask each in its own way."""
    if list(first.definitions) != list(later.definitions):
        yield f"{later.name}: urutan soal tidak sama dengan {first.name}"
        return
    total, total_later = 0, 0
    for exercise in exercises:
        one, other = first.definitions[exercise], later.definitions[exercise]
        where = f"{later.name}: soal {exercise!r}"
        if _kinds(one) != _kinds(other):
            yield f"{where} punya isian lain daripada di {first.name} (jenis, pilihan, atau batas)"
        if asked := _asked_in_both(one, other):
            yield f"{where} sama dengan di {first.name} ({asked}). Bentuk lain, soal lain."
        load, load_later = _words(one), _words(other)
        total, total_later = total + load, total_later + load_later
        low, high = sorted((load, load_later))
        if high - low > FEW_WORDS and high > LOAD * low:
            yield f"{where} {load_later} kata, di {first.name} {load}. Samakan panjangnya."
    low, high = sorted((total, total_later))
    if high > WHOLE_LOAD * low:
        yield f"{later.name}: semua soal {total_later} kata, di {first.name} {total}. Samakan."
    for name in sorted(_pictures(first) & _pictures(later)):
        yield (
            f"{later.name}: gambar {name} bernama sama dengan gambar di {first.name}; peserta "
            "bentuk lain akan melihat yang salah. Ganti namanya."
        )


def _kinds(definition: Definition) -> list[tuple[Any, ...]]:
    """Return of each field what decides how hard it is to fill in."""
    return [
        (field.key, field.kind, len(_options(field)), getattr(field, "max_chars", None))
        for field in definition.fields
    ]


def _options(field: Field) -> Mapping[str, str]:
    options = getattr(field, "options", None)
    return options if isinstance(options, Mapping) else {}


def _asked_in_both(one: Definition, other: Definition) -> str:
    """Return what two forms of an item share: the whole question, or every option; else ""."""
    if " ".join(one.prompt.split()) == " ".join(other.prompt.split()):
        return "pertanyaannya"
    texts = [
        {text for field in definition.fields for text in _options(field).values()}
        for definition in (one, other)
    ]
    return "pilihannya" if texts[0] and texts[0] == texts[1] and len(one.fields) == 1 else ""


def _words(definition: Definition) -> int:
    """Return how many words somebody reads who answers an exercise."""
    options = [text for field in definition.fields for text in _options(field).values()]
    return len(_WORD.findall("\n".join([definition.shown, *options])))


def _pictures(lesson: Lesson) -> set[str]:
    return {name for cell in lesson.notebook.cells for name in _PICTURE.findall(cell.source)}
