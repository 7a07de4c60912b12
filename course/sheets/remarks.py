"""What a mentor should ask about a needs assessment: contradictions, empty and mixed-up boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from course.submitted import Submission

_OUTSIDE = re.compile(
    r"\b(?:pesaing|saingan|pemerintah|dinas|cuaca|hujan|musim|toko lain|penjual lain"
    r"|harga (?:bahan|minyak|cabai|gula|tepung)|pabrik|bazar|ekonomi)\b"
)
_OWN = re.compile(
    r"\b(?:saya|kami|sendiri|resep|rasa|alat|modal|tenaga|belum punya|belum bisa)\b|\w+ saya\b"
)
_OWN_LACK = re.compile(r"\b(?:saya|kami)\b.*\b(?:belum|tidak|kurang)\b|\bbelum (?:punya|bisa)\b")
_BOXES = ("kekuatan", "kelemahan", "peluang", "ancaman")
_LEAST = 2
_WORDS = range(3, 16)


def lines(text: Any) -> list[str]:
    """Return the lines of a text that hold something."""
    parts = text.splitlines() if isinstance(text, str) else []
    return [line.strip(" -•*") for line in parts if line.strip(" -•*")]


def remarks(sheet: Submission) -> list[str]:
    """Return questions for the next visit; they never change a proposal."""
    return [*_contradictions(sheet), *_swot(sheet), *_canvas(sheet)]


def _contradictions(sheet: Submission) -> Iterator[str]:
    selling, permits = sheet.get("data-jualan"), sheet.get("data-usaha").get("izin") or {}
    channels, device = selling.get("kanal") or [], sheet.get("kesiapan-alat").get("hp")
    if sheet.get("data-ekspor").get("ekspor") == "langsung" and (
        permits.get("nib", {}).get("punya") == "belum"
    ):
        yield "Pernah ekspor sendiri, tetapi NIB belum ada. Lewat siapa dikirim?"
    if "marketplace" in channels and selling.get("jual") == "belum":
        yield "Menjual di marketplace, tetapi menjawab belum pernah menjual lewat internet."
    if device in {"tombol", "tidak"} and {"wa", "medsos", "marketplace"} & set(channels):
        yield "Berjualan lewat WhatsApp atau media sosial tanpa HP layar sentuh. Memakai HP siapa?"
    promotion = selling.get("promosi") or []
    if "belum" in promotion and len(promotion) > 1:
        yield "Promosi: menandai “belum pernah” bersama cara lain."
    known = sheet.get("data-pemasaran").get("tahu") or []
    if "belum" in known and len(known) > 1:
        yield "Pengetahuan pemasaran: menandai “belum satu pun” bersama yang lain."


def _swot(sheet: Submission) -> Iterator[str]:
    boxes = sheet.get("swot-sendiri")
    for key in _BOXES:
        name = key.capitalize()
        found = lines(boxes.get(key))
        if len(found) < _LEAST:
            yield f"Kotak {name} berisi {len(found)}; cari bersama sampai dua."
        for line in found:
            if len(line.split()) not in _WORDS:
                yield f"{name}: “{line[:60]}” terlalu pendek atau terlalu panjang. Apa maksudnya?"
            elif _is_elsewhere(key, line.casefold()):
                yield f"{name}: “{line[:60]}” di dalam usaha atau dari luar?"


def _is_elsewhere(box: str, line: str) -> bool:
    if box in {"kekuatan", "kelemahan"}:
        return bool(_OUTSIDE.search(line)) and not _OWN.search(line)
    return bool(_OWN_LACK.search(line))


def _canvas(sheet: Submission) -> Iterator[str]:
    canvas = sheet.get("bmc-sendiri")
    if not canvas:
        yield "Rencana satu halaman belum diisi."
        return
    if canvas.get("pembeli") and not canvas.get("saluran"):
        yield "Pembeli sudah ditulis, salurannya belum. Lewat apa mereka membeli?"
    if canvas.get("biaya") and not (canvas.get("kegiatan") or canvas.get("milik")):
        yield "Ada biaya, tetapi kegiatan dan yang dimiliki masih kosong. Biaya untuk apa?"
    if canvas.get("masuk") and not canvas.get("biaya"):
        yield "Ada uang masuk, biayanya belum ditulis."
    if canvas.get("untung") in {"rugi", "impas", "tidak-tahu"}:
        yield "Sisa uang kurang, pas-pasan, atau belum dihitung. Hitung bersama satu produk."
