"""Parallel forms of a test: the same indicators, criteria and points, asked by other items.

A test's notebook says which form its items are (``lesson.form``): the pretest's A, the posttest's
B. Whoever was drawn to take them the other way round answers B's items at the pretest and A's at
the posttest. The occasion stays what it is, nbgrader's assignment and the folder in
``submitted/``; only the items are those of the other test. Such a pairing is called by the
occasion and the form: ``pretest-b``.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

from course import CourseError
from course.files import Places, is_system_file, write_atomically
from course.indicators import PHASES, asked_name, occasion_and_form
from course.lessons.lesson import (
    PARTICIPANT,
    Lesson,
    grading_metadata,
    is_exercise,
    load,
    load_all,
)


def own_forms(root: Path) -> dict[str, str]:
    """Return the form of each test of the class at ``root`` that says one, in their order."""
    found = {name: load(root, name).about.form for name in PHASES if _is_there(root, name)}
    return {name: form for name, form in found.items() if form}


def _is_there(root: Path, name: str) -> bool:
    return (Places(root).source / name / f"{name}.ipynb").is_file()


def has_forms(root: Path) -> bool:
    """Return whether the class's tests are of two forms."""
    return len(set(own_forms(root).values())) > 1


def pairings(root: Path) -> dict[str, tuple[str, str]]:
    """Return by name the test and the test whose items it takes.

    ``{"pretest-b": ("pretest", "posttest"), …}``; empty for a class with one form.
    """
    own = own_forms(root)
    items: dict[str, str] = {}
    for name, form in own.items():
        items.setdefault(form, name)
    return {
        asked_name(name, form): (name, source)
        for name, mine in own.items()
        for form, source in items.items()
        if form != mine
    }


def asked(root: Path, lesson: str, form: str) -> str:
    """Return what a lesson answered in ``form`` is called: its own name for its own form."""
    return lesson if not form or own_forms(root).get(lesson) == form else asked_name(lesson, form)


def answerable(root: Path, lesson: str) -> dict[str, str]:
    """Return by form in which names a test can be answered: ``{"A": "pretest", "B": "pretest-b"}``.

    ``{"": lesson}`` where there is one form.
    """
    own = own_forms(root).get(lesson, "")
    others = {
        occasion_and_form(name)[1]: name
        for name, (occasion, _) in pairings(root).items()
        if occasion == lesson
    }
    return {own: lesson, **others}


def load_asked(root: Path, name: str) -> Lesson:
    """Return a lesson, or the pairing ``pretest-b``: the test with the other form's items.

    Raises CourseError as ``lesson.load``, and for a form that the class has not.
    """
    occasion, form = occasion_and_form(name)
    if not form or _is_there(root, name) or not _is_there(root, occasion):
        return load(root, name)
    if pair := pairings(root).get(name):
        return _paired(*(load(root, one) for one in pair))
    if asked(root, occasion, form) == occasion:
        return load(root, occasion)
    raise CourseError(f"{occasion}: bentuk tes {form} tidak ada di kelas ini.")


def every_asked(root: Path) -> dict[str, Lesson]:
    """Return every lesson by name, and every pairing: what answers may come to."""
    found = dict(load_all(root))
    for name, form in own_forms(root).items():
        found[asked_name(name, form)] = found[name]
    return found | {name: load_asked(root, name) for name in pairings(root)}


DELAYED = next(name for name, phase in PHASES.items() if phase == "delayed")
_SAID = {
    "judul": """# Tes tunda

Selamat berjumpa lagi, Ibu/Bapak. Tes ini dikerjakan **beberapa minggu sesudah** pelatihan. Ada
**tiga bagian**, masing-masing sekitar 10 menit.

Tes ini bukan ujian. Kami ingin tahu apa yang masih diingat dan dipakai. Kerjakan sendiri, tanpa
membuka catatan.

Boleh berhenti sesudah satu bagian, lalu lanjut hari lain. Yang sudah diisi tidak hilang.""",
    "selesai": """## Selesai

Terima kasih, Ibu/Bapak masih menyempatkan waktu. Periksa sebentar: apakah di bawah setiap soal
tertulis *Tersimpan*?""",
}
"""What a delayed test says in place of the pretest, by the cell's id."""


def lay_delayed(root: Path) -> bool:
    """Lay the delayed test into the class at ``root``; return whether there was none before.

    It is the pretest once more, under its own name: the form that was taken first, and for those of
    the other order, as always, the pairing. A class without it sees nothing of it. Raises
    CourseError where the class has no pretest.
    """
    folder = Places(root).source / DELAYED
    if (folder / f"{DELAYED}.ipynb").is_file():
        return False
    first = load(root, next(iter(PHASES)))
    notebook = copy.deepcopy(first.notebook)
    for cell in notebook.cells:
        cell.source = _SAID.get(_id(cell), cell.source)
        if grading_metadata(cell).get("grade_id") == PARTICIPANT:
            cell.source = cell.source.replace(f'("{first.name}"', f'("{DELAYED}"')
    about = {"about": "Beberapa minggu kemudian: apa yang masih dipakai?", "order": 95}
    notebook.metadata["lesson"] = {**notebook.metadata["lesson"], **about}
    for path in first.path.parent.iterdir():
        if path.is_file() and path.suffix != ".ipynb" and not is_system_file(path.name):
            write_atomically(folder / path.name, path.read_bytes())
    from nbformat import writes  # noqa: PLC0415  slow to load, and workers do without

    write_atomically(folder / f"{DELAYED}.ipynb", f"{writes(notebook)}\n".encode())
    return True


_KEPT: dict[tuple[Any, ...], Lesson] = {}


def _paired(occasion: Lesson, items: Lesson) -> Lesson:
    """Return a test with the items of another; made once for as long as neither changes."""
    key = tuple((one.path, one.path.stat().st_mtime_ns) for one in (occasion, items))
    if key not in _KEPT:
        _KEPT[key] = replace(
            occasion,
            notebook=with_items(occasion.notebook, items.notebook, items.about.form),
            definitions=items.definitions,
            criteria=items.criteria,
            items=items,
        )
    return _KEPT[key]


def with_items(occasion: Any, items: Any, form: str) -> Any:
    """Return a test's notebook with the exercises, criteria and pictures of another.

    What is said around them stays the occasion's. Both are of the same stage: source, release, or
    what nbgrader restored of it. The cells stand in the same order (``parallel.problems``).
    """
    made = copy.deepcopy(occasion)
    own = {_id(cell): cell for cell in items.cells}
    for number, cell in enumerate(made.cells):
        other = own.get(_id(cell))
        if other is None:
            continue
        if grading_metadata(cell).get("grade_id") == PARTICIPANT:
            cell.source = _opening(cell.source, form)
        elif is_exercise(cell) or grading_metadata(cell).get("grade") or "](" in cell.source:
            made.cells[number] = copy.deepcopy(other)
    return made


def _opening(source: str, form: str) -> str:
    """Return the cell that opens a test, for another form: ``open_lesson("pretest-b")``."""
    for name in PHASES:
        source = source.replace(f'("{name}"', f'("{asked_name(name, form)}"')
    return source


def _id(cell: Any) -> str:
    return str(grading_metadata(cell).get("grade_id") or cell.get("id", ""))
