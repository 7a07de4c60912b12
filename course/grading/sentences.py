"""The guard against keyword stuffing: a text must be written for a reader.

Source: curriculum 4.0, guard rails (b): elements count only inside real sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from course.grading.criteria import Check, Finding
from course.grading.offers import INVITATIONS
from course.grading.text import normalise, sentence_words, split_words

# Words that join or describe others, as sentences do. None of them is an element a task asks for.
_LINKING = frozenset(
    """
    untuk dan yang ya di ke dari dengan kami kita ibu bapak bu pak kak kakak bunda bisa siap
    sudah udah masih itu sampai juga mau silakan silahkan yuk ayo langsung saja aja buat
    setiap tiap hanya cuma lagi baru ada mulai lalu supaya agar karena jadi kalau atau dalam
    pada oleh akan para anda kamu teman teman-teman nih dong loh lho kok banget sekali lebih
    sekarang sangat selalu semua dapat boleh cocok enak lembut renyah gurih segar manis hangat
    dibuat bikin tanpa ready monggo mangga gan sis say saya sy aku mas mbak mba tapi tp kalo klo
    yg utk dgn dg dr bs sdh udh dah lg jg aj krn sampe skrg pake sama juga jd
    nggih njih nopo wonten saking teng lan karo sing mawon badhe kulo lur
    bade naon tos teh mah jeung nya ieu tina
    """.split()  # noqa: SIM905  a list of 90 quoted words reads worse
)
# A row of these alone is still a row of keywords.
_DESCRIBING = frozenset({"enak", "lembut", "renyah", "gurih", "segar", "manis", "hangat", "cocok"})
_CHANNELS = frozenset({"wa", "whatsapp", "dm", "japri", "inbox", "sms", "telp", "telepon"})
_VERBS = INVITATIONS - _CHANNELS
_COPY = 85
_ITEM_END = re.compile(r"[,/|]")


def written_for_a_reader(
    raw: Any,
    *,
    least: int = 2,
    prompt: str = "",
    terse: bool = False,
    label: str = "ditulis sebagai kalimat",
) -> Check:
    """Guard for ``criteria(..., guard=...)``: ``least`` sentences of three words, that read on.

    Fails a list of single words, repeated words, invitations in a row, words without anything that
    links or describes them, and a copy of the ``prompt``. ``terse`` texts (a bio) need no links.
    """

    def evaluate() -> Finding:
        text = normalise(raw)
        reason = _stuffing(text, least) or ("" if terse else _unlinked(split_words(text)))
        reason = reason or copied(text, normalise(prompt))
        return Finding(not reason, reason)

    return Check(label, evaluate)


def _stuffing(text: str, least: int) -> str:
    tokens = split_words(text)
    lengths = [len(sentence) for sentence in sentence_words(text)]
    full = sum(count >= 3 for count in lengths)
    # "Selamat siang." and "Terima kasih." around one long sentence make a letter.
    full += lengths.count(2) // 2 if any(count >= 6 for count in lengths) else 0
    if full < least:
        return f"baru {full} kalimat, paling sedikit {least}"
    if _repeats(tokens):
        return "kata yang sama diulang-ulang"
    return "berupa daftar kata" if _is_list(text) else ""


def _unlinked(tokens: Sequence[str]) -> str:
    linking = [token for token in tokens if token in _LINKING or token.endswith("nya")]
    if len(linking) < max(1, len(tokens) // 15) or _DESCRIBING.issuperset(linking):
        return "kata-kata belum disambung menjadi kalimat"
    return ""


def copied(text: str, prompt: str) -> str:
    """Say that a text is a copy of the ``prompt`` (both normalised); "" where it is none."""
    text, prompt = text[:500], prompt[:2_000]
    if prompt and _may_hold(prompt, text) and fuzz.partial_ratio(text, prompt, score_cutoff=_COPY):
        return "menyalin soal"
    return ""


def _may_hold(one: str, other: str) -> bool:
    """Return False where ``partial_ratio`` cannot reach ``_COPY``, at a fifth of its cost.

    It compares the shorter text, of n letters, with windows of at most n letters, each of which
    lies in one of these pieces. Two texts are 85 % alike when twice their common letters are 0.85
    of both lengths, which takes at least 0.85 / 1.15 * n common letters.
    """
    short, long = sorted((one, other), key=len)
    size = len(short)
    starts = range(0, max(len(long) - size, 1), size) if size else ()
    pieces = (long[start : start + 2 * size] for start in starts)
    least = _COPY * size / (200 - _COPY) - 0.001  # binary fractions must not lose a bare copy
    return any(LCSseq.similarity(short, piece) >= least for piece in pieces)


def _repeats(tokens: Sequence[str]) -> bool:
    thrice = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return len(set(tokens)) < 0.6 * len(tokens) or any(a == b == c for a, b, c in thrice)


def _is_list(text: str) -> bool:
    parts = [part for part in map(split_words, _ITEM_END.split(text)) if part]
    single = sum([len(part) == 1 and part[0] not in _LINKING for part in parts])
    return (len(parts) >= 4 and single > len(parts) / 2) or _calls(text) >= 2


def _calls(text: str) -> int:
    """Count invitations in a row; "chat WA" is one, because a way to write follows the verb."""
    if INVITATIONS.isdisjoint(split_words(text)):
        return 0
    pairs = [pair for sentence in sentence_words(text) for pair in pairwise(sentence)]
    return sum([a in INVITATIONS and b in _VERBS for a, b in pairs])
