"""Checkers of lesson 2: profiles, shop names, replies to buyers, price lists, complaints."""

from __future__ import annotations

import re
from typing import Any

from course.criteria.lists import Pattern, WordLists, either
from course.criteria.numbers import prices, rupiah
from course.criteria.scoring import Check, Finding, any_of
from course.criteria.selling import affirmed, invites
from course.criteria.text import (
    as_figures,
    avoids,
    hashtags,
    matches,
    mentions,
    normalise,
    sentences,
    words,
)
from course.words import NUMBER, PACKS, WEEKDAY

_LISTS = WordLists("course.curriculum.m2_akun_usaha")
_ACCOUNT = re.compile(r"(?!.*\.\.)[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?")
_SHOP = re.compile(r"(?=.*[^\W\d_])[\w\s&'.,/()+-]+")
_CONTACT = r"\d{5}|www|https?|\.(?:com|co|id|net)\b|(?<![a-z])(?:wa|whatsapp|ig|telp)(?![a-z])"
_PROOF = r"(?<![a-z])(?:official|resmi)(?![a-z])"
_NOT_IN_SHOP = Pattern(lambda: either(_LISTS["pasar"], _CONTACT, _PROOF))
_BEST_SELLER = r"best\s?seller"
_ADVERTISING = Pattern(
    lambda: (
        rf"(?<![a-z])(?:{either(_LISTS['iklan'], _BEST_SELLER)})(?![a-z])"
        r"|[!*#?~]|[\U0001F300-\U0001FAFF☀-➿]"
    )
)
_CROWD = Pattern(lambda: either(_LISTS["tagar_ramai"]))
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
    return mentions(affirmed(raw), *_LISTS["kelebihan"], *more, label=label, points=points)


_REMEDY = re.compile(
    r"""(?<![a-z])(?<!tidak\sbisa\s)(?<!nggak\sbisa\s)(?<!gak\sbisa\s)(?<!ga\sbisa\s)
    (?<!tidak\s)(?<!gak\s)(?<!nggak\s)(?:
        (?:di|meng|peng|nge|tak|kulo|ku)?ganti(?:nya|kan|ake|in|na|ne|an|e)?(?:\s+rugi)?
      | (?:di|ku)?tukar(?:kan|in)? | ijol(?:i|ake|an)? | refund | gratis | potongan(?!\s+kecil)
      | voucher | diskon | bonus | retur(?:n)? | klaim
      | (?:di|ku|kita|kami|saya|tak|nge)?\s?(?:kirim|kintun|antar|anter|terke|kirimi)
            (?:kan|in|ke|aken)?\s+(?:\w+\s+){0,2}(?:lagi|lg|ulang|deui|maneh|malih|baru|anyar)
      | (?:uang|duit|dana|artos|dhuwit)(?:nya|e|na|ipun)?\s+(?:\w+\s+){0,4}?
            (?:di|kami|saya|tak)?\s?(?:kembali|balik|wangsul|tf|transfer|ganti)\w*
      | (?:kembali|balik)(?:kan|in|no)\s+(?:uang|duit)\w*
      | (?:saya|kami|kita|tak|di)\s?(?:kembalikan|balikin|balekno|wangsulaken)
    )(?![a-z])""",
    re.VERBOSE,
)
_OTHERS = "kurir(?:nya)?|ibu|bapak|kakak|kak|bu|pembeli|ekspedisi|anda|cuaca|jalan|jne|j&t|sicepat"
_BLAME = (
    rf"salah(?:nya|e)? (?:di |dari )?(?:{_OTHERS})",
    rf"(?:{_OTHERS}) (?:\w+ )?(?:yang|yg|sing|nu) (?:salah|naruh|naruk|banting|lempar|kurang)",
    rf"(?:{_OTHERS}) (?:kali|mungkin|paling|barangkali|sih)(?: (?:yang|yg|sing))?(?![a-z])",
    rf"(?:mungkin|barangkali|paling) (?:{_OTHERS}) (?:yang|yg|sing)",
    rf"(?:se)?(?:harus|mesti)nya (?:{_OTHERS})",
    rf"(?:{_OTHERS}) (?:se)?(?:harus|mesti)nya",
    r"makanya\b",
    r"bukan (?:salah|tanggung jawab|dari|karena|urusan|kesalahan) (?:kami|saya|kita)",
    r"(?:karena|gara-gara|gara2|tapi|krn) (?:dari |salah )?(?:kurir|ekspedisi|jne|j&t)",
    r"kan (?:sudah|udah|dah)\b",
    r"(?:dari sini|waktu dikirim|pas dikirim) (?:\w+ ){0,2}(?:masih )?(?:utuh|bagus|aman)",
)


def apologises(raw: Any, *, label: str = "minta maaf", points: float = 1.0) -> Check:
    """Check that a text says sorry."""
    return mentions(raw, *_LISTS["maaf"], label=label, points=points)


def offers_remedy(raw: Any, *, label: str = "jalan keluar", points: float = 1.0) -> Check:
    """Check that a text offers to replace, repay or reduce; "tidak bisa ganti" is none."""
    # Whoever has to buy again was offered nothing.
    text = "" if re.search(r"beli (?:lagi|baru|yang baru)", normalise(raw)) else raw
    return matches(_REMEDY, text, label, points)


def blames_nobody(raw: Any, *, label: str = "tidak menyalahkan", points: float = 1.0) -> Check:
    """Check that a text puts the blame on nobody else; an empty text does not pass."""
    return avoids(raw, *_BLAME, label=label, points=points)


def sold_out(raw: Any, *goods: str, label: str, points: float = 1.0) -> Check:
    """Check that a text says of ``goods`` that there are none, in the same part of a sentence."""

    def evaluate() -> Finding:
        for part in re.split(r"[.,;!?\n]", normalise(raw)):
            if all(_named(part, words) for words in (goods, _LISTS["habis"])):
                return Finding(1.0, part.strip())
        return Finding(0.0)

    return Check(label, evaluate, points)


def _named(part: str, words: tuple[str, ...]) -> bool:
    return mentions(part, *words, label="").evaluate().share == 1


_SOLD_IN = f"{PACKS}|kg|kilo"
_PIECE = re.compile(
    rf"""(?<![a-z0-9])(?:
        \d+(?:[.,]\d+)?\s*(?:gram|gr|g|kg|ml)(?![a-z]) | (?:isi|berisi)(?:nya)?\s*\d
      | (?:se|(?:per|tiap|setiap|satu|1)[\s-]*)(?:{_SOLD_IN})(?![a-z])
    ) | /\s*(?:{_SOLD_IN})(?![a-z]) | @\s*(?:rp\s*)?\d""",
    re.VERBOSE,
)
_SEGMENT = re.compile(r"\n|;|,(?!\d)|/(?=\s*[a-z])|\.(?!\d)")


def per_piece(raw: Any, *, label: str = "isi atau satuan", points: float = 1.0) -> Check:
    """Check that a text says how much one gets for the price: "150 gr", "sebungkus", "/bks".

    "15 bungkus" alone is what is left.
    """
    return matches(_PIECE, raw, label, points)


def price_of(raw: Any, *goods: str, amount: float, label: str, points: float = 1.0) -> Check:
    """Check that a price list gives ``amount`` Rupiah as the price of ``goods``.

    The price may stand before the name or behind it, as the list does throughout.
    """

    def evaluate() -> Finding:
        found = _price(as_figures(raw), goods)
        return Finding(found == amount, rupiah(found) if found else "")

    return Check(label, evaluate, points)


def _price(text: str, goods: tuple[str, ...]) -> float | None:
    name = re.compile("|".join(map(re.escape, goods)))
    for part in _SEGMENT.split(text):
        if name.search(part) and len(prices(part)) == 1:
            return prices(part)[0]
    place = name.search(text)
    if place is None:
        return None
    before, behind = prices(text[: place.start()]), prices(text[place.end() :])
    return behind[0] if behind else before[-1] if before else None


_WHEN = re.compile(
    rf"""(?<![a-z])(?:
        hari\s+(?:kerja|berikutnya)
      | (?:hari|hr|pagi|siang|sore|malam)\s+ini | besok | bsk | lusa | nanti\s+(?:sore|malam)
      | dinten\s+(?:niki|ieu) | (?:m?benjing|sesuk|isuk)(?:an)?
      | {WEEKDAY}
      | (?:jam|jm|pukul|pkl)\.?\s*(?:\d|{NUMBER})
      | \d{{1,6}}\s*(?:x\s*24\s*)?(?:jam|hari|menit)(?![a-z])
    ) | (?<![\d.,])\d{{1,2}}[.:]\d{{2}}(?![\d.,]*\d)""",
    re.VERBOSE,
)


def offers_help(raw: Any, *, label: str = "menawarkan bantuan", points: float = 1.0) -> Check:
    """Check that a text invites to ask or to order."""
    text = affirmed(raw)
    return any_of(
        invites(text), mentions(text, *_LISTS["bantuan"], label=label), label=label, points=points
    )


def says_when(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names a day, an hour or a span: "besok pagi", "jam 8", "08.00-16.00".

    "Nanti", "secepatnya" and a price are no time.
    """
    return matches(_WHEN, raw, label, points)


def names_payment(raw: Any, *, label: str = "cara bayar", points: float = 1.0) -> Check:
    """Check that a text says how to pay."""
    return mentions(raw, *_LISTS["bayar"], label=label, points=points)
