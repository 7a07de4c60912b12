"""Checkers of replies to buyers: opening hours, help, payment, complaints."""

from __future__ import annotations

import re
from typing import Any

from course.criteria.lists import Pattern, WordLists, either
from course.criteria.scoring import NAMED, Check, Finding, any_of
from course.criteria.selling import affirmed, greets, invites, thanks, undenied
from course.criteria.text import as_figures, matches, mentioned, mentions, normalise, words
from course.curriculum.m2_akun_usaha.denied import open_then, paid_by
from course.words import NUMBER, WEEKDAY

_LISTS = WordLists("course.curriculum.m2_akun_usaha")
_WHEN = re.compile(
    rf"""(?<![a-z])(?:
        hari\s+(?:kerja|berikutnya)
      | (?:hari|hr|pagi|siang|sore|malam|mlm|minggu|sonten|enjing|wengi|peuting|bengi)\s+
            (?:ini|niki|iki|ieu|menika|meniko|punika|nanti|ntar|mangke|mengko|engke)
      | hari\s+(?:itu|yang\s+sama) | (?:dinten|dina|dino|poe)\s+(?:eta|niku|kuwi)
      | besok | bsk | bsok | besuk | lusa | minggu\s+depan | tomorrow | today
      | (?:nanti|ntar|mangke|mengko|engke|mengke)\s+(?:siang|sore|malam|sonten|bengi|wengi|peuting)
      | (?:dinten|dino|dina|poe)\s+(?:niki|ieu|iki|ini) | (?:m?benjing|sesuk|isuk)(?:an)? | pageto
      | (?<!sugeng\s)(?<!wilujeng\s)(?<!unggal\s)(?<!saben\s)(?<!tabuh\s)(?<!\d\s)
            enjing(?:an|e|na)?
      | (?:setengah|satengah|seprapat|seperempat)\s+jam | bisuak | isuak
      | (?:nanti|ntar|engke|mengko|mangke|habis|bada|ba'da|sesudah|bar|bakda)\s+
            (?:magrib|maghrib|isya|isa|asar|ashar|subuh|dzuhur|dhuhur|lohor|duhur|jumatan)
      | (?:sekarang|skrg|saiki|sakniki|ayeuna)\s+(?:juga|jg|ugi|uga|oge|langsung)
      | {WEEKDAY}
      | (?:jam|jm|pukul|pkl|tabuh)\.?\s*(?:\d|{NUMBER})
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
_THROUGH = (
    r"\s*(?:-|\u2013|s/?d|sampai|sampek|sampe|smpe|smp|spai|nganti|tekan|dugi|ngantos|dumugi|nepi|hingga|to)"
    r"(?:\s+(?:ka|teng|dengan|dgn|hari|dinten|jam|jm|pukul|pkl|tabuh))*\s*"
)
_HOURS = re.compile(
    r"(?<![\d.,])(\d{1,2})(?:[.:]00)?(?:\s+(?:pagi|enjing|isuk|esuk|wib))?"
    + _THROUGH
    + r"(\d{1,2})(?:[.:]00)?(?![\d.]*\d)"
)
_DAYS = re.compile(
    r"(?<![a-z])(?:senin|senen|sen)"
    + _THROUGH
    + r"(jum|jemu|minggu|ahad|akad|k[ae]mis|rabu|rebo|selasa|salasa)"
)
_OPENS = re.compile(
    r"(?<![a-z])buka(?:\s+(?!jam)[a-z]+){0,4}\s+(?:jam|jm|pukul|pkl|tabuh)\.?\s*(\d{1,2})(?!\d)"
)


_ANSWERS = re.compile(
    r"(?<![a-z])(?:(?:di)?(?:buka|bukak|bal[ae]s|jawab|jwb|layan|respon|tanggap|baca)"
    r"|(?:me|mem|nge|ng)(?:bal[ae]s|jawab|layan|respon|buka)|tutup|libur|pere|prei|operasional|jam\s+kerja"
    r"|wales|walon|diwaler|(?:telepon|telpon|hubungi|kabari|chat|telp)\s+(?:balik|lagi|deui|maneh)|saya\s+kabari|ngawaler|muka|dibuka|aktif|online|ol|reply|open|ready|ada\s+lagi|aya\s+deui|wonten\s+malih"
    r"|sene?n|senin|sabtu|saptu|setu|(?:se)?tiap\s+hari|saben\s+d|unggal\s+d|kecuali|kajaba|kejawi)"
)


def opens_when(
    raw: Any, opens: int, closes: int, *, own: bool = False, label: str, points: float = 1.0
) -> Check:
    """Check that a text says when the shop opens or answers; other days or hours leave half.

    ``opens`` and ``closes`` are hours of the day, 0 to 24. Of an ``own`` shop nobody else knows
    them. "Tidak buka lagi" and "besok tidak dibalas" say when it does not.
    """
    opening = open_then(raw)
    said = says_when(opening, label=label)

    def evaluate() -> Finding:
        found = said.evaluate()
        text = as_figures(opening)
        hours = [(int(a), int(b)) for a, b in _HOURS.findall(text)]
        if hours and found.share < 1:
            found = Finding(1.0, f"{hours[0][0]}-{hours[0][1]}")
        right = {opens, closes, closes % 12}
        other = not own and (any({a, b} - right for a, b in hours) or _DAYS.search(text))
        first = None if own else _OPENS.search(text)
        if not (hours or _ANSWERS.search(text)):
            return Finding(0.0, "tidak menyebut buka atau dibalas")
        if found.share and (other or (first and int(first[1]) not in right)):
            return Finding(0.5, "hari atau jamnya lain")
        return found

    return Check(label, evaluate, points, NAMED)


_HOURS_OF_DAY = Pattern(
    lambda: (
        rf"(?<![a-z])(?:{either(_LISTS['waktu_buka'])})(?![a-z])|(?<!\d)24\s*jam"
        r"|(?<![a-z])(?:jam|jm|pukul|pkl|tabuh)\.?\s*\d"
    )
)
_DAYS_OPEN = Pattern(lambda: rf"(?<![a-z])(?:{either(_LISTS['hari_buka'])}|{WEEKDAY})(?![a-z])")
_DIGIT = re.compile(r"\d")
_NO_HOURS = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|nggak|belum|blm|ora|teu)\s+(?:me)?n?(?:tentu|tntu|pasti|ada|tau|tahu)(?![a-z])"
)


def open_hours(
    raw: Any, opens: int, closes: int, *, own: bool = False, label: str, points: float = 1.0
) -> Check:
    """Check what a page says of when a shop is open: days, hours or a part of the day.

    Of the story's shop its hours (``opens_when``); of an ``own`` one any, "pagi sampai habis" as
    well; days without an hour are half. "Tidak tentu" tells a buyer nothing.
    """
    told = opens_when(raw, opens, closes, own=own, label=label)

    def evaluate() -> Finding:
        text = as_figures(raw)
        if own and _NO_HOURS.search(text):
            return Finding(0.0, "tidak menyebut kapan")
        if not own:
            return told.evaluate()
        part = matches(_HOURS_OF_DAY, text, label).evaluate()
        days = _DAYS_OPEN.search(text)
        if part.share or not days:
            return part if part.share else told.evaluate()
        return (
            Finding(1.0, days[0]) if _DIGIT.search(text) else Finding(0.5, "jam bukanya belum ada")
        )

    return Check(label, evaluate, points, NAMED)


_YES = re.compile(r"\A\W*(?:ng?gih|inggih|injih|muhun|sumuhun|leres)(?![a-z])")
"""A polite "yes" opens a reply in Javanese and Sundanese: "Nggih Mbak, ..."."""


def opens_politely(raw: Any, *, label: str = "salam", points: float = 1.0) -> Check:
    """Check that a text begins with a greeting or thanks; who only addresses earns half.

    "Maaf Bu" is as polite as a greeting.
    """
    begins = words(raw)[:6]
    opening = " ".join(begins)
    # "Bu Wulan menjual ..." speaks of her, "Pak admin" to somebody.
    called = "" if opening.startswith("bu wulan") else " ".join(begins[:3])
    to_whom = mentioned(called, _LISTS["sapaan"])
    polite = any_of(
        greets(raw), matches(_YES, raw, label), thanks(opening), label=label, points=points
    )

    def evaluate() -> Finding:
        found = polite.evaluate()
        if found.share == 1 or not to_whom:
            return found
        # "Monggo Bu" invites, which is as polite.
        sorry_for = mentioned(opening, (*_LISTS["maaf"], "monggo", "mangga", "sumangga"))
        if sorry_for:
            return Finding(1.0, f"{sorry_for} {to_whom}")
        return Finding(0.5, f"hanya menyapa: {to_whom}")

    return polite._replace(evaluate=evaluate)


_ORDERED = re.compile(
    r"(?<![a-z])(?:pesanan|orderan)[a-z]*(?=\s+(?:ibu|bapak|kakak|kak|anda|bu|kemarin))"
)
_WISH = (
    "mau|mo|nyari|cari|butuh|perlu|pengen|pengin|pingin|kepengin|bade|badhe|arep|hoyong|kersa"
    "|ngersakaken|ngersaaken|pilih|palay|peryogi|nyuhunkeun|mundut|milarian|pados|rek|ingin|berminat|minat"
)
_ASKS = re.compile(
    rf"""(?<![a-z])(?:
        (?:{_WISH})(?:\s+[^\s?.!]+){{1,8}}\s*\?
      | (?!apa\s+kabar)(?:apa|apo|apanya|mana|dimana|brp|berapa|pira|pinten|sabaraha|naon|opo|nopo
            |napa|kapan|iraha)(?![a-z])[^.!?\n]{{0,40}}\?
      | (?:{_WISH})\s+(?:[a-z]+\s+){{0,4}}
            (?:apa|atau|ato|mana|brp|berapa|nopo|napa|opo|naon|utawi|atanapi|pinten|sabaraha)(?![a-z])
      | (?:tulis|ketik|sebut|kirim|serat|tulisen|kintun|sebat)(?:kan|in|aja|ke|keun|aken|no)?\s+
            (?:(?:aja|saja|mawon|wae|dulu|we|heula)\s+)?
            (?:rasa|jumlah|alamat|nama|pesanan|pesenan|jenis|daftar|yang|yg|mau)
      | (?:ada|wonten|aya|apa|naon|napa|nopo)\s+(?:yang|yg|sing|nu|ingkang)\s+
            (?:bisa|bs|saged|iso|tiasa|perlu|mau|kami|dibantu|dibantos|bade|badhe|kersa|dicari|diperlukan)
      | (?:siap|bisa|bs|akan|senang|saged|tiasa|iso|boleh|mau)\s+(?:kami\s+|saya\s+)?
            (?:me|mem|di|ng|nge|m)?(?:bantu|bantos|biyantu|layan|lados|ladosi|ladosan|tulung)[a-z]{{0,4}}
      | (?:kami|saya|kula|kulo|abdi|kita|urang)\s+(?:siap\s+)?(?:bantu|bantos|biyantu|layani|ladosi)
      | (?:pesan|order|ambil|butuh|mundut|mesen)\s+(?:yang|yg|sing|nu|ingkang)?\s*(?:mana|pundi
          |endi|apa|naon|berapa|brp|pinten|sabaraha)
      | tanya(?:kan|in)?(?![a-z]) | tar(?:os|oskeun)(?![a-z]) | takok(?![a-z]) | tangled(?![a-z])
      | (?<![a-z])[a-z]+\s*(?:/|,?\s+(?:atau|ato|utawi|atanapi|opo|apo)\s)\s*
            [a-z]+[^.!?\n]{{0,15}}\?
      | (?:sebut|bilang|kecek|cerita|omong|ngomong|kandha|sanjang)(?:kan|in|an|ke|keun)?\s+
            (?:saja|aja|sajo|wae|mawon|we|bae|haja)
      | (?:ada|punten|wonten)?\s*perlu\s+apa | (?:kumaha|pripun|piye)\s*\?
      | (?:kenapa|napa|kunaon|ngopo|kenopo)(?:\s*,?\s*[a-z/]+){{0,2}}\s*\?
    )""",
    re.VERBOSE,
)


_MESSAGES = re.compile(r"(?<![a-z])pesan\s+(?:sambutan|otomatis|tutup|penutup)(?![a-z])")
"""What the lesson calls the text itself, no order."""


def offers_help(raw: Any, *, label: str = "menawarkan bantuan", points: float = 1.0) -> Check:
    """Check that a text invites to ask or to order."""
    text = _ORDERED.sub(" ", affirmed(undenied(_MESSAGES.sub(" ", normalise(raw)))))
    asks = matches(_ASKS, text, label)
    return any_of(
        invites(text),
        asks,
        mentions(text, *_LISTS["bantuan"], label=label),
        label=label,
        points=points,
    )._replace(named=0.0)


def says_when(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a text names a day, an hour or a span: "besok pagi", "jam 8", "08.00-16.00".

    "Nanti" and "secepatnya" are half of it; a price is no time.
    """

    def evaluate() -> Finding:
        when = mentions(raw, *_LISTS["kapan"], label=label, named=1)
        found = any_of(matches(_WHEN, raw, label), when, label=label).evaluate()
        vague = None if found.share else _VAGUE.search(normalise(raw))
        return Finding(0.5, f"{vague[0]}: kapan?") if vague else found

    return Check(label, evaluate, points, NAMED)


def names_payment(raw: Any, *, label: str = "cara bayar", points: float = 1.0) -> Check:
    """Check that a text says how to pay; "tidak bisa transfer, tidak ada QRIS" does not."""
    text = paid_by(_WITHOUT.sub(" ", undenied(raw)))
    return mentions(text, *_LISTS["bayar"], label=label, points=points)
