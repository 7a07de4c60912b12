"""The own goods in English, and the deal an owner offers a buyer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from course.criteria.numbers import readings
from course.criteria.own_shop import Shop, own_shop
from course.criteria.scoring import Check, Finding
from course.criteria.text import LISTS as SPOKEN_LISTS
from course.criteria.text import normalise, split_words
from course.curriculum.m5_ekspor.english import (
    CURRENCY,
    LISTS,
    NUMBER,
    figures,
    goods,
    indonesian,
    is_english,
    is_goods,
    is_listed,
    reads_as_english,
    tokens,
)
from course.curriculum.m5_ekspor.guard import other_goods

_SHORTEST, _LONG = 3, 5
_PIECES = "pcs pc pieces piece scarf scarfs scarves units unit lembar buah iji"
_STORY = ("scarf", "scarv", "batik", "shawl", "syal", "selendang")
_STORY_PRICE, _STORY_LEAST, _STORY_DAYS = 2.01, 500, 35
_PRICED = re.compile(rf"(?:{CURRENCY})\s*\.?\s*({NUMBER})|({NUMBER})\s*(?:{CURRENCY})(?![a-z])")


def in_two_languages(shop: Shop) -> tuple[str, ...]:
    """Return what the goods of a shop are called, in Indonesian and in English.

    Empty where none of its words stands in ``padanan``: other goods cannot be told then.
    """
    kin = [split_words(group) for group in LISTS["padanan"]]
    own = [word for word in shop.goods if " " not in word]
    # "Chips" leads to every kind of them, "keripik" to what an owner calls so.
    typed = split_words(shop.goods[0]) if shop.goods else ()
    local = {word for word in own if word in typed or word not in goods()}
    also = [other for group in kin if not local.isdisjoint(group) for other in group]
    return tuple(dict.fromkeys([*own, *also])) if also else ()


def own_or_story(raw: Any, said: Any, goods: Sequence[str]) -> Shop:
    """Return the shop of the field ``shop``; the story's, of ``goods``, where none is told.

    A service that sends nothing may take the story's scarf, and says so in what it ``said``.
    """
    shop, told = own_shop(raw, goods=goods), tokens(said)
    scarf = any(word.startswith(_STORY) for word in told)
    known = in_two_languages(shop)
    sends_nothing = shop.kind == "jasa" or not (shop.kind or known)
    if sends_nothing and scarf and not any(w in known for w in told):
        return own_shop({}, goods=goods)
    return shop


def _materials(words: Sequence[str]) -> set[str]:
    """Return the materials among words that tell one thing from another: no oil, no salt."""
    idle = LISTS.set("bahan_umum") | LISTS.set("bukan_dagangan")
    return set(words) & LISTS.set("bahan") - idle


def _another(told: Sequence[str], known: Sequence[str]) -> str:
    """Return the material a text is about where the own goods are known by another; or "".

    Nobody eats a shirt, or wears crackers.
    """
    if any(_misspells(word, known) for word in told):
        return ""
    own, named = _materials(known), _materials(told)
    if own and named and not own & named:
        return ", ".join(sorted(named))
    if not {*told}.isdisjoint(known):
        return ""
    eaten, worn = LISTS.set("dimakan"), LISTS.set("tidak_dimakan")
    for these, those in ((eaten, worn), (worn, eaten)):
        other = sorted(these.intersection(told))
        if other and these.isdisjoint(known) and not those.isdisjoint(known):
            return ", ".join(other)
    return ""


_NOT_IT = re.compile(
    r"(?<![a-z])not\s+sell\s+[a-z\s]+|(?<![a-z])(?:not|no|bukan|without)\s+(?:(?:made\s+(?:of|from)|from|a|an|the)\s+)?[a-z]+(?:\s+(?:chips?|crackers?|bags?))?"
)
"""What the goods are not: "not cassava chips", "not made of cassava"."""


_LABELS = frozenset(("product", "name", "nama", "produk", "barang", "made", "material"))
_LESSON = frozenset(("contoh", "contohnya", "inggrisnya", "rb", "ribu"))
_TALK = 2


def _told(raw: Any) -> list[str]:
    """Return the words that tell goods; none of a bare label, the lesson's example, mere talk.

    "Product name :", "Contoh keripik singkong. Inggrisnya cassava chips", "terima kasih bu".
    """
    told = [word for word in tokens(_NOT_IT.sub(" ", normalise(raw))) if word not in _LABELS]
    talk = sum(word in _speech() for word in told)
    return [] if talk >= _TALK or not _LESSON.isdisjoint(told) else told


@cache
def _speech() -> frozenset[str]:
    """Return what is said to somebody, in Indonesian: "bu", "terima kasih", "semoga"."""
    said = (
        SPOKEN_LISTS.set("menyapa") | SPOKEN_LISTS.set("terima_kasih") | SPOKEN_LISTS.set("salam")
    )
    return frozenset(word for word in said if len(word) > 1 and not is_listed(word)) | _WISHES


_WISHES = frozenset(
    split_words(
        "semoga mugia mugi aamiin amin mudah-mudahan lancar saya tidak bisa untuk"
        " dear thank thanks regards peter email price usd fob delivery deposit"
    )
)
"""And what wishes, refuses or belongs into a letter."""


def names_own(raw: Any, shop: Shop, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says in English what the own goods are; in Indonesian only it is half.

    "Potato chips" is no name of "keripik singkong".
    """

    def evaluate() -> Finding:
        told, known = _told(raw), in_two_languages(shop)
        if not told:
            return Finding(0.0, "kosong")
        if other := _another(told, known):
            return Finding(0.0, f"barang lain: {other}")
        if not known:
            named = any(is_goods(word) and word not in indonesian() for word in told)
            foreign = [w for w in told if w not in shop.goods and w not in indonesian()]
            doubt = "" if named else "barang yang tidak dikenal"
            return Finding(1.0 if named else 0.5 * bool(foreign), ", ".join(told)[:60], doubt)
        fit = [word for word in told if word in known or _misspells(word, known)]
        if not fit:
            other = next((word for word in told if is_goods(word)), "")
            return Finding(0.0, f"barang lain: {other}" if other else "belum menyebut barangnya")
        # A dish keeps its name ("rendang"), and somebody abroad reads beside it what that is.
        readable = [
            w
            for w in told
            if w not in LISTS.set("nama_hidangan") and w not in indonesian() and is_english(w)
        ]
        english = bool(readable) and reads_as_english(raw)
        return Finding(1.0 if english else 0.5, "" if english else "belum berbahasa Inggris")

    return Check(label, evaluate, points)


def _misspells(word: str, known: Sequence[str]) -> bool:
    """Return whether a word is one of the known with a letter wrong: "bambo", "suger"."""
    if len(word) < _LONG or is_listed(word):  # "shirts" are no skirts
        return False
    long = [one for one in known if len(one) >= _LONG and one[0] == word[0]]
    return any(OSA.distance(word, one) <= 1 for one in long)


def made_of(raw: Any, shop: Shop, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names a material, and none that the own goods are not made of.

    Half where a buyer abroad can read none of it.
    """

    def evaluate() -> Finding:
        told, known = _told(raw), in_two_languages(shop)
        if other := _another(told, known):
            return Finding(0.0, f"bahan lain: {other}")
        articles = LISTS.set("barang") | LISTS.set("barang_lokal")
        materials = LISTS.set("bahan") | LISTS.set("bahan_lokal") | {*known} - articles
        listed = [word for word in told if word in materials]
        if listed:
            local = LISTS.set("bahan_lokal") | LISTS.set("barang_lokal")
            found = ", ".join(listed)
            if all(word in local for word in listed):
                return Finding(0.5, f"belum Inggris: {found}")
            return Finding(1.0, found)
        # A material nobody listed: resin, kapok.
        rare = [w for w in told if len(w) >= _SHORTEST and not is_listed(w)]
        return Finding(0.5 * bool(rare), ", ".join(rare)[:60] or "belum ada bahan")

    return Check(label, evaluate, points)


class Deal(NamedTuple):
    """What a letter must say of the goods it offers; None or empty where any will do."""

    goods: tuple[str, ...]
    price: float | None
    least: int | None
    units: str
    days: int | None
    """How long delivery takes; three months are 90."""
    own: bool = False
    """Whether it is about own goods; the story's otherwise."""


def offered(raw: Any, shop: Shop, name: Any, price: Any, least: Any, delivery: Any) -> Deal:
    """Return what a letter ``raw`` offers: the own listing, whose fields these are, or the story's.

    The story's scarf is for who told no goods and listed none of their own, unless the letter names
    the listing's; and for whose letter is about it, or offers it at its price: a service may. Where
    a field has no number, or several, any number in the letter will do.
    """
    listed = [word for word in tokens(name) if is_goods(word)]
    known = (*(in_two_languages(shop) if shop.own else ()), *listed)
    told = tokens(raw)
    its = any(word.startswith(_STORY) for word in told) and not any(w in known for w in told)
    theirs = bool(listed) and not any(w.startswith(_STORY) for w in listed)
    quiet = theirs and not other_goods(normalise(raw), listed) and _STORY_PRICE not in _prices(raw)
    if its or not (shop.own or quiet or any(word in listed for word in told)):
        return Deal(_STORY, _STORY_PRICE, _STORY_LEAST, _PIECES, _STORY_DAYS)
    goods = tuple([word for word in known if len(word) >= _SHORTEST])
    values = _prices(price)
    units = [*LISTS["satuan"], *LISTS["satuan_lokal"], *_PIECES.split(), *goods]
    return Deal(
        goods,
        values[0] if len(values) == 1 else None,
        _only(least),
        " ".join(dict.fromkeys(units)),
        _days(delivery),
        own=True,
    )


def _prices(raw: Any) -> list[float]:
    """Return the numbers beside a currency in a text, as they are most likely meant."""
    found = [m[1] or m[2] for m in _PRICED.finditer(figures(raw))]
    return [v for one in found for v in readings(one.rstrip(".,"))[:1]]


_WEEK = r"weeks?|wks?|minggu"
_MONTH = r"months?|mths?|bulan|wulan|sasih"
_WEEKS = re.compile(rf"(?<![a-z])(?:{_WEEK})(?![a-z])")
_MONTHS = re.compile(rf"(?<![a-z])(?:{_MONTH})(?![a-z])")
_LASTS = re.compile(
    r"(?<![\d.,])(\d{1,3}\s*(?:-|to|or|and|until|sampai|hingga|atau)\s*)?"
    rf"(\d{{1,3}})\s*(days?|hari|{_WEEK}|{_MONTH})(?![a-z])"
)


def _days(raw: Any) -> int | None:
    """Return the days of a delivery time: its one number, or the one that counts days.

    None where there is none, or more: "30-35 days".
    """
    text = figures(raw)
    found = _LASTS.findall(text)
    (span, counted, about) = found[0] if len(found) == 1 else ("", "", text)
    number = None if span else int(counted) if counted else _only(raw)
    if number is None:
        return None
    return number * (7 if _WEEKS.search(about) else 30 if _MONTHS.search(about) else 1)


def _only(raw: Any) -> int | None:
    """Return the one whole number in a text; None where there is none, or more than one."""
    found = re.findall(NUMBER, figures(raw))
    values = readings(found[0].rstrip(".,")) if len(found) == 1 else ()
    return int(values[0]) if values and values[0] >= 1 else None
