"""*Nilai*: grading, what needs a person, and a place for a person's points and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course import CourseError, lessons
from course.desk.page import Action, Form, Page
from course.desk.work import LOOK, WRONG, Work
from course.exercises.show import answer_html
from course.exercises.workbook import Workbook
from course.gradebook import hand
from course.gradebook.scores import Given, given, waiting_for_a_person
from course.inbox.submitted import submission
from course.indicators import known
from course.lessons.lesson import Lesson
from course.people.roster import admitted


@dataclass(frozen=True)
class Open:
    """A cell that a person should look at."""

    participant: str
    lesson: str
    cell: str
    why: str
    least: float | None = None
    most: float | None = None
    """Points if every doubt goes against the participant, or for her; None where nothing stands."""


def to_look_at(root: Path) -> list[Open]:
    """Return what waits for a person, then what she should look at, likely to move most first."""
    from course.evaluation.agreement.doubts import doubts  # noqa: PLC0415

    if not (root / "gradebook.db").exists():
        return []
    gate, names = admitted(root), lessons.graded_names(root)
    waiting = [
        Open(who, lesson, cell, "menunggu nilai dari Ibu/Bapak")
        for who, lesson, cell in waiting_for_a_person(root, names)
        if gate is None or who in gate
    ]
    columns = ["participant", "lesson", "cell", "why", "least", "most"]
    doubted = [Open(*row) for row in doubts(root)[columns].to_numpy().tolist()]
    return [*waiting, *doubted]


def show(root: Path, query: Mapping[str, str]) -> dict[str, Any]:
    """Return the whole page, or one answer where the address names one."""
    open_ = to_look_at(root)
    names = lessons.graded_names(root)
    marks = given(root, names) if (root / "gradebook.db").exists() else {}
    one = None
    if query.get("kode"):
        place = (query["kode"], query.get("pelajaran", ""), query.get("soal", ""))
        one = _one(root, *place, marks.get(place[:2]))
        own = [o.why for o in open_ if (o.participant, o.lesson, o.cell) == place]
        others = [o for o in open_ if (o.participant, o.lesson, o.cell) != place]
        one["why"] = own[0] if own else ""
        one["next"] = others[0] if others else None
        one["left"] = len(others)
    titles = {name: lessons.title(lessons.load(root, name).notebook) for name in names}
    graded = Counter(lesson for _, lesson in marks)
    return {
        "item": one,
        "open": open_,
        "titles": titles,
        "rows": [(name, titles[name], graded[name]) for name in names if graded[name]],
        "people": sorted({who for who, _ in marks}),
        "said": _said,
    }


def _said(points: float | None) -> str:
    return "belum ada" if points is None else f"{points:g}".replace(".", ",")


def _one(
    root: Path, who: str, name: str, cell_id: str, points: Mapping[str, Given] | None
) -> dict[str, Any]:
    """Return one answer with its criteria; ``points`` are those of the whole lesson.

    Raises CourseError for an answer that is not there.
    """
    if name not in lessons.graded_names(root):
        raise CourseError(f"Pelajaran {name} tidak ada.")
    work = submission(root, who, name)
    lesson = work.known
    if points is None:
        raise CourseError(f"Belum ada nilai {who} untuk pelajaran ini.")
    cells = [cell for cell in lesson.criteria if cell.grade_id in points]
    cell = next((c for c in cells if c.grade_id == cell_id), cells[0])
    book = Workbook(work.folder, name, dict(lesson.definitions)).with_answers(work.answers)
    record = _record(root, who, lesson, cell.grade_id)
    return {
        "who": who,
        "lesson": name,
        "cell": cell,
        "indicator": known(cell.indicator).name,
        "answer": answer_html(book, cell.exercise),
        "criteria": record.get("criteria", []),
        "guard": record.get("guard"),
        "given": points[cell.grade_id],
        "comment": hand.comment(root, who, name),
        "cells": [(c.grade_id, points[c.grade_id].points, c.points) for c in cells],
    }


def _record(root: Path, who: str, lesson: Lesson, cell_id: str) -> Mapping[str, Any]:
    """Return what the criteria found in one cell; empty where that cannot be told."""
    from course.autograde.notebooks import graded_records  # noqa: PLC0415

    return dict(graded_records(root, lesson.name, [who])).get(who, {}).get(cell_id, {})


def grade(root: Path, form: Form, work: Work) -> None:
    """Grade what came in since; with ``semua`` everything anew. Points of a person stay."""
    from course.autograde.engine import grade as grade_submissions  # noqa: PLC0415
    from course.autograde.moves import will_move  # noqa: PLC0415
    from course.privacy.backup import safety_copy  # noqa: PLC0415

    if form.get("semua") and not form.get("ya"):
        lines = will_move(root, anew=True)
        work.look(lines or ["Tidak ada nilai yang akan berubah."])
        work.say("Belum ada yang dinilai ulang.", LOOK)
        work.ask("Ya, nilai ulang semua", semua="1", ya="1")
        return
    if form.get("semua"):
        safety_copy(root, "sebelum dinilai ulang")

    counter = work.counter("Menilai jawaban")
    result = grade_submissions(root, force=bool(form.get("semua")), progress=counter)
    before = f", {result.unchanged} sudah dinilai sebelumnya" if result.unchanged else ""
    work.say(f"{result.graded} jawaban dinilai{before}.")
    if result.moved:
        work.say("Nilai ini berubah, padahal jawabannya sama (soal atau kunci berubah):", LOOK)
        work.look(result.moved)
    work.look([*result.taken_back, *result.kept_back, *result.needs_grading])
    for line in result.refused:
        work.say(line, WRONG)


def save(root: Path, form: Form, work: Work) -> None:
    """Save a person's points for one cell, and the comment under the lesson."""
    who, name, cell = form.get("kode"), form.get("pelajaran"), form.get("soal")
    typed = form.get("benar") or form.get("nilai").replace(",", ".")
    if "catatan" in form.values and form.get("catatan") != hand.comment(root, who, name):
        hand.write_comment(root, who, name, form.get("catatan"))
        work.say("Catatan disimpan; tampil di umpan balik peserta.")
    if form.get("otomatis"):
        _, now = hand.give_points(root, who, name, cell, None)
        work.say(f"Nilai otomatis dipakai lagi: {_said(now)}.")
        return
    if not typed:
        work.say("Nilai tidak diubah.")
        return
    try:
        points = float(typed)
    except ValueError:
        work.say(f"Nilai {form.get('nilai')!r} tidak terbaca. Tulis angka, misalnya 2,5.", WRONG)
        return
    before, now = hand.give_points(root, who, name, cell, points)
    if before == now:
        work.say(f"Nilai {who} tetap {_said(now)}. Tercatat: sudah dilihat.")
    else:
        work.say(f"Nilai {who} disimpan: {_said(before)} menjadi {_said(now)}.")


PAGE = Page(
    "nilai",
    "Nilai",
    show,
    {
        "nilai": Action(grade, "Menilai jawaban"),
        "simpan": Action(save, "Menyimpan nilai"),
    },
)
