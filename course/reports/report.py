"""``course report``: run a report's notebook and lay down its page, tables and figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pandas as pd

from course import CourseError
from course.evaluation.percents import means
from course.files import Places, write_atomically
from course.lessons.part import offered
from course.pages import shell
from course.people.roster import CODE
from course.reports.language import NONE, Language, language
from course.reports.tables import mean_label, percent_cell

KINDS = ("evaluation", "participant", "mentor", "workshop")
OF_ONE = ("participant", "mentor")
"""The reports about one person, named by a code; the others are of a group."""


def sheet_reports(root: Path) -> dict[str, Callable[..., Path]]:
    """Return the reports that lessons bring (``REPORTS``), by kind; Indonesian only.

    They are of sheets, which are read, not graded.
    """
    return {
        kind: write
        for reports in offered(root, "report", "REPORTS").values()
        for kind, write in reports.items()
    }


def write_report(root: Path, kind: str = "evaluation", who: str = "", lang: str = "id") -> Path:
    """Write a report's page, with its tables and figures beside it; return the page's path.

    The page stands alone: no script, no network. ``who`` is the participant or mentor, ``lang`` is
    ``id`` or ``en``. Raises CourseError for an unknown kind, language or person, and when there is
    nothing to report yet.
    """
    if kind not in KINDS:
        sheets = sheet_reports(root)
        if kind in sheets and not who:
            return sheets[kind](root)
        known = ", ".join([*KINDS, *sheets])
        raise CourseError(f"Laporan {kind!r} tidak ada. Yang ada: {known}.")
    if (kind in OF_ONE) != bool(CODE.fullmatch(who)):
        raise CourseError(
            "Tulis jenis dan kodenya, misalnya: course report participant U07, "
            "course report mentor MH03, course report evaluation, atau course report workshop."
        )
    words = language(lang)
    stem = f"{kind}-{who}" if who else kind
    page = Places(root).reports / f"{words.named(stem)}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    parameters = {"root": ".", "lang": lang} | ({"who": who} if who else {})
    body = _run(root, kind, parameters)
    text = shell(body, kind, words.say(f"page.{kind}"), words.code)
    write_atomically(page, text.encode())
    return page


def printed_table(root: Path) -> str:
    """Return the indicators and their mean for a terminal, from the tables of the last report."""
    words, folder = language("id"), Places(root).reports
    figures = {name: [""] for name in ("mean_pre", "mean_post", "gain")}
    table = pd.read_csv(
        folder / "evaluation-indikator.csv", keep_default_na=False, na_values=figures
    )
    names = ("indicator", "n", "pre", "category", "post", "category_ends", "gain")
    heads = [words.say(f"heads.{name}").removesuffix(" [IK 95%]") for name in names]
    rows = [_printed(words, row, row["name"]) for _, row in table.iterrows()]
    last = means(table).iloc[-1]
    rows.append(_printed(words, last, mean_label(words, last)))
    shown = pd.DataFrame(rows, columns=heads)
    shown[heads[0]] = shown[heads[0]].str.ljust(shown[heads[0]].str.len().max())
    lines = [shown.to_string(index=False, justify="left")]
    if any(NONE in row for row in rows):
        lines.append(words.say("text.why_dashes", dash=NONE))
    return "\n".join(lines)


def _printed(words: Language, row: pd.Series, name: str) -> list[str]:
    pre, post = (percent_cell(words, row[f"mean_{phase}"]) for phase in ("pre", "post"))
    gain = words.number(row["gain"], sign=True)
    before, after = (_category(words, row[f"category_{phase}"]) for phase in ("pre", "post"))
    return [name, str(row["n"]), pre, before, post, after, gain]


def _category(words: Language, name: str) -> str:
    return NONE if name == "-" else words.decoded(name)


def _run(root: Path, kind: str, parameters: dict[str, str]) -> str:
    """Return the body of the executed notebook; an error in it is raised as it is."""
    # Half a second to load, for which the sheets' reports need not wait.
    import papermill  # noqa: PLC0415
    from papermill.engines import papermill_engines  # noqa: PLC0415

    from course.reports.engine import Here  # noqa: PLC0415

    papermill_engines.register("here", Here)
    with as_file(files("course").joinpath("reports", "notebooks", f"{kind}.ipynb")) as notebook:
        done = papermill.execute_notebook(
            notebook,
            None,  # else it is written, with all its pictures, before and after each cell
            parameters,
            engine_name="here",
            cwd=str(root),
            progress_bar=False,
            log_output=False,
        )
    body = str(_exporter().from_notebook_node(done)[0])
    # The cell that papermill adds has a random id; a page of the same figures is the same page.
    return re.sub(r' id="cell-id=[^"]*"', "", body)


@cache
def _exporter() -> Any:
    """Return the one that makes all pages of this process: its templates are compiled once."""
    from nbconvert import HTMLExporter  # noqa: PLC0415  as slow

    exporter = HTMLExporter(template_name="basic", exclude_input=True, exclude_anchor_links=True)
    exporter.exclude_output_prompt = True
    exporter.exclude_input_prompt = True
    return exporter
