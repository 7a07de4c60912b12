"""Items and people on one scale: Rasch's model, and the same with a slope for each item."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import stats

from course.evaluation.statistics.arrays import CONFIDENCE, NAN, Array, Note
from course.evaluation.statistics.paired import holm

PEOPLE = 100
"""Fewest people for item parameters: below, a difficulty is not known to half a logit (Linacre
1994: about 50 for ± 1 logit, 100 for ± 1/2, 243 for a test that decides something)."""
ANSWERS = 30
"""Fewest answers to an item: of forms each item is answered by some only."""
_Z = float(stats.norm.ppf((1 + CONFIDENCE) / 2))


@dataclass(frozen=True)
class ItemFit:
    """One item's place on the scale, in logits from the mean person."""

    n: int
    """People who answered it."""
    difficulty: float = NAN
    """Rasch: the ability at which half get it right; ability is N(0, sd)."""
    low: float = NAN
    """95% Wald interval."""
    high: float = NAN
    infit: float = NAN
    """Mean square weighted by information; 1 where the model holds, 0.7 to 1.3 is usual."""
    outfit: float = NAN
    """Mean square of the standardised residuals: moved by single surprising answers."""
    slope: float = NAN
    """2PL: how sharply the item tells people apart, in units of the same ability N(0, 1)."""
    slope_low: float = NAN
    slope_high: float = NAN
    p_fit: float = NAN
    """Orlando & Thissen's S-X² of the Rasch model; NaN where forms leave items unanswered."""
    p_holm: float = NAN


@dataclass(frozen=True)
class Calibration:
    """Items by Rasch and 2PL, and which of the two the data ask for."""

    people: int
    items: tuple[ItemFit, ...] = ()
    sd: float = NAN
    """Spread of ability in logits."""
    totals: tuple[tuple[float, int], ...] = ()
    """(ability in logits, people) of each total score of who answered everything, for a Wright map;
    by Warm's (1989) weighted likelihood."""
    rasch: float = NAN
    """Log-likelihood."""
    two_slopes: float = NAN
    """Log-likelihood of the 2PL."""
    p_slopes: float = NAN
    """Likelihood-ratio test of equal slopes."""
    notes: tuple[Note, ...] = ()


def calibrate(responses: npt.ArrayLike) -> Calibration:
    """Return item parameters with errors and fit; rows people, columns items, 1, 0 or NaN.

    Marginal maximum likelihood by ``mirt`` (Python 1.2): the Rasch model as a 2PL whose slopes are
    equal (Bock & Aitkin 1981), its difficulties in logits with errors by the delta method; then the
    2PL. Infit and outfit are own code, given the total score (Christensen, Kreiner & Mesbah 2013):
    the library's are taken at estimated abilities and come out below 1 on short tests.
    No figures, and a note, of fewer than ``PEOPLE``
    people or three items with both answers. Raises ValueError for other values than 0, 1 and NaN.
    """
    given = np.asarray(responses, float)
    if not (np.isnan(given) | (given == 0) | (given == 1)).all():
        raise ValueError("responses must be 0, 1 or missing")
    known = ~np.isnan(given)
    given, known = given[known.any(axis=1)], known[known.any(axis=1)]
    people, items = given.shape
    share = np.nansum(given, axis=0) / np.maximum(known.sum(axis=0), 1)
    used = (known.sum(axis=0) >= ANSWERS) & (share > 0) & (share < 1)
    if people < PEOPLE or used.sum() < 3:
        short = Note.of("few_for_calibration", "all", n=people, least=PEOPLE, items=int(used.sum()))
        return Calibration(people, notes=(short,))
    equal, free = _fit(given[:, used], equal=True), _fit(given[:, used], equal=False)
    if equal is None or free is None:
        return Calibration(people, notes=(Note.of("not_converged", "all"),))
    a, b = equal.slope[0], equal.difficulty
    logits, errors = a * b, equal.logit_error
    p_fit = _s_x2(equal.result, given[:, used]) if known[:, used].all() else np.full(len(b), NAN)
    adjusted, fit = holm(p_fit), conditional_fit(given[:, used], logits)
    found = [ItemFit(int(n)) for n in known.sum(axis=0)]
    for place, column in enumerate(np.flatnonzero(used)):
        half, slope_half = _Z * float(errors[place]), _Z * float(free.slope_error[place])
        logit, slope = float(logits[place]), float(free.slope[place])
        found[column] = ItemFit(
            n=found[column].n,
            difficulty=logit,
            low=logit - half,
            high=logit + half,
            infit=float(fit[0][place]),
            outfit=float(fit[1][place]),
            slope=slope,
            slope_low=slope - slope_half,
            slope_high=slope + slope_half,
            p_fit=float(p_fit[place]),
            p_holm=float(adjusted[place]),
        )
    more = 2 * (free.log_likelihood - equal.log_likelihood)
    p_slopes = float(stats.chi2.sf(max(more, 0.0), int(used.sum()) - 1))
    likelihoods = equal.log_likelihood, free.log_likelihood
    totals = _totals(given[:, used], logits)
    left = items - int(used.sum())
    notes = (Note.of("items_left_out", n=left),) if left else ()
    return Calibration(people, tuple(found), float(a), totals, *likelihoods, p_slopes, notes)


@dataclass(frozen=True)
class _Fitted:
    result: Any
    log_likelihood: float
    slope: Array
    difficulty: Array
    slope_error: Array
    logit_error: Array
    """Of slope times difficulty."""


def _fit(given: Array, *, equal: bool) -> _Fitted | None:
    """Return the 2PL, with ``equal`` slopes Rasch's; None where it does not converge."""
    import mirt  # noqa: PLC0415  slow to load, and few classes need it

    tied = [{"parameter": "discrimination", "items": list(range(given.shape[1]))}]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what has not converged is seen below
        found = mirt.fit_mirt(
            given, model="2PL", n_quadpts=41, tol=1e-5, constraints=tied if equal else None
        )
    names = ("discrimination", "difficulty")
    slope, difficulty = (np.asarray(found.model.parameters[name], float) for name in names)
    n, spread = len(slope), np.asarray(found.vcov, float)
    if not found.converged or spread.shape != (2 * n, 2 * n) or not np.isfinite(spread).all():
        return None
    own, other, both = (
        spread[:n, :n].diagonal(),
        spread[n:, n:].diagonal(),
        spread[:n, n:].diagonal(),
    )
    variance = difficulty**2 * own + slope**2 * other + 2 * slope * difficulty * both
    errors = np.sqrt(own), np.sqrt(np.maximum(variance, 0))
    return _Fitted(found, float(found.log_likelihood), slope, difficulty, *errors)


def _s_x2(result: Any, given: Array) -> Array:
    import mirt  # noqa: PLC0415

    tied = [{"parameter": "discrimination", "items": list(range(given.shape[1]))}]
    found = mirt.itemfit(result, given, statistics=["S_X2"], constraints=tied)
    return np.asarray(found["p_value"], float)


def conditional_fit(given: Array, logits: Array) -> tuple[Array, Array]:
    """Return infit and outfit mean squares of each item, given people's totals (1 = as expected).

    P(right | total r) = e^-b * gamma(r - 1, without the item) / gamma(r), gamma the elementary
    symmetric functions of e^-b. People with nothing or everything right say nothing; people who
    answered the same items (a form) are taken together.
    """
    squares, variances, standard, count = (np.zeros(len(logits)) for _ in range(4))
    known = ~np.isnan(given)
    for pattern in np.unique(known, axis=0):
        rows, own = given[(known == pattern).all(axis=1)][:, pattern], np.flatnonzero(pattern)
        easy = np.exp(-logits[pattern])
        whole = _symmetric(easy)
        without = [_symmetric(np.delete(easy, place)) for place in range(len(own))]
        total = rows.sum(axis=1).astype(int)
        for r in range(1, len(own)):
            here = rows[total == r]
            right = np.array([e * w[r - 1] / whole[r] for e, w in zip(easy, without, strict=True)])
            spread = right * (1 - right)
            residual = ((here - right) ** 2).sum(axis=0)
            squares[own] += residual
            variances[own] += len(here) * spread
            standard[own] += residual / spread
            count[own] += len(here)
    nothing = np.full(len(logits), NAN)
    infit = np.divide(squares, variances, out=nothing.copy(), where=variances > 0)
    return infit, np.divide(standard, count, out=nothing, where=count > 0)


def _symmetric(easy: Array) -> Array:
    """Return the elementary symmetric functions of order 0, 1, …: a product of (1 + e x)."""
    found = np.ones(1)
    for one in easy:
        found = np.convolve(found, [1.0, one])
    return np.asarray(found, float)


def _totals(given: Array, logits: Array) -> tuple[tuple[float, int], ...]:
    """Return (ability, people) of each total, of who answered most items; for each form its own."""
    known = ~np.isnan(given)
    found: dict[float, int] = {}
    for pattern in np.unique(known, axis=0):
        rows = given[(known == pattern).all(axis=1)][:, pattern]
        for total, n in zip(*np.unique(rows.sum(axis=1), return_counts=True), strict=True):
            ability = round(warm(float(total), logits[pattern]), 6)
            found[ability] = found.get(ability, 0) + int(n)
    return tuple(sorted(found.items()))


def warm(total: float, logits: Array) -> float:
    """Return Warm's (1989) weighted likelihood estimate of ability, finite for every total."""
    from scipy.optimize import brentq  # noqa: PLC0415

    def score(ability: float) -> float:
        right = 1 / (1 + np.exp(logits - ability))
        spread = right * (1 - right)
        bent = (spread * (1 - 2 * right)).sum() / (2 * spread.sum())
        return float(total - right.sum() + bent)

    return float(brentq(score, -15, 15))
