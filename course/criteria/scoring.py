"""Deferred checks and ``criteria(...)``, the last expression of every criteria cell.

nbgrader reads the cell's result as partial credit and has sharp edges: a NumPy scalar, a bool, a
string, a negative number or no result at all count as *full* marks, a value above the cell's
points loses the whole submission, and a word on stderr gives 0 (``nbgrader.utils.determine_grade``,
0.9.6). So ``criteria`` always returns a plain, rounded, clamped ``float``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from course.exercises.definition import Definition
from course.exercises.workbook import workbook

_IN_BROWSER = ("_publish", "read_answer")
CRITERIA_MIME = "application/vnd.kelas.criteria+json"
CAP = 0.25
"""Share of the points that a text can earn when it only strings keywords together."""
NAMED = 0.5
"""Share of a criterion that a mere word of it earns in a list of keywords: "maaf, ganti, besok"."""


_labels: ContextVar[tuple[str, ...]] = ContextVar("labels", default=())


def labels() -> tuple[str, ...]:
    """Return the labels of the criteria beside the guard that is being evaluated."""
    return _labels.get()


class Finding(NamedTuple):
    """What a check found."""

    share: float
    """Earned share of the check's points, 0 to 1."""
    found: str = ""
    """A few words for the person who reads the table."""
    unsure: str = ""
    """Why a person should look; the share is the best guess then. "" where it is sure."""
    details: str = ""
    """What it was decided by, for the grader's table alone."""
    is_list: bool = False
    """Of a guard: whether the text strings keywords together."""
    missed: tuple[str, ...] = ()
    """Rows or options that are not right yet, by their keys: for who answered, not for marks."""
    told: bool = False
    """Whether ``found`` is worth saying where all is right, too: what a right sum means."""


class Check(NamedTuple):
    """One criterion; nothing is evaluated before ``criteria`` does it."""

    label: str
    evaluate: Callable[[], Finding]
    points: float = 1.0
    named: float = 1.0
    """The most it earns of its points in a list of keywords, where nothing counted was found."""


def any_of(*checks: Check, label: str, points: float = 1.0) -> Check:
    """Return a check that earns what the best of ``checks`` earns."""

    def evaluate() -> Finding:
        found = []
        for check in checks:
            found.append(check.evaluate())
            if found[-1].share >= 1:
                break
        return max(found, key=lambda finding: finding.share)

    return Check(label, evaluate, points, min(check.named for check in checks))


def criteria(*checks: Check, guard: Check | None = None) -> float:
    """Evaluate the checks, show the table, return the points earned.

    ``guard`` carries no points: a text that fails it earns at most ``CAP`` of the whole.
    An exception inside a check is a defect of ours and is left to rise: the cell then needs
    grading by a person (``course.autograde``).
    """
    record = _scored(checks, guard)
    _publish(record)
    return float(record["earned"])


def _scored(checks: Sequence[Check], guard: Check | None) -> dict[str, Any]:
    """Return what each check found, and the points earned."""
    held, is_list = None, False
    if guard is not None:
        token = _labels.set(tuple([check.label for check in checks]))
        judged = guard.evaluate()
        held, is_list = _row(guard, judged), judged.is_list
        _labels.reset(token)
    rows = [_row(check, _named(check) if is_list else check.evaluate()) for check in checks]
    possible = math.fsum([row["points"] for row in rows])
    earned = math.fsum([row["earned"] for row in rows])
    if held is not None and held["share"] < 1:
        earned = min(earned, CAP * possible)
    earned = _clamp(earned, possible)
    return {"version": 1, "criteria": rows, "guard": held, "points": possible, "earned": earned}


def is_capped(record: Mapping[str, Any]) -> bool:
    """Return whether a record's guard refuses the text, so that it earns at most ``CAP``."""
    return record["guard"] is not None and bool(record["guard"]["share"] < 1)


def _publish(record: dict[str, Any]) -> None:
    if publish := workbook().publish:
        table = _table(record)
        publish({CRITERIA_MIME: record, "text/html": table, "text/plain": "kriteria"})


def _named(check: Check) -> Finding:
    """Return what a check finds in a list of keywords: a word there says less than in a text."""
    finding = check.evaluate()
    counted = any(map(str.isdigit, finding.found))
    return finding if counted else finding._replace(share=min(finding.share, check.named))


def _row(check: Check, finding: Finding) -> dict[str, Any]:
    share, found, unsure, details, _, missed, told = finding
    points, earned, share = _worth(share, check.points)
    row = {
        "label": check.label,
        "points": points,
        "earned": earned,
        "share": share,
        "found": found[:200],
    }
    if unsure:
        row["unsure"] = unsure[:200]
    if details:
        row["details"] = details[:300]
    if missed:
        row["missed"] = list(missed)
    if told:
        row["told"] = True
    return row


@lru_cache(maxsize=1024)  # most findings are all or nothing of a point or two
def _worth(share: float, points: float) -> tuple[float, float, float]:
    """Return the points possible, those earned and the share, as the record shows them."""
    share, points = float(share), float(points)
    # The share is rounded for show only: 7/8 of 4 points is 3.5, not 3.52.
    return points, _clamp(share * points, points), round(min(max(share, 0.0), 1.0), 4)


def _clamp(value: float, highest: float) -> float:
    if math.isnan(value):
        raise ValueError("a check returned nan")
    return float(min(max(round(value, 2), 0.0), highest))


_escaped = lru_cache(maxsize=2048)(escape)
# Inline, because the formgrader's style sheet leaves no space between cells.
_CELL = '<td style="padding:.2em 1em .2em 0;text-align:left">'
_HEAD = "".join(_CELL + f"<b>{word}</b></td>" for word in ("Kriteria", "Poin", "Yang ditemukan"))


@lru_cache(maxsize=4096)  # the same for all who earned the same
def _beginning(label: str, earned: float, points: float) -> str:
    return f"<tr>{_CELL}{escape(label)}</td>{_CELL}{earned:g} / {points:g}</td>{_CELL}"


def _table(record: dict[str, Any]) -> str:
    rows = "".join(
        [
            _beginning(row["label"], row["earned"], row["points"])
            + _escaped(row["found"])
            + (f" ({_escaped(row['details'])})" if "details" in row else "")
            + "</td></tr>"
            for row in record["criteria"]
        ]
    )
    guard = record["guard"]
    capped = ""
    doubts = [row for row in [*record["criteria"], *([guard] if guard else [])] if "unsure" in row]
    if doubts:
        why = "; ".join(f"{escape(row['label'])}: {escape(row['unsure'])}" for row in doubts)
        capped = f"<p><b>Perlu dilihat orang</b>: {why}.</p>"
    if guard and guard["share"] < 1:
        capped += (
            f"<p>{escape(guard['label'])}: belum ({escape(guard['found'])}). "
            f"Nilai paling tinggi {CAP:.0%}.</p>"
        )
    if guard and "details" in guard:
        capped += f"<p>{escape(guard['label'])}, tandanya: {escape(guard['details'])}.</p>"
    return (
        f'<table class="course-criteria"><thead><tr>{_HEAD}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{capped}"
    )


class StaleAnswerError(Exception):
    """The answer belongs to an older version of the exercise; a person has to look at it."""


class Answer:
    """Validated values by field key: ``answer.status``. What was not answered is ``None``."""

    def __init__(self, value: dict[str, Any], definition: Definition | None) -> None:
        self._definition = definition
        vars(self).update(value)  # found at once; what was not answered is asked of __getattr__

    @property
    def shown(self) -> str:
        """Return every text of the exercise itself: who repeats it has copied the task."""
        return self._definition.shown_in_all if self._definition else ""

    @property
    def prompt(self) -> str:
        """Return what the participant had before her: ``shown``, and what she told of her shop.

        Her own words about her goods are known in an answer, and no copy.
        """
        if self._definition is None:
            return ""
        shops = [vars(self).get(f.key) for f in self._definition.fields if f.kind == "shop"]
        # The kind is a key, none of the owner's words.
        own = (text for s in shops if s for key, text in s.items() if key != "jenis")
        return "\n".join([self.shown, *own])

    @property
    def story(self) -> str:
        """Every other text of the lesson; "" where it is not known."""
        return self._definition.told if self._definition else ""

    def __getattr__(self, key: str) -> Any:
        if key.startswith("_"):
            raise AttributeError(key)
        if self._definition and key not in self._definition.by_key:
            raise AttributeError(f"exercise {self._definition.id!r} has no field {key!r}")
        return None


def read_answer(exercise: str, later: str = "") -> Answer:
    """Return the open workbook's answer to ``exercise``; blank where nothing was answered.

    A cell about ``later``, an exercise that builds on this one, names it: what is mended here
    counts there, until that one is checked (``Entry.under``).
    Values that are no answer to their field (``Definition.read``) are left out, never an error.
    Raises StaleAnswerError for an answer given to an older version of the exercise.
    """
    book = workbook()
    definition = book.definitions.get(exercise)
    entry = book.answers.answers.get(exercise)
    if definition is None or entry is None:
        return Answer({}, definition)
    if not definition.is_answered_by(entry):
        raise StaleAnswerError(
            f"answer to {exercise!r} was given to version {entry.item!r}, now {definition.item!r}"
        )
    return Answer(book.value(exercise, later), definition)
