"""The pieces of an article as a Word file: methods, flow, instrument, results, limits, sharing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
from docx.document import Document

from course.evaluation.results import Results
from course.reports import word
from course.reports.evaluation import FIGURES, EvaluationReport
from course.reports.files import DPI
from course.reports.item_tables import scale_name
from course.reports.language import Language, references
from course.reports.tables import Sheet, interval_cell, make

TABLES = (
    *("indicators", "tests", "means", "forms", "delayed", "growth", "estimates", "lost"),
    "lost_later",
)
"""Of the evaluation, in the article's order; none holds a person or a key."""
DRAWN = ("attrition", "dumbbell", "course")


def instrument_sheet(words: Language, results: Results) -> Sheet:
    """Return what each scale measures with: items, points, alpha, omega, floor, ceiling, ICC."""
    by = {(r["phase"], r["scale"]): r for r in results.instrument.scales.to_dict("records")}
    again = {r["scale"]: r for r in results.instrument.retest.to_dict("records")}
    rows = []
    for row in results.reliability.to_dict("records"):
        key = row["phase"], row["scale"]
        own = by.get(key, {})
        icc = again.get(row["scale"]) if row["phase"] == "post" else None
        nothing = dict.fromkeys(
            ("omega", "omega_low", "omega_high", "floor", "ceiling"), float("nan")
        )
        own = nothing | own
        missing = dict.fromkeys(("icc", "icc_low", "icc_high"), float("nan"))
        rows.append(
            [
                scale_name(words, row["scale"]),
                words.say(f"text.{row['phase']}"),
                *(str(int(row["items"])), str(int(row["n"]))),
                words.with_interval((row["alpha"], row["alpha_low"], row["alpha_high"]), 2),
                interval_cell(words, own, "omega", 2),
                *(words.number(100 * own[end], 0) for end in ("floor", "ceiling")),
                interval_cell(words, icc or missing, "icc", 2),
            ]
        )
    columns = (
        *(("scale", "l"), ("phase", "l"), ("count", "c"), ("n", "c"), ("alpha", "c")),
        *(("omega", "c"), ("floor", "c"), ("ceiling", "c"), ("icc", "c")),
    )
    return make(words, "instrument", columns, rows, [words.say("notes.instrument")])


def flow_in_words(words: Language, flow: pd.DataFrame) -> str:
    """Return the flow of participants as CONSORT asks for it: every step with its n, and losses."""
    steps = [
        words.say(
            "journal.step", step=words.decoded(row["step"]), n=row["n"], lost=row["lost_here"]
        )
        if row["lost_here"]
        else words.say("journal.step_all", step=words.decoded(row["step"]), n=row["n"])
        for row in flow.to_dict("records")
    ]
    return words.say("journal.flow", steps="; ".join(steps))


def methods(words: Language, results: Results) -> list[str]:
    """Return the paragraphs of the methods; of two forms and a delayed test where there were."""
    forms, later = not results.forms.empty, not results.growth.empty
    said = [
        "design_forms" if forms else "design",
        *([f"later{'_forms' if forms else ''}"] if later else []),
        "measures",
        "analysis",
    ]
    if forms:
        said.append("analysis_forms")
    return [words.say(f"journal.{name}") for name in said]


def article(report: EvaluationReport) -> Document:
    """Return the document of a class's evaluation, in the report's language.

    Tables in three lines, decimals as the language has them; nothing about single people.
    """
    words, results = report.words, report.results
    document = word.new_document(words.code)
    document.core_properties.title = words.say("journal.title")
    document.add_heading(words.say("journal.title"), level=1)
    sheets = [report.sheets[key] for key in TABLES if key in report.sheets]
    instrument = instrument_sheet(words, results)
    last = len(sheets) + 1  # the ready paragraph calls the indicators Table 1
    about = words.say("journal.instrument_text", number=last)
    said = [*methods(words, results), words.say("journal.limits"), words.say("journal.sharing")]
    _section(document, words, "methods", said[:-2])
    _flow(document, report)
    _section(document, words, "results", [report.paragraph])
    for number, sheet in enumerate(sheets, start=1):
        _table(document, words, sheet, number)
    for number, key in enumerate((k for k in DRAWN[1:] if k in report.figures), start=2):
        _figure(document, report, key, number)
    _section(document, words, "instrument", [about])
    _table(document, words, instrument, last)
    _section(document, words, "limits_title", [words.say("journal.limits")])
    _section(document, words, "sharing_title", [words.say("journal.sharing")])
    word.add_text(document, words.say("page.references"))
    notes = [note for sheet in (*sheets, instrument) for note in sheet.notes]
    for entry in references(words, [*said, about, report.paragraph, *notes]):
        word.add_reference(document, entry)
    return document


def _section(document: Document, words: Language, heading: str, paragraphs: list[str]) -> None:
    document.add_heading(words.say(f"journal.{heading}"), level=2)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)


def _table(document: Document, words: Language, sheet: Sheet, number: int) -> None:
    caption = words.say("text.table", number=number, title=sheet.title)
    word.add_table(document, sheet, caption, words.say("text.source"))


def _flow(document: Document, report: EvaluationReport) -> None:
    words = report.words
    _section(document, words, "flow_title", [flow_in_words(words, report.results.flow)])
    _figure(document, report, "attrition", 1)


def _figure(document: Document, report: EvaluationReport, key: str, number: int) -> None:
    title = report.words.say(f"titles.{key}")
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / f"{key}.png"
        report.figures[key].savefig(picture, dpi=DPI)
        caption = report.words.say("text.figure", number=number, title=title)
        word.add_figure(document, picture, caption, FIGURES[key])
