"""``course export evaluation``: what a reviewer needs to compute the printed figures again.

Two files. One may be published: tables of the class, the article's texts in two languages, the
codebook and the script. The other holds, beside all that, the percentages person by person, without
codes, shuffled, under numbers drawn anew each time. Whoever knows one's results would still find
one's row in it; and the class's consent speaks of reports without names, seen by mentor and
lecturer. So it is kept like a list of participants, and is deleted when somebody is forgotten.
"""

from __future__ import annotations

import io
import secrets
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from course import CourseError
from course.evaluation.five import LEAST
from course.evaluation.instrument.forms import orders
from course.evaluation.results import Results
from course.files import Places, write_atomically, write_private
from course.indicators import PHASES, known
from course.people.program import find_program
from course.reports.article import reproduce
from course.reports.article.document import article
from course.reports.evaluation import EvaluationReport
from course.reports.files import csv_of
from course.reports.language import CODES, language

PUBLIC, RESTRICTED = "evaluasi-publik.zip", "evaluasi-data-terbatas.zip"
BY_PERSON = {
    "peserta",
    "perubahan",
    "tidak-lengkap",
    "tidak-dihitung",
    "terbit",
    "pilihan",
    "urutan-bentuk",
}
"""Tables that stay out: rows by code, and the key."""
SCRIPT = "reproduksi.py"
_DATA = "data/nilai.csv"
_TABLE = "tables/evaluation-"
_DESIGN = ("bentuk", "tiga-titik")
"""Tables that may rest on other people than the data hold; then they are left out and named."""


@dataclass(frozen=True)
class Bundle:
    """What was written."""

    public: Path
    restricted: Path
    people: int
    figures: int
    """Printed figures that the script computes again, all of them alike."""
    left_out: tuple[str, ...]
    """Tables that the data cannot give again."""
    consent: str
    """The sentence of the class's programme; empty without one."""


def write_bundle(root: Path) -> Bundle:
    """Write both files into ``kelas/exports/``.

    Raises CourseError when no test has been graded, of fewer than ``LEAST`` people, and when a
    figure cannot be computed again from the data.
    """
    reports = {code: EvaluationReport(root, code) for code in CODES}
    results = reports[CODES[0]].results
    tables = {
        f"{_TABLE}{name}.csv": csv_of(table)
        for name, table in results.tables().items()
        if name not in BY_PERSON and "mentor" not in table and name != "per-pendamping"
    }
    data, figures, left_out = _agreeing(results, tables)
    if data["person"].nunique() < LEAST:
        raise CourseError(
            f"Kurang dari {LEAST} orang punya nilai di kedua tes, jadi tidak ada yang diekspor."
        )
    program = find_program(root)
    consent = program.course.consent if program else ""
    tables = {name: text for name, text in tables.items() if _kept(name, left_out)}
    files = {name: text.encode() for name, text in tables.items()}
    files[SCRIPT] = Path(reproduce.__file__).read_bytes()
    files["data/kodebuku.csv"] = codebook(data, tables).encode()
    for code, report in reports.items():
        written = io.BytesIO()
        article(report).save(written)
        files[f"{language(code).say('journal.file')}.docx"] = written.getvalue()
    public = files | {"BACA-DULU.txt": _read_me(consent, "public").encode()}
    restricted = files | {"BACA-DULU.txt": _read_me(consent, "restricted").encode()}
    restricted[_DATA] = data.to_csv(index=False, lineterminator="\n").encode()
    places = Places(root)
    write_atomically(places.exports / PUBLIC, _zipped(public))
    write_private(places.exports / RESTRICTED, _zipped(restricted))
    return Bundle(
        places.exports / PUBLIC,
        places.exports / RESTRICTED,
        int(data["person"].nunique()),
        figures,
        left_out,
        consent,
    )


def _kept(name: str, left_out: tuple[str, ...]) -> bool:
    return not any(name.endswith(f"-{table}.csv") for table in left_out)


def _agreeing(
    results: Results, tables: dict[str, str]
) -> tuple[pd.DataFrame, int, tuple[str, ...]]:
    """Return the data, how many figures they give again, and which tables they cannot.

    Raises CourseError where they give another figure of the tables that rest on all of them.
    """
    data = person_rows(results)
    read = {
        name: pd.read_csv(io.StringIO(tables[f"{_TABLE}{name}.csv"])) for name in reproduce.TABLES
    }
    if "order" in data and _wrong("bentuk", data, read["bentuk"])[1]:
        # Where some did not come again, the forms are shown of those who did.
        again = set(data.loc[data["phase"] == "delayed", "person"])
        data = data.assign(order=data["order"].where(data["person"].isin(again), ""))
    count, left_out = 0, []
    for name in reproduce.TABLES:
        n, wrong = _wrong(name, data, read[name])
        if wrong and name not in _DESIGN:
            raise CourseError(
                f"{name}: angka ini tidak bisa dihitung ulang dari datanya: {wrong[0]}"
            )
        if wrong:
            left_out.append(name)
        count += 0 if wrong else n
    if "bentuk" in left_out:
        data = data.drop(columns="order", errors="ignore")
    if "tiga-titik" in left_out:
        data = data[data["phase"] != "delayed"]
    return data, count, tuple(left_out)


def _wrong(name: str, data: pd.DataFrame, table: pd.DataFrame) -> tuple[int, list[str]]:
    """Return how many figures the script computes of a table, and those that are others."""
    found = reproduce.TABLES[name](data, table) if len(table) else []
    pairs = zip(found, reproduce.records(table), strict=False)
    wrong = [one for row, given in pairs for one in reproduce.differences(row, given)]
    return sum(map(len, found)), wrong


def person_rows(results: Results) -> pd.DataFrame:
    """Return the percentages behind the figures: person, phase, indicator, percent, order.

    Only who is counted in the indicator's row; the delayed test of who has all three where these
    are shown. ``person`` is a number drawn for this file alone; the rows are in its order.
    ``order`` only where the forms are shown. No code, no mentor, nothing of the shop.
    """
    inside = results.people[results.people["counted"]]
    long = inside.melt(["participant", "indicator"], ["pre", "post"], "phase", "percent")
    shown = results.growth.loc[results.growth["change"].notna(), "indicator"]
    late = results.percents[results.percents["phase"] == "delayed"].dropna(subset="percent")
    late = late[late["indicator"].isin(list(shown))].merge(
        inside[["participant", "indicator"]], on=["participant", "indicator"]
    )
    long = pd.concat([long, late[["participant", "indicator", "phase", "percent"]]])
    people = sorted(set(long["participant"]))
    secrets.SystemRandom().shuffle(people)
    number = {who: place for place, who in enumerate(people, start=1)}
    phases = {phase: place for place, phase in enumerate(PHASES.values())}
    rows = long.assign(person=long["participant"].map(number)).sort_values(
        ["person", "indicator", "phase"],
        key=lambda own: own.map(phases) if own.name == "phase" else own,
    )
    columns = ["person", "phase", "indicator", "percent"]
    if results.forms["gain"].notna().any():
        rows = rows.assign(order=rows["participant"].map(orders(results.orders)).fillna(""))
        columns.append("order")
    return rows[columns].reset_index(drop=True)


def codebook(data: pd.DataFrame, tables: Mapping[str, str]) -> str:
    """Return what the columns and codes of the data and of the tables mean, in both languages.

    CSV with the columns file, column, code, arti, meaning. ``tables``: CSV by name in the bundle.
    The codes of the tables (groups, steps, reasons) are the same in all of them.
    """
    words = [language(code) for code in CODES]
    rows = [
        (_DATA, name, "", *(one.say(f"journal.column_{name}") for one in words))
        for name in data.columns
    ]
    rows += [
        (_DATA, "phase", phase, *(one.say(f"text.{phase}") for one in words))
        for phase in dict.fromkeys(data["phase"])
    ]
    rows += [
        (_DATA, "indicator", str(code), *(one.indicator(known(str(code))) for one in words))
        for code in sorted(set(data["indicator"]))
    ]
    for file, text in tables.items():
        key = file.removeprefix(_TABLE).removesuffix(".csv")
        for name in pd.read_csv(io.StringIO(text), nrows=0).columns:
            rows.append((file, name, "", *(one.column(key, name) for one in words)))
    for code in words[0].sections["codes"]:
        rows.append(("tables/", "", code, *(one.sections["codes"][code] for one in words)))
    table = pd.DataFrame(rows, columns=["file", "column", "code", "arti", "meaning"])
    return table.to_csv(index=False, lineterminator="\n")


def _read_me(consent: str, kind: str) -> str:
    parts = []
    for code in CODES:
        words = language(code)
        said = (
            words.say("journal.consent", consent=consent)
            if consent
            else words.say("journal.no_consent")
        )
        parts.append("\n\n".join((words.say(f"journal.{kind}"), said, words.say("journal.run"))))
    return "\n\n---\n\n".join(parts) + "\n"


def _zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(name, data)
    return content.getvalue()
