"""Before and after: each indicator's change, its test, its shares, and the same by group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import numpy.typing as npt
import pandas as pd

from course.evaluation.five import HIDDEN, HIDDEN_TOO, LEAST, gives_away, hide
from course.evaluation.percents import (
    MEAN_OF_GROUPS,
    MEAN_OF_INDICATORS,
    MEANS,
    category,
    matched,
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
    hidden: Collection[str] = (),
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
    and so it does of the indicators in ``hidden``, whose figures would give others away.
    """
    rows = []
    for code, own in by_indicator(matched(percents, before, after), codes):
        counts = {"n_pre": int(own[before].count()), "n_post": int(own[after].count())}
        both = own.dropna()
        found = _shown(both[before].to_numpy(), both[after].to_numpy(), least)
        if code in hidden and found.notes != (HIDDEN,):
            found = Change(found.n, notes=(HIDDEN_TOO,))
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

    Rows: each group of indicators (``percents.MEANS``), the groups, the seven indicators; an
    indicator that fewer than ``least`` people have is left out of its means (``without``; ``over``
    are the others). A person counts where all indicators of the row have both phases; n says how
    many do. (The paper's own last line, the mean of the indicators' rows, is ``percents.means``;
    the two are the same when nothing is missing.) Columns: name, over, without, those of
    ``Change`` without a test (``UNPLANNED``: these are sums of what is tested, and the family of
    tests was decided on beforehand), the category columns of ``change_table``, as ``least``.
    """
    pairs = matched(percents, before, after).dropna()
    had = pairs.groupby(level="indicator", observed=True).size()
    groups: dict[str, list[str]] = {}
    for code in paper_codes():
        groups.setdefault(MEANS[code[:1]], []).append(code)
    used = {name: [c for c in own if had.get(c, 0) >= least] for name, own in groups.items()}
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


def later_table(percents: pd.DataFrame) -> pd.DataFrame:
    """Return what remained at the delayed test, against the test before and the test after.

    ``change_table`` with a column ``start`` (pre or post) first; no rows where nobody took that
    test. Figures that would give away one to four people who have not both other tests are hidden.
    """
    pairs = (("pre", "post"), ("pre", "delayed"), ("post", "delayed"))
    people = {pair: with_both(percents, *pair) for pair in pairs}
    hidden: dict[str, list[str]] = {"pre": [], "post": []}
    for code in paper_codes():
        both, by_pre, by_post = (people[pair].get(code, set()) for pair in pairs)
        if gives_away(by_pre, both) or gives_away(by_pre, by_post):
            hidden["pre"].append(code)
        if gives_away(by_post, both) or gives_away(by_post, by_pre):
            hidden["post"].append(code)
    tables = [
        change_table(percents, None, start, "delayed", LEAST, codes).assign(start=start)
        for start, codes in hidden.items()
    ]
    whole = pd.concat(tables, ignore_index=True)[["start", *tables[0].columns.drop("start")]]
    return whole if has_phase(percents, "delayed") else whole.head(0)


def with_both(percents: pd.DataFrame, before: str, after: str) -> dict[str, set[str]]:
    """Return who has an indicator in both phases, by indicator."""
    pairs = matched(percents, before, after).dropna().index.to_frame(index=False)
    people = pairs.groupby("indicator", observed=True)["participant"]
    return {str(code): set(own) for code, own in people}


def split_table(
    percents: pd.DataFrame,
    groups: Mapping[str, str],
    codes: Iterable[str] | None = None,
    beside: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return the change of each group of people, one row an indicator and group.

    ``groups`` is ``{participant: group}``: helped or not, or the mentor; ``beside`` are groups of
    another kind that are shown too. Columns: indicator, group, people (of the group with both
    phases), shown, those of ``Change`` and the category columns of ``change_table``. A group that
    ``five.hide`` hides has no figures and ``notes`` says why; the class as a whole is published.
    Exploratory: no Holm.
    """
    names = sorted(set(groups.values()))
    rows = []
    for code, own in by_indicator(matched(percents).dropna(), codes):
        who = own.index.get_level_values("participant")
        parts, others = _parts(who, groups), _parts(who, beside or {})
        hidden_there = hide(others, set(who))
        shown_there = [people for name, people in others.items() if name not in hidden_there]
        hidden = hide(parts, set(who), shown_there)
        for name in names:
            part = own[who.isin(parts[name])]
            if name in hidden:
                found = Change(n=0, notes=(hidden[name],))
            else:
                found = change(part["pre"].to_numpy(), part["post"].to_numpy())
            extra = {"people": len(part), "shown": name not in hidden}
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
