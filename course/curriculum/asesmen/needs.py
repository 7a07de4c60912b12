"""A partner's needs from the sheet ``asesmen``: strengths, problems, a proposed path, remarks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from course import CourseError
from course.inbox.consent import Consent, consent_of
from course.inbox.submitted import Submission
from course.lessons.lesson import Lesson

_FILE = "needs.toml"


class Tables(BaseModel):
    """What the answers of the assessment mean: ``needs.toml``, for teachers to mend."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    modules: dict[str, str]
    """Lessons in teaching order, with their titles; one need not be released to be proposed."""
    problems: dict[str, str]
    """The lesson that answers each problem."""
    hopes: dict[str, str]
    """The lesson that brings each hope nearer."""
    fears: dict[str, str]
    """The lesson that eases each fear."""
    signs: dict[str, dict[str, dict[str, str]]]
    """Answers that ask for a lighter way, the lightest first: path, field, answer, the reason."""
    strengths: dict[str, dict[str, dict[str, str]]]
    """Answers that show a strength: exercise, field, answer, the sentence."""


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


_HINT = 3
"""What a hope or a fear adds; one problem is worth 1 to 27."""
TOP = 3


@dataclass(frozen=True)
class Module:
    """A lesson on somebody's path."""

    lesson: str
    title: str
    score: int
    """Highest priority among its problems (1 to 27), plus 3 for each hope or fear; 0 = no need."""
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Needs:
    """What the assessment says of one partner."""

    participant: str
    consent: Consent
    path: str = ""
    """``daring``, ``hemat`` or ``cetak``; empty where the device was not described."""
    path_reasons: tuple[str, ...] = ()
    modules: tuple[Module, ...] = ()
    """Every module, in the order proposed; those with score 0 are optional."""
    priorities: tuple[tuple[str, int], ...] = ()
    """The most pressing problems and their priority: important x feasible x urgent, 1 to 27."""
    problems: tuple[str, ...] = ()
    potential: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """What the mentor should ask: contradictions and empty boxes."""
    facts: tuple[tuple[str, str], ...] = ()
    """The data sheet, label and answer."""


def needs_of(sheet: Submission, lesson: Lesson, held: Collection[str] = ()) -> Needs:
    """Return the needs of one sheet; nothing but the decision is read without consent."""
    consent = consent_of(sheet, held)
    if not consent.given:
        return Needs(sheet.participant, consent)
    labels = _labels(lesson)
    scores, order = priorities(sheet), list(tables().problems)
    path, why = learning_path(sheet)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], order.index(item[0])))
    swot = sheet.get("swot-sendiri")
    return Needs(
        participant=sheet.participant,
        consent=consent,
        path=path,
        path_reasons=why,
        modules=propose(sheet, lesson),
        priorities=tuple((labels[key], score) for key, score in ranked[:TOP]),
        problems=(*(labels[key] for key, _ in ranked), *lines(swot.get("kelemahan"))),
        potential=tuple(_potential(sheet)),
        questions=tuple(remarks(sheet)),
        facts=tuple(_facts(sheet, lesson)),
    )


def priorities(sheet: Submission) -> dict[str, int]:
    """Return the priority of each problem that was marked: important x feasible x urgent.

    Each is 1 to 3; what was left open counts 1.
    """
    rows: Mapping[str, Mapping[str, str]] = sheet.get("masalah").get("daftar") or {}
    marked = {key: cells for key, cells in rows.items() if any(cells.values())}
    return {
        key: _step(cells, "penting") * _step(cells, "bisa") * _step(cells, "mendesak")
        for key, cells in marked.items()
    }


def _step(cells: Mapping[str, str], column: str) -> int:
    return int(cells.get(column) or 1)


def propose(sheet: Submission, lesson: Lesson) -> tuple[Module, ...]:
    """Return all modules, the most needed first; the basics before all where they are a problem."""
    labels, scores = _labels(lesson), priorities(sheet)
    known, found = tables(), []
    for name, title in known.modules.items():
        own = {key: score for key, score in scores.items() if known.problems[key] == name}
        hints = list(_hints(sheet, lesson, name))
        score = max(own.values(), default=0) + _HINT * len(hints)
        reasons = (*(labels[key] for key in sorted(own, key=lambda k: -own[k])), *hints)
        found.append(Module(name, title, score, reasons))
    basics = next(iter(known.modules))
    weak = any(known.problems[key] == basics for key in scores)
    first = [m for m in found if m.lesson == basics and weak]
    rest = sorted((m for m in found if m not in first), key=lambda m: -m.score)
    return tuple(first + rest)


def _hints(sheet: Submission, lesson: Lesson, module: str) -> Iterator[str]:
    """Return the hopes and the fear that point to a module."""
    fields = {f.key: f for f in lesson.definitions["data-ekspor"].fields}
    for hope in sheet.get("data-ekspor").get("harapan") or []:
        if tables().hopes.get(hope) == module:
            yield f"harapan: {fields['harapan'].show([hope])}"
    if tables().fears.get(sheet.get("data-pemasaran").get("ragu", "")) == module:
        yield f"ragu: {sheet.shown('data-pemasaran', 'ragu')}"


def learning_path(sheet: Submission) -> tuple[str, tuple[str, ...]]:
    """Return how to learn (``daring``, ``hemat``, ``cetak`` or ""), and why."""
    device = sheet.get("kesiapan-alat")
    if not device:
        return "", ()
    for path, signs in tables().signs.items():
        why = tuple(
            words
            for key, answers in signs.items()
            for answer, words in answers.items()
            if device.get(key) == answer
        )
        if why:
            return path, why
    return "daring", ("HP, halaman, dan internet siap",)


def _labels(lesson: Lesson) -> dict[str, str]:
    (table, *_) = lesson.definitions["masalah"].fields
    return {row["key"]: row["label"] for row in table.to_json()["rows"]}


def _potential(sheet: Submission) -> Iterator[str]:
    swot = sheet.get("swot-sendiri")
    yield from lines(swot.get("kekuatan"))
    yield from (f"Peluang: {line}" for line in lines(swot.get("peluang")))
    if value := sheet.get("bmc-sendiri").get("nilai"):
        yield f"Nilai bagi pembeli: {value}"
    for exercise, fields in tables().strengths.items():
        for key, answers in fields.items():
            yield from (
                w for answer, w in answers.items() if sheet.get(exercise).get(key) == answer
            )
    permits = sheet.get("data-usaha").get("izin") or {}
    names = {"nib": "NIB", "pirt": "SPP-IRT", "halal": "halal", "npwp": "NPWP"}
    had = [name for key, name in names.items() if permits.get(key, {}).get("punya") == "ada"]
    if had:
        yield f"Sudah punya {', '.join(had)}"


_SHEETS = ("data-usaha", "data-jualan", "data-pemasaran", "data-ekspor", "waktu-bantuan")


def _facts(sheet: Submission, lesson: Lesson) -> Iterator[tuple[str, str]]:
    for exercise in _SHEETS:
        for field in lesson.definitions[exercise].fields:
            if words := sheet.shown(exercise, field.key):
                yield re.split(r"[,?.]", field.label)[0], words


_OUTSIDE = re.compile(
    r"\b(?:pesaing|saingan|pemerintah|dinas|cuaca|hujan|musim|toko lain|penjual lain"
    r"|harga (?:bahan|minyak|cabai|gula|tepung)|pabrik|bazar|ekonomi)\b"
)
_OWN = re.compile(
    r"\b(?:saya|kami|sendiri|resep|rasa|alat|modal|tenaga|belum punya|belum bisa)\b|\w+ saya\b"
)
_OWN_LACK = re.compile(r"\b(?:saya|kami)\b.*\b(?:belum|tidak|kurang)\b|\bbelum (?:punya|bisa)\b")
_BOXES = ("kekuatan", "kelemahan", "peluang", "ancaman")
_LEAST = 2
_WORDS = range(3, 16)


def lines(text: Any) -> list[str]:
    """Return the lines of a text that hold something."""
    parts = text.splitlines() if isinstance(text, str) else []
    return [line.strip(" -•*") for line in parts if line.strip(" -•*")]


def remarks(sheet: Submission) -> list[str]:
    """Return questions for the next visit; they never change a proposal."""
    return [*_contradictions(sheet), *_swot(sheet), *_canvas(sheet)]


def _contradictions(sheet: Submission) -> Iterator[str]:
    selling, permits = sheet.get("data-jualan"), sheet.get("data-usaha").get("izin") or {}
    channels, device = selling.get("kanal") or [], sheet.get("kesiapan-alat").get("hp")
    if sheet.get("data-ekspor").get("ekspor") == "langsung" and (
        permits.get("nib", {}).get("punya") == "belum"
    ):
        yield "Pernah ekspor sendiri, tetapi NIB belum ada. Lewat siapa dikirim?"
    if "marketplace" in channels and selling.get("jual") == "belum":
        yield "Menjual di marketplace, tetapi menjawab belum pernah menjual lewat internet."
    if device in {"tombol", "tidak"} and {"wa", "medsos", "marketplace"} & set(channels):
        yield "Berjualan lewat WhatsApp atau media sosial tanpa HP layar sentuh. Memakai HP siapa?"
    promotion = selling.get("promosi") or []
    if "belum" in promotion and len(promotion) > 1:
        yield "Promosi: menandai “belum pernah” bersama cara lain."
    known = sheet.get("data-pemasaran").get("tahu") or []
    if "belum" in known and len(known) > 1:
        yield "Pengetahuan pemasaran: menandai “belum satu pun” bersama yang lain."


def _swot(sheet: Submission) -> Iterator[str]:
    boxes = sheet.get("swot-sendiri")
    for key in _BOXES:
        name = key.capitalize()
        found = lines(boxes.get(key))
        if len(found) < _LEAST:
            yield f"Kotak {name} berisi {len(found)}; cari bersama sampai dua."
        for line in found:
            if len(line.split()) not in _WORDS:
                yield f"{name}: “{line[:60]}” terlalu pendek atau terlalu panjang. Apa maksudnya?"
            elif _is_elsewhere(key, line.casefold()):
                yield f"{name}: “{line[:60]}” di dalam usaha atau dari luar?"


def _is_elsewhere(box: str, line: str) -> bool:
    if box in {"kekuatan", "kelemahan"}:
        return bool(_OUTSIDE.search(line)) and not _OWN.search(line)
    return bool(_OWN_LACK.search(line))


def _canvas(sheet: Submission) -> Iterator[str]:
    canvas = sheet.get("bmc-sendiri")
    if not canvas:
        yield "Rencana satu halaman belum diisi."
        return
    if canvas.get("pembeli") and not canvas.get("saluran"):
        yield "Pembeli sudah ditulis, salurannya belum. Lewat apa mereka membeli?"
    if canvas.get("biaya") and not (canvas.get("kegiatan") or canvas.get("milik")):
        yield "Ada biaya, tetapi kegiatan dan yang dimiliki masih kosong. Biaya untuk apa?"
    if canvas.get("masuk") and not canvas.get("biaya"):
        yield "Ada uang masuk, biayanya belum ditulis."
    if canvas.get("untung") in {"rugi", "impas", "tidak-tahu"}:
        yield "Sisa uang kurang, pas-pasan, atau belum dihitung. Hitung bersama satu produk."
