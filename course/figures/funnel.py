"""How many of those who registered reached each step of the workshop."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.figure import Figure

from course.figures.style import INK, POST, QUIET, bare, printed
from course.reports.language import Language
from course.statistics.arrays import Note

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
