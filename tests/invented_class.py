"""Small classes of invented people, in memory: evaluated, and again with one person's marks moved."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import REPOSITORY

from course import lessons
from course.evaluation import results as making
from course.evaluation.cohort import Cohort
from course.evaluation.guessing import guess_table, option_points
from course.evaluation.items import LESSONS
from course.evaluation.percents import indicator_percents
from course.evaluation.records import (
    ANSWER_COLUMNS,
    ANSWERED_COLUMNS,
    CRITERIA_COLUMNS,
    STOPPED_COLUMNS,
    helped_participants,
)
from course.evaluation.results import Results, read_results
from course.evaluation.statistics.growth import POINTS, STEPS
from course.evaluation.statistics.missing import Estimate
from course.indicators import ORDERS, asked_name, form_due, paper_codes
from course.lessons import forms

LESSON = {
    n: lessons.load(REPOSITORY, n) for n in LESSONS.values() if n in lessons.names(REPOSITORY)
}
ASKED = forms.every_asked(REPOSITORY)
PHASE = {name: phase for phase, name in LESSONS.items()}


@dataclasses.dataclass(frozen=True)
class Small:
    """What a class of 5 to 14 invented people did and earned."""

    codes: list[str]
    marks: pd.DataFrame
    """participant, lesson, cell, score, max_score, late (never reached: the score is 0)."""
    delayed: dict[tuple[str, str], float]
    """Percent by person and indicator."""
    seen: dict[tuple[str, str], float]
    """What mentors saw, percent by person and skill."""
    answers: pd.DataFrame
    mentors: dict[str, str]
    helped: dict[str, str]
    forms: pd.DataFrame
    """Which form each test was answered in."""

    def moved(self, who: str) -> Small:
        """Return the class in which this person has other marks for all that was marked."""
        own = self.marks["participant"] == who
        opinion = self.marks["cell"].str.startswith("S")
        score, most = self.marks["score"], self.marks["max_score"]
        # Not by as much in both tests, or no change would move.
        steps = self.marks["lesson"].map({LESSONS["pre"]: 1, LESSONS["post"]: 2})
        other = ((score + 0.381966 * steps * most) % most).where(
            ~opinion, (score - 1 + steps) % 5 + 1
        )
        here = own & score.notna() & ~self.marks["late"] & ~(opinion & (score == 0))
        return dataclasses.replace(
            self,
            marks=self.marks.assign(score=score.mask(here, other)),
            delayed={k: (v + 7.3) % 100 if k[0] == who else v for k, v in self.delayed.items()},
            seen={k: (v + 11.7) % 100 if k[0] == who else v for k, v in self.seen.items()},
        )

    @property
    def cohort(self) -> Cohort:
        scores = self.marks.drop(columns="late")
        reached = scores.assign(score=scores["score"].mask(self.marks["late"]))
        rows = [(who, "delayed", code, v) for (who, code), v in self.delayed.items()]
        late = pd.DataFrame(rows, columns=["participant", "phase", "indicator", "percent"])
        both = (indicator_percents(frame) for frame in (reached, scores))
        percents, as_zero = (pd.concat([own, late], ignore_index=True) for own in both)
        keys = ("participant", "lesson", "cell")
        gone = self.marks[self.marks["late"]]
        return Cohort(
            percents=percents, as_zero=as_zero, scores=reached,
            stopped=pd.DataFrame(columns=STOPPED_COLUMNS),
            late=frozenset(zip(*(gone[name] for name in keys), strict=True)),
            registered=frozenset(self.codes), practised=frozenset(self.codes[1:]),
            mentors=self.mentors, answers=self.answers, helped=self.helped, blank=frozenset(),
            forms=self.forms, kept_back=frozenset(), outside=frozenset(), ungraded=int(scores["score"].isna().sum()),
        )  # fmt: skip

    @property
    def criteria(self) -> pd.DataFrame:
        known = self.marks[self.marks["score"].notna()]
        rows = [
            (m.participant, m.lesson, m.cell, "syarat", m.max_score, m.score, m.score / m.max_score)
            for m in known.itertuples()
        ]
        return pd.DataFrame(rows, columns=CRITERIA_COLUMNS)

    @property
    def observed(self) -> pd.DataFrame:
        rows = [(who, code, value, 4) for (who, code), value in self.seen.items()]
        return pd.DataFrame(rows, columns=["participant", "indicator", "observed", "n"])


def invented(seed: int) -> Small:
    """Return a class of the dice: who came to which test, stopped in it, left something out."""
    dice = random.Random(seed)
    codes = [f"U{n:02d}" for n in range(1, dice.randint(5, 14) + 1)]
    shares = {"pre": dice.choice([1.0, 0.95]), "post": dice.choice([1.0, 0.9, 0.6])}
    took = {phase: {w for w in codes if dice.random() < share} for phase, share in shares.items()}
    took["pre"] = took["pre"] or {codes[0]}
    ungraded, skipped = dice.choice([0.0, 0.0, 0.02]), dice.choice([0.0, 0.02, 0.1])
    rows = []
    for phase, people in took.items():
        cells = LESSON[LESSONS[phase]].criteria
        for who in sorted(people):
            last = dice.randrange(len(cells)) if dice.random() < 0.08 else len(cells)
            for place, cell in enumerate(cells):
                opinion = cell.grade_id.startswith("S")
                most = 5.0 if opinion else cell.points
                score = dice.randint(1, 5) if opinion else dice.random() * most
                late = place >= last
                if late or (opinion and dice.random() < skipped):
                    score = 0.0
                elif not opinion and dice.random() < ungraded:
                    score = np.nan
                rows.append((who, LESSONS[phase], cell.grade_id, score, most, late))
    columns = ["participant", "lesson", "cell", "score", "max_score", "late"]
    again = {w for w in codes if dice.random() < dice.choice([0.0, 0.8, 0.95])}
    watched = {w for w in codes if dice.random() < dice.choice([0.8, 1.0])}
    aided = set(codes[: dice.randint(0, 6)])
    drawn = dice.random() < 0.7
    order = {who: ORDERS[place % 2 if drawn else 0] for place, who in enumerate(codes)}
    took_in = [
        (who, phase, form_due(order[who], LESSONS[phase]))
        for phase, people in took.items()
        for who in sorted(people)
    ]
    answers = _answers(dice, took_in)
    return Small(
        codes=codes,
        marks=pd.DataFrame(rows, columns=columns),
        delayed={(w, code): dice.random() * 99 for w in sorted(again) for code in paper_codes()},
        seen={(w, c): dice.random() * 99 for w in sorted(watched) for c in ("K1", "K2")},
        answers=answers,
        mentors={w: dice.choice(["MH01", "MH02"]) for w in codes if dice.random() < 0.95},
        helped=helped_participants(answers) | dict.fromkeys(sorted(aided), "helped"),
        forms=pd.DataFrame(took_in, columns=ANSWERED_COLUMNS),
    )


def _answers(dice: random.Random, took: list[tuple[str, str, str]]) -> pd.DataFrame:
    rows = []
    for who, phase, form in took:
        test = LESSONS[phase]
        for exercise, definition in ASKED[asked_name(test, form)].definitions.items():
            for field in definition.fields:
                if field.kind in {"choice", "choices"} and dice.random() < 0.97:
                    keys = [key for key, _ in field.to_json()["options"]]
                    most = 1 if field.kind == "choice" else 2
                    taken = tuple(dice.sample(keys[:3], min(most, len(keys))))
                    place = (who, test, exercise, field.key, field.kind)
                    rows.append((*place, taken, False, form))
    return pd.DataFrame(rows, columns=ANSWER_COLUMNS)


def plain_model(pre: np.ndarray, post: np.ndarray) -> Estimate:
    """Stand in for the mixed model, whose fit takes a tenth of a second: it uses every mark too."""
    n = int((~(np.isnan(pre) & np.isnan(post))).sum())
    known = (side[~np.isnan(side)] for side in (pre, post))
    before, after = (float(side.mean()) if len(side) else 0.0 for side in known)
    return Estimate("mixed_model", n, after - before)


def plain_course(table: np.ndarray, _n: int) -> tuple[dict[tuple[str, str], Any], tuple[()]]:
    """Stand in for the mixed model of three points, for the same reason."""
    means = dict(zip(POINTS, np.nanmean(table, axis=0), strict=True))
    return {(a, b): (means[b] - means[a], np.nan, np.nan) for a, b in STEPS}, ()


@contextmanager
def evaluating() -> Iterator[Any]:
    """Give the function ``(Small) -> Results``."""
    with pytest.MonkeyPatch.context() as patch:
        guesses, points = guess_table(REPOSITORY, "pretest"), {}

        def worth(root: Path, name: str, exercise: str, field: Any) -> dict[str, float]:
            place = (name, exercise, field.key)
            if place not in points:
                points[place] = option_points(root, name, exercise, field)
            return points[place]

        patch.setattr(making, "guess_table", lambda *_: guesses)
        patch.setattr("course.evaluation.items.option_points", worth)
        patch.setattr("course.evaluation.statistics.missing.mixed_model", plain_model)
        patch.setattr("course.evaluation.statistics.growth._mixed", plain_course)

        def evaluate(small: Small) -> Results:
            patch.setattr(making, "read_cohort", lambda _: small.cohort)
            patch.setattr(making, "criteria_records", lambda _: small.criteria)
            patch.setattr(making, "read_observed", lambda _: small.observed)
            return read_results(REPOSITORY)

        yield evaluate
