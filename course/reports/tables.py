"""A table as it is read: headings, cells and notes in words, the same for HTML and Word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from course.evaluation.percents import MEAN_OF_INDICATORS, is_ambiguous
from course.indicators import known
from course.pages import template
from course.reports.language import NONE, Language

AMBIGUOUS = " *"
Row = pd.Series | Mapping[Any, Any]
"""A row of a table."""


@dataclass(frozen=True)
class Sheet:
    """One table of a report."""

    key: str
    """Its name in ``[titles]`` of the words."""
    title: str
    heads: tuple[str, ...]
    align: str
    """One letter a column: l(eft) or c(entre)."""
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    last_is_mean: bool = False
    """Whether the last row sums up those above it."""
    named_by: int = 1
    """Which column names a row; on a narrow screen it stays in sight."""
    widths: tuple[float, ...] = ()
    """Centimetres a column in Word; empty: by the length of its words."""

    def html(self, caption: str) -> str:
        """Return the table as HTML; every cell is escaped."""
        return template("reports/table").render(sheet=self, caption=caption)


def make(
    words: Language,
    key: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[str]],
    notes: Iterable[str] = (),
    **more: Any,
) -> Sheet:
    """Return a sheet; ``columns`` are (heading in ``[heads]``, alignment)."""
    return Sheet(
        key=key,
        title=words.say(f"titles.{key}"),
        heads=tuple(words.say(f"heads.{name}") for name, _ in columns),
        align="".join(side for _, side in columns),
        rows=tuple(tuple(row) for row in rows),
        notes=tuple(dict.fromkeys(note for note in notes if note)),
        **more,
    )


def label(words: Language, code: str) -> str:
    """Return "P1 Pengetahuan pemasaran digital"."""
    name = words.indicator(known(code))
    return code if name == code else f"{code} {name}"


def mean_of(words: Language, row: Row, whole: str) -> str:
    """Return over which indicators a mean is: the words ``whole``, or how many and without which.

    ``row`` has the columns over and without (codes).
    """
    if not row["without"] or not row["over"]:
        return words.say(whole)
    return words.say(
        "text.some_of",
        n=len(row["over"]),
        of=len(row["over"]) + len(row["without"]),
        without=", ".join(row["without"]),
    )


def mean_label(words: Language, row: Row) -> str:
    """Return the name of a row of means; one that is not over all its indicators says so."""
    name = str(row["name"])
    if not row["without"] or not row["over"]:
        return words.decoded(name)
    some = mean_of(words, row, "text.mean")
    if name == MEAN_OF_INDICATORS:
        return f"{words.say('text.mean_of')} {some}"
    return f"{words.decoded(name)}, {some}"


def best_p(words: Language, span: tuple[float, float]) -> str:
    """Return the span of ``changes.best_possible``: one p where both ends print alike."""
    low, high = map(words.p_value, span)
    return low if low == high else words.say("paragraph.best_p", low=low, high=high)


def percent_cell(words: Language, value: float) -> str:
    """Return a percentage, marked where the paper's printed scale is double or empty."""
    return words.number(value) + (AMBIGUOUS if is_ambiguous(value) else "")


def category_word(words: Language, name: str) -> str:
    """Return a category in words; a dash where there is none."""
    return NONE if name == "-" else words.decoded(name)


def category_cell(words: Language, row: Row, phase: str) -> str:
    """Return "baik [sedang–sangat baik]": the category at the mean and at both ends."""
    middle, low, high = (row[f"category_{phase}{end}"] for end in ("", "_low", "_high"))
    if "-" in (middle, low, high) or low == high == middle:
        return category_word(words, middle)
    return f"{words.decoded(middle)} [{words.decoded(low)}–{words.decoded(high)}]"


def interval_cell(
    words: Language, row: Row, name: str, digits: int = 1, *, sign: bool = False
) -> str:
    """Return the figure ``name`` of a row with its interval."""
    values = (row[name], row[f"{name}_low"], row[f"{name}_high"])
    return words.with_interval(values, digits, sign=sign)


def row_notes(words: Language, table: pd.DataFrame, names: Sequence[str]) -> list[str]:
    """Return the reasons of every row that has some, each with the row's name."""
    return [
        words.say("text.row_note", name=name, why="; ".join(map(words.decoded, notes)))
        for name, notes in zip(names, table["notes"], strict=True)
        if len(notes)
    ]
