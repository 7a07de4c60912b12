"""Checkers of lesson 5: the first step, the listing's facts and terms."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from course.criteria.lists import AnyPattern, Pattern, either
from course.criteria.numbers import half, readings
from course.criteria.scoring import NAMED, Check, Finding, any_of
from course.criteria.shape import joins
from course.criteria.tables import cell
from course.criteria.text import SPACES, matches, normalise
from course.curriculum.m5_ekspor.english import (
    CURRENCY,
    LISTS,
    NUMBER,
    RULES,
    figures,
    indonesian,
    is_english,
    is_goods,
    is_listed,
    tokens,
    unrefused,
    unspelt,
)


def dialled(raw: Any, number: str, *, label: str, points: float = 1.0) -> Check:
    """Check a telephone number as typed for abroad: the digits of ``number`` ("6281…") behind +."""

    def evaluate() -> Finding:
        text = raw.strip() if isinstance(raw, str) else ""
        digits = re.sub(r"[\s().-]", "", text)
        if digits in {f"+{number}", f"00{number}"}:
            return Finding(1.0, text)
        return Finding(0.5 if digits == number else 0.0, text[:40])

    return Check(label, evaluate, points)


def multiplied(raw: Any) -> Any:
    """Return what the sides of a box as typed, "40x30x10", come to; anything else as it is."""
    sides = _BOX.search(figures(raw))
    if not sides:
        return raw
    each = [readings(sides[n])[:1] for n in (1, 2, 3)]
    if not all(each):
        return raw
    return each[0][0] * each[1][0] * each[2][0]


_BOX = re.compile(
    rf"\A({NUMBER})\s*(?:cm)?\s*[x\u00d7*]\s*({NUMBER})\s*(?:cm)?\s*[x\u00d7*]\s*({NUMBER})\s*(?:cm)?\W*\Z"
)


def answered_rows(
    raw: Any, rows: Collection[str], *, column: str, label: str, points: float = 1.0
) -> Check:
    """Check a self-report by the share of rows that are answered, whatever the answer."""

    def evaluate() -> Finding:
        count = sum(bool(cell(raw, row, column)) for row in rows)
        return Finding(count / len(rows), f"{count} dari {len(rows)} diisi")

    return Check(label, evaluate, points)


def step_for_gap(
    checklist: Any,
    step: Any,
    when: Any,
    rows: Collection[str],
    *,
    done: str = "sudah",
    label: str,
    points: float = 1.0,
) -> Check:
    """Check that a next step is for something that is not done yet; half without a time.

    A step's key is the row it is for. What is not answered is open; where all is done any step will
    do.
    """

    def evaluate() -> Finding:
        gaps = {row for row in rows if cell(checklist, row, "punya") != done}
        fits = isinstance(step, str) and step in (gaps or {*rows})
        timed = isinstance(when, str) and bool(when)
        found = "" if fits else "sudah ada, atau belum dipilih"
        return Finding(fits * (1.0 if timed else 0.5), found)

    return Check(label, evaluate, points)


@cache
def _units() -> str:
    """Return the alternatives of a unit of goods, the longest first."""
    known = sorted(LISTS.set("satuan") | LISTS.set("satuan_lokal"), key=len, reverse=True)
    return f"(?:{either(known)})s?"


_SPAN = (
    r"(?:(?:working|business)\s+)?days?|workdays?|weeks?|wks?|months?|mths?|years?|hours?|hrs?"
    r"|hari|minggu|bulan|tahun|dino|dina|dinten|poe|wulan|sasih|taun"
)
_COUNT = rf"(?:{NUMBER}|an?|one|two|three|four|five|six|satu|dua|tiga)"
_COLOURS = (
    r"red|blue|green|yellow|black|white|brown|grey|gray|orange|purple|pink|beige|cream|gold|silver"
    r"|natural\s+colou?r|colou?r\s+natural|navy|maroon|merah|biru|hijau|kuning|hitam|putih|co[kc]e?lat|abang|ijo|ireng|hideung|beureum"
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
    "kertas": r"(?<![a-z])a[2-6](?![a-z\d])|\d\s*(?:sheets?|pages?|lembar|halaman)(?![a-z])",
    "bentuk": r"(?<![a-z])(?:round|square|oval|rectangular|rectangle|triangle|foldable|lined"
    r"|cylinder|bulat|persegi|kotak\s+besar)(?![a-z])",
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
_SPELT_OUT = re.compile(r"(?<![a-z])(?:ex[\s-]*works?|free\s+on\s+board)(?![a-z])")
_OLD_RULE = re.compile(r"(?<![a-z])(?:cnf|c\s*&\s*f|c\s*and\s*f|c\+f)(?![a-z])")
_PER = Pattern(
    lambda: (
        rf"(?:(?:(?<![a-z])(?:per|an?|every|tiap|saben|unggal|sak)(?![a-z])|/)\s*(?:1\s*)?"
        rf"(?:{_units()}|[a-z]{{3,}})|each|hijina|sijine|setunggalipun|satunya|bijine|sabiji|sa?siki|(?:(?:one|1)\s+|(?<![a-z])sak?)(?:{_units()}))(?![a-z])"
    )
)
_AFTER_RULE = re.compile(
    rf"(?<![a-z])(?:{'|'.join(RULES)}|cnf|c&f|ex[\s-]*works?|on\s+board)\W+(?:(?:port|of|at|in|from|the)\s+)*([a-z]{{2,}})"
)
_WAYS = re.compile(
    r"(?<![a-z])(?:t\s*/\s*t|tt|telegraphic|wire|transfer|bank|l\s*/\s*c|lc|letter\s+of\s+credit"
    r"|paypal|western\s+union|escrow|trade\s+assurance|wise|payoneer)(?![a-z])"
)
_ALONE = re.compile(
    r"(?<![a-z])(?:l\s*/\s*c|lc|letter\s+of\s+credit|full\s+(?:payment|amount)|fully|in\s+advance"
    r"|escrow|trade\s+assurance|lunas)(?![a-z])"
)
_HALVES = re.compile(r"(?<![a-z])half(?![a-z])[^.;\n]{0,60}(?<![a-z])half(?![a-z])")
_REST = re.compile(r"(?<![a-z])(?:rest|balance|remain\w*|sisa\w*|pelunasan)(?![a-z])")
_LEAD = re.compile(rf"(?<![\w.,]){_COUNT}\s*(?:-|to|sampai)?\s*\d*\s*(?:{_SPAN})(?![a-z])")
_SINCE = re.compile(
    r"(?<![a-z])(?:after|from|since|upon|once|when|setelah|sesudah|stlh|sejak|habis|sakwise|sawise"
    r"|bubare|bibaripun|saksampune|saatos|saentos|sanggeus)\s+(?!\d+\s)\w"
)


_DENIED = re.compile(
    r"(?<![a-z])(?:not|no|never|isn't|aren't|don't\s+(?:have|accept|use)|(?:do|does|can)\s*not\s+(?:have|accept|use|take)|bukan)"
    r"\s+(?!less|more|later|preservat|sugar|msg|added|artificial|chemical|pengawet)[a-z/]+"
    r"|(?<![a-z])(?:ora|tidak|tak|gak|ndak|mboten|teu|moal)\s+(?!kurang|lebih|pakai\s+pengawet)"
    r"(?:(?:gelem|mau|bisa|iso|nganggo|pakai|pake|nampa|terima|ngerti|duwe|ada)\s+){0,2}[a-z/]+"
)
"""What a listing denies: "not leather", "no size yet", "we do not accept T/T"."""


_PAIR = 2


def goods_and_brand(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a name says what it is ("banana chips") and whose ("Mawar")."""

    def evaluate() -> Finding:
        words = [w for w in tokens(raw) if len(w) > 1]
        goods = next((w for w in words if is_goods(w)), "")
        own = [w for w in words if not is_goods(w) and (w in indonesian() or not is_listed(w))]
        brand = next((w for w in own if w not in LISTS.set("bukan_merek")), "")
        # What nobody knows here may be goods all the same: "cement floor tiles".
        idle = LISTS.set("bukan_merek") | indonesian()
        strange = [w for w in words if w not in idle and is_english(w)]
        goods = goods or (strange[0] if len(strange) >= _PAIR else "")
        missing = [] if goods else ["jenis barang"]
        missing += [] if brand else ["merek"]
        share = 0.0 if not goods else 1.0 if brand else 0.5
        return Finding(share, "belum ada " + " dan ".join(missing) if missing else brand)

    return Check(label, evaluate, points)


def facts_of_goods(raw: Any, *, least: int = 4, label: str, points: float = 1.0) -> Check:
    """Check for ``least`` different facts: size, weight, material, colour, shelf life, packing."""

    def evaluate() -> Finding:
        # What was denied leaves blanks, in which a pattern would look for words for minutes.
        text = SPACES.sub(" ", _DENIED.sub(" ", unrefused(raw)))
        found = [name for name, pattern in _FACT_PATTERNS.items() if pattern.search(text)]
        if len(set(_MEASURED.findall(text))) > 1:
            found.append("ukuran kedua")
        materials = (LISTS.set("bahan") | LISTS.set("bahan_lokal")) & set(tokens(text))
        found += ["bahan", "bahan kedua"][: len(materials)]
        return Finding(min(len(found) / least, 1.0), ", ".join(found) or "belum ada fakta")

    return Check(label, evaluate, points)


def order_size(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a smallest order has a number and a unit: "100 cartons"; half for "100"."""
    bare = half(matches(_BARE, raw, label))
    of_goods = matches(_OF_GOODS, unrefused(raw), label)
    return any_of(
        matches(_ORDER, unrefused(raw), label), of_goods, bare, label=label, points=points
    )


_OF_GOODS = re.compile(
    rf"(?<![\w.,%$]){NUMBER}\s+(?!(?:{CURRENCY}|{_SPAN}|times|colou?rs?|sizes?|per|percents?|persen|order|orders|minimum|each|only|first|dan|and|or|to|until)(?![a-z]))[a-z]{{3,20}}(?![a-z])"
)
"""Goods are counted by their own name: "80 stools"."""


_BARE = re.compile(r"\A\W*(?:moq\W*|min\w*\W*(?:order\W*)?)?\d[\d.,]*\W*\Z")


def price_amount(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a price has a number beside a currency: "USD 0.95", "12 usd", "$2,01"."""
    return matches(_MONEY, unrefused(raw), label, points)


def price_rule(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a price names an Incoterms 2020 rule; the old "CNF" earns half."""

    def evaluate() -> Finding:
        text = _DENIED.sub(" ", unspelt(raw))
        if found := _RULE.search(text):
            return Finding(1.0, found[0].upper())
        if spelt := _SPELT_OUT.search(text):
            return Finding(1.0, spelt[0])
        old = _OLD_RULE.search(text)
        return (
            Finding(0.5, "CNF sekarang ditulis CFR") if old else Finding(0.0, "belum ada istilah")
        )

    return Check(label, evaluate, points, NAMED)


def price_place(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that the rule's place is named: "FOB Tanjung Perak", not "FOB our port"."""

    def evaluate() -> Finding:
        text = unspelt(raw)
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
    return matches(_WAYS, _DENIED.sub(" ", unspelt(raw)), label, points)


def payment_split(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that deposit and balance make 100: "30% + 70%", "50-50", "30%, the rest", L/C."""

    def evaluate() -> Finding:
        text = unrefused(raw)
        pair = re.search(r"(?<!\d)(\d{1,3})\s*(?:[-/+: ]|and|dan|lan)\s*(\d{1,3})(?!\d)", text)
        parts = [int(n) for n in re.findall(r"(\d{1,3})\s*(?:%|per\s?cent|persen|pct)", text)] or (
            [int(pair[1]), int(pair[2])] if pair else []
        )
        whole = sum(parts) == 100 or (pair is not None and int(pair[1]) + int(pair[2]) == 100)
        rest = len(parts) == 1 and parts[0] < 100 and _REST.search(text) is not None
        alone = not parts and (_ALONE.search(text) or _HALVES.search(text)) is not None
        shown = " + ".join(map(str, parts)) or "belum ada pembagian"
        return Finding(whole or rest or alone, shown)

    return Check(label, evaluate, points)


def lead_time(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a delivery time has a number: "35 days", "3 weeks", "one month"."""
    return matches(_LEAD, unrefused(raw), label, points)


def counted_from(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a delivery time says since when: "after deposit", "from DP"."""
    return matches(_SINCE, figures(raw), label, points)


def own_listing(
    raws: Sequence[Any], shown: Sequence[str], *, label: str = "ditulis untuk barang sendiri"
) -> Check:
    """Guard: a listing of one's own: figures in it, one kind of goods, no example copied.

    ``raws`` are the fields, the name first, then the facts of the goods.
    """

    def evaluate() -> Finding:
        texts = [t for raw in raws if (t := normalise(raw))]
        if any(fuzz.ratio(a, b) >= 90 for a, b in combinations(texts, 2)):
            return Finding(0.0, "isian yang sama ditulis dua kali")
        whole = " / ".join(texts)
        if len(_UNFILLED.findall(whole)) > _MANY_BLANKS:
            return Finding(0.0, "titik-titik belum diisi")
        alike = any(fuzz.ratio(whole, normalise(example)) >= 90 for example in shown)
        if alike or _OF_THE_LESSON.search(whole):
            return Finding(0.0, "menyalin contoh")
        if len(raws) > 1 and any(_same_facts(raws[1], example) for example in shown):
            return Finding(0.0, "keterangan barang menyalin contoh")
        told = tokens(raws[1]) if len(raws) > 1 else []
        figured = any(re.search(r"\d", _RULES.sub("", figures(raw))) for raw in raws[1:])
        if texts and not figured and (_is_listed(texts) or not any(map(is_goods, told))):
            return Finding(0.0, "belum ada barang dan angka", is_list=True)
        other = _contradicted(*raws[:2]) if len(raws) > 1 else ""
        return Finding(not other, f"nama dan keterangan berbeda barang: {other}" if other else "")

    return Check(label, evaluate)


_RULES = re.compile(r"incoterms?\W*(?:20\d\d)?")
"""The year of the rules is no figure of the offer."""


def _same_facts(facts: Any, example: str) -> bool:
    """Return whether the facts are those of an example ("name / facts / ..."), to its numbers."""
    text, parts = normalise(facts), normalise(example).split(" / ")
    if len(parts) < _FIELDS or not text:
        return False
    numbers = [re.findall(r"\d+", one) for one in (text, parts[1])]
    return numbers[0] == numbers[1] and fuzz.ratio(text, parts[1]) >= 90


_FIELDS = 3
_UNFILLED = re.compile(r"\u2026|\.{3,}|_{3,}")
_MANY_BLANKS = 2
_FORM, _TERMS = 5, 2
"""Fields of a listing that is filled; which of them are the first terms, behind name and facts."""


def _is_listed(texts: Sequence[str]) -> bool:
    """Return whether a filled listing's terms are rows of words: "days deposit"."""
    return len(texts) >= _FORM and sum(map(joins, tokens(" ".join(texts[_TERMS:])))) <= 1


_OF_THE_LESSON = re.compile(r"inggrisnya|paling sedikit (?:empat|4) fakta|(?:\A|/ )contoh(?![a-z])")
"""What only the lesson and the task say: "Contoh: 60 kotak. Inggrisnya: 60 boxes"."""


def _contradicted(name: Any, facts: Any) -> str:
    """Return the goods that the facts are about, where the name says another material; or "".

    "Ginger drink" made of potato, chips: what is named is nowhere, and something else is.
    """
    neutral = LISTS.set("satuan") | LISTS.set("bukan_dagangan") | LISTS.set("bahan_umum")
    materials, articles = LISTS.set("bahan") - neutral, LISTS.set("barang") - neutral
    named, told = set(tokens(name)), set(tokens(facts))
    own, other = named & materials, sorted((told & materials) - named)
    another = told & articles and not told & named & articles
    return ", ".join(other) if own and another and not own & told else ""


def as_told(check: Check, name: Any, raw: Any, brand: str, amount: float) -> Check:
    """Return ``check`` earning half where the task's own goods get another number than it gives.

    ``brand`` is how the name tells that the task's goods are used, ``amount`` what it says of them.
    """

    def evaluate() -> Finding:
        finding = check.evaluate()
        typed = [v for n in re.findall(NUMBER, figures(raw)) for v in readings(n.rstrip(".,"))]
        if brand not in normalise(name) or any(abs(v - amount) < 0.005 for v in typed):
            return finding
        return finding._replace(share=finding.share / 2, found=f"di soal: {amount:g}")

    return Check(check.label, evaluate, check.points)
