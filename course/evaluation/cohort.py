"""The evaluation: from graded cells to percentages of indicators, and pure functions on those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from course import CourseError, lessons
from course.evaluation.gate import only, outside, participants, strangers
from course.evaluation.percents import analysed, came, indicator_percents
from course.evaluation.records import (
    answer_records,
    answered_forms,
    blank_submissions,
    helped_participants,
    stopped_records,
    unreached,
)
from course.gradebook.scores import ExtraCredit, NothingGradedError, read_scores
from course.indicators import PHASES, paper_codes
from course.people.roster import course_roster, kept_back


def mentor_table(percents: pd.DataFrame, mentors: Mapping[str, str]) -> pd.DataFrame:
    """Return a row per mentor: partners, and how many of their tests came in.

    ``mentors`` is ``{participant: mentor}``. Columns: mentor, partners, pretests, posttests, n
    (partners with both). No results: two partners are far fewer than the five of
    ``five``.
    """
    tests = came(percents[percents["indicator"].isin(paper_codes())])
    both = analysed(percents)
    rows = []
    for mentor in sorted(set(mentors.values())):
        partners = {code for code, own in mentors.items() if own == mentor}
        counts = {
            "partners": len(partners),
            "pretests": len(partners & tests.get("pre", set())),
            "posttests": len(partners & tests.get("post", set())),
            "n": len(partners & both),
        }
        rows.append({"mentor": mentor, **counts})
    return pd.DataFrame(rows, columns=["mentor", "partners", "pretests", "posttests", "n"])


@dataclass(frozen=True)
class Cohort:
    """Everything about a class that the tables need; nothing in it is rounded."""

    percents: pd.DataFrame
    """``percents.indicator_percents``: participant, phase, indicator, percent."""
    as_zero: pd.DataFrame
    """The same where what was never reached counts as 0, for who wants to see that beside it."""
    scores: pd.DataFrame
    """``gradebook.scores.read_scores``, without the submissions in ``blank``; what was never
    reached (``late``) is missing."""
    stopped: pd.DataFrame
    """``records.stopped_records``: who left a test half way."""
    late: frozenset[tuple[str, str, str]]
    """``records.unreached``: (participant, lesson, grade id)."""
    registered: frozenset[str]
    """Codes on the roster; empty without one."""
    practised: frozenset[str]
    """Who handed in a lesson that is no test."""
    mentors: dict[str, str]
    """``{participant: mentor}``."""
    answers: pd.DataFrame
    """``records.answer_records`` of the tests."""
    helped: dict[str, str]
    """``{participant: "helped" or "unaided"}``, from ``answers``."""
    blank: frozenset[tuple[str, str]]
    """(participant, lesson) handed in without one answer: not taken, and not counted."""
    kept_back: frozenset[str]
    """Who has not agreed to the use of their data: in none of the above."""
    outside: frozenset[str]
    """Who has work here but is on no list (``gate.outside``): in none of the above."""
    ungraded: int
    """Cells that wait for a person; their participants' indicators are missing until then."""
    forms: pd.DataFrame
    """``records.answered_forms``: which form of a test was answered; no rows where there is one."""
    silent: frozenset[str] = frozenset()
    """Those of ``kept_back`` who are on the list of participants: counted, never more."""


def read_cohort(root: Path, extra_credit: ExtraCredit = "ignore") -> Cohort:
    """Return the cohort of the course at ``root``.

    ``extra_credit`` as ``gradebook.scores.ExtraCredit``. Raises CourseError when no test has been
    graded, and when extra credit lifts someone above 100% (the policy "cap" does not).
    """
    who = participants(root)
    blank = frozenset(pair for pair in blank_submissions(root) if who is None or pair[0] in who)
    every = read_scores(root, extra_credit)
    every = every[~every["lesson"].isin(_not_participants(root))]
    graded = only(every, who)
    taken = _without(graded, blank)
    stopped = only(stopped_records(root), who)
    late = unreached(root, stopped)
    scores = _reached(taken, late)
    percents = indicator_percents(scores)
    if percents.empty:
        raise NothingGradedError(
            "Belum ada tes yang dinilai. Jalankan: course collect, lalu course grade."
        )
    _check_range(percents)
    listed, back = course_roster(root), frozenset(kept_back(root))
    roster = {code: p for code, p in listed.items() if who is None or code in who}
    answers = only(answer_records(root), who)
    handed = zip(every["participant"], every["lesson"], strict=True)
    return Cohort(
        percents=percents,
        as_zero=indicator_percents(taken),
        scores=scores,
        stopped=stopped.reset_index(drop=True),
        late=frozenset(late),
        registered=who or frozenset(),
        practised=frozenset(scores.loc[~scores["lesson"].isin(list(PHASES)), "participant"]),
        mentors={p.code: p.mentor for p in roster.values() if p.mentor},
        answers=answers,
        helped=helped_participants(answers),
        blank=blank,
        kept_back=back,
        outside=frozenset(outside(root) | strangers(root, set(handed))),
        ungraded=int(graded["score"].isna().sum()),
        forms=only(answered_forms(root), who).reset_index(drop=True),
        silent=back & frozenset(listed),
    )


def _not_participants(root: Path) -> list[str]:
    """Return the lessons that are not the participants': a mentor who learns has not practised."""
    found = (lessons.load(root, name) for name in lessons.names(root) if name not in PHASES)
    return [lesson.name for lesson in found if lesson.about.audience != lessons.AUDIENCES[0]]


def _without(frame: pd.DataFrame, blank: frozenset[tuple[str, str]]) -> pd.DataFrame:
    pairs = zip(frame["participant"], frame["lesson"], strict=True)
    return frame[[pair not in blank for pair in pairs]] if blank else frame


def _reached(frame: pd.DataFrame, late: set[tuple[str, str, str]]) -> pd.DataFrame:
    """Return the scores with the zeros of ``late`` missing; points a person gave there stand."""
    if not late:
        return frame
    keys = zip(*(frame[name] for name in ("participant", "lesson", "cell")), strict=True)
    gone = pd.Series([key in late for key in keys], index=frame.index) & ~(frame["score"] > 0)
    return frame.assign(score=frame["score"].mask(gone))


def _check_range(percents: pd.DataFrame) -> None:
    outside = percents[(percents["percent"] > 100 + 1e-9) | (percents["percent"] < -1e-9)]
    if len(outside):
        row = outside.iloc[0]
        raise CourseError(
            f"{row['participant']}, {row['indicator']}: {row['percent']:.1f}% di luar 0-100. "
            "Periksa nilainya di formgrader (nilai tambahan hanya dihitung sampai nilai penuh)."
        )
