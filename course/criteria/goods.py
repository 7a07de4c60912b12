"""Which goods a text is about: those of the task, or others that people sell."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from course.criteria.scoring import Check, Finding
from course.criteria.text import BY_CONSONANTS, LISTS, MOST_WORDS, mentioned, normalise, split_words
from course.words import NUMBERS, PACKS


def of_these(
    check: Check, raw: Any, *goods: str, alike: Sequence[str] = (), share: float = 0.0
) -> Check:
    """Return a check that earns ``share`` of itself where a text is not about ``goods``."""

    def evaluate() -> Finding:
        found, other = check.evaluate(), elsewhere(raw, goods, alike=alike)
        if not other or not found.share:
            return found
        return Finding(found.share * share, f"tentang {other}")

    return check._replace(evaluate=evaluate)


_IN_FRONT = 12
"""Words in which an offer says what it offers."""
_SHORTEST = 4
"""Letters of a word that may have an ending."""
_ENDING = re.compile(r"(?:an)?(?:nya|ny|ne|na)$")
_PLACES = frozenset(
    {"di", "atas", "dalam", "dina", "luhur", "ning", "nang", "ing", "wonten", "hp", "hape"}
)


def elsewhere(raw: Any, about: Sequence[str], *, alike: Sequence[str] = (), told: str = "") -> str:
    """Return the goods a text is about, where they are not those of the task; "" where they are.

    ``alike`` are words that other goods are called by as well: "keripik" of banana and of cassava.
    What is priced, sold or sold out in a text, and stands neither in ``told``, the task, nor in
    our lists, is other goods too, whatever they are.
    """
    text = normalise(raw)
    if not about:
        return ""
    if mentioned(text, about):
        return _beside_a_shop(text, about, alike, told)
    goods = LISTS.set("barang_lain") - set(alike)
    before = ("", "")
    said = split_words(text)[:MOST_WORDS]
    # Who repairs, rents or teaches names other goods all the time; what she sells stands in front.
    own = any(one.startswith(BY_CONSONANTS) for one in about) and goods.isdisjoint(about)
    said = said[:_IN_FRONT] if own else said
    found = {token for token in frozenset(said) if _is_of(token, goods)}
    for token in said if len(found) > 0 else ():
        # "Di atas meja kayu" says where it stands.
        if token in found and _BESIDE.isdisjoint(before):
            return token
        before = (before[1], token)
    return _offered(text, about, told) if told else ""


def _is_of(token: str, goods: Collection[str]) -> bool:
    """Return whether a word is one of goods: "bakso-bakso", "bakpianya" are."""
    stem = token.partition("-")[0]
    return stem in goods or (len(stem) > _SHORTEST and _ENDING.sub("", stem) in goods)


def _beside_a_shop(text: str, about: Sequence[str], alike: Sequence[str], told: str) -> str:
    """Return other goods where those of the task stand in the shop's name alone; "" elsewhere.

    "Jamu kunyit kami 18 ribu. Salam, Rempeyek Cempaka" sells jamu; "teman makan pecel" sells none.
    """
    if not told or LISTS.set("barang_lain").isdisjoint(split_words(text)):
        return ""
    rest = text
    for name in _shops(told):
        # A shop called by nothing but its goods, "Cuci Sofa", is named with them.
        if name in rest and name != about[0] and split_words(name)[0] in about:
            rest = rest.replace(name, " ")
    if rest == text or mentioned(rest, about) or not _TRADE.search(rest):
        return ""
    goods = LISTS.set("barang_lain").difference(alike, about)
    tokens = split_words(rest)
    for place, token in enumerate(tokens):
        if token in goods and _COMPANY.isdisjoint(tokens[max(place - 4, 0) : place]):
            return token
    return ""


_TRADE = re.compile(
    r"\d|(?<![a-z])(?:jual|menjual|jualan|harga|ready|stok|stock|pesan|pesanan|order|beli|kami|dagang|sedia|mau|cari|butuh)"
)
"""Without a figure or one of these nothing is sold: "kompornya sudah dingin"."""
_COMPANY = _PLACES.union(
    split_words(
        "teman makan cocok buat untuk sama dengan pakai lauk pelengkap pendamping taburan rasa dari"
        " bumbu kancane batur dahar tuang kagem kanggo atau bukan dan"
    )
)
"""What stands before goods that are not sold: "cocok buat teman makan pecel"."""
_BESIDE = _PLACES.union(
    ("taburan", "teman", "lauk", "pelengkap", "pendamping", "musim", "batur", "kancane")
)
"""Of goods that nobody named before: "dipakai taburan soto", "musim bunga"."""
_SHOP = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")


@lru_cache(maxsize=64)
def _shops(told: str) -> tuple[str, ...]:
    """Return what a task writes like a shop's name, in small letters: "rempeyek cempaka"."""
    return tuple(dict.fromkeys([name.lower() for name in _SHOP.findall(told)]))


_SLOT = re.compile(
    r"(?<![a-z])(?:(?:jual|jualan|menjual|sade|sadean|icalan)\s+([a-z][a-z-]{3,19})"
    r"|harga\s+([a-z][a-z-]{3,19})"
    r"|([a-z][a-z-]{3,19}?)(?:nya|ipun|ne|na|e)?\s+(?:(?:juga|lagi|sudah|sdh|udah|sampun|atos|geus|wis|nuju)\s+){0,2}"
    r"(?:habis|abis|kosong|telas|entek|seep)(?![a-z])(?!\s+(?:magrib|maghrib|isya|isak|subuh|asar|ashar|dzuhur|lohor|jumatan|ini|itu)(?![a-z])))"
)
_ALIKE = 70


def _offered(text: str, about: Sequence[str], told: str) -> str:
    """Return what a normalised text prices, sells or says is sold out and nobody knows here."""
    for slot in _SLOT.finditer(text):
        thing: str = next(filter(None, slot.groups()))
        known = thing in known_words(told) or _ENDING.sub("", thing) in known_words(told)
        if not known and all(fuzz.partial_ratio(one, thing) < _ALIKE for one in about):
            return thing
    return ""


@lru_cache(maxsize=64)
def known_words(told: str) -> frozenset[str]:
    """Return the words of a task, and those that join, speak, count or sell."""
    lists = (
        "penghubung",
        "menyapa",
        "ajakan",
        "saluran",
        "nama_unsur",
        "kosakata",
        "barang_sendiri",
    )
    own = frozenset(word for name in lists for word in LISTS[name])
    return own.union(split_words(normalise(told)), PACKS.split("|"), NUMBERS)
