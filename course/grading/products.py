"""Checkers for what a product text must say: how much, how long it keeps, what is in it.

And for what belongs to its picture: the file's name. General Indonesian of small sellers; what a
given product weighs or contains stands in the lesson's criteria.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from course.grading.criteria import Check, Finding
from course.grading.numbers import readings
from course.grading.text import matches, normalise

_NUMBERS = {
    "setengah": "0,5", "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6",
    "tujuh": "7", "delapan": "8", "sepuluh": "10", "enampuluh": "60", "seratus": "100",
}  # fmt: skip
_GRAMS = {"kg": 1000.0, "kilo": 1000.0, "ons": 100.0, "gram": 1.0, "grm": 1.0, "gr": 1.0, "g": 1.0}
_DAYS = {"hari": 1.0, "minggu": 7.0, "mgg": 7.0, "bulan": 30.0, "bln": 30.0, "tahun": 365.0}
# "dibuat 2 bulan lalu" tells an age, not how long it keeps.
_PAST = r"(?!\s*(?:(?:yang|yg)\s+)?(?:lalu|kemarin|sekali)\b)"


def _amounts(units: Mapping[str, float], after: str = "") -> re.Pattern[str]:
    names = "|".join(sorted(units, key=len, reverse=True))
    return re.compile(rf"(?<![\w.,])(\d+(?:[.,]\d+)?)\s*({names})(?:an)?(?![a-z]){after}")


_WEIGHT, _TIME = _amounts(_GRAMS), _amounts(_DAYS, _PAST)
_NONE_OF = re.compile(r"\b(?:tanpa|bebas|tidak|tdk|tak|ga|gak|nggak|bukan|non)\b[^.!?\n]{0,25}$")
_NO_NEED = r"(?<!perlu\s)(?<!usah\s)(?<!jangan\s)(?<!tidak\s)"
_STORES = re.compile(
    rf"""(?<![a-z])(?:
        {_NO_NEED}(?:di|me|meny)?(?:simpan|simpen|impan)(?:lah|kan)?(?:\s+[a-z]+)?\s+
            (?:di|dlm|dalam|pada|ning|nang|dengan|suhu|tempat|toples|wadah|kulkas|kering|tertutup
              |rapat|rapet|sejuk|dingin|tutup)(?![a-z])
      | (?:taruh|taro|tarok|masuk(?:in|kan)?|pindah(?:in|kan)?)\b[^.!?\n]{{0,25}}
            \b(?:toples|wadah|tempat|kulkas|kaleng|plastik)
      | (?:di)?tutup(?:nya)?\s+(?:(?:yang|yg|lagi|kembali|dengan|dgn)\s+)?(?:rapat|rapet)
      | (?:toples|wadah|tempat|kaleng)\s+(?:(?:yang|yg)\s+)?
            (?:kering|tertutup|rapat|rapet|kedap|sejuk)
      | jauhkan\s+dari | hindari\s+(?:sinar|panas|lembab)
    )""",
    re.VERBOSE,
)


def weighs(raw: Any, grams: float, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names the weight: "100 gram", "1 ons", "0,1 kg"."""
    return _amount(raw, _WEIGHT, _GRAMS, (grams, grams), label, points)


def lasts(raw: Any, days: tuple[float, float], *, label: str, points: float = 1.0) -> Check:
    """Check that a text says how long the product keeps, between ``days``: "2 bulan", "60 hari"."""
    return _amount(raw, _TIME, _DAYS, days, label, points)


def _amount(
    raw: Any,
    pattern: re.Pattern[str],
    units: Mapping[str, float],
    ends: tuple[float, float],
    label: str,
    points: float,
) -> Check:
    def evaluate() -> Finding:
        text = re.sub(r"\b(\w+)\b", lambda m: _NUMBERS.get(m[1], m[1]), normalise(raw))
        for match in pattern.finditer(text):
            values = [value * units[match[2]] for value in readings(match[1])]
            if any(ends[0] <= value <= ends[1] for value in values):
                return Finding(1.0, match[0])
        return Finding(0.0, "")

    return Check(label, evaluate, points)


def stores(raw: Any, *, label: str = "cara menyimpan", points: float = 1.0) -> Check:
    """Check that a text tells how to keep the product: "simpan kering", "tutup yang rapet"."""
    return matches(_STORES, raw, label, points)


def contains(raw: Any, *terms: str, label: str, points: float = 1.0) -> Check:
    """Check that a text names one of ``terms`` as being inside: "tanpa susu" names none."""

    def evaluate() -> Finding:
        text = normalise(raw)
        for term in terms:
            for match in re.finditer(rf"(?<![a-z]){re.escape(term)}(?:nya)?(?![a-z])", text):
                if not _NONE_OF.search(text[: match.start()]):
                    return Finding(1.0, term)
        return Finding(0.0, "")

    return Check(label, evaluate, points)


def file_name(
    raw: Any, parts: Sequence[Sequence[str]], *, label: str, points: float = 1.0
) -> Check:
    """Check the name of a picture file: half for its form, half for the ``parts`` it names.

    Form: small letters, digits, ``_`` or ``-``, no spaces, a number, ``.jpg`` or ``.png``.
    """

    def evaluate() -> Finding:
        name = raw.strip() if isinstance(raw, str) else ""
        form = re.fullmatch(r"[a-z0-9]+(?:[_-][a-z0-9]+)*\.(?:jpe?g|png)", name) is not None
        numbered = re.search(r"\d+\.\w+$", name) is not None
        named = sum(any(word in name.casefold() for word in part) for part in parts)
        missing = [] if form else ["bentuknya belum benar"]
        missing += [] if numbered else ["belum ada nomor"]
        missing += [] if named == len(parts) else [f"{named} dari {len(parts)} kata ada"]
        share = 0.35 * form + 0.15 * numbered + 0.5 * named / len(parts)
        return Finding(share if named else 0.0, "; ".join(missing))

    return Check(label, evaluate, points)
