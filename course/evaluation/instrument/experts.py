"""Experts judge the items of the tests: a sheet each, and what the sheets say together.

``course validity --sheet`` lays out every item of the tests once, with the indicator it stands for;
filled sheets come back with ``course validity A.xlsx B.xlsx …``. An item is known by a digest of
what it asks: a sheet about an older wording is not taken for one about this.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from course import CourseError, lessons
from course.evaluation.statistics.arrays import NAN
from course.evaluation.statistics.content import (
    HIGHEST,
    LOWEST,
    RELEVANT,
    aiken_v,
    item_index,
    scale_index,
)
from course.exercises.definition import Definition
from course.exercises.fields import Choice
from course.files import write_atomically
from course.indicators import PHASES, known
from course.spreadsheets import by_column, plain_cell, read_cells

HEADS = ("kode", "tes", "butir", "indikator", "soal", "relevansi", "saran")
"""Of a sheet; an expert fills the last two."""
_ID = 8
WHAT = "lembar ahli"
_GUIDE = (
    "Terima kasih. Nilai setiap butir: seberapa cocok butir ini untuk mengukur indikatornya?",
    "4 = sangat cocok; 3 = cocok, perlu sedikit perbaikan; 2 = kurang cocok; 1 = tidak cocok.",
    "Isi kolom relevansi dengan 1, 2, 3, atau 4. Tulis perbaikan di kolom saran (boleh kosong).",
    "Isi sendiri, tanpa melihat lembar ahli lain. Satu ahli, satu berkas.",
)


@dataclass(frozen=True)
class Item:
    """One graded item of the tests, as an expert sees it."""

    tests: tuple[str, ...]
    """The lessons that ask it word for word."""
    cell: str
    text: str

    @property
    def id(self) -> str:
        """Digest of cell and text."""
        return hashlib.sha256(f"{self.cell}\n{self.text}".encode()).hexdigest()[:_ID]

    @property
    def indicator(self) -> str:
        """The indicator's code."""
        return self.cell.partition("-")[0]


def items(root: Path) -> list[Item]:
    """Return the items of the class's tests, each wording once, in the lessons' order.

    Raises CourseError for a folder that is no class's, and a class without tests.
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for name in (one for one in PHASES if one in lessons.names(root)):
        lesson = lessons.load(root, name)
        for cell in lesson.criteria:
            if cell.exercise in lesson.definitions:
                key = cell.grade_id, asked_text(lesson.definitions[cell.exercise])
                found[key] = (*found.get(key, ()), name)
    if not found:
        raise CourseError(f"Belum ada tes di kelas ini: {', '.join(PHASES)}.")
    return [Item(tests, *key) for key, tests in found.items()]


def asked_text(definition: Definition) -> str:
    """Return all that an exercise asks, without its key."""
    lines = [definition.prompt]
    for field in definition.fields:
        lines.append(field.label)
        if isinstance(field, Choice):
            lines += [f"– {text}" for text in field.options.values()]
    return "\n".join(line.strip() for line in lines)


def write_sheet(path: Path, asked: Sequence[Item]) -> None:
    """Write a blank sheet (XLSX) with a guide on its second page.

    Raises CourseError where a sheet that somebody has begun to fill lies there.
    """
    from openpyxl import Workbook  # noqa: PLC0415  slow to load
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    if path.exists() and any(row.get("relevansi") for row in by_column(read_cells(path, WHAT))):
        raise CourseError(
            f"{path}: lembar ini sudah berisi nilai. Ganti namanya dulu, lalu ulangi perintahnya."
        )
    book = Workbook()
    page, guide = book.worksheets[0], book.create_sheet("petunjuk")
    page.title = "butir"
    page.append(list(HEADS))
    for one in asked:
        name = f"{one.indicator} {known(one.indicator).name}"
        text = plain_cell(one.text)
        page.append([one.id, ", ".join(one.tests), one.cell, name, text, None, None])
    for line in _GUIDE:
        guide.append([line])
    guide.column_dimensions["A"].width = 100
    for column, width in zip("ABCDEFG", (10, 12, 20, 28, 70, 11, 40), strict=True):
        page.column_dimensions[column].width = width
    for row in page.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in page[1]:
        cell.font = Font(bold=True)
    page.freeze_panes = "A2"
    only = DataValidation("list", formula1=f'"{",".join(map(str, _STEPS))}"', allow_blank=True)
    only.add(f"F2:F{len(asked) + 1}")
    page.add_data_validation(only)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = io.BytesIO()
    book.save(content)
    write_atomically(path, content.getvalue())


_STEPS = range(LOWEST, HIGHEST + 1)


@dataclass(frozen=True)
class Ratings:
    """What the experts said."""

    given: pd.DataFrame
    """A row an expert (0, 1, …), a column an item's ``id``, 1 to 4 or NaN."""
    comments: Mapping[str, tuple[str, ...]]
    """What was written about an item, by ``id``."""
    unknown: int
    """Filled lines about a wording that the tests no longer have."""


def read_ratings(paths: Sequence[Path], asked: Sequence[Item]) -> Ratings:
    """Return what filled sheets say about ``asked``.

    Raises CourseError naming file and line for a sheet without the columns, a rating that is not 1
    to 4, an item rated twice, a sheet without ratings and one that is given twice.
    """
    ids = [one.id for one in asked]
    rows: list[dict[str, float]] = []
    comments: dict[str, tuple[str, ...]] = {}
    unknown, seen = 0, set()
    for path in paths:
        if path.resolve() in seen:
            raise CourseError(f"{path}: berkas ini disebut dua kali. Sebut tiap ahli satu kali.")
        seen.add(path.resolve())
        own: dict[str, float] = {}
        for number, row in enumerate(by_column(read_cells(path, WHAT)), start=2):
            code, rating = _line(path, number, row)
            if code not in ids:
                unknown += rating is not None
                continue
            if code in own:
                raise CourseError(f"{path}, baris {number}: butir {row['butir']!r} ada dua kali.")
            if rating is not None:
                own[code] = rating
            if said := row["saran"].strip():
                comments[code] = (*comments.get(code, ()), said)
        if not own:
            raise CourseError(f"{path}: belum ada nilai. Isi kolom relevansi dengan 1 sampai 4.")
        rows.append(own)
    return Ratings(pd.DataFrame(rows, columns=ids, dtype=float), comments, unknown)


def _line(path: Path, number: int, row: Mapping[str, str]) -> tuple[str, float | None]:
    if missing := [head for head in HEADS if head not in row]:
        raise CourseError(
            f"{path}: kolom {missing[0]!r} tidak ada. Pakai lembar dari course validity --sheet."
        )
    said = row["relevansi"].strip()
    if not said:
        return row["kode"].strip(), None
    if said not in map(str, _STEPS):
        raise CourseError(
            f"{path}, baris {number}: relevansi {said!r} bukan 1, 2, 3, atau 4. Betulkan isinya."
        )
    return row["kode"].strip(), float(said)


ITEM_COLUMNS = (
    *("tests", "cell", "indicator", "n", "v", "v_low", "v_high", "relevant", "cvi", "cvi_low"),
    *("cvi_high", "kappa", "flag"),
)
BANDS = ((0.74, "excellent"), (0.6, "good"), (0.4, "fair"))
"""Modified kappa above .74, from .60, from .40 (Cicchetti & Sparrow 1981), else "poor"."""


def item_validity(asked: Sequence[Item], given: pd.DataFrame) -> pd.DataFrame:
    """Return a row an item, columns ``ITEM_COLUMNS``.

    v: Aiken's V, cvi: I-CVI, kappa: modified; flag: a name of ``BANDS``, "poor", or "" unrated.
    """
    rows = []
    for one in asked:
        ratings = given[one.id].dropna()
        aiken = aiken_v(ratings)
        index = item_index(int((ratings >= RELEVANT).sum()), len(ratings))
        about = (", ".join(one.tests), one.cell, one.indicator, len(ratings))
        figures = (aiken.v, aiken.low, aiken.high, index.relevant, index.index, index.low)
        rows.append((*about, *figures, index.high, index.kappa, band(index.kappa)))
    return pd.DataFrame(rows, columns=list(ITEM_COLUMNS))


def band(kappa: float) -> str:
    """Return how good a modified kappa is: a name of ``BANDS``, "poor", or "" for NaN."""
    if np.isnan(kappa):
        return ""
    if kappa > BANDS[0][0]:
        return BANDS[0][1]
    return next((name for least, name in BANDS[1:] if kappa >= least), "poor")


WHOLE = "all"


def scale_validity(asked: Sequence[Item], given: pd.DataFrame) -> pd.DataFrame:
    """Return the whole test (``WHOLE``) and each indicator: columns scale, those of ``ScaleIndex``.

    Also v: the mean of the items' Aiken's V.
    """
    of: dict[str, list[str]] = {WHOLE: [one.id for one in asked]}
    for one in asked:
        of.setdefault(one.indicator, []).append(one.id)
    rows = []
    for name, ids in of.items():
        values = [aiken_v(given[code]).v for code in ids]
        rated = [value for value in values if not np.isnan(value)]
        mean = float(np.mean(rated)) if rated else NAN
        rows.append({"scale": name, "v": mean, **asdict(scale_index(given[ids].to_numpy(float)))})
    return pd.DataFrame(rows)
