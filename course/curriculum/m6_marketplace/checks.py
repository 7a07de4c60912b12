"""Checkers of lesson 6, the marketplace: names of shops and of goods."""

from __future__ import annotations

import re
from typing import Any

from course.criteria.lists import Pattern, WordLists, either
from course.criteria.own_shop import Shop
from course.criteria.scoring import Check, Finding, any_of
from course.criteria.selling import keeps_to_facts
from course.criteria.spoken import in_figures
from course.criteria.text import matches, mentions, normalise, split_words

_LISTS = WordLists("course.curriculum.m6_marketplace")
_SHOP = re.compile(r"(?=.*[^\W\d_])[\w\s&'.,/()+-]+")
_SIGN = re.compile(r"[^\w\s&'.,/()+-]")
_CONTACT = r"\d{5}|www|https?|\.(?:com|co|id|net)\b|(?<![a-z])(?:wa|whatsapp|ig|telp)(?![a-z])"
_PROOF = r"(?<![a-z])(?:official|resmi)(?![a-z])"
_NOT_IN_SHOP = Pattern(lambda: either(_LISTS["pasar"], _CONTACT, _PROOF))
_BEST_SELLER = r"best\s?seller"
_ADVERTISING = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['iklan'], _BEST_SELLER)})(?![a-z])")
_ADDED = re.compile(
    r"[!*#?~]|[\U0001F300-\U0001FAFF☀-➿]|\d{4}[ -]?\d{3}|(?<!\d)08\d|\d\s?(?:rb|ribu|k)(?![a-z])"
    r"|rp\s?\d"
)
_ORDERS = re.compile(r"(?<![a-z])(?:pesan|order|chat|wa|whatsapp|hub|hubungi|cod)(?![a-z])")
_TERMS = re.compile(
    r"(?<![a-z])(?:jenis|merek|merk)\s+(?:\+\s+)?(?:merek|merk|isi)|^foto\s|^(?:silakan|silahkan|terima)"
)


def shop_name(raw: Any, *names: str, most: int = 40, label: str, points: float = 1.0) -> Check:
    """Check a shop's name: half for keeping the marketplaces' rules, half for ``names``."""

    def evaluate() -> Finding:
        name = normalise(raw)
        if not name or len(name) > most:
            return Finding(0.0, "kosong atau terlalu panjang")
        if word := _NOT_IN_SHOP.search(name):
            return Finding(0.0, f"ada {'kata: ' if word[0].isalpha() else ''}{word[0]}")
        if not _SHOP.fullmatch(name):
            sign = _SIGN.search(name)
            return Finding(0.0, f"ada {sign[0]}" if sign else "tidak sesuai aturan nama toko")
        tells = any(part in name for part in names)
        return Finding(1.0 if tells else 0.5, "" if tells else "belum memuat nama usaha")

    return Check(label, evaluate, points)


_EACH = re.compile(r"(?<![a-z])per\s+[a-z]{2,}")


def served(raw: Any, mine: Shop, *, label: str, points: float = 1.0) -> Check:
    """Check that a service's name says for whom it is or how it is counted: "dewasa", "per kilo".

    What is in the service's own name ("pijat bayi") says nothing more.
    """
    own = split_words(mine.goods[0])
    whom = [one for one in _LISTS["dilayani"] if one not in own]
    told = mentions(raw, *whom, label=label)
    return any_of(told, matches(_EACH, raw, label), label=label, points=points)


_SHOUTING = 0.7


def plain_title(raw: Any, *, most: int, label: str, points: float = 1.0) -> Check:
    """Check that a product's name neither shouts nor advertises, and is at most ``most`` long.

    Capitals, signs, a price, a telephone number and a call to order leave half.
    """

    def evaluate() -> Finding:
        title = raw.strip() if isinstance(raw, str) else ""
        letters = [c for c in title if c.isalpha()]
        # Who dictates a size needs more letters for it than who types "160 x 200".
        if not letters or len(in_figures(title.casefold())) > most:
            return Finding(0.0, "kosong atau terlalu panjang")
        found = _ADVERTISING.search(title.casefold())
        boast = keeps_to_facts(title).evaluate()
        if found or boast.share < 1:
            return Finding(0.0, f"ada {found[0]}" if found else boast.found)
        added = _ADDED.search(title) or _ORDERS.search(title.casefold())
        if sum(c.isupper() for c in letters) > _SHOUTING * len(letters):
            return Finding(0.5, "huruf besar semua")
        if added or _TERMS.search(title.casefold()):
            return Finding(0.5, f"ada {added[0]}" if added else "bukan nama produk")
        return Finding(1.0)

    return Check(label, evaluate, points)
