"""The catalogue as a file: a CSV that Meta's Commerce Manager reads, and a list for WhatsApp.

Product names and prices are the participant's; what a shop needs beside them (an address on the
web, pictures that lie there) the course does not ask for, so those columns hold an address under
``.example`` that the owner replaces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from course.criteria.numbers import rupiah
from course.curriculum.keepsakes import Files
from course.curriculum.m3_foto_katalog import shop_text
from course.curriculum.m3_foto_katalog.catalogue import COLUMNS, amount, faults
from course.curriculum.m3_foto_katalog.checks import price_of, told_goods
from course.exercises.photos import photo_files
from course.inbox.submitted import Submission
from course.spreadsheets import csv_text

LATER = "https://ganti-alamat.example/"
"""Stands where the owner's own address belongs; ``.example`` can be nobody's."""
_AVAILABILITY = {"ada": "in stock", "habis": "out of stock", "pesan": "available for order"}
_CONDITION = {"baru": "new", "bekas": "used"}
_PHOTOS = {"utama": "01", "rincian": "02"}


def write_catalogue(work: Submission) -> Files:
    """Return ``katalog.csv``, ``katalog.txt`` and the photos, from ``katalog-saya``.

    A product that breaks a rule of the catalogue is left out and named in the notes.
    """
    files = Files()
    rows = _rows(work.get("katalog-saya"), files.notes)
    bad = {number: f"{column}: {wrong}" for number, column, wrong in faults(rows)}
    for number, reason in bad.items():
        files.notes.append(f"{rows[number]['title']!r} tidak ikut di katalog.csv ({reason})")
    good = [row for number, row in enumerate(rows) if number not in bad]
    if good:
        files.contents["katalog.csv"] = catalogue_csv(good)
        files.contents["katalog.txt"] = _list(good)
        files.contents |= _photos(work, good[0]["id"].rpartition("-")[0])
        files.notes.append(
            f"Sebelum katalog.csv diunggah: ganti semua alamat {LATER} di kolom link dan "
            "image_link. Untuk WhatsApp Business tidak perlu: salin dari katalog.txt."
        )
    return files


def _rows(answer: Mapping[str, Any], notes: list[str]) -> list[dict[str, str]]:
    told = answer.get("usaha", {})
    brand = clean(told.get("nama", ""))
    if not brand:
        notes.append("Nama usaha kosong; di katalog ditulis 'Usaha saya'")
        brand = "Usaha saya"
    rows = []
    for key, cells in told_goods(told, answer.get("produk", {})).items():
        name, price = cells.get("nama", ""), price_of(cells.get("harga", ""))
        title, description = _texts(cells, brand, notes)
        if title and price:
            row = _row(f"{slug(brand)}-0{key[1:]}", (title, description), price, cells)
            condition = _CONDITION.get(answer.get("kondisi", ""), "new")
            rows.append({**row, "condition": condition, "brand": brand})
        elif title:
            notes.append(f"{title!r} tidak ikut di katalog.csv (harganya tidak terbaca)")
        elif name.strip():
            notes.append(f"Barang {key} tidak ikut di katalog.csv (namanya tidak terbaca)")
    return rows


def _row(code: str, texts: tuple[str, str], price: str, cells: Mapping[str, str]) -> dict[str, str]:
    return {
        "id": code,
        "title": texts[0],
        "description": texts[1],
        "availability": _AVAILABILITY.get(cells.get("stok", ""), "in stock"),
        "price": price,
        "link": LATER + slug(texts[0]),
        "image_link": f"{LATER}{slug(texts[0])}.jpg",
    }


def _texts(cells: Mapping[str, str], brand: str, notes: list[str]) -> tuple[str, str]:
    """Return a product's title and description as Meta takes them; what was taken out is noted."""
    read = [shop_text.without_contacts(cells.get(c, "")) for c in ("nama", "keterangan", "isi")]
    title = shop_text.title(read[0][0])
    parts = [shop_text.description(text) for text, _ in read[1:]]
    about = ". ".join(part.rstrip(". ") for part in parts if part)
    if any(taken for _, taken in read):
        notes.append(
            f"{title!r}: nomor telepon, email, dan tautan tidak ikut, karena Meta menolaknya"
        )
    same = not about or about.casefold() == title.casefold()
    return title, f"{title} dari {brand}" if same else about


def clean(text: str) -> str:
    """Return one line without what has no place in a shop: bullets, markup, line ends."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>|[<>]", " ", text)).strip(" \t*=+-@•").strip()


def slug(text: str) -> str:
    """Return a text as the last part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:60] or "produk"


def catalogue_csv(rows: list[dict[str, str]]) -> bytes:
    """Return rows as the CSV that Commerce Manager reads."""
    return csv_text([COLUMNS, *([row[column] for column in COLUMNS] for row in rows)]).encode()


def _list(rows: list[dict[str, str]]) -> bytes:
    sold_out = {"out of stock": " (habis)", "available for order": " (pesan dulu)"}
    lines = [f"*{rows[0]['brand']}*", ""]
    for number, row in enumerate(rows, start=1):
        price = rupiah(amount(row["price"]))
        lines.append(f"{number}. {row['title']}, {price}{sold_out.get(row['availability'], '')}")
        lines.append(f"   {row['description']}")
    return "\n".join([*lines, "", "Pesan lewat chat ini, ya.", ""]).encode()


def _photos(work: Submission, brand: str) -> dict[str, bytes]:
    """Return the photos of ``foto-produk``, named by the shop."""
    answer = work.get("foto-produk")
    numbers = {path: number for key, number in _PHOTOS.items() if (path := answer.get(key))}
    files = photo_files(work.folder, numbers)
    return {f"{brand}_{numbers[path]}.jpg": file.read_bytes() for path, file in files.items()}


KEEPSAKES = {"katalog-saya": write_catalogue}
"""Writer by exercise."""
