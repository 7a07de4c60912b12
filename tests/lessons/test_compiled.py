"""The criteria as JavaScript say what they say in Python, and no test's key is among them."""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from PIL import Image

from course import lessons
from course.indicators import PHASES
from course.lessons.bank import read_bank
from course.lessons.compiled.ground import ground
from course.lessons.compiled.module import (
    WAYS,
    asked,
    compiled,
    has_feedback,
    left_to_people,
    ways,
)
from course.lessons.lesson import AUTHORS, Lesson
from course.lessons.marked import Example, examples, mark

OF_PARTICIPANTS = [
    "m1-internet",
    "m2-akun-usaha",
    "m3-foto-katalog",
    "m4-strategi",
    "m5-ekspor",
    "m6-marketplace",
    "m7-katalog-tabel",
    "m8-angka",
]
_NEAR = 0.02
"""What a share of a photo may differ by: another decoder, and numbers that are not the same bits."""
_SIGNS = (
    "🙏",
    "👩‍👩‍👧",
    " ",
    "ﬁ",
    "İ",
    "e\u0301",
    "١٢",
    "½",
    "\n\n",
    "„Ja“",
    "#",
    "…",
    "a\u200db",
    "ẞ",
    "㎏",
)


@cache
def known() -> dict[str, Lesson]:
    every = lessons.load_all(REPOSITORY)
    return {name: lesson for name, lesson in every.items() if has_feedback(lesson)}


def test_lessons_of_participants_say_what_is_right_and_no_test_does() -> None:
    assert sorted(known()) == OF_PARTICIPANTS
    for name in PHASES.keys() & set(lessons.names(REPOSITORY)):
        with pytest.raises(ValueError, match="never leave"):
            compiled(lessons.load(REPOSITORY, name))


@pytest.mark.parametrize("name", OF_PARTICIPANTS)
def test_every_cell_is_had_in_javascript(name: str) -> None:
    assert left_to_people(known()[name]) == {}


@pytest.mark.parametrize("name", OF_PARTICIPANTS)
def test_ways_are_about_criteria_that_there_are(name: str) -> None:
    lesson = known()[name]
    labels: dict[str, set[str]] = {}
    for cell in lesson.criteria:
        example = Example(cell.exercise, "", {}, lambda _: ())
        rows = [row for record in mark(lesson, example).values() for row in record["criteria"]]
        labels[cell.exercise] = {row["label"] for row in rows}
    for exercise, some in ways(lesson).items():
        assert some.keys() <= labels[exercise], f"{name}/{AUTHORS}/{WAYS}, {exercise}"


def bank() -> Iterator[tuple[Lesson, Example]]:
    """Yield every answer the authors keep."""
    for lesson in known().values():
        for example in examples(lesson):
            yield lesson, example
        for one in read_bank(lesson):
            yield lesson, Example(one.exercise, "bank", one.value, lambda _: ())


def spoilt(chance: random.Random, value: Any) -> Any:
    """Return an answer with its texts cut, turned, repeated, in capitals, with rare signs in them."""
    if isinstance(value, dict):
        return {key: spoilt(chance, one) for key, one in value.items()}
    if isinstance(value, list):
        return chance.sample(value, chance.randint(0, len(value)))
    if not isinstance(value, str) or value.startswith("photos/"):
        return value
    words = value.split(" ")
    words.insert(chance.randint(0, len(words)), chance.choice(_SIGNS))
    if chance.random() < 0.3:
        chance.shuffle(words)
    text = " ".join(words)
    text = chance.choice([text, text, text.upper(), text.title(), text[: len(text) // 2], text * 3])
    return text[:5000]


def answers(chance: random.Random) -> list[tuple[Lesson, Example]]:
    """Return the bank, and every fifth answer of it spoilt."""
    every = [*bank()]
    more = [
        (lesson, Example(one.exercise, "spoilt", spoilt(chance, one.value), lambda _: ()))
        for lesson, one in every[::5]
    ]
    return [*every, *more]


def line(lesson: Lesson, example: Example, folder: Path) -> str:
    value, _ = lesson.definitions[example.exercise].read(example.value)
    pictures = {path: picture(photo, folder) for path, photo in example.photos.items()}
    said = {"lesson": lesson.name, "exercise": example.exercise, "value": value}
    return json.dumps({**said, "pictures": {k: v for k, v in pictures.items() if v}})


def picture(photo: Path, folder: Path) -> dict[str, Any] | None:
    """Return a photo as a canvas holds it; None for what no browser opens."""
    try:
        image = Image.open(io.BytesIO(photo.read_bytes())).convert("RGBA")
    except OSError:
        return None
    raw = folder / f"{photo.stem}.rgba"
    raw.write_bytes(image.tobytes())
    size = {"width": image.width, "height": image.height, "bytes": photo.stat().st_size}
    return {**size, "raw": str(raw)}


def marked_in_javascript(every: list[tuple[Lesson, Example]], folder: Path) -> list[Any]:
    for name, lesson in known().items():
        (folder / f"{name}.mjs").write_text(compiled(lesson), "utf-8")
    (folder / "common.mjs").write_text(ground(), "utf-8")
    questions = {n: {k: asked(d) for k, d in one.definitions.items()} for n, one in known().items()}
    (folder / "asked.json").write_text(json.dumps(questions), "utf-8")
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or "node"
    done = subprocess.run(
        [node, str(REPOSITORY / "tests/js/agree.js"), str(folder)],
        input="\n".join(line(lesson, one, folder) for lesson, one in every),
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(said) for said in done.stdout.splitlines()]


def shares(record: Mapping[str, Any]) -> dict[str, float]:
    rows = [*record["criteria"], *([record["guard"]] if record["guard"] else [])]
    return {row["label"]: row["share"] for row in rows} | {"": record["earned"]}


@pytest.mark.long
def test_python_and_javascript_agree_on_every_answer(tmp_path: Path) -> None:
    """Share by share, guard and points: exactly, photos within what a decoder may change."""
    every = answers(random.Random(20))
    told = marked_in_javascript(every, tmp_path)
    assert len(told) == len(every) > 3000
    criteria = 0
    for (lesson, example), said in zip(every, told, strict=True):
        in_python = mark(lesson, example)
        in_javascript = {one["id"]: one for one in said}
        assert in_python.keys() == in_javascript.keys()
        for grade_id, record in in_python.items():
            one, other = shares(record), shares(in_javascript[grade_id])
            slack = _NEAR if example.photos else 0.0
            wrong = {k: (one[k], other.get(k)) for k in one if abs(one[k] - other[k]) > slack}
            assert not wrong, f"{lesson.name} {grade_id} {example.value}"
            criteria += len(record["criteria"])
    assert criteria > 20_000


def test_each_criterion_says_which_fields_it_looks_at_where_their_keys_could_be_taken_for_others() -> (
    None
):
    module = compiled(lessons.load(REPOSITORY, "m4-strategi"), "id")
    cell = module.partition('"P1-pilih-kanal":')[2].partition("run()")[0]
    about = json.loads(cell.partition("about:")[2].rstrip(","))
    assert about == [["botol"], ["sebulan"], ["sebulan"], ["pilih"]]


def test_a_criterion_looks_at_a_table_through_names_of_names() -> None:
    module = compiled(lessons.load(REPOSITORY, "m2-akun-usaha"), "id")
    cell = module.partition('"K4-katalog-wa":')[2].partition("run()")[0]
    assert json.loads(cell.partition("about:")[2].rstrip(",")) == [["barang"]] * 5
