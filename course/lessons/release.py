"""``course release``: check the lessons, then let nbgrader make the release of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from nbgrader.converters import GenerateAssignment

from course import CourseError, lessons
from course.gradebook.settings import convert, settings


def release(
    root: Path,
    lesson_names: Iterable[str] = (),
    *,
    progress: Callable[[list[str]], Iterable[str]] = iter,
) -> list[str]:
    """Release the named lessons, or all of them, into ``root/release``; return their names.

    Raises CourseError when nbgrader refuses one, with its reason.
    """
    config = settings(root)
    chosen = list(lesson_names) or lessons.names(root)
    for name in progress(chosen):
        lessons.load(root, name)
        errors = convert(GenerateAssignment, config, name, "")
        if errors:
            raise CourseError(_explain(name, errors))
    return chosen


def _explain(name: str, errors: list[str]) -> str:
    reason = errors[0].strip().splitlines()[-1]
    if "there are submissions associated" in "\n".join(errors):
        return (
            f"Pelajaran {name!r}: soal ditambah atau dihapus, padahal sudah ada jawaban peserta. "
            "Buat pelajaran dengan nama baru, atau kembalikan soal yang lama."
        )
    return f"Pelajaran {name!r} tidak bisa dirilis: {reason}"
