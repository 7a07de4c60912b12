"""What an owner wrote, as a shop on Facebook, Instagram or WhatsApp takes it.

Source: Meta, "Guidelines for listing products in your shop" (Help Center 481150918755515) and the
requirements for titles: no capitals from end to end and none but small letters, no telephone
numbers, addresses or links, no HTML, no symbols, no rows of punctuation; the description is not
the title once more.
"""

from __future__ import annotations

import html
import re
import unicodedata

_TAG = re.compile(r"<[^<>]*>|[<>]")
_LEAD = (
    r"(?:\b(?:pesan|pesen|order|hubungi|hub|cek|lihat|klik|kunjungi|chat|wa|whatsapp|telp|telepon|tlp"
    r"|hp|email|atau|dan|di|ke|lewat|via|no|nomor)\b[ .:]{0,3}){0,6}"
)
"""The words that lead to a number or a link, and say nothing without it."""
_CONTACT = re.compile(
    _LEAD
    + r"(?:https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+"
    + r"|\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}"
    + r"\.(?:com|id|net|org|me|ly|shop|store|site|app|ee|link|example)\b(?:/\S*)?"
    + r"|(?<![\d.,])(?:\+ ?62|\b62|\b0)[ .-]?8\d(?:[ .-]?\d){6,11}(?!\d))",
    re.IGNORECASE,
)
_ROW_OF_MARKS = re.compile(r"([!?.,])(?:\s*[!?.,])+")
_SENTENCE = re.compile(r"(^|[.!?] )(\w)")
_KEPT = frozenset({"PIRT", "P-IRT", "BPOM", "MUI", "SNI", "NIB", "UMKM", "QRIS", "COD", "DIY"})
"""What is written in capitals and means something so."""
_FEW, _MOSTLY = 3, 0.6


def without_contacts(text: str) -> tuple[str, bool]:
    """Return one line without numbers, addresses and links, and whether one was taken out."""
    plain = html.unescape(html.unescape(text))
    line = " ".join(_TAG.sub(" ", plain).split())
    cut, count = _CONTACT.subn(" ", line)
    return cut, count > 0


def title(text: str) -> str:
    """Return a product's name: no symbols, no marks of exclamation, not in capitals."""
    words = _cased(re.sub(r"[!?*]+", " ", _tidy(text))).split()
    quiet = [w.lower() if w.isupper() and len(w) > _FEW and w not in _KEPT else w for w in words]
    return _SENTENCE.sub(_begins, " ".join(quiet)).strip(" .,;:")


def description(text: str) -> str:
    """Return a description: sentences that begin with a capital, each with one mark at its end."""
    return _cased(_tidy(text)).strip(" ,;:")


def _tidy(text: str) -> str:
    shown = "".join(" " if unicodedata.category(c) in _NO_LETTERS else c for c in text)
    once = _ROW_OF_MARKS.sub(r"\1", " ".join(shown.split()))
    close = re.sub(r" +([!?.,])(?=\s|$)", r"\1", once)
    return close.strip(" \t*=+-@•.,;:").strip()


_NO_LETTERS = frozenset({"So", "Sk", "Cf", "Cc", "Co", "Cn", "Mn", "Zl", "Zp", "Cs"})
"""Emoji, box drawing, joiners and controls."""


def _cased(text: str) -> str:
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) > _FEW and capitals > _MOSTLY * len(letters):
        text = " ".join(w if w.strip(".,!?") in _KEPT else w.lower() for w in text.split())
    return _SENTENCE.sub(_begins, text)


def _begins(found: re.Match[str]) -> str:
    return found[1] + found[2].upper()
