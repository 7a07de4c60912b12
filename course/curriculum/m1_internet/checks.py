"""Checkers of lesson 1: passwords and addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from course.criteria.lists import WordLists
from course.criteria.numbers import readings
from course.criteria.scoring import Check, Finding

LONG_PASSWORD = 12
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_RUNS = ("01234567890", "09876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl")
_LISTS = WordLists("course.curriculum.m1_internet")


def fits(
    raw: Any,
    need: Any,
    sizes: Mapping[str, float],
    *,
    right: str,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check that the chosen size is the smallest that holds ``need``, as the participant found it.

    A choice that follows from a wrong need earns half; one that does not follow earns nothing.
    """

    def evaluate() -> Finding:
        # "1.275" may be read as 1,275 too; nobody's need is that small, so the largest counts.
        own = max(readings(need), default=None)
        enough = [k for k in sizes if own is not None and sizes[k] >= own]
        if not enough or raw != min(enough, key=lambda k: sizes[k]):
            return Finding(0.0, "tidak cocok dengan jumlah yang dihitung")
        return (
            Finding(1.0, "cocok") if raw == right else Finding(0.5, "cocok dengan jumlah sendiri")
        )

    return Check(label, evaluate, points)


def strong_password(
    raw: Any,
    *,
    taken: Sequence[str],
    personal: Sequence[str],
    label: str,
    points: float = 1.0,
) -> Check:
    """Check an *invented* password in quarters: hard to guess, 12 letters, mixed, not personal.

    An easy one earns nothing at all: common, ``taken`` from the lesson, or a few letters repeated.
    ``personal`` are the names in the story, in lower case.
    """

    def evaluate() -> Finding:
        word = raw.strip() if isinstance(raw, str) else ""
        if not word:
            return Finding(0.0, "kosong")
        if _is_easy(word.casefold(), taken):
            return Finding(0.0, "mudah ditebak, atau contoh dari pelajaran")
        faults = [
            (len(word) < LONG_PASSWORD, f"kurang dari {LONG_PASSWORD} huruf"),
            (not _is_mixed(word), "belum tiga kata atau tiga jenis huruf"),
            (_is_personal(word.casefold(), personal), "ada nama, tahun, atau angka berurutan"),
        ]
        found = [text for is_fault, text in faults if is_fault]
        return Finding(1 - len(found) / 4, "; ".join(found))

    return Check(label, evaluate, points)


def _is_easy(word: str, taken: Sequence[str]) -> bool:
    letters = re.sub(r"[\W\d_]", "", word)
    common = letters in _LISTS.set("sandi_umum") or any(
        c in letters for c in ("password", "katasandi", "qwerty")
    )
    copied = any(old in word or fuzz.ratio(old, word) >= 90 for old in map(str.casefold, taken))
    return common or copied or len(set(word)) < 5


def _is_mixed(word: str) -> bool:
    kinds = sum(bool(re.search(kind, word)) for kind in (r"[a-z]", r"[A-Z]", r"\d", r"[^\w\s]|_"))
    return kinds >= 3 or len(set(re.findall(r"[^\W\d_]{3,}", word.casefold()))) >= 3


def _is_personal(word: str, personal: Sequence[str]) -> bool:
    runs = {run[i : i + 4] for run in _RUNS for i in range(len(run) - 3)}
    return bool(_YEAR.search(word)) or any(part in word for part in {*personal, *runs})


def different(
    raws: Sequence[Any], *, taken: Sequence[str], label: str, points: float = 1.0
) -> Check:
    """Check that invented passwords are long, none easy, and differ in more than a digit or two."""

    def evaluate() -> Finding:
        texts = [raw.strip().casefold() for raw in raws if isinstance(raw, str)]
        usable = [t for t in texts if len(t) >= LONG_PASSWORD and not _is_easy(t, taken)]
        if len(usable) < len(raws):
            return Finding(0.0, "belum semuanya panjang dan sulit ditebak")
        alike = any(fuzz.ratio(a, b) >= 80 for a, b in combinations(usable, 2))
        return Finding(not alike, "ada yang mirip" if alike else "")

    return Check(label, evaluate, points)
