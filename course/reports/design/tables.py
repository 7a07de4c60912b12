"""The tables of what forms are worth on each other, and of three points in time."""

from __future__ import annotations

import pandas as pd

from course.evaluation.design.equated import METHODS
from course.evaluation.percents import MEAN_OF_INDICATORS
from course.reports.item_tables import scale_name, why
from course.reports.language import NONE, Language
from course.reports.tables import Sheet, interval_cell, label, make


def _name(words: Language, code: str) -> str:
    return words.decoded(code) if code == MEAN_OF_INDICATORS else label(words, code)


def equated_sheet(words: Language, table: pd.DataFrame) -> Sheet:
    """Return what scores on form B are worth on form A: a row a score, or one where all shift."""
    rows, reasons = [], []
    for scale, own in table.groupby("scale", sort=False):
        name = scale_name(words, str(scale))
        reasons.append((name, own["notes"].iloc[0]))
        shown, n = own[own["mean"].notna()], str(int(own["n"].iloc[0]))
        if shown["line"].isna().all() and len(shown):
            first, last = shown.iloc[0], str(int(shown["score"].iloc[-1]))
            shift = f"B {interval_cell(words, first, 'mean', sign=True)}"
            rows.append([name, f"0–{last}", n, shift, NONE, NONE])
            continue
        for row in shown.to_dict("records"):
            cells = [interval_cell(words, row, method) for method in METHODS]
            rows.append([name, str(int(row["score"])), n, *cells])
    columns = (
        *(("scale", "l"), ("score_b", "c"), ("n", "c")),
        *((f"equated_{method}", "c") for method in METHODS),
    )
    notes = [words.say("notes.equated"), *why(words, reasons)]
    return make(words, "equated", columns, rows, notes, named_by=2)


def growth_sheet(words: Language, table: pd.DataFrame) -> Sheet:
    """Return the three steps of each indicator that is shown; the last are of all indicators."""
    rows, group = [], ""
    for _, row in table[table["change"].notna()].iterrows():
        name = _name(words, row["indicator"])
        rows.append(
            [
                "" if name == group else name,
                words.say(f"text.step_{row['start']}_{row['end']}"),
                str(row["n"]),
                words.number(row["mean_start"]),
                words.number(row["mean_end"]),
                interval_cell(words, row, "change", sign=True),
                interval_cell(words, row, "model", sign=True),
            ]
        )
        group = name
    columns = (
        *(("indicator", "l"), ("points_in_time", "l"), ("n", "c"), ("at_start", "c")),
        *(("at_end", "c"), ("gain", "c"), ("mixed_model", "c")),
    )
    notes = [words.say("notes.growth"), *growth_reasons(words, table)]
    widths = (3.8, 3.0, 1.0, 1.5, 1.5, 3.1, 3.1)
    return make(words, "growth", columns, rows, notes, named_by=2, widths=widths)


def growth_reasons(words: Language, table: pd.DataFrame) -> list[str]:
    """Return why figures of three points are left out, each reason once with its indicators."""
    named: dict[str, dict[str, None]] = {}
    for code, notes in zip(table["indicator"], table["notes"], strict=True):
        short = words.decoded(code) if code == MEAN_OF_INDICATORS else code
        for note in notes:
            named.setdefault(words.decoded(note), {})[short] = None
    return [
        words.say("text.row_note", name=", ".join(codes), why=reason)
        for reason, codes in named.items()
    ]


def lost_later_sheet(words: Language, table: pd.DataFrame) -> Sheet:
    """Return whether who did not take the delayed test already differed at the posttest."""
    rows = [
        [
            label(words, row["indicator"]),
            *(str(row["stayed"]), str(row["lost"])),
            *(words.number(row[f"mean_{side}"]) for side in ("stayed", "lost")),
            words.number(row["g"], 2),
            words.p_value(row["p_fisher"]),
        ]
        for _, row in table[table["mean_lost"].notna()].iterrows()
    ]
    columns = (
        *(("indicator", "l"), ("stayed", "c"), ("gone", "c"), ("post_stayed", "c")),
        *(("post_lost", "c"), ("g", "c"), ("p_fisher", "c")),
    )
    return make(words, "lost_later", columns, rows, [words.say("notes.lost_later")])


def lost_later_in_words(words: Language, table: pd.DataFrame) -> str:
    """Return the sentence that stands where that table has no rows to show."""
    if table.empty:
        return ""
    most = int(table["lost"].max())
    return words.say("text.none_lost_later" if not most else "text.few_lost_later", n=most)
