"""Checkers for what a seller writes to a buyer: greeting, thanks, help offered, when, how to pay.

The word lists are general Indonesian of small sellers with the short forms of WhatsApp and some
Javanese and Sundanese; what a given task asks for stands in the lesson's own criteria.
"""

from __future__ import annotations

import re
from typing import Any

from course.grading.criteria import Check, any_of
from course.grading.offers import DAYS, invites
from course.grading.text import matches, mentions, normalise

_GREETINGS = (
    "pagi", "siang", "sore", "malam", "mlm", "halo", "haloo", "hallo", "helo", "hello", "hai",
    "haii", "hay", "hey", "hei", "hi", "dear", "salam", "selamat", "slmt", "sugeng", "sampurasun",
    "permisi", "punten", "yth", "yang terhormat", "ass", "assalamualaikum", "assalamu alaikum",
    "assalamu'alaikum", "waalaikumsalam",
)  # fmt: skip
_THANKS = (
    "terima kasih", "terimakasih", "trima kasih", "trimakasih", "makasih", "mksh", "trims", "tks",
    "thanks", "matur nuwun", "maturnuwun", "suwun", "nuhun",
)  # fmt: skip
_PAYMENTS = (
    "transfer", "tf", "trf", "qris", "tunai", "cash", "cod", "bayar di tempat", "rekening", "rek",
    "dana", "gopay", "ovo", "shopeepay", "dompet digital", "scan",
)  # fmt: skip
_HELP = (
    "dibantu", "kami bantu", "kita bantu", "saya bantu", "ada yang bisa", "ada yg bisa",
    "mau tanya", "silakan", "silahkan", "monggo", "mangga",
)  # fmt: skip
_OPENING = 60
_NEGATED = re.compile(
    r"(?<![a-z])(?:tidak|tdk|tak|nggak|enggak|ngga|gak|ga|kurang|belum|blm|bukan|jangan)\s+"
    r"(?:(?:bisa|bs|dapat)\s+)?[a-z]+"
)
_HOURS = "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas"
_WHEN = re.compile(
    rf"""(?<![a-z])(?:
        hari\s+(?:kerja|berikutnya)
      | (?:hari|hr|pagi|siang|sore|malam)\s+ini | besok | bsk | lusa | nanti\s+(?:sore|malam)
      | dinten\s+(?:niki|ieu) | (?:m?benjing|sesuk|isuk)(?:an)?
      | {DAYS}
      | (?:jam|jm|pukul|pkl)\.?\s*(?:\d|{_HOURS}) | \d+\s*(?:x\s*24\s*)?(?:jam|hari|menit)(?![a-z])
    ) | (?<![\d.,])\d{{1,2}}[.:]\d{{2}}(?![\d.,]*\d)""",
    re.VERBOSE,
)


def affirmed(raw: Any) -> str:
    """Return a text, normalised, without the words it negates ("tidak renyah", "gak bisa")."""
    return _NEGATED.sub("", normalise(raw))


def greets(raw: Any, *, label: str = "salam", points: float = 1.0) -> Check:
    """Check that a text begins with a greeting: "Assalamualaikum", "pagi bu", "sugeng siang"."""
    opening = raw[:_OPENING] if isinstance(raw, str) else None
    return mentions(opening, *_GREETINGS, label=label, points=points)


def thanks(raw: Any, *, label: str = "terima kasih", points: float = 1.0) -> Check:
    """Check that a text says thank you, in one of the forms people write."""
    return mentions(raw, *_THANKS, label=label, points=points)


def offers_help(raw: Any, *, label: str = "menawarkan bantuan", points: float = 1.0) -> Check:
    """Check that a text invites to ask or to order."""
    text = affirmed(raw)
    return any_of(invites(text), mentions(text, *_HELP, label=label), label=label, points=points)


def says_when(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names a day, an hour or a span: "besok pagi", "jam 8", "08.00-16.00".

    "Nanti", "secepatnya" and a price are no time.
    """
    return matches(_WHEN, raw, label, points)


def names_payment(raw: Any, *, label: str = "cara bayar", points: float = 1.0) -> Check:
    """Check that a text says how to pay."""
    return mentions(raw, *_PAYMENTS, label=label, points=points)
