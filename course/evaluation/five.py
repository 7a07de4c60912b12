"""The rule of five: of fewer people nothing is shown, nor can be computed from what is shown.

A figure rests on the people it is about: a mean on those who are in it, the counts of a question's
answers on all who answered. Of 1 to 4 it is hidden. Where a whole is shown beside its parts, what
is left of it must be nobody or five too; else one part more is hidden.

The rule holds over time too: whoever sees two states one after the other can subtract them. Beside
codes, counts therefore move by five people or not at all (``in_steps``): the others wait.

How many people there are (came, are lost, belong to a mentor) is no result and may stand. Rows of
one person by code, and what can be computed from those, are the data themselves, not results of a
group.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
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


def gives_away(whole: set[str], part: set[str]) -> bool:
    """Return whether figures of both would give away those few who are only in the whole."""
    return part <= whole and few(len(whole - part))


def hide(
    groups: Mapping[str, set[str]], whole: set[str], beside: Collection[set[str]] = ()
) -> dict[str, Note]:
    """Return the groups that may not be shown, each with the reason.

    ``groups`` (``{name: people}``, nobody in two) are parts of ``whole``, whose figure is shown
    too, as are those of ``beside``: a handful of groups of another kind, nobody in two. An empty
    group has nothing to hide, but also nothing to show.
    """
    hidden = {name: HIDDEN for name, people in groups.items() if len(people) < LEAST}
    shown = sorted((n for n in groups if n not in hidden), key=lambda n: (len(groups[n]), n))
    others = [people for people in beside if people]
    others.append(whole.difference(*others))
    # What follows from two divisions of a whole: unions of the one less unions of the other.
    wholes = [
        set().union(*some) for n in range(len(others)) for some in combinations(others, n + 1)
    ]
    while name := _betrayer({name: groups[name] for name in shown}, whole, wholes):
        shown.remove(name)
        hidden[name] = HIDDEN_TOO
    return hidden


def _betrayer(
    shown: Mapping[str, set[str]], whole: set[str], wholes: Iterable[set[str]]
) -> str | None:
    """Return the smallest group because of which few are left of one of the wholes; else None."""
    rest = whole.difference(*shown.values())
    for outer in wholes:
        left = outer.difference(*(part for part in shown.values() if part <= outer))
        for few_left in (left, left - rest if rest <= outer else left):
            if few(len(few_left)):
                near = (n for n, people in shown.items() if people <= outer or people & few_left)
                return next(near, None)
    return None


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


def shown_items(items: pd.DataFrame) -> pd.DataFrame:
    """Return ``statistics.marks.sheet_items``; an item that few answered has only its n."""
    figures = ["mean", "sd", *(str(name) for name in items if str(name).startswith("count_"))]
    return blanked(items, figures, items["n"] < LEAST)
