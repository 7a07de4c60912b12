"""Checkers for texts that sell: how much one gets, how to order, until when.

The word lists are general Indonesian of small sellers, colloquial forms included; what a given task
asks for (its product, its price) stands in the lesson's own criteria.
"""

from __future__ import annotations

import re
from typing import Any

from course.grading.criteria import Check
from course.grading.text import matches

_UNITS = (
    "kotak ktk box dus bks bungkus pcs pc buah bh biji potong porsi mangkuk mangkok cup gelas kg "
    "kilo gram gr g ons ml liter lusin pack pak paket toples jar botol btl pouch lembar lbr meter "
    "cm orang jam"
).replace(" ", "|")
_COUNT = r"(?:\d+(?:[.,]\d+)?|satu|dua|tiga|empat|lima|enam|sepuluh)"
_QUANTITY = re.compile(
    rf"""(?<![a-z0-9])(?:
        (?:isi|berisi)\s*{_COUNT}
      | (?:per|tiap|setiap)[\s-]*(?:{_UNITS})(?![a-z])
      | se(?:{_UNITS})(?![a-z])
      | {_COUNT}\s*(?:{_UNITS})(?![a-z])
    ) | /\s*(?:{_UNITS})(?![a-z])""",
    re.VERBOSE,
)
INVITATIONS = frozenset(
    """
    pesan pesen memesan order chat cet hubungi hub kontak klik balas bales ketik beli dm japri inbox
    wa whatsapp telp telepon sms mampir borong serbu sikat merapat minat komen checkout gas cus cuss
    """.split()  # noqa: SIM905
)
_INVITES = re.compile(
    rf"""(?<![a-z])(?<!jangan\s)(?<!usah\s)(?:
        (?:di)?(?:{"|".join(sorted(INVITATIONS, key=len, reverse=True))})(?:an|kan|in)?(?:lah|ya)?
      | angkat\s+tangan | link\s+(?:di\s+)?bio
    )(?![a-z])""",
    re.VERBOSE,
)
DAYS = r"senin|selasa|rabu|kamis|jum'?at|sabtu|ahad|hari\s+minggu|sabtu\s*-?\s*minggu"
_MONTHS = "jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des"
_LIMIT = re.compile(
    rf"""(?<![a-z])(?:
        (?:hari|pagi|siang|sore|malam|minggu|bulan)\s+ini | besok | lusa | nanti\s+(?:sore|malam)
      | {DAYS}
      | (?:jam|pukul|pkl|tanggal|tgl)\.?\s*\d | \d{{1,2}}\s+(?:{_MONTHS})[a-z]*
      | (?:ter)?(?:sisa|stok|stock|tinggal|kantun|kari|sedia|ready|hanya|cuma|ada)(?:nya)?
            (?:\s+[a-z]+){{0,2}}
            \s+\d{{1,4}}(?![\w.,]*\d)(?!\s*(?:rb|ribu|k|ml|gr|gram|kg)(?![a-z]))
      | \d{{1,4}}\s*[a-z]+\s+(?:saja|aja|lagi|ready|tersisa)
      | terbatas | limited | menipis | keburu\s+habis | kehabisan | selagi\s+ada | persediaan
      | (?:di)?tutup | terakhir | pre\s?-?order | po(?![a-z])
    )""",
    re.VERBOSE,
)


def has_quantity(raw: Any, *, label: str = "ada isi atau satuan", points: float = 1.0) -> Check:
    """Check that a text says how much one gets: "isi 6", "per kotak", "satu btl", "sekilo"."""
    return matches(_QUANTITY, raw, label, points)


def invites(raw: Any, *, label: str = "ajakan memesan", points: float = 1.0) -> Check:
    """Check that a text tells the reader what to do: "chat ya", "balas DONAT", "cek link di bio".

    "Jangan chat" and "tidak usah pesan" are none.
    """
    return matches(_INVITES, raw, label, points)


def has_limit(raw: Any, *, label: str = "batas hari, jam, atau stok", points: float = 1.0) -> Check:
    """Check that a text says until when or how many are left: "sisa 12", "sampai Jum'at"."""
    return matches(_LIMIT, raw, label, points)
