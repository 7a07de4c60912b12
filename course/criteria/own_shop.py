"""The shop a task is about: the owner's own (field ``shop``), or else that of the lesson's story.

A criterion asks the shop for its facts: what its goods are called, what they cost, where it is. So
one cell marks an answer about the own shop as it marks one about the story, and an answer from
before a task was about the own shop is marked as it was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from course.criteria.numbers import prices, readings, rupiah
from course.criteria.scoring import Check, Finding
from course.criteria.text import (
    LISTS,
    as_figures,
    consonants,
    invitations,
    mentioned,
    normalise,
    split_words,
)
from course.words import NUMBERS, PACKS, UNITS

_LEAST, _SHORTEST = 3, 2
_THOUSAND = 1_000
MARKUP = 1.5
"""The course's one rule for a price: the cost and half of it again."""
_BETWEEN = re.compile(r"\s*(?:/|-|\bdan\b|\batau\b|\bsampai\b)\s*")


class Shop(NamedTuple):
    """What a task may know of its shop; empty where it knows nothing."""

    goods: tuple[str, ...]
    """What the goods are called, in lower case: the whole name, its words, other ways to write
    them."""
    prices: tuple[float, ...] = ()
    """What they cost, in Rupiah; several where a range was told."""
    amount: str = ""
    """What one gets for it: "250 gram"."""
    towns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """What the shop itself is called, small letters without spaces too."""
    units: tuple[str, ...] = ()
    """The words of ``amount``: "stel", "gram"."""
    own: bool = False
    """Whether it is the owner's, as told; the story's otherwise."""
    kin: tuple[str, ...] = ()
    """Of a pair, what both goods are called: "mie", "ayam"."""
    first: str = ""
    """The first word of the goods' name, which goods of a kin share: "keripik"."""
    costs: tuple[float, ...] = ()
    """What one of the goods costs its owner, in Rupiah, as told."""
    kind: str = ""
    """What is sold: ``kemasan``, ``siap`` (eaten that day), ``barang``, ``jasa``; "" unknown."""

    @property
    def cost(self) -> float:
        """What one costs its owner, in Rupiah, to reckon with.

        Two thirds of the price where it was not told, as the field says and in a story.
        """
        return self.costs[0] if self.costs else self.price / MARKUP

    @property
    def price(self) -> float:
        """The price in Rupiah to reckon with; 0 where none is known."""
        return self.prices[0] if self.prices else 0.0


def own_shop(  # noqa: PLR0913  what a story may tell
    raw: Any,
    *,
    goods: Sequence[str],
    price: float | None = None,
    amount: str = "",
    towns: Sequence[str] = (),
    names: Sequence[str] = (),
    priced: bool = False,
    said: Any = "",
) -> Shop:
    """Return the shop that ``raw``, the value of a field ``shop``, tells; else the story's.

    ``goods``, ``price``, ``amount``, ``towns`` and ``names`` are the story's. It is the own shop as
    soon as its goods are named, and, where they must be ``priced`` to reckon with, have a price. A
    shop without a name is called by its goods. Where a text ``said`` names the second goods and
    not the first, it is the shop with the second.
    """
    told = raw if isinstance(raw, dict) else {}
    if _is_told(told, "", priced=priced):
        one, text = _told(told, ""), normalise(said)
        if not text or not _is_told(told, "2", priced=priced):
            return one
        two = _told(told, "2")
        second = mentioned(text, _apart(two, one).goods)
        return two if second and not mentioned(text, _apart(one, two).goods) else one
    costs = (float(price),) if price is not None else ()
    return Shop(tuple(goods), costs, amount, tuple(towns), tuple(names))


def own_pair(
    raw: Any,
    *,
    goods: Sequence[Sequence[str]],
    prices: Sequence[float],
    names: Sequence[str] = (),
    priced: bool = False,
    sizes: bool = False,
) -> tuple[Shop, Shop]:
    """Return the shop of two goods, once with the first of them and once with the second.

    It is the own shop where both are told, as in ``own_shop``. What both are
    called ("keripik") tells neither. Who sells one thing alone may write two ``sizes`` of it, at
    whatever price.
    """
    told = raw if isinstance(raw, dict) else {}
    if sizes and _is_told(told, "", priced=priced) and not _is_told(told, "2", priced=False):
        alone = _told(told, "")._replace(prices=(), costs=())
        return alone, alone
    if not (_is_told(told, "", priced=priced) and _is_told(told, "2", priced=priced)):
        known = [
            Shop(tuple(some), (float(price),), names=tuple(names))
            for some, price in zip(goods, prices, strict=True)
        ]
        return known[0], known[1]
    one, two = _told(told, ""), _told(told, "2")
    return _apart(one, two), _apart(two, one)


def _apart(shop: Shop, other: Shop) -> Shop:
    # What an owner typed herself tells her goods apart, whatever else they are called.
    typed, others = split_words(shop.goods[0]), split_words(other.goods[0])
    alone = tuple(
        [
            word
            for word in shop.goods
            if word not in others and (word in typed or word not in other.goods)
        ]
    )
    # "Tenda 4 orang" and "tenda 2 orang", "batako besar" and "kecil", by their sizes alone.
    if len(alone) == 1:
        alone += tuple([one for one in _SIZE.findall(alone[0]) if one not in other.goods[0]])
        alone += tuple([one for one in typed if one.isalpha() and one not in others])
    kin = tuple([word for word in shop.goods if word in other.goods])
    return shop._replace(goods=alone or shop.goods, kin=kin if alone else ())


_SIZE = re.compile(r"\d+\s*[a-z]+")


def _told(told: Any, which: str) -> Shop:
    """Return what was told of the first ("") or second ("2") goods."""
    facts = ("nama", "barang" + which, "harga" + which, "isi" + which, "daerah", "modal" + which)
    return _shop(*[normalise(told.get(fact)) for fact in (*facts, "jenis")])


@lru_cache(maxsize=16)  # half the tasks of a lesson ask for the same person's shop
def _shop(own: str, name: str, price: str, amount: str, place: str, cost: str, kind: str) -> Shop:
    telling = _telling(name)
    goods = called(name)
    signs = _signs(own)
    return Shop(
        goods,
        costing(price),
        amount,
        _places(place),
        # "Batik Seruni" among those who sell batik is Seruni.
        _names(own, signs, goods),
        units=tuple([w for w in split_words(amount) if w.isalpha() and w not in NUMBERS]),
        own=True,
        first=telling[0] if len(telling) > 1 else "",
        costs=costing(cost),
        kind=kind,
    )


def _names(own: str, signs: tuple[str, ...], goods: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a shop is called: what tells it from its goods, and its whole name."""
    alone = tuple([sign for sign in signs if sign not in goods]) or signs or goods[1:] or goods
    return (*alone, own) if len(split_words(own)) > 1 and own not in alone else alone


def _is_told(told: Any, which: str, *, priced: bool) -> bool:
    named = any(map(str.isalpha, normalise(told.get("barang" + which))))
    return named and (not priced or bool(costing(told.get("harga" + which))))


def called(name: str) -> tuple[str, ...]:
    """Return what goods of a normalised name are called: the name, its telling words, kin spelling.

    >>> called("keripik singkong pedas 250 gram")[:3]
    ('keripik singkong pedas 250 gram', 'keripik', 'singkong')
    """
    telling = _telling(name)
    short = " ".join(_without_idle(name))
    also = [word for one in telling for word in (*_written(one), *_of_kind(one))]
    also += [bones for one in telling if (bones := consonants(one)) and not _goods_like(one, bones)]
    # A short word is found alone only: "teh" in "tehnya" as this.
    also += [f"{word}nya" for word in telling if len(word) == _LEAST]
    return tuple(dict.fromkeys([name, *telling, *([short] if short else []), *also]))


def _goods_like(word: str, bones: str) -> bool:
    """Return whether other goods have the same consonants: "kerupuk" and "keripik"."""
    same = {word, *_written(word)}
    return any(other not in same for other in _by_bones().get(bones, ()))


@cache
def _by_bones() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for word in LISTS.set("barang_lain"):
        found.setdefault(consonants(word), set()).add(word)
    return found


def _telling(name: str) -> list[str]:
    """Return the words of a name that say what it is; all where none does."""
    brief = LISTS.set("barang_pendek")
    words = [w for w in split_words(name) if (len(w) >= _LEAST or w in brief) and w.isalpha()]
    telling = [w for w in _without_idle(name) if w in words]
    return telling or words or list(split_words(name))


def _without_idle(name: str) -> list[str]:
    """Return the words of a name without its size, taste, pack and number."""
    idle = _sizes_and_tastes()
    words = [w for w in split_words(name) if w.isalpha()]
    told = [w for w in words if w not in idle]
    # "Gelas lukis", "botol kaca" are sold themselves; "toples nastar" is nastar.
    sold = words[:1] if LISTS.set("barang_lain").isdisjoint(told) else []
    return [*[w for w in sold if w in _VESSELS and w in idle], *told]


@cache
def _sizes_and_tastes() -> frozenset[str]:
    listed = LISTS.set("bukan_nama_barang") | LISTS.set("penghubung")
    return listed.union(PACKS.split("|"), UNITS.split("|"), NUMBERS)


_VESSELS = frozenset(
    ("gelas", "botol", "toples", "mangkuk", "piring", "kotak", "keranjang", "karung")
)


def _written(word: str) -> list[str]:
    """Return other ways to write a word: "kripik"."""
    return _ways_to_write().get(word, [])


@cache
def _ways_to_write() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for group in map(split_words, LISTS["sebutan"]):
        for word in group:
            found.setdefault(word, []).extend([other for other in group if other != word])
    return found


def _of_kind(word: str) -> list[str]:
    """Return what goods of a kind are called: "risol" of "kue"."""
    return _kinds().get(word, [])


@cache
def _kinds() -> dict[str, list[str]]:
    groups = map(split_words, LISTS["golongan"])
    return {kind: list(members) for kind, *members in groups}


def costing(raw: Any) -> tuple[float, ...]:
    """Return the prices in Rupiah a price as typed may mean: "15.000", "15rb", "15", "10-12 ribu".

    Empty where it says none.
    """
    # Who writes the working means what it comes to: "65.000 : 10 = 6.500".
    text = as_figures(raw).rpartition("=")[2]
    found = prices(text)
    for part in _BETWEEN.split(text):
        values = [value for value in readings(part) if value >= 1]
        # Who writes "15" for the price of a thing sold here means thousands.
        found += [value if value >= 100 else value * _THOUSAND for value in values[:1]]
    return tuple(dict.fromkeys(found))


def _places(raw: Any) -> tuple[str, ...]:
    idle = LISTS.set("bukan_nama_tempat")
    words = [w for w in split_words(normalise(raw)) if len(w) > _SHORTEST and w not in idle]
    also = [other for word in words for other in _written(word)]
    # "Tasik" is what people call Tasikmalaya.
    towns = LISTS["menjual"]
    also += [t for w in words for t in towns if _LEAST < len(t) < len(w) and w.startswith(t)]
    return tuple(dict.fromkeys([*([" ".join(words)] if words else []), *words, *also]))


def _signs(raw: Any) -> tuple[str, ...]:
    """Return what tells a shop by its name: "Warung Bu Tini" by "tini", "warungbutini"."""
    words = [w for w in split_words(normalise(raw)) if len(w) > _SHORTEST]
    idle = LISTS.set("bukan_nama_usaha") | LISTS.set("penghubung")
    telling = [w for w in words if w not in idle] or words
    joined = re.sub(r"[\W_]", "", normalise(raw))
    return tuple(dict.fromkeys([*telling, *([joined] if joined else [])]))


def of_own(raw: Any, shop: Shop) -> Any:
    """Return a text for checks of its goods: of goods of a kin only their own name is left.

    Where the own goods are "keripik singkong", "keripik pisang" is "pisang": other goods.
    """
    if not shop.first or not isinstance(raw, str):
        return raw
    kin = {shop.first, *_written(shop.first), consonants(shop.first)}
    if mentioned(normalise(raw), [one for one in shop.goods if one not in kin]):
        return raw
    others = LISTS.set("barang_lain")
    left: list[str] = []
    for token in re.split(r"(\s+)", raw):
        plain = re.sub(r"\W", "", token).lower()
        if plain in others and plain not in kin and _last_word(left) in kin:
            left = left[:-2]
        left.append(token)
    return "".join(left)


def _last_word(left: Sequence[str]) -> str:
    return re.sub(r"\W", "", left[-2]).lower() if len(left) > 1 else ""


def price_is(raw: Any, wanted: Sequence[float], *, label: str, points: float = 1.0) -> Check:
    """Check that a price as typed ("15.000", "15rb", "15") is one of ``wanted``; of none, any."""

    def evaluate() -> Finding:
        typed = costing(raw)
        hit = [one for one in typed if not wanted or one in wanted]
        return Finding(bool(hit), rupiah((hit or list(typed))[0]) if typed else "belum ada angka")

    return Check(label, evaluate, points)


# What is told of it beyond the name of its goods, its place and how to order. What is good about
# one's own work, or why a customer should come back, nobody can list: "yang pendiam tetap
# kebagian". It is enough that something is said.

_SAYS = 2
"""Words of a clause that say something."""
_CLAUSE = re.compile(
    r"[.,;:!?\n]+(?!\d)|(?<![a-z])(?:dan|lan|jeung|sareng|karo|serta|tapi)(?![a-z])"
)
_FAULTY = re.compile(r"(?<![a-z])(?:sering|gampang|mudah|suka|kadang|agak|cepat)\s+[a-z]+")
"""What nobody praises: "sering luntur"."""
_NAMED_WITH = re.compile(r"(?<=[a-z]{3})(?:nya|ne|na|e|an)\Z")


def told_besides(text: str, called: Collection[str], *, least: int = _SAYS) -> Finding:
    """Find a clause of a normalised text that says more than what, where, when and how to order.

    ``called`` is what the goods are called. Thanks, denials and what comes behind a call to order
    say nothing; nor do words of selling ("menjual") and other goods.
    """
    idle = _idle().union(called)
    for clause in _CLAUSE.split(text):
        said = split_words(_FAULTY.sub(" ", clause))
        if not _of_others().isdisjoint(said):
            continue
        calls = [place for place, one in enumerate(said) if one in invitations()]
        told = [
            one
            for one in said[: calls[0] if calls else len(said)]
            if one.isalpha() and one not in idle and _NAMED_WITH.sub("", one) not in idle
        ]
        if len(told) >= least:
            return Finding(1.0, " ".join(told))
    return Finding(0.0)


_WISHES = split_words(
    "tanpa kurang menghubungi belum semoga mugi moga mohon lindungan dilindungi rezeki rezekinya"
    " rejeki rejekinya dilancarkan masukan masukannya umur sehat sekeluarga pelanggan"
)


@cache
def _of_others() -> frozenset[str]:
    """Return the words of a clause that thanks, wishes, refuses or has nothing to say."""
    thanks = (part for one in LISTS["terima_kasih"] for part in one.split())
    return frozenset(thanks).union(_WISHES)


@cache
def _idle() -> frozenset[str]:
    lists = ("penghubung", "ajakan", "saluran", "menyapa", "barang_lain", "bukan_nama_barang")
    words = [word for name in (*lists, "menjual", "bukan_nama_tempat") for word in LISTS.set(name)]
    words += [part for one in LISTS["salam"] for part in one.split()]
    return frozenset(words).union(PACKS.split("|"), UNITS.split("|"), NUMBERS)
