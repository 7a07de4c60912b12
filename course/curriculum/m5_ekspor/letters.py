"""Letters to a buyer: is each question answered, is a day promised, can he read it."""

from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz

from course.criteria.lists import Pattern, either
from course.criteria.numbers import readings
from course.criteria.scoring import NAMED, Check, Finding, any_of
from course.criteria.text import LISTS as SHARED
from course.criteria.text import matches, normalise, words
from course.curriculum.m5_ekspor.english import (
    CURRENCY,
    LISTS,
    NUMBER,
    figures,
    indonesian,
    is_english,
    places,
    reads_as_english,
    tokens,
    unrefused,
)
from course.words import ENGLISH_MONTHS, MONTH

_OPENING = 80
_CLOSING = 90
_GREETS = Pattern(
    lambda: (
        r"(?<![a-z])(?:dear|deer|dera|hi|hey|hello|hallo|halo|good\s+(?:morning|day|afternoon|evening)"
        rf"|th?anks?|thnks?|thank\s?you|thx|tq|nuwun|{either(SHARED['terima_kasih'])}"
        rf"|{either([word for word in SHARED['salam'] if word != 'salam'])})(?![a-z])"
    )
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|sunday"
_LOCAL_DAYS = "senin|senen|selasa|rabu|rebo|kamis|kemis|jumat|jemuwah|minggu|ahad"
_SATURDAY = r"saturday|sat|sabtu|saptu|setu|21(?:st)?|besok|sesuk|isuk|tomorrow"
_MONTH = rf"(?:{'|'.join(month[:3].lower() for month in ENGLISH_MONTHS)})[a-z]*|{MONTH}"
_WHEN = (
    rf"(?:tonight|{_DAYS}|{_LOCAL_DAYS}|{_SATURDAY}|\d{{1,2}}\s*(?:st|nd|rd|th)?\s+(?:{_MONTH})"
    rf"|(?:{_MONTH})\s+\d{{1,2}}|(?:in|within)\s+\d+\s*(?:x\s*\d+\s*)?(?:days?|hours?)"
    r"|\d{1,2}[.:]\d{2}|\d{1,2}\s*(?:am|pm)|next\s+week)(?![a-z])"
)
_DOES = (
    r"(?:sen[dt]?|sending|repl\w*|reply|replay|answ\w*|respon[ds]?\w*|receive|get|have|share|offer|quot\w*|qout\w*|catalog\w*|invoice"
    r"|proforma|contact|call|e-?mail|inform|give|tell|prepare|wait|kirim\w*|penawaran|balas\w*)"
)
_NEXT = re.compile(
    rf"(?<![a-z]){_DOES}(?![a-z])[^.?!\n]{{0,70}}?(?<![\w.])(?:today(?![a-z])|{_WHEN})"
)
_NEXT_TURNED = re.compile(rf"(?<![\w.]){_WHEN}[^.?!\n]{{0,50}}?(?<![a-z]){_DOES}(?![a-z])")
_OTHER_DAY = re.compile(rf"(?<![a-z])(?<!before )(?:{_DAYS}|{_LOCAL_DAYS})(?![a-z])")
_THE_DAY = re.compile(rf"(?<![\w.])(?:{_SATURDAY})(?![a-z])")
# "I can not answer by Saturday"; but "I cannot answer now, I will on Saturday".
_REFUSES = re.compile(
    r"(?<![a-z])(?:can\s?not|can't|cant|won't|wont|will\s+not|do\s+not|does\s+not|not\s+able\s+to|unable\s+to|not\s+sure|don't\s+know|impossible"
    r"|tidak\s+bisa|(?:nda|ng?ga|ora|mboten|teu)k?\s+(?:bisa|iso|saged|tiasa))"
    r"(?:\s+(?!but|now|today|until|till|before|so|will|yet)[a-z]+){0,5}\s+"
    rf"(?:on\s+|by\s+|at\s+|hari\s+)?{_WHEN}"
)
_THANKS = Pattern(
    lambda: (
        r"(?<![a-z])(?:th?anks?|thnks?|tanx|th?ank\s*yo?u|thnk\s*you|thankyou|tq|thx|tks|appreciat\w*|ap+reci\w*"
        r"|grate?full?(?:y|ness)?|gratitude|thankful\w*|pleas(?:ed|ure)\s+(?:to|was)|(?:glad|happy|delighted|honou?red)\s+(?:to|that|for)"
        rf"|many\s+thanks|{either(SHARED['terima_kasih'])})(?![a-z])"
    )
)
_SUSPECTS = re.compile(
    r"(?<![a-z])(?:scam\w*|fraud\w*|fake|liars?|cheat\w*|thief|suspicious|prove|proof\s+that\s+you"
    r"|real(?:ly)?\s+(?:a\s+)?buyers?|are\s+you\s+(?:real|serious|sure)|(?:not|dont|don't|can't)\s+"
    r"(?:really\s+)?trust|penipu\w*|menipu)(?![a-z])"
)
_QUESTION = re.compile(r"[a-z]{2}.{3,}", re.DOTALL)
# Who dictates has no question mark: the words that ask are enough, beside what is asked about.
_ASKS = re.compile(
    r"please\s+(?:inform|tell|confirm|advise|let|give|send|choose)\s+(?:me|us|the|your|colou?r)"
    r"|may\s+(?:i|we)\s+(?:know|ask)|(?:can|could)\s+you\s+(?:please\s+)?(?:tell|inform|confirm)"
    r"|(?:i|we)\s+want\s+to\s+(?:ask|know)|(?:tell|inform)\s+(?:me|us)\s+(?:the|your|which|what)"
    r"|(?<![a-z])(?:wh?ich|wh?at|how\s+many|how\s+about)\s+(?:the\s+|is\s+the\s+|is\s+your\s+)?"
    r"(?:favou?rite\s+)?(?:colou?rs?|size|kind|type|motif|pattern|design|one|quantity|pieces|shape|brand|model|packing|packaging|port|purpose)(?![a-z])"
    r"|(?<![a-z])(?:do|would|will)\s+you\s+(?:like|want|need|prefer)"
    r"|let\s+(?:me|us)\s+know\s+(?:your|the|which|what|if|how|about)"
    r"|(?:choose|pick|mention|write|specify|advise|select)\s+(?:me\s+|us\s+)?(?:your|the|which|what|a)?\s*(?:favou?rite\s+|preferred\s+)?"
    r"(?:colou?r|size|motif|pattern)"
    r"|w(?:ould|ich|hich|hat)\s+(?:you\s+)?(?:colou?r|coler|kolor|warna)"
    r"|colou?rs?\s+(?:do\s+)?(?:you|u)\s+(?:like|want|need|prefer)"
    r"|(?<![a-z])w[ae]rna(?:ne|nya|na)?\s+(?:sing\s+)?(?:apa|endi|opo|nopo|naon|mana)(?![a-z])"
)
_ALIKE = 84


def _like(token: str, *wanted: str) -> bool:
    """Return whether a word is one of ``wanted``, a typo or two of speech aside."""
    return 5 <= len(token) <= 14 and any(fuzz.ratio(token, word) >= _ALIKE for word in wanted)


def addressed_to(raw: Any, name: str, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter begins with a greeting and the buyer's name ("Dear Mr. Peter")."""

    def evaluate() -> Finding:
        opening = normalise(raw)[:_OPENING]
        greets = _GREETS.search(opening) is not None
        named = any(fuzz.ratio(w, name) >= 80 for w in tokens(opening))
        return Finding(greets and named, "" if greets and named else "belum ada salam dan nama")

    return Check(label, evaluate, points)


def thanks_buyer(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter thanks."""
    return matches(_THANKS, raw, label, points)


def quotes_price(raw: Any, amount: float | None, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter names ``amount`` beside a currency: "USD 2,01", "2.01 US dollar".

    Where it is None nobody knows the price, and any will do.
    """

    def evaluate() -> Finding:
        found = [
            value
            for match in _PRICES.finditer(unrefused(raw))
            for value in readings((match[1] or match[2]).rstrip(".,"))
        ]
        hit = any(amount is None or abs(value - amount) < 0.005 for value in found)
        return Finding(hit, "" if hit else ", ".join(f"{v:g}" for v in found) or "belum ada harga")

    return Check(label, evaluate, points)


_PRICES = re.compile(rf"(?:{CURRENCY})\s*({NUMBER})|({NUMBER})\s*(?:{CURRENCY})")
_LEAST = (
    r"(?:mini?m[ua][mnl]?|minimal|min|moq|at\s+least|start(?:s|ing)?\s+(?:from|at)|smallest|least|lowest|fewest|ord?e?rs?"
    r"|not\s+less\s+than|no\s+less\s+than|begin(?:s|ning)?\s+(?:from|at)|from|paling\s+(?:sedikit|sithik|saeutik)|saeutikna|sakedikna|sithike)"
)


def counts(
    raw: Any,
    amount: int | None,
    units: str,
    *,
    least: bool = False,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check that a letter names ``amount`` of one of ``units`` ("500 pcs"), thousands as typed.

    Any number will do where ``amount`` is None. With ``least`` a smallest order needs no unit:
    "minimum 500", "500 or more".
    """
    number = _as_typed(amount)
    bare = rf"(?<![\d.,]){number}(?![\d%]|[.,]\d)"
    alternatives = [rf"(?<![\d.,]){number}\s*(?:{'|'.join(units.split())})(?![a-z])"]
    if least:
        alternatives += [
            rf"{_LEAST}(?:\W+(?:ord?e?rs?|is|of|are|qty|quantity|pesanan|pesenan))*\W+{bare}",
            rf"{bare}\s*(?:or\s+more|minimum|min|up|ke\s+atas)(?![a-z])",
        ]
    pattern = re.compile("|".join(alternatives))
    misspelt = re.compile(rf"(?<![\d.,]){number}\s*([a-z]{{5,9}})(?![a-z])")

    def evaluate() -> Finding:
        text = unrefused(raw)
        if found := pattern.search(text):
            return Finding(1.0, found[0])
        near = (m for m in misspelt.finditer(text) if _like(m[1], *units.split()))
        found = next(near, None)
        return Finding(found is not None, found[0] if found else "")

    return Check(label, evaluate, points)


_LENGTHS = (
    ("days day working hari dina dino dinten", 1),
    ("weeks week minggu", 7),
    ("months month bulan wulan sasih", 30),
)
_SAME = 0.08
"""A month is four weeks, too."""


def takes(raw: Any, days: int | None, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter says it takes ``days``, or as long in weeks or months; of None, any."""
    ways = [
        counts(raw, amount, units, label="")
        for units, each in _LENGTHS
        for amount in _lasting(days, each)
    ]
    return any_of(*ways, label=label, points=points)


def _lasting(days: int | None, each: int) -> list[int | None]:
    """Return how often ``each`` days go into ``days``, where that is as long."""
    if days is None:
        return [None]
    near = [days // each, days // each + 1]
    return [n for n in near if n and abs(n * each - days) <= (_SAME * days if each > 1 else 0)]


def _as_typed(amount: int | None) -> str:
    if amount is None:
        return r"\d[\d.,]{0,8}"
    if amount < 1_000:
        return str(amount)
    return "[.,]?".join([str(amount)[:-3], str(amount)[-3:]])


def offers_sample(raw: Any, fee: float | None, *, label: str, points: float = 1.0) -> Check:
    """Check that a sentence about the sample names its ``fee`` beside a currency.

    Of own goods, where it is None, any fee will do, and none: "free".
    """

    def evaluate() -> Finding:
        parts = re.split(r"(?<=[.!?])\s+(?!\d)|\n+", _REFUSED.sub(" ", figures(raw)))
        about = [
            " ".join([part, *(p for p in parts[i + 1 : i + 2] if fee or not _OF_GOODS.search(p))])
            for i, part in enumerate(parts)
            if re.search(r"samp[el]+|sempel|contoh|conto", part)
        ]
        if any(quotes_price(part, fee, label="").evaluate().share for part in about):
            return Finding(1.0)
        if fee is None and any(_FREE.search(part) for part in about):
            return Finding(1.0, "gratis")
        offered = any(_OFFERED.search(part) for part in about)
        return Finding(0.5 * offered, "belum ada ongkos contoh barang" if about else "")

    return Check(label, evaluate, points)


_REFUSED = re.compile(
    r"(?<![a-z])(?:can\s?not|can't|cant|no|not|don't|do\s+not|won't|tidak(?:\s+bisa)?)\s+(?:[a-z]+\s+){0,3}samp[el]+"
)
_OF_GOODS = re.compile(r"(?<![a-z])(?:price|fob|minimum|moq)(?![a-z])")
"""A sentence after that of the sample that is about something else again."""
_FREE = re.compile(
    r"(?<![a-z-])(?<!not )(?<!feel )(?:free(?!\s+on\s+board)|gratis|no\s+charge)(?![a-z])"
)
_OFFERED = re.compile(
    r"(?<![a-z])(?:can|yes|free|will|may|send|sent|available|provide|give|pay|costs?|fee|charge|bisa|kirim|gratis)(?![a-z])"
)


def asks_buyer(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter asks the buyer something: a "?", "which colour", "please inform me"."""

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
    """Check that a letter promises something by a day or an hour: "send … by Saturday".

    A weekday that is not the one of the task earns half.
    """

    def evaluate() -> Finding:
        text = _days_spelt(_REFUSES.sub(" ", normalise(raw)))
        found = _NEXT.search(text) or _NEXT_TURNED.search(text)
        return _on_the_day(found, text)

    return Check(label, evaluate, points, NAMED)


def _on_the_day(found: re.Match[str] | None, text: str) -> Finding:
    if found is None:
        return Finding(0.0)
    other = _OTHER_DAY.search(found[0]) and not _THE_DAY.search(text)
    return Finding(0.5 if other else 1.0, found[0][:80])


def _days_spelt(text: str) -> str:
    """Return a normalised text with "Saterday" as Saturday, so that the patterns find it."""
    wrong = {
        w for w in set(tokens(text)) if w[0] == "s" and w != "saturday" and _like(w, "saturday")
    }
    for word in wrong:
        text = text.replace(word, "saturday")
    return text


_FAREWELL = re.compile(
    r"(?:regards?|sincerely|faithfully|wishes|salam|thanks?|thank\s+you)\W+[a-z]{3}[^\n]{0,40}\Z"
)


def signed(raw: Any, *names: str, anybody: bool = False, label: str, points: float = 1.0) -> Check:
    """Check that one of ``names`` stands at the end of a letter; of an own shop ``anybody``."""

    def evaluate() -> Finding:
        closing = normalise(raw)[-_CLOSING:]
        if anybody and (own := _FAREWELL.search(closing.strip(" .!,"))):
            return Finding(1.0, own[0])
        found = next((w for w in tokens(closing) if any(fuzz.ratio(w, n) >= 80 for n in names)), "")
        return Finding(bool(found), found)

    return Check(label, evaluate, points)


def trusting(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter does not sound as if it suspected the buyer; an empty one fails."""

    def evaluate() -> Finding:
        found = _SUSPECTS.search(normalise(raw))
        return Finding(bool(words(raw)) and not found, found[0] if found else "")

    return Check(label, evaluate, points)


_MIXED, _LOCAL, _HALF = 0.12, 0.55, 1 / 3


def letter_in_english(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a letter is in English; one that is mixed with another language earns half."""

    def evaluate() -> Finding:
        idle = LISTS.set("tempat") | {w for w in places(raw) if w in indonesian()}
        counted = [w for w in tokens(raw) if len(w) > 1 and w not in idle]
        local = [w for w in counted if w in indonesian() and not is_english(w)]
        share = len(local) / max(len(counted), 1)
        known = sum(map(is_english, counted)) / max(len(counted), 1)
        found = "belum Inggris: " + ", ".join(dict.fromkeys(local)) if local else ""
        if share <= _MIXED:
            good = reads_as_english(raw)
            return Finding(good, "" if good else found or "kata tidak dikenal")
        return Finding(0.5 if share <= _LOCAL and known >= _HALF else 0.0, found)

    return Check(label, evaluate, points)
