"""Words as they are meant: short forms without vowels and small typing errors of common words.

"tnggal 20 bngks, psen lwat chatt" says "tinggal 20 bungkus, pesan lewat chat". Only words of one
list (``kosakata`` in ``words.toml``) are ever read into a text, and only for words that are none of
theirs: a word somebody knows how to write stays as it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from course.criteria.lists import WordLists

_LISTS = WordLists("course.criteria")
_TOKEN = re.compile(r"(?<![^\W_])[a-z]{3,14}(?![^\W_])")
_VOWELS = re.compile(r"[aeiou]")
_TWICE = re.compile(r"([a-z])\1")
_LONG, _LONGER = 5, 8


@lru_cache(maxsize=512)
def respelled(text: str) -> str:
    """Return a normalised text with short forms and typing errors of common words mended.

    >>> respelled("tnggal 20 bngks, psen lwat chatt")
    'tinggal 20 bungkus, pesan lewat chat'
    """
    return _TOKEN.sub(lambda found: _meant(found[0]), text)


@lru_cache(maxsize=4096)
def _meant(word: str) -> str:
    known = _known()
    if word in known or word in _right():
        return word
    once = _TWICE.sub(r"\1", word)
    if once in known:
        return once
    bones = _VOWELS.sub("", word)
    if len(word) - len(bones) <= 1 and len(bones) >= 2 and word[0] == bones[0]:
        whole = _bones().get(bones, "")
        if whole and len(whole) > len(word):
            return whole
    if word.endswith("nya") and (stem := word[:-3]) and _meant(stem) != stem:
        return _meant(stem) + "nya"
    if len(word) < _LONG:
        return word
    near = 2 if len(word) >= _LONGER else 1
    found = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=near)
    return str(found[0]) if found and found[0][0] == word[0] else word


@cache
def _known() -> tuple[str, ...]:
    return _LISTS["kosakata"]


@cache
def _right() -> frozenset[str]:
    """Return words that are near a common one and mean something else."""
    return _LISTS.set("bukan_salah_ketik") | _LISTS.set("penghubung")


@cache
def _bones() -> dict[str, str]:
    """Return the common words by their consonants; of two alike the first of the list."""
    found: dict[str, str] = {}
    for word in _known():
        found.setdefault(_VOWELS.sub("", word), word)
    return found
