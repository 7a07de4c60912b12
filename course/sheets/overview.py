"""The class as a whole: counts in which nobody can be recognised (groups of five or more)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from course.evaluation import LEAST


@dataclass(frozen=True)
class Count:
    """How many chose one answer."""

    label: str
    count: int | None
    """None: fewer than five, or one that would give such a number away."""


def counts(answers: Iterable[Sequence[str]], labels: Mapping[str, str]) -> tuple[int, list[Count]]:
    """Return how many answered, and a count for each of ``labels``.

    ``answers`` holds what each person chose; who chose nothing is not counted. Of fewer than five
    people nothing is shown. Where everybody chose once, a single hidden number would follow from
    the others: then the smallest of those is hidden too.
    """
    given = [chosen for chosen in map(set, answers) if chosen]
    if len(given) < LEAST:
        return len(given), []
    found = Counter(key for chosen in given for key in chosen)
    hidden = {key for key in labels if found[key] < LEAST}
    shown = [key for key in labels if key not in hidden]
    if all(len(chosen) == 1 for chosen in given) and len(hidden) == 1 and shown:
        hidden.add(min(shown, key=lambda key: found[key]))
    rows = [Count(words, None if key in hidden else found[key]) for key, words in labels.items()]
    return len(given), rows
