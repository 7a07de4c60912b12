"""``course release``: check the lessons, then let nbgrader make the release of each."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateAssignment

from course import CourseError, lessons
from course.files import Places, clear_in, is_system_file, write_atomically
from course.gradebook.settings import convert, settings
from course.lessons.check import PICTURES, refused
from course.lessons.forms import pairings, with_items
from course.lessons.lesson import AUTHORS


def release(
    root: Path,
    lesson_names: Iterable[str] = (),
    *,
    progress: Callable[[list[str]], Iterable[str]] = iter,
) -> list[str]:
    """Release the named lessons, or all of them, into ``root/release``; return their names.

    With a test goes the other one where its items are this one's other form, and is not released
    yet; the test in that form lies beside it (``release/pretest/pretest-b.ipynb``).

    Raises CourseError for what ``course check`` refuses, before anything is released, and when
    nbgrader refuses one, with its reason.
    """
    config = settings(root)
    chosen = list(lesson_names) or lessons.names(root)
    chosen += [
        items
        for occasion, items in pairings(root).values()
        if occasion in chosen and items not in chosen and not _place(root, items).is_file()
    ]
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
    _release_pairings(root)
    return chosen


def _place(root: Path, name: str) -> Path:
    return Places(root).release / name / f"{name}.ipynb"


def _release_pairings(root: Path) -> None:
    """Lay each released test in its other form beside itself, with the pictures of its items."""
    for name, (occasion, items) in pairings(root).items():
        paths = [_place(root, one) for one in (occasion, items)]
        if not all(path.is_file() for path in paths):
            continue
        own, other = (nbformat.read(path, as_version=4) for path in paths)
        made = with_items(own, other, lessons.load(root, items).about.form)
        folder = paths[0].parent
        clear_in(folder)
        text = nbformat.writes(made) + "\n"
        write_atomically(folder / f"{name}.ipynb", text.encode())
        for picture in paths[1].parent.iterdir():
            if picture.suffix in PICTURES and not (folder / picture.name).is_file():
                write_atomically(folder / picture.name, picture.read_bytes())


def _explain(name: str, errors: list[str]) -> str:
    reason = errors[0].strip().splitlines()[-1]
    if "there are submissions associated" in "\n".join(errors):
        return (
            f"Pelajaran {name!r}: soal ditambah atau dihapus, padahal sudah ada jawaban peserta. "
            "Buat pelajaran dengan nama baru, atau kembalikan soal yang lama."
        )
    return f"Pelajaran {name!r} tidak bisa dirilis: {reason}"
