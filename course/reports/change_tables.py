"""The printed tables of change, of splits, of observation, and of who was lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pandas as pd

from course.evaluation.attrition import BOUNDS
from course.evaluation.changes import best_possible, flags, is_hopeless
from course.evaluation.five import HIDDEN_TOO
from course.evaluation.percents import MEAN_OF_GROUPS, means
from course.evaluation.results import Results
from course.indicators import known
from course.reports.item_tables import why
from course.reports.language import NONE, Language
from course.reports.tables import (
    AMBIGUOUS,
    Row,
    Sheet,
    best_p,
    category_cell,
    category_word,
    interval_cell,
    label,
    make,
    mean_label,
    percent_cell,
    row_notes,
)

CHANGE = (
    *(("n", "c"), ("pre", "c"), ("category", "c"), ("post", "c"), ("category_ends", "c")),
    *(("gain", "c"), ("class_gain", "c")),
)


def change_cells(words: Language, row: pd.Series) -> list[str]:
    """Return the cells under ``CHANGE``."""
    return [
        str(row["n"]),
        percent_cell(words, row["mean_pre"]),
        category_cell(words, row, "pre"),
        percent_cell(words, row["mean_post"]),
        category_cell(words, row, "post"),
        interval_cell(words, row, "gain", sign=True),
        _gain_cell(words, row),
    ]


def _gain_cell(words: Language, row: pd.Series) -> str:
    shown = interval_cell(words, row, "class_gain", 2)
    level = row["gain_level"]
    return shown if level == "-" else f"{shown} {words.decoded(level)}"


def indicator_sheet(
    words: Language, table: pd.DataFrame, key: str = "indicators", *, mean: bool = True
) -> Sheet:
    """Return the paper's Table 3 with its missing half; the last row is the mean of the rows."""
    rows, group = [], ""
    for _, row in table.iterrows():
        of = words.group(known(row["indicator"]))
        name = words.indicator(known(row["indicator"]))
        rows.append(["" if of == group else of, name, *change_cells(words, row)])
        group = of
    if mean:
        rows.append(_mean_row(words, table))
    names = [words.indicator(known(code)) for code in table["indicator"]]
    notes = [words.say("notes.categories"), *row_notes(words, _without_holm(table), names)]
    if any(AMBIGUOUS in cell for row in rows for cell in row):
        notes.insert(1, words.say("notes.ambiguous"))
    columns = (("goal", "l"), ("indicator", "l"), *CHANGE)
    widths = (2.1, 3.3, 0.9, 1.3, 1.5, 1.3, 2.1, 2.3, 2.2)
    return make(words, key, columns, rows, notes, last_is_mean=mean, named_by=2, widths=widths)


def _without_holm(table: pd.DataFrame) -> pd.DataFrame:
    kept = [tuple(note for note in notes if not is_hopeless(note)) for notes in table["notes"]]
    return table.assign(notes=pd.Series(kept, index=table.index, dtype=object))


def _mean_row(words: Language, table: pd.DataFrame) -> list[str]:
    last = means(table).iloc[-1]
    name = (
        mean_label(words, last) if last["without"] and last["over"] else words.say("text.row_mean")
    )
    return [
        *(name, "", str(last["n"]).replace("-", "–")),
        percent_cell(words, last["mean_pre"]),
        category_word(words, last["category_pre"]),
        percent_cell(words, last["mean_post"]),
        category_word(words, last["category_post"]),
        words.number(last["gain"], sign=True),
        "",
    ]


def test_sheet(words: Language, table: pd.DataFrame) -> Sheet:
    """Return tests and effect sizes of each indicator, with its floor and ceiling."""
    rows = [
        [
            label(words, row["indicator"]),
            *(str(row["n"]), _up_down(row)),
            words.p_value(row["p_pratt"]),
            words.p_value(row["p_holm"]),
            words.number(row["rank_biserial"], 2),
            _t_cell(words, row),
            words.p_value(row["p_t"]),
            words.number(row["d_z"], 2),
            interval_cell(words, row, "g_av", 2),
        ]
        for _, row in table.iterrows()
    ]
    columns = (
        *(("indicator", "l"), ("n", "c"), ("up_down", "c"), ("p_pratt", "c"), ("p_holm", "c")),
        *(("rank_biserial", "c"), ("t", "c"), ("p_t", "c"), ("d_z", "c"), ("g_av", "c")),
    )
    notes = [words.say("notes.tests"), *_holm_notes(words, table), *_ends(words, table)]
    widths = (4.1, 0.8, 1.4, 1.4, 1.4, 1.4, 1.7, 1.4, 1.2, 2.4)
    return make(words, "tests", columns, rows, notes, widths=widths)


def _up_down(row: pd.Series) -> str:
    return NONE if pd.isna(row["gain"]) else f"{row['up']}/{row['changed'] - row['up']}"


def _t_cell(words: Language, row: pd.Series) -> str:
    if pd.isna(row["t"]):
        return NONE
    return f"{words.number(row['t'], 2)}\u00a0({words.number(row['df'], 0)})"


def _holm_notes(words: Language, table: pd.DataFrame) -> list[str]:
    """Return which indicators could not have reached 5% with so few who changed, if any."""
    hopeless = [
        row["indicator"] for _, row in table.iterrows() if any(map(is_hopeless, row["notes"]))
    ]
    if not hopeless:
        return []
    tests, best = int(table["p_pratt"].notna().sum()), best_p(words, best_possible(table))
    return [words.say("notes.hopeless", codes=", ".join(hopeless), tests=tests, best=best)]


def _ends(words: Language, table: pd.DataFrame) -> list[str]:
    found = [
        f"{row['indicator']}: {', '.join(map(words.decoded, own))}"
        for _, row in table.iterrows()
        if (own := flags(row))
    ]
    return [words.say("notes.floor_ceiling", found="; ".join(found))] if found else []


def mean_sheet(words: Language, table: pd.DataFrame) -> Sheet:
    """Return the means of groups and of all indicators, over people who have every part.

    Without the mean of the groups, which stands in the files: one figure is the headline.
    """
    table = table[table["name"] != MEAN_OF_GROUPS]
    rows = [
        [
            mean_label(words, row),
            *change_cells(words, row),
            interval_cell(words, row, "g_av", 2),
        ]
        for _, row in table.iterrows()
    ]
    names = [row[0] for row in rows]
    notes = [words.say("notes.means"), *row_notes(words, table, names)]
    columns = (("mean_of", "l"), *CHANGE, ("g_av", "c"))
    widths = (3.3, 0.8, 1.3, 1.5, 1.3, 2.1, 2.2, 2.2, 2.3)
    return make(words, "means", columns, rows, notes, widths=widths)


def delayed_sheet(words: Language, table: pd.DataFrame, said: Sequence[str] = ()) -> Sheet:
    """Return what remained at the delayed test; ``said`` are further notes."""
    rows = [
        [
            words.say(f"text.since_{row['start']}"),
            label(words, row["indicator"]),
            str(row["n"]),
            words.number(row["mean_pre"]),
            words.number(row["mean_post"]),
            interval_cell(words, row, "gain", sign=True),
            words.p_value(row["p_holm"]),
        ]
        for _, row in table.iterrows()
    ]
    columns = (
        *(("since", "l"), ("indicator", "l"), ("n", "c"), ("start", "c"), ("later", "c")),
        *(("gain", "c"), ("p_holm", "c")),
    )
    notes = [words.say("notes.delayed"), *said]
    reasons = zip(table["indicator"], _without_holm(table)["notes"], strict=True)
    return make(words, "delayed", columns, rows, [*notes, *why(words, reasons)])


def split_sheet(words: Language, table: pd.DataFrame, key: str) -> Sheet:
    """Return the change of each group; groups under five, and who they could give away, hidden."""
    rows = [
        [
            label(words, row["indicator"]),
            _group(words, row["group"], key),
            str(row["people"]),
            interval_cell(words, row, "gain", sign=True),
            interval_cell(words, row, "g_av", 2),
        ]
        for _, row in table[table["shown"].astype(bool)].iterrows()
    ]
    columns = (("indicator", "l"), ("group", "l"), ("n", "c"), ("gain", "c"), ("g_av", "c"))
    return make(words, key, columns, rows, [words.say("notes.split")])


def _group(words: Language, name: str, key: str) -> str:
    """Return a group's name; a mentor goes by the code."""
    return name if key == "by_mentor" else words.decoded(name)


def split_in_words(words: Language, table: pd.DataFrame, key: str) -> str:
    """Return the sentence that stands instead of a split without a group to show."""
    if table.empty:
        return words.say("text.no_roster") if key == "by_mentor" else ""
    sizes = []
    for name, people in table.groupby("group")["people"]:
        low, high = people.min(), people.max()
        said = "text.group_size" if low == high else "text.group_span"
        group = _group(words, str(name), key)
        sizes.append(words.say(said, group=group, n=high, low=low))
    title = words.say(f"titles.{key}")
    return words.say("text.none_shown", title=title, sizes=", ".join(sizes))


def observed_sheet(words: Language, table: pd.DataFrame) -> Sheet:
    """Return the test's simulation beside what mentors saw, and how far both agree."""
    rows = [
        [
            label(words, row["indicator"]),
            f"{row['n']}/{row['observed_n']}",
            percent_cell(words, row["simulated"]),
            percent_cell(words, row["observed"]),
            *(words.percent(row[key]) for key in ("agreement", "within_one")),
            interval_cell(words, row, "kappa", 2),
            interval_cell(words, row, "bias", sign=True),
            words.interval(row["lower"], row["upper"], sign=True) or NONE,
        ]
        for _, row in table.iterrows()
    ]
    columns = (
        *(("indicator", "l"), ("n_observed", "c"), ("simulated", "c"), ("observed", "c")),
        *(("agreement", "c"), ("within_one", "c"), ("kappa", "c"), ("bias", "c"), ("limits", "c")),
    )
    notes = [words.say("notes.observed"), *row_notes(words, table, list(table["indicator"]))]
    return make(words, "observed", columns, rows, notes)


def deed_sheet(words: Language, table: pd.DataFrame) -> Sheet:
    """Return how many did what each sitting asks for in the own shop, as they say themselves."""
    rows = [
        [
            row["title"],
            str(row["sitting"] or words.say("text.each_person")),
            str(row["n"]),
            words.number(row["done"], 0 if row["sitting"] else 1),
            words.percent(row["share"]),
        ]
        for _, row in table.iterrows()
    ]
    columns = (("handed", "l"), ("sitting", "c"), ("n_handed", "c"), ("done", "c"), ("share", "c"))
    return make(words, "deeds", columns, rows, [words.say("notes.deeds")])


def mentor_sheet(words: Language, results: Results) -> Sheet:
    """Return what came in, by mentor: counts only."""
    keys = ("partners", "pretests", "posttests", "n")
    rows = [[row["mentor"], *(str(row[k]) for k in keys)] for _, row in results.mentors.iterrows()]
    columns = (("mentor", "l"), *((key, "c") for key in keys[:3]), ("both", "c"))
    return make(words, "mentors", columns, rows)


ESTIMATES = ("matched", "left_as_zero", "lost_unchanged", "mixed_model")
ENDS = ["gain", "low", "high"]


def estimate_sheet(words: Language, results: Results) -> Sheet:
    """Return the estimates of the mean change beside each other, one row an indicator.

    n is of who has both tests; a cell that rests on others says on how many. Without an estimate
    that is held back everywhere: the notes say which and why.
    """
    rows, notes = [], [words.say("notes.estimates")]
    table = results.estimates
    held = table[[HIDDEN_TOO in own for own in table["notes"]]].groupby("estimate")["indicator"]
    away = {str(name): list(codes) for name, codes in held}
    every = [name for name in (*ESTIMATES, *BOUNDS) if name in set(table["estimate"])]
    names = [n for n in every if len(away.get(n, ())) < table["indicator"].nunique()]
    bounds = names[-1:] == [BOUNDS[-1]]
    names = [name for name in names if name in ESTIMATES]
    notes += [words.say("notes.left_as_zero")] if "left_as_zero" in names else []
    notes += [words.say("notes.bounds")] if bounds else []
    for code, own in results.estimates.groupby("indicator", sort=False):
        by_name = own.set_index("estimate")
        rows.append([label(words, str(code)), *_estimate_cells(words, by_name, names)])
        if bounds:
            worst, best = by_name.loc[[*BOUNDS], "gain"].to_numpy(float)
            rows[-1].append(words.interval(worst, best, sign=True) or NONE)
        shown = chain.from_iterable(by_name.loc[names, "notes"])
        why = dict.fromkeys(words.decoded(note) for note in shown if note != HIDDEN_TOO)
        if why:
            notes.append(words.say("text.row_note", name=code, why="; ".join(why)))
    for name, codes in away.items():
        if name != BOUNDS[0]:
            head = words.say(f"heads.{'bounds' if name in BOUNDS else name}").partition(" [")[0]
            where = head if len(codes) == len(rows) else f"{head} ({', '.join(codes)})"
            notes.append(words.say("text.row_note", name=where, why=words.decoded(HIDDEN_TOO)))
    columns = [("indicator", "l"), ("both", "c"), *((name, "c") for name in names)]
    columns += [("bounds", "c")] if bounds else []
    widths = (3.4, 1.2, *(2.8 for _ in columns[2:]))
    return make(words, "estimates", columns, rows, notes, widths=widths)


def _estimate_cells(words: Language, by_name: pd.DataFrame, names: list[str]) -> list[str]:
    cells = [str(by_name.loc["matched", "n"])]
    for name in names:
        shown = words.with_interval(by_name.loc[[name], ENDS].to_numpy(float)[0], sign=True)
        n = str(by_name.loc[name, "n"])
        other = n != cells[0] and shown != NONE
        cells.append(words.say("text.other_n", shown=shown, n=n) if other else shown)
    return cells


def incomplete_sheet(words: Language, results: Results) -> Sheet:
    """Return who is not in every figure, by code: in which test, which indicators lack, and why."""
    rows = [
        [
            row["participant"],
            words.say(f"text.{row['phase']}"),
            ", ".join(row["indicators"]) or NONE,
            _reason(words, row),
        ]
        for row in results.incomplete.to_dict("records")
    ]
    columns = (("participant", "l"), ("phase", "l"), ("lacks", "l"), ("reason", "l"))
    return make(words, "incomplete", columns, rows, [words.say("notes.incomplete")])


def _reason(words: Language, row: Row) -> str:
    why = words.decoded(row["reason"])
    if not row["last"]:
        return why
    return words.say("text.left_after", why=why, last=row["last"], left=row["left"])


def aside_sheet(words: Language, results: Results) -> Sheet:
    """Return the tests that were sent and do not count: whose, which, of which day, and why."""
    rows = [
        [
            row["participant"],
            words.say(f"text.{row['phase']}"),
            row["day"],
            words.decoded(row["reason"]),
        ]
        for row in results.aside.to_dict("records")
    ]
    columns = (("participant", "l"), ("phase", "l"), ("day", "l"), ("reason", "l"))
    return make(words, "aside", columns, rows, [words.say("notes.aside")])


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
    if any(HIDDEN_TOO in notes for notes in results.lost["notes"]):
        return f"{words.say('titles.lost')}: {words.decoded(HIDDEN_TOO)}."
    if most:
        return words.say("text.few_lost", n=most)
    return words.say("text.none_lost")
