"""Checkers for an export listing of six fields: what is sold, how much, for what, how, when.

Source: curriculum M5-08. The facts are looked for in English and in Indonesian alike: a listing in
Indonesian loses the criterion of the language, not each of its facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from course.grading.criteria import Check, Finding
from course.grading.english import CURRENCY, NUMBER, is_goods, is_listed, tokens
from course.grading.text import matches, normalise
from course.grading.vocabulary import (
    INDONESIAN,
    LOCAL_MATERIALS,
    LOCAL_UNITS,
    MATERIALS,
    PLACES,
    UNITS,
)

RULES = ("fob", "cfr", "cif", "fca", "exw", "dap", "cpt", "cip", "ddp", "fas")
_UNIT = "|".join(sorted(UNITS | LOCAL_UNITS, key=len, reverse=True))
_SPAN = (
    r"(?:(?:working|business)\s+)?days?|workdays?|weeks?|wks?|months?|mths?|years?|hours?|hrs?"
    r"|hari|minggu|bulan|tahun"
)
_COUNT = rf"(?:{NUMBER}|an?|one|two|three|four|five|six|satu|dua|tiga)"
_COLOURS = (
    r"red|blue|green|yellow|black|white|brown|grey|gray|orange|purple|pink|beige|cream|gold|silver"
    r"|natural\s+colou?r|colou?r\s+natural|navy|maroon|merah|biru|hijau|kuning|hitam|putih|cokelat"
)
_TASTES = (
    r"original|spicy|sweet|salty|hot|mild|chocolate|vanilla|cheese|bbq|lavender|lemongrass|jasmine"
    r"|medium\s+roast\w*|scent\w*|pedas|manis|gurih"
)
_FACTS = {
    "ukuran": rf"{NUMBER}\s*(?:cm|mm|m|inch(?:es)?)?\s*[x\u00d7*]\s*\d"
    rf"|{NUMBER}\s*(?:cm|mm|inch(?:es)?)(?![a-z])|sizes?\s*:?\s*(?:\d|(?:s|m|l|xl)(?![a-z]))",
    "tinggi": r"(?:height|high|thick\w*|tinggi|tebal)\s*:?\s*\d",
    "garis tengah": r"(?:diameter|diam|dia)\s*:?\s*\d",
    "berat atau isi": rf"{NUMBER}\s*(?:g|gr|grm|grams?|kg|kgs|ml|l|lt|liters?|litres?|oz)(?![a-z])",
    "masa simpan atau umur": rf"{NUMBER}\s*(?:{_SPAN})(?![a-z])",
    "warna atau rasa": rf"(?<![a-z])(?:{_COLOURS}|{_TASTES})(?![a-z])"
    r"|\d\s*(?:colou?rs?|flavou?rs?|variants?|motifs?|designs?|warna|rasa)(?![a-z])",
    "isi kemasan": rf"\d\s*(?:{_UNIT})\s*(?:/|(?:per|in|every|each|a|isi)(?![a-z]))"
    rf"|(?:(?<![a-z])per|/|in\s+1|in\s+one)\s*(?:{_UNIT})(?![a-z])"
    r"|(?:cartons?|cartoons?|ctn|box|set|pack)\s*(?:of|isi|:)?\s*\d|(?<![a-z])isi\s*\d"
    r"|\d\s*kg\s+(?:[a-z]+\s+){0,2}(?:bags?|sacks?|drums?|cartons?|box)(?![a-z])",
    "jenis kemasan": r"(?<![a-z])(?:inner|master|outer|paper|gift|wooden|kraft|vacuum|zip\w*"
    r"|plastic|glass|jute|stand(?:ing|-?\s?up)?)\s*(?:box|bags?|pack\w*|pouch\w*|carton|jars?|bottles?)",
    "mutu terukur": r"(?<![a-z])[a-z]{2,}\s*:?\s*(?:max|min|under|below|about)?\s*[<>]?\s*"
    rf"(?!100\s*%){NUMBER}(?:\s*-\s*{NUMBER})?\s*%|{NUMBER}\s*%\s*(?:moisture|max|min)",
    "izin": r"(?<![a-z])(?:halal|bpom|haccp|organi[ck]|p-?irt|sni|fsc|svlk|iso\s*\d+)(?![a-z])",
    "cara membuat": r"hand\s*-?\s*(?:made|woven|stamp\w*|crafted|painted|carved)|roast\w*"
    r"|dried|sundried|engraved|washed|woven|dyed|distilled|fermented|knitted|crochet\w*|buatan\s+tangan",
}
_MEASURED = re.compile(rf"{NUMBER}\s*(?:cm|mm|inch(?:es)?)(?![a-z])")
_FACT_PATTERNS = {name: re.compile(pattern) for name, pattern in _FACTS.items()}
_ORDER = re.compile(
    rf"(?<![\w.,%$]){NUMBER}\s*(?:x\s*\d+\s*)?(?:(?:ft|feet|hc|')\s*)*(?:{_UNIT})(?![a-z])"
)
_MONEY = re.compile(rf"(?:{CURRENCY})\s*\.?\s*\d|{NUMBER}\s*(?:{CURRENCY})(?![a-z])")
_RULE = re.compile(rf"(?<![a-z])(?:{'|'.join(RULES)})(?![a-z])")
_OLD_RULE = re.compile(r"(?<![a-z])(?:cnf|c\s*&\s*f|c\s*and\s*f|c\+f)(?![a-z])")
_PER = re.compile(
    rf"(?:(?:(?<![a-z])(?:per|an?|every|tiap)(?![a-z])|/)\s*(?:1\s*)?(?:{_UNIT}|[a-z]{{3,}})|each)(?![a-z])"
)
_AFTER_RULE = re.compile(
    rf"(?<![a-z])(?:{'|'.join(RULES)}|cnf|c&f)\W+(?:(?:port|of|at|in|from|the)\s+)*([a-z]{{2,}})"
)
_NO_PLACE = frozenset(
    """
    incoterms incoterm per our my your usd us idr price by port and the each only pcs not rule
    """.split()  # noqa: SIM905
)
_WAYS = re.compile(
    r"(?<![a-z])(?:t\s*/\s*t|tt|telegraphic|wire|transfer|bank|l\s*/\s*c|lc|letter\s+of\s+credit"
    r"|paypal|western\s+union|escrow|trade\s+assurance|wise|payoneer)(?![a-z])"
)
_ALONE = re.compile(
    r"(?<![a-z])(?:l\s*/\s*c|lc|letter\s+of\s+credit|full\s+(?:payment|amount)|fully|in\s+advance"
    r"|escrow|trade\s+assurance|lunas)(?![a-z])"
)
_REST = re.compile(r"(?<![a-z])(?:rest|balance|remain\w*|sisa\w*|pelunasan)(?![a-z])")
_NO_BRAND = frozenset(
    """
    dan rasa dari untuk merk merek anak dewasa pria wanita asli khas enak murah rumahan buatan
    oleh-oleh produk makanan minuman kerajinan usaha ukm umkm
    """.split()  # noqa: SIM905
)
_LEAD = re.compile(rf"(?<![\w.,]){_COUNT}\s*(?:-|to|sampai)?\s*\d*\s*(?:{_SPAN})(?![a-z])")
_SINCE = re.compile(
    r"(?<![a-z])(?:after|from|since|upon|once|when|setelah|sesudah|sejak)\s+(?!\d+\s)\w"
)


def goods_and_brand(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a name says what it is ("banana chips") and whose ("Mawar")."""

    def evaluate() -> Finding:
        words = [w for w in tokens(raw) if len(w) > 1]
        goods = next((w for w in words if is_goods(w)), "")
        own = [w for w in words if not is_goods(w) and (w in INDONESIAN or not is_listed(w))]
        brand = next((w for w in own if w not in _NO_BRAND), "")
        missing = [] if goods else ["jenis barang"]
        missing += [] if brand else ["merek"]
        return Finding(not missing, "belum ada " + " dan ".join(missing) if missing else brand)

    return Check(label, evaluate, points)


def facts_of_goods(raw: Any, *, least: int = 4, label: str, points: float = 1.0) -> Check:
    """Check for ``least`` different facts: size, weight, material, colour, shelf life, packing."""

    def evaluate() -> Finding:
        text = normalise(raw)
        found = [name for name, pattern in _FACT_PATTERNS.items() if pattern.search(text)]
        if len(set(_MEASURED.findall(text))) > 1:
            found.append("ukuran kedua")
        materials = (MATERIALS | LOCAL_MATERIALS) & set(tokens(text))
        found += ["bahan", "bahan kedua"][: len(materials)]
        return Finding(min(len(found) / least, 1.0), ", ".join(found) or "belum ada fakta")

    return Check(label, evaluate, points)


def order_size(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a smallest order has a number and a unit of goods: "100 cartons", "50kg"."""
    return matches(_ORDER, raw, label, points)


def price_amount(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a price has a number beside a currency: "USD 0.95", "12 usd", "$2,01"."""
    return matches(_MONEY, raw, label, points)


def price_rule(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a price names an Incoterms 2020 rule; the old "CNF" earns half."""

    def evaluate() -> Finding:
        text = normalise(raw)
        if found := _RULE.search(text):
            return Finding(1.0, found[0].upper())
        old = _OLD_RULE.search(text)
        return (
            Finding(0.5, "CNF sekarang ditulis CFR") if old else Finding(0.0, "belum ada istilah")
        )

    return Check(label, evaluate, points)


def price_place(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that the rule's place is named: "FOB Tanjung Perak", not "FOB our port"."""

    def evaluate() -> Finding:
        text = normalise(raw)
        named = next((w for w in tokens(text) if w in PLACES and len(w) > 2), "")
        after = _AFTER_RULE.search(text)
        if not named and after and after[1] not in _NO_PLACE | UNITS:
            named = after[1]
        return Finding(bool(named), named)

    return Check(label, evaluate, points)


def price_unit(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a price says for how much: "per pcs", "/kg", "each"."""
    return matches(_PER, raw, label, points)


def payment_way(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check for a way of paying from abroad: T/T, L/C, PayPal, Western Union, escrow."""
    return matches(_WAYS, raw, label, points)


def payment_split(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that deposit and balance make 100: "30% + 70%", "50-50", "30%, the rest", L/C."""

    def evaluate() -> Finding:
        text = normalise(raw)
        pair = re.search(r"(?<!\d)(\d{1,3})\s*[-/+:]\s*(\d{1,3})(?!\d)", text)
        parts = [int(n) for n in re.findall(r"(\d{1,3})\s*(?:%|per\s?cent|persen|pct)", text)] or (
            [int(pair[1]), int(pair[2])] if pair else []
        )
        whole = sum(parts) == 100 or (pair is not None and int(pair[1]) + int(pair[2]) == 100)
        rest = len(parts) == 1 and parts[0] < 100 and _REST.search(text) is not None
        alone = not parts and _ALONE.search(text) is not None
        shown = " + ".join(map(str, parts)) or "belum ada pembagian"
        return Finding(whole or rest or alone, shown)

    return Check(label, evaluate, points)


def lead_time(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a delivery time has a number: "35 days", "3 weeks", "one month"."""
    return matches(_LEAD, raw, label, points)


def counted_from(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a delivery time says since when: "after deposit", "from DP"."""
    return matches(_SINCE, raw, label, points)


def own_listing(
    raws: Sequence[Any], shown: Sequence[str], *, label: str = "ditulis untuk barang sendiri"
) -> Check:
    """Guard: the fields differ from each other and are not one of the lesson's examples."""

    def evaluate() -> Finding:
        texts = [t for raw in raws if (t := normalise(raw))]
        if any(fuzz.ratio(a, b) >= 90 for a, b in combinations(texts, 2)):
            return Finding(0.0, "isian yang sama ditulis dua kali")
        whole = " / ".join(texts)
        copied = any(fuzz.ratio(whole, normalise(example)) >= 90 for example in shown)
        return Finding(not copied, "menyalin contoh" if copied else "")

    return Check(label, evaluate)
