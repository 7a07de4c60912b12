"""The figures of the reports in one style: dumbbell, flow, funnel, item map, slopes, heatmap."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.patches import FancyBboxPatch

from course.evaluation.percents import BANDS
from course.evaluation.statistics.arrays import Note
from course.indicators import known, paper_codes
from course.reports.language import Language

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


_HIGH, _STEP = 0.62, 1.0


def flow(words: Language, table: pd.DataFrame) -> Figure:
    """Draw ``attrition.flow_table`` from top to bottom, with who was not there beside each step."""
    with printed():
        figure = Figure(figsize=(WIDTH * 0.72, 0.62 * len(table) + 0.2), layout="constrained")
        axes = figure.add_subplot()
        for place, (_, row) in enumerate(table.iterrows()):
            y = -place * _STEP
            _box(words, axes, y, row, last=row["step"] == "complete")
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
    if row["lost_here"]:
        said = "draw.not_complete" if row["step"] == "complete" else "draw.not_there"
        axes.annotate(
            words.say(said, n=row["lost_here"]), (1.7, y), (2.25, y), va="center",
            color=DOWN,
            arrowprops={"arrowstyle": "-", "color": DOWN, "lw": 0.8},
        )  # fmt: skip


NARROW = 4.0
"""Inches: read on a phone too."""


def funnel(words: Language, table: pd.DataFrame) -> Figure:
    """Draw ``workshop.WorkshopTables.funnel``: a bar a step, with its share of the registered."""
    with printed():
        figure = Figure(figsize=(NARROW, 0.5 * len(table) + 0.2), layout="constrained")
        axes = figure.add_subplot()
        places = range(len(table) - 1, -1, -1)
        most = table["n"].max()
        axes.barh(places, most, color="#eef5f3", height=0.62)
        axes.barh(places, table["n"], color=POST, height=0.62)
        for place, n, share in zip(places, table["n"], table["of_registered"], strict=True):
            axes.text(most * 1.03, place, str(n), va="center", color=INK, weight="bold")
            axes.text(most * 1.16, place, f"{words.number(share, 0)}%", va="center", color=QUIET)
        steps = [words.decoded(s) if isinstance(s, Note) else s for s in table["step"]]
        axes.set_yticks(places, [textwrap.fill(step, 20) for step in steps])
        axes.set_xlim(0, most * 1.34)
        axes.set_xticks([])
        bare(axes)
    return figure


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
    if len(own):
        title += f"\nn = {len(own)}"
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
