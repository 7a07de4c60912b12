"""The four boxes of a SWOT: filled, each differently, and nothing clearly in a wrong one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from course.criteria.lists import Pattern, WordLists, either
from course.criteria.scoring import Check, Finding
from course.criteria.spoken import in_figures
from course.criteria.text import split_words
from course.curriculum.m4_strategi.checks import full_text, of_the_task, only_wishes

_LISTS = WordLists("course.curriculum.m4_strategi")
NOTHING = re.compile(
    r"(?:(?:saya|aku|kami|kekuatan|kelemahan|peluang|ancaman|usaha|alhamdulillah)\s+){0,2}(?:tidak|tdk|gak|ga|nggak|ndak|belum|blm|kurang|ora|mboten|teu)"
    r"\s+(?:tahu|tau|ada|punya|ngerti|apal|duwe|nduwe|gadhah|gadah|gaduh|boga|ono|ana|aya|wonten)"
    r"(?:\s+(?:opo[\s-]opo|nopo[\s-]nopo|nanaon|kekuatan|kelemahan|peluang|ancaman|langkah|apa|sih|sama|sekali|hehe|apa-apa|saya|kami|usaha|dari|luar|dalam|di|sini|disini|aman|saja|aja)(?:nya)?)*"
    r"(?:\s+(?:yang|yg)\s+(?:bisa|pantas|perlu)[^.]*)?"
)
"""A box that says there is nothing to say: "belum tahu", "tidak ada kelemahan sama sekali"."""


def _only(*parts: str) -> str:
    """Return a pattern of words of these lists in this order, with small words around them."""
    listed = [f"(?:{either(_LISTS[part])})(?:nya|ne|na|e|ku)?" for part in parts]
    small = either(_LISTS["swot.sisipan"])
    idle = rf"(?:\s+(?:{small})){{0,4}}"
    return rf"(?:(?:{small})\s+){{0,4}}" + rf"{idle}\s+".join(listed) + idle


_THREAT = Pattern(
    lambda: (
        rf"{_only('swot.pesaing', 'swot.bertambah')}|{_only('swot.bertambah', 'swot.pesaing')}"
        rf"|{_only('swot.harga', 'swot.bahan', 'swot.naik')}|{_only('swot.bahan', 'swot.naik')}"
        rf"|{_only('swot.cuaca')}"
    )
)
_WEAK = Pattern(
    lambda: (
        rf"{_only('swot.dana', 'swot.sedikit')}|{_only('swot.sedikit', 'swot.dana')}"
        rf"|{_only('swot.belum', 'swot.alat')}|{_only('swot.alat', 'swot.buruk')}"
    )
)
_STRONG = Pattern(
    lambda: (
        rf"{_only('swot.mutu', 'swot.bagus')}|{_only('swot.mutu', 'swot.dagangan', 'swot.bagus')}"
        rf"|{_only('swot.resep', 'swot.milik')}"
    )
)
_NEAR = Pattern(
    lambda: (
        rf"(?:(?:{either(_LISTS['swot.tempat'])})\s+){{0,3}}(?:{either(_LISTS['swot.dekat'])})\s+"
        rf"(?:{either(_LISTS['swot.ramai'])})(?:\s+(?:saya|desa|kampung|sekali|banget))?"
    )
)
"""Near to buyers; whose shop is near may matter: "warung baru dekat pasar" is no such thing."""
_EVENT = Pattern(
    lambda: (
        rf"(?:ada|ono|ana|aya|wonten|banyak|akeh|seueur)\s+(?:{either(_LISTS['swot.acara'])})"
        rf"(?:\s+(?!(?:{either(_LISTS['swot.tetapi'])})(?![a-z]))[a-z]+){{0,3}}"
    )
)
_ELSEWHERE: Mapping[str, tuple[tuple[Pattern, str], ...]] = {
    "kekuatan": (
        (_THREAT, "ancaman di kotak kekuatan"),
        (_WEAK, "kelemahan di kotak kekuatan"),
        (_EVENT, "peluang di kotak kekuatan"),
    ),
    "kelemahan": (
        (_THREAT, "ancaman di kotak kelemahan"),
        (_STRONG, "kekuatan di kotak kelemahan"),
        (_EVENT, "peluang di kotak kelemahan"),
    ),
    "peluang": (
        (_THREAT, "ancaman di kotak peluang"),
        (_WEAK, "kelemahan di kotak peluang"),
        (_STRONG, "kekuatan di kotak peluang"),
    ),
    "ancaman": (
        (_STRONG, "kekuatan di kotak ancaman"),
        (_WEAK, "kelemahan di kotak ancaman"),
        (_NEAR, "yang menolong di kotak ancaman"),
    ),
}
"""By box, what clearly belongs into another: the whole text is one known thing and small words.

An event may take buyers away, and what one says in a sentence may be meant either way: neither is
held against anybody.
"""


def filled_boxes(raws: Sequence[Any], *, label: str, points: float = 1.0) -> Check:
    """Check by share that the boxes hold two words or more, each others, not just "tidak ada".

    ``raws`` are strength, weakness, opportunity and threat, in this order. What clearly belongs
    into another box ("pesaing baru" as a strength) earns half of its box.
    """

    def evaluate() -> Finding:
        # "Anak2" and "berubah2" are no figures.
        figures = [_AGAIN.sub("", in_figures(full_text(raw))) for raw in raws]
        if sum(_SUM.search(text) is not None for text in figures) >= _RECKONED:
            return Finding(0.0, "hitungan, bukan isi kotak")
        held: list[str] = []
        wrong: list[str] = []
        for box, raw in zip(_ELSEWHERE, raws, strict=False):
            text = full_text(raw)
            alike = " ".join(sorted(set(split_words(text))))
            new = all(fuzz.ratio(alike, other) < 90 for other in held)
            told = len(alike.split()) >= 2 and not (NOTHING.fullmatch(text) or only_wishes(text))
            common = all(token in _LISTS.set("swot.umum") for token in split_words(text))
            if new and told and not (common or of_the_task(split_words(text))):
                held.append(alike)
                bare = _bare(text)
                other = [why for one, why in _ELSEWHERE[box] if one.fullmatch(bare)]
                turned, whence = (_INSIDE, "dalam") if box in _OUTER else (_OUTSIDE, "luar")
                if not other and turned.match(bare):
                    other = [f"dari {whence}, di kotak {box}"]
                wrong += other[:1]
        found = wrong[0] if wrong else f"{len(held)} dari {len(_ELSEWHERE)} kotak"
        return Finding((len(held) - len(wrong) / 2) / len(_ELSEWHERE), found)

    return Check(label, evaluate, points)


_AGAIN = re.compile(r"(?<=[a-z])2(?!\d)")
_SUM = re.compile(r"\d{2}|\d\s*(?:%|persen|ribu|rb|rebu|ewu|juta|k(?![a-z]))")
_RECKONED = 3
"""Boxes with figures that make a reckoning: "modalnya 9.000", "laku 40 seminggu"."""
_OUTER = ("peluang", "ancaman")
_OUTSIDE = re.compile(
    r"(?:ada|banyak|akeh|seueur)?\s*(?:(?:pesaing|saingan|kompetitor)(?![a-z])"
    r"|(?:tetangga|tonggo|tangga|toko|warung|kios|lapak|orang|wong)\s+(?:sebelah|lain|liyo|depan|samping|baru)\s+"
    r"(?:[a-z]+\s+){0,2}?(?:buka|membuka|bukak|jualan|jual|menjual|dodol|bikin)\s+(?:[a-z]+\s+){0,2}?(?:sama|serupa|sejenis|podo|padha))"
)
_INSIDE = re.compile(
    r"(?:saya|aku|abdi|kula|kulo|kami)\s+"
    r"(?:suka|sok|sering|kadang|mau|belum|kurang|malas|males|lupa|poho|lali|kerep|rajin|telaten|ulet|tekun|jujur)\s"
)
"""What begins so is clearly of outside, or of inside: "saya suka tutup tanpa kabar"."""


def _bare(text: str) -> str:
    return " ".join(split_words(text))
