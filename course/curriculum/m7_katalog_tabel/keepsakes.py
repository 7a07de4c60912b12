"""The own table as a file: what was typed row by row, as Meta's Commerce Manager reads it."""

from __future__ import annotations

from collections.abc import Mapping

from course.curriculum.keepsakes import Files
from course.curriculum.m3_foto_katalog import shop_text
from course.curriculum.m3_foto_katalog.catalogue import faults
from course.curriculum.m3_foto_katalog.checks import price_of
from course.curriculum.m3_foto_katalog.keepsakes import LATER, catalogue_csv, clean, slug
from course.inbox.submitted import Submission

_UNNAMED = "Usaha saya"


def write_table(work: Submission) -> Files:
    """Return ``tabel-katalog.csv`` from ``tabel-saya``.

    A price is put as the machine reads it; a row that breaks another rule is left out and named.
    """
    files = Files()
    answer = work.get("tabel-saya")
    table = answer.get("tabel", {})
    brand = clean(answer.get("usaha", {}).get("nama", "")) or _UNNAMED
    rows = [_row(table[key], brand) for key in ("p1", "p2") if key in table]
    bad = {number: f"{column}: {wrong}" for number, column, wrong in faults(rows)}
    for number, reason in bad.items():
        name = rows[number]["title"] or f"Barang {number + 1}"
        files.notes.append(f"{name!r} tidak ikut di tabel-katalog.csv ({reason})")
    good = [row for number, row in enumerate(rows) if number not in bad]
    if good:
        files.contents["tabel-katalog.csv"] = catalogue_csv(good)
        files.notes.append(
            "Sebelum tabel-katalog.csv diunggah: isi keterangan barang, dan ganti semua alamat "
            f"{LATER} di kolom link dan image_link."
        )
    return files


def _row(cells: Mapping[str, str], brand: str) -> dict[str, str]:
    title = shop_text.title(shop_text.without_contacts(cells.get("nama", ""))[0])
    return {
        "id": clean(cells.get("kode", "")),
        "title": title,
        "description": f"{title} dari {brand}",
        "availability": cells.get("stok", "in-stock").replace("-", " "),
        "condition": "new",
        "price": price_of(cells.get("harga", "")),
        "link": LATER + slug(title),
        "image_link": f"{LATER}{slug(title)}.jpg",
        "brand": brand,
    }


KEEPSAKES = {"tabel-saya": write_table}
"""Writer by exercise."""
