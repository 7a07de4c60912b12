"""English as the listing needs it: is a text English, does it boast, does it say the same again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from course.criteria.lists import Pattern, WordLists, either
from course.criteria.scoring import Check, Finding
from course.criteria.spelling import Words, respelled
from course.criteria.tables import cell
from course.criteria.text import as_figures, normalise, words

LISTS = WordLists("course.curriculum.m5_ekspor")
FOREIGN = 1 / 3
"""Share of words that may be Indonesian: people mix ("2 minggu after DP")."""
KNOWN = 0.4
"""Share of words that must be English; the rest may be names and words of a trade."""
CURRENCY = (
    r"usd|us\s*\$|\$|us\s+dol+ars?|dol+ars?|eur(?:os?)?|€|sgd|aud|gbp|£|jpy|¥|myr|idr|rupiahs?|rp"
)
NUMBER = r"\d[\d.,]{0,15}"
"""A number as typed; bounded, since an endless row of digits would be read from each of them."""
RULES = ("fob", "cfr", "cif", "fca", "exw", "dap", "cpt", "cip", "ddp", "fas")
_AT = re.compile(
    rf"(?<![a-z])(?:{'|'.join(RULES)}|from)\W+(?:(?:port|of|at|in|from|the)\s+)*([a-z]{{3,}})"
)
_LONGEST = 20
_TOKEN = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_BOASTS = Pattern(
    lambda: (
        rf"""(?<![a-z])(?:
        (?<!try\ our\ )(?<!do\ our\ )(?:the\s+)?best(?!\s+(?:before|regards?|wishes|by))
      | (?<!at\s)most\s+[a-z]+ | (?:cheap|fast|fin|great|low|high|strong|tast|quick|delicious)est
      | number\s+(?:one|1) | no\.?\s*1(?!\d) | nr\s*1(?!\d) | \#\s*1(?!\d)
      | (?:in|of)\s+(?:the|this)\s+(?:whole\s+)?world | worldwide\s+famous | than\s+all
      | (?:100\s*%\s*)?guarante\w* | perfect\w* | miracle\w* | magic\w*
      | {either(LISTS["berlebihan"])}
      | cures? | heals? | curing | healing | all\s+diseases?
      | nomor\s+satu
    )(?![a-z])"""
    ),
    re.VERBOSE,
)
_PROCESS = Pattern(
    lambda: (
        r"(?<![a-z])(?:hand\s*-?\s*(?:made|woven|stamp\w*|crafted|wash\w*|painted|carved|knitted)"
        rf"|{either(LISTS['cara_buat'])}|crochet\w*"
        r"|made\s+(?:of|from|by|in)|ingredients?|materials?|contains?)(?![a-z])"
    )
)
_AMOUNT = re.compile(
    rf"""(?:{CURRENCY})\s*\d | {NUMBER}\s*(?:{CURRENCY}|x\s*\d|x(?![a-z])
      | (?:pcs?|pieces?|g|gr|grams?|kg|kgs|ml|l|lit(?:er|re)s?|cm|mm|m|inch(?:es)?|days?
      | weeks?|months?|mths?|years?|hours?|times|workers?|packs?|boxes|cartons?|cartoons?
      | colou?rs)(?![a-z]))""",
    re.VERBOSE,
)


@cache
def goods() -> frozenset[str]:
    """Return the English names of goods and materials."""
    return LISTS.set("bahan") | LISTS.set("barang")


@cache
def english() -> frozenset[str]:
    """Return every word of a trade that is English; the grader asks ``is_english``."""
    lists = ("satuan", "ukuran", "inggris")
    return goods().union(*map(LISTS.set, lists))


@cache
def local_goods() -> frozenset[str]:
    """Return what a grader knows as goods, but no buyer can read."""
    return LISTS.set("bahan_lokal") | LISTS.set("barang_lokal")


@cache
def indonesian() -> frozenset[str]:
    """Return the Indonesian words that show a text is not in English."""
    return local_goods() | LISTS.set("satuan_lokal") | LISTS.set("indonesia")


_AND = re.compile(r"(?<![a-z])hundred and (?=[a-z])")
_CENTS = re.compile(
    r"(?<![\d.,])(\d{1,6}) ?(?:us )?(dol+ars?)(?: and)?"
    r" (?:(?:a|an|(?:zero |oh |nol |0 ?)?(\d{1,2})) cents?|(?:zero|oh|nol) (\d))(?![a-z\d])"
)
_UNSAID = re.compile(r"(?<=\d) (?:percent|per cent|persen|pct)(?![a-z])")
_SIDES = re.compile(r"(?<=\d) (?:by|times|kali) (?=\d)")


_TRADE = Words(lambda: LISTS["dagang"], typos=True)


_SPELT = re.compile(r"(?<![^\W_])[a-z](?: [a-z])+(?![^\W_])")


def unspelt(raw: Any) -> str:
    """Return a text, normalised, with letters said one by one as a word: "f o b", "t t".

    >>> unspelt("F O B Tanjung Emas"), unspelt("T T forty percent")
    ('fob tanjung emas', 'tt forty percent')
    """
    return _SPELT.sub(lambda said: said[0].replace(" ", ""), normalise(raw))


@lru_cache(maxsize=512)
def _figures(text: str) -> str:
    said = as_figures(_AND.sub("hundred ", text).replace("point oh ", "point zero "))
    said = respelled(said, _TRADE)
    said = _SIDES.sub(" x ", _UNSAID.sub("%", said))
    return _CENTS.sub(lambda m: f"{m[1]}.{int(m[3] or m[4] or 1):02d} {m[2]}", said)


def figures(raw: Any) -> str:
    """Return a text, normalised, with what is said in words as figures.

    >>> figures("Two dollars and one cent"), figures("one hundred and eighty by seventy")
    ('2.01 dollars', '180 x 70')
    >>> figures("thirty percent")
    '30%'
    """
    return _figures(normalise(raw))


_NOT_SO = re.compile(
    r"(?<![a-z])(?:not|no|never|bukan)\s+(?:(?:minimum|order|weight|size|shelf|life|deposit|delivery|even|just)\s+){0,2}"
    rf"(?:(?:{CURRENCY})\s*)?\d[\d.,]*\s*(?:%|x\s*\d+|[a-z]+)?"
)


def unrefused(raw: Any) -> str:
    """Return a text as ``figures`` does, without the numbers it denies: "not USD 2.01", "no 250 g".

    "Not less than 500 pcs" and "no more than 35 days" deny none.
    """
    return _NOT_SO.sub(" ", figures(raw))


def tokens(raw: Any) -> list[str]:
    """Return the alphabetic words of a text in lower case ("48pcs" gives "pcs")."""
    return _TOKEN.findall(normalise(raw))


def places(raw: Any) -> set[str]:
    """Return what stands where a price or a way names its place: "FOB Lembar", "from Lembar".

    Goods are none: "made from singkong".
    """
    return {at[1] for at in _AT.finditer(normalise(raw)) if at[1] not in local_goods()}


def reads_as_english(raw: Any) -> bool:
    """Return whether a text is in English; names of places and single letters do not count.

    A text of numbers and codes only ("T/T 30/70") is as English as any.
    """
    idle = LISTS.set("tempat") | places(raw)
    counted = [w for w in tokens(raw) if len(w) > 1 and (w in english() or w not in idle)]
    if not counted:
        return re.search(r"\w", normalise(raw)) is not None
    foreign = sum(w in indonesian() and w not in english() for w in counted)
    known = sum(map(is_english, counted))
    return foreign <= FOREIGN * len(counted) and known >= KNOWN * len(counted)


def is_listed(word: str) -> bool:
    """Return whether a lower-case word, or what it is formed from, stands in the word list."""
    stem = word.removesuffix("'s")
    if stem in english():
        return True
    for ending in ("s", "es", "d", "ed", "r", "er", "ing", "ly", "y"):
        base = stem.removesuffix(ending)
        if len(base) >= 3 and base != stem and (base in english() or base + "e" in english()):
            return True
    return False


@lru_cache(maxsize=10_000)
def is_english(word: str) -> bool:
    """Return whether a lower-case word is English, a loan word or a misspelling of one."""
    if word in english() or word in indonesian():
        return word in english()
    if is_listed(word):
        return True
    if not 5 <= len(word) <= _LONGEST:
        return False
    return bool(process.extractOne(word, _near(word[0]), scorer=fuzz.ratio, score_cutoff=80))


@cache
def _near(letter: str) -> tuple[str, ...]:
    """Return the English words with a first letter, in which typos are rare."""
    return tuple(word for word in english() if word[0] == letter)


def in_english(
    raws: Sequence[Any], *, label: str = "ditulis dalam bahasa Inggris", points: float = 1.0
) -> Check:
    """Check several texts by the share of them that is in English; an empty one is not."""

    def evaluate() -> Finding:
        good = [reads_as_english(raw) for raw in raws]
        local = [w for raw in raws for w in tokens(raw) if w in indonesian() and w not in english()]
        at = {place for raw in raws for place in places(raw)} if local else set()
        local = [w for w in local if w not in at]
        found = "belum Inggris: " + ", ".join(dict.fromkeys(local)) if local else ""
        return Finding(sum(good) / len(good), "" if all(good) else found or "kata tidak dikenal")

    return Check(label, evaluate, points)


def boast(raw: Any) -> str:
    """Return the first exaggeration in a text, "" when there is none ("best before" is none)."""
    found = _BOASTS.search(normalise(raw))
    return found[0].strip() if found else ""


def without_boasts(
    raws: Sequence[Any], *, label: str = "tanpa kata berlebihan", points: float = 1.0
) -> Check:
    """Check that none of the texts exaggerates; texts that are all empty do not pass."""

    def evaluate() -> Finding:
        if not any(tokens(raw) for raw in raws):
            return Finding(0.0, "kosong")
        found = next(filter(None, map(boast, raws)), "")
        return Finding(not found, f"ada kata: {found}" if found else "")

    return Check(label, evaluate, points)


def has_fact(raw: Any) -> bool:
    """Return whether a text says something a buyer can check: an amount, a material, a process."""
    text = normalise(raw)
    known = LISTS.set("bahan") & set(tokens(text))
    return bool(known or _AMOUNT.search(text) or _PROCESS.search(text))


def restated(
    raw: Any, about: Mapping[str, str], *, column: str, label: str, points: float = 1.0
) -> Check:
    """Check a table of boasts written anew: English, no boast, a fact, each row something else.

    ``about`` names for each row the beginnings of words, one of which its fact must hold: cotton
    says nothing about how long it takes.
    """

    def evaluate() -> Finding:
        texts = {row: cell(raw, row, column) for row in about}
        fits = {row for row, text in texts.items() if _names(text, about[row].split())}
        good = {normalise(texts[row]) for row in fits if is_restated(texts[row])}
        left = next((f"; masih ada: {b}" for text in texts.values() if (b := boast(text))), "")
        return Finding(len(good) / len(about), f"{len(good)} dari {len(about)} benar{left}")

    return Check(label, evaluate, points)


def _names(raw: Any, beginnings: Sequence[str]) -> bool:
    text = normalise(raw)
    return any(re.search(rf"(?<![a-z]){re.escape(part)}", text) for part in beginnings)


def is_restated(raw: Any) -> bool:
    """Return whether a sentence is plain English with a fact in it and without a boast."""
    sentence = len(words(raw)) >= 2 and reads_as_english(raw)
    return sentence and not boast(raw) and has_fact(raw)


def is_goods(word: str) -> bool:
    """Return whether a lower-case word names goods or a material, in English or Indonesian."""
    return word in goods() or word in local_goods() or word.removesuffix("s") in goods()
