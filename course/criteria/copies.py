"""What of a text stands in the task or the lesson already."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from rapidfuzz.distance import LCSseq

from course.criteria.text import LISTS, normalise, split_words
from course.words import WEEKDAY

COPIED, OWN = 0.7, 0.69
"""From this share on a text is a copy; what adds something of its own counts as this at most."""
_RUN = 8
"""Words in a row that nobody writes by chance as they stand in the lesson."""
_NEARLY, _WHOLLY = 0.85, 0.95
_LEAST = 3
_IN_ORDER, _IN_ORDER_LONG = 0.8, 0.7
"""From this share of words in the order of the lesson on a text is its copy with a word changed; of
a long example a smaller share is no chance, while a task's facts are said in its order by many."""
_STEM, _FACTS = 5, 3
_PAIRS, _PAIRS_LONG = 0.5, 0.4


def copied(tokens: Sequence[str], told: str, least: int, task: str = "") -> float:
    """Return the share of words that stand in ``told`` in runs of ``least`` (3) or more.

    Or the share that stands there in the same order, where it is so high that only a word here
    and there was changed. 0 where neither is so, for nobody copies by chance; and less than
    ``COPIED`` where what is added speaks to somebody: the facts of a task must be said again, to a
    buyer. An invitation that stands there too ("chat") is none that was added. Who fills a
    pattern of the lesson with what the ``task`` says has not copied it.
    """
    if len(tokens) < _RUN or not told.strip():
        return 0.0
    hit = _in_threes(tokens, told)
    runs = [(is_hit, len([*run])) for is_hit, run in groupby(hit)]
    taken = [is_hit and size >= least for is_hit, size in runs for _ in range(size)]
    share = sum(taken) / len(tokens)
    if max((size for is_hit, size in runs if is_hit), default=0) < _RUN:
        share = 0.0
    long = len(tokens) > 2 * _RUN
    pairs = 0.0 if share > 0 else _PAIRS_LONG if long and task else _PAIRS
    in_order, place = _in_order(tokens, told, pairs)
    ordered = in_order >= (_IN_ORDER_LONG if long and task else _IN_ORDER)
    if not (share or ordered):
        return 0.0
    filled = (_words(task) & set(tokens)).difference(place, LISTS.set("penghubung"))
    if ordered and not filled:
        share = max(share, in_order)
    added = {token for token, is_taken in zip(tokens, taken, strict=True) if not is_taken}
    # In a short text "bu" is said to a buyer, though the task has a "Bu Wulan" there.
    calls = LISTS.set("menyapa").difference(place) if long else LISTS.set("menyapa")
    spoken = len(added & (calls | LISTS.set("ajakan").difference(place)))
    # One "saja" in a copy of twenty words is no buyer spoken to.
    speaks = spoken > (long and share >= _NEARLY) or len(filled) >= _FACTS
    return min(share, OWN) if speaks and share < _WHOLLY else share


def patched(tokens: Sequence[str], *told: str) -> bool:
    """Return whether a long text is sewn together of pieces that stand in any of ``told``."""
    if len(tokens) < _PATCHES:
        return False
    hits = [_in_threes(tokens, one) for one in told if one.strip()]
    return sum(map(any, zip(*hits, strict=True))) >= _PATCHED * len(tokens)


_PATCHES, _PATCHED = 23, 0.8


def _in_order(tokens: Sequence[str], told: str, pairs: float) -> tuple[float, Sequence[str]]:
    """Return the share of words that a place of ``told`` has in the same order, and that place.

    It is the place with most pairs of words that follow each other in both; endings aside ("harga",
    "harganya"). Nothing is looked for where fewer ``pairs`` stand in ``told`` at all: one word in
    five changed breaks two pairs in five.
    """
    stems = [_stem(token) for token in tokens]
    known = _pairs(told)
    if pairs and sum(map(known.__contains__, pairwise(stems))) < pairs * (len(stems) - 1):
        return 0.0, ()
    places = _places(told)
    starts: dict[int, int] = {}
    for number, pair in enumerate(pairwise(stems)):
        for at in places.get(pair, ()):
            # A few words more or fewer before it move the beginning a little.
            begin = (at - number) // _RUN
            starts[begin] = starts.get(begin, 0) + 1
    if not starts:
        return 0.0, ()
    pairs_at = {at: starts[at] + starts.get(at + 1, 0) for at in starts}
    most = max(pairs_at.values())
    best, found = 0.0, slice(0)
    # Of places alike the nearest: which stands first is another on a page in one language.
    for begin in [at for at in starts if pairs_at[at] == most][:_ALIKE]:
        near = slice(max(begin * _RUN - _LEAST, 0), (begin + 2) * _RUN + len(stems) + _LEAST)
        share = LCSseq.similarity(stems, _stems(told)[near]) / len(stems)
        if share > best:
            best, found = share, near
    return best, _tokens(told)[found]


_ALIKE = 12
"""Places that are compared word by word at most."""


@lru_cache(maxsize=64)
def _stems(told: str) -> tuple[str, ...]:
    return tuple([_stem(token) for token in _tokens(told)])


@lru_cache(maxsize=8192)
def _stem(token: str) -> str:
    """Return what a word is compared by: other figures and another day make no other text."""
    if any(map(str.isdigit, token)):
        return _DIGIT.sub("0", token)
    return "hari" if _DAY.fullmatch(token) else token[:_STEM]


_DIGIT = re.compile(r"\d")
_DAY = re.compile(WEEKDAY)


@lru_cache(maxsize=64)  # of its own: among answers a lesson's text would be put out again
def _tokens(told: str) -> tuple[str, ...]:
    return split_words(normalise(told))


@lru_cache(maxsize=64)
def _pairs(told: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of neighbours, by their stems."""
    return frozenset(pairwise(_stems(told)))


@lru_cache(maxsize=64)
def _places(told: str) -> Mapping[tuple[str, str], Sequence[int]]:
    """Return where each pair of neighbours stands."""
    found: dict[tuple[str, str], list[int]] = {}
    for place, pair in enumerate(pairwise(_stems(told))):
        found.setdefault(pair, []).append(place)
    return found


@lru_cache(maxsize=64)
def _words(told: str) -> frozenset[str]:
    return frozenset(_tokens(told))


def repeated(text: str, told: str) -> float:
    """Return the share of the words of a normalised text that stand in ``told`` three in a row.

    For short texts, in which no run can be long; 0 below four words.
    """
    tokens = split_words(text)
    if len(tokens) <= _LEAST or not told.strip():
        return 0.0
    return sum(_in_threes(tokens, told)) / len(tokens)


def stands_in(text: str, told: str) -> bool:
    """Return whether every two neighbours of a normalised text are neighbours in ``told`` as well.

    For the shortest texts: "resep sendiri", of which one alone may be anybody's. Endings aside.
    """
    stems = [_stem(token) for token in split_words(text)]
    return len(stems) > 1 and all(pair in _pairs(told) for pair in pairwise(stems))


def _in_threes(tokens: Sequence[str], told: str) -> list[bool]:
    """Return for each word whether it stands in ``told`` with two words beside it."""
    known, hit = _threes(told), [False] * len(tokens)
    for place in range(len(tokens) - 2):
        if tokens[place : place + 3] in known:
            hit[place : place + 3] = [True] * 3
    return hit


@lru_cache(maxsize=64)
def _threes(told: str) -> frozenset[tuple[str, ...]]:
    tokens = _tokens(told)
    return frozenset(zip(tokens, tokens[1:], tokens[2:], strict=False))
