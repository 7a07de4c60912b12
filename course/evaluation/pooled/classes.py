"""Classes joined without codes: an answer a row, people as numbers drawn anew.

Taken are the people and answers that a class's own report shows items of: so no difference between
the joined figures and the classes' own is about one to four people. A class is not named: where one
knows who was in it, its name would be a name for few.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from course import CourseError, lessons
from course.evaluation.instrument.experts import asked_text
from course.evaluation.results import read_results
from course.files import is_class
from course.indicators import ATTITUDE, PHASES, asked_name
from course.lessons.forms import every_asked

_ID = 8
COLUMNS = ["person", "phase", "item", "cell", "form", "right"]


@dataclass(frozen=True)
class Pool:
    """The answers of several classes."""

    answers: pd.DataFrame
    """``COLUMNS``: a number a person, the test, a digest of what was asked, grade id, form (""
    where there is one), right (1 or 0). Knowledge and skill items that are all or nothing."""
    each: tuple[int, ...]
    """How many people are of each class, in the order they were named."""
    partial: tuple[str, ...]
    """Cells left out: somebody earned a part of their points."""

    @property
    def classes(self) -> int:
        """How many classes are joined."""
        return len(self.each)

    @property
    def people(self) -> int:
        """How many people they have together."""
        return sum(self.each)


def pool(roots: Sequence[Path]) -> Pool:
    """Return the answers of the classes at ``roots`` together.

    An item is the same where its grade id and all it asks, word for word, are the same. Raises
    CourseError for a folder that is no class, one named twice, and a class without graded tests.
    """
    seen: set[Path] = set()
    frames = []
    for number, root in enumerate(roots):
        if not is_class(root):
            raise CourseError(f"{root}: bukan folder Kelas UMKM. Sebut folder kelasnya.")
        if root.resolve() in seen:
            raise CourseError(f"{root}: kelas ini disebut dua kali. Sebut satu kali.")
        seen.add(root.resolve())
        frames.append(_answers(root).assign(of=number))
    whole = pd.concat(frames, ignore_index=True)
    in_parts = whole["item"].isin(whole.loc[~whole["share"].isin([0, 1]), "item"])
    kept = whole[~in_parts]
    people = sorted(set(zip(kept["of"], kept["participant"], strict=True)))
    secrets.SystemRandom().shuffle(people)
    drawn = {who: place for place, who in enumerate(people, start=1)}
    keys = zip(kept["of"], kept["participant"], strict=True)
    answers = kept.assign(person=[drawn[key] for key in keys], right=kept["share"].astype(int))
    answers = answers.sort_values(["person", "phase", "cell"], ignore_index=True)[COLUMNS]
    partial = sorted(set(whole.loc[in_parts, "cell"]))
    each = tuple(sum(of == number for of, _ in people) for number in range(len(frames)))
    return Pool(answers, each, tuple(map(str, partial)))


def _answers(root: Path) -> pd.DataFrame:
    """Return participant, phase, item, cell, form and share of the points of one class."""
    results = read_results(root)
    scores = results.scores.dropna(subset="score")
    cells = scores["cell"].astype(str)
    here = scores["lesson"].isin(list(PHASES)) & ~cells.str.startswith(ATTITUDE)
    own = scores[here].assign(cell=cells[here], participant=scores["participant"].astype(str))
    own = own.assign(phase=own["lesson"].astype(str).map(PHASES))
    orders = results.orders.set_index("participant") if len(results.orders) else pd.DataFrame()
    own["form"] = [
        str(orders.loc[who, phase]) if who in orders.index and phase in orders else ""
        for who, phase in zip(own["participant"], own["phase"], strict=True)
    ]
    asked = _asked(root)
    keys = list(zip(own["lesson"].astype(str), own["form"], own["cell"], strict=True))
    own["item"] = [asked.get(key, "") for key in keys]
    share = own["score"].to_numpy(float) / own["max_score"].to_numpy(float)
    own["share"] = np.round(share, 9)
    return own.loc[own["item"] != "", ["participant", "phase", "item", "cell", "form", "share"]]


def _asked(root: Path) -> dict[tuple[str, str, str], str]:
    """Return a digest of what each cell asks, by test, form ("" and its own) and grade id."""
    every = every_asked(root)
    found = {}
    for name in (one for one in PHASES if one in lessons.names(root)):
        for form in ("", "A", "B"):
            lesson = every.get(asked_name(name, form) if form else name)
            if lesson is None:
                continue
            for cell in lesson.criteria:
                if cell.exercise in lesson.definitions:
                    text = f"{cell.grade_id}\n{asked_text(lesson.definitions[cell.exercise])}"
                    digest = hashlib.sha256(text.encode()).hexdigest()[:_ID]
                    found[name, form, cell.grade_id] = digest
    return found
