"""What today's figure and the crossover of forms say of classes whose gain is known.

python tests/benchmarks/forms.py [CLASSES]: 2,000 classes of 10, 30 and 100 invented people, about a
minute. Form B is harder by 0.4 logits, who sees the same items again has 5 points more, the gain
is 12 points. Prints a table: how far each figure is off, and how often its interval holds 12.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from course.evaluation.statistics.arrays import Array
from course.evaluation.statistics.change import change
from course.evaluation.statistics.crossover import crossover

ITEMS, HARDER = 20, 0.4
GAIN, PRACTICE = 12.0, 5.0
"""Points of 100."""
UNEVEN = 0.3
"""SD of what people gain, in logits."""


@dataclass(frozen=True)
class World:
    """Items, and what moves people's logits so that the gain and the practice are as said."""

    form_a: Array
    form_b: Array
    learnt: float
    again: float

    @classmethod
    def made(cls) -> World:
        """Find the logits that make ``GAIN`` and ``PRACTICE`` points on the mean of both forms."""
        random = np.random.default_rng(11)
        form_a = np.linspace(-1.5, 1.5, ITEMS)
        form_b = form_a + HARDER
        people = random.normal(0, 1, 20_000)
        shift = random.normal(0, UNEVEN, 20_000)

        def mean(by: float, own: Array, *forms: Array) -> float:
            parts = [expected((people + own + by)[:, None], form).mean() for form in forms]
            return float(np.mean(parts))

        before = mean(0, 0 * people, form_a, form_b)
        learnt = brentq(lambda by: mean(by, shift, form_a, form_b) - before - GAIN, 0, 4)
        after = mean(learnt, shift, form_a)
        again = brentq(lambda by: mean(learnt + by, shift, form_a) - after - PRACTICE, 0, 4)
        return cls(form_a, form_b, learnt, again)


def expected(ability: Array, form: Array) -> Array:
    """Return the expected percentages of people (a column) on a form."""
    return np.asarray(100 / (1 + np.exp(form - ability)), float)


Class = tuple[Array, Array, npt.NDArray[np.str_]]


def taken(world: World, random: np.random.Generator, n: int, design: str) -> Class:
    """Return (pre, post, order) of a class; of "any_test" the practice comes from any test."""
    before = random.normal(0, 1, n)
    after = before + world.learnt + random.normal(0, UNEVEN, n)
    order = np.array(["AB", "BA"] * (n // 2))
    random.shuffle(order)
    if design == "same":
        after = after + world.again
        return points(random, before, world.form_a), points(random, after, world.form_a), order
    after = after + world.again * (design == "any_test")
    if design == "a_then_b":
        order[:] = "AB"
    first = (order == "AB")[:, None]
    one, other = (
        np.where(first, a, b)
        for a, b in ((world.form_a, world.form_b), (world.form_b, world.form_a))
    )
    return points(random, before, one), points(random, after, other), order


def points(random: np.random.Generator, ability: Array, items: Array) -> Array:
    """Return people's percentages."""
    chance = expected(ability[:, None], items) / 100
    return np.asarray(100 * (random.random(chance.shape) < chance).mean(axis=1), float)


def today(pre: Array, post: Array, _order: npt.NDArray[np.str_]) -> tuple[float, float, float]:
    """Return the mean change with its paired-t interval."""
    found = change(pre, post)
    return found.gain, found.gain_low, found.gain_high


def crossed(pre: Array, post: Array, order: npt.NDArray[np.str_]) -> tuple[float, float, float]:
    """Return the crossover's gain with its interval."""
    found = crossover(pre, post, list(order)).gain
    return found.value, found.low, found.high


FIGURES: tuple[tuple[str, str, Callable[..., tuple[float, float, float]]], ...] = (
    ("today's figure, the same form twice", "same", today),
    ("today's figure, everybody A then B", "a_then_b", today),
    ("crossover, half A then B, half B then A", "crossover", crossed),
    ("crossover, the 5 points come from any test", "any_test", crossed),
)


def main(classes: int) -> None:
    """Print the table."""
    world = World.made()
    print(f"{classes} classes each; gain {GAIN:g} points, {ITEMS} items a form")
    print("| figure | n | mean | off by | width | holds the gain |\n|---|---|---|---|---|---|")
    for name, design, figure in FIGURES:
        for n in (10, 30, 100):
            random = np.random.default_rng([n, len(name)])
            found = np.array([figure(*taken(world, random, n, design)) for _ in range(classes)])
            value, low, high = found.T
            holds = 100 * np.mean((low <= GAIN) & (high >= GAIN))
            print(
                f"| {name} | {n} | {value.mean():.1f} | {value.mean() - GAIN:+.1f} "
                f"| {(high - low).mean():.1f} | {holds:.1f} % |"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
