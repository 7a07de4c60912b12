"""The guard against keyword stuffing: a text must be written for a reader.

Source: curriculum 4.0, guard rails (b): elements count only inside real sentences.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from course.grading.criteria import Check, Finding
from course.grading.offers import INVITATIONS
from course.grading.text import normalise, sentences, words

# Words that join or describe others, as sentences do. None of them is an element a task asks for.
_LINKING = frozenset(
    """
    untuk dan yang ya di ke dari dengan kami kita ibu bapak bu pak kak kakak bunda bisa siap
    sudah udah masih itu sampai juga mau silakan silahkan yuk ayo langsung saja aja buat
    setiap tiap hanya cuma lagi baru ada mulai lalu supaya agar karena jadi kalau atau dalam
    pada oleh akan para anda kamu teman teman-teman nih dong loh lho kok banget sekali lebih
    sekarang sangat selalu semua dapat boleh cocok enak lembut renyah gurih segar manis hangat
    dibuat bikin tanpa ready monggo mangga gan sis say
    """.split()  # noqa: SIM905  a list of 90 quoted words reads worse
)


def written_for_a_reader(
    raw: Any, *, least: int = 2, prompt: str = "", label: str = "ditulis sebagai kalimat"
) -> Check:
    """Guard for ``criteria(..., guard=...)``: ``least`` sentences of three words, that read on.

    Fails a list of single words, repeated words, invitations in a row, words without anything that
    links or describes them, and a copy of the ``prompt``.
    """

    def evaluate() -> Finding:
        reason = _stuffing(normalise(raw), least, normalise(prompt))
        return Finding(not reason, reason)

    return Check(label, evaluate)


def _stuffing(text: str, least: int, prompt: str) -> str:
    tokens = words(text)
    full = [s for s in sentences(text) if len(words(s)) >= 3]
    if len(full) < least:
        return f"baru {len(full)} kalimat, paling sedikit {least}"
    if _repeats(tokens):
        return "kata yang sama diulang-ulang"
    if _is_list(text, tokens):
        return "berupa daftar kata"
    linking = sum(token in _LINKING or token.endswith("nya") for token in tokens)
    if linking < max(1, len(tokens) // 15):
        return "kata-kata belum disambung menjadi kalimat"
    if prompt and fuzz.partial_ratio(text[:500], prompt[:2_000]) >= 85:
        return "menyalin soal"
    return ""


def _repeats(tokens: list[str]) -> bool:
    thrice = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return len(set(tokens)) < 0.6 * len(tokens) or any(a == b == c for a, b, c in thrice)


def _is_list(text: str, tokens: list[str]) -> bool:
    parts = [words(part) for part in re.split(r"[,/|]", text) if words(part)]
    single = sum(len(part) == 1 for part in parts)
    calls = sum(a in INVITATIONS and b in INVITATIONS for a, b in pairwise(tokens))
    return (len(parts) >= 4 and single > len(parts) / 2) or calls >= 2
