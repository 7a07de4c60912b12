"""Items and options: how hard each is, how well it tells people apart, who chose what."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from course import lessons
from course.evaluation.changes import FLOOR_OR_CEILING
from course.evaluation.five import HIDDEN, HIDDEN_TOO, LEAST, Shown, blanked, few, rated, why_hidden
from course.evaluation.guessing import option_points
from course.evaluation.statistics.arrays import NAN, steps
from course.evaluation.statistics.marks import (
    ITEM_FIELDS,
    WHOLE_FIELDS,
    analyse,
    sheet_items,
    table_of_marks,
)
from course.evaluation.statistics.paired import signed_rank_p, smallest_p
from course.exercises.fields import Choice, Choices
from course.exercises.passed import DOES_NOT_KNOW
from course.indicators import ATTITUDE, PHASES
from course.lessons.forms import answerable, load_asked
from course.lessons.lesson import Lesson

LESSONS = {phase: lesson for lesson, phase in PHASES.items()}
TEST = "test"
"""All knowledge and skill cells, against whose rest an item is held."""
GROUPS = ("P", "K")
"""Knowledge and skill: a scale each, as is each attitude indicator (``S1``)."""
_SIDE = ["n", *ITEM_FIELDS, "floor", "ceiling"]
ITEM_COLUMNS = [
    *("cell", "indicator", "points"),
    *(f"{name}_{phase}" for phase in ("pre", "post") for name in _SIDE),
    *("n", "up", "down", "test", "p", "p_smallest", "guess", "same", "blank_pre", "blank_post"),
    *("flags", "notes"),
]


def marks(scores: pd.DataFrame, phase: str, scale: str = TEST) -> pd.DataFrame:
    """Return one row a person and one column a cell of ``read_scores``, for one phase.

    ``scale``: ``TEST``, one of ``GROUPS`` or an attitude indicator's code. A cell nobody has graded
    yet, one that was never reached, and an attitude item that was not answered (0), are NaN.
    Columns in the order of the cells' names.
    """
    own = scores[(scores["lesson"] == LESSONS[phase]) & _in_scale(scores["cell"], scale)]
    points = own["score"].to_numpy(dtype=float)
    if scale.startswith(ATTITUDE):
        points = np.where(points > 0, points, NAN)
    return table_of_marks(own["participant"], own["cell"], points)


def _in_scale(cells: pd.Series, scale: str) -> pd.Series:
    # There are few cells, and a row for each person.
    return cells.isin([cell for cell in cells.unique() if _is_of(cell.split("-")[0], scale)])


def _is_of(code: str, scale: str) -> bool:
    if scale == TEST:
        return not code.startswith(ATTITUDE)
    return code.startswith(scale) if scale in GROUPS else code == scale


def _attitudes(scores: pd.DataFrame) -> list[str]:
    codes = scores["cell"].str.split("-").str[0].unique()
    return sorted(code for code in codes if code.startswith(ATTITUDE))


def most_points(scores: pd.DataFrame) -> dict[str, float]:
    """Return what each cell is worth at the most."""
    return {str(cell): float(m) for cell, m in scores.groupby("cell")["max_score"].max().items()}


def item_table(
    scores: pd.DataFrame,
    guesses: pd.DataFrame | None = None,
    blanks: Mapping[tuple[str, str], int] | None = None,
    shown: Shown | None = None,
) -> pd.DataFrame:
    """Return the knowledge and skill cells before and after, one row a cell (``ITEM_COLUMNS``).

    Per phase (``_pre``, ``_post``) everyone of ``scores`` with that test, where these people may be
    ``shown``: n, ``marks.ITEM_FIELDS`` (facility 0 to 1), floor and ceiling (share at 0 and at full
    points); those that need the whole test are of who has every mark. Then the same people before
    and after: n, up and down (whose points rose and fell), test ("McNemar" exact for all-or-nothing
    cells, else "Pratt"), its p (exploratory, not adjusted) and p_smallest. guess and same from
    ``guessing.guess_table``; blank_pre and blank_post from ``records.blank_cells``; flags is a
    tuple of codes.
    """
    most, shown = most_points(scores), shown or Shown()
    sides = {phase: marks(scores, phase) for phase in ("pre", "post")}
    found = {phase: item_side(side, most, phase, shown) for phase, side in sides.items()}
    cells = sorted({str(c) for side in sides.values() for c in side.columns})
    blind = _blind(guesses)
    rows = []
    for cell in cells:
        row: dict[str, Any] = {"cell": cell, "indicator": cell.partition("-")[0]}
        row |= {"points": most[cell], "guess": NAN, "same": NAN, **blind.get(cell, {})}
        row |= {f"blank_{p}": (blanks or {}).get((LESSONS[p], cell), 0) for p in ("pre", "post")}
        row["notes"] = ()
        for side in found.values():
            notes = side.get(cell, {}).get("notes", ())
            row |= {**side.get(cell, {}), "notes": (*row["notes"], *notes)}
        rows.append(row | _moved(sides["pre"], sides["post"], cell, most[cell], shown))
    table = pd.DataFrame(rows, columns=ITEM_COLUMNS)
    flags = [_flags(row) for row in table.to_dict("records")]
    return table.assign(flags=pd.Series(flags, index=table.index, dtype=object))


FACILITY = ITEM_FIELDS[:3]
"""The figures of everyone with a mark for the item; the others are of who has every mark."""


def _blind(guesses: pd.DataFrame | None) -> dict[str, dict[str, float]]:
    if guesses is None:
        return {}
    columns = (guesses[name] for name in ("cell", "guess", "same"))
    return {str(c): {"guess": float(g), "same": float(s)} for c, g, s in zip(*columns, strict=True)}


def whole_test(wide: pd.DataFrame, shown: Shown, of: str = "") -> pd.DataFrame:
    """Return the rows of ``marks`` of who has every mark of the scale: the most who may be shown.

    A column without any mark is left out. ``of`` is an indicator that is a scale itself.
    """
    complete = wide.dropna(axis="columns", how="all").dropna()
    return complete[complete.index.isin(list(shown.most(set(complete.index), of=of)))]


def item_side(
    wide: pd.DataFrame, most: Mapping[str, float], phase: str, shown: Shown
) -> dict[str, dict[str, Any]]:
    """Return by cell its figures in one phase, named ``<figure>_<phase>``, and its notes.

    ``wide`` from ``marks``, ``most`` from ``most_points``.
    """
    if wide.empty:
        return {}
    rows = {}
    whole = whole_test(wide, shown).reindex(columns=wide.columns)
    of_whole = analyse(whole, most).items.set_index("item")
    gone: dict[Any, Any] = dict.fromkeys(ITEM_FIELDS[len(FACILITY) :], NAN)
    for row in analyse(wide, most).items.to_dict("records"):
        cell, item = str(row["item"]), dict(row)
        known = wide[cell].dropna()
        if len(whole):
            item |= of_whole.loc[cell, list(gone)].to_dict()
            item["notes"] = of_whole.loc[cell, "notes"]
        elif len(known):
            item |= {**gone, "notes": (why_hidden(wide.dropna().index),)}
        item["floor"] = float((known == 0).mean()) if len(known) else NAN
        item["ceiling"] = float((known == most[cell]).mean()) if len(known) else NAN
        if len(known) and not shown.may(set(known.index), of=cell.partition("-")[0]):
            figures = (*ITEM_FIELDS, "floor", "ceiling")
            item |= dict.fromkeys(figures, NAN) | {"notes": (why_hidden(known.index),)}
        rows[cell] = {f"{name}_{phase}": item[name] for name in _SIDE} | {"notes": item["notes"]}
    return rows


def _moved(
    pre: pd.DataFrame, post: pd.DataFrame, cell: str, most: float, shown: Shown
) -> dict[str, Any]:
    """Return the change of one cell for the people who have it in both tests."""
    if cell not in pre or cell not in post:
        return {"n": 0, "up": 0, "down": 0, "test": "", "p": NAN, "p_smallest": NAN}
    pairs = pd.concat([pre[cell], post[cell]], axis=1).dropna()
    if len(pairs) and not shown.may(set(pairs.index), of=cell.partition("-")[0]):
        gone = {"up": NAN, "down": NAN, "test": "", "p": NAN, "p_smallest": NAN}
        return {"n": len(pairs), **gone}
    both = pairs.to_numpy(float)
    before, after = both[:, 0], both[:, 1]
    moves = steps(before, after)
    up, down = int((moves > 0).sum()), int((moves < 0).sum())
    counts = {"n": len(both), "up": up, "down": down}
    if not len(both):
        return {**counts, "test": "", "p": NAN, "p_smallest": NAN}
    binary = bool(np.isin(both, (0.0, most)).all())
    p = mcnemar(up, down) if binary else signed_rank_p(moves)[0]
    test = "McNemar" if binary else "Pratt"
    return {**counts, "test": test, "p": p, "p_smallest": smallest_p(moves)}


def mcnemar(up: int, down: int) -> float:
    """Return the exact two-sided p-value of McNemar's test; 1 when nobody changed."""
    return float(stats.binomtest(min(up, down), up + down).pvalue) if up + down else 1.0


def _flags(row: Mapping[Any, Any]) -> tuple[str, ...]:
    found = []
    if row["facility_post"] < row["facility_pre"]:
        found.append("post_below_pre")
    for phase in ("pre", "post"):
        if row[f"discrimination_index_{phase}"] < 0:
            found.append(f"negative_discrimination_{phase}")
        # Everyone is at one end of an all-or-nothing cell; there it is the other end that is empty.
        limit = 1 - FLOOR_OR_CEILING if row["test"] == "McNemar" else FLOOR_OR_CEILING
        if row[f"floor_{phase}"] > limit:
            found.append(f"floor_{phase}")
        if row[f"ceiling_{phase}"] > limit:
            found.append(f"ceiling_{phase}")
    if row["facility_post"] <= row["guess"]:
        found.append("post_no_better_than_guessing")
    return tuple(found)


def reliability_table(scores: pd.DataFrame, shown: Shown | None = None) -> pd.DataFrame:
    """Return what each scale is worth as a measurement, one row a phase and scale.

    Columns: phase, scale (``P``, ``K``, ``S1``, ``S2``), n (people with every item), items,
    ``marks.WHOLE_FIELDS`` (mean and sd in points; none where these people may not be ``shown``) and
    notes. With few people the interval of alpha says more than alpha.
    """
    most, rows, shown = most_points(scores), [], shown or Shown()
    for phase, name, wide in scales(scores):
        inside = whole_test(wide, shown, own_indicator(name))
        found = analyse(inside if len(inside) else wide, most)
        whole, notes = found.whole, found.notes
        if whole["n"] and not len(inside):
            whole = {**whole, **dict.fromkeys(WHOLE_FIELDS, NAN)}
            notes = (HIDDEN if few(whole["n"]) else HIDDEN_TOO,)
        rows.append({"phase": phase, "scale": name, **whole, "notes": notes})
    columns = ["phase", "scale", "n", "items", *WHOLE_FIELDS, "notes"]
    return pd.DataFrame(rows, columns=columns)


def scales(scores: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Yield phase, name and ``marks`` of each scale in each phase that has data."""
    for phase in LESSONS:
        for name in (*GROUPS, *_attitudes(scores)):
            wide = marks(scores, phase, name)
            if not wide.empty:
                yield phase, name, wide


def own_indicator(scale: str) -> str:
    """Return the indicator that a scale is; empty for one of several."""
    return "" if scale in (TEST, *GROUPS) else scale


def attitude_table(scores: pd.DataFrame, shown: Shown | None = None) -> pd.DataFrame:
    """Return the attitude items of each phase: columns phase, then ``marks.sheet_items``.

    Reversed items are already turned in the scores; an item that was not answered is no 1, and one
    that few answered has only its n. So has an item that somebody left out, where too few left
    something out (the sum of all items beside the mean of the indicator would be theirs), and every
    item where too few left nothing out (then what is left would be).
    """
    tables, shown = [], shown or Shown()
    for phase, code, wide in scales(scores):
        if not own_indicator(code):
            continue
        items, complete = sheet_items(wide), set(wide.dropna().index)
        gaps = not shown.may(complete, of=code)
        everybody = shown.may(set(wide.index), of=code)
        hidden = (items["n"] < LEAST) | (gaps & (items["missing"] > 0))
        hidden |= not everybody or len(complete) < LEAST
        tables.append(blanked(items, rated(items), hidden).assign(phase=phase))
    if not tables:
        return pd.DataFrame(columns=["phase", *sheet_items(pd.DataFrame()).columns])
    whole = pd.concat(tables, ignore_index=True)
    return whole[["phase", *(c for c in whole.columns if c != "phase")]]


OPTION_COLUMNS = [
    *("lesson", "phase", "exercise", "field", "option", "text", "n", "share", "earns", "mean_rest"),
    *("flag", "form", "of_form"),
]
RARE = 0.05
"""Share of answers below which a wrong option tempts nobody."""


def option_table(
    root: Path, records: pd.DataFrame, scores: pd.DataFrame, shown: Shown | None = None
) -> pd.DataFrame:
    """Return how often each option of each graded choice was taken, one row an option.

    A choice that fewer than five answered has no rows.

    ``records`` from ``records.answer_records``, ``scores`` from ``read_scores``. Columns:
    lesson, phase, exercise, field, option (key), text; n (people who took it) and share (of those
    who answered, 0 to 1; of ``choices`` each option by itself); earns (whether it earns points by
    itself; None for ``choices``, where the set counts); mean_rest (mean percent of the choosers on
    the rest of that test; NaN where they may not be ``shown`` beside the others: the mean of all is
    published; who chose what is told nowhere, so one question is not set off against another);
    flag
    (chosen_by_nobody, rarely_chosen, preferred_by_the_strong or empty); form (the same where both
    tests ask the same with the same key: only then do their rows speak of one thing); of_form (of
    parallel forms which one, ``A``; empty without). In the lesson's order.
    """
    rows: list[dict[str, Any]] = []
    shown = shown or Shown()
    for name, phase in PHASES.items():
        if name not in lessons.names(root) or records[records["lesson"] == name].empty:
            continue
        rest = _rest(scores, phase, shown)
        for of_form, asked in answerable(root, name).items():
            own = records[(records["lesson"] == name) & (records["form"] == of_form)]
            if own.empty:
                continue
            place = {"lesson": name, "phase": phase, "of_form": of_form}
            rows += [{**place, **row} for row in _of_lesson(root, asked, own, rest, shown)]
    return pd.DataFrame(rows, columns=OPTION_COLUMNS)


def _of_lesson(
    root: Path, asked: str, records: pd.DataFrame, rest: dict[str, pd.Series], shown: Shown
) -> Iterator[dict[str, Any]]:
    """Yield the options of each graded choice of one lesson, or of a test in its other form."""
    lesson = load_asked(root, asked)
    graded = {cell.exercise: cell.grade_id for cell in lesson.criteria}
    for exercise, definition in lesson.definitions.items():
        for field in definition.fields:
            if exercise not in graded or not isinstance(field, Choice):
                continue
            here = records[(records["exercise"] == exercise) & (records["field"] == field.key)]
            worth = (
                {} if isinstance(field, Choices) else option_points(root, asked, exercise, field)
            )
            place = {"exercise": exercise, "form": form_of(lesson, exercise)}
            other = rest.get(graded[exercise], pd.Series(dtype=float))
            for row in _options(field, here, worth, other, shown.aside().may):
                yield {**place, **row}


def form_of(lesson: Lesson, exercise: str) -> str:
    """Return a short hash of all that an exercise's answers mean: words, options, order and key.

    The key of a right answer stands in the criteria alone, so those are part of it.
    """
    definition = lesson.definitions[exercise]
    options = [list(f.options.items()) for f in definition.fields if isinstance(f, Choice)]
    criteria = [cell.source for cell in lesson.criteria if cell.exercise == exercise]
    whole = repr((definition.item, definition.shown, options, criteria))
    return hashlib.sha256(whole.encode()).hexdigest()[:6]


def _rest(scores: pd.DataFrame, phase: str, shown: Shown) -> dict[str, pd.Series]:
    """Return each person's percent on all other cells, by the cell left out."""
    wide = whole_test(marks(scores, phase), shown)
    most = scores.groupby("cell")["max_score"].max()
    total, points = wide.sum(axis=1), float(most.reindex(wide.columns).sum())
    return {
        str(cell): 100 * (total - wide[cell]) / (points - float(most[cell]))
        for cell in wide.columns
        if points > float(most[cell])
    }


def _options(
    field: Choice,
    answers: pd.DataFrame,
    worth: dict[str, float],
    rest: pd.Series,
    may: Callable[[set[str]], bool],
) -> list[dict[str, Any]]:
    if few(len(answers)):
        return []
    chosen = {
        option: answers.loc[[option in taken for taken in answers["chosen"]], "participant"]
        for option in field.options
    }
    largest = sorted(chosen, key=lambda option: (-len(chosen[option]), option))
    hidden = {option for option in largest if not may({*chosen[option]} & {*rest.index})}
    rows = [
        {
            "field": field.key,
            "option": option,
            "text": text,
            "n": len(chosen[option]),
            "share": len(chosen[option]) / len(answers) if len(answers) else NAN,
            "earns": worth[option] > 0 if worth else None,
            "mean_rest": NAN if option in hidden else float(rest.reindex(chosen[option]).mean()),
        }
        for option, text in field.options.items()
    ]
    return [{**row, "flag": _flag(row, rows)} for row in rows]


def _flag(row: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    if row["earns"] is not False or row["option"] == DOES_NOT_KNOW:  # no distractor
        return ""
    if not row["n"]:
        return "chosen_by_nobody"
    right = [m for other in rows if other["earns"] and (m := other["mean_rest"]) == m]
    if right and row["mean_rest"] > max(right):
        return "preferred_by_the_strong"
    return "rarely_chosen" if row["share"] < RARE else ""
