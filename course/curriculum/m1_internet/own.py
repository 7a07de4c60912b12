"""Checkers of lesson 1's tasks about the own shop: ten buyers, a month's photos, two replies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from course.criteria.lists import Pattern, WordLists, either
from course.criteria.numbers import readings
from course.criteria.scoring import NAMED, Check, Finding
from course.criteria.text import LISTS, matches, mentioned, mentions, normalise
from course.curriculum.m1_internet.checks import opens

_LISTS = WordLists("course.curriculum.m1_internet")
_MOST_PHOTOS = 50
"""A day; more is no plan, and needs more than the largest package."""
_NO_PLAN = -1e6
"""What no number of megabytes is near to."""


def counted(raws: Sequence[Any], *, most: int, label: str, points: float = 1.0) -> Check:
    """Check that each of several numbers is a count of at most ``most``, whichever it is."""

    def evaluate() -> Finding:
        good = sum(_count(raw, most) is not None for raw in raws)
        return Finding(good / len(raws), f"{good} dari {len(raws)} angka")

    return Check(label, evaluate, points)


def busier(
    raw: Any, counts: Mapping[str, Any], *, most: int, even: str, label: str, points: float = 1.0
) -> Check:
    """Check which of the own ``counts`` was chosen as the largest, ``even`` where they are alike.

    Without the counts nothing follows.
    """

    def evaluate() -> Finding:
        told = {key: _count(one, most) for key, one in counts.items()}
        known = {key: one for key, one in told.items() if one is not None}
        if len(known) < len(told):
            return Finding(0.0, "belum ada hitungannya")
        largest = [key for key, one in known.items() if one == max(known.values())]
        right = largest[0] if len(largest) == 1 else even
        return Finding(raw == right, str(raw)[:40] if raw is not None else "")

    return Check(label, evaluate, points)


def _count(raw: Any, most: int, least: int = 0) -> float | None:
    """Return a whole number as typed, from ``least`` to ``most``; None for another."""
    values = [v for v in readings(raw) if least <= v <= most and v == int(v)]
    return values[0] if values else None


def photos_a_month(per_day: Any, *, days: int, each: float) -> float:
    """Return the megabytes of an own plan: photos a day, for days, each so many megabytes.

    Far below zero where no plan is told that a day has room for.
    """
    photos = _count(per_day, _MOST_PHOTOS, 1)
    return _NO_PLAN if photos is None else photos * days * each


def _no(*also: str) -> str:
    """Return the pattern of a word that denies, and of what may stand behind it.

    "Tidak apa-apa saya buka" and "jangan lupa dibuka" deny nothing.
    """
    words = (*_LISTS["menolak"], *_LISTS["melarang"], *also)
    idle = either(_LISTS["tidak_menolak"])
    return rf"(?<![a-z])(?:{either(words)})\s+(?!(?:{idle})(?![a-z]))(?:[a-z]+\s+){{0,4}}?"


def _refused() -> str:
    things = either((*_LISTS["membuka"], *_LISTS["file"]))
    file = either(_LISTS["file"])
    without = (
        rf"(?<![a-z])(?:tanpa|tanpo|no|hapus|apus|bukan(?:\s+(?:lewat|dari|pakai))?)\s*(?:{file})"
    )
    left, no = either(_LISTS["membiarkan"]), either(_LISTS["menolak"])
    afraid = r"(?<![a-z])(?:takut|khawatir|ngeri|wedi|ajrih|sieun|curiga)\s+(?:[a-z]+\s+){0,2}?"
    afraid += rf"(?:{either(_LISTS['membuka'])})"
    given_up = (
        rf"(?:{file})(?:(?!(?:{no})(?![a-z]))[^.!?]){{0,40}}?(?<![a-z])(?:di|tak|ku)?(?:{left})"
    )
    # Who says it of herself needs not name the file: "yang tadi saya biarkan".
    own = [word for word in _LISTS["membiarkan"] if word not in {"tolak", "lewati", "skip"}]
    left_it = (
        r"(?<![a-z])(?<!tidak\s)(?<!tdk\s)(?<!gak\s)(?<!ga\s)(?<!nggak\s)(?<!teu\s)(?<!ora\s)(?<!mboten\s)"
        rf"(?:saya|sy|kami|abdi|kula|kulo|aku|ku|tak)\s*(?:di)?(?:{either(own)})"
    )
    crossed = rf"(?:{file})[a-z]*\s*[\u274c\U0001f645\U0001f6ab]"
    return rf"{_no('g')}(?:{things})|{without}|{afraid}|{given_up}|{left_it}|{crossed}"


_REFUSED = Pattern(_refused)


_EXCUSES = Pattern(lambda: rf"\W*(?:[a-z]+\s+)?(?:{either(_LISTS['maaf'])})(?:nya|kan)?(?![a-z])")


def opens_refusal(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a reply which refuses begins politely: a greeting, or "maaf bu", "nuwun sewu".

    No greeting helps who calls the buyer a cheat: "kamu penipu ya".
    """

    def evaluate() -> Finding:
        if rude := _CALLED.search(normalise(raw)):
            return Finding(0.0, f"ada kata: {rude[0]}")
        found = _EXCUSES.match(normalise(raw))
        if found:
            return Finding(1.0, found[0].strip())
        return opens(raw, label=label).evaluate()

    return Check(label, evaluate, points)


_CALLED = re.compile(
    r"(?<![a-z])(?:kamu|km|kau|elu|lu|kowe|koe|sampeyan|anda|situ|dasar|kon|sira|maneh|silaing)\s+(?:itu\s+|iku\s+|ini\s+|pasti\s+)?"
    r"(?:penipu|tukang\s+(?:tipu|ngapusi)|maling|pembohong|penjahat|bangsat|goblok|kurang\s+ajar)(?![a-z])"
)


def refuses_file(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a reply says the file is not opened: "gak sy buka", "tanpa file", "saya hapus"."""
    return matches(_REFUSED, raw, label, points)


def orders_by_chat(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a reply says where to order instead: "tulis di sini saja".

    Who does not want it there ("tidak usah di chat") says nothing of the kind.
    """
    text = _NOT_BY_CHAT.compiled.sub(" ", normalise(raw))
    return mentions(text, *_LISTS["lewat_chat"], label=label, points=points)


def _not_by_chat() -> str:
    no = either((*_LISTS["menolak"], *_LISTS["melarang"]))
    between = (
        "usah|perlu|bisa|bs|boleh|dapat|mau|terima|menerima|melayani|pesan|pesanan|order|lewat|lwt|via"
        "|melalui|di|dari|ditulis|menulis|diketik|sah"
    )
    return (
        rf"(?<![a-z])(?:{no})\s+(?:(?:{between})\s+){{0,4}}"
        rf"(?:di)?(?:{either(_LISTS['lewat_chat'])})(?![a-z])(?:\s+(?:(?:di|ke|lewat|via)\s+)?(?:chat|wa|whatsapp|sini))?"
        rf"|(?<![a-z])(?:pesan|order)?\s*(?:(?:lewat|lwt|via|di)\s+)?(?:chat|wa|whatsapp|sini)\s+(?:(?:juga|jg|pun)\s+)?"
        rf"(?:{no})\s+(?:bisa|bs|boleh|aktif|dibalas|dibaca|dilayani)(?![a-z])"
    )


_NOT_BY_CHAT = Pattern(_not_by_chat)


def _missing() -> str:
    here = either(_LISTS["masuk"])
    empty = rf"(?<![a-z])(?:{either(_LISTS['kosong'])})(?![a-z])"
    money = either(_LISTS["uang"])
    not_yet = rf"(?<![a-z])(?:{either((*_LISTS['belum'], *_LISTS['belum_juga']))})(?![a-z])"
    # Whatever the verb is: "dananya belum nyangkut di rekening".
    before = rf"(?<![a-z])(?:{money})[a-z]{{0,4}}[^.!?\n]{{0,50}}?{not_yet}"
    any_verb = rf"{before}|{not_yet}[^.,!?\n]{{0,30}}?(?<![a-z])(?:{money})"
    # "Saldo saya masih yang kemarin", "mutasi masih sepi".
    still = "masih|msh|tasih|isih|sik|keneh|tetap|tetep"
    any_verb += (
        rf"|(?<![a-z])(?:{money})[a-z]{{0,4}}[^.!?\n]{{0,25}}?(?<![a-z])(?:{still})(?![a-z])"
    )
    # "Kiriman Bapak masih di perjalanan".
    any_verb += (
        rf"|(?<![a-z])(?:{money}|kiriman|transfer)[a-z]{{0,4}}[^.!?\n]{{0,25}}?"
        r"(?<![a-z])(?:di|dalam|wonten)\s+(?:perjalanan|jalan|dalan|margi)(?![a-z])"
    )
    return rf"{_no(*_LISTS['belum'])}(?:{here})|{empty}|{any_verb}"


_MISSING = Pattern(_missing)


def not_yet_in(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a reply says the money is not there yet: "dereng mlebet", "belum kelihatan".

    "Sudah masuk, bukan belum masuk" does not.
    """
    return matches(
        _MISSING, _NO_WAITING.sub(" ", _NOT_MISSING.sub(" ", normalise(raw))), label, points
    )


_NOT_MISSING = re.compile(
    r"(?<![a-z])(?:bukan|bukannya|dudu|sanes|tidak|tdk|nggak|gak)\s+(?:belum|blm|tidak|tdk|dereng|durung|teu|acan)\s+[a-z]+"
)


def _come() -> str:
    """Return the pattern of a word that the money is there, not denied just before it."""
    here = either(_LISTS["masuk"])
    return rf"(?<![a-z])(?<!belum\s)(?<!blm\s)(?<!dereng\s)(?<!durung\s)(?:{here})"


def _after() -> str:
    when = rf"(?<![a-z])(?:{either(_LISTS['sesudah'])})(?![a-z])"
    sends = rf"(?<![a-z])(?:di|tak|ku)?(?:{either(_LISTS['mengirim'])})"
    there, come = rf"(?<![a-z])(?:{either(_LISTS['masuk'])})", _come()
    no = either((*_LISTS["menolak"], *_LISTS["belum"]))
    paid = (
        rf"{when}\s+(?:(?:(?!(?:{no})\s)[a-z]+\s+){{0,4}}?{there}[a-z]*"
        # "Menawi sampun, enjing kula pos-aken": what has come is plain.
        r"|(?:sudah|sdh|udah|udh|sampun|wis|uwis|tos|atos|geus|lah)(?=\s*,))"
    )
    # Who cooks, sews or washes says so: after somebody who does it, any word is what is done.
    idle = either(_LISTS["bukan_mengirim"])
    does = (
        rf"(?<![a-z])(?:(?:(?:{either(_LISTS['pelaku'])})\s+){{1,3}}(?!{idle})[a-z]{{4,}}"
        rf"|di(?!{idle})[a-z]{{4,}})"
    )
    return (
        rf"{when}[^.!?]{{1,60}}?{sends}|{sends}[^.!?]{{1,60}}?{when}[^.!?]{{1,40}}?{there}"
        rf"|{paid}[^.!?]{{1,30}}?{does}|{does}\s+(?:[a-z]+\s+){{0,4}}?{paid}"
        rf"|(?:uang|uangnya|dana|artos|artosna|duit|duite|transferan)\s+{there}[\s,]+(?:baru\s+)?{sends}"
        # "Nantipi masuk baru kukirimkanki'": what is done then, by whatever verb.
        rf"|{come}[a-z]*[^.!?]{{0,25}}?(?<![a-z])"
        rf"(?:baru|langsung|lgsg|nembe|lajeng|gek)\s+(?!{idle})[a-z]{{5,}}"
        # Chat leaves the word for "when" out: "80rb, masuk lgsg kirim".
        rf"|{come}\s+(?:langsung|lgsg|lgsung|lngsung|lsg)\s+(?:(?:saya|kami|tak)\s+)?"
        rf"(?:(?:di|tak|ku)?(?:{either(_LISTS['mengirim'])})|jalan|berangkat|proses|diproses)"
    )


_AFTER = Pattern(_after)


def _then() -> str:
    """Return the pattern of what is done then, said without a word for "when"."""
    no = either((*_LISTS["menolak"], *_LISTS["belum"]))
    there = _come()
    sends = rf"(?:di|tak|ku)?(?:{either(_LISTS['mengirim'])})"
    return (
        rf"{there}(?:[a-z]*\s+(?!{no})[a-z]+)?\s*[,=>\u2192-]+\s*(?:(?!{no})[a-z]+\s+){{0,3}}?{sends}"
        rf"|{there}\s+(?:(?:uang|dana|duit)[a-z]*[\s,]+(?:(?!{no})[a-z]+\s+){{0,2}}?{sends}"
        r"|(?!ya|kak|bu|pak)[a-z]{3,}\s+(?:berangkat|meluncur|jalan|dikirim|dianter|diantar|otw))"
    )


_THEN = Pattern(_then)
""""80rb belum mendarat. Terbaca, saya paketkan"."""


def sends_after(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a reply sends the goods when the money is there: "kalau sudah masuk, dikirim".

    So does who makes, does or hands them over then ("kalau sudah masuk langsung saya buatkan"), not
    who only lets hear of it. "Tidak perlu menunggu uang masuk" sends them before.
    """
    text = _EVEN_THEN.compiled.sub(" ", _PICTURE_CAME.sub(" ", normalise(raw)))
    text = _NO_WAITING.sub(" ", text)
    after, then = matches(_AFTER, text, label, points), matches(_THEN, text, label)

    def evaluate() -> Finding:
        found = after.evaluate()
        # "Sudah masuk, siang ini dikirim" waits for nothing.
        waits = not found.share and not_yet_in(raw, label=label).evaluate().share
        return then.evaluate() if waits else found

    return after._replace(evaluate=evaluate)


_PICTURE_CAME = re.compile(
    r"(?<![a-z])(?:foto|poto|gambar|bukti|struk|resi)[a-z]*\s+(?:[a-z]+\s+){0,4}?"
    r"(?:masuk|diterima|terima|sampai|tampi|katampi|ditampi|terlihat|kelihatan|ada|msuk|trima)(?![a-z])"
)
"""What has come is the picture, not the money: "fotonya sudah masuk"."""


_EVEN_THEN = Pattern(
    lambda: (
        r"(?<![a-z])(?:kalau\s?pun|walau(?:\s?pun)?|meski(?:\s?pun)?|biar\s?pun|sanajan|sanadyan)\s[^.!?]{0,60}?"
        rf"(?:{either(_LISTS['menolak'])})\s[^.!?]{{0,40}}"
    )
)
"""Nothing is sent even when the money comes: "kalaupun masuk, tidak saya kirim"."""
_NO_WAITING = re.compile(
    r"(?<![a-z])(?:tidak|tdk|gak|ga|gk|nggak|enggak|ndak|ora|mboten|teu|tanpa|tanpo)\s+"
    r"(?:(?:perlu|usah|harus|sah|kedah|kudu|pakai|pake)\s+){0,2}(?:menunggu|nunggu|tunggu|ditunggu|ngentosan|ngenteni"
    r"|nengga)(?![a-z])[^.,!?]{0,40}"
)


_ACCUSES = Pattern(lambda: rf"(?<![a-z])(?:me|nge)?(?:{either(_LISTS['menuduh'])})")


def accuses_nobody(raw: Any, *, label: str, points: float = 1.0) -> Check:
    """Check that a reply is polite: it accuses nobody. Half where it neither asks nor addresses."""

    def evaluate() -> Finding:
        text = normalise(raw)
        if not re.search("[a-z]", text):
            return Finding(0.0, "kosong")
        if found := _ACCUSES.search(text):
            return Finding(0.0, f"ada kata: {found[0]}")
        polite = (*LISTS["terima_kasih"], *LISTS["salam"], *_LISTS["sopan"])
        found_word = mentioned(text, polite)
        return Finding(1.0 if found_word else 0.5, found_word or "")

    return Check(label, evaluate, points, NAMED)
