"""A participant's answer as plain HTML, for people who read it: grader, mentor, participant.

Everything from the participant is escaped here; nothing of it can become markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from course.exercises.definition import Definition
from course.exercises.fields import Field
from course.exercises.photos import load_photos
from course.exercises.workbook import Workbook


def answer_html(book: Workbook, exercise: str) -> str:
    """Return an exercise's question and answer as HTML; unanswered fields say so.

    Photos are looked up beside ``answers.json`` and travel inside the page.
    """
    definition, entry = book.definitions[exercise], book.answers.answers.get(exercise)
    if entry is not None and not definition.is_answered_by(entry):
        return (
            "<p><strong>Jawaban untuk soal versi lama.</strong> "
            "Isinya tetap tersimpan; nilai perlu diperiksa orang.</p>"
        )
    rows = _rows(definition, book.value(exercise) if entry else {}, book.folder)
    mended = ""
    if entry and entry.first and entry.first.value != entry.value:
        last = _rows(definition, definition.read(entry.value)[0], book.folder)
        mended = (
            "<p>Yang dinilai: jawaban pertama, di atas. Sesudah diperiksa sendiri diperbaiki "
            f'menjadi:</p><dl class="course-answer">{last}</dl>'
        )
    helped = "<p>Dikerjakan dengan bantuan.</p>" if entry and entry.helped else ""
    # The grader sees no code, so the question stands above the answer.
    question = f'<p class="course-prompt"><strong>{_shown(definition.prompt)}</strong></p>'
    return f'{question}<dl class="course-answer">{rows}</dl>{mended}{helped}'


def _rows(definition: Definition, value: Mapping[str, Any], folder: Path) -> str:
    return "".join(
        [
            f"<dt>{_escaped(f.label)}</dt><dd>{_value(f, value.get(f.key), folder)}</dd>"
            for f in definition.fields
        ]
    )


@lru_cache(maxsize=2048)  # few options, many participants
def _shown(text: str) -> str:
    return escape(text).replace("\n", "<br>")


_escaped = lru_cache(maxsize=2048)(escape)


def _value(field: Field, value: Any, folder: Path) -> str:
    if not value:
        return "<em>belum dijawab</em>"
    if field.kind == "photo":
        return _photo(field, value, folder)
    return _shown(field.show(value))


def _photo(field: Field, path: str, folder: Path) -> str:
    url = load_photos(folder, {path}).get(path)
    if url is None:
        return "<em>foto tidak ikut terkirim</em>"
    alt = escape(f"Foto peserta: {field.label}")
    return f'<img src="{url}" alt="{alt}" style="max-width:min(24rem, 100%)">'


def sheet_html(definition: Definition) -> str:
    """Return the exercise as HTML to write on: boxes to tick, lines to fill."""
    paragraphs = "".join(
        f"<p><strong>{escape(text.strip())}</strong></p>"
        for text in definition.prompt.split("\n\n")
        if text.strip()
    )
    return f'<div class="sheet">{paragraphs}{"".join(map(_field, definition.fields))}</div>'


def _field(field: Field) -> str:
    help_ = f"<br><small>{escape(field.help)}</small>" if field.help else ""
    return f"<p>{escape(field.label)}{help_}</p>{field.paper()}"
