"""What a piece of work costs, asked so that no slow or busy machine makes a test fail.

Counted is the processor's time of this thread, again and again until it is little enough: whatever else
runs can only add to it, never every time. What grows with the square stays dear each time.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

Work = Callable[[], object]
TRIES = 6
KNOWN_SECONDS = 0.01
"""What ``_known`` takes of the machine that the limits of the tests speak of, or less."""
SLACK = 0.01
"""Seconds that are no sign of anything."""


def spent(work: Work) -> float:
    """Do the work; return the seconds of the processor it took."""
    begun = time.thread_time()
    work()
    return time.thread_time() - begun


def within(seconds: float, work: Work, about: object = "") -> None:
    """Assert that the work takes no more than ``seconds``, longer by as much as this machine is slower."""
    least, limit = spent(work), seconds
    for _ in range(TRIES):
        if least <= limit:
            return
        limit = max(limit, seconds * spent(_known) / KNOWN_SECONDS)
        least = min(least, spent(work))
    raise AssertionError(f"{about}: {least:.2f} s, at most {limit:.2f}")


def grows_as_its_size(work: Callable[[int], object], size: int, times: float = 3.0) -> None:
    """Assert that twice the size costs less than ``times`` as much; a square would cost four times."""
    once = twice = float("inf")
    for _ in range(TRIES):
        once = min(once, spent(lambda: work(size)))
        twice = min(twice, spent(lambda: work(2 * size)))
        if twice <= times * once + SLACK:
            return
    raise AssertionError(f"{size}: {once:.3f} s, {2 * size}: {twice:.3f} s")


def _known() -> None:
    """Do what readers of text do, always the same amount."""
    for _ in range(300):
        re.sub(r"[aeiou](?=\w+)", lambda found: found[0].upper(), "keripik pisang mawar " * 30)
