"""What speaks for and against a text as one written for a reader: shares and counts of its words.

Nothing here counts sentences or punctuation; what is weighed is what only a keyword list or a copy
has. What follows from the signals is said in ``course.criteria.reader``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from course.criteria.copies import copied, patched
from course.criteria.scoring import Answer, labels
from course.criteria.shape import ITEM_END, broken, calls, joins, listed, short, single
from course.criteria.spoken import in_figures
from course.criteria.text import LISTS, MOST_WORDS, invitations, normalise, split_words

_SOME = 6
"""Words in a row of a story that make a copy."""
_HARDLY, _JOINED, SPOKEN = 0.05, 0.1, 0.2
_LONG = 8
_ANSWERED = re.compile(r"[?:]")
_DIVIDES = re.compile(r"[,;:.!?\n](?!\d)|[^\w\s.,;:!?'/()+@#-]")
_ABSTRACT = re.compile(r"(?:pem|pen|peng|peny|per)[a-z]{3,}an(?!g)|pe[lmnrw][a-z]{3,}an")
_FIGURE = re.compile(r"\d[\d.,]*")
_GIVEN = 3
_SEVENTH, _QUARTER, _MOSTLY, _SINGLE = 1 / 7, 0.25, 0.75, 0.6
_MONEY = frozenset({"ribu", "rb", "dolar", "dollar", "dollars", "usd"})
_BORROWED, _NAMED, _SHORT, _STEM = 0.9, 0.4, 0.7, 5
_ITEMS, _FEW, _ALL_SHORT = 5, 4, 0.9


class Signals(NamedTuple):
    """What speaks for and against a text."""

    length: int
    """Words."""
    joined: float
    """Share of words that join, address, deny or do something, as sentences do; 0 to 1."""
    bare: int
    """Words that name what a task asks for and do not give it: "harga" without a price."""
    stacked: int
    """Invitations or greetings in a row, beyond the first."""
    single: float
    """Share of items of one word, where a text is cut into five items or more; 0 to 1."""
    distinct: float
    """Different words by all words; 0 to 1."""
    unbroken: bool
    """Whether nothing divides it: no mark, no new line, no emoji."""
    named: float
    """Share of words that only name a criterion: "ajakan", "cara memesan"; 0 to 1."""
    short: float
    """Share of the items between commas that have one or two words, of five or more; 0 to 1."""
    borrowed: float
    """Share of words that stand in the task, in whatever order; 0 to 1."""
    copied: float
    """Share of the words that stand in long runs as they do in the lesson; 0 to 1."""
    taken: float = 0.0
    """As ``borrowed``, of what the task itself shows: what was told of the own shop is her own."""
    empty: bool = False
    """Whether it strings words, mostly of task and criteria, without mark, figure or address."""
    calls: bool = False
    """Whether it has a word that speaks to somebody: "ya", "kak", "yuk"."""
    figures: int = 0
    """Figures: "15rb", "100 gr". Who gives several has not only named what the task asks for."""
    abstract: int = 0
    """Nouns made of verbs, as forms have them and talk has not ("pemesanan", "pengiriman"), where
    nothing invites: "pemesanan hub WA" does."""
    listed: int = 0
    """How much says that commas cut all of it into short items, five and more, none of which
    speaks: 3 where a third of them are one word, 2 otherwise, less for each that is a clause."""
    asking: int = 0
    """Words that ask, of ten in a row without a question: "apa harganya berapa sampai kapan"."""
    broken: int = 0
    """Pieces that stop before what they begin: "harganya per. pesannya ke", "Sebab :"."""

    @property
    def of_the_task(self) -> bool:
        """Whether it has the task's words alone, and does not give what they ask for."""
        given = self.figures > 1 and not self.unbroken
        return self.length >= _GIVEN and self.borrowed >= _BORROWED and not given

    @property
    def against(self) -> int:
        """How much speaks for a list of keywords."""
        long_without = (self.length >= _LONG and self.joined < _JOINED) * (
            2 if self.unbroken and self.joined < _HARDLY and self.figures < _GIVEN else 1
        )
        abstract = int(self.length > _ITEMS and bool(self.abstract) and self.joined < _JOINED)
        abstract += 2 * (self.abstract > 1 and self.joined < SPOKEN)
        empty = 2 * (self.empty and self.length >= _ITEMS and self.joined < SPOKEN)
        asking = 3 * (self.asking >= _QUESTIONS or self.broken > 1)
        shape = (
            3 * (self.single > _SINGLE) + 2 * (self.short >= _SHORT) + (self.short >= _ALL_SHORT)
        )
        shape = max(shape - 2 * self.calls, 0)
        # "Kak, teri, Kamis, jam 12, hari ini": that it calls somebody makes no sentence of it.
        shape = max(shape, self.listed + (self.listed > 1 and self.named >= _QUARTER))
        names = 2 * (self.length > _GIVEN and self.named >= _NAMED)
        return (
            long_without
            + self.of_the_task
            + abstract
            + names
            + self.bare
            + self.stacked
            + shape
            + empty
            + asking
        )

    @property
    def why(self) -> str:
        """Each signal that speaks against a text, in words."""
        said = [
            (self.length >= _LONG and self.joined < _JOINED, "tanpa kata penyambung"),
            (self.of_the_task, "hanya kata-kata dari soal"),
            (self.named >= _NAMED, "hanya menyebut kriteria"),
            (self.short >= _SHORT or self.listed, "potongan pendek di antara koma"),
            (self.bare, f"{self.bare} kata disebut tanpa isinya"),
            (self.stacked, "ajakan atau salam berderet"),
            (self.single > _SINGLE, "potongan satu kata"),
            (self.empty, "kata-kata tanpa isinya"),
            (self.abstract and self.joined < _JOINED, "kata benda formulir"),
            (self.asking >= _QUESTIONS, "pertanyaan soal"),
            (self.broken > 1, "kalimat tanpa isinya"),
        ]
        return ", ".join(words for holds, words in said if holds)


def signals_of(text: str, asked: Answer | None) -> Signals:
    """Return ``signals`` of a normalised answer to an exercise."""
    named = "\n".join(labels())
    if asked is None:
        return signals(text, named=named)
    return signals(text, asked.prompt, asked.story, named, asked.shown)


@lru_cache(maxsize=512)
def signals(
    text: str, task: str = "", story: str = "", named: str = "", shown: str | None = None
) -> Signals:
    """Return what speaks for and against a normalised text.

    ``task`` is what the exercise shows and what was told of the own shop, ``shown`` the former
    alone (None: the same), ``story`` every text of the lesson, ``named`` the labels of the
    criteria, as written.
    """
    tokens = split_words(text)[:MOST_WORDS]
    shown = task if shown is None else shown
    return Signals(
        length=len(tokens),
        joined=sum(map(joins, tokens)) / max(len(tokens), 1),
        bare=_bare(tokens) + _retells(text, tokens),
        # "Mau? Chat", "Pesan: chat WA" are one.
        stacked=sum(_stacked(split_words(part)) for part in _ANSWERED.split(text)),
        single=single(text),
        short=short(text),
        distinct=len(set(tokens)) / max(len(tokens), 1),
        unbroken=_DIVIDES.search(text) is None,
        named=_named(tokens, named),
        borrowed=_borrowed(tokens, task),
        copied=(
            1.0
            if patched(tokens, shown, story)
            else max(copied(tokens, shown, 3), copied(tokens, story, _SOME, task))
        ),
        taken=_borrowed(tokens, shown),
        empty=_empty(text, tokens, task, named),
        calls=not calls().isdisjoint(tokens),
        figures=len(_FIGURE.findall(in_figures(text))),
        abstract=sum(map(_is_abstract, tokens)) if LISTS.set("ajakan").isdisjoint(tokens) else 0,
        listed=listed(text),
        asking=0 if "?" in text else _asking(tokens),
        broken=broken(text),
    )


def _empty(text: str, tokens: Sequence[str], task: str, named: str) -> bool:
    if _DIVIDES.search(text) or any(map(str.isdigit, in_figures(text))):
        return False
    if not calls().isdisjoint(tokens):
        return False
    greets = not LISTS.set("salam").isdisjoint(tokens)
    if not greets and _borrowed(tokens, f"{task}\n{named}") >= _MOSTLY:
        return True
    ordered = any(a in LISTS.set("ajakan") and b in invitations() for a, b in pairwise(tokens))
    joining = sum(map(joins, tokens))
    few = joining <= _SEVENTH * len(tokens) if len(tokens) > _LONG else not (joining or greets)
    return len(tokens) > _ITEMS and not ordered and few


_QUESTIONS, _NEAR = 4, 10
_QUESTION_WORDS = frozenset(
    {"apa", "berapa", "kapan", "bagaimana", "gimana", "siapa", "dimana", "mana"}
)


def _asking(tokens: Sequence[str]) -> int:
    """Return how many words ask within ten; who talks long asks now and then."""
    places = [place for place, token in enumerate(tokens) if token in _QUESTION_WORDS]
    return max((sum(0 <= one - first < _NEAR for one in places) for first in places), default=0)


@lru_cache(maxsize=8192)
def _is_abstract(token: str) -> bool:
    return _ABSTRACT.fullmatch(token) is not None


def _bare(tokens: Sequence[str]) -> int:
    """Count the words for an element that no figure and no word of its own follows.

    Of what only tasks say ("apa bagusnya") one may stand: "cara memesan: chat".
    """
    named, asking = LISTS.set("nama_unsur"), LISTS.set("menanyakan")
    begun = _phrases().keys() & tokens
    spaced = f" {' '.join(tokens)} " if begun else ""
    phrases = sum(phrase in spaced for head in begun for phrase in _phrases()[head])
    return max(phrases - 1, 0) + sum(
        token in named
        and not (place and tokens[place - 1] in asking)
        and _is_alone(tokens[place + 1 : place + _GIVEN])
        and (token[:5] != "harga" or _MONEY.isdisjoint(tokens[place : place + _LONG]))
        for place, token in enumerate(tokens)
    )


def _retells(text: str, tokens: Sequence[str]) -> int:
    """Weigh what tells the task: "menyapa, menolak, menyebut", or an item as "..., sopan, ..."."""
    wanted = LISTS.set("sifat_diminta")
    told = sum(token in LISTS.set("kata_tugas") for token in tokens) >= _GIVEN
    items = {" ".join(split_words(part)) for part in ITEM_END.split(text)}
    alone = 2 * (not items.isdisjoint(wanted)) + ("sopan" in items)
    titled = len(_TITLED.findall(text)) > 1 and _OF_LETTERS.search(text) is not None
    told = told or titled or len(LISTS.set("kata_formulir").intersection(tokens)) >= _GIVEN
    return 3 * told + alone


_TITLED = re.compile(r"(?:\A|[.,;\n])\s*[a-z]+(?:\s[a-z]+)?\s*[=:]")
_OF_LETTERS = re.compile(
    r"(?:\A|[.,;\n])\s*(?:sopan|penutup|alasan|ajakan|menawarkan|pujian|judul|subjek|subyek"
    r"|salam(?!\s*:[^.,;\n]*\W*\Z))\s*[=:]"
)
"""What names a part of a letter before it: "Salam: sudah. Harga: 7.000. Penutup: ada"."""


@cache
def _phrases() -> dict[str, list[str]]:
    """Return what only tasks say, spaces around it, by its first word."""
    found: dict[str, list[str]] = {}
    for phrase in LISTS["istilah_soal"]:
        found.setdefault(split_words(phrase)[0], []).append(f" {phrase} ")
    return found


def _is_alone(after: Sequence[str]) -> bool:
    says = bool(after) and joins(after[0]) and after[0] not in _SAYS_NOTHING
    return not says and not any(char.isdigit() for token in after for char in token)


_SAYS_NOTHING = frozenset(
    split_words("dan atau ada jelas sesuai lengkap terjangkau bersaing bersahabat ekonomis ramah")
)
"""What joins, and leaves the element before it without a value: "harga bersaing"."""


def _stacked(tokens: Sequence[str]) -> int:
    """Count invitations in a row; "chat WA", "pesan lewat chat" and "order klik link" are one."""
    verbs, calls, greetings = LISTS.set("ajakan"), invitations(), _greetings()
    if calls.isdisjoint(tokens) and greetings.isdisjoint(tokens):
        return 0
    pairs = [
        (a, b)
        for a, b in pairwise(tokens)
        # "Balas pesan ini" is one: a message is answered.
        if {a, b}.isdisjoint(_LEADS) and not (a in _ANSWER and b == "pesan")
    ]
    called = sum(a in calls and b in verbs for a, b in pairs)
    return called + sum(
        a in greetings and b in greetings and {a, b}.isdisjoint(_HOURS) for a, b in pairs
    )


@cache
def _greetings() -> frozenset[str]:
    return LISTS.set("salam") | {"salam"}


_LEADS = frozenset({"klik", "minat", "merapat"})
_ANSWER = frozenset({"balas", "bales", "jawab", "kirim", "tulis"})
_HOURS = frozenset({"pagi", "siang", "sore", "malam", "mlm", "selamat", "slmt", "sugeng"})


def _named(tokens: Sequence[str], named: str) -> float:
    """Return the share of words that stand in the criteria's labels and in no letter or talk."""
    if not named or not tokens:
        return 0.0
    known = _names(named)
    return sum(token[:_STEM] in known for token in tokens) / len(tokens)


@lru_cache(maxsize=64)
def _names(named: str) -> frozenset[str]:
    return _stems(named) - _polite()


@cache
def _polite() -> frozenset[str]:
    lists = ("penghubung", "terima_kasih", "salam", "menyapa")
    words = " ".join(word for name in lists for word in LISTS[name]).split()
    return frozenset(word[:_STEM] for word in words)


def _borrowed(tokens: Sequence[str], task: str) -> float:
    """Return the share of words that the task says as well, endings and figures aside."""
    told = [token for token in tokens if token.isalpha()]
    known = _stems(task)
    return sum(token[:_STEM] in known for token in told) / len(told) if told else 0.0


@lru_cache(maxsize=64)
def _stems(task: str) -> frozenset[str]:
    return frozenset(token[:_STEM] for token in split_words(normalise(task)))
