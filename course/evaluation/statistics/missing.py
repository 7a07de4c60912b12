"""What the change could be when not everyone came back: four estimates, side by side."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats
from statsmodels.regression.mixed_linear_model import MixedLM

from course.evaluation.statistics.arrays import NAN, Array, Note, complete, steps, varies
from course.evaluation.statistics.paired import hedges_g, paired_t

MIXED_MODEL_PEOPLE = 2000
"""Above this the mixed model takes minutes; the bounds say more there anyway."""


@dataclass(frozen=True)
class Estimate:
    """One estimate of the mean change."""

    name: str
    """matched, lost_unchanged, mixed_model, worst or best."""
    n: int
    """People it uses."""
    gain: float = NAN
    low: float = NAN
    """95% interval; NaN where the estimate has none."""
    high: float = NAN
    notes: tuple[Note, ...] = ()


def estimates(
    pre: npt.ArrayLike, post: npt.ArrayLike, top: float | None = 100.0
) -> tuple[Estimate, ...]:
    """Return the four estimates of the mean change of everyone who began.

    matched: who has both (complete cases). lost_unchanged: who has no ``post`` counts with change
    0. mixed_model: random intercept, REML, every measurement used (missing at random). worst and
    best: the lost at 0 and at ``top``; None leaves them out. NaN = missing.
    """
    before, after = _columns(pre, post)
    began = before[~np.isnan(before)], after[~np.isnan(before)]
    both = complete(*began)
    kept = np.where(np.isnan(began[1]), began[0], began[1])
    found = [
        paired_estimate("matched", *both),
        paired_estimate("lost_unchanged", began[0], kept),
        mixed_model(before, after),
    ]
    if top is not None:
        for name, filled in (("worst", 0.0), ("best", top)):
            ends = np.where(np.isnan(began[1]), filled, began[1])
            found.append(Estimate(name, len(ends), _mean(ends - began[0])))
    return tuple(found)


def _columns(pre: npt.ArrayLike, post: npt.ArrayLike) -> tuple[Array, Array]:
    before, after = np.asarray(pre, float), np.asarray(post, float)
    if before.shape != after.shape or np.isinf(before).any() or np.isinf(after).any():
        raise ValueError("pre and post must be finite and of one length")
    return before, after


def paired_estimate(name: str, pre: Array, post: Array) -> Estimate:
    """Return the mean change of complete pairs with its paired-t interval."""
    n = len(pre)
    gain = _mean(post - pre)
    if n < 2 or not varies(steps(pre, post)):
        return Estimate(name, n, gain, notes=(Note.of("few_or_no_spread", "low", "high", n=n),))
    test = paired_t(pre, post)
    return Estimate(name, n, gain, test.low, test.high)


def mixed_model(pre: Array, post: Array) -> Estimate:
    """Return the phase effect of score ~ phase with a random intercept a person (statsmodels).

    REML, Wald interval. No estimate below three pairs, without spread, or when it does not
    converge: its note says so.
    """
    # In an order of its own, so that the order of people cannot move the last digits.
    scores = pd.DataFrame({"pre": pre, "post": post}).sort_values(
        ["pre", "post"], ignore_index=True
    )
    long = scores.rename_axis("person").reset_index().melt("person").dropna()
    n = long["person"].nunique()
    pairs = complete(pre, post)
    if len(pairs[0]) < 3 or not varies(steps(*pairs)) or n > MIXED_MODEL_PEOPLE:
        return Estimate("mixed_model", n, notes=(Note.of("unsuited", "mixed_model"),))
    design = np.column_stack([np.ones(len(long)), (long["variable"] == "post").to_numpy(float)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a boundary or failed fit is checked below
        try:
            fit = MixedLM(long["value"].to_numpy(float), design, groups=long["person"]).fit(
                reml=True
            )
            gain, (low, high) = float(fit.params[1]), map(float, fit.conf_int()[1])
        except (np.linalg.LinAlgError, ValueError):
            gain = low = high = NAN
    if not all(map(math.isfinite, (gain, low, high))):
        return Estimate("mixed_model", n, notes=(Note.of("not_converged", "mixed_model"),))
    return Estimate("mixed_model", n, gain, low, high)


@dataclass(frozen=True)
class LostCompared:
    """Those who stayed against those who were lost, on the measurement before."""

    stayed: int
    lost: int
    mean_stayed: float = NAN
    mean_lost: float = NAN
    g: float = NAN
    """Hedges' g, stayed - lost."""
    p_fisher: float = NAN
    """Fisher's exact test of being at or below ``low`` and being lost."""
    notes: tuple[Note, ...] = ()


def lost_compared(pre: npt.ArrayLike, post: npt.ArrayLike, low: float = 60.0) -> LostCompared:
    """Return whether those without ``post`` already differed before; NaN = missing."""
    before, after = _columns(pre, post)
    known = ~np.isnan(before)
    stayed, lost = before[known & ~np.isnan(after)], before[known & np.isnan(after)]
    if not len(stayed) or not len(lost):
        code = "nobody_lost" if len(stayed) else "everybody_lost"
        note = Note.of(code, "g", "p_fisher")
        return LostCompared(len(stayed), len(lost), _mean(stayed), _mean(lost), notes=(note,))
    table = [[int((g <= low).sum()), int((g > low).sum())] for g in (stayed, lost)]
    p = float(stats.fisher_exact(table).pvalue)
    g = hedges_g(stayed, lost)
    notes = (Note.of("too_few_or_no_spread", "g"),) if math.isnan(g) else ()
    return LostCompared(len(stayed), len(lost), _mean(stayed), _mean(lost), g, p, notes)


def _mean(values: Array) -> float:
    return float(values.mean()) if len(values) else NAN
