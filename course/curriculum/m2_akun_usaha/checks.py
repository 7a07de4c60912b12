"""Checkers of lesson 2: profiles, names of accounts, price lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from course.criteria.english import in_indonesian
from course.criteria.goods import elsewhere, known_words
from course.criteria.lists import Pattern, WordLists, either
from course.criteria.numbers import half, offered, prices, rupiah
from course.criteria.own_shop import Shop, costing, told_besides
from course.criteria.reader import written_for_a_reader
from course.criteria.scoring import Answer, Check, Finding, any_of
from course.criteria.selling import (
    EACH,
    affirmed,
    modest,
    weighed,
)
from course.criteria.text import (
    BY_CONSONANTS,
    LISTS,
    as_figures,
    consonants,
    hashtags,
    matches,
    mentioned,
    mentions,
    normalise,
    sentences,
    split_words,
    words,
)
from course.words import PACKS, UNITS

_LISTS = WordLists("course.curriculum.m2_akun_usaha")
_ACCOUNT = re.compile(r"(?!.*\.\.)[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?")
_CROWD = Pattern(lambda: either(_LISTS["tagar_ramai"]))
_GREETING_WORDS = 4
_SHOUTED = re.compile("[A-Z]{3}")
_SHORT, _ALIKE = 5, 84


def account_name(raw: Any, *names: str, most: int = 30, label: str, points: float = 1.0) -> Check:
    """Check an account name: half for its form, half for holding one of ``names``.

    The form is Instagram's: 1 to ``most`` small letters, digits, ``_`` and single full stops
    inside; a phone's capital at the beginning of a word is no fault. A name of something else earns
    nothing.
    """

    def evaluate() -> Finding:
        typed = raw.strip().removeprefix("@") if isinstance(raw, str) else ""
        name = typed.casefold()
        fits = _ACCOUNT.fullmatch(name) is not None and len(name) <= most
        formed = fits and _SHOUTED.search(typed) is None
        plain = re.sub(r"[\W_]", "", name)
        if any(_holds(plain, part) for part in names):
            faults = (not fits) + (_SHOUTED.search(typed) is not None)
            why = "ada spasi" if " " in typed else "tidak sesuai aturan nama akun"
            return Finding(1.0 - 0.5 * faults, why if faults else "")
        tells = formed and any(part in plain for part in _LISTS["akun_sendiri"])
        return Finding(0.5 if tells else 0.0, "belum memuat nama usaha")

    return Check(label, evaluate, points)


def _holds(name: str, part: str) -> bool:
    """Return whether a name holds a part, a small typo in it included."""
    return part in name or (len(part) > _SHORT and fuzz.partial_ratio(part, name) > _ALIKE)


def chat_number(raw: Any, number: str, *, label: str, points: float = 1.0) -> Check:
    """Check a telephone number as a chat link needs it (digits from the country code on).

    The whole link counts as well; signs and spaces between the right digits leave half.
    """

    def evaluate() -> Finding:
        text = raw.strip().casefold() if isinstance(raw, str) else ""
        text = re.sub(r"^(?:https?://)?wa\.me/", "", text).partition("?")[0].rstrip("/")
        right_digits = re.sub(r"[\s().+-]", "", text) == number
        return Finding(1.0 if text == number else 0.5 if right_digits else 0.0, text)

    return Check(label, evaluate, points)


_SPACED = re.compile(r"#\s+")
_SAID = re.compile(r"(?<![a-z])(?:hashtag|hestek|hastag|tagar|pagar)\s+([a-z]+)")


def useful_hashtags(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that there are hashtags, dictated ones too, and none that only follows the crowd."""

    def evaluate() -> Finding:
        tags = [tag for tag in hashtags(_SPACED.sub("#", normalise(raw))) if tag]
        tags = tags or _SAID.findall(normalise(raw))
        crowd = next((tag for tag in tags if _CROWD.search(tag)), None)
        return Finding(
            bool(tags) and crowd is None, f"#{crowd}" if crowd else f"{len(tags)} hashtag"
        )

    return Check(label, evaluate, points)


def opens_with(raw: Any, *terms: str, label: str, points: float = 1.0) -> Check:
    """Check that the first sentence names one of ``terms``; a greeting or question may precede."""
    parts = sentences(in_indonesian(normalise(raw)))
    hook = parts and (len(words(parts[0])) <= _GREETING_WORDS or parts[0].endswith("?"))
    opening = " ".join(parts[: 2 if hook else 1])
    return mentions(opening, *terms, label=label, points=points, named=1)


_NO_FAULT = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|nggak|ora|mboten|teu|moal|tanpa|bebas)\s+(?:(?:bikin|mudah|gampang|cepat|gancang|bakal)\s+){0,2}"
    r"(?:pelit|alot|keras|seret|serik|serak|apek|tengik|amis|lembek|eneg|berminyak|msg|pengawet|layu|alum|luntur|gatal|gatel|panas"
    r"|melar|kusut|kusam|pudar|robek|sobek|bocor|karat|berkarat|patah|lecet|bau|pestisida|kimia|lengket|licin|goyang|mogok)"
)


_QUICK = re.compile(
    r"(?<![a-z])(?:cepat|cepet|cpt)(?![a-z])"
    r"(?!\s+(?:di|ke)?(?:pesan|pesen|order|beli|habis|abis|laku|ludes|hubungi|chat|wa|basi|rusak|luntur|sebelum|datang|mampir|ambil))"
    r"|(?<![a-z])(?:se|\d+\s*)(?:jam|hari|minggu|dino|dinten)(?:\s+(?:sudah|sdh|udah|bisa|langsung|wis|pasti))*"
    r"\s+(?:jadi|dadi|selesai|rampung)(?![a-z])"
    r"|(?<![a-z])(?:pagi|siang|sore|malam|besok|isuk|esuk|sonten|hari\s+ini)(?:\s+(?:sudah|sdh|udah|bisa|langsung|wis|tos|pasti)){0,2}"
    r"\s+(?:jadi|dadi|selesai|rampung|diambil|janten)(?![a-z])"
)
"""How soon a service is done: "cepet", "seminggu jadi"; not "cepat pesan, cepat habis"."""


def has_strength(raw: Any, *, own: Sequence[str] = (), label: str, points: float = 1.0) -> Check:
    """Check that a text says what is good about the goods.

    ``own`` is what goods of an own shop are called: any craft's merits count, and none that is a
    part of their name. "Paling enak" and "dijamin puas" say nothing about them.
    """
    called = " ".join(own).split()
    merits = [*_LISTS["kelebihan"], *(_LISTS["kelebihan_umum"] if own else ())]
    merits = [one for one in merits if one not in called]
    return any_of(
        mentions(affirmed(modest(raw)), *merits, label=label),
        matches(_NO_FAULT, raw, label),
        *([matches(_QUICK, affirmed(modest(raw)), label)] if own else ()),
        *([Check(label, lambda: told_besides(affirmed(modest(raw)), called))] if own else ()),
        label=label,
        points=points,
    )


_SOLD_IN = f"{PACKS}|kg|kilo|bngkus|wadah|plastik"
_PIECE = re.compile(
    rf"""(?<![a-z0-9])(?:
        \d+(?:[.,]\d+)?\s*(?:gram|grm|gr|g|kg|ml)(?![a-z]) | (?:isi|berisi)(?:nya)?\s*\d
      | (?:se|sak?\s?|(?:per|tiap|setiap|satu|1)[\s-]*)(?:{_SOLD_IN})(?![a-z])
    ) | /\s*(?:{_SOLD_IN})(?![a-z]) | {EACH} | @\s*(?:rp\s*)?\d""",
    re.VERBOSE,
)
_SEGMENT = re.compile(
    r"(?:\n|;|,(?!\d)|/(?=\s*[a-z])|\.(?!\d))"
    r"(?!\s*(?:sekarang|skrg|skrang|kini|saiki|sakniki|ayeuna|jadi|menjadi|naik|turun|sebelum)(?:nya|na|ne)?(?![a-z]))"
)
"""What divides a price list; not a price from what it became: "dulu 15 ribu, sekarang 18 ribu"."""


def per_piece(
    raw: Any, amount: str = "", *, label: str = "isi atau satuan", points: float = 1.0
) -> Check:
    """Check that a text says how much one gets for the price: "150 gr", "sebungkus", "/bks".

    "15 bungkus" alone is what is left; another weight than ``amount``, the task's, is half.
    """
    return weighed(matches(_PIECE, raw, label, points), raw, amount)


def price_of(
    raw: Any, *goods: str, amount: float, own: bool = False, label: str, points: float = 1.0
) -> Check:
    """Check that a price list gives ``amount`` Rupiah as the price of ``goods``; 0 is any price.

    Goods of an ``own`` shop may be called by another name than was told; their price tells them.

    The price may stand before the name or behind it, as the list does throughout. One that is
    denied or was before ("bukan 18 ribu lagi") is none (``offered``).
    """

    def evaluate() -> Finding:
        text = as_figures(raw)
        # A typing error of their name is their name as well: "menikur" of "manikur".
        spelt = [word for word in split_words(text) if consonants(word) in goods]
        names = tuple([one for one in (*goods, *spelt) if not one.startswith(BY_CONSONANTS)])
        found, short = _price(text, names), _in_thousands(text, names)
        if found is None or (found != amount and short == amount):
            found = short
        if own and found is None and amount in offered(text) and not mentioned(text, names):
            found = amount
        # A price alone, beside what is missing, would look like the right one.
        return Finding(
            found == (amount or found or -1), f"yang terbaca: {rupiah(found)}" if found else ""
        )

    return Check(label, evaluate, points)


def _in_thousands(text: str, goods: tuple[str, ...]) -> float | None:
    """Return the price of a list that leaves "ribu" out ("kacang 18, teri 20"), None without."""
    names = "|".join(map(re.escape, goods))
    found = re.search(
        rf"(?:{names})(?:nya|ne|na)?(?:\s+(?:harga|hrg|rega|regi)[a-z]*)?\s*[:=]?\s*(\d{{1,3}})(?![\d.]*\d)(?!\s*(?:%|(?:{UNITS}|rb|ribu|rebu|ewu|k|jt|juta)(?![a-z])))",
        text,
    )
    return float(found[1]) * 1_000 if found else None


def _price(text: str, goods: tuple[str, ...]) -> float | None:
    name = re.compile("|".join(map(re.escape, goods)))
    for part in _SEGMENT.split(text):
        if name.search(part) and len(offered(part)) == 1:
            return offered(part)[0]
    place = name.search(text)
    if place is None:
        return None
    before, behind = offered(text[: place.start()]), offered(text[place.end() :])
    if before and (_PRICE_FIRST.match(text) or not behind):
        return before[-1]
    return behind[0] if behind else None


_PRICE_FIRST = re.compile(r"\W*(?:harga\w*\s+)?(?:rp\s*\.?\s*)?\d")
"""A list that begins with a price has them all before their goods: "15rb permak 25rb resleting"."""


def listed(raw: Any, shop: Shop, other: Shop) -> dict[str, Any]:
    """Return the row of a table of goods that is of ``shop``, by its name or price; {} without one.

    A word of ``kin``, which other goods share, tells it where the name is not of the ``other``: who
    told "mie ayam gerobak" and "mie ayam bakso" sells "mie ayam" too. What is called by other words
    and costs what was told of the own goods is they.
    """
    rows = [row for row in raw.values() if isinstance(row, dict)] if isinstance(raw, dict) else []
    places = [_place(row, shop, other) for row in rows]
    best = max(places, default=0)
    return rows[places.index(best)] if best else {}


def _place(row: Mapping[str, Any], shop: Shop, other: Shop) -> int:
    """Return how much says that a row is of ``shop``: 0 for nothing."""
    name = normalise(row.get("nama"))
    if not any(map(str.isalpha, name)):
        return 0
    named = mentioned(name, shop.goods) is not None
    kin = not named and mentioned(name, shop.kin) and not mentioned(name, other.goods)
    return 4 * named + 2 * bool(kin) + 3 * (shop.own and _costs(row, shop))


def _costs(row: Mapping[str, Any], shop: Shop) -> bool:
    return any(one in shop.prices for one in costing(row.get("harga")))


def is_listed(row: Mapping[str, Any], shop: Shop, *, label: str, points: float = 1.0) -> Check:
    """Check that a row names the goods of ``shop``, or something that costs what they do."""
    named = mentions(row.get("nama"), *shop.goods, *shop.kin, label=label, named=1)

    def evaluate() -> Finding:
        found = named.evaluate()
        if found.share or not (shop.own and _costs(row, shop)):
            return found
        return Finding(len(split_words(normalise(row.get("nama")))) > 1, normalise(row.get("nama")))

    return Check(label, evaluate, points)


def halved_elsewhere(check: Check, raw: Any, *goods: str, towns: Sequence[str] = ()) -> Check:
    """Return a check that earns half where a text is about other goods than ``goods``.

    Or, with ``towns``, where it names another town and none of these.
    """

    def evaluate() -> Finding:
        other = elsewhere(raw, goods) or other_shop(raw, goods) or _other_town(raw, towns)
        return (half(check) if other else check).evaluate()

    return check._replace(evaluate=evaluate)


_OFFER = 10


def in_an_offer(check: Check, raw: Any, *goods: str) -> Check:
    """Return a check that earns nothing in a text that offers neither ``goods`` nor any others.

    A few words ("ambil di RT 2") may be part of an offer.
    """

    def evaluate() -> Finding:
        text = as_figures(raw)
        brief = len(split_words(text)) < _OFFER
        offers = brief or mentioned(text, goods) or prices(text) or elsewhere(raw, goods)
        return check.evaluate() if offers else Finding(0.0, "tidak menawarkan barang")

    return check._replace(evaluate=evaluate)


def _other_town(raw: Any, towns: Sequence[str]) -> str:
    text = normalise(raw)
    if not towns or mentioned(text, towns):
        return ""
    return next((word for word in split_words(text) if word in _LISTS.set("kota")), "")


_SHOP_AFTER = re.compile(
    r"(?:(?:selamat|slmt|wilujeng|sugeng)\s+(?:datang|dtg|sumping|rawuh)\s+(?:di|ka|ing|wonten|teng|ke)|welcome\s+to"
    r"|menghubungi|hubungi|mengunjungi|mampir\s+(?:di|ke)|(?:chat|wa)(?=\s+(?:toko|warung|bakso|batik|jahit)))\s+"
    r"((?:[a-z']+\s*){1,3})"
)


def other_shop(raw: Any, own: Sequence[str]) -> str:
    """Return the shop that a text welcomes to, where it is not the task's ``own``; "" without."""
    text = normalise(raw)
    found = _SHOP_AFTER.search(text)
    if not found or mentioned(text, own):
        return ""
    first = found[1].split()[0]
    return (
        ""
        if first in LISTS.set("penghubung") | _LISTS.set("bukan_usaha_lain")
        else found[1].strip()
    )


_CLOSED = re.compile(
    r"(?<![a-z])([a-z]{4,20})\s+(?:(?:kami|sedang|sudah|sdh|udah|lagi|lg|sampun|nuju|atos|tos|masih|baru|akan)\s+){0,2}"
    r"tutup(?![a-z])"
)


def _closed(raw: Any, own: Sequence[str], told: str) -> str:
    """Return the shop that a text says is closed, where it is none of ``own``; "" without."""
    text = normalise(raw)
    if mentioned(text, own):
        return ""
    known = known_words(told) | LISTS.set("penghubung") | _LISTS.set("bukan_usaha_lain")
    found = (one[1] for one in _CLOSED.finditer(text))
    return next((one for one in found if one not in known), "")


def from_the_shop(raw: Any, *, asked: Answer, own: Sequence[str]) -> Check:
    """Guard for a shop's own message: written for a reader, and in the name of no other shop."""
    reads = written_for_a_reader(raw, asked=asked, about=own)

    def evaluate() -> Finding:
        other = other_shop(raw, own) or _closed(raw, own, asked.prompt)
        return Finding(0.0, f"usaha lain: {other}") if other else reads.evaluate()

    return reads._replace(evaluate=evaluate)
