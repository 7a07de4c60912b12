"""Whether a text is written for somebody who reads it: the guard of every writing task.

It must tell a list of keywords from speech. Who dictates writes no full stop, who sells by chat
writes four words and a price, who writes Javanese joins with other words: all of them are read by
buyers every day. Nothing here counts sentences or punctuation. What counts against a text is what
only a keyword list, a copy or a text about other goods has (``Signals``); each is named in the
criteria table, and where they disagree a person is asked to look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from course.criteria.copies import COPIED, repeated
from course.criteria.goods import elsewhere
from course.criteria.numbers import prices
from course.criteria.scoring import Answer, Check, Finding, labels
from course.criteria.selling import INVITES
from course.criteria.signals import SPOKEN, Signals, signals_of
from course.criteria.spoken import in_figures
from course.criteria.text import LISTS, as_figures, mentioned, normalise, searched, split_words

_IN_BROWSER = ("_in_words",)
LABEL = "ditulis untuk pembaca"
_UNNAMED = "barang di soal tidak disebut"
_ELSE = "tidak menjawab yang diminta soal"
_TO_TEACHER = "berbicara kepada pengajar"
_DECLINED = "tidak mengisi"
_NEWS = "kabar, bukan tawaran"
_NO_OFFER = "tidak menawarkan: tanpa harga, tanpa ajakan"
_TAKEN = "hanya kata-kata soal, diatur lagi"
_PERHAPS_COPIED = 0.65
_ALL_TAKEN, _MANY = 0.95, 12
_LIST = 2
_SHORTEST = 5
"""Words of the shortest text that is a copy of the task."""
_DISTINCT, _FEW_WORDS, _LONGER = 0.6, 0.4, 40
_FEW = 3


def written_for_a_reader(  # noqa: PLR0913  what a cell may say of its task
    raw: Any,
    *,
    asked: Answer | None = None,
    about: Sequence[str] = (),
    alike: Sequence[str] = (),
    sells: bool = False,
    phrase: bool = False,
    answers: Sequence[Check] = (),
    label: str = LABEL,
) -> Check:
    """Guard for ``criteria(..., guard=...)``: no keyword list, no copy, nothing about other goods.

    ``asked`` knows what the participant had before her, ``about`` names the goods of the task as
    people call them, ``alike`` what other goods are called as well; what ``sells`` has to name its
    goods, a reply has not; a ``phrase`` is all that a picture's text has to be. A text that earns
    nothing of any of ``answers`` does something else than the task asks. Speech without full stops,
    one short right line, Javanese and capitals pass.
    """

    def evaluate() -> Finding:
        text = normalise(raw)
        if to_teacher(text):
            return Finding(0.0, _TO_TEACHER)
        if declines(text):
            return Finding(0.0, _DECLINED)
        signs = signals_of(text, asked)
        # What is seen is named word after word: "keripik pisang cokelat piring putih".
        signs = signs._replace(empty=False, unbroken=False) if phrase else signs
        told = asked.prompt if asked else ""
        other = elsewhere(text, about, alike=alike, told=told)
        found = judged(text, signs, other, to_somebody=bool(about))
        if found.share < 1:
            return found
        why, sure = _no_answer(text, asked, about, answers, sells=sells, phrase=phrase)
        if not why:
            return found
        return found._replace(share=0.0, found=why, unsure="" if sure else why)

    return Check(label, evaluate)


def _no_answer(
    text: str,
    asked: Answer | None,
    about: Sequence[str],
    answers: Sequence[Check],
    *,
    sells: bool,
    phrase: bool,
) -> tuple[str, bool]:
    """Return why a text that is written well answers nothing, and whether that is sure; or ""."""
    if not phrase and _is_of_the_task(text, asked):
        return _TAKEN, True
    if sells and not mentioned(text, about):
        return _UNNAMED, False
    if sells and _asks_for_an_offer() and not offers(text):
        return _NO_OFFER, False
    if sells and (news := mentioned(text, LISTS["bukan_tawaran"])):
        return f"{_NEWS}: {news}", True
    if answers and not any(one.evaluate().share for one in answers):
        return _ELSE, True
    return "", True


def to_teacher(text: str) -> bool:
    """Return whether a normalised text talks to the teacher: about the task, the own phone.

    Of the phone alone whoever repairs phones writes as well: "HP lemot, sinyal hilang".
    """
    spaced = f" {' '.join(split_words(text))} "
    said = sum(f" {phrase} " in spaced for phrase in LISTS["kepada_pengajar"])
    return bool(said) and said + sum(f" {word} " in spaced for word in LISTS["keluhan_hp"]) > 1


def declines(text: str) -> bool:
    """Return whether a normalised text says that nothing is: "belum ada yang bisa diisi"."""
    return _DECLINES.search(text) is not None


_DECLINES = re.compile(
    r"(?<![a-z])(?<!kalau\s)(?<!kalo\s)(?<!klo\s)(?<!jika\s)"
    r"(?:tidak|tdk|gak|ga|nggak|belum|blm|ora|mboten|dereng|durung|teu|acan)\s+"
    r"(?:(?:ada|punya|bisa|sempat|tahu|mau|akan|wonten|ono|saged|iso|aya|tiasa)\s+){1,2}"
    r"(?:(?:yang|yg|sing|nu|apa|bisa|mau|perlu|saya|kami|sy|harus|untuk|dulu)\s+){0,4}"
    r"(?:(?:di)?tulis|nulis|menulis|isi|diisi|mengisi|kabarkan|dikabarkan|dilengkapi|melengkapi)(?:kan)?(?![a-z])"
    r"(?!\s+(?:di|ke|dengan|nama|alamat|harga)(?![a-z]))"
    r"|(?<![a-z])nanti\s+(?:insyaallah\s+)?(?:saya\s+)?(?:di)?(?:lengkapi|isi)(?![a-z])"
)


def _asks_for_an_offer() -> bool:
    """Return whether the criteria ask for a price and an invitation: an offer has one of them."""
    asked = " ".join(labels())
    return "harga" in asked and "ajakan" in asked


def judged(text: str, found: Signals, other: str = "", *, to_somebody: bool = False) -> Finding:
    """Return what the signals say of a normalised text, all or nothing, and whether it is sure.

    ``to_somebody``: a buyer reads it. A note or a goal may be a row of short items.
    """
    return _judged(text, found, other, to_somebody=to_somebody)._replace(details=_in_words(found))


def _in_words(found: Signals) -> str:
    """Return every signal, for who looks at the criteria table; "" of an empty text."""
    if not found.length:
        return ""
    return (
        f"{found.length} kata; menyambung atau menyapa {found.joined:.0%}; disebut tanpa isinya "
        f"{found.bare}; nama kriteria {found.named:.0%}; ajakan berderet {found.stacked}; "
        f"potongan satu kata {found.single:.0%}, pendek {found.short:.0%}; "
        f"kata dari soal {found.borrowed:.0%}; disalin {found.copied:.0%}; "
        f"kata berbeda {found.distinct:.0%}"
    )


def _judged(text: str, found: Signals, other: str, *, to_somebody: bool) -> Finding:
    if not found.length:
        return Finding(0.0, "kosong")
    # "Kosong, kamis, tahu ada, hari ini": what joins within short items speaks to nobody.
    listed = to_somebody and found.listed >= _LIST and found.single
    spoken = found.joined >= SPOKEN and not listed
    is_list = found.against >= _LIST + spoken
    if said := _taken(found):
        # That its words are the task's says no more than that it is a copy.
        bare = found._replace(borrowed=0.0)
        return Finding(0.0, said, is_list=bare.against >= _LIST + spoken)
    if other:
        return Finding(0.0, f"tentang barang lain: {other}", is_list=is_list)
    if _repeats(found, text):
        return Finding(0.0, "kata yang sama diulang-ulang")
    why = found.why
    if is_list:
        return Finding(0.0, f"berupa daftar kata ({why})", is_list=True)
    doubt = found.against == _LIST - 1 + spoken and not (spoken and found.joined >= 2 * SPOKEN)
    if found.copied >= _PERHAPS_COPIED:
        doubt, why = True, f"{found.copied:.0%} sama dengan soal atau contoh"
    return Finding(1.0, why if doubt else "", why if doubt else "")


def _is_of_the_task(text: str, asked: Answer | None) -> bool:
    """Return whether a short text without a figure stands so in the task: "hari ini ada stok"."""
    if asked is None or len(split_words(text)) < _SHORTEST or any(map(str.isdigit, text)):
        return False
    return repeated(text, asked.shown) >= 1


def _taken(found: Signals) -> str:
    """Return how a text is the task's or the lesson's own; "" where it is not."""
    if found.copied >= COPIED:
        return f"{found.copied:.0%} tulisan menyalin soal atau contoh"
    all_of_it = found.taken >= _ALL_TAKEN and found.length >= _MANY and not found.calls
    return _TAKEN if all_of_it else ""


def _repeats(found: Signals, text: str) -> bool:
    """Return whether a text says the same words again; a long one does so by its nature."""
    runs = groupby(split_words(in_figures(text)))  # "nol nol nol" is part of a number
    thrice = any(
        word.isalpha() and word not in {"nol", "kosong"} and len([*run]) >= 3 for word, run in runs
    )
    least = _FEW_WORDS if found.joined >= SPOKEN or found.length > _LONGER else _DISTINCT
    return thrice or (found.length > _FEW and found.distinct < least)


def offers(text: str) -> bool:
    """Return whether a normalised text sells: by a price, a way to order (even to deny it), praise.

    A recipe, thanks to buyers or news of a shop do nothing of it.
    """
    if len(split_words(text)) < _BEGUN or prices(as_figures(text)) or searched(INVITES, text):
        return True
    if mentioned(text, LISTS["ajakan_halus"]):
        return True
    # "Ngemil apa sore ini? Brownies kukus, gurih" praises beside its question.
    return mentioned(_ASKED.sub(" ", text), LISTS["memuji_barang"]) is not None


_ASKED = re.compile(r"[^.!?\n]{0,200}\?")


_BEGUN = 8
"""Words of the shortest text that tells something else: "brownis kukus" is an offer begun."""
