"""The figure of three points in time."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.evaluation.percents import MEAN_OF_INDICATORS
from course.indicators import known
from course.reports.figures import GRID, INK, POST, PRE, QUIET, WIDTH, bare, printed
from course.reports.language import Language

_COLOURS = {"pre": PRE, "post": POST, "delayed": "#4a5aa8"}


def course_of(words: Language, table: pd.DataFrame) -> Figure:
    """Draw ``points.growth_table``: a panel an indicator, three means with their intervals."""
    codes = list(dict.fromkeys(table["indicator"]))
    across = 4
    down = max(1, math.ceil(len(codes) / across))
    with printed():
        figure = Figure(figsize=(WIDTH, 2.15 * down + 0.2), layout="constrained")
        panels = figure.subplots(down, across, sharey=True, squeeze=False).flat
        for axes, code in zip(panels, codes, strict=False):
            _panel(words, axes, code, table[table["indicator"] == code])
        for axes in list(figure.axes)[len(codes) :]:
            axes.set_axis_off()
        figure.supylabel(words.say("draw.percent"), fontsize=8.5)
    return figure


def _panel(words: Language, axes: Axes, code: str, own: pd.DataFrame) -> None:
    name = words.decoded(code) if code == MEAN_OF_INDICATORS else words.indicator(known(code))
    shown = own[own["change"].notna()]
    title = textwrap.fill(name, 22) + (f"\nn = {shown['n'].iloc[0]}" if len(shown) else "")
    axes.set_title(title, fontsize=8, loc="left", color=INK)
    if shown.empty:
        style: dict[str, Any] = {"ha": "center", "va": "center", "color": QUIET, "style": "italic"}
        axes.text(1, 50, textwrap.fill(words.say("draw.empty"), 18), **style)
    else:
        _course(axes, shown)
    axes.set_xlim(-0.35, 2.35)
    axes.set_ylim(-4, 104)
    ticks = [words.say(f"draw.{name}") for name in ("before", "after", "later")]
    axes.set_xticks(range(3), ticks, fontsize=7.2)
    axes.set_yticks([0, 20, 40, 60, 80, 100])
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    bare(axes)


def _course(axes: Axes, shown: pd.DataFrame) -> None:
    by = {(row["start"], row["end"]): row for row in shown.to_dict("records")}
    first, second = by["pre", "post"], by["post", "delayed"]
    sides = {"pre": (first, "start"), "post": (first, "end"), "delayed": (second, "end")}
    points = {
        name: [float(row[f"mean_{side}{end}"]) for end in ("", "_low", "_high")]
        for name, (row, side) in sides.items()
    }
    axes.plot(range(3), [own[0] for own in points.values()], color="#a8a8a8", lw=2, zorder=2)
    for place, (name, (mean, low, high)) in enumerate(points.items()):
        if math.isfinite(low):
            inside = [max(low, 0.0), min(high, 100.0)]
            axes.plot([place, place], inside, color=_COLOURS[name], lw=1.2, zorder=1)
        shape = {"pre": "o", "post": "s", "delayed": "D"}[name]
        axes.scatter([place], [mean], color=_COLOURS[name], s=30, marker=shape, zorder=3)
