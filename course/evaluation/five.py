"""The rule of five: of fewer people nothing is shown, nor can be computed from what is shown.

A figure rests on the people it is about: a mean on those who are in it, the counts of a question's
answers on all who answered. Of 1 to 4 it is hidden. And whoever is in some figures must be there
with four others at least who are in exactly the same ones (``Shown``): then no sums, however they
are added and subtracted, are about fewer than five. So every table asks one ``Shown`` before it
shows figures of some people, the more important tables first.

The rule holds over time too: whoever sees two states one after the other can subtract them. Beside
codes, counts therefore move by five people or not at all (``in_steps``): the others wait.

How many people there are (came, are lost, belong to a mentor) is no result and may stand. Rows of
one person by code, and what can be computed from those, are the data themselves, not results of a
group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from course.evaluation.statistics.arrays import NAN, Note

LEAST = 5
"""Fewest people whose results are shown together: of fewer, who they are could be guessed."""
HIDDEN = Note.of("few_people", least=LEAST)
HIDDEN_TOO = Note.of("gives_others_away")


def few(people: float) -> bool:
    """Return whether so many are somebody, but too few to be shown."""
    return 0 < people < LEAST


@dataclass
class _Alike:
    """People by the sets they are in: who is in exactly the same ones is alike."""

    kind: dict[str, int] = field(default_factory=dict)
    """The kind of each person; 0, of whom there may be few, is who is in no set."""
    sizes: Counter[int] = field(default_factory=Counter)

    def cut(self, people: AbstractSet[str]) -> Counter[int]:
        """Return how many of each kind are in ``people``."""
        return Counter(self.kind.get(who, 0) for who in people)

    def parts_few(self, people: AbstractSet[str]) -> bool:
        """Return whether ``people`` would part fewer than five from who was like them before."""
        return any(
            few(inside) or (kind > 0 and few(self.sizes[kind] - inside))
            for kind, inside in self.cut(people).items()
        )

    def take(self, people: AbstractSet[str]) -> None:
        """Add a set: it parts every kind in who is in it and who is not."""
        new = {kind: len(self.sizes) + 1 + n for n, kind in enumerate(self.cut(people))}
        for who in people:
            old = self.kind.get(who, 0)
            self.sizes[old] -= 1
            self.kind[who] = new[old]
            self.sizes[new[old]] += 1


class Shown:
    """Over which people figures are shown already, and over whom more may be.

    The sum of a figure over some people less its sum over others is a sum over those who are in one
    of both alone; and so for any number of figures, added and multiplied as one likes: who is in
    exactly the same sets always comes in together. Where five or more are alike, nothing is left
    that is about one to four. That holds for everything that adds up over people: marks, squares,
    counts. (It is more than would be needed; but it can be explained, and checked at once.)

    A figure that only has to do with one thing (``of``: an indicator) can be set off against others
    of that thing, and against those of the whole (``of`` empty), not against one of another thing.
    """

    def __init__(self) -> None:
        """Begin with nothing shown."""
        self._wholes: list[AbstractSet[str]] = []
        self._by: dict[str, _Alike] = {"": _Alike()}

    def aside(self) -> Shown:
        """Return another of what is shown so far: for figures of which nobody can tell who is in.

        They are held against all that was shown, but not against those of another one.
        """
        other = Shown()
        other._wholes = [*self._wholes]
        other._by = {
            of: _Alike(dict(alike.kind), Counter(alike.sizes)) for of, alike in self._by.items()
        }
        return other

    def may(self, people: AbstractSet[str], of: str = "") -> bool:
        """Return whether figures over these people may be shown too; then they count as shown."""
        if len(people) < LEAST:
            return False
        if of not in self._by:
            self._by[of] = _Alike()
            for whole in self._wholes:
                self._by[of].take(whole)
        touched = [self._by[of]] if of else list(self._by.values())
        if any(alike.parts_few(people) for alike in touched):
            return False
        for alike in touched:
            alike.take(people)
        if not of:
            self._wholes.append(people)
        return True

    def most(self, people: AbstractSet[str], of: str = "") -> set[str]:
        """Return the most of these people over whom figures may be shown; nobody where none may.

        All of them, or those of them who are in one of the wholes that are shown.
        """
        sets = [people, *(people & whole for whole in self._wholes)]
        return set(next((some for some in sets if self.may(some, of)), ()))

    def together(self, groups: Sequence[AbstractSet[str]], of: str = "") -> list[set[str]]:
        """Return the groups as their figures may be shown side by side; none where they may not.

        Whole, or of each those who are in one of the wholes that are shown, the same for all.
        """
        for inside in ({who for own in groups for who in own}, *self._wholes):
            parts, trial = [set(own & inside) for own in groups], self.aside()
            if all(trial.may(part, of) for part in parts):
                return [part for part in parts if self.may(part, of)]
        return []


def why_hidden(people: Collection[str]) -> Note:
    """Return why figures over these people are not shown, where ``Shown`` does not let them be."""
    return HIDDEN if len(people) < LEAST else HIDDEN_TOO


def hidden_answers(found: Mapping[str, int], people: int, *, one_each: bool) -> set[str]:
    """Return the answers whose number of people is not shown beside ``people``, who answered.

    ``found`` is ``{answer: people}``. A count under five is hidden (also 0: a gap must not mean 1
    to 4). Where everybody gave one answer (``one_each``), the hidden ones together are computed
    from the shown: they too must be nobody or five. Who leaves out one of several boxes has given
    no answer, so there nothing follows.
    """
    hidden = {answer for answer, n in found.items() if n < LEAST}
    shown = sorted((a for a in found if a not in hidden), key=lambda answer: found[answer])
    while one_each and shown and few(people - sum(found[answer] for answer in shown)):
        hidden.add(shown.pop(0))
    return hidden


def in_steps(now: Collection[str], before: Collection[str] = ()) -> set[str]:
    """Return on whom a figure rests that is shown anew: on ``before`` it was shown the last time.

    Fewer than five who came since would be what is left of the two states: they wait. Of fewer than
    five before nothing was shown. Who is no longer there does not stay in it.
    """
    came = set(now) - set(before)
    return set(now) - came if len(before) >= LEAST and few(len(came)) else set(now)


def enough(rows: pd.DataFrame, by: str | list[str]) -> pd.DataFrame:
    """Return the rows of the lessons, indicators … (column ``by``) that five people or more have.

    ``rows`` has a column participant.
    """
    people = rows.groupby(by, observed=True)["participant"].transform("nunique")
    return rows[people >= LEAST]


def blanked(table: pd.DataFrame, columns: Collection[str], hidden: pd.Series) -> pd.DataFrame:
    """Return the table without the figures ``columns`` in the rows that are ``hidden``.

    Numbers become NaN, texts and tuples empty; whole numbers beside them stay whole.
    """
    if not hidden.any():
        return table
    return table.assign(**{name: _without(table[name], hidden) for name in columns})


def _without(figures: pd.Series, hidden: pd.Series) -> pd.Series:
    kept = [_empty(v) if out else v for v, out in zip(figures, hidden, strict=True)]
    kind = "float" if figures.dtype == float else "object"
    return pd.Series(kept, index=figures.index, dtype=kind)


def _empty(value: Any) -> Any:
    return type(value)() if isinstance(value, str | tuple) else NAN


def rated(items: pd.DataFrame) -> list[str]:
    """Return the columns of ``statistics.marks.sheet_items`` that are figures."""
    return ["mean", "sd", *(str(name) for name in items if str(name).startswith("count_"))]


def shown_items(items: pd.DataFrame) -> pd.DataFrame:
    """Return ``statistics.marks.sheet_items``; an item that few answered has only its n."""
    return blanked(items, rated(items), items["n"] < LEAST)
