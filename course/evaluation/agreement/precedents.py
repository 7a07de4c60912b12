"""What people gave to answers that earned a record like this one: precedents for a doubt.

A grader cannot tell where it is wrong, the bank of labelled answers can: where a task's criteria
came out in a certain pattern, people gave other marks to so and so many of the answers alike. The
patterns stand in ``source/<lesson>/authors/precedents.json``, made of the bank by
``course agreement --keep``; points that somebody gave in the class count beside them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from course import CourseError, lessons
from course.criteria.scoring import CAP, is_capped
from course.evaluation.statistics.agreement import FAR
from course.files import write_atomically
from course.lessons.bank import Judged, judge_all
from course.lessons.lesson import AUTHORS, Lesson

FILE = "precedents.json"
LOOK = 0.25
"""From this chance on that a person gives other marks she should look."""
_MANY, _RARELY = 10, 0.1
_WIDTH = 0.4
"""How unlike patterns are of which one counts a third for the other, in shares of a criterion."""
_HELD = 0.5
"""How unlike a text that a guard holds is to one that it lets pass, in shares of a criterion."""
_PRIOR, _FEW, _USUAL = 3.0, 20, 1
"""Marks that the whole task stands for beside those alike; a task begins with 1 of 20 otherwise."""


@dataclass(frozen=True)
class Outlook:
    """What a person might give instead."""

    lower: float
    """Chance that she gives far less: a quarter of the points, or more (``FAR``)."""
    down: float
    """How much less that is, in shares of the task's points, photos aside."""
    higher: float
    """Chance that she gives far more."""
    up: float
    """How much more that is."""
    seen: float
    """Marks for answers alike, each by how alike it is."""

    @property
    def otherwise(self) -> float:
        """Chance that she gives far less or far more."""
        return self.lower + self.higher

    def asks(self, *, doubted: bool) -> bool:
        """Return whether a person should look; ``doubted``: the grader itself is not sure.

        Many who marked answers alike and agreed with the grader have settled its doubt.
        """
        settled = self.seen >= _MANY and self.otherwise < _RARELY
        return self.otherwise >= LOOK or (doubted and not settled)


@dataclass
class _Seen:
    """Marks of people for one pattern of a task's criteria."""

    marks: int = 0
    lower: int = 0
    lower_sum: float = 0.0
    higher: int = 0
    higher_sum: float = 0.0

    def without(self, some: _Seen) -> _Seen:
        return _Seen(*[a - b for a, b in zip(astuple(self), astuple(some), strict=True)])

    def add(self, grader: float, person: float) -> None:
        self.marks += 1
        if grader - person >= FAR:
            self.lower, self.lower_sum = self.lower + 1, self.lower_sum + person
        elif person - grader >= FAR:
            self.higher, self.higher_sum = self.higher + 1, self.higher_sum + person


Pattern = tuple[bool, tuple[float, ...]]
"""Whether a guard holds the text, and the share of each criterion, 0 to 1."""


@dataclass
class Task:
    """The precedents of one graded cell."""

    criteria: tuple[str, ...]
    """Labels of the criteria, photos aside."""
    points: tuple[float, ...]
    """What each is worth."""
    seen: dict[Pattern, _Seen] = field(default_factory=dict)
    _laid_out: tuple[np.ndarray, np.ndarray] | None = field(default=None, repr=False, compare=False)

    def add(self, pattern: Pattern, person: float) -> None:
        """Count a mark that a person gave, 0 to 1, for a cell with this pattern."""
        self.seen.setdefault(pattern, _Seen()).add(self._earned(pattern), person)
        self._laid_out = None

    def without(self, some: Task) -> Task:
        """Return the precedents that are not ``some``, a part of them."""
        left = {
            pattern: one.without(some.seen[pattern]) if pattern in some.seen else one
            for pattern, one in self.seen.items()
        }
        return Task(self.criteria, self.points, {p: one for p, one in left.items() if one.marks})

    def _table(self) -> tuple[np.ndarray, np.ndarray]:
        """Return where patterns lie, and their counts: (patterns, 2 + criteria), (patterns, 5)."""
        if self._laid_out is None:
            places = np.array([self._place(one) for one in self.seen])
            counts = np.array([astuple(one) for one in self.seen.values()])
            width = 2 + len(self.criteria)
            self._laid_out = places.reshape(-1, width), counts.reshape(-1, 5)
        return self._laid_out

    def outlook(self, pattern: Pattern) -> Outlook:
        """Return what people gave where the criteria came out like this."""
        grader = self._earned(pattern)
        places, counts = self._table()
        near = np.exp(-(((places - self._place(pattern)) / _WIDTH) ** 2).sum(axis=1))
        marks, lower, lower_sum, higher, higher_sum = map(float, near @ counts)
        in_all, lower_in_all, _, higher_in_all, _ = map(float, counts.sum(axis=0))

        def chance(alike: float, whole: float) -> float:
            rate = (whole + _USUAL) / (in_all + _FEW)
            return (alike + _PRIOR * rate) / (marks + _PRIOR)

        return Outlook(
            chance(lower, lower_in_all) if grader >= FAR else 0.0,
            max(grader - lower_sum / lower, 0.0) if lower > 0 else 0.0,
            chance(higher, higher_in_all) if grader <= 1 - FAR else 0.0,
            max(higher_sum / higher - grader, 0.0) if higher > 0 else 0.0,
            marks,
        )

    def pattern(self, record: Mapping[str, Any]) -> Pattern | None:
        """Return the pattern of a record; None where it has other criteria than the precedents."""
        shares = {row["label"]: row["share"] for row in record["criteria"]}
        if not set(self.criteria) <= shares.keys():
            return None
        return is_capped(record), tuple(round(shares[label], 2) for label in self.criteria)

    def _earned(self, pattern: Pattern) -> float:
        held, shares = pattern
        worth = zip(shares, self.points, strict=True)
        earned = math.fsum(share * points for share, points in worth) / math.fsum(self.points)
        return min(earned, CAP) if held else earned

    def _place(self, pattern: Pattern) -> tuple[float, ...]:
        return (self._earned(pattern), _HELD * pattern[0], *pattern[1])


Precedents = dict[str, Task]
"""By graded cell."""


def learn(judged: Iterable[Sequence[Sequence[Judged]]]) -> Precedents:
    """Return the precedents in a bank: for each answer what each person gave (``judge_all``)."""
    found: Precedents = {}
    for people in judged:
        for rows in people:
            for cell, some in groupby(rows, key=lambda row: row.cell):
                *parts, whole = some
                if not parts:
                    continue
                labels = tuple(row.label for row in parts)
                task = found.setdefault(cell, Task(labels, tuple(row.points for row in parts)))
                if labels == task.criteria:
                    task.add(_pattern(parts, whole), whole.person)
    return found


def _pattern(parts: Iterable[Judged], whole: Judged) -> Pattern:
    return whole.held, tuple(round(row.grader, 2) for row in parts)


def to_look_at(bank: Sequence[list[list[Judged]]]) -> list[list[list[Judged]]]:
    """Return a bank's answers with ``unsure`` where a person should look.

    Each hand is held against what the others wrote: nobody is a precedent for herself.
    """
    whole, by_hand = learn(bank), dict[str, list[list[list[Judged]]]]()
    for people in bank:
        by_hand.setdefault(people[0][0].hand, []).append(people)
    others = {hand: _without(whole, learn(own)) for hand, own in by_hand.items()}
    return [_looked(people, others[people[0][0].hand]) for people in bank]


def _without(whole: Precedents, some: Precedents) -> Precedents:
    return {
        cell: task.without(some[cell]) if cell in some else task for cell, task in whole.items()
    }


def _looked(people: list[list[Judged]], known: Precedents) -> list[list[Judged]]:
    asked = {}
    for cell, some in groupby(people[0], key=lambda row: row.cell):
        *parts, whole = some
        task = known.get(cell)
        if task and tuple(row.label for row in parts) == task.criteria:
            asked[cell] = task.outlook(_pattern(parts, whole)).asks(doubted=whole.unsure)
    return [
        [
            row if row.label else row.model_copy(update={"unsure": asked.get(row.cell, row.unsure)})
            for row in rows
        ]
        for rows in people
    ]


def keep_precedents(root: Path, names: Iterable[str] = ()) -> Iterator[Path]:
    """Write the precedents of each lesson that has a bank (or of these) beside it; yield the files.

    Raises CourseError for a bank that is not right.
    """
    for name in names or lessons.graded_names(root):
        lesson = lessons.load(root, name)
        if found := learn(judge_all(lesson)):
            write_atomically(_path(lesson), written(found).encode())
            yield _path(lesson)


def written(found: Precedents) -> str:
    """Return precedents as their file has them, a pattern a line."""
    cells = [
        f"{json.dumps(cell)}: "
        f'{{"criteria": {json.dumps(task.criteria, ensure_ascii=False)}, '
        f'"points": {json.dumps(task.points)}, "seen": [\n' + ",\n".join(_lines(task)) + "\n]}"
        for cell, task in sorted(found.items())
    ]
    return "{\n" + ",\n".join(cells) + "\n}\n"


def _lines(task: Task) -> Iterator[str]:
    for (held, shares), one in sorted(task.seen.items()):
        sums = (one.lower, round(one.lower_sum, 2), one.higher, round(one.higher_sum, 2))
        yield json.dumps([int(held), [*shares], one.marks, *sums])


def precedents(lesson: Lesson) -> Precedents:
    """Return a lesson's precedents; none where it has no such file.

    Raises CourseError that names a file which cannot be read.
    """
    path = _path(lesson)
    if not path.is_file():
        return {}
    try:
        return {
            cell: Task(
                tuple(task["criteria"]),
                tuple(task["points"]),
                {(bool(held), tuple(shares)): _Seen(*sums) for held, shares, *sums in task["seen"]},
            )
            for cell, task in json.loads(path.read_text("utf-8")).items()
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        how = "Buat lagi dengan: course agreement --keep"
        raise CourseError(f"{path}: tidak terbaca ({error}). {how}") from error


def _path(lesson: Lesson) -> Path:
    return lesson.path.parent / AUTHORS / FILE
