"""Every table about the instrument itself, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from course.evaluation.cohort import Cohort
from course.evaluation.five import Shown
from course.evaluation.instrument import forms, kit
from course.evaluation.instrument.trust import trust_table
from course.indicators import PHASES


@dataclass(frozen=True)
class Instrument:
    """What the tests are worth as a measurement; nothing in it is rounded."""

    scales: pd.DataFrame
    """``kit.scale_table``."""
    item_total: pd.DataFrame
    """``kit.item_total_table``."""
    retest: pd.DataFrame
    """``kit.retest_table``; no rows without a delayed test."""
    functioning: pd.DataFrame
    """``kit.functioning_table`` of who was helped against who was not."""
    known: pd.DataFrame
    """``kit.known_groups_table``."""
    form_items: pd.DataFrame
    """``forms.form_item_table``; no rows where each test came in one form."""
    trust: pd.DataFrame
    """``trust.trust_table``; no rows where nobody has marked by hand."""


NAMES = {
    "skala": "instrument.scales",
    "butir-total": "instrument.item_total",
    "uji-ulang": "instrument.retest",
    "dif": "instrument.functioning",
    "kelompok-diketahui": "instrument.known",
    "butir-bentuk": "instrument.form_items",
    "nilai-tangan": "instrument.trust",
}
"""Names of the tables' files, each with its field of ``Results``."""


def read_instrument(
    root: Path,
    cohort: Cohort,
    scores: pd.DataFrame,
    who: frozenset[str] | None,
    shown: Shown,
) -> Instrument:
    """Return the instrument's tables; ``scores`` are those that items are shown from.

    ``who``: whose work counts (``gate.participants``).
    """
    inside = set(zip(*(scores[name] for name in ("participant", "lesson", "cell")), strict=True))

    def counts(one: str, lesson: str, cell: str) -> bool:
        of_test = (one, lesson, cell) in inside
        return of_test if lesson in PHASES else who is None or one in who

    return Instrument(
        scales=kit.scale_table(scores, shown),
        item_total=kit.item_total_table(scores, shown),
        retest=kit.retest_table(scores, shown),
        functioning=kit.functioning_table(scores, cohort.helped, "helped", "unaided", shown),
        known=kit.known_groups_table(scores, cohort.helped, cohort.practised, shown),
        form_items=forms.form_item_table(scores, cohort.forms, shown),
        trust=trust_table(root, counts, shown),
    )
