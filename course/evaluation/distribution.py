"""How many chose what: the answers of a class without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from course.evaluation.five import LEAST, hidden_answers
from course.exercises.fields import Choice, Choices, Field, Number, Order, Scale
from course.exercises.tables import Table
from course.files import Places
from course.inbox.submitted import Submission, Values, answered
from course.lessons.forms import answerable, load_asked

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


def items(
    root: Path,
    lesson: str,
    counted: Collection[str] | None = None,
    steps: Steps | None = None,
) -> list[Item]:
    """Return every item of a lesson with the answers that stand in ``submitted/``.

    Only of who is admitted (``roster.admitted``), and of them only of ``counted`` where that is
    given. With ``steps`` as a screen may show them beside codes. Unreadable answers are left out
    (``course collect`` names them).
    """
    forms = answerable(root, lesson)
    asked = {name: load_asked(root, name).definitions for name in forms.values()}
    found = [
        one
        for one in answered(root, lesson, consented=True)
        if counted is None or one.participant in counted
    ]
    # Of a test in two forms a question is counted form by form, but where both ask the same.
    questions = {
        (name, exercise): (exercise, repr((one.prompt, [f.to_json() for f in one.fields])))
        for name in forms.values()
        for exercise, one in asked[name].items()
    }
    shown = steps or _Whole()
    given = shown.take(root, found, questions)
    twice = Counter(exercise for exercise, _ in set(questions.values()))
    counts_of: list[Item] = []
    for exercise in asked[lesson]:
        seen: set[Question] = set()
        for form, name in forms.items():
            question, definition = questions[name, exercise], asked[name][exercise]
            values = given.get(question, [])
            if question in seen or (seen and not values):
                continue
            seen.add(question)
            for field in definition.fields:
                own = [value[field.key] for value in values if field.key in value]
                more = f" (bentuk {form})" if twice[exercise] > 1 else ""
                found_items = _items(exercise, field, own, shown)
                counts_of += [replace(one, label=f"{one.label}{more}") for one in found_items]
    return counts_of


Question = tuple[str, str]
"""An exercise, and all that it asks: two forms of a test may ask alike."""
Questions = Mapping[tuple[str, str], Question]
"""By what was answered (``Submission.asked``) and exercise."""


class _Whole:
    """Everything that stands, as it stands."""

    def take(
        self, _: Path, found: Iterable[Submission], questions: Questions
    ) -> dict[Question, list[Values]]:
        given: dict[Question, list[Values]] = {}
        for one in found:
            for name, values in one.values.items():
                given.setdefault(questions[one.asked, name], []).append(values)
        return given

    def of_five(self, values: list[Any]) -> list[Any]:
        return values


class Steps(_Whole):
    """What a screen shows of a lesson beside codes: answers by fives, in the order they came.

    An answer stands as it was when it came, and its place with it: a correction, or one answer
    more, would else be what is left between two states (``five``). The order is that of the first
    sendings, so that another screen shows the same.
    """

    def __init__(self) -> None:
        self._given: dict[Question, dict[str, Values]] = {}

    def take(
        self, root: Path, found: Iterable[Submission], questions: Questions
    ) -> dict[Question, list[Values]]:
        """Return the first answers to each question, in their order."""
        for one in sorted(found, key=lambda one: (came_first(root, one), one.participant)):
            for name, values in one.values.items():
                own = self._given.setdefault(questions[one.asked, name], {})
                own.setdefault(one.participant, values)
        return {name: list(own.values()) for name, own in self._given.items()}

    def of_five(self, values: list[Any]) -> list[Any]:
        """Return as many of the first as are a multiple of five."""
        return values[: len(values) - len(values) % LEAST]


def came_first(root: Path, one: Submission) -> float:
    """Return when the first sending of somebody to a lesson came in (seconds)."""
    kept = (Places(root).kept / one.participant / one.lesson).glob("*.json")
    times = [path.stat().st_mtime for path in kept] or [one.file.stat().st_mtime]
    return min(times)


def _items(exercise: str, field: Field, values: list[Any], steps: _Whole) -> Iterator[Item]:
    """Yield the field as an item; a table gives one for each row and column of choices."""
    if not isinstance(field, Table):
        given = [value for value in values if value not in ("", [], None)]
        yield _item(exercise, field.label, given, steps, lambda own: tuple(_counted(field, own)))
        return
    for row in field.rows:
        for column in field.columns:
            if column.kind == "choice":
                cells = [v.get(row.key, {}).get(column.key, "") for v in values]
                label = row.label if len(field.columns) < 3 else f"{row.label}: {column.label}"
                own = partial(_cells, column.options)
                yield _item(exercise, label, [cell for cell in cells if cell], steps, own)


def _item(
    exercise: str,
    label: str,
    given: list[Any],
    steps: _Whole,
    count: Callable[[list[Any]], tuple[tuple[str, int], ...]],
) -> Item:
    """Return an item of the answers that are shown; of fewer than five only how many came."""
    shown = steps.of_five(given)
    return Item(exercise, label, len(shown) or len(given), count(shown))


def _cells(options: Mapping[str, str], cells: list[Any]) -> tuple[tuple[str, int], ...]:
    count = Counter(cells)
    return tuple((words, count[key]) for key, words in options.items())


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


def counts(
    answers: Iterable[Sequence[str]], labels: Mapping[str, str], *, in_steps: bool = False
) -> tuple[int, list[Count]]:
    """Return how many answered, and a count for each of ``labels``.

    ``answers`` holds what each person chose; who chose nothing is not counted. Of fewer than five
    people nothing is shown, else the counts that ``five.hidden_answers`` leaves. ``in_steps``:
    beside codes, of as many of the first as are a multiple of five.
    """
    given = [chosen for chosen in map(set, answers) if chosen]
    if in_steps and len(given) >= LEAST:
        given = Steps().of_five(given)
    if len(given) < LEAST:
        return len(given), []
    chosen_by = Counter(key for chosen in given for key in chosen)
    found = {key: chosen_by[key] for key in labels}
    once = all(len(chosen) == 1 for chosen in given)
    hidden = hidden_answers(found, len(given), one_each=once)
    rows = [Count(words, None if key in hidden else found[key]) for key, words in labels.items()]
    return len(given), rows
