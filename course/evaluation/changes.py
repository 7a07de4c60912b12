"""Before and after: each indicator's change, its test, its shares, and the same by group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import numpy.typing as npt
import pandas as pd

from course.evaluation.five import HIDDEN, HIDDEN_TOO, LEAST, Shown, blanked, why_hidden
from course.evaluation.percents import (
    MEAN_OF_GROUPS,
    MEAN_OF_INDICATORS,
    MEANS,
    are,
    category,
    common,
    matched,
    with_both,
)
from course.evaluation.statistics.arrays import NAN, Note
from course.evaluation.statistics.change import Change, change, hake_level, normalized_change
from course.evaluation.statistics.paired import holm
from course.indicators import indicators, known, paper_codes

FLOOR_OR_CEILING = 0.15
"""Share of people at the lowest or highest value from which it is flagged (Terwee et al. 2007)."""
LEVEL = 0.05
CHANGE_COLUMNS = [
    *("n", "mean_pre", "mean_post", "pre_low", "pre_high", "post_low", "post_high"),
    *("gain", "gain_low", "gain_high", "t", "df", "p_t", "d_z", "d_av"),
    *("g_av", "g_av_low", "g_av_high", "p_pratt", "p_smallest", "rank_biserial", "changed", "up"),
    *("class_gain", "class_gain_low", "class_gain_high", "notes"),
]
UNPLANNED = ("t", "df", "p_t", "p_pratt", "p_smallest")
"""What the means of several indicators do not have: the plan has one test an indicator."""
MEAN_COLUMNS = ["over", "without", *(name for name in CHANGE_COLUMNS if name not in UNPLANNED)]
SHARE_COLUMNS = ["floor_pre", "ceiling_pre", "floor_post", "ceiling_post"]


def change_table(
    percents: pd.DataFrame,
    codes: Iterable[str] | None = None,
    before: str = "pre",
    after: str = "post",
    least: int = 1,
    hidden: Mapping[str, Note] | None = None,
) -> pd.DataFrame:
    """Return the change from phase ``before`` to phase ``after``, one row an indicator.

    ``percents`` as ``percents.indicator_percents`` gives them; ``codes`` are the seven of the
    paper by default (``indicators.extension_codes`` for the others; phase ``delayed`` for the later
    test). Columns: goal (the group's letter), indicator, name; n_pre, n_post (people with that
    test); those of ``statistics.change.Change`` (n is people with both); p_holm (over the rows with
    data, the family of tests decided on beforehand); category_pre, category_post and their values
    at both ends of the interval (``_low``, ``_high``); gain_level (Hake) and its ends; floor_pre,
    ceiling_pre, floor_post, ceiling_post (share of the n people at 0 and at 100). An indicator
    without data keeps its row, with n = 0; of fewer than ``least`` people it shows n alone,
    and so it does of the indicators in ``hidden``, with that note.
    """
    rows, hidden = [], hidden or {}
    for code, own in by_indicator(matched(percents, before, after), codes):
        counts = {"n_pre": int(own[before].count()), "n_post": int(own[after].count())}
        both = own.dropna()
        found = _shown(both[before].to_numpy(), both[after].to_numpy(), least)
        if code in hidden and found.notes != (HIDDEN,):
            found = Change(found.n, notes=(hidden[code],))
        both = both.iloc[:0] if len(both) < least or code in hidden else both
        named = {"goal": code[:1], "indicator": code, "name": known(code).name}
        rows.append({**named, **counts, **vars(found), **_shares(both, before, after)})
    columns = ["goal", "indicator", "name", "n_pre", "n_post", *CHANGE_COLUMNS, *SHARE_COLUMNS]
    return with_holm(with_categories(pd.DataFrame(rows, columns=columns)))


def _shown(pre: npt.ArrayLike, post: npt.ArrayLike, least: int) -> Change:
    """Return the change; of 1 to ``least`` - 1 people nothing but how many they are."""
    found = change(pre, post)
    return Change(found.n, notes=(HIDDEN,)) if 0 < found.n < least else found


def by_indicator(
    pairs: pd.DataFrame, codes: Iterable[str] | None = None
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each of ``codes`` with its rows of ``evaluation.matched``; the paper's by default."""
    grouped = pairs.groupby(level="indicator", observed=True)
    by_code = {str(code): own for code, own in grouped}
    for code in paper_codes() if codes is None else codes:
        yield code, by_code.get(code, pairs.iloc[:0])


def _shares(both: pd.DataFrame, before: str, after: str) -> dict[str, float]:
    ends = {"floor": 0.0, "ceiling": 100.0}
    return {
        f"{end}_{word}": float((both[phase].round(9) == value).mean()) if len(both) else NAN
        for word, phase in (("pre", before), ("post", after))
        for end, value in ends.items()
    }


def flags(row: Mapping[str, Any] | pd.Series) -> tuple[Note, ...]:
    """Return the floor and ceiling warnings of a row of ``change_table``, each with its share."""
    return tuple(
        Note.of(f"many_{key}", share=float(row[key]))
        for key in SHARE_COLUMNS
        if row[key] > FLOOR_OR_CEILING
    )


def with_holm(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of changes with p_holm, and a note where no result could have been enough.

    The smallest possible p_holm is that of every test at its own smallest p, with as many people
    who changed as did: Holm's later steps ask for less than his first.
    """
    adjusted = holm(table["p_pratt"].to_numpy(float))
    best, tests = holm(table["p_smallest"].to_numpy(float)), int(table["p_pratt"].notna().sum())
    notes = [
        (*notes, Note.of("holm_hopeless", changed=int(changed), tests=tests))
        if smallest > LEVEL
        else notes
        for notes, changed, smallest in zip(table["notes"], table["changed"], best, strict=True)
    ]
    return table.assign(p_holm=adjusted, notes=pd.Series(notes, index=table.index, dtype=object))


def best_possible(table: pd.DataFrame) -> tuple[float, float]:
    """Return the span of the smallest p_holm each hopeless row could have had; NaN without any.

    They differ: the fewer people changed, the larger is an indicator's own.
    """
    best = [float(p) for p in holm(table["p_smallest"].to_numpy(float)) if p > LEVEL]
    return min(best, default=NAN), max(best, default=NAN)


def by_gain(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table of changes that have a gain, from the least to the best."""
    return table.dropna(subset="gain").sort_values("gain", kind="stable")


def is_hopeless(note: Note) -> bool:
    """Return whether a note of ``with_holm`` says that no result could have been enough."""
    return note.code == "holm_hopeless"


def with_categories(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of percent changes with its category columns ("-" where there is none)."""
    found: dict[str, list[str]] = {}
    for phase in ("pre", "post"):
        found[f"category_{phase}"] = [category(value) for value in table[f"mean_{phase}"]]
        for end in ("low", "high"):
            # An interval of the mean may reach beyond the scale; the scale ends there.
            inside = table[f"{phase}_{end}"].clip(0.0, 100.0)
            found[f"category_{phase}_{end}"] = [category(value) for value in inside]
    for end in ("", "_low", "_high"):
        found[f"gain_level{end}"] = [hake_level(value) for value in table[f"class_gain{end}"]]
    return table.assign(**found)


def mean_changes(
    percents: pd.DataFrame, before: str = "pre", after: str = "post", least: int = 1
) -> pd.DataFrame:
    """Return the change of each person's own means: three groups, then the seven of the paper.

    All over the same people, ``percents.common``. Rows: each group of indicators
    (``percents.MEANS``), the groups, the seven indicators; an indicator that is not among the
    common ones is left out of its means (``without``; ``over`` are the others). (The paper's own
    last line, the mean of the indicators' rows, is ``percents.means``; the two are the same where
    every row is of these people.) Columns: name, over, without, those of ``Change`` without a test
    (``UNPLANNED``: these are sums of what is tested, and the family of tests was decided on
    beforehand), the category columns of ``change_table``, as ``least``.
    """
    everybody = common(percents, max(least, 1), before, after)
    inside = percents[percents["participant"].isin(list(everybody.people))]
    pairs = matched(inside, before, after).dropna()
    groups: dict[str, list[str]] = {}
    for code in paper_codes():
        groups.setdefault(MEANS[code[:1]], []).append(code)
    used = {name: [c for c in own if c in everybody.over] for name, own in groups.items()}
    wide = {phase: pairs[phase].unstack("indicator") for phase in (before, after)}
    means = {p: _group_means(frame, _filled(used)) for p, frame in wide.items()}
    rows = []
    for name in (*groups, MEAN_OF_GROUPS, MEAN_OF_INDICATORS):
        pre, post = (means[p].get(name, pd.Series(dtype=float)) for p in (before, after))
        found = _shown(pre.to_numpy(), post.to_numpy(), least)
        codes = groups.get(name, paper_codes())
        over = used.get(name, [code for own in used.values() for code in own])
        without = tuple(code for code in codes if code not in over)
        rows.append({"name": name, "over": tuple(over), "without": without, **vars(found)})
    return with_categories(pd.DataFrame(rows, columns=["name", *MEAN_COLUMNS]))


def _filled(groups: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the groups that have an indicator left."""
    return {name: codes for name, codes in groups.items() if codes}


def _group_means(wide: pd.DataFrame, groups: Mapping[str, list[str]]) -> pd.DataFrame:
    """Return each person's mean a group, of the groups, and of all; NaN where a part is missing."""
    codes = [code for group in groups.values() for code in group]
    whole = wide.reindex(columns=codes)
    own = pd.DataFrame({g: whole[c].mean(axis=1, skipna=False) for g, c in groups.items()})
    return own.assign(
        **{
            MEAN_OF_GROUPS: own.mean(axis=1, skipna=False),
            MEAN_OF_INDICATORS: whole.mean(axis=1, skipna=False),
        }
    )


def person_table(percents: pd.DataFrame, before: str = "pre", after: str = "post") -> pd.DataFrame:
    """Return one row a person and indicator with both phases: what heatmap and slopes draw.

    Columns: participant, indicator, pre, post (percent), difference (points), c (normalized change
    of Marx and Cummings, -1 to 1; NaN for 0 to 0 and 100 to 100). Ordered by participant, then in
    reporting order.
    """
    both = matched(percents, before, after).dropna().reset_index()
    both.columns = pd.Index(["participant", "indicator", "pre", "post"])
    order = {code: place for place, code in enumerate(indicators())}
    both["indicator"] = both["indicator"].astype(object)
    sorted_ = both.sort_values(
        ["participant", "indicator"],
        key=lambda column: column.map(order) if column.name == "indicator" else column,
        ignore_index=True,
    )
    gains = [normalized_change(a, b) for a, b in zip(sorted_["pre"], sorted_["post"], strict=True)]
    return sorted_.assign(
        difference=sorted_["post"] - sorted_["pre"], c=pd.Series(gains, dtype=float)
    )


def has_phase(percents: pd.DataFrame, phase: str) -> bool:
    """Return whether anyone was measured in that phase ("delayed")."""
    return bool(percents.loc[percents["phase"] == phase, "percent"].notna().any())


def codes_with_data(percents: pd.DataFrame, codes: Collection[str]) -> list[str]:
    """Return those of ``codes`` that anyone was measured on, in the order given."""
    seen = set(percents.loc[percents["percent"].notna(), "indicator"])
    return [code for code in codes if code in seen]


DIFFERENCES = (
    *("gain", "gain_low", "gain_high", "t", "df", "p_t", "d_z", "p_pratt", "p_smallest"),
    *("rank_biserial", "changed", "up"),
)
"""What a change says of the difference alone, from which no mean of either test follows."""


def later_table(percents: pd.DataFrame, shown: Shown | None = None) -> pd.DataFrame:
    """Return what remained at the delayed test, against the test before and the test after.

    ``change_table`` with a column ``start`` (pre or post) first; no rows where nobody took that
    test. Figures over these people must be ``shown`` beside the others. Where they may not, because
    one to four did not come again, the difference to the test after stands alone (``DIFFERENCES``):
    no other figure has to do with it.
    """
    shown = shown or Shown()
    both = with_both(percents)
    hidden: dict[str, dict[str, Note]] = {"pre": {}, "post": {}}
    gone: dict[str, set[tuple[str, str]]] = {"pre": set(), "post": set()}
    own = {start: with_both(percents, start, "delayed") for start in hidden}
    for code in paper_codes():
        shown.may(both.get(code, set()), of=code)
        for start, people in own.items():
            came = people.get(code, set())
            if kept := shown.most(came, of=code):
                gone[start] |= {(who, code) for who in came - kept}
            else:
                hidden[start][code] = why_hidden(came)
    alone = [c for c in hidden["pre"] if hidden["post"].get(c) == HIDDEN_TOO]
    for code in alone:
        del hidden["post"][code]
    late = percents["phase"] == "delayed"
    tables = [
        change_table(
            percents[~(late & are(percents, gone[start]))], None, start, "delayed", LEAST, notes
        ).assign(start=start)
        for start, notes in hidden.items()
    ]
    tables[1] = _differences(tables[1], alone)
    whole = pd.concat(tables, ignore_index=True)[["start", *tables[0].columns.drop("start")]]
    return whole if has_phase(percents, "delayed") else whole.head(0)


def _differences(table: pd.DataFrame, codes: Collection[str]) -> pd.DataFrame:
    """Return the rows of ``codes`` with ``DIFFERENCES`` alone, and why."""
    gone = [name for name in (*CHANGE_COLUMNS, *SHARE_COLUMNS) if name not in (*DIFFERENCES, "n")]
    cut = blanked(table, [name for name in gone if name != "notes"], table["indicator"].isin(codes))
    notes = [
        (HIDDEN_TOO, *notes) if code in codes else notes
        for code, notes in zip(table["indicator"], table["notes"], strict=True)
    ]
    return with_categories(cut.assign(notes=pd.Series(notes, index=table.index, dtype=object)))


def split_table(
    percents: pd.DataFrame,
    groups: Mapping[str, str],
    codes: Iterable[str] | None = None,
    shown: Shown | None = None,
) -> pd.DataFrame:
    """Return the change of each group of people, one row an indicator and group.

    ``groups`` is ``{participant: group}``: helped or not, or the mentor. Columns: indicator, group,
    people (of the group with both phases), shown, those of ``Change`` and the category columns of
    ``change_table``. The larger groups come first; one over which nothing may be ``shown`` has no
    figures, and ``notes`` says why. The class as a whole is published. Exploratory: no Holm.
    """
    shown = shown or Shown()
    names = sorted(set(groups.values()))
    rows = []
    for code, own in by_indicator(matched(percents).dropna(), codes):
        who = own.index.get_level_values("participant")
        parts = _parts(who, groups)
        shown.may(set(who), of=code)
        seen = {
            name
            for name in sorted(names, key=lambda name: (-len(parts[name]), name))
            if shown.may(parts[name], of=code)
        }
        for name in names:
            part = own[who.isin(parts[name])]
            found = (
                change(part["pre"].to_numpy(), part["post"].to_numpy())
                if name in seen
                else Change(n=0, notes=(why_hidden(parts[name]),))
            )
            extra = {"people": len(part), "shown": name in seen}
            rows.append({"indicator": code, "group": name, **extra, **vars(found)})
    columns = ["indicator", "group", "people", "shown", *CHANGE_COLUMNS]
    return with_categories(pd.DataFrame(rows, columns=columns))


def _parts(people: Iterable[str], groups: Mapping[str, str]) -> dict[str, set[str]]:
    """Return who of ``people`` is in each group; nobody in some."""
    here = set(people)
    return {
        name: {who for who, own in groups.items() if own == name and who in here}
        for name in groups.values()
    }
