"""What a new class begins with: lists to fill in with Excel, a programme with dates to change."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Mapping
from typing import Any

from course.people.lists import LECTURERS, MENTORS, PARTICIPANTS, SPEAKERS, Kind

SHOWN: Mapping[Kind, tuple[str, ...]] = {
    PARTICIPANTS: (
        *("participant", "name", "whatsapp", "consent"),
        *("mentor", "helper", "business", "town", "certificate"),
    ),
    MENTORS: ("mentor", "name", "whatsapp", "lecturer"),
    SPEAKERS: ("speaker", "name", "whatsapp"),
    LECTURERS: ("lecturer", "name", "whatsapp"),
}
"""The columns that a page offers, also where the list has none of that name yet."""
_ROWS = 500
"""How far the drop-downs and checks reach."""
_TEXT, _DAY = "@", "yyyy-mm-dd"
_PROOF = "Biarkan kosong. Diisi oleh program saat undangan dibuat."
_NAME = "Nama, hanya untuk Ibu/Bapak sendiri. Boleh kosong."
_NUMBER = "Nomor WhatsApp, misalnya 081200000000. Kolom ini berformat Teks, jadi angkanya tetap."
_COLUMNS: dict[Kind, dict[str, str]] = {
    PARTICIPANTS: {
        "peserta": "Kode peserta, misalnya U01. Tiap orang satu kode.",
        "pendamping": "Kode pendampingnya, dari lembar pendamping. Boleh kosong.",
        "nama": _NAME,
        "whatsapp": _NUMBER,
        "usaha": "Jenis usaha, misalnya donat. Boleh kosong.",
        "kota": "Boleh kosong.",
        "persetujuan": "Tanggal peserta setuju datanya diolah, misalnya 2027-03-01. "
        "Selama kosong, jawabannya belum dinilai.",
        "pembantu": "ya, kalau ada keluarga yang ikut mengerjakan; kalau tidak, tidak.",
        "sertifikat": "ya, kalau peserta setuju namanya dicetak di sertifikat. Tanpa ya, "
        "sertifikatnya tanpa nama.",
        "bentuk": "Biarkan kosong. Urutan bentuk tes (AB atau BA), diundi saat undangan dibuat.",
        "token": _PROOF,
    },
    MENTORS: {
        "pendamping": "Kode pendamping, misalnya MH01.",
        "dosen": "Kode dosennya, dari lembar dosen. Boleh kosong.",
        "nama": _NAME,
        "whatsapp": _NUMBER,
        "token": _PROOF,
    },
    LECTURERS: {"dosen": "Kode dosen, misalnya D01.", "nama": _NAME, "whatsapp": _NUMBER},
    SPEAKERS: {
        "narasumber": "Kode narasumber lokakarya, misalnya NS01. Boleh kosong semua.",
        "nama": _NAME,
        "whatsapp": _NUMBER,
        "token": _PROOF,
    },
}
"""The columns of each sheet, and what belongs into them."""
_GUIDE = "petunjuk"
_CHOICES = {
    ("peserta", "pendamping"): "pendamping!$A$2:$A$%d",
    ("pendamping", "dosen"): "dosen!$A$2:$A$%d",
}
"""Codes of another sheet that a cell proposes; another code may be typed."""


def blank_roster() -> bytes:
    """Return a workbook with the four lists as empty sheets, and one that says what they hold.

    Telephone numbers, codes and tokens are cells of text, which Excel leaves as they are typed;
    ``pembantu`` and the codes of other sheets have drop-downs, ``persetujuan`` takes a date.
    """
    from openpyxl import Workbook  # noqa: PLC0415  slow to load

    book = Workbook()
    book.remove(book.worksheets[0])
    for kind, columns in _COLUMNS.items():
        _lay_sheet(book.create_sheet(kind.sheets[0]), columns)
    _lay_guide(book.create_sheet(_GUIDE))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _lay_sheet(page: Any, columns: dict[str, str]) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    page.freeze_panes = "B2"
    for number, (name, about) in enumerate(columns.items(), start=1):
        letter = get_column_letter(number)
        head = page.cell(1, number, name)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="FFF8DC")
        head.comment = Comment(about, "Kelas UMKM", width=260, height=90)
        column = page.column_dimensions[letter]
        column.width = 14 if len(name) < 8 else 18
        # The whole column: a cell that is filled later has its format too.
        column.number_format = _DAY if name == "persetujuan" else _TEXT
        cells = f"{letter}2:{letter}{_ROWS}"
        check = None
        if name in {"pembantu", "sertifikat"}:
            check = DataValidation("list", formula1='"ya,tidak"', showErrorMessage=True)
            check.errorTitle = name.capitalize()
            check.error = "Tulis ya atau tidak, atau kosongkan."
        elif name == "persetujuan":
            check = DataValidation(
                "date", operator="greaterThan", formula1="36526", showErrorMessage=True
            )
            check.errorTitle, check.error = "Tanggal", "Tulis tanggal, misalnya 2027-03-01."
        elif source := _CHOICES.get((page.title, name)):
            check = DataValidation("list", formula1=source % _ROWS)
        if check:
            page.add_data_validation(check)
            check.add(cells)


def _lay_guide(page: Any) -> None:
    """Write what each column is for; no cell here may look like a column's name."""
    lines = [
        "Isi lembar peserta, pendamping, dosen, dan narasumber mulai baris 2. Jangan ubah baris 1.",
        "Berkas ini berisi nama dan nomor: simpan untuk Ibu/Bapak sendiri, jangan dibagikan.",
        "Sesudah diisi, simpan, tutup Excel, lalu periksa: course roster check",
        "",
    ]
    for kind, columns in _COLUMNS.items():
        lines += [f"Lembar {kind.sheets[0]}"]
        lines += [f"- kolom {name}: {about}" for name, about in columns.items()] + [""]
    for number, line in enumerate(lines, start=1):
        page.cell(number, 1, line)
    page.column_dimensions["A"].width = 110


def blank_program(example: str, name: str, identity: str, today: dt.date) -> str:
    """Return the example's programme as that of a class called ``name`` with the id ``identity``.

    All its dates are moved by whole weeks, so that it begins on the Monday after ``today``.
    """
    dates = re.compile(r"\b\d{4}-\d\d-\d\d\b")
    first = min(dt.date.fromisoformat(found) for found in dates.findall(example))
    monday = first - dt.timedelta(first.weekday())
    moved = today + dt.timedelta(7 - today.weekday()) - monday
    text = dates.sub(lambda found: f"{dt.date.fromisoformat(found[0]) + moved}", example)
    for key, value in (("name", name), ("id", identity)):
        # A JSON text is a TOML text too; only its first line of that name is the class's.
        found = re.search(rf"^{key} = (.*)$", text, re.MULTILINE)
        start, end = found.span(1) if found else (0, 0)
        text = f"{text[:start]}{json.dumps(value, ensure_ascii=False)}{text[end:]}"
    _, _, body = text.partition("\n[course]\n")
    return f"{_HEAD}\n[course]\n{body}"


_HEAD = """\
# Program kelas ini. Ganti tanggal, tahap, dan susunan acaranya; yang tidak dipakai dihapus.
# Tanggal ditulis tanpa tanda kutip: tahun-bulan-hari. Orang ditulis dengan peran atau kode,
# bukan nama. Periksa dengan: course roster check
"""
