"""The tables of the items: difficulty, discrimination, distractors, criteria, attitude."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from course.evaluation.items import GROUPS
from course.evaluation.results import Results
from course.evaluation.statistics.arrays import Note
from course.indicators import PHASES as TESTS
from course.indicators import indicators
from course.reports.language import NONE, Language
from course.reports.tables import Sheet, make

PHASES = ("pre", "post")


def item_sheet(words: Language, results: Results) -> Sheet:
    """Return how hard each item was before and after, and whether the same people moved."""
    rows = [
        [
            row["cell"],
            words.number(row["points"], 0),
            *(_facility(words, row, phase) for phase in PHASES),
            NONE if pd.isna(row["up"]) else f"{row['up']}/{row['down']}",
            f"{words.p_value(row['p'])}{_mark(row['test'])}",
            words.percent(row["guess"]),
            "/".join(_whole(row[f"n_{phase}"]) for phase in PHASES),
            f"{row['blank_pre']}/{row['blank_post']}",
            "/".join(words.percent(row[f"unsure_{phase}"]) for phase in PHASES),
            ", ".join(map(words.decoded, row["flags"])),
        ]
        for _, row in results.items.iterrows()
    ]
    columns = (
        *(("item", "l"), ("points", "c"), ("facility_pre", "c"), ("facility_post", "c")),
        *(("up_down", "c"), ("p_item", "c"), ("guess", "c"), ("n_items", "c"), ("left_blank", "c")),
        *(("said_unsure", "c"), ("flags", "l")),
    )
    widths = (2.9, 1.1, 2.1, 2.1, 1.1, 1.3, 1.4, 1.2, 1.4, 1.4, 2.8)
    notes = [words.say("notes.items"), *of_forms(words, results, "item_pairs")]
    return make(words, "items", columns, rows, notes, widths=widths)


def _whole(n: float) -> str:
    return NONE if pd.isna(n) else str(int(n))


def _facility(words: Language, row: pd.Series, phase: str) -> str:
    ends = (100 * row[f"facility{end}_{phase}"] for end in ("", "_low", "_high"))
    return words.with_interval(ends, 0)


def _mark(test: str) -> str:
    return {"McNemar": "ᵐ", "Pratt": "ᵖ"}.get(test, "")


def quality_sheet(words: Language, results: Results) -> Sheet:
    """Return Moodle's figures of each item, before and after."""
    names = ("discrimination_index", "discriminative_efficiency", "effective_weight")
    rows = [
        [row["cell"], *(words.number(row[f"{n}_{p}"]) for n in names for p in PHASES)]
        for _, row in results.items.iterrows()
    ]
    columns = (("item", "l"), *((f"{name}_{phase}", "c") for name in names for phase in PHASES))
    notes = [
        words.say("notes.quality"),
        *why(words, zip(results.items["cell"], results.items["notes"], strict=True)),
    ]
    return make(words, "quality", columns, rows, notes)


def of_forms(words: Language, results: Results, key: str) -> list[str]:
    """Return the note ``key`` where people took two forms in two orders; else nothing."""
    return [] if results.forms.empty else [words.say(f"notes.{key}")]


def why(words: Language, found: Iterable[tuple[str, Iterable[Note]]]) -> list[str]:
    """Return the reasons for the gaps, each with the names of the rows that have it."""
    names: dict[str, dict[str, None]] = {}
    for name, notes in found:
        for reason in map(words.decoded, notes):
            names.setdefault(reason, {})[name] = None
    return [
        words.say("text.row_note", name=", ".join(having), why=reason)
        for reason, having in names.items()
    ]


RELIABILITY = (
    *(("scale", "l"), ("phase", "l"), ("n", "c"), ("count", "c"), ("alpha", "c")),
    *(("error_ratio", "c"), ("standard_error", "c"), ("mean_points", "c"), ("sd", "c")),
    *(("skewness", "c"), ("kurtosis", "c")),
)


def reliability_sheet(words: Language, results: Results) -> Sheet:
    """Return what each scale is worth as a measurement."""
    rows, reasons = [], []
    for row in results.reliability.to_dict("records"):
        name, test = scale_name(words, row["scale"]), words.say(f"text.{row['phase']}")
        rows.append([name, test, *_reliability_cells(words, row)])
        reasons.append((f"{name} ({test})", row["notes"]))
    notes = [words.say("notes.reliability"), *of_forms(words, results, "scale_pairs")]
    notes += why(words, reasons)
    widths = (2.8, 1.5, 0.8, 1.1, 2.5, 1.3, 1.5, 1.5, 1.0, 2.1, 2.0)
    return make(words, "reliability", RELIABILITY, rows, notes, widths=widths)


def scale_name(words: Language, name: str) -> str:
    """Return what a scale measures, in words: its group, or "Sikap S1"."""
    if name in GROUPS:
        of = next(one for one in indicators().values() if one.code.startswith(name))
        return words.group(of)
    return words.say("text.attitude", code=name)


def _reliability_cells(words: Language, row: dict[Any, Any]) -> list[str]:
    return [
        *(str(int(row["n"])), str(int(row["items"]))),
        words.with_interval((row["alpha"], row["alpha_low"], row["alpha_high"]), 2),
        words.number(row["error_ratio"]),
        words.number(row["standard_error"], 2),
        words.number(row["mean"]),
        *(words.number(row[name], 2) for name in ("sd", "skewness", "kurtosis")),
    ]


def attitude_sheet(words: Language, results: Results) -> Sheet:
    """Return the attitude items before and after; no answer lowers n and is no 1."""
    by_phase = {p: t.set_index("item") for p, t in results.attitudes.groupby("phase")}
    rows = []
    for item in dict.fromkeys(results.attitudes["item"]):
        cells: list[str] = []
        for phase in PHASES:
            table = by_phase.get(phase, results.attitudes.head(0))
            cells += _answers(words, table.loc[item]) if item in table.index else [NONE] * 3
        rows.append([item, *cells])
    columns = [("item", "l")]
    columns += [(f"{name}_{p}", "c") for p in PHASES for name in ("answers", "blank", "mean")]
    return make(words, "attitudes", columns, rows, [words.say("notes.attitudes")])


def _answers(words: Language, row: pd.Series) -> list[str]:
    return [str(row["n"]), str(row["missing"]), words.with_interval((row["mean"], *_NO_ENDS), 2)]


_NO_ENDS = (float("nan"), float("nan"))


def options_in_words(words: Language, results: Results) -> str:
    """Return the sentence that stands where the table of options has no rows to show."""
    by_form = not (results.forms.empty or results.items.empty)
    return words.say("text.no_options_by_form" if by_form else "text.no_items")


def option_sheet(words: Language, results: Results) -> Sheet:
    """Return who took which option, before and after; the key is marked."""
    keys = ["exercise", "field", "option", "form"]
    forms = results.options.groupby(["exercise", "field"], sort=False)["form"].nunique()
    found: dict[tuple[Any, ...], dict[str, pd.Series]] = {}
    for _, row in results.options.iterrows():
        found.setdefault(tuple(row[keys]), {})[row["phase"]] = row
    rows, last = [], ""
    # A test that asks it in another way has rows of its own: its letters mean something else.
    order = {key: place for place, key in enumerate(dict.fromkeys((k[0], k[3]) for k in found))}
    for key in sorted(found, key=lambda key: (_exercise(found, key), order[key[0], key[3]])):
        by_phase = found[key]
        phase, any_row = next(iter(by_phase.items()))
        which = (
            words.say("text.form", form=any_row["of_form"])
            if any_row["of_form"]
            else words.say("text." + phase)
        )
        test = f" ({which})" if forms[key[0], key[1]] > 1 else ""
        exercise = f"{key[0]}{test}"
        flag = "; ".join(
            f"{words.say('text.' + phase)}: {words.decoded(row['flag'])}"
            for phase, row in by_phase.items()
            if row["flag"]
        )
        text = f"{any_row['text']}{' ✓' if any_row['earns'] else ''}"
        taken = [_taken(words, by_phase.get(phase)) for phase in PHASES]
        rest = words.number(by_phase["post"]["mean_rest"], 0) if "post" in by_phase else NONE
        rows.append(["" if exercise == last else exercise, text, *taken, rest, flag])
        last = exercise
    columns = (
        *(("exercise", "l"), ("option", "l"), ("taken_pre", "c"), ("taken_post", "c")),
        *(("mean_rest", "c"), ("flags", "l")),
    )
    return make(words, "options", columns, rows, [words.say("notes.options")], named_by=2)


def _exercise(found: Iterable[tuple[Any, ...]], key: tuple[Any, ...]) -> int:
    """Return the place of a key's exercise in the lesson."""
    return list(dict.fromkeys(one[0] for one in found)).index(key[0])


def _taken(words: Language, row: pd.Series | None) -> str:
    if row is None:
        return NONE
    return f"{row['n']} ({words.percent(row['share'])}%)" if row["n"] else "0"


def criteria_sheet(words: Language, results: Results) -> Sheet:
    """Return the criteria that everybody or nobody meets."""
    flagged = results.criteria[results.criteria["flag"] != ""]
    rows = [
        [
            words.say(f"text.{TESTS[row['lesson']]}"),
            *(row["cell"], row["criterion"], str(row["n"])),
            words.decoded(row["flag"]),
        ]
        for _, row in flagged.iterrows()
    ]
    heads = ("lesson", "item", "criterion", "n", "flags")
    columns = [(name, "c" if name == "n" else "l") for name in heads]
    return make(words, "criteria", columns, rows, [words.say("notes.criteria")])
