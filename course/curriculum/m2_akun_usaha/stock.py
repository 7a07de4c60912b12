"""Checkers of what a shop has left: what is sold out, what it offers instead, when it is sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from course.criteria.english import in_indonesian
from course.criteria.lists import Pattern, WordLists, either
from course.criteria.scoring import NAMED, Check, Finding
from course.criteria.text import as_figures, matches, mentioned, mentions, normalise
from course.curriculum.m2_akun_usaha.denied import done, unsent

_LISTS = WordLists("course.curriculum.m2_akun_usaha")

_LEFT = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|nggak|ndak|belum|blm|ora|mboten|teu|tanpa)\s+(?:habis|abis|entek|telas|seep|penuh|full|antr[ei])"
)


def sold_out(
    raw: Any,
    *goods: str,
    others: Sequence[str] = (),
    own: bool = False,
    label: str,
    points: float = 1.0,
) -> Check:
    """Check that a text says of ``goods`` that there are none, in the same part of a sentence.

    Goods of an ``own`` shop may be called by a name nobody told.

    Who answers a buyer need not name them again ("habis bu, kamis ada lagi"), unless it is
    ``others`` that are gone. Of a service: its days are full, or it cannot be done just now.
    """

    def evaluate() -> Finding:
        text = _LEFT.sub(" ", in_indonesian(normalise(raw)))
        speaks = bool(mentioned(text, (*_LISTS["sapaan"], *_LISTS["maaf"])))
        for part in dict.fromkeys(re.split(r"[.,;!?\n]", text)):  # hostile: thousands alike
            gone = says_gone(part) or mentioned(part, _LISTS["penuh"])
            named = gone and (mentioned(part, goods) or _ASKED_FOR.search(part))
            if named or (speaks and _asked_is_gone(part.strip(), others)):
                return Finding(1.0, part.strip())
            if (
                own
                and gone
                and not _THEN.search(part)
                and not (mentioned(text, goods) or mentioned(part, others))
            ):
                return Finding(1.0, part.strip())
        return Finding(0.0)

    return Check(label, evaluate, points)


_THEN = re.compile(
    r"(?<![a-z])(?:habis|abis|entek|bar|rampung)\s+(?:ini|itu|iki|kuwi|ieu)(?![a-z])"
)
"""After this: "habis ini saya kirim"."""
_ASKED_FOR = re.compile(
    r"(?<![a-z])(?:yang|yg|sing|nu)\s+(?:(?:kak(?:ak)?|ibu|bu|bapak|mbak|tadi)\s+)?(?:di)?(?:tanya|maksud|taros|takok)[a-z]*"
)
"""The goods asked for, without their name: "yang ditanyakan habis"."""


def says_gone(text: str) -> bool:
    """Return whether a normalised text says that something is sold out."""
    return bool(_NONE.search(text) or _TAKEN_AWAY.search(text) or mentioned(text, _LISTS["habis"]))


_TAKEN_AWAY = re.compile(
    r"(?<![a-z])(?:di|dipun)(?:angkut|bawa|bwa|borong|ambil|beli|jupuk|gawa|gowo|cangking|pundhut|tumbas|tuku)\s+"
    r"(?:[a-z]+\s+){0,4}?(?:orang|org|wong|semua|smua|kabeh|sedaya|sadaya|terakhir|pembeli|pelanggan)(?![a-z])"
)
"""Gone with somebody: "sudah diangkut orang semua"."""


def _asked_is_gone(part: str, others: Sequence[str]) -> bool:
    """Return whether a part of a sentence says "habis" of nothing by name: of what was asked."""
    found = _BARE.match(part)
    return found is not None and not (others and mentioned(found["next"], others))


_BARE = Pattern(
    lambda: (
        rf"[^a-z]*(?:(?:{either(_LISTS['sebelum_habis'])}|{either(_LISTS['sapaan'])}|{either(_LISTS['maaf'])})[^a-z]+)*"
        rf"(?:{either(_LISTS['habis'])}|{either(_LISTS['penuh'])})(?![a-z])(?!\s+(?:ini|itu|niki|iki|ieu|maghrib|lebaran)(?![a-z]))"
        r"(?P<next>(?:\s+[a-z]+){0,2})"
    )
)


_NONE = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|gk|nggak|ngga|enggak|ndak|nda|tak|belum|blm|mboten|boten|ora|gaono|teu|henteu|acan|can)"
    r"\s*(?:lagi\s+|pas\s+|sedang\s+|masih\s+)?(?:ada|ono|onok|ana|aya|wonten|enten|tersedia|sedia|ready|redi|sayogi|sadia|bikin|buat|goreng)"
    r"(?![a-z])|(?<![a-z])gaada(?![a-z])"
    r"|(?<![a-z])(?:tidak|tdk|gak|ga|gk|nggak|ndak|tak|ora|mboten|teu|kada|indak|kagak)\s+(?:lagi\s+)?(?:bersisa|tersisa|besise|sisa|nyisa|sesa|punya|duwe|nduwe|gadhah|gaduh|boga)(?![a-z])"
)


def also_has(raw: Any, *goods: str, own: bool = False, label: str, points: float = 1.0) -> Check:
    """Check that a text names ``goods`` and does not say that they are sold out as well.

    Of an ``own`` shop whose other goods go by another name, that something is there is enough.
    """

    def evaluate() -> Finding:
        text = normalise(raw)
        these = rf"(?:{'|'.join(goods)})(?:nya|e|na)?"
        gone = (
            rf"(?:(?:juga|jg|oge|ugi|pun|ya|lagi|lg|sudah|sdh|malah|justru|baru|saja|semua|sama)\s+){{0,2}}(?:{either(_LISTS['habis'])}"
            r"|(?:tidak|tdk|gak|ga|nggak|ora|mboten|teu)\s+(?:ada|ono|ana|aya|wonten|enten)"
            r"|(?:(?:ada|masih|tapi|tp|namun|cuma)\s+){0,3}(?:belum|blm|tidak|tdk|gak|ga|durung|dereng|teu|acan)\s+"
            r"(?:bisa|bs|siap|boleh|tiasa|saged|iso|dijual|saya\s+jual|kami\s+jual))"
        )
        if re.search(rf"(?<![a-z]){these}\s+{gone}(?![a-z])", text):
            return Finding(0.0, "habis juga")
        found = mentions(raw, *goods, label=label).evaluate()
        unnamed = own and not found.share and says_gone(_LEFT.sub(" ", text))
        there = _THERE.search(text) if unnamed else None
        return Finding(1.0, there[0].strip()) if there else found

    return Check(label, evaluate, points, NAMED)


_THERE = re.compile(
    r"(?<![a-z])(?<!tidak\s)(?<!tdk\s)(?<!belum\s)(?<!gak\s)(?<!nggak\s)(?<!ga\s)(?<!ora\s)(?<!teu\s)"
    r"(?:masih|msh|isih|taksih|keneh|ready|redi|tersedia|longgar|numpuk|banyak|akeh|kathah|seueur|aya|wonten|ono|kosong\s+jadwalnya|siap)(?![a-z])"
    r"(?!\s+(?:hari|kamis|lagi|deui|maneh|malih|penuh|habis|abis|kosong|antre|antri|kemis|kirim|dikirim))"
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
        text = done(raw)
        if unsent(raw):
            return Finding(0.0, "tidak dikirim")
        same = matches(_SAME_DAY, text, label).evaluate()
        return same if same.share else mentions(text, *terms, label=label).evaluate()

    return Check(label, evaluate, points, NAMED)


_SAME_DAY = re.compile(
    r"(?<![a-z])(?:(?:hari|hr|dinten|dino|dina|poe)\s+(?:ini|itu|tersebut|niki|niku|iki|iku|kuwi|ieu|eta|yang\s+sama|yg\s+sama)"
    r"|sa?ka?linten|sapoe|sedinten|sadinten|same\s+day|(?:langsung|lgsg|lsg|lgsung|lngsng|langsng)\s+(?:di)?(?:kirim|krim|kintun|antar|anter|jalan|berangkat|proses|kemas)"
    r"|(?:siang|sore|sonten)\s+(?:ini|niki|ieu|itu|nya))(?![a-z])"
)
