"""Mean before and after, one row an indicator, with confidence intervals."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.evaluation import BANDS
from course.figures.style import GRID, INK, POST, PRE, QUIET, WIDTH, bare, printed
from course.indicators import known
from course.reports.language import Language


def dumbbell(words: Language, table: pd.DataFrame) -> Figure:
    """Draw ``changes.change_table``; an indicator without figures is named and left empty."""
    with printed():
        figure = Figure(figsize=(WIDTH, 0.46 * len(table) + 1.15), layout="constrained")
        axes = figure.add_subplot()
        rows = len(table)
        for place, (_, row) in enumerate(table.iterrows()):
            _row(words, axes, rows - 1 - place, row)
        labels = [_label(words, row) for _, row in table[::-1].iterrows()]
        axes.set_yticks(range(rows), labels)
        axes.set_ylim(-0.6, rows - 0.15)
        axes.set_xlim(0, 100)
        axes.set_xlabel(words.say("draw.percent"))
        _bands(words, axes, rows)
        bare(axes, "bottom")
        axes.text(102, rows - 0.1, words.say("draw.gain"), color=QUIET, va="bottom", fontsize=7.5)
        _legend(words, figure, axes)
    return figure


def _row(words: Language, axes: Axes, y: int, row: pd.Series) -> None:
    if math.isnan(row["gain"]):
        empty: dict[str, Any] = {"ha": "center", "va": "center", "color": QUIET, "style": "italic"}
        axes.text(50, y, words.say("draw.empty"), **empty)
        return
    pre, post = row["mean_pre"], row["mean_post"]
    axes.plot([pre, post], [y, y], color="#a8a8a8", linewidth=3, zorder=2, solid_capstyle="round")
    for phase, mean, colour, side in (("pre", pre, PRE, -0.2), ("post", post, POST, 0.2)):
        low, high = row[f"{phase}_low"], row[f"{phase}_high"]
        if math.isfinite(low):
            # An interval of the mean may reach beyond the scale; the scale ends there.
            inside = [max(low, 0.0), min(high, 100.0)]
            axes.plot(inside, [y + side] * 2, color=colour, linewidth=1.1, zorder=1)
        axes.scatter([mean], [y], color=colour, s=46, zorder=3, marker="o" if side < 0 else "s")
    gain = words.with_interval((row["gain"], row["gain_low"], row["gain_high"]), sign=True)
    axes.text(102, y, gain, va="center", fontsize=7.5, color=INK)


def _label(words: Language, row: pd.Series) -> str:
    name = words.indicator(known(row["indicator"]))
    return "\n".join(textwrap.wrap(f"{name} (n = {row['n']})", 30))


def _bands(words: Language, axes: Axes, rows: int) -> None:
    low = 0.0
    for edge, name in BANDS:
        axes.axvline(edge, color=GRID, linewidth=0.8, zorder=0)
        style: dict[str, Any] = {"ha": "center", "va": "bottom", "color": QUIET, "fontsize": 7.5}
        axes.text((low + edge) / 2, rows - 0.1, words.decoded(name), **style)
        low = edge


def _legend(words: Language, figure: Figure, axes: Axes) -> None:
    handles = [
        axes.scatter([], [], color=colour, s=40, marker=shape, label=words.say(f"heads.{name}"))
        for colour, shape, name in ((PRE, "o", "pre"), (POST, "s", "post"))
    ]
    figure.legend(handles=handles, loc="outside upper center", ncols=2, frameon=False)
