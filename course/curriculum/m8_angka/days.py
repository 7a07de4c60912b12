"""Checkers of lesson 8 about the own last days: how much was sold, and what that says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from course.criteria.lists import Pattern, WordLists, either
from course.criteria.numbers import amounts
from course.criteria.reader import judged
from course.criteria.scoring import NAMED, Answer, Check, Finding
from course.criteria.signals import signals_of
from course.criteria.spoken import in_figures
from course.criteria.text import matches, normalise, searched
from course.words import WEEKDAY

_LISTS = WordLists("course.curriculum.m8_angka")
_LEAST, _MOST = 3, 7
_GOODS = 2_000
"""Goods that a small shop sells a day; larger numbers are money."""
_NO_DAYS = -1e6
"""What no number is near to."""
_NO_COUNT = re.compile(
    r"(?<![a-z])(?:(?:hari|hr|dinten|dino|dina|poe|minggu|tanggal|tgl)\s*(?:ke\s*-?\s*)?\d{1,2}\s*[:.)=-]"
    r"|(?:tanggal|tgl)\s*\d{1,2}(?!\d)|\d+\s*(?:hari|dinten|dino|poe)(?![a-z]))"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?"
)
"""Numbers that name a day: "hari 1: 12", "tgl 3", "25/11"."""
_COUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?!\d)|\d+")


def days_sold(raw: Any) -> list[float]:
    """Return what was sold day by day: "12, 10, 14", "senin 12 selasa dua belas"; [] without days.

    A comma divides days, so "12,10,14" are three; fewer than three or more than seven are none.
    """
    counts = _counts(raw)
    return counts if _LEAST <= len(counts) <= _MOST else []


def _counts(raw: Any) -> list[float]:
    text = _NO_COUNT.sub(" ", in_figures(normalise(raw)[:200]))
    return [float(found.replace(".", "")) for found in _COUNT.findall(text) if len(found) < 12]


def enough_days(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that three to seven days are told, of goods; half where the numbers are money."""

    def evaluate() -> Finding:
        days = days_sold(raw)
        if not days:
            return Finding(0.0, f"{len(_counts(raw))} angka")
        money = max(days) > _GOODS
        return Finding(0.5 if money else 1.0, "rupiah?" if money else f"{len(days)} hari")

    return Check(label, evaluate, points)


def largest(days: Sequence[float]) -> float:
    """Return what the best day sold; far below zero without days."""
    return max(days) if days else _NO_DAYS


def total_of(days: Sequence[float]) -> float:
    """Return what all days sold; far below zero without days."""
    return sum(days) if days else _NO_DAYS


def average_of(
    raw: Any, days: Sequence[float], total: Any, *, label: str, points: float = 1.0
) -> Check:
    """Check the mean of a day, rounded up or down; it may follow from the own ``total``."""

    def evaluate() -> Finding:
        if not days:
            return Finding(0.0, "belum ada angkanya")
        wanted = [one / len(days) for one in (sum(days), *amounts(total))]
        near = any(
            abs(value - mean) < 1 or abs(value - mean) <= _ROUNDED * mean
            for value in amounts(raw)
            for mean in wanted
        )
        return Finding(near, str(raw)[:40] if raw is not None else "")

    return Check(label, evaluate, points)


_ROUNDED = 0.02

_CERTAIN = Pattern(
    lambda: (
        rf"(?<![a-z])(?:(?:{either(_LISTS['menyangkal'])})\s+(?:mungkin\s+)?(?:kebetulan|kabeneran)"
        rf"|sudah\s+(?:jelas|tahu|tau|pasti))(?![a-z])"
    )
)
_OPEN = Pattern(
    lambda: (
        rf"(?<![a-z])(?:(?:{either(_LISTS['menyangkal'])})\s+(?:[a-z]+\s+){{0,2}}?"
        rf"(?:di|ka|ke)?(?:{either(_LISTS['mengetahui'])})[a-z]*"
        rf"|(?:{either(_LISTS['mungkin'])})(?![a-z])"
        rf"|(?:{either(_LISTS['baru'])})\s+(?:[a-z]+\s+)?(?:\d+|se|sa|satu|sekali)\s*(?:{either(_LISTS['waktu'])})?"
        r"|(?:sehari|seminggu|sepekan|(?<!\d)\d{1,3}\s*(?:hari|minggu))\s+(?:terlalu|masih)\s+[a-z]+"
        r"|(?:baru|br)\s+\d+\s*(?:x|kali)|(?:belum|blm|blum)\s+(?:ter|ke|di)(?:baca|catat|lihat)[a-z]*"
        rf"|(?:masih|msh|terlalu|kurang)\s+(?:sedikit|dikit|sebentar|banyak|lama)"
        rf"|(?:perlu|harus|mau|akan)\s+(?:di)?(?:catat|catet|hitung|itung|lihat)[a-z]*\s+(?:lagi|terus|dulu|maneh|deui))"
    )
)
_MOVES = "makin|melonjak|lonjak|naik|turun|nambah|nmbah|bertambah|berkurang|tikel|ngurangan|beuki"
_SHOWN = Pattern(
    lambda: (
        rf"(?<![a-z])(?:(?:{either(_LISTS['hari'])})(?![a-z])[^.!?\n]{{0,40}}?(?<![a-z])(?:{either(_LISTS['laku'])})"
        rf"|(?:{either(_LISTS['laku'])})[a-z]*[^.!?\n]{{0,40}}?(?<![a-z])(?:{either(_LISTS['hari'])})(?![a-z])"
        rf"|(?:{either(_LISTS['laku'])})[a-z]*\s+(?:[a-z]+\s+){{0,2}}?\d"
        # "Kamis paling sepi", "dinten sanesipun namung setunggal", "Sabtu 7".
        rf"|(?:{either(_LISTS['hari'])})(?![a-z])[^.!?\n\d]{{0,60}}?(?<![a-z\d])"
        r"(?:paling|plg|cuma|cm|mung|namung|ngan|doang|kosong|penuh|pinuh|kebak|nganggur|lowong|\d+)(?![a-z\d]|\s*(?:ribu|rebu|ewu|rb|k)(?![a-z]))"
        # "Cucian rame pas mari udan, 8 unit", "dari 4 jadi 9 sehari": two counts, no money.
        rf"|(?:{_MOVES})[a-z]*[^.!?\n]{{0,40}}?\d|(?<!\d)\d[^.!?\n]{{0,40}}?(?<![a-z])(?:{_MOVES})"
        r"|(?<!\d)\d{1,6}(?!\d|[.,]\d|\s*(?:ribu|rebu|ewu|rb|k)(?![a-z]))[^.!?\n\d]{1,50}"
        r"(?:sedangkan|dene|nek|ari|tapi|lainnya|sisanya|laen|jadi|jd|dadi|ke)\s[^.!?\n]{0,40}?\d"
        r"|(?:rata|rerata|rataan|jumlah|total)[a-z0-9 -]*\d)"
    )
)
_PROMISED = re.compile(
    r"(?<![a-z])(?:besok|bsk|sesuk|isukan|(?:hari|minggu|bulan)\s+depan)\s+(?:[a-z]+\s+)?pasti(?![a-z])"
    r"[^.!?\n]*"
)


_PRICES = re.compile(
    r"(?<![a-z])harga(?:ne|na|nya)?(?:\s+[a-z]+){0,4}\s+(?:naik|turun|mundhak|mudhun|paling)[^.!?\n]*"
)
"""What is bought becoming dearer is no day's sale."""


def says_what_shows(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says what the numbers show: a day that sold most, an average, a total.

    What is promised for tomorrow, the numbers do not show.
    """
    text = _PRICES.sub(".", _PROMISED.sub(".", in_figures(normalise(raw))))
    shown = matches(_SHOWN, text, label, points)

    def evaluate() -> Finding:
        other = _not_the_best(text)
        return Finding(0.0, f"{other}: bukan yang paling banyak") if other else shown.evaluate()

    return shown._replace(evaluate=evaluate)


_BEST = re.compile(
    rf"(?<![a-z])(?:paling|plg)\s+(?:laku|laris|ramai|rame|banyak|akeh)\s+(?:[a-z]+\s+){{0,2}}?({WEEKDAY})(?![a-z])"
)
_SOLD_ON = re.compile(rf"(?<![a-z])({WEEKDAY})\s+(?:laku\s+|cuma\s+)?(\d{{1,4}})(?![\d.,]*\d)")


def _not_the_best(text: str) -> str:
    """Return the day a text calls its best, where by its own numbers another is; else ""."""
    sold = {one[1]: int(one[2]) for one in _SOLD_ON.finditer(text)}
    best = _BEST.search(text)
    if best is None or best[1] not in sold:
        return ""
    return best[1] if sold[best[1]] < max(sold.values()) else ""


def says_what_is_open(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says what is not known: "belum tahu kenapa", "mungkin", "baru 5 hari".

    "Tidak mungkin kebetulan" and "sudah jelas" leave nothing open.
    """
    text = normalise(raw)

    def evaluate() -> Finding:
        found = searched(_OPEN, _CERTAIN.compiled.sub(" ", text))
        return Finding(found is not None, found[0].strip() if found else "")

    return Check(label, evaluate, points, NAMED)


def says_it_oneself(raw: Any, *, asked: Answer, label: str = "ditulis dengan kalimat") -> Check:
    """Guard for a sentence about own numbers: one short line is fine, lists and copies are not.

    Whatever goods it names, they are the own: nothing here is about other goods.
    """

    def evaluate() -> Finding:
        text = normalise(raw)
        if not re.search(r"[a-z]", text):
            return Finding(0.0, "kosong, atau angka saja")
        return judged(text, signals_of(text, asked))

    return Check(label, evaluate)
