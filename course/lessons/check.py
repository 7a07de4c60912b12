"""``course check``: everything about a lesson that can be wrong before anybody answers it."""

from __future__ import annotations

import contextlib
import copy
import re
import symtable
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from course import lessons
from course.criteria.facts import misstated
from course.criteria.scoring import CRITERIA_MIME
from course.exercises.fields import Number, ShortText
from course.exercises.workbook import Workbook
from course.files import is_system_file
from course.indicators import ORDERS, PHASES, form_due, indicators, is_task
from course.lessons import parallel
from course.lessons.agreed import compare
from course.lessons.compiled.module import has_feedback, left_to_people, ways
from course.lessons.lesson import AUTHORS, JUPYTER_TAG, Lesson
from course.lessons.run import run

PICTURES = {".png", ".jpg", ".webp", ".svg"}
ALLOWED_FILES = {".ipynb", *PICTURES}
_NAMED = re.compile(r"\{([^{}]*)\}")
"""An earlier answer in a sentence to fill (``ShortText.frame``)."""


def check(root: Path, names: Collection[str] = ()) -> list[str]:
    """Return a sentence for each thing wrong with the lessons under ``root/source``.

    Only with those of ``names``, if any are given: a test is held against the other one too.
    Raises CourseError when a lesson cannot be read at all.
    """
    every = lessons.load_all(root)
    chosen = {name: one for name, one in every.items() if not names or name in names}
    problems = [f"{name}: {p}" for name, lesson in chosen.items() for p in check_lesson(lesson)]
    problems += [f"{name}: {p}" for name, lesson in chosen.items() for p in _wanted(lesson, every)]
    tests = [every[name] for name in PHASES if name in every]
    if not {lesson.name for lesson in tests} & chosen.keys():
        return problems
    return problems + [
        p for later in tests[1:] for p in parallel.problems(tests[0], later, blank_records)
    ]


def refused(root: Path, names: Collection[str] = ()) -> list[str]:
    """Return a sentence for each thing that keeps these lessons (all, without names) from release.

    What ``check`` finds, and examples that changed lists of words mark otherwise.
    """
    faults = compare(root).faults
    own = [line for line in faults if not names or line.split(",", 1)[0] in names]
    return [*own, *check(root, names)]


def check_lesson(lesson: Lesson) -> Iterator[str]:
    """Yield a sentence for each thing wrong with one lesson, by itself."""
    for path in lesson.path.parent.iterdir():
        left_out = path.name == AUTHORS or is_system_file(path.name)
        if path.suffix not in ALLOWED_FILES and not left_out:
            yield f"berkas {path.name} akan ikut dirilis dan menimpa berkas peserta; pindahkan"
    ids = [m["grade_id"] for c in lesson.notebook.cells if (m := lessons.grading_metadata(c))]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"id sel {twice!r} dipakai dua kali"
    comment = (lessons.COMMENT,) if lesson.criteria else ()
    for required in (lessons.SETUP, lessons.PARTICIPANT, *comment):
        if required not in ids:
            yield f"sel {required!r} tidak ada"
    yield from _metadata(lesson)
    yield from _cells(lesson)
    yield from _previews(lesson)
    yield from _frames(lesson)
    blank, brought = _blank(lesson), _brought(lesson)
    records, failed = _records(blank), _failed(blank)
    for cell in lesson.criteria:
        if taken := sorted(_assigned(cell.source) & brought):
            yield (
                f"sel {cell.grade_id!r}: nama {taken[0]!r} milik paket kursus; "
                "sel sesudahnya gagal. Pakai nama lain"
            )
        yield from (
            f"sel {cell.grade_id!r}: {p}"
            for p in _criteria(
                lesson, cell, records.get(cell.grade_id), failed.get(cell.grade_id, "")
            )
        )


def left_to_teachers(root: Path) -> list[str]:
    """Return a sentence for each criterion that a phone cannot check by itself; no fault."""
    return [
        f"{name}: sel {grade_id!r} tidak bisa diperiksa di HP ({why}); di sana akan tertulis "
        "“Ini dinilai pengajar”. Lihat docs/feedback.md"
        for name, lesson in lessons.load_all(root).items()
        if has_feedback(lesson)
        for grade_id, why in left_to_people(lesson).items()
    ]


def said_of_answers(lesson: Lesson) -> list[str]:
    """Return what a phone says of answers to a lesson: its criteria, and how one comes to them."""
    if not has_feedback(lesson):
        return []
    labels = [row["label"] for one in blank_records(lesson).values() for row in one["criteria"]]
    return labels + [way for some in ways(lesson).values() for way in some.values()]


def _metadata(lesson: Lesson) -> Iterator[str]:
    about = lesson.about
    if not about.is_complete:
        yield "metadata notebook belum lengkap: lesson: {about, minutes, order}"
    yield from (f"lesson.{key}: bentuknya salah, tidak dibaca" for key in about.wrong)
    if about.audience not in lessons.AUDIENCES:
        yield f"lesson.audience {about.audience!r}: pilih {', '.join(lessons.AUDIENCES)}"
    if about.observes and about.audience != "mentor":
        yield "lesson.observes hanya untuk lembar yang diisi pendamping (audience: mentor)"
    if about.form and about.form != (due := form_due(ORDERS[0], lesson.name)):
        yield f"lesson.form {about.form!r}: seharusnya {due or 'tidak ada, ini bukan tes'}"
    yield from _names_in_metadata(lesson)
    yield from _deeds_and_stops(lesson)
    yield from _practised(lesson)
    yield from _numbers_practised(lesson)


def _names_in_metadata(lesson: Lesson) -> Iterator[str]:
    """Say which exercises, items and answers the metadata name that the lesson does not have."""
    fields = {name: d.by_key for name, d in lesson.definitions.items()}
    for code, exercise in lesson.about.shows.items():
        if code not in indicators() or exercise not in fields:
            yield f"lesson.shows {code!r}: indikator atau soal {exercise!r} tidak ada"
    scales = {key for own in fields.values() for key, f in own.items() if f.kind == "scale"}
    for key in sorted((lesson.about.reversed or frozenset()) - scales):
        yield f"lesson.reversed: tidak ada butir skala {key!r}"
    for exercise, asked in lesson.about.understood.items():
        for key, one in asked.items():
            field = fields.get(exercise, {}).get(key)
            known = getattr(field, "options", None) or ()
            if one.right not in known and not (one.older and field is None):
                yield f"lesson.understood {exercise}.{key}: tidak ada pilihan {one.right!r}"


def _deeds_and_stops(lesson: Lesson) -> Iterator[str]:
    fields = {name: d.by_key for name, d in lesson.definitions.items()}
    for exercise in lesson.about.deeds:
        if "sudah" not in fields.get(exercise, {}):
            yield f"lesson.deeds: soal {exercise!r} dengan pilihan 'sudah' tidak ada"
    for exercise, said in lesson.about.stops.items():
        for key, no in said.items():
            if no not in (getattr(fields.get(exercise, {}).get(key), "options", None) or ()):
                yield f"lesson.stops {exercise}.{key}: tidak ada pilihan {no!r}"


def _practised(lesson: Lesson) -> Iterator[str]:
    """Say which second examples and recalled ideas are no practice of ours."""
    practices = {name for name, asked in lesson.definitions.items() if asked.practice}
    for second, first in lesson.about.again.items():
        for name in sorted({first, second} - practices):
            yield f"lesson.again {second!r}: latihan {name!r} tidak ada"
    for name, earlier in lesson.about.recalls.items():
        if name not in practices or not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", earlier):
            yield f"lesson.recalls {name!r}: latihan atau asalnya {earlier!r} tidak ada"


def _wanted(lesson: Lesson, every: Mapping[str, Lesson]) -> Iterator[str]:
    """Say which answers the metadata name that are not there."""
    named = {"wanted": lesson.about.wanted, "declined": lesson.about.declined}
    if lesson.about.wanted and not lesson.about.optional:
        yield "lesson.wanted hanya untuk pelajaran pilihan (optional: true)"
    for what, places in named.items():
        for place, fields in places.items():
            for key, answer in _unknown(place, fields, every):
                yield f"lesson.{what} {place} {key}: tidak ada pilihan {answer!r}"
    own = () if lesson.about.optional else lesson.about.declined
    for place in own:
        name, _, exercise = place.partition("/")
        asked = lesson.definitions.get(exercise)
        if name != lesson.name or not (asked and asked.practice):
            yield f"lesson.declined {place}: di pelajaran wajib harus latihan di pelajaran ini"


def _unknown(
    place: str, fields: Mapping[str, Iterable[str]], every: Mapping[str, Lesson]
) -> Iterator[tuple[str, str]]:
    name, _, exercise = place.partition("/")
    asked = every[name].definitions.get(exercise) if name in every else None
    for key, answers in fields.items():
        known = getattr(asked.by_key.get(key), "options", None) if asked else None
        for answer in sorted(set(answers) - set(known or ())):
            yield key, answer


def _numbers_practised(lesson: Lesson) -> Iterator[str]:
    """Say which numbers of a practice have no right value: a wrong one would stay unanswered."""
    for name, asked in lesson.definitions.items():
        for one in asked.fields if asked.practice else ():
            if isinstance(one, Number) and one.right is None:
                yield f"latihan {name!r}, isian {one.key!r}: right (jawabannya) belum ada"


def _cells(lesson: Lesson) -> Iterator[str]:
    if any(cell.get("outputs") for cell in lesson.notebook.cells):
        yield "masih ada keluaran di notebook; hapus dengan Clear All Outputs"
    code = [c for c in lesson.notebook.cells if c.cell_type == "code"]
    if shown := [c.id for c in code if not c.metadata.get("jupyter", {}).get("source_hidden")]:
        yield f"kode terlihat oleh peserta di sel {', '.join(shown[:3])}; pilih View, Collapse Code"
    for cell in lesson.notebook.cells:
        yield from misstated(cell.source, prose=cell.cell_type == "markdown")
        if "Run All" in cell.source and JUPYTER_TAG not in cell.metadata.get("tags", []):
            yield "sel tentang Run All belum bertanda 'jupyter'; di HP ikut tampil"


def _previews(lesson: Lesson) -> Iterator[str]:
    for name, definition in lesson.definitions.items():
        keys = [field.key for field in definition.fields]
        wrong = definition.preview.problems(keys) if definition.preview else []
        yield from (f"soal {name!r}: {p}" for p in wrong)


def _frames(lesson: Lesson) -> Iterator[str]:
    """Say which answers the sentences of a text name that nothing can be taken from."""
    known = {
        f"{name}.{one.key}"
        for name, definition in lesson.definitions.items()
        for one in definition.fields
        if isinstance(one, Number | ShortText)
    }
    for name, definition in lesson.definitions.items():
        texts = [f"{f.frame} {f.recall}" for f in definition.fields if isinstance(f, ShortText)]
        for strange in sorted({*_NAMED.findall(" ".join(texts))} - known):
            yield f"soal {name!r}: {{{strange}}} bukan isian teks atau angka di pelajaran ini"


def _criteria(
    lesson: Lesson, cell: lessons.CriteriaCell, record: dict[str, Any] | None, failed: str
) -> Iterator[str]:
    if lesson.about.audience != "peserta":
        if not is_task(cell.indicator):
            yield "tugas pendamping tidak memakai kode indikator peserta; pakai MT01, N06, ..."
    elif cell.indicator not in indicators():
        yield f"kode indikator {cell.indicator!r} tidak ada di indicators.toml"
    if not _is_hidden(cell.source):
        yield "kunci harus berada di antara ### BEGIN HIDDEN TESTS dan ### END HIDDEN TESTS"
    if record is None:
        why = f"gagal ({failed})" if failed else "tidak dipanggil"
        yield f"criteria(...) {why} pada jawaban kosong"
        return
    if record["points"] != cell.points:
        yield f"bobot kriteria berjumlah {record['points']:g}, poin sel {cell.points:g}"
    if record["earned"]:
        yield f"jawaban kosong mendapat {record['earned']:g} poin"


def _brought(lesson: Lesson) -> set[str]:
    """Return the names the lesson's cell of imports binds; none where it cannot run.

    That it cannot run shows in its criteria cells, which then fail.
    """
    names: dict[str, Any] = {}
    with contextlib.suppress(ImportError, AttributeError, SyntaxError):
        exec(lesson.setup, names)  # noqa: S102  a cell of ours
    return names.keys() - {"__builtins__"}


def _assigned(source: str) -> set[str]:
    """Return the names a cell binds: in a kernel the cells after it see them too."""
    symbols = symtable.symtable(source, "cell", "exec").get_symbols()
    return {symbol.get_name() for symbol in symbols if symbol.is_assigned()}


def _is_hidden(source: str) -> bool:
    """Return whether the cell's released part is nothing but ``read_answer``."""
    lines = source.strip().splitlines()
    marks = [i for i, line in enumerate(lines) if "HIDDEN TESTS" in line]
    if len(marks) != 2 or marks[1] != len(lines) - 1:
        return False
    return all("read_answer(" in line for line in lines[: marks[0]])


def _blank(lesson: Lesson) -> list[Any]:
    """Return the lesson's cells, run for a workbook without answers."""
    cells = copy.deepcopy(lesson.notebook.cells)
    with tempfile.TemporaryDirectory() as folder:
        run(cells, Workbook(Path(folder), lesson.name, dict(lesson.definitions)))
    return list(cells)


def blank_records(lesson: Lesson) -> dict[str, dict[str, Any]]:
    """Return the criteria record of each graded cell for a workbook without answers."""
    return _records(_blank(lesson))


def _records(cells: Iterable[Any]) -> dict[str, dict[str, Any]]:
    return {
        lessons.grading_metadata(cell)["grade_id"]: output.data[CRITERIA_MIME]
        for cell in cells
        for output in cell.get("outputs", [])
        if CRITERIA_MIME in output.get("data", {})
    }


def _failed(cells: Iterable[Any]) -> dict[str, str]:
    """Return by grade id what Python says of a cell that fails."""
    return {
        lessons.grading_metadata(cell)["grade_id"]: f"{output.ename}: {output.evalue}"
        for cell in cells
        for output in cell.get("outputs", [])
        if output.output_type == "error" and lessons.grading_metadata(cell)
    }
