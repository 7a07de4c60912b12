"""Checkers for what a platform accepts: account names, shop names, links, titles, hashtags.

Sources: Instagram's rule of 30 letters, digits, full stops and underscores; the seller pages of
Tokopedia and TikTok Shop for shop names and product titles. Limits that age stand in the lessons.
"""

from __future__ import annotations

import re
from typing import Any

from course.grading.criteria import Check, Finding
from course.grading.replies import affirmed
from course.grading.text import avoids, hashtags, mentions, normalise, sentences, words

_ACCOUNT = re.compile(r"(?!.*\.\.)[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?")
_SHOP = re.compile(r"(?=.*[^\W\d_])[\w\s&'.,/()+-]+")
_CONTACT = r"\d{5}|www|https?|\.(?:com|co|id|net)\b|(?<![a-z])(?:wa|whatsapp|ig|telp)(?![a-z])"
_MARKETS = r"shopee|tokopedia|tiktok|lazada|bukalapak|blibli"
_PROOF = r"(?<![a-z])(?:official|resmi)(?![a-z])"
_NOT_IN_SHOP = re.compile(f"{_CONTACT}|{_MARKETS}|{_PROOF}")
_ADVERTISING = re.compile(
    r"(?<![a-z])(?:promo|diskon|murah|gratis|terlaris|termurah|best\s?seller|obral)(?![a-z])"
    r"|[!*#?~]|[\U0001F300-\U0001FAFF☀-➿]"
)
_CROWD = re.compile(r"fyp|viral|explore|trending|like(?:4|for)like|follow|f4f|l4l|instagood")
_STRENGTHS = (
    "renyah", "gurih", "kriuk", "krispi", "crispy", "garing", "enak", "lezat", "sedap", "mantap",
    "fresh", "segar", "hangat", "lembut", "empuk", "tipis", "penuh", "melimpah", "harum", "wangi",
    "rumahan", "buatan", "bikinan sendiri", "asli", "khas", "pilihan", "tanpa pengawet", "awet",
    "tahan lama", "selalu baru", "setiap pagi", "tiap pagi", "saben isuk", "rapi", "bersih",
)  # fmt: skip
_CLAIMS = (
    r"paling (?:enak|murah|lezat|bagus|baik|hebat|laris|top|mantap|nikmat|sehat|ampuh)",
    r"paling (?:renyah|gurih|kriuk)",
    r"ter(?:enak|murah|lezat|laris|nikmat)\b",
    r"ter(?:baik|hebat) se",
    r"nomor satu\b",
    r"(?:no|nomer|nomor)\.? ?1\b",
    r"dijamin\b",
    r"pasti (?:sembuh|untung|laku|cocok)",
    r"menyembuhkan\b",
    r"100 ?%",
    r"halal\b",
    r"anti gagal",
)
_GREETING_WORDS = 4


def account_name(raw: Any, *names: str, label: str, points: float = 1.0) -> Check:
    """Check an account name: half for its form, half for holding one of ``names``.

    The form is Instagram's: 1 to 30 letters, digits, ``_`` and single full stops inside.
    """

    def evaluate() -> Finding:
        name = raw.strip().casefold().removeprefix("@") if isinstance(raw, str) else ""
        if not _ACCOUNT.fullmatch(name):
            return Finding(0.0, "tidak sesuai aturan nama akun")
        tells = any(part in re.sub(r"[._]", "", name) for part in names)
        return Finding(1.0 if tells else 0.5, "" if tells else "belum memuat nama usaha")

    return Check(label, evaluate, points)


def shop_name(raw: Any, *names: str, most: int = 40, label: str, points: float = 1.0) -> Check:
    """Check a shop's name: half for keeping the marketplaces' rules, half for ``names``."""

    def evaluate() -> Finding:
        name = normalise(raw)
        broken = not _SHOP.fullmatch(name) or len(name) > most or _NOT_IN_SHOP.search(name)
        if broken:
            return Finding(0.0, "tidak sesuai aturan nama toko")
        tells = any(part in name for part in names)
        return Finding(1.0 if tells else 0.5, "" if tells else "belum memuat nama usaha")

    return Check(label, evaluate, points)


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


def plain_title(raw: Any, *, most: int, label: str, points: float = 1.0) -> Check:
    """Check that a product's name neither shouts nor advertises, and is at most ``most`` long."""

    def evaluate() -> Finding:
        title = raw.strip() if isinstance(raw, str) else ""
        letters = [c for c in title if c.isalpha()]
        if not letters or len(title) > most:
            return Finding(0.0, "kosong atau terlalu panjang")
        if sum(c.isupper() for c in letters) > 0.7 * len(letters):
            return Finding(0.0, "huruf besar semua")
        found = _ADVERTISING.search(title.casefold())
        return Finding(not found, f"ada {found[0]}" if found else "")

    return Check(label, evaluate, points)


def useful_hashtags(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that there are hashtags, and none that only follows the crowd (#fyp)."""

    def evaluate() -> Finding:
        tags = [tag for tag in hashtags(raw) if tag]
        crowd = next((tag for tag in tags if _CROWD.search(tag)), None)
        return Finding(bool(tags) and crowd is None, f"#{crowd}" if crowd else f"{len(tags)} tagar")

    return Check(label, evaluate, points)


def opens_with(raw: Any, *terms: str, label: str, points: float = 1.0) -> Check:
    """Check that the first sentence names one of ``terms``; a greeting or question may precede."""
    parts = sentences(raw)
    hook = parts and (len(words(parts[0])) <= _GREETING_WORDS or parts[0].endswith("?"))
    opening = " ".join(parts[: 2 if hook else 1])
    return mentions(opening, *terms, label=label, points=points)


def has_strength(raw: Any, *more: str, label: str, points: float = 1.0) -> Check:
    """Check that a text says what is good about the goods; ``more`` are those of the task."""
    return mentions(affirmed(raw), *_STRENGTHS, *more, label=label, points=points)


def keeps_to_facts(raw: Any, *, label: str = "tidak berlebihan", points: float = 1.0) -> Check:
    """Check for no superlatives, guarantees and claims that need a certificate."""
    return avoids(raw, *_CLAIMS, label=label, points=points)
