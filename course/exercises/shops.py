"""The field that holds the own shop: a copy of what the owner told once, as far as a task needs it.

The shop is told in the first sitting, what its goods cost the owner where that is reckoned
(``EXERCISES``). A later task about the own shop carries a copy of it as it stood when it was
answered, so that a submission can be graded by itself and a price that changes later makes no
earlier answer wrong. Where nothing was told, the task asks for the few facts it needs, and the next
task knows what was typed there; where that is left empty too, it is about the lesson's story. The
phone does the same (``course/js/phone/told.js``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from course.exercises import paper
from course.exercises.answers import FILE_NAME, AnswersError, Entry
from course.exercises.fields import Field, FieldError, clean_text
from course.exercises.workbook import Workbook
from course.words import said, sayable

EXERCISES = ("toko", "barang", "usaha-saya", "harga-jual")
"""Where it is told, whichever lesson has them; their fields are called as the facts."""
UNTOLD = "Usaha belum diisi?"
"""How a prompt's paragraph begins that says what to do without a shop.

It is shown to nobody who told one (``course/js/exercise/fields/shop.js``).
"""
MOST = 60
_HARGA = sayable("Harganya (rupiah)")
_ISI = sayable("Harga itu untuk apa? Contoh: 1 bungkus 250 gram")
FACTS: Mapping[str, str] = {
    "nama": sayable("Nama usaha saya"),
    "barang": sayable("Barang atau jasa saya"),
    "harga": _HARGA,
    "isi": _ISI,
    "modal": sayable("Modal satu barang (rupiah). Belum tahu? Isi dua per tiga dari harganya"),
    "barang2": sayable("Barang atau jasa kedua"),
    "harga2": _HARGA,
    "isi2": _ISI,
    "daerah": sayable("Kabupaten atau kota"),
    "jenis": sayable("Yang saya jual"),
}
"""Every fact of a shop, with what it is called where it is asked for."""
KINDS: Mapping[str, str] = {
    "kemasan": sayable("Makanan atau minuman kemasan, tahan lama"),
    "siap": sayable("Makanan atau minuman siap santap"),
    "barang": sayable("Barang lain: baju, kerajinan"),
    "jasa": sayable("Jasa: jahit, cukur, fotokopi"),
}
"""What a shop sells (``jenis``), in the words in which it is asked once."""
HEADS: Mapping[str, str] = {
    "siap": sayable("Makanan siap santap?"),
    "jasa": sayable("Berupa jasa?"),
}
"""How a prompt's paragraph begins that is for one kind of shop only.

Shown where that kind is told, and on paper (``course/js/exercise/fields/shop.js``).
"""


@dataclass(frozen=True)
class Shop(Field):
    """The own shop. The value is ``{fact: text}`` with the facts of ``asks`` that are known.

    It is no part of the question (``shape`` is empty): an answer from before a task was about the
    own shop stays an answer to it, and is graded as one about the lesson's story.
    """

    asks: Sequence[str] = field(default=("nama", "barang", "harga", "isi"), kw_only=True)
    kind: ClassVar[str] = "shop"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.asks or not set(self.asks) <= FACTS.keys():
            raise ValueError(f"field {self.key!r}: a shop has {', '.join(FACTS)}")

    def read(self, raw: Any) -> dict[str, str]:
        if not isinstance(raw, dict):
            raise FieldError("harus berupa data usaha")
        unknown = sorted(str(key)[:40] for key in raw if key not in self.asks)
        if unknown:
            raise FieldError(f"data usaha {unknown[0]!r} tidak ditanyakan di soal")
        facts = {key: clean_text(raw[key], MOST) for key in self.asks if key in raw}
        if facts.get("jenis") not in KINDS:  # an older sheet may have called it otherwise
            facts.pop("jenis", None)
        return {key: text for key, text in facts.items() if text}

    def shape(self) -> list[Any]:
        return []

    def to_json(self) -> dict[str, Any]:
        kinds = [[key, said(text)] for key, text in KINDS.items()]
        asks = [[key, said(FACTS[key]), *([kinds] if key == "jenis" else [])] for key in self.asks]
        return {**super().to_json(), "asks": asks, "from": list(EXERCISES)}

    def show(self, value: Any) -> str:
        told = {key: KINDS[text] if key == "jenis" else text for key, text in value.items()}
        return "; ".join(f"{FACTS[key].partition('?')[0]}: {text}" for key, text in told.items())

    def paper(self) -> str:
        return "".join(
            f"<p>{said(FACTS[key])}</p>"
            f"{paper.boxes(map(said, KINDS.values())) if key == 'jenis' else paper.lines(MOST)}"
            for key in self.asks
        )


def told_shop(folder: Path, under: str = "") -> dict[str, str]:
    """Return the shop told in lessons whose folders lie beside ``folder``.

    What nobody told there comes from what was typed in tasks, whose field is called ``under``; the
    newest first. Empty where it is not there, cannot be read, or stands behind a no
    (``About.stops``): then nothing typed is taken either, for it may be a copy.
    """
    facts: dict[str, Any] = {}
    typed: list[Entry] = []
    hidden = False
    for path in sorted(folder.parent.glob(f"*/{FILE_NAME}")):
        try:
            entries = Workbook(path.parent, path.parent.name).saved().answers
        except (AnswersError, OSError):
            continue
        told = [entries[name].value for name in EXERCISES if name in entries]
        if told and _refused(path.parent, entries):
            hidden = True
            continue
        facts = {**facts, **{key: text for value in told for key, text in value.items()}}
        typed += [entry for entry in entries.values() if isinstance(entry.value.get(under), dict)]
    typed.sort(key=lambda entry: entry.at, reverse=True)
    return together(facts, [] if hidden else [entry.value[under] for entry in typed])


def together(told: Mapping[str, Any], typed: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the facts ``told``, filled up with those ``typed`` in tasks, the first of them first.

    Of other goods than are told nothing is taken, and no cost that is not below the price: it was
    reckoned wrongly, or for all the goods together, and is asked for again.
    """
    facts: dict[str, str] = {}
    for given in (told, *typed):
        known = {key: given[key] for key in FACTS if isinstance(given.get(key), str)}
        news = {key: text for key, text in known.items() if text and _fits(key, known, facts)}
        facts = {**news, **facts}
        if "modal" in facts and not is_below(facts["modal"], facts.get("harga", "")):
            del facts["modal"]
    return {key: facts[key] for key in FACTS if key in facts}


def _fits(key: str, given: Mapping[str, str], facts: Mapping[str, str]) -> bool:
    """Return whether a fact of ``given`` is about the goods that ``facts`` are about."""
    if not re.match("barang|harga|isi|modal", key):
        return True
    goods = "barang2" if key.endswith("2") else "barang"
    return given.get(goods, "").casefold() == facts.get(goods, given.get(goods, "")).casefold()


def is_below(cost: str, price: str) -> bool:
    """Return whether a cost as typed is below a price, as far as both can be read."""
    one, other = _rupiah(cost), _rupiah(price)
    return not one or not other or one < other


_NUMBER = re.compile(r"-?\d[\d., ]*(?:(rb|ribu|k|jt|juta)\b)?", re.IGNORECASE | re.ASCII)


def _rupiah(typed: str) -> float:
    """Return a price in Rupiah, 0 for none, as ``course/js/exercise/right.js`` reads it.

    Of "1.500" the larger that it may mean; "15" for a thing sold means thousands.
    """
    found = _NUMBER.search(typed.rpartition("=")[2])
    if not found:
        return 0.0
    word = (found[1] or "").lower()
    bare = re.sub(r"[.,]+$", "", re.sub(r"[^\d.,-]", "", found[0]))
    grouped = re.fullmatch(r"-?\d{1,3}(?:[.,]\d{3})+", bare)
    plain = re.sub(r"[.,]", "", bare) if grouped else re.sub(r"[.,](?=.*[.,])", "", bare)
    factor = (1e6 if word.startswith("j") else 1e3) if word else 1.0
    value = float(plain.replace(",", ".")) * factor
    return max(0.0, value * 1_000 if value < 100 else value)


def _refused(folder: Path, entries: Mapping[str, Entry]) -> bool:
    """Return whether the lesson in ``folder`` was stopped by an answer."""
    try:
        lesson = json.loads((folder / f"{folder.name}.ipynb").read_bytes())["metadata"]["lesson"]
        stops: Mapping[str, Mapping[str, str]] = lesson.get("stops", {})
        return any(
            name in entries and any(entries[name].value.get(k) == no for k, no in fields.items())
            for name, fields in stops.items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return True  # what cannot be known is not taken
