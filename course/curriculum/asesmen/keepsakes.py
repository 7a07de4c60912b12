"""The card of the own shop: what was told, as a text to keep and to send, and nothing more."""

from __future__ import annotations

import re
import unicodedata

from course.curriculum.keepsakes import Files
from course.inbox.submitted import Submission

_PLAIN = re.compile(
    r"(?:rp\.? ?)?(?:(\d{3,9}|[1-9]\d{0,2}(?:\.\d{3})+)"
    r"|([1-9]\d{0,2}(?:,\d{1,2})?) ?(?:(rb|ribu|k)|jt|juta))(?:,-)?",
    re.IGNORECASE | re.ASCII,
)
"""As ``PLAIN`` in ``course/js/exercise/parts/price.js``."""


def write_card(work: Submission) -> Files:
    """Return ``kartu-toko.txt`` from ``toko`` and ``barang``; nothing where no goods were told."""
    told = {**work.get("toko"), **work.get("barang")}
    facts = {key: _line(text) for key, text in told.items() if isinstance(text, str)}
    goods = [line for which in ("", "2") if (line := _goods(facts, which))]
    if not goods:
        return Files(notes=["Kartu toko belum bisa dibuat: barangnya belum ditulis"])
    name = facts.get("nama", "")
    head = [line for line in (f"*{name}*" if name else "", facts.get("daerah", "")) if line]
    text = "\n".join([*head, *([""] if head else []), *goods, ""])
    return Files({"kartu-toko.txt": text.encode()})


def _goods(facts: dict[str, str], which: str) -> str:
    name, price, amount = (facts.get(f"{key}{which}", "") for key in ("barang", "harga", "isi"))
    if not name:
        return ""
    of = f" ({amount})" if amount else ""
    return f"{name}: {_priced(price)}{of}" if price else f"{name}{of}"


def _priced(typed: str) -> str:
    """Return a plain price as it is read; who writes "15" for a thing sold means thousands."""
    if re.fullmatch(r"[1-9]\d?", typed):
        return f"Rp{typed}.000"
    plain = _PLAIN.fullmatch(typed)
    if not plain:
        return typed
    digits, number, thousand = plain.groups()
    if digits:
        # As typed: of "007500" no figure is left out.
        return f"Rp{_grouped(digits.replace('.', ''))}"
    worth = round(float(number.replace(",", ".")) * (1_000 if thousand else 1_000_000))
    return f"Rp{_grouped(str(worth))}"


def _grouped(digits: str) -> str:
    return re.sub(r"\B(?=(\d{3})+$)", ".", digits)


def _line(text: str) -> str:
    unseen = {"Cc", "Cf", "Zs", "Zl", "Zp"}
    return " ".join("".join(" " if unicodedata.category(c) in unseen else c for c in text).split())


KEEPSAKES = {"barang": write_card}
"""Writer by exercise."""
