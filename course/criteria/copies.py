"""What of a text stands in the task or the lesson already."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from course.criteria.text import LISTS, normalise, split_words

COPIED, OWN = 0.7, 0.69
"""From this share on a text is a copy; what adds something of its own counts as this at most."""
_RUN = 8
"""Words in a row that nobody writes by chance as they stand in the lesson."""
_WHOLLY = 0.95
_LEAST = 3


def copied(tokens: Sequence[str], told: str, least: int) -> float:
    """Return the share of words that stand in ``told`` in runs of ``least`` (3) or more.

    0 where no run is as long as ``_RUN``, for nobody copies by chance; and less than ``COPIED``
    where what is added speaks to somebody: the facts of a task must be said again, to a buyer.
    """
    if len(tokens) < _RUN or not told.strip():
        return 0.0
    hit = _in_threes(tokens, told)
    runs = [(is_hit, len([*run])) for is_hit, run in groupby(hit)]
    if max((size for is_hit, size in runs if is_hit), default=0) < _RUN:
        return 0.0
    taken = [is_hit and size >= least for is_hit, size in runs for _ in range(size)]
    share = sum(taken) / len(tokens)
    added = {token for token, is_taken in zip(tokens, taken, strict=True) if not is_taken}
    speaks = not added.isdisjoint(LISTS.set("menyapa") | LISTS.set("ajakan"))
    return min(share, OWN) if speaks and share < _WHOLLY else share


def repeated(text: str, told: str) -> float:
    """Return the share of the words of a normalised text that stand in ``told`` three in a row.

    For short texts, in which no run can be long; 0 below four words.
    """
    tokens = split_words(text)
    if len(tokens) <= _LEAST or not told.strip():
        return 0.0
    return sum(_in_threes(tokens, told)) / len(tokens)


def _in_threes(tokens: Sequence[str], told: str) -> list[bool]:
    """Return for each word whether it stands in ``told`` with two words beside it."""
    known, hit = _threes(told), [False] * len(tokens)
    for place in range(len(tokens) - 2):
        if tokens[place : place + 3] in known:
            hit[place : place + 3] = [True] * 3
    return hit


@lru_cache(maxsize=64)
def _threes(told: str) -> frozenset[tuple[str, ...]]:
    tokens = split_words(normalise(told))
    return frozenset(zip(tokens, tokens[1:], tokens[2:], strict=False))
