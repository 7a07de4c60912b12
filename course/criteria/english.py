"""English answers, read by what their words mean in Indonesian.

Every list and pattern of the checkers knows Indonesian, Javanese and Sundanese. Who reads a lesson
in English answers in English; her text is looked at once more with the words that sellers need in
Indonesian ("15 packs left" also as "15 bungkus sisa"). Nothing is added to another text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from course.criteria.lists import Pattern, WordLists, either

_LISTS = WordLists("course.criteria")
_GROUP = "inggris"
_WORD = re.compile(r"[a-z]+")
_LEAST = 2
"""English words from which on a text may be English: "ready stock, only 15k" is Indonesian."""
_IN_TAG = 4
"""Letters of the shortest English word that is looked for inside a hashtag."""


def in_indonesian(text: str) -> str:
    """Return a normalised text, where it is English, with the words of the list in Indonesian."""
    return _in_indonesian(text) if is_english(text) else text


@lru_cache(maxsize=512)
def is_english(text: str) -> bool:
    """Return whether a normalised text joins its words as English does, more than as Indonesian."""
    found = _WORD.findall(text)
    english = sum(word in _LISTS.set("ciri_inggris") for word in found)
    return english >= _LEAST and english > sum(word in _indonesian() for word in found)


@cache
def _indonesian() -> frozenset[str]:
    return _LISTS.set("penghubung") - _LISTS.set("ciri_inggris")


@lru_cache(maxsize=512)
def _in_indonesian(text: str) -> str:
    # A phrase may be broken by the end of a line: "other\ntowns".
    return _ENGLISH.compiled.sub(lambda found: _meanings()[" ".join(found[0].split())], text)


def tag_in_indonesian(tag: str) -> str:
    """Return what the English words inside a hashtag mean: "teri" of "anchovycrackers"."""
    return " ".join([_meanings()[word] for word in _in_tags() if word in tag])


@cache
def _in_tags() -> tuple[str, ...]:
    """Return the English words that are looked for inside a hashtag."""
    return tuple([word for word in _meanings() if len(word) >= _IN_TAG])


@cache
def _meanings() -> dict[str, str]:
    """Return what each English word or phrase means."""
    return {
        word: name.removeprefix(f"{_GROUP}.")
        for name in _LISTS.group(_GROUP)
        for word in _LISTS[name]
    }


_ENGLISH = Pattern(
    lambda: rf"(?<![a-z])(?:{either(sorted(_meanings(), key=len, reverse=True))})(?![a-z])"
)
