"""What is shown of a round's answers: counts from five on, also against subtraction.

How many answered is no result, and is shown while they answer. What they answered is shown of five
or more (``evaluation.five``): a count under five is hidden, and so is one that the others would
give away. Rounds of one question in one class can be set off against each other: whoever is counted
in exactly the same ones must be five or more, so a few who joined later wait, and where a few left,
some more are left out of the second picture with them; which ones, nobody can tell.
"""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any

from course.criteria.numbers import readings
from course.exercises.fields import Choice, Choices, Field, Number, Order, Scale, ShortText
from course.receiver.live.session import Figures

_BARS = 8
"""About so many bars a histogram has."""
_OTHER = "Bukan angka"


def counted(
    people: Collection[str], earlier: Sequence[AbstractSet[str]], secret: str = ""
) -> set[str]:
    """Return over whom a picture may be made beside the ``earlier`` ones: most of ``people``.

    Nobody where they would be fewer than five. Who is left out for others' sake is decided by a
    digest with ``secret``, which no screen shows. The same people give the same answer.
    """
    from course.evaluation.five import LEAST, few  # noqa: PLC0415  loads pandas

    alike: dict[tuple[bool, ...], set[str]] = defaultdict(set)
    for who in set(people).union(*earlier):
        alike[tuple(who in each for each in earlier)].add(who)
    kept: set[str] = set()
    for place, kind in alike.items():
        inside = kind & set(people)
        outside = len(kind) - len(inside)
        if any(place) and few(outside):
            in_turn = sorted(inside, key=lambda who: _digest(secret, len(earlier), who))
            inside = set(in_turn[LEAST - outside :])
        kept |= inside if len(inside) >= LEAST else set()
    return kept


def _digest(secret: str, turn: int, who: str) -> str:
    return hashlib.sha256(f"{secret}\n{turn}\n{who}".encode()).hexdigest()


def figures(field: Field, answers: Mapping[str, Any], whose: AbstractSet[str],
            edges: Sequence[float] = ()) -> Figures:  # fmt: skip
    """Return what is shown of the answers to ``field``, as JSON holds it.

    ``answers`` by person, read by the field; ``whose``: over whom it may be made (``counted``).
    ``kind`` is "bars", "histogram" or "texts"; ``n``: how many answered, ``of``: how many of them
    are counted; ``bars``: ``[label, count]``, the count None where it is hidden. ``edges`` of an
    earlier histogram are used again.
    """
    shown: dict[str, Any] = {"n": len(answers), "of": len(whose), "kind": "texts", "bars": []}
    values = [answers[who] for who in sorted(whose)]
    if isinstance(field, Number):
        return shown | _histogram(field, values, edges)
    if (cut := _options(field)) is None:
        return shown
    labels, options_of = cut
    found = Counter(label for value in values for label in options_of(value))
    all_of = {label: found[label] for label in labels}
    hidden = hidden_counts(all_of, len(values), one_each=not isinstance(field, Choices))
    return shown | {"kind": "bars", "bars": _bars(all_of, hidden)}


def _bars(found: Mapping[str, int], hidden: AbstractSet[str]) -> list[list[Any]]:
    return [[label, None if label in hidden else n] for label, n in found.items()]


def hidden_counts(found: Mapping[str, int], people: int, *, one_each: bool) -> set[str]:
    """Return the answers whose count is not shown: ``evaluation.five.hidden_answers``, and more.

    Who knows how it is decided, and has only this screen, can conclude further: where every hidden
    count must be four to make up the rest, and where of two equal counts one is hidden for the
    others' sake. So equal ones go together, and of such a rest nothing is shown.
    """
    from course.evaluation.five import LEAST, hidden_answers  # noqa: PLC0415  loads pandas

    if people < LEAST:
        return set(found)
    hidden = hidden_answers(found, people, one_each=one_each)
    if not one_each or not hidden:
        return hidden
    most = max(found[answer] for answer in hidden)
    hidden |= {answer for answer, n in found.items() if n <= most}
    rest = sum(found[answer] for answer in hidden)
    return set(found) if rest == len(hidden) * (LEAST - 1) else hidden


def options_of(field: Field) -> list[str]:
    """Return what one can choose from, in words; [] for a field of another kind."""
    cut = _options(field)
    return cut[0] if cut else []


def _options(field: Field) -> tuple[list[str], Callable[[Any], Iterable[str]]] | None:
    """Return a field's bars, and of a value those that it belongs to; None without any."""
    if isinstance(field, Scale):
        words = [f"{n}. {word}" for n, word in enumerate(field.words, start=1)]
        return words, lambda value: [words[value - 1]]
    if not isinstance(field, Choice | Order):
        return None
    texts = field.options
    # Two options may have the same words: the keys tell them apart.
    named = {key: text if list(texts.values()).count(text) == 1 else f"{text} ({key})"
             for key, text in texts.items()}  # fmt: skip
    if isinstance(field, Choices):
        return list(named.values()), lambda value: [named[key] for key in value]
    if isinstance(field, Order):
        return list(named.values()), lambda value: [named[value[0]]] if value else []
    return list(named.values()), lambda value: [named[value]]


def _histogram(field: Number, values: Sequence[Any], edges: Sequence[float]) -> dict[str, Any]:
    read = [max(found) for value in values if (found := readings(value))]
    edges = edges or _edges(sorted(read))
    if not edges:
        return {"kind": "histogram", "bars": [], "edges": []}
    counts = Counter(bisect_right(edges, number) for number in read)
    bars = {label: counts[place] for place, label in enumerate(_labels(field, edges))}
    bars |= {_OTHER: len(values) - len(read)} if len(read) < len(values) else {}
    hidden = hidden_counts(bars, len(values), one_each=True)
    return {"kind": "histogram", "bars": _bars(bars, hidden), "edges": list(edges)}


def _edges(numbers: Sequence[float]) -> list[float]:
    """Return where the bars part: round numbers, five or more people in each; [] for too few.

    The lowest and the highest bar are open, and no edge lies among the last four of a side: nobody
    alone says how far a histogram reaches.
    """
    from course.evaluation.five import LEAST  # noqa: PLC0415  loads pandas

    if len(numbers) < 2 * LEAST:
        return []
    low, high = numbers[LEAST - 1], numbers[-LEAST]
    step = _round_step((high - low) / _BARS)
    first = math.floor(low / step) + 1
    marks = [round(n * step, 6) for n in range(first, math.floor(high / step) + 1)]
    edges: list[float] = []
    for mark in marks:
        since = bisect_right(numbers, edges[-1] - 1e-9) if edges else 0
        below = sum(1 for number in numbers[since:] if number < mark)
        left = sum(1 for number in numbers if number >= mark)
        if below >= LEAST and left >= LEAST:
            edges.append(mark)
    return edges


def _round_step(wanted: float) -> float:
    """Return the next of 1, 2, 5, 10, 20 … not below ``wanted``."""
    if wanted <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(wanted))
    return next(size * n for n in (1, 2, 5, 10) if size * n >= wanted * (1 - 1e-9))


def _labels(field: Number, edges: Sequence[float]) -> list[str]:
    said = [_short(edge) for edge in edges]
    unit = "" if field.unit == "Rp" else f" {field.unit}".rstrip()
    before = "Rp " if field.unit == "Rp" else ""
    between = [f"{before}{low} – {high}{unit}" for low, high in pairwise(said)]
    return [f"di bawah {before}{said[0]}{unit}", *between, f"{before}{said[-1]}{unit} ke atas"]


def _short(number: float) -> str:
    for size, word in ((1e9, " miliar"), (1e6, " juta"), (1e3, " ribu")):
        if abs(number) >= size:
            return f"{number / size:.10g}".replace(".", ",") + word
    return f"{number:.10g}".replace(".", ",")


def texts_of(field: Field, answers: Iterable[Any]) -> list[str]:
    """Return the answers in words, for the instructor to choose from; none of other kinds."""
    if not isinstance(field, ShortText):
        return []
    return sorted({str(value).strip() for value in answers if str(value).strip()})
