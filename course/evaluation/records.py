"""What the files know beyond the scores: chosen options, help, and each criterion."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from course import CourseError, lessons
from course.autograde.notebooks import graded_records
from course.evaluation.five import Shown, blanked, in_steps
from course.exercises.definition import Definition
from course.files import Places
from course.inbox.submitted import Submission, submissions
from course.indicators import ATTITUDE, PHASES
from course.lessons.forms import own_forms
from course.spreadsheets import by_column, read_cells

ANSWER_COLUMNS = [
    *("participant", "lesson", "exercise", "field", "kind", "chosen", "helped"),
    "form",
]
ANSWERED_COLUMNS = ["participant", "phase", "form"]
CRITERIA_COLUMNS = ["participant", "lesson", "cell", "criterion", "points", "earned", "share"]


def answer_records(root: Path, names: Iterable[str] = PHASES) -> pd.DataFrame:
    """Return every answered field of the lessons ``names`` from ``submitted/``.

    Without participants who are kept back for want of consent. Columns: participant, lesson,
    exercise, field, kind (``choice``, ``number``, …), chosen (tuple of option keys for ``choice``,
    ``choices`` and ``unsure``; empty for the other kinds), helped (whether the participant ticked
    "dibantu"), form (of a test with parallel forms, which one was answered; else empty).
    An answer to another version of the exercise and an unreadable file are left out; ``course
    grade`` names those.
    """
    rows: list[tuple[Any, ...]] = []
    own = own_forms(root)
    for one in readable(root, names, consented=True):
        form = one.answers.form or own.get(one.lesson, "")
        for exercise, values in one.values.items():  # noqa: PD011  no frame
            helped = one.answers.answers[exercise].helped
            for field, kind, chosen in _fields(one.known.definitions[exercise], values):
                place = (one.participant, one.lesson, exercise, field)
                rows.append((*place, kind, chosen, helped, form))
    return pd.DataFrame(rows, columns=ANSWER_COLUMNS)


def answered_forms(root: Path, names: Iterable[str] = PHASES) -> pd.DataFrame:
    """Return which form each test was answered in (``ANSWERED_COLUMNS``); blank ones left out.

    No rows for a class whose tests have one form. Without participants who are kept back.
    """
    own = own_forms(root)
    rows = [
        (one.participant, PHASES[one.lesson], one.answers.form or own[one.lesson])
        for one in readable(root, names, consented=True)
        if one.lesson in own and one.answers.answers
    ]
    return pd.DataFrame(rows, columns=ANSWERED_COLUMNS)


def readable(
    root: Path,
    names: Iterable[str],
    participants: Collection[str] | None = None,
    *,
    consented: bool,
) -> Iterator[Submission]:
    """Yield ``submitted.submissions`` to the lessons there are, but for unreadable answers.

    A submission without an answer file has blank answers.
    """
    known = set(names) & set(lessons.names(root))
    for one in submissions(root, known, participants, consented=consented):
        if one.standing is not None or not one.has_file:
            yield one


def _fields(
    definition: Definition, values: Mapping[str, Any]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for field in definition.fields:
        if field.key in values:
            value = values[field.key]
            chosen = {"choice": [value], "unsure": [value], "choices": value}.get(field.kind, [])
            yield field.key, field.kind, tuple(map(str, chosen))


def blank_submissions(root: Path, names: Iterable[str] = PHASES) -> set[tuple[str, str]]:
    """Return the (participant, lesson) whose submission holds not one answer.

    nbgrader scores such a folder 0 in every cell, as if the person had come and failed; they did
    not take the test, so the tables leave them out. Without participants who are kept back.
    """
    found = readable(root, names, consented=True)
    return {(one.participant, one.lesson) for one in found if not one.answers.answers}


Cell = tuple[str, str, str]
"""Participant, lesson, grade id."""
STOPPED_COLUMNS = ["participant", "phase", "last", "left"]


def stopped_records(root: Path, names: Iterable[str] = PHASES) -> pd.DataFrame:
    """Return who stopped in a test: nothing is answered after one of its exercises.

    Columns: participant, phase, last (the last exercise that was answered, in the page's order),
    left (how many come after it). A blank in the middle is no stop: who went on has seen it.
    """
    rows = []
    for one in readable(root, names, consented=True):
        order, given = list(one.known.definitions), one.answers.answers
        last = [n for n in order if n in given and any(map(_is_given, given[n].value.values()))]
        if last and (left := len(order) - 1 - order.index(last[-1])):
            rows.append((one.participant, PHASES[one.lesson], last[-1], left))
    return pd.DataFrame(rows, columns=STOPPED_COLUMNS)


def _is_given(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_is_given, value.values()))
    return value not in (None, "", [], {})


def unreached(root: Path, stopped: pd.DataFrame) -> set[Cell]:
    """Return (participant, lesson, grade id) of the cells after the last answer (``stopped``)."""
    phases, found = {phase: name for name, phase in PHASES.items()}, set()
    for row in stopped.to_dict("records"):
        name = phases[row["phase"]]
        lesson = lessons.load(root, name)
        order = list(lesson.definitions)
        late = set(order[order.index(row["last"]) + 1 :])
        cells = (cell.grade_id for cell in lesson.criteria if cell.exercise in late)
        found |= {(row["participant"], name, cell) for cell in cells}
    return found


def helped_participants(records: pd.DataFrame) -> dict[str, str]:
    """Return ``{participant: "helped" or "unaided"}`` of ``answer_records``.

    Helped is who ticked it for at least one answer of the lessons in the records.
    """
    ticked = records.groupby("participant")["helped"].any()
    return {str(who): "helped" if helped else "unaided" for who, helped in ticked.items()}


def blank_cells(
    root: Path, records: pd.DataFrame, late: Collection[Cell] = ()
) -> dict[tuple[str, str], int]:
    """Return ``{(lesson, grade id): people}`` who left that exercise blank in a test and went on.

    ``records`` from ``answer_records``, ``late`` from ``unreached``. nbgrader's 0 does not tell
    "left blank" from "wrong".
    """
    found: dict[tuple[str, str], int] = {}
    for name in {*PHASES} & set(lessons.names(root)):
        own = records[records["lesson"] == name]
        came = set(own["participant"])
        answered = own.groupby("exercise")["participant"].agg(set).to_dict()
        for cell in lessons.load(root, name).criteria:
            who = answered.get(cell.exercise, set())
            gone = {code for code in came if (code, name, cell.grade_id) in late}
            found[name, cell.grade_id] = len(came - who - gone)
    return found


def criteria_records(
    root: Path, names: Iterable[str] = PHASES, participants: Collection[str] | None = None
) -> pd.DataFrame:
    """Return every criterion of every graded submission, as ``graded_records``.

    Columns: participant, lesson, cell (grade id), criterion (its label), points, earned (points),
    share (0 to 1). A cell that raised has no record.
    """
    rows = [
        (who, name, cell, row["label"], *(float(row[key]) for key in ("points", "earned", "share")))
        for name in names
        for who, found in graded_records(root, name, participants)
        for cell, record in found.items()
        for row in record["criteria"]
    ]
    return pd.DataFrame(rows, columns=CRITERIA_COLUMNS)


def criteria_table(records: pd.DataFrame, shown: Shown | None = None) -> pd.DataFrame:
    """Return one row a criterion of ``criteria_records``: who meets it.

    Columns: lesson, cell, criterion, points, n (submissions), met (with the full share), share
    (mean, 0 to 1), flag (met_by_everybody, met_by_nobody or empty; a criterion that does not tell
    people apart says nothing about learning). In the order of the lesson. Of people who may not be
    ``shown`` there is n alone.
    """
    shown = shown or Shown()
    asked = records[~records["cell"].str.startswith(ATTITUDE)]  # an opinion meets nothing
    grouped = asked.groupby(["lesson", "cell", "criterion"], sort=False)
    table = grouped.agg(
        points=("points", "first"),
        n=("share", "size"),
        met=("share", lambda shares: int((shares >= 1).sum())),
        share=("share", "mean"),
        best=("share", "max"),
    ).reset_index()
    flag = pd.Series("", index=table.index, dtype=object)
    flag[table["met"] == table["n"]] = "met_by_everybody"
    flag[table["best"] <= 0] = "met_by_nobody"
    table = table.assign(flag=flag).drop(columns="best")
    people = grouped["participant"].agg(set)
    hidden = [
        not shown.may(who, of=indicator_of(cell))
        for cell, who in zip(table["cell"], people, strict=True)
    ]
    return blanked(
        table, ["met", "share", "flag"], pd.Series(hidden, index=table.index, dtype=bool)
    )


LAST_REPORT = "evaluation-terbit.csv"
"""Among the reports: on whom the last one rests. Who has shown it to nobody may delete it."""
OBSERVED = "observed"
"""Stands in the place of a lesson for what mentors observed."""
BASIS_COLUMNS = ["lesson", "indicator", "participant"]
Key = tuple[str, str]
"""A lesson and an indicator; (``OBSERVED``, "") for what mentors observed."""


@dataclass(frozen=True)
class Basis:
    """On whom the figures of items, options, criteria, attitudes and observations rest."""

    people: dict[Key, set[str]]
    """Nobody where nothing is shown."""
    waiting: frozenset[str]
    """Who came since the last report while fewer than four others did: for now in none of them."""
    table: pd.DataFrame
    """For the next report (``LAST_REPORT``, ``BASIS_COLUMNS``): on whom they rest, or did when they
    were shown the last time."""


def read_basis(root: Path, people: Mapping[Key, set[str]], shown: Shown) -> Basis:
    """Return on whom figures may rest of these people, beside what is ``shown``.

    ``people`` as ``with_marks``. Whom other figures do not allow is left out. While fewer than five
    came since the last report (``five.in_steps``) nothing is shown: the figures of changes beside
    those of the people of then would tell of the few.
    """
    before, found, late, rows = _last(root), {}, set(), []
    for (lesson, code), now in people.items():
        old = before.get((lesson, code)) or before.get((lesson, ""), set())
        chosen = now if lesson == OBSERVED else shown.most(now, of=code)
        kept = in_steps(chosen, old)
        late |= chosen - kept
        # Observations are of those who were observed, whoever has a test.
        found[lesson, code] = kept if lesson == OBSERVED or kept == chosen else set()
        rows += [(lesson, code, who) for who in sorted(kept)]
    return Basis(found, frozenset(late), pd.DataFrame(rows, columns=BASIS_COLUMNS))


def within(frame: pd.DataFrame, basis: Basis, late: Collection[Cell] = ()) -> pd.DataFrame:
    """Return the rows of tests (columns lesson, participant, cell) in ``basis``; others stay.

    Without the cells of ``late`` (``unreached``) that have no points of a person's.
    """
    gone, kept = set(late), []
    points = frame["score"] if "score" in frame else pd.Series(0.0, index=frame.index)
    columns = (frame[name] for name in ("lesson", "participant", "cell"))
    for lesson, who, cell, score in zip(*columns, points, strict=True):
        reached = (who, lesson, cell) not in gone or score > 0
        known = who in basis.people.get((lesson, indicator_of(cell)), ())
        kept.append(lesson not in PHASES or (known and reached))
    return frame[pd.Series(kept, index=frame.index, dtype=bool)]


def answers_within(root: Path, answers: pd.DataFrame, basis: Basis) -> pd.DataFrame:
    """Return the rows of ``answer_records`` of people who are in ``basis`` with that exercise."""
    feeds = _feeds(root)
    columns = (answers[name] for name in ("lesson", "exercise", "participant"))
    kept = [
        all(
            who in basis.people.get((lesson, code), ())
            for code in feeds.get((lesson, exercise), ())
        )
        for lesson, exercise, who in zip(*columns, strict=True)
    ]
    return answers[pd.Series(kept, index=answers.index, dtype=bool)]


def _feeds(root: Path) -> dict[tuple[str, str], set[str]]:
    """Return the indicators that each exercise of the tests feeds."""
    found: dict[tuple[str, str], set[str]] = {}
    for name in {*PHASES} & set(lessons.names(root)):
        for cell in lessons.load(root, name).criteria:
            found.setdefault((name, cell.exercise), set()).add(indicator_of(cell.grade_id))
    return found


def with_marks(
    scores: pd.DataFrame, percents: pd.DataFrame, seen: pd.DataFrame
) -> dict[Key, set[str]]:
    """Return who has an indicator, test by test, and who was observed (``seen``).

    ``percents`` are those of ``scores`` (``Cohort``). Where nobody has the indicator yet, because
    one of its cells waits for a person, who has a mark in it.
    """
    tests = scores[scores["lesson"].isin(list(PHASES)) & scores["score"].notna()]
    codes = tests["cell"].map(indicator_of)
    known = percents.dropna(subset="percent")
    names = known["phase"].map({phase: name for name, phase in PHASES.items()})
    found = _grouped(names, known["indicator"].astype(str), known["participant"])
    waiting = _grouped(tests["lesson"].astype(str), codes.astype(str), tests["participant"], found)
    return found | waiting | {(OBSERVED, ""): set(seen["participant"])}


def _grouped(
    names: pd.Series, codes: pd.Series, people: pd.Series, known: Collection[Key] = ()
) -> dict[Key, set[str]]:
    """Return the people by lesson and indicator, without what is ``known``."""
    groups = people.groupby([names, codes])
    return {(str(n), str(c)): set(own) for (n, c), own in groups if (n, c) not in known}


def indicator_of(cell: str) -> str:
    """Return what a grade id begins with: ``K2``."""
    return cell.partition("-")[0]


def _last(root: Path) -> dict[Key, set[str]]:
    """Return on whom the last report rested; one of an older version knows no indicators ("")."""
    path = Places(root).reports / LAST_REPORT
    if not path.is_file():
        return {}
    try:
        rows = by_column(read_cells(path, "catatan laporan terakhir"))
    except CourseError as error:
        raise CourseError(f"{error} Hapus berkas itu, lalu ulangi.") from error
    found: dict[Key, set[str]] = {}
    for row in rows:
        key = (row.get("lesson", ""), row.get("indicator", ""))
        found.setdefault(key, set()).add(row.get("participant", ""))
    return found
