"""What replies to buyers deny: an apology, a damage, a day on which something is done or open."""

from __future__ import annotations

import re
from typing import Any

from course.criteria.lists import Pattern, WordLists, either
from course.criteria.text import normalise
from course.words import WEEKDAY

_LISTS = WordLists("course.curriculum.m2_akun_usaha")
_NO = "tidak|tdk|gak|ga|gk|nggak|ngga|enggak|ndak|ora|mboten|boten|teu|henteu|moal|belum|blm"
# "Hari ini tidak bisa mohon maaf ya" is dictated, and sorry: "bisa" stands before no apology.
_UNSORRY = Pattern(
    lambda: (
        rf"(?<![a-z])(?:(?:{_NO})\s+(?:(?:akan|mau|perlu|usah|merasa|harus|pernah|bakal|sudi|ingin|sah|kudu|kedah|arep)\s+)"
        rf"{{0,2}}(?:minta|meminta|nyuwun|nyuhunkeun|menta|njaluk)"
        rf"|(?:saya|kami|kita)\s+(?:{_NO})\s+(?:bisa|bs|dapat)\s+minta"
        rf"|(?:{_NO})\s+(?:akan|mau|perlu|usah|harus|bakal|sudi|ingin)\s+(?:me)?mohon"
        r"|(?:buat|untuk)\s+apa\s+(?:(?:saya|kami|kita|harus)\s+){0,2}(?:minta|mohon)|ngapain\s+(?:saya\s+)?(?:minta|mohon))"
        rf"\s+(?:{either(_LISTS['maaf'])})[a-z]*"
    )
)
# "Supaya tidak hancur lagi" and "yang tidak hancur" deny nothing.
_UNBROKEN = Pattern(
    lambda: (
        r"(?<![a-z])(?<!supaya\s)(?<!biar\s)(?<!agar\s)(?<!ben\s)(?<!yang\s)(?<!yg\s)(?<!supados\s)(?<!ambeh\s)"
        rf"(?:{_NO})\s+(?:(?:mungkin|akan|pernah|bisa|ada|ada\s+yang)\s+){{0,2}}(?:{either(_LISTS['rusak'])})[a-z]*"
    )
)
_DAY = (
    rf"(?:besok|bsk|bsok|besuk|lusa|sesuk|isuk|isukan|m?benjing|enjing|pageto|nanti|(?:hari|dinten|dino|poe)\s+(?:ini|niki|iki|ieu)"
    rf"|(?:(?:hari|hr|dinten|dino|dina|poe)\s+)?(?!(?:hari\s+|hr\s+)?minggu|ahad|akad)(?:{WEEKDAY}))(?:\s+(?:pagi|siang|sore|malam|depan|ini))?"
)
_DOES = (
    "[a-z]{0,4}?(?:kirim|krim|krm|gant|gent|gnti|antar|anter|anteur|kintun|jajap|kembali|balik|tukar|ijol|lintu|transfer|proses|urus"
    "|bales|balas)[a-z]*"
)
_WHO = "saya|kami|kita|kulo|kula|abdi|tak|akan|bakal|bisa|bs|iso|saged|tiasa|mau"
_UNDONE = re.compile(
    rf"(?<![a-z]){_DAY}\s+(?:(?:juga|jg|pun|oge|ugi|{_WHO})\s+){{0,3}}(?:{_NO})\s+(?:(?:{_WHO})\s+){{0,3}}{_DOES}"
    rf"|(?<![a-z])(?:{_NO})\s+(?:(?:{_WHO})\s+){{0,3}}{_DOES}\s+(?:lagi\s+)?{_DAY}(?![a-z])"
    rf"|(?<![a-z]){_DAY}\s+(?:juga|jg|pun|oge|ugi)\s+(?:{_NO})(?=\s*(?:[.,;!]|\Z))"
    rf"|(?<![a-z]){_DAY}\s+(?:(?:toko|kami|saya|kita)\s+)?(?:tutup|libur|prei|cuti)(?![a-z])"
    rf"|(?<![a-z]){_DOES}\s+(?:{_NO})\s+(?:bisa|bs|dapat|saged|iso|tiasa)\s+{_DAY}(?![a-z])"
)
"""A day, and that nothing is done then: "besok juga tidak kirim", "tidak saya kirim besok"."""
_NOT = "tidak|tdk|gak|ga|gk|nggak|ngga|enggak|ndak|ora|mboten|boten|teu|henteu|moal|tak|takkan"
_STANDS = "akan|bakal|bisa|bs|pernah|kami|saya|kita|ada|yang|yg|juga|jg|lagi"
_REPLIES = "(?:di|mem|me|nge|ng)?(?:buka|bukak|bal[ae]s|jawab|layani|respon|baca)(?:an|kan|i)?"
# Only of a shop that "Minggu" is closed is it said when it opens: on the other days.
_NOT_OPEN = re.compile(
    rf"(?<![a-z])(?:{_DAY}\s+(?:(?:{_STANDS}|masih|pun)\s+){{0,3}}(?:{_NOT})\s+(?:(?:{_STANDS})\s+){{0,3}}{_REPLIES}(?:\s+lagi)?(?![a-z])"
    r"|(?<!kalau\s)(?<!kalo\s)(?<!klo\s)(?<!jika\s)(?<!bila\s)(?<!yang\s)(?<!yg\s)(?<!nek\s)(?<!yen\s)(?<!mun\s)(?<!chat\s)"
    rf"(?:{_NOT})\s+(?:(?:{_STANDS})\s+){{0,3}}{_REPLIES}(?:\s+(?:pesan|pesanan|chat|wa))?(?:\s+lagi(?![a-z])(?:\s+(?:pada|di)(?![a-z]))?(?:\s+{_DAY})?"
    rf"|(?:\s+(?:pada|di))?\s+{_DAY})(?![a-z])(?:\s+(?:atau|dan)\s+{_DAY})?"
    rf"|(?<![a-z]){_DAY}\s+(?:juga|jg|pun|oge|ugi)\s+(?:{_NOT})(?=\s*(?:[.,;!]|\Z)))"
)
"""When a shop does not open: "besok tidak buka", "tidak buka lagi hari Senin"."""


_UNPAID = Pattern(
    lambda: (
        rf"(?<![a-z])(?:{either(_LISTS['bayar'])})\s+(?:(?:juga|jg|pun|dan|atau|qris|tunai|transfer)\s+){{0,2}}"
        r"(?:tidak|tdk|gak|ga|nggak|belum|blm|ora|mboten|teu)\s+(?:bisa|bs|ada|terima|diterima|dilayani|aktif|iso|saged|tiasa)(?![a-z])"
    )
)
"""A way to pay that there is not: "transfer tidak bisa"."""


_NO_REMEDY = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|nggak|enggak|belum|ora|mboten|teu)\s+ada\s+(?:ganti|pengganti|refund|retur|potongan|uang)[a-z]*"
    r"|(?<![a-z])(?:ganti|gantinya|ganti\s+rugi|pengganti|uang\s+kembali|refund|retur)(?:\s+(?:juga|jg|pun|uang|barang))*\s+"
    r"(?:tidak|tdk|gak|ga|nggak|enggak|ora|mboten|teu)\s+(?:ada|bisa|bs|mau|iso|saged|tiasa)(?![a-z])"
)


_SENDS = "(?<![a-z])(?:di|me|pe)?(?:kirim|ngirim|krim|krm|kintun|antar|anter|jalan|proses)[a-z]*"
_SENT = re.compile(_SENDS)
_UNSENT = re.compile(
    rf"(?<![a-z])(?:{_NO})\s+(?:(?:tentu|pasti|bisa|bs|akan|ada|saya|kami)\s+){{0,3}}{_SENDS}"
)


def unsent(raw: Any) -> bool:
    """Return whether a text says that nothing is sent: "belum tentu dikirim"."""
    text = normalise(raw)
    return bool(_UNSENT.search(text)) and not _SENT.search(_UNSENT.sub(" ", text))


def sorry(raw: Any) -> str:
    """Return a text, normalised, without an apology it refuses: "tidak akan minta maaf"."""
    return _UNSORRY.compiled.sub(" ", normalise(raw))


def broken(raw: Any) -> str:
    """Return a text, normalised, without a damage it denies: "tidak mungkin hancur"."""
    return _UNBROKEN.compiled.sub(" ", normalise(raw))


def done(raw: Any) -> str:
    """Return a text, normalised, without the day on which nothing is done: "besok tidak kirim"."""
    return _UNDONE.sub(" ", normalise(raw))


def open_then(raw: Any) -> str:
    """Return a text, normalised, without when a shop does not open: "besok tidak buka"."""
    return _NOT_OPEN.sub(" ", normalise(raw))


def paid_by(raw: Any) -> str:
    """Return a text, normalised, without a way to pay that there is not: "transfer tidak bisa"."""
    return _UNPAID.compiled.sub(" ", normalise(raw))


def given(raw: Any) -> str:
    """Return a text, normalised, without a way out that there is not: "tidak ada ganti"."""
    return _NO_REMEDY.sub(" ", normalise(raw))
