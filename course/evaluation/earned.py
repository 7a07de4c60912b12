"""Who earned a certificate, by the rules of the programme file; and what is still missing."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from course.evaluation.gate import participants
from course.evaluation.percents import indicator_percents
from course.exercises.ballots import is_ballot
from course.gradebook.scores import read_scores
from course.inbox.submitted import submissions
from course.indicators import ATTITUDE, PHASES, indicators
from course.people.program import Certificate

_AFTER = "post"


@dataclass(frozen=True)
class Missing:
    """One reason why somebody has not earned it."""

    code: str
    """``lesson`` (not in), ``posttest`` (no points yet), ``waiting``, ``skills``."""
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Earned:
    """What one participant can show."""

    participant: str
    can: tuple[str, ...]
    """Indicators of knowledge and skill reached in the posttest, in reporting order."""
    missing: tuple[Missing, ...]
    """Empty where the certificate is earned."""


def earned(root: Path, rules: Certificate) -> dict[str, Earned]:
    """Return for each participant who has agreed what is reached and what is missing.

    An indicator is reached from ``rules.least`` percent of its points in the posttest on. Attitude
    is an opinion and never counts; neither does a cell that waits for a person to grade it.
    Raises CourseError without a gradebook, and for a list that cannot be read.
    """
    scores = read_scores(root)
    percents = indicator_percents(scores)
    after = percents[percents["phase"] == _AFTER]
    came: dict[str, set[str]] = {}
    for one in submissions(root, consented=True):
        if is_ballot(one.participant):
            continue
        came.setdefault(one.participant, set()).add(one.lesson)
    who = participants(root)
    every = sorted(set(came) | set(map(str, scores["participant"])) if who is None else who)
    reached: dict[str, dict[str, float]] = {code: {} for code in every}
    rows = zip(after["participant"], after["indicator"], after["percent"], strict=True)
    for code, indicator, percent in rows:
        if code in reached and not str(indicator).startswith(ATTITUDE):
            reached[code][str(indicator)] = float(percent)
    return {code: _of(code, reached[code], came.get(code, set()), rules) for code in every}


def _of(code: str, percents: dict[str, float], came: Collection[str], rules: Certificate) -> Earned:
    known = [indicator for indicator in indicators() if indicator in percents]
    # 0.6 * 100 is 60.000000000000001 or a hair less.
    can = tuple(i for i in known if round(percents[i], 9) >= rules.least)
    return Earned(code, can, tuple(_missing(percents, can, came, rules)))


def _missing(
    percents: dict[str, float], can: Collection[str], came: Collection[str], rules: Certificate
) -> Iterator[Missing]:
    for lesson in rules.lessons:
        if lesson not in came:
            yield Missing("lesson", (("lesson", lesson),))
    if not percents:
        tests = [name for name, phase in PHASES.items() if phase == _AFTER]
        if not set(tests) & set(rules.lessons) - set(came):
            yield Missing("posttest", (("lesson", tests[0]),))
    elif len(can) < rules.skills:
        waiting = sum(map(math.isnan, percents.values()))
        if len(can) + waiting >= rules.skills:
            yield Missing("waiting", (("n", waiting),))
        else:
            yield Missing("skills", (("n", len(can)), ("of", rules.skills)))
