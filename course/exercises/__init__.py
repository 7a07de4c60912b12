"""What a lesson's exercise cells use: one form, made of fields.

``Exercise`` and ``open_lesson`` need ipywidgets and load it on first use; definitions and fields
are light, for the grader's and the inbox's sake.
"""

from __future__ import annotations

from typing import Any

from course.exercises.definition import Definition
from course.exercises.fields import (
    Field,
    choice,
    choices,
    long_text,
    number,
    order,
    scale,
    short_text,
)
from course.exercises.forms import column, date, photo, row, table, time
from course.exercises.previews import preview

__all__ = [
    "Definition",
    "Exercise",
    "Field",
    "choice",
    "choices",
    "column",
    "date",
    "long_text",
    "number",
    "open_lesson",
    "order",
    "photo",
    "preview",
    "row",
    "scale",
    "short_text",
    "table",
    "time",
]


def __getattr__(name: str) -> Any:
    if name in {"Exercise", "open_lesson"}:
        from course.exercises import widget  # noqa: PLC0415  lazy, see the module's docstring

        return getattr(widget, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
