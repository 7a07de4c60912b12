"""A partner's needs from the sheet ``asesmen``: strengths, problems, a proposed path, remarks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from course import CourseError, lessons
from course.curriculum.asesmen.older import of_today, own_words
from course.inbox.consent import Consent, consent_of
from course.inbox.submitted import Submission
from course.lessons.lesson import Lesson

_FILE = "needs.toml"
_ABOUT, _DONE, _NEEDED = "usaha-saya", "sudah-pernah", "perlu"
LESSON = "asesmen"

Told = Mapping[str, Mapping[str, Any]]
"""Answers by exercise and field, as they are asked today (``older.of_today``)."""


class Problem(BaseModel):
    """What may weigh most."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: str
    """As the sheet says it."""
    lesson: str
    """The lesson that answers it."""


class Tables(BaseModel):
    """What the answers of the assessment mean: ``needs.toml``, for teachers to mend."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    modules: dict[str, str]
    """Everybody's lessons in teaching order, with their titles; one need not be released."""
    problems: dict[str, Problem]
    signs: dict[str, dict[str, str]]
    """What asks for a lighter way, the lightest first: path, what was ticked, the reason."""
    strengths: dict[str, dict[str, str]]
    """What shows a strength: field, what was ticked, the sentence."""


@cache
def tables() -> Tables:
    """Return the tables of the assessment; read at the first sheet.

    Raises CourseError that names the file and what in it cannot be read.
    """
    path = Path(__file__).parent / _FILE
    try:
        return Tables.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise CourseError(f"{_FILE}: tidak terbaca ({error}).") from error


@dataclass(frozen=True)
class Module:
    """A lesson on somebody's path."""

    lesson: str
    title: str
    reasons: tuple[str, ...]
    """Which problems of the partner's it answers; none where it is only everybody's."""


@dataclass(frozen=True)
class Needs:
    """What the assessment says of one partner."""

    participant: str
    consent: Consent
    path: str = ""
    """``daring``, ``hemat`` or ``cetak``; empty where nothing was ticked."""
    path_reasons: tuple[str, ...] = ()
    modules: tuple[Module, ...] = ()
    """Everybody's lessons, in the order proposed."""
    wanted: tuple[str, ...] = ()
    """Titles of the optional lessons that the answers ask for."""
    problems: tuple[str, ...] = ()
    potential: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """What the mentor should ask: contradictions, and what later lessons need."""
    facts: tuple[tuple[str, str], ...] = ()
    """The data sheet, label and answer."""
    told: Told | None = None
    """The answers that all this was read from; None without consent."""

    @property
    def first(self) -> tuple[Module, ...]:
        """The lessons that answer a problem."""
        return tuple(module for module in self.modules if module.reasons)

    @property
    def later(self) -> tuple[Module, ...]:
        """Those that are everybody's, and no more."""
        return tuple(module for module in self.modules if not module.reasons)


def needs_of(
    sheet: Submission,
    lesson: Lesson,
    held: Collection[str] = (),
    extra: Sequence[Lesson] = (),
) -> Needs:
    """Return the needs of one sheet; nothing but the decision is read without consent.

    ``extra`` are the optional lessons that may be proposed.
    """
    consent = consent_of(sheet, held)
    if not consent.given:
        return Needs(sheet.participant, consent)
    told = of_today(sheet)
    path, why = learning_path(told)
    marked = [problem.says for problem in _marked(told).values()]
    return Needs(
        participant=sheet.participant,
        consent=consent,
        path=path,
        path_reasons=why,
        modules=propose(told),
        wanted=tuple(asked_for(told, extra)),
        problems=(*marked, *own_words(sheet, "kelemahan")),
        potential=tuple(_potential(sheet, told)),
        questions=tuple(remarks(told)),
        facts=tuple(_facts(told, lesson)),
        told=told,
    )


def ticked(told: Told, exercise: str, field: str) -> list[str]:
    """Return what was ticked or chosen."""
    value = told.get(exercise, {}).get(field) or []
    return value if isinstance(value, list) else [value]


def _marked(told: Told) -> dict[str, Problem]:
    known = tables().problems
    return {name: known[name] for name in ticked(told, _NEEDED, "berat") if name in known}


def propose(told: Told) -> tuple[Module, ...]:
    """Return everybody's lessons: which answers a problem first, the basics before all of them."""
    marked, found = _marked(told), []
    for name, title in tables().modules.items():
        own = tuple(problem.says for problem in marked.values() if problem.lesson == name)
        found.append(Module(name, title, own))
    basics = next(iter(tables().modules))
    # sorted() keeps the order of teaching among equals.
    return tuple(
        sorted(found, key=lambda m: (not (m.lesson == basics and m.reasons), -len(m.reasons)))
    )


def asked_for(told: Told, extra: Sequence[Lesson]) -> Iterator[str]:
    """Yield the titles of the optional lessons that the answers ask for."""
    places = {f"{LESSON}/{exercise}": values for exercise, values in told.items()}
    for lesson in extra:
        if lesson.about.is_wanted(places):
            yield lessons.title(lesson.notebook)


def learning_path(told: Told) -> tuple[str, tuple[str, ...]]:
    """Return how to learn (``daring``, ``hemat``, ``cetak`` or ""), and why."""
    means = ticked(told, _ABOUT, "alat")
    if not means:
        return "", ()
    for path, signs in tables().signs.items():
        if why := tuple(words for sign, words in signs.items() if sign in means):
            return path, why
    return "daring", ("tidak ada yang menghambat",)


def _potential(sheet: Submission, told: Told) -> Iterator[str]:
    yield from own_words(sheet, "kekuatan")
    yield from (f"Peluang: {line}" for line in own_words(sheet, "peluang"))
    for exercise, field in ((_ABOUT, "alat"), (_DONE, "pernah")):
        answers = tables().strengths.get(field, {})
        own = ticked(told, exercise, field)
        yield from (words for answer, words in answers.items() if answer in own)


_SHEETS = ("toko", "barang", _ABOUT, _DONE, _NEEDED)
_OLDER_SHEETS = ("data-usaha", "data-jualan", "data-pemasaran", "data-ekspor", "waktu-bantuan")
_NUMBER = re.compile(r"^\d+\.\s+")


def _facts(told: Told, lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Yield what was told, as the class asks it: an older class still asks more."""
    for exercise in (*_SHEETS, *_OLDER_SHEETS):
        values = told.get(exercise, {})
        asked = lesson.definitions[exercise].fields if exercise in lesson.definitions else ()
        for field in asked:
            if value := values.get(field.key):
                label = re.split(r"[,?.]", _NUMBER.sub("", field.label))[0]
                yield label, field.show(value)


_CHAT = {"wa", "medsos", "marketplace"}


def remarks(told: Told) -> list[str]:
    """Return questions for the next visit; they never change a proposal."""
    return [*_contradictions(told), *_open(told)]


def _contradictions(told: Told) -> Iterator[str]:
    done, ways = ticked(told, _DONE, "pernah"), ticked(told, "toko", "lewat")
    means, wishes = ticked(told, _ABOUT, "alat"), ticked(told, _NEEDED, "mau")
    trade = told.get(_ABOUT, {}).get("jenis", "")
    if "marketplace" in ways and done and not {"jual", "toko"} & set(done):
        yield "Pembeli memesan lewat marketplace, tetapi berjualan lewat internet tidak ditandai."
    if means and not {"hp", "pinjam"} & set(means) and _CHAT & set(ways):
        yield "Pembeli memesan lewat internet, tetapi HP tidak ditandai. Memakai HP siapa?"
    if "belum" in done and len(done) > 1:
        yield "Menandai “Belum satu pun” bersama yang sudah pernah dilakukan."
    if "cukup" in wishes and len(wishes) > 1:
        yield "Menandai “Cukup pelajaran utama dulu” bersama pelajaran tambahan."
    if "ekspor" in wishes and trade in {"siap", "jasa"}:
        yield "Ingin menjual ke luar negeri. Barang apa yang akan dikirim?"
    if "katalog" in wishes and means and "laptop" not in means:
        yield "Ingin membuat katalog di laptop, tetapi laptop tidak ditandai. Memakai laptop siapa?"
    if "ekspor" in done:
        yield "Barangnya pernah sampai ke luar negeri. Lewat siapa dikirim, dan sudah ada NIB?"


def _open(told: Told) -> Iterator[str]:
    """Yield what later lessons need and was not told."""
    goods = told.get("barang", {})
    if not goods.get("barang"):
        yield "Barang belum ditulis. Tugas di pelajaran memakainya: isi bersama satu barang."
    elif not goods.get("harga"):
        yield "Harga barangnya belum ditulis. Tanyakan: berapa, dan untuk isi berapa?"
    if not told.get(_NEEDED, {}).get("berat"):
        yield "Belum menandai yang paling berat. Tanyakan: apa yang paling mengganggu minggu ini?"
