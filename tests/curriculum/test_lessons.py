"""Every lesson: full answers earn full marks, empty ones nothing, and no key is released."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Container, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import REPOSITORY, answers_of, hidden_lines, run_course
from nbclient import NotebookClient

from course import lessons
from course.exercises.answers import Answers, Entry, dump, read_answers
from course.exercises.ballots import is_ballot
from course.exercises.workbook import Workbook
from course.lessons.check import check, check_lesson
from course.lessons.lesson import SETUP
from course.lessons.run import Planned, evaluate, plan
from course.lessons.taken import usable

NAMES = lessons.names(REPOSITORY)
EXERCISES = [
    pytest.param(name, path.stem, id=f"{name}-{path.stem}")
    for name in NAMES
    for path in sorted(answers_of(name).glob("*.json"))
]


@cache
def planned(name: str) -> dict[str, Planned]:
    """Return what happens to a lesson's cells when it is graded, by their ids."""
    lesson = lessons.load(REPOSITORY, name)
    cells = lesson.notebook.cells
    return {
        lessons.grading_metadata(cells[one.index])["grade_id"]: one
        for one in plan(cells, lesson.definitions)
    }


def grade(
    name: str, values: dict[str, Any], folder: Path, only: Container[str] | None = None
) -> dict[str, float]:
    """Grade values as they would arrive (cleaned by the inbox); return points by grade id.

    ``only`` these cells; without it all.
    """
    lesson = lessons.load(REPOSITORY, name)
    now = datetime(2026, 11, 2, tzinfo=UTC)
    entries = {
        e: Entry(value=v, at=now, item=lesson.definitions[e].item) for e, v in values.items()
    }
    answers, _ = usable(Answers(lesson=name, participant="U01", answers=entries), lesson)
    (folder / "answers.json").write_bytes(dump(answers))
    cells = {
        one.index: grade_id
        for grade_id, one in planned(name).items()
        if only is None or grade_id == SETUP or grade_id in only
    }
    outputs = evaluate(
        [one for one in planned(name).values() if one.index in cells],
        Workbook(folder, name, dict(lesson.definitions)),
    )
    return {
        cells[index]: float(output["data"]["text/plain"])
        for index, shown in outputs.items()
        for output in shown
        if output["output_type"] == "execute_result"
    }


def lay(name: str, case: dict[str, Any], folder: Path) -> None:
    """Lay a frozen answer's photos beside it, as they arrive: ``{path: file in photos/}``."""
    for path, photo in case.get("photos", {}).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes((answers_of(name) / "photos" / photo).read_bytes())


@pytest.mark.parametrize(("name", "exercise"), EXERCISES)
def test_frozen_answers_earn_their_points(name: str, exercise: str, tmp_path: Path) -> None:
    """Thousands of cases: those of an exercise are one test, which names every one that is wrong."""
    cases = frozen(name, exercise)
    assert cases
    wrong = [
        f"{case['case']}: {fault}"
        for number, case in enumerate(cases)
        for fault in faults_of(name, exercise, case, tmp_path / str(number))
    ]
    assert not wrong, "\n".join(wrong)


def faults_of(name: str, exercise: str, case: dict[str, Any], folder: Path) -> Iterator[str]:
    """Yield where a frozen answer, laid into a folder of its own, earns something else."""
    folder.mkdir()
    lay(name, case, folder)
    earned = grade(name, {exercise: case["value"]}, folder, {exercise, *case["points"]})
    if earned.keys() != case["points"].keys():
        yield f"{sorted(earned)} were graded, not {sorted(case['points'])}"
    for grade_id, expected in case["points"].items():
        got = earned.get(grade_id)
        if isinstance(expected, dict):
            if got is None or not got <= expected["most"]:
                yield f"{grade_id} earned {got}, at most {expected['most']}"
        elif got != pytest.approx(expected):
            yield f"{grade_id} earned {got}, not {expected}"


@cache
def frozen(name: str, exercise: str) -> list[dict]:
    return json.loads((answers_of(name) / f"{exercise}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_has_full_empty_wrong_type_and_gaming_answers(name: str) -> None:
    for exercise, definition in lessons.load(REPOSITORY, name).definitions.items():
        if definition.practice:
            continue
        cases = [case["case"].split(":")[0] for case in frozen(name, exercise)]
        assert {"full", "empty", "wrong type", "gaming"} <= set(cases), exercise


@pytest.mark.parametrize("name", NAMES)
def test_full_answers_earn_full_marks_and_empty_ones_none(name: str, tmp_path: Path) -> None:
    lesson = lessons.load(REPOSITORY, name)
    points = {cell.grade_id: cell.points for cell in lesson.criteria}
    for exercise in lesson.definitions:
        lay(name, frozen(name, exercise)[0], tmp_path)
    full = {e: frozen(name, e)[0]["value"] for e in lesson.definitions}
    assert grade(name, full, tmp_path) == points
    assert grade(name, {}, tmp_path) == dict.fromkeys(points, 0.0)


def test_the_lessons_pass_their_own_check() -> None:
    assert check(REPOSITORY) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_key_reaches_the_release(name: str, demo: tuple[Path, str]) -> None:
    folder = demo[0] / "release" / name
    text = "\n".join(p.read_text("utf-8", "replace") for p in folder.rglob("*") if p.is_file())
    assert "HIDDEN TESTS" not in text
    assert "criteria(" not in text
    lines = {json.dumps(line)[1:-1] for line in hidden_lines(REPOSITORY, name)}
    assert lines or not lessons.load(REPOSITORY, name).criteria
    assert sorted(line for line in lines if line in text) == []


@pytest.fixture(scope="module")
def kernel() -> Iterator[NotebookClient]:
    """A plain kernel, for one notebook after the other."""
    client = NotebookClient(nbformat.v4.new_notebook())
    with client.setup_kernel():
        yield client


AS_NEW = """
import os, sys
for name in [name for name in sys.modules if name.partition(".")[0] == "course"]:
    del sys.modules[name]
os.chdir({folder!r})
%reset -f
"""
"""What a kernel runs first to be as one just started: no names, nothing of ours, in that folder."""


@pytest.mark.parametrize("name", NAMES)
def test_the_release_runs_cleanly_without_answers(
    name: str, demo: tuple[Path, str], kernel: NotebookClient, tmp_path: Path
) -> None:
    """In a plain kernel, in an empty folder, as a participant's first Run All."""
    notebook = nbformat.read(demo[0] / "release" / name / f"{name}.ipynb", as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(AS_NEW.format(folder=str(tmp_path))))
    kernel.nb = notebook
    kernel.execute(cleanup_kc=False)
    assert notebook.cells.pop(0).outputs == []
    kinds = {o.output_type for c in notebook.cells if c.cell_type == "code" for o in c.outputs}
    assert kinds <= {"display_data", "execute_result"}
    if not lessons.read_about(notebook).anonymous:
        assert not (tmp_path / "answers.json").exists()
    else:  # nothing but the ballot under which it will be counted
        kept = read_answers(tmp_path / "answers.json").answers
        assert (is_ballot(kept.participant), kept.answers) == (True, {})


def spoil(root: Path, old: str, new: str, name: str = "posttest") -> None:
    path = root / "source" / name / f"{name}.ipynb"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"grade_id": "K2-status-wa"', '"grade_id": "X9-status-wa"', "kode indikator 'X9'"),
        ('"points": 7', '"points": 9', "bobot kriteria berjumlah 7, poin sel 9"),
        ("### BEGIN HIDDEN TESTS", "# kunci", "kunci harus berada di antara"),
        ("### BEGIN HIDDEN TESTS", r"### BEGIN HIDDEN TESTS\nlikert = 5", "nama 'likert' milik"),
        ("Saya takut salah tekan", "Saya takut salah pencet", "tidak sama kata demi kata"),
        ("isi atau satuan", "isi atau ukuran", "kriteria 'K2-status-wa' berbeda"),
        ("mentions(answer.status", "mention(answer.status", "gagal (NameError"),
        ('"jupyter"', '"lain"', "belum bertanda 'jupyter'"),
        ('"source_hidden": true', '"source_hidden": false', "kode terlihat oleh peserta di sel"),
        (
            r"chose(answer.jawaban, \"hitung",
            r"mentions(answer.jawaban, \"hitung",
            "dinilai dengan cara lain",
        ),
    ],
)
def test_check_names_what_is_wrong(course_root: Path, old: str, new: str, complaint: str) -> None:
    spoil(course_root, old, new)
    for taught in (course_root / "source").glob("m*"):  # they take seconds and say nothing here
        shutil.rmtree(taught)
    problems = check(course_root)
    assert any(complaint in problem for problem in problems), problems
    assert run_course(course_root, "check").returncode == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("pendampingan", '"audience": "mentor"', '"audience": "mahasiswa"', "lesson.audience 'mahasiswa'"),
        ("pengamatan", '"audience": "mentor"', '"audience": "peserta"', "lesson.observes hanya untuk"),
        ("pendampingan", '"grade_id": "MT03-', '"grade_id": "K1-', "tugas pendamping tidak memakai"),
        ("posttest", '"grade_id": "P1-', '"grade_id": "MT01-', "kode indikator 'MT01' tidak ada"),
    ],
)  # fmt: skip
def test_check_keeps_mentors_tasks_out_of_the_indicators(
    course_root: Path, name: str, old: str, new: str, complaint: str
) -> None:
    spoil(course_root, old, new, name)
    lesson = lessons.load(course_root, name)
    assert any(complaint in problem for problem in check_lesson(lesson))


def test_check_refuses_stray_files_and_outputs(course_root: Path) -> None:
    (course_root / "source" / "pretest" / "answers.json").write_text("{}")
    spoil(
        course_root,
        '"outputs": []',
        '"outputs": [{"name": "stdout", "output_type": "stream", "text": "x"}]',
    )
    tests = (lessons.load(course_root, name) for name in ("pretest", "posttest"))
    problems = " ".join(problem for lesson in tests for problem in check_lesson(lesson))
    assert "answers.json akan ikut dirilis" in problems
    assert "Clear All Outputs" in problems


def test_item_hash_ignores_prose_and_order_but_not_keys() -> None:
    source = (REPOSITORY / "source/pretest/pretest.ipynb").read_text("utf-8")
    assert re.search("Apa tujuan utama", source)
    definition = lessons.load(REPOSITORY, "pretest").definitions["tujuan"]
    field = definition.fields[0]
    other = {key: f"{text}!" for key, text in reversed(field.options.items())}
    reworded = type(definition)("tujuan", "Lain", [type(field)(field.key, "Lain", other)])
    assert reworded.item == definition.item
    changed = type(definition)("tujuan", "", [type(field)(field.key, "", {**other, "baru": "?"})])
    assert changed.item != definition.item
