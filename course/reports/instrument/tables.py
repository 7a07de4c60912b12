"""The tables of what the tests are worth as a measurement, and of whom their marks agree with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from course.evaluation.instrument.forms import MEAN
from course.evaluation.instrument.measured import Instrument
from course.evaluation.instrument.trust import UNTRUSTED
from course.evaluation.results import Results
from course.reports.item_tables import PHASES, scale_name, why
from course.reports.language import NONE, Language
from course.reports.tables import Sheet, interval_cell, label, make


def scale_sheet(words: Language, found: Instrument) -> Sheet:
    """Return omega, floor and ceiling of each scale."""
    rows, reasons = [], []
    for row in found.scales.to_dict("records"):
        name, test = scale_name(words, row["scale"]), words.say(f"text.{row['phase']}")
        ends = (words.number(100 * row[end], 0) for end in ("floor", "ceiling"))
        count = str(int(row["items"]))
        rows.append(
            [name, test, str(row["n"]), count, interval_cell(words, row, "omega", 2), *ends]
        )
        reasons.append((f"{name} ({test})", row["notes"]))
    columns = (
        *(("scale", "l"), ("phase", "l"), ("n", "c"), ("count", "c"), ("omega", "c")),
        *(("floor", "c"), ("ceiling", "c")),
    )
    return make(words, "scales", columns, rows, [words.say("notes.scales"), *why(words, reasons)])


def item_total_sheet(words: Language, found: Instrument) -> Sheet:
    """Return each item's correlation with the rest of its scale, before and after."""
    table = found.item_total
    by = {(row["phase"], row["cell"]): row for row in table.to_dict("records")}
    rows = []
    for cell, scale in dict(zip(table["cell"], table["scale"], strict=True)).items():
        cells = [
            interval_cell(words, by[p, cell], "r", 2) if (p, cell) in by else NONE for p in PHASES
        ]
        rows.append([scale_name(words, scale), cell, *cells])
    columns = (("scale", "l"), ("item", "l"), ("r_pre", "c"), ("r_post", "c"))
    notes = [words.say("notes.item_total")]
    notes += why(words, zip(table["cell"], table["notes"], strict=True))
    return make(words, "item_total", columns, rows, notes, named_by=2)


def retest_sheet(words: Language, found: Instrument, said: Sequence[str] = ()) -> Sheet:
    """Return how stable each scale is until the delayed test; ``said`` are further notes."""
    table = found.retest
    names = [scale_name(words, scale) for scale in table["scale"]]
    rows = [
        [name, str(row["n"]), interval_cell(words, row, "icc", 2)]
        for name, (_, row) in zip(names, table.iterrows(), strict=True)
    ]
    notes = [words.say("notes.retest"), *said]
    notes += why(words, zip(names, table["notes"], strict=True))
    return make(words, "retest", (("scale", "l"), ("n", "c"), ("icc", "c")), rows, notes)


def known_sheet(words: Language, found: Instrument) -> Sheet:
    """Return whether groups that ought to differ do."""
    rows, reasons = [], []
    for _, row in found.known.iterrows():
        test = words.say(f"text.{row['phase']}")
        groups = [words.decoded(row[side]) for side in ("high", "low")]
        sizes = f"{row['n_high']}/{row['n_low']}"
        rows.append([test, *groups, sizes, interval_cell(words, row, "g", 2, sign=True)])
        reasons.append((test, row["notes"]))
    columns = (
        *(("phase", "l"), ("expected_high", "l"), ("expected_low", "l"), ("n_groups", "c")),
        ("g_ends", "c"),
    )
    return make(words, "known", columns, rows, [words.say("notes.known"), *why(words, reasons)])


def functioning_sheet(words: Language, found: Instrument) -> Sheet:
    """Return whether items mean the same for two groups; no rows where the groups are too small."""
    table = found.functioning[found.functioning["cell"] != ""]
    rows = [
        [
            *(row["cell"], words.say(f"text.{row['phase']}"), str(row["n"])),
            *(interval_cell(words, row, "odds", 2), words.p_value(row["p"])),
            *(words.number(row["delta"], 2, sign=True), row["ets"] or NONE),
        ]
        for _, row in table.iterrows()
    ]
    columns = (
        *(("item", "l"), ("phase", "l"), ("n", "c"), ("odds", "c"), ("p_mh", "c"), ("delta", "c")),
        ("ets", "c"),
    )
    reasons = why(words, zip(table["cell"], table["notes"], strict=True))
    return make(words, "functioning", columns, rows, [words.say("notes.functioning"), *reasons])


def functioning_in_words(words: Language, found: Instrument) -> str:
    """Return why there are no figures by group; "" where there are some."""
    table = found.functioning
    notes = dict.fromkeys(
        note for notes in table.loc[table["cell"] == "", "notes"] for note in notes
    )
    return " ".join(f"{words.decoded(note).capitalize()}." for note in notes)


def trust_sheet(words: Language, found: Instrument) -> Sheet:
    """Return how far automatic marks are from those by hand, a row a written task."""
    rows, reasons = [], []
    for _, row in found.trust.iterrows():
        kappa = interval_cell(words, row, "kappa", 2)
        error = interval_cell(words, row, "error", 1, sign=True)
        flag = words.decoded(row["flag"]) if row["flag"] else ""
        task = f"{row['lesson']} {row['cell']}"
        rows.append([task, str(row["n"]), kappa, error, words.percent(row["far"]), flag])
        reasons.append((task, row["notes"]))
    columns = (
        *(("task", "l"), ("n", "c"), ("kappa", "c"), ("error_ends", "c"), ("far", "c")),
        ("flags", "l"),
    )
    return make(words, "trust", columns, rows, [words.say("notes.trust"), *why(words, reasons)])


def trust_in_words(words: Language, found: Instrument) -> str:
    """Return which tasks' marks a reader should not trust yet, in a sentence or two."""
    table = found.trust
    if table.empty:
        return words.say("text.nothing_by_hand")
    few_, doubted = table["kappa"].isna() & table["error"].isna(), table["flag"] == UNTRUSTED
    said = []
    if doubted.any():
        cells = _named(table[doubted], ("n", "kappa", "error"), words)
        said.append(words.say("text.untrusted", cells=cells))
    elif not few_.all():
        said.append(words.say("text.all_trusted"))
    if few_.any():
        said.append(words.say("text.few_by_hand", cells=_named(table[few_], ("n",), words)))
    return " ".join(said)


def _named(table: pd.DataFrame, figures: Iterable[str], words: Language) -> str:
    shown = {
        "n": lambda row: f"n = {row['n']}",
        "kappa": lambda row: f"kappa {words.number(row['kappa'], 2)}",
        "error": lambda row: words.number(row["error"], 1, sign=True),
    }
    return "; ".join(
        f"{row['cell']} ({', '.join(shown[name](row) for name in figures)})"
        for _, row in table.iterrows()
    )


def forms_sheet(words: Language, table: pd.DataFrame) -> Sheet:
    """Return the gain without the forms' difference, beside the plain one."""
    names = [
        words.say("text.mean") if row["indicator"] == MEAN else label(words, row["indicator"])
        for _, row in table.iterrows()
    ]
    rows = [
        [
            name,
            f"{row['n_ab']}/{row['n_ba']}",
            words.number(row["plain"], sign=True),
            interval_cell(words, row, "gain", sign=True),
            interval_cell(words, row, "form_effect", sign=True),
            interval_cell(words, row, "order_effect", sign=True),
        ]
        for name, (_, row) in zip(names, table.iterrows(), strict=True)
    ]
    columns = (
        *(("indicator", "l"), ("n_orders", "c"), ("plain", "c"), ("gain_forms", "c")),
        *(("form_effect", "c"), ("order_effect", "c")),
    )
    notes = [words.say("notes.forms"), *why(words, zip(names, table["notes"], strict=True))]
    return make(words, "forms", columns, rows, notes, last_is_mean=bool(rows))


def form_item_sheet(words: Language, results: Results) -> Sheet:
    """Return the items of each form, test by test; without those of which nothing is shown."""
    table = results.instrument.form_items
    shown = table[table["facility"].notna()]
    rows = [
        [
            words.say("text.form", form=row["of_form"]),
            row["cell"],
            words.say(f"text.{row['phase']}"),
            str(row["n"]),
            _facility_of(words, row),
            words.number(row["discrimination_index"]),
        ]
        for row in shown.to_dict("records")
    ]
    columns = (
        *(("form", "l"), ("item", "l"), ("phase", "l"), ("n", "c"), ("facility_of", "c")),
        ("discrimination_of", "c"),
    )
    return make(words, "form_items", columns, rows, [words.say("notes.form_items")], named_by=2)


def _facility_of(words: Language, row: Mapping[Any, Any]) -> str:
    ends = tuple(100 * row[f"facility{end}"] for end in ("", "_low", "_high"))
    return words.with_interval((ends[0], ends[1], ends[2]), 0)
