"""How many chose what: the answers of a class without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course import lessons
from course.evaluation.five import LEAST, hidden_answers
from course.exercises.fields import Choice, Choices, Field, Number, Order, Scale
from course.exercises.tables import Table
from course.inbox.submitted import Values, answered

_MANY = 12


@dataclass(frozen=True)
class Item:
    """One question and how often each answer was given."""

    exercise: str
    label: str
    n: int
    """How many people answered it."""
    counts: tuple[tuple[str, int], ...]
    """(answer in words, people); empty when texts were asked for."""

    @property
    def hidden(self) -> bool:
        """Whether so few answered that nothing may be shown."""
        return self.n < LEAST


def items(root: Path, lesson: str, counted: Collection[str] | None = None) -> list[Item]:
    """Return every item of a lesson with the answers that stand in ``submitted/``.

    Only of who is admitted (``roster.admitted``), and of them only of ``counted`` where that is
    given. Unreadable answers are left out (``course collect`` names them).
    """
    definitions = lessons.load(root, lesson).definitions
    given: dict[str, list[Values]] = {name: [] for name in definitions}
    for one in answered(root, lesson, consented=True):
        if counted is None or one.participant in counted:
            for name, values in one.values.items():
                given[name].append(values)
    return [
        item
        for name, definition in definitions.items()
        for field in definition.fields
        for item in _items(name, field, [v[field.key] for v in given[name] if field.key in v])
    ]


def _items(exercise: str, field: Field, values: list[Any]) -> Iterator[Item]:
    """Yield the field as an item; a table gives one for each row and column of choices."""
    if not isinstance(field, Table):
        given = [value for value in values if value not in ("", [], None)]
        yield Item(exercise, field.label, len(given), tuple(_counted(field, given)))
        return
    for row in field.rows:
        for column in field.columns:
            if column.kind == "choice":
                cells = [v.get(row.key, {}).get(column.key, "") for v in values]
                count = Counter(cell for cell in cells if cell)
                words = tuple((label, count[key]) for key, label in column.options.items())
                label = row.label if len(field.columns) < 3 else f"{row.label}: {column.label}"
                yield Item(exercise, label, count.total(), words)


def _counted(field: Field, values: list[Any]) -> Iterator[tuple[str, int]]:
    """Yield each possible answer with its count, in the order it was offered."""
    if isinstance(field, Order):
        first = Counter(value[0] for value in values)
        yield from ((f"{label} (paling atas)", first[k]) for k, label in field.options.items())
    elif isinstance(field, Choices):
        count = Counter(key for value in values for key in value)
        yield from ((label, count[key]) for key, label in field.options.items())
    elif isinstance(field, Choice):
        count = Counter(values)
        yield from ((label, count[key]) for key, label in field.options.items())
    elif isinstance(field, Scale):
        numbers = Counter(values)
        yield from ((f"{n}. {w}", numbers[n]) for n, w in enumerate(field.words, start=1))
    elif isinstance(field, Number):
        typed = Counter(" ".join(value.split()) for value in values)
        shown = typed.most_common(_MANY)
        yield from shown
        if rest := typed.total() - sum(count for _, count in shown):
            yield "jawaban lain", rest


@dataclass(frozen=True)
class Count:
    """How many chose one answer."""

    label: str
    count: int | None
    """None: fewer than five, or one that would give such a number away."""


def counts(answers: Iterable[Sequence[str]], labels: Mapping[str, str]) -> tuple[int, list[Count]]:
    """Return how many answered, and a count for each of ``labels``.

    ``answers`` holds what each person chose; who chose nothing is not counted. Of fewer than five
    people nothing is shown, else the counts that ``five.hidden_answers`` leaves.
    """
    given = [chosen for chosen in map(set, answers) if chosen]
    if len(given) < LEAST:
        return len(given), []
    chosen_by = Counter(key for chosen in given for key in chosen)
    found = {key: chosen_by[key] for key in labels}
    once = all(len(chosen) == 1 for chosen in given)
    hidden = hidden_answers(found, len(given), one_each=once)
    rows = [Count(words, None if key in hidden else found[key]) for key, words in labels.items()]
    return len(given), rows
