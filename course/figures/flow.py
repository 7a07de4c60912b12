"""Who was there at each step, from registration to analysis."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from course.figures.style import DOWN, INK, POST, QUIET, WIDTH, printed
from course.reports.language import Language

_HIGH, _STEP = 0.62, 1.0


def flow(words: Language, table: pd.DataFrame) -> Figure:
    """Draw ``attrition.flow_table`` from top to bottom, with who was not there beside each step."""
    with printed():
        figure = Figure(figsize=(WIDTH * 0.72, 0.62 * len(table) + 0.2), layout="constrained")
        axes = figure.add_subplot()
        for place, (_, row) in enumerate(table.iterrows()):
            y = -place * _STEP
            _box(words, axes, y, row, last=place == len(table) - 1)
            if place:
                axes.annotate(
                    "", (0, y + _HIGH / 2), (0, y + _STEP - _HIGH / 2),
                    arrowprops={"arrowstyle": "-|>", "color": QUIET, "lw": 1},
                )  # fmt: skip
        axes.set_xlim(-2.2, 4.2)
        axes.set_ylim(-(len(table) - 1) * _STEP - 0.5, 0.5)
        axes.set_axis_off()
    return figure


def _box(words: Language, axes: Axes, y: float, row: pd.Series, *, last: bool) -> None:
    edge = POST if last else QUIET
    box = FancyBboxPatch(
        (-1.7, y - _HIGH / 2), 3.4, _HIGH, boxstyle="round,pad=0,rounding_size=0.12",
        facecolor="#eef5f3" if last else "white", edgecolor=edge, linewidth=1.2,
    )  # fmt: skip
    axes.add_patch(box)
    name = f"{words.decoded(row['step'])} (n = {row['n']})"
    axes.text(0, y, name, ha="center", va="center", color=INK)
    if row["lost"]:
        axes.annotate(
            words.say("draw.not_there", n=row["lost"]), (1.7, y), (2.25, y), va="center",
            color=DOWN,
            arrowprops={"arrowstyle": "-", "color": DOWN, "lw": 0.8},
        )  # fmt: skip
