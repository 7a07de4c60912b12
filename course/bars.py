"""Progress bars for long work, on the error stream, so that what a verb prints stays clean."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tqdm import tqdm


def bar(title: str, items: Sequence[Any]) -> Iterable[Any]:
    """Return ``items`` and show how many have been taken."""
    return tqdm(items, desc=title, unit="", ncols=78, file=sys.stderr, disable=not items)


def counter(title: str) -> Callable[[int], Callable[[int], object]]:
    """Return a bar for work done in any order: told how many wait, then how many more are done."""
    shown: dict[str, Any] = {"desc": title, "unit": "", "ncols": 78, "file": sys.stderr}
    return lambda waiting: tqdm(total=waiting, disable=not waiting, **shown).update
