"""``course release``: check the lessons, then let nbgrader make the release of each."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable
from pathlib import Path

from nbgrader.converters import GenerateAssignment

from course import CourseError, lessons
from course.files import is_system_file
from course.gradebook.settings import convert, settings
from course.lessons.check import refused
from course.lessons.lesson import AUTHORS


def release(
    root: Path,
    lesson_names: Iterable[str] = (),
    *,
    progress: Callable[[list[str]], Iterable[str]] = iter,
) -> list[str]:
    """Release the named lessons, or all of them, into ``root/release``; return their names.

    Raises CourseError for what ``course check`` refuses, before anything is released, and when
    nbgrader refuses one, with its reason.
    """
    config = settings(root)
    chosen = list(lesson_names) or lessons.names(root)
    if problems := refused(root, chosen):
        more = f" (dan {len(problems) - 1} lagi)" if len(problems) > 1 else ""
        raise CourseError(f"Belum ada yang dirilis. {problems[0]}{more}. Lihat: course check")
    for name in progress(chosen):
        beside = [path.name for path in lessons.load(root, name).path.parent.iterdir()]
        # A class's own nbgrader_config.py may know fewer of them.
        hidden = [glob.escape(file) for file in beside if is_system_file(file)]
        known = config.CourseDirectory.get("ignore") or ["*.pyc", "feedback", AUTHORS]
        config.CourseDirectory.ignore = [*known, *hidden]
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
