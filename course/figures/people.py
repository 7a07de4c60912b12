"""Each participant's change: slopes by indicator, and a heatmap. Codes, no names."""

from __future__ import annotations

import math
import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage

from course.figures.style import DOWN, GRID, INK, QUIET, SAME, UP, WIDTH, bare, printed
from course.indicators import known, paper_codes
from course.reports.language import Language

MOST = 60
"""People in a heatmap; more would be unreadable, and the slopes say enough."""


def slopes(words: Language, people: pd.DataFrame) -> Figure:
    """Draw a line a person from pre to post for each indicator (``changes.person_table``)."""
    codes = paper_codes()
    with printed():
        figure = Figure(figsize=(WIDTH, 4.4), layout="constrained")
        panels = figure.subplots(2, math.ceil(len(codes) / 2), sharey=True).flat
        for axes, code in zip(panels, codes, strict=False):
            _panel(words, axes, code, people[people["indicator"] == code])
        for axes in list(figure.axes)[len(codes) :]:
            axes.set_axis_off()
        _slope_legend(words, list(figure.axes)[-1])
        figure.supylabel(words.say("draw.percent"), fontsize=8.5)
    return figure


def _panel(words: Language, axes: Axes, code: str, own: pd.DataFrame) -> None:
    title = textwrap.fill(words.indicator(known(code)), 22)
    axes.set_title(title, fontsize=8, loc="left", color=INK)
    for _, row in own.iterrows():
        axes.plot(
            [0, 1], [row["pre"], row["post"]], color=_colour(row["difference"]), lw=1, alpha=0.85
        )
    if len(own):
        means = [own["pre"].mean(), own["post"].mean()]
        axes.plot([0, 1], means, color=INK, lw=2.2, marker="o", markersize=4)
    else:
        empty = textwrap.fill(words.say("draw.empty"), 18)
        axes.text(0.5, 50, empty, ha="center", va="center", color=QUIET, style="italic")
    axes.set_xlim(-0.15, 1.15)
    axes.set_ylim(-4, 104)
    axes.set_xticks([0, 1], [words.say("draw.before"), words.say("draw.after")])
    axes.set_yticks([0, 20, 40, 60, 80, 100])
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    bare(axes)


def _colour(difference: float) -> str:
    rounded = round(difference, 9)
    return UP if rounded > 0 else DOWN if rounded < 0 else SAME


def _slope_legend(words: Language, axes: Axes) -> None:
    axes.set_axis_off()
    kinds = (("rises", UP, 1.5), ("falls", DOWN, 1.5), ("same", SAME, 1.5), ("mean", INK, 2.4))
    handles = [
        axes.plot([], [], color=c, lw=w, label=words.say(f"draw.{k}"))[0] for k, c, w in kinds
    ]
    axes.legend(handles=handles, loc="center left", frameon=False)


def heatmap(words: Language, people: pd.DataFrame) -> Figure:
    """Draw the change of each person and indicator in points; the colour is Marx-Cummings' c."""
    codes = paper_codes()
    shown = list(dict.fromkeys(people["participant"]))[:MOST]
    with printed():
        figure = Figure(figsize=(WIDTH, 0.27 * max(len(shown), 2) + 1.5), layout="constrained")
        axes = figure.add_subplot()
        if shown:
            own = people.set_index(["participant", "indicator"])
            difference, c = (
                own[name].unstack("indicator").reindex(index=shown, columns=codes)
                for name in ("difference", "c")
            )
            _scale(words, figure, _cells(words, axes, difference, c))
        axes.set_yticks(range(len(shown)), shown)
        labels = [textwrap.fill(words.indicator(known(code)), 16) for code in codes]
        axes.set_xticks(range(len(codes)), labels, fontsize=6.6)
        axes.tick_params(labeltop=True, labelbottom=False)
        bare(axes)
    return figure


def _scale(words: Language, figure: Figure, image: AxesImage) -> None:
    bar = figure.colorbar(image, location="bottom", aspect=45, shrink=0.7)
    bar.set_label(words.say("draw.c"), fontsize=7.5)
    bar.ax.set_xlim(-1, 1)
    bar.set_ticks([-1, 0, 1], labels=["−1", "0", "+1"])
    bar.outline.set_visible(False)


def _cells(words: Language, axes: Axes, difference: pd.DataFrame, c: pd.DataFrame) -> AxesImage:
    # Someone at 0 or at 100 both times has no c; their points have not changed either.
    level = c.where(c.notna() | (difference != 0), 0.0).to_numpy(float)
    # Wider than -1 to 1, so that the numbers stay readable on the darkest cell.
    image = axes.imshow(level, cmap="BrBG", vmin=-1.6, vmax=1.6, aspect="auto")
    for (y, x), value in np.ndenumerate(difference.to_numpy(float)):
        text = words.number(value, 0, sign=True)
        axes.text(x, y, text, ha="center", va="center", fontsize=7.5, color=INK)
    return image
