"""Own data from a CSV file: the same figures, for any statistician to check.

Columns by comma or semicolon (Excel in Indonesian), decimal point or comma, byte order mark or not.
A problem is one line naming the file, the line and the mend.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from course import CourseError
from course.evaluation.changes import CHANGE_COLUMNS, with_holm
from course.evaluation.percents import category
from course.evaluation.statistics.arrays import NAN
from course.evaluation.statistics.change import Change, change
from course.evaluation.statistics.marks import ITEM_FIELDS, WHOLE_FIELDS, analyse
from course.spreadsheets import BadLineError, decoded, numbered_lines, separator

EVALUATE_KEYS = [
    *("indicator", "n", "mean_pre", "mean_post", "gain", "gain_low", "gain_high"),
    *("t", "df", "p_t", "d_z", "d_av", "g_av", "g_av_low", "g_av_high", "p_pratt"),
    *("rank_biserial", "class_gain", "class_gain_low", "class_gain_high"),
    *("p_holm", "p_smallest", "category_pre", "category_post", "notes"),
]
LARGEST = 1e9
MISSING = {"", "-", "na", "nan", "n/a", "null"}
MOST = "max"


def evaluate_csv(path: Path) -> list[dict[str, Any]]:
    """Return the change of each indicator of a CSV, one record an indicator (``EVALUATE_KEYS``).

    Columns: participant, indicator, pre, post and optional max; an empty cell is missing. With max
    the figures are in percent of it, without it in the units given, with no category and no
    normalized gain. Indicators in the order they first appear. What cannot be computed is None and
    named in ``notes``. Raises CourseError naming the line.
    """
    _, rows = _read(path, {"participant", "indicator", "pre", "post"})
    grouped: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for line, row in rows:
        grouped.setdefault(row["indicator"], []).append((line, row))
    changes = [(name, *_indicator(path, own)) for name, own in grouped.items()]
    records = [{"indicator": name, **vars(found)} for name, found, _ in changes]
    table = with_holm(pd.DataFrame(records, columns=["indicator", *CHANGE_COLUMNS]))
    percent = [percent for *_, percent in changes]
    table["category_pre"] = _categories(table["mean_pre"], percent)
    table["category_post"] = _categories(table["mean_post"], percent)
    return [_plain(row) for row in table[EVALUATE_KEYS].to_dict("records")]


def _indicator(path: Path, rows: list[tuple[int, dict[str, str]]]) -> tuple[Change, bool]:
    """Return one indicator's change, and whether it is in percent."""
    seen: dict[str, int] = {}
    for line, row in rows:
        if row["participant"] in seen:
            first = seen[row["participant"]]
            raise _problem(path, line, f"peserta yang sama sudah ada di baris {first}; hapus satu")
        seen[row["participant"]] = line
    most = [_number(path, line, row, MOST) for line, row in rows]
    known = [m for m in most if not math.isnan(m)]
    if known and len(known) < len(rows):
        line = next(n for (n, _), m in zip(rows, most, strict=True) if math.isnan(m))
        raise _problem(path, line, "max kosong, padahal baris lain indikator ini punya max; isilah")
    pairs = [_pair(path, line, row, m) for (line, row), m in zip(rows, most, strict=True)]
    pre, post = np.array(pairs, float).T
    return change(pre, post, percent=bool(known)), bool(known)


def _pair(path: Path, line: int, row: dict[str, str], most: float) -> tuple[float, float]:
    values = []
    for phase in ("pre", "post"):
        value = _number(path, line, row, phase)
        if not math.isnan(most):
            if most <= 0:
                raise _problem(path, line, f"max {row[MOST]!r} harus lebih dari 0")
            if not (math.isnan(value) or 0 <= value <= most):
                raise _problem(
                    path, line, f"{phase} {row[phase]!r} di luar 0 sampai max {row[MOST]}"
                )
            value = 100 * value / most
        values.append(value)
    return values[0], values[1]


def _categories(means: pd.Series, percent: list[bool]) -> list[str | None]:
    return [
        category(mean) if known and not math.isnan(mean) else None
        for mean, known in zip(means, percent, strict=True)
    ]


def items_csv(path: Path) -> dict[str, Any]:
    """Return the item analysis of a CSV: ``{"items": [...], "whole": {...}}``.

    One row a person, one column an item; a column ``participant`` is no item, and in a row whose
    participant is ``max`` stand the highest marks (without it, items with marks up to 1 count of
    1). Per item: item, n, ``marks.ITEM_FIELDS``, notes; for the whole: ``marks.WHOLE_FIELDS``,
    notes. What cannot be computed is None and named in notes. Raises CourseError naming the line.
    """
    columns, rows = _read(path, set())
    items = [key for key in columns if key != "participant"]
    if not items:
        raise CourseError(f"{path}: tidak ada kolom butir. Satu kolom untuk setiap butir.")
    is_most = [row.get("participant", "").casefold() == MOST for _, row in rows]
    table = [[_number(path, line, row, item) for item in items] for line, row in rows]
    people = [values for values, most in zip(table, is_most, strict=True) if not most]
    highest = next((v for v, most in zip(table, is_most, strict=True) if most), [NAN] * len(items))
    most = {item: m for item, m in zip(items, highest, strict=True) if not math.isnan(m)}
    found = analyse(pd.DataFrame(people, columns=items, dtype=float), most)
    keys = ["item", "n", *ITEM_FIELDS, "notes"]
    whole = {key: found.whole[key] for key in WHOLE_FIELDS} | {"notes": found.notes}
    return {
        "items": [_plain(row) for row in found.items[keys].to_dict("records")],
        "whole": _plain(whole),
    }


def _read(path: Path, needed: set[str]) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Return a CSV's columns and its (line number, {column: text}); CourseError when it is none."""
    try:
        text, _ = decoded(path.read_bytes())
    except (OSError, ValueError) as error:
        raise CourseError(
            f"{path}: tidak bisa dibaca ({error}). Simpan sebagai CSV UTF-8."
        ) from error
    try:
        (_, head), *lines = [*numbered_lines(text, separator(text), strict=True)] or [(1, [])]
    except BadLineError as error:
        raise _problem(path, error.line, f"bukan CSV yang benar ({error})") from error
    columns = [name.strip() for name in head]
    if missing := sorted(needed - set(columns)):
        wanted = "participant,indicator,pre,post dan boleh max"
        raise CourseError(f"{path}: kolom {', '.join(missing)} tidak ada. Baris pertama: {wanted}.")
    if "" in columns or len(set(columns)) < len(columns):
        raise CourseError(f"{path}: setiap kolom perlu nama sendiri di baris pertama.")
    rows = []
    for number, line in lines:
        if line and len(line) != len(columns):
            raise _problem(path, number, "jumlah kolom tidak sama dengan baris pertama")
        cells = dict(zip(columns, (cell.strip() for cell in line), strict=False))
        if any(cells.values()):
            rows.append((number, cells))
    return columns, rows


def _number(path: Path, line: int, row: dict[str, str], column: str) -> float:
    """Return a cell as a number; NaN for an empty cell or a column that is not there."""
    text = row.get(column, "")
    if text.casefold() in MISSING:
        return NAN
    try:
        value = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        value = NAN
    if math.isnan(value) or abs(value) > LARGEST:
        raise _problem(
            path, line, f"kolom {column}: {text[:40]!r} bukan angka; perbaiki atau kosongkan"
        )
    return value


def _problem(path: Path, line: int, what: str) -> CourseError:
    return CourseError(f"{path}, baris {line}: {what}.")


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    """Return a row as JSON knows it: None for what is missing, lists for tuples (of ``Note``)."""
    return {str(key): _value(value) for key, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        # df and the like are whole numbers to a reader, but the figures stay floats.
        return value if math.isfinite(value) else None
    return value
