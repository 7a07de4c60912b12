"""Which goods a text is about: those of the task, or others that people sell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from course.criteria.scoring import Check, Finding
from course.criteria.text import LISTS, mentioned, normalise, split_words


def of_these(
    check: Check, raw: Any, *goods: str, alike: Sequence[str] = (), share: float = 0.0
) -> Check:
    """Return a check that earns ``share`` of itself where a text is not about ``goods``."""

    def evaluate() -> Finding:
        found, other = check.evaluate(), elsewhere(raw, goods, alike=alike)
        if not other or not found.share:
            return found
        return Finding(found.share * share, f"tentang {other}")

    return check._replace(evaluate=evaluate)


_ENDING = re.compile(r"(?:an)?(?:nya|ne|na)$")
_PLACES = frozenset({"di", "atas", "dalam", "dina", "luhur", "ning", "nang", "ing", "wonten"})


def elsewhere(raw: Any, about: Sequence[str], *, alike: Sequence[str] = ()) -> str:
    """Return the goods a text is about, where they are not those of the task; "" where they are.

    ``alike`` are words that other goods are called by as well: "keripik" of banana and of cassava.
    """
    text = normalise(raw)
    if not about or mentioned(text, about):
        return ""
    goods = LISTS.set("barang_lain") - set(alike)
    before = ("", "")
    for token in split_words(text):
        # "Di atas meja kayu" says where it stands; "bakso-bakso", "bakpianya" are those goods.
        stem = token.partition("-")[0]
        if _PLACES.isdisjoint(before) and (stem in goods or _ENDING.sub("", stem) in goods):
            return token
        before = (before[1], token)
    return ""
