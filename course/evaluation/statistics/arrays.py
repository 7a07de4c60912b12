"""What the statistics share: arrays of pairs, rounding noise, and notes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
NAN = float("nan")
CONFIDENCE = 0.95
NOISE = 1e-12
"""Relative size of what arithmetic leaves behind: 1.3 - 0.1 and 1.2 are the same difference."""


@dataclass(frozen=True)
class Note:
    """Something to know about figures, in code; its words are in the reports' languages."""

    code: str
    figures: tuple[str, ...] = ()
    """The figures that cannot be computed; none where the note is about something else."""
    values: tuple[tuple[str, float], ...] = ()
    """The numbers in its words, by name."""

    @classmethod
    def of(cls, code: str, *figures: str, **values: float) -> Note:
        """Return the note ``code`` about ``figures``."""
        return cls(code, figures, tuple(values.items()))

    def __str__(self) -> str:
        """Return "too_few(figures=t,df;n=1;least=2)", without a space: how tables hold it."""
        figures = [f"figures={','.join(self.figures)}"] if self.figures else []
        inside = ";".join([*figures, *(f"{name}={value}" for name, value in self.values)])
        return f"{self.code}({inside})" if inside else self.code


def complete(*columns: npt.ArrayLike) -> tuple[Array, ...]:
    """Return the columns without the rows in which any of them is missing (NaN).

    Raises ValueError for columns of unequal length and for infinite values.
    """
    table = np.column_stack([np.asarray(column, float) for column in columns])
    if np.isinf(table).any():
        raise ValueError("infinite values are no measurements")
    kept = table[~np.isnan(table).any(axis=1)]
    return tuple(kept[:, i].copy() for i in range(kept.shape[1]))


def steps(pre: Array, post: Array) -> Array:
    """Return post - pre in whole steps of ``NOISE`` times the largest value.

    Equal differences become equal numbers and no difference becomes 0, whatever the arithmetic
    that led to the scores; ranks are taken of these.
    """
    largest = max(np.abs(pre).max(initial=0.0), np.abs(post).max(initial=0.0))
    unit = largest * NOISE
    return np.zeros(len(pre)) if unit == 0 else np.rint((post - pre) / unit)


def varies(values: Array, scale: float | None = None) -> bool:
    """Return whether the values differ by more than rounding noise.

    ``scale`` is the size of the numbers they were computed from, by default their own.
    """
    size = np.abs(values).max(initial=0.0) if scale is None else scale
    # Below 1e-150 the squares of differences are 0, and so is every variance.
    return len(values) > 1 and bool(np.ptp(values) > max(NOISE * size, 1e-150))
