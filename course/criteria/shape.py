"""How a text is cut into items: single words, short pieces, pieces that break off, lists of them.

And which words join, or speak to somebody, as those of a list do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from course.criteria.text import LISTS, split_words

# "Pesan? WA" is one item.
ITEM_END = re.compile(r"[,|;#.!\n]+(?!\d)|/(?=[a-z]+/)")
_AFFIX = re.compile(
    r"(?:di|me|mem|men|meng|meny|ber|nge|ng|ny)[a-z]{4,}|[a-z]{3,}(?:nya|kan|ake|keun|akeun|ne)"
)
_GIVEN, _ITEMS, _FEW = 3, 5, 4


@cache
def _joining() -> frozenset[str]:
    return LISTS.set("penghubung") | LISTS.set("penghubung_inggris")


@lru_cache(maxsize=8192)
def joins(token: str) -> bool:
    """Return whether a word joins, addresses, denies or does something, as sentences have it."""
    return token in _joining() or (token not in _NO_VERBS and _AFFIX.fullmatch(token) is not None)


_NO_VERBS = frozenset(
    split_words("diskon dimsum disiplin melati mentega mercon berkualitas bermutu bersahabat")
)
"""What looks like a verb by its beginning and joins nothing."""


@cache
def calls() -> frozenset[str]:
    """Return the words that speak to somebody: "ya", "kak", "yuk"."""
    return LISTS.set("menyapa") - {"maaf", "murah", "dijamin", "terima", "makasih", "ready"}


@cache
def _courtesies() -> frozenset[str]:
    return LISTS.set("salam") | LISTS.set("terima_kasih")


def single(text: str) -> float:
    """Return the share of items of one word, of five items or more; 0 to 1."""
    items = [words for part in ITEM_END.split(text) if (words := split_words(part))]
    polite = _courtesies()
    alone = sum(
        len(words) == 1
        and not (joins(words[0]) or words[0] in polite or any(map(str.isdigit, words[0])))
        for words in items
    )
    return alone / len(items) if len(items) >= _ITEMS or len(items) == alone >= _FEW else 0.0


_BETWEEN = re.compile(r",|;|\||/(?=\s)|\s[-\u2013]\s")


def short(text: str) -> float:
    """Return the share of items between commas of one or two words, of five or more; 0 to 1."""
    if not _BETWEEN.search(text):
        return 0.0
    items = [split_words(part) for part in _BETWEEN.split(text)]
    few = sum(len(words) <= 2 for words in items)
    alone = 2 * sum(len(words) == 1 for words in items) >= len(items)
    bare = alone and len(items) == few >= _FEW and not any(map(str.isdigit, text))
    return few / len(items) if len(items) >= _ITEMS or bare else 0.0


_SENTENCE = re.compile(r"[.!?\n](?!\d)|[\U0001F300-\U0001FAFF\u2600-\u27BF]")
_CUT = re.compile(r"[,;|:](?!\d)|/(?=\s)|\s[-+\u2013]\s")
_CUTS = ",;|:/-+\u2013.)\n"
_NUMBERED = re.compile(r"(?<![\w.,])\d[.)]\s+")
_LONGEST_ITEM, _MEAN, _STOPPED = 4, 3, 1.8


_TITLES = frozenset(split_words("kak kakak bu bun bunda bund pak ibu bapak mas mbak sis"))


def listed(text: str) -> int:
    """Return how much of a list a text is that is all short items, shorter between full stops.

    "Chat ya" at its end speaks to a buyer, "Bu Rina" at its beginning does not. Who gives three
    figures in pieces of some words sells: "peyek 18rb, isi 150 gr, sisa 15".
    """
    if sum(char in _CUTS for char in text) < _ITEMS - 1:
        return 0
    text = text.rstrip(" .!")
    if "2. " in text or "2) " in text:
        text = _NUMBERED.sub(", ", text)
    stops = [match[0] for match in _SENTENCE.finditer(text)]
    if any(end not in ".!?\n" for end in stops) or (stops and _CUT.search(text)):
        return 0
    parts = (_SENTENCE if stops else _CUT).split(text)
    items = [words for part in parts if (words := split_words(part))]
    sizes = [len(words) for words in items]
    longest, mean = (_MEAN, _STOPPED) if stops else (_LONGEST_ITEM, _MEAN)
    if len(sizes) < _ITEMS or max(sizes) > longest or sum(sizes) > mean * len(sizes):
        return 0
    alone = sum(len(words) == 1 and not any(map(str.isdigit, words[0])) for words in items)
    figures = sum(any(map(str.isdigit, part)) for part in parts)
    particles = calls() - _TITLES - {"you"}  # "thank you"
    sells = (figures >= _GIVEN and 3 * alone < len(items)) or (stops and 2 * alone < len(items))
    if sells or not all(particles.isdisjoint(words) for words in items[1:]):
        return 0
    clauses = sum(map(_is_clause, items))
    return max((3 if 3 * alone >= len(items) else 2) - clauses, 0) if clauses < 2 else 0


def _is_clause(words: Sequence[str]) -> bool:
    """Return whether an item says something by itself: "pesan lewat chat", "digoreng tiap pagi"."""
    if len(words) < _GIVEN or words[0] == "yang":
        return False
    plain = not any(char.isdigit() for word in words for char in word)
    return plain and any(map(joins, words))


_BREAKS_OFF = re.compile(
    r"(?<![a-z])(?:yang|yg|per|untuk|utk|karena|krn|ke|dengan|dgn|adalah|yaitu|akan|dan|atau|dalam\s+hal"
    r"|sing|nu|ka|kanggo|with|for|of|is|are)\s*(?:\.+(?!\d)|\u2026|;|\n|$)"
)
_HEADING = re.compile(r":\s*(?:\n|$)")


def broken(text: str) -> int:
    """Count the pieces of a normalised text that stop before what they begin.

    A heading over something ("Menu:", then what it costs) is none: half of the lines are.
    """
    headings = len(_HEADING.findall(text))
    bare = headings if 2 * headings >= len(text.splitlines()) else 0
    return len(_BREAKS_OFF.findall(text)) + bare
