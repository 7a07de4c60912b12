"""What a lesson's exercise cells use: one form, made of fields.

Every kind of field is called by its name: ``short_text("nama", "Nama usaha")``. ``Exercise`` and
``open_lesson`` need ipywidgets and load it on first use; definitions and fields are light, for the
grader's and the inbox's sake.
"""

from __future__ import annotations

from typing import Any

from course.exercises.definition import Definition
from course.exercises.fields import KINDS, Field
from course.exercises.previews import preview
from course.exercises.shops import Shop
from course.exercises.tables import Column, Row

column, row = Column, Row

__all__ = ["Definition", "Exercise", "Field", "Shop", "column", "open_lesson", "preview", "row"]
__all__ += list(KINDS)


FORM = frozenset({"Exercise", "open_lesson"})
"""What loads ipywidgets, half a second of it."""


def __getattr__(name: str) -> Any:
    if name in KINDS:
        return KINDS[name]
    if name in FORM:
        from course.exercises import widget  # noqa: PLC0415  lazy, see the module's docstring

        return getattr(widget, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
