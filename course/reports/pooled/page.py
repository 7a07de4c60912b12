"""``course pool``: items of joined classes on one scale, with a Wright map."""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course import CourseError
from course.evaluation.pooled.calibration import Scaled, scaled
from course.evaluation.pooled.classes import Pool
from course.evaluation.statistics.arrays import NAN
from course.evaluation.statistics.calibration import PEOPLE
from course.files import Places, write_private
from course.pages import write_page
from course.reports.figures import INK, POST, QUIET, WIDTH, bare, printed
from course.reports.files import csv_of, drawn_as_svg, inline
from course.reports.language import NONE, Language, language

NAME = "gabungan"
_LINES = 0.17
"""Inches an item needs on the map."""


@dataclass(frozen=True)
class Written:
    """What was written."""

    data: Path
    page: Path | None
    """None of fewer than ``PEOPLE`` people."""
    tests: tuple[Scaled, ...]


def write_pool(root: Path, pool: Pool) -> Written:
    """Write the joined answers (private) and, from ``PEOPLE`` people on, page and tables.

    Raises CourseError where the library of item response models is not installed.
    """
    places, words = Places(root), language("id")
    data = places.exports / f"{NAME}-data-terbatas.csv"
    text = str(pool.answers.to_csv(index=False, lineterminator="\n"))
    write_private(data, text.encode())
    if pool.people < PEOPLE:
        return Written(data, None, ())
    if find_spec("mirt") is None:
        raise CourseError(
            "Parameter butir memerlukan pustaka tambahan. Jalankan: pip install mirt, lalu ulangi."
        )
    tests = tuple(scaled(pool.answers))
    places.reports.mkdir(parents=True, exist_ok=True)
    for test in tests:
        name = f"{NAME}-{test.phase}.csv"
        (places.reports / name).write_text(csv_of(test.items), "utf-8", newline="")
    page = write_page(
        places.reports / f"{NAME}.html",
        "reports/pooled",
        "Butir tes dari beberapa kelas",
        people=pool.people,
        classes=pool.classes,
        partial=pool.partial,
        tests=[_shown(words, test) for test in tests],
    )
    return Written(data, page, tests)


def _shown(words: Language, test: Scaled) -> dict[str, Any]:
    whole = test.whole
    figures = {
        "name": words.say(f"text.{test.phase}"),
        "people": whole.people,
        "notes": [words.decoded(note) for note in whole.notes],
        "items": [],
    }
    if not whole.items:
        return figures
    rows = [
        {
            "cell": row["cell"],
            "form": row["form"] or NONE,
            "n": row["n"],
            "difficulty": words.with_interval((row["difficulty"], row["low"], row["high"]), 2),
            "infit": words.number(row["infit"], 2),
            "outfit": words.number(row["outfit"], 2),
            "p_fit": words.p_value(row["p_holm"]),
            "slope": words.with_interval((row["slope"], row["slope_low"], row["slope_high"]), 2),
        }
        for row in test.items.to_dict("records")
    ]
    drawing = inline(drawn_as_svg(wright(test)))
    return figures | {
        "items": rows,
        "sd": words.number(whole.sd, 2),
        "p_slopes": words.p_value(whole.p_slopes),
        "map": drawing,
    }


def wright(test: Scaled) -> Figure:
    """Draw a Wright map: people on the left, items on the right, on one scale of logits."""
    items = test.items[test.items["difficulty"].notna()]
    abilities = [one for one, _ in test.whole.totals] or [0.0]
    ends = [*abilities, *items["difficulty"]]
    low, high = math.floor(min(ends)) - 0.2, math.ceil(max(ends)) + 0.2
    with printed():
        tall = max(3.6, _LINES * len(items) + 1)
        figure = Figure(figsize=(WIDTH, tall), layout="constrained")
        people, place = figure.subplots(1, 2, sharey=True, width_ratios=(1, 2))
        _people(people, test)
        _items(place, items)
        people.set_ylim(low, high)
        people.set_ylabel("logit")
    return figure


def _people(axes: Axes, test: Scaled) -> None:
    places, counts = zip(*test.whole.totals, strict=True) if test.whole.totals else ((), ())
    axes.barh(places, counts, height=0.16, color=POST)
    axes.invert_xaxis()
    axes.set_xlabel("orang")
    bare(axes, "right")


def _items(axes: Axes, items: Any) -> None:
    last, column = NAN, 0
    for row in items.to_dict("records"):
        # Items that are as hard as each other stand beside each other.
        column = column + 1 if abs(row["difficulty"] - last) < 0.12 else 0
        last = row["difficulty"]
        form = f" {row['form']}" if row["form"] else ""
        axes.text(
            0.02 + 0.33 * (column % 3),
            last,
            f"{row['cell']}{form}",
            fontsize=6.6,
            color=INK,
            va="center",
        )
        axes.plot([0, 0.012], [last, last], color=QUIET, lw=0.8)
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.set_xlabel("butir: makin atas makin sulit")
    bare(axes)
