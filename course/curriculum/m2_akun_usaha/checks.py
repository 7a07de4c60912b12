"""Checkers of lesson 2: profiles, shop names, replies to buyers, price lists, complaints."""

from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz

from course.criteria.lists import Pattern, WordLists, either
from course.criteria.numbers import half, prices, rupiah
from course.criteria.reader import elsewhere
from course.criteria.scoring import Check, Finding, any_of
from course.criteria.selling import (
    affirmed,
    greets,
    invites,
    keeps_to_facts,
    modest,
    thanks,
    undenied,
)
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
_ADVERTISING = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['iklan'], _BEST_SELLER)})(?![a-z])")
_ADDED = re.compile(r"[!*#?~]|[\U0001F300-\U0001FAFF☀-➿]|\d{4}[ -]?\d{3}|(?<!\d)08\d")
_ORDERS = re.compile(r"(?<![a-z])(?:pesan|order|chat|wa|whatsapp|hub|hubungi|cod)(?![a-z])")
_TERMS = re.compile(
    r"(?<![a-z])(?:jenis|merek|merk)\s+(?:\+\s+)?(?:merek|merk|isi)|^foto\s|^(?:silakan|silahkan|terima)"
)
_CROWD = Pattern(lambda: either(_LISTS["tagar_ramai"]))
_GREETING_WORDS = 4
_SHOUTED = re.compile("[A-Z]{3}")
_SHORT, _ALIKE = 5, 84


def account_name(raw: Any, *names: str, label: str, points: float = 1.0) -> Check:
    """Check an account name: half for its form, half for holding one of ``names``.

    The form is Instagram's: 1 to 30 small letters, digits, ``_`` and single full stops inside; a
    phone's capital at the beginning of a word is no fault. A name of something else earns nothing.
    """

    def evaluate() -> Finding:
        typed = raw.strip().removeprefix("@") if isinstance(raw, str) else ""
        name = typed.casefold()
        formed = _ACCOUNT.fullmatch(name) is not None and _SHOUTED.search(typed) is None
        plain = re.sub(r"[\W_]", "", name)
        if any(_holds(plain, part) for part in names):
            faults = (_ACCOUNT.fullmatch(name) is None) + (_SHOUTED.search(typed) is not None)
            return Finding(1.0 - 0.5 * faults, "tidak sesuai aturan nama akun" if faults else "")
        tells = formed and any(part in plain for part in _LISTS["akun_sendiri"])
        return Finding(0.5 if tells else 0.0, "belum memuat nama usaha")

    return Check(label, evaluate, points)


def _holds(name: str, part: str) -> bool:
    """Return whether a name holds a part, a small typo in it included."""
    return part in name or (len(part) > _SHORT and fuzz.partial_ratio(part, name) > _ALIKE)


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
    """Check that a product's name neither shouts nor advertises, and is at most ``most`` long.

    Signs, a telephone number and a call to order leave half.
    """

    def evaluate() -> Finding:
        title = raw.strip() if isinstance(raw, str) else ""
        letters = [c for c in title if c.isalpha()]
        if not letters or len(title) > most:
            return Finding(0.0, "kosong atau terlalu panjang")
        if sum(c.isupper() for c in letters) > 0.7 * len(letters):
            return Finding(0.0, "huruf besar semua")
        found = _ADVERTISING.search(title.casefold())
        boast = keeps_to_facts(title).evaluate()
        if found or boast.share < 1:
            return Finding(0.0, f"ada {found[0]}" if found else boast.found)
        added = _ADDED.search(title) or _ORDERS.search(title.casefold())
        if added or _TERMS.search(title.casefold()):
            return Finding(0.5, f"ada {added[0]}" if added else "bukan nama produk")
        return Finding(1.0)

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
    """Check that a text says what is good about the goods; ``more`` are those of the task.

    "Paling enak" and "dijamin puas" say nothing about them.
    """
    return mentions(affirmed(modest(raw)), *_LISTS["kelebihan"], *more, label=label, points=points)


_REMEDY = re.compile(
    r"""(?<![a-z])(?<!tidak\sbisa\s)(?<!nggak\sbisa\s)(?<!gak\sbisa\s)(?<!ga\sbisa\s)
    (?<!tidak\s)(?<!gak\s)(?<!nggak\s)(?:
        (?:di|meng|peng|nge|tak|kulo|ku)?ganti(?:nya|kan|ake|in|na|ne|an|e)?(?:\s+rugi)?
      | (?:di|ku)?tukar(?:kan|in)? | ijol(?:i|ake|an)? | refund | gratis | potongan(?!\s+kecil)
      | (?:di)?gent(?:i|os)(?:an|i|osan)? | lintu(?:nipun|ni)? | balen\w* | gnti | separuh\s+harga
      | (?:di|tak|kami|saya|kulo)?\s?(?:goreng|bikin|buat|jahit|dadar)(?:ke|kan|in|ake|keun)?\s+
            (?:lagi|lg|ulang|deui|maneh|malih)
      | voucher | diskon | bonus | retur(?:n)? | klaim
      | (?:di|ku|kita|kami|saya|tak|nge)?\s?(?:kirim|kintun|antar|anter|terke|kirimi)
            (?:kan|in|ke|aken)?\s+(?:\w+\s+){0,2}(?:lagi|lg|ulang|deui|maneh|malih|baru|anyar)
      | (?:uang|duit|dana|artos|yatra|dhuwit|pembayaran)(?:nya|e|na|ipun)?\s+(?:\w+\s+){0,4}?
            (?:di|kami|saya|tak)?\s?(?:kembali|balik|balek|wangsul|tf|transfer|ganti)\w*
      | (?:kembali|balik)(?:kan|in|no)\s+(?:uang|duit)\w*
      | (?:saya|kami|kita|tak|di)\s?(?:kembalikan|balikin|balekno|wangsulaken)
    )(?![a-z])""",
    re.VERBOSE,
)
# Javanese "tak" is "I will": "tak kirim", "tak ijoli"; Indonesian "tak" is "not".
_I_SEND = re.compile(
    r"(?<![a-z])tak\s+(?=kirim|krm|gant|gnt|gent|an?ter|ijol|bal[ie]k|terk|goreng|gawe|tf|trans)"
)
_NO_CHARGE = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|gk|nggak|ndak|ora|mboten|teu)\s+(?:usah|perlu|sah|kedah|kudu)\s+"
    r"(?:di|m)?(?:bayar|mayar)"
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
    denied = matches(_REMEDY, undenied(_I_SEND.sub("saya ", normalise(text))), label, points)
    free = matches(_NO_CHARGE, text, label, points)
    return any_of(denied, free, label=label, points=points)


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


_SOLD_IN = f"{PACKS}|kg|kilo|bngkus|wadah|plastik"
_PIECE = re.compile(
    rf"""(?<![a-z0-9])(?:
        \d+(?:[.,]\d+)?\s*(?:gram|grm|gr|g|kg|ml)(?![a-z]) | (?:isi|berisi)(?:nya)?\s*\d
      | (?:se|sak?\s?|(?:per|tiap|setiap|satu|1)[\s-]*)(?:{_SOLD_IN})(?![a-z])
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
      | (?:hari|hr|pagi|siang|sore|malam|mlm|minggu|sonten)\s+(?:ini|niki|nanti|ntar)
      | besok | bsk | bsok | besuk | lusa | minggu\s+depan | tomorrow | today
      | (?:nanti|ntar|mangke|mengko|engke|mengke)\s+(?:siang|sore|malam|sonten|bengi|wengi|peuting)
      | (?:dinten|dino|dina|poe)\s+(?:niki|ieu|iki|ini) | (?:m?benjing|sesuk|isuk)(?:an)? | pageto
      | (?:sekarang|skrg|saiki|sakniki|ayeuna)\s+(?:juga|jg|ugi|uga|oge|langsung)
      | {WEEKDAY}
      | (?:jam|jm|pukul|pkl)\.?\s*(?:\d|{NUMBER})
      | \d{{1,6}}\s*(?:x\s*24\s*)?(?:jam|hari|menit)(?![a-z])
    ) | (?<![\d.,])\d{{1,2}}[.:]\d{{2}}(?![\d.,]*\d)""",
    re.VERBOSE,
)


_VAGUE = re.compile(
    r"(?<![a-z])(?:nanti|ntar|segera|secepat|mangke|mengko|engke)(?:nya)?(?![a-z])"
    r"(?!\s+(?:kalau|kalo|klo|kl|yen|nek|mun)(?![a-z]))"
)
_WITHOUT = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|nggak|belum|blm|ora|teu) (?:ada|pakai|pake) \w+"
)
_THROUGH = r"\s*(?:-|\u2013|s/?d|sampai|sampe|smp|nganti|dugi|ngantos|dumugi|nepi|hingga|to)\s*"
_HOURS = re.compile(
    r"(?<![\d.,])(\d{1,2})(?:[.:]00)?(?:\s+(?:pagi|enjing|isuk|wib))?"
    + _THROUGH
    + r"(?:(?:jam|jm|pukul|pkl)\.?\s*)?(\d{1,2})(?:[.:]00)?(?![\d.]*\d)"
)
_DAYS = re.compile(
    r"(?<![a-z])(?:senin|sen)" + _THROUGH + r"(?:hari\s+)?(jum|minggu|ahad|kamis|rabu|selasa)"
)
_OPENS = re.compile(
    r"(?<![a-z])buka(?:\s+(?!jam)[a-z]+){0,4}\s+(?:jam|jm|pukul|pkl)\.?\s*(\d{1,2})(?!\d)"
)


def opens_when(raw: Any, opens: int, closes: int, *, label: str, points: float = 1.0) -> Check:
    """Check that a text says when the shop opens or answers; other days or hours leave half.

    ``opens`` and ``closes`` are hours of the day, 0 to 24.
    """
    said = says_when(raw, label=label)

    def evaluate() -> Finding:
        found = said.evaluate()
        text = as_figures(raw)
        hours = [(int(a), int(b)) for a, b in _HOURS.findall(text)]
        if hours and found.share < 1:
            found = Finding(1.0, f"{hours[0][0]}-{hours[0][1]}")
        right = {opens, closes, closes % 12}
        other = any({a, b} - right for a, b in hours) or _DAYS.search(text)
        first = _OPENS.search(text)
        if found.share and (other or (first and int(first[1]) not in right)):
            return Finding(0.5, "hari atau jamnya lain")
        return found

    return Check(label, evaluate, points)


def opens_politely(raw: Any, *, label: str = "salam", points: float = 1.0) -> Check:
    """Check that a text begins with a greeting or thanks; who only addresses earns half."""
    begins = words(raw)[:6]
    opening = " ".join(begins)
    # "Bu Wulan menjual ..." speaks of her, "Pak admin" to somebody.
    called = "" if opening.startswith("bu wulan") else " ".join(begins[:3])
    return any_of(
        greets(raw),
        thanks(opening),
        half(mentions(called, *_LISTS["sapaan"], label=label)),
        label=label,
        points=points,
    )


_BEFORE = re.compile(
    r"(?:sebelum|sblm|sbelum|sak?derenge|sadurunge|sateuacan|sateuacanna|<)\s*(?:jam|jm|pukul|pkl)?\.?\s*(\d{1,2})(?!\d)"
)


def sent_before(raw: Any, hour: int, *terms: str, label: str, points: float = 1.0) -> Check:
    """Check that a text says when goods are sent: one of ``terms``, and no other hour's limit."""

    def evaluate() -> Finding:
        limit = _BEFORE.search(as_figures(raw))
        if limit and int(limit[1]) != hour:
            return Finding(0.0, f"jam {limit[1]}")
        return mentions(raw, *terms, label=label).evaluate()

    return Check(label, evaluate, points)


def all_or_nothing(check: Check) -> Check:
    """Return a check that earns nothing where it is not wholly right: one day too many misleads."""

    def evaluate() -> Finding:
        finding = check.evaluate()
        return finding._replace(share=float(finding.share >= 1))

    return check._replace(evaluate=evaluate)


def also_has(raw: Any, *goods: str, label: str, points: float = 1.0) -> Check:
    """Check that a text names ``goods`` and does not say that they are sold out as well."""

    def evaluate() -> Finding:
        text = normalise(raw)
        gone = rf"(?:{'|'.join(goods)})(?:nya|e|na)?\s+(?:(?:juga|jg|pun|ya|lagi|lg|sudah|sdh)\s+){{0,2}}"
        if re.search(rf"(?<![a-z]){gone}(?:{either(_LISTS['habis'])})(?![a-z])", text):
            return Finding(0.0, "habis juga")
        return mentions(raw, *goods, label=label).evaluate()

    return Check(label, evaluate, points)


def halved_elsewhere(check: Check, raw: Any, *goods: str) -> Check:
    """Return a check that earns half where a text is about other goods than ``goods``."""

    def evaluate() -> Finding:
        return (half(check) if elsewhere(raw, goods) else check).evaluate()

    return check._replace(evaluate=evaluate)


_ORDERED = re.compile(
    r"(?<![a-z])(?:pesanan|orderan)[a-z]*(?=\s+(?:ibu|bapak|kakak|kak|anda|bu|kemarin))"
)
_WISH = "mau|mo|nyari|cari|butuh|perlu|pengen|pengin|pingin|kepengin|bade|badhe|arep|hoyong|kersa|ngersakaken|pilih"
_ASKS = re.compile(
    rf"""(?<![a-z])(?:
        (?:{_WISH})(?:\s+[^\s?.!]+){{1,8}}\s*\?
      | (?:{_WISH})\s+(?:[a-z]+\s+){{0,4}}(?:apa|atau|mana|brp|berapa|nopo|napa|opo|naon|mana|utawi)(?![a-z])
      | (?:tulis|ketik|sebut|kirim|serat|tulisen)(?:kan|in|aja|ke)?\s+(?:(?:aja|saja|mawon|wae|dulu)\s+)?
            (?:rasa|jumlah|alamat|nama|pesanan|jenis|daftar|yang|yg|mau)
      | (?:ada|wonten|aya)\s+(?:yang|yg|sing|nu|ingkang)\s+(?:bisa|bs|saged|iso|tiasa|perlu|mau)
      | tanya(?:kan|in)?(?![a-z])
    )""",
    re.VERBOSE,
)


def offers_help(raw: Any, *, label: str = "menawarkan bantuan", points: float = 1.0) -> Check:
    """Check that a text invites to ask or to order."""
    text = _ORDERED.sub(" ", affirmed(undenied(raw)))
    asks = matches(_ASKS, text, label)
    return any_of(
        invites(text),
        asks,
        mentions(text, *_LISTS["bantuan"], label=label),
        label=label,
        points=points,
    )


def says_when(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names a day, an hour or a span: "besok pagi", "jam 8", "08.00-16.00".

    "Nanti" and "secepatnya" are half of it; a price is no time.
    """

    def evaluate() -> Finding:
        found = matches(_WHEN, raw, label).evaluate()
        vague = None if found.share else _VAGUE.search(normalise(raw))
        return Finding(0.5, f"{vague[0]}: kapan?") if vague else found

    return Check(label, evaluate, points)


def names_payment(raw: Any, *, label: str = "cara bayar", points: float = 1.0) -> Check:
    """Check that a text says how to pay; "tidak bisa transfer, tidak ada QRIS" does not."""
    text = _WITHOUT.sub(" ", undenied(raw))
    return mentions(text, *_LISTS["bayar"], label=label, points=points)
