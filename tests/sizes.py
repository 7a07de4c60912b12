"""How long the course is, by sitting: ``python tests/sizes.py`` prints the table.

The model: 70 words a minute for everything that is read (prose, prompts, labels, each option once);
8 s a choice, a date, a scale or an option put in order; 20 s a number; 40 s a short text; 90 s a
long text; 60 s a photo. It is an estimate, no measurement: two readers who answered everything as
somebody of 55 would counted inputs three times as long (``READERS``), and so half as much again.
A step is one exercise, as the phone shows it; the own shop is one input, for it is filled in. A second
example is not counted: it is for who got the first wrong. Nor is what a task says to who told no shop:
the shop is told in the first lesson, and then the page leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course import lessons
from course.exercises.definition import Definition
from course.exercises.fields import Choice, Field, Order
from course.exercises.shops import HEADS, UNTOLD, Shop
from course.exercises.tables import Table
from course.indicators import PHASES
from course.lessons.lesson import Lesson, grading_metadata, is_exercise

ROOT = Path(__file__).parents[1]
OWN_BEFORE = {
    "m1-internet": {"hitung-kuota", "pembeli-saya"},
    "m3-foto-katalog": {"foto-produk", "katalog-saya"},
    "m4-strategi": {
        "kalender",
        "kalender-lanjut",
        "kas-golongan",
        "percobaan",
        "rencana-kerja",
        "rencana-tanda",
        "swot-saya",
    },
    "m5-ekspor": {
        "daftar-situs",
        "kirim-contoh",
        "langkah-ekspor",
        "listing",
        "sanggup-kirim",
        "siap-ekspor",
    },
    "m8-angka": {"hari-saya", "arti-hari"},
}
"""Tasks that ask about the own shop without its facts."""
WORDS_A_MINUTE = 70
SECONDS: Mapping[str, float] = {
    "choice": 8, "choices": 8, "scale": 8, "date": 8, "time": 8, "shop": 8, "fixed": 0,
    "number": 20, "short_text": 40, "text": 40, "long_text": 90, "photo": 60,
}  # fmt: skip
READERS: Mapping[str, float] = {
    **dict.fromkeys(("choice", "choices", "scale", "date", "time"), 14), "shop": 14, "fixed": 0,
    "number": 64, "short_text": 48, "text": 48, "long_text": 240, "photo": 288,
}  # fmt: skip
"""Seconds an input as readers count them for a slow writer."""
MOST = 6
"""Inputs on a screen; the page shows a table of more a few rows at a time (``divide.js``)."""
_WORD = re.compile(r"\w+")
_SITTING = re.compile(r"^## ((?:Duduk|Bagian) \d+)", re.MULTILINE)
_UNSEEN = re.compile(r"<!--.*?-->|!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)", re.DOTALL)
"""Comments, addresses, and what a picture shows: that is told to who cannot see it."""


@dataclass
class Sitting:
    """What one sits down for."""

    lesson: str
    name: str
    words: int = 0
    kinds: list[str] = field(default_factory=list)
    """Of every input, and of every option put in order."""
    inputs: dict[str, int] = field(default_factory=dict)
    """By exercise."""
    graded: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    """Graded tasks about the own shop."""
    deeds: set[str] = field(default_factory=set)

    @property
    def minutes(self) -> float:
        return self.taking(SECONDS)

    def taking(self, seconds: Mapping[str, float]) -> float:
        """Return the minutes it takes whose inputs take so long."""
        return self.words / WORDS_A_MINUTE + sum(seconds[kind] for kind in self.kinds) / 60


def sittings(lesson: Lesson) -> list[Sitting]:
    """Return a lesson's sittings; what stands before the first is one of its own, "" by name."""
    found = [Sitting(lesson.name, "")]
    graded = {cell.exercise for cell in lesson.criteria}
    for cell in lesson.notebook.cells:
        if "jupyter" in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "markdown":
            if begins := _SITTING.search(cell.source):
                found.append(Sitting(lesson.name, begins[1]))
            found[-1].words += _count(_UNSEEN.sub("", cell.source))
        elif is_exercise(cell) and grading_metadata(cell)["grade_id"] not in lesson.about.again:
            _add(found[-1], lesson, lesson.definitions[grading_metadata(cell)["grade_id"]], graded)
    return found


def _add(sitting: Sitting, lesson: Lesson, asked: Definition, graded: set[str]) -> None:
    sitting.words += _count(asked.shown) + sum(_count(text) for text in _options(asked))
    # Nobody reads what is for another: who told no shop, another kind of shop.
    aside = (UNTOLD, *HEADS.values())
    sitting.words -= sum(_count(p) for p in asked.prompt.split("\n\n") if p.startswith(aside))
    inputs = [kinds for one in asked.fields for kinds in _inputs(one)]
    sitting.inputs[asked.id] = sum(_at_once(one) for one in asked.fields)
    sitting.kinds += [kind for kinds in inputs for kind in kinds]
    if asked.id in graded:
        sitting.graded.add(asked.id)
        if any(isinstance(one, Shop) for one in asked.fields) or (
            asked.id in OWN_BEFORE.get(lesson.name, ())
        ):
            sitting.own.add(asked.id)
    if asked.id in lesson.about.deeds:
        sitting.deeds.add(asked.id)


def _inputs(one: Field) -> list[list[str]]:
    """Return of each input of a field what it is; of an order, each option is put in its place."""
    if getattr(one, "optional", False) or one.kind == "unsure":
        return []  # a photo beside a deed, for who has one; a tap in place of an answer
    if isinstance(one, Order):
        return [["choice"] * len(one.options)]
    if isinstance(one, Table):
        return [[c.kind] for c in one.columns if c.kind != "fixed" for _ in one.rows]
    return [[one.kind]]


def _at_once(one: Field) -> int:
    """Return how many inputs of a field stand on a screen: of a longer table so many rows as fit."""
    inputs = len(_inputs(one))
    if not isinstance(one, Table) or inputs <= MOST:
        return inputs
    wide = inputs // len(one.rows)
    return max(1, MOST // wide) * wide


def _options(asked: Definition) -> Iterator[str]:
    for one in asked.fields:
        if isinstance(one, Choice | Order):
            yield from one.options.values()
        if isinstance(one, Table):
            yield from (row.label for row in one.rows)
            yield from (text for c in one.columns for text in (c.label, *c.options.values()))


def _count(text: str) -> int:
    return len(_WORD.findall(text))


def course() -> list[Sitting]:
    """Return every sitting of the participants' lessons, in their order; the tests are not among them."""
    every = sorted(lessons.load_all(ROOT).values(), key=lambda lesson: lesson.about.order)
    return [one for lesson in every if _is_taught(lesson) for one in sittings(lesson)]


def _is_taught(lesson: Lesson) -> bool:
    about = lesson.about
    return about.audience == "peserta" and not about.anonymous and lesson.name not in PHASES


def before_and_after() -> list[Sitting]:
    """Return the sittings of the tests before and after."""
    return [one for name in ("pretest", "posttest") for one in sittings(lessons.load(ROOT, name))]


def minutes(some: list[Sitting]) -> float:
    """Return the slow minutes of sittings together."""
    return sum(one.minutes for one in some)


def core(every: list[Sitting]) -> list[Sitting]:
    """Return what is meant for everybody."""
    return [one for one in every if not lessons.load(ROOT, one.lesson).about.optional]


def main() -> None:
    """Print the table."""
    print(f"{'sitting':34}{'words':>7}{'slow min':>10}{'most inputs':>14}{'own/graded':>12}  deeds")  # noqa: T201
    every = course()
    for one in every:
        most = max(one.inputs, key=lambda name: one.inputs[name], default="")
        known = f"{one.inputs.get(most, 0)} {most}"[:24]
        print(  # noqa: T201
            f"{one.lesson + ' ' + one.name:34}{one.words:7}{one.minutes:10.0f}  {known:24}"
            f"{len(one.own)}/{len(one.graded)}  {len(one.deeds)}"
        )
    hours = minutes(core(every)) / 60
    print(  # noqa: T201
        f"without optional lessons: {hours:.1f} h slow; both tests {minutes(before_and_after()):.0f} min"
    )
    slowly = sum(one.taking(READERS) for one in [*core(every), *before_and_after()]) / 60
    print(f"core and both tests with inputs as slow as readers count them: {slowly:.1f} h")  # noqa: T201
    crowded = [name for one in every for name, count in one.inputs.items() if count > MOST]
    print(  # noqa: T201
        f"all: {sum(one.words for one in every)} words, {sum(one.minutes for one in every) / 60:.1f}"
        f" h slow; own {sum(len(one.own) for one in every)} of"
        f" {sum(len(one.graded) for one in every)} graded tasks; {len(crowded)} steps over six"
        f" inputs: {', '.join(crowded)}"
    )


if __name__ == "__main__":
    main()
