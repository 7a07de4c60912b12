"""Checkers of what is written about a product: its weight, how long it keeps, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from course.criteria.lists import Pattern, WordLists, either
from course.criteria.numbers import readings
from course.criteria.scoring import Check, Finding
from course.criteria.text import as_figures, matches, normalise, searched
from course.words import GRAMS

_LISTS = WordLists("course.curriculum.m3_foto_katalog")
_DAYS = {
    "hari": 1.0,
    "hr": 1.0,
    "thn": 365.0,
    "minggu": 7.0,
    "mgg": 7.0,
    "bulan": 30.0,
    "bln": 30.0,
    "bl": 30.0,
    "wulan": 30.0,
    "sasi": 30.0,
    "sasih": 30.0,
    "month": 30.0,
    "months": 30.0,
    "week": 7.0,
    "weeks": 7.0,
    "minggon": 7.0,
    "dinten": 1.0,
    "dino": 1.0,
    "dina": 1.0,
    "poe": 1.0,
    "taun": 365.0,
    "tahun": 365.0,
}
# "dibuat 2 bulan lalu" tells an age, not how long it keeps.
_PAST = r"(?!\s*(?:(?:yang|yg)\s+)?(?:lalu|kemarin|sekali)\b)"


def _amounts(units: Mapping[str, float], after: str = "") -> re.Pattern[str]:
    names = "|".join(sorted(units, key=len, reverse=True))
    return re.compile(rf"(?<![\w.,])(\d+(?:[.,]\d+)?)\s*({names})(?:an)?(?![a-z]){after}")


# Krama "kalih" is "with" as well: it counts before a time only. "Rong sasi" is two months.
_TWO = re.compile(r"(?<![a-z])(?:kalih|rong)\s+(?=wulan|sasi|minggu|dinten|bulan|ons)")
_WEIGHT, _TIME = _amounts(GRAMS), _amounts(_DAYS, _PAST)
_NONE_OF = Pattern(lambda: rf"\b(?:{either(_LISTS['tanpa'])})\b[^.!?\n]{{0,25}}$")
_NO_NEED = r"(?<!perlu\s)(?<!usah\s)(?<!jangan\s)(?<!tidak\s)"
_STORES = Pattern(
    lambda: (
        rf"""(?<![a-z])(?:
        {_NO_NEED}(?:di|dipun|me|meny|ny|ng)?(?:simpan|simpen|simpn|impan|impen|sinpan|teundeun|tunda|store|keep)
            (?:lah|kan|keun|na|nya|en|aken)?(?:\s+[a-z]+)?\s+
            (?:{either(_LISTS["sesudah_simpan"])})(?![a-z])
      | (?:(?:di)?lebok(?:na|ne|ake|aken|no|en)|taruh|taro|taroh|tarok
          |masuk(?:in|kan)?|pindah(?:in|kan)?|wadahan|diwadahan|diwadhahi
          |wadhahi|teundeun)\b[^.!?\n]{{0,25}}
            \b(?:{either(_LISTS["tempat_simpan"])})
      | (?:di|ke|ka|dipun)?tutup(?:nya|en|an|na|e)?\s+(?:(?:yang|yg|lagi|kembali|dengan|dgn|sing
          |nu|anu|kudu|harus|ingkang)\s+)?
            (?:rapat|rapet|rapeut|kenceng|pageuh|sing\s+rapet)
      | (?:di)?tutup\s+(?:lagi|kembali|maneh|deui) | rapat\s+tertutup
      | (?:kering|garing|tuhur|adem|sejuk)\s*(?:,|&|dan|lan|sareng|serta|tur|\+)?\s*
            (?:(?:di)?tutup|(?:ter|ke)tutup|rapat|rapet)
      | (?:ter|di)tutup\s*(?:rapat|rapet)?\s*(?:,|&|dan|lan|sareng|serta|\+)\s*
            (?:kering|garing|tuhur)
      | (?:jangan|ojo|ampun|tidak|tdk|ga|gak)\s+(?:di)?(?:taruh|simpan|kena|ditaroh)\b
            [^.!?\n]{{0,25}}(?:lembab|lembap|matahari|basah|angin|air|panas)
      | (?:{either(_LISTS["wadah"])})\s+(?:(?:yang|yg)\s+)?
            (?:{either(_LISTS["sifat_wadah"])})
      | jauhkan\s+dari | hindari\s+(?:sinar|panas|lembab)
    )"""
    ),
    re.VERBOSE,
)


_COLD = re.compile(r"(?<![a-z])(?:kulkas|freezer|lemari es)")
UNNEEDED = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|nggak|ora|mboten|teu)\s+(?:perlu|usah|harus|wajib|sah|kedah|kudu)(?:\s+[a-z]+){1,3}"
)
_NEAR = 40
_DRY = re.compile(r"(?<![a-z])(?:kering|garing|tuhur|kedap|rapat|rapet|(?:ter|di|ke)?tutup)")


def weighs(raw: Any, grams: float, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names the weight: "100 gram", "1 ons", "0,1 kg"."""
    return _amount(raw, _WEIGHT, GRAMS, (grams, grams), label, points)


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
        text = _TWO.sub("2 ", as_figures(raw))
        for match in pattern.finditer(text):
            values = [value * units[match[2]] for value in readings(match[1])]
            if any(ends[0] <= value <= ends[1] for value in values):
                return Finding(1.0, match[0])
        return Finding(0.0, "")

    return Check(label, evaluate, points)


def stores(raw: Any, *, label: str = "cara menyimpan", points: float = 1.0) -> Check:
    """Check that a text tells how to keep the product: "simpan kering", "tutup yang rapet".

    A refrigerator alone is damp: it needs "kering" or "tertutup" beside it.
    """

    def evaluate() -> Finding:
        text = normalise(raw).replace(":", " ")
        found = matches(_STORES, UNNEEDED.sub(" ", text), label).evaluate()
        cold = _COLD.search(text)
        near = text[max(cold.start() - _NEAR, 0) : cold.end() + _NEAR] if cold else ""
        damp = cold and not searched(_DRY, near)
        return Finding(0.5, "kulkas: lembap") if damp else found

    return Check(label, evaluate, points)


def contains(raw: Any, *terms: str, label: str, points: float = 1.0) -> Check:
    """Check that a text names one of ``terms`` as being inside: "tanpa susu" names none."""

    def evaluate() -> Finding:
        text = normalise(raw)
        for term in terms:
            for match in re.finditer(rf"(?<![a-z]){re.escape(term)}(?:nya|ne|na)?(?![a-z])", text):
                if not _NONE_OF.search(text[: match.start()]):
                    return Finding(1.0, term)
        return Finding(0.0, "")

    return Check(label, evaluate, points)
