"""The tables of who came, who was lost, and what that could mean."""

from __future__ import annotations

from itertools import chain

import pandas as pd

from course.reports.language import NONE, Language
from course.reports.sheets import Sheet, label, make
from course.tables.results import Results

ESTIMATES = ("matched", "lost_unchanged", "mixed_model")
ENDS = ["gain", "low", "high"]


def estimate_sheet(words: Language, results: Results) -> Sheet:
    """Return the four estimates of the mean change beside each other, one row an indicator."""
    rows, notes = [], [words.say("notes.estimates")]
    for code, own in results.estimates.groupby("indicator", sort=False):
        by_name = own.set_index("estimate")
        rows.append([label(words, str(code)), *_estimate_cells(words, by_name)])
        shown = chain.from_iterable(by_name.loc[list(ESTIMATES), "notes"])
        why = dict.fromkeys(map(words.decoded, shown))
        if why:
            notes.append(words.say("text.row_note", name=code, why="; ".join(why)))
    columns = (
        *(("indicator", "l"), ("both", "c"), ("began", "c")),
        *((name, "c") for name in ESTIMATES),
        ("bounds", "c"),
    )
    widths = (4.2, 1.5, 1.4, 2.6, 2.6, 2.6, 2.4)
    return make(words, "estimates", columns, rows, notes, widths=widths)


def _estimate_cells(words: Language, by_name: pd.DataFrame) -> list[str]:
    people = [str(by_name.loc[name, "n"]) for name in ("matched", "lost_unchanged")]
    shown = [
        words.with_interval(by_name.loc[[name], ENDS].to_numpy(float)[0], sign=True)
        for name in ESTIMATES
    ]
    worst, best = by_name.loc[["worst", "best"], "gain"].to_numpy(float)
    return [*people, *shown, words.interval(worst, best, sign=True) or NONE]


def lost_sheet(words: Language, results: Results) -> Sheet:
    """Return whether those who were lost already differed; without rows when they were too few."""
    shown = results.lost[results.lost["mean_lost"].notna()]
    rows = [
        [
            label(words, row["indicator"]),
            *(str(row["stayed"]), str(row["lost"])),
            words.number(row["mean_stayed"]),
            words.number(row["mean_lost"]),
            words.number(row["g"], 2),
            words.p_value(row["p_fisher"]),
        ]
        for _, row in shown.iterrows()
    ]
    columns = (
        *(("indicator", "l"), ("stayed", "c"), ("gone", "c"), ("mean_stayed", "c")),
        *(("mean_lost", "c"), ("g", "c"), ("p_fisher", "c")),
    )
    return make(words, "lost", columns, rows, [words.say("notes.lost")])


def lost_in_words(words: Language, results: Results) -> str:
    """Return the sentence that stands instead of an empty ``lost_sheet``."""
    most = int(results.lost["lost"].max()) if len(results.lost) else 0
    if most:
        return words.say("text.few_lost", n=most)
    return words.say("text.none_lost")
