"""The reports: one computation, every form of it, both languages, and nothing that is no number."""

from __future__ import annotations

import dataclasses
import math
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import numpy as np
import pandas as pd
import pytest
from conftest import REPOSITORY, run_course
from docx import Document
from made_class import coarse_figures
from openpyxl import load_workbook
from papermill.engines import NBClientEngine
from PIL import Image
from pypdfium2 import PdfDocument

from course import CourseError
from course.evaluation.attrition import (
    estimate_table,
    flow_table,
    incomplete_table,
    lost_table,
)
from course.evaluation.changes import change_table, mean_changes, person_table, split_table
from course.evaluation.cohort import read_cohort
from course.evaluation.percents import means
from course.evaluation.records import STOPPED_COLUMNS
from course.evaluation.results import FILE_NAMES, Results, headline_table, read_results
from course.evaluation.statistics.arrays import Note
from course.reports import change_tables, engine, evaluation, item_tables
from course.reports.evaluation import FIGURES, WORD_SECTIONS, EvaluationReport
from course.reports.language import NONE, Language, language
from course.reports.paragraph import paragraph
from course.reports.person import mentor_page, participant_page
from course.reports.report import printed_table, write_report
from course.reports.workshop import WorkshopReport

pytestmark = pytest.mark.xdist_group("reports")
NO_NUMBER = re.compile(r"\b(?:nan|inf|None|NaN)\b")
INDONESIAN = re.compile(
    r"\b(?:tidak|orang|selisih|rendah|sedang|tes|peserta|kategori|butir|semua|perlu|ragam)\b"
)


@pytest.fixture(scope="session")
def results(demo: tuple[Path, str]) -> Results:
    return read_results(demo[0])


@pytest.fixture
def known(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    """The evaluation of the example class, computed once for all that only show it."""
    monkeypatch.setattr(evaluation, "read_results", lambda _: results)


def read(page: Path) -> str:
    """A page's text, without its pictures."""
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "", page.read_text("utf-8"))


def words_of(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))


# The page and its files, as the demo wrote them.


def test_the_page_shows_every_table_and_figure_once_and_in_indonesian(
    demo: tuple[Path, str],
) -> None:
    text = read(demo[0] / "kelas" / "reports" / "evaluation.html")
    found = {
        kind: sorted(int(n) for n in re.findall(rf">{kind} (\d+)\. ", text))
        for kind in ("Tabel", "Gambar")
    }
    assert found["Gambar"] == [1, 2, 3, 4, 5]
    assert found["Tabel"] == list(range(1, len(found["Tabel"]) + 1))
    assert len(found["Tabel"]) >= 9
    assert "+41,3 [+21,9;\u00a0+60,8]" in text
    assert "tanpa kelompok pembanding" in text
    assert not NO_NUMBER.search(words_of(text))


def test_figures_are_for_print(demo: tuple[Path, str]) -> None:
    for name in ("dumbbell", "slopes", "heatmap", "attrition", "items"):
        with Image.open(demo[0] / "kelas" / "reports" / f"evaluation-{name}.png") as picture:
            assert round(picture.info["dpi"][0]) == 300, name
            assert picture.width >= 1400, name
        svg = (demo[0] / "kelas" / "reports" / f"evaluation-{name}.svg").read_text("utf-8")
        assert svg.startswith("<?xml")
        assert "<dc:date>" not in svg


def test_word_holds_the_tables_with_captions_above_and_figures_with_alt_text(
    demo: tuple[Path, str],
) -> None:
    document = Document(str(demo[0] / "kelas" / "reports" / "evaluation.docx"))
    assert [c.text for c in document.tables[0].rows[0].cells][:3] == ["Tujuan", "Indikator", "n"]
    assert document.tables[0].rows[-1].cells[0].text == "Rata-rata baris"
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    figures = set(FIGURES) - {"course"}  # the example has no delayed test
    assert len(captions) == len(document.tables) + len(figures)
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    text = "\n".join(p.text for p in document.paragraphs)
    assert "tanpa kelompok pembanding" in text
    assert "Untuk pengajar: jangan diterbitkan, karena gambar ini memuat nilai tiap orang." in text
    assert "0 belum, 1 dengan banyak bantuan" in text
    assert "✓" not in text  # no keys in what goes to a journal
    cells = " ".join(c.text for t in document.tables for r in t.rows for c in r.cells)
    assert not NO_NUMBER.search(cells)


def test_excel_and_csv_hold_the_same_unrounded_numbers(demo: tuple[Path, str]) -> None:
    folder = demo[0] / "kelas" / "reports"
    book, words = load_workbook(folder / "evaluation.xlsx"), language("id")
    assert book.sheetnames == ["Keterangan", *FILE_NAMES]
    sheet = book["indikator"]  # wide, so turned: a row a figure
    heads = [cell.value for cell in sheet["A"]]
    table = pd.read_csv(folder / "evaluation-indikator.csv")
    assert {words.column("indikator", name) for name in table.columns} == set(heads)
    assert len(set(heads)) == len(heads)
    assert [cell.value for cell in sheet[1]][1:] == table["indicator"].tolist()
    assert sheet.cell(heads.index("Selisih (poin)") + 1, 2).value == pytest.approx(
        table["gain"].iloc[0], rel=1e-14
    )
    assert not [p.name for p in folder.glob("*.csv") if NO_NUMBER.search(p.read_text("utf-8"))]


def test_the_workbook_explains_itself_and_prints_on_few_pages(demo: tuple[Path, str]) -> None:
    for name in ("evaluation", "workshop"):
        book = load_workbook(demo[0] / "kelas" / "reports" / f"{name}.xlsx")
        legend = list(book["Keterangan"].iter_rows(values_only=True))
        words = language("id")
        terms = [row[0] for row in legend if row[0]]
        for sheet in book.worksheets[1:]:
            csv = pd.read_csv(demo[0] / "kelas" / "reports" / f"{name}-{sheet.title}.csv")
            for column in csv.columns:
                for part in words.parts(sheet.title, column):
                    assert f"…{part}" if part.startswith("_") else part in terms
            by_code = "participant" in csv
            assert not by_code or sheet.sheet_state == "hidden"
        assert len(legend) < 240
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for sheet in shown:
            assert sheet.print_title_rows == "$1:$1"
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.page_setup.fitToWidth == 1
            assert sheet.print_area
        pages = sum(sheet.page_setup.fitToHeight for sheet in shown)
        assert pages <= 21, {sheet.title: sheet.page_setup.fitToHeight for sheet in shown}


@pytest.mark.parametrize("code", ["id", "en"])
def test_every_column_of_every_table_has_a_heading(code: str, demo: tuple[Path, str]) -> None:
    words = language(code)
    folder = demo[0] / "kelas" / "reports"
    for path in (*folder.glob("evaluation-*.csv"), *folder.glob("workshop-*.csv")):
        key = path.stem.partition("-")[2]
        assert words.sections["sheets"][key]
        heads = [words.column(key, name) for name in pd.read_csv(path).columns]
        assert all(heads)
        assert len(set(heads)) == len(heads), key
    with pytest.raises(KeyError):
        words.column("indikator", "new_figure")


@pytest.mark.parametrize("code", ["id", "en"])
def test_what_is_cited_is_in_the_list_of_references(
    code: str, demo: tuple[Path, str], known: None
) -> None:
    report = EvaluationReport(demo[0], code)
    cited = report.cited()
    assert len(cited) >= 10
    assert {"Resnawaty", "Marx", "Hake", "Pratt"} <= {entry.partition(",")[0] for entry in cited}
    assert cited == sorted(cited)
    text = report.words.say("page.method_text")
    for year in re.findall(r"\b(?:19|20)\d\d\b", text):
        assert any(f"({year})" in entry for entry in cited), year


def test_the_page_has_two_halves_and_contents_that_lead_to_every_section(
    demo: tuple[Path, str],
) -> None:
    text = read(demo[0] / "kelas" / "reports" / "evaluation.html")
    links = re.findall(r'<a href="#([\w-]+)"', text)
    assert len(links) >= 15
    assert all(f'id="{link}"' in text for link in links)
    assert len(re.findall(r' id="([\w-]+)"', text)) == len(set(re.findall(r' id="([\w-]+)"', text)))
    article, test = text.split('id="half-test"')
    # Of the example's two forms none was taken by five of those who are counted: the section says so.
    place = test.split('id="section-options"')[1].split('id="section-criteria"')[0]
    assert "Pilihan dihitung bentuk demi bentuk" in place
    assert "<table" not in place
    assert "satu baris adalah pasangan butir yang setara" in test
    assert ">pretest<" not in test  # a test is called what it is called elsewhere
    assert "✓" not in article.split('id="half-article"')[1]


def test_every_figure_in_word_stands_by_its_table_and_is_named_in_the_text(
    demo: tuple[Path, str],
) -> None:
    document = Document(str(demo[0] / "kelas" / "reports" / "evaluation.docx"))
    body = [p for p in document.paragraphs if p.text]
    captions = [p.text.partition(". ")[0] for p in body if p.style.name == "Caption"]
    said = " ".join(p.text for p in body if p.style.name != "Caption")
    assert all(re.search(rf"\b{name}\b", said) for name in captions)
    assert captions[:3] == ["Tabel 1", "Gambar 1", "Tabel 2"]
    for kind in ("Tabel", "Gambar"):
        numbers = [int(name.split()[1]) for name in captions if name.startswith(kind)]
        assert numbers == list(range(1, len(numbers) + 1))
    # And each has the same number on the page.
    page = words_of(read(demo[0] / "kelas" / "reports" / "evaluation.html"))
    assert all(p.text in page for p in body if p.style.name == "Caption")
    texts = [p.text for p in body]
    assert texts.index("Daftar Pustaka") > texts.index("Metode dan batas")
    assert any(t.startswith("Pratt, J. W. (1959)") for t in texts)


@pytest.mark.stock
def test_the_evaluation_is_computed_once_and_in_english_too_and_is_the_kernel_s(
    demo_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = demo_copy / "kelas" / "reports"
    tables = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    computed = Mock(side_effect=read_results)
    monkeypatch.setattr(evaluation, "read_results", computed)
    write_report(demo_copy, lang="en")
    # The notebook computes, once; who prints the table reads what it wrote.
    assert "Rata-rata indikator utama" in printed_table(demo_copy)
    assert computed.call_count == 1
    page = folder / "evaluation-en.html"
    text = read(page)
    assert '<html lang="en">' in text
    assert "+41.3 [+21.9,\u00a0+60.8]" in text
    assert "without a comparison group" in text
    assert (folder / "evaluation-en.docx").is_file()
    assert (folder / "evaluation-en-dumbbell.png").is_file()
    # Run again, the tables are the same to the byte; and in a kernel, the page.
    assert tables == {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    made_anew_in_a_kernel(demo_copy, page, monkeypatch, "evaluation", lang="en")


@pytest.mark.stock
def test_without_a_kernel_a_mentor_s_page_is_the_kernel_s(
    demo_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_report(demo_copy, "mentor", "MH04")
    page = demo_copy / "kelas" / "reports" / "mentor-MH04.html"
    made_anew_in_a_kernel(demo_copy, page, monkeypatch, "mentor", "MH04")


def made_anew_in_a_kernel(
    root: Path, page: Path, monkeypatch: pytest.MonkeyPatch, *words: str, lang: str = "id"
) -> None:
    """Write a page again, its notebook run in a kernel: it is the same to the byte."""
    made = page.read_text("utf-8")
    page.unlink()
    monkeypatch.setattr(engine, "Here", NBClientEngine)
    write_report(root, *words, lang=lang)
    assert page.read_text("utf-8") == made


def test_english_speaks_no_indonesian(demo: tuple[Path, str], known: None) -> None:
    report = EvaluationReport(demo[0], "en")
    spoken = [report.paragraph]
    for key, sheet in report.sheets.items():
        if key not in {"options", "criteria"}:  # they quote the lessons
            cells = [cell for row in sheet.rows for cell in row]
            spoken += [report.caption(key), *sheet.heads, *sheet.notes, *cells]
    codes = re.compile(r"\b[PKS]\d-[\w-]+")
    found = [text for text in spoken if INDONESIAN.search(codes.sub("", text))]
    assert not found


def test_both_languages_have_the_same_words() -> None:
    both = [
        tomllib.loads((REPOSITORY / f"course/reports/words/{code}.toml").read_text("utf-8"))
        for code in ("id", "en")
    ]
    for section in set(both[0]) | set(both[1]):
        assert set(both[0][section]) == set(both[1][section]), section
        for key, text in both[0][section].items():
            places = [set(re.findall(r"{(\w*)[:}]", t)) for t in (text, both[1][section][key])]
            assert places[0] == places[1], f"{section}.{key}"


def test_a_change_of_words_changes_no_table(
    demo_copy: Path, known: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sections = {
        name: {key: f"ganti {text}" for key, text in own.items()}
        for name, own in language("id").sections.items()
    }
    other = Language("id", sections)
    folder = demo_copy / "kelas" / "reports"
    tables = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    cells = {path.name: cells_of(path) for path in folder.glob("*.xlsx")}
    for report, module in ((EvaluationReport, "evaluation"), (WorkshopReport, "workshop")):
        monkeypatch.setattr(f"course.reports.{module}.language", {"id": other}.get)
        with coarse_figures():
            report(demo_copy).save()
    assert len(tables) > 20
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == tables
    found = {path.name: cells_of(path) for path in folder.glob("*.xlsx")}
    for name, sheets in cells.items():
        own = {title: inside(rows) for title, rows in sheets.items() if title in set(FILE_NAMES)}
        assert own.items() <= {title: inside(rows) for title, rows in found[name].items()}.items()
    word = Document(str(folder / "evaluation.docx"))
    assert word.tables[0].rows[0].cells[0].text == "ganti Tujuan"


def inside(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The cells without the headings, which stand above or, in a table that is turned, beside."""
    return [row[1:] for row in rows[1:]]


def cells_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {sheet.title: list(sheet.values) for sheet in load_workbook(path)}


def test_numbers_are_written_as_the_language_writes_them() -> None:
    indonesian, english = language("id"), language("en")
    assert indonesian.number(11.64) == "11,6"
    assert english.number(11.64) == "11.6"
    assert indonesian.number(-0.04) == "0,0"
    assert indonesian.number(-3.2, sign=True) == "−3,2"
    assert indonesian.p_value(0.0002) == "< 0,001"
    assert indonesian.p_value(0.0101) == "0,010"
    assert indonesian.number(math.nan) == NONE
    # Half is rounded up, also where arithmetic left it a little short of a half.
    assert indonesian.number(22.049999999999997) == "22,1"
    assert indonesian.number(22.05) == "22,1"
    assert indonesian.number(-22.05) == "−22,1"
    assert indonesian.number(52.5, 0) == "53"
    assert indonesian.percent(0.125) == "13"
    assert indonesian.number(22.0499) == "22,0"
    assert "23%" in indonesian.decoded(Note.of("many_floor_pre", share=0.225))
    assert indonesian.with_interval((1.0, math.nan, math.nan)) == "1,0"
    with pytest.raises(CourseError, match="Bahasa 'fr'"):
        language("fr")


def test_an_absent_posttest_lowers_n_and_moves_no_mean_in_the_printed_table(
    results: Results,
) -> None:
    words = language("id")
    complete = set(results.percents["participant"]) - {"U04", "U07", "U09"}
    came = results.percents[results.percents["participant"].isin(list(complete))]
    shown = change_tables.indicator_sheet(words, results.indicators).rows
    assert shown == change_tables.indicator_sheet(words, change_table(came)).rows
    # Of ten: U09 did not come again, U04 stopped half way, U07 left half an attitude blank. What
    # those two did give is in no row: beside the means of seven it would be theirs.
    assert {row[2] for row in shown} == {"7"}


def test_an_attitude_item_left_blank_lowers_n_in_the_printed_table(results: Results) -> None:
    sheet = item_tables.attitude_sheet(language("id"), results)
    blank = [row for row in sheet.rows if row[2] != "0"]
    assert blank  # U01 left some out
    for row in blank:
        here = results.basis[results.basis["lesson"] == "pretest"]
        assert int(row[1]) + int(row[2]) == (here["indicator"] == row[0].partition("-")[0]).sum()
        given = results.attitudes.set_index(["phase", "item"]).loc[("pre", row[0])]
        # One person's blank: what else that person answered would follow from a mean.
        assert (row[3], int(given["n"])) == (NONE, int(row[1]))
    full = results.attitudes[results.attitudes["missing"] == 0]
    assert len(full) == 30  # of 32, and none of the blanks became a 1
    assert (full[[f"count_{step}" for step in range(1, 6)]].sum(axis=1) == full["n"]).all()


def test_the_paragraph_says_who_is_counted_where_and_tests_only_what_was_planned(
    results: Results,
) -> None:
    words = language("id")
    text = paragraph(words, results)
    assert "10 orang di daftar peserta, 10 setuju ikut, 10 mengerjakan tes awal, dan 9" in text
    assert "Angka perubahan tiap indikator dan rata-ratanya memakai 7 orang yang sama" in text
    why = "1 orang berhenti di tengah satu tes dan 1 orang mengosongkan lebih dari dua kalimat"
    assert f"2 orang lainnya tidak masuk angka itu: {why}" in text
    assert "p = " not in text  # no test of the mean: the plan has one an indicator
    assert not {"p_pratt", "p_t", "t"} & set(results.means)
    assert "Semua 7 peserta naik." in text
    assert "tidak satu pun indikator" in text
    # 7 / 2 ** 6 where seven changed, 6 / 2 ** 5 for the others.
    assert "0,109 sampai 0,188 menurut jumlah orang yang berubah" in text
    assert "(+41,3 poin, n = 7) dan terkecil" in text
    assert "apa pun" not in text
    assert "artikel asal" not in text
    rows = change_tables.incomplete_sheet(words, results).rows
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("U04", "tes akhir", "P1, K2, K3, S2"),
        ("U07", "tes awal", "S2"),
        ("U09", "tes akhir", "P1, P2, K1, K2, K3, S1, S2"),
    ]


def test_what_was_never_reached_is_in_no_criterion_either(results: Results) -> None:
    own = results.criteria[results.criteria["lesson"] == "posttest"].set_index("cell")["n"]
    items_ = results.items.set_index("cell")["n_post"]
    for cell in ("K2-status-wa", "K3-posting-instagram"):
        assert set(own[cell]) == {items_[cell]} == {7}


def test_a_cell_that_rests_on_others_says_its_n_and_a_column_of_dashes_is_left_out(
    results: Results,
) -> None:
    sheet = change_tables.estimate_sheet(language("id"), results)
    assert not [column for column in zip(*sheet.rows, strict=True) if set(column) == {NONE}]
    assert not [head for head in sheet.heads if "Terburuk" in head or "Model" in head]
    held = [note for note in sheet.notes if "tidak ditampilkan" in note]
    assert [note.partition(":")[0] for note in held] == [
        "Terburuk; terbaik", "Yang ditinggalkan dihitung 0 (P1, K2, K3)", "Model campuran",
    ]  # fmt: skip
    by_code = {row[0][:2]: row for row in sheet.rows}
    assert by_code["K2"][1] == "7"
    assert (by_code["K2"][3], by_code["K2"][4][-7:]) == (NONE, "(n = 9)")
    assert by_code["S1"][2] == by_code["S1"][3]
    assert any("pada sikap (S) selalu sama" in note for note in sheet.notes)
    kappa = change_tables.observed_sheet(language("id"), results.observed)
    assert any("kappa 0 dengan sendirinya" in note for note in kappa.notes)
    said = change_tables.split_in_words(language("id"), results.helped, "helped")
    assert "sendiri: 6 orang" in said


# Where there is little or nothing to compute.

EXTREMES = {
    "nobody came back": [(40.0, None)] * 3,
    "one": [(40.0, 60.0)],
    "two": [(40.0, 60.0), (50.0, 55.0)],
    "all equal": [(50.0, 50.0)] * 6,
    "all up the same": [(50.0, 60.0)] * 6,
    "all at the ceiling": [(100.0, 100.0)] * 6,
    "all at the floor": [(0.0, 0.0)] * 6,
    "ceiling before": [(100.0, 90.0), (100.0, 80.0), (100.0, 100.0)],
    "nobody took the first": [(None, 70.0)] * 2,
}


_few: dict[str, Results] = {}


def few(results: Results, name: str) -> Results:
    """The example class's results with only these people, in all seven indicators."""
    if name not in _few:
        _few[name] = _with(results, EXTREMES[name])
    return _few[name]


def _with(results: Results, pairs: list[tuple[float | None, float | None]]) -> Results:
    rows = [
        (f"U{n:02d}", phase, code, np.nan if value is None else value)
        for n, pair in enumerate(pairs)
        for phase, value in zip(("pre", "post"), pair, strict=True)
        for code in ("P1", "P2", "K1", "K2", "K3", "S1", "S2")
        if value is not None
    ]
    percents = pd.DataFrame(rows, columns=["participant", "phase", "indicator", "percent"])
    indicators, means_, flow = (make(percents) for make in (change_table, mean_changes, flow_table))
    incomplete = incomplete_table(percents, pd.DataFrame(columns=STOPPED_COLUMNS))
    rows_ = means(indicators)
    return dataclasses.replace(
        results,
        percents=percents,
        indicators=indicators,
        means=means_,
        row_means=rows_,
        headline=headline_table(percents, flow, incomplete, indicators, means_, rows_),
        incomplete=incomplete,
        people=person_table(percents),
        flow=flow,
        estimates=estimate_table(percents),
        lost=lost_table(percents),
        helped=split_table(percents, {f"U{n:02d}": "unaided" for n in range(len(pairs))}),
    )


@pytest.mark.parametrize("code", ["id", "en"])
@pytest.mark.parametrize("name", EXTREMES)
def test_a_report_of_nearly_nothing_says_why_and_prints_no_nan(
    name: str, code: str, results: Results
) -> None:
    words, found = language(code), few(results, name)
    sheets = [
        change_tables.indicator_sheet(words, found.indicators),
        change_tables.test_sheet(words, found.indicators),
        change_tables.mean_sheet(words, found.means),
        change_tables.estimate_sheet(words, found),
        change_tables.lost_sheet(words, found),
        change_tables.split_sheet(words, found.helped, "helped"),
    ]
    said = [paragraph(words, found), change_tables.lost_in_words(words, found)]
    for sheet in sheets:
        said += [*sheet.heads, *sheet.notes, *(cell for row in sheet.rows for cell in row)]
    assert not [text for text in said if NO_NUMBER.search(text)]
    if any(NONE in row for row in sheets[0].rows):
        reason = {"id": "tidak dapat dihitung", "en": "cannot be computed"}[code]
        assert any(reason in note for note in sheets[0].notes)
    if code == "en":
        assert not [text for text in said if INDONESIAN.search(text)]


@pytest.mark.parametrize("name", ["nobody came back", "one", "all at the ceiling"])
def test_figures_of_nearly_nothing_can_be_drawn(
    name: str, results: Results, tmp_path: Path
) -> None:
    from course.reports.figures import dumbbell, flow, heatmap, item_map, slopes

    words, found = language("id"), few(results, name)
    for place, figure in enumerate(
        (dumbbell(words, found.indicators), slopes(words, found.people), heatmap(words, found.people),
         flow(words, found.flow), item_map(words, found.items.head(0)))
    ):  # fmt: skip
        figure.savefig(tmp_path / f"{place}.svg")


# The pages about a person.


def test_a_participant_s_page_is_kind_and_compares_with_nobody(demo: tuple[Path, str]) -> None:
    text = words_of(participant_page(demo[0], "U07").data)
    assert "Yang sudah naik" in text
    assert "Menulis Status WhatsApp untuk jualan" in text
    assert "Langkah berikutnya" in text
    for word in ("peringkat", "rata-rata", "kelas", "gagal", "salah", "rendah", "turun", "MH0"):
        assert word not in text.lower(), word
    assert set(re.findall(r"U\d\d", text)) == {"U07"}
    assert len(re.findall(r"<li>", participant_page(demo[0], "U07").data.split("next")[1])) <= 3


def test_who_has_not_finished_is_thanked_and_told_what_is_next(demo: tuple[Path, str]) -> None:
    text = words_of(participant_page(demo[0], "U09").data)
    assert "1 bagian sudah masuk" in text
    assert "Pelajaran 1. Dasar internet" in text
    assert "Yang sudah naik" not in text


def test_who_has_sent_nothing_has_a_page_too(demo_copy: Path) -> None:
    with (demo_copy / "kelas" / "roster.csv").open("a", encoding="utf-8") as roster:
        roster.write("U11,MH05,,2026-11-02,tidak,,\n")
    assert "Belum ada jawaban yang masuk" in participant_page(demo_copy, "U11").data
    assert "U11" in mentor_page(demo_copy, "MH05").data


def test_a_mentor_s_page_says_what_came_what_is_missing_and_what_to_do(
    demo: tuple[Path, str],
) -> None:
    text = re.sub(r"\s+", " ", words_of(mentor_page(demo[0], "MH05").data))
    assert set(re.findall(r"U\d\d", text)) == {"U09", "U10"}
    assert "Belum masuk: Pelajaran 1. Dasar internet;" in text
    assert "Tes akhir ✓ 19 Nov 13 dari 13 tugas terisi" in text
    assert "Pelajaran Anda sendiri Belajar mendampingi ✓ 6 Nov 13 dari 13 tugas terisi" in text
    assert "Lembar pengamatan keterampilan belum masuk" in text
    assert "Belum ada tentang mitra ini: Lembar pengamatan keterampilan. Isi" in text
    assert "Catatan mingguan pendamping ✓ 15 Nov" in text  # a sheet has no marks
    assert "Pendapat" not in text  # a sheet without names is nobody's
    assert "narasumber" not in text
    other = words_of(mentor_page(demo[0], "MH02").data)
    assert "diisi dengan bantuan" in other
    assert "“Tes awal”" not in other  # U03 left blanks there, which nobody may fill in now
    assert "“Pelajaran 1. Dasar internet”: 2 tugas masih kosong" in words_of(
        mentor_page(demo[0], "MH04").data
    )


def test_a_mentor_who_learns_is_no_participant(demo: tuple[Path, str]) -> None:
    cohort = read_cohort(demo[0])
    assert {code[0] for code in cohort.practised} == {"U"}
    with pytest.raises(CourseError, match="Peserta MH03 tidak ada"):
        participant_page(demo[0], "MH03")


def test_a_person_s_report_runs_as_a_command_and_stands_alone(demo_copy: Path) -> None:
    done = run_course(demo_copy, "report", "participant", "U07")
    assert done.returncode == 0, done.stderr
    page = (demo_copy / "kelas" / "reports" / "participant-U07.html").read_text("utf-8")
    assert "<script" not in page
    assert "http" not in page
    assert str(demo_copy) not in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("participant", "U77"), "U77: tidak ada di daftar peserta"),
        (("mentor", "MH77"), "pendamping MH77 tidak punya mitra"),
        (("participant",), "misalnya: course report participant U07"),
        (("evaluation", "U07"), "misalnya: course report participant U07"),
        (("participant", "../U07"), "misalnya: course report participant U07"),
        (("bulanan",), "Yang ada: evaluation, participant, mentor, workshop, needs, week"),
    ],
)
def test_a_report_that_cannot_be_written_says_why(
    words: tuple[str, ...], said: str, demo: tuple[Path, str]
) -> None:
    with pytest.raises(CourseError, match=re.escape(said)):
        write_report(demo[0], *words)


def test_a_class_without_grades_is_told_what_to_do_first(course_root: Path) -> None:
    with pytest.raises(CourseError, match="course release"):
        write_report(course_root)


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_word_and_excel(demo: tuple[Path, str], tmp_path: Path) -> None:
    folder = demo[0] / "kelas" / "reports"
    book, word = (
        shutil.copy(folder / f"evaluation.{kind}", tmp_path / f"{kind}.{kind}")
        for kind in ("xlsx", "docx")
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(book), str(word)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    with PdfDocument(tmp_path / "xlsx.pdf") as printed:
        assert 1 <= len(printed) <= 21
        assert "Angka tidak dibulatkan" in printed[0].get_textpage().get_text_bounded()
    with PdfDocument(tmp_path / "docx.pdf") as printed:
        # Tables that do not fit would run over into many pages.
        assert 4 <= len(printed) <= 15


def test_word_tables_fit_the_page(demo: tuple[Path, str]) -> None:
    document = Document(str(demo[0] / "kelas" / "reports" / "evaluation.docx"))
    assert len(document.tables) <= sum(map(len, WORD_SECTIONS.values())) - len(FIGURES)
    for table in document.tables:
        width = sum(column.width for column in table.columns)
        assert abs(width / 360_000 - 17.0) < 0.1


def class_of(size: int, late: float) -> pd.DataFrame:
    """Invented people who rise in every indicator and keep most of it at the delayed test."""
    rows = [
        (f"U{n:02d}", phase, code, value)
        for n in range(size)
        for phase, value in (("pre", 30.0 + n), ("post", 60.0 + 2 * n), ("delayed", late + n))
        for code in ("P1", "P2", "K1", "K2", "K3", "S1", "S2")
    ]
    return pd.DataFrame(rows, columns=["participant", "phase", "indicator", "percent"])


def test_groups_of_five_are_shown_and_the_delayed_test_against_both_others() -> None:
    from course.evaluation.changes import later_table

    words, percents = language("id"), class_of(12, late=55.0)
    groups = {f"U{n:02d}": "helped" if n < 6 else "unaided" for n in range(12)}
    split = change_tables.split_sheet(words, split_table(percents, groups), "helped")
    assert {row[1] for row in split.rows} == {"dibantu", "sendiri"}
    assert {row[2] for row in split.rows} == {"6"}
    late = change_tables.delayed_sheet(words, later_table(percents))
    assert [row[0] for row in late.rows] == ["tes awal → tes tunda"] * 7 + [
        "tes akhir → tes tunda"
    ] * 7
    assert late.rows[0][5] == "+25,0"  # everyone alike: no interval, and the note says so
    assert any("tidak dapat dihitung" in note for note in late.notes)
    # A reason stands once, with all its indicators.
    assert len(set(late.notes)) == len(late.notes)
    assert late.notes[1].startswith("P1, P2, K1, K2, K3, S1, S2: ")
    assert later_table(percents[percents["phase"] != "delayed"]).empty
