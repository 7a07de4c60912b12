"""A report as a Word file: three-line tables and figures, ready to paste into an article."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from course.reports.tables import Sheet

FONT = "Times New Roman"
TEXT_WIDTH = 17.0
"""Centimetres of an A4 page with margins of 2."""
_CELL, _NOTE = Pt(8), Pt(8)
_ONE_PAGE = 25
"""Rows of a table that is not divided between pages."""


def new_document(language: str) -> WordDocument:
    """Return an empty A4 document in an article's plain style; ``language`` for the spelling."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = FONT, None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for part in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(part), None)
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Caption"].font.size = Pt(10)
    document.styles["Caption"].font.bold = False
    _spelling(document, {"id": "id-ID", "en": "en-GB"}[language])
    return document


def _spelling(document: WordDocument, language: str) -> None:
    properties = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rPr')}")
    mark = properties.find(qn("w:lang"))
    if mark is None:
        mark = OxmlElement("w:lang")
        properties.append(mark)
    mark.set(qn("w:val"), language)


def add_table(document: WordDocument, sheet: Sheet, caption: str, source: str) -> None:
    """Add a sheet: caption above, three lines, heading repeated on each page, notes below."""
    above = document.add_paragraph(caption, style="Caption")
    above.paragraph_format.keep_with_next = True
    above.paragraph_format.space_before = Pt(12)
    table = document.add_table(rows=0, cols=len(sheet.heads))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for row, cells in enumerate((sheet.heads, *sheet.rows)):
        added = table.add_row()
        for cell, text, align in zip(added.cells, cells, sheet.align, strict=True):
            _write(cell, text, align, bold=not row)
        _keep_whole(added, head=not row, with_next=row < len(sheet.rows) < _ONE_PAGE)
    _size(table, sheet)
    _three_lines(table, mean=sheet.last_is_mean)
    for note in (*sheet.notes, source):
        _note(document.add_paragraph(note))


def _write(cell: _Cell, text: str, align: str, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(1.5)
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if align == "c" else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(text)
    run.font.size, run.bold = _CELL, bold


def _keep_whole(row: _Row, *, head: bool, with_next: bool) -> None:
    for cell in row.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = with_next
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no name for these
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _size(table: Table, sheet: Sheet) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "55")  # twentieths of a point: 1 mm
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # noqa: SLF001
    widths = sheet.widths or _by_words(sheet)
    shrink = TEXT_WIDTH / sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width * shrink)
        for cell in column.cells:
            cell.width = Cm(width * shrink)


def _by_words(sheet: Sheet) -> list[float]:
    """Return widths by the longest word, and by the root of the longest text, of each column."""
    columns = zip(sheet.heads, *sheet.rows, strict=True)
    found = []
    for column in columns:
        word = max(len(w) for text in column for w in (text.split() or [""]))
        found.append(max(word, 2.2 * max(len(text) for text in column) ** 0.5, 4.0))
    return found


def _three_lines(table: Table, *, mean: bool) -> None:
    """Draw the lines of an article's table: above and below the heading, and at the end."""
    last = len(table.rows) - 1
    for place, row in enumerate(table.rows):
        sides = {"top": place == 0 or (mean and place == last), "bottom": place in (0, last)}
        for cell in row.cells:
            borders = OxmlElement("w:tcBorders")
            for side in (name for name, drawn in sides.items() if drawn):
                line = OxmlElement(f"w:{side}")
                for key, value in (("val", "single"), ("sz", "6"), ("color", "000000")):
                    line.set(qn(f"w:{key}"), value)
                borders.append(line)
            cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001


def _note(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.space_before = Pt(2)
    for run in paragraph.runs:
        run.font.size = _NOTE


def add_figure(document: WordDocument, picture: Path, caption: str, width: float) -> None:
    """Add a figure with its caption below, ``width`` centimetres wide."""
    holder = document.add_paragraph()
    holder.alignment = WD_ALIGN_PARAGRAPH.CENTER
    holder.paragraph_format.keep_with_next = True
    holder.paragraph_format.space_before = Pt(12)
    shape = holder.add_run().add_picture(str(picture), width=Cm(width))
    # Word reads the caption to who cannot see the figure.
    shape._inline.docPr.set("descr", caption)  # noqa: SLF001
    below = document.add_paragraph(caption, style="Caption")
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER


def add_reference(document: WordDocument, entry: str) -> None:
    """Add an entry of the list of references, its second line set in."""
    paragraph = document.add_paragraph(entry)
    paragraph.paragraph_format.left_indent = Cm(1.0)
    paragraph.paragraph_format.first_line_indent = Cm(-1.0)


def add_text(document: WordDocument, markdown: str) -> None:
    """Add a few lines of Markdown: headings, bullets and **bold** only."""
    for line in filter(None, map(str.strip, markdown.splitlines())):
        if line.startswith("## "):
            document.add_heading(line.removeprefix("## "), level=2)
            continue
        bullet = line.startswith("- ")
        style = "List Bullet" if bullet else "Normal"
        paragraph = document.add_paragraph(style=style)
        for place, part in enumerate(line.removeprefix("- ").split("**")):
            paragraph.add_run(part).bold = place % 2 == 1
