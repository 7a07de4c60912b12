"""The needs assessment: problems and potential of one partner, and a path to learn by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from course.lessons import Lesson
from course.sheets.consent import Consent, consent_of
from course.sheets.remarks import lines, remarks
from course.submitted import Submission

MODULES = {
    "m1-internet": "Pelajaran 1. Dasar internet",
    "m2-akun-usaha": "Pelajaran 2. Akun usaha",
    "m3-foto-katalog": "Pelajaran 3. Foto dan katalog",
    "m4-strategi": "Pelajaran 4. Strategi pemasaran",
    "m5-ekspor": "Pelajaran 5. Listing ekspor",
}
"""Lessons in teaching order, with their titles; one need not be released to be proposed."""
PROBLEMS = {
    "hp": "m1-internet", "aman": "m1-internet", "akun": "m2-akun-usaha",
    "percaya": "m2-akun-usaha", "toko": "m2-akun-usaha", "foto": "m3-foto-katalog",
    "pembeli": "m4-strategi", "uang": "m4-strategi", "ekspor": "m5-ekspor",
}  # fmt: skip
_HOPES = {
    "pembeli": "m4-strategi", "luas": "m4-strategi", "catat": "m4-strategi",
    "toko": "m2-akun-usaha", "percaya": "m2-akun-usaha", "foto": "m3-foto-katalog",
    "ekspor": "m5-ekspor",
}  # fmt: skip
_FEARS = {
    "tipu": "m1-internet", "salah": "m1-internet", "kuota": "m1-internet",
    "malu": "m2-akun-usaha", "foto": "m3-foto-katalog", "sepi": "m4-strategi",
}  # fmt: skip
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
    scores = priorities(sheet)
    path, why = learning_path(sheet)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], list(PROBLEMS).index(item[0])))
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
    found = []
    for name, title in MODULES.items():
        own = {key: score for key, score in scores.items() if PROBLEMS[key] == name}
        hints = list(_hints(sheet, lesson, name))
        score = max(own.values(), default=0) + _HINT * len(hints)
        reasons = (*(labels[key] for key in sorted(own, key=lambda k: -own[k])), *hints)
        found.append(Module(name, title, score, reasons))
    basics = next(iter(MODULES))
    weak = any(PROBLEMS[key] == basics for key in scores)
    first = [m for m in found if m.lesson == basics and weak]
    rest = sorted((m for m in found if m not in first), key=lambda m: -m.score)
    return tuple(first + rest)


def _hints(sheet: Submission, lesson: Lesson, module: str) -> Iterator[str]:
    """Return the hopes and the fear that point to a module."""
    fields = {f.key: f for f in lesson.definitions["data-ekspor"].fields}
    for hope in sheet.get("data-ekspor").get("harapan") or []:
        if _HOPES.get(hope) == module:
            yield f"harapan: {fields['harapan'].show([hope])}"
    if _FEARS.get(sheet.get("data-pemasaran").get("ragu", "")) == module:
        yield f"ragu: {sheet.shown('data-pemasaran', 'ragu')}"


def learning_path(sheet: Submission) -> tuple[str, tuple[str, ...]]:
    """Return how to learn (``daring``, ``hemat``, ``cetak`` or ""), and why."""
    device = sheet.get("kesiapan-alat")
    if not device:
        return "", ()
    for path, signs in _SIGNS.items():
        why = tuple(words for (key, value), words in signs.items() if device.get(key) == value)
        if why:
            return path, why
    return "daring", ("HP, halaman, dan internet siap",)


_SIGNS: Mapping[str, Mapping[tuple[str, str], str]] = {
    "cetak": {
        ("hp", "tombol"): "HP tombol",
        ("hp", "tidak"): "tidak ada HP",
        ("halaman", "gagal"): "halaman tidak terbuka",
        ("internet", "tidak"): "tidak ada internet",
        ("baca", "sulit"): "lebih suka kertas",
    },
    "hemat": {
        ("hp", "pinjam"): "HP pinjaman",
        ("halaman", "lambat"): "halaman lambat",
        ("foto", "gagal"): "foto tidak terkirim",
        ("foto", "lama"): "foto lama terkirim",
        ("memori", "penuh"): "memori penuh",
        ("internet", "irit"): "kuota irit",
        ("sinyal", "1"): "sinyal sering hilang",
        ("sinyal", "2"): "sinyal lemah",
    },
}
"""Signs in the answers that ask for a lighter way; the lightest that is asked for wins."""


def _labels(lesson: Lesson) -> dict[str, str]:
    (table, *_) = lesson.definitions["masalah"].fields
    return {row["key"]: row["label"] for row in table.to_json()["rows"]}


_STRENGTHS: tuple[tuple[str, str, Any, str], ...] = (
    ("data-jualan", "jual", "sering", "Sudah sering menjual lewat internet"),
    ("data-jualan", "jual", "pernah", "Pernah menjual lewat internet"),
    ("data-jualan", "beli", "pernah", "Pernah membeli lewat internet: tahu sisi pembeli"),
    ("waktu-bantuan", "keluarga", "serumah", "Ada keluarga serumah yang bisa membantu"),
    ("data-ekspor", "ekspor", "langsung", "Pernah mengirim sendiri ke luar negeri"),
    ("data-ekspor", "ekspor", "lewat", "Produknya pernah sampai ke luar negeri"),
    ("data-usaha", "arah", "naik", "Penjualan naik setahun ini"),
)


def _potential(sheet: Submission) -> Iterator[str]:
    swot = sheet.get("swot-sendiri")
    yield from lines(swot.get("kekuatan"))
    yield from (f"Peluang: {line}" for line in lines(swot.get("peluang")))
    if value := sheet.get("bmc-sendiri").get("nilai"):
        yield f"Nilai bagi pembeli: {value}"
    for exercise, key, wanted, words in _STRENGTHS:
        if sheet.get(exercise).get(key) == wanted:
            yield words
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
