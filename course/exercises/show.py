"""A participant's answer as plain HTML, for people who read it: grader, mentor, participant.

Everything from the participant is escaped here; nothing of it can become markup.
"""

from __future__ import annotations

from html import escape
from typing import Any

from course.answers import Entry
from course.exercises.definition import Definition
from course.exercises.fields import Field


def answer_html(definition: Definition, entry: Entry | None) -> str:
    """Return the exercise's answer as a definition list; unanswered fields say so."""
    if entry is not None and entry.item != definition.item:
        return (
            "<p><strong>Jawaban untuk soal versi lama.</strong> "
            "Isinya tetap tersimpan; nilai perlu diperiksa orang.</p>"
        )
    value: dict[str, Any] = definition.read(entry.value)[0] if entry else {}
    rows = "".join(
        f"<dt>{escape(f.label)}</dt><dd>{_value(f, value.get(f.key))}</dd>"
        for f in definition.fields
    )
    helped = "<p>Dikerjakan dengan bantuan.</p>" if entry and entry.helped else ""
    return f'<dl class="course-answer">{rows}</dl>{helped}'


def _value(field: Field, value: Any) -> str:
    if value in (None, "", []):
        return "<em>belum dijawab</em>"
    return escape(field.show(value)).replace("\n", "<br>")
