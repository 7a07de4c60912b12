"""Checkers for a letter in English to a buyer: by name, answering, asking one thing, with a date.

Source: curriculum M5-10 and the four reply rules of paper S3. Manners are found by words; whether
the tone is warm is for a person.
"""

from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz

from course.grading.criteria import Check, Finding
from course.grading.english import CURRENCY, NUMBER, tokens
from course.grading.numbers import readings
from course.grading.sentences import copied
from course.grading.text import matches, normalise, sentences, words

_OPENING = 80
_CLOSING = 90
_GREETS = (
    r"(?:dear|hi|hello|hallo|halo|good\s+(?:morning|day|afternoon|evening)|thanks?|thank\s?you|thx)"
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|okt|nov|dec|des"
_WHEN = (
    rf"(?:tomorrow|tonight|{_DAYS}|\d{{1,2}}\s*(?:st|nd|rd|th)?\s+(?:{_MONTHS})[a-z]*"
    rf"|(?:{_MONTHS})[a-z]*\s+\d{{1,2}}|(?:in|within)\s+\d+\s*(?:x\s*\d+\s*)?(?:days?|hours?)"
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
_ASKS = re.compile(
    r"please\s+(?:inform|tell|confirm|advise|let|give|send)\s+(?:me|us)|may\s+(?:i|we)\s+(?:know|ask)"
    r"|(?:can|could)\s+you\s+(?:please\s+)?(?:tell|inform|confirm)|i\s+want\s+to\s+(?:ask|know)"
)
_REASON = re.compile(
    r"(?<![a-z])(?:travel\w*|trip|on\s+(?:the|my)\s+(?:way|road|bus|train)|in\s+(?:the|a)\s+"
    r"(?:road|way|bus|train|car|meeting|hospital|village|field)|driv\w+|rid\w+|out\s+of\s+(?:town|office|city)"
    r"|outside|not\s+(?:in|at)\s+(?:the\s+|my\s+)?(?:office|home|house|workshop|shop)|events?|meetings?"
    r"|hospital|sick|ill|internet|signal|connection|electricity|famil\w+|wedding|funeral|exhibition"
    r"|market|flight|airport|bazaar)(?![a-z])"
)
_LINKING = frozenset(
    """
    the a an is are was be to of for with we our us you your i my me can could will may do does
    please and in on at from by after it this that if so as
    """.split()  # noqa: SIM905
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
        text = normalise(raw)
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
        asked = re.search(r"[a-z]{2,}[^?\n]{3,}\?", text) or _ASKS.search(text)
        return Finding(asked is not None, asked[0][-60:].strip() if asked else "")

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


def written_as_letter(
    raw: Any, *, least: int = 3, prompt: str = "", label: str = "ditulis sebagai kalimat"
) -> Check:
    """Guard: ``least`` English sentences that read on; no keyword list, no copy of the prompt."""

    def evaluate() -> Finding:
        reason = _stuffed(normalise(raw), least, normalise(prompt))
        return Finding(not reason, reason)

    return Check(label, evaluate)


def _stuffed(text: str, least: int, prompt: str) -> str:
    found = words(text)
    full = [s for s in sentences(text) if len(words(s)) >= 3]
    if len(full) < least:
        return f"baru {len(full)} kalimat, paling sedikit {least}"
    if len(set(found)) < 0.4 * len(found):
        return "kata yang sama diulang-ulang"
    if sum(w in _LINKING for w in found) < max(least, len(found) // 10):
        return "kata-kata belum disambung menjadi kalimat"
    return copied(text, prompt)
