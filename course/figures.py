"""Figures of the reports, drawn with matplotlib alone."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.evaluation import BANDS

PRE, POST, INK = "#9a6b00", "#00695c", "#333333"


def dumbbell(table: pd.DataFrame) -> Figure:
    """Draw pre and post of each indicator (``evaluation.indicator_table``) as a dumbbell chart.

    The x axis is percent, with the band edges; indicators without a pair are named and left empty.
    """
    figure = Figure(figsize=(9, 0.62 * len(table) + 1.5), layout="constrained")
    axes = figure.add_subplot()
    for row, (_, values) in enumerate(table.iterrows()):
        _draw_row(axes, len(table) - 1 - row, values)
    axes.set_yticks(range(len(table)), [_label(values) for _, values in table[::-1].iterrows()])
    axes.set_ylim(-0.6, len(table) - 0.2)
    axes.set_xlim(0, 100)
    axes.set_xlabel("Persen dari nilai tertinggi")
    _draw_bands(axes, len(table))
    for spine in ("top", "right", "left"):
        axes.spines[spine].set_visible(False)
    axes.tick_params(axis="y", length=0)
    handles = [
        axes.scatter([], [], color=c, s=70, label=t)
        for c, t in ((PRE, "Tes awal"), (POST, "Tes akhir"))
    ]
    axes.legend(
        handles=handles, loc="upper center", bbox_to_anchor=(0.4, 1.16), ncols=2, frameon=False
    )
    return figure


def _draw_row(axes: Axes, y: int, values: pd.Series) -> None:
    pre, post = values["pre"], values["post"]
    if pd.isna(pre) or pd.isna(post):
        axes.text(
            50, y, "belum ada pasangan tes", ha="center", va="center", color=INK, style="italic"
        )
        return
    axes.plot([pre, post], [y, y], color="#b0b0b0", linewidth=4, zorder=1, solid_capstyle="round")
    axes.scatter([pre, post], [y, y], color=[PRE, POST], s=90, zorder=2)
    left, right = sorted((pre, post))
    for value, x, side in ((left, left - 2, "right"), (right, right + 2, "left")):
        axes.text(x, y, f"{value:.0f}", ha=side, va="center", color=INK, fontsize=9)


def _label(values: pd.Series) -> str:
    return f"{values['name']}  (n = {values['n']})"


def _draw_bands(axes: Axes, rows: int) -> None:
    low = 0.0
    for edge, name in BANDS:
        axes.axvline(edge, color="#d0d0d0", linewidth=1, zorder=0)
        axes.text(
            (low + edge) / 2,
            rows - 0.3,
            name,
            ha="center",
            va="bottom",
            color="#666666",
            fontsize=9,
        )
        low = edge


def funnel(table: pd.DataFrame) -> Figure:
    """Draw the steps of a workshop (``workshop.WorkshopTables.funnel``), one bar a step.

    Beside each bar stand the count and the percentages of the registered and of the step before.
    """
    figure = Figure(figsize=(9, 0.8 * len(table) + 0.6), layout="constrained")
    axes = figure.add_subplot()
    rows = range(len(table) - 1, -1, -1)
    axes.barh(list(rows), table["n"], color=POST, height=0.56)
    axes.set_yticks(list(rows), [textwrap.fill(step, 26) for step in table["step"]])
    most = table["n"].max()
    for row, (_, values) in zip(rows, table.iterrows(), strict=True):
        words = f"{values['n']}"
        if not pd.isna(values["of_previous"]):
            share, before = _percent(values["of_registered"]), _percent(values["of_previous"])
            words += f"  ({share} dari terdaftar, {before} dari langkah sebelumnya)"
        axes.text(values["n"] + most / 80, row, words, va="center", color=INK, fontsize=9)
    axes.set_xlim(0, most * 1.75)
    axes.set_xticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(axis="y", length=0)
    return figure


def _percent(value: float) -> str:
    return f"{value:.1f}%".replace(".", ",")
