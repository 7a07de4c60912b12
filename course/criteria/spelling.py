"""Words as they are meant: short forms without vowels and small typing errors of known words.

"tnggal 20 bngks, psen lwat chatt" says "tinggal 20 bungkus, pesan lewat chat". Only words of one
vocabulary are ever read into a text: ``kosakata`` in ``words.toml``, or what a lesson's checkers
look for (``Words``). A word that somebody knows how to write stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property, lru_cache
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from course.criteria.lists import WordLists

_LISTS = WordLists("course.criteria")
_TOKEN = re.compile(r"(?<![^\W_])[a-z]{3,14}(?![^\W_])")
_VOWELS = "aeiou"
_BETWEEN = re.compile(rf"(?<=[^\W\d{_VOWELS}])[{_VOWELS}](?=[^\W\d{_VOWELS}])")
_TWICE = re.compile(r"([a-z])\1")
_SHORTEST, _LEAST = 4, 3
_MOST = 10
"""Vowels between consonants of a word that is shortened one by one: each more doubles its forms."""
_LONG, _LONGER = 5, 8
_PASSIVE = re.compile(r"d(?=[bcfkmnpst][a-z]*[aeiou])")
"""How chat shortens di-: "dkirim", "dterusin"; no word begins so, but with "dr", "dw", "dh"."""


_ENGLISH = frozenset(("company", "germany", "skinny", "canny", "granny", "accompany"))


@lru_cache(maxsize=4096)
def short_forms(word: str) -> frozenset[str]:
    """Return how chat shortens a word: vowels between consonants left out, in the end the last too.

    "hrga", "hrg", "sbtu", "trmakasih". Short words lose none: "bs" may be anything. What is as long
    as a line (an account's name, three words in one) loses all or none.

    >>> sorted(short_forms("sabtu")), short_forms("isi")
    (['sbt', 'sbtu'], frozenset())
    """
    if len(word) < _SHORTEST or not word.isalpha():
        return frozenset()
    inner = [found.start() for found in _BETWEEN.finditer(word, 1)]
    if len(inner) > _MOST:
        inner = []
    some = (gone for size in range(1, len(inner) + 1) for gone in combinations(inner, size))
    forms = {"".join(letter for at, letter in enumerate(word) if at not in gone) for gone in some}
    bones = word[0] + "".join(letter for letter in word[1:] if letter not in _VOWELS)
    once = _TWICE.sub(r"\1", word)  # "maf"
    return frozenset(form for form in {*forms, bones, once} - {word} if len(form) >= _LEAST)


class Words:
    """A vocabulary that texts are read with, made at the first text: short forms, and ``typos``."""

    def __init__(self, read: Callable[[], Iterable[str]], *, typos: bool = False) -> None:
        self._read, self._typos = read, typos
        self._meant: dict[str, str] = {}

    @cached_property
    def known(self) -> tuple[str, ...]:
        """The words, each once, in their own order."""
        return tuple(dict.fromkeys(self._read()))

    @cached_property
    def _right(self) -> frozenset[str]:
        near = _LISTS.set("bukan_salah_ketik") | _LISTS.set("penghubung")
        return near.union(self.known)

    @cached_property
    def _forms(self) -> dict[str, str]:
        """The words by their short forms; of two alike the first."""
        found: dict[str, str] = {}
        for word in self.known:
            for form in short_forms(word):
                found.setdefault(form, word)
        return found

    def meant(self, word: str) -> str:
        """Return the word of the vocabulary that a typed one says, or the typed one."""
        if word not in self._meant:
            passive = len(word) >= _LONG and _PASSIVE.match(word)
            whole = f"di{word[1:]}" if passive else word
            short = whole.endswith("ny") and len(whole) > _LONG and whole not in _ENGLISH
            self._meant[word] = self._find(f"{whole}a" if short else whole)  # "uangny"
        return self._meant[word]

    def _find(self, word: str) -> str:
        if word in self._right:
            return word
        if (once := _TWICE.sub(r"\1", word)) in self.known:
            return once
        if (whole := self._forms.get(word, "")) or (self._typos and (whole := self._bare(word))):
            return whole
        stem = word.removesuffix("nya")
        if stem != word and (whole := self.meant(stem)) != stem:
            return f"{whole}nya"
        if len(word) < _LONG or not self._typos:
            return word
        near = 2 if len(word) >= _LONGER else 1
        found = process.extractOne(word, self.known, scorer=OSA.distance, score_cutoff=near)
        return str(found[0]) if found and found[0][0] == word[0] else word

    def _bare(self, word: str) -> str:
        """Return the word with these consonants, where one vowel is left: "psen"; "" for none."""
        bones = "".join(letter for letter in word if letter not in _VOWELS)
        left = len(word) - len(bones)
        return self._forms.get(bones, "") if left == 1 and word[0] == bones[:1] else ""


COMMON = Words(lambda: _LISTS["kosakata"], typos=True)


@lru_cache(maxsize=512)
def respelled(text: str, words: Words = COMMON) -> str:
    """Return a normalised text with short forms and typing errors of known words mended.

    >>> respelled("tnggal 20 bngks, psen lwat chatt")
    'tinggal 20 bungkus, pesan lewat chat'
    """
    return _TOKEN.sub(lambda found: words.meant(_in_common(found[0])), text)


def _in_common(word: str) -> str:
    """Return a regional word in Indonesian: "bisuak" is "besok", "duitnye" is "duitnya"."""
    if len(word) > _LONG and word.endswith("nye"):
        word = f"{word[:-1]}a"
    return _regional().get(word, word)


@cache
def _regional() -> dict[str, str]:
    """Return the words of ``arti`` by what they mean."""
    return {
        said: name.removeprefix("arti.") for name in _LISTS.group("arti") for said in _LISTS[name]
    }
