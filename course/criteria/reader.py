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
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from course.criteria.copies import COPIED, copied
from course.criteria.goods import elsewhere
from course.criteria.scoring import Answer, Check, Finding, labels
from course.criteria.spoken import in_figures
from course.criteria.text import LISTS, invitations, mentioned, normalise, split_words

LABEL = "ditulis untuk pembaca"
_UNNAMED = "barang di soal tidak disebut"
_ELSE = "tidak menjawab yang diminta soal"
_SOME = 6
"""Words in a row of a story that make a copy."""
_PERHAPS_COPIED = 0.65
_HARDLY, _JOINED, _SPOKEN = 0.05, 0.1, 0.2
_LONG = 8
_LIST = 2
_DISTINCT, _FEW_WORDS, _LONGER = 0.6, 0.4, 40
# "Pesan? WA" is one item.
_ITEM_END = re.compile(r"[,|;#.!\n]+(?!\d)|/(?=[a-z]+/)")
_DIVIDES = re.compile(r"[,;:.!?\n](?!\d)|[^\w\s.,;:!?'/()+@#-]")
_AFFIX = re.compile(
    r"(?:di|me|mem|men|meng|meny|ber|nge|ng|ny)[a-z]{4,}|[a-z]{3,}(?:nya|kan|ake|keun|akeun|ne)"
)
_ABSTRACT = re.compile(r"(?:pem|pen|peng|peny|per)[a-z]{3,}an(?!g)|pe[lmnrw][a-z]{3,}an")
_FIGURE = re.compile(r"\d[\d.,]*")
_GIVEN = 3
_SEVENTH = 1 / 7
_MOSTLY, _SINGLE = 0.75, 0.6
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
    empty: bool = False
    """Whether it strings words, mostly of task and criteria, without mark, figure or address."""
    calls: bool = False
    """Whether it has a word that speaks to somebody: "ya", "kak", "yuk"."""
    figures: int = 0
    """Figures: "15rb", "100 gr". Who gives several has not only named what the task asks for."""
    abstract: int = 0
    """Nouns made of verbs, as forms have them and talk has not: "pemesanan", "pengiriman"."""
    asking: int = 0
    """Words that ask, in a text without a question: "apa harganya berapa sampai kapan"."""

    @property
    def said(self) -> str:
        """Every signal in words, for who looks at the criteria table; "" of an empty text."""
        if not self.length:
            return ""
        return (
            f"{self.length} kata; menyambung atau menyapa {self.joined:.0%}; disebut tanpa isinya "
            f"{self.bare}; nama kriteria {self.named:.0%}; ajakan berderet {self.stacked}; "
            f"potongan satu kata {self.single:.0%}, pendek {self.short:.0%}; "
            f"kata dari soal {self.borrowed:.0%}; disalin {self.copied:.0%}; "
            f"kata berbeda {self.distinct:.0%}"
        )

    @property
    def against(self) -> int:
        """How much speaks for a list of keywords."""
        long_without = (self.length >= _LONG and self.joined < _JOINED) * (
            2 if self.unbroken and self.joined < _HARDLY and self.figures < _GIVEN else 1
        )
        of_the_task = (
            self.length >= _GIVEN
            and self.borrowed >= _BORROWED
            and not (self.figures > 1 and not self.unbroken)
        )
        abstract = self.length > _ITEMS and bool(self.abstract) and self.joined < _JOINED
        empty = 2 * (self.empty and self.length >= _ITEMS and self.joined < _SPOKEN)
        asking = 3 * (self.asking >= _QUESTIONS)
        shape = (
            3 * (self.single > _SINGLE) + 2 * (self.short >= _SHORT) + (self.short >= _ALL_SHORT)
        )
        shape = max(shape - 2 * self.calls, 0)
        names = 2 * (self.length > _GIVEN and self.named >= _NAMED)
        return (
            long_without
            + of_the_task
            + abstract
            + names
            + self.bare
            + self.stacked
            + shape
            + empty
            + asking
        )


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
        signs = signals_of(text, asked)
        signs = signs._replace(empty=False) if phrase else signs
        told = asked.prompt if asked else ""
        found = judged(text, signs, elsewhere(text, about, alike=alike, told=told))
        if sells and found.share == 1 and not mentioned(text, about):
            return found._replace(share=0.0, found=_UNNAMED, unsure=_UNNAMED)
        if answers and found.share == 1 and not any(one.evaluate().share for one in answers):
            return found._replace(share=0.0, found=_ELSE, unsure="")
        return found

    return Check(label, evaluate)


def judged(text: str, found: Signals, other: str = "") -> Finding:
    """Return what the signals say of a normalised text, all or nothing, and whether it is sure."""
    return _judged(text, found, other)._replace(details=found.said)


def _judged(text: str, found: Signals, other: str) -> Finding:
    if not found.length:
        return Finding(0.0, "kosong")
    spoken = found.joined >= _SPOKEN
    is_list = found.against >= _LIST + spoken
    if found.copied >= COPIED:
        said = f"{found.copied:.0%} tulisan menyalin soal atau contoh"
        # That its words are the task's says no more than that it is a copy.
        bare = found._replace(borrowed=0.0)
        return Finding(0.0, said, is_list=bare.against >= _LIST + spoken)
    if other:
        return Finding(0.0, f"tentang barang lain: {other}", is_list=is_list)
    if _repeats(found, text):
        return Finding(0.0, "kata yang sama diulang-ulang")
    why = _why(found)
    if is_list:
        return Finding(0.0, f"berupa daftar kata ({why})", is_list=True)
    doubt = found.against == _LIST - 1 + spoken and not (spoken and found.joined >= 2 * _SPOKEN)
    if found.copied >= _PERHAPS_COPIED:
        doubt, why = True, f"{found.copied:.0%} sama dengan soal atau contoh"
    return Finding(1.0, why if doubt else "", why if doubt else "")


def _why(found: Signals) -> str:
    """Say each signal that speaks against a text."""
    said = [
        (found.length >= _LONG and found.joined < _JOINED, "tanpa kata penyambung"),
        (found.borrowed >= _BORROWED, "hanya kata-kata dari soal"),
        (found.named >= _NAMED, "hanya menyebut kriteria"),
        (found.short >= _SHORT, "potongan pendek di antara koma"),
        (found.bare, f"{found.bare} kata disebut tanpa isinya"),
        (found.stacked, "ajakan atau salam berderet"),
        (found.single > _SINGLE, "potongan satu kata"),
        (found.empty, "kata-kata tanpa isinya"),
        (found.abstract and found.joined < _JOINED, "kata benda formulir"),
        (found.asking >= _QUESTIONS, "pertanyaan soal"),
    ]
    return ", ".join(words for holds, words in said if holds)


def signals_of(text: str, asked: Answer | None) -> Signals:
    """Return ``signals`` of a normalised answer to an exercise."""
    named = "\n".join(labels())
    return signals(text, asked.prompt, asked.story, named) if asked else signals(text, named=named)


@lru_cache(maxsize=512)
def signals(text: str, task: str = "", story: str = "", named: str = "") -> Signals:
    """Return what speaks for and against a normalised text.

    ``task`` is what the exercise shows, ``story`` every text of the lesson, ``named`` the labels of
    the criteria, as written.
    """
    tokens = split_words(text)
    return Signals(
        length=len(tokens),
        joined=sum(map(_joins, tokens)) / max(len(tokens), 1),
        bare=_bare(tokens),
        # "Mau? Chat", "Pesan: chat WA" are one.
        stacked=sum(_stacked(split_words(part)) for part in _ANSWERED.split(text)),
        single=_single(text),
        short=_short(text),
        distinct=len(set(tokens)) / max(len(tokens), 1),
        unbroken=_DIVIDES.search(text) is None,
        named=_named(tokens, named),
        borrowed=_borrowed(tokens, task),
        copied=max(copied(tokens, task, 3), copied(tokens, story, _SOME, task)),
        empty=_empty(text, tokens, task, named),
        calls=not _calls().isdisjoint(tokens),
        figures=len(_FIGURE.findall(in_figures(text))),
        abstract=sum(map(_is_abstract, tokens)),
        asking=0 if "?" in text else sum(token in _QUESTION_WORDS for token in tokens),
    )


def _empty(text: str, tokens: Sequence[str], task: str, named: str) -> bool:
    if _DIVIDES.search(text) or any(map(str.isdigit, in_figures(text))):
        return False
    if not _calls().isdisjoint(tokens):
        return False
    greets = not LISTS.set("salam").isdisjoint(tokens)
    if not greets and _borrowed(tokens, f"{task}\n{named}") >= _MOSTLY:
        return True
    ordered = any(a in LISTS.set("ajakan") and b in invitations() for a, b in pairwise(tokens))
    joins = sum(map(_joins, tokens))
    few = joins <= _SEVENTH * len(tokens) if len(tokens) > _LONG else not (joins or greets)
    return len(tokens) > _ITEMS and not ordered and few


@cache
def _calls() -> frozenset[str]:
    return LISTS.set("menyapa") - {"maaf", "murah", "dijamin", "terima", "makasih", "ready"}


_QUESTIONS = 4
_QUESTION_WORDS = frozenset(
    {"apa", "berapa", "kapan", "bagaimana", "gimana", "siapa", "dimana", "mana"}
)


@cache
def _joining() -> frozenset[str]:
    return LISTS.set("penghubung") | LISTS.set("penghubung_inggris")


@lru_cache(maxsize=8192)
def _joins(token: str) -> bool:
    return token in _joining() or _AFFIX.fullmatch(token) is not None


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
        for place, token in enumerate(tokens)
    )


@cache
def _phrases() -> dict[str, list[str]]:
    """Return what only tasks say, spaces around it, by its first word."""
    found: dict[str, list[str]] = {}
    for phrase in LISTS["istilah_soal"]:
        found.setdefault(split_words(phrase)[0], []).append(f" {phrase} ")
    return found


def _is_alone(after: Sequence[str]) -> bool:
    says = bool(after) and _joins(after[0]) and after[0] not in {"dan", "atau"}
    return not says and not any(char.isdigit() for token in after for char in token)


def _stacked(tokens: Sequence[str]) -> int:
    """Count invitations in a row; "chat WA", "pesan lewat chat" and "order klik link" are one."""
    verbs, calls, greetings = LISTS.set("ajakan"), invitations(), _greetings()
    if calls.isdisjoint(tokens) and greetings.isdisjoint(tokens):
        return 0
    pairs = [(a, b) for a, b in pairwise(tokens) if {a, b}.isdisjoint(_LEADS)]
    called = sum(a in calls and b in verbs for a, b in pairs)
    return called + sum(
        a in greetings and b in greetings and {a, b}.isdisjoint(_HOURS) for a, b in pairs
    )


@cache
def _greetings() -> frozenset[str]:
    return LISTS.set("salam") | {"salam"}


@cache
def _courtesies() -> frozenset[str]:
    return LISTS.set("salam") | LISTS.set("terima_kasih")


_LEADS = frozenset({"klik", "minat", "merapat"})
_HOURS = frozenset({"pagi", "siang", "sore", "malam", "mlm", "selamat", "slmt", "sugeng"})


def _single(text: str) -> float:
    items = [words for part in _ITEM_END.split(text) if (words := split_words(part))]
    polite = _courtesies()
    alone = sum(
        len(words) == 1
        and not (_joins(words[0]) or words[0] in polite or any(map(str.isdigit, words[0])))
        for words in items
    )
    return alone / len(items) if len(items) >= _ITEMS or len(items) == alone >= _FEW else 0.0


_ANSWERED = re.compile(r"[?:]")
_BETWEEN = re.compile(r",|;|\||/(?=\s)|\s[-\u2013]\s")


def _short(text: str) -> float:
    if not _BETWEEN.search(text):
        return 0.0
    items = [split_words(part) for part in _BETWEEN.split(text)]
    few = sum(len(words) <= 2 for words in items)
    alone = sum(len(words) == 1 for words in items) > len(items) / 2
    bare = alone and len(items) == few >= _FEW and not any(map(str.isdigit, text))
    return few / len(items) if len(items) >= _ITEMS or bare else 0.0


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


def _repeats(found: Signals, text: str) -> bool:
    """Return whether a text says the same words again; a long one does so by its nature."""
    runs = groupby(split_words(in_figures(text)))  # "nol nol nol" is part of a number
    thrice = any(
        word.isalpha() and word not in {"nol", "kosong"} and len([*run]) >= 3 for word, run in runs
    )
    least = _FEW_WORDS if found.joined >= _SPOKEN or found.length > _LONGER else _DISTINCT
    return thrice or (found.length > _GIVEN and found.distinct < least)
