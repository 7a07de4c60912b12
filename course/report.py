"""``course report``: run a report notebook and lay down its page, tables and figures."""

from __future__ import annotations

import datetime as dt
import math
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

import pandas as pd
import papermill
from babel.numbers import format_decimal
from matplotlib.figure import Figure
from nbconvert import HTMLExporter

from course.errors import CourseError
from course.evaluation import from_five, indicator_table, is_ambiguous, means, mentor_table
from course.gradebook import read_scores
from course.indicators import indicator_percents
from course.programme.program import find_program
from course.programme.state import retention_line
from course.roster import find_roster, line_for_kept_back, read_roster, without_consent
from course.workshop import read_workshop

KINDS = ("evaluation", "workshop")
HEADINGS = {
    "goal": "Tujuan",
    "name": "Indikator",
    "n": "n",
    "n_pre": "n tes awal",
    "n_post": "n tes akhir",
    "pre": "Tes awal (%)",
    "category_pre": "Kategori awal",
    "post": "Tes akhir (%)",
    "category_post": "Kategori akhir",
    "difference": "Selisih (poin)",
    "mentor": "Pendamping",
    "partners": "Mitra",
    "pretests": "Tes awal masuk",
    "posttests": "Tes akhir masuk",
    "step": "Langkah",
    "of_registered": "Dari yang terdaftar (%)",
    "of_previous": "Dari langkah sebelumnya (%)",
    "minutes": "Lama hadir",
    "answer": "Jawaban",
    "of": "Dari",
    "percent": "Persen",
}
_PLAIN = {"of_registered", "of_previous", "percent"}
"""Percentages that are no scores: no category, so no mark beside its edges."""


@dataclass(frozen=True)
class Evaluation:
    """The cohort's tables, unrounded."""

    indicators: pd.DataFrame
    """``evaluation.indicator_table``."""
    means: pd.DataFrame
    """``evaluation.means``."""
    mentors: pd.DataFrame
    """``evaluation.mentor_table``; no rows without a roster."""
    percents: pd.DataFrame
    """``indicators.indicator_percents``: what every table is computed from."""
    ungraded: int
    """Cells that wait for a person; their participants' indicators are missing until then."""


def read_evaluation(root: Path) -> Evaluation:
    """Compute the cohort's evaluation from the gradebook.

    Raises CourseError when neither test has been graded yet.
    """
    path = find_roster(root)
    scores = read_scores(root)
    scores = scores[~scores["participant"].isin(without_consent(path))]
    percents = indicator_percents(scores)
    if percents.empty:
        raise CourseError(
            "Belum ada tes yang dinilai. Jalankan: course collect inbox, lalu course grade."
        )
    roster = read_roster(path) if path.exists() else {}
    mentors = {p.code: p.mentor for p in roster.values() if p.mentor}
    table = from_five(indicator_table(percents))
    return Evaluation(
        indicators=table,
        means=means(table),
        mentors=mentor_table(percents, mentors) if mentors else pd.DataFrame(),
        percents=percents,
        ungraded=int(scores["score"].isna().sum()),
    )


def notices(root: Path) -> list[str]:
    """Return who is left out for want of consent, and the date of deletion when it is near."""
    program = find_program(root)
    today = dt.datetime.now().astimezone().date()
    late = retention_line(program, today) if program else ""
    return [line for line in (line_for_kept_back(without_consent(find_roster(root))), late) if line]


def write_report(root: Path, kind: str = "evaluation") -> Path:
    """Write ``reports/<kind>.html`` with its tables and figures beside it; return the page's path.

    The page is self-contained: no script, no network. Raises CourseError for an unknown kind.
    """
    if kind not in KINDS:
        raise CourseError(f"Laporan {kind!r} tidak ada. Yang ada: {', '.join(KINDS)}.")
    # A clear error before a notebook starts.
    (read_workshop if kind == "workshop" else read_evaluation)(root)
    page = root / "reports" / f"{kind}.html"
    page.parent.mkdir(exist_ok=True)
    with (
        as_file(files("course").joinpath("reports", f"{kind}.ipynb")) as notebook,
        tempfile.TemporaryDirectory() as folder,
    ):
        done = Path(folder) / f"{kind}.ipynb"
        papermill.execute_notebook(
            notebook,
            done,
            {"root": "."},
            cwd=str(root),
            progress_bar=False,
            log_output=False,
            # The kernel listens on loopback only; its warning about that would alarm a lecturer.
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )
        body, _ = _exporter().from_filename(str(done))
    page.write_text(_page(body), encoding="utf-8")
    return page


def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(template_name="basic", exclude_input=True, exclude_anchor_links=True)
    exporter.exclude_output_prompt = True
    exporter.exclude_input_prompt = True
    return exporter


def _page(body: str) -> str:
    shell = files("course").joinpath("reports", "page.html").read_text("utf-8")
    return shell.replace("{{ body }}", body)


def in_words(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return ``columns`` of a table as a lecturer reads them: headings, decimal comma, "-"."""
    shown = {HEADINGS[c]: [_cell(c, value) for value in table[c]] for c in columns}
    return pd.DataFrame(shown)


def _cell(column: str, value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    if math.isnan(value):
        return "-"
    number = format_decimal(value, format="0.00", locale="id")
    if column == "difference":
        return f"+{number}" if value > 0 else number
    return f"{number} *" if is_ambiguous(value) and column not in _PLAIN else number


def save_tables(root: Path, name: str, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write each table as ``reports/<name>-<key>.csv``, all as sheets of ``reports/<name>.xlsx``.

    Numbers are unrounded, with a decimal point, for statistics programs.
    """
    folder = root / "reports"
    with pd.ExcelWriter(folder / f"{name}.xlsx", engine="openpyxl") as book:
        for key, table in tables.items():
            table.to_csv(folder / f"{name}-{key}.csv", index=False, lineterminator="\n")
            table.to_excel(book, sheet_name=key, index=False)


def save_figure(root: Path, name: str, figure: Figure) -> None:
    """Write a figure for print as ``reports/<name>.png`` (300 dpi) and ``.svg``."""
    figure.savefig(root / "reports" / f"{name}.png", dpi=300)
    figure.savefig(root / "reports" / f"{name}.svg", metadata={"Date": None})
