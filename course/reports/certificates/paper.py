"""The certificate on paper: A4 across, to be printed or sent as a PDF. No marks, ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode, urlsplit

import segno
from fontTools.ttLib import TTFont
from fpdf import FPDF

from course.pages import font
from course.phone.certificates import PAGE
from course.reports.certificates.credential import Programme
from course.reports.language import Language
from course.words import in_words

_COLOUR, _GOLD, _TEXT, _SOFT = (11, 93, 87), (242, 181, 58), (29, 36, 34), (85, 96, 92)
_WIDTH, _HEIGHT, _EDGE, _SIDE = 297, 210, 8, 24
_QR = 34
"""Millimetres: a code of some 60 squares still has squares of half a millimetre."""


@dataclass(frozen=True)
class Paper:
    """What stands on one certificate."""

    programme: Programme
    number: str
    name: str
    """Empty where the name may not, or cannot, be printed."""
    secret: str
    """Proves the name; it stands in the QR code alone."""
    skills: Sequence[str]
    day: dt.date
    signer: str

    @property
    def link(self) -> str:
        """Return what the QR code says: a browser sends nothing behind ``#`` to any server."""
        told = {"i": self.number}
        if self.name:
            told |= {"n": self.name, "s": self.secret}
        return f"{self.programme.site}{PAGE}#{urlencode(told)}"


def can_print(name: str) -> bool:
    """Return whether the font has every letter of a name."""
    return _glyphs().issuperset(map(ord, name))


@cache
def _glyphs() -> frozenset[int]:
    with TTFont(font("DejaVuSans-Bold.ttf"), lazy=True) as known:
        return frozenset(known.getBestCmap() or ())


def pdf(paper: Paper, words: Language) -> bytes:
    """Return the certificate as one page."""
    sheet = _sheet()
    sheet.set_title(words.say("certificate.title").title())
    sheet.set_creation_date(dt.datetime.combine(paper.day, dt.time(), dt.UTC))
    _frame(sheet)
    _line(sheet, 24, words.say("certificate.title"), 34, bold=True, colour=_COLOUR)
    _line(sheet, 41, words.say("certificate.to"), 12, colour=_SOFT)
    if paper.name:
        _line(sheet, 49, paper.name, 28, bold=True)
    else:
        sheet.set_draw_color(*_SOFT)
        sheet.set_line_width(0.3)
        sheet.line(_WIDTH / 2 - 60, 61, _WIDTH / 2 + 60, 61)
        _line(sheet, 62, words.say("certificate.unnamed"), 8, colour=_SOFT)
    _line(sheet, 69, words.say("certificate.done"), 12, colour=_SOFT)
    _line(sheet, 77, paper.programme.name, 22, bold=True, colour=_COLOUR)
    _line(sheet, 90, paper.programme.description, 12)
    _skills(sheet, words.say("certificate.can"), paper.skills)
    _foot(sheet, paper, words)
    return bytes(sheet.output())


def _sheet() -> FPDF:
    sheet = FPDF(orientation="landscape", format="A4")
    sheet.set_auto_page_break(auto=False)
    for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        sheet.add_font("body", style=style, fname=font(name))
    sheet.add_page()
    sheet.set_font("body", style="B", size=28)
    return sheet


def _frame(sheet: FPDF) -> None:
    for inset, width, colour in ((0, 1.6, _COLOUR), (2.6, 0.5, _GOLD)):
        edge = _EDGE + inset
        sheet.set_draw_color(*colour)
        sheet.set_line_width(width)
        sheet.rect(edge, edge, _WIDTH - 2 * edge, _HEIGHT - 2 * edge)


def _line(
    sheet: FPDF, top: float, text: str, size: float, *, bold: bool = False,
    colour: tuple[int, int, int] = _TEXT,
) -> None:  # fmt: skip
    """Write one line in the middle, in smaller letters where it is too long."""
    sheet.set_text_color(*colour)
    style, room = "B" if bold else "", _WIDTH - 2 * _SIDE
    sheet.set_font("body", style=style, size=size)
    if (need := sheet.get_string_width(text)) > room:
        sheet.set_font("body", style=style, size=size * room / need)
    sheet.set_xy(_SIDE, top)
    sheet.cell(room, size * 0.45, text, align="C")


def _skills(sheet: FPDF, heading: str, skills: Sequence[str]) -> None:
    """Write what she can do in one column, in two from five on."""
    _line(sheet, 103, heading, 12, bold=True, colour=_COLOUR)
    columns = 1 if len(skills) < 5 else 2
    rows = -(-len(skills) // columns)
    step, size = (7.5, 12) if rows < 5 else (36 / rows, 10)
    sheet.set_text_color(*_TEXT)
    sheet.set_font("body", size=size)
    width = (_WIDTH - 2 * _SIDE) / 2
    left = (
        _SIDE + 14 if columns == 2 else (_WIDTH - max(map(sheet.get_string_width, skills))) / 2 - 4
    )
    for number, skill in enumerate(skills):
        sheet.set_xy(left + number // rows * width, 112 + number % rows * step)
        sheet.cell(width, step, f"✓ {skill}")


def _foot(sheet: FPDF, paper: Paper, words: Language) -> None:
    """Write date and signature on the left, the QR code and where it leads on the right."""
    sheet.set_text_color(*_TEXT)
    sheet.set_font("body", size=11)
    sheet.set_xy(_SIDE + 4, 156)
    sheet.cell(80, 6, in_words(paper.day))
    sheet.set_draw_color(*_TEXT)
    sheet.set_line_width(0.3)
    sheet.line(_SIDE + 4, 184, _SIDE + 84, 184)
    sheet.set_xy(_SIDE + 4, 185)
    sheet.cell(80, 6, paper.signer)
    left, top = _WIDTH - _SIDE - _QR, 154
    _qr(sheet, paper.link, left, top)
    sheet.link(left, top, _QR, _QR, paper.link)
    lines = [
        (words.say("certificate.check"), 10),
        (urlsplit(paper.programme.site).netloc, 10),
        (words.say("certificate.number", number=paper.number), 10),
    ]
    for row, (text, size) in enumerate(lines):
        sheet.set_font("body", style="" if row else "B", size=size)
        sheet.set_xy(left - 84, 170 + row * 6)
        sheet.cell(80, 6, text, align="R")


def _qr(sheet: FPDF, text: str, left: float, top: float) -> None:
    """Draw a QR code as squares, sharp at any size."""
    matrix = segno.make(text, error="m", micro=False).matrix
    side = _QR / len(matrix)
    sheet.set_fill_color(0, 0, 0)
    for row, cells in enumerate(matrix):
        for column, dark in enumerate(cells):
            if dark:
                # A hair wider than its place: else white lines show between the squares.
                sheet.rect(
                    left + column * side, top + row * side, side + 0.02, side + 0.02, style="F"
                )
