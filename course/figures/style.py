"""What the figures share: colours that survive a photocopier, and clean axes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes

PRE, POST, INK, QUIET, GRID = "#b26b00", "#00695c", "#262626", "#666666", "#d5d5d5"
UP, DOWN, SAME = "#00796b", "#c2571a", "#b8b8b8"
WIDTH = 6.7
"""Inches: the text width of an A4 page with 2 cm margins."""


@contextmanager
def printed() -> Iterator[None]:
    """Set sizes for print."""
    settings: Any = {
        "font.size": 8.5,
        "axes.labelsize": 8.5,
        "xtick.labelsize": 8,
        "ytick.labelsize": 8.5,
        "legend.fontsize": 8,
        "axes.edgecolor": QUIET,
        "text.color": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
    }
    with mpl.rc_context(settings):
        yield


def bare(axes: Axes, *kept: str) -> None:
    """Leave only the spines in ``kept``."""
    for name, spine in axes.spines.items():
        spine.set_visible(name in kept)
    axes.tick_params(length=0)
