"""The dearest answer anybody can send: every text field of a lesson filled with 5,000 hostile letters.

    python tests/benchmarks/hostile_texts.py                    # every graded lesson, half an hour
    python tests/benchmarks/hostile_texts.py --lesson m5-ekspor --fields   # each field alone

No field of ours takes as many (most stop at a few hundred): for this they all do, tables excepted.
Prints the dearest text of each lesson in seconds of the processor, least of three. Exit code 1 where
a submission takes more than 0.2 s.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from course import lessons
from course.criteria.text import LISTS
from course.exercises.answers import Answers, Entry
from course.exercises.definition import Definition
from course.exercises.fields import MAX_TEXT
from course.exercises.workbook import Workbook
from course.lessons.lesson import Lesson
from course.lessons.run import Planned, evaluate, plan

REPOSITORY = Path(__file__).parents[2]
GOAL = 0.2
_AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
PIECES = (
    *(
        "a",
        "a ",
        "ab",
        "1",
        "1 ",
        "1.",
        "1,1.",
        "-",
        "- ",
        ". ",
        ", ",
        "\n",
        "! ",
        "? ",
        "#",
        "# a ",
    ),
    *(
        "rp",
        "rp ",
        "rp1 ",
        "rp1.1 ",
        "18.000 ",
        "15rb ",
        "1-2 ",
        "12/12/2026 ",
        "jam 7 ",
        "%",
        "100% ",
    ),
    *("satu ", "lima belas ribu ", "dua puluh ", "nol ", "isi 6 ", "per ", "se", "setengah "),
    *(
        "tidak ",
        "tidak bisa ",
        "belum ",
        "jangan chat ",
        "chat ",
        "pesan ",
        "cara memesan ",
        "harga ",
    ),
    *(
        "pagi ",
        "terima kasih ",
        "maaf ",
        "paling ",
        "paling enak ",
        "ter",
        "no 1 ",
        "jamin ",
        "tak ",
    ),
    *(
        "sisa ",
        "sisa a ",
        "tinggal a b ",
        "hari ini ",
        "besok ",
        "tgl ",
        "keripik ",
        "donat ",
        "dinya ",
    ),
    *(
        "(",
        "((a",
        "wa.me/",
        "http://a ",
        "a@b.c ",
        "x" * 40 + " ",
        "mengnyakan ",
        "oooo ",
        "1ooo ",
        "😀",
    ),
    *(
        "the ",
        "not ",
        "we can not ",
        "kg ",
        "100 kg ",
        "usd 1 ",
        "$1 ",
        "fob ",
        "price ",
        "per kg ",
        "no ",
    ),
    *("we ", "please ", "1 dozen ", "a-b ", "a'b ", "a/b ", "nya ", "é ", "ﷺ", "İ", "ß ", "ÅÅ"),
)
"""What is repeated up to the limit."""


def texts(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Yield a name and a text of 5,000 letters, many times."""
    chance = random.Random(8)
    for piece in PIECES:
        yield repr(piece), (piece * MAX_TEXT)[:MAX_TEXT]
    yield "#!…a", f"#{'!' * (MAX_TEXT - 2)}a"
    for space in ("\n", "\n ", "- ", "1", "a."):
        yield f"a, {space!r}, b", f"a {(space * MAX_TEXT)[: MAX_TEXT - 4]} b"
    letters = "abcdefghijklmnopqrstuvwxyz"
    for size in (3, 5, 6, 7, 8, 9, 12):
        made = ("".join(chance.choices(letters, k=size)) for _ in range(MAX_TEXT // size))
        yield f"words of {size}", " ".join(made)[:MAX_TEXT]
    known = sorted(LISTS["kosakata"])
    typed = (_typo(chance.choice(known), chance) for _ in range(MAX_TEXT // 4))
    yield "typing errors", " ".join(typed)[:MAX_TEXT]
    yield "known words", " ".join(chance.choices(known, k=MAX_TEXT // 4))[:MAX_TEXT]
    told = next(iter(lesson.definitions.values())).told.split()
    yield "the lesson", " ".join(told)[:MAX_TEXT]
    yield "the lesson's words", " ".join(chance.choices(told, k=MAX_TEXT // 3))[:MAX_TEXT]
    mixed = (chance.choice(PIECES) for _ in range(MAX_TEXT // 2))
    yield "everything", "".join(mixed)[:MAX_TEXT]
    signs = "".join(chr(n) for n in range(33, 0x250) if chr(n).isprintable())
    yield "signs", "".join(chance.choices(signs, k=MAX_TEXT))


def _typo(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[place + 1 :]


def widened(lesson: Lesson) -> Lesson:
    """Return a lesson whose text fields take the longest text that any field could."""

    def wide(definition: Definition) -> Definition:
        own = [replace(f, max_chars=MAX_TEXT) if hasattr(f, "max_chars") else f
               for f in definition.fields]  # fmt: skip
        return replace(definition, fields=own)

    return replace(lesson, definitions={n: wide(d) for n, d in lesson.definitions.items()})


def filled(field: Any, text: str) -> Any:
    """Return a value for a field that takes text, None for another."""
    columns = getattr(field, "columns", None)
    if columns is not None:
        rows = [row.key for row in field.rows] or [f"r{n}" for n in range(60)]
        cells = {c.key: value for c in columns if (value := filled(c, text)) is not None}
        return dict.fromkeys(rows, cells) if cells else None
    for some in (text[: getattr(field, "max_chars", MAX_TEXT)], text[:40], text[:20]):
        try:
            if isinstance(field.read(some), str) and field.kind not in {"choice", "photo"}:
                return some
        except (ValueError, AttributeError):
            continue
    return None


def seconds(
    lesson: Lesson, planned: list[Planned], value: Mapping[str, Mapping[str, Any]]
) -> float:
    """Return what it costs to mark an answer."""
    entries = {
        name: Entry(value=own, at=_AT, item=lesson.definitions[name].item)
        for name, own in value.items()
    }
    answers = Answers(lesson=lesson.name, participant="U01", answers=entries)
    with tempfile.TemporaryDirectory() as folder:
        book = Workbook(Path(folder), lesson.name, dict(lesson.definitions)).with_answers(answers)
        start = time.process_time()
        evaluate(planned, book)
        return time.process_time() - start


def dearest(lesson: Lesson, text: str, *, fields: bool) -> Iterator[tuple[float, str]]:
    """Yield what one text costs in all fields at once, or in each alone."""
    planned = plan(lesson.notebook.cells, lesson.definitions)
    value = {
        name: own
        for name, definition in lesson.definitions.items()
        if (own := {f.key: one for f in definition.fields if (one := filled(f, text)) is not None})
    }
    once = partial(seconds, lesson, planned)
    if not fields:
        yield min(once(value), *(once(_changed(value, n)) for n in "bc")), "all"
        return
    empty = once({})
    for name, own in value.items():
        for key, one in own.items():
            yield once({name: {key: one}}) - empty, f"{name}.{key}"


def _changed(value: Any, letter: str) -> Any:
    """Return a value whose texts differ in their last letter: nothing is remembered of them."""
    if isinstance(value, str):
        return value[:-1] + letter
    return {key: _changed(own, letter) for key, own in value.items()}


def main() -> int:
    """Measure; exit code 1 where the goal is missed."""
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    words.add_argument("--lesson", nargs="*", default=[])
    words.add_argument("--fields", action="store_true", help="each field alone")
    words.add_argument("--show", type=int, default=3)
    given = words.parse_args()
    worst = 0.0
    for name in given.lesson or lessons.graded_names(REPOSITORY):
        lesson = widened(lessons.load(REPOSITORY, name))
        list(dearest(lesson, "pertama", fields=False))  # patterns are compiled
        found = sorted(
            ((cost, what, where) for what, text in texts(lesson)
             for cost, where in dearest(lesson, text, fields=given.fields)), reverse=True
        )  # fmt: skip
        worst = max(worst, found[0][0])
        for cost, what, where in found[: given.show]:
            print(f"{name:18} {cost:7.3f} s  {what:20} {where}", flush=True)
    return 0 if worst <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
