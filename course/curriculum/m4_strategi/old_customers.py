"""Checkers of a message to old customers: what it is about, and why they should come back."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from course.criteria.goods import elsewhere
from course.criteria.own_shop import Shop, told_besides
from course.criteria.scoring import Check, Finding
from course.criteria.selling import affirmed, modest
from course.criteria.text import mentions, normalise
from course.curriculum.m4_strategi.checks import found, stemmed

REASON = stemmed(
    "alasan",
    r"(?:cuma|cukup|mung|ngan|hanya|tinggal)\s+(?:bayar\s+)?(?:rp\s*)?\d",
    r"(?:di|ka)?tanggung(?:an)?(?:na|ne|nya)?(?![a-z])",
    r"isi\s+ulang",
    r"(?:tanpa|ora\s+nganggo|mboten\s+ngangge|teu\s+(?:make|nganggo))\s+(?:biaya|ongkos|ragat|bayar|tambahan)",
    r"(?:beli|tuku|meser)\s+[a-z\d]+\s+(?:dapat|dapet|oleh|angsal)\s+[a-z\d]+",
    r"(?:sekarang|skrg|skrng|saiki|sakniki|ayeuna)(?![a-z])[^.!?]{0,40}(?<![a-z])(?:ada|ad|ono|ana|aya|wonten|bisa|bs|iso|saged|tiasa|terima|melayani|nampi)(?![a-z])",
    r"(?:tidak|tdk|tak|gak|ga|nggak|teu|ora|mboten|indak|kada|kagak)\s+(?:(?:usah|perlu|kedah|kudu|sah)\s+)?(?:antri|ngantri|antre|ngantre|nunggu|panek)",
    r"(?:ada|aya|ono|wonten|ado)\s+(?:yang|yg|sing|nu|nan)\s+[a-z]{4,}",
    r"(?:kosong|ready|redi|sedia)\s+lagi",
    r"keliling",
    r"(?:sekarang|skrg|saiki|sakniki|ayeuna|kini)\s+(?:[a-z]+\s+){0,3}(?:sudah|sdh|udah|wis|sampun|tos|geus|lah|ganti|kula|tak|saya|abdi)(?![a-z])",
    r"(?:ada|ad|ono|ana|aya|wonten)\s+(?:[a-z]+\s+){0,2}(?:sekarang|skrg|skrng|saiki|sakniki|ayeuna)(?![a-z])",
)
MISSING = stemmed("kangen")


def gives_reason(raw: Any, *, own: Collection[str] = (), label: str, points: float = 1.0) -> Check:
    """Check that a message gives a reason to come back; one that only misses them earns half.

    ``own`` is what the goods of an own shop are called: whatever is told of them now is a reason.
    """

    def evaluate() -> Finding:
        has = _HAS_NONE.sub(" ", normalise(raw))
        if reason := found(REASON, has):
            return Finding(1.0, reason)
        missed = found(MISSING, raw)
        told = told_besides(_now(affirmed(modest(raw))), own, least=_NEWS) if own else Finding(0.0)
        return told if told.share else Finding(0.5 if missed else 0.0, missed)

    return Check(label, evaluate, points)


def names_own_goods(raw: Any, mine: Shop, *, label: str, points: float = 1.0) -> Check:
    """Check that a message names the goods; who tells much of an own shop has named them too.

    "Akarnya bisa separuh harga" is what a salon's customer had done.
    """
    named = mentions(raw, *mine.goods, label=label, points=points, named=1)

    def evaluate() -> Finding:
        found = named.evaluate()
        if found.share or not mine.own or elsewhere(raw, mine.goods):
            return found
        return told_besides(affirmed(modest(raw)), mine.goods, least=_MUCH)

    return named._replace(evaluate=evaluate)


_NEWS, _MUCH = 3, 4
_PART = re.compile(r"[^.,;!?\n]+[.,;!?\n]?")
_THEN = re.compile(
    r"(?<![a-z])(?:dulu|kemarin|kmrn|terakhir|biyen|riyin|rumiyin|kamari|baheula|lama|suwe|lami)(?![a-z])"
)


def _now(text: str) -> str:
    """Return a text without the parts that ask, or tell of the last time: no news."""
    parts = _PART.findall(text)
    return " ".join(part for part in parts if not (part.endswith("?") or _THEN.search(part)))


_HAS_NONE = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|nggak|enggak|belum|blm|ora|mboten|teu)\s+(?:ada|punya|aya|wonten|ono)"
    r"(?:\s+(?:yang|yg|sing|nu)\s+(?:baru|anyar|enggal)|(?:\s+(?!tapi|namun|ada|sekarang|cuma|hanya|yang)[a-z]+){1,2})"
)
"""What there is not: "tidak ada rasa baru"."""
