"""An exercise on paper: for the print sheet, and for a browser without JavaScript."""

from __future__ import annotations

from html import escape

from course.exercises.definition import Definition
from course.exercises.fields import Field


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
