"""One participant: what came in, what improved, what next; no comparison with others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from course import CourseError, lessons
from course.evaluation.changes import person_table
from course.evaluation.gate import require
from course.evaluation.percents import indicator_percents
from course.evaluation.progress import DONE, wants
from course.evaluation.records import criteria_records, readable
from course.exercises.answers import Answers, Entry
from course.files import Places
from course.gradebook.scores import read_scores
from course.indicators import ATTITUDE, PHASES, paper_codes
from course.lessons.lesson import AUDIENCES, Lesson
from course.people.program import find_program, window
from course.people.roster import admitted, course_roster

STRONG = 60.0
"""Percent above which an indicator is "baik" and needs no praise for rising."""


@dataclass(frozen=True)
class Task:
    """Something to try again."""

    indicator: str
    criterion: str
    """Label of a criterion that the posttest did not meet."""


@dataclass(frozen=True)
class Handed:
    """A released lesson or sheet, and what of it came in."""

    lesson: str
    title: str
    came: date | None
    """Day of the last answer; None when nothing came in."""
    answered: int
    exercises: int
    """Graded exercises of the lesson, without those that were not needed; none of a sheet."""
    helped: int
    """Answers given with help."""
    waiting: int
    """Cells that wait for a person to grade them."""
    by_mentor: bool
    """Whether the mentor fills it in about the participant."""
    optional: bool
    """Whether it is for those who want it only."""
    deeds: int
    """How many deeds in the own shop the lesson asks for, one a sitting."""
    done: tuple[str, ...]
    """What was said of each that was done, "" where nothing was."""
    photos: tuple[str, ...] = ()
    """The photos beside them, as paths in the submission's folder."""
    skipped: tuple[str, ...] = ()
    """The sittings whose reading was left out, ``Duduk 2``."""
    ahead: bool = False
    """Whether it is a test whose first day has not come: nobody can send it yet."""
    wanted: bool = False
    """Whether the participant's own answers ask for an optional lesson."""

    @property
    def is_asked(self) -> bool:
        """Whether it is open, and meant for this participant: export is not for everybody, say."""
        return not self.ahead and (self.wanted or not self.optional)


@dataclass(frozen=True)
class Person:
    """What the reports about one participant show."""

    code: str
    lessons: tuple[Handed, ...]
    """In the order of the course."""
    sheets: tuple[Handed, ...]
    """Sheets without criteria: the participant's own, and the mentor's about them."""
    changes: pd.DataFrame
    """Rows of ``changes.person_table``: indicators with both tests."""
    tests: frozenset[str]
    """Phases handed in: ``pre``, ``post``."""
    next_tasks: tuple[Task, ...]
    """From the posttest; skills first, the weakest first. Before it the lessons come first."""

    @property
    def improved(self) -> pd.DataFrame:
        """Rows of ``changes`` that rose."""
        return self.changes[self.changes["difference"].round(9) > 0]

    @property
    def strong(self) -> pd.DataFrame:
        """Rows of ``changes`` that stayed good; attitude is an opinion and not listed."""
        same = self.changes[self.changes["difference"].round(9) <= 0]
        asked = ~same["indicator"].str.startswith(ATTITUDE)
        return same[asked & (same["post"] > STRONG) & (same["difference"].round(9) >= 0)]

    @property
    def missing(self) -> tuple[Handed, ...]:
        """Lessons that were released but did not come in."""
        return tuple(lesson for lesson in self.lessons if lesson.came is None)

    @property
    def to_do(self) -> tuple[Handed, ...]:
        """Those of ``missing`` that are asked for; what everybody does comes first."""
        asked = [one for one in self.missing if one.is_asked]
        return tuple(sorted(asked, key=lambda one: one.optional))


def partners(root: Path, mentor: str) -> list[str]:
    """Return the codes of a mentor's participants who have agreed to the use of their data.

    Raises CourseError when there are none.
    """
    roster = course_roster(root)
    found = [p.code for p in roster.values() if p.mentor == mentor]
    if not found:
        known = ", ".join(sorted({p.mentor for p in roster.values() if p.mentor})) or "-"
        raise CourseError(f"roster.csv: pendamping {mentor} tidak punya mitra. Yang ada: {known}.")
    who = admitted(root) or frozenset()
    if who.isdisjoint(found):
        require(root, found)
    return [code for code in found if code in who]


def read_people(root: Path, codes: list[str]) -> list[Person]:
    """Return what is known about participants, in the order asked.

    Raises CourseError for a code that is on no list (without a list: handed nothing in), and for
    who has not agreed to the use of their data.
    """
    require(root, codes)
    released = [
        lesson
        for lesson in _released(root)
        if (lesson.about.audience == AUDIENCES[0] or lesson.about.observes)
        and not lesson.about.anonymous
    ]
    answers = _answers(root, released, codes, consented=True)
    known = {who for who, _ in answers} | set(course_roster(root))
    if strangers := [code for code in codes if code not in known]:
        raise CourseError(
            f"Peserta {', '.join(strangers)} tidak ada di roster.csv dan belum mengirim apa pun. "
            "Periksa kodenya."
        )
    scores = read_scores(root)
    tests = [lesson.name for lesson in released if lesson.name in PHASES]
    criteria = criteria_records(root, tests, codes)
    people = [_person(code, released, answers, scores, criteria) for code in codes]
    ahead = _ahead(root)
    own = {code: _wanted(root, code, released) for code in codes}
    return [
        replace(one, lessons=tuple(_marked(one.lessons, ahead, own[one.code]))) for one in people
    ]


def _wanted(root: Path, code: str, released: Iterable[Lesson]) -> frozenset[str]:
    """Return the optional lessons that this participant's answers ask for."""
    choice = (lesson for lesson in released if lesson.about.optional)
    return frozenset(lesson.name for lesson in choice if wants(root, code, lesson.about))


def _ahead(root: Path) -> frozenset[str]:
    """Return the tests whose first day has not come; none where the programme cannot be read."""
    try:
        program = find_program(root)
    except CourseError:
        return frozenset()
    today = datetime.now().astimezone().date()
    opens = {name: window(program, name)[0] for name in PHASES}
    return frozenset(name for name, day in opens.items() if day and today < day)


def _marked(
    handed: Iterable[Handed], ahead: frozenset[str], wanted: frozenset[str]
) -> Iterator[Handed]:
    return (replace(one, ahead=one.lesson in ahead, wanted=one.lesson in wanted) for one in handed)


def read_mentor(root: Path, code: str) -> list[Handed]:
    """Return the released lessons for mentors, and what of them this mentor handed in."""
    found = _released(root)
    own = [
        lesson
        for lesson in found
        if lesson.about.audience == "mentor" and not lesson.about.observes
    ]
    answers = _answers(root, own, [code], consented=False)
    return [_handed(lesson, answers.get((code, lesson.name)), 0) for lesson in own]


def _released(root: Path) -> list[Lesson]:
    """Return the lessons and sheets that were released, in the order of the course."""
    names = [name for name in lessons.names(root) if (Places(root).release / name).is_dir()]
    return sorted((lessons.load(root, name) for name in names), key=_order)


def _order(lesson: Lesson) -> tuple[int, str]:
    return lesson.about.order, lesson.name


def _answers(
    root: Path, released: list[Lesson], codes: list[str], *, consented: bool
) -> dict[tuple[str, str], Answers]:
    names = [lesson.name for lesson in released]
    found = readable(root, names, codes, consented=consented)
    return {(one.participant, one.lesson): one.answers for one in found}


def _person(
    code: str,
    released: list[Lesson],
    answers: dict[tuple[str, str], Answers],
    scores: pd.DataFrame,
    criteria: pd.DataFrame,
) -> Person:
    own = scores[scores["participant"] == code]
    waiting = own[own["score"].isna()].groupby("lesson").size().to_dict()
    handed = tuple(
        _handed(lesson, answers.get((code, lesson.name)), int(waiting.get(lesson.name, 0)))
        for lesson in released
    )
    taught = tuple(h for h in handed if h.exercises)
    sheets = tuple(h for h in handed if not h.exercises)
    changes = person_table(indicator_percents(own))
    paper = changes[changes["indicator"].isin(paper_codes())]
    came = {PHASES[h.lesson]: h.lesson for h in handed if h.came and h.lesson in PHASES}
    posttest = (criteria["lesson"] == came.get("post", "")) & (criteria["participant"] == code)
    return Person(code, taught, sheets, paper, frozenset(came), tuple(_tasks(criteria[posttest])))


def _handed(lesson: Lesson, answers: Answers | None, waiting: int) -> Handed:
    entries = answers.answers if answers else {}
    spared = lesson.spared({name: entry.value for name, entry in entries.items()})
    graded = {cell.exercise for cell in lesson.criteria} - spared
    done = list(_done(lesson, entries))
    latest = max((entry.at for entry in entries.values()), default=None)
    return Handed(
        lesson=lesson.name,
        title=lessons.title(lesson.notebook),
        came=latest.date() if latest else None,
        answered=len(graded & set(entries)),
        exercises=len(graded),
        helped=sum(entry.helped for entry in entries.values()),
        waiting=waiting,
        by_mentor=lesson.about.observes,
        optional=lesson.about.optional,
        deeds=len({*lesson.about.deeds} - spared),
        done=tuple(str(said.get("cerita") or "") for said in done),
        photos=tuple(said["foto"] for said in done if said.get("foto")),
        skipped=tuple(skipped(answers)) if answers else (),
    )


def skipped(answers: Answers) -> list[str]:
    """Return the sittings whose reading was left out and not taken up again, in order."""
    left = (name for name, said in answers.skipped.items() if not said.back)
    return sorted(left, key=lambda name: int(name.split()[1]))


def _done(lesson: Lesson, entries: Mapping[str, Entry]) -> Iterator[dict[str, Any]]:
    """Yield what was answered of each deed that was done."""
    for name in lesson.about.deeds:
        if name in entries:
            said, _ = lesson.definitions[name].read(entries[name].value)
            if said.get("sudah") == DONE:
                yield said


def _tasks(criteria: pd.DataFrame) -> Iterator[Task]:
    """Yield one unmet criterion of each knowledge and skill cell that has some."""
    asked = criteria[~criteria["cell"].str.startswith(ATTITUDE)]
    reached = asked.groupby("cell", sort=False)[["earned", "points"]].sum()
    share = reached["earned"] / reached["points"]
    order = sorted(share[share < 1].index, key=lambda cell: (not cell.startswith("K"), share[cell]))
    for cell in order:
        own = asked[asked["cell"] == cell].sort_values("share", kind="stable")
        yield Task(cell.partition("-")[0], str(own["criterion"].iloc[0]))
