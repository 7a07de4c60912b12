"""The listing as text to paste into a site and as a PDF to send."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unicodedata import category

from fpdf import FPDF

from course.keepsakes.material import Files
from course.submitted import Submission

FIELDS = {
    "nama": ("Product", "nama dan merek"),
    "spesifikasi": ("Specification", "spesifikasi"),
    "moq": ("Minimum order", "MOQ"),
    "harga": ("Price", "harga"),
    "bayar": ("Payment", "cara bayar"),
    "kirim": ("Delivery", "lama kirim"),
}
"""English heading and Indonesian name by field."""
_LINE = 7
_LABEL = 38


def write_listing(work: Submission) -> Files:
    """Return ``listing.txt`` and ``listing.pdf`` from ``listing``; blank fields are left out."""
    answer = work.get("listing")
    values = {key: text for key in FIELDS if (text := _text(answer.get(key)))}
    files = Files()
    if not values:
        files.notes.append("Listing masih kosong")
        return files
    missing = [name for key, (_, name) in FIELDS.items() if key not in values]
    if missing:
        files.notes.append("Listing belum lengkap: " + ", ".join(missing))
    files.contents["listing.txt"] = listing_text(values).encode()
    pdf, lost = listing_pdf(values)
    files.contents["listing.pdf"] = pdf
    if lost:
        files.notes.append(
            f"listing.pdf: {lost} huruf atau gambar kecil tidak bisa dicetak. Periksa hasilnya"
        )
    return files


def _text(raw: Any) -> str:
    """Return what can be shown of a field: printable characters and line ends."""
    text = raw if isinstance(raw, str) else ""
    return "".join(c for c in text if c.isprintable() or c == "\n").strip()[:5_000]


def listing_text(values: Mapping[str, str]) -> str:
    """Return the listing as lines to paste: an English heading, then the field."""
    return "".join(f"{FIELDS[key][0]}: {text}\n" for key, text in values.items())


def listing_pdf(values: Mapping[str, str]) -> tuple[bytes, int]:
    """Return the listing as one A4 page and how many characters the font could not print."""
    pdf = FPDF(format="A4")
    for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        pdf.add_font("body", style=style, fname=_font(name))
    pdf.add_page()
    pdf.set_font("body", style="B", size=18)
    title, _ = _printable(pdf, values.get("nama", "Listing"))
    pdf.set_title(title)
    pdf.multi_cell(0, 10, title, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)
    lost = sum([_row(pdf, FIELDS[key][0], text) for key, text in values.items()])
    return bytes(pdf.output()), lost


def _row(pdf: FPDF, heading: str, text: str) -> int:
    pdf.set_font("body", style="B", size=11)
    pdf.cell(_LABEL, _LINE, heading)
    pdf.set_font("body", size=11)
    shown, lost = _printable(pdf, text)
    pdf.multi_cell(0, _LINE, shown, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
    return lost


def _printable(pdf: FPDF, text: str) -> tuple[str, int]:
    """Leave out emoji the current font has no glyph for; other unknown letters become "?"."""
    glyphs = pdf.current_font.cmap  # type: ignore[union-attr]
    unknown = {c for c in text if c != "\n" and ord(c) not in glyphs}
    signs = {ord(c): "?" if category(c)[0] in "LN" else "" for c in unknown}
    return text.translate(signs), sum(c in unknown for c in text)


def _font(name: str) -> Path:
    """Return a font that matplotlib carries, without importing matplotlib."""
    spec = find_spec("matplotlib")
    folder = next(iter(spec.submodule_search_locations or [])) if spec else ""
    return Path(folder) / "mpl-data" / "fonts" / "ttf" / name
