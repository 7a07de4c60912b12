"""Where the own shop is, and hashtags that a space breaks: what lesson 2 teaches of both."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from course.criteria.lists import WordLists
from course.criteria.scoring import Check, Finding
from course.criteria.text import LISTS, has_hashtag, hashtag_count, normalise, split_words

_LISTS = WordLists("course.curriculum.m2_akun_usaha")
_RUN = re.compile(r"#([a-z0-9_]+)((?:[ ]+[a-z0-9_]+)*)")
_TAIL = 3
"""Words behind a hashtag that may belong to it; what comes later is a sentence."""
_LEAST = 4
"""Letters of the shortest name that is told from any word."""


def whole_hashtags(raw: Any, *parts: str, most: int, label: str, points: float = 1.0) -> Check:
    """Check for 1 to ``most`` hashtags; half where a space breaks one about ``parts``."""
    counted = hashtag_count(raw, most=most, label=label)

    def evaluate() -> Finding:
        found, broken = counted.evaluate(), _broken(normalise(raw), parts)
        return Finding(min(found.share, 0.5), _space(broken)) if broken else found

    return Check(label, evaluate, points)


def hashtag_of(raw: Any, *parts: str, label: str, points: float = 1.0) -> Check:
    """Check for a hashtag about one of ``parts``; half where a space breaks it: "#jahit blitar"."""

    def evaluate() -> Finding:
        text = normalise(raw)
        broken = _broken(text, parts)
        left, joined = text, text
        for run in broken:
            left = left.replace(run, " ")
            joined = joined.replace(run, run.replace(" ", ""))
        found = has_hashtag(left, *parts, label=label).evaluate()
        mended = has_hashtag(joined, *parts, label=label).evaluate()
        if broken and found.share < 1 and mended.share:
            return Finding(0.5, _space(broken))
        return found

    return Check(label, evaluate, points)


def _space(broken: Sequence[str]) -> str:
    return f"ada spasi: {broken[0]}"


def _broken(text: str, parts: Sequence[str]) -> list[str]:
    """Return the hashtags of a text that go on behind a space, as typed: "#mie ayam".

    A word behind a hashtag goes on with it where it is a word of ``parts`` or makes one with it,
    and no other hashtag says it: who writes "#malang enak" has none broken.
    """
    known = {word for part in parts for word in split_words(part)}
    said = " ".join(re.findall(r"#(\w+)", text))
    runs = []
    for run in _RUN.finditer(text):
        tail = run[2].split()[:_TAIL]
        last = 0
        for count, word in enumerate(tail, start=1):
            behind = "".join(tail[:count])
            if word not in said and (word in known or _spans(run[1], behind, parts)):
                last = count
        if last:
            runs.append(" ".join(["#" + run[1], *tail[:last]]))
    return runs


def _spans(tag: str, behind: str, parts: Sequence[str]) -> bool:
    """Return whether a part begins in a hashtag and ends with what stands behind it."""
    ends = [part for part in parts if len(part) >= _LEAST and (tag + behind).endswith(part)]
    return any(len(part) > len(behind) for part in ends)


def within_town(
    raw: Any, towns: Sequence[str], *, near: Sequence[str], label: str, points: float = 1.0
) -> Check:
    """Check that an address says where in the town: a village, a district, a street, a market.

    ``towns`` is the district or city told of the shop, ``near`` are the words that name smaller
    places. No list has all villages: a name beside its town is taken for one, a name alone too, and
    a person looks. A quarter less where a house number leads strangers to the door.
    """

    def evaluate() -> Finding:
        found = _within(raw)
        if found.share < 1 or not _HOUSE.search(normalise(raw)):
            return found
        return found._replace(share=0.75, found=_DOOR)

    def _within(raw: Any) -> Finding:
        text = normalise(raw)
        if _UNTOLD.match(text):
            return Finding(0.0, "tidak disebut")
        tokens = split_words(text)
        idle = LISTS.set("penghubung") | LISTS.set("bukan_nama_tempat") | _LISTS.set("bukan_alamat")
        towns_known = _LISTS.set("kota") | _LISTS.set("kabupaten")
        names = [word for word in tokens if word not in idle and word not in near]
        town = [word for word in names if _is_town(word, towns, towns_known)]
        places = [w for w in names if w not in town and len(w) >= _LEAST and w.isalpha()]
        marked = any(word in near for word in tokens)
        if marked and (places or town or any(map(str.isdigit, tokens))):
            return Finding(1.0, " ".join(places) or " ".join(tokens[:2]))
        if places:
            sure = bool(town) or any(word in towns for word in places)
            return Finding(
                1.0, " ".join(places), "" if sure else "desa atau kecamatan, atau bukan?"
            )
        if not town:
            return Finding(0.0, "belum menyebut tempat")
        unknown = towns_known.isdisjoint(town)
        return Finding(0.0, f"kota saja: {town[0]}", "kota, atau desa?" if unknown else "")

    return Check(label, evaluate, points)


_HOUSE = re.compile(
    r"(?<![a-z])(?:jl|jln|jalan|gg|gang|blok|perum|perumahan)(?![a-z])[^,;]{0,40}?"
    r"(?<![a-z])(?:no|nomor|nomer|nmr)\b[\s.:]*\d"
)
"""A street and the number in it: "Jl. Melati no 12"."""
_DOOR = "jalan dan nomor rumah tidak perlu, supaya aman"


_UNTOLD = re.compile(
    r"\W*(?:tidak|tdk|gak|ga|nggak|ndak|belum|blm|ora|mboten|teu|jangan)\s+(?:mau|usah|perlu|pakai|pake|ada|bisa|kasih|disebut)"
)
"""No address at all: "tidak mau kasih alamat"."""


def _is_town(word: str, towns: Sequence[str], known: Collection[str]) -> bool:
    """Return whether a word is a town: a known one, or all that is told of where the shop is."""
    whole = towns[0] if towns else ""
    alone = " " not in whole or whole.replace(" ", "") in known
    return word in known or (alone and word in towns)
