"""The workshop's report: from registration to the last task, the polls, the evaluation sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from html import escape
from pathlib import Path

import pandas as pd
from babel.dates import format_date
from IPython.display import HTML, Markdown

from course.evaluation.opinions import COUNTS
from course.evaluation.statistics.arrays import Note
from course.evaluation.workshop import read_workshop
from course.files import Places
from course.reports.figures import funnel
from course.reports.files import DPI, drawn_as_svg, figure_html, save_tables
from course.reports.language import language
from course.reports.tables import Sheet, make

NAME = "workshop"
OPINIONS = ("item", "n", "missing", "mean", "sd", *COUNTS)
LIKELY = ("n", "mean", "high", "middle", "low", "net")
ANSWERS = ("answer", "n", "of", "percent")


class WorkshopReport:
    """What ``workshop.ipynb`` shows; counts of groups, no codes."""

    def __init__(self, root: Path, code: str = "id") -> None:
        """Read the workshop of the course at ``root``.

        Raises CourseError naming what is still missing, and for an unknown language.
        """
        self.words = language(code)
        self.found = read_workshop(root)
        self.folder = Places(root).reports
        self.figure = funnel(self.words, self.found.funnel)

    @cached_property
    def drawing(self) -> bytes:
        """The funnel as SVG."""
        return drawn_as_svg(self.figure)

    def title(self) -> Markdown:
        """Show the workshop's name, when it was, and what this is."""
        workshop = self.found.workshop
        when = self.words.say(
            "workshop.when",
            course=self.found.program.course.name,
            day=format_date(workshop.date, "d MMMM yyyy", locale=self.words.code),
            minutes=workshop.minutes,
        )
        return Markdown(f"# {workshop.title}\n\n{when} {self.words.say('workshop.lead')}")

    def text(self, key: str) -> Markdown:
        """Show the words at ``[workshop]``."""
        return Markdown(self.words.say(f"workshop.{key}"))

    def funnel(self) -> HTML:
        """Show the steps as a figure and as a table, and whom they leave out."""
        counts = {"unnamed": self.found.unnamed, "beyond": self.found.beyond}
        notes = [self.words.say(f"workshop.{key}", n=n) for key, n in counts.items() if n]
        sheet = self._sheet("funnel", ("step", "n", "of_registered", "of_previous"), notes)
        figure = figure_html(self.figure, self.drawing, self.words.say("titles.reached"))
        return HTML(figure + sheet.html(sheet.title))

    def minutes(self) -> HTML:
        """Show how long people were there."""
        sheet = self._sheet("minutes", ("minutes", "n"))
        return HTML(sheet.html(sheet.title))

    def polls(self) -> HTML:
        """Show each question of the polls with its answers."""
        return self._answers("polls", ["question"])

    def opinions(self) -> HTML:
        """Show what participants and speakers thought, item by item, and what stood in the way."""
        found, shown = self.found.opinions, []
        for title, rows in found.items.groupby("sheet", sort=False):
            sheet = self._sheet("opinions", OPINIONS, rows=self._rated(rows))
            note = self.words.say("notes.opinions")
            shown.append(replace(sheet, key="opinions", notes=(note,)).html(str(title)))
        if not found.recommendation.empty:
            sheet = self._sheet("likely", LIKELY, rows=found.recommendation)
            shown.append(replace(sheet, notes=(self.words.say("notes.likely"),)).html(sheet.title))
        for number, (names, rows) in enumerate(found.ticked.groupby(["sheet", "item"], sort=False)):
            sheet = replace(self._sheet("answers", ANSWERS, rows=rows), key=f"ticked-{number}")
            shown.append(sheet.html(": ".join(map(str, names))))
        shown += [self._said("few_sheets", title=title, n=n) for title, n in found.few]
        if not found.comments.empty:
            shown.append(self._said("comments", n=len(found.comments)))
        return HTML("".join(shown) or self._said("no_sheets"))

    def _rated(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return rating items with their figures in words; reversed ones are marked."""
        mark = {True: f" {self.words.say('workshop.reversed')}", False: ""}
        shown = {name: rows[name].map(lambda x: self.words.number(x, 0)) for name in COUNTS}
        shown |= {
            name: rows[name].map(lambda x: self.words.number(x, 2)) for name in ("mean", "sd")
        }
        return rows.assign(item=rows["text"] + rows["reversed"].map(mark), **shown)

    def _said(self, key: str, **filled: object) -> str:
        return f"<p>{escape(self.words.say(f'workshop.{key}', **filled))}</p>"

    def sheets(self) -> HTML:
        """Show each item of sheets of the course's own with its answers."""
        shown = self._tables("sheets", ["sheet", "item"])
        return HTML("".join(shown))

    def hidden(self) -> HTML:
        """Show how many questions are left out because too few answered."""
        n = self.found.hidden
        return HTML(f"<p>{self.words.say('workshop.hidden', n=n)}</p>" if n else "")

    def _answers(self, key: str, by: list[str]) -> HTML:
        shown = list(self._tables(key, by))
        return HTML("".join(shown) or f"<p>{self.words.say(f'workshop.no_{key}')}</p>")

    def _tables(self, key: str, by: list[str]) -> Iterator[str]:
        table: pd.DataFrame = getattr(self.found, key)
        for number, (names, rows) in enumerate(table.groupby(by, sort=False)):
            sheet = replace(self._sheet("answers", ANSWERS, rows=rows), key=f"{key}-{number}")
            yield sheet.html(": ".join(map(str, names)))

    def _sheet(
        self,
        key: str,
        columns: Sequence[str],
        notes: Sequence[str] = (),
        rows: pd.DataFrame | None = None,
    ) -> Sheet:
        table: pd.DataFrame = getattr(self.found, key) if rows is None else rows
        cells = [
            [self._cell(row[name]) for name in columns]
            for _, row in table.astype(object).iterrows()
        ]
        named = [(name, "c" if place else "l") for place, name in enumerate(columns)]
        return make(self.words, key, named, cells, notes)

    def _cell(self, value: object) -> str:
        if isinstance(value, float):
            return self.words.number(value)
        return self.words.decoded(value) if isinstance(value, Note) else str(value)

    def save(self) -> None:
        """Write the tables (CSV, XLSX) and the figure (PNG, SVG) into ``reports/``."""
        found = self.found
        tables = {
            "langkah": found.funnel,
            "menit": found.minutes,
            "polling": found.polls,
            "evaluasi": found.opinions.items,
            "anjuran": found.opinions.recommendation,
            "centang": found.opinions.ticked,
            "komentar": found.opinions.comments,
            "lembar": found.sheets,
        }
        save_tables(self.folder, NAME, tables, self.words)
        stem = self.folder / f"{self.words.named(NAME)}-funnel"
        self.figure.savefig(stem.with_suffix(".png"), dpi=DPI)
        stem.with_suffix(".svg").write_bytes(self.drawing)
