"""A participant's answer as plain HTML, for people who read it: grader, mentor, participant.

Everything from the participant is escaped here; nothing of it can become markup.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from course.answers import Entry
from course.exercises.definition import Definition
from course.exercises.fields import Field
from course.exercises.photos import load_photos


def answer_html(definition: Definition, entry: Entry | None, folder: Path) -> str:
    """Return the exercise's question and answer as HTML; unanswered fields say so.

    Photos are looked up in ``folder`` (beside ``answers.json``) and travel inside the page.
    """
    if entry is not None and entry.item != definition.item:
        return (
            "<p><strong>Jawaban untuk soal versi lama.</strong> "
            "Isinya tetap tersimpan; nilai perlu diperiksa orang.</p>"
        )
    value: dict[str, Any] = definition.read(entry.value)[0] if entry else {}
    rows = "".join(
        f"<dt>{escape(f.label)}</dt><dd>{_value(f, value.get(f.key), folder)}</dd>"
        for f in definition.fields
    )
    helped = "<p>Dikerjakan dengan bantuan.</p>" if entry and entry.helped else ""
    # The grader sees no code, so the question stands above the answer.
    prompt = escape(definition.prompt).replace("\n", "<br>")
    question = f'<p class="course-prompt"><strong>{prompt}</strong></p>'
    return f'{question}<dl class="course-answer">{rows}</dl>{helped}'


def _value(field: Field, value: Any, folder: Path) -> str:
    if value in (None, "", [], {}):
        return "<em>belum dijawab</em>"
    if field.kind == "photo":
        return _photo(field, value, folder)
    return escape(field.show(value)).replace("\n", "<br>")


def _photo(field: Field, path: str, folder: Path) -> str:
    url = load_photos(folder, {path}).get(path)
    if url is None:
        return "<em>foto tidak ikut terkirim</em>"
    alt = escape(f"Foto peserta: {field.label}")
    return f'<img src="{url}" alt="{alt}" style="max-width:min(24rem, 100%)">'
