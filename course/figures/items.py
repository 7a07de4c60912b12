"""The item map: how hard each item is, and how well it tells people apart."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.figures.style import GRID, INK, POST, PRE, QUIET, WIDTH, bare, printed
from course.reports.language import Language

SHAPES = {"pre": (PRE, "o"), "post": (POST, "s")}
WEAK = 20.0
"""Moodle's guidance calls a discrimination index below 20 very weak."""


def item_map(words: Language, items: pd.DataFrame) -> Figure:
    """Draw ``items.item_table``: facility across, discrimination up, pretest and posttest."""
    with printed():
        figure = Figure(figsize=(WIDTH, 3.9), layout="constrained")
        axes, legend = figure.subplots(1, 2, width_ratios=(2.1, 1))
        axes.axhspan(-105, WEAK, color="#f3f1ec", zorder=0)
        axes.text(-3, WEAK - 3, words.say("draw.weak"), va="top", color=QUIET, fontsize=7.5)
        axes.axhline(0, color=GRID, linewidth=0.8)
        lowest = min([*(_draw(axes, items, phase) for phase in SHAPES), WEAK])
        axes.set_xlim(-5, 105)
        axes.set_ylim(lowest - 15, 105)
        axes.set_xlabel(words.say("draw.facility"))
        axes.set_ylabel(words.say("draw.discrimination"))
        bare(axes, "bottom", "left")
        _names(words, legend, items)
    return figure


def _draw(axes: Axes, items: pd.DataFrame, phase: str) -> float:
    """Draw one test's items; items in the same place share a mark. Return the lowest."""
    colour, shape = SHAPES[phase]
    places: dict[tuple[int, int], list[tuple[float, float, int]]] = {}
    for number, (_, row) in enumerate(items.iterrows(), start=1):
        x, y = 100 * row[f"facility_{phase}"], row[f"discrimination_index_{phase}"]
        if math.isfinite(x) and math.isfinite(y):
            places.setdefault((round(x / 4), round(y / 7)), []).append((x, y, number))
    for points in places.values():
        x, y = (sum(point[i] for point in points) / len(points) for i in (0, 1))
        text = ",".join(str(number) for *_, number in points)
        axes.scatter([x], [y], color=colour, s=90 * len(points) ** 1.6, marker=shape, zorder=3)
        style: dict[str, Any] = {"ha": "center", "va": "center", "color": "white", "zorder": 4}
        axes.text(x, y, text, fontsize=6.5, fontweight="bold", **style)
    return min((y for points in places.values() for _, y, _ in points), default=0.0)


def _names(words: Language, axes: Axes, items: pd.DataFrame) -> None:
    axes.set_axis_off()
    handles = [
        axes.scatter([], [], color=colour, s=60, marker=shape, label=words.say(f"text.{name}"))
        for name, (colour, shape) in SHAPES.items()
    ]
    axes.legend(handles=handles, loc="upper left", frameon=False, borderaxespad=0)
    sides = ["discrimination_index_pre", "discrimination_index_post"]
    lines = [
        f"{number}  {row['cell']}{' †' if row[sides].isna().any() else ''}"
        for number, (_, row) in enumerate(items.iterrows(), start=1)
    ]
    if any("†" in line for line in lines):
        lines += textwrap.wrap(f"† {words.say('draw.no_index')}", 34)
    style: dict[str, Any] = {"va": "top", "fontsize": 7.2, "color": INK, "linespacing": 1.5}
    style["transform"] = axes.transAxes
    # Outside the layout: else a long name would squeeze the map.
    axes.text(0, 0.84, "\n".join(lines), **style).set_in_layout(False)
