"""Checkers for free text: which elements it holds.

Word lists and patterns find elements; they never judge tone or truth, which stay with a person.
Texts are at most 5,000 characters (``course.exercises.fields``), so every pattern here is cheap.
Whether a text is written for somebody who reads it is asked in ``course.criteria.reader``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from course.criteria.english import in_indonesian, tag_in_indonesian
from course.criteria.lists import AnyPattern, WordLists
from course.criteria.scoring import NAMED, Check, Finding
from course.criteria.spelling import respelled, short_forms
from course.criteria.spoken import in_figures

LISTS = WordLists("course.criteria")
"""What several lessons' checkers know: invitations, greetings, words that join."""
MOST_WORDS = 1_250
"""Words of the longest text; only single letters are more."""

_WORD = re.compile(r"[^\W_]+(?:[.,/'-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…;])\s+|\n+|[\U0001F300-\U0001FAFF☀-➿]+")
_BLANK = re.compile(r"(\s{10})\s+")
"""Nobody leaves more lines empty; patterns that look for words apart would take minutes in them."""
_HELD, SPACES = re.compile(r"([a-z])\1\1+"), re.compile("  +")
_SPREAD = 200
"""Letters that plain ones may be more than twice as many: one sign of some scripts becomes 18."""
_ALIKE = 88
_OH = re.compile(r"(?<=\d)([.,]?)(o{1,3})(?![a-z])")
"""Letters typed for zeros: "18.ooo"."""
_RUPIAH = re.compile(r"\brp\.\s*(?=\d)")
_START, _END = re.compile(r"(?<![^\W_])\Z"), re.compile(r"(?![^\W_])")
_BEFORE, _LONGEST_PREFIX = re.compile(r"(?<![^\W_])(?:di|me|mem|men|meng|ber|ter|pe|pem|se)?\Z"), 4
# "pecah2" is "pecah-pecah"; -e, -ne and -ipun are Javanese, -na is Sundanese for -nya.
_AFTER = re.compile(r"2?(?:an|kan|in|i)?(?:nya|n?e|na|ku|mu|lah|kah|pun|n?ipun)?(?![^\W_])")


def normalise(raw: Any) -> str:
    """Return lower-case text with plain letters and single spaces; "" for what is no text."""
    return _normalised(raw) if isinstance(raw, str) else ""


@lru_cache(maxsize=512)  # every checker of a cell asks for the same text
def _normalised(raw: str) -> str:
    # Plain replacements: str.translate costs a hundred times as much, more than all the rest.
    text = unicodedata.normalize("NFKC", raw).casefold().replace("\t", " ")
    text = text[: 2 * len(raw) + _SPREAD]
    # "rébu", "kènèh": Sundanese and Javanese are written with and without accents.
    text = text.replace("\u00e9", "e").replace("\u00e8", "e").replace("\u00ea", "e")
    text = text.replace("\u2018", "'").replace("\u2019", "'").replace("`", "'")
    text = _OH.sub(lambda found: found[1] + "0" * len(found[2]), text)
    # "pagiii", "yukkk": letters held down for warmth.
    text = _HELD.sub(r"\1", text)
    # "Rp. 15.000" is one price, not the end of a sentence.
    text = _RUPIAH.sub("rp", text) if "rp." in text else text
    text = SPACES.sub(" ", text) if "  " in text else text
    return (text if text.isprintable() else _BLANK.sub(r"\1", text)).strip()


def words(raw: Any) -> list[str]:
    """Return the words of a text in lower case."""
    return list(split_words(normalise(raw)))


@lru_cache(maxsize=512)
def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that is normalised already."""
    return tuple(_WORD.findall(text))


def is_word_list(text: str) -> bool:
    """Return whether a normalised text is mostly single words between commas."""
    parts = [found for part in re.split(r"[,/|]", text) if (found := split_words(part))]
    return len(parts) >= 3 and sum(len(part) == 1 for part in parts) > len(parts) / 2


def sentences(raw: Any) -> list[str]:
    """Return the sentences: WhatsApp texts end them by ``.!?``, a new line or an emoji."""
    return list(_sentences(normalise(raw)))


@lru_cache(maxsize=512)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple([part for part in _SENTENCE_END.split(text) if _WORD.search(part)])


@lru_cache(maxsize=512)
def sentence_words(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each sentence of a text that is normalised already."""
    return tuple([split_words(sentence) for sentence in _sentences(text)])


def matches(pattern: AnyPattern, raw: Any, label: str, points: float = 1.0) -> Check:
    """Check that a text, normalised, holds a match of ``pattern``; the match is what was found."""

    def evaluate() -> Finding:
        match = searched(pattern, normalise(raw))
        return Finding(match is not None, match[0].strip() if match else "")

    return Check(label, evaluate, points, NAMED)


def as_figures(raw: Any) -> str:
    """Return a text, normalised, typos mended, in Indonesian, its numbers in words as digits."""
    return in_figures(respelled(in_indonesian(in_figures(normalise(raw)))))


def searched(pattern: AnyPattern, text: str) -> re.Match[str] | None:
    """Return where a normalised text matches.

    As it stands, with its numbers in figures, or with its words as they are meant.
    """
    for view in (text, *_views(text)):
        if found := pattern.search(view):
            return found
    return None


@lru_cache(maxsize=512)
def _views(text: str) -> tuple[str, ...]:
    """Return what a text says otherwise than it stands: in figures, typos mended, in Indonesian."""
    figures = in_figures(text)
    views = (figures, in_figures(respelled(figures)), in_indonesian(figures))
    return tuple(dict.fromkeys(view for view in views if view != text))


def mentions(raw: Any, *terms: str, label: str, points: float = 1.0, named: float = NAMED) -> Check:
    """Check that a text names one of ``terms``, endings ("donatnya") and small typos included.

    ``named`` is what the word earns in a list of keywords: 1 where to name it is all that is asked.
    """
    return Check(label, lambda: _found(mentioned(normalise(raw), terms)), points, named)


def _found(term: str | None) -> Finding:
    return Finding(term is not None, term or "")


def mentioned(text: str, terms: Sequence[str]) -> str | None:
    """Return the first of ``terms`` that a normalised text names, as ``mentions`` does, or None."""
    return _named(text, terms) or next(filter(None, (_named(v, terms) for v in _views(text))), None)


def _named(text: str, terms: Sequence[str]) -> str | None:
    typed, sized = _typed(text)
    asked = _terms(tuple(terms))
    first = len(asked.terms)
    for place, term in enumerate(asked.terms):
        if term in text and _stands(term, text):
            first = place
            break
    if not asked.forms.isdisjoint(typed):
        first = min(first, *[asked.short[one] for one in asked.forms.intersection(typed)])
    for size, tokens in sized.items():
        for place in asked.sized.get(size, ()):
            if place >= first:
                break
            term = asked.terms[place]
            if process.extractOne(term, tokens, scorer=fuzz.ratio, score_cutoff=_ALIKE):
                first = place
                break
    for place, bones in asked.alike:
        if place < first and bones in _by_consonants(text):
            return _by_consonants(text)[bones]
    return asked.terms[first] if first < len(asked.terms) else None


BY_CONSONANTS = "~"
"""What a term begins with that stands for every word of its consonants (``consonants``)."""
_SILENT = re.compile("[aeiouhwy']")


@lru_cache(maxsize=4096)
def consonants(word: str) -> str:
    """Return a term for a word as every region says it, "" where too little of it is left.

    Vowels differ ("pagar" is "pager"), and so do h, w and y between them; the first letter stays.

    >>> consonants("rengginang") == consonants("ranginang"), consonants("kopi")
    (True, '')
    """
    said = word.replace("v", "f").replace("q", "k").replace("x", "s").replace("z", "s")
    bones = word[0] + _SILENT.sub("", said[1:]) if word.isalpha() else ""
    bones = _TWICE.sub(r"\1", bones)
    return f"{BY_CONSONANTS}{bones}" if len(bones) > 2 and len(word) > 4 else ""


_TWICE = re.compile(r"([a-z])\1+")


@lru_cache(maxsize=512)
def _by_consonants(text: str) -> dict[str, str]:
    """Return the words of a text by their consonants, endings aside."""
    found: dict[str, str] = {}
    for word in _typed(text)[0]:
        for form in {word, _SUFFIX.sub("", word)}:
            found.setdefault(consonants(form), word)
    found.pop("", None)
    return found


_SUFFIX = re.compile(r"(?<=[a-z]{3})(?:nya|ipun|ne|na|e|an)\Z")


@lru_cache(maxsize=512)
def _typed(text: str) -> tuple[frozenset[str], dict[int, list[str]]]:
    """Return the words of a text, and by their length."""
    typed, sized = frozenset(split_words(text)), dict[int, list[str]]()
    for token in typed:
        sized.setdefault(len(token), []).append(token)
    return typed, sized


class _Terms(NamedTuple):
    """What is looked for in a text, by how it is found; the first term that is there counts."""

    terms: tuple[str, ...]
    """In lower case."""
    short: Mapping[str, int]
    """By a short form, the place of the first term it stands for."""
    forms: frozenset[str]
    """The short forms."""
    sized: Mapping[int, Sequence[int]]
    """By the length of a word, the places of the terms that it may say with a typing error."""
    alike: Sequence[tuple[int, str]]
    """Those that stand for every word of their consonants, with their places."""


@lru_cache(maxsize=1024)
def _terms(terms: tuple[str, ...]) -> _Terms:
    """Return the terms, ready to be looked for.

    With a typing error from six letters on, where one letter too many still leaves a similarity of
    about 90. No word of another length can be alike: what is too long or too short is a difference
    already.
    """
    lower = tuple(map(str.casefold, terms))
    short: dict[str, int] = {}
    sized: dict[int, list[int]] = {}
    for place, term in enumerate(lower):
        for form in short_forms(term):
            short.setdefault(form, place)
        for size in _lengths(term):
            sized.setdefault(size, []).append(place)
    alike = [(n, term) for n, term in enumerate(lower) if term.startswith(BY_CONSONANTS)]
    return _Terms(lower, short, frozenset(short), sized, alike)


def _lengths(term: str) -> range:
    size = len(term)
    if size < 6 or " " in term:
        return range(0)
    unlike = 200 - _ALIKE
    return range(-(-size * _ALIKE // unlike), size * unlike // _ALIKE + 1)


def _stands(term: str, text: str) -> bool:
    """Return whether a term stands in a text as a word or as words.

    Short terms stand alone ("wa" is not in "warna"); longer ones take endings and prefixes. What
    may surround a term is two patterns: one a term would be hundreds to compile in each process.
    """
    before, after = (_BEFORE, _AFTER) if len(term) >= 4 else (_START, _END)
    place = text.find(term)
    while place >= 0:
        begins = before.search(text, max(place - _LONGEST_PREFIX, 0), place)
        if begins and after.match(text, place + len(term)):
            return True
        place = text.find(term, place + 1)
    return False


def length(
    raw: Any, *, least: int = 1, most: int, label: str, unit: str = "huruf", points: float = 1.0
) -> Check:
    """Check the length of a text in letters (``unit="huruf"``) or words (``"kata"``).

    An empty text never passes, whatever ``least`` says.
    """

    def evaluate() -> Finding:
        count = len(words(raw)) if unit == "kata" else len(normalise(raw))
        return Finding(max(least, 1) <= count <= most, f"{count} {unit}")

    return Check(label, evaluate, points)


@lru_cache(maxsize=256)
def _beginning_with(*claims: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(claims)})")


def avoids(raw: Any, *claims: str, label: str, points: float = 1.0) -> Check:
    """Check that a text makes none of the forbidden claims; an empty text does not pass."""

    def evaluate() -> Finding:
        text = normalise(raw)
        if not split_words(text):
            return Finding(0.0, "kosong")
        found = _beginning_with(*claims).search(text)
        return Finding(found is None, f"ada kata: {found[0]}" if found else "")

    return Check(label, evaluate, points)


def hashtags(raw: Any) -> list[str]:
    """Return the hashtags of a text as typed, without "#", in lower case."""
    return re.findall(r"#([^\s#]*)", normalise(raw))


def hashtag_count(raw: Any, *, most: int, label: str, points: float = 1.0) -> Check:
    """Check for 1 to ``most`` well-formed hashtags (letters, digits and _, not only digits)."""

    def evaluate() -> Finding:
        tags, worth = _tags(raw)
        good = all(re.fullmatch(r"(?!\d+$)\w{2,40}", tag) for tag in tags)
        return Finding(worth * (good and 1 <= len(tags) <= most), f"{len(tags)} hashtag")

    return Check(label, evaluate, points)


def has_hashtag(raw: Any, *parts: str, label: str, points: float = 1.0) -> Check:
    """Check that one of the hashtags holds one of ``parts`` (``malang`` in ``#kulinermalang``)."""

    def evaluate() -> Finding:
        tags, worth = _tags(raw)
        tags = list(dict.fromkeys(tags))  # hostile: thousands alike
        views = [(tag, f"{tag} {tag_in_indonesian(tag)}") for tag in tags]
        hit = next((tag for tag, view in views if any(part in view for part in parts)), None)
        if hit is None:
            hit, worth = next(filter(None, (_nearly(tag, parts) for tag in tags)), None), 0.5
        return Finding(worth if hit else 0.0, f"#{hit}" if hit else "")

    return Check(label, evaluate, points)


_SPACED_TAG = re.compile(r"#\s+(?=\w)")
_SPOKEN_TAG = re.compile(r"(?<![a-z])(?:hashtag|hestek|hastag|tagar|pagar)\s+")


def _tags(raw: Any) -> tuple[list[str], float]:
    """Return the hashtags without signs at their end, and what they are worth.

    Those with a space behind the sign ("# malang") are worth half: on Instagram they would be none.
    Who dictates ("hashtag kuliner malang") says the sign and loses nothing.
    """
    joined, spaced = _SPACED_TAG.subn("#", normalise(raw))
    if spaced:
        return _tags(joined)[0], 0.5
    tags = [re.sub(r"(?<!\W)\W+$", "", tag) for tag in hashtags(raw)]
    if tags:
        return tags, 1.0
    said = _SPOKEN_TAG.split(normalise(raw))[1:]
    return ["".join(split_words(part)) for part in said if split_words(part)], 1.0


def _nearly(tag: str, parts: Sequence[str]) -> str | None:
    """Return a tag that holds one of ``parts`` mistyped or short ("aymsuwir"), None for others."""
    alike = (fuzz.partial_ratio(part, tag) >= _ALIKE - 3 for part in parts if len(part) >= 6)
    short = (form in tag for part in parts for form in short_forms(part))
    return tag if len(tag) >= 5 and (any(alike) or any(short)) else None


@cache
def invitations() -> frozenset[str]:
    """Return the words that tell a reader what to do, ways to write ("wa") among them."""
    return LISTS.set("ajakan") | LISTS.set("saluran")
