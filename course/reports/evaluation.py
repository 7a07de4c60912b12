"""The class's evaluation: one computation, shown as a page and saved for Word, Excel and print."""

from __future__ import annotations

from functools import cached_property
from html import escape
from pathlib import Path

from docx.document import Document as WordDocument
from IPython.display import HTML, Markdown
from matplotlib.figure import Figure

from course.evaluation.results import read_results
from course.files import Places
from course.pages import template
from course.reports import change_tables, item_tables, word
from course.reports.design import tables as design
from course.reports.design.figure import course_of
from course.reports.figures import dumbbell, flow, heatmap, item_map, slopes
from course.reports.files import DPI, drawn_as_svg, figure_html, save_tables
from course.reports.instrument import tables as instrument
from course.reports.language import language, references
from course.reports.paragraph import paragraph, who_counts
from course.reports.tables import Sheet

NAME = "evaluation"
HALVES = {
    "article": (
        *("paragraph", "indicators", "means", "forms", "extensions", "delayed", "people", "lost"),
        *("groups", "observed", "deeds", "reliability", "method", "references"),
    ),
    "test": (
        *("items", "attitudes", "fairness", "options", "criteria", "trust", "mentors"),
        "incomplete",
    ),
}
"""The two halves of the page with their sections, in order."""
WORD_SECTIONS = {
    "indicators": ("indicators", "dumbbell", "tests"),
    "means": ("means",),
    "forms": ("forms", "equated"),
    "extensions": ("extensions",),
    "delayed": ("delayed", "growth", "course", "lost_later"),
    "people": ("slopes", "heatmap"),
    "lost": ("attrition", "estimates", "lost"),
    "groups": ("helped", "by_mentor"),
    "observed": ("observed",),
    "deeds": ("deeds",),
    "reliability": ("reliability", "scales", "retest", "known"),
    "items": ("items", "item_map", "quality", "item_total", "form_items"),
    "attitudes": ("attitudes",),
    "fairness": ("functioning",),
}
"""Sections of the Word file with their tables and figures: each figure stands by its table. Tables
with keys, for supervision, and of people by code stay out; they come last, so that a table has the
same number here and on the page."""
FIGURES = {
    "dumbbell": 16.5,
    "course": 16.5,
    "slopes": 16.5,
    "heatmap": 16.5,
    "attrition": 12.0,
    "item_map": 16.5,
}
"""Centimetres in the Word file."""
ON_DISK = {"item_map": "items"}


class EvaluationReport:
    """What ``evaluation.ipynb`` shows; each table and figure has one number everywhere."""

    def __init__(self, root: Path, code: str = "id") -> None:
        """Compute everything from the gradebook and files of the course at ``root``.

        Raises CourseError when no test has been graded yet, and for an unknown language.
        """
        self.words = language(code)
        self.results = read_results(root)
        self.folder = Places(root).reports
        self.paragraph = paragraph(self.words, self.results)

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """The tables that have rows, in the order of the report."""
        words, found = self.words, self.results
        later, again = (
            item_tables.of_forms(words, found, key) for key in ("delayed_forms", "retest_forms")
        )
        made = (
            change_tables.indicator_sheet(words, found.indicators),
            change_tables.test_sheet(words, found.indicators),
            change_tables.mean_sheet(words, found.means),
            instrument.forms_sheet(words, found.forms),
            design.equated_sheet(words, found.equated),
            change_tables.indicator_sheet(words, found.extensions, "extensions", mean=False),
            change_tables.delayed_sheet(words, found.delayed, later),
            design.growth_sheet(words, found.growth),
            design.lost_later_sheet(words, found.lost_later),
            change_tables.estimate_sheet(words, found),
            change_tables.lost_sheet(words, found),
            change_tables.split_sheet(words, found.helped, "helped"),
            change_tables.split_sheet(words, found.by_mentor, "by_mentor"),
            change_tables.observed_sheet(words, found.observed),
            change_tables.deed_sheet(words, found.deeds),
            item_tables.reliability_sheet(words, found),
            instrument.scale_sheet(words, found.instrument),
            instrument.retest_sheet(words, found.instrument, again),
            instrument.known_sheet(words, found.instrument),
            item_tables.item_sheet(words, found),
            item_tables.quality_sheet(words, found),
            instrument.item_total_sheet(words, found.instrument),
            instrument.form_item_sheet(words, found),
            item_tables.attitude_sheet(words, found),
            instrument.functioning_sheet(words, found.instrument),
            item_tables.option_sheet(words, found),
            item_tables.criteria_sheet(words, found),
            instrument.trust_sheet(words, found.instrument),
            change_tables.mentor_sheet(words, found),
            change_tables.incomplete_sheet(words, found),
            change_tables.aside_sheet(words, found),
        )
        return {sheet.key: sheet for sheet in made if sheet.rows}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures, in the order of the report."""
        words, found = self.words, self.results
        later = (
            {}
            if found.growth["change"].isna().all()
            else {"course": course_of(words, found.growth)}
        )
        return {
            "dumbbell": dumbbell(words, found.indicators),
            **later,
            "slopes": slopes(words, found.people[found.people["counted"]]),
            "heatmap": heatmap(words, found.people),
            "attrition": flow(words, found.flow),
            "item_map": item_map(words, found.items),
        }

    @cached_property
    def drawings(self) -> dict[str, bytes]:
        """The figures as SVG."""
        return {key: drawn_as_svg(figure) for key, figure in self.figures.items()}

    def caption(self, key: str) -> str:
        """Return "Tabel 2. …" or "Gambar 1. …"."""
        kind, keys = ("figure", self.figures) if key in FIGURES else ("table", self.sheets)
        title = self.words.say(f"titles.{key}")
        return self.words.say(f"text.{kind}", number=list(keys).index(key) + 1, title=title)

    def text(self, key: str) -> Markdown:
        """Show the words at ``[page]``; a heading can be linked to."""
        said = self.words.say(f"page.{key}")
        place = f'<a id="section-{key}"></a>\n\n' if said.startswith("## ") else ""
        return Markdown(place + said.replace("## ", "### ", 1) if place else said)

    def half(self, key: str) -> HTML:
        """Show the heading of a half of the page and whom it is for."""
        title, lead = (self.words.say(f"page.half_{key}{end}") for end in ("", "_lead"))
        return HTML(f'<h2 class="half" id="half-{key}">{escape(title)}</h2><p>{escape(lead)}</p>')

    def contents(self) -> HTML:
        """Show what the page holds, half by half."""
        halves = [
            {
                "key": key,
                "title": self.words.say(f"page.half_{key}"),
                "sections": [(name, self.heading(name)) for name in names if self._has(name)],
            }
            for key, names in HALVES.items()
        ]
        return HTML(
            template("reports/contents").render(
                title=self.words.say("page.contents"), halves=halves
            )
        )

    def heading(self, key: str) -> str:
        """Return the heading of a section."""
        return self.words.say(f"page.{key}").partition("\n")[0].removeprefix("## ")

    def _has(self, section: str) -> bool:
        return section not in {"delayed", "forms"} or section in self.sheets

    def who(self) -> HTML:
        """Show who is counted in which figure, and why the others are not."""
        return self.note(who_counts(self.words, self.results))

    def references(self) -> HTML:
        """Show the references of what the page cites."""
        entries = "".join(f"<li>{escape(one)}</li>" for one in self.cited())
        return HTML(f'<ul class="references">{entries}</ul>')

    def cited(self) -> list[str]:
        """Return the references of all that is said, in the order of the alphabet."""
        said = [note for sheet in self.sheets.values() for note in sheet.notes]
        said += [self.words.say(key) for key in ("page.lead", "page.method_text", "draw.c")]
        return references(self.words, [self.paragraph, *said])

    def title(self) -> Markdown:
        """Show the report's name and what it is."""
        return Markdown(f"# {self.words.say('page.evaluation')}\n\n{self.words.say('page.lead')}")

    def ready_paragraph(self) -> HTML:
        """Show the paragraph for an article."""
        return HTML(f'<blockquote class="ready">{escape(self.paragraph)}</blockquote>')

    def table(self, key: str, otherwise: str = "") -> HTML:
        """Show a table, or the sentence ``otherwise`` of ``[text]`` where it has no rows."""
        if key in self.sheets:
            return HTML(self.sheets[key].html(self.caption(key)))
        return self.note(self.words.say(f"text.{otherwise}") if otherwise else "")

    def group(self, key: str) -> HTML:
        """Show a split, or which groups there are and why they are not shown."""
        if key in self.sheets:
            return self.table(key)
        table = getattr(self.results, key)
        return self.note(change_tables.split_in_words(self.words, table, key))

    def note(self, sentence: str) -> HTML:
        """Show a sentence; nothing for an empty one."""
        return HTML(f"<p>{escape(sentence)}</p>" if sentence else "")

    def figure(self, key: str) -> HTML:
        """Show a figure, drawn into the page."""
        return HTML(figure_html(self.figures[key], self.drawings[key], self.caption(key)))

    def lost(self) -> HTML:
        """Show who was lost against who stayed, or why that is not shown."""
        if "lost" in self.sheets:
            return self.table("lost")
        return self.note(change_tables.lost_in_words(self.words, self.results))

    def three_points(self) -> HTML:
        """Show the three points in time, or why they are not shown."""
        if "growth" in self.sheets:
            return HTML(self.table("growth").data + self.figure("course").data)
        title = self.words.say("titles.growth")
        reasons = design.growth_reasons(self.words, self.results.growth)
        return self.note(f"{title}. {' '.join(reasons)}" if reasons else "")

    def lost_later(self) -> HTML:
        """Show who did not take the delayed test, or why that is not shown."""
        if "lost_later" in self.sheets:
            return self.table("lost_later")
        return self.note(design.lost_later_in_words(self.words, self.results.lost_later))

    def options(self) -> HTML:
        """Show who took which option, or why there are no figures."""
        if "options" in self.sheets:
            return self.table("options")
        return self.note(item_tables.options_in_words(self.words, self.results))

    def fairness(self) -> HTML:
        """Show items by group, or why there are no figures."""
        if "functioning" in self.sheets:
            return self.table("functioning")
        return self.note(instrument.functioning_in_words(self.words, self.results.instrument))

    def trusted(self) -> HTML:
        """Show which tasks' marks a reader should not trust yet."""
        return self.note(instrument.trust_in_words(self.words, self.results.instrument))

    def counted(self) -> HTML:
        """Show what the figures leave out, if anything."""
        counts = {"ungraded": self.results.ungraded, "blank": len(self.results.blank)}
        counts["waiting"] = self.results.waiting
        said = [self.words.say(f"text.{key}", n=n) for key, n in counts.items() if n]
        if self.results.outside:
            codes = ", ".join(sorted(self.results.outside))
            said.append(self.words.say("text.outside", codes=codes))
        return self.note(" ".join(said))

    def save(self) -> None:
        """Write tables (CSV, XLSX), figures (PNG, SVG) and the Word file into ``reports/``.

        The CSV are the same in every language; the others are named by it.
        """
        save_tables(self.folder, NAME, self.results.tables(), self.words)
        for key, figure in self.figures.items():
            name = f"{self.stem}-{ON_DISK.get(key, key)}"
            figure.savefig(self.folder / f"{name}.png", dpi=DPI)
            (self.folder / f"{name}.svg").write_bytes(self.drawings[key])
        self._word().save(str(self.folder / f"{self.stem}.docx"))

    @property
    def stem(self) -> str:
        """Name of the files that hold words."""
        return self.words.named(NAME)

    def _word(self) -> WordDocument:
        document = word.new_document(self.words.code)
        document.core_properties.title = self.words.say("page.evaluation")
        document.add_heading(self.words.say("page.evaluation"), level=1)
        document.add_paragraph(self.paragraph)
        for section, keys in WORD_SECTIONS.items():
            here = [key for key in keys if key in self.figures or key in self.sheets]
            if here:
                self._add_section(document, section, here)
        word.add_text(document, self.words.say("page.method"))
        word.add_text(document, self.words.say("page.method_text"))
        word.add_text(document, self.words.say("page.references"))
        for entry in self.cited():
            word.add_reference(document, entry)
        return document

    def _add_section(self, document: WordDocument, section: str, keys: list[str]) -> None:
        """Add a section: its heading, a sentence that names what is in it, tables and figures."""
        document.add_heading(self.heading(section), level=2)
        names = [self.caption(key).partition(". ")[0] for key in keys]
        lead = document.add_paragraph(self.words.say("text.see", what=self.words.listed(names)))
        lead.paragraph_format.keep_with_next = True
        # A warning or a scale said on the page is said here too.
        word.add_text(document, self.words.say(f"page.{section}").partition("\n")[2])
        if section == "lost":
            document.add_paragraph(who_counts(self.words, self.results))
        for key in keys:
            if key in FIGURES:
                picture = self.folder / f"{self.stem}-{ON_DISK.get(key, key)}.png"
                word.add_figure(document, picture, self.caption(key), FIGURES[key])
            else:
                source = self.words.say("text.source")
                word.add_table(document, self.sheets[key], self.caption(key), source)
