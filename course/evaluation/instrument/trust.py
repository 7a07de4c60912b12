"""Which written tasks' marks a reader may trust: the grader against what people gave by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from course import lessons
from course.evaluation.agreement.marks import class_marks, summary
from course.evaluation.agreement.sheets import is_written
from course.evaluation.five import Shown, why_hidden
from course.evaluation.statistics.arrays import NAN
from course.gradebook import scores
from course.indicators import PHASES

AGREES, ASTRAY = 0.6, 5.0
"""From this weighted kappa on two raters agree well (Fleiss 1981); from so many points of 100 on
the grader's mean is off."""
UNTRUSTED = "untrusted"
COLUMNS = [
    *("lesson", "cell", "n", "kappa", "kappa_low", "kappa_high", "error", "error_low"),
    *("error_high", "far", "flag", "notes"),
]
_FIGURES = COLUMNS[3:10]


def trust_table(
    root: Path, counts: Callable[[str, str, str], bool], shown: Shown | None = None
) -> pd.DataFrame:
    """Return a row a written task that somebody has marked by hand, columns ``COLUMNS``.

    n: marks; kappa, error (grader - person, points of 100) and far as ``ScoreAgreement``; flag:
    ``UNTRUSTED`` where kappa is below ``AGREES`` or the error beyond ``ASTRAY``. Of people who may
    not be ``shown`` only n. ``counts(participant, lesson, cell)`` says whose marks count. nbgrader
    keeps no marks by criterion, so a row is a whole task.
    """
    shown = shown or Shown()
    try:
        marks, people = class_marks(root, counts), _marked(root, counts)
    except scores.NothingGradedError:  # nobody has marked anything either
        return pd.DataFrame(columns=COLUMNS)
    rows = []
    for (name, cell), own in marks.groupby(["lesson", "cell"], sort=True):
        lesson = lessons.load(root, str(name))
        if not is_written(lesson, own["exercise"].iloc[0]):
            continue
        found = summary(own)
        who = people[str(name), str(cell)]
        if not shown.may(who, of=str(cell).partition("-")[0] if name in PHASES else str(name)):
            rows.append((name, cell, len(own), *(NAN,) * len(_FIGURES), "", (why_hidden(who),)))
            continue
        astray = found["kappa"] < AGREES or abs(found["error"]) > ASTRAY
        figures = (found[key] for key in _FIGURES)
        rows.append((name, cell, len(own), *figures, UNTRUSTED if astray else "", ()))
    return pd.DataFrame(rows, columns=COLUMNS)


def _marked(
    root: Path, counts: Callable[[str, str, str], bool]
) -> Mapping[tuple[str, str], set[str]]:
    """Return who has a mark by hand, by lesson and cell."""
    found: dict[tuple[str, str], set[str]] = {}
    for (who, lesson), cells in scores.given(root, lessons.graded_names(root)).items():
        for cell, given in cells.items():
            if given.manual is not None and counts(who, lesson, cell):
                found.setdefault((lesson, cell), set()).add(who)
    return found
