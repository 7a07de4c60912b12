"""Checkers for answers chosen, ordered or rated."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations
from typing import Any

from course.grading.criteria import Check, Finding


def chose(raw: Any, *keys: str, label: str, points: float = 1.0) -> Check:
    """Check that the chosen option is one of ``keys``."""
    return Check(
        label, lambda: Finding(isinstance(raw, str) and raw in keys, str(raw or "")), points
    )


def chosen(raw: Any) -> set[str]:
    """Return the options that are ticked; none for what is no list of them."""
    return {k for k in raw if isinstance(k, str)} if isinstance(raw, list) else set()


def chose_set(raw: Any, keys: Collection[str], *, label: str, points: float = 1.0) -> Check:
    """Check several chosen options by Jaccard overlap: shared / all named, wrong ticks included."""

    def evaluate() -> Finding:
        ticked = chosen(raw)
        union = ticked | set(keys)
        return Finding(len(ticked & set(keys)) / len(union), ", ".join(sorted(ticked)))

    return Check(label, evaluate, points)


def in_order(raw: Any, key: Sequence[str], *, label: str, points: float = 1.0) -> Check:
    """Check an order by the share of correctly ordered pairs among all pairs of ``key``.

    A missing item makes its pairs wrong. A random order earns one half on average: the guess level
    that item analysis prints beside the score.
    """

    def evaluate() -> Finding:
        place = _places(raw)
        pairs = list(combinations(key, 2))
        correct = sum(a in place and b in place and place[a] < place[b] for a, b in pairs)
        return Finding(correct / len(pairs), f"{correct} dari {len(pairs)} pasang benar")

    return Check(label, evaluate, points)


def _places(raw: Any) -> dict[str, int]:
    chosen = [k for k in raw if isinstance(k, str)] if isinstance(raw, list) else []
    return {key: index for index, key in enumerate(chosen)}


def likert(
    raw: Any, *, reverse: bool = False, steps: int = 5, label: str = "jawaban skala"
) -> Check:
    """Score an attitude item: 1 to ``steps`` points, reversed items turned, 0 = not answered."""

    def evaluate() -> Finding:
        if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= steps:
            return Finding(0.0, "tidak dijawab")
        turned = steps + 1 - raw if reverse else raw
        return Finding(turned / steps, f"dijawab {raw}")

    return Check(label, evaluate, float(steps))
