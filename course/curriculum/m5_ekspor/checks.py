"""Checkers of lesson 5: HS codes and steps, the listing's facts and terms, letters to a buyer."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from course.criteria.lists import AnyPattern, Pattern, either
from course.criteria.numbers import readings
from course.criteria.reader import LABEL, judged, signals_of
from course.criteria.scoring import Answer, Check, Finding
from course.criteria.tables import cell, chosen
from course.criteria.text import as_figures, matches, normalise, words
from course.curriculum.m5_ekspor.english import (
    CURRENCY,
    LISTS,
    NUMBER,
    indonesian,
    is_goods,
    is_listed,
    reads_as_english,
    tokens,
)
from course.words import ENGLISH_MONTHS, MONTH

CHAPTER, HEADING = 0.3, 0.6
"""Shares for the right first two and first four digits of an HS code (curriculum M5-04)."""
STEPS = 3


def hs_codes(
    raw: Any, key: Mapping[str, str], *, column: str = "kode", label: str, points: float = 1.0
) -> Check:
    """Check a table of HS codes ``{row: "090121"}`` by the digits that agree from the left.

    Codes may be typed "0901.21", "0901 21", without the leading zero, or with more digits of the
    national tariff.
    """

    def evaluate() -> Finding:
        shares = [_agreement(cell(raw, row, column), code) for row, code in key.items()]
        found = f"{sum(s == 1 for s in shares)} dari {len(key)} tepat"
        return Finding(sum(shares) / len(key), found)

    return Check(label, evaluate, points)


def _agreement(typed: Any, code: str) -> float:
    digits = re.sub(r"\D", "", typed) if isinstance(typed, str) else ""
    if len(digits) % 2:
        digits = f"0{digits}"
    if len(digits) > 10:
        return 0.0
    wanted = ((code, 1.0), (code[:4], HEADING), (code[:2], CHAPTER))
    return next((share for start, share in wanted if digits.startswith(start)), 0.0)


def dialled(raw: Any, number: str, *, label: str, points: float = 1.0) -> Check:
    """Check a telephone number as typed for abroad: the digits of ``number`` ("6281…") behind +."""

    def evaluate() -> Finding:
        text = raw.strip() if isinstance(raw, str) else ""
        digits = re.sub(r"[\s().-]", "", text)
        if digits in {f"+{number}", f"00{number}"}:
            return Finding(1.0, text)
        return Finding(0.5 if digits == number else 0.0, text[:40])

    return Check(label, evaluate, points)


def few_and_fitting(
    raw: Any, fitting: set[str], *, most: int, label: str, points: float = 1.0
) -> Check:
    """Check that one to ``most`` options are ticked and all of them fit."""

    def evaluate() -> Finding:
        ticked = chosen(raw)
        good = 1 <= len(ticked) <= most and ticked <= fitting
        return Finding(good, f"{len(ticked)} dipilih, {len(ticked - fitting)} tidak cocok")

    return Check(label, evaluate, points)


def answered_rows(
    raw: Any, rows: Collection[str], *, column: str, label: str, points: float = 1.0
) -> Check:
    """Check a self-report by the share of rows that are answered, whatever the answer."""

    def evaluate() -> Finding:
        count = sum(bool(cell(raw, row, column)) for row in rows)
        return Finding(count / len(rows), f"{count} dari {len(rows)} diisi")

    return Check(label, evaluate, points)


def steps_for_gaps(
    checklist: Any,
    steps: Any,
    rows: Collection[str],
    *,
    done: str = "sudah",
    label: str,
    points: float = 1.0,
) -> Check:
    """Check that three different next steps, each with a time, address what is not done yet.

    A step's key is the row it is for. Where fewer than three rows are open, other steps count for
    the rest. A checklist answered by less than three quarters gives nothing to go by.
    """

    def evaluate() -> Finding:
        state = {
            row: v for row in rows if isinstance(v := cell(checklist, row, "punya"), str) and v
        }
        if len(state) < 0.75 * len(rows):
            return Finding(0.0, "daftar belum diisi")
        gaps = {row for row, value in state.items() if value != done}
        planned = {k for k in _timed(steps) if k in rows}
        fitting = len(planned & gaps)
        other = min(len(planned - gaps), max(STEPS - len(gaps), 0))
        return Finding(min(fitting + other, STEPS) / STEPS, f"{fitting} menjawab yang belum ada")

    return Check(label, evaluate, points)


def _timed(steps: Any) -> set[str]:
    rows = steps if isinstance(steps, dict) else {}
    picked = {r: cell(rows, r, "langkah") for r in rows if cell(rows, r, "kapan")}
    return {step for step in picked.values() if isinstance(step, str) and step}


_OPENING = 80
_CLOSING = 90
_GREETS = (
    r"(?:dear|hi|hello|hallo|halo|good\s+(?:morning|day|afternoon|evening)|thanks?|thank\s?you|thx)"
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTH = rf"(?:{'|'.join(month[:3].lower() for month in ENGLISH_MONTHS)})[a-z]*|{MONTH}"
_WHEN = (
    rf"(?:tomorrow|tonight|{_DAYS}|\d{{1,2}}\s*(?:st|nd|rd|th)?\s+(?:{_MONTH})"
    rf"|(?:{_MONTH})\s+\d{{1,2}}|(?:in|within)\s+\d+\s*(?:x\s*\d+\s*)?(?:days?|hours?)"
    r"|\d{1,2}[.:]\d{2}|\d{1,2}\s*(?:am|pm)|next\s+week)(?![a-z])"
)
_DOES = (
    r"(?:send|sent|reply|replay|answer|respond|offer|quotation|quote|catalog\w*|invoice|proforma"
    r"|contact|call|email|inform|give|tell|prepare|wait)"
)
_NEXT = re.compile(
    rf"(?<![a-z]){_DOES}(?![a-z])[^.?!\n]{{0,70}}?(?<![\w.])(?:today(?![a-z])|{_WHEN})"
)
_NEXT_TURNED = re.compile(rf"(?<![\w.]){_WHEN}[^.?!\n]{{0,50}}?(?<![a-z]){_DOES}(?![a-z])")
_LATER = re.compile(rf"(?<![\w.]){_WHEN}")
_THANKS = re.compile(
    r"(?<![a-z])(?:thanks?|thank\s*you|thankyou|tq|thx|tks|appreciate\w*|many\s+thanks)(?![a-z])"
)
_SUSPECTS = re.compile(
    r"(?<![a-z])(?:scam\w*|fraud\w*|fake|liars?|cheat\w*|thief|suspicious|prove|proof\s+that\s+you"
    r"|real(?:ly)?\s+(?:a\s+)?buyers?|are\s+you\s+(?:real|serious|sure)|(?:not|dont|don't|can't)\s+"
    r"(?:really\s+)?trust|penipu\w*|menipu)(?![a-z])"
)
_QUESTION = re.compile(r"[a-z]{2}.{3,}", re.DOTALL)
_ASKS = re.compile(
    r"please\s+(?:inform|tell|confirm|advise|let|give|send)\s+(?:me|us)|may\s+(?:i|we)\s+(?:know|ask)"
    r"|(?:can|could)\s+you\s+(?:please\s+)?(?:tell|inform|confirm)|i\s+want\s+to\s+(?:ask|know)"
)
_REASON = Pattern(
    lambda: (
        r"(?<![a-z])(?:travel\w*|trip|on\s+(?:the|my)\s+(?:way|road|bus|train)|in\s+(?:the|a)\s+"
        r"(?:road|way|bus|train|car|meeting|hospital|village|field)|driv\w+|rid\w+|out\s+of\s+(?:town|office|city)"
        r"|not\s+(?:in|at)\s+(?:the\s+|my\s+)?(?:office|home|house|workshop|shop)|events?|meetings?"
        rf"|famil\w+|{either(LISTS['alasan'])})(?![a-z])"
    )
)


def addressed_to(raw: Any, name: str, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter begins with a greeting and the buyer's name ("Dear Mr. Peter")."""

    def evaluate() -> Finding:
        opening = normalise(raw)[:_OPENING]
        greets = re.search(rf"(?<![a-z]){_GREETS}(?![a-z])", opening) is not None
        named = any(fuzz.ratio(w, name) >= 80 for w in tokens(opening))
        return Finding(greets and named, "" if greets and named else "belum ada salam dan nama")

    return Check(label, evaluate, points)


def greets_or_thanks(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a short message greets or thanks."""
    return matches(re.compile(rf"(?<![a-z]){_GREETS}(?![a-z])"), raw, label, points)


def thanks_buyer(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter thanks, in English."""
    return matches(_THANKS, raw, label, points)


def quotes_price(raw: Any, amount: float, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter names ``amount`` beside a currency: "USD 2,01", "2.01 US dollar"."""

    def evaluate() -> Finding:
        text = as_figures(raw)
        found = [
            value
            for match in re.finditer(
                rf"(?:{CURRENCY})\s*({NUMBER})|({NUMBER})\s*(?:{CURRENCY})", text
            )
            for value in readings((match[1] or match[2]).rstrip(".,"))
        ]
        hit = any(abs(value - amount) < 0.005 for value in found)
        return Finding(hit, "" if hit else ", ".join(f"{v:g}" for v in found) or "belum ada harga")

    return Check(label, evaluate, points)


def counts(raw: Any, amount: int, units: str, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter names ``amount`` of one of ``units`` ("500 pcs"), thousands as typed."""
    number = "[.,]?".join([str(amount)[:-3], str(amount)[-3:]]) if amount >= 1_000 else str(amount)
    pattern = re.compile(rf"(?<![\d.,]){number}\s*(?:{'|'.join(units.split())})(?![a-z])")
    return matches(pattern, raw, label, points)


def offers_sample(raw: Any, fee: float, *, label: str, points: float = 1.0) -> Check:
    """Check that a sentence about the sample names its ``fee`` beside a currency."""

    def evaluate() -> Finding:
        parts = re.split(r"(?<=[.!?])\s+(?!\d)|\n+", normalise(raw))
        about = [
            " ".join(parts[i : i + 2])
            for i, part in enumerate(parts)
            if re.search(r"samp[el]+", part)
        ]
        good = any(quotes_price(part, fee, label="").evaluate().share for part in about)
        return Finding(good, "" if good else "belum ada ongkos contoh barang" if about else "")

    return Check(label, evaluate, points)


def asks_buyer(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter asks the buyer something, politely: a "?" or "please inform me …"."""

    def evaluate() -> Finding:
        text = normalise(raw)
        # Cut at its marks first: a text without one is not searched again from every letter.
        ended = [part for line in text.split("\n") for part in line.split("?")[:-1]]
        asked = next(filter(None, (_QUESTION.search(part) for part in ended)), None)
        if asked:
            return Finding(1.0, f"{asked[0]}?"[-60:].strip())
        said = _ASKS.search(text)
        return Finding(said is not None, said[0][-60:].strip() if said else "")

    return Check(label, evaluate, points)


def next_step(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter promises something by a day or an hour: "send … by Saturday"."""

    def evaluate() -> Finding:
        text = normalise(raw)
        found = _NEXT.search(text) or _NEXT_TURNED.search(text)
        return Finding(found is not None, found[0][:80] if found else "")

    return Check(label, evaluate, points)


def signed(raw: Any, *names: str, label: str, points: float = 1.0) -> Check:
    """Check that one of ``names`` stands at the end of a letter."""

    def evaluate() -> Finding:
        closing = normalise(raw)[-_CLOSING:]
        found = next((w for w in tokens(closing) if any(fuzz.ratio(w, n) >= 85 for n in names)), "")
        return Finding(bool(found), found)

    return Check(label, evaluate, points)


def trusting(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter does not sound as if it suspected the buyer; an empty one fails."""

    def evaluate() -> Finding:
        found = _SUSPECTS.search(normalise(raw))
        return Finding(bool(words(raw)) and not found, found[0] if found else "")

    return Check(label, evaluate, points)


def gives_reason(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check for a reason a buyer accepts: on the road, no signal, a family event."""
    return matches(_REASON, raw, label, points)


def says_until(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a message names a day, date or hour; "later" and "soon" are none."""
    return matches(_LATER, raw, label, points)


_LETTER = 4


def written_as_letter(raw: Any, *, asked: Answer | None = None, label: str = LABEL) -> Check:
    """Guard: a text for a reader (``written_for_a_reader``), in a language this one reads."""

    def evaluate() -> Finding:
        text = normalise(raw)
        found = judged(text, signals_of(text, asked))
        if found.share == 1 and not reads_as_english(raw):
            return Finding(0.0, "pembeli tidak bisa membacanya")
        if found.share == 1 and len(words(raw)) < _LETTER:
            return Finding(0.0, "terlalu pendek untuk dimengerti")
        return found

    return Check(label, evaluate)


RULES = ("fob", "cfr", "cif", "fca", "exw", "dap", "cpt", "cip", "ddp", "fas")


@cache
def _units() -> str:
    """Return the alternatives of a unit of goods, the longest first."""
    return either(sorted(LISTS.set("satuan") | LISTS.set("satuan_lokal"), key=len, reverse=True))


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
_PACKED = Pattern(
    lambda: (
        rf"\d\s*(?:{_units()})\s*(?:/|(?:per|in|every|each|a|isi)(?![a-z]))"
        rf"|(?:(?<![a-z])per|/|in\s+1|in\s+one)\s*(?:{_units()})(?![a-z])"
        r"|(?:cartons?|cartoons?|ctn|box|set|pack)\s*(?:of|isi|:)?\s*\d|(?<![a-z])isi\s*\d"
        r"|\d\s*kg\s+(?:[a-z]+\s+){0,2}(?:bags?|sacks?|drums?|cartons?|box)(?![a-z])"
    )
)
_FACTS: Mapping[str, str | Pattern] = {
    "ukuran": rf"{NUMBER}\s*(?:cm|mm|m|inch(?:es)?)?\s*[x\u00d7*]\s*\d"
    rf"|{NUMBER}\s*(?:cm|mm|inch(?:es)?)(?![a-z])|sizes?\s*:?\s*(?:\d|(?:s|m|l|xl)(?![a-z]))",
    "tinggi": r"(?:height|high|thick\w*|tinggi|tebal)\s*:?\s*\d",
    "garis tengah": r"(?:diameter|diam|dia)\s*:?\s*\d",
    "berat atau isi": rf"{NUMBER}\s*(?:g|gr|grm|grams?|kg|kgs|ml|l|lt|liters?|litres?|oz)(?![a-z])",
    "masa simpan atau umur": rf"{NUMBER}\s*(?:{_SPAN})(?![a-z])",
    "warna atau rasa": rf"(?<![a-z])(?:{_COLOURS}|{_TASTES})(?![a-z])"
    r"|\d\s*(?:colou?rs?|flavou?rs?|variants?|motifs?|designs?|warna|rasa)(?![a-z])",
    "isi kemasan": _PACKED,
    "jenis kemasan": r"(?<![a-z])(?:inner|master|outer|paper|gift|wooden|kraft|vacuum|zip\w*"
    r"|plastic|glass|jute|stand(?:ing|-?\s?up)?)\s*(?:box|bags?|pack\w*|pouch\w*|carton|jars?|bottles?)",
    "mutu terukur": r"(?<![a-z])[a-z]{2,}\s*:?\s*(?:max|min|under|below|about)?\s*[<>]?\s*"
    rf"(?!100\s*%){NUMBER}(?:\s*-\s*{NUMBER})?\s*%|{NUMBER}\s*%\s*(?:moisture|max|min)",
    "izin": r"(?<![a-z])(?:halal|bpom|haccp|organi[ck]|p-?irt|sni|fsc|svlk|iso\s*\d+)(?![a-z])",
    "cara membuat": r"hand\s*-?\s*(?:made|woven|stamp\w*|crafted|painted|carved)|roast\w*"
    r"|dried|sundried|engraved|washed|woven|dyed|distilled|fermented|knitted|crochet\w*|buatan\s+tangan",
}
_MEASURED = re.compile(rf"{NUMBER}\s*(?:cm|mm|inch(?:es)?)(?![a-z])")
_FACT_PATTERNS: Mapping[str, AnyPattern] = {
    name: re.compile(known) if isinstance(known, str) else known for name, known in _FACTS.items()
}
_ORDER = Pattern(
    lambda: (
        rf"(?<![\w.,%$]){NUMBER}\s*(?:x\s*\d+\s*)?(?:(?:ft|feet|hc|')\s*)*(?:{_units()})(?![a-z])"
    )
)
_MONEY = re.compile(rf"(?:{CURRENCY})\s*\.?\s*\d|{NUMBER}\s*(?:{CURRENCY})(?![a-z])")
_RULE = re.compile(rf"(?<![a-z])(?:{'|'.join(RULES)})(?![a-z])")
_OLD_RULE = re.compile(r"(?<![a-z])(?:cnf|c\s*&\s*f|c\s*and\s*f|c\+f)(?![a-z])")
_PER = Pattern(
    lambda: (
        rf"(?:(?:(?<![a-z])(?:per|an?|every|tiap)(?![a-z])|/)\s*(?:1\s*)?(?:{_units()}|[a-z]{{3,}})|each)(?![a-z])"
    )
)
_AFTER_RULE = re.compile(
    rf"(?<![a-z])(?:{'|'.join(RULES)}|cnf|c&f)\W+(?:(?:port|of|at|in|from|the)\s+)*([a-z]{{2,}})"
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
_LEAD = re.compile(rf"(?<![\w.,]){_COUNT}\s*(?:-|to|sampai)?\s*\d*\s*(?:{_SPAN})(?![a-z])")
_SINCE = re.compile(
    r"(?<![a-z])(?:after|from|since|upon|once|when|setelah|sesudah|sejak)\s+(?!\d+\s)\w"
)


def goods_and_brand(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a name says what it is ("banana chips") and whose ("Mawar")."""

    def evaluate() -> Finding:
        words = [w for w in tokens(raw) if len(w) > 1]
        goods = next((w for w in words if is_goods(w)), "")
        own = [w for w in words if not is_goods(w) and (w in indonesian() or not is_listed(w))]
        brand = next((w for w in own if w not in LISTS.set("bukan_merek")), "")
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
        materials = (LISTS.set("bahan") | LISTS.set("bahan_lokal")) & set(tokens(text))
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
        named = next((w for w in tokens(text) if w in LISTS.set("tempat") and len(w) > 2), "")
        after = _AFTER_RULE.search(text)
        if not named and after and after[1] not in LISTS.set("bukan_tempat") | LISTS.set("satuan"):
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
