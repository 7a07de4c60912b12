"""The workshop in numbers: who registered, came and did the tasks; how the polls were answered."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pandas as pd

from course import CourseError, lessons
from course.evaluation.distribution import Item, items
from course.evaluation.five import LEAST
from course.evaluation.opinions import Summary, summarise
from course.evaluation.statistics.arrays import Note
from course.files import Places
from course.inbox.submitted import submission
from course.people.program import Program, Task, Workshop, find_program
from course.people.roster import (
    admitted,
    everybody,
    read_roster,
    read_table,
    workshop_roster,
)
from course.spreadsheets import typed

_MINUTES = (0, 15, 30, 60, 90)


@dataclass(frozen=True)
class WorkshopTables:
    """What the report shows; no codes in it."""

    program: Program
    workshop: Workshop
    funnel: pd.DataFrame
    """step (a ``Note``, or a task's title), n, of_registered and of_previous (percent, unrounded;
    NaN for the first step)."""
    minutes: pd.DataFrame
    """minutes (a ``Note``), n: how long the participants with a code were there."""
    polls: pd.DataFrame
    """question, answer, n, of, percent; questions with fewer than five answers are left out."""
    opinions: Summary
    """The evaluation sheets of participants and speakers."""
    sheets: pd.DataFrame
    """sheet (its title), item, answer, n, of, percent: sheets of the course's own, as ``polls``."""
    hidden: int
    """Questions and items left out because fewer than five answered."""
    unnamed: int
    """Attendees without a code: hosts, speakers, people nobody could name."""
    beyond: int
    """Participants who did a later step without being counted in the one before."""


def read_workshop(root: Path) -> WorkshopTables:
    """Return the workshop's tables from ``program.toml``, ``workshop/`` and ``submitted/``.

    Raises CourseError naming what is still missing, and for fewer than five registered.
    """
    program = find_program(root)
    if program is None or program.workshop is None:
        raise CourseError("Belum ada lokakarya di program.toml. Contohnya dibuat oleh course new.")
    path = workshop_roster(root)
    who = admitted(root) or frozenset()
    registered = set(read_roster(path)) & who
    if len(registered) < LEAST:
        raise CourseError(
            f"{path}: baru {len(registered)} peserta yang setuju datanya dipakai. "
            f"Laporan kelompok dibuat mulai {LEAST} orang."
        )
    attendance, votes = _rows(Places(root).attendance), _rows(Places(root).votes)
    minutes = {row["participant"]: int(row["minutes"]) for row in attendance if row["participant"]}
    steps = _steps(root, program.workshop, registered, minutes, votes)
    polls, few_polls = _polls(votes)
    # Speakers fill in sheets too; a participant of the course who did not register does not.
    counted = registered | (who - frozenset(everybody(root)))
    sheets, few_items = _sheets(root, program.workshop, counted)
    opinions = summarise(root, program.workshop.sheets, counted)
    return WorkshopTables(
        program, program.workshop, _funnel(steps), _spans(minutes, registered), polls,
        opinions, sheets,
        few_polls + few_items, sum(1 for row in attendance if not row["participant"]),
        sum(len(later - before) for (_, before), (_, later) in pairwise(steps)),
    )  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise CourseError(
            f"{path}: belum ada. Jalankan course zoom match, isi lembarnya, "
            "lalu course zoom import."
        )
    return [
        {column: typed(cell) for column, cell in row.items()}
        for row in read_table(path, "hasil impor Zoom")
    ]


def _steps(
    root: Path, workshop: Workshop, registered: set[str], minutes: dict[str, int],
    votes: list[dict[str, str]],
) -> list[tuple[Note | str, set[str]]]:  # fmt: skip
    """Return who reached each step, by its note or its title in the programme."""
    least = workshop.present_minutes
    present = {code for code, spent in minutes.items() if spent >= least} & registered
    steps: list[tuple[Note | str, set[str]]] = [
        (Note.of("registered"), registered),
        (Note.of("present", minutes=least), present),
    ]
    live = _live(root, workshop) & registered
    if live:
        steps.append((Note.of("live"), live))
    for task in workshop.task:
        done = {
            row["participant"]
            for row in votes
            if (row["question"], row["answer"]) == (task.poll, task.answer)
        }
        done |= {code for code in registered if _did(root, code, task)}
        steps.append((task.title, done & registered))
    return steps


def _live(root: Path, workshop: Workshop) -> set[str]:
    """Return who answered in a live class on the workshop's day (``inbox.mailbox.took_part``)."""
    path = Places(root).live
    rows = _rows(path) if path.is_file() else []
    return {row["participant"] for row in rows if row["day"] == workshop.date.isoformat()}


def _did(root: Path, code: str, task: Task) -> bool:
    """Return whether an exercise was answered (an empty form is no answer)."""
    if not task.lesson or not task.exercise:
        return False
    answers = submission(root, code, task.lesson).standing
    entry = answers.answers.get(task.exercise) if answers else None
    return entry is not None and any(v not in (None, "", [], {}) for v in entry.value.values())


def _funnel(steps: list[tuple[Note | str, set[str]]]) -> pd.DataFrame:
    table = pd.DataFrame([{"step": title, "n": len(who)} for title, who in steps])
    previous = table["n"].shift()
    return table.assign(
        of_registered=100 * table["n"] / table["n"].iloc[0],
        of_previous=(100 * table["n"] / previous).where(previous > 0),
    )


def _spans(minutes: dict[str, int], registered: set[str]) -> pd.DataFrame:
    """Return how many were there how long, in five spans."""
    spans = [Note.of("minutes", low=low, high=high - 1) for low, high in pairwise(_MINUTES)]
    spans.append(Note.of("minutes_and_more", low=_MINUTES[-1]))
    spent = [m for code, m in minutes.items() if code in registered]
    counts = Counter(bisect_right(_MINUTES, m) - 1 for m in spent)
    return pd.DataFrame({"minutes": spans, "n": [counts[place] for place in range(len(spans))]})


def _polls(votes: list[dict[str, str]]) -> tuple[pd.DataFrame, int]:
    """Return the polls' counts, and how many questions too few people answered."""
    count = Counter((row["question"], row["answer"]) for row in votes)
    voters: dict[str, int] = {}
    for question in dict.fromkeys(row["question"] for row in votes):
        voters[question] = len({row["voter"] for row in votes if row["question"] == question})
    rows = [
        {"question": question, "answer": answer, "n": n, "of": voters[question]}
        for (question, answer), n in sorted(count.items(), key=lambda pair: (pair[0][0], -pair[1]))
        if voters[question] >= LEAST
    ]
    return _percent(rows, "question"), sum(1 for n in voters.values() if n < LEAST)


def _sheets(root: Path, workshop: Workshop, counted: Collection[str]) -> tuple[pd.DataFrame, int]:
    """Return the evaluation sheets' counts, and how many items too few people answered."""
    found: list[tuple[str, Item]] = [
        (lessons.title(lesson.notebook), item)
        for lesson in (lessons.load(root, name) for name in workshop.sheets)
        if lesson.about.reversed is None
        for item in items(root, lesson.name, counted=counted)
    ]
    rows = [
        {"sheet": sheet, "item": item.label, "answer": words, "n": n, "of": item.n}
        for sheet, item in found
        if not item.hidden
        for words, n in item.counts
    ]
    return _percent(rows, "sheet", "item"), sum(1 for _, item in found if item.hidden)


def _percent(rows: list[dict[str, object]], *names: str) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=[*names, "answer", "n", "of"])
    return table.assign(percent=100 * table["n"] / table["of"])
