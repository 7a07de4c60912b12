"""Where the programme stands, stage by stage: the paper's Table 2 with what has come in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from course import lessons
from course.evaluation.gate import outside
from course.exercises.ballots import ANY_GROUP, group_of
from course.inbox.submitted import answered, submission, submissions
from course.lessons.lesson import About
from course.people.program import Program, Stage, find_program, retention_line
from course.people.roster import (
    Participant,
    admitted,
    kept_back,
    lines_for_left_out,
    mentors_of,
)
from course.words import in_words

DONE = "ya"
"""The answer with which somebody says that a deed was done."""


@dataclass(frozen=True)
class StageState:
    """One stage, today."""

    stage: Stage
    state: str
    """``belum mulai``, ``berjalan`` or ``selesai``."""
    came: tuple[tuple[str, int, int], ...]
    """(lesson, how many handed it in, how many were asked)."""

    @property
    def complete(self) -> bool:
        """Whether everything of this stage is in."""
        return all(count >= asked for _, count, asked in self.came)

    @property
    def in_words(self) -> str:
        """Return what came in, ``pretest 9 dari 10``."""
        return ", ".join(f"{name} {count} dari {asked}" for name, count, asked in self.came) or "-"


@dataclass(frozen=True)
class Deed:
    """What was done in the own shops after one sitting of a lesson, as people say themselves."""

    lesson: str
    sitting: int
    """From 1."""
    done: int
    of: int
    """How many handed the lesson in."""


def deeds(root: Path, names: Collection[str], codes: Collection[str] | None = None) -> list[Deed]:
    """Return the deeds of each sitting of the lessons ``names``; none of a lesson nobody sent.

    Of ``codes``, where that is given, and only of who has agreed. Raises CourseError for lists that
    are not right.
    """
    found = []
    for name in names:
        asked = lessons.load(root, name).about.deeds
        sheets = answered(root, name, consented=True) if asked else []
        came = [sheet for sheet in sheets if _among(sheet.participant, codes)]
        for sitting, exercise in enumerate(asked if came else (), start=1):
            done = sum(sheet.get(exercise).get("sudah") == DONE for sheet in came)
            found.append(Deed(name, sitting, done, len(came)))
    return found


def _among(code: str, codes: Collection[str] | None) -> bool:
    return codes is None or code in codes


def deed_lines(found: Iterable[Deed]) -> list[str]:
    """Return one line a lesson: how many did what each sitting asks for in the own shop.

    None of a lesson whose deeds nobody did: it may be older than they are.
    """
    lines = []
    for lesson, of_lesson in groupby(found, key=lambda one: one.lesson):
        own = list(of_lesson)
        if any(one.done for one in own):
            counts = ", ".join(f"duduk {one.sitting}: {one.done}" for one in own)
            lines.append(f"{lesson}, {own[0].of} orang, di usaha sendiri: {counts}")
    return lines


def programme_state(
    root: Path, program: Program, roster: Mapping[str, Participant], today: dt.date
) -> list[StageState]:
    """Return the state of every stage of the programme, in the order of the file."""
    return [
        StageState(
            stage,
            _state(stage, today),
            tuple(_handed_in(root, lesson, roster) for lesson in stage.lessons),
        )
        for stage in program.stage
    ]


def _state(stage: Stage, today: dt.date) -> str:
    if today < stage.start:
        return "belum mulai"
    return "berjalan" if today <= stage.end else "selesai"


def wants(root: Path, code: str, about: About) -> bool:
    """Return whether a participant's answers make an optional lesson theirs (``About.wanted``).

    What was answered behind a no does not count, nor what cannot be read.
    """
    told: dict[str, Mapping[str, Any]] = {}
    for place in about.wanted:
        name, _, exercise = place.partition("/")
        sheet = submission(root, code, name)
        if sheet.standing is not None and name in lessons.names(root):
            kept = sheet.known.until_stop(sheet.values)
            told[place] = sheet.get(exercise) if exercise in kept else {}
    return about.is_wanted(told)


def _handed_in(root: Path, name: str, roster: Mapping[str, Participant]) -> tuple[str, int, int]:
    """Return (lesson, handed in, asked).

    Of a sheet without names it is counted how many came of the participants' list, not whose.
    """
    asked = _asked(root, name, roster, admitted(root))
    if lessons.load(root, name).about.anonymous:
        groups = {code[0] for code in roster} | {ANY_GROUP}
        came = [one for one in submissions(root, {name}, consented=True) if one.counts]
        return name, sum(group_of(one.participant) in groups for one in came), len(asked)
    return name, sum(submission(root, code, name).counts for code in asked), len(asked)


def _asked(
    root: Path, name: str, roster: Mapping[str, Participant], who: Collection[str] | None
) -> list[str]:
    """Return whose work a lesson asks for: mentors for their lessons, all participants for others.

    Of the participants only who has agreed (``who``; None: everybody); an optional lesson asks
    those who want it, or did it anyway.
    """
    about = lessons.load(root, name).about
    if about.audience == "mentor" and not about.observes:
        return mentors_of(roster)
    everybody = [code for code in roster if who is None or code in who]
    if not about.optional:
        return everybody
    return [
        code
        for code in everybody
        if submission(root, code, name).counts or wants(root, code, about)
    ]


def missing(
    root: Path, program: Program, roster: Mapping[str, Participant], today: dt.date
) -> dict[str, list[str]]:
    """Return whose work has not come in, by each lesson that is due, in the programme's order.

    Nobody is asked for a sheet without names: who sent it is not known.

    A test is due from the day it opens; a lesson from the first day of its week, else of its stage.
    """
    found: dict[str, list[str]] = {}
    who = admitted(root)
    for name, day in _due(program).items():
        about = lessons.load(root, name).about
        if day <= today and about.audience != "narasumber" and not about.anonymous:
            left = [
                c for c in _asked(root, name, roster, who) if not submission(root, c, name).counts
            ]
            if left:
                found[name] = left
    return found


def _due(program: Program) -> dict[str, dt.date]:
    """Return from which day on each lesson of the programme is asked for."""
    stages = {name: stage.start for stage in reversed(program.stage) for name in stage.lessons}
    weeks = {name: week.start for week in reversed(program.week) for name in week.lessons}
    tests = {test.lesson: test.opens for test in program.test if test.opens}
    due = stages | weeks | {name: day for name, day in tests.items() if name in stages | weeks}
    return dict(sorted(due.items(), key=lambda one: one[1]))


def state_lines(program: Program, states: list[StageState]) -> list[str]:
    """Return the state as lines for a terminal: Table 2's columns, then what came in."""
    lines = [f"Keadaan program {program.course.name}"]
    for number, one in enumerate(states, start=1):
        stage = one.stage
        who = stage.in_charge + (f"; dibimbing {stage.supervisor}" if stage.supervisor else "")
        mark = "✓" if one.state == "selesai" and one.complete else "·"
        late = one.state == "selesai" and not one.complete
        lines += [
            f"{mark} {number}. {stage.name}: {one.state}",
            f"     {stage.duration}, {_days(stage)} | {who} | {', '.join(stage.medium)}",
        ]
        if one.came:
            lines.append(f"     Masuk: {one.in_words}{' (belum lengkap)' if late else ''}")
    return lines


def _days(stage: Stage) -> str:
    if stage.start == stage.end:
        return in_words(stage.start)
    return f"{in_words(stage.start)} sampai {in_words(stage.end)}"


def notices(root: Path, today: dt.date) -> list[str]:
    """Return who is left out (no consent, on no list), and the date of deletion when it is near."""
    program = find_program(root)
    late = retention_line(program, today) if program else ""
    left_out = lines_for_left_out(root, kept_back(root) | outside(root))
    return [line for line in (*left_out, late) if line]
