"""Checkers for difficult answers: a complaint, and goods that are sold out."""

from __future__ import annotations

import re
from typing import Any

from course.grading.criteria import Check, Finding
from course.grading.text import avoids, matches, mentions, normalise

_APOLOGIES = ("maaf", "maap", "sori", "sorry", "ngapunten", "pangapunten", "hapunten", "punten")
_REMEDY = re.compile(
    r"""(?<![a-z])(?<!tidak\sbisa\s)(?<!nggak\sbisa\s)(?<!gak\sbisa\s)(?<!ga\sbisa\s)(?:
        (?:di|meng|peng)?ganti(?:nya|kan|in|na|ne)? | (?:di)?tukar | refund | gratis | potongan
      | voucher | (?:di)?(?:kirim|kintun|antar|anter)\s+(?:lagi|lg|ulang|deui|yang\s+baru|yg\s+baru)
      | uang(?:nya|e|na)?\s+(?:\w+\s+){0,2}(?:di|kami)?(?:kembali|balik)\w*
    )(?![a-z])""",
    re.VERBOSE,
)
_OTHERS = "kurir(?:nya)?|ibu|bapak|kakak|kak|bu|pembeli|ekspedisi|anda|cuaca"
_BLAME = (
    rf"salah(?:nya)? (?:{_OTHERS})",
    rf"(?:se)?(?:harus|mesti)nya (?:{_OTHERS})",
    rf"(?:{_OTHERS}) (?:se)?(?:harus|mesti)nya",
    r"makanya\b",
    r"bukan (?:salah|tanggung jawab|dari|karena) (?:kami|saya|kita)",
    r"(?:karena|gara-gara|tapi) (?:dari )?(?:kurir|ekspedisi)",
    r"kan (?:sudah|udah|dah)\b",
)
_OUT = (
    "habis", "kosong", "sold out", "tidak ada", "tdk ada", "gak ada", "ga ada", "nggak ada",
    "belum ada", "blm ada", "abis", "telas", "entek", "seep",
)  # fmt: skip


def apologises(raw: Any, *, label: str = "minta maaf", points: float = 1.0) -> Check:
    """Check that a text says sorry."""
    return mentions(raw, *_APOLOGIES, label=label, points=points)


def offers_remedy(raw: Any, *, label: str = "jalan keluar", points: float = 1.0) -> Check:
    """Check that a text offers to replace, repay or reduce; "tidak bisa ganti" is none."""
    # Whoever has to buy again was offered nothing.
    text = "" if re.search(r"beli (?:lagi|baru|yang baru)", normalise(raw)) else raw
    return matches(_REMEDY, text, label, points)


def blames_nobody(raw: Any, *, label: str = "tidak menyalahkan", points: float = 1.0) -> Check:
    """Check that a text puts the blame on nobody else; an empty text does not pass."""
    return avoids(raw, *_BLAME, label=label, points=points)


def sold_out(raw: Any, *goods: str, label: str, points: float = 1.0) -> Check:
    """Check that a text says of ``goods`` that there are none, in the same part of a sentence."""

    def evaluate() -> Finding:
        for part in re.split(r"[.,;!?\n]", normalise(raw)):
            if all(_named(part, words) for words in (goods, _OUT)):
                return Finding(1.0, part.strip())
        return Finding(0.0)

    return Check(label, evaluate, points)


def _named(part: str, words: tuple[str, ...]) -> bool:
    return mentions(part, *words, label="").evaluate().share == 1
