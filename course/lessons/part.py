"""What one lesson alone brings, found by name: its keepsakes, its reports.

Lesson ``m4-strategi`` keeps it in the package ``course.curriculum.m4_strategi``. The modules the
engine asks for have fixed names: ``keepsakes`` (with ``KEEPSAKES``), ``on_phone`` (with ``MADE``)
and ``report`` (with ``REPORTS``). They stand apart from the package itself, which a participant's
kernel loads.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from course import lessons


def package(lesson: str) -> str:
    """Return the name of a lesson's package, whether or not there is one."""
    return f"course.curriculum.{lesson.replace('-', '_')}"


def part(lesson: str, name: str) -> ModuleType | None:
    """Return the module ``name`` of a lesson's package; None where the lesson brings none."""
    own = package(lesson)
    if not own.removeprefix("course.curriculum.").isidentifier():
        return None
    try:
        return import_module(f"{own}.{name}")
    except ModuleNotFoundError as error:
        if error.name in {own, f"{own}.{name}"}:
            return None
        raise  # a module that the lesson's own part needs


def offered(root: Path, name: str, table: str) -> dict[str, Mapping[str, Any]]:
    """Return the ``table`` in the module ``name`` of every lesson under ``root`` that has one.

    In alphabetical order of the lessons, by their names. Raises CourseError when ``root`` is no
    course folder.
    """
    modules = {lesson: part(lesson, name) for lesson in lessons.names(root)}
    return {lesson: getattr(module, table) for lesson, module in modules.items() if module}
