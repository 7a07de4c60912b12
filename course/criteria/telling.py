"""What a text tells of an own shop beyond the name of its goods, its place and how to order.

What is good about one's own work, or why a customer should come back, nobody can list: "yang
pendiam tetap kebagian". It is enough that something is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from course.criteria.scoring import Finding
from course.criteria.text import LISTS, invitations, split_words
from course.words import NUMBERS, PACKS, UNITS

_LEAST = 2
"""Words of a clause that say something."""
_CLAUSE = re.compile(
    r"[.,;:!?\n]+(?!\d)|(?<![a-z])(?:dan|lan|jeung|sareng|karo|serta|tapi)(?![a-z])"
)
_FAULTY = re.compile(r"(?<![a-z])(?:sering|gampang|mudah|suka|kadang|agak|cepat)\s+[a-z]+")
"""What nobody praises: "sering luntur"."""
_ENDING = re.compile(r"(?<=[a-z]{3})(?:nya|ne|na|e|an)\Z")


def told_besides(text: str, called: Collection[str], *, least: int = _LEAST) -> Finding:
    """Find a clause of a normalised text that says more than what, where, when and how to order.

    ``called`` is what the goods are called. Thanks, denials and what comes behind a call to order
    say nothing; nor do words of selling ("menjual") and other goods.
    """
    idle = _idle().union(called)
    for clause in _CLAUSE.split(text):
        said = split_words(_FAULTY.sub(" ", clause))
        if not _of_others().isdisjoint(said):
            continue
        calls = [place for place, one in enumerate(said) if one in invitations()]
        told = [
            one
            for one in said[: calls[0] if calls else len(said)]
            if one.isalpha() and one not in idle and _ENDING.sub("", one) not in idle
        ]
        if len(told) >= least:
            return Finding(1.0, " ".join(told))
    return Finding(0.0)


_WISHES = split_words(
    "tanpa kurang menghubungi belum semoga mugi moga mohon lindungan dilindungi rezeki rezekinya"
    " rejeki rejekinya dilancarkan masukan masukannya umur sehat sekeluarga pelanggan"
)


@cache
def _of_others() -> frozenset[str]:
    """Return the words of a clause that thanks, wishes, refuses or has nothing to say."""
    thanks = (part for one in LISTS["terima_kasih"] for part in one.split())
    return frozenset(thanks).union(_WISHES)


@cache
def _idle() -> frozenset[str]:
    lists = ("penghubung", "ajakan", "saluran", "menyapa", "barang_lain", "bukan_nama_barang")
    words = [word for name in (*lists, "menjual", "bukan_nama_tempat") for word in LISTS.set(name)]
    words += [part for one in LISTS["salam"] for part in one.split()]
    return frozenset(words).union(PACKS.split("|"), UNITS.split("|"), NUMBERS)
