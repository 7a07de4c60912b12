"""Scores of one form on the scale of another: by the mean, a line, and equal percentages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course.evaluation.statistics.arrays import CONFIDENCE, Array, Note, complete
from course.indicators import ORDERS

LINEAR_PEOPLE = 50
"""Fewest in both sequences together for a line: below, its error is above that of no equating at
all unless the forms differ much (Skaggs 2005; Livingston & Kim 2009)."""
PERCENTILE_PEOPLE = 200
"""And for equal percentages (Kolen & Brennan 2014, ch. 8, ask for 1,500 a form where much hangs on
a score; with so few the intervals say how little is known)."""
SAMPLES = 1000
_BATCH = 100


def linear(x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[float, float]:
    """Return slope and intercept of linear equating, form X to the scale of Y.

    l(x) = sd(y)/sd(x) * (x - mean(x)) + mean(y), random groups (Kolen & Brennan 2014, eq. 2.10).
    Raises ValueError where x has no spread.
    """
    new, old = np.asarray(x, float), np.asarray(y, float)
    if new.std() == 0:
        raise ValueError("scores without spread cannot be equated by a line")
    slope = float(old.std() / new.std())
    return slope, float(old.mean() - slope * new.mean())


def counts(scores: npt.ArrayLike, top: int) -> Array:
    """Return how many have 0, 1, …, ``top`` points.

    Raises ValueError for a score that is not a whole number from 0 to ``top``.
    """
    given = np.asarray(scores, float)
    if not np.array_equal(given, np.clip(np.rint(given), 0, top)):
        raise ValueError(f"scores must be whole points from 0 to {top}")
    return np.bincount(given.astype(int), minlength=top + 1).astype(float)


def equipercentile(f: npt.ArrayLike, g: npt.ArrayLike) -> Array:
    """Return the score on form Y with the same percentile rank, for each score of form X.

    ``f`` and ``g``: frequencies of 0, 1, 2 … points on X and Y (any positive total). Percentile
    ranks spread each score evenly over ± 1/2 (Kolen & Brennan 2014, eqs. 2.14 to 2.18); where
    nobody has the scores in between, the middle of the gap. Unsmoothed. Own code: ``pyequate``,
    the one library on PyPI, is under the GPL. Raises ValueError for an empty form.
    """
    new, old = np.asarray(f, float), np.asarray(g, float)
    if not (new.sum() > 0 and old.sum() > 0):
        raise ValueError("nobody has taken one of the forms")
    ranks = (np.cumsum(new) - new / 2) / new.sum()
    reached = np.concatenate([[0.0], np.cumsum(old) / old.sum()])
    # What cumulating leaves behind must not open a gap or close one.
    ranks, reached = np.asarray(np.round(ranks, 12)), np.asarray(np.round(reached, 12), float)
    edges = np.arange(len(reached), dtype=float) - 0.5
    ends = [_at(ranks, reached, edges, side) for side in ("left", "right")]
    return np.asarray((ends[0] + ends[1]) / 2, float)


def _at(ranks: Array, reached: Array, edges: Array, side: str) -> Array:
    """Return the smallest (left) or largest (right) score at which a rank is reached."""
    upper = reached.searchsorted(ranks, "left" if side == "left" else "right")
    inside = np.clip(upper, 1, len(reached) - 1)
    width = reached[inside] - reached[inside - 1]
    share = np.divide(ranks - reached[inside - 1], width, out=np.zeros_like(ranks), where=width > 0)
    found = edges[inside - 1] + share
    last = np.where(upper >= len(reached), edges[-1], found)
    return np.asarray(np.where(upper == 0, edges[0], last), float)


@dataclass(frozen=True)
class Curve:
    """The equivalents of 0, 1, … points, with percentile bootstrap intervals (95%)."""

    value: Array
    low: Array
    high: Array


@dataclass(frozen=True)
class Equated:
    """Form B on the scale of form A; None for what so few people cannot say."""

    n_ab: int
    n_ba: int
    mean: Curve | None = None
    line: Curve | None = None
    percentile: Curve | None = None
    notes: tuple[Note, ...] = ()


def equate(
    pre: npt.ArrayLike,
    post: npt.ArrayLike,
    order: Sequence[str],
    top: int,
    *,
    samples: int = SAMPLES,
    seed: int = 1,
) -> Equated:
    """Return what each whole score of form B is worth on form A, 0 to ``top`` points.

    Single group, counterbalanced (Kolen & Brennan 2014, ch. 1): form A's scores are those before
    of AB and those after of BA, each sequence half of the weight, so that what people learnt lies
    on both forms alike. ``order`` as ``crossover``; scores are whole points. People are drawn
    again within their sequence, both scores together (``samples`` times, same ``seed``, same
    figures). Mean from five in each sequence on; line and percentile from ``LINEAR_PEOPLE`` and
    ``PERCENTILE_PEOPLE`` together on, with a note below. Raises ValueError for scores off the
    scale.
    """
    given = np.array([ORDERS.index(one) if one in ORDERS else np.nan for one in order], float)
    before, after, side = complete(pre, post, given)
    for column in (before, after):
        counts(column, top)
    groups = [np.column_stack([before[side == s], after[side == s]]) for s in (0, 1)]
    sizes = len(groups[0]), len(groups[1])
    n = sum(sizes)
    if min(sizes) < 5:
        return Equated(*sizes, notes=(Note.of("few_for_equating", "mean", n=min(sizes), least=5),))
    notes = tuple(
        Note.of("few_for_equating", name, n=n, least=least)
        for name, least in (("line", LINEAR_PEOPLE), ("percentile", PERCENTILE_PEOPLE))
        if n < least
    )
    drawn = _drawn(groups, top, samples, seed)
    whole = _forms([np.arange(len(group))[None, :] for group in groups], groups, top)
    mean = _curve(_by_mean, whole, drawn)
    line = _curve(_by_line, whole, drawn) if n >= LINEAR_PEOPLE else None
    percentile = _curve(_by_percentile, whole, drawn) if n >= PERCENTILE_PEOPLE else None
    return Equated(*sizes, mean, line, percentile, notes)


_Forms = tuple[Array, Array]
"""Weighted frequencies of forms B and A, each of shape (samples, top + 1)."""


def _forms(people: Sequence[npt.NDArray[np.intp]], groups: Sequence[Array], top: int) -> _Forms:
    """Return the frequencies of form B and form A of the people drawn, a row a sample."""
    ab, ba = (group[who] for group, who in zip(groups, people, strict=True))
    form_a = _shares(ab[:, :, 0], top) + _shares(ba[:, :, 1], top)
    return _shares(ab[:, :, 1], top) + _shares(ba[:, :, 0], top), form_a


def _shares(scores: Array, top: int) -> Array:
    samples, n = scores.shape
    place = scores.astype(int) + (top + 1) * np.arange(samples)[:, None]
    found = np.bincount(place.ravel(), minlength=samples * (top + 1))
    return np.asarray(found.reshape(samples, top + 1) / n / 2, float)


def _drawn(groups: Sequence[Array], top: int, samples: int, seed: int) -> _Forms:
    random = np.random.default_rng(seed)
    parts = []
    for begin in range(0, samples, _BATCH):  # in batches: a thousand classes at once fill memory
        rows = min(_BATCH, samples - begin)
        people = [random.integers(0, len(g), (rows, len(g))) for g in groups]
        parts.append(_forms(people, groups, top))
    return np.vstack([part[0] for part in parts]), np.vstack([part[1] for part in parts])


def _moments(frequency: Array) -> tuple[Array, Array, Array]:
    """Return the points, and mean and SD of each row, as columns."""
    points = np.arange(frequency.shape[1], dtype=float)
    mean = frequency @ points
    spread = np.sqrt(np.maximum(frequency @ points**2 - mean**2, 0))
    return points, mean[:, None], spread[:, None]


def _by_mean(forms: _Forms) -> Array:
    (points, new, _), (_, old, _) = map(_moments, forms)
    return np.asarray(points + old - new, float)


def _by_line(forms: _Forms) -> Array:
    (points, new, spread), (_, old, old_spread) = map(_moments, forms)
    slope = np.divide(old_spread, spread, out=np.ones_like(spread), where=spread > 0)
    return np.asarray(slope * (points - new) + old, float)


def _by_percentile(forms: _Forms) -> Array:
    return np.array([equipercentile(f, g) for f, g in zip(*forms, strict=True)])


def _curve(method: Callable[[_Forms], Array], whole: _Forms, drawn: _Forms) -> Curve:
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(method(drawn), [tail, 1 - tail], axis=0)
    return Curve(method(whole)[0], low, high)
