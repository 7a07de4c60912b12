"""Checkers of what is written about a picture: its file's name, and the text in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from course.criteria.goods import elsewhere
from course.criteria.lists import WordLists
from course.criteria.own_shop import Shop
from course.criteria.reader import written_for_a_reader
from course.criteria.scoring import Answer, Check, Finding
from course.criteria.selling import invites, modest, undenied
from course.criteria.text import mentioned, mentions, normalise

_LISTS = WordLists("course.curriculum.m7_katalog_tabel")
_CAMERA = re.compile(
    r"(?:img|dsc|vid|pxl|screenshot|whatsapp|wa|foto|image)?[ _-]*\d|img|dsc", re.IGNORECASE
)
_FILE = re.compile(r"\s*\S+\.(?:jpe?g|png|webp)\s*", re.IGNORECASE)
_SPELT, _PARTIAL = 5, 78


def _spells(name: str, word: str) -> bool:
    return word in name or (len(word) >= _SPELT and fuzz.partial_ratio(word, name) >= _PARTIAL)


def describes(
    raw: Any,
    *,
    asked: Answer,
    about: Sequence[str],
    alike: Sequence[str] = (),
    own: bool = False,
    file: Any = "",
) -> Check:
    """Guard as ``written_for_a_reader``, for the text in place of a picture.

    No file's name, no text that names nothing of the picture ("nama berkas huruf kecil"), none
    that says there is no picture, and no praise alone. Of an ``own`` shop the goods stand in the
    text or in the name of its ``file``: what owners call them nobody else knows for sure.
    """
    readable = written_for_a_reader(raw, asked=asked, about=about, alike=alike, phrase=True)
    seen = (*about, *alike, *_LISTS["terlihat"])

    def evaluate() -> Finding:
        if isinstance(raw, str) and _FILE.fullmatch(raw):
            return Finding(0.0, "nama file, bukan penjelasan foto")
        text = normalise(raw)
        sees = mentioned(text, _LISTS["terlihat"])
        advises = _ADVISES.search(text) and not mentioned(text, (*about, *alike))
        advises = advises or (not sees and invites(text).evaluate().share == 1)
        if text and (advises or not mentioned(text, seen)):
            return Finding(0.0, "tidak menjelaskan fotonya")
        if _UNSEEN.search(text):
            return Finding(0.0, "fotonya belum dijelaskan")
        shown = mentioned(text, [one for one in _shown() if one not in (*about, *alike)])
        if not shown and modest(text) != text:
            return Finding(0.0, "memuji, tidak menjelaskan fotonya")
        named = re.sub(r"[_\W]+", " ", normalise(file))
        if own and text and not (mentioned(text, about) or mentioned(named, about)):
            why = "barangnya tidak disebut, juga tidak di nama file"
            return Finding(0.0, why, unsure=why)
        return readable.evaluate()

    return readable._replace(evaluate=evaluate)


@cache
def _shown() -> tuple[str, ...]:
    return (*_LISTS["terlihat"], *_LISTS["rincian_foto"])


_UNSEEN = re.compile(
    r"(?<![a-z])(?:belum|blm|tidak|tdk|gak|ga|nggak|tak|durung|dereng|teu|acan)\s+(?:(?:ada|punya|sempat|sempet|bisa|jadi|saya|di)\s+){0,3}"
    r"(?:foto|difoto|motret|memotret|memfoto|dipotret)[a-z]*(?![a-z])"
    r"|(?<![a-z])foto(?:nya|ne|na)?\s+(?:(?:masih|memang)\s+)?(?:belum|blm|tidak|tdk|gak|ga|durung|teu)\s+(?:ada|jadi|punya)(?![a-z])"
    r"|(?<![a-z])(?:tidak|tdk|gak|ga|nggak|belum|ora|teu)\s+(?:tahu|tau|ngerti|paham|terang)\s+(?:(?:harus|mau|apa|yang|cara)\s+){0,3}"
    r"(?:tulis|menulis|ditulis|nulis|menjelaskan|isi|diisi|mengisi)[a-z]*(?![a-z])"
)
"""There is no picture, or nothing to say of it: "fotonya belum ada", "tidak tahu menulis apa"."""
_ADVISES = re.compile(
    r"(?<![a-z])(?:sebaiknya|seharusnya|harusnya|mestinya|supaya|jangan|perlu|lebih\s+baik|kurang)(?![a-z])"
)


def file_name(
    raw: Any,
    parts: Sequence[Sequence[str]],
    *,
    about: Sequence[str] = (),
    label: str,
    points: float = 1.0,
) -> Check:
    """Check the name of a picture file: half for its form, half for the ``parts`` it names.

    A small typo in a part is none of its faults; the name a camera gave earns nothing, and so does
    a picture of other goods than those it is ``about``.
    Form: small letters, digits, ``_`` or ``-``, no spaces, a number, ``.jpg`` or ``.png``.
    """

    def evaluate() -> Finding:
        name = raw.strip() if isinstance(raw, str) else ""
        form = re.fullmatch(r"[a-z0-9]+(?:[_-][a-z0-9]+)*\.(?:jpe?g|png)", name) is not None
        numbered = re.search(r"\d(?:\.\w+)?$", name) is not None
        named = sum(any(_spells(name.casefold(), word) for word in part) for part in parts)
        shaped = "bentuknya belum benar" if "." in name else "belum diakhiri .jpg atau .png"
        missing = [] if form else [shaped]
        missing += [] if numbered else ["belum ada nomor"]
        missing += [] if named == len(parts) else [f"{named} dari {len(parts)} kata ada"]
        if not named and elsewhere(re.sub(r"[_-]", " ", name), about):
            return Finding(0.0, "foto barang lain")
        share = 0.35 * form + 0.15 * numbered + 0.5 * named / len(parts)
        return Finding(share if named or not _CAMERA.match(name) else 0.0, "; ".join(missing))

    return Check(label, evaluate, points)


def shows(raw: Any, mine: Shop, *, label: str, points: float = 1.0) -> Check:
    """Check that the text of a picture says what one sees beside the goods: colour, plate, table.

    What the goods themselves are called is none of it.
    """

    def evaluate() -> Finding:
        seen = [word for word in _LISTS["rincian_foto"] if word not in mine.goods]
        return mentions(undenied(raw), *seen, label=label).evaluate()

    return Check(label, evaluate, points)
