"""The page a participant gets back: answers, criteria met, points, comment, one next step.

nbgrader's own feedback page shows the hidden tests by design (its issue #917); this one is built
from the criteria *records*, so no code and no key can reach it. ``nbgrader_config.py`` makes it the
exporter of ``nbgrader generate_feedback``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter

from course import CourseError, lessons
from course.criteria.scoring import CRITERIA_MIME
from course.exercises.definition import Definition
from course.files import Places
from course.inbox.submitted import submission
from course.indicators import ATTITUDE, PHASES
from course.pages import template
from course.people.program import find_program, window
from course.words import in_words

_AFTER = {"posttest": "tes akhir", "posttest-tunda": "tes tunda"}
"""The tests after which nothing of a test is asked again: the last that the class has."""


@dataclass
class Item:
    """One exercise on the page."""

    definition: Definition
    answer: str
    """The answer as HTML (``course.exercises.show``, already escaped)."""
    criteria: list[dict[str, Any]] = field(default_factory=list)
    """The records' rows: label, points, earned."""
    earned: float = 0.0
    points: float = 0.0
    held: str = ""
    """Why the points are capped (``criteria(..., guard=...)``)."""
    waiting: bool = False
    """Whether a part still needs grading by a person."""
    opinion: bool = False
    """Attitude: asked, thanked for, never marked."""


class FeedbackExporter(Exporter):
    """Turns an autograded notebook into the participant's page."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(  # type: ignore[override]
        self, nb: Any, resources: Any = None, **kw: Any
    ) -> tuple[str, Any]:
        """Return the page's HTML; GetGrades has put scores and comments into the metadata."""
        # As in nbconvert's TemplateExporter, the output is text, not the base class's notebook.
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        name, participant = (resources["nbgrader"][key] for key in ("assignment", "student"))
        handed = submission(Path.cwd(), participant, name)
        spared = handed.known.spared(handed.values if handed.standing else {})
        items = [one for one in _items(nb, handed.known) if one.definition.id not in spared]
        is_test = name in PHASES
        page = template("reports/feedback").render(
            title=lessons.title(nb),
            participant=participant,
            held_until=held_until(Path.cwd(), participant) if is_test else "",
            items=items,
            comments=[
                c for cell in nb.cells if (c := lessons.grading_metadata(cell).get("comment"))
            ],
            next_step=next_step(items, again=not is_test),
            points=_points,
        )
        return page, resources


def held_until(root: Path, participant: str) -> str:
    """Return until when results of tests are not shown item by item, in words; empty once they are.

    What was wrong in a test is asked again in the last one, in these words or others: whoever knows
    it before that is closed is no longer measured. Without a day in the programme it is closed for
    who has handed it in; a programme that cannot be read shows nothing.
    """
    first, *later = _AFTER
    last = next((name for name in later if (Places(root).source / name).is_dir()), first)
    try:
        program = find_program(root)
    except CourseError:
        return f"{_AFTER[last]} ditutup"
    _, closes = window(program, last)
    if closes:
        return f"{_AFTER[last]} ditutup ({in_words(closes)})" if _today() <= closes else ""
    came = submission(root, participant, last).has_file
    return "" if came else f"Ibu/Bapak mengirim {_AFTER[last]}"


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _points(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _items(nb: Any, lesson: lessons.Lesson) -> Iterator[Item]:
    """Collect each graded exercise with the criteria cells that follow it."""
    item: Item | None = None
    for cell in nb.cells:
        meta = lessons.grading_metadata(cell)
        definition = lesson.definitions.get(meta.get("grade_id", ""))
        if definition is not None:
            if item is not None and item.points:
                yield item
            item = Item(definition, _shown(cell, "text/html"))
        elif meta.get("grade") and item is not None:
            _add(item, cell, meta)
    if item is not None and item.points:
        yield item


def _add(item: Item, cell: Any, meta: dict[str, Any]) -> None:
    record = _shown(cell, CRITERIA_MIME)
    item.opinion = item.opinion or meta["grade_id"].startswith(ATTITUDE)
    item.earned += float(meta["score"])
    item.points += float(meta["points"])
    item.criteria += record["criteria"] if record else []
    guard = record["guard"] if record else None
    if guard and guard["share"] < 1:
        item.held = f"{guard['label']}: belum ({guard['found']})"
    # Without a record the cell raised: 0 here only means that nobody has graded it yet.
    item.waiting = item.waiting or (not record and not meta["score"])


def _shown(cell: Any, mime: str) -> Any:
    outputs = (output.get("data", {}) for output in cell.get("outputs", []))
    return next((data[mime] for data in outputs if mime in data), "")


def next_step(items: list[Item], *, again: bool = True) -> str:
    """Return one thing to try next: the unmet criterion of the exercise with the most to gain.

    ``again``: whether the exercise itself may be tried once more; a test's may not.
    """
    open_items = [i for i in items if not i.opinion and not i.waiting and i.earned < i.points]
    if not open_items:
        return "Semua sudah tercapai. Coba cara yang sama pada usaha Ibu/Bapak sendiri minggu ini."
    item = max(open_items, key=lambda i: (i.points - i.earned) / i.points)
    unmet = max(item.criteria, key=lambda row: row["points"] - row["earned"], default=None)
    task = item.definition.prompt.splitlines()[0]
    what = f" Perhatikan bagian: {unmet['label']}." if unmet else ""
    return f"{'Coba kerjakan sekali lagi' if again else 'Pelajari lagi'}: “{task}”{what}"
