"""Checkers for numbers and prices, and for numbers that follow from earlier ones."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from course.criteria.scoring import Check, Finding
from course.criteria.text import as_figures
from course.words import PACKS

Earlier = tuple[Any, float]
"""An earlier answer as typed, and what it should have been."""

RELATIVE = 0.005
_SUM = re.compile(
    r"(-?\d[\d.,]*)\s*(?:jt|juta)\s*(\d[\d.,]*)\s*(?:rb|ribu)(?:\s*(\d{1,3})(?!\d))?", re.IGNORECASE
)
_SPACED = re.compile(r"(?<![\d.,])-?\d{1,3}(?: \d{3})+(?![\d.,])")


def amounts(raw: Any) -> tuple[float, ...]:
    """Return the plausible values of a number as typed: ``readings``, and sums in words.

    >>> amounts("5jt 200rb"), amounts("5 200 000"), amounts("kira2 17rb")
    ((5200000.0,), (5200000.0,), (17000.0,))
    """
    if not isinstance(raw, str):
        return readings(raw)
    # "kira2", "bln2": a doubled word, no number.
    text = re.sub(r"[^\W\d_]{3,}2(?![\d.,])", " ", raw[:80].rpartition("=")[2])
    if found := _SUM.search(text):
        million, thousand = (max(readings(found[n])) for n in (1, 2))
        return (million * 1e6 + thousand * 1e3 + float(found[3] or 0),)
    if found := _SPACED.search(text):
        return (float(found[0].replace(" ", "")),)
    found_values = readings(text)
    # Who is asked for kilograms may weigh in grams: "700 gram" is 0.7 too.
    in_grams = _GRAMS.search(text) is not None
    return found_values + tuple([value / 1_000 for value in found_values if in_grams])


_GRAMS = re.compile(r"\d\s*(?:gram|gr|g)(?![a-z])")


def _in_thousands(values: Iterable[float], wanted: float) -> list[float]:
    """Return values, and the same in thousands where so much is wanted: "72" is 72.000."""
    told = [*values]
    many = abs(wanted) >= _MANY
    return told + [value * 1_000 for value in told if many and 0 < abs(value) < 1_000]


_MANY = 10_000


def followed(
    raw: Any,
    rule: float | Callable[..., float],
    *earlier: Earlier,
    tolerance: float | None = None,
    either_sign: bool = False,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check a number against a key, or against what the own earlier numbers give.

    ``rule`` is the key, or a function of the ``earlier`` numbers. ``tolerance`` is in the number's
    own unit; without it half a percent is allowed. ``either_sign`` accepts "69.000" for a loss of
    69,000.
    """

    def evaluate() -> Finding:
        values = {abs(v) if either_sign else v for v in amounts(raw)}
        if not values:
            return Finding(0.0, "belum ada angka")
        for number, note in _expected(rule, earlier):
            wanted = abs(number) if either_sign else number
            slack = RELATIVE * abs(wanted) if tolerance is None else tolerance
            allowed = slack + 1e-9 * max(1.0, abs(wanted))
            if any(abs(v - wanted) <= allowed for v in _in_thousands(values, wanted)):
                return Finding(1.0, note or str(raw)[:40])
        return Finding(0.0, str(raw)[:40])

    return Check(label, evaluate, points)


def followed_choice(
    raw: Any, rule: Callable[..., str], *earlier: Earlier, label: str, points: float = 1.0
) -> Check:
    """Check a choice that follows from earlier numbers; ``rule`` returns the option's key.

    Without a single earlier number nothing follows, and the choice earns nothing.
    """

    def evaluate() -> Finding:
        if not any(amounts(own) for own, _ in earlier):
            return Finding(0.0, "belum dihitung")
        notes = dict(reversed([*_expected(rule, earlier)]))
        chosen = raw if isinstance(raw, str) else ""
        return Finding(chosen in notes, notes.get(chosen, "") or chosen)

    return Check(label, evaluate, points)


def half(check: Check) -> Check:
    """Return ``check`` earning half: for a number that is right but not rounded as asked."""

    def evaluate() -> Finding:
        finding = check.evaluate()
        return finding._replace(share=finding.share / 2)

    return check._replace(evaluate=evaluate)


def _expected(rule: Any, earlier: tuple[Earlier, ...]) -> Iterator[tuple[Any, str]]:
    """Yield the key, then what each reading of the own earlier numbers gives.

    A blank earlier answer counts as the right one: who skips a line is not punished twice. A zero
    is no number to go on with: it would make anything follow.
    """
    if not callable(rule):
        yield rule, ""
        return
    yield rule(*(right for _, right in earlier)), ""
    own = [_meant(raw, right) for raw, right in earlier]
    result = _applied(rule, own) if all(own) else None
    if result is not None:
        yield result, "benar, dari angka sendiri"


def _meant(raw: Any, right: float) -> float:
    """Return the reading of an earlier answer nearest to the right one; blank means right.

    "6.000" may be read as 6000 or as 6: only one of them was meant.
    """
    values = amounts(raw)
    if right <= 0:
        return values[0] if values else right
    told = _in_thousands(values, right)
    return min(told, key=lambda v: abs(math.log(v / right)) if v > 0 else 99.0, default=right)


def _applied(rule: Callable[..., Any], numbers: Sequence[float]) -> Any:
    try:
        result = rule(*numbers)
    except (ArithmeticError, ValueError):
        return None
    usable = not isinstance(result, float) or math.isfinite(result)
    return result if usable else None


_LARGEST = 1e15  # beyond any sum of money; also keeps nan, infinity and huge integers out
_FACTOR = {
    "rb": 1e3,
    "ribu": 1e3,
    "rebu": 1e3,
    "rbu": 1e3,
    "ewu": 1e3,
    "k": 1e3,
    "jt": 1e6,
    "juta": 1e6,
    "rupiah": 1.0,
    "perak": 1.0,
    "": 1.0,
}
_UNIT = "|".join(filter(None, _FACTOR))
_NUMBER = r"\d[\d.,]{0,30}"
_AMOUNT = re.compile(rf"(-?{_NUMBER})(?:\s*({_UNIT})(?![a-z]))?", re.IGNORECASE)
_PRICE = re.compile(
    rf"""(?<![a-z0-9.,-])(?:
        (?:rp|idr)\s*\.?\s*(?P<rp>{_NUMBER})\s*(?P<rp_unit>{_UNIT})?(?![a-z])
      | (?P<short>{_NUMBER})\s*(?P<short_unit>{_UNIT})(?:an|(?<!k)(?:nya|ne|na|e))?(?![a-z])
      | (?P<full>\d{{1,3}}(?:\.\d{{3}})+)(?![\d.,]*\s*(?:gr|gram|ml|kg|liter|pcs|buah|kotak|orang))
      | (?P<bare>\d{{1,4}}[05]00)(?![\d.,-]*\d)(?!\s*(?:gr|gram|ml|kg|kali|orang|pengikut))
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def readings(raw: Any) -> tuple[float, ...]:
    """Return the plausible values of a number as typed; empty when it is none.

    >>> readings("15rb"), readings("1,5 juta"), readings("1,5%"), readings("Rp 1.200.000,-")
    ((15000.0,), (1500000.0,), (1.5,), (1200000.0,))
    >>> readings("lima belas ribu"), readings("dua koma lima")
    ((15000.0, 15.0), (2.5,))
    >>> readings("1.275")
    (1275.0, 1.275)
    """
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return (float(raw),) if abs(raw) <= _LARGEST else ()
    # Who shows the working ("5 x 2,5 = 12,5") means what stands behind the last "=".
    text = raw[:80].rpartition("=")[2] if isinstance(raw, str) else ""
    found = _AMOUNT.search(text) or _AMOUNT.search(as_figures(text))
    if not found:
        return ()
    factor = _FACTOR[(found[2] or "").lower()]
    return tuple(value * factor for value in _values(found[1].rstrip(".,")))


def _values(digits: str) -> tuple[float, ...]:
    if digits.isdecimal():
        return (float(digits),)
    groups = re.split(r"[.,]", digits.lstrip("-"))
    joined, decimal = float("".join(groups)), float(".".join([*groups, "0"][:2]))
    sign = -1.0 if digits.startswith("-") else 1.0
    marks = set(digits) & {".", ","}
    grouped = all(len(g) == 3 for g in groups[1:]) and 1 <= len(groups[0]) <= 3
    if len(marks) == 2:
        whole = float("".join(groups[:-1]) + "." + groups[-1])
        return (sign * whole,)
    if len(groups) == 1 or len(groups) > 2:
        return (sign * joined,) if grouped or len(groups) == 1 else ()
    if grouped:
        first, second = (joined, decimal) if "." in marks else (decimal, joined)
        return (sign * first, sign * second)
    return (sign * decimal,)


def prices(text: str) -> list[float]:
    """Return the prices in Rupiah a text names: "Rp18.000", "18rb", "15k", "18.000"."""
    return [value for value, _ in _priced(text)]


@lru_cache(maxsize=256)  # whether a text offers anything is asked before what it offers
def _priced(text: str) -> Sequence[tuple[float, re.Match[str]]]:
    found = []
    for match in _PRICE.finditer(text):
        digits = next(g for g in (match["rp"], match["short"], match["full"], match["bare"]) if g)
        unit = (match["rp_unit"] or match["short_unit"] or "").lower()
        values = [v * _FACTOR[unit] for v in _values(digits.rstrip(".,"))]
        # A price is at least a hundred Rupiah, so "Rp15,000" is fifteen thousand.
        found += [(max(values), match)] if values and max(values) >= 100 else []
    return found


_NOT_THIS = re.compile(
    r"(?<![a-z])(?:bukan|tidak|tdk|gak|nggak|enggak|ora|dudu|sanes|teu)\s+(?:lagi\s+)?(?:ada\s+yang\s+)?"
    r"(?:(?:se)?harga(?:nya)?\s+)?\Z"
)
_FORMER = re.compile(
    r"(?<![a-z])(?:(?:dulu|biasa|normal|mula-?mula|semula|awal|asal|tadi|sebelum|kata|mulo|mimiti)(?:nya|na|ne)?"
    r"|harga\s+(?:lama|coret|asli|kemarin)|kemarin|kemaren|wingi|kamari)(?![a-z])[^.!?\n]{0,20}\Z|(?<![a-z])dari\s+(?:harga\s+)?\Z"
)
_NOW = re.compile(
    r"(?<![a-z])(?:sekarang|skrg|skrang|kini|saiki|sakniki|ayeuna|jadi|menjadi|dadi|janten|naik|turun|mundhak"
    r"|promo|diskon|khusus|mulai|tapi|tp|cuma|cukup|tinggal|ke|bayar|hari\s+ini)(?![a-z])"
)
_BECOMES = re.compile(r"(?<![a-z])(?:jadi|menjadi|dadi|janten|naik|turun)\s+(?:[a-z]+\s+)?\Z")
_OLD = re.compile(r"\s*,?\s*(?:itu\s+)?harga(?:nya)?\s+(?:yang\s+)?(?:lama|dulu|kemarin)")
_SEVERAL = re.compile(
    rf"(?<![\w.,])(?<!sisa )(?<!ada )(?<!tinggal )(?<!stok )(?<!cuma )(?<!hanya )[2-6]\s+"
    rf"(?:{PACKS})\s+(?:(?:cuma|hanya|harga(?:nya)?|cukup)\s+)?\Z"
)
_GETS_SEVERAL = re.compile(
    rf"\s+(?:dapat|dpt|dapet|untuk|buat)\s+[2-9](?:\s*(?:{PACKS})(?![a-z])|(?=\s*(?:[,.;!]|\Z)))"
)
_AROUND, _REACH, _JUST, _NEXT, _CHEAPER, _DEARER = 40, 60, 20, 4, 0.3, 1.7


def offered(text: str) -> list[float]:
    """Return the prices of one that a text offers: without what it denies or says was before.

    "Bukan 15 ribu lagi", "dari 15 ribu jadi 10 ribu", "biasanya 15 ribu, hari ini 12 ribu", "dua
    bungkus 15 ribu". Twice the price is that of two, and takes nothing back.
    """
    named = _priced(text)
    return [value for at, (value, _) in enumerate(named) if not _taken_back(text, named, at)]


def _taken_back(text: str, named: Sequence[tuple[float, re.Match[str]]], at: int) -> bool:
    value, match = named[at]
    before = text[max(match.start() - _AROUND, 0) : match.start()]
    if _NOT_THIS.search(before) or _OLD.match(text, match.end()):
        return True
    if _SEVERAL.search(before) or _GETS_SEVERAL.match(text, match.end()):
        return True
    former = _FORMER.search(before) is not None
    for other, there in named[max(at - 1, 0) : at + _NEXT]:
        if other == value or not _CHEAPER * value <= other <= _DEARER * value:
            continue
        between = text[match.end() : there.start()]
        if 0 < len(between) <= _REACH and (
            _BECOMES.search(between) or (former and _NOW.search(between))
        ):
            return True
        # "Sekarang 21 ribu, sebelumnya 18 ribu".
        just = text[max(there.start() - _JUST, 0) : there.start()]
        if former and there.end() < match.start() and _NOW.search(just):
            return True
    return False


def rupiah(amount: float) -> str:
    """Return an amount as ``Rp15.000``."""
    return f"Rp{amount:,.0f}".replace(",", ".")


def has_price(
    raw: Any,
    amount: float | Sequence[float] | None = None,
    *,
    together: bool = False,
    label: str = "ada harga",
    points: float = 1.0,
) -> Check:
    """Check that a text names a price in Rupiah (Rp100 to Rp1 miliar): ``amount``, if given.

    Of several amounts, one; of none, any price. ``together``: it is what several cost, "dua bungkus
    36 ribu"; else that is no price of the goods.
    """

    def evaluate() -> Finding:
        wanted = [] if amount is None else [amount] if isinstance(amount, int | float) else amount
        text = as_figures(raw)
        named = [p for p in (prices(text) if together else offered(text)) if p <= 1e9]
        named = [p for p in named if not wanted or p in wanted]
        named = named or ([] if prices(text) else _bare(text, wanted))
        return Finding(bool(named), rupiah(named[0]) if named else "")

    return Check(label, evaluate, points)


def _bare(text: str, wanted: Sequence[float]) -> list[float]:
    """Return which of some prices stands in a text, in figures, without its unit.

    "Kandang 2 biji 460" is 460.000, "bijian 3200" is itself; fewer digits may count anything.
    """
    figures = {float(one.replace(".", "")) for one in _FIGURES.findall(text)}
    return [
        one
        for one in wanted
        if (one >= _LEAST_BARE and one in figures)
        or (one >= 1000 * _LEAST_BARE and one / 1000 in figures)
    ]


_LEAST_BARE = 100
_FIGURES = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.,]\d)|(?<![\d.,])\d{3,7}(?!\d|[.,]\d)")


def near(raw: Any, key: float, *, tolerance: float = 0.0, label: str, points: float = 1.0) -> Check:
    """Check that a number as typed is within ``tolerance`` (same unit as ``key``) of ``key``."""

    def evaluate() -> Finding:
        values = _in_thousands(readings(raw), key)
        # The slack keeps 1.55 within 0.05 of 1.5 in spite of binary fractions.
        hit = any(abs(value - key) <= tolerance + 1e-9 * max(1.0, abs(key)) for value in values)
        return Finding(hit, str(raw)[:40] if raw is not None else "")

    return Check(label, evaluate, points)
